// SPDX-License-Identifier: Apache-2.0
#include "app/admin_socket.h"

#include <sys/stat.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <istream>
#include <utility>

namespace lumen::app {
namespace {

namespace net = boost::asio;
using Local = net::local::stream_protocol;

constexpr std::size_t line_bytes_max = 16 << 20;

json::object error_to_json(const Error& error) {
  return {{"code", error.code},
          {"message", error.message},
          {"detail", error.detail},
          {"kind", static_cast<int>(error.kind)}};
}

Error error_from_json(const json::object& object) {
  const auto kind = static_cast<ErrorKind>(get_integer(object, "kind").value_or(static_cast<int>(ErrorKind::internal)));
  return make_error(kind, get_string(object, "code").value_or("internal_error"),
                    get_string(object, "message").value_or(""), get_string(object, "detail").value_or(""));
}

std::string take_line(net::streambuf& buffer) {
  std::istream stream(&buffer);
  std::string line;
  std::getline(stream, line);
  return line;
}

}  // namespace

struct AdminServer::Impl {
  Impl(net::io_context& loop, std::filesystem::path path, AdminHandler run, Log& out)
      : acceptor(loop), socket(std::move(path)), handler(std::move(run)), log(out) {}

  Task<void> accept_loop(std::shared_ptr<Impl> self) {
    while (acceptor.is_open()) {
      boost::system::error_code failure;
      Local::socket peer = co_await acceptor.async_accept(net::redirect_error(net::use_awaitable, failure));
      if (failure) co_return;
      net::co_spawn(acceptor.get_executor(), serve(self, std::move(peer)), net::detached);
    }
  }

  Task<void> serve(std::shared_ptr<Impl> self, Local::socket peer) {
    net::streambuf buffer(line_bytes_max);
    boost::system::error_code failure;
    co_await net::async_read_until(peer, buffer, '\n', net::redirect_error(net::use_awaitable, failure));
    if (failure) co_return;
    const auto request = parse_json(take_line(buffer), {.bytes_max = line_bytes_max});
    const json::object* object = request ? request->if_object() : nullptr;
    if (object == nullptr) co_return;
    const json::object* given = get_object(*object, "arguments");
    std::string command = get_string(*object, "command").value_or("");
    json::object arguments = given == nullptr ? json::object() : *given;
    // A local client that stops reading must not stop the server: progress lines are dropped when the socket is full.
    auto progress = [&peer](std::size_t done, std::size_t total) {
      const std::string line = json::serialize(json::object{{"done", done}, {"total", total}}) + "\n";
      boost::system::error_code ignored;
      peer.non_blocking(true, ignored);
      peer.write_some(net::buffer(line), ignored);
    };
    auto answer = co_await self->handler(std::move(command), std::move(arguments), progress);
    const json::object reply =
        answer ? json::object{{"result", *answer}} : json::object{{"error", error_to_json(answer.error())}};
    const std::string line = json::serialize(reply) + "\n";
    co_await net::async_write(peer, net::buffer(line), net::redirect_error(net::use_awaitable, failure));
  }

  Local::acceptor acceptor;
  std::filesystem::path socket;
  AdminHandler handler;
  Log& log;
};

AdminServer::AdminServer(net::io_context& loop, std::filesystem::path socket, AdminHandler handler, Log& log)
    : impl_(std::make_shared<Impl>(loop, std::move(socket), std::move(handler), log)) {}

AdminServer::~AdminServer() {
  std::error_code ignored;
  std::filesystem::remove(impl_->socket, ignored);
}

Result<void> AdminServer::start() {
  std::error_code ignored;
  std::filesystem::remove(impl_->socket, ignored);  // of a server that was killed: we hold the folder's lock
  boost::system::error_code failure;
  impl_->acceptor.open(Local(), failure);
  if (!failure) impl_->acceptor.bind(Local::endpoint(impl_->socket.string()), failure);
  if (!failure) impl_->acceptor.listen(16, failure);
  if (failure) {
    return fail(unavailable("admin_socket_failed", "Cannot listen on " + impl_->socket.string() + ": " +
                                                       failure.message() +
                                                       ". Is the path longer than 100 characters?"));
  }
  ::chmod(impl_->socket.c_str(), 0600);
  net::co_spawn(impl_->acceptor.get_executor(), impl_->accept_loop(impl_), net::detached);
  return {};
}

Result<json::value> ask_server(const std::filesystem::path& socket, const std::string& command,
                               const json::object& arguments, const Progress& progress) {
  net::io_context loop;
  Local::socket peer(loop);
  boost::system::error_code failure;
  peer.connect(Local::endpoint(socket.string()), failure);
  if (failure)
    return fail(unavailable("no_server", "No lumen server answers at " + socket.string() + ".", failure.message()));
  const std::string line = json::serialize(json::object{{"command", command}, {"arguments", arguments}}) + "\n";
  net::write(peer, net::buffer(line), failure);
  net::streambuf buffer(line_bytes_max);
  while (!failure) {
    net::read_until(peer, buffer, '\n', failure);
    if (failure) break;
    const auto reply = parse_json(take_line(buffer), {.bytes_max = line_bytes_max, .depth_max = 32});
    const json::object* object = reply ? reply->if_object() : nullptr;
    if (object == nullptr) return fail(internal("the server's answer is no JSON object"));
    if (const json::object* error = get_object(*object, "error")) return fail(error_from_json(*error));
    if (const json::value* result = object->if_contains("result")) return *result;
    progress(static_cast<std::size_t>(get_integer(*object, "done").value_or(0)),
             static_cast<std::size_t>(get_integer(*object, "total").value_or(0)));
  }
  return fail(unavailable("server_gone", "The server went away before it answered.", failure.message()));
}

}  // namespace lumen::app
