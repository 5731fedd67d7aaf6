// SPDX-License-Identifier: Apache-2.0
#include "aws/remote_failure.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "base/json.h"
#include "http/remote_error.h"

namespace lumen::aws {
namespace {

constexpr std::size_t name_bytes_max = 64;
constexpr int not_ready_attempts_max = 5;
constexpr int fault_attempts_max = 2;

enum class Meaning : std::uint8_t { throttled, not_ready, failed, fault, timed_out, refused };

struct Named {
  std::string_view name;
  Meaning meaning;
};
// Names as in the services' models. Refusals are here so that none of them is taken for what its status says.
constexpr std::array<Named, 21> meanings{{
    {"ThrottlingException", Meaning::throttled},
    {"TooManyRequestsException", Meaning::throttled},
    {"LimitExceededException", Meaning::throttled},
    {"ModelNotReadyException", Meaning::not_ready},
    {"ServiceUnavailableException", Meaning::failed},
    {"InternalServerException", Meaning::failed},
    {"InternalFailure", Meaning::failed},
    {"DependencyFailedException", Meaning::failed},
    {"BadGatewayException", Meaning::failed},
    {"ModelErrorException", Meaning::fault},
    {"ModelStreamErrorException", Meaning::fault},
    {"ModelTimeoutException", Meaning::timed_out},
    {"ServiceQuotaExceededException", Meaning::refused},
    {"ValidationException", Meaning::refused},
    {"AccessDeniedException", Meaning::refused},
    {"ResourceNotFoundException", Meaning::refused},
    {"UnrecognizedClientException", Meaning::refused},
    {"InvalidSignatureException", Meaning::refused},
    {"IncompleteSignatureException", Meaning::refused},
    {"MissingAuthenticationTokenException", Meaning::refused},
    {"ExpiredTokenException", Meaning::refused},
}};

std::optional<Meaning> meaning_of(std::string_view name) {
  const auto found =
      std::find_if(meanings.begin(), meanings.end(), [&](const Named& one) { return iequals(one.name, name); });
  if (found == meanings.end()) return std::nullopt;
  return found->meaning;
}

Error make(Meaning meaning, std::string detail) {
  switch (meaning) {
    case Meaning::throttled: return http::remote_throttled(std::move(detail));
    case Meaning::not_ready: return http::remote_error("remote_not_ready", std::move(detail));
    case Meaning::failed: return http::remote_error("remote_failed", std::move(detail));
    case Meaning::fault: return http::remote_error("remote_fault", std::move(detail));
    case Meaning::timed_out: return http::remote_timed_out(std::move(detail));
    case Meaning::refused: break;
  }
  return http::remote_error("remote_refused", std::move(detail));
}

// The bare name, or nothing for what cannot be one: it goes into logs.
std::string clean_name(std::string_view text) {
  if (const std::size_t hash = text.rfind('#'); hash != std::string_view::npos) text.remove_prefix(hash + 1);
  text = trim(text.substr(0, text.find(':')));
  const bool plain = std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
  return plain && text.size() <= name_bytes_max ? std::string(text) : std::string();
}

}  // namespace

std::string error_name(const http::HttpAnswer& answer) {
  if (const auto header = answer.headers.find("x-amzn-ErrorType")) return clean_name(*header);
  const auto body = parse_json(answer.body, {.bytes_max = 64 * 1024, .depth_max = 8});
  const json::object* object = body ? body->if_object() : nullptr;
  if (object == nullptr) return {};
  for (const char* member : {"__type", "code"}) {
    if (const auto name = get_string(*object, member)) return clean_name(*name);
  }
  return {};
}

Result<void> judge_answer(const http::HttpAnswer& answer) {
  auto by_status = http::judge_status(answer);
  if (by_status) return by_status;
  const std::string name = error_name(answer);
  const std::optional<int> asked_s = by_status.error().retry_after_s;
  std::optional<Meaning> meaning = meaning_of(name);
  // Two things that only a status tells: a session that is in use, and being asked to slow down.
  if (answer.status == 409 || answer.status == 429) meaning = meaning.value_or(Meaning::throttled);
  if (!meaning) {
    by_status.error().detail += name.empty() ? "" : " " + name;
    return by_status;
  }
  Error error = make(*meaning, fmt::format("status {} {}", answer.status, name));
  error.retry_after_s = asked_s;
  return fail(std::move(error));
}

Error stream_failure(std::string_view name) {
  const std::string clean = clean_name(name);
  return make(meaning_of(clean).value_or(Meaning::failed), "event stream: " + clean);
}

int attempts_ceiling(int attempts_max) { return std::max(attempts_max, not_ready_attempts_max); }

int attempts_for(const Error& error, int attempts_max) {
  if (error.code == "remote_not_ready") return attempts_ceiling(attempts_max);
  if (error.code == "remote_fault") return std::min(attempts_max, fault_attempts_max);
  return http::can_pass(error) ? attempts_max : 1;
}

}  // namespace lumen::aws
