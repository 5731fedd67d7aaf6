// SPDX-License-Identifier: Apache-2.0
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>

#include "doors/http_session.h"
#include "doors/http_sessions.h"

namespace lumen::doors {

Task<void> serve_tls(boost::asio::ip::tcp::socket& socket, boost::asio::ssl::context& tls, ConnectionGuard& guard,
                     DoorState& door, LoopState& loop, std::string peer) {
  using Stream = boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>;
  Stream stream(socket, tls);
  guard.limit(door.options.header_time_max);
  boost::system::error_code failure;
  co_await stream.async_handshake(Stream::server, net::redirect_error(net::use_awaitable, failure));
  if (failure) co_return;
  HttpSession<Stream> session(stream, socket, guard, door, loop, std::move(peer));
  co_await session.run();
}

}  // namespace lumen::doors
