// SPDX-License-Identifier: Apache-2.0
#include "app/analyze_rooms.h"

#include <filesystem>

#include "base/run_blocking.h"
#include "app/workbench.h"

namespace lumen::app {

Result<void> AnalyzeRooms::open(const Settings& settings) {
  const std::filesystem::path file = std::filesystem::path(settings.data_folder) / "lumen.db";
  if (!std::filesystem::exists(file)) {
    Workbench maker(settings);
    auto made = maker.open();
    if (!made && made.error().code != "folder_locked") return made;
  }
  auto opened = store::Database::open(file, null_metrics());
  if (!opened) return fail(opened.error());
  database = std::move(*opened);
  auto embedding = SearchEmbedder::open(settings, {clock, random, null_metrics(), log});
  if (!embedding) return fail(embedding.error());
  embedder = std::move(*embedding);
  products = std::make_unique<catalog::ProductStoreEmbedded>(*database);
  catalog::ProductSearchEmbedded::Parts parts{*products, *database, embedder->embedder(), pool, null_metrics()};
  parts.previous = [this](std::string_view id) { return embedder->previous(id); };
  auto search = run_blocking(catalog::ProductSearchEmbedded::open(parts, Deadline::never()));
  if (!search) return fail(search.error());
  product_search = std::move(*search);
  auto loaded = agent::Knowledge::load();
  if (!loaded) return fail(loaded.error());
  knowledge = std::make_unique<agent::Knowledge>(std::move(*loaded));
  knowledge_source = std::make_unique<agent::KnowledgeSourceEmbedded>(*knowledge, null_metrics());
  builtin_agent = std::make_unique<agent::BuiltinAgentModel>(*knowledge);
  auto asked = RemoteAgents::open(settings, {clock, random, null_metrics(), log});
  if (!asked) return fail(asked.error());
  remote_agents = std::move(*asked);
  rungs = std::make_unique<agent::Rungs>(models_of(remote_agents.get()), *builtin_agent, nullptr, log, null_metrics(),
                                         agent_options(settings));
  agent = std::make_unique<agent::AgentLoop>(*rungs, *knowledge, null_metrics());
  auto seeing = Eyes::open(settings, null_metrics(), log);
  if (!seeing) return fail(seeing.error());
  eyes = std::move(*seeing);
  auto elsewhere = RemoteEyes::open(settings, *eyes, {clock, random, null_metrics(), log});
  if (!elsewhere) return fail(elsewhere.error());
  remote_eyes = std::move(*elsewhere);
  classifier = remote_eyes ? &remote_eyes->classifier() : &eyes->classifier();
  return eyes->check_model();
}

}  // namespace lumen::app
