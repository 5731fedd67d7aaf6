// SPDX-License-Identifier: Apache-2.0
// POST and GET /analysis/{id}/chat
#include <charconv>
#include <exception>
#include <memory>
#include <utility>

#include "api/event_queue.h"
#include "api/problem.h"
#include "api/rest_routes.h"
#include "base/json.h"
#include "base/start_beside.h"
#include "domain/limits.h"
#include "domain/product_json.h"

namespace lumen::api {
namespace {

constexpr std::chrono::seconds answer_time_max{60};

json::array citations_to_json(const std::vector<Citation>& citations) {
  json::array list;
  for (const Citation& one : citations) {
    list.push_back(json::object{{"title", one.title}, {"source", one.source}, {"url", one.url}});
  }
  return list;
}

json::object exchange_to_json(const service::ChatAnswered& answered) {
  const agent::ChatExchange& exchange = answered.exchange;
  json::array products;
  for (const Product& product : answered.products) products.push_back(to_json(product));
  return {{"session_id", exchange.session},
          {"timestamp", exchange.asked_at_ms / 1'000},
          {"message", exchange.message},
          {"reply", exchange.reply},
          {"citations", citations_to_json(exchange.citations)},
          {"products", std::move(products)},
          {"guardrails", json::array(exchange.guardrails.begin(), exchange.guardrails.end())},
          {"answered_by", exchange.answered_by}};
}

// A malformed id is answered like an unknown one.
Result<AnalysisId> wanted_id(const Call& call) {
  auto id = parse_analysis_id(call.path_value("id"));
  if (id) return id;
  return fail(make_error(ErrorKind::forbidden, "forbidden", "There is no such analysis, or it is not yours."));
}

// The gate has checked the body against openapi.json.
Result<service::ChatMessage> wanted_message(const Call& call) {
  auto id = wanted_id(call);
  if (!id) return fail(id.error());
  const auto body = parse_json(as_text(call.request.body), {.bytes_max = limits::json_body_bytes_max, .depth_max = 4});
  const json::object* object = body ? body->if_object() : nullptr;
  if (object == nullptr) return fail(invalid("bad_json", "The body must be a JSON object {message, session_id?}."));
  service::ChatMessage message;
  message.owner = *call.user;
  message.analysis = std::move(*id);
  message.text = get_string(*object, "message").value_or("");
  message.session = get_string(*object, "session_id").value_or("");
  return message;
}

bool wants_events(const RequestHead& head) {
  const auto accept = head.headers.find("Accept");
  return accept && accept->find("text/event-stream") != std::string_view::npos;
}

// The reply is checked as a whole before its first word is sent, so the statements follow one another at once; what
// takes time, the look-ups, is told as it happens.
Task<void> put_answer(EventQueue& queue, service::Chat& chat, service::ChatMessage message,
                      service::Chat::OnTool on_tool, const std::string& request_id) {
  auto answered = co_await chat.ask(std::move(message), std::move(on_tool), Deadline::after(answer_time_max));
  if (!answered) {
    const Response failure = problem(answered.error(), request_id);
    queue.put("event: error\ndata: " + *failure.body + "\n\n");
    co_return;
  }
  for (const agent::CitedText& statement : answered->statements) {
    queue.put(event_text("statement", json::object{{"text", statement.text}}));
  }
  queue.put(event_text("answer", exchange_to_json(*answered)));
}

Task<void> answer_into(std::shared_ptr<EventQueue> queue, service::Chat& chat, service::ChatMessage message,
                       std::string request_id) {
  service::Chat::OnTool on_tool = [queue](std::string_view tool) {
    queue->put(event_text("tool", json::object{{"tool", tool}}));
  };
  try {
    co_await put_answer(*queue, chat, std::move(message), std::move(on_tool), request_id);
  } catch (const std::exception& failure) {
    queue->put("event: error\ndata: " + *problem(internal(failure.what()), request_id).body + "\n\n");
  }
  queue->close();
}

Task<Response> stream_answer(const RestParts& parts, Call& call, service::ChatMessage message) {
  const auto queue = std::make_shared<EventQueue>();
  // A phone that goes away meanwhile finds the answer in the conversation.
  auto work = answer_into(queue, parts.chat, std::move(message), call.request.head.request_id);
  co_await start_beside(std::move(work));
  Response response;
  response.headers.add("Content-Type", "text/event-stream");
  response.headers.add("Cache-Control", "no-store");
  response.stream = [queue]() { return EventQueue::next(queue); };
  co_return response;
}

Task<Response> post_message(const RestParts& parts, Call& call) {
  auto message = wanted_message(call);
  if (!message) co_return problem(message.error(), call.request.head.request_id);
  if (wants_events(call.request.head)) {
    auto streamed = stream_answer(parts, call, std::move(*message));
    co_return co_await std::move(streamed);
  }
  auto answered = co_await parts.chat.ask(std::move(*message), {}, call.deadline);
  if (!answered) co_return problem(answered.error(), call.request.head.request_id);
  co_return Response::json(200, json::serialize(exchange_to_json(*answered)));
}

Task<Response> list_messages(const RestParts& parts, Call& call) {
  auto id = wanted_id(call);
  if (!id) co_return problem(id.error(), call.request.head.request_id);
  int limit = limits::chat_messages_default;
  if (const auto text = query_value(call.request.head, "limit")) {
    std::from_chars(text->data(), text->data() + text->size(), limit);
  }
  std::string session = query_value(call.request.head, "session_id").value_or("");
  auto exchanges = co_await parts.chat.list(*call.user, std::move(*id), std::move(session), limit, call.deadline);
  if (!exchanges) co_return problem(exchanges.error(), call.request.head.request_id);
  json::array list;
  for (const service::ChatAnswered& one : *exchanges) list.push_back(exchange_to_json(one));
  Response response = Response::json(200, json::serialize(json::object{{"exchanges", std::move(list)}}));
  response.headers.add("Cache-Control", "no-store");
  co_return response;
}

}  // namespace

void add_chat_routes(Router& router, const RestParts& parts) {
  Route post;
  post.method = "POST";
  post.pattern = "/analysis/{id}/chat";
  post.body_bytes_max = limits::json_body_bytes_max;
  post.time_max = answer_time_max;
  post.handle = [parts](Call& call) { return post_message(parts, call); };
  router.add(std::move(post));

  Route get;
  get.method = "GET";
  get.pattern = "/analysis/{id}/chat";
  get.handle = [parts](Call& call) { return list_messages(parts, call); };
  router.add(std::move(get));
}

}  // namespace lumen::api
