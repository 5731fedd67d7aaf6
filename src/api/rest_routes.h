// SPDX-License-Identifier: Apache-2.0
#pragma once
// The REST face: the app's calls (docs/API.md, openapi.json). Each handler parses, calls a use case, formats.

#include <functional>
#include <string>
#include <vector>

#include "api/render.h"
#include "api/router.h"
#include "notify/change_feed.h"
#include "service/build_routine.h"
#include "service/chat.h"
#include "service/classify_photo.h"
#include "service/delete_analysis.h"
#include "service/draw_overlay.h"
#include "service/get_analysis.h"
#include "service/list_history.h"
#include "service/receive_photo.h"
#include "service/recommend_products.h"
#include "service/show_product.h"
#include "service/start_upload.h"

namespace lumen::api {

struct RestSettings {
  std::string public_url;                  // "" : the request's Host, when it is allowed
  std::vector<std::string> allowed_hosts;  // beside loopback names
  std::string base_path;                   // "/dev" or ""
  std::uint64_t photo_bytes_max = 0;
  std::string openapi_document;
};

// What the REST face needs; all of it outlives the routes.
struct RestParts {
  service::StartUpload& start_upload;
  service::ReceivePhoto& receive_photo;
  service::GetAnalysis& get_analysis;
  service::ListHistory& list_history;
  service::DeleteAnalysis& delete_analysis;
  service::RecommendProducts& recommend_products;
  service::ShowProduct& show_product;
  service::BuildRoutine& build_routine;
  service::DrawOverlay& draw_overlay;
  service::ClassifyPhoto& classify_photo;
  service::Chat& chat;
  notify::ChangeFeed& changes;
  std::function<Result<void>()> ready;        // for /readyz
  std::function<std::string()> metrics_text;  // for /metrics
};

void add_rest_routes(Router& router, const RestParts& parts, const RestSettings& settings);

// The parts of the above, one file each.
void add_upload_route(Router& router, const RestParts& parts, const RestSettings& settings);
void add_analysis_routes(Router& router, const RestParts& parts);
void add_chat_routes(Router& router, const RestParts& parts);
void add_history_route(Router& router, const RestParts& parts);
void add_products_routes(Router& router, const RestParts& parts);
void add_models_route(Router& router, const RestParts& parts, const RestSettings& settings);
void add_events_route(Router& router, const RestParts& parts);
void add_operator_routes(Router& router, const RestParts& parts, const RestSettings& settings);

// How this client reaches us: public_url, else scheme and Host when the host is loopback or allowed; else
// `invalid` ("unknown_host").
Result<std::string> server_url(const RequestHead& head, const RestSettings& settings);

// The analysis a path names; a malformed id is answered like an unknown one (`forbidden`): whether an id exists is
// nobody else's business.
Result<AnalysisId> wanted_analysis(std::string_view text);

// The first query parameter of this name.
std::optional<std::string> query_value(const RequestHead& head, std::string_view name);

}  // namespace lumen::api
