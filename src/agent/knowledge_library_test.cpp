// SPDX-License-Identifier: Apache-2.0
// The library of passages (knowledge/passages.json): complete sources, clean words.

#include <gtest/gtest.h>

#include <set>

#include "agent/knowledge.h"
#include "agent/wording.h"
#include "base/encoding.h"
#include "base/json.h"
#include "embedded/knowledge_passages.h"

namespace lumen::agent {
namespace {

const Knowledge& knowledge() {
  static const Knowledge loaded = Knowledge::load().value();
  return loaded;
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::size_t sentences_of(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool ends = text[at] == '.' || text[at] == '!' || text[at] == '?';
    if (ends && (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == ')')) ++count;
  }
  return count;
}

TEST(KnowledgeLibrary, HoldsAtLeastAHundredAndTwentyPassages) { EXPECT_GE(knowledge().library().size(), 120U); }

TEST(KnowledgeLibrary, EveryPassageIsShortCleanAndFindable) {
  std::set<std::string> ids;
  for (const LibraryPassage& passage : knowledge().library()) {
    EXPECT_TRUE(ids.insert(passage.id).second) << passage.id;
    EXPECT_LE(passage.id.size(), 64U) << passage.id;
    EXPECT_EQ(passage.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz_."), std::string::npos) << passage.id;
    EXPECT_EQ(std::count(passage.id.begin(), passage.id.end(), '.'), 1) << passage.id;
    EXPECT_GE(passage.text.size(), 200U) << passage.id;
    EXPECT_LE(passage.text.size(), 700U) << passage.id;
    EXPECT_GE(sentences_of(passage.text), 2U) << passage.id;
    EXPECT_LE(sentences_of(passage.text), 5U) << passage.id;
    EXPECT_EQ(banned_wording(passage.text), "") << passage.id;
    EXPECT_TRUE(is_utf8(passage.text)) << passage.id;
    EXPECT_FALSE(has(passage.text, "{")) << passage.id;
    EXPECT_FALSE(passage.labels.empty()) << passage.id;
    EXPECT_FALSE(passage.topics.empty()) << passage.id;
  }
}

TEST(KnowledgeLibrary, EveryPassageHasACompleteSource) {
  for (const LibraryPassage& passage : knowledge().library()) {
    const Citation* source = knowledge().citation(passage.source);
    ASSERT_NE(source, nullptr) << passage.id;
    EXPECT_FALSE(source->title.empty()) << passage.id;
    EXPECT_FALSE(source->source.empty()) << passage.id;
    EXPECT_TRUE(source->url.starts_with("https://") || source->url.starts_with("http://")) << passage.id;
    EXPECT_EQ(knowledge().citation(passage.id), source) << passage.id;  // cited by its id as well
  }
  EXPECT_EQ(knowledge().citation("acne.no_such_passage"), nullptr);
  EXPECT_EQ(knowledge().library_passage("acne"), nullptr);
}

// A source of the library's own names its year, or says that its page states none; none is left over.
TEST(KnowledgeLibrary, EverySourceHasItsYearAndIsUsed) {
  std::set<std::string> used;
  for (const LibraryPassage& passage : knowledge().library()) used.insert(passage.source);
  const json::value library = json::parse(embedded::knowledge_passages());
  for (const auto& [key, source] : library.at("sources").as_object()) {
    EXPECT_TRUE(used.contains(std::string(key))) << key;
    const json::value& year = source.at("year");
    const Citation* citation = knowledge().citation(std::string(key));
    ASSERT_NE(citation, nullptr) << key;
    if (year.is_string()) {
      EXPECT_EQ(year.as_string(), "undated") << key;
      EXPECT_FALSE(has(citation->source, "undated")) << key;
    } else {
      EXPECT_GE(year.as_int64(), 1990) << key;
      EXPECT_LE(year.as_int64(), 2030) << key;
      EXPECT_TRUE(citation->source.ends_with(std::to_string(year.as_int64()))) << key;
    }
  }
}

TEST(KnowledgeLibrary, EveryLabelIsCovered) {
  for (const Label label : all_labels) {
    std::size_t count = 0;
    for (const LibraryPassage& passage : knowledge().library()) {
      count += std::count(passage.labels.begin(), passage.labels.end(), label) > 0 ? 1U : 0U;
    }
    EXPECT_GE(count, 5U) << to_string(label);
  }
}

TEST(KnowledgeLibrary, EveryMatterThatMustNotBeMissingIsThere) {
  std::set<std::string> topics;
  for (const LibraryPassage& passage : knowledge().library()) {
    topics.insert(passage.topics.begin(), passage.topics.end());
  }
  for (const char* topic :
       {"retinol", "niacinamide", "azelaic_acid", "salicylic_acid", "benzoyl_peroxide", "glycolic_acid", "vitamin_c",
        "ceramides", "hyaluronic_acid", "urea", "petrolatum", "zinc_oxide", "zinc", "caffeine", "peptides", "fragrance",
        "tranexamic_acid", "hydroquinone", "order", "patch_test", "introducing", "exfoliation", "double_cleansing",
        "sunscreen", "pregnancy", "breastfeeding", "teenagers", "children", "shaving", "diet", "sleep", "abcde",
        "doctor", "urgent"}) {
    EXPECT_TRUE(topics.contains(topic)) << topic;
  }
}

// Whoever reads of a retinoid reads of pregnancy in the same passage.
TEST(KnowledgeLibrary, RetinoidsAreNeverNamedWithoutPregnancy) {
  std::size_t named = 0;
  for (const LibraryPassage& passage : knowledge().library()) {
    const std::string lower = to_lower(passage.text);
    if (!has(lower, "retin")) continue;
    ++named;
    EXPECT_TRUE(has(lower, "pregnan")) << passage.id;
  }
  EXPECT_GE(named, 10U);
}

TEST(KnowledgeLibrary, NoPassageNamesADose) {
  for (const LibraryPassage& passage : knowledge().library()) {
    for (const char* dose : {" mg", "milligram", "tablets a day", "twice daily for", "mg/"}) {
      EXPECT_FALSE(has(passage.text, dose)) << passage.id;
    }
  }
}

}  // namespace
}  // namespace lumen::agent
