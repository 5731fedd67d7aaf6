// SPDX-License-Identifier: Apache-2.0
#include "domain/ids.h"

#include <algorithm>
#include <cctype>

#include "base/crypto.h"

namespace lumen {
namespace {

bool is_user_id_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("-_:.@|").find(c) != std::string_view::npos;
}

}  // namespace

Result<UserId> parse_user_id(std::string_view text) {
  const bool ok = !text.empty() && text.size() <= 128 && text != "." && text != ".." &&
                  std::all_of(text.begin(), text.end(), is_user_id_character);
  if (!ok) return fail(invalid("bad_user_id", "The user id is not valid."));
  return UserId::trusted(std::string(text));
}

Result<AnalysisId> parse_analysis_id(std::string_view text) {
  if (!parse_uuid(text)) {
    return fail(invalid("bad_analysis_id", "An analysis id is a UUID in lower case, as POST /upload-image gave it."));
  }
  return AnalysisId::trusted(std::string(text));
}

Result<PhotoKey> parse_photo_key(std::string_view path) {
  constexpr std::string_view prefix = "uploads/";
  const Error bad = invalid("bad_photo_key", "The object key must be uploads/{user_id}/{analysis_id}.");
  if (!path.starts_with(prefix)) return fail(bad);
  path.remove_prefix(prefix.size());
  const std::size_t slash = path.find('/');
  if (slash == std::string_view::npos) return fail(bad);
  const auto owner = parse_user_id(path.substr(0, slash));
  std::string_view name = path.substr(slash + 1);
  if (const std::size_t dot = name.find('.'); dot != std::string_view::npos) name = name.substr(0, dot);
  const auto analysis = parse_analysis_id(name);
  if (!owner || !analysis) return fail(bad);
  return PhotoKey(*owner, *analysis);
}

}  // namespace lumen
