// SPDX-License-Identifier: Apache-2.0
#include "agent/guard_patterns.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/encoding.h"

namespace lumen::agent {
namespace {

constexpr std::size_t spans_max = 2'000;
constexpr std::size_t split_letters_min = 12;
constexpr std::size_t split_letters_total_max = 400;

// Takes what stands before the next `mark`, and the mark.
std::string_view take_until(std::string_view& text, char mark) {
  const std::size_t end = text.find(mark);
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return taken;
}

void sort_once(std::vector<WordSpan>& spans) {
  std::sort(spans.begin(), spans.end());
  spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
  if (spans.size() > spans_max) spans.resize(spans_max);
}

}  // namespace

SetId GuardPatterns::add(std::string name, std::string_view patterns) {
  std::vector<Pattern> set;
  while (!patterns.empty()) {
    const std::string_view one = trim(take_until(patterns, ','));
    if (!one.empty()) set.push_back(read_pattern(one));
  }
  const auto id = static_cast<SetId>(sets_.size());
  sets_.push_back(std::move(set));
  if (!names_.emplace(name, id).second) faults_.push_back("set twice: " + name);
  return id;
}

SetId GuardPatterns::find(std::string_view name) {
  const auto found = names_.find(name);
  if (found != names_.end()) return found->second;
  faults_.push_back("unknown set: " + std::string(name));
  return add(std::string(name), "");
}

GuardPatterns::Pattern GuardPatterns::read_pattern(std::string_view text) {
  const std::string whole(text);
  Pattern pattern;
  std::size_t gap = 0;
  while (!text.empty()) {
    const std::string_view word = trim(take_until(text, ' '));
    if (word.empty()) continue;
    if (word.starts_with("..")) {
      std::from_chars(word.data() + 2, word.data() + word.size(), gap);
      if (gap == 0) faults_.push_back("no number: " + std::string(word));
      continue;
    }
    Element element = read_element(word);
    element.gap = std::exchange(gap, 0);
    pattern.push_back(std::move(element));
  }
  if (pattern.empty() || pattern[0].need == Element::Need::optional) faults_.push_back("no beginning: " + whole);
  return pattern;
}

GuardPatterns::Element GuardPatterns::read_element(std::string_view text) {
  Element element;
  if (text == "^" || text == "$") {
    element.anchor = text == "^" ? Element::Anchor::sentence_start : Element::Anchor::sentence_end;
    return element;
  }
  if (text.ends_with('?')) {
    element.need = Element::Need::optional;
    text.remove_suffix(1);
  }
  while (!text.empty()) {
    const std::string_view choice = take_until(text, '/');
    if (choice.starts_with('{') && choice.ends_with('}')) {
      element.sets.push_back(find(choice.substr(1, choice.size() - 2)));
    } else if (choice.find('_') != std::string_view::npos) {
      std::string words(choice);
      std::replace(words.begin(), words.end(), '_', ' ');
      sets_.push_back({read_pattern(words)});
      element.sets.push_back(static_cast<SetId>(sets_.size() - 1));
    } else if (!choice.empty()) {
      element.words.push_back(lexicon_.add(choice));
    }
  }
  return element;
}

GuardMatch::GuardMatch(const GuardPatterns& patterns, GuardText text)
    : patterns_(patterns),
      text_(std::move(text)),
      positions_(patterns.lexicon_.size()),
      found_(patterns.sets_.size()),
      is_found_(patterns.sets_.size(), 0) {
  split_words();
  find_words();
}

// "ignorepreviousinstructions" becomes three words. What it costs is bounded.
void GuardMatch::split_words() {
  std::vector<GuardWord> words;
  words.reserve(text_.words.size());
  std::size_t letters = 0;
  for (GuardWord& word : text_.words) {
    const std::string& reading = word.readings.back();
    const bool try_it = word.run_together || reading.size() >= split_letters_min;
    if (!try_it || letters + reading.size() > split_letters_total_max) {
      words.push_back(std::move(word));
      continue;
    }
    letters += reading.size();
    const auto parts = patterns_.lexicon_.split(reading);
    if (!parts || parts->size() < 2) {
      words.push_back(std::move(word));
      continue;
    }
    for (const std::string& part : *parts) {
      GuardWord piece = word;
      piece.readings = {part};
      words.push_back(std::move(piece));
    }
  }
  text_.words = std::move(words);
}

void GuardMatch::find_words() {
  std::vector<WordId> ids;
  for (std::size_t at = 0; at < text_.words.size(); ++at) {
    ids.clear();
    for (const std::string& reading : text_.words[at].readings) patterns_.lexicon_.find(reading, ids);
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const WordId id : ids) positions_[id].push_back(static_cast<std::uint32_t>(at));
  }
}

const std::vector<WordSpan>& GuardMatch::spans(SetId set) {
  if (is_found_[set] != 0) return found_[set];
  is_found_[set] = 1;
  Spans all;
  for (const GuardPatterns::Pattern& pattern : patterns_.sets_[set]) {
    const Spans some = match(pattern);
    all.insert(all.end(), some.begin(), some.end());
  }
  sort_once(all);
  found_[set] = std::move(all);
  return found_[set];
}

GuardMatch::Spans GuardMatch::match(const GuardPatterns::Pattern& pattern) {
  using Anchor = GuardPatterns::Element::Anchor;
  Spans so_far;
  bool begun = false;
  Anchor first_anchor = Anchor::none;
  for (const GuardPatterns::Element& element : pattern) {
    if (element.anchor == Anchor::sentence_start) {
      first_anchor = element.anchor;
    } else if (element.anchor == Anchor::sentence_end) {
      so_far = anchored(std::move(so_far), element.anchor);
    } else if (!begun) {
      so_far = anchored(places(element), first_anchor);
      begun = true;
    } else {
      Spans longer = extend(so_far, element);
      if (element.need == GuardPatterns::Element::Need::optional)
        longer.insert(longer.end(), so_far.begin(), so_far.end());
      so_far = std::move(longer);
      sort_once(so_far);
    }
    if (begun && so_far.empty()) return {};
  }
  return so_far;
}

GuardMatch::Spans GuardMatch::places(const GuardPatterns::Element& element) {
  Spans all;
  for (const WordId word : element.words) {
    for (const std::uint32_t at : positions_[word]) all.push_back({at, at + std::size_t{1}});
  }
  for (const SetId set : element.sets) {
    const Spans& some = spans(set);
    all.insert(all.end(), some.begin(), some.end());
  }
  if (element.words.size() + element.sets.size() > 1) sort_once(all);
  return all;
}

GuardMatch::Spans GuardMatch::extend(const Spans& so_far, const GuardPatterns::Element& element) {
  const Spans next = places(element);
  Spans longer;
  for (const WordSpan& one : so_far) {
    auto other = std::lower_bound(next.begin(), next.end(), one.last,
                                  [](const WordSpan& span, std::size_t first) { return span.first < first; });
    for (; other != next.end() && other->first <= one.last + element.gap && longer.size() < spans_max; ++other) {
      if (text_.words[other->first].sentence == text_.words[one.first].sentence)
        longer.push_back({one.first, other->last});
    }
  }
  return longer;
}

GuardMatch::Spans GuardMatch::anchored(Spans spans, GuardPatterns::Element::Anchor anchor) const {
  if (anchor == GuardPatterns::Element::Anchor::none) return spans;
  const std::vector<GuardWord>& words = text_.words;
  std::erase_if(spans, [&](const WordSpan& span) {
    if (anchor == GuardPatterns::Element::Anchor::sentence_start) {
      return span.first > 0 && words[span.first - 1].sentence == words[span.first].sentence;
    }
    return span.last < words.size() && words[span.last].sentence == words[span.first].sentence;
  });
  return spans;
}

}  // namespace lumen::agent
