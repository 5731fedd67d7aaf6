// SPDX-License-Identifier: Apache-2.0
// A Content-Type in the first line and any body after it: at most 16 parts that lie in the body one after another,
// and read the same when they are written again under another boundary.

#include <algorithm>

#include "api/multipart.h"
#include "tests/fuzz/fuzz.h"

using lumen::api::FormPart;
using lumen::fuzz::require;

namespace {

using Parts = std::vector<FormPart>;

void check_places(const Parts& parts, lumen::ByteView body) {
  const std::uint8_t* from = body.data();
  for (const FormPart& part : parts) {
    require(part.bytes.data() >= from, "a part begins after the one before it");
    from = part.bytes.data() + part.bytes.size();
    require(from <= body.data() + body.size(), "a part lies in the body");
    require(part.name.size() + part.file_name.size() + part.content_type.size() <= 3 * 4'096,
            "a part's headers have a largest size");
  }
}

// A value that holds quotes is written without them around it, which some values do not survive.
bool is_writable(const std::string& value) {
  return value.find('"') == std::string::npos || (value.front() != '"' && value.find(';') == std::string::npos);
}

std::string in_quotes(const std::string& value) {
  return value.find('"') == std::string::npos ? "\"" + value + "\"" : value;
}

std::string write(const Parts& parts, const std::string& boundary) {
  std::string out;
  for (const FormPart& part : parts) {
    out += "--" + boundary + "\r\nContent-Disposition: form-data; name=" + in_quotes(part.name);
    if (!part.file_name.empty()) out += "; filename=" + in_quotes(part.file_name);
    if (!part.content_type.empty()) out += "\r\ncontent-type:" + part.content_type;
    out += "\r\n\r\n";
    out += lumen::as_text(part.bytes);
    out += "\r\n";
  }
  return out + "--" + boundary + "--\r\n";
}

bool same(const FormPart& a, const FormPart& b) {
  return a.name == b.name && a.file_name == b.file_name && a.content_type == b.content_type &&
         lumen::as_text(a.bytes) == lumen::as_text(b.bytes);
}

void check_written_again(const Parts& parts, std::string_view body) {
  const bool writable = std::all_of(parts.begin(), parts.end(), [](const FormPart& part) {
    const std::size_t headers = part.name.size() + part.file_name.size() + part.content_type.size();
    return headers < 3'900 && is_writable(part.name) && is_writable(part.file_name);
  });
  if (!writable) return;
  std::string boundary = "again";
  while (body.find(boundary) != std::string_view::npos) boundary += "+";
  if (boundary.size() > 70) return;
  const std::string text = write(parts, boundary);
  const auto read = lumen::api::parse_multipart("multipart/form-data; boundary=" + boundary, lumen::as_bytes(text));
  require(read && std::equal(parts.begin(), parts.end(), read->begin(), read->end(), same),
          "parts that are written again read the same");
}

}  // namespace

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  const std::string photo =
      "--b7\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a;b.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n";
  std::string many = "multipart/form-data; boundary=x\n";
  for (int i = 0; i < 17; ++i) many += "--x\r\n\r\n\r\n\r\n";
  return {
      text_seed("multipart/form-data; boundary=b7\n" + photo + "\xff\xd8\r\n--b\r\n\xff\xd9\r\n--b7--\r\n"),
      text_seed("multipart/form-data; charset=utf-8; boundary=\"b7\"\npreamble\r\n" + photo +
                "photo\r\n--b7\r\ncontent-disposition: form-data; name=notes\r\n\r\nred spots\r\n--b7--\r\nepilogue"),
      text_seed("multipart/form-data; boundary=b7\n" + photo + "no end"),
      text_seed("multipart/form-data; boundary=x\n--x\r\nX: " + std::string(4'090, 'h') + "\r\n\r\n\r\n--x--"),
      text_seed(many),
      text_seed(many + "--x--")};
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = lumen::as_text({data, size});
  const std::size_t line_end = std::min(text.find('\n'), text.size());
  const std::string_view body = text.substr(std::min(line_end + 1, text.size()));
  const auto parts = lumen::api::parse_multipart(text.substr(0, line_end), lumen::as_bytes(body));
  if (!parts) {
    require(parts.error().code == "bad_multipart", "a refusal is known");
    return 0;
  }
  require(parts->size() <= 16, "a body has at most 16 parts");
  check_places(*parts, lumen::as_bytes(body));
  check_written_again(*parts, body);
  return 0;
}
