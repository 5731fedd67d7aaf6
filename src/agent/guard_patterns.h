// SPDX-License-Identifier: Apache-2.0
#pragma once
// Patterns over the words of one sentence, for rule tables. A set is a name and its patterns, parted by commas:
//
//   {"drop", "ignore~, disregard~, pay no attention to"}
//   {"orders", "previous ..1 instruction*, your/the rules"}
//   {"override", "{drop} ..4 {orders}"}
//
// A pattern is words (guard_lexicon.h) with single spaces. "a/b_c" is a choice of "a" and "b c", "word?" may be absent,
// "{set}" is any match of a set given earlier, "..3" allows up to three words in between, '^' stands for the beginning
// of a sentence and '$' for its end. Compiled once, then read from any thread; matching takes linear time.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "agent/guard_lexicon.h"
#include "agent/guard_text.h"

namespace lumen::agent {

using SetId = std::uint32_t;

struct WordSpan {
  std::size_t first = 0;
  std::size_t last = 0;  // behind the last word
  friend auto operator<=>(const WordSpan&, const WordSpan&) = default;
};

class GuardPatterns {
 public:
  // What could not be read ("unknown set …") is added to faults().
  SetId add(std::string name, std::string_view patterns);
  SetId find(std::string_view name);

  const std::vector<std::string>& faults() const { return faults_; }
  const GuardLexicon& lexicon() const { return lexicon_; }

 private:
  friend class GuardMatch;
  struct Element {
    std::vector<WordId> words;
    std::vector<SetId> sets;
    std::size_t gap = 0;  // words that may stand before it
    enum class Need { required, optional } need = Need::required;
    enum class Anchor { none, sentence_start, sentence_end } anchor = Anchor::none;
  };
  using Pattern = std::vector<Element>;

  Pattern read_pattern(std::string_view text);
  Element read_element(std::string_view text);

  GuardLexicon lexicon_;
  std::vector<std::vector<Pattern>> sets_;
  std::map<std::string, SetId, std::less<>> names_;
  std::vector<std::string> faults_;
};

// The matches in one text; not for more than one thread.
class GuardMatch {
 public:
  GuardMatch(const GuardPatterns& patterns, GuardText text);

  const GuardText& text() const { return text_; }
  // Every match, ascending.
  const std::vector<WordSpan>& spans(SetId set);

 private:
  using Spans = std::vector<WordSpan>;
  void split_words();
  void find_words();
  Spans match(const GuardPatterns::Pattern& pattern);
  Spans places(const GuardPatterns::Element& element);
  Spans extend(const Spans& so_far, const GuardPatterns::Element& element);
  Spans anchored(Spans spans, GuardPatterns::Element::Anchor anchor) const;

  const GuardPatterns& patterns_;
  GuardText text_;
  std::vector<std::vector<std::uint32_t>> positions_;  // of each word of the lexicon
  std::vector<Spans> found_;
  std::vector<char> is_found_;
};

}  // namespace lumen::agent
