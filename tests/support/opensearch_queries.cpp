// SPDX-License-Identifier: Apache-2.0
#include "tests/support/opensearch_queries.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>
#include <sstream>

namespace lumen::test {
namespace {

std::vector<std::string> words_of(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

double number_of(const json::value& value) { return value.to_number<double>(); }

bool holds(const json::value* value, const json::value& wanted) {
  if (value == nullptr) return false;
  if (!value->is_array()) return *value == wanted;
  const json::array& list = value->get_array();
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

class Evaluator {
 public:
  explicit Evaluator(const Documents& documents) : documents_(documents) {}

  // The score of a document that matches.
  std::optional<double> score(const json::object& query, const json::object& document) const {
    if (query.size() != 1) throw SearchFault("parsing_exception");
    const std::string kind(query.begin()->key());
    const json::object& body = query.begin()->value().as_object();
    if (kind == "match_all") return 1;
    if (kind == "term") return when(holds(value_at(document, body.begin()->key()), body.begin()->value()));
    if (kind == "terms") return when(any_of(body, document));
    if (kind == "range") return when(in_range(body, document));
    if (kind == "bool") return both(body, document);
    if (kind == "match_phrase") return when(has_phrase(body, document));
    if (kind == "multi_match") return matched(body, document);
    if (kind == "function_score") return by_functions(body, document);
    throw SearchFault("parsing_exception");
  }

 private:
  static std::optional<double> when(bool good) { return good ? std::optional<double>(0) : std::nullopt; }

  static bool any_of(const json::object& body, const json::object& document) {
    const json::value* value = value_at(document, body.begin()->key());
    const json::array& wanted = body.begin()->value().as_array();
    return std::any_of(wanted.begin(), wanted.end(), [&](const json::value& one) { return holds(value, one); });
  }

  // Within one value of a field that has several.
  static bool has_phrase(const json::object& body, const json::object& document) {
    const json::value* value = value_at(document, body.begin()->key());
    const auto wanted = words_of(std::string_view(body.begin()->value().as_string()));
    for (const json::value& one : value == nullptr ? json::array() : value->as_array()) {
      const auto words = words_of(std::string_view(one.as_string()));
      if (std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end()) return true;
    }
    return false;
  }

  static bool in_range(const json::object& body, const json::object& document) {
    const json::value* value = value_at(document, body.begin()->key());
    if (value == nullptr) return false;
    for (const auto& [bound, limit] : body.begin()->value().as_object()) {
      const double difference = number_of(*value) - number_of(limit);
      if (bound == "lte" ? difference > 0 : bound == "gte" ? difference < 0 : throw SearchFault("parsing_exception")) {
        return false;
      }
    }
    return true;
  }

  std::optional<double> both(const json::object& body, const json::object& document) const {
    double sum = 0;
    for (const auto& [clause, list] : body) {
      if (clause == "minimum_should_match") continue;
      bool one_should = clause != "should";
      for (const json::value& one : list.as_array()) {
        const auto score_of_one = score(one.as_object(), document);
        if (clause == "should") {
          one_should = one_should || score_of_one.has_value();
        } else if (clause == "must_not" ? score_of_one.has_value() : !score_of_one.has_value()) {
          return std::nullopt;
        }
        if (clause == "must") sum += *score_of_one;
        if (clause != "must" && clause != "filter" && clause != "must_not" && clause != "should") {
          throw SearchFault("parsing_exception");
        }
      }
      if (!one_should) return std::nullopt;
    }
    return sum;
  }

  struct FieldFacts {
    double length_mean = 0;
    std::map<std::string, double> documents_with;
  };

  FieldFacts facts_of(const std::string& field) const {
    FieldFacts facts;
    for (const auto& [id, document] : documents_) {
      const json::value* text = value_at(document, field);
      const auto words = words_of(text == nullptr ? "" : std::string_view(text->as_string()));
      facts.length_mean += static_cast<double>(words.size()) / static_cast<double>(documents_.size());
      for (const std::string& word : std::set<std::string>(words.begin(), words.end())) facts.documents_with[word] += 1;
    }
    return facts;
  }

  std::optional<double> matched(const json::object& body, const json::object& document) const {
    if (body.at("type") != "most_fields") throw SearchFault("parsing_exception");
    std::optional<double> sum;
    for (const json::value& named : body.at("fields").as_array()) {
      const std::string text(named.as_string());
      const std::string field = text.substr(0, text.find('^'));
      const double boost = field.size() == text.size() ? 1 : std::strtod(text.c_str() + field.size() + 1, nullptr);
      const json::value* value = value_at(document, field);
      if (value == nullptr) continue;
      const FieldFacts facts = facts_of(field);
      const auto own = words_of(std::string_view(value->as_string()));
      for (const std::string& word : words_of(std::string_view(body.at("query").as_string()))) {
        const auto times = static_cast<double>(std::count(own.begin(), own.end(), word));
        if (times == 0) continue;
        const double with = facts.documents_with.at(word);
        const double rarity = std::log(1 + (static_cast<double>(documents_.size()) - with + 0.5) / (with + 0.5));
        const double length = static_cast<double>(own.size()) / facts.length_mean;
        sum = sum.value_or(0) + boost * rarity * times / (times + 1.2 * (0.25 + 0.75 * length));
      }
    }
    return sum;
  }

  std::optional<double> by_functions(const json::object& body, const json::object& document) const {
    const auto own = score(body.at("query").as_object(), document);
    if (!own) return std::nullopt;
    const std::string mode(body.contains("score_mode") ? body.at("score_mode").as_string() : "multiply");
    double sum = 0;
    double weights = 0;
    for (const json::value& one : body.at("functions").as_array()) {
      const json::object& function = one.as_object();
      const double weight = function.contains("weight") ? number_of(function.at("weight")) : 1;
      sum += weight * value_of(function, document);
      weights += weight;
    }
    if (mode == "avg") sum /= weights;
    if (mode == "multiply" && body.at("functions").as_array().size() != 1) throw SearchFault("parsing_exception");
    const auto& boost_mode = body.at("boost_mode").as_string();
    const double result = boost_mode == "replace" ? sum : *own * sum;
    if (const json::value* low = body.if_contains("min_score"); low != nullptr && result < number_of(*low)) {
      return std::nullopt;
    }
    return result;
  }

  static double value_of(const json::object& function, const json::object& document) {
    const json::value* factor = function.if_contains("field_value_factor");
    if (factor == nullptr) return 1;
    const json::object& body = factor->as_object();
    const json::value* value = value_at(document, body.at("field").as_string());
    // Kept as a float, as the mapping says.
    return static_cast<double>(static_cast<float>(number_of(value == nullptr ? body.at("missing") : *value)));
  }

  const Documents& documents_;
};

double vector_score(const json::array& query, const json::array& vector, const std::string& space) {
  double dot = 0;
  double query_square = 0;
  double square = 0;
  for (std::size_t i = 0; i < query.size(); ++i) {
    dot += number_of(query[i]) * number_of(vector[i]);
    query_square += number_of(query[i]) * number_of(query[i]);
    square += number_of(vector[i]) * number_of(vector[i]);
  }
  if (space == "innerproduct") return dot > 0 ? dot + 1 : 1 / (1 - dot);
  if (query_square == 0) throw SearchFault("search_phase_execution_exception");
  return (1 + dot / std::sqrt(query_square * square)) / 2;
}

std::vector<FoundDocument> nearest(const Documents& documents, const json::object& body, const std::string& space) {
  if (body.size() != 1) throw SearchFault("parsing_exception");
  const std::string field(body.begin()->key());
  const json::object& near = body.begin()->value().as_object();
  std::vector<FoundDocument> found;
  for (const auto& [id, document] : documents) {
    const json::value* vector = value_at(document, field);
    if (vector == nullptr) continue;
    const json::value* filter = near.if_contains("filter");
    if (filter != nullptr && !Evaluator(documents).score(filter->as_object(), document)) continue;
    const json::array& wanted = near.at("vector").as_array();
    if (wanted.size() != vector->as_array().size()) throw SearchFault("search_phase_execution_exception");
    found.push_back({id, vector_score(wanted, vector->as_array(), space)});
  }
  return found;
}

}  // namespace

const json::value* value_at(const json::object& document, std::string_view path) {
  const json::object* object = &document;
  while (true) {
    const std::size_t dot = path.find('.');
    const json::value* value = object->if_contains(path.substr(0, dot));
    if (value == nullptr || dot == std::string_view::npos) return value;
    object = value->if_object();
    if (object == nullptr) return nullptr;
    path.remove_prefix(dot + 1);
  }
}

std::vector<FoundDocument> run_query(const Documents& documents, const json::object& query, const std::string& space) {
  std::vector<FoundDocument> found;
  const json::value* knn = query.if_contains("knn");
  if (knn != nullptr) {
    found = nearest(documents, knn->as_object(), space);
  } else {
    const Evaluator evaluator(documents);
    for (const auto& [id, document] : documents) {
      if (const auto score = evaluator.score(query, document)) found.push_back({id, *score});
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const FoundDocument& a, const FoundDocument& b) { return a.score > b.score; });
  if (knn != nullptr) {
    const auto k = static_cast<std::size_t>(knn->as_object().begin()->value().as_object().at("k").to_number<int>());
    if (found.size() > k) found.resize(k);
  }
  return found;
}

}  // namespace lumen::test
