// SPDX-License-Identifier: Apache-2.0
#pragma once
// The use cases on the embedded rooms.

#include "app/rooms.h"
#include "app/settings.h"
#include "domain/limits.h"
#include "service/analyze_photo.h"
#include "service/build_routine.h"
#include "service/chat.h"
#include "service/classify_photo.h"
#include "service/delete_analysis.h"
#include "service/draw_overlay.h"
#include "service/explain.h"
#include "service/forget_person.h"
#include "service/get_analysis.h"
#include "service/list_history.h"
#include "service/receive_photo.h"
#include "service/recommend_products.h"
#include "service/show_product.h"
#include "service/start_upload.h"
#include "service/sweep.h"
#include "service/work_queue.h"

namespace lumen::app {

struct UseCases {
  UseCases(const Settings& settings, const DataFolder& folder, Rooms& rooms, const Surroundings& around)
      : start_upload(*rooms.analyses, *rooms.upload_urls, around.clock, around.random,
                     folder.derived_key("lumen idempotency 1"),
                     {static_cast<std::uint64_t>(settings.photo_bytes_max), static_cast<int>(settings.retention_days),
                      static_cast<int>(settings.upload_url_seconds)}),
        receive_photo(*rooms.photos, *rooms.analyses, rooms.work, around.pool, around.clock,
                      {static_cast<std::uint64_t>(settings.photo_bytes_max),
                       static_cast<std::uint64_t>(settings.photo_pixels_max)}),
        get_analysis(*rooms.analyses, rooms.changes, around.metrics),
        list_history(*rooms.analyses),
        delete_analysis(*rooms.analyses, rooms.sweep),
        forget_person(*rooms.analyses, *rooms.conversations, *rooms.memory, rooms.sweep),
        recommend_products(*rooms.product_search, *rooms.analyses),
        show_product(*rooms.products),
        build_routine(*rooms.product_search, *rooms.analyses),
        draw_overlay(*rooms.analyses, *rooms.photos, *rooms.classifier),
        classify_photo(rooms.eyes->classifier(), around.pool),
        chat({*rooms.analyses, *rooms.chat_agent, *rooms.conversations, *rooms.memory, sources(rooms),
              *rooms.products, around.clock, around.random, around.log, around.metrics}),
        explain(*rooms.agent, sources(rooms), rooms.memory.get(), around.log),
        analyze_photo(*rooms.photos, *rooms.classifier, explain, *rooms.queue, *rooms.analyses, *rooms.sweeper,
                      rooms.notifier, around.log, around.metrics, settings.cpu_usd_per_hour),
        work_queue(*rooms.queue, analyze_photo, rooms.work, around.clock, around.random, around.log, around.metrics),
        sweep(*rooms.sweeper, *rooms.analyses, *rooms.photos, {*rooms.memory, *rooms.conversations, *rooms.spending},
              rooms.notifier, rooms.work, around.log, around.metrics) {}

  static service::AgentSources sources(const Rooms& rooms) {
    return {*rooms.product_search, rooms.knowledge_source.get(), {}};
  }

  service::StartUpload start_upload;
  service::ReceivePhoto receive_photo;
  service::GetAnalysis get_analysis;
  service::ListHistory list_history;
  service::DeleteAnalysis delete_analysis;
  service::ForgetPerson forget_person;
  service::RecommendProducts recommend_products;
  service::ShowProduct show_product;
  service::BuildRoutine build_routine;
  service::DrawOverlay draw_overlay;
  service::ClassifyPhoto classify_photo;
  service::Chat chat;
  service::Explain explain;
  service::AnalyzePhoto analyze_photo;
  service::WorkQueue work_queue;
  service::Sweep sweep;
};

}  // namespace lumen::app
