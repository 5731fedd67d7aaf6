// SPDX-License-Identifier: Apache-2.0
#include "doors/cli_report.h"

#include <gtest/gtest.h>

#include <sstream>

namespace lumen::doors {
namespace {

CliResult sample() {
  CliResult result;
  result.photo = "face.jpg";
  for (const Label label : all_labels)
    result.prediction.findings.push_back({label, 0.1, 0.05, Severity::none, true, ""});
  result.prediction.findings[0] = {Label::acne,        0.82, 0.5,
                                   Severity::moderate, true, "14 red spots, most on the cheeks."};
  result.prediction.findings[5].measured = false;
  result.prediction.findings[5].note = "No eyes were found.";
  result.explanation.summary = "Fourteen red spots were measured on the cheeks, over 2.1 % of the skin.";
  result.explanation.severity = Severity::moderate;
  result.explanation.recommendations = {"Wash twice a day with a mild cleanser."};
  result.explanation.when_to_see_a_doctor = "When it hurts or leaves scars.";
  Product product;
  product.brand = "Some Brand";
  product.name = "Cleanser";
  product.price_range = "$12";
  product.why = "Salicylic acid, for acne.";
  result.products = {product};
  result.stage_ms = {{"classify", 61.2}};
  return result;
}

TEST(CliReport, ShowsFindingsByScoreAndWhatCouldNotBeJudged) {
  const std::string text = format_result(sample(), 80, Colour::off);
  EXPECT_NE(text.find("Acne           ████████████████░░░░  82 %  moderate"), std::string::npos) << text;
  EXPECT_NE(text.find("Dark circles   not judged"), std::string::npos);
  EXPECT_LT(text.find("Acne  "), text.find("Pores "));
  EXPECT_NE(text.find("1. Some Brand Cleanser, $12"), std::string::npos);
  EXPECT_NE(text.find("not a medical device"), std::string::npos);
  EXPECT_EQ(text.find("rated"), std::string::npos);  // unrated products say nothing about stars
}

TEST(CliReport, NoProductsNoHeading) {
  CliResult result = sample();
  result.products.clear();
  EXPECT_EQ(format_result(result, 80, Colour::off).find("Products that fit"), std::string::npos);
}

TEST(CliReport, LinesKeepTheWidth) {
  std::istringstream lines(wrap(std::string(50, 'a') + " b c " + std::string(30, 'd'), 40, "  ", "  "));
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "  " + std::string(50, 'a'));  // a word longer than the width stands alone
  while (std::getline(lines, line)) EXPECT_LE(line.size(), 40U);
}

}  // namespace
}  // namespace lumen::doors
