// SPDX-License-Identifier: Apache-2.0
#include "app/server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_future.hpp>
#include <future>
#include <unistd.h>
#include <utility>

#include "api/cognito_routes.h"
#include "api/gate.h"
#include "api/rest_routes.h"
#include "api/s3_routes.h"
#include "api/web_assets.h"
#include "app/admin_commands.h"
#include "app/banner.h"
#include "app/use_cases.h"
#include "app/web_files.h"
#include "aws/sigv4_verify.h"
#include "base/sleeper.h"
#include "doors/http_server.h"
#include "embedded/openapi_json.h"
#include "service/accounts.h"
#include "telemetry/json_log.h"
#include "telemetry/loop_lag.h"
#include "telemetry/prometheus_metrics.h"

namespace lumen::app {
namespace {

namespace net = boost::asio;

constexpr std::chrono::seconds drain_time_max{20};
constexpr std::chrono::seconds workers_end_time_max{25};
constexpr std::chrono::milliseconds sweep_period{1'000};
// Loading the workers' program, the product index and the first sweep take the core that the first request wants.
constexpr std::chrono::milliseconds calm_start{250};
constexpr std::size_t blocking_threads = 4;
constexpr std::size_t blocking_waiting_max = 256;
constexpr std::size_t password_threads = 2;

std::vector<std::string> split_hosts(const std::string& text) {
  std::vector<std::string> hosts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string_view host = trim(std::string_view(text).substr(at, end - at));
    if (!host.empty()) hosts.push_back(to_lower(host));
    at = end + 1;
  }
  return hosts;
}

// Tokens stay valid when the server moves to another port: without a public URL the issuer names no port.
std::string issuer_of(const Settings& settings) {
  const std::string base = settings.public_url.empty() ? "http://localhost" : settings.public_url;
  return base + "/" + settings.pool_id;
}

}  // namespace

struct Server::Impl {
  Impl(const Settings& given, DataFolder& data)
      : settings(given),
        folder(data),
        log(STDERR_FILENO, telemetry::log_form_for(STDERR_FILENO),
            telemetry::parse_log_level(given.log_level).value_or(LogLevel::info), clock),
        pool(blocking_threads, blocking_waiting_max),
        password_pool(password_threads, blocking_waiting_max),
        loops(static_cast<std::size_t>(given.loops)),
        upload_budget(static_cast<std::uint64_t>(given.upload_memory_bytes)) {}

  Surroundings surroundings() { return {clock, random, log, metrics, loops, pool, password_pool}; }
  Result<void> open();
  Result<void> build_gate();
  api::Router build_routes();
  Result<void> ready();
  void start_background();
  Task<void> begin_calmly();
  Task<void> renew_vectors_calmly();
  void stop_background();
  int wait_for_signal();

  Settings settings;
  DataFolder& folder;
  SystemClock clock;
  SystemRandom random;
  telemetry::PrometheusMetrics metrics;
  telemetry::JsonLog log;
  BlockingPool pool;
  BlockingPool password_pool;  // so that a crowd that signs in does not hold up photos
  EventLoops loops;
  EventLoops admin_loop{1};  // an import must not hold up a poll
  std::unique_ptr<Rooms> rooms;
  std::unique_ptr<UseCases> use_cases;
  std::unique_ptr<service::Accounts> accounts;
  std::unique_ptr<aws::PresignedVerifier> verifier;
  api::ByteBudget upload_budget;
  std::unique_ptr<api::Gate> gate;
  std::unique_ptr<doors::HttpServer> door;
  std::unique_ptr<AdminCommands> commands;
  std::unique_ptr<AdminServer> admin;
  std::vector<std::unique_ptr<telemetry::LoopLag>> lags;
  std::atomic<bool> stopping{false};
  Sleeper calm;
  Sleeper calm_renewal;
  std::vector<std::future<void>> background;
};

Result<void> Server::Impl::open() {
  auto opened = Rooms::open(settings, folder, surroundings(), issuer_of(settings));
  if (!opened) return fail(opened.error());
  rooms = std::move(*opened);
  if (auto good = rooms->eyes->check_model(); !good) return good;
  use_cases = std::make_unique<UseCases>(settings, folder, *rooms, surroundings());
  accounts = std::make_unique<service::Accounts>(
      *rooms->users, *rooms->mailer,
      [this](UserId person, Deadline deadline) { return use_cases->forget_person.run(std::move(person), deadline); });
  verifier = std::make_unique<aws::PresignedVerifier>(
      settings.region,
      [credentials = rooms->upload_credentials](std::string_view id) -> std::optional<aws::Credentials> {
        if (id != credentials.access_key_id) return std::nullopt;
        return credentials;
      });
  commands = std::make_unique<AdminCommands>(*rooms, folder, surroundings());
  return build_gate();
}

Result<void> Server::Impl::ready() {
  if (stopping) return fail(unavailable("stopping", "The server is going down."));
  return rooms->database->read([](store::Connection& connection) -> Result<void> {
    connection.prepare("SELECT 1").step();
    return {};
  });
}

api::Router Server::Impl::build_routes() {
  api::Router router(settings.base_path);
  const api::RestParts parts{use_cases->start_upload,  use_cases->receive_photo,      use_cases->get_analysis,
                             use_cases->list_history,  use_cases->delete_analysis,    use_cases->recommend_products,
                             use_cases->show_product,  use_cases->build_routine,      use_cases->draw_overlay,
                             use_cases->classify_photo, use_cases->chat,              rooms->changes,
                             [this] { return ready(); }, [this] { return metrics.render(); }};
  api::RestSettings rest;
  rest.public_url = settings.public_url;
  rest.allowed_hosts = split_hosts(settings.allowed_hosts);
  rest.base_path = settings.base_path;
  rest.photo_bytes_max = static_cast<std::uint64_t>(settings.photo_bytes_max);
  rest.openapi_document = std::string(embedded::openapi_json());
  api::add_rest_routes(router, parts, rest);
  api::add_s3_routes(router, {*verifier, use_cases->receive_photo, clock},
                     {settings.bucket, static_cast<std::uint64_t>(settings.photo_bytes_max), settings.cors_origin});
  api::add_cognito_routes(router, *accounts,
                          {settings.client_id, settings.pool_id, issuer_of(settings),
                           [rest](const api::RequestHead& head) { return api::server_url(head, rest); }});
  api::add_web_routes(router, web_files(settings));
  return router;
}

Result<void> Server::Impl::build_gate() {
  auto schema = api::OpenApi::load(embedded::openapi_json());
  if (!schema) return fail(schema.error());
  api::GateSettings gate_settings;
  gate_settings.cors_origin = settings.cors_origin;
  gate_settings.requests_per_second = static_cast<double>(settings.requests_per_second);
  gate_settings.burst = static_cast<double>(settings.request_burst);
  gate = std::make_unique<api::Gate>(build_routes(), std::move(*schema), *rooms->tokens, upload_budget, clock, log,
                                     metrics, gate_settings);
  return {};
}

void Server::Impl::start_background() {
  const auto is_stopping = [this] { return stopping.load(); };
  for (std::int64_t i = 0; i < settings.workers; ++i) {
    background.push_back(net::co_spawn(loops.next(), use_cases->work_queue.run(is_stopping), net::use_future));
  }
  background.push_back(net::co_spawn(loops.next(), begin_calmly(), net::use_future));
  if (rooms->remote_catalog) {
    background.push_back(net::co_spawn(loops.next(), rooms->remote_catalog->keep_filled(is_stopping), net::use_future));
  }
  background.push_back(net::co_spawn(loops.next(), renew_vectors_calmly(), net::use_future));
  for (std::size_t i = 0; i < loops.size(); ++i) {
    lags.push_back(std::make_unique<telemetry::LoopLag>(loops.at(i), metrics, std::to_string(i)));
  }
}

// A photo that comes sooner does not wait for this: it starts the workers itself.
Task<void> Server::Impl::begin_calmly() {
  co_await calm.sleep(Deadline::after(calm_start));
  if (stopping) co_return;
  rooms->eyes->builtin().warm_up();
  auto warm = co_await rooms->embedded_search->warm_up(Deadline::never());
  if (!warm) log.error("product_index_failed", {{"code", warm.error().code}, {"detail", warm.error().detail}});
  auto is_stopping = [this] { return stopping.load(); };
  co_await use_cases->sweep.run(rooms->sweep, sweep_period, std::move(is_stopping));
}

Task<void> Server::Impl::renew_vectors_calmly() {
  co_await calm_renewal.sleep(Deadline::after(calm_start));
  if (!stopping) co_await rooms->vector_renewal->run();
}

void Server::Impl::stop_background() {
  stopping = true;
  calm.wake();
  calm_renewal.wake();
  rooms->vector_renewal->stop();
  rooms->changes.stop();
  rooms->work.stop();
  rooms->sweep.stop();
  if (rooms->remote_catalog) rooms->remote_catalog->stop();
  door->drain(drain_time_max);
  // A job at hand is finished; one that takes longer is given up, and claimed again at the next start.
  const auto until = std::chrono::steady_clock::now() + workers_end_time_max;
  for (auto& one : background) one.wait_until(until);
}

int Server::Impl::wait_for_signal() {
  net::io_context waiting(1);
  net::signal_set signals(waiting, SIGINT, SIGTERM);
  int received = 0;
  signals.async_wait([&](boost::system::error_code, int number) { received = number; });
  waiting.run();
  return received;
}

Server::Server() = default;
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::open(const Settings& settings, DataFolder& folder) {
  std::unique_ptr<Server> server(new Server());
  server->impl_ = std::make_unique<Impl>(settings, folder);
  if (auto opened = server->impl_->open(); !opened) return fail(opened.error());
  return server;
}

Result<void> Server::run() {
  Impl& impl = *impl_;
  auto options = http_options(impl.settings);
  if (!options) return fail(options.error());
  impl.door =
      std::make_unique<doors::HttpServer>(impl.loops, *impl.gate, impl.random, impl.log, impl.metrics, *options);
  auto port = impl.door->start();
  if (!port) return fail(port.error());
  impl.admin = std::make_unique<AdminServer>(
      impl.admin_loop.at(0), admin_socket(impl.folder.path()),
      [&impl](std::string command, json::object arguments, Progress progress) {
        return impl.commands->run(std::move(command), std::move(arguments), std::move(progress));
      },
      impl.log);
  if (auto started = impl.admin->start(); !started) return started;
  impl.start_background();
  impl.loops.start();
  impl.admin_loop.start();
  print_banner(impl.settings, *options, *port, impl.folder.path(), impl.rooms->describe());

  const int signal_number = impl.wait_for_signal();
  impl.log.info("stopping", {{"signal", static_cast<std::int64_t>(signal_number)}});
  impl.stop_background();
  impl.admin_loop.stop();
  impl.loops.stop();
  impl.log.info("stopped");
  return {};
}

std::vector<std::string> Server::routes() const {
  std::vector<std::string> names;
  for (const auto& route : impl_->gate->router().routes()) names.push_back(route->method + " " + route->pattern);
  return names;
}

}  // namespace lumen::app
