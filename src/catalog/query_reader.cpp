// SPDX-License-Identifier: Apache-2.0
#include "catalog/query_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "catalog/active_matcher.h"
#include "catalog/avoidance.h"
#include "catalog/ingredient_table.h"
#include "catalog/query_words.h"
#include "search/words.h"

namespace lumen::catalog {
namespace {

constexpr std::size_t phrase_words_max = 4;

bool is_one_of(std::string_view word, std::string_view list) {
  for (const std::string_view one : split_bar(list)) {
    if (one == word) return true;
  }
  return false;
}

constexpr std::string_view denials =
    "no|without|avoid|avoiding|minus|zero|nothing|except|excluding|exclude|skip|hate|not|isnt|arent|wont|doesnt|dont|non|"
    "never|cant|cannot|shouldnt|didnt|nor|w/o";
// Between a denial and what it denies.
constexpr std::string_view fillers =
    "any|added|have|has|had|contain|containing|include|including|with|use|using|used|want|like|need|stand|tolerate|handle|to|"
    "too|so|be|being|get|getting|make|making|leave|leaving|my|skin|me|feel|feeling|the|a|an|of|that|is|are|artificial|"
    "synthetic|in|it|super|very|overly|really|at|all|should|will|would|type|kind|put|face|anything|nasty|strong|from";
constexpr std::string_view pregnancy_words =
    "pregnant|pregnancy|expecting|breastfeeding|breastfeed|nursing|lactating|lactation|prenatal|postpartum|postnatal|"
    "maternity|trimester|preggo";
constexpr std::string_view around_pregnancy =
    "safe|for|while|during|in|when|if|im|i|am|is|are|whos|who|still|currently|to|use|ok|okay|fine|friendly|and|or|my|woman|"
    "mom|mother|women|be|was|now|also|whilst|as|because|since";
constexpr std::string_view after_a_price_it_is_none =
    "percent|spf|year|yr|old|star|minute|step|day|week|ingredient|hour|second|percentage|ml|oz";
constexpr std::string_view says_little =
    "something|anything|need|needing|want|looking|look|find|give|recommend|please|product|good|best|great|nice|what|which|"
    "can|should|help|show|im|have|that|thing|stuff|option|but|safe|ok|okay|is|be|also|skincare|care|only|must|get";
constexpr std::string_view loose_ends = "and|but|or|with|that|which|is|nor|also|plus|for|while|im|are|has|have|its|it|be";

bool names_an_ingredient(const std::string& words) {
  if (words.size() < 3 || is_one_of(words, "water|aqua|skin|oil free|clear|clay mask")) return false;
  const Exclusion exclusion = exclusion_of({words});
  return exclusion.actives.any() || find_inci(words) != nullptr;
}

class Reader {
 public:
  explicit Reader(std::vector<QueryWord> words) : words_(std::move(words)) {}

  ReadQuery read(std::string_view original) {
    while (at_ < words_.size()) {
      if (read_price() || read_rating() || read_denial() || read_trailing() || read_pregnancy() || read_vegan() ||
          read_skin()) {
        understood_ = true;
        continue;
      }
      kept_.push_back(at_++);
    }
    ReadQuery result;
    result.filters = std::move(filters_);
    result.text = understood_ || corrected() ? kept_text() : std::string(original);
    return result;
  }

 private:
  bool corrected() const {
    return std::any_of(words_.begin(), words_.end(), [](const QueryWord& one) { return one.corrected; });
  }
  const std::string& word(std::size_t at) const {
    static const std::string none;
    return at < words_.size() ? words_[at].word : none;
  }
  bool is(std::size_t at, std::string_view list) const { return at < words_.size() && is_one_of(words_[at].word, list); }
  bool denied_before(std::size_t at) const {
    return (at > 0 && is(at - 1, denials)) || (at > 1 && is(at - 1, "for|a|very|to") && is(at - 2, denials));
  }

  // The number of words of the first sequence that stands at `at`; 0 when none does.
  std::size_t sequence(std::size_t at, std::string_view sequences) const {
    for (const std::string_view wanted : split_bar(sequences)) {
      std::size_t place = at;
      std::size_t start = 0;
      bool same = true;
      while (same && start <= wanted.size()) {
        const std::size_t end = std::min(wanted.find(' ', start), wanted.size());
        same = word(place++) == wanted.substr(start, end - start);
        start = end + 1;
      }
      if (same) return place - at;
    }
    return 0;
  }

  // A price at `at`: where the words go on after it; 0 when there is none.
  std::size_t price_at(std::size_t at, bool plain_number_counts, double& price) const {
    if (at >= words_.size() || !words_[at].number) return 0;
    price = *words_[at].number;
    const std::size_t unit = is(at + 1, "dollar|usd|buck") ? 1 : 0;
    if (unit == 0 && !words_[at].dollar && (!plain_number_counts || is(at + 1, after_a_price_it_is_none))) return 0;
    return at + 1 + unit;
  }

  void limit_price(std::optional<double> min, std::optional<double> max) {
    if (min) filters_.price_usd_min = std::max(filters_.price_usd_min.value_or(0), *min);
    if (max) filters_.price_usd_max = std::min(filters_.price_usd_max.value_or(*max), *max);
  }

  bool read_price() {
    double first = 0;
    double second = 0;
    if (const std::size_t cue = sequence(at_, "between|from")) {
      const bool both = word(at_) == "between";
      std::size_t next = price_at(at_ + cue, both, first);
      if (next != 0 && is(next, "and|to")) {
        next = price_at(next + 1, both, second);
        if (next != 0 && second >= first) {
          limit_price(first, second);
          at_ = next;
          return true;
        }
      }
    }
    if (const std::size_t cue = sequence(at_, "under|below|less than|cheaper than|max|maximum|budget of|budget is|budget|"
                                              "no more than|not more than|for under")) {
      if (const std::size_t next = price_at(at_ + cue, true, first)) return take_price(next, std::nullopt, first);
    }
    if (const std::size_t cue = sequence(at_, "up to|at most|not over|not above|within|no over")) {
      if (const std::size_t next = price_at(at_ + cue, false, first)) return take_price(next, std::nullopt, first);
    }
    if (const std::size_t cue = sequence(at_, "over|above|more than|at least|starting at")) {
      if (const std::size_t next = price_at(at_ + cue, false, first)) return take_price(next, first, std::nullopt);
    }
    if (const std::size_t next = price_at(at_, false, first)) {
      if (const std::size_t cue = sequence(next, "or less|or under|or below|max|maximum|and under|and below|or cheaper|top")) {
        return take_price(next + cue, std::nullopt, first);
      }
      const std::size_t last = price_at(is(next, "to") ? next + 1 : next, false, second);
      if (last != 0 && second > first) return take_price(last, first, second);
    }
    return false;
  }

  bool take_price(std::size_t next, std::optional<double> min, std::optional<double> max) {
    limit_price(min, max);
    at_ = next;
    return true;
  }

  bool read_rating() {
    std::size_t at = at_;
    const std::size_t cue = sequence(at, "at least|over|above|more than|minimum|rated at least|rated above|rated over|rated|"
                                         "rating of at least|rating of|rating above|rating over|rating at least|with");
    at += cue;
    if (at >= words_.size() || !words_[at].number || *words_[at].number > 5 || words_[at].dollar) return false;
    const bool star = is(at + 1, "star");
    if (!star && !word(at_).starts_with("rat")) return false;
    filters_.rating_min = *words_[at].number;
    at += star ? 2 : 1;
    at += sequence(at, "and up|or more|and above|or better|or higher|or above|and higher|and more|plus|up|or up|rating|rated");
    at_ = at;
    return true;
  }

  // What can be left out, at `at`: a row of avoidables, an active, an ingredient of the table. The longest wins.
  std::size_t item_at(std::size_t at, std::string& name) const {
    for (std::size_t count = std::min(phrase_words_max, words_.size() - std::min(at, words_.size())); count > 0; --count) {
      std::string phrase;
      for (std::size_t i = 0; i < count; ++i) phrase += (i == 0 ? "" : " ") + word(at + i);
      if (const Avoidable* row = find_avoidable(phrase)) {
        name = row->key;
        return count;
      }
      if (names_an_ingredient(phrase)) {
        name = phrase;
        return count;
      }
    }
    return 0;
  }

  void exclude(const std::string& name) {
    if (name == "fragrance") {
      filters_.fragrance_free = true;
    } else if (name == "animal") {
      filters_.vegan = true;
    } else if (std::find(filters_.exclude.begin(), filters_.exclude.end(), name) == filters_.exclude.end()) {
      filters_.exclude.push_back(name);
    }
  }

  // "a, b and c": the names from `at` on; where the words go on after them.
  std::size_t list_at(std::size_t at, std::vector<std::string>& names) const {
    std::string name;
    std::size_t count = item_at(at, name);
    while (count > 0) {
      names.push_back(name);
      at += count;
      std::size_t next = at;
      const bool joined = is(next, "and|or|nor");
      if (joined) ++next;
      if (!joined && !(next < words_.size() && words_[next].comma)) break;
      while (is(next, "no|without|any|added|or")) ++next;
      count = item_at(next, name);
      // "no fragrance and vitamin C serum" asks for the serum.
      if (count > 0 && role_of(word(next + count), "") != Role::other) break;
      if (count > 0) at = next;
    }
    return at;
  }

  bool read_denial() {
    std::size_t at = at_;
    if (const std::size_t cue = sequence(at, "free of|free from|allergic to|allergy to|sensitive to|react to|intolerant to|"
                                             "intolerance to|sensitivity to|break out from|not allowed|stay away from")) {
      at += cue;
    } else if (is(at, denials)) {
      ++at;
    } else {
      return false;
    }
    const bool allergic = is(at_, "allergic|allergy|intolerant|intolerance");
    while (is(at, fillers) || is(at, denials)) ++at;
    if (is(at, pregnancy_words)) {  // "not pregnant"
      at_ = at + 1;
      return true;
    }
    std::vector<std::string> names;
    std::size_t next = list_at(at, names);
    if (names.empty() && allergic && at < words_.size()) {  // to whatever the word is
      names.push_back(word(at));
      next = at + 1;
    }
    if (names.empty()) return false;
    for (const std::string& name : names) exclude(name);
    if (is(next, "free")) ++next;
    next += sequence(next, "out my skin|my skin out|my skin|my face|on my skin|on my face|out");
    while (!kept_.empty() && is(kept_.back(), "that|which|i|am|im|it|and|but|have")) kept_.pop_back();
    at_ = next;
    return true;
  }

  // "fragrance and paraben free", "nut allergy"
  bool read_trailing() {
    std::vector<std::string> names;
    const std::size_t next = list_at(at_, names);
    if (names.empty() || !is(next, "free|allergy|allergic|intolerance|intolerant|sensitivity")) return false;
    for (const std::string& name : names) exclude(name);
    at_ = next + 1;
    return true;
  }

  bool read_pregnancy() {
    std::size_t count = is(at_, pregnancy_words) ? 1 : sequence(at_, "breast feeding|breast feed|trying to conceive|"
                                                                     "mom to be|mother to be|with child|ttc");
    if (count == 0) return false;
    filters_.pregnancy_safe = true;
    while (!kept_.empty() && is(kept_.back(), around_pregnancy)) kept_.pop_back();
    at_ += count;
    while (is(at_, "safe|friendly|woman|women|mom|mother|okay|ok|and|or") &&
           (is(at_ + 1, pregnancy_words) || !is(at_, "and|or"))) {
      ++at_;
    }
    return true;
  }

  bool read_vegan() {
    const std::size_t count = sequence(at_, "vegan|plant based");
    if (count > 0 && !denied_before(at_)) {
      filters_.vegan = true;
      at_ += count;
      return true;
    }
    if (is(at_, "unscented|scentless|fragranceless|odorless|odourless|fragrancefree")) {
      filters_.fragrance_free = true;
      ++at_;
      return true;
    }
    if (is(at_, "noncomedogenic")) {
      exclude("pore_clogging");
      ++at_;
      return true;
    }
    return false;
  }

  // The words stay: they say what ranks high, too.
  bool read_skin() {
    const auto kind = parse_skin_kind(word(at_));
    if (!kind || denied_before(at_)) return false;
    std::size_t next = at_ + 1;
    while (is(next, "and|or|very|to|sensitive|dry|oily|normal|combination|combo|acne|prone|dehydrated|mature")) ++next;
    if (!is(next, "skin|skinned|complexion|face")) return false;
    if (std::find(filters_.skin.begin(), filters_.skin.end(), *kind) == filters_.skin.end()) {
      filters_.skin.push_back(*kind);
    }
    kept_.push_back(at_++);
    return true;
  }

  std::string kept_text() {
    while (!kept_.empty() && is(kept_.back(), loose_ends)) kept_.pop_back();
    const auto telling = std::find_if(kept_.begin(), kept_.end(), [this](std::size_t at) {
      return !search::is_stop_word(word(at)) && !is(at, says_little) && !is(at, denials);
    });
    if (telling == kept_.end()) return {};
    std::string text;
    for (const std::size_t at : kept_) text += (text.empty() ? "" : " ") + words_[at].raw;
    return text;
  }

  std::vector<QueryWord> words_;
  std::vector<std::size_t> kept_;
  SearchFilters filters_;
  std::size_t at_ = 0;
  bool understood_ = false;
};

template <class T, class Pick>
void keep_stricter(std::optional<T>& mine, const std::optional<T>& other, Pick pick) {
  if (other) mine = mine ? pick(*mine, *other) : *other;
}

std::string said(const std::string& name) {
  const Avoidable* row = find_avoidable(name);
  return "without " + (row == nullptr ? name : std::string(row->name));
}

}  // namespace

ReadQuery read_query(std::string_view text, const KnownWord& is_known) {
  if (parse_label(text)) return {std::string(text), {}};
  return Reader(query_words(text, is_known)).read(text);
}

SearchQuery read_filters(SearchQuery query, const KnownWord& is_known) {
  if (query.text.empty()) return query;
  ReadQuery read = read_query(query.text, is_known);
  SearchFilters& mine = query.filters;
  query.text = std::move(read.text);
  keep_stricter(mine.price_usd_max, read.filters.price_usd_max, [](double a, double b) { return std::min(a, b); });
  keep_stricter(mine.price_usd_min, read.filters.price_usd_min, [](double a, double b) { return std::max(a, b); });
  keep_stricter(mine.rating_min, read.filters.rating_min, [](double a, double b) { return std::max(a, b); });
  mine.exclude.insert(mine.exclude.end(), read.filters.exclude.begin(), read.filters.exclude.end());
  mine.skin.insert(mine.skin.end(), read.filters.skin.begin(), read.filters.skin.end());
  mine.pregnancy_safe = mine.pregnancy_safe || read.filters.pregnancy_safe;
  mine.vegan = mine.vegan || read.filters.vegan;
  mine.fragrance_free = mine.fragrance_free || read.filters.fragrance_free;
  return query;
}

std::vector<std::string> describe_filters(const SearchFilters& filters) {
  std::vector<std::string> texts;
  if (!filters.category.empty()) texts.push_back("in the category " + filters.category);
  if (!filters.brand.empty()) texts.push_back("by " + filters.brand);
  if (filters.price_usd_min) texts.push_back("at least " + usd_text(*filters.price_usd_min));
  if (filters.price_usd_max) texts.push_back("at most " + usd_text(*filters.price_usd_max));
  if (filters.rating_min) texts.push_back(fmt::format("rated {} or more", *filters.rating_min));
  if (filters.condition) texts.push_back(fmt::format("made for {}", display_name(*filters.condition)));
  for (const SkinKind skin : filters.skin) texts.push_back(fmt::format("suited to {} skin", to_string(skin)));
  if (filters.fragrance_free) texts.emplace_back("without fragrance");
  if (filters.vegan) texts.emplace_back("vegan");
  if (filters.pregnancy_safe) texts.emplace_back("safe in pregnancy and while breastfeeding");
  for (const std::string& name : filters.exclude) texts.push_back(said(name));
  for (const std::string& name : filters.allergies) texts.push_back(said(name));
  return texts;
}

}  // namespace lumen::catalog
