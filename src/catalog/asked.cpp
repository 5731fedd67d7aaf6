// SPDX-License-Identifier: Apache-2.0
#include "catalog/asked.h"

#include <algorithm>
#include <array>

#include "catalog/active_table.h"
#include "catalog/catalog_lexicon.h"
#include "search/words.h"

namespace lumen::catalog {
namespace {

// What each kind of evidence weighs.
constexpr double concern_weight = 1.0;
constexpr double role_weight = 1.3;
constexpr double active_weight = 1.2;
constexpr double brand_weight = 1.5;
constexpr double form_weight = 0.6;
constexpr double price_weight = 0.5;
constexpr double high_price_usd = 80;
constexpr double text_weight = 0.35;       // beside another of them
constexpr double text_alone_weight = 1.0;  // when nothing else was understood
constexpr std::string_view lines_at_the_eyes = "crow feet|crows feet|eye";

std::vector<std::string> telling_words(std::string_view text) {
  std::vector<std::string> words = search::split_words(text);
  std::erase_if(words, [](const std::string& word) { return search::is_stop_word(word); });
  return words;
}

// "Barrier cream after retinol" looks for no retinol.
bool is_a_cause(const std::vector<std::string>& words, std::size_t place) {
  constexpr std::array<std::string_view, 4> links = {"after", "since", "starting", "started"};
  return place > 0 && std::find(links.begin(), links.end(), words[place - 1]) != links.end();
}

std::optional<std::size_t> active_of(std::string_view concept_name) {
  constexpr std::string_view prefix = "active:";
  if (!concept_name.starts_with(prefix)) return std::nullopt;
  concept_name.remove_prefix(prefix.size());
  const auto actives = all_actives();
  const auto found =
      std::find_if(actives.begin(), actives.end(), [&](const Active& one) { return one.key == concept_name; });
  if (found == actives.end()) return std::nullopt;
  return static_cast<std::size_t>(found - actives.begin());
}

// Takes the words that speak of concerns away and finds the actives that are named.
std::vector<std::string> beside_concerns(Asked& asked, const search::Lexicon& lexicon) {
  std::vector<std::string> others = asked.words;
  for (const search::Lexicon::Match& match : lexicon.find(asked.words)) {
    const std::string& concept_name = match.concepts->front().name;
    if (concept_name.starts_with("concern:")) {
      std::fill_n(others.begin() + static_cast<std::ptrdiff_t>(match.first_word), match.word_count, std::string());
    } else if (const auto active = active_of(concept_name); active && !is_a_cause(asked.words, match.first_word)) {
      asked.actives.push_back(*active);
    }
  }
  return others;
}

void read_words(Asked& asked, std::string_view text, const search::Lexicon& lexicon, const BrandNames& brands) {
  std::vector<std::string> others = beside_concerns(asked, lexicon);
  asked.words_matter = std::any_of(others.begin(), others.end(), [](const auto& word) { return !word.empty(); });
  const BrandNames::Found brand = brands.find(asked.words);
  asked.brand = brand.brand;
  std::fill_n(others.begin() + static_cast<std::ptrdiff_t>(brand.first_word), brand.word_count, std::string());
  asked.roles = roles_asked(others);
  asked.forms = forms_asked(search::split_words(text));
  asked.price = price_wish(asked.words);
  asked.only = holds_one_of(asked.words, "only|exclusively|strictly");
  if (asked.labels == std::vector<Label>{Label::wrinkles} && holds_one_of(asked.words, lines_at_the_eyes)) {
    asked.roles.set(static_cast<std::size_t>(Role::eye_care));
    asked.words_matter = true;
  }
}

class WeightedMean {
 public:
  void add(double weight, double value) {
    sum_ += weight * value;
    weights_ += weight;
  }
  bool empty() const { return weights_ <= 0; }
  double value() const { return empty() ? 0 : sum_ / weights_; }

 private:
  double sum_ = 0;
  double weights_ = 0;
};

template <std::size_t N>
double share_of(const std::bitset<N>& asked, const std::bitset<N>& held) {
  return static_cast<double>((asked & held).count()) / static_cast<double>(asked.count());
}

double price_match(PriceWish wish, double price_usd) {
  const double dear = std::min(1.0, price_usd / high_price_usd);
  return wish == PriceWish::high ? dear : 1 - dear;
}

}  // namespace

float Asked::fit(const ProductFit& fit) const {
  float sum = 0;
  for (const Label label : labels) sum += fit.score(label);
  return labels.empty() ? 0 : sum / static_cast<float>(labels.size());
}

Label Asked::best_label(const ProductFit& fit) const {
  return *std::max_element(labels.begin(), labels.end(), [&](Label a, Label b) { return fit.score(a) < fit.score(b); });
}

Asked read_asked(std::string_view text, std::optional<Label> label, const search::Lexicon& lexicon,
                 const BrandNames& brands) {
  Asked asked;
  asked.words = telling_words(text);
  asked.labels = label ? std::vector<Label>{*label} : concerns_in(text, lexicon);
  if (!asked.words.empty() && !parse_label(text)) read_words(asked, text, lexicon, brands);
  if (asked.labels.empty() && !asked.words_matter) asked.labels = {Label::healthy};
  return asked;
}

double concern_worth(const Asked& asked, const ProductFit& fit, const ProductTraits& traits) {
  if (asked.labels.empty()) return 0;
  double sum = 0;
  double least = 2;
  for (const Label label : asked.labels) {
    const double one = static_cast<double>(fit.score(label)) * aim_factor(traits.aims, label);
    sum += one;
    least = std::min(least, one);
  }
  return 0.5 * (sum / static_cast<double>(asked.labels.size()) + least) * traits.quality;
}

bool is_of_kind(const Asked& asked, const ProductTraits& traits) {
  constexpr auto eye = static_cast<std::size_t>(Role::eye_care);
  if (traits.roles.test(eye) && !asked.roles.test(eye)) return false;
  return (traits.roles & asked.roles).any();
}

double evidence(const Asked& asked, const ProductFit& fit, const ProductTraits& traits, double text) {
  WeightedMean mean;
  if (!asked.labels.empty()) mean.add(concern_weight, concern_worth(asked, fit, traits));
  if (asked.roles.any()) mean.add(role_weight, is_of_kind(asked, traits) ? share_of(asked.roles, traits.roles) : 0);
  if (!asked.brand.empty()) mean.add(brand_weight, traits.brand == asked.brand ? 1 : 0);
  if (asked.forms.any()) mean.add(form_weight, share_of(asked.forms, traits.forms));
  if (asked.price != PriceWish::none && traits.price_usd) {
    mean.add(price_weight, price_match(asked.price, *traits.price_usd));
  }
  for (const std::size_t active : asked.actives) {
    mean.add(active_weight / static_cast<double>(asked.actives.size()), static_cast<double>(traits.strength(active)));
  }
  mean.add(mean.empty() ? text_alone_weight : text_weight, text);
  return mean.value() * (0.8 + 0.2 * traits.quality);
}

}  // namespace lumen::catalog
