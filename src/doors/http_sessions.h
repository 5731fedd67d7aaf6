// SPDX-License-Identifier: Apache-2.0
#pragma once
// The two kinds of connection, each compiled in a unit of its own.

#include <boost/asio/ip/tcp.hpp>

#include "base/task.h"
#include "doors/http_connection.h"

namespace boost::asio::ssl {
class context;
}

namespace lumen::doors {

Task<void> serve_plain(boost::asio::ip::tcp::socket& socket, ConnectionGuard& guard, DoorState& door, LoopState& loop,
                       std::string peer);
Task<void> serve_tls(boost::asio::ip::tcp::socket& socket, boost::asio::ssl::context& tls, ConnectionGuard& guard,
                     DoorState& door, LoopState& loop, std::string peer);

}  // namespace lumen::doors
