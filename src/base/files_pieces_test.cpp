// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <array>

#include "base/files.h"
#include "tests/support/temp_folder.h"

namespace lumen {
namespace {

namespace fs = std::filesystem;

std::size_t entries_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(WriteFileInPieces, JoinsThemAndLeavesNothingElse) {
  const test::TempFolder temp;
  const std::array<ByteView, 3> pieces{as_bytes("one "), ByteView(), as_bytes("two")};
  ASSERT_TRUE(write_file_durably(temp.path() / "file", pieces, {}));
  const auto read = read_file(temp.path() / "file", 100);
  ASSERT_TRUE(read);
  EXPECT_EQ(as_text(*read), "one two");
  EXPECT_EQ(entries_in(temp.path()), 1U);
}

TEST(WriteFileInPieces, ReplacesTheOldFileAtOnce) {
  const test::TempFolder temp;
  ASSERT_TRUE(write_file_durably(temp.path() / "file", as_bytes("a longer old text")));
  const std::array<ByteView, 1> pieces{as_bytes("new")};
  ASSERT_TRUE(write_file_durably(temp.path() / "file", pieces, {}));
  EXPECT_EQ(as_text(*read_file(temp.path() / "file", 100)), "new");
}

TEST(WriteFileInPieces, ThroughAFolderForTemporaryFiles) {
  const test::TempFolder temp;
  ASSERT_TRUE(make_private_folder(temp.path() / "incoming"));
  const std::array<ByteView, 1> pieces{as_bytes("text")};
  const DurableWrite through{{}, temp.path() / "incoming"};
  ASSERT_TRUE(write_file_durably(temp.path() / "file", pieces, through));
  EXPECT_EQ(entries_in(temp.path() / "incoming"), 0U);
  const auto failed = write_file_durably(temp.path() / "no folder" / "file", pieces, through);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, "storage_failed");
  EXPECT_EQ(entries_in(temp.path() / "incoming"), 0U);
}

TEST(ReadFileStart, GivesAtMostWhatIsAsked) {
  const test::TempFolder temp;
  ASSERT_TRUE(write_file_durably(temp.path() / "file", as_bytes("0123456789")));
  EXPECT_EQ(as_text(*read_file_start(temp.path() / "file", 4)), "0123");
  EXPECT_EQ(as_text(*read_file_start(temp.path() / "file", 10)), "0123456789");
  EXPECT_EQ(as_text(*read_file_start(temp.path() / "file", 11)), "0123456789");
  EXPECT_EQ(read_file_start(temp.path() / "absent", 4).error().kind, ErrorKind::not_found);
}

TEST(SyncFolder, AnAbsentOneIsAnError) {
  const test::TempFolder temp;
  EXPECT_TRUE(sync_folder(temp.path()));
  EXPECT_EQ(sync_folder(temp.path() / "absent").error().code, "storage_failed");
}

}  // namespace
}  // namespace lumen
