// SPDX-License-Identifier: Apache-2.0
#include "agent/agent_model_openai.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "agent/openai_chat_stream.h"
#include "base/encoding.h"
#include "http/event_stream_text.h"
#include "http/remote_error.h"
#include "http/url_rule.h"

namespace lumen::agent {
namespace {

constexpr int members_left_out_max = 4;
constexpr std::chrono::milliseconds pause_first{500};
constexpr std::chrono::milliseconds pause_max{5'000};
constexpr std::size_t event_bytes_max = 1 << 20;
// Each token of a stream comes with some 300 bytes around it.
constexpr std::uint64_t stream_bytes_per_token = 512;
constexpr std::uint64_t answer_bytes_beside = 1 << 20;

http::RemotePolicy policy_of(const OpenAiOptions& options) {
  http::RemotePolicy policy;
  policy.attempt_time_max = options.time_max;
  policy.retry.attempts_max = options.attempts_max;
  policy.retry.pause_first = pause_first;
  policy.retry.pause_max = pause_max;
  return policy;
}

// An answer in either form: servers that do not stream answer whole.
class ChatReader final : public http::Remote::Reader {
 public:
  explicit ChatReader(const TokenPrices& prices) : prices_(prices) {}

  void begin(const http::HttpAnswer& head) override {
    const std::string type = to_lower(head.headers.find("Content-Type").value_or(""));
    in_events_ = type.starts_with("text/event-stream");
    events_ = http::EventStreamText(event_bytes_max);
    stream_ = {};
    body_.clear();
  }

  Result<bool> take(std::string_view piece) override {
    if (!in_events_) {
      body_ += piece;
      return true;
    }
    const auto events = events_.take(piece);
    if (!events) return fail(events.error());
    for (const http::ServerEvent& event : *events) {
      if (auto taken = stream_.take(event.data); !taken) return fail(taken.error());
    }
    return !stream_.done();
  }

  Result<void> end() override {
    turn_ = in_events_ ? stream_.finish(prices_) : read_chat_answer(body_, prices_);
    // Too long an answer is this turn's fault, not the server's.
    if (turn_ || turn_.error().kind == ErrorKind::too_large) return {};
    return fail(turn_.error());
  }

  Result<ModelTurn> take_turn() { return std::move(turn_); }

 private:
  TokenPrices prices_;
  bool in_events_ = false;
  http::EventStreamText events_{event_bytes_max};
  OpenAiChatStream stream_;
  std::string body_;
  Result<ModelTurn> turn_;
};

}  // namespace

struct OpenAiAgentModel::Refusal {
  ChatDialect asked;
  std::optional<ChatDialect> milder;  // set by an answer 400 that another request can avoid
};

OpenAiAgentModel::OpenAiAgentModel(OpenAiOptions options, http::RemoteTools tools)
    : options_(std::move(options)), remote_("agent_openai", policy_of(options_), tools) {}

std::string OpenAiAgentModel::describe() const {
  return fmt::format("{} {} at {}", name(), options_.chat.model, http::host_of(options_.url));
}

ChatDialect OpenAiAgentModel::dialect() const {
  const std::lock_guard lock(mutex_);
  return dialect_;
}

void OpenAiAgentModel::adopt(const ChatDialect& milder) {
  const std::lock_guard lock(mutex_);
  dialect_ = milder;
}

Task<Result<ModelTurn>> OpenAiAgentModel::turn(ModelRequest request, Deadline deadline) {
  for (int left_out = 0;; ++left_out) {
    Refusal refusal{dialect(), std::nullopt};
    json::object body = chat_request(request, options_.chat, refusal.asked);
    auto asking = ask(std::move(body), refusal, deadline);
    auto turn = co_await std::move(asking);
    if (turn || !refusal.milder || left_out == members_left_out_max) co_return turn;
    adopt(*refusal.milder);
  }
}

Task<Result<ModelTurn>> OpenAiAgentModel::ask(json::object body, Refusal& refusal, Deadline deadline) {
  http::HttpRequest call;
  call.method = "POST";
  call.url = options_.url + "/chat/completions";
  call.headers.add("Content-Type", "application/json");
  call.headers.add("Accept", options_.chat.form == ChatForm::streamed ? "text/event-stream, application/json"
                                                                       : "application/json");
  if (!options_.token.empty()) call.headers.add("Authorization", "Bearer " + options_.token);
  call.body = http::make_body(json::serialize(body));
  call.answer_bytes_max =
      answer_bytes_beside + stream_bytes_per_token * static_cast<std::uint64_t>(options_.chat.output_tokens_max);
  http::Remote::Judge judge = [&refusal, &body](const http::HttpAnswer& answer) {
    if (answer.status == 400 || answer.status == 422) {
      refusal.milder = milder_dialect(refusal.asked, body, answer.body);
    }
    return http::judge_status(answer);
  };
  ChatReader reader(options_.prices);
  auto asking = remote_.stream(std::move(call), std::move(judge), reader, deadline);
  auto done = co_await std::move(asking);
  if (done) co_return reader.take_turn();
  Error error = std::move(done.error());
  if (error.code == "remote_refused") error.kind = ErrorKind::invalid;
  co_return fail(std::move(error));
}

std::string openai_base_url(std::string url) {
  const auto cut_slashes = [&url] {
    while (url.ends_with('/')) url.pop_back();
  };
  constexpr std::string_view call = "/chat/completions";
  cut_slashes();
  if (url.ends_with(call)) url.resize(url.size() - call.size());
  cut_slashes();
  const std::size_t host = url.find("://");
  const bool has_path = host != std::string::npos && url.find('/', host + 3) != std::string::npos;
  return has_path ? url : url + "/v1";
}

}  // namespace lumen::agent
