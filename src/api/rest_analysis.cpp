// SPDX-License-Identifier: Apache-2.0
// GET and DELETE /analysis/{id}, GET /analysis/{id}/overlay.
#include <charconv>
#include <utility>

#include "api/problem.h"
#include "api/rest_routes.h"
#include "domain/limits.h"

namespace lumen::api {
namespace {

Result<AnalysisId> wanted_id(const Call& call) { return wanted_analysis(call.path_value("id")); }

// The gate has checked `wait` and `until` against openapi.json.
std::chrono::milliseconds hold_time(const RequestHead& head) {
  const auto text = query_value(head, "wait");
  if (!text) return limits::poll_hold_max;
  double seconds = 0;
  std::from_chars(text->data(), text->data() + text->size(), seconds);
  return std::min(std::chrono::milliseconds(limits::poll_hold_max),
                  std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000)));
}

Task<Response> get_analysis(const RestParts& parts, Call& call) {
  auto id = wanted_id(call);
  if (!id) co_return problem(id.error(), call.request.head.request_id);
  const auto wait_for =
      query_value(call.request.head, "until") == "prediction" ? service::WaitFor::prediction : service::WaitFor::end;
  auto analysis = co_await parts.get_analysis.run(*call.user, std::move(*id), hold_time(call.request.head), wait_for,
                                                  call.deadline);
  if (!analysis) co_return problem(analysis.error(), call.request.head.request_id);
  Response response;
  response.headers.add("Content-Type", "application/json");
  response.headers.add("Cache-Control", "no-store");
  response.body = std::make_shared<const std::string>(render_analysis(**analysis));
  co_return response;
}

Task<Response> delete_analysis(const RestParts& parts, Call& call) {
  auto id = wanted_id(call);
  if (!id) co_return problem(id.error(), call.request.head.request_id);
  auto done = co_await parts.delete_analysis.run(*call.user, std::move(*id), call.deadline);
  if (!done) co_return problem(done.error(), call.request.head.request_id);
  co_return Response::empty(204);
}

Task<Response> get_concerns(const RestParts& parts, Call& call) {
  auto id = wanted_id(call);
  if (!id) co_return problem(id.error(), call.request.head.request_id);
  auto report = co_await parts.get_analysis.report(*call.user, std::move(*id), call.deadline);
  if (!report) co_return problem(report.error(), call.request.head.request_id);
  Response response = Response::text(200, std::move(*report), "application/json");
  response.headers.add("Cache-Control", "no-store");
  co_return response;
}

// `concern` names one; `view=report` asks for the side-by-side picture; neither for everything that was measured.
Result<OverlayView> wanted_view(const RequestHead& head) {
  const auto view = query_value(head, "view");
  const auto name = query_value(head, "concern");
  if (view && *view != "report" && *view != "overlay") {
    return fail(invalid("bad_view", "view must be overlay or report."));
  }
  const bool report = view && *view == "report";
  if (!name) return report ? OverlayView(SideBySide()) : OverlayView(EverythingMeasured());
  if (report) return fail(invalid("bad_view", "view=report shows every concern: leave concern out, or view."));
  const auto concern = parse_concern(*name);
  if (!concern) {
    return fail(invalid("bad_concern", "concern must be a concern's name, such as redness or dark_spots."));
  }
  return OverlayView(*concern);
}

Task<Response> get_overlay(const RestParts& parts, Call& call) {
  auto id = wanted_id(call);
  if (!id) co_return problem(id.error(), call.request.head.request_id);
  const auto view = wanted_view(call.request.head);
  if (!view) co_return problem(view.error(), call.request.head.request_id);
  auto png = co_await parts.draw_overlay.run(*call.user, std::move(*id), *view, call.deadline);
  if (!png) co_return problem(png.error(), call.request.head.request_id);
  Response response = Response::text(200, std::string(as_text(*png)), "image/png");
  response.headers.add("Cache-Control", "no-store");
  co_return response;
}

}  // namespace

void add_analysis_routes(Router& router, const RestParts& parts) {
  Route get;
  get.method = "GET";
  get.pattern = "/analysis/{id}";
  get.time_max = limits::poll_hold_max + std::chrono::seconds(15);
  get.handle = [parts](Call& call) { return get_analysis(parts, call); };
  router.add(std::move(get));

  Route remove;
  remove.method = "DELETE";
  remove.pattern = "/analysis/{id}";
  remove.handle = [parts](Call& call) { return delete_analysis(parts, call); };
  router.add(std::move(remove));

  Route concerns;
  concerns.method = "GET";
  concerns.pattern = "/analysis/{id}/concerns";
  concerns.handle = [parts](Call& call) { return get_concerns(parts, call); };
  router.add(std::move(concerns));

  Route overlay;
  overlay.method = "GET";
  overlay.pattern = "/analysis/{id}/overlay";
  overlay.handle = [parts](Call& call) { return get_overlay(parts, call); };
  router.add(std::move(overlay));
}

}  // namespace lumen::api
