// SPDX-License-Identifier: Apache-2.0
#pragma once
// A folder of the test's own that goes with it.

#include <filesystem>

namespace lumen::test {

class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace lumen::test
