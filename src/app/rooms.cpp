// SPDX-License-Identifier: Apache-2.0
#include "app/rooms.h"

#include "base/run_blocking.h"
#include "catalog/sample_catalog.h"

namespace lumen::app {
namespace {

constexpr std::size_t access_key_characters = 20;
constexpr std::chrono::seconds embedder_check_max{10};

// The upload URLs' key: made from the master key, so it needs no file of its own.
aws::Credentials upload_credentials_of(const DataFolder& folder) {
  const SecretKey id = folder.derived_key("lumen upload access key id 1");
  const SecretKey secret = folder.derived_key("lumen upload secret access key 1");
  aws::Credentials credentials;
  credentials.access_key_id = "LUMEN" + hex_encode(id.view()).substr(0, access_key_characters - 5);
  for (char& c : credentials.access_key_id) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  credentials.secret_access_key = base64url_encode(secret.view());
  return credentials;
}

template <class T>
Result<void> take(std::unique_ptr<T>& place, Result<std::unique_ptr<T>> made) {
  if (!made) return fail(made.error());
  place = std::move(*made);
  return {};
}

Error name_database(Error error, const std::filesystem::path& file) {
  if (error.code == "database_corrupt") {
    error.message = "The database " + file.string() +
                    " is damaged. Put it back from a backup, or move the data "
                    "folder away to begin with an empty one.";
  }
  return error;
}

// A model of another size than the settings say is found out now; one that is away is not waited for.
Result<void> check_embedder(SearchEmbedder& embedder, Log& log) {
  if (!embedder.embedder().is_remote()) return {};
  const auto seen = run_blocking(embedder.check(Deadline::after(embedder_check_max)));
  if (seen) return {};
  if (seen.error().code == "embedder_dimensions") return fail(seen.error());
  log.warn("embedder_away", {{"code", std::string_view(seen.error().code)}});
  return {};
}

}  // namespace

Rooms::~Rooms() = default;

Result<void> Rooms::open_store(DataFolder& folder, const Surroundings& around) {
  auto opened = store::Database::open(folder.database_file(), around.metrics);
  if (!opened) return fail(name_database(opened.error(), folder.database_file()));
  database = std::move(*opened);
  if (auto done = store::SubjectKeys::migrate(*database); !done) {
    return fail(name_database(done.error(), folder.database_file()));
  }
  subject_keys =
      std::make_unique<store::SubjectKeys>(*database, folder.derived_key("lumen subject keys 1"), around.random);
  return {};
}

Result<void> Rooms::open_photos(const Settings& settings, DataFolder& folder, const Surroundings& around) {
  upload_credentials = upload_credentials_of(folder);
  upload_urls = std::make_unique<photos::UploadUrlSignerEmbedded>(settings.bucket, settings.region, upload_credentials);
  const photos::PhotoStoreEmbedded::Tools tools{around.pool, around.clock, around.random, around.metrics};
  return take(photos,
              photos::PhotoStoreEmbedded::open(folder.photos_folder(), folder.derived_key("lumen photos 1"), tools));
}

Result<void> Rooms::open_analyses(const Settings& settings, DataFolder& folder, const Surroundings& around) {
  const analyses::AnalysisTable::Parts parts{*database,     *subject_keys,  around.clock,
                                             around.random, around.metrics, folder.derived_key("lumen analyses 1")};
  auto done =
      take(analysis_table, analyses::AnalysisTable::open(parts, static_cast<std::size_t>(settings.cache_bytes)));
  if (!done) return fail(name_database(done.error(), folder.database_file()));
  analyses = std::make_unique<analyses::AnalysisStoreEmbedded>(*analysis_table);
  queue = std::make_unique<analyses::AnalysisQueueEmbedded>(*analysis_table);
  sweeper = std::make_unique<analyses::AnalysisSweeperEmbedded>(*analysis_table);
  return {};
}

Result<void> Rooms::open_identity(const Settings& settings, DataFolder& folder, const Surroundings& around,
                                  std::string issuer) {
  auto keys =
      identity::SigningKeys::open(folder.keys_folder(), folder.derived_key("lumen signing keys 1"), around.random);
  if (!keys) return fail(keys.error());
  signing_keys = std::make_unique<identity::SigningKeys>(std::move(*keys));
  identity::PoolSettings pool;
  pool.pool_id = settings.pool_id;
  pool.client_id = settings.client_id;
  pool.issuer = std::move(issuer);
  tokens = std::make_unique<identity::TokenVerifierEmbedded>(*signing_keys, pool, around.clock);
  const identity::UserPoolParts parts{*database,    *subject_keys, *signing_keys, around.password_pool,
                                      around.clock, around.random};
  if (auto done = take(users, identity::UserPoolEmbedded::open(parts, folder.derived_key("lumen people 1"), pool));
      !done) {
    return done;
  }
  return take(mailer, notify::MailerOutbox::open(folder.outbox_folder(), around.pool, around.clock, around.random));
}

Result<void> Rooms::open_catalog(const Settings& settings, DataFolder& folder, const Surroundings& around) {
  if (auto done = catalog::ProductStoreEmbedded::migrate(*database); !done) return done;
  if (auto done = catalog::ProductSearchEmbedded::migrate(*database); !done) return done;
  const SearchEmbedder::Tools tools{around.clock, around.random, around.metrics, around.log};
  if (auto done = take(embedder, SearchEmbedder::open(settings, tools)); !done) return done;
  if (auto done = check_embedder(*embedder, around.log); !done) return done;
  products = std::make_unique<catalog::ProductStoreEmbedded>(*database);
  catalog::ProductSearchEmbedded::Parts parts{*products, *database, embedder->embedder(), around.pool, around.metrics};
  parts.previous = [this](std::string_view id) { return embedder->previous(id); };
  parts.vectors.file = folder.product_vectors_file();
  parts.vectors.metrics = &around.metrics;
  parts.vectors.log = &around.log;
  auto opened = run_blocking(catalog::ProductSearchEmbedded::open(parts, Deadline::never()));
  if (auto done = take(embedded_search, std::move(opened)); !done) return done;
  vector_renewal = std::make_unique<catalog::VectorRenewal>(*embedded_search, around.log);
  const RemoteCatalog::Parts outside{*products,    *embedded_search, embedder->embedder(), around.pool,
                                     around.clock, around.random,    around.metrics,       around.log};
  if (auto done = take(remote_catalog, RemoteCatalog::open(settings, outside)); !done) return done;
  product_search = remote_catalog ? &remote_catalog->search() : embedded_search.get();
  if (product_search->size() > 0) return {};
  auto loaded =
      run_blocking(catalog::load_sample_catalog(*products, *product_search, around.metrics, Deadline::never()));
  if (!loaded) return fail(loaded.error());
  around.log.info("sample_catalog_loaded", {{"products", static_cast<std::int64_t>(loaded->imported)}});
  return {};
}

Result<void> Rooms::open_agent(const Settings& settings, const Surroundings& around) {
  if (auto done = agent::EmbeddedMemoryStore::migrate(*database); !done) return done;
  memory = std::make_unique<agent::EmbeddedMemoryStore>(*database, *subject_keys, around.clock);
  if (auto done = agent::EmbeddedConversationStore::migrate(*database); !done) return done;
  conversations = std::make_unique<agent::EmbeddedConversationStore>(*database, *subject_keys, around.clock);
  if (auto done = agent::EmbeddedSpendLedger::migrate(*database); !done) return done;
  spending = std::make_unique<agent::EmbeddedSpendLedger>(*database, around.clock);
  budget = std::make_unique<agent::Budget>(budget_limits(settings), *spending, around.clock, around.log, around.metrics);
  auto loaded = agent::Knowledge::load();
  if (!loaded) return fail(loaded.error());
  knowledge = std::make_unique<agent::Knowledge>(std::move(*loaded));
  knowledge_source = std::make_unique<agent::KnowledgeSourceEmbedded>(*knowledge, around.metrics);
  builtin_agent = std::make_unique<agent::BuiltinAgentModel>(*knowledge);
  const RemoteAgents::Tools tools{around.clock, around.random, around.metrics, around.log};
  if (auto done = take(remote_agents, RemoteAgents::open(settings, tools)); !done) return done;
  auto knowledge_base = RemoteKnowledge::open(settings, *knowledge_source, tools);
  if (auto done = take(remote_knowledge, std::move(knowledge_base)); !done) return done;
  rungs = std::make_unique<agent::Rungs>(models_of(remote_agents.get()), *builtin_agent, budget.get(), around.log,
                                         around.metrics, agent_options(settings));
  agent = std::make_unique<agent::AgentLoop>(*rungs, *knowledge, around.metrics);
  chat_agent = std::make_unique<agent::ChatAgent>(*rungs, *knowledge, around.metrics);
  return {};
}

Result<void> Rooms::open_vision(const Settings& settings, const Surroundings& around) {
  if (auto done = take(eyes, Eyes::open(settings, around.metrics, around.log)); !done) return done;
  const RemoteEyes::Tools tools{around.clock, around.random, around.metrics, around.log};
  if (auto done = take(remote_eyes, RemoteEyes::open(settings, *eyes, tools)); !done) return done;
  classifier = remote_eyes ? &remote_eyes->classifier() : &eyes->classifier();
  return {};
}

Result<std::unique_ptr<Rooms>> Rooms::open(const Settings& settings, DataFolder& folder, Surroundings around,
                                           std::string issuer) {
  std::unique_ptr<Rooms> rooms(new Rooms());
  auto done = rooms->open_store(folder, around);
  if (done) done = rooms->open_photos(settings, folder, around);
  if (done) done = rooms->open_analyses(settings, folder, around);
  if (done) done = rooms->open_identity(settings, folder, around, std::move(issuer));
  if (done) done = rooms->open_catalog(settings, folder, around);
  if (done) done = rooms->open_agent(settings, around);
  if (done) done = rooms->open_vision(settings, around);
  if (!done) return fail(done.error());
  return rooms;
}

std::vector<std::pair<std::string, std::string>> Rooms::describe() const {
  return {{"photos", photos->describe()},    {"vision", classifier->describe()},
          {"agent", agent->describe()},      {"knowledge", knowledge_in_use().describe()},
          {"catalog", products->describe()}, {"search", product_search->describe()},
          {"analyses", analyses->describe()}, {"memory", memory->describe()},
          {"identity", users->describe()},   {"tokens", tokens->describe()},
          {"jobs", work.describe()},         {"notify", notifier.describe()},
          {"mail", mailer->describe()}};
}

}  // namespace lumen::app
