// SPDX-License-Identifier: Apache-2.0
#include "eval/labelled_photos.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temp_folder.h"

namespace lumen::eval {
namespace {

class LabelledPhotos : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& text = "x") const {
    std::filesystem::create_directories((folder() / name).parent_path());
    std::ofstream(folder() / name) << text;
  }
  std::filesystem::path folder() const { return folder_.path(); }

 private:
  test::TempFolder folder_;
};

TEST_F(LabelledPhotos, FoldersAreLabels) {
  write("dark spots/a.jpg");
  write("redness_rosacea/b.PNG");
  write("train/acne/c.webp");
  write("acne/notes.txt");
  write("cars/d.jpg");
  const auto set = read_photo_set(folder());
  ASSERT_TRUE(set) << set.error().message;
  ASSERT_EQ(set->photos.size(), 3U);
  EXPECT_EQ(set->photos[0].labels, std::vector{Label::dark_spots});
  EXPECT_EQ(set->photos[1].labels, std::vector{Label::skin_redness});
  EXPECT_FALSE(set->photos[1].training);
  EXPECT_EQ(set->photos[2].name, "train/acne/c.webp");
  EXPECT_EQ(set->photos[2].labels, std::vector{Label::acne});
  EXPECT_TRUE(set->photos[2].training);
  ASSERT_EQ(set->skipped.size(), 1U);
  EXPECT_NE(set->skipped[0].find("cars/d.jpg"), std::string::npos);
}

TEST_F(LabelledPhotos, AManifestSaysMore) {
  write("p/one.jpg");
  write("p/two.jpg");
  write("manifest.csv",
        "\xEF\xBB\xBF"
        "file,label,source_repo,split\r\n"
        "p/one.jpg,\"acne; oily skin\",\"a, b\",\r\n"
        "p/two.jpg,wrinkles,,train\r\n"
        "p/none.jpg,acne,,\r\n"
        "p/two.jpg,cars,,\r\n");
  const auto set = read_photo_set(folder());
  ASSERT_TRUE(set) << set.error().message;
  ASSERT_EQ(set->photos.size(), 2U);
  EXPECT_EQ(set->photos[0].labels, (std::vector{Label::acne, Label::oily_skin}));
  EXPECT_EQ(set->photos[0].source, "a, b");
  EXPECT_FALSE(set->photos[0].training);
  EXPECT_TRUE(set->photos[1].training);
  EXPECT_EQ(set->skipped.size(), 2U);
}

TEST_F(LabelledPhotos, SaysWhatIsWrong) {
  EXPECT_FALSE(read_photo_set(folder() / "nowhere"));
  EXPECT_FALSE(read_photo_set(folder()));
  write("list.csv", "picture,kind\na.jpg,acne\n");
  const auto set = read_photo_set(folder() / "list.csv");
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().code, "bad_photo_set");
}

}  // namespace
}  // namespace lumen::eval
