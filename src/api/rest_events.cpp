// SPDX-License-Identifier: Apache-2.0
// GET /events: the changes of a person's analyses as server-sent events, ids and states only.
#include <memory>
#include <utility>

#include "api/event_queue.h"
#include "api/rest_routes.h"
#include "base/json.h"

namespace lumen::api {
namespace {

// Proxies and phones drop a connection that is silent for long.
constexpr std::chrono::seconds heartbeat_period{15};

std::string text_of(const notify::AnalysisEvent& event) {
  return event_text("analysis", json::object{{"analysis_id", event.analysis.text()},
                                             {"status", to_string(event.status)},
                                             {"stage", to_string(event.stage)}});
}

Task<std::optional<std::string>> next_piece(std::shared_ptr<notify::Subscription> changes, notify::ChangeFeed& feed) {
  auto event = co_await changes->next(Deadline::after(heartbeat_period));
  if (event) co_return text_of(*event);
  if (feed.stopped()) co_return std::nullopt;
  co_return std::string(": still here\n\n");
}

Task<Response> open_stream(const RestParts& parts, Call& call) {
  std::shared_ptr<notify::Subscription> changes = parts.changes.subscribe(*call.user);
  Response response;
  response.headers.add("Content-Type", "text/event-stream");
  response.headers.add("Cache-Control", "no-store");
  notify::ChangeFeed* feed = &parts.changes;
  response.stream = [changes, feed]() { return next_piece(changes, *feed); };
  co_return response;
}

}  // namespace

void add_events_route(Router& router, const RestParts& parts) {
  Route route;
  route.method = "GET";
  route.pattern = "/events";
  route.handle = [parts](Call& call) { return open_stream(parts, call); };
  router.add(std::move(route));
}

}  // namespace lumen::api
