// SPDX-License-Identifier: Apache-2.0
#include "photos/photo_info_json.h"

#include "base/json.h"

namespace lumen::photos {

std::string write_photo_info(const PhotoInfo& info) {
  json::object object;
  object["content_type"] = info.content_type;
  object["received_md5"] = info.received_md5;
  object["received_sha256"] = info.received_sha256;
  object["size_bytes"] = static_cast<std::int64_t>(info.size_bytes);
  object["orientation"] = info.orientation;
  object["created_at_s"] = info.created_at_s;
  object["expires_at_s"] = info.expires_at_s;
  return json::serialize(object);
}

Result<PhotoInfo> read_photo_info(std::string_view text) {
  const auto value = parse_json(text);
  const json::object* object = value ? value->if_object() : nullptr;
  if (object == nullptr) return fail(internal("a photo's info is not JSON"));
  bool complete = true;
  const auto text_of = [&](std::string_view name) {
    const auto member = get_string(*object, name);
    complete = complete && member.has_value();
    return member.value_or("");
  };
  const auto number_of = [&](std::string_view name) {
    const auto member = get_integer(*object, name);
    complete = complete && member.has_value();
    return member.value_or(0);
  };
  PhotoInfo info;
  info.content_type = text_of("content_type");
  info.received_md5 = text_of("received_md5");
  info.received_sha256 = text_of("received_sha256");
  info.size_bytes = static_cast<std::uint64_t>(number_of("size_bytes"));
  info.orientation = static_cast<std::uint16_t>(number_of("orientation"));
  info.created_at_s = number_of("created_at_s");
  info.expires_at_s = number_of("expires_at_s");
  if (!complete) return fail(internal("a photo's info lacks a member"));
  return info;
}

}  // namespace lumen::photos
