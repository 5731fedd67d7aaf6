// SPDX-License-Identifier: Apache-2.0
#include "vision/packet_socket.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <string>

#include "vision/memory_file.h"
#include "vision/worker_protocol.h"

namespace lumen::vision {
namespace {

using namespace protocol;
using State = Packet::State;

TEST(PacketSocket, CarriesHeaderTextAndDescriptors) {
  const auto [ours, theirs] = make_packet_sockets();
  const auto file = make_sealed_file(as_bytes("a photo"));
  ASSERT_TRUE(file);
  AnswerHeader header;
  header.text_bytes = 5;
  ASSERT_TRUE(send_packet(ours.get(), bytes_of(header), "hello", std::array{file->get()}));
  std::array<std::uint8_t, 256> buffer{};
  const Packet packet = receive_packet(theirs.get(), buffer);
  ASSERT_EQ(packet.state, State::whole);
  const auto message = read_message<AnswerHeader>(packet.bytes);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->text, "hello");
  ASSERT_EQ(packet.descriptors.size(), 1U);
  const auto view = SealedView::map(packet.descriptors[0].get(), 7);
  ASSERT_TRUE(view);
  EXPECT_EQ(as_text(view->bytes()), "a photo");
  EXPECT_NE(::fcntl(packet.descriptors[0].get(), F_GETFD) & FD_CLOEXEC, 0);
}

TEST(PacketSocket, TellsTheStatesApart) {
  auto [ours, theirs] = make_packet_sockets();
  ::fcntl(theirs.get(), F_SETFL, O_NONBLOCK);
  std::array<std::uint8_t, sizeof(ControlHeader)> buffer{};
  EXPECT_EQ(receive_packet(theirs.get(), buffer).state, State::would_block);
  EXPECT_TRUE(send_packet(ours.get(), bytes_of(ControlHeader()), "longer than the buffer", {}));
  EXPECT_EQ(receive_packet(theirs.get(), buffer).state, State::broken);
  ours.reset();
  EXPECT_EQ(receive_packet(theirs.get(), buffer).state, State::closed);
  EXPECT_FALSE(send_packet(theirs.get(), bytes_of(ControlHeader()), {}, {}));
}

TEST(WorkerProtocol, TakesOnlyWholeMessages) {
  AnswerHeader header;
  header.text_bytes = 3;
  const auto packet = [&](std::string_view text) {
    const auto head = bytes_of(header);
    Bytes bytes(head.begin(), head.end());
    bytes.insert(bytes.end(), text.begin(), text.end());
    return bytes;
  };
  EXPECT_TRUE(read_message<AnswerHeader>(packet("abc")));
  EXPECT_FALSE(read_message<AnswerHeader>(packet("ab")));
  EXPECT_FALSE(read_message<AnswerHeader>(packet("abcd")));
  EXPECT_FALSE(read_message<AnswerHeader>(ByteView(packet("abc")).first(10)));
  header.magic_number = 1;
  EXPECT_FALSE(read_message<AnswerHeader>(packet("abc")));

  EXPECT_TRUE(read_job(bytes_of(JobHeader())));
  EXPECT_FALSE(read_job(bytes_of(JobHeader()).first(sizeof(JobHeader) - 1)));
}

TEST(MemoryFile, CanNotBeChangedOnceItHoldsAPhoto) {
  const auto file = make_sealed_file(as_bytes("a photo"));
  ASSERT_TRUE(file);
  EXPECT_LT(::pwrite(file->get(), "A", 1, 0), 0);
  EXPECT_NE(::ftruncate(file->get(), 2), 0);
  EXPECT_NE(::ftruncate(file->get(), 200), 0);
}

TEST(MemoryFile, IsMappedOnlyWhenSealedAndAsLongAsTold) {
  const auto sealed = make_sealed_file(as_bytes("a photo"));
  EXPECT_TRUE(SealedView::map(sealed->get(), 7));
  EXPECT_FALSE(SealedView::map(sealed->get(), 6));
  EXPECT_FALSE(SealedView::map(sealed->get(), 8));
  EXPECT_FALSE(SealedView::map(sealed->get(), 0));
  const auto room = make_room(7);
  EXPECT_FALSE(SealedView::map(room->get(), 7));
  EXPECT_FALSE(SealedView::map(-1, 7));
}

TEST(MemoryFile, IsARoomThatOthersWriteIntoButNotBeyond) {
  const auto room = make_room(8);
  ASSERT_TRUE(room);
  EXPECT_EQ(::pwrite(room->get(), "overlay", 7, 0), 7);
  EXPECT_LE(::pwrite(room->get(), "beyond", 6, 8), 0);
  const auto read = read_room(room->get(), 7);
  ASSERT_TRUE(read);
  EXPECT_EQ(as_text(*read), "overlay");
  EXPECT_FALSE(read_room(room->get(), 9));
}

}  // namespace
}  // namespace lumen::vision
