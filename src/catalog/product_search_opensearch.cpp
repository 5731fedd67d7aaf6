// SPDX-License-Identifier: Apache-2.0
#include "catalog/product_search_opensearch.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "catalog/query_reader.h"
#include "http/remote_error.h"
#include "http/url_rule.h"

namespace lumen::catalog {
namespace {

constexpr std::size_t index_name_bytes_max = 255;

double fit_min_of(FitLevel level) { return static_cast<double>(level == FitLevel::good ? good_fit : light_fit); }

bool is_zero(const search::Vector& vector) {
  return std::all_of(vector.begin(), vector.end(), [](float value) { return value == 0; });
}

}  // namespace

Result<void> check_index_name(std::string_view name) {
  const bool plain = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.") == std::string_view::npos;
  const bool begins_well = !name.empty() && std::string_view("-_.").find(name.front()) == std::string_view::npos;
  if (plain && begins_well && name.size() <= index_name_bytes_max) return {};
  return fail(invalid("bad_index_name",
                      "The name of an index is 1 to 255 of a-z 0-9 - _ . and begins with a letter or digit."));
}

// The candidates of one search, and what the rankings say of them.
struct ProductSearchOpenSearch::Lists {
  ProductIndex candidates{0};
  ProductIndex::Wanted wanted;
  ProductIndex::Found found;
  boost::json::object filter;
};

ProductSearchOpenSearch::ProductSearchOpenSearch(OpenSearchPlace place, std::string index, Parts parts)
    : door_(std::move(place), parts.tools),
      index_(std::move(index)),
      embedder_(parts.embedder),
      pool_(parts.pool),
      tools_(parts.tools),
      engine_(is_serverless() ? VectorEngine::faiss : VectorEngine::lucene),
      products_(tools_.metrics.gauge("lumen_opensearch_products", "Products that the OpenSearch index holds.")) {}

std::string ProductSearchOpenSearch::describe() const {
  return fmt::format("OpenSearch{} at {}, index {} ({} products)", is_serverless() ? " Serverless" : "",
                     http::host_of(door_.place().url), index_, size());
}

std::int64_t ProductSearchOpenSearch::size() const {
  const std::lock_guard lock(mutex_);
  return static_cast<std::int64_t>(known_.size());
}

std::vector<ProductId> ProductSearchOpenSearch::ids() const {
  const std::lock_guard lock(mutex_);
  std::vector<ProductId> ids;
  ids.reserve(known_.size());
  for (const auto& [id, known] : known_) ids.push_back(id);
  return ids;
}

// A cluster says what it is; a Serverless collection has no such call.
Task<Result<std::string>> ProductSearchOpenSearch::ask_server(Deadline deadline) {
  if (is_serverless()) co_return std::string("a Serverless collection");
  OpenSearchCall call{"GET", "/", ""};
  auto calling = door_.call(std::move(call), deadline);
  auto answer = co_await std::move(calling);
  if (!answer) co_return fail(std::move(answer.error()));
  auto engine = engine_for_server(answer->body);
  if (!engine) co_return fail(std::move(engine.error()));
  engine_ = *engine;
  const json::object* version = get_object(answer->body.get_object(), "version");
  co_return "OpenSearch " + get_string(*version, "number").value_or("");
}

Task<Result<std::string>> ProductSearchOpenSearch::check_server(Deadline deadline) {
  auto asking = ask_server(deadline);
  auto server = co_await std::move(asking);
  if (!server) co_return server;
  OpenSearchCall call{"GET", "/" + index_ + "/_mapping", "", {404}};
  auto calling = door_.call(std::move(call), deadline);
  auto answer = co_await std::move(calling);
  if (!answer) co_return fail(std::move(answer.error()));
  if (answer->status == 404) co_return *server + ", the index " + index_ + " is made at the first start";
  auto engine = check_index(answer->body, index_, embedder_.dimensions());
  if (!engine) co_return fail(std::move(engine.error()));
  co_return *server + ", index " + index_;
}

Task<Result<void>> ProductSearchOpenSearch::prepare(Deadline deadline) {
  auto asking = ask_server(deadline);
  auto server = co_await std::move(asking);
  if (!server) co_return fail(std::move(server.error()));
  OpenSearchCall call{"GET", "/" + index_ + "/_mapping", "", {404}};
  auto calling = door_.call(std::move(call), deadline);
  auto answer = co_await std::move(calling);
  if (!answer) co_return fail(std::move(answer.error()));
  if (answer->status == 404) {
    auto making = make_index(deadline);
    co_return co_await std::move(making);
  }
  auto engine = check_index(answer->body, index_, embedder_.dimensions());
  if (!engine) co_return fail(std::move(engine.error()));
  engine_ = *engine;
  const json::object fields{{"properties", field_mappings()}};
  OpenSearchCall widen{"PUT", "/" + index_ + "/_mapping", json::serialize(fields)};
  auto widening = door_.call(std::move(widen), deadline);
  auto widened = co_await std::move(widening);
  if (!widened) co_return fail(std::move(widened.error()));
  auto reading = read_listing(deadline);
  co_return co_await std::move(reading);
}

Task<Result<void>> ProductSearchOpenSearch::make_index(Deadline deadline) {
  const IndexPlan plan{embedder_.dimensions(), engine_, is_serverless()};
  OpenSearchCall call{"PUT", "/" + index_, json::serialize(index_body(plan))};
  auto calling = door_.call(std::move(call), deadline);
  auto answer = co_await std::move(calling);
  if (!answer) co_return fail(std::move(answer.error()));
  const std::lock_guard lock(mutex_);
  known_.clear();
  gone_.clear();
  products_.set(0);
  co_return Result<void>();
}

// Of several documents of one product, which only Serverless can have, the latest counts; the others are strays.
void ProductSearchOpenSearch::take_listed(std::vector<Hit>& hits, std::vector<std::string>& strays) {
  const std::lock_guard lock(mutex_);
  for (Hit& hit : hits) {
    take_names(hit.source);
    const ProductId id = ProductId::trusted(get_string(hit.source, "product_id").value_or(""));
    Known known{std::move(hit.document_id), get_string(hit.source, "fingerprint").value_or("")};
    const auto [place, fresh] = known_.try_emplace(id, known);
    if (fresh || place->second.document_id == known.document_id) continue;
    strays.push_back(std::exchange(place->second, std::move(known)).document_id);
  }
  products_.set(static_cast<double>(known_.size()));
}

Task<Result<void>> ProductSearchOpenSearch::read_listing(Deadline deadline) {
  {
    const std::lock_guard lock(mutex_);
    known_.clear();
  }
  std::vector<std::string> strays;
  json::array after;
  while (true) {
    OpenSearchCall call{"POST", "/" + index_ + "/_search", json::serialize(listing_search(listing_page_length, after))};
    auto calling = door_.call(std::move(call), deadline);
    auto answer = co_await std::move(calling);
    if (!answer) co_return fail(std::move(answer.error()));
    auto hits = read_hits(answer->body);
    if (!hits) co_return fail(std::move(hits.error()));
    const bool is_last = hits->size() < listing_page_length;
    if (!hits->empty()) after = hits->back().sort;
    take_listed(*hits, strays);
    if (is_last || after.empty()) break;
  }
  auto deleting = delete_documents(std::move(strays), deadline);
  co_return co_await std::move(deleting);
}

Task<Result<void>> ProductSearchOpenSearch::refresh(Deadline deadline) {
  if (is_serverless()) co_return Result<void>();
  OpenSearchCall call{"POST", "/" + index_ + "/_refresh", ""};
  auto calling = door_.call(std::move(call), deadline);
  auto answer = co_await std::move(calling);
  if (!answer) co_return fail(std::move(answer.error()));
  co_return Result<void>();
}

Task<Result<std::vector<std::vector<Hit>>>> ProductSearchOpenSearch::multi_search(std::vector<json::object> searches,
                                                                                  Deadline deadline) {
  const std::size_t count = searches.size();
  if (count == 0) co_return std::vector<std::vector<Hit>>();
  OpenSearchCall call{"POST", "/_msearch", multi_search_body(index_, searches)};
  auto calling = door_.call(std::move(call), deadline);
  auto answer = co_await std::move(calling);
  if (!answer) co_return fail(std::move(answer.error()));
  co_return read_multi_search(answer->body, count);
}

void ProductSearchOpenSearch::take_names(const json::object& document) {
  const json::object* words = get_object(document, "words");
  for (const char* field : {"name", "brand"}) {
    const std::string text = words == nullptr ? "" : get_string(*words, field).value_or("");
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      names_.insert(text.substr(at, end - at));
      at = end + 1;
    }
  }
}

SearchQuery ProductSearchOpenSearch::understand(SearchQuery query) const {
  const std::lock_guard lock(mutex_);
  const KnownWord is_name = [this](const std::string& word) { return names_.contains(word); };
  return read_filters(std::move(query), is_name);
}

bool ProductSearchOpenSearch::is_gone(const std::string& document_id) const {
  const std::lock_guard lock(mutex_);
  return gone_.contains(document_id);
}

std::vector<ProductId> ProductSearchOpenSearch::take_candidates(const std::vector<Hit>& hits, Lists& lists) const {
  std::vector<ProductId> ids;
  for (const Hit& hit : hits) {
    auto read = read_document(hit.source);
    if (!read || is_gone(hit.document_id)) continue;
    ids.push_back(read->product.id);
    lists.candidates.put_candidate(std::move(read->product), read->fit);
  }
  return ids;
}

// Lighter fits and fillers are asked for only when the good ones are too few.
Task<Result<void>> ProductSearchOpenSearch::ask_by_fit(const SearchQuery& query, Lists& lists, Deadline deadline) {
  const auto limit = static_cast<std::size_t>(query.limit);
  const RankingSearch enough{lists.filter, ProductIndex::ranking_length + limit};
  std::vector<json::object> good{fit_search(enough, lists.wanted.labels, fit_min_of(FitLevel::good))};
  auto asking = multi_search(std::move(good), deadline);
  auto first = co_await std::move(asking);
  if (!first) co_return fail(std::move(first.error()));
  if (take_candidates(first->front(), lists).size() >= limit) co_return Result<void>();
  const RankingSearch more{lists.filter, ProductIndex::ranking_length + 2 * limit};
  std::vector<json::object> others{fit_search(more, lists.wanted.labels, fit_min_of(FitLevel::light)),
                                   filler_search(more)};
  auto asking_again = multi_search(std::move(others), deadline);
  auto second = co_await std::move(asking_again);
  if (!second) co_return fail(std::move(second.error()));
  for (const std::vector<Hit>& hits : *second) take_candidates(hits, lists);
  co_return Result<void>();
}

Task<Result<void>> ProductSearchOpenSearch::ask_by_words(const SearchQuery& query, Lists& lists, Deadline deadline) {
  const auto limit = static_cast<std::size_t>(query.limit);
  const RankingSearch ranking{lists.filter, ProductIndex::ranking_length};
  std::vector<std::string> texts{query.text};
  auto embedding = embedder_.embed(std::move(texts), deadline);
  auto vectors = co_await std::move(embedding);
  if (!vectors) co_return fail(std::move(vectors.error()));
  const bool has_vector = !is_zero(vectors->front());

  std::vector<json::object> searches{words_search(ranking, lists.wanted.words)};
  if (has_vector) searches.push_back(near_search(ranking, vectors->front()));
  for (std::size_t role = 0; role < role_count; ++role) {
    if (!lists.wanted.roles.test(role)) continue;
    searches.push_back(role_search(ranking, static_cast<Role>(role), lists.wanted.labels));
  }
  if (!lists.wanted.labels.empty()) {
    searches.push_back(fit_search(ranking, lists.wanted.labels, fit_min_of(FitLevel::light)));
  }
  auto asking = multi_search(std::move(searches), deadline);
  auto answers = co_await std::move(asking);
  if (!answers) co_return fail(std::move(answers.error()));
  if (has_vector) {
    std::erase_if((*answers)[1],
                  [this](const Hit& hit) { return cosine_of(hit.score, engine_) < ProductIndex::near_cosine_min; });
  }
  for (std::size_t i = 0; i < answers->size(); ++i) {
    std::vector<ProductId> ids = take_candidates((*answers)[i], lists);
    if (i == 0) lists.found.matching = std::move(ids);
    if (i == 1 && has_vector) lists.found.near = std::move(ids);
  }
  if (lists.candidates.size() >= limit) co_return Result<void>();
  const RankingSearch more{lists.filter, ProductIndex::ranking_length + 2 * limit};
  std::vector<json::object> fillers{filler_search(more)};
  auto asking_again = multi_search(std::move(fillers), deadline);
  auto others = co_await std::move(asking_again);
  if (!others) co_return fail(std::move(others.error()));
  take_candidates(others->front(), lists);
  co_return Result<void>();
}

Task<Result<std::vector<ScoredProduct>>> ProductSearchOpenSearch::search(SearchQuery query, Deadline deadline) {
  if (auto checked = check(query); !checked) co_return fail(std::move(checked.error()));
  query = understand(std::move(query));
  Lists lists;
  lists.wanted = lists.candidates.wanted(query);
  lists.filter = filter_query(query.filters);
  auto asking = lists.wanted.words_matter ? ask_by_words(query, lists, deadline) : ask_by_fit(query, lists, deadline);
  auto asked = co_await std::move(asking);
  if (!asked) co_return fail(std::move(asked.error()));
  co_return lists.candidates.rank(query, lists.found);
}

}  // namespace lumen::catalog
