// SPDX-License-Identifier: Apache-2.0
#include "agent/guard_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "agent/letter_fold.h"

namespace lumen::agent {
namespace {

constexpr std::size_t letter_run_min = 4;
constexpr std::size_t word_letters_max = 64;

// After digits these are a word of their own: "40mg", "13yo".
constexpr std::array<std::string_view, 37> units_after_numbers = {
    "mg",  "mgs",  "g",    "kg",    "mcg", "ug",    "iu",     "ml", "mm",      "cm",        "x",         "yo", "yr",
    "yrs", "y",    "year", "years", "st",  "nd",    "rd",     "th", "am",      "pm",        "h",         "hr", "hrs",
    "day", "days", "week", "weeks", "wks", "month", "months", "mo", "percent", "milligram", "milligrams"};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), letters_(fold_letters(text)) {}

  GuardText read() {
    for (at_ = 0; at_ < letters_.size(); ++at_) take(letters_[at_].letter);
    finish_word();
    end_unit(text_.size());
    join_letter_runs();
    return std::move(result_);
  }

 private:
  char32_t letter(std::size_t index) const { return index < letters_.size() ? letters_[index].letter : 0; }
  LetterKind kind(std::size_t index) const {
    return index < letters_.size() ? kind_of(letter(index)) : LetterKind::other;
  }
  bool is_alphanumeric(std::size_t index) const {
    return kind(index) == LetterKind::letter || kind(index) == LetterKind::digit;
  }

  // A symbol in the place of a letter: "f*ck", "k!ll", "@ll", "$ystem".
  bool is_symbol_letter() const {
    const char32_t symbol = letter(at_);
    const bool after = !word_.empty();
    const bool before = is_alphanumeric(at_ + 1) && !letters_[at_ + 1].was_capital;
    if (symbol == '@' || symbol == '$') return before && (after || kind(at_ + 1) == LetterKind::letter);
    if (symbol == '*' || symbol == '#')
      return after && (before || letter(at_ + 1) == symbol) && kind(at_ - 1) != LetterKind::digit;
    return (symbol == '!' || symbol == '|') && after && before;
  }

  bool is_inside_number() const {
    return (letter(at_) == '.' || letter(at_) == ',') && only_digits_ && !word_.empty() &&
           kind(at_ + 1) == LetterKind::digit;
  }

  // "l'eczema", "j'ai": two words.
  bool is_elision() const {
    constexpr std::u32string_view vowels = U"aeiouyh";
    const bool short_word =
        word_.size() == 1 && std::u32string_view(U"ldjnmtscd").find(word_[0]) != std::u32string_view::npos;
    return (short_word || word_ == U"qu") && vowels.find(letter(at_ + 1)) != std::u32string_view::npos;
  }

  bool unit_follows() const {
    std::string following;
    for (std::size_t i = at_; kind(i) == LetterKind::letter && following.size() <= 12; ++i)
      append_utf8(following, letter(i));
    return std::find(units_after_numbers.begin(), units_after_numbers.end(), following) != units_after_numbers.end();
  }

  void take(char32_t c) {
    const LetterKind what = kind_of(c);
    if (what == LetterKind::apostrophe) {
      if (is_elision()) finish_word();
      return;
    }
    if (what == LetterKind::ideograph) {
      finish_word();
      add_letter(c);
      finish_word();
    } else if (what == LetterKind::letter) {
      if (only_digits_ && !word_.empty() && unit_follows()) finish_word();
      add_letter(c);
    } else if (what == LetterKind::digit || is_inside_number() || is_symbol_letter()) {
      add_letter(c);
    } else {
      const bool after_number = only_digits_ && !word_.empty();
      finish_word();
      if (c == '%' && after_number) add_percent();
      take_separator(c);
    }
  }

  void add_letter(char32_t c) {
    if (word_.empty()) {
      word_begin_ = letters_[at_].begin;
      only_digits_ = true;
    }
    if (kind_of(c) != LetterKind::digit && c != '.' && c != ',') only_digits_ = false;
    word_.push_back(c);
    word_end_ = letters_[at_].end;
    if (word_.size() >= word_letters_max) finish_word();
  }

  void add_percent() {
    GuardWord word;
    word.readings = {"percent"};
    word.begin = letters_[at_].begin;
    word.end = letters_[at_].end;
    word.sentence = sentence_;
    result_.words.push_back(std::move(word));
  }

  void take_separator(char32_t c) {
    const bool space_next = at_ + 1 >= letters_.size() || letter(at_ + 1) == ' ' || letter(at_ + 1) == '\n' ||
                            letter(at_ + 1) == '<' || letter(at_ + 1) == '"' || letter(at_ + 1) == ')' ||
                            letter(at_ + 1) == '*' || letter(at_ + 1) == '!' || letter(at_ + 1) == '?';
    const bool stop = (c == '.' && space_next && letter(at_ - 1) != '.') || c == '?' || c == '!';
    const bool wide_stop = c == 0x3002 || c == 0xFF01 || c == 0xFF1F;
    if ((stop && space_next) || wide_stop) {
      end_unit(letters_[at_].end);
      if (words_in_sentence() >= 2) ++sentence_;
    } else if (c == '\n') {
      end_unit(letters_[at_].end);
      if (letter(at_ + 1) == '\n' && words_in_sentence() >= 2) ++sentence_;
    } else if (c == '<') {
      end_unit(letters_[at_].begin);
    } else if (c == '>') {
      end_unit(letters_[at_].end);
    }
  }

  std::size_t words_in_sentence() const {
    std::size_t count = 0;
    for (auto word = result_.words.rbegin(); word != result_.words.rend() && word->sentence == sentence_ && count < 2;
         ++word)
      ++count;
    return count;
  }

  void end_unit(std::size_t end) {
    const std::size_t begin = result_.units.empty() ? 0 : result_.units.back().end;
    if (end > begin) result_.units.push_back({begin, end});
  }

  void finish_word() {
    if (word_.empty()) return;
    GuardWord word;
    word.begin = word_begin_;
    word.end = word_end_;
    word.sentence = sentence_;
    word.readings = readings_of(word_);
    result_.words.push_back(std::move(word));
    word_.clear();
  }

  static void add_reading(std::vector<std::string>& readings, std::string reading) {
    if (std::find(readings.begin(), readings.end(), reading) == readings.end()) readings.push_back(std::move(reading));
  }

  static char32_t as_letter(char32_t c, char one) {
    constexpr std::string_view symbols = "034578@$9";
    constexpr std::string_view meant = "oeastbasg";
    if (c == '1' || c == '!' || c == '|') return static_cast<unsigned char>(one);
    const std::size_t place = c < 0x80 ? symbols.find(static_cast<char>(c)) : std::string_view::npos;
    return place == std::string_view::npos ? c : static_cast<unsigned char>(meant[place]);
  }

  // Runs of three letters or more become `keep`: "sooo" is "so", "killll" is "kill".
  static std::string squeezed(std::string_view word, std::size_t keep) {
    std::string text;
    for (std::size_t i = 0; i < word.size();) {
      std::size_t same = i;
      while (same < word.size() && word[same] == word[i]) ++same;
      text.append(same - i >= 3 ? keep : same - i, word[i]);
      i = same;
    }
    return text;
  }

  std::vector<std::string> readings_of(const std::u32string& word) const {
    std::vector<std::string> readings(1);
    bool letters = false;
    bool symbols = false;
    bool foreign = false;
    bool latin = false;
    for (const char32_t c : word) {
      append_utf8(readings[0], c == '#' && !only_digits_ ? '*' : c);
      const bool is_letter = kind_of(c) == LetterKind::letter;
      letters = letters || is_letter;
      symbols = symbols || !is_letter;
      foreign = foreign || latin_look_alike(c) != 0;
      latin = latin || (c >= 'a' && c <= 'z');
    }
    if (foreign) {
      std::string look;
      for (const char32_t c : word) append_utf8(look, latin_look_alike(c) != 0 ? latin_look_alike(c) : c);
      add_reading(readings, std::move(look));
    }
    if (letters && symbols && !only_digits_) {
      for (const char one : {'i', 'l'}) {
        std::string plain;
        for (const char32_t c : word)
          append_utf8(plain, as_letter(latin && latin_look_alike(c) != 0 ? latin_look_alike(c) : c, one));
        add_reading(readings, std::move(plain));
      }
    }
    if (const std::string one = squeezed(readings.back(), 1); one != readings.back()) {
      std::string two = squeezed(readings.back(), 2);
      add_reading(readings, one);
      add_reading(readings, std::move(two));
    }
    return readings;
  }

  // "i g n o r e  a l l" and "i.g.n.o.r.e": single letters in a row are words; a wider gap parts two of them.
  void join_letter_runs() {
    std::vector<GuardWord>& words = result_.words;
    std::vector<GuardWord> joined;
    joined.reserve(words.size());
    for (std::size_t i = 0; i < words.size();) {
      std::size_t end = i;
      while (end < words.size() && is_single(words[end]) && words[end].sentence == words[i].sentence) ++end;
      if (end - i < letter_run_min) {
        joined.push_back(std::move(words[i++]));
        continue;
      }
      join_run(i, end, joined);
      i = end;
    }
    words = std::move(joined);
  }

  static bool is_single(const GuardWord& word) { return word.readings[0].size() == 1; }

  void join_run(std::size_t first, std::size_t last, std::vector<GuardWord>& joined) {
    std::vector<GuardWord>& words = result_.words;
    std::size_t narrow = std::string_view::npos;
    for (std::size_t i = first + 1; i < last; ++i) narrow = std::min(narrow, words[i].begin - words[i - 1].end);
    for (std::size_t i = first; i < last;) {
      GuardWord whole = words[i];
      whole.run_together = true;
      std::string text(1, static_cast<char>(as_letter(static_cast<unsigned char>(words[i].readings[0][0]), 'i')));
      std::size_t next = i + 1;
      for (; next < last && words[next].begin - words[next - 1].end <= narrow; ++next) {
        text.push_back(static_cast<char>(as_letter(static_cast<unsigned char>(words[next].readings[0][0]), 'i')));
        whole.end = words[next].end;
      }
      whole.readings = {std::move(text)};
      joined.push_back(std::move(whole));
      i = next;
    }
  }

  std::string_view text_;
  std::vector<FoldedLetter> letters_;
  GuardText result_;
  std::u32string word_;
  std::size_t word_begin_ = 0;
  std::size_t word_end_ = 0;
  std::size_t at_ = 0;
  std::size_t sentence_ = 0;
  bool only_digits_ = true;
};

}  // namespace

GuardText read_guard_text(std::string_view text) { return Reader(text).read(); }

}  // namespace lumen::agent
