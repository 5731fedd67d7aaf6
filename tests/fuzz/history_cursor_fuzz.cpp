// SPDX-License-Identifier: Apache-2.0
// Any text as a cursor: nothing, but for the cursors that were made. And any place and owner: the cursor made of them
// reads back, for that owner only and unchanged only.

#include <algorithm>
#include <array>

#include "analyses/history_cursor.h"
#include "tests/fuzz/fuzz.h"

using namespace lumen::analyses;
using lumen::fuzz::require;

namespace {

const lumen::SecretKey& secret() {
  static const lumen::SecretKey key(std::array<std::uint8_t, 32>{7, 1, 8, 2});
  return key;
}

const lumen::UserId& ann() {
  static const lumen::UserId id = lumen::UserId::trusted("ann");
  return id;
}

struct Made {
  HistoryPlace place;
  std::string cursor;
};

const std::array<Made, 2>& made() {
  static const std::array<Made, 2> both = [] {
    lumen::SeededRandom random(1);
    const HistoryPlace first{1'800'000'000'123, {1, 2, 3}};
    const HistoryPlace second{-1, {0xff, 0, 0xff}};
    return std::array<Made, 2>{Made{first, format_cursor(secret(), ann(), first, random)},
                               Made{second, format_cursor(secret(), ann(), second, random)}};
  }();
  return both;
}

bool same(const HistoryPlace& a, const HistoryPlace& b) { return a.created_at_ms == b.created_at_ms && a.id == b.id; }

void read_any(std::string_view text) {
  const auto place = parse_cursor(secret(), ann(), text);
  const auto known = std::find_if(made().begin(), made().end(), [&](const Made& one) { return one.cursor == text; });
  require(place.has_value() == (known != made().end()), "only a cursor that was made reads");
  if (place) require(same(*place, known->place), "it reads as the place it was made of");
}

void make_and_read(lumen::ByteView input) {
  HistoryPlace place;
  std::uint64_t time = 0;
  for (std::size_t i = 0; i < 8; ++i) time = (time << 8U) | input[i];
  place.created_at_ms = static_cast<lumen::UnixMillis>(time);
  std::copy_n(input.begin() + 8, place.id.size(), place.id.begin());
  const std::string name(lumen::as_text(input.subspan(24)));
  const lumen::UserId owner = lumen::UserId::trusted(name);

  lumen::SeededRandom random(time);
  std::string cursor = format_cursor(secret(), owner, place, random);
  const auto read = parse_cursor(secret(), owner, cursor);
  require(read && same(*read, place), "a cursor reads back");
  require(!parse_cursor(secret(), lumen::UserId::trusted(name + "x"), cursor), "a cursor is its owner's");
  char& changed = cursor[time % cursor.size()];
  changed = changed == 'A' ? 'B' : 'A';
  require(!parse_cursor(secret(), owner, cursor), "a changed cursor does not read");
}

}  // namespace

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  return {text_seed(made()[0].cursor), text_seed(made()[1].cursor), text_seed("AAAA"), text_seed("not/base64url=")};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read_any(lumen::as_text({data, size}));
  if (size >= 24) make_and_read({data, size});
  return 0;
}
