// SPDX-License-Identifier: Apache-2.0
#include "agent/personal_data.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "base/encoding.h"

namespace lumen::agent {
namespace {

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }
bool is_letter(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || (static_cast<unsigned char>(c) & 0x80U) != 0;
}
bool is_alnum(char c) { return is_digit(c) || is_letter(c); }
bool is_upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }

struct Word {
  std::size_t begin;
  std::size_t end;
  std::string lower;
};

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < text.size();) {
    if (!is_alnum(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && is_alnum(text[end])) ++end;
    words.push_back({at, end, to_lower(text.substr(at, end - at))});
    at = end;
  }
  return words;
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

class Finder {
 public:
  explicit Finder(std::string_view text) : text_(text), words_(words_of(text)) {}

  std::vector<PersonalData> find() {
    find_emails();
    find_spoken_emails();
    find_bank_accounts();
    find_digit_runs();
    find_labelled_numbers();
    find_birth_dates();
    find_addresses();
    std::stable_sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
    std::vector<PersonalData> apart;
    for (const PersonalData& one : found_) {
      if (apart.empty() || one.begin >= apart.back().end) {
        apart.push_back(one);
      } else {
        apart.back().end = std::max(apart.back().end, one.end);
      }
    }
    return apart;
  }

 private:
  void add(std::string_view kind, std::size_t begin, std::size_t end) { found_.push_back({kind, begin, end}); }
  std::string_view word(std::size_t index) const {
    return index < words_.size() ? std::string_view(words_[index].lower) : "";
  }

  void find_emails() {
    const auto local = [](char c) {
      return is_alnum(c) || std::string_view("._%+-").find(c) != std::string_view::npos;
    };
    const auto domain = [](char c) { return is_alnum(c) || c == '.' || c == '-'; };
    for (std::size_t at = text_.find('@'); at != std::string_view::npos; at = text_.find('@', at + 1)) {
      std::size_t begin = at;
      std::size_t end = at + 1;
      while (begin > 0 && local(text_[begin - 1]) && at - begin < 64) --begin;
      while (end < text_.size() && domain(text_[end]) && end - at < 254) ++end;
      while (end > at + 1 && !is_alnum(text_[end - 1])) --end;
      const std::string_view host = text_.substr(at + 1, end - at - 1);
      const std::size_t dot = host.rfind('.');
      if (begin < at && dot != std::string_view::npos && dot > 0 && host.size() - dot > 2) add("email", begin, end);
    }
  }

  // "jane dot doe at gmail dot com", "jane [at] gmail.com".
  void find_spoken_emails() {
    constexpr std::array<std::string_view, 12> endings = {"com", "net", "org", "de", "fr",  "es",
                                                          "it",  "uk",  "co",  "io", "edu", "eu"};
    constexpr std::array<std::string_view, 11> hosts = {
        "gmail", "googlemail", "hotmail", "outlook", "yahoo", "icloud", "gmx", "proton", "protonmail", "aol", "web"};
    for (std::size_t i = 1; i + 2 < words_.size(); ++i) {
      if (word(i) != "at") continue;
      const bool spoken = word(i + 2) == "dot" && is_one_of(word(i + 3), endings);
      const bool written = is_one_of(word(i + 2), endings) && words_[i + 2].begin == words_[i + 1].end + 1 &&
                           text_[words_[i + 1].end] == '.';
      const bool known = is_one_of(word(i + 1), hosts);
      if (!spoken && !(written && (known || text_[words_[i].begin - 1] != ' '))) continue;
      std::size_t first = i - 1;
      while (first >= 2 && (word(first - 1) == "dot" || word(first - 1) == "underscore")) first -= 2;
      add("email", words_[first].begin, words_[std::min(spoken ? i + 3 : i + 2, words_.size() - 1)].end);
    }
  }

  static bool has_iban_checksum(std::string_view iban) {
    unsigned rest = 0;
    const auto feed = [&](char c) {
      const unsigned value = is_digit(c) ? static_cast<unsigned>(c - '0') : static_cast<unsigned>(c - 'A' + 10);
      rest = (value > 9 ? rest * 100 + value : rest * 10 + value) % 97;
    };
    for (const char c : iban.substr(4)) feed(c);
    for (const char c : iban.substr(0, 4)) feed(c);
    return rest == 1;
  }

  void find_bank_accounts() {
    for (std::size_t at = 0; at + 4 < text_.size(); ++at) {
      if (at > 0 && is_alnum(text_[at - 1])) continue;
      if (std::isalpha(static_cast<unsigned char>(text_[at])) == 0 ||
          std::isalpha(static_cast<unsigned char>(text_[at + 1])) == 0 || !is_digit(text_[at + 2]) ||
          !is_digit(text_[at + 3])) {
        continue;
      }
      std::string iban;
      std::size_t end = at;
      std::size_t whole_end = 0;
      while (end < text_.size() && iban.size() < 34 &&
             (std::isalnum(static_cast<unsigned char>(text_[end])) != 0 || text_[end] == ' ')) {
        if (text_[end] != ' ') iban.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(text_[end]))));
        ++end;
        const bool stops = end == text_.size() || !is_alnum(text_[end]);
        if (stops && iban.size() >= 15 && has_iban_checksum(iban)) whole_end = end;
      }
      if (whole_end > 0) add("bank_account", at, whole_end);
    }
  }

  static bool has_luhn_checksum(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
      int value = digits[digits.size() - 1 - i] - '0';
      if (i % 2 == 1) value = value * 2 > 9 ? value * 2 - 9 : value * 2;
      sum += value;
    }
    return sum % 10 == 0;
  }

  struct DigitRun {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string digits;
    std::vector<std::size_t> groups;  // how many digits stand together
    bool plus = false;
    bool bracket = false;
    bool separated = false;  // by something
    bool dashes_only = true;
    bool dots_only = true;
  };

  // Digits with spaces, dashes, dots and brackets in between.
  DigitRun digit_run(std::size_t at) const {
    DigitRun run;
    run.begin = at;
    run.plus = text_[at] == '+';
    run.bracket = text_[at] == '(';
    std::size_t between = 0;
    std::size_t group = 0;
    for (std::size_t i = at; i < text_.size() && run.digits.size() < 24; ++i) {
      const char c = text_[i];
      if (is_digit(c)) {
        if (group == 0 && !run.digits.empty()) run.separated = true;
        run.digits.push_back(c);
        ++group;
        between = 0;
        run.end = i + 1;
        continue;
      }
      const bool joins = std::string_view(" -.()/+").find(c) != std::string_view::npos;
      if (!joins || ++between > 3 || (c == '+' && i != at)) break;
      if (!run.digits.empty() && i + 1 < text_.size() && is_digit(text_[i + 1])) {
        run.dashes_only = run.dashes_only && c == '-';
        run.dots_only = run.dots_only && c == '.';
      }
      if (group > 0) run.groups.push_back(std::exchange(group, 0));
    }
    if (group > 0) run.groups.push_back(group);
    return run;
  }

  // One of `list` among the last `words_max` words before `at`.
  template <std::size_t N>
  bool said_before(std::size_t at, const std::array<std::string_view, N>& list, std::size_t words_max) const {
    const auto next = std::lower_bound(words_.begin(), words_.end(), at,
                                       [](const Word& one, std::size_t place) { return one.begin < place; });
    const auto index = static_cast<std::size_t>(next - words_.begin());
    for (std::size_t back = 1; back <= words_max && back <= index; ++back) {
      if (is_one_of(words_[index - back].lower, list)) return true;
    }
    return false;
  }

  static bool looks_like_date(const DigitRun& run) {
    if (run.groups.size() < 3) return false;
    const std::size_t a = run.groups[0];
    const std::size_t b = run.groups[1];
    const std::size_t c = run.groups[2];
    return (a == 4 && b <= 2 && c <= 2) ||
           (a <= 2 && b <= 2 && (c == 4 || c == 2) && !run.plus && run.groups.size() == 3 && run.digits[0] <= '3');
  }

  // "ref. 301-555-0123", "code 0123456789", "301-555-0123-B".
  bool is_product_code(const DigitRun& run) const {
    constexpr std::array<std::string_view, 24> codes = {"ref",   "refs",   "reference", "code",    "codes",   "sku",
                                                        "ean",   "upc",    "gtin",      "barcode", "batch",   "lot",
                                                        "model", "order",  "tracking",  "article", "art",     "item",
                                                        "items", "serial", "shade",     "shades",  "product", "parcel"};
    constexpr std::array<std::string_view, 14> phones = {"call", "phone", "tel",     "telephone", "mobile",
                                                         "cell", "text",  "contact", "whatsapp",  "ring",
                                                         "area", "reach", "postal",  "dial"};
    const std::string_view rest = text_.substr(run.end);
    if (rest.size() >= 2 && (rest[0] == '-' || rest[0] == '/') && is_letter(rest[1]) && !run.bracket) return true;
    return said_before(run.begin, codes, 3) && !said_before(run.begin, phones, 3);
  }

  // "Maria Lopez, 612 345 678": two words in capitals, then a number in groups.
  bool follows_full_name(const DigitRun& run) const {
    const auto next = std::lower_bound(words_.begin(), words_.end(), run.begin,
                                       [](const Word& one, std::size_t place) { return one.begin < place; });
    const auto index = static_cast<std::size_t>(next - words_.begin());
    if (index < 2 || !run.separated || run.dots_only || run.begin - words_[index - 1].end > 3) return false;
    const auto is_name = [&](const Word& one) {
      return one.end - one.begin >= 2 && is_upper(text_[one.begin]) && !is_upper(text_[one.begin + 1]);
    };
    const bool parted = text_.substr(words_[index - 1].end, 1) != " ";
    return parted && is_name(words_[index - 1]) && is_name(words_[index - 2]);
  }

  bool is_phone(const DigitRun& run) const {
    constexpr std::array<std::string_view, 20> words = {
        "call",  "phone", "number", "tel",     "telephone", "mobile",   "cell", "text",   "whatsapp", "ring",
        "reach", "sms",   "fax",    "telefon", "handy",     "telefono", "dial", "nummer", "numero",   "contact"};
    const std::size_t count = run.digits.size();
    if (count < 7 || count > 15 || looks_like_date(run)) return false;
    if (run.plus) return count >= 8;
    if (is_product_code(run)) return false;
    if (follows_full_name(run)) return true;
    if (run.bracket && run.groups.size() >= 2 && run.groups[0] >= 2 && run.groups[0] <= 5) return count >= 9;
    const bool american = run.groups.size() == 3 && run.groups[0] == 3 && run.groups[1] == 3 && run.groups[2] == 4;
    if (american) return true;
    if (run.groups.size() == 4 && run.groups[0] == 1 && run.groups[1] == 3 && run.groups[3] == 4) return true;
    if (run.digits[0] == '0' && count >= 9 && count <= 12 && (run.separated || run.digits[1] != '0')) return true;
    return said_before(run.begin, words, 4);
  }

  void find_digit_runs() {
    for (std::size_t at = 0; at < text_.size();) {
      const char c = text_[at];
      const bool opens =
          (c == '+' || c == '(') && at + 1 < text_.size() && (is_digit(text_[at + 1]) || text_[at + 1] == '(');
      if (!(is_digit(c) || opens) || (at > 0 && is_alnum(text_[at - 1]))) {
        ++at;
        continue;
      }
      const DigitRun run = digit_run(at);
      const bool ends = run.end >= text_.size() || !is_alnum(text_[run.end]);
      if (ends && !run.digits.empty()) judge(run);
      at = std::max(at + 1, run.end);
    }
  }

  void judge(const DigitRun& run) {
    const std::size_t count = run.digits.size();
    if (count >= 13 && count <= 19 && run.digits[0] != '0' && has_luhn_checksum(run.digits) && !is_product_code(run))
      return add("card", run.begin, run.end);
    const bool social = run.groups.size() == 3 && run.groups[0] == 3 && run.groups[1] == 2 && run.groups[2] == 4;
    if (social) return add("id_number", run.begin, run.end);
    if (is_phone(run)) return add("phone", run.begin, run.end);
    constexpr std::array<std::string_view, 5> cards = {"card", "visa", "mastercard", "amex", "credit"};
    if (count >= 13 && count <= 19 && said_before(run.begin, cards, 5)) add("card", run.begin, run.end);
  }

  // "passport number X12345678", "insurance no. A123".
  void find_labelled_numbers() {
    constexpr std::array<std::string_view, 31> labels = {
        "passport", "insurance", "ssn",       "licence",  "license",   "nhs",      "id",     "dni",
        "nif",      "tax",       "social",    "aadhaar",  "aadhar",    "national", "pan",    "cpf",
        "curp",     "bsn",       "member",    "identity", "patient",   "medicare", "policy", "driver",
        "drivers",  "personal",  "reisepass", "ausweis",  "pasaporte", "account",  "iban"};
    constexpr std::array<std::string_view, 20> between = {
        "number", "no", "nr",      "is",      "id",     "my",     "card",    "security",  "num",      "the",
        "code",   "s",  "licence", "license", "numero", "nummer", "account", "insurance", "security", "record"};
    constexpr std::array<std::string_view, 14> identity_papers = {"passport",  "ssn",       "dni",  "nif",  "ausweis",
                                                                  "reisepass", "pasaporte", "nhs",  "iban", "aadhaar",
                                                                  "aadhar",    "cpf",       "curp", "bsn"};
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (!is_one_of(word(i), labels)) continue;
      std::size_t next = i + 1;
      while (next < words_.size() && next <= i + 4 && is_one_of(word(next), between)) ++next;
      const bool named = is_one_of(word(i), identity_papers);
      if (next >= words_.size() || (next == i + 1 && !named) || words_[next].begin - words_[next - 1].end > 3) continue;
      std::size_t last = next;
      while (last + 1 < words_.size() && words_[last + 1].begin == words_[last].end + 1 && digits_in(last + 1) >= 2)
        ++last;
      std::size_t digits = 0;
      for (std::size_t k = next; k <= last; ++k) digits += digits_in(k);
      if (digits >= 5) add("id_number", words_[next].begin, words_[last].end);
    }
  }

  std::size_t digits_in(std::size_t index) const {
    return static_cast<std::size_t>(std::count_if(words_[index].lower.begin(), words_[index].lower.end(), is_digit));
  }

  void find_birth_dates() {
    constexpr std::array<std::string_view, 6> labels = {"born", "birthday", "dob", "birth", "geboren", "birthdate"};
    constexpr std::array<std::string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (!is_one_of(word(i), labels)) continue;
      std::size_t parts = 0;
      std::size_t first = 0;
      std::size_t last = 0;
      bool day_or_month = false;
      for (std::size_t k = i + 1; k < words_.size() && k <= i + 6 && parts < 3; ++k) {
        const bool number = is_digit(word(k)[0]) && word(k).size() <= 4;
        const bool month = is_one_of(word(k).substr(0, 3), months) && word(k).size() >= 3;
        if (!number && !month) {
          if (parts > 0) break;
          continue;
        }
        if (parts++ == 0) first = k;
        day_or_month = day_or_month || month || word(k).size() <= 2;
        last = k;
      }
      if (parts >= 3 && day_or_month) add("birth_date", words_[first].begin, words_[last].end);
    }
  }

  // "12 Maple Street", "Hauptstraße 5", "10 rue de la Paix".
  void find_addresses() {
    constexpr std::array<std::string_view, 20> kinds = {
        "street", "st",    "avenue", "ave",     "road",     "rd",      "lane",   "ln",    "drive",   "boulevard",
        "blvd",   "court", "place",  "terrace", "crescent", "highway", "square", "close", "parkway", "apt"};
    constexpr std::array<std::string_view, 8> before = {"rue",    "calle", "via", "avenida",
                                                        "avenue", "plaza", "rua", "boulevard"};
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const bool number = is_digit(word(i)[0]) && word(i).size() <= 5;
      if (number) {
        for (std::size_t k = i + 2; k <= i + 4 && k < words_.size(); ++k) {
          if (!is_one_of(word(k), kinds) || !is_upper(text_[words_[k - 1].begin])) continue;
          if (words_[k].begin - words_[i].end > 40) break;
          add("address", words_[i].begin, address_end(k));
          break;
        }
        if (is_one_of(word(i + 1), before) && i + 2 < words_.size())
          add("address", words_[i].begin, words_[std::min(i + 4, words_.size() - 1)].end);
      }
      const bool german = (word(i).ends_with("stra\xC3\x9F"
                                             "e") ||
                           word(i).ends_with("strasse") || word(i).ends_with("weg") || word(i).ends_with("gasse")) &&
                          is_upper(text_[words_[i].begin]);
      if (german && i + 1 < words_.size() && is_digit(word(i + 1)[0]))
        add("address", words_[i].begin, words_[i + 1].end);
      if (!number && is_one_of(word(i), before) && i + 2 < words_.size()) {
        for (std::size_t k = i + 2; k <= i + 5 && k < words_.size(); ++k) {
          if (!is_digit(word(k)[0]) || word(k).size() > 4 || !is_upper(text_[words_[k - 1].begin])) continue;
          add("address", words_[i].begin, words_[k].end);
          break;
        }
      }
    }
  }

  // A town in capitals and a postcode belong to it.
  std::size_t address_end(std::size_t last) const {
    std::size_t end = words_[last].end;
    for (std::size_t k = last + 1; k < words_.size() && k <= last + 4; ++k) {
      const bool near = words_[k].begin - end <= 2 &&
                        text_.substr(end, words_[k].begin - end).find_first_of(".?!\n") == std::string_view::npos;
      if (!near || !(is_upper(text_[words_[k].begin]) || is_digit(text_[words_[k].begin]))) break;
      end = words_[k].end;
    }
    return end;
  }

  std::string_view text_;
  std::vector<Word> words_;
  std::vector<PersonalData> found_;
};

}  // namespace

std::vector<PersonalData> find_personal_data(std::string_view text) { return Finder(text).find(); }

}  // namespace lumen::agent
