// SPDX-License-Identifier: Apache-2.0
#include "catalog/query_words.h"

#include <cctype>
#include <charconv>
#include <unordered_set>

#include "catalog/active_matcher.h"
#include "catalog/active_table.h"
#include "catalog/avoidance.h"
#include "catalog/spelling.h"
#include "search/words.h"

namespace lumen::catalog {
namespace {

// What conditions are said with.
constexpr std::string_view reader_words =
    "without|avoid|avoiding|excluding|allergic|allergy|intolerant|sensitive|sensitivity|under|below|less|cheaper|maximum|"
    "budget|between|above|dollar|buck|star|rated|rating|vegan|plant based|unscented|scentless|pregnant|pregnancy|"
    "expecting|breastfeeding|breastfeed|nursing|lactating|lactation|prenatal|conceive|safe|while|during|skin|combination|"
    "normal|noncomedogenic|contain|containing|serum|cleanser|moisturizer|moisturiser|sunscreen|toner|exfoliant|exfoliator|"
    "cream|lotion|mask|treatment|eye cream|face wash|gentle|lightweight|hydrating|soothing|niacinamide|retinol|"
    "wrinkle|pimple|blemish|blackhead|whitehead|redness|rosacea|pigmentation|puffiness|eczema|acne";

// Words that lie one letter beside one of the above and are meant as they stand.
constexpr std::string_view common_words =
    "white|night|light|right|there|their|where|about|would|could|should|really|please|price|using|after|before|morning|"
    "evening|product|contain|nothing|something|anything|everything|sure|pure|pose|pine|poke|poor|more|most|much|many|such|"
    "cheap|cheaper|nice|mine|line|fine|time|like|good|great|best|make|makes|made|take|want|need|help|helps|feel|look|find|"
    "give|work|works|keep|that|this|with|have|from|your|mild|mind|kind|size|side|sign|area|hand|head|hair|face|lips|neck|"
    "body|baby|teen|women|woman|daily|early|other|under|water|clean|clear|cover|color|colour|steam|stars|start|state|stay|"
    "still|stick|sticky|stuff|store|story|stone|dream|cream|cheek|check|creak|milky|mass|task|bath|path|rose|nose|lose|"
    "close|those|these|never|every|very|over|even|ever|soft|sort|salt|silk|sick|skip|slip|ship|sting|string|strong|summer|"
    "winter|travel|natural|organic|simple|basic|cost|most|lost|post|spots|sports|spring|sleep|sweat|sweet|heat|heavy|"
    "beard|shave|shaving|razor|toned|tone|tones|touch|rough|tough|thing|think|thick|thin|brand|grand|gland|gentle|gel|"
    "mature|matte|patch|peach|teach|reach|each|bright|brown|black|green|blue|pink|gold|glow|grow|flow|slow|show|know|"
    "today|tired|wired|dried|fried|tried|cried|deep|keep|peel|feel|foam|form|forms|from|oats|coats|boats|nuts|cuts|"
    "menthol|ethanol|methanol|snail|nails|mails|quick|quickly|result|results|routine|routines|under|wonder|powder|"
    "lotion|potion|option|options|motion|ration|ratio|retail|detail|details|mineral|minerals|general|several|rated";

std::unordered_set<std::string> words_of(std::string_view phrases) {
  std::unordered_set<std::string> words;
  for (const std::string_view phrase : split_bar(phrases)) {
    for (std::string& word : search::split_words(phrase)) words.insert(std::move(word));
  }
  return words;
}

const Spelling& spelling() {
  static const Spelling built = [] {
    std::unordered_set<std::string> all = words_of(reader_words);
    for (const Avoidable& row : all_avoidables()) all.merge(words_of(row.words));
    for (const ConcernWords& row : all_concern_words()) all.merge(words_of(row.words));
    for (const Active& active : all_actives()) all.merge(words_of(active.patterns));
    return Spelling(std::vector<std::string>(all.begin(), all.end()));
  }();
  return built;
}

bool is_meant(const std::string& word, const KnownWord& is_known) {
  static const std::unordered_set<std::string> common = words_of(common_words);
  return spelling().knows(word) || search::is_stop_word(word) || common.contains(word) ||
         (is_known && is_known(word));
}

bool is_part(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0 || c == '\'';
}

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (error != std::errc() || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

class Splitter {
 public:
  Splitter(std::string_view text, const KnownWord& is_known) : text_(text), is_known_(is_known) {}

  std::vector<QueryWord> run() {
    for (std::size_t at = 0; at < text_.size() && words_.size() < query_words_max;) {
      if (!is_part(text_[at])) {
        comma_ = comma_ || std::string_view(",;.").find(text_[at]) != std::string_view::npos;
        dollar_ = text_[at] == '$';
        ++at;
        continue;
      }
      const std::size_t start = at;
      while (at < text_.size() && (is_part(text_[at]) || is_decimal_point(at))) ++at;
      add(text_.substr(start, at - start));
      comma_ = false;
      dollar_ = false;
    }
    return std::move(words_);
  }

 private:
  bool is_decimal_point(std::size_t at) const {
    const auto digit = [this](std::size_t place) {
      return place < text_.size() && text_[place] >= '0' && text_[place] <= '9';
    };
    return text_[at] == '.' && at > 0 && digit(at - 1) && digit(at + 1);
  }

  void add(std::string_view raw) {
    QueryWord one;
    one.raw = std::string(raw);
    one.number = number_in(raw);
    one.dollar = dollar_;
    one.comma = comma_;
    if (one.number) {
      one.word = one.raw;
      words_.push_back(std::move(one));
      return;
    }
    for (std::string& word : search::split_words(raw)) {
      one.word = std::move(word);
      if (!is_meant(one.word, is_known_)) {
        if (std::string meant = spelling().nearest(one.word); !meant.empty()) {
          one.word = std::move(meant);
          one.raw = one.word;
          one.corrected = true;
        }
      }
      words_.push_back(one);
    }
  }

  std::string_view text_;
  const KnownWord& is_known_;
  std::vector<QueryWord> words_;
  bool comma_ = false;
  bool dollar_ = false;
};

}  // namespace

std::vector<QueryWord> query_words(std::string_view text, const KnownWord& is_known) {
  return Splitter(text, is_known).run();
}

}  // namespace lumen::catalog
