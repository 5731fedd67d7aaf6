// SPDX-License-Identifier: Apache-2.0
#include "base/deflate.h"

#include <zlib.h>

#include <algorithm>
#include <memory>
#include <new>

namespace lumen {
namespace {

struct InflateEnd {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

constexpr std::size_t first_guess = 8;  // times the packed size

}  // namespace

Bytes deflate_text(std::string_view text) {
  uLongf size = compressBound(text.size());
  Bytes out(size);
  const int done = compress2(out.data(), &size, reinterpret_cast<const Bytef*>(text.data()), text.size(), Z_BEST_SPEED);
  if (done != Z_OK) throw std::bad_alloc();  // the only way it fails: the buffer is as large as zlib asked for
  out.resize(size);
  return out;
}

Result<std::string> inflate_text(ByteView bytes, std::size_t text_bytes_max) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, InflateEnd> guard(&stream);
  stream.next_in = const_cast<Bytef*>(bytes.data());  // zlib does not write there
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string text;
  int state = Z_OK;
  while (state == Z_OK) {
    // One byte over the limit tells a text that fills it from one that does not fit.
    const std::size_t wanted = std::max(text.size() * 2, bytes.size() * first_guess + 64);
    text.resize(std::min(wanted, text_bytes_max + 1));
    stream.next_out = reinterpret_cast<Bytef*>(text.data()) + stream.total_out;
    stream.avail_out = static_cast<uInt>(text.size() - stream.total_out);
    if (stream.avail_out == 0) return fail(internal("a packed text is larger than allowed"));
    state = inflate(&stream, Z_NO_FLUSH);
  }
  const bool whole = state == Z_STREAM_END && stream.avail_in == 0 && stream.total_out <= text_bytes_max;
  if (!whole) return fail(internal("a packed text is damaged or too large"));
  text.resize(stream.total_out);
  return text;
}

}  // namespace lumen
