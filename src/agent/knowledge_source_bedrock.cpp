// SPDX-License-Identifier: Apache-2.0
#include "agent/knowledge_source_bedrock.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "agent/bedrock_reference.h"
#include "agent/bedrock_turn.h"
#include "base/crypto.h"
#include "base/encoding.h"
#include "http/remote_error.h"

namespace lumen::agent {
namespace {

// Follows from what is said and where.
std::string id_of(const std::string& place, const std::string& text) {
  return "kb-" + hex_encode(sha256(as_bytes(place + "\n" + text))).substr(0, 16);
}

std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

Result<void> check_question(const std::string& query, int limit) {
  if (limit < 1 || limit > KnowledgeSource::passages_max) {
    return fail(invalid("bad_limit", "Ask for 1 to 20 passages."));
  }
  if (!is_utf8(query) || characters_of(query) > KnowledgeSource::query_characters_max) {
    return fail(invalid("bad_query", "A question to the knowledge base has at most 1,000 characters."));
  }
  return {};
}

Result<std::optional<FoundPassage>> read_result(const json::value& value) {
  const json::object* result = value.if_object();
  if (result == nullptr) return fail(bad_answer("retrieve: a result that is no object"));
  const json::object* content = get_object(*result, "content");
  std::string text = content == nullptr ? std::string() : get_string(*content, "text").value_or("");
  if (trim(text).empty()) return std::nullopt;
  text = cut(std::move(text), passage_bytes_max);
  FoundPassage passage;
  passage.id = id_of(place_of_reference(*result), text);
  passage.text = std::move(text);
  passage.citation = citation_of_reference(*result);
  passage.score = get_number(*result, "score").value_or(0);
  return passage;
}

}  // namespace

BedrockKnowledge::BedrockKnowledge(std::string knowledge_base_id, aws::ServiceEndpoint endpoint, aws::AwsAccess access,
                                   aws::SignedRemoteOptions remote, http::RemoteTools tools)
    : knowledge_base_id_(std::move(knowledge_base_id)),
      remote_("knowledge_bedrock", std::move(endpoint), std::move(access), remote, tools) {}

std::string BedrockKnowledge::describe() const {
  return "bedrock knowledge base " + knowledge_base_id_ + " in " + remote_.endpoint().region;
}

Task<Result<std::vector<FoundPassage>>> BedrockKnowledge::retrieve(std::string query, int limit, Deadline deadline) {
  if (auto good = check_question(query, limit); !good) co_return fail(std::move(good.error()));
  if (deadline.expired()) co_return fail(http::remote_timed_out("no time is left to ask the knowledge base"));
  aws::ServiceCall call;
  call.path = retrieve_path(knowledge_base_id_);
  call.headers.add("Accept", "application/json");
  call.body = json::serialize(retrieve_request(query, limit));
  call.answer_bytes_max = retrieve_answer_bytes_max;
  Result<std::vector<FoundPassage>> passages;
  http::Remote::Judge judge = [&passages, limit](const http::HttpAnswer& answer) -> Result<void> {
    passages = read_retrieve_answer(answer.body, limit);
    if (!passages) return fail(passages.error());
    return {};
  };
  auto calling = remote_.call(std::move(call), std::move(judge), deadline);
  auto answer = co_await std::move(calling);
  if (!answer) co_return fail(std::move(answer.error()));
  co_return passages;
}

std::string retrieve_path(const std::string& knowledge_base_id) {
  return "/knowledgebases/" + percent_encode(knowledge_base_id) + "/retrieve";
}

json::object retrieve_request(std::string_view query, int limit) {
  json::object search{{"numberOfResults", limit}};
  return {{"retrievalQuery", json::object{{"text", query}}},
          {"retrievalConfiguration", json::object{{"vectorSearchConfiguration", std::move(search)}}}};
}

Result<std::vector<FoundPassage>> read_retrieve_answer(std::string_view body, int limit) {
  const auto answer = read_object(body, retrieve_answer_bytes_max, "retrieve: no JSON object");
  if (!answer) return fail(answer.error());
  const json::array* results = get_array(*answer, "retrievalResults");
  if (results == nullptr) return fail(bad_answer("retrieve: no retrievalResults"));
  std::vector<FoundPassage> passages;
  for (const json::value& value : *results) {
    auto passage = read_result(value);
    if (!passage) return fail(std::move(passage.error()));
    if (!*passage) continue;
    const auto same = [&](const FoundPassage& other) { return other.id == (*passage)->id; };
    if (std::none_of(passages.begin(), passages.end(), same)) passages.push_back(std::move(**passage));
  }
  std::stable_sort(passages.begin(), passages.end(),
                   [](const FoundPassage& a, const FoundPassage& b) { return a.score > b.score; });
  if (passages.size() > static_cast<std::size_t>(limit)) passages.resize(static_cast<std::size_t>(limit));
  return passages;
}

}  // namespace lumen::agent
