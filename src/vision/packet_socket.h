// SPDX-License-Identifier: Apache-2.0
#pragma once
// Packets with descriptors over a SOCK_SEQPACKET socket. Used by both programs; the calls block or not as the
// socket does. Not thread-safe per socket and direction.

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/unique_fd.h"

namespace lumen::vision {

// Two connected ends, closed on exec. Both invalid when the system refuses.
std::pair<UniqueFd, UniqueFd> make_packet_sockets();

// At most this many descriptors travel with one packet.
inline constexpr std::size_t packet_descriptors_max = 2;

// False when the packet did not go out whole: the other end is gone, or the socket is full and does not block.
bool send_packet(int socket, std::span<const std::uint8_t> header, std::string_view text,
                 std::span<const int> descriptors);

struct Packet {
  enum class State {
    whole,        // `bytes` of the buffer are one packet
    would_block,  // nothing there yet
    closed,       // the other end is gone
    broken,       // larger than the buffer, or too many descriptors: the other end does not keep the protocol
  };
  State state = State::closed;
  std::span<const std::uint8_t> bytes;
  std::vector<UniqueFd> descriptors;
};

// Received descriptors are closed on exec.
Packet receive_packet(int socket, std::span<std::uint8_t> buffer);

}  // namespace lumen::vision
