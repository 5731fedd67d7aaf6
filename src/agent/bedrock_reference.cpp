// SPDX-License-Identifier: Apache-2.0
#include "agent/bedrock_reference.h"

#include <array>
#include <utility>

#include "base/encoding.h"

namespace lumen::agent {
namespace {

constexpr std::size_t text_bytes_max = 300;

// Member of a location, and what it calls the document's place.
constexpr std::array<std::pair<const char*, const char*>, 8> kinds{{{"s3Location", "uri"},
                                                                    {"webLocation", "url"},
                                                                    {"confluenceLocation", "url"},
                                                                    {"sharePointLocation", "url"},
                                                                    {"salesforceLocation", "url"},
                                                                    {"kendraDocumentLocation", "uri"},
                                                                    {"customDocumentLocation", "id"},
                                                                    {"oneDriveLocation", "url"}}};

std::string metadata_of(const json::object& reference, std::string_view name) {
  const json::object* metadata = get_object(reference, "metadata");
  return metadata == nullptr ? std::string() : get_string(*metadata, name).value_or("");
}

std::string https_or_none(const std::string& url) {
  return url.starts_with("https://") && url.size() <= text_bytes_max ? url : std::string();
}

std::string last_part(std::string_view place) {
  while (place.ends_with('/')) place.remove_suffix(1);
  return std::string(place.substr(place.rfind('/') + 1));
}

}  // namespace

std::string cut(std::string text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  std::size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  text.resize(end);
  return text;
}

std::string place_of_reference(const json::object& reference) {
  const json::object* location = get_object(reference, "location");
  if (location == nullptr) return {};
  for (const auto& [kind, member] : kinds) {
    const json::object* one = get_object(*location, kind);
    if (one != nullptr) return get_string(*one, member).value_or("");
  }
  return {};
}

Citation citation_of_reference(const json::object& reference) {
  const std::string place = place_of_reference(reference);
  Citation citation{metadata_of(reference, "title"), metadata_of(reference, "source"),
                    https_or_none(metadata_of(reference, "url"))};
  if (citation.title.empty()) citation.title = last_part(place);
  if (citation.title.empty()) citation.title = "A document of the knowledge base";
  if (citation.source.empty()) citation.source = "Knowledge base";
  if (citation.url.empty()) citation.url = https_or_none(place);
  citation.title = cut(std::move(citation.title), text_bytes_max);
  citation.source = cut(std::move(citation.source), text_bytes_max);
  return citation;
}

}  // namespace lumen::agent
