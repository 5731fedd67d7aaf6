// SPDX-License-Identifier: Apache-2.0
#include "agent/tool_runner.h"

#include <algorithm>
#include <utility>

#include "agent/guard_json.h"
#include "base/json_schema.h"
#include "base/with_deadline.h"

namespace lumen::agent {
namespace {

constexpr std::size_t product_ids_max = 200;
constexpr std::size_t passages_max = 100;
constexpr std::size_t passage_id_bytes_max = 512;  // a knowledge base names a passage by its address
constexpr std::size_t product_id_bytes_max = 128;

json::value error_content(const Error& error) {
  return json::object{{"error", json::object{{"code", error.code}, {"message", error.message}}}};
}

// What the trace keeps: the arguments as JSON, or only their size when they are long.
std::string trace_arguments(const json::value& arguments, std::size_t bytes_max) {
  std::string text = json::serialize(arguments);
  if (text.size() <= bytes_max) return text;
  return json::serialize(json::object{{"omitted_bytes", text.size()}});
}

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

ToolMeter::ToolMeter(Metrics& metrics) : guard_(metrics) {
  for (const std::string_view tool :
       {search_products, get_products_by_condition, analyze_skin_condition, search_knowledge, get_history,
        check_routine, std::string_view("other")}) {
    for (const std::string_view outcome : {"ok", "refused", "failed"}) {
      MetricLabels labels{{"tool", std::string(tool)}, {"outcome", std::string(outcome)}};
      Counter& counter =
          metrics.counter("lumen_agent_tool_calls_total", "Tool calls a model asked for.", std::move(labels));
      series_.push_back({tool, outcome, &counter});
    }
  }
}

void ToolMeter::count(std::string_view tool, std::string_view outcome) {
  const auto known = [&](std::string_view name) {
    return std::find_if(series_.begin(), series_.end(),
                        [&](const Series& one) { return one.tool == name && one.outcome == outcome; });
  };
  auto found = known(tool);
  if (found == series_.end()) found = known("other");
  found->counter->increment();
}

void ToolRunner::charge_next_call(std::int64_t tokens, double cost_usd) {
  tokens_due_ += tokens;
  cost_due_usd_ += cost_usd;
}

Task<ToolResult> ToolRunner::run(ToolCall call, Deadline deadline) {
  const auto start = std::chrono::steady_clock::now();
  ToolTrace trace;
  trace.arguments = trace_arguments(call.arguments, limits_.arguments_bytes_max);
  trace.tokens = std::exchange(tokens_due_, 0);
  trace.cost_usd = std::exchange(cost_due_usd_, 0.0);
  const Tool* tool = tools_.find(call.name);
  trace.tool = tool == nullptr ? "unknown" : tool->spec.name;

  Result<json::value> answer = fail(invalid("unknown_tool", "There is no such tool here."));
  if (++calls_ > limits_.calls_max) {
    answer = fail(invalid("too_many_calls", "No more tool calls are allowed. Give the final answer now."));
  } else if (tool != nullptr) {
    answer = co_await call_tool(*tool, std::move(call.arguments), deadline);
  }
  trace.outcome = answer ? "ok" : answer.error().code;
  trace.duration_ms = milliseconds_since(start);
  const bool refused = !answer && answer.error().kind == ErrorKind::invalid;
  meter_.count(trace.tool, answer ? "ok" : refused ? "refused" : "failed");
  trace_.push_back(std::move(trace));

  ToolResult result{std::move(call.id), std::move(call.name), ToolOutcome::error, nullptr};
  if (answer) {
    const std::size_t rules_before = guardrails_.size();
    guard_json(*answer, guardrails_);
    meter_.guard().count("data", guardrails_.size() > rules_before ? GuardAction::redact : GuardAction::allow);
    note_products(*answer);
    note_passages(*answer);
    result.outcome = ToolOutcome::ok;
    result.content = std::move(*answer);
  } else {
    result.content = error_content(answer.error());
  }
  co_return result;
}

Task<Result<json::value>> ToolRunner::call_tool(const Tool& tool, json::value arguments, Deadline deadline) {
  if (json::serialize(arguments).size() > limits_.arguments_bytes_max) {
    co_return fail(invalid("invalid_arguments", "The arguments are too long."));
  }
  const auto schema = JsonSchema::compile(tool.spec.parameters);
  if (!schema) co_return fail(schema.error());
  if (auto fits = schema->check(arguments); !fits) {
    co_return fail(invalid("invalid_arguments", "The arguments do not fit: " + fits.error().message));
  }
  json::object object = std::move(arguments.get_object());
  apply_defaults(object, tool.spec.parameters);
  if (deadline.expired()) co_return fail(make_error(ErrorKind::timed_out, "timed_out", "No time is left for a tool."));
  const Deadline until = deadline.within(limits_.call_time_max);
  auto task = tool.run(std::move(object), until);
  auto answer = co_await with_deadline(std::move(task), until);
  if (!answer) co_return answer;
  co_return bounded(std::move(*answer));
}

// A long list of products keeps as many of its first ones as fit; anything else that is too long is an error.
Result<json::value> ToolRunner::bounded(json::value content) const {
  if (json::serialize(content).size() <= limits_.result_bytes_max) return content;
  json::object* object = content.if_object();
  json::value* products = object == nullptr ? nullptr : object->if_contains("products");
  const Error too_large = make_error(ErrorKind::too_large, "result_too_large", "The result is too long. Ask for less.");
  if (products == nullptr || !products->is_array()) return fail(too_large);

  json::array all = std::move(products->get_array());
  *products = json::array();
  std::size_t size = json::serialize(content).size();
  for (json::value& product : all) {
    size += json::serialize(product).size() + 1;
    if (size > limits_.result_bytes_max) break;
    products->get_array().push_back(std::move(product));
  }
  if (size > limits_.result_bytes_max && products->get_array().empty()) return fail(too_large);
  return content;
}

void ToolRunner::note_products(const json::value& content) {
  const json::object* object = content.if_object();
  const json::array* products = object == nullptr ? nullptr : get_array(*object, "products");
  for (const json::value& product : products == nullptr ? json::array() : *products) {
    const json::object* one = product.if_object();
    const auto id = one == nullptr ? std::nullopt : get_string(*one, "product_id");
    if (!id || id->empty() || id->size() > product_id_bytes_max || product_ids_.size() >= product_ids_max) continue;
    if (std::find(product_ids_.begin(), product_ids_.end(), *id) == product_ids_.end()) product_ids_.push_back(*id);
  }
}

void ToolRunner::note_passages(const json::value& content) {
  const json::object* object = content.if_object();
  const json::array* found = object == nullptr ? nullptr : get_array(*object, "passages");
  for (const json::value& passage : found == nullptr ? json::array() : *found) {
    const json::object* one = passage.if_object();
    const auto id = one == nullptr ? std::nullopt : get_string(*one, "id");
    const json::object* source = one == nullptr ? nullptr : get_object(*one, "source");
    if (!id || source == nullptr || id->empty() || id->size() > passage_id_bytes_max) continue;
    const auto same = [&](const PassageSource& known) { return known.id == *id; };
    if (passages_.size() >= passages_max || std::any_of(passages_.begin(), passages_.end(), same)) continue;
    passages_.push_back({*id,
                         {get_string(*source, "title").value_or(""), get_string(*source, "source").value_or(""),
                          get_string(*source, "url").value_or("")}});
  }
}

}  // namespace lumen::agent
