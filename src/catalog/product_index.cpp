// SPDX-License-Identifier: Apache-2.0
#include "catalog/product_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <unordered_set>

#include "base/encoding.h"
#include "catalog/avoidance.h"
#include "catalog/catalog_lexicon.h"
#include "catalog/query_reader.h"
#include "search/fuse.h"
#include "search/words.h"

namespace lumen::catalog {
namespace {

using search::Hit;

// What each product of a kind or brand that was chosen lets the next one of it count.
struct MixStrength {
  double same_role = 1;
  double same_brand = 1;
};

constexpr MixStrength by_fit_mix{0.82, 0.88};
// Scores of joined ranks lie much closer together.
constexpr MixStrength by_words_mix{0.93, 0.95};
constexpr MixStrength no_mix{1, 1};
constexpr double evidence_min = 0.12;  // below, a product is no answer
constexpr double good_evidence = 0.5;

FitLevel level_of(float fit) {
  return fit >= good_fit ? FitLevel::good : fit >= light_fit ? FitLevel::light : FitLevel::filler;
}

std::string quoted(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
    text += "\"" + words[i] + "\"";
  }
  return text;
}

void keep_best(std::vector<Hit>& hits, std::size_t count) {
  const auto end = hits.begin() + static_cast<std::ptrdiff_t>(std::min(count, hits.size()));
  std::partial_sort(hits.begin(), end, hits.end(), search::comes_before);
  hits.erase(end, hits.end());
}

}  // namespace

struct ProductIndex::Question {
  std::string text;
  Asked asked;
  std::size_t limit = 0;
  std::string category;  // lower case
  std::string brand;
  SearchFilters filters;
  ActiveSet avoid;
  Exclusion exclude;
  std::vector<bool> allowed;  // by item
};

struct ProductIndex::Pick {
  std::uint32_t item = 0;
  double score = 0;
  FitLevel level = FitLevel::filler;
};

const search::Lexicon& ProductIndex::catalog_lexicon() {
  static const search::Lexicon lexicon = make_catalog_lexicon();
  return lexicon;
}

void ProductIndex::put(Product product, const ProductFit& fit, std::span<const float> vector) {
  const std::uint32_t item = put_entry(std::move(product), fit);
  const Product& kept = *entries_[item].product;
  std::string ingredients;
  for (const std::string& ingredient : kept.ingredients) ingredients.append(ingredient).append(" . ");
  std::string conditions;
  for (const Label label : kept.target_conditions) conditions.append(display_name(label)).append(" . ");
  const search::Bm25Index::Field fields[] = {
      {kept.name, 3.0F}, {kept.brand, 2.0F}, {kept.category, 1.5F}, {conditions, 1.0F}, {ingredients, 0.6F}};
  words_.set(item, fields);
  vectors_.set(item, vector);
}

std::uint32_t ProductIndex::put_entry(Product product, const ProductFit& fit) {
  const auto [place, fresh] = places_.try_emplace(product.id, static_cast<std::uint32_t>(entries_.size()));
  if (fresh) entries_.emplace_back();
  const std::uint32_t item = place->second;
  auto kept = std::make_shared<Product>(std::move(product));
  kept->why.clear();
  kept->watch_for.clear();

  Entry& entry = entries_[item];
  entry.fit = fit;
  entry.traits = traits_of(*kept, fit);
  brands_.add(kept->brand);
  entry.facts = read_facts(*kept, fit.role);
  for (std::string& word : search::split_words(kept->name)) names_.insert(std::move(word));
  for (std::string& word : search::split_words(kept->brand)) names_.insert(std::move(word));
  entry.product = std::move(kept);
  return item;
}

std::optional<std::uint32_t> ProductIndex::item_of(const ProductId& id) const {
  const auto place = places_.find(id);
  if (place == places_.end()) return std::nullopt;
  return place->second;
}

void ProductIndex::set_vector(const ProductId& id, std::span<const float> vector) {
  if (const auto item = item_of(id)) vectors_.set(*item, vector);
}

std::string ProductIndex::text_of(const ProductId& id) const {
  const auto item = item_of(id);
  return item ? embedding_text(*entries_[*item].product, entries_[*item].fit) : "";
}

ProductIndex::Question ProductIndex::understand(const SearchQuery& query) const {
  Question question;
  question.text = query.text;
  question.asked = read_asked(query.text, query.label, lexicon_, brands_);
  question.limit = static_cast<std::size_t>(query.limit);
  question.category = to_lower(query.filters.category);
  question.brand = to_lower(query.filters.brand);
  question.filters = query.filters;
  question.avoid = actives_with_keys(query.filters.avoid_actives);
  std::vector<std::string> excluded = query.filters.exclude;
  excluded.insert(excluded.end(), query.filters.allergies.begin(), query.filters.allergies.end());
  question.exclude = exclusion_of(excluded);
  return question;
}

bool ProductIndex::wants_vector(const SearchQuery& query) const {
  return read_asked(query.text, query.label, lexicon_, brands_).words_matter;
}

ProductIndex::Wanted ProductIndex::wanted(const SearchQuery& query) const {
  Asked asked = read_asked(query.text, query.label, lexicon_, brands_);
  return {std::move(asked.labels), std::move(asked.words), asked.words_matter, asked.roles};
}

bool ProductIndex::passes(const Entry& entry, const Question& question) {
  if (entry.product == nullptr) return false;
  const SearchFilters& filters = question.filters;
  const Product& product = *entry.product;
  if (!question.category.empty() && entry.traits.category != question.category) return false;
  if (!question.brand.empty() && entry.traits.brand != question.brand) return false;
  if (filters.price_usd_max && (!entry.traits.price_usd || *entry.traits.price_usd > *filters.price_usd_max))
    return false;
  if (filters.price_usd_min && (!entry.traits.price_usd || *entry.traits.price_usd < *filters.price_usd_min))
    return false;
  if (filters.rating_min && (!product.rated || product.rating < *filters.rating_min)) return false;
  if (filters.condition && entry.fit.score(*filters.condition) < good_fit) return false;
  if (filters.role && entry.fit.role != *filters.role) return false;
  if (filters.vegan && !entry.facts.vegan()) return false;
  if (filters.fragrance_free && !entry.facts.fragrance_free()) return false;
  if (filters.pregnancy_safe && !entry.facts.pregnancy_safe()) return false;
  for (const SkinKind skin : filters.skin) {
    if (!suits(product, entry.facts, skin)) return false;
  }
  if ((entry.fit.actives & question.avoid).any()) return false;
  if (question.exclude.empty()) return true;
  return entry.facts.known &&
         catalog::passes(question.exclude, product.ingredients, entry.facts.groups, entry.fit.actives);
}

std::vector<bool> ProductIndex::allowed_by(const Question& question) const {
  std::vector<bool> allowed(entries_.size());
  for (std::size_t item = 0; item < entries_.size(); ++item) allowed[item] = passes(entries_[item], question);
  return allowed;
}

void ProductIndex::remove(const ProductId& id) {
  const auto place = places_.find(id);
  if (place == places_.end()) return;
  const std::uint32_t item = place->second;
  words_.set(item, {});
  vectors_.erase(item);
  entries_[item] = Entry();
  places_.erase(place);
}

SearchQuery ProductIndex::read(SearchQuery query) const {
  const KnownWord is_name = [this](const std::string& word) { return names_.contains(word); };
  return read_filters(std::move(query), is_name);
}

// Chooses from `candidates` until the answer is full, each time the one that counts most beside what was chosen
// before.
void ProductIndex::mix(std::vector<Hit> candidates, FitLevel level, const Question& question,
                       std::vector<Pick>& picks) const {
  const MixStrength strength = !question.asked.words_matter || level == FitLevel::filler     ? by_fit_mix
                               : question.asked.labels.empty() || question.asked.roles.any() ? no_mix
                                                                                             : by_words_mix;
  keep_best(candidates, ranking_length + question.limit);
  std::vector<Hit> worth = candidates;  // the same items; scores as they count now
  while (picks.size() < question.limit && !worth.empty()) {
    const auto best = std::min_element(worth.begin(), worth.end(), search::comes_before);
    const auto at = best - worth.begin();
    const Entry& chosen = entries_[best->item];
    picks.push_back({best->item, std::min(1.0, candidates[static_cast<std::size_t>(at)].score), level});
    worth.erase(best);
    candidates.erase(candidates.begin() + at);
    for (Hit& other : worth) {
      const Entry& entry = entries_[other.item];
      if (entry.fit.role == chosen.fit.role) other.score *= strength.same_role;
      if (!entry.traits.brand.empty() && entry.traits.brand == chosen.traits.brand) other.score *= strength.same_brand;
    }
  }
}

std::vector<ProductIndex::Pick> ProductIndex::pick_by_fit(const Question& question) const {
  std::vector<Hit> good;
  std::vector<Hit> light;
  for (std::uint32_t item = 0; item < entries_.size(); ++item) {
    const Entry& entry = entries_[item];
    if (!question.allowed[item]) continue;
    const float fit = question.asked.fit(entry.fit);
    const Hit hit{item, concern_worth(question.asked, entry.fit, entry.traits)};
    if (level_of(fit) == FitLevel::good) good.push_back(hit);
    if (level_of(fit) == FitLevel::light) light.push_back(hit);
  }
  std::vector<Pick> picks;
  mix(std::move(good), FitLevel::good, question, picks);
  mix(std::move(light), FitLevel::light, question, picks);
  return picks;
}

// A brand that is named is meant, as long as there is a product of it that passes the filters; without a brand, or
// where the words say "only", the same goes for a kind of product.
void ProductIndex::narrow(Question& question) const {
  const auto keep = [&](const auto& wanted) {
    std::vector<bool> kept(entries_.size());
    bool any = false;
    for (std::size_t item = 0; item < entries_.size(); ++item) {
      kept[item] = question.allowed[item] && wanted(entries_[item]);
      any = any || kept[item];
    }
    if (any) question.allowed = std::move(kept);
  };
  if (!question.asked.brand.empty())
    keep([&](const Entry& entry) { return entry.traits.brand == question.asked.brand; });
  const bool whole_brand = !question.asked.brand.empty() && !question.asked.only;
  if (question.asked.roles.any() && !whole_brand)
    keep([&](const Entry& entry) { return is_of_kind(question.asked, entry.traits); });
}

ProductIndex::Rankings ProductIndex::find(const Question& question, std::span<const float> vector) const {
  if (!question.asked.words_matter) return {};
  const search::Filter filter = [&](std::uint32_t item) { return question.allowed[item]; };
  Rankings rankings;
  rankings.near = vectors_.search(vector, ranking_length, filter);
  std::erase_if(rankings.near, [](const Hit& hit) { return hit.score < near_cosine_min; });
  rankings.matching = words_.search(question.text, ranking_length, filter);
  return rankings;
}

// What another search found, best first: its scores are of its own scale, so the place stands for them.
std::vector<Hit> ProductIndex::hits_of(const std::vector<ProductId>& ids) const {
  std::vector<Hit> hits;
  for (std::size_t place = 0; place < ids.size(); ++place) {
    const double score = 1 - static_cast<double>(place) / static_cast<double>(ids.size());
    if (const auto item = item_of(ids[place])) hits.push_back({*item, score});
  }
  return hits;
}

// By item, 0..1: half by the words' ranking, half by the joined rankings of words and vectors.
std::vector<double> ProductIndex::text_scores(Rankings found) const {
  std::vector<double> scores(entries_.size());
  for (const Hit& hit : found.matching) scores[hit.item] += 0.5 * hit.score / found.matching.front().score;
  const search::Ranking rankings[] = {{std::move(found.near), 1.0}, {std::move(found.matching), 1.0}};
  const std::vector<Hit> joined = search::fuse(rankings);
  for (const Hit& hit : joined) scores[hit.item] += 0.5 * hit.score / joined.front().score;
  return scores;
}

std::vector<ProductIndex::Pick> ProductIndex::pick_by_words(const Question& question, Rankings found) const {
  const std::vector<double> text = text_scores(std::move(found));
  std::vector<Hit> hits;
  for (std::uint32_t item = 0; item < entries_.size(); ++item) {
    if (!question.allowed[item]) continue;
    const double score = evidence(question.asked, entries_[item].fit, entries_[item].traits, text[item]);
    if (score >= evidence_min) hits.push_back({item, score});
  }
  keep_best(hits, ranking_length);
  std::array<std::vector<Hit>, 3> by_level;
  FitLevel level = FitLevel::good;  // never better than that of a product before it
  for (const Hit& hit : hits) {
    const float fit = question.asked.fit(entries_[hit.item].fit);
    const FitLevel own = !question.asked.labels.empty() ? std::min(level_of(fit), FitLevel::light)
                         : hit.score >= good_evidence   ? FitLevel::good
                                                        : FitLevel::light;
    level = std::max(level, own);
    by_level[static_cast<std::size_t>(level)].push_back({hit.item, hit.score / hits.front().score});
  }
  std::vector<Pick> picks;
  for (const FitLevel each : {FitLevel::good, FitLevel::light}) {
    mix(std::move(by_level[static_cast<std::size_t>(each)]), each, question, picks);
  }
  return picks;
}

void ProductIndex::fill(std::vector<Pick>& picks, const Question& question) const {
  if (picks.size() >= question.limit) return;
  std::unordered_set<std::uint32_t> chosen;
  for (const Pick& pick : picks) chosen.insert(pick.item);
  std::vector<Hit> others;
  for (std::uint32_t item = 0; item < entries_.size(); ++item) {
    const Entry& entry = entries_[item];
    if (chosen.contains(item) || !question.allowed[item]) continue;
    const auto fit = static_cast<double>(entry.fit.score(Label::healthy));
    others.push_back({item, (0.01 + fit) * entry.traits.quality});
  }
  const std::size_t before = picks.size();
  mix(std::move(others), FitLevel::filler, question, picks);
  for (std::size_t i = before; i < picks.size(); ++i) picks[i].score = 0;
}

std::string ProductIndex::why(const Pick& pick, const Question& question) const {
  const Entry& entry = entries_[pick.item];
  const Product& product = *entry.product;
  const bool everyday = question.asked.labels == std::vector<Label>{Label::healthy};
  if (!question.asked.labels.empty() && !(everyday && pick.level == FitLevel::filler)) {
    const Label label = question.asked.best_label(entry.fit);
    if (!question.asked.words_matter || entry.fit.score(label) >= light_fit || pick.level == FitLevel::filler) {
      return explain_fit(product, entry.fit, label);
    }
  }
  std::vector<Label> targets = target_conditions(entry.fit);
  if (pick.level == FitLevel::filler && entry.fit.score(Label::healthy) >= good_fit) targets = {Label::healthy};
  const std::string use = targets.empty() ? fmt::format("{} for everyday care", role_phrase(entry.fit.role)) : "";
  const std::string told = targets.empty() ? use + "." : explain_fit(product, entry.fit, targets.front());
  if (pick.level == FitLevel::filler) return "A general choice. " + (use.empty() ? told : "It is " + told);

  std::unordered_set<std::string> own;
  std::string all = product.name + " . " + product.brand + " . " + product.category;
  for (const std::string& ingredient : product.ingredients) all += " . " + ingredient;
  for (std::string& word : search::split_words(all)) own.insert(std::move(word));
  std::vector<std::string> shared;
  for (const std::string& word : question.asked.words) {
    if (word.size() > 1 && own.contains(word) && std::find(shared.begin(), shared.end(), word) == shared.end())
      shared.push_back(word);
  }
  const std::string start = shared.empty() ? "Close to what was asked. " : "Matches " + quoted(shared) + ". ";
  return start + (use.empty() ? told : "It is " + told);
}

std::vector<ScoredProduct> ProductIndex::search(const SearchQuery& query, std::span<const float> vector) const {
  Question question = understand(query);
  question.allowed = allowed_by(question);
  narrow(question);
  Rankings rankings = find(question, vector);
  return answer(question, std::move(rankings));
}

std::vector<ScoredProduct> ProductIndex::rank(const SearchQuery& query, const Found& found) const {
  Question question = understand(query);
  question.allowed = allowed_by(question);
  narrow(question);
  Rankings rankings{hits_of(found.near), hits_of(found.matching)};
  for (std::vector<Hit>* hits : {&rankings.near, &rankings.matching}) {
    std::erase_if(*hits, [&](const Hit& hit) { return !question.allowed[hit.item]; });
  }
  return answer(question, std::move(rankings));
}

std::vector<ScoredProduct> ProductIndex::answer(const Question& question, Rankings rankings) const {
  std::vector<Pick> picks =
      question.asked.words_matter ? pick_by_words(question, std::move(rankings)) : pick_by_fit(question);
  fill(picks, question);
  std::vector<ScoredProduct> products;
  products.reserve(picks.size());
  for (const Pick& pick : picks) {
    ScoredProduct one{*entries_[pick.item].product, pick.score, pick.level};
    one.product.why = why(pick, question);
    one.product.watch_for = watch_notes(one.product, entries_[pick.item].facts);
    products.push_back(std::move(one));
  }
  return products;
}

}  // namespace lumen::catalog
