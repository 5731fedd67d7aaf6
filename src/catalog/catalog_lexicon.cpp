// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog_lexicon.h"

#include <algorithm>
#include <optional>
#include <string>

#include "catalog/active_matcher.h"
#include "catalog/active_table.h"
#include "search/words.h"

namespace lumen::catalog {
namespace {

constexpr float words_weight = 1.0F;
constexpr float effect_share = 0.6F;  // of an effect's weight
constexpr double effect_weight_min = 0.3;
constexpr std::size_t embedded_ingredients = 8;
constexpr std::string_view concern_prefix = "concern:";

std::string concern_name(Label label) { return std::string(concern_prefix) + std::string(to_string(label)); }

std::vector<search::Concept> concepts_of(const Active& active) {
  std::vector<search::Concept> concepts = {{"active:" + std::string(active.key), 1.0F}};
  for (const Effect& effect : all_effects()) {
    if (effect.active != active.key || effect.weight < effect_weight_min) continue;
    concepts.push_back({concern_name(effect.label), effect_share * static_cast<float>(effect.weight)});
  }
  return concepts;
}

std::optional<Label> label_of(const search::Concept& one) {
  const std::string_view name = one.name;
  if (one.weight < words_weight || !name.starts_with(concern_prefix)) return std::nullopt;
  return parse_label(name.substr(concern_prefix.size()));
}

void add_once(std::vector<Label>& labels, Label label) {
  if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
}

}  // namespace

search::Lexicon make_catalog_lexicon() {
  std::vector<search::LexiconEntry> entries;
  for (const Active& active : all_actives()) {
    const std::vector<search::Concept> concepts = concepts_of(active);
    for (std::string_view pattern : split_bar(active.patterns)) {
      if (pattern.front() == '=') pattern.remove_prefix(1);
      entries.push_back({std::string(pattern), concepts});
    }
  }
  for (const ConcernWords& row : all_concern_words()) {
    for (const std::string_view words : split_bar(row.words)) {
      entries.push_back({std::string(words), {{concern_name(row.label), words_weight}}});
    }
  }
  return search::Lexicon(entries);
}

std::vector<Label> concerns_in(std::string_view text, const search::Lexicon& lexicon) {
  if (const auto label = parse_label(text)) return {*label};
  std::vector<Label> labels;
  const std::vector<std::string> words = search::split_words(text);
  for (const search::Lexicon::Match& match : lexicon.find(words)) {
    for (const search::Concept& one : *match.concepts) {
      if (const auto label = label_of(one)) add_once(labels, *label);
    }
  }
  if (labels.size() > 1) std::erase(labels, Label::healthy);
  return labels;
}

std::vector<Label> concerns_in(std::string_view text) {
  static const search::Lexicon lexicon = make_catalog_lexicon();
  return concerns_in(text, lexicon);
}

std::string embedding_text(const Product& product, const ProductFit& fit) {
  std::string text = product.name + " . " + product.brand + " . " + product.category + " .";
  for (const Label label : target_conditions(fit)) text.append(" ").append(display_name(label)).append(" .");
  for (std::size_t i = 0; i < all_actives().size(); ++i) {
    if (fit.actives.test(i)) text.append(" ").append(all_actives()[i].name).append(" .");
  }
  const std::size_t count = std::min(product.ingredients.size(), embedded_ingredients);
  for (std::size_t i = 0; i < count; ++i) text.append(" ").append(product.ingredients[i]).append(" .");
  return text;
}

}  // namespace lumen::catalog
