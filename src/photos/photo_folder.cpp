// SPDX-License-Identifier: Apache-2.0
#include "photos/photo_folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <system_error>
#include <utility>

#include "base/files.h"

namespace lumen::photos {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view digits = "0123456789abcdef";
constexpr std::size_t name_characters = 64;
constexpr UnixSeconds stamp_max_s = 4'102'444'800;  // the year 2100: within every file system's range

fs::file_time_type stamp_of(UnixSeconds at_s) {
  const std::chrono::seconds since_epoch(std::clamp<UnixSeconds>(at_s, 0, stamp_max_s));
  return std::chrono::file_clock::from_sys(std::chrono::sys_seconds(since_epoch));
}

bool is_photo_name(const std::string& name) {
  return name.size() == name_characters && name.find_first_not_of(digits) == std::string::npos;
}

}  // namespace

fs::path PhotoFolder::leaf(int number) const {
  const auto digit = [](int value) { return digits[static_cast<std::size_t>(value)]; };
  return folder_ / std::string{digit(number / 16), digit(number % 16)};
}

fs::path PhotoFolder::file(const std::string& name) const { return folder_ / name.substr(0, 2) / name; }

Result<PhotoFolder> PhotoFolder::open(fs::path path) {
  PhotoFolder folder(std::move(path));
  if (auto made = make_private_folder(folder.path()); !made) return fail(made.error());
  if (auto made = folder.make_inner_folders(); !made) return fail(made.error());
  folder.sweep_incoming();
  return folder;
}

// Made in order, so the last one stands for all: 257 calls less at each start. The folder that holds them is synced
// even then: whoever made them may have died before.
Result<void> PhotoFolder::make_inner_folders() const {
  std::vector<fs::path> inner{incoming()};
  for (int number = 0; number < leaves; ++number) inner.push_back(leaf(number));
  if (::access(inner.back().c_str(), F_OK) != 0) {
    for (const fs::path& one : inner) {
      if (::mkdir(one.c_str(), 0700) != 0 && errno != EEXIST) return fail(storage_error(errno, "creating a folder"));
    }
  }
  return sync_folder(folder_);
}

void PhotoFolder::sweep_incoming() const {
  std::error_code failure;
  fs::directory_iterator entry(incoming(), failure);
  for (; !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
    std::error_code ignored;  // what cannot be removed now is tried again at the next start
    if (entry->path().extension() == ".tmp") fs::remove(entry->path(), ignored);
  }
}

Result<PhotoFolder::Listing> PhotoFolder::list_due(int leaf_number, UnixSeconds now_s) const {
  Listing listing;
  const fs::file_time_type now = stamp_of(now_s);
  std::error_code failure;
  fs::directory_iterator entry(leaf(leaf_number), failure);
  for (; !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
    ++listing.examined;
    std::string name = entry->path().filename().string();
    std::error_code unreadable;
    const bool due = is_photo_name(name) && entry->last_write_time(unreadable) <= now && !unreadable;
    if (due) listing.due.push_back(std::move(name));
  }
  if (failure) return fail(storage_error(failure.value(), "listing a folder"));
  return listing;
}

void PhotoFolder::stamp_expiry(const std::string& name, UnixSeconds expires_at_s) const {
  std::error_code ignored;  // a wrong stamp costs the next scan one look into the file
  fs::last_write_time(file(name), stamp_of(expires_at_s), ignored);
}

}  // namespace lumen::photos
