// SPDX-License-Identifier: Apache-2.0
#include "http/curl_loop.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "http/remote_error.h"

namespace lumen::http {
namespace {

using boost::asio::posix::stream_descriptor;

bool is_plain_line(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

Result<void> check_headers(const HttpRequest& request) {
  bool good = is_plain_line(request.method);
  for (const auto& [name, value] : request.headers.all()) {
    good = good && !name.empty() && is_plain_line(name) && is_plain_line(value);
  }
  if (good) return {};
  return fail(invalid("bad_header", "A header has a line break in it.", "of an outgoing request"));
}

}  // namespace

// One of curl's sockets. It stays curl's: Asio only waits on it.
struct CurlLoop::Watch {
  Watch(boost::asio::io_context& context, curl_socket_t number) : socket(number), descriptor(context, number) {}
  curl_socket_t socket;
  stream_descriptor descriptor;
  int wanted = CURL_POLL_NONE;
  bool reading = false;
  bool writing = false;
  bool gone = false;
};

CurlLoop::CurlLoop(HttpClientOptions options) : options_(std::move(options)) {
  multi_.reset(curl().multi_init());
  CURLM* multi = multi_.get();
  curl().multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, &CurlLoop::on_socket);
  curl().multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
  curl().multi_setopt(multi, CURLMOPT_TIMERFUNCTION, &CurlLoop::on_timer);
  curl().multi_setopt(multi, CURLMOPT_TIMERDATA, this);
  curl().multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, static_cast<long>(options_.connections_max));
  curl().multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(options_.connections_max));
}

CurlLoop::~CurlLoop() { stop(); }

Result<std::shared_ptr<CurlTransfer>> CurlLoop::start(HttpRequest request, Delivery delivery, Deadline deadline) {
  if (stopping_) return fail(remote_error("stopping", "the client is going down"));
  if (deadline.expired()) return fail(remote_timed_out("the deadline had passed before the call"));
  if (auto allowed = check_url(request.url, options_.plain); !allowed) return fail(std::move(allowed.error()));
  if (auto allowed = check_headers(request); !allowed) return fail(std::move(allowed.error()));
  if (under_way_.size() >= options_.calls_max) return fail(remote_error("too_many_calls", "calls_max is reached"));
  auto transfer = std::make_shared<CurlTransfer>(context_.get_executor(), std::move(request), delivery, options_);
  CURL* easy = transfer->handle();
  curl().easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, &CurlLoop::open_socket);
  curl().easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, &CurlLoop::close_socket);
  curl().easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, this);
  if (curl().multi_add_handle(multi_.get(), easy) != CURLM_OK) return fail(internal("curl takes no transfer"));
  under_way_.insert(transfer);
  return transfer;
}

void CurlLoop::drop(const std::shared_ptr<CurlTransfer>& transfer) {
  if (under_way_.erase(transfer) == 0) return;
  curl().multi_remove_handle(multi_.get(), transfer->handle());
}

Task<Result<HttpAnswer>> CurlLoop::send(HttpRequest request, Deadline deadline) {
  auto started = start(std::move(request), Delivery::whole, deadline);
  if (!started) co_return fail(std::move(started.error()));
  const std::shared_ptr<CurlTransfer> transfer = *started;
  co_await transfer->wait_for_end(deadline);
  drop(transfer);
  if (transfer->error()) co_return fail(*transfer->error());
  co_return transfer->take_answer();
}

Task<Result<std::unique_ptr<HttpStream>>> CurlLoop::open(HttpRequest request, Deadline deadline) {
  auto started = start(std::move(request), Delivery::in_pieces, deadline);
  if (!started) co_return fail(std::move(started.error()));
  const std::shared_ptr<CurlTransfer> transfer = *started;
  co_await transfer->wait_for_head(deadline);
  if (transfer->ended()) drop(transfer);
  if (!transfer->has_head() && transfer->error()) co_return fail(*transfer->error());
  co_return std::make_unique<HttpStream>(shared_from_this(), transfer);
}

Task<Result<std::optional<std::string>>> CurlLoop::next(std::shared_ptr<CurlTransfer> transfer, Deadline deadline) {
  co_await transfer->wait_for_body(deadline);
  if (transfer->ended()) drop(transfer);
  std::string pieces = transfer->take_pieces();
  if (!pieces.empty()) co_return std::optional<std::string>(std::move(pieces));
  if (transfer->error()) co_return fail(*transfer->error());
  co_return std::optional<std::string>();
}

void CurlLoop::stop() {
  stopping_ = true;
  const auto all = std::exchange(under_way_, {});
  for (const auto& transfer : all) {
    curl().multi_remove_handle(multi_.get(), transfer->handle());
    transfer->finish(remote_error("stopping", "the client is going down"));
  }
  multi_.reset();
  timer_.cancel();
  for (auto& [socket, watch] : watches_) {
    watch->gone = true;
    watch->descriptor.release();
  }
  watches_.clear();
}

void CurlLoop::act(curl_socket_t socket, int events) {
  int running = 0;
  curl().multi_socket_action(multi_.get(), socket, events, &running);
  collect_finished();
}

void CurlLoop::collect_finished() {
  int left = 0;
  while (const CURLMsg* message = curl().multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode outcome = message->data.result;
    void* owner = nullptr;
    curl().easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &owner);
    static_cast<CurlTransfer*>(owner)->finish(outcome);
  }
}

void CurlLoop::watch(curl_socket_t socket, int what) {
  auto& place = watches_[socket];
  if (place == nullptr) place = std::make_shared<Watch>(context_, socket);
  place->wanted = what;
  arm(place);
}

void CurlLoop::unwatch(curl_socket_t socket) {
  const auto found = watches_.find(socket);
  if (found == watches_.end()) return;
  found->second->gone = true;
  found->second->descriptor.release();
  watches_.erase(found);
}

void CurlLoop::arm(const std::shared_ptr<Watch>& watch) {
  const auto wait_for = [this, &watch](bool Watch::* waiting, int poll, int select, stream_descriptor::wait_type type) {
    if ((watch->wanted & poll) == 0 || (*watch).*waiting) return;
    (*watch).*waiting = true;
    watch->descriptor.async_wait(type, [this, watch, waiting, poll, select](boost::system::error_code failure) {
      (*watch).*waiting = false;
      if (watch->gone) return;
      if ((watch->wanted & poll) != 0) act(watch->socket, failure ? CURL_CSELECT_ERR : select);
      if (!watch->gone && !failure) arm(watch);
    });
  };
  wait_for(&Watch::reading, CURL_POLL_IN, CURL_CSELECT_IN, stream_descriptor::wait_read);
  wait_for(&Watch::writing, CURL_POLL_OUT, CURL_CSELECT_OUT, stream_descriptor::wait_write);
}

void CurlLoop::set_timer(long timeout_ms) {
  timer_.cancel();
  if (timeout_ms < 0) return;
  timer_.expires_after(std::chrono::milliseconds(timeout_ms));
  timer_.async_wait([this](boost::system::error_code cancelled) {
    if (!cancelled && !stopping_) act(CURL_SOCKET_TIMEOUT, 0);
  });
}

int CurlLoop::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
  auto& loop = *static_cast<CurlLoop*>(self);
  if (what == CURL_POLL_REMOVE) {
    loop.unwatch(socket);
  } else {
    loop.watch(socket, what);
  }
  return 0;
}

int CurlLoop::on_timer(CURLM*, long timeout_ms, void* self) {
  static_cast<CurlLoop*>(self)->set_timer(timeout_ms);
  return 0;
}

// Closed on exec: the programs that Lumen starts get no socket of ours.
curl_socket_t CurlLoop::open_socket(void*, curlsocktype, curl_sockaddr* address) {
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int CurlLoop::close_socket(void* self, curl_socket_t socket) {
  static_cast<CurlLoop*>(self)->unwatch(socket);
  return ::close(socket);
}

}  // namespace lumen::http
