// SPDX-License-Identifier: Apache-2.0
#include "photos/photo_store_embedded.h"

#include <functional>
#include <utility>

#include "base/files.h"

namespace lumen::photos {
namespace {

// Far above every upload limit; only a file that is not ours is larger.
constexpr std::size_t file_bytes_max = 1ULL << 30U;

Error no_such_photo() { return make_error(ErrorKind::not_found, "no_such_photo", "There is no such photo."); }

Error absent_as_no_photo(Error error) {
  return error.kind == ErrorKind::not_found ? no_such_photo() : std::move(error);
}

Counter& put_counter(Metrics& metrics, std::string outcome) {
  return metrics.counter("lumen_photos_puts_total", "Photos handed to the store, by outcome.",
                         {{"outcome", std::move(outcome)}});
}

Counter& removed_counter(Metrics& metrics, std::string reason) {
  return metrics.counter("lumen_photos_removed_total", "Photos removed, by reason.", {{"reason", std::move(reason)}});
}

}  // namespace

PhotoStoreEmbedded::Counters::Counters(Metrics& metrics)
    : stored(put_counter(metrics, "stored")),
      same(put_counter(metrics, "same")),
      different(put_counter(metrics, "different")),
      failed(put_counter(metrics, "failed")),
      stored_bytes(metrics.counter("lumen_photos_stored_bytes_total", "Bytes of the photos stored, as kept.")),
      removed(removed_counter(metrics, "asked")),
      expired(removed_counter(metrics, "expired")),
      unreadable(metrics.counter("lumen_photos_unreadable_total", "Photo files found damaged or altered when read.")) {}

PhotoStoreEmbedded::PhotoStoreEmbedded(PhotoFolder folder, const SecretKey& master, const Tools& tools)
    : folder_(std::move(folder)),
      file_(master, tools.random),
      pool_(tools.pool),
      clock_(tools.clock),
      counters_(tools.metrics) {}

Result<std::unique_ptr<PhotoStoreEmbedded>> PhotoStoreEmbedded::open(const std::filesystem::path& path,
                                                                     const SecretKey& master, const Tools& tools) {
  auto folder = PhotoFolder::open(path);
  if (!folder) return fail(folder.error());
  return std::unique_ptr<PhotoStoreEmbedded>(new PhotoStoreEmbedded(std::move(*folder), master, tools));
}

std::string PhotoStoreEmbedded::describe() const {
  return "files in " + folder_.path().string() + ", AES-256-GCM with a key per photo";
}

Task<Result<PutAnswer>> PhotoStoreEmbedded::put(PhotoKey key, PhotoInfo info, Bytes bytes, Deadline deadline) {
  auto work = [this, key = std::move(key), info = std::move(info), bytes = std::move(bytes)]() mutable {
    return put_now(key, std::move(info), std::move(bytes));
  };
  auto answer = co_await pool_.run(std::move(work), deadline);
  if (!answer) counters_.failed.increment();
  co_return answer;
}

Task<Result<Photo>> PhotoStoreEmbedded::get(PhotoKey key, Deadline deadline) {
  auto work = [this, key = std::move(key)] { return get_now(key); };
  co_return co_await pool_.run(std::move(work), deadline);
}

Task<Result<PhotoInfo>> PhotoStoreEmbedded::head(PhotoKey key, Deadline deadline) {
  auto work = [this, key = std::move(key)] { return head_now(file_.name_of(key)); };
  co_return co_await pool_.run(std::move(work), deadline);
}

Task<Result<void>> PhotoStoreEmbedded::remove(PhotoKey key, Deadline deadline) {
  auto work = [this, key = std::move(key)] { return remove_now(file_.name_of(key)); };
  co_return co_await pool_.run(std::move(work), deadline);
}

Task<Result<int>> PhotoStoreEmbedded::remove_expired(int limit, Deadline deadline) {
  auto work = [this, limit] { return remove_expired_now(limit); };
  co_return co_await pool_.run(std::move(work), deadline);
}

Result<PutAnswer> PhotoStoreEmbedded::put_now(const PhotoKey& key, PhotoInfo info, Bytes bytes) {
  info.size_bytes = bytes.size();
  const std::string name = file_.name_of(key);
  const std::lock_guard lock(lock_of(name));
  auto kept = head_now(name);
  if (kept) return answer_kept(name, std::move(*kept), info);
  if (kept.error().kind != ErrorKind::not_found) return fail(kept.error());

  if (auto written = write(key, name, info, std::move(bytes)); !written) return fail(written.error());
  counters_.stored.increment();
  counters_.stored_bytes.add(static_cast<double>(info.size_bytes));
  return PutAnswer{PutOutcome::stored, std::move(info)};
}

Result<void> PhotoStoreEmbedded::write(const PhotoKey& key, const std::string& name, const PhotoInfo& info,
                                       Bytes bytes) {
  const SealedPhoto sealed = file_.seal(key, info, std::move(bytes));
  const std::array<ByteView, 2> pieces{sealed.head, sealed.body};
  const DurableWrite options{"photos.after_rename", folder_.incoming()};
  auto written = write_file_durably(folder_.file(name), pieces, options);
  if (written) folder_.stamp_expiry(name, info.expires_at_s);
  return written;
}

// The put that wrote the file may have died before the folder was synced, so that is done again.
Result<PutAnswer> PhotoStoreEmbedded::answer_kept(const std::string& name, PhotoInfo kept, const PhotoInfo& sent) {
  const bool same = kept.received_sha256 == sent.received_sha256 && kept.received_md5 == sent.received_md5;
  if (!same) {
    counters_.different.increment();
    return PutAnswer{PutOutcome::different, std::move(kept)};
  }
  if (auto synced = sync_folder(folder_.file(name).parent_path()); !synced) return fail(synced.error());
  counters_.same.increment();
  return PutAnswer{PutOutcome::same, std::move(kept)};
}

Result<Photo> PhotoStoreEmbedded::get_now(const PhotoKey& key) {
  auto file = read_file(folder_.file(file_.name_of(key)), file_bytes_max);
  if (!file) return fail(absent_as_no_photo(file.error()));
  auto photo = file_.open(key, std::move(*file));
  if (!photo) counters_.unreadable.increment();
  if (photo && is_expired(photo->info)) return fail(no_such_photo());
  return photo;
}

Result<PhotoInfo> PhotoStoreEmbedded::head_now(const std::string& name) {
  auto info = read_info(name);
  if (!info) return fail(absent_as_no_photo(info.error()));
  if (is_expired(*info)) return fail(no_such_photo());
  return info;
}

Result<PhotoInfo> PhotoStoreEmbedded::read_info(const std::string& name) {
  const auto start = read_file_start(folder_.file(name), PhotoFile::head_bytes_max);
  if (!start) return fail(start.error());
  auto info = file_.open_info(name, *start);
  if (!info) counters_.unreadable.increment();
  return info;
}

// The file may have gone in a crash before its folder was synced, so that is done for an absent one too.
Result<void> PhotoStoreEmbedded::remove_now(const std::string& name) {
  const std::lock_guard lock(lock_of(name));
  const auto path = folder_.file(name);
  std::error_code ignored;
  const bool was_there = std::filesystem::exists(path, ignored);
  if (auto removed = remove_file_durably(path); !removed) return removed;
  if (was_there)
    counters_.removed.increment();
  else
    return sync_folder(path.parent_path());
  return {};
}

Result<int> PhotoStoreEmbedded::remove_expired_now(int limit) {
  const std::lock_guard lock(scan_lock_);
  int removed = 0;
  int examined = 0;
  for (int visited = 0; visited < PhotoFolder::leaves && removed < limit && examined < examined_max; ++visited) {
    const auto listing = folder_.list_due(scan_leaf_, clock_.now_s());
    if (!listing) return fail(listing.error());
    examined += listing->examined;
    const int gone = remove_due(*listing, limit - removed);
    removed += gone;
    if (gone > 0) {
      if (auto synced = sync_folder(folder_.leaf(scan_leaf_)); !synced) return fail(synced.error());
    }
    if (removed < limit) scan_leaf_ = (scan_leaf_ + 1) % PhotoFolder::leaves;
  }
  return removed;
}

int PhotoStoreEmbedded::remove_due(const PhotoFolder::Listing& listing, int limit) {
  int removed = 0;
  for (const std::string& name : listing.due) {
    if (removed == limit) break;
    if (remove_if_expired(name)) ++removed;
  }
  return removed;
}

bool PhotoStoreEmbedded::remove_if_expired(const std::string& name) {
  const std::lock_guard lock(lock_of(name));
  const auto info = read_info(name);
  if (!info) return false;
  if (!is_expired(*info)) {
    folder_.stamp_expiry(name, info->expires_at_s);
    return false;
  }
  std::error_code failure;
  if (!std::filesystem::remove(folder_.file(name), failure) || failure) return false;
  counters_.expired.increment();
  return true;
}

bool PhotoStoreEmbedded::is_expired(const PhotoInfo& info) const { return clock_.now_s() >= info.expires_at_s; }

std::mutex& PhotoStoreEmbedded::lock_of(const std::string& name) {
  return locks_[std::hash<std::string>{}(name) % locks_.size()];
}

}  // namespace lumen::photos
