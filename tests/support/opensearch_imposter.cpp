// SPDX-License-Identifier: Apache-2.0
#include "tests/support/opensearch_imposter.h"

#include <algorithm>
#include <sstream>

namespace lumen::test {
namespace {

ScriptedAnswer respond(int status, json::object body) {
  return {.status = status, .headers = {{"Content-Type", "application/json"}}, .body = json::serialize(body)};
}

json::object error_body(int status, const std::string& type) {
  const json::object cause{{"type", type}, {"reason", "as the imposter says"}};
  json::object error = cause;
  error["root_cause"] = json::array{cause};
  return {{"error", std::move(error)}, {"status", status}};
}

ScriptedAnswer refuse(int status, const std::string& type) { return respond(status, error_body(status, type)); }

std::vector<json::object> lines_of(const std::string& body) {
  if (body.empty() || body.back() != '\n') throw SearchFault("illegal_argument_exception");
  std::vector<json::object> lines;
  std::istringstream in(body);
  for (std::string line; std::getline(in, line);) lines.push_back(json::parse(line).as_object());
  return lines;
}

// `dynamic: strict`: every member has a mapping.
void check_members(const json::object& document, const json::object& fields) {
  for (const auto& [name, value] : document) {
    const json::value* field = fields.if_contains(name);
    if (field == nullptr) throw SearchFault("strict_dynamic_mapping_exception");
    const json::value* inner = field->as_object().if_contains("properties");
    if (inner != nullptr) check_members(value.as_object(), inner->as_object());
  }
}

bool comes_after(const json::array& sort, const json::array& after) {
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (sort[i] == after[i]) continue;
    if (sort[i].is_string()) return sort[i].as_string() > after[i].as_string();
    return sort[i].to_number<double>() > after[i].to_number<double>();
  }
  return false;
}

json::array sort_values(const json::object& document, const json::array& sort) {
  json::array values;
  for (const json::value& key : sort) values.push_back(*value_at(document, key.as_object().begin()->key()));
  return values;
}

json::object shown_source(const json::object& document, const json::object& search) {
  json::object source;
  for (const json::value& name : search.at("_source").as_object().at("includes").as_array()) {
    const std::string path(name.as_string());
    const json::value* value = value_at(document, path);
    if (value == nullptr) continue;
    const std::size_t dot = path.find('.');
    if (dot == std::string::npos) {
      source[path] = *value;
    } else {
      json::value& outer = source[path.substr(0, dot)];
      if (!outer.is_object()) outer.emplace_object();
      outer.get_object()[path.substr(dot + 1)] = *value;
    }
  }
  return source;
}

}  // namespace

OpenSearchImposter::OpenSearchImposter(OpenSearchKind kind, Transport transport) : kind_(kind), http_(transport) {
  http_.answer_by([this](const SeenRequest& request) { return answer(request); });
}

void OpenSearchImposter::refuse_row(const std::string& product_id, int status, const std::string& type) {
  const std::lock_guard lock(mutex_);
  refusals_.emplace(product_id, Refusal{status, type});
}

void OpenSearchImposter::fail_all(int status) {
  const std::lock_guard lock(mutex_);
  failing_ = status;
}

void OpenSearchImposter::want_authorization(std::string value) {
  const std::lock_guard lock(mutex_);
  authorization_ = std::move(value);
}

void OpenSearchImposter::show() {
  const std::lock_guard lock(mutex_);
  shown_ = written_;
}

void OpenSearchImposter::drop_index() {
  const std::lock_guard lock(mutex_);
  index_.clear();
  written_.clear();
  shown_.clear();
}

Documents OpenSearchImposter::documents() const {
  const std::lock_guard lock(mutex_);
  return written_;
}

ScriptedAnswer OpenSearchImposter::answer(const SeenRequest& request) {
  const std::lock_guard lock(mutex_);
  if (failing_ != 0) return refuse(failing_, "unavailable_shards_exception");
  if (!authorization_.empty() && request.header("Authorization") != authorization_) {
    return refuse(401, "security_exception");
  }
  const std::size_t question = std::min(request.target.find('?'), request.target.size());
  const std::string query = request.target.substr(question);
  if (is_serverless() && query.find("refresh") != std::string::npos) return refuse(400, "illegal_argument_exception");
  try {
    return route(request, request.target.substr(0, question), query);
  } catch (const SearchFault& fault) {
    return refuse(400, fault.what());
  } catch (const std::exception&) {
    return refuse(400, "parsing_exception");
  }
}

ScriptedAnswer OpenSearchImposter::route(const SeenRequest& request, const std::string& path,
                                         const std::string& query) {
  const std::string what = request.method + " " + path;
  if (what == "GET /" && !is_serverless()) {
    return respond(200, {{"version", json::object{{"number", version}, {"distribution", "opensearch"}}}});
  }
  if (what == "POST /_msearch") return multi_search(request);
  const std::string index = path.substr(1, path.find('/', 1) - 1);
  if (what == "PUT /" + index) return create(request);
  if (index_ != index || index_.empty()) return refuse(404, "index_not_found_exception");
  const std::string rest = path.substr(1 + index.size());
  if (rest == "/_mapping") return mapping(request);
  if (rest == "/_refresh" && !is_serverless()) return respond(200, {{"_shards", json::object{{"failed", 0}}}});
  if (rest == "/_search") return respond(200, search(json::parse(request.body).as_object()));
  if (rest == "/_bulk") return bulk(request);
  return refuse(404, "no_handler_" + query);
}

ScriptedAnswer OpenSearchImposter::create(const SeenRequest& request) {
  const std::string index = request.target.substr(1);
  if (index_ == index) return refuse(400, "resource_already_exists_exception");
  const json::object body = json::parse(request.body).as_object();
  if (body.at("settings").at("index").at("knn") != true) return refuse(400, "illegal_argument_exception");
  index_ = index;
  mappings_ = body.at("mappings").as_object();
  return respond(200, {{"acknowledged", true}, {"shards_acknowledged", true}, {"index", index}});
}

ScriptedAnswer OpenSearchImposter::mapping(const SeenRequest& request) {
  if (request.method == "GET") return respond(200, {{index_, json::object{{"mappings", mappings_}}}});
  json::object& fields = mappings_.at("properties").as_object();
  const json::value body = json::parse(request.body);
  for (const auto& [name, field] : body.at("properties").as_object()) {
    const json::value* there = fields.if_contains(name);
    if (there != nullptr && *there != field) return refuse(400, "illegal_argument_exception");
    fields[name] = field;
  }
  return respond(200, {{"acknowledged", true}});
}

void OpenSearchImposter::check_document(const json::object& document) const {
  const json::object& fields = mappings_.at("properties").as_object();
  check_members(document, fields);
  const json::value* vector = document.if_contains("embedding");
  if (vector == nullptr) return;
  const json::array& values = vector->as_array();
  const bool fits = fields.at("embedding").at("dimension").to_number<std::size_t>() == values.size();
  const bool empty = std::all_of(values.begin(), values.end(), [](const json::value& v) {
    return v.to_number<double>() == 0;
  });
  if (!fits || empty) throw SearchFault("mapper_parsing_exception");
}

json::object OpenSearchImposter::index_row(const json::object& target, const json::object& document) {
  const auto refuse_with = [](int status, const std::string& type) {
    return json::object{{"status", status}, {"error", json::object{{"type", type}, {"reason", "said the imposter"}}}};
  };
  if (is_serverless() && target.contains("_id")) return refuse_with(400, "illegal_argument_exception");
  const std::string product(document.at("product_id").as_string());
  if (const auto refusal = refusals_.find(product); refusal != refusals_.end()) {
    const Refusal told = refusal->second;
    refusals_.erase(refusal);
    return refuse_with(told.status, told.type);
  }
  try {
    check_document(document);
  } catch (const SearchFault& fault) {
    return refuse_with(400, fault.what());
  }
  const std::string id = is_serverless() ? "made-" + std::to_string(next_id_++) : std::string(target.at("_id").as_string());
  written_[id] = document;
  return {{"_index", index_}, {"_id", id}, {"status", 201}, {"result", "created"}};
}

json::object OpenSearchImposter::bulk_row(const json::object& action, const json::object* document) {
  const json::object& target = action.begin()->value().as_object();
  if (document != nullptr) return {{"index", index_row(target, *document)}};
  const std::string id(target.at("_id").as_string());
  const bool there = written_.erase(id) > 0;
  return {{"delete", json::object{{"_id", id}, {"status", there ? 200 : 404}, {"result", there ? "deleted" : "not_found"}}}};
}

ScriptedAnswer OpenSearchImposter::bulk(const SeenRequest& request) {
  json::array items;
  const std::vector<json::object> lines = lines_of(request.body);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string action(lines[i].begin()->key());
    if (action != "index" && action != "delete") return refuse(400, "illegal_argument_exception");
    const json::object* document = action == "index" ? &lines.at(i + 1) : nullptr;
    items.push_back(bulk_row(lines[i], document));
    if (document != nullptr) ++i;
  }
  if (kind_ != OpenSearchKind::serverless_delayed) shown_ = written_;
  return respond(200, {{"took", 1}, {"errors", true}, {"items", std::move(items)}});
}

json::object OpenSearchImposter::search(const json::object& body) const {
  const json::object& method = mappings_.at("properties").at("embedding").at("method").as_object();
  std::vector<FoundDocument> found =
      run_query(shown_, body.at("query").as_object(), std::string(method.at("space_type").as_string()));
  const json::value* sort = body.if_contains("sort");
  if (sort != nullptr) {
    const auto key = [&](const FoundDocument& one) { return sort_values(shown_.at(one.id), sort->as_array()); };
    std::stable_sort(found.begin(), found.end(),
                     [&](const FoundDocument& a, const FoundDocument& b) { return comes_after(key(b), key(a)); });
    if (const json::value* after = body.if_contains("search_after")) {
      std::erase_if(found, [&](const FoundDocument& one) { return !comes_after(key(one), after->as_array()); });
    }
  }
  const auto size = body.at("size").to_number<std::size_t>();
  json::array hits;
  for (const FoundDocument& one : found) {
    if (hits.size() == size) break;
    json::object hit{{"_index", index_}, {"_id", one.id}, {"_score", one.score}};
    hit["_source"] = shown_source(shown_.at(one.id), body);
    if (sort != nullptr) hit["sort"] = sort_values(shown_.at(one.id), sort->as_array());
    hits.push_back(std::move(hit));
  }
  return {{"took", 1},
          {"timed_out", false},
          {"_shards", json::object{{"total", 1}, {"successful", 1}, {"skipped", 0}, {"failed", 0}}},
          {"hits", json::object{{"max_score", nullptr}, {"hits", std::move(hits)}}},
          {"status", 200}};
}

ScriptedAnswer OpenSearchImposter::multi_search(const SeenRequest& request) {
  json::array responses;
  const std::vector<json::object> lines = lines_of(request.body);
  for (std::size_t i = 0; i + 1 < lines.size(); i += 2) {
    if (index_.empty() || lines[i].at("index").as_string() != index_) {
      responses.push_back(error_body(404, "index_not_found_exception"));
      continue;
    }
    try {
      responses.push_back(search(lines[i + 1]));
    } catch (const SearchFault& fault) {
      responses.push_back(error_body(400, fault.what()));
    }
  }
  return respond(200, {{"took", 1}, {"responses", std::move(responses)}});
}

}  // namespace lumen::test
