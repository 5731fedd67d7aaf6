// SPDX-License-Identifier: Apache-2.0
#include "agent/red_flags.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lumen::agent {
namespace {

struct Urgent {
  const char* rule;
  const char* text;
};

constexpr Urgent urgent_texts[] = {
    {"red_flag.changing_spot", "I have a mole on my cheek that has been growing since spring."},
    {"red_flag.changing_spot", "There's a brown spot near my ear, it changed shape last month."},
    {"red_flag.changing_spot", "One half of my mole doesn't match the other."},
    {"red_flag.changing_spot", "The edges of this mole are ragged and it has several colours."},
    {"red_flag.changing_spot", "My birthmark turned black in the middle"},
    {"red_flag.changing_spot", "a dark patch on my temple is bigger than a pencil eraser"},
    {"red_flag.changing_spot", "The mole is about 8mm wide, should I use a serum?"},
    {"red_flag.changing_spot", "New mole appeared on my nose, which cream helps?"},
    {"red_flag.changing_spot", "my mole is itchy and crusting"},
    {"red_flag.changing_spot", "A lump on my forehead grew fast."},
    {"red_flag.changing_spot", "This one freckle looks asymmetrical and got darker."},
    {"red_flag.changing_spot", "I don't know why, but the spot by my eye doubled in size."},
    {"red_flag.bleeding", "The spot on my nose bleeds."},
    {"red_flag.bleeding", "It keeps bleeding when I wash my face"},
    {"red_flag.bleeding", "There is a sore on my lip that won't stop bleeding."},
    {"red_flag.bleeding", "A crusty patch near my temple is oozing."},
    {"red_flag.bleeding", "I have a bump that bleeds for no reason."},
    {"red_flag.bleeding", "It isn't painful, it bleeds a little every few days, the mark on my chin."},
    {"red_flag.not_healing", "This sore won\xE2\x80\x99t heal."},
    {"red_flag.not_healing", "A pimple on my cheek has not healed in two months"},
    {"red_flag.not_healing", "The scab keeps reopening, what moisturiser do you suggest?"},
    {"red_flag.not_healing", "I've had an open sore beside my nose for six weeks."},
    {"red_flag.not_healing", "the wound refuses to heal"},
    {"red_flag.spreading_heat", "My cheek is red and hot and I have a fever"},
    {"red_flag.spreading_heat", "The redness is spreading and feels hot and painful."},
    {"red_flag.spreading_heat", "I've got chills and my face is swollen"},
    {"red_flag.spreading_heat", "There are red streaks running from the spot."},
    {"red_flag.spreading_heat", "A rash that is rapidly spreading over my neck"},
    {"red_flag.spreading_heat", "Temperature of 39 and a warm, tender patch on the skin"},
    {"red_flag.eye", "The rash is on my eyelid and the eye hurts."},
    {"red_flag.eye", "My vision is blurry since I used the toner"},
    {"red_flag.eye", "Retinol got in my eye and I can't open it."},
    {"red_flag.eye", "There are blisters next to my eye"},
    {"red_flag.eye", "my left eye is swollen shut"},
    {"red_flag.eye", "I have double vision and pimples"},
    {"red_flag.sudden_swelling", "My lips are swelling after the new cream"},
    {"red_flag.sudden_swelling", "Suddenly my whole face swelled up."},
    {"red_flag.sudden_swelling", "Within minutes my eyelids were swollen"},
    {"red_flag.sudden_swelling", "my tongue feels swollen"},
    {"red_flag.breathing", "I used the mask and now I can't breathe properly."},
    {"red_flag.breathing", "Hives all over and I feel dizzy"},
    {"red_flag.breathing", "I am short of breath since the peel"},
    {"red_flag.severe_reaction", "Blisters came up on my cheeks after the acid."},
    {"red_flag.chemical_burn", "I think I got a chemical burn from a peel"},
    {"red_flag.severe_reaction", "My skin is peeling in sheets."},
    {"red_flag.spots_that_stay", "Tiny purple spots that do not fade when I press a glass on them"},
    {"red_flag.face_droop", "One side of my face is drooping"},
    {"red_flag.pregnancy_retinoid", "I'm pregnant, is retinol fine?"},
    {"red_flag.pregnancy_retinoid", "Can I keep using tretinoin while breastfeeding?"},
    {"red_flag.young_child", "Which of these can I put on my baby?"},
    {"red_flag.young_child", "My 3 year old daughter has dry cheeks, which serum?"},
    {"red_flag.young_child", "Is this safe for a toddler?"},
};

constexpr const char* harmless_texts[] = {
    "What helps with blackheads on my nose?",
    "My skin is oily by noon, which cleanser should I take?",
    "I have dark spots left from old pimples on both cheeks.",
    "My freckles come out every summer, how do I protect them?",
    "Can I use vitamin C and niacinamide together?",
    "Which eye cream is good for puffy eyes in the morning?",
    "How do I get rid of dark circles?",
    "The eye bags under my eyes look worse when I sleep badly.",
    "I nicked myself shaving and it bled a bit, can I still use toner?",
    "I squeezed a pimple and it bled, what now?",
    "There is no bleeding and no pain, just a dry patch.",
    "My mole has not changed at all in ten years.",
    "The spot does not itch or bleed, it is just a blackhead.",
    "I have hay fever and my skin gets dry.",
    "I don't have a fever, my cheeks are just red after sport.",
    "Does sunscreen leave a white cast?",
    "My lipstick bleeds into fine lines around the mouth.",
    "My foundation goes patchy on dry skin.",
    "I am not pregnant, can I use retinol every night?",
    "Is retinol good for wrinkles?",
    "I want baby soft skin.",
    "Can I use baby oil to remove makeup?",
    "What is a good spot treatment that does not dry out my skin?",
    "This serum is spot on, thank you!",
    "Hot showers make my face red.",
    "My cheeks are warm after wine.",
    "How long until I see results?",
    "Is it fine to exfoliate twice a week?",
    "My skin feels tight after cleansing.",
    "Which SPF should I wear in winter?",
    "My T-zone shines but my cheeks are flaky.",
    "Do pores shrink with cold water?",
    "I stopped using the acid because it stung.",
    "My pimples come back before every period.",
    "Do I need a separate night cream?",
    "I'd like something without fragrance under 20 dollars.",
    "My 30 year old skin is getting drier.",
    "Can hair growth serum touch my forehead?",
    "What does hyaluronic acid do?",
    "The redness on my nose has been the same for years.",
    "My pores look bigger in photos.",
    "The wrinkles around my eyes show when I smile.",
    "I sleep seven hours and still look tired.",
    "Should I stop retinol before a beach holiday?",
    "My dark spots are fading, thank you.",
    "Does drinking water help dry skin?",
    "My skin peels a little around the nose in winter.",
    "Can I wear makeup over this?",
};

bool has_rule(const std::vector<RedFlag>& flags, std::string_view rule) {
  return std::any_of(flags.begin(), flags.end(), [&](const RedFlag& flag) { return flag.rule == rule; });
}

TEST(RedFlags, UrgentTextsFireTheirRule) {
  static_assert(std::size(urgent_texts) >= 40);
  for (const Urgent& urgent : urgent_texts) {
    const auto flags = red_flags_in(std::string_view(urgent.text));
    EXPECT_TRUE(has_rule(flags, urgent.rule)) << urgent.text;
    for (const RedFlag& flag : flags) EXPECT_GT(flag.referral.size(), 40U);
  }
}

TEST(RedFlags, HarmlessTextsFireNothing) {
  static_assert(std::size(harmless_texts) >= 40);
  for (const char* text : harmless_texts) {
    const auto flags = red_flags_in(std::string_view(text));
    EXPECT_TRUE(flags.empty()) << text << " fired " << flags.front().rule;
  }
}

TEST(RedFlags, OddTextIsHarmless) {
  for (const std::string& text : {std::string(), std::string(100'000, '.'), std::string(100'000, 'a'),
                                  std::string("\xFF\xFE\x00\x01", 4), std::string(5'000, '\'')}) {
    EXPECT_TRUE(red_flags_in(std::string_view(text)).empty());
  }
}

std::string referral_for(std::string_view text) {
  const auto flags = red_flags_in(text);
  return flags.empty() ? "" : flags.front().referral;
}

// Each emergency is told what fits it, without an "if" that its own sign does not meet.
TEST(RedFlags, EmergenciesAreToldWhatFitsThem) {
  const std::string droop = referral_for("One side of my face is drooping");
  EXPECT_NE(droop.find("Call your local emergency number now"), std::string::npos) << droop;
  EXPECT_EQ(droop.find("if breathing"), std::string::npos) << droop;
  const std::string spots = referral_for("Tiny purple spots that do not fade when I press a glass on them");
  EXPECT_NE(spots.find("do not fade"), std::string::npos) << spots;
  EXPECT_NE(spots.find("emergency number now"), std::string::npos) << spots;
  const std::string burn = referral_for("I think I got a chemical burn from a peel");
  EXPECT_NE(burn.find("running water for at least 20 minutes"), std::string::npos) << burn;
  const std::string swelling = referral_for("Suddenly my whole face swelled up.");
  EXPECT_NE(swelling.find("speak to a doctor today"), std::string::npos) << swelling;
}

TEST(RedFlags, OnlyTheFirst4000BytesAreRead) {
  const std::string sentence = " my mole is bleeding";
  EXPECT_FALSE(red_flags_in(std::string(3'900, ' ') + sentence).empty());
  EXPECT_TRUE(red_flags_in(std::string(4'000, ' ') + sentence).empty());
}

Prediction with_spot(double asymmetry, double darkness, double size, double count) {
  Prediction prediction;
  prediction.measurements = {{"largest_spot_asymmetry", asymmetry, "fraction", "face"},
                             {"largest_spot_darkness", darkness, "percent of L*", "face"},
                             {"largest_spot_size", size, "fraction of face width", "face"},
                             {"dark_spots", count, "count", "face"}};
  return prediction;
}

TEST(RedFlags, ALargeDarkUnevenSingleSpotRefersWithoutNamingAnything) {
  const auto flags = red_flags_in(with_spot(0.28, 35, 0.04, 3));
  ASSERT_EQ(flags.size(), 1U);
  EXPECT_EQ(flags[0].rule, "red_flag.uneven_dark_spot");
  for (const char* word : {"melanoma", "cancer", "malignant", "tumour", "tumor"}) {
    EXPECT_EQ(flags[0].referral.find(word), std::string::npos);
  }
}

TEST(RedFlags, EachSpotLimitHoldsOnItsOtherSide) {
  EXPECT_TRUE(red_flags_in(with_spot(0.27, 35, 0.04, 3)).empty());
  EXPECT_TRUE(red_flags_in(with_spot(0.28, 34.9, 0.04, 3)).empty());
  EXPECT_TRUE(red_flags_in(with_spot(0.28, 35, 0.039, 3)).empty());
  EXPECT_TRUE(red_flags_in(with_spot(0.28, 35, 0.04, 4)).empty());
}

TEST(RedFlags, AbsentMeasurementsDecideNothing) {
  Prediction prediction = with_spot(0.9, 60, 0.2, 1);
  prediction.measurements.pop_back();
  EXPECT_FALSE(red_flags_in(prediction).empty());
  for (std::size_t i = 0; i < 3; ++i) {
    Prediction partial = prediction;
    partial.measurements.erase(partial.measurements.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_TRUE(red_flags_in(partial).empty());
  }
  EXPECT_TRUE(red_flags_in(Prediction{}).empty());
}

}  // namespace
}  // namespace lumen::agent
