// SPDX-License-Identifier: Apache-2.0
#include "catalog/concern_fit.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "base/encoding.h"
#include "catalog/active_matcher.h"
#include "catalog/active_table.h"
#include "catalog/effect_sources.h"
#include "search/words.h"

namespace lumen::catalog {
namespace {

constexpr std::size_t conditions_max = 6;
constexpr double name_says_so = 0.35;

// Effects by active, looked up once.
class EffectTable {
 public:
  EffectTable() : by_active_(all_actives().size()) {
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < all_actives().size(); ++i) places[all_actives()[i].key] = i;
    for (const Effect& effect : all_effects()) {
      const auto place = places.find(effect.active);
      if (place == places.end()) continue;
      by_active_[place->second].push_back(&effect);
      if (effect.active == "sunscreen") sunscreen_ = place->second;
    }
  }
  const std::vector<const Effect*>& of(std::size_t active) const { return by_active_[active]; }
  std::size_t sunscreen() const { return sunscreen_; }

 private:
  std::vector<std::vector<const Effect*>> by_active_;
  std::size_t sunscreen_ = 0;
};

// Which labels a product's name speaks of.
class NamedConcerns {
 public:
  NamedConcerns() {
    for (const ConcernWords& row : all_concern_words()) {
      for (const std::string_view phrase : split_bar(row.in_names)) {
        phrases_.push_back({" " + joined(phrase) + " ", row.label});
      }
    }
  }
  std::bitset<label_count> in(std::string_view name) const {
    const std::string words = " " + joined(name) + " ";
    std::bitset<label_count> labels;
    for (const auto& [phrase, label] : phrases_) {
      if (words.find(phrase) != std::string::npos) labels.set(static_cast<std::size_t>(label));
    }
    return labels;
  }

 private:
  static std::string joined(std::string_view text) {
    std::string words;
    for (const std::string& word : search::split_words(text)) words += (words.empty() ? "" : " ") + word;
    return words;
  }
  std::vector<std::pair<std::string, Label>> phrases_;
};

std::bitset<label_count> concerns_named_in(std::string_view name) {
  static const NamedConcerns concerns;
  return concerns.in(name);
}

const EffectTable& effect_table() {
  static const EffectTable table;
  return table;
}

std::vector<FoundActive> actives_of(const Product& product, Role role) {
  std::vector<FoundActive> found = active_matcher().find(product);
  if (role != Role::sun_protection) {
    std::erase_if(found, [](const FoundActive& one) { return one.active == effect_table().sunscreen(); });
  }
  return found;
}

struct Contribution {
  FoundActive found;
  const Effect* effect = nullptr;
  double value = 0;
};

std::vector<Contribution> contributions_to(Label label, const std::vector<FoundActive>& found) {
  std::vector<Contribution> result;
  for (const FoundActive& one : found) {
    for (const Effect* effect : effect_table().of(one.active)) {
      if (effect->label == label) result.push_back({one, effect, effect->weight * one.strength});
    }
  }
  return result;
}

double score_of(const std::vector<Contribution>& contributions, double factor) {
  double missing = 1;
  double kept = 1;
  for (const Contribution& one : contributions) {
    if (one.value > 0) missing *= 1 - one.value;
    if (one.value < 0) kept *= 1 + one.value;
  }
  return std::clamp(factor * (1 - missing) * kept, 0.0, 1.0);
}

std::string name_of(const FoundActive& found) {
  const Active& active = all_actives()[found.active];
  return std::string(active.naming == Naming::as_listed ? found.pattern : active.name);
}

// "niacinamide to help balance oil, and zinc to keep shine down"; the two that count most.
std::string reasons(std::vector<Contribution> contributions) {
  std::erase_if(contributions, [](const Contribution& one) { return one.value <= 0; });
  std::stable_sort(contributions.begin(), contributions.end(),
                   [](const Contribution& a, const Contribution& b) { return a.value > b.value; });
  if (contributions.empty()) return {};
  const auto one_reason = [](const Contribution& one) {
    return fmt::format("{} to {}", name_of(one.found), one.effect->reason);
  };
  if (contributions.size() == 1) return one_reason(contributions[0]);
  if (contributions[0].effect->reason == contributions[1].effect->reason) {
    return fmt::format("{} and {}", name_of(contributions[0].found), one_reason(contributions[1]));
  }
  return fmt::format("{}, and {}", one_reason(contributions[0]), one_reason(contributions[1]));
}

std::string purpose(Label label) {
  if (label == Label::healthy) return "keeping skin healthy";
  return to_lower(display_name(label));
}

bool stated(const Product& product, Label label) {
  const auto& conditions = product.target_conditions;
  return std::find(conditions.begin(), conditions.end(), label) != conditions.end();
}

}  // namespace

ProductFit assess(const Product& product) {
  ProductFit fit;
  fit.role = role_of(product.name, product.category);
  const std::vector<FoundActive> found = actives_of(product, fit.role);
  for (const FoundActive& one : found) fit.actives.set(one.active);
  const std::bitset<label_count> named = concerns_named_in(product.name);
  for (const Label label : all_labels) {
    double score = score_of(contributions_to(label, found), role_factor(fit.role, label));
    if (named.test(static_cast<std::size_t>(label))) score = 1 - (1 - name_says_so) * (1 - score);
    float& kept = fit.scores[static_cast<std::size_t>(label)];
    kept = static_cast<float>(score);
    if (stated(product, label)) kept = std::max(kept, good_fit);
  }
  return fit;
}

std::vector<Label> target_conditions(const ProductFit& fit) {
  std::vector<Label> labels;
  for (const Label label : all_labels) {
    if (fit.score(label) >= good_fit) labels.push_back(label);
  }
  std::stable_sort(labels.begin(), labels.end(), [&](Label a, Label b) { return fit.score(a) > fit.score(b); });
  if (labels.size() > conditions_max) labels.resize(conditions_max);
  return labels;
}

std::string explain_fit(const Product& product, const ProductFit& fit, Label label) {
  const std::vector<FoundActive> found = actives_of(product, fit.role);
  const std::string_view what = role_phrase(fit.role);
  const std::string because = reasons(contributions_to(label, found));
  const float score = fit.score(label);
  if (score >= light_fit && !because.empty()) {
    return fmt::format("{} {}: {} with {}.", score >= good_fit ? "For" : "A lighter fit for", purpose(label), what,
                       because);
  }
  if (score >= light_fit) {
    return fmt::format("{} {}: {} whose listing names it.", score >= good_fit ? "For" : "A lighter fit for",
                       purpose(label), what);
  }
  const std::string everyday = reasons(contributions_to(Label::healthy, found));
  const std::string with = everyday.empty() ? "" : " with " + everyday;
  return fmt::format("Not aimed at {}: {} for everyday care{}.", purpose(label), what, with);
}

std::vector<FitReason> fit_reasons(const Product& product, const ProductFit& fit, Label label) {
  std::vector<Contribution> contributions = contributions_to(label, actives_of(product, fit.role));
  std::erase_if(contributions, [](const Contribution& one) { return one.value <= 0; });
  std::stable_sort(contributions.begin(), contributions.end(),
                   [](const Contribution& a, const Contribution& b) { return a.value > b.value; });
  std::vector<FitReason> reasons;
  for (const Contribution& one : contributions) {
    const std::string_view active = all_actives()[one.found.active].key;
    reasons.push_back({name_of(one.found), one.effect->reason, effect_source(active, label)});
  }
  std::stable_partition(reasons.begin(), reasons.end(), [](const FitReason& one) { return !one.source.empty(); });
  return reasons;
}

ActiveSet actives_with_keys(const std::vector<std::string>& keys) {
  ActiveSet set;
  const auto actives = all_actives();
  for (std::size_t i = 0; i < actives.size(); ++i) {
    if (std::find(keys.begin(), keys.end(), actives[i].key) != keys.end()) set.set(i);
  }
  return set;
}

}  // namespace lumen::catalog
