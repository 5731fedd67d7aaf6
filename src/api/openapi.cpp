// SPDX-License-Identifier: Apache-2.0
#include "api/openapi.h"

#include <charconv>
#include <map>
#include <optional>
#include <utility>
#include <vector>

// valijson's Boost.JSON adapter warns under -Wconversion.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#include <boost/json.hpp>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>
#pragma GCC diagnostic pop

#include "base/json.h"

namespace lumen::api {
namespace {

using Adapter = valijson::adapters::BoostJsonAdapter;

std::unique_ptr<valijson::Schema> compile(const json::value& document) {
  auto schema = std::make_unique<valijson::Schema>();
  valijson::SchemaParser parser;
  parser.populateSchema(Adapter(document), *schema);
  return schema;
}

// A query value as the JSON its schema's type asks for; text when it cannot be read as such.
json::value typed(const std::string& text, std::string_view type) {
  if (type == "integer") {
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure == std::errc() && end == text.data() + text.size()) return number;
  }
  return json::value(text);
}

std::string first_reason(valijson::ValidationResults& results) {
  valijson::ValidationResults::Error error;
  std::string reason = "it does not have the documented form";
  while (results.popError(error)) {
    std::string where;
    for (const std::string& part : error.context) {
      if (part != "<root>") where += part;
    }
    reason = (where.empty() ? "" : where + ": ") + error.description;
  }
  return reason;
}

}  // namespace

struct OpenApi::Operation {
  struct Parameter {
    std::string name;
    std::string type;
    std::string rule;  // "a whole number from 1 to 50"
    std::string error_code;
    std::unique_ptr<valijson::Schema> schema;
  };
  std::vector<Parameter> parameters;
  std::unique_ptr<valijson::Schema> body;
  std::size_t body_bytes_max = 64 * 1024;
};

struct OpenApi::State {
  json::value document;
  std::map<std::string, Operation, std::less<>> operations;  // "GET /history"

  static void add_parameters(const json::object& operation, Operation& out) {
    const json::array* parameters = get_array(operation, "parameters");
    if (parameters == nullptr) return;
    for (const json::value& one : *parameters) {
      const json::object& parameter = one.as_object();
      if (get_string(parameter, "in") != "query") continue;
      const json::value& schema = parameter.at("schema");
      Operation::Parameter query;
      query.name = get_string(parameter, "name").value_or("");
      query.type = get_string(schema.as_object(), "type").value_or("string");
      query.rule = get_string(parameter, "x-rule").value_or("as documented in /openapi.json");
      query.error_code = get_string(parameter, "x-error-code").value_or("bad_parameter");
      query.schema = compile(schema);
      out.parameters.push_back(std::move(query));
    }
  }

  static void add_body(const json::object& operation, Operation& out) {
    const json::object* body = get_object(operation, "requestBody");
    const json::object* content = body == nullptr ? nullptr : get_object(*body, "content");
    const json::object* media = content == nullptr ? nullptr : get_object(*content, "application/json");
    const json::value* schema = media == nullptr ? nullptr : media->if_contains("schema");
    if (schema != nullptr) out.body = compile(*schema);
  }
};

OpenApi::OpenApi() : state_(std::make_unique<State>()) {}
OpenApi::~OpenApi() = default;

Result<std::unique_ptr<OpenApi>> OpenApi::load(std::string_view document) {
  auto parsed = parse_json(document, {.bytes_max = 4 << 20, .depth_max = 64});
  if (!parsed) return fail(parsed.error());
  std::unique_ptr<OpenApi> api(new OpenApi());
  api->state_->document = std::move(*parsed);
  const json::object* root = api->state_->document.if_object();
  const json::object* paths = root == nullptr ? nullptr : get_object(*root, "paths");
  if (paths == nullptr) return fail(internal("openapi.json has no paths"));
  for (const auto& [pattern, item] : *paths) {
    for (const auto& [method, operation] : item.as_object()) {
      std::string upper(method);
      for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      Operation& out = api->state_->operations[upper + " " + std::string(pattern)];
      State::add_parameters(operation.as_object(), out);
      State::add_body(operation.as_object(), out);
    }
  }
  return api;
}

const OpenApi::Operation* OpenApi::find(std::string_view method, std::string_view pattern) const {
  std::string key;
  key.reserve(method.size() + pattern.size() + 1);
  key.append(method).append(" ").append(pattern);
  const auto found = state_->operations.find(key);
  return found == state_->operations.end() ? nullptr : &found->second;
}

Result<void> OpenApi::check_query(std::string_view method, std::string_view pattern, const RequestHead& head) const {
  if (head.raw_query().empty()) return {};
  const Operation* operation = find(method, pattern);
  if (operation == nullptr || operation->parameters.empty()) return {};
  const auto query = parse_query(head.raw_query());
  if (!query) return fail(invalid("bad_query", "The query string has a malformed escape or is not UTF-8."));
  valijson::Validator validator;
  for (const auto& [name, text] : *query) {
    for (const Operation::Parameter& parameter : operation->parameters) {
      if (parameter.name != name) continue;
      const json::value value = typed(text, parameter.type);
      if (validator.validate(*parameter.schema, Adapter(value), nullptr)) continue;
      return fail(invalid(parameter.error_code, name + " must be " + parameter.rule + "."));
    }
  }
  return {};
}

Result<void> OpenApi::check_body(std::string_view method, std::string_view pattern, const Request& request) const {
  if (request.body.empty()) return {};
  const Operation* operation = find(method, pattern);
  if (operation == nullptr || operation->body == nullptr) return {};
  const auto type = request.head.headers.find("Content-Type");
  if (type && !to_lower(*type).starts_with("application/json")) return {};
  auto value = parse_json(as_text(request.body), {.bytes_max = operation->body_bytes_max});
  if (!value) return fail(value.error());
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(*operation->body, Adapter(*value), &results)) return {};
  return fail(invalid("bad_body", "The body is not as documented: " + first_reason(results)));
}

std::vector<std::string> OpenApi::operations() const {
  std::vector<std::string> names;
  for (const auto& [name, operation] : state_->operations) names.push_back(name);
  return names;
}

}  // namespace lumen::api
