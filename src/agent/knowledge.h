// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the built-in agent knows, from knowledge/*.json (in the binary): for each label what it is, which
// cosmetic ingredients help, a routine, and when to see a doctor; and the sentences around them.
// Passages name words in braces ({where}, {extent}, …) that builtin_text.h puts in. A passage names the
// published pages that state what it states; one without a source speaks of the photo or the measurement only and
// gives no care advice (knowledge_test.cpp checks it). And a library of short texts of their own, for search and
// for citing, each with the one page that states it (docs/AGENT.md, Knowledge). Immutable, thread-safe.

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/analysis.h"
#include "domain/labels.h"
#include "domain/severity.h"

namespace lumen::agent {

struct Passage {
  std::string text;
  std::vector<std::string> citations;  // keys of `citation`
};
using Passages = std::vector<Passage>;

// One ingredient or habit that helps, said in several ways, for findings of at least severity `from`.
struct Advice {
  Passages ways;
  Severity from = Severity::none;
};

struct LabelKnowledge {
  std::string sign;                       // "signs of acne"
  std::string where;                      // the region when no measurement names one
  std::vector<std::string> measurements;  // parts of the names of measurements that belong to this label
  std::string query;                      // what to search the catalog for
  Passages about;
  std::vector<Advice> helps;  // the most useful one first
  Passages morning;
  Passages evening;
  Passages habits;
  Passages over_time;
  std::string doctor_usual;                   // when to see a doctor, always said
  std::string doctor_severe;                  // said before it when much was measured
  std::vector<std::string> doctor_citations;  // of both
};

// A text of 200 to 700 characters on one matter; its source states all of it.
struct LibraryPassage {
  std::string id;  // "ingredient.benzoyl_peroxide"
  std::string text;
  std::vector<Label> labels;        // the concerns it is about
  std::vector<std::string> topics;  // words to find it by: "sunscreen", "benzoyl_peroxide"
  std::string source;               // key of `citation`
};

struct RegionWords {
  std::string where;    // "on the left cheek"
  std::string region;   // "the left cheek"
  std::string broader;  // the region that care applies to: "cheeks"; "" when it is this one
};

class Knowledge {
 public:
  // Reads what the binary carries; an error is a fault of the build, found by the tests.
  static Result<Knowledge> load();

  const LabelKnowledge& of(Label label) const { return labels_[static_cast<std::size_t>(label)]; }
  // A named list of sentences from common.json; empty when there is none of that name.
  const Passages& sentences(std::string_view name) const;
  // Nothing for a region it has no words for.
  const RegionWords* region(std::string_view name) const;
  // Of a source's key, or of the source of a library passage; null for an id that is neither.
  const Citation* citation(std::string_view id) const;
  const std::vector<LibraryPassage>& library() const { return library_; }
  // Null for an id that is not in the library.
  const LibraryPassage* library_passage(std::string_view id) const;
  const std::string& doctor_general() const { return doctor_general_; }
  // The sources of an urgent sign's referral, by its rule; empty when it has none.
  const std::vector<std::string>& referral_citations(std::string_view rule) const;

 private:
  std::array<LabelKnowledge, label_count> labels_;
  std::map<std::string, Passages, std::less<>> sentences_;
  std::map<std::string, RegionWords, std::less<>> regions_;
  std::map<std::string, Citation, std::less<>> citations_;
  std::map<std::string, std::vector<std::string>, std::less<>> referral_citations_;
  std::vector<LibraryPassage> library_;  // sorted by id
  std::string doctor_general_;
};

}  // namespace lumen::agent
