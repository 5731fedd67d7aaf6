// SPDX-License-Identifier: Apache-2.0
#include "service/receive_photo.h"

#include <utility>

#include "base/crash_point.h"
#include "photos/receive_digests.h"
#include "photos/strip_metadata.h"

namespace lumen::service {
namespace {

Error too_many_pixels(std::uint64_t pixels_max) {
  return make_error(ErrorKind::too_large, "too_many_pixels",
                    "A photo may have at most " + std::to_string(pixels_max / 1'000'000) + " megapixels.");
}

Result<void> check_promise(const photos::PhotoInfo& info, const PhotoPromise& promise) {
  const bool md5_wrong = promise.md5 && *promise.md5 != info.received_md5;
  const bool sha256_wrong = promise.sha256 && *promise.sha256 != info.received_sha256;
  if (!md5_wrong && !sha256_wrong) return {};
  return fail(
      invalid("digest_mismatch", "The bytes that arrived are not the bytes that were announced. Send them again."));
}

}  // namespace

ReceivePhoto::ReceivePhoto(photos::PhotoStore& photos, analyses::AnalysisStore& analyses, jobs::WorkSignal& signal,
                           BlockingPool& pool, const Clock& clock, ReceiveSettings settings)
    : photos_(photos), analyses_(analyses), signal_(signal), pool_(pool), clock_(clock), settings_(settings) {}

Result<ReceivePhoto::Prepared> ReceivePhoto::prepare(Bytes bytes, const PhotoPromise& promise,
                                                     const ReceiveSettings& settings) {
  if (bytes.empty()) return fail(invalid("empty_photo", "The photo has no bytes. Choose a photo and send it again."));
  if (bytes.size() > settings.photo_bytes_max) {
    return fail(make_error(ErrorKind::too_large, "photo_too_large",
                           "A photo may have at most " + std::to_string(settings.photo_bytes_max) + " bytes."));
  }
  const auto format = photos::detect_format(bytes);
  if (!format) return fail(format.error());
  const auto size = photos::read_pixel_size(bytes, *format);
  if (!size) return fail(size.error());
  if (static_cast<std::uint64_t>(size->width_px) * size->height_px > settings.photo_pixels_max) {
    return fail(too_many_pixels(settings.photo_pixels_max));
  }

  Prepared prepared;
  photos::Received received = photos::receive_digests(bytes);
  prepared.info.received_md5 = std::move(received.md5);
  prepared.info.received_sha256 = std::move(received.sha256);
  if (auto kept = check_promise(prepared.info, promise); !kept) return fail(kept.error());
  auto stripped = photos::strip_metadata(std::move(bytes));
  if (!stripped) return fail(stripped.error());
  prepared.info.content_type = photos::content_type_of(stripped->format);
  prepared.info.orientation = stripped->orientation;
  prepared.bytes = std::move(stripped->bytes);
  return prepared;
}

Task<Result<ReceivedPhoto>> ReceivePhoto::run(PhotoKey key, Bytes bytes, PhotoPromise promise, Deadline deadline) {
  // Whose analysis it is, and whether it may still take a photo, is known before anything is stored.
  auto row = co_await analyses_.get(key.owner(), key.analysis(), deadline);
  if (!row) co_return fail(row.error());
  const UnixSeconds expires_at_s = (*row)->ttl_s;

  auto work = [input = std::move(bytes), promise = std::move(promise), settings = settings_]() mutable {
    return prepare(std::move(input), promise, settings);
  };
  auto prepared = co_await pool_.run(std::move(work), deadline);
  if (!prepared) co_return fail(prepared.error());
  prepared->info.created_at_s = clock_.now_s();
  prepared->info.expires_at_s = expires_at_s;

  const Error photo_exists = make_error(ErrorKind::conflict, "photo_exists",
                                        "This upload URL has been used for another photo. Ask for a new one.");
  auto stored = co_await photos_.put(key, std::move(prepared->info), std::move(prepared->bytes), deadline);
  if (!stored) co_return fail(stored.error());
  if (stored->outcome == photos::PutOutcome::different) co_return fail(photo_exists);
  crash_point("service.photo_stored");

  PhotoVersion version{stored->info.received_md5, stored->info.content_type, stored->info.size_bytes,
                       stored->info.orientation};
  auto marked = co_await analyses_.mark_uploaded(key.owner(), key.analysis(), std::move(version), deadline);
  if (!marked) co_return fail(marked.error());
  if (*marked == analyses::UploadOutcome::refused) co_return fail(photo_exists);
  signal_.wake();
  crash_point("service.before_2xx");
  co_return ReceivedPhoto{stored->info.received_md5, stored->info.received_sha256};
}

}  // namespace lumen::service
