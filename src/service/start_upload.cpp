// SPDX-License-Identifier: Apache-2.0
#include "service/start_upload.h"

#include <array>
#include <string_view>
#include <utility>

#include "domain/limits.h"

namespace lumen::service {
namespace {

constexpr std::array<std::string_view, 5> accepted_types = {"image/jpeg", "image/png", "image/webp", "image/heic",
                                                            "image/heif"};

bool is_accepted(std::string_view type) {
  for (const std::string_view one : accepted_types) {
    if (iequals(one, type)) return true;
  }
  return iequals(type, "image/jpg");
}

bool is_sha256_hex(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

StartUpload::StartUpload(analyses::AnalysisStore& analyses, const photos::UploadUrlSigner& signer, const Clock& clock,
                         Random& random, SecretKey idempotency_secret, UploadSettings settings)
    : analyses_(analyses),
      signer_(signer),
      clock_(clock),
      random_(random),
      idempotency_secret_(idempotency_secret),
      settings_(settings) {}

Result<void> StartUpload::check(const UploadWish& wish) const {
  if (wish.content_type && !is_accepted(*wish.content_type)) {
    return fail(invalid("unsupported_type", "A photo must be image/jpeg, image/png, image/webp or image/heic."));
  }
  if (wish.content_length && *wish.content_length == 0) {
    return fail(invalid("empty_photo", "content_length must be at least 1."));
  }
  if (wish.content_length && *wish.content_length > settings_.photo_bytes_max) {
    return fail(make_error(ErrorKind::too_large, "photo_too_large",
                           "A photo may have at most " + std::to_string(settings_.photo_bytes_max) + " bytes."));
  }
  if (wish.sha256 && !is_sha256_hex(*wish.sha256)) {
    return fail(invalid("bad_sha256", "sha256 must be 64 lower-case hexadecimal digits."));
  }
  if (wish.idempotency_key &&
      (wish.idempotency_key->empty() || wish.idempotency_key->size() > limits::idempotency_key_bytes_max)) {
    return fail(invalid("bad_idempotency_key", "Idempotency-Key must have 1 to 255 bytes."));
  }
  return {};
}

AnalysisId StartUpload::make_id(const UserId& owner, const UploadWish& wish) {
  if (!wish.idempotency_key) return AnalysisId::trusted(make_uuid(random_));
  const std::string subject = std::to_string(owner.text().size()) + ":" + owner.text() + ":" + *wish.idempotency_key;
  const Sha256 digest = hmac_sha256(idempotency_secret_.view(), as_bytes(subject));
  return AnalysisId::trusted(uuid_from(digest));
}

Task<Result<UploadPermit>> StartUpload::run(UserId owner, UploadWish wish, Deadline deadline) {
  if (auto ok = check(wish); !ok) co_return fail(ok.error());

  analyses::NewAnalysis analysis;
  analysis.id = make_id(owner, wish);
  analysis.owner = owner;
  analysis.created_at_ms = clock_.now_ms();
  analysis.upload_until_s = clock_.now_s() + settings_.url_life_s;
  analysis.ttl_s = clock_.now_s() + static_cast<UnixSeconds>(settings_.retention_days) * 86'400;
  const AnalysisId id = analysis.id;
  auto created = co_await analyses_.create(std::move(analysis), deadline);
  if (!created) co_return fail(created.error());

  photos::UploadTerms terms{PhotoKey(owner, id), wish.server_url,     clock_.now_s(), settings_.url_life_s,
                            wish.content_type,   wish.content_length, wish.sha256};
  auto upload = signer_.sign(terms);
  if (!upload) co_return fail(upload.error());
  co_return UploadPermit{id, std::move(*upload), settings_.url_life_s};
}

}  // namespace lumen::service
