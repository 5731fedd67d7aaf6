// SPDX-License-Identifier: Apache-2.0
// The figures of a set whose answers are made up, and the page and the JSON of its report.
#include "eval/photo_report.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "base/json.h"
#include "eval/photo_figures.h"
#include "tests/support/temp_folder.h"

namespace lumen::eval {
namespace {

ScoredPhoto scored(const std::string& name, Label truth, Label answered, double score,
                   const std::string& source = "s") {
  ScoredPhoto photo;
  photo.photo.name = name;
  photo.photo.labels = {truth};
  photo.photo.source = source;
  photo.scores.score[std::size_t(answered)] = score;
  photo.scores.order = all_labels;
  std::swap(photo.scores.order[0], photo.scores.order[std::size_t(answered)]);
  photo.scores.confidence = score;
  photo.scores.measured.fill(true);
  photo.bgr = cv::Mat(8, 8, CV_8UC3, cv::Scalar(90, 120, 180));
  return photo;
}

ScoredSet some_set() {
  ScoredSet set;
  set.photos.push_back(scored("a <1>.jpg", Label::acne, Label::acne, 0.9));
  set.photos.push_back(scored("b.jpg", Label::acne, Label::healthy, 0.6));
  set.photos.push_back(scored("c.jpg", Label::healthy, Label::healthy, 0.8));
  set.photos.push_back(scored("d.jpg", Label::wrinkles, Label::acne, 0.7, "t"));
  set.photos.push_back(scored("e.jpg", Label::acne, Label::wrinkles, 0.7));
  set.photos.back().photo.training = true;
  return set;
}

TEST(PhotoFigures, CountWhatIsThere) {
  const ScoredSet set = some_set();
  const Part part = part_of(set.photos, [](const auto& photo) { return !photo.photo.training; });
  EXPECT_EQ(part.size(), 4U);
  EXPECT_DOUBLE_EQ(share_right(part, 1), 0.5);
  EXPECT_DOUBLE_EQ(auroc_against_rest(part, Label::acne).value, (2 + 0.5) / 4);
  EXPECT_DOUBLE_EQ(auroc_against_healthy(part, Label::acne).value, (1 + 0.5) / 2);
  const WithinSource within = auroc_within_source(part, Label::acne);
  EXPECT_EQ(within.pairs, 2);
  EXPECT_DOUBLE_EQ(within.value, 0.75);
  EXPECT_EQ(labels_in(part), (std::vector{Label::acne, Label::wrinkles, Label::healthy}));
  EXPECT_EQ(mean_auroc(part, 2).labels, 1);
}

TEST(PhotoReport, IsTextJsonAndAPage) {
  const Report report = report_photos(some_set(), {"x.jpg: \"cars\" is no label"});
  const std::string text = to_text(report);
  EXPECT_NE(text.find("4 photos; training photos, reported apart: 1"), std::string::npos);
  EXPECT_NE(text.find("Training: By label"), std::string::npos);
  const json::object figures = to_json(report);
  EXPECT_EQ(figures.at("labels").as_array().size(), 3U);
  EXPECT_DOUBLE_EQ(figures.at("labels").as_array()[0].at("AUROC").as_double(), 0.625);
  test::TempFolder folder;
  ASSERT_TRUE(write_page(report, folder.path() / "page"));
  const auto page = read_file(folder.path() / "page" / "index.html", 1 << 20);
  ASSERT_TRUE(page);
  EXPECT_NE(as_text(*page).find("a &lt;1&gt;.jpg"), std::string_view::npos);
  EXPECT_EQ(as_text(*page).find("<script"), std::string_view::npos);
  EXPECT_TRUE(std::filesystem::exists(folder.path() / "page" / "picture-0004.jpg"));
}

}  // namespace
}  // namespace lumen::eval
