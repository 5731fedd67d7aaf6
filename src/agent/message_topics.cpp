// SPDX-License-Identifier: Apache-2.0
#include "agent/message_topics.h"

#include <array>
#include <span>

#include "agent/phrase_match.h"

namespace lumen::agent {
namespace {

using Phrases = std::vector<std::string_view>;

struct LabelWords {
  Label label;
  Phrases phrases;
};

const std::vector<LabelWords>& label_words() {
  static const std::vector<LabelWords> table = {
      {Label::acne,
       {"acne", "pimple*", "zit*", "breakout*", "break/breaking out", "blemish*", "spots/spot on my face"}},
      {Label::hormonal_acne, {"hormonal acne/breakout*/spots", "jawline/chin acne/breakout*/pimples", "period acne"}},
      {Label::blackheads, {"blackhead*", "black heads/head"}},
      {Label::whiteheads, {"whitehead*", "white heads/head", "milia", "closed comedone*"}},
      {Label::dark_spots,
       {"dark/brown/age/sun/liver spot*", "hyperpigmentation", "pigmentation", "acne/post mark*", "melasma",
        "freckle*"}},
      {Label::dark_circles, {"dark circle*", "panda eyes", "dark under/eyes", "under eye darkness", "raccoon eyes"}},
      {Label::eye_bags, {"eye bag*", "bags under", "eyebag*", "puffy eye*", "puffiness", "swollen eyelid*"}},
      {Label::pores, {"pore*"}},
      {Label::wrinkles,
       {"wrinkle*", "fine line*", "crows feet/foot", "lines/creases", "aging", "ageing", "anti aging"}},
      {Label::dry_skin, {"dry*", "flak*", "dehydrated", "tight skin", "peeling skin"}},
      {Label::oily_skin, {"oily", "oil/shine/shiny", "greasy", "sebum"}},
      {Label::skin_redness,
       {"red/redness", "rosacea", "flush*", "irritated", "irritation", "blotchy", "sensitive skin"}},
      {Label::healthy, {"healthy skin", "normal skin", "maintain*", "keep my skin"}},
  };
  return table;
}

struct IngredientWords {
  std::string_view name;
  Phrases phrases;
};

const std::vector<IngredientWords>& ingredient_words() {
  static const std::vector<IngredientWords> table = {
      {"retinol", {"retinol*", "retinal*", "retinoid*", "vitamin a", "adapalene", "tretinoin", "bakuchiol"}},
      {"niacinamide", {"niacinamide", "vitamin b3", "nicotinamide"}},
      {"vitamin C", {"vitamin c", "ascorbic*", "l ascorbic"}},
      {"salicylic acid", {"salicylic*", "bha*"}},
      {"glycolic acid", {"glycolic*", "aha*", "lactic acid", "mandelic*"}},
      {"azelaic acid", {"azelaic*"}},
      {"benzoyl peroxide", {"benzoyl*", "bpo"}},
      {"hyaluronic acid", {"hyaluron*"}},
      {"ceramides", {"ceramide*"}},
      {"peptides", {"peptide*"}},
      {"sunscreen", {"sunscreen*", "spf*", "sun cream*", "sunblock"}},
      {"caffeine", {"caffeine"}},
      {"urea", {"urea"}},
      {"zinc", {"zinc"}},
  };
  return table;
}

const Phrases product_words = {"recommend*", "product*",   "buy",       "cream*",    "serum*",
                               "cleanser*",  "moisturi*",  "face wash", "toner*",    "sunscreen*",
                               "mask/masks", "exfoliant*", "suggest*",  "which one", "something for",
                               "lotion*",    "gel*",       "brand*",    "cheap*",    "under # dollars/bucks",
                               "use for"};
const Phrases routine_words = {"routine*",    "morning",      "evening",       "night",    "am/pm",
                               "which order", "what order",   "in what/which", "layer*",   "together",
                               "mix*",        "combine*",     "same time",     "first or", "before or after",
                               "how often",   "order should", "with my"};
const Phrases progress_words = {"better",    "worse",       "improv*",         "progress*", "since last",
                                "last time", "last photo*", "changed",         "change*",   "compared*",
                                "history",   "trend*",      "previous photo*", "over time", "before this"};
const Phrases doctor_words = {"doctor*", "dermatologist*", "gp", "see someone", "medical help", "specialist*"};
const Phrases result_words = {
    "score*",        "result*",    "reading*", "measure*", "what does it mean", "what did you find",
    "my skin",       "this photo", "why am i", "why do i", "why is my",         "how bad",
    "what is wrong", "do i have",  "severity", "of 100",   "explain*",          "my photo"};
const Phrases hello_words = {"hello", "hi", "hey", "good morning/evening/day", "hiya"};
const Phrases thank_words = {"thank*", "thanks", "thx", "cheers", "great", "ok thanks", "perfect"};

constexpr std::size_t small_talk_words_max = 5;

std::size_t words_in(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\t';
    if (!space && !inside) ++words;
    inside = !space;
  }
  return words;
}

}  // namespace

MessageTopics topics_of(std::string_view message) {
  const WordText text(message, {});
  const auto says = [&](const Phrases& phrases) { return !text.find(phrases, WordText::Negated::counts).empty(); };
  MessageTopics topics;
  for (const LabelWords& one : label_words()) {
    if (says(one.phrases)) topics.labels.push_back(one.label);
  }
  for (const IngredientWords& one : ingredient_words()) {
    if (says(one.phrases)) topics.ingredients.emplace_back(one.name);
  }
  topics.products = says(product_words);
  topics.routine = says(routine_words);
  topics.progress = says(progress_words);
  topics.doctor = says(doctor_words);
  topics.result = says(result_words);
  const bool about_something = !topics.labels.empty() || !topics.ingredients.empty() || topics.products ||
                               topics.routine || topics.progress || topics.doctor || topics.result;
  const bool short_one = words_in(message) <= small_talk_words_max;
  topics.thanks = short_one && !about_something && says(thank_words);
  topics.greeting = short_one && !about_something && !topics.thanks && says(hello_words);
  return topics;
}

}  // namespace lumen::agent
