// SPDX-License-Identifier: Apache-2.0
#include "service/person_findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/wire_json.h"
#include "service/product_reasons.h"
#include "service/recommend_products.h"

namespace lumen::service {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Finding finding(Label label, double score, double extent, bool measured = true) {
  Finding one;
  one.label = label;
  one.score = score;
  one.extent = extent;
  one.severity = severity_from_extent(extent);
  one.measured = measured;
  return one;
}

ResultDocuments documents(const Prediction& prediction, const Explanation& explanation = {}) {
  ResultDocuments stored;
  stored.prediction = json::serialize(prediction_to_json(prediction));
  stored.enhanced_analysis = json::serialize(explanation_to_json(explanation));
  return stored;
}

Prediction spotted_face() {
  Prediction prediction;
  prediction.condition = Label::acne;
  prediction.confidence = 0.8;
  prediction.findings = {finding(Label::acne, 0.8, 0.5), finding(Label::pores, 0.5, 0.2),
                         finding(Label::dark_spots, 0.6, 0.45), finding(Label::wrinkles, 0.4, 0.3),
                         finding(Label::dry_skin, 0.3, 0.6, false), finding(Label::healthy, 0.1, 0.9),
                         finding(Label::oily_skin, 0.2, 0.1)};
  return prediction;
}

TEST(PersonFindings, TheConditionComesFirstThenWhatWasMeasuredMost) {
  const auto person = findings_of(documents(spotted_face()));
  ASSERT_TRUE(person);
  EXPECT_THAT(person->labels(), ElementsAre(Label::acne, Label::dark_spots, Label::wrinkles));
  EXPECT_FALSE(person->urgent);
  EXPECT_EQ(person->referral, "");
  EXPECT_EQ(told(person->findings[1]), "your dark spots (moderate)");
}

TEST(PersonFindings, AnUrgentSignOfTheExplanationRefers) {
  Explanation explanation;
  explanation.guardrails = {"red_flag.bleeding"};
  explanation.when_to_see_a_doctor = "See a doctor this week.";
  const auto person = findings_of(documents(spotted_face(), explanation));
  ASSERT_TRUE(person);
  EXPECT_TRUE(person->urgent);
  EXPECT_EQ(person->referral, "See a doctor this week.");
  explanation.when_to_see_a_doctor.clear();
  EXPECT_THAT(findings_of(documents(spotted_face(), explanation))->referral, HasSubstr("doctor"));
  explanation.guardrails = {"output.banned_wording"};
  EXPECT_FALSE(findings_of(documents(spotted_face(), explanation))->urgent);
}

TEST(PersonFindings, AnUrgentSignThatWasMeasuredRefersWhateverTheExplanationSays) {
  Prediction prediction = spotted_face();
  prediction.measurements = {{"largest_spot_asymmetry", 0.4, "fraction", "face"},
                             {"largest_spot_darkness", 50, "percent", "face"},
                             {"largest_spot_size", 0.06, "fraction", "face"},
                             {"dark_spots", 1, "count", "face"}};
  const auto person = findings_of(documents(prediction));
  ASSERT_TRUE(person);
  EXPECT_TRUE(person->urgent);
  EXPECT_FALSE(person->referral.empty());
}

TEST(PersonFindings, DamagedDocumentsAreAnError) {
  EXPECT_FALSE(findings_of({}));
  ResultDocuments half = documents(spotted_face());
  half.enhanced_analysis = "{";
  EXPECT_TRUE(findings_of(half));
}

Product product_of(std::string id, std::vector<std::string> ingredients) {
  Product product;
  product.id = ProductId::trusted(std::move(id));
  product.name = "Night Serum";
  product.category = "Treatment";
  product.ingredients = std::move(ingredients);
  return product;
}

TEST(ProductReasons, NameTheIngredientThatServesAConcernWithItsSource) {
  const ReasonedProduct reasoned =
      with_reasons(product_of("a", {"Water", "Niacinamide", "Retinol 0.3%"}), {Label::wrinkles, Label::eye_bags});
  ASSERT_EQ(reasoned.serves.size(), 1U);
  EXPECT_EQ(reasoned.serves[0].label, Label::wrinkles);
  EXPECT_EQ(reasoned.serves[0].ingredient, "retinol");
  ASSERT_TRUE(reasoned.serves[0].citation);
  EXPECT_THAT(reasoned.serves[0].citation->url, HasSubstr("http"));
  EXPECT_TRUE(with_reasons(product_of("b", {"Water"}), {Label::acne}).serves.empty());
  EXPECT_FALSE(citation_of("nobody"));
}

TEST(ProductReasons, ConflictsAreFlaggedPerPair) {
  const std::vector<ReasonedProduct> products = {with_reasons(product_of("retinol", {"Water", "Retinol"}), {}),
                                                 with_reasons(product_of("plain", {"Water", "Glycerin"}), {}),
                                                 with_reasons(product_of("acid", {"Water", "Glycolic Acid"}), {})};
  const auto conflicts = conflicts_among(products);
  ASSERT_EQ(conflicts.size(), 1U);
  EXPECT_EQ(conflicts[0].one.text(), "retinol");
  EXPECT_EQ(conflicts[0].other.text(), "acid");
  EXPECT_EQ(conflicts[0].rule->key, "retinoid_aha");
}

}  // namespace
}  // namespace lumen::service
