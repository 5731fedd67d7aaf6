// SPDX-License-Identifier: Apache-2.0
#pragma once
// PhotoStore in files, encrypted at rest (photo_file.h says how, photo_folder.h where). `put` writes to a
// temporary file, fdatasync, rename, fsync of the folder; the first of several puts to one key wins. One process
// may use a folder at a time. All file work runs on the pool handed in.

#include <array>
#include <filesystem>
#include <memory>
#include <mutex>

#include "base/blocking_pool.h"
#include "base/crypto.h"
#include "base/metrics.h"
#include "photos/photo_file.h"
#include "photos/photo_folder.h"
#include "photos/photo_store.h"

namespace lumen::photos {

class PhotoStoreEmbedded final : public PhotoStore {
 public:
  // What is handed in must outlive the store.
  struct Tools {
    BlockingPool& pool;
    const Clock& clock;
    Random& random;
    Metrics& metrics;
  };

  // Opens or makes the folder. Blocking. Errors: storage_full, storage_failed.
  static Result<std::unique_ptr<PhotoStoreEmbedded>> open(const std::filesystem::path& folder, const SecretKey& master,
                                                          const Tools& tools);

  std::string describe() const override;
  Task<Result<PutAnswer>> put(PhotoKey key, PhotoInfo info, Bytes bytes, Deadline deadline) override;
  Task<Result<Photo>> get(PhotoKey key, Deadline deadline) override;
  Task<Result<PhotoInfo>> head(PhotoKey key, Deadline deadline) override;
  Task<Result<void>> remove(PhotoKey key, Deadline deadline) override;
  // One call looks at about `examined_max` files and goes on next time where it stopped.
  Task<Result<int>> remove_expired(int limit, Deadline deadline) override;

  static constexpr int examined_max = 20'000;

 private:
  struct Counters {
    explicit Counters(Metrics& metrics);
    Counter &stored, &same, &different, &failed, &stored_bytes, &removed, &expired, &unreadable;
  };

  PhotoStoreEmbedded(PhotoFolder folder, const SecretKey& master, const Tools& tools);

  Result<PutAnswer> put_now(const PhotoKey& key, PhotoInfo info, Bytes bytes);
  Result<void> write(const PhotoKey& key, const std::string& name, const PhotoInfo& info, Bytes bytes);
  Result<PutAnswer> answer_kept(const std::string& name, PhotoInfo kept, const PhotoInfo& sent);
  Result<Photo> get_now(const PhotoKey& key);
  Result<PhotoInfo> head_now(const std::string& name);
  Result<PhotoInfo> read_info(const std::string& name);
  Result<void> remove_now(const std::string& name);
  Result<int> remove_expired_now(int limit);
  int remove_due(const PhotoFolder::Listing& listing, int limit);
  bool remove_if_expired(const std::string& name);
  bool is_expired(const PhotoInfo& info) const;
  std::mutex& lock_of(const std::string& name);

  PhotoFolder folder_;
  PhotoFile file_;
  BlockingPool& pool_;
  const Clock& clock_;
  Counters counters_;
  std::array<std::mutex, 64> locks_;  // one of them guards each file against being replaced while it is judged
  std::mutex scan_lock_;
  int scan_leaf_ = 0;  // where the next scan begins
};

}  // namespace lumen::photos
