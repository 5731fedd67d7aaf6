// SPDX-License-Identifier: Apache-2.0
#include "vision/packet_socket.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace lumen::vision {
namespace {

constexpr std::size_t control_bytes = CMSG_SPACE(sizeof(int) * packet_descriptors_max);

std::vector<UniqueFd> take_descriptors(msghdr& message) {
  std::vector<UniqueFd> taken;
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int number = -1;
      std::memcpy(&number, CMSG_DATA(part) + i * sizeof(int), sizeof(int));
      taken.emplace_back(number);
    }
  }
  return taken;
}

}  // namespace

std::pair<UniqueFd, UniqueFd> make_packet_sockets() {
  std::array<int, 2> ends{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return {};
  return {UniqueFd(ends[0]), UniqueFd(ends[1])};
}

bool send_packet(int socket, std::span<const std::uint8_t> header, std::string_view text,
                 std::span<const int> descriptors) {
  if (descriptors.size() > packet_descriptors_max) return false;
  std::array<iovec, 2> pieces{};
  pieces[0] = {const_cast<std::uint8_t*>(header.data()), header.size()};
  pieces[1] = {const_cast<char*>(text.data()), text.size()};
  msghdr message{};
  message.msg_iov = pieces.data();
  message.msg_iovlen = text.empty() ? 1 : 2;
  alignas(cmsghdr) std::array<std::uint8_t, control_bytes> control{};
  if (!descriptors.empty()) {
    message.msg_control = control.data();
    message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
    cmsghdr* part = CMSG_FIRSTHDR(&message);
    part->cmsg_level = SOL_SOCKET;
    part->cmsg_type = SCM_RIGHTS;
    part->cmsg_len = CMSG_LEN(descriptors.size_bytes());
    std::memcpy(CMSG_DATA(part), descriptors.data(), descriptors.size_bytes());
  }
  ssize_t sent = 0;
  do {
    sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
  } while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(header.size() + text.size());
}

Packet receive_packet(int socket, std::span<std::uint8_t> buffer) {
  iovec piece{buffer.data(), buffer.size()};
  alignas(cmsghdr) std::array<std::uint8_t, control_bytes> control{};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  ssize_t got = 0;
  do {
    got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);

  Packet packet;
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
    packet.state = Packet::State::would_block;
    return packet;
  }
  if (got <= 0) return packet;
  packet.descriptors = take_descriptors(message);
  const bool cut = (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) != 0;
  packet.state = cut ? Packet::State::broken : Packet::State::whole;
  packet.bytes = buffer.first(static_cast<std::size_t>(got));
  return packet;
}

}  // namespace lumen::vision
