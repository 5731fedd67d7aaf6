// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where photo files lie: `<folder>/3f/3fa0…`, fanned out over 256 leaf folders by the first two characters of the
// name, and `<folder>/incoming/` for files being written. Blocking. Thread-safe.

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace lumen::photos {

class PhotoFolder {
 public:
  static constexpr int leaves = 256;

  // Makes what is missing, and removes the half-written files that a crash left behind.
  static Result<PhotoFolder> open(std::filesystem::path folder);

  const std::filesystem::path& path() const { return folder_; }
  std::filesystem::path incoming() const { return folder_ / "incoming"; }
  std::filesystem::path leaf(int number) const;
  std::filesystem::path file(const std::string& name) const;

  // The names of the photo files in a leaf that may have expired by `now_s`, going by their time stamps, which
  // are only an index: `stamp_expiry` sets them.
  struct Listing {
    int examined = 0;
    std::vector<std::string> due;
  };
  Result<Listing> list_due(int leaf_number, UnixSeconds now_s) const;
  void stamp_expiry(const std::string& name, UnixSeconds expires_at_s) const;

 private:
  explicit PhotoFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}
  Result<void> make_inner_folders() const;
  void sweep_incoming() const;

  std::filesystem::path folder_;
};

}  // namespace lumen::photos
