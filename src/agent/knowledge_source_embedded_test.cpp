// SPDX-License-Identifier: Apache-2.0
#include "agent/knowledge_source_embedded.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "agent/knowledge_source_contract.h"
#include "agent/test_metrics.h"

namespace lumen::agent {
namespace {

const Knowledge& knowledge() {
  static const Knowledge loaded = Knowledge::load().value();
  return loaded;
}

struct EmbeddedKnowledgeFixture {
  KnowledgeSource& source() { return source_; }
  static std::string question() { return "sunscreen every day"; }
  static std::string far_question() { return "xylophone quartets"; }

  KnowledgeSourceEmbedded source_{knowledge(), null_metrics()};
};

INSTANTIATE_TYPED_TEST_SUITE_P(Embedded, KnowledgeSourceContract, EmbeddedKnowledgeFixture);

struct Question {
  std::string_view text;
  std::string_view wanted;  // a passage that answers it; several, any of which does, separated by '|'
};

constexpr std::array<Question, 52> questions = {{
    {"what does benzoyl peroxide do and is it safe", "ingredient.benzoyl_peroxide"},
    {"my towels got bleached by my acne gel", "ingredient.benzoyl_peroxide_bleach"},
    {"how long until a spot cream shows results", "acne.six_weeks"},
    {"should I squeeze my pimples", "acne.no_picking"},
    {"are zits caused by dirt", "acne.not_dirt"},
    {"does chocolate give me spots", "diet.chocolate"},
    {"can what I eat make acne worse", "diet.acne_evidence"},
    {"why do I break out before my period", "hormonal_acne.periods"},
    {"irregular periods and hair on my chin with spots", "hormonal_acne.other_signs"},
    {"why are blackheads black", "blackheads.colour"},
    {"tiny white bumps around my eyes that are not pimples", "whiteheads.or_milia"},
    {"how do I fade marks left by pimples", "dark_spots.deal_with_the_cause"},
    {"does tinted sunscreen help against melasma", "dark_spots.tinted_sunscreen"},
    {"is hydroquinone cream safe to buy", "ingredient.hydroquinone"},
    {"what causes dark circles", "dark_circles.causes"},
    {"puffy bags in the morning what can I do", "eye_bags.home_care"},
    {"can I shrink my pores", "pores.size"},
    {"do anti ageing creams really work", "wrinkles.creams|wrinkles.anti_ageing_claims|wrinkles.approved_few"},
    {"how should I shower with dry skin", "dry_skin.bathing"},
    {"what do ceramides do", "ingredient.ceramides|ingredient.ceramide_barrier|ingredient.ceramides_and_partners"},
    {"is vaseline good for dry lips", "ingredient.petroleum_jelly"},
    {"do I need moisturiser if my face is greasy", "oily_skin.acids|routine.evening"},
    {"what triggers rosacea flushing", "skin_redness.triggers"},
    {"steroid cream made my face red", "skin_redness.steroid_creams"},
    {"perfume in creams gives me a rash", "ingredient.fragrance|ingredient.preservatives|products.fragrance_free"},
    {"what does hypoallergenic mean on a label", "products.natural_and_hypoallergenic|products.fragrance_free"},
    {"in which order do I put on my products", "routine.order|routine.order_matters"},
    {"can I use retinol and benzoyl peroxide together", "routine.actives_that_clash"},
    {"how do I patch test a new cream", "routine.patch_test"},
    {"how often can I exfoliate", "routine.when_not_to_exfoliate|routine.exfoliating"},
    {"my skin is raw from too many peels and retinol", "routine.over_exfoliation"},
    {"do I need an oil cleanser to remove sunscreen", "routine.double_cleansing"},
    {"how much sunscreen should I use", "sun.how_much"},
    {"can I use last year's sunscreen", "sun.expired"},
    {"is it safe to use a tanning bed", "sun.tanning_beds"},
    {"I got badly sunburnt with blisters", "sun.sunburn_doctor"},
    {"can I put sunscreen on my newborn baby", "sun.babies"},
    {"is retinol allowed when I am pregnant", "pregnancy.retinoids"},
    {"which acne products are safe in pregnancy", "pregnancy.acne|pregnancy.acne_is_common"},
    {"can I use acne cream while breastfeeding", "breastfeeding.acne_products"},
    {"my daughter is 11 and wants retinol", "teens.anti_ageing"},
    {"simple routine for a teenager", "teens.simple_routine"},
    {"how do I avoid razor bumps", "routine.shaving_bumps"},
    {"does smoking age my face", "smoking.and_skin|wrinkles.ageing|wrinkles.expressions_and_sunglasses"},
    {"what happens to my skin after a night without sleep", "sleep.one_bad_night"},
    {"what should I look for in a mole", "doctor.abcde|doctor.moles"},
    {"a sore on my nose does not heal", "doctor.new_or_changing_spot"},
    {"red hot painful skin with fever", "doctor.skin_infection|doctor.red_with_fever"},
    {"my lips and tongue are swelling after a cream", "doctor.allergic_emergency|ingredient.acne_product_reactions"},
    {"a chemical peel burned me", "doctor.chemical_burn"},
    {"does niacinamide work for oily skin", "ingredient.niacinamide_and_oil"},
    {"is vitamin c serum good for dark spots", "ingredient.vitamin_c|ingredient.vitamin_c_review"},
}};

// Written after the words of knowledge_lexicon.cpp were settled, and not used to change them.
constexpr std::array<Question, 25> unseen_questions = {{
    {"what is rosacea", "skin_redness.rosacea"},
    {"how long should I try a product before giving up", "acne.six_weeks|acne.start_slowly"},
    {"is it bad to share make-up with a friend", "products.sharing"},
    {"how often should I wash my brushes", "products.make_up_brushes"},
    {"which sunscreen is best for sensitive skin", "ingredient.mineral_filters"},
    {"does azelaic acid help brown marks", "ingredient.azelaic_acid"},
    {"glycolic acid and sun exposure", "ingredient.aha_sun"},
    {"can a child get acne", "children.acne"},
    {"why is my face so shiny", "oily_skin.why|oily_skin.balance|oily_skin.blotting"},
    {"what is the UV index", "sun.uv_index"},
    {"are peptides worth the money", "ingredient.peptides"},
    {"tea tree oil for spots", "ingredient.tea_tree_oil"},
    {"what does caffeine do under the eyes", "ingredient.caffeine|dark_circles.eye_products"},
    {"one of my moles changed colour",
     "doctor.photograph_a_mole|dark_spots.see_a_doctor|doctor.abcde|doctor.moles|doctor.new_or_changing_spot"},
    {"my acne makes me feel embarrassed", "acne.how_it_feels"},
    {"how do I start with benzoyl peroxide", "ingredient.benzoyl_peroxide_start|ingredient.benzoyl_peroxide"},
    {"does urea sting", "ingredient.urea_can_sting"},
    {"vitamin D without sun", "sun.vitamin_d"},
    {"is hyaluronic acid gentle", "ingredient.hyaluronic_acid"},
    {"how should I wash my face", "routine.how_to_wash"},
    {"shingles on my face", "doctor.shingles"},
    {"do dark circles mean I am ill", "dark_circles.one_eye"},
    {"skin changes when expecting a baby", "pregnancy.skin_changes"},
    {"how to shave with acne", "routine.shaving_with_spots"},
    {"what should I do about sunburn at home", "sun.sunburn"},
}};

bool is_wanted(std::string_view wanted, std::string_view id) {
  while (!wanted.empty()) {
    const std::size_t bar = wanted.find('|');
    if (wanted.substr(0, bar) == id) return true;
    wanted = bar == std::string_view::npos ? std::string_view() : wanted.substr(bar + 1);
  }
  return false;
}

struct Score {
  std::size_t answered = 0;
  std::string missed;
};

// How many questions find a passage that answers them among the first three.
Score score_of(std::span<const Question> asked) {
  KnowledgeSourceEmbedded source(knowledge(), null_metrics());
  Score score;
  for (const Question& question : asked) {
    const auto found = test::run(source.retrieve(std::string(question.text), 3, Deadline::never()));
    const bool answers = found && std::any_of(found->begin(), found->end(), [&](const FoundPassage& one) {
                           return is_wanted(question.wanted, one.id);
                         });
    score.answered += answers ? 1 : 0;
    if (answers || !found) continue;
    score.missed.append("\n").append(question.text).append(":");
    for (const FoundPassage& one : *found) score.missed.append(" ").append(one.id);
  }
  return score;
}

TEST(KnowledgeSourceEmbedded, FindsThePassageThatAnswersAmongTheFirstThree) {
  const Score score = score_of(questions);
  RecordProperty("answered", static_cast<int>(score.answered));
  EXPECT_GE(score.answered * 100, questions.size() * 90)
      << score.answered << " of " << questions.size() << score.missed;
}

TEST(KnowledgeSourceEmbedded, FindsItForQuestionsItWasNotMadeFor) {
  const Score score = score_of(unseen_questions);
  RecordProperty("answered", static_cast<int>(score.answered));
  EXPECT_GE(score.answered * 100, unseen_questions.size() * 80)
      << score.answered << " of " << unseen_questions.size() << score.missed;
}

TEST(KnowledgeSourceEmbedded, TheQuestionsWantPassagesThatExist) {
  for (const std::span<const Question> table : {std::span<const Question>(questions), {unseen_questions}}) {
    for (const Question& question : table) {
      for (std::string_view rest = question.wanted; !rest.empty();) {
        const std::size_t bar = rest.find('|');
        EXPECT_NE(knowledge().library_passage(rest.substr(0, bar)), nullptr) << rest.substr(0, bar);
        rest = bar == std::string_view::npos ? std::string_view() : rest.substr(bar + 1);
      }
    }
  }
}

TEST(KnowledgeSourceEmbedded, GivesTheSourceOfEachPassage) {
  KnowledgeSourceEmbedded source(knowledge(), null_metrics());
  const auto found = test::run(source.retrieve("how much sunscreen", 1, Deadline::never()));
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1U);
  const LibraryPassage* passage = knowledge().library_passage(found->front().id);
  ASSERT_NE(passage, nullptr);
  EXPECT_EQ(found->front().text, passage->text);
  EXPECT_EQ(found->front().citation.url, knowledge().citation(passage->source)->url);
  EXPECT_GT(found->front().score, 0.5);
  EXPECT_LE(found->front().score, 1.0);
}

TEST(KnowledgeSourceEmbedded, RefusesWhatIsNotUtf8) {
  KnowledgeSourceEmbedded source(knowledge(), null_metrics());
  const auto found = test::run(source.retrieve("sun\xFF", 1, Deadline::never()));
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, "bad_query");
}

TEST(KnowledgeSourceEmbedded, CountsItsSearches) {
  CountingMetrics metrics;
  KnowledgeSourceEmbedded source(knowledge(), metrics);
  ASSERT_TRUE(test::run(source.retrieve("sun", 1, Deadline::never())));
  EXPECT_EQ(metrics.value("lumen_knowledge_search_seconds"), 1);
}

}  // namespace
}  // namespace lumen::agent
