// SPDX-License-Identifier: Apache-2.0
#include "catalog/opensearch_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/json.h"
#include "http/remote.h"
#include "http/remote_error.h"

namespace lumen::catalog {
namespace {

constexpr std::size_t type_bytes_max = 80;

Error bad_answer(std::string_view what) {
  return http::remote_error("remote_bad_answer", "OpenSearch: " + std::string(what));
}

// "mapper_parsing_exception"; nothing that a document could have brought in.
std::string clean_type(std::string_view text) {
  if (text.size() > type_bytes_max) return {};
  const bool plain = std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
  return plain ? std::string(text) : std::string();
}

std::string error_type(const json::object& body) {
  const json::object* error = get_object(body, "error");
  // Serverless has it outside when the gate in front refuses.
  return clean_type(get_string(error == nullptr ? body : *error, "type").value_or(""));
}

Result<void> check_whole(const json::object& answer) {
  if (get_bool(answer, "timed_out").value_or(false)) return fail(http::remote_error("remote_failed", "timed_out"));
  const json::object* shards = get_object(answer, "_shards");
  const std::int64_t failed = shards == nullptr ? 0 : get_integer(*shards, "failed").value_or(0);
  if (failed == 0) return {};
  return fail(http::remote_error("remote_failed", fmt::format("{} shards failed", failed)));
}

std::vector<int> numbers_of(std::string_view version) {
  std::vector<int> numbers;
  while (!version.empty()) {
    int number = 0;
    const auto [end, failure] = std::from_chars(version.data(), version.data() + version.size(), number);
    if (failure != std::errc()) break;
    numbers.push_back(number);
    version.remove_prefix(static_cast<std::size_t>(end - version.data()));
    if (version.empty() || version.front() != '.') break;
    version.remove_prefix(1);
  }
  return numbers;
}

}  // namespace

Error failure_of(int status, const json::value& body) {
  const std::string type = body.is_object() ? error_type(body.get_object()) : std::string();
  std::string detail = fmt::format("status {}{}{}", status, type.empty() ? "" : " ", type);
  if (status == 429) return http::remote_throttled(std::move(detail));
  if (status >= 500) return http::remote_error("remote_failed", std::move(detail));
  if (type == "index_not_found_exception") return http::remote_error("remote_index_missing", std::move(detail));
  return http::remote_error("remote_refused", std::move(detail));
}

Result<void> judge_opensearch(const http::HttpAnswer& answer) {
  auto by_status = http::judge_status(answer);
  if (by_status) return by_status;
  const auto body = parse_json(answer.body, {.bytes_max = 256 * 1024, .depth_max = 64});
  Error error = failure_of(answer.status, body ? *body : json::value());
  error.retry_after_s = by_status.error().retry_after_s;
  return fail(std::move(error));
}

Result<std::vector<Hit>> read_hits(const json::value& search_answer) {
  const json::object* answer = search_answer.if_object();
  if (answer == nullptr) return fail(bad_answer("no search answer"));
  if (auto whole = check_whole(*answer); !whole) return fail(whole.error());
  const json::object* outer = get_object(*answer, "hits");
  const json::array* list = outer == nullptr ? nullptr : get_array(*outer, "hits");
  if (list == nullptr) return fail(bad_answer("a search answer without hits"));
  std::vector<Hit> hits;
  hits.reserve(list->size());
  for (const json::value& one : *list) {
    const json::object* object = one.if_object();
    const json::object* source = object == nullptr ? nullptr : get_object(*object, "_source");
    auto id = object == nullptr ? std::nullopt : get_string(*object, "_id");
    if (source == nullptr || !id) return fail(bad_answer("a hit without _id or _source"));
    Hit hit{std::move(*id), get_number(*object, "_score").value_or(0), *source, {}};
    if (const json::array* sort = get_array(*object, "sort")) hit.sort = *sort;
    hits.push_back(std::move(hit));
  }
  return hits;
}

Result<std::vector<std::vector<Hit>>> read_multi_search(const json::value& answer, std::size_t searches) {
  const json::object* object = answer.if_object();
  const json::array* responses = object == nullptr ? nullptr : get_array(*object, "responses");
  if (responses == nullptr || responses->size() != searches) return fail(bad_answer("no answer for each search"));
  std::vector<std::vector<Hit>> lists;
  for (const json::value& one : *responses) {
    const json::object* response = one.if_object();
    if (response == nullptr) return fail(bad_answer("a search answer that is no object"));
    const auto status = get_integer(*response, "status").value_or(200);
    if (status >= 300 || response->contains("error")) return fail(failure_of(static_cast<int>(status), one));
    auto hits = read_hits(one);
    if (!hits) return fail(hits.error());
    lists.push_back(std::move(*hits));
  }
  return lists;
}

// https://docs.opensearch.org/latest/field-types/supported-field-types/knn-spaces/
double cosine_of(double score, VectorEngine engine) {
  if (engine == VectorEngine::lucene) return 2 * score - 1;
  if (score >= 1) return score - 1;
  return score > 0 ? 1 - 1 / score : -1;
}

Result<std::vector<BulkItem>> read_bulk(const json::value& answer, std::size_t items) {
  const json::object* object = answer.if_object();
  const json::array* list = object == nullptr ? nullptr : get_array(*object, "items");
  if (list == nullptr || list->size() != items) return fail(bad_answer("no outcome for each row"));
  std::vector<BulkItem> read;
  read.reserve(items);
  for (const json::value& one : *list) {
    const json::object* outer = one.if_object();
    const json::object* outcome =
        outer == nullptr || outer->size() != 1 ? nullptr : outer->begin()->value().if_object();
    if (outcome == nullptr || !get_integer(*outcome, "status")) return fail(bad_answer("a row's outcome is no object"));
    BulkItem item;
    item.document_id = get_string(*outcome, "_id").value_or("");
    item.status = static_cast<int>(*get_integer(*outcome, "status"));
    const bool gone_already = outer->begin()->key() == "delete" && item.status == 404;
    if (!gone_already && (item.status >= 300 || outcome->contains("error"))) {
      item.error_type = error_type(*outcome);
      if (item.error_type.empty()) item.error_type = "unknown";
    }
    read.push_back(std::move(item));
  }
  return read;
}

Result<VectorEngine> engine_for_server(const json::value& answer) {
  const json::object* object = answer.if_object();
  const json::object* version = object == nullptr ? nullptr : get_object(*object, "version");
  if (version == nullptr || get_string(*version, "distribution") != "opensearch") {
    return fail(http::remote_error("remote_refused", "the server does not say that it is OpenSearch"));
  }
  const std::string number = get_string(*version, "number").value_or("");
  const std::vector<int> parts = numbers_of(number);
  if (parts >= std::vector<int>{2, 11}) return VectorEngine::lucene;
  if (parts >= std::vector<int>{2, 9}) return VectorEngine::faiss;
  return fail(http::remote_error("remote_refused", "OpenSearch 2.9 or newer is wanted, the server is an older one"));
}

Result<VectorEngine> check_index(const json::value& answer, const std::string& index, std::size_t dimensions) {
  const json::object* object = answer.if_object();
  const json::object* one = object == nullptr || object->empty() ? nullptr : object->begin()->value().if_object();
  const json::object* mappings = one == nullptr ? nullptr : get_object(*one, "mappings");
  const json::object* fields = mappings == nullptr ? nullptr : get_object(*mappings, "properties");
  const json::object* vector = fields == nullptr ? nullptr : get_object(*fields, "embedding");
  const auto mismatch = [](std::string detail) {
    return fail(http::remote_error("index_mismatch", std::move(detail)));
  };
  if (vector == nullptr || fields->find("fingerprint") == fields->end()) {
    return mismatch("the index " + index + " was not made by Lumen: name another one");
  }
  const auto there = get_integer(*vector, "dimension").value_or(0);
  if (std::cmp_equal(there, dimensions)) {
    const json::object* method = get_object(*vector, "method");
    const bool lucene = method != nullptr && get_string(*method, "engine") == "lucene";
    return lucene ? VectorEngine::lucene : VectorEngine::faiss;
  }
  return mismatch(fmt::format("the index {} holds vectors of {} dimensions and the embedder makes {}: name another one",
                              index, there, dimensions));
}

}  // namespace lumen::catalog
