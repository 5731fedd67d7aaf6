// SPDX-License-Identifier: Apache-2.0
#include "catalog/opensearch_door.h"

#include <algorithm>
#include <utility>

#include "base/encoding.h"
#include "base/json.h"
#include "catalog/opensearch_answer.h"
#include "http/remote_error.h"

namespace lumen::catalog {
namespace {

constexpr const char* remote_name = "opensearch";
constexpr std::size_t depth_max = 64;

http::Remote::Judge judge_with(std::vector<int> understood) {
  return [understood = std::move(understood)](const http::HttpAnswer& answer) -> Result<void> {
    if (std::find(understood.begin(), understood.end(), answer.status) != understood.end()) return {};
    return judge_opensearch(answer);
  };
}

}  // namespace

OpenSearchDoor::OpenSearchDoor(OpenSearchPlace place, http::RemoteTools tools) : place_(std::move(place)) {
  if (place_.aws) {
    aws::SignedRemoteOptions options;
    options.pause_first = std::chrono::milliseconds(200);
    aws::AwsAccess access;
    access.credentials = place_.credentials;
    signed_ = std::make_unique<aws::SignedRemote>(remote_name, *place_.aws, std::move(access), options, tools);
    return;
  }
  http::RemotePolicy policy;
  policy.attempt_time_max = std::chrono::milliseconds(60'000);
  remote_ = std::make_unique<http::Remote>(remote_name, policy, tools);
  if (!place_.user.empty()) authorization_ = "Basic " + base64_encode(as_bytes(place_.user + ":" + place_.password));
}

Task<Result<OpenSearchAnswer>> OpenSearchDoor::call(OpenSearchCall call, Deadline deadline) {
  auto sending = send(std::move(call), deadline);
  auto answer = co_await std::move(sending);
  if (!answer) co_return fail(std::move(answer.error()));
  OpenSearchAnswer read{answer->status, {}};
  auto body = parse_json(answer->body, {.bytes_max = answer_bytes_max, .depth_max = depth_max});
  if (!body) co_return fail(http::remote_error("remote_bad_answer", "OpenSearch: " + body.error().code));
  read.body = std::move(*body);
  co_return read;
}

Task<Result<http::HttpAnswer>> OpenSearchDoor::send(OpenSearchCall call, Deadline deadline) {
  http::Remote::Judge judge = judge_with(call.understood);
  if (signed_ != nullptr) {
    aws::ServiceCall what;
    what.method = std::move(call.method);
    what.path = std::move(call.path);
    what.body = std::move(call.body);
    what.answer_bytes_max = answer_bytes_max;
    what.understood = std::move(call.understood);
    auto calling = signed_->call(std::move(what), std::move(judge), deadline);
    auto answer = co_await std::move(calling);
    co_return answer;
  }
  http::HttpRequest request;
  request.method = std::move(call.method);
  request.url = place_.url + call.path;
  request.answer_bytes_max = answer_bytes_max;
  if (!authorization_.empty()) request.headers.add("Authorization", authorization_);
  if (!call.body.empty()) {
    request.headers.add("Content-Type", "application/json");
    request.body = http::make_body(call.body);
  }
  auto calling = remote_->call(std::move(request), std::move(judge), deadline);
  auto answer = co_await std::move(calling);
  co_return answer;
}

}  // namespace lumen::catalog
