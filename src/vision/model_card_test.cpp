// SPDX-License-Identifier: Apache-2.0
#include "vision/model_card.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "tests/support/temp_folder.h"

namespace lumen::vision {
namespace {

const std::string good_card = R"(
name = "skin-mobilenet"
version = "1.2"
citation = "A. Maker, A classifier of drawn faces, 2026"
licence = "Apache-2.0"
input = "face"
face_margin = 0.25
width = 224
height = 192
channels = "BGR"
layout = "NHWC"
resize = "centre_crop"
scale = 0.5
mean = [1, 2.5, 3]
std = [4, 5, 6.5]
output = "sigmoid"
labels = ["Acne", "Eye Bags", "clear skin", "psoriasis"]
[map]
"clear skin" = "healthy"
psoriasis = "none"
)";

std::string with(std::string_view before, std::string_view after) {
  std::string text = good_card;
  const std::size_t at = text.find(before);
  EXPECT_NE(at, std::string::npos) << before;
  return text.replace(at, before.size(), after);
}

std::string verdict(const std::string& toml) {
  const auto card = parse_model_card(toml, "skin.toml");
  return card ? "accepted" : card.error().message;
}

TEST(ModelCard, ReadsEveryKey) {
  const auto card = parse_model_card(good_card, "skin.toml");
  ASSERT_TRUE(card) << card.error().message;
  EXPECT_EQ(card->engine(), "skin-mobilenet/1.2");
  EXPECT_EQ(card->licence, "Apache-2.0");
  EXPECT_EQ(card->citation, "A. Maker, A classifier of drawn faces, 2026");
  EXPECT_EQ(card->activation, ModelActivation::sigmoid);
  EXPECT_EQ(card->spec.region, ModelRegion::face);
  EXPECT_EQ(card->spec.face_margin, 0.25);
  EXPECT_EQ(card->spec.width_px, 224);
  EXPECT_EQ(card->spec.height_px, 192);
  EXPECT_EQ(card->spec.outputs, 4U);
  EXPECT_EQ(card->spec.channels, ModelChannels::bgr);
  EXPECT_EQ(card->spec.layout, ModelLayout::nhwc);
  EXPECT_EQ(card->spec.resize, ModelResize::centre_crop);
  EXPECT_EQ(card->spec.scale, 0.5);
  EXPECT_EQ(card->spec.mean, (std::array<double, 3>{1, 2.5, 3}));
  EXPECT_EQ(card->spec.deviation, (std::array<double, 3>{4, 5, 6.5}));
  ASSERT_EQ(card->labels.size(), 4U);
  EXPECT_EQ(card->labels[0].meaning, Label::acne);
  EXPECT_EQ(card->labels[1].meaning, Label::eye_bags);
  EXPECT_EQ(card->labels[2].meaning, Label::healthy);
  EXPECT_EQ(card->labels[3].meaning, std::nullopt);
}

TEST(ModelCard, SaysFileKeyFaultAndWhatWouldBeRight) {
  struct Case {
    std::string before, after, key, wanted;
  };
  const std::vector<Case> cases = {
      {"citation = \"A. Maker, A classifier of drawn faces, 2026\"", "", "citation: it is missing",
       "who made the model"},
      {"\"A. Maker, A classifier of drawn faces, 2026\"", "\"  \"", "citation: it is empty", "who made the model"},
      {"licence = \"Apache-2.0\"", "", "licence: it is missing", "Apache-2.0"},
      {"\"skin-mobilenet\"", "\"skin mobilenet\"", "name: it is \"skin mobilenet\"", "1 to 40 of"},
      {"\"skin-mobilenet\"", "\"\"", "name: it is \"\"", "1 to 40 of"},
      {"\"1.2\"", "1.2", "version: it is no text", "1 to 20 of"},
      {"\"face\"", "\"nose\"", "input: it is \"nose\"", "\"whole\", \"face\""},
      {"0.25", "-1", "face_margin: it is -1", "from 0 to 2"},
      {"width = 224", "width = 224.0", "width: it is no whole number", "from 8 to 1024"},
      {"width = 224", "width = 7", "width: it is 7", "from 8 to 1024"},
      {"width = 224", "width = 1025", "width: it is 1025", "from 8 to 1024"},
      {"height = 192", "", "height: it is missing", "from 8 to 1024"},
      {"\"BGR\"", "\"GBR\"", "channels: it is \"GBR\"", "\"RGB\", \"BGR\""},
      {"\"NHWC\"", "\"CHW\"", "layout: it is \"CHW\"", "\"NCHW\", \"NHWC\""},
      {"\"centre_crop\"", "\"pad\"", "resize: it is \"pad\"", "\"letterbox\""},
      {"scale = 0.5", "scale = 0", "scale: it is 0", "multiplied"},
      {"scale = 0.5", "scale = nan", "scale: it is no number", "multiplied"},
      {"[1, 2.5, 3]", "[1, 2.5]", "mean: it is no list of three numbers", "in the order of `channels`"},
      {"[1, 2.5, 3]", "[1, 2.5, \"3\"]", "mean: it is no number", "in the order of `channels`"},
      {"[4, 5, 6.5]", "[4, 5, 0]", "std: it is 0", "above 0"},
      {"\"sigmoid\"", "\"tanh\"", "output: it is \"tanh\"", "\"softmax\", \"sigmoid\", \"none\""},
      {"\"Eye Bags\", ", "\"Acne\", ", "labels: \"Acne\" is there twice", "different texts"},
      {"\"Eye Bags\", ", "7, ", "labels: number 2 is no text", "different texts"},
      {"[\"Acne\", \"Eye Bags\", \"clear skin\", \"psoriasis\"]", "[]", "labels: it has 0 texts", "1 to 256"},
      {"\"clear skin\" = \"healthy\"", "", "map: it does not say what \"clear skin\" is", "dark_spots"},
      {"\"healthy\"", "\"fine\"", "map.clear skin: it is \"fine\"", "or \"none\""},
      {"psoriasis = \"none\"", "psoriasis = \"none\"\nwarts = \"none\"", "map.warts: `labels` has no such label",
       "labels"},
      {"layout =", "layuot = 1\nlayout =", "layuot: there is no such key", "one of name, version"},
      {"width = 224", "width 224", "line 8", "TOML"},
  };
  for (const Case& one : cases) {
    const std::string said = verdict(with(one.before, one.after));
    EXPECT_TRUE(said.starts_with("The model card skin.toml: ")) << said;
    EXPECT_NE(said.find(one.key), std::string::npos) << one.key << "\n" << said;
    EXPECT_NE(said.find(one.wanted), std::string::npos) << one.wanted << "\n" << said;
  }
}

TEST(ModelCard, WantsALabelThatLumenKnows) {
  std::string text = with("\"Acne\", \"Eye Bags\", ", "");
  text.replace(text.find("\"healthy\""), 9, "\"none\"");
  EXPECT_NE(verdict(text).find("map: every label is \"none\""), std::string::npos) << verdict(text);
}

TEST(ModelCard, TakesSidesAndMarginsAtTheirLimits) {
  EXPECT_EQ(verdict(with("width = 224", "width = 8")), "accepted");
  EXPECT_EQ(verdict(with("width = 224", "width = 1024")), "accepted");
  EXPECT_EQ(verdict(with("face_margin = 0.25", "")), "accepted");
  EXPECT_EQ(verdict(with("[map]\n", "[map]\nAcne = \"hormonal_acne\"\n")), "accepted");
}

TEST(ModelCard, ReadsAFileOfLimitedLength) {
  const lumen::test::TempFolder folder;
  const auto file = folder.path() / "skin.toml";
  const auto write = [&](std::size_t length) {
    std::string text = good_card;
    text.resize(length, '\n');
    std::ofstream(file) << text;
  };
  write(model_card_bytes_max);
  EXPECT_TRUE(read_model_card(file));
  write(model_card_bytes_max + 1);
  EXPECT_NE(read_model_card(file).error().message.find("at most 65536 bytes"), std::string::npos);
  const auto missing = read_model_card(folder.path() / "none.toml");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "bad_model_card");
  EXPECT_NE(missing.error().message.find("none.toml"), std::string::npos);
}

TEST(ModelSpec, TravelsUnchanged) {
  const ModelSpec sent = parse_model_card(good_card, "skin.toml")->spec;
  const auto read = read_model_spec(write_model_spec(sent));
  ASSERT_TRUE(read);
  EXPECT_EQ(write_model_spec(*read), write_model_spec(sent));
  EXPECT_EQ(read->height_px, 192);
  EXPECT_EQ(read->resize, ModelResize::centre_crop);
  EXPECT_EQ(read->deviation, sent.deviation);
}

TEST(ModelSpec, IsCheckedByItsReader) {
  ModelSpec wide;
  wide.width_px = model_side_px_max + 1;
  EXPECT_FALSE(read_model_spec(write_model_spec(wide)));
  ModelSpec silent;
  silent.outputs = 0;
  EXPECT_FALSE(read_model_spec(write_model_spec(silent)));
  EXPECT_FALSE(read_model_spec("{}"));
  EXPECT_FALSE(read_model_spec("[]"));
}

}  // namespace
}  // namespace lumen::vision
