// SPDX-License-Identifier: Apache-2.0
#include "aws/signed_remote.h"

#include <algorithm>
#include <utility>

#include "aws/clock_skew.h"
#include "aws/remote_failure.h"

namespace lumen::aws {
namespace {

http::RemotePolicy policy_of(const SignedRemoteOptions& options) {
  http::RemotePolicy policy;
  policy.attempt_time_max = options.attempt_time_max;
  policy.retry.attempts_max = attempts_ceiling(options.attempts_max);
  policy.retry.pause_first = options.pause_first;
  policy.retry.pause_max = options.pause_max;
  policy.retry.attempts_for = [all = options.attempts_max](const Error& error) { return attempts_for(error, all); };
  return policy;
}

}  // namespace

SignedRemote::SignedRemote(std::string name, ServiceEndpoint endpoint, AwsAccess access, SignedRemoteOptions options,
                           http::RemoteTools tools)
    : endpoint_(std::move(endpoint)),
      access_(std::move(access)),
      client_(tools.client),
      clock_(tools.clock),
      signer_(endpoint_.region, endpoint_.signing_name),
      remote_(std::move(name), policy_of(options), tools) {}

Task<Result<http::HttpAnswer>> SignedRemote::call(ServiceCall call, http::Remote::Judge judge, Deadline deadline) {
  const std::int64_t skew_before_s = skew_s_;
  auto first = call_once(call, judge, deadline);
  auto answer = co_await std::move(first);
  if (answer || skew_s_ == skew_before_s || deadline.expired()) co_return answer;
  auto second = call_once(call, judge, deadline);
  auto again = co_await std::move(second);
  co_return again;
}

Task<Result<http::HttpAnswer>> SignedRemote::send_once(ServiceCall call, Deadline deadline) {
  auto making = make_request(call, deadline);
  auto request = co_await std::move(making);
  if (!request) co_return fail(std::move(request.error()));
  auto sending = client_.send(std::move(*request), deadline);
  auto answer = co_await std::move(sending);
  co_return answer;
}

Task<Result<http::HttpAnswer>> SignedRemote::call_once(const ServiceCall& call, const http::Remote::Judge& judge,
                                                       Deadline deadline) {
  auto making = make_request(call, deadline);
  auto request = co_await std::move(making);
  if (!request) co_return fail(std::move(request.error()));
  http::Remote::Judge whole = [this, &judge, &call](const http::HttpAnswer& answer) -> Result<void> {
    const bool is_understood =
        std::find(call.understood.begin(), call.understood.end(), answer.status) != call.understood.end();
    if (is_understood) return judge(answer);
    if (auto good = judge_answer(answer); !good) {
      if (const auto skew_s = skew_behind(answer, clock_.now_s())) skew_s_ = *skew_s;
      return good;
    }
    return judge(answer);
  };
  auto calling = remote_.call(std::move(*request), std::move(whole), deadline);
  auto answer = co_await std::move(calling);
  co_return answer;
}

Task<Result<http::HttpRequest>> SignedRemote::make_request(const ServiceCall& call, Deadline deadline) {
  http::HttpRequest request;
  request.method = call.method;
  request.url = endpoint_.origin + endpoint_.path_prefix + call.path;
  request.headers = call.headers;
  request.answer_bytes_max = call.answer_bytes_max;
  if (!call.body.empty()) {
    request.headers.add("Content-Type", "application/json");
    request.body = http::make_body(call.body);
  }
  if (!access_.bearer_token.empty()) {
    request.headers.add("Authorization", "Bearer " + access_.bearer_token);
    co_return request;
  }
  auto getting = access_.credentials->get(deadline);
  auto credentials = co_await std::move(getting);
  if (!credentials) co_return fail(std::move(credentials.error()));
  sign(request, call, *credentials);
  co_return request;
}

void SignedRemote::sign(http::HttpRequest& request, const ServiceCall& call, const Credentials& credentials) {
  const std::string target = endpoint_.path_prefix + call.path;
  const SigningRequest what{call.method, endpoint_.host, target, request.headers.all(), hash_payload(call.body)};
  for (Header& header : signer_.sign(what, credentials, clock_.now_s() + skew_s_)) {
    request.headers.add(std::move(header.first), std::move(header.second));
  }
}

}  // namespace lumen::aws
