// SPDX-License-Identifier: Apache-2.0
#include "api/multipart.h"

#include <optional>

namespace lumen::api {
namespace {

constexpr std::size_t parts_max = 16;
constexpr std::size_t part_header_bytes_max = 4'096;
constexpr std::size_t boundary_bytes_max = 70;  // RFC 2046

Error bad(std::string why) {
  return invalid("bad_multipart", "The multipart/form-data body is not valid: " + why + ".");
}

// The value of `name=` in a header such as `form-data; name="file"; filename="a.jpg"`.
std::optional<std::string> parameter(std::string_view header, std::string_view name) {
  std::size_t at = header.find(';');
  while (at != std::string_view::npos) {
    std::string_view rest = trim(header.substr(at + 1));
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view key = trim(rest.substr(0, equals));
    std::string_view value = trim(rest.substr(equals + 1));
    std::size_t end = 0;
    if (value.starts_with('"')) {
      value.remove_prefix(1);
      end = value.find('"');
      if (end == std::string_view::npos) return std::nullopt;
    } else {
      end = std::min(value.find(';'), value.size());
    }
    if (iequals(key, name)) return std::string(trim(value.substr(0, end)));
    const auto next = value.find(';', end);
    at = next == std::string_view::npos ? next : static_cast<std::size_t>(value.data() + next - header.data());
  }
  return std::nullopt;
}

Result<FormPart> parse_part(std::string_view part) {
  const std::size_t split = part.find("\r\n\r\n");
  if (split == std::string_view::npos) return fail(bad("a part has no empty line after its headers"));
  if (split > part_header_bytes_max) return fail(bad("a part's headers are too large"));
  std::string_view headers = part.substr(0, split);
  FormPart out;
  out.bytes = as_bytes(part.substr(split + 4));
  while (!headers.empty()) {
    const std::size_t end = std::min(headers.find("\r\n"), headers.size());
    const std::string_view line = headers.substr(0, end);
    headers.remove_prefix(std::min(end + 2, headers.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return fail(bad("a part has a malformed header"));
    const std::string_view name = trim(line.substr(0, colon));
    const std::string_view value = trim(line.substr(colon + 1));
    if (iequals(name, "Content-Type")) out.content_type = std::string(value);
    if (iequals(name, "Content-Disposition")) {
      out.name = parameter(value, "name").value_or("");
      out.file_name = parameter(value, "filename").value_or("");
    }
  }
  return out;
}

}  // namespace

Result<std::vector<FormPart>> parse_multipart(std::string_view content_type, ByteView body) {
  const auto boundary = parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > boundary_bytes_max) {
    return fail(bad("the Content-Type header names no boundary of 1 to 70 characters"));
  }
  const std::string opening = "--" + *boundary;
  const std::string between = "\r\n" + opening;
  const std::string_view text = as_text(body);
  std::size_t at = text.find(opening);
  if (at == std::string_view::npos || (at != 0 && (at < 2 || text.substr(at - 2, 2) != "\r\n"))) {
    return fail(bad("its boundary does not appear"));
  }
  at += opening.size();
  std::vector<FormPart> parts;
  while (text.substr(at, 2) != "--") {
    if (text.substr(at, 2) != "\r\n") return fail(bad("a boundary is not followed by a line end"));
    if (parts.size() == parts_max) return fail(bad("it has more than 16 parts"));
    const std::size_t end = text.find(between, at + 2);
    if (end == std::string_view::npos) return fail(bad("its last boundary is missing"));
    auto part = parse_part(text.substr(at + 2, end - at - 2));
    if (!part) return fail(part.error());
    parts.push_back(std::move(*part));
    at = end + between.size();
  }
  return parts;
}

}  // namespace lumen::api
