// SPDX-License-Identifier: Apache-2.0
#include "app/admin_commands.h"

#include <utility>

#include "catalog/export_products.h"
#include "catalog/import_products.h"
#include "catalog/query_reader.h"
#include "domain/product_json.h"

namespace lumen::app {
namespace {

constexpr std::chrono::minutes import_time_max{60};

Error missing(std::string_view name) {
  return invalid("bad_argument", "The argument " + std::string(name) + " is missing.");
}

json::array notes_to_json(const std::vector<catalog::RowNote>& notes) {
  json::array out;
  for (const catalog::RowNote& note : notes) {
    out.push_back(json::object{{"line", note.line}, {"code", note.code}, {"text", note.text}});
  }
  return out;
}

json::object doubts_to_json(const catalog::ImportReport& report) {
  json::object out;
  for (const auto& [code, count] : report.doubts) out[code] = count;
  return out;
}

json::object report_to_json(const catalog::ImportReport& report) {
  return {{"format", report.format},
          {"rows", report.rows},
          {"imported", report.imported},
          {"refused", report.refused},
          {"doubtful", report.doubtful},
          {"preset", report.preset},
          {"duplicates", report.duplicates},
          {"added", report.added},
          {"changed", report.changed},
          {"unchanged", report.unchanged},
          {"missing", report.missing},
          {"removed", report.removed},
          {"removal_skipped", report.removal_skipped},
          {"doubts", doubts_to_json(report)},
          {"refused_rows", notes_to_json(report.refused_rows)},
          {"doubtful_rows", notes_to_json(report.doubtful_rows)}};
}

// The six digits of a confirmation mail.
std::string code_in(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits.push_back(c);
      if (digits.size() == 6) return digits;
    } else {
      digits.clear();
    }
  }
  return {};
}

}  // namespace

Task<Result<json::value>> AdminCommands::add_user(json::object arguments) {
  auto email = get_string(arguments, "email");
  auto password = get_string(arguments, "password");
  if (!email) co_return fail(missing("email"));
  if (!password) co_return fail(missing("password"));
  auto user = co_await rooms_.users->add_confirmed(std::move(*email), std::move(*password),
                                                   Deadline::after(std::chrono::seconds(30)));
  if (!user) co_return fail(user.error());
  co_return json::value(json::object{{"user", user->text()}});
}

Result<json::value> AdminCommands::read_code(const json::object& arguments) {
  const auto email = get_string(arguments, "email");
  if (!email) return fail(missing("email"));
  const auto mail = notify::newest_mail_to(folder_.outbox_folder(), *email);
  if (!mail) return fail(mail.error());
  const std::string code = code_in(mail->text);
  if (code.empty())
    return fail(make_error(ErrorKind::not_found, "no_code", "The newest mail to this address holds no code."));
  return json::value(json::object{{"code", code}});
}

Task<Result<json::value>> AdminCommands::import_products(json::object arguments, Progress progress) {
  auto file = get_string(arguments, "file");
  if (!file) co_return fail(missing("file"));
  catalog::ImportOptions options;
  options.currency = get_string(arguments, "currency").value_or("");
  options.preset = get_string(arguments, "preset").value_or("");
  if (get_bool(arguments, "replace").value_or(false)) options.missing = catalog::Missing::remove;
  const std::string map = get_string(arguments, "map").value_or("");
  if (!map.empty()) {
    auto columns = catalog::parse_column_overrides(map);
    if (!columns) co_return fail(columns.error());
    options.columns = std::move(*columns);
  }
  const catalog::ImportTarget target{*rooms_.products, *rooms_.product_search, around_.metrics};
  catalog::OnImportProgress on_progress = [progress](const catalog::ImportProgress& state) {
    if (progress) progress(state.rows_done, state.rows_total);
  };
  auto report = co_await catalog::import_file(std::move(*file), std::move(options), target, std::move(on_progress),
                                              Deadline::after(import_time_max));
  if (!report) co_return fail(report.error());
  co_return json::value(report_to_json(*report));
}

Task<Result<json::value>> AdminCommands::export_products(json::object arguments) {
  auto file = get_string(arguments, "file");
  if (!file) co_return fail(missing("file"));
  auto written = co_await catalog::export_products(*rooms_.products, std::move(*file), Deadline::after(import_time_max));
  if (!written) co_return fail(written.error());
  co_return json::value(json::object{{"products", *written}});
}

Task<Result<json::value>> AdminCommands::search_products(json::object arguments) {
  catalog::SearchQuery query;
  query.text = get_string(arguments, "text").value_or("");
  query.limit = static_cast<int>(get_integer(arguments, "limit").value_or(10));
  query.label = parse_label(query.text);
  const std::vector<std::string> understood = catalog::describe_filters(catalog::read_query(query.text).filters);
  auto found = co_await rooms_.product_search->search(std::move(query), Deadline::after(std::chrono::seconds(10)));
  if (!found) co_return fail(found.error());
  json::array products;
  for (const catalog::ScoredProduct& one : *found) products.push_back(to_json(one.product));
  json::array filters(understood.begin(), understood.end());
  co_return json::value(json::object{{"products", std::move(products)}, {"filters", std::move(filters)}});
}

Task<Result<json::value>> AdminCommands::list_jobs(json::object arguments) {
  const int limit = static_cast<int>(get_integer(arguments, "limit").value_or(100));
  auto letters = co_await rooms_.queue->dead_letters(limit, Deadline::after(std::chrono::seconds(10)));
  if (!letters) co_return fail(letters.error());
  json::array out;
  for (const analyses::DeadLetter& letter : *letters) {
    out.push_back(json::object{{"analysis_id", letter.id.text()},
                               {"attempts", letter.attempts},
                               {"reason", letter.reason},
                               {"failed_at", format_iso8601(letter.failed_at_ms / 1000)}});
  }
  co_return json::value(json::object{{"dead_letters", std::move(out)}});
}

Task<Result<json::value>> AdminCommands::retry_job(json::object arguments) {
  auto id = parse_analysis_id(get_string(arguments, "analysis_id").value_or(""));
  if (!id) co_return fail(id.error());
  auto done = co_await rooms_.queue->retry(std::move(*id), Deadline::after(std::chrono::seconds(10)));
  if (!done) co_return fail(done.error());
  rooms_.work.wake();
  co_return json::value(json::object());
}

Task<Result<json::value>> AdminCommands::run(std::string command, json::object arguments, Progress progress) {
  if (command == "user.add") co_return co_await add_user(std::move(arguments));
  if (command == "user.code") co_return read_code(arguments);
  if (command == "products.import") co_return co_await import_products(std::move(arguments), std::move(progress));
  if (command == "products.export") co_return co_await export_products(std::move(arguments));
  if (command == "products.search") co_return co_await search_products(std::move(arguments));
  if (command == "jobs.list") co_return co_await list_jobs(std::move(arguments));
  if (command == "jobs.retry") co_return co_await retry_job(std::move(arguments));
  co_return fail(invalid("unknown_command", "The server does not know the command " + command + "."));
}

}  // namespace lumen::app
