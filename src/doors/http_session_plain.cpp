// SPDX-License-Identifier: Apache-2.0
#include "doors/http_session.h"
#include "doors/http_sessions.h"

namespace lumen::doors {

Task<void> serve_plain(boost::asio::ip::tcp::socket& socket, ConnectionGuard& guard, DoorState& door, LoopState& loop,
                       std::string peer) {
  HttpSession<boost::asio::ip::tcp::socket> session(socket, socket, guard, door, loop, std::move(peer));
  co_await session.run();
}

}  // namespace lumen::doors
