// SPDX-License-Identifier: Apache-2.0
#pragma once
// JSON Schema (draft 7, by valijson), compiled once. Immutable, thread-safe.

#include <boost/json.hpp>
#include <memory>

#include "base/result.h"

namespace lumen {

class JsonSchema {
 public:
  // For schemas of our own: a malformed one is a fault of the build.
  static Result<JsonSchema> compile(const boost::json::object& schema);

  // The first violation as `invalid` ("schema_violation"). Its public message says where and what would be
  // right: "tags[1]: Value type not permitted by 'type' constraint." Values are not repeated.
  Result<void> check(const boost::json::value& value) const;

 private:
  struct State;
  explicit JsonSchema(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

// Adds each absent member of `object` whose property schema states a `default`.
void apply_defaults(boost::json::object& object, const boost::json::object& schema);

}  // namespace lumen
