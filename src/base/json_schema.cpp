// SPDX-License-Identifier: Apache-2.0
#include "base/json_schema.h"

#include <exception>
#include <string>
#include <utility>

// valijson's Boost.JSON adapter warns under -Wconversion.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#pragma GCC diagnostic pop

#include "base/json.h"

namespace lumen {

using Adapter = valijson::adapters::BoostJsonAdapter;

struct JsonSchema::State {
  valijson::Schema schema;
};

namespace {

// "<root>", "[tags]", "[1]" → "tags[1]".
std::string place(const std::vector<std::string>& context) {
  std::string text;
  for (const std::string& part : context) {
    if (part == "<root>" || part.size() < 2) continue;
    const std::string name = part.substr(1, part.size() - 2);
    const bool index = name.find_first_not_of("0123456789") == std::string::npos;
    text += index ? "[" + name + "]" : (text.empty() ? "" : ".") + name;
  }
  return text.empty() ? "the whole" : text;
}

}  // namespace

Result<JsonSchema> JsonSchema::compile(const json::object& schema) {
  try {
    auto state = std::make_shared<State>();
    const json::value document(schema);
    valijson::SchemaParser parser;
    parser.populateSchema(Adapter(document), state->schema);
    return JsonSchema(std::move(state));
  } catch (const std::exception& failure) {
    return fail(internal(std::string("JSON Schema: ") + failure.what()));
  }
}

Result<void> JsonSchema::check(const json::value& value) const {
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(state_->schema, Adapter(value), &results)) return {};
  valijson::ValidationResults::Error first;
  if (!results.popError(first)) first.description = "Value does not have the documented form.";
  return fail(invalid("schema_violation", place(first.context) + ": " + first.description));
}

void apply_defaults(json::object& object, const json::object& schema) {
  const json::object* properties = get_object(schema, "properties");
  if (properties == nullptr) return;
  for (const auto& [name, property] : *properties) {
    const json::object* inner = property.if_object();
    const json::value* fallback = inner == nullptr ? nullptr : inner->if_contains("default");
    if (fallback != nullptr && !object.contains(name)) object[name] = *fallback;
  }
}

}  // namespace lumen
