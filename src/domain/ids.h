// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ids that cannot be swapped. A raw string never crosses a port as an identity.

#include <compare>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace lumen {

template <class Tag>
class Id {
 public:
  Id() = default;
  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  auto operator<=>(const Id&) const = default;

  // For values that were validated before: own rows, generated ids, tests.
  static Id trusted(std::string text) {
    Id id;
    id.text_ = std::move(text);
    return id;
  }

 private:
  std::string text_;
};

// A person: the `sub` claim. 1..128 characters of A-Z a-z 0-9 - _ : . @ | so it is safe in an object key.
using UserId = Id<struct UserIdTag>;
// One analysis: a UUID in lower-case canonical form.
using AnalysisId = Id<struct AnalysisIdTag>;
using ProductId = Id<struct ProductIdTag>;

Result<UserId> parse_user_id(std::string_view text);
Result<AnalysisId> parse_analysis_id(std::string_view text);

// Where a photo lies: `uploads/{user_id}/{analysis_id}`. Derived, never chosen by a client.
class PhotoKey {
 public:
  PhotoKey(UserId owner, AnalysisId analysis) : owner_(std::move(owner)), analysis_(std::move(analysis)) {}
  const UserId& owner() const { return owner_; }
  const AnalysisId& analysis() const { return analysis_; }
  std::string path() const { return "uploads/" + owner_.text() + "/" + analysis_.text(); }
  auto operator<=>(const PhotoKey&) const = default;

 private:
  UserId owner_;
  AnalysisId analysis_;
};

// Reads `uploads/{user_id}/{analysis_id}`, with an optional file suffix such as ".jpg".
Result<PhotoKey> parse_photo_key(std::string_view path);

}  // namespace lumen

template <class Tag>
struct std::hash<lumen::Id<Tag>> {
  std::size_t operator()(const lumen::Id<Tag>& id) const noexcept { return std::hash<std::string>{}(id.text()); }
};
