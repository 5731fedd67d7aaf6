// SPDX-License-Identifier: Apache-2.0
#include "catalog/ingredient_list.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/encoding.h"
#include "catalog/python_list.h"
#include "catalog/text_start.h"

namespace lumen::catalog {
namespace {

constexpr std::size_t words_in_a_name_max = 12;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// Shops and spreadsheets write these when they have no list.
bool says_nothing(std::string_view text) {
  static constexpr std::array<std::string_view, 6> fillers = {"no info", "n/a", "na", "none", "-", "nan"};
  const std::string lower = to_lower(text);
  if (std::find(fillers.begin(), fillers.end(), lower) != fillers.end()) return true;
  return lower.starts_with("#name") || lower.starts_with("#n/a") || lower.starts_with("#value") ||
         lower.starts_with("visit the ");
}

enum class Parentheses { respect, ignore };

bool separates(std::string_view text, std::size_t at) {
  if (text[at] == ';' || text[at] == '\n') return true;
  if (text[at] != ',') return false;
  const bool between_digits = at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) && is_digit(text[at + 1]);
  return !between_digits;
}

std::vector<std::string_view> split_names(std::string_view text, Parentheses parentheses) {
  std::vector<std::string_view> pieces;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (parentheses == Parentheses::respect && (c == '(' || c == '[')) ++depth;
    if (parentheses == Parentheses::respect && (c == ')' || c == ']') && depth > 0) --depth;
    if (depth > 0) continue;
    // "Zinc Oxide 6.90%Water": the separator was lost.
    const bool joined = c == '%' && at + 1 < text.size() && is_upper(text[at + 1]);
    if (!joined && !separates(text, at)) continue;
    pieces.push_back(text.substr(start, at - start + (joined ? 1 : 0)));
    start = at + 1;
  }
  if (depth > 0) return split_names(text, Parentheses::ignore);
  pieces.push_back(text.substr(start));
  return pieces;
}

std::size_t count_words(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\t' || c == '\r';
    if (!space && !inside) ++words;
    inside = !space;
  }
  return words;
}

// The sentence of a piece that is a name: "…radiant skin. Water" is Water, "Linalool. *Organic" is Linalool.
std::string_view shortest_sentence(std::string_view text) {
  for (std::size_t at = text.find(". "); at != std::string_view::npos; at = text.find(". ", at + 1)) {
    const std::string_view before = trim(text.substr(0, at));
    const std::string_view after = trim(text.substr(at + 2));
    if (before.ends_with("No") || after.empty()) continue;
    if (after.starts_with("*") || count_words(before) <= count_words(after)) return before;
    return shortest_sentence(after);
  }
  return text;
}

std::string_view strip_marks(std::string_view text) {
  static constexpr std::string_view marks = "*.•-–+†‡ \t\r\n\"'";
  const auto is_mark = [](char c) { return marks.find(c) != std::string_view::npos; };
  while (!text.empty() && is_mark(text.back()) && (static_cast<unsigned char>(text.back()) < 0x80))
    text.remove_suffix(1);
  while (!text.empty() && is_mark(text.front()) && (static_cast<unsigned char>(text.front()) < 0x80))
    text.remove_prefix(1);
  return text;
}

// White space and control characters become one space, and none at the ends.
std::string single_spaces(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte == 0x7F) {
      gap = !out.empty();
      continue;
    }
    if (gap) out.push_back(' ');
    gap = false;
    out.push_back(c);
  }
  return out;
}

// "*Certified Organic.": what a star in the list means. A name may have a star in front, too.
bool is_footnote(std::string_view piece) {
  static constexpr std::array<std::string_view, 9> words = {"organic", "natural", "origin",        "certified", "plant",
                                                            "farming", "formula", "essential oil", "hadasei"};
  if (!piece.starts_with("*")) return false;
  const std::string lower = to_lower(piece);
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

// The name in a piece of a list, or "" when there is none.
std::string name_in(std::string_view piece) {
  std::string_view text = trim(piece);
  if (is_footnote(text)) return {};
  if (const auto code = text.find('<'); code != std::string_view::npos) text = trim(text.substr(0, code));
  if (const auto heading = text.rfind(": "); heading != std::string_view::npos) text = trim(text.substr(heading + 2));
  if (text.ends_with(":")) return {};
  if (text.starts_with("and ")) text = trim(text.substr(4));
  text = strip_marks(shortest_sentence(text));
  if (text.size() < 2 || text.size() > ingredient_bytes_max || count_words(text) > words_in_a_name_max) return {};
  return single_spaces(text);
}

// A text that starts with "-Charcoal: Acts like a magnet …" holds claims; the list, if any, follows them.
std::string_view after_claims(std::string_view text) {
  if (!text.starts_with("-")) return text;
  const std::size_t last = text.rfind(" -");
  const std::size_t end = text.find(". ", last == std::string_view::npos ? 0 : last);
  return end == std::string_view::npos ? std::string_view() : trim(text.substr(end + 2));
}

class Collector {
 public:
  void add_list(std::string_view text) {
    for (const std::string_view piece : split_names(text, Parentheses::respect)) add(piece);
  }
  void add(std::string_view piece) {
    const std::string_view stripped = trim(piece);
    if (stripped.empty()) return;
    std::string name = name_in(stripped);
    if (name.empty()) {
      if (!is_footnote(stripped)) ++unread_;
      return;
    }
    if (list_.names.size() >= ingredients_max) {
      ++unread_;
    } else if (seen_.insert(to_lower(name)).second) {
      list_.names.push_back(std::move(name));
    }
  }
  IngredientList finish() {
    if (list_.names.empty()) {
      list_.doubt = "the ingredients could not be read";
    } else if (unread_ > 0) {
      list_.doubt = std::to_string(unread_) + " of the ingredients could not be read";
    }
    return std::move(list_);
  }

 private:
  IngredientList list_;
  std::unordered_set<std::string> seen_;
  std::size_t unread_ = 0;
};

void add_items(const std::vector<std::string>& items, Collector& collector) {
  for (const std::string& item : items) {
    const bool a_list = std::count(item.begin(), item.end(), ',') >= 2;
    if (a_list) {
      collector.add_list(item);
    } else {
      collector.add(item);
    }
  }
}

}  // namespace

IngredientList parse_ingredients(std::string_view text) {
  text = trim(text);
  if (text.empty()) return {};
  if (says_nothing(text)) return {{}, "the ingredients are not stated (\"" + text_start(text, 40) + "\")"};
  Collector collector;
  if (const auto items = parse_python_list(text)) {
    if (items->empty()) return {};
    add_items(*items, collector);
  } else if (std::count(text.begin(), text.end(), '|') >= 2) {
    for (std::size_t start = 0; start <= text.size();) {
      const std::size_t end = std::min(text.find('|', start), text.size());
      collector.add(text.substr(start, end - start));
      start = end + 1;
    }
  } else {
    collector.add_list(after_claims(text));
  }
  return collector.finish();
}

IngredientList clean_ingredients(const std::vector<std::string>& names) {
  if (names.empty()) return {};
  if (names.size() == 1) return parse_ingredients(names.front());
  Collector collector;
  add_items(names, collector);
  return collector.finish();
}

}  // namespace lumen::catalog
