// SPDX-License-Identifier: Apache-2.0
#include "app/settings.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "app/secret.h"
#include "base/encoding.h"

namespace lumen::app {
namespace {

Error bad_value(const std::string& name, const std::string& value, const std::string& format) {
  return invalid("bad_setting", "The setting " + name + " = \"" + value + "\" is not valid; wanted: " + format + ".");
}

SettingRow text_row(std::string name, std::string Settings::* member, std::string format, std::string meaning,
                    std::size_t bytes_max = 4'096) {
  SettingRow row;
  row.name = std::move(name);
  row.format = std::move(format);
  row.meaning = std::move(meaning);
  row.standard = Settings().*member;
  row.get = [member](const Settings& settings) { return settings.*member; };
  row.set = [member, bytes_max, label = row.name, wanted = row.format](Settings& settings,
                                                                       const std::string& value) -> Result<void> {
    if (value.size() > bytes_max || !is_utf8(value)) return fail(bad_value(label, value.substr(0, 80), wanted));
    settings.*member = value;
    return {};
  };
  return row;
}

SettingRow choice_row(std::string name, std::string Settings::* member, std::vector<std::string> choices,
                      std::string meaning) {
  std::string format;
  for (const std::string& choice : choices) format += (format.empty() ? "" : " | ") + choice;
  SettingRow row = text_row(std::move(name), member, format, std::move(meaning));
  row.set = [member, choices = std::move(choices), label = row.name, format](Settings& settings,
                                                                             const std::string& value) -> Result<void> {
    for (const std::string& choice : choices) {
      if (choice != value) continue;
      settings.*member = value;
      return {};
    }
    return fail(bad_value(label, value, format));
  };
  return row;
}

SettingRow number_row(std::string name, std::int64_t Settings::* member, std::int64_t low, std::int64_t high,
                      std::string meaning) {
  SettingRow row;
  row.name = std::move(name);
  row.format = "whole number from " + std::to_string(low) + " to " + std::to_string(high);
  row.meaning = std::move(meaning);
  row.standard = std::to_string(Settings().*member);
  row.get = [member](const Settings& settings) { return std::to_string(settings.*member); };
  row.set = [member, low, high, label = row.name, wanted = row.format](Settings& settings,
                                                                       const std::string& value) -> Result<void> {
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (failure != std::errc() || end != value.data() + value.size() || number < low || number > high) {
      return fail(bad_value(label, value, wanted));
    }
    settings.*member = number;
    return {};
  };
  return row;
}

SettingRow real_row(std::string name, double Settings::* member, double low, double high, std::string format,
                    std::string meaning) {
  SettingRow row;
  row.name = std::move(name);
  row.format = std::move(format);
  row.meaning = std::move(meaning);
  const auto show = [](double value) {
    std::string text = std::to_string(value);
    while (text.back() == '0' && text[text.size() - 2] != '.') text.pop_back();
    return text;
  };
  row.standard = show(Settings().*member);
  row.get = [member, show](const Settings& settings) { return show(settings.*member); };
  row.set = [member, low, high, label = row.name, wanted = row.format](Settings& settings,
                                                                       const std::string& value) -> Result<void> {
    double number = 0;
    const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), number);
    const bool is_number =
        failure == std::errc() && end == value.data() + value.size() && std::isfinite(number) && !value.empty();
    if (!is_number || number < low || number > high) return fail(bad_value(label, value, wanted));
    settings.*member = number;
    return {};
  };
  return row;
}

SettingRow price_row(std::string name, double Settings::* member, std::string meaning) {
  return real_row(std::move(name), member, 0, std::numeric_limits<double>::max(), "US dollars, at least 0",
                  std::move(meaning));
}

SettingRow secret_row(std::string name, std::string Settings::* member, std::string meaning) {
  SettingRow row =
      text_row(std::move(name), member, "the secret (environment only), env:NAME or file:/path", std::move(meaning));
  row.is_secret = true;
  row.get = [member](const Settings& settings) { return std::string((settings.*member).empty() ? "" : "(set)"); };
  row.set = [member](Settings& settings, const std::string& value) -> Result<void> {
    settings.*member = value;
    return {};
  };
  return row;
}

Error secret_in_the_open(const std::string& name, const std::string& variable) {
  return invalid("bad_setting", "The setting " + name + " is a secret: set " + variable +
                                    " in the environment, or give env:NAME or file:/path.");
}

std::vector<SettingRow> make_rows() {
  using S = Settings;
  constexpr std::int64_t big = 1'000'000'000'000;
  std::vector<SettingRow> rows;
  rows.push_back(
      text_row("data.folder", &S::data_folder, "path of a folder", "Where everything is kept; created when absent."));
  rows.push_back(number_row("data.retention_days", &S::retention_days, 1, 3650,
                            "Days until an analysis and its photo are gone for good."));
  rows.push_back(number_row("data.cache_bytes", &S::cache_bytes, 0, big,
                            "Memory for analyses that were read recently, in bytes."));
  rows.push_back(
      text_row("server.listen", &S::listen, "address:port", "Where the server listens; port 0 picks a free one."));
  rows.push_back(text_row("server.tls_certificate", &S::tls_certificate, "path of a PEM file, or empty",
                          "The certificate chain for HTTPS."));
  rows.push_back(
      text_row("server.tls_key", &S::tls_key, "path of a PEM file, or empty", "The certificate's private key."));
  rows.push_back(number_row("server.insecure", &S::insecure, 0, 1,
                            "1 allows listening beyond loopback without TLS (behind a proxy that adds it)."));
  rows.push_back(text_row("server.public_url", &S::public_url, "https://host[:port][/path], or empty",
                          "How clients reach the server; empty: the request's Host, when it is allowed."));
  rows.push_back(text_row("server.base_path", &S::base_path, "/path, or empty",
                          "A stage prefix such as /dev that is accepted before every route."));
  rows.push_back(text_row("server.allowed_hosts", &S::allowed_hosts, "host names separated by commas",
                          "Host names beside loopback that upload URLs may be made for."));
  rows.push_back(text_row("server.cors_origin", &S::cors_origin, "*, an origin, or empty",
                          "Which web pages of other origins may call the API."));
  rows.push_back(number_row("server.loops", &S::loops, 1, 64, "Event loops, each a thread, that serve connections."));
  rows.push_back(number_row("server.upload_memory_bytes", &S::upload_memory_bytes, 1'000'000, big,
                            "Upload bytes held in memory at once; over it uploads get 503."));
  rows.push_back(number_row("server.requests_per_second", &S::requests_per_second, 0, 1'000'000,
                            "Sustained requests per person (or address, before sign-in); 0: no limit."));
  rows.push_back(number_row("server.request_burst", &S::request_burst, 1, 1'000'000,
                            "Requests that may come at once before that limit holds."));
  rows.push_back(
      number_row("photos.bytes_max", &S::photo_bytes_max, 1'000, 1'000'000'000, "Largest photo accepted, in bytes."));
  rows.push_back(
      number_row("photos.pixels_max", &S::photo_pixels_max, 10'000, 200'000'000, "Largest photo accepted, in pixels."));
  rows.push_back(number_row("photos.upload_url_seconds", &S::upload_url_seconds, 1, 604'800,
                            "How long an upload URL may be used."));
  rows.push_back(
      text_row("photos.bucket", &S::bucket, "3 to 63 characters of a-z 0-9 - .", "The bucket's name in upload URLs."));
  rows.push_back(text_row("photos.region", &S::region, "an AWS region name", "The region's name in upload URLs."));
  rows.push_back(number_row("jobs.workers", &S::workers, 1, 64, "Analyses worked on at once."));
  rows.push_back(
      number_row("vision.workers", &S::vision_workers, 1, 64, "Sandboxed processes that decode and measure photos."));
  rows.push_back(text_row("vision.program", &S::vision_worker, "path, or empty",
                          "The lumen-vision program; empty: beside lumen."));
  rows.push_back(text_row("vision.onnx_model", &S::onnx_model, "path of an .onnx file, or empty",
                          "A classifier for stage 1, see MODELS.md; empty: the built-in engine alone."));
  rows.push_back(text_row("vision.onnx_card", &S::onnx_card, "path of a .toml file, or empty",
                          "That classifier's card; empty: beside the model, with the ending .toml."));
  rows.push_back(choice_row("vision.model", &S::vision_model, {"builtin", "huggingface", "custom"},
                            "Whether a model elsewhere gives a second opinion, and which dialect it speaks; "
                            "photos then leave this machine, see PRIVACY.md."));
  rows.push_back(text_row("vision.url", &S::vision_url, "https://host[:port]/path, or empty",
                          "Where that model is; empty: Hugging Face's hosted inference of vision.model_id."));
  rows.push_back(text_row("vision.model_id", &S::vision_model_id, "owner/model, or empty",
                          "What that model is called, in addresses and in answers.", 128));
  rows.push_back(text_row("vision.model_version", &S::vision_model_version, "text, or empty",
                          "Its version, shown in answers.", 40));
  rows.push_back(secret_row("vision.token", &S::vision_token, "Its bearer token."));
  rows.push_back(text_row("vision.labels", &S::vision_labels, "LABEL_0=acne,LABEL_1=dark spots,…",
                          "What its labels mean, where they are not Lumen's own names.", 16'384));
  rows.push_back(number_row("vision.timeout_ms", &S::vision_timeout_ms, 100, 60'000,
                            "How long it may take, repeated attempts included; then the built-in engine answers."));
  rows.push_back(number_row("vision.attempts", &S::vision_attempts, 1, 5, "How often it is asked at most."));
  rows.push_back(choice_row("catalog.search", &S::catalog_search, {"embedded", "opensearch"},
                            "Who finds products; below OpenSearch the embedded search answers when it does not."));
  rows.push_back(text_row("catalog.opensearch_url", &S::opensearch_url, "https://host[:port][/path], or empty",
                          "Where OpenSearch is (2.9 or newer, with the k-NN plugin)."));
  rows.push_back(text_row("catalog.opensearch_index", &S::opensearch_index, "a-z 0-9 - _ ., a letter or digit first",
                          "The index that products are kept in; made when there is none.", 255));
  rows.push_back(choice_row("catalog.opensearch_auth", &S::opensearch_auth, {"none", "basic", "aws", "aws-serverless"},
                            "In whose name: nobody's, a user's, or AWS credentials' for a domain or a collection."));
  rows.push_back(
      text_row("catalog.opensearch_user", &S::opensearch_user, "text, or empty", "The user, for basic.", 256));
  rows.push_back(secret_row("catalog.opensearch_password", &S::opensearch_password, "That user's password."));
  rows.push_back(text_row("catalog.opensearch_region", &S::opensearch_region, "an AWS region name, or empty",
                          "The region, for aws; empty: AWS_REGION.", 32));
  rows.push_back(number_row("catalog.opensearch_timeout_ms", &S::opensearch_timeout_ms, 50, 30'000,
                            "How long it may take to find products; then the embedded search answers."));
  rows.push_back(choice_row("agent.model", &S::agent_model, {"builtin", "openai", "bedrock-converse", "bedrock-agent"},
                            "Who explains: Lumen itself, or a model elsewhere before it; measurements then leave this "
                            "machine, see PRIVACY.md."));
  rows.push_back(text_row("agent.url", &S::agent_url, "https://host[:port][/path], or empty",
                          "Where that model's server is, up to and with /v1."));
  rows.push_back(text_row("agent.model_id", &S::agent_model_id, "text, or empty",
                          "What the model is called there; for bedrock-converse a model, an inference profile or an ARN.",
                          256));
  rows.push_back(secret_row("agent.token", &S::agent_token,
                            "Its bearer token; for bedrock-converse an API key, where none is set AWS_BEARER_TOKEN_BEDROCK "
                            "or AWS credentials sign."));
  rows.push_back(text_row("agent.region", &S::agent_region, "AWS region, or empty",
                          "Bedrock's region, also for search.embedder = titan; empty: AWS_REGION, "
                          "AWS_DEFAULT_REGION.", 32));
  rows.push_back(text_row("agent.endpoint", &S::agent_endpoint, "https://host[:port][/path], or empty",
                          "Another address of Bedrock's runtime (agents: agent runtime); empty: AWS_ENDPOINT_URL_…, "
                          "AWS_ENDPOINT_URL, the region's own."));
  rows.push_back(text_row("agent.guardrail_id", &S::agent_guardrail_id, "text, or empty",
                          "A guardrail of Bedrock for bedrock-converse, beside Lumen's own.", 256));
  rows.push_back(text_row("agent.guardrail_version", &S::agent_guardrail_version, "a number or DRAFT",
                          "That guardrail's version.", 8));
  rows.push_back(text_row("agent.agent_id", &S::agent_id, "1 to 10 letters and digits, or empty",
                          "The agent that bedrock-agent asks.", 10));
  rows.push_back(text_row("agent.agent_alias_id", &S::agent_alias_id, "1 to 10 letters and digits, or empty",
                          "Its alias; TSTALIASID is the draft.", 10));
  rows.push_back(text_row("agent.knowledge_base_id", &S::agent_knowledge_base_id, "1 to 10 letters and digits, or empty",
                          "A knowledge base of Bedrock that is searched beside Lumen's passages; questions then leave this "
                          "machine.",
                          10));
  rows.push_back(number_row("agent.stream", &S::agent_stream, 0, 1,
                            "1 takes the answer in pieces (server-sent events), 0 whole."));
  rows.push_back(real_row("agent.temperature", &S::agent_temperature, 0, 2, "number from 0 to 2",
                          "How freely the model chooses its words."));
  rows.push_back(number_row("agent.output_tokens_max", &S::agent_output_tokens_max, 64, 32'768,
                            "How long one of its turns may be."));
  rows.push_back(number_row("agent.timeout_ms", &S::agent_timeout_ms, 100, 110'000,
                            "How long it may take for one answer, its tools and repeated attempts included; then the "
                            "built-in agent answers."));
  rows.push_back(
      number_row("agent.attempts", &S::agent_attempts, 1, 5, "How often each of its turns is asked for at most."));
  rows.push_back(number_row("agent.tokens_per_analysis", &S::agent_tokens_per_analysis, 0, 100'000'000,
                            "Tokens it may take for one analysis, its conversation included; 0: no limit."));
  rows.push_back(number_row("agent.tokens_per_day", &S::agent_tokens_per_day, 0, 1'000'000'000'000,
                            "Tokens it may take in a day (UTC), everybody's analyses together; 0: no limit."));
  rows.push_back(choice_row("search.embedder", &S::search_embedder, {"builtin", "openai", "titan"},
                            "Who makes the vectors that products are found by; what people search for then leaves this "
                            "machine, see PRIVACY.md."));
  rows.push_back(text_row("search.embedder_url", &S::search_embedder_url, "https://host[:port][/path], or empty",
                          "Where that model's server is: up to and with /v1 for openai; empty for titan: the region's."));
  rows.push_back(text_row("search.embedder_model", &S::search_embedder_model, "text, or empty",
                          "What the model is called there.", 256));
  rows.push_back(secret_row("search.embedder_token", &S::search_embedder_token,
                            "Its bearer token; empty for titan: AWS_BEARER_TOKEN_BEDROCK, else AWS credentials sign."));
  rows.push_back(number_row("search.embedder_dimensions", &S::search_embedder_dimensions, 0, 16'384,
                            "Numbers in a vector; 0: as usual (openai 1536, titan v1 1536, titan v2 1024)."));
  rows.push_back(
      text_row("http.proxy", &S::http_proxy, "http://host:port, or empty",
               "The proxy for calls to other servers; environment variables of other programs are not read."));
  rows.push_back(text_row("http.ca_file", &S::http_ca_file, "path of a PEM file, or empty",
                          "Whose certificates are trusted; empty: the system's."));
  rows.push_back(number_row("http.allow_plain", &S::http_allow_plain, 0, 1,
                            "1 allows http:// to servers other than this machine."));
  rows.push_back(text_row("identity.pool_id", &S::pool_id, "region_Name", "The user pool's id."));
  rows.push_back(text_row("identity.client_id", &S::client_id, "1 to 128 characters", "The app client's id."));
  rows.push_back(choice_row("log.level", &S::log_level, {"debug", "info", "warn", "error"},
                            "The least severe event that is logged."));
  rows.push_back(price_row("cost.cpu_usd_per_hour", &S::cpu_usd_per_hour,
                           "What an hour of one processor costs, for the cost shown with each analysis."));
  rows.push_back(
      price_row("cost.vision_call_usd", &S::vision_call_usd, "What one answer of the model elsewhere costs."));
  rows.push_back(price_row("cost.agent_input_usd_per_million", &S::agent_input_usd_per_million,
                           "What a million tokens cost that the agent's model reads."));
  rows.push_back(price_row("cost.agent_output_usd_per_million", &S::agent_output_usd_per_million,
                           "What a million tokens cost that it writes."));
  rows.push_back(
      price_row("cost.agent_usd_per_analysis", &S::agent_usd_per_analysis,
                "What the agent's model may cost for one analysis, its conversation included; 0: no limit."));
  rows.push_back(price_row("cost.agent_usd_per_day", &S::agent_usd_per_day,
                           "What it may cost in a day (UTC), everybody's analyses together; 0: no limit."));
  return rows;
}

}  // namespace

std::string SettingRow::environment_name() const {
  std::string out = "LUMEN_";
  for (const char c : name)
    out.push_back(c == '.' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
  return out;
}

const std::vector<SettingRow>& setting_rows() {
  static const std::vector<SettingRow> rows = make_rows();
  return rows;
}

Result<void> SettingSources::apply(std::string_view name, const std::string& value, std::string origin) {
  for (const SettingRow& row : setting_rows()) {
    if (row.name != name) continue;
    if (row.is_secret && !value.empty() && !origin.starts_with("environment") && !is_secret_reference(value)) {
      return fail(secret_in_the_open(row.name, row.environment_name()));
    }
    auto done = row.set(settings_, value);
    if (!done) {
      done.error().message += " It came from: " + origin + ".";
      return done;
    }
    origins_[row.name] = std::move(origin);
    return {};
  }
  return fail(invalid("unknown_setting", "There is no setting " + std::string(name) + " (from: " + origin +
                                             "). `lumen config` lists them."));
}

Result<void> SettingSources::add_environment() {
  for (const SettingRow& row : setting_rows()) {
    const std::string variable = row.environment_name();
    const char* value = std::getenv(variable.c_str());
    if (value == nullptr) continue;
    if (auto done = apply(row.name, value, "environment " + variable); !done) return done;
  }
  return {};
}

Result<void> SettingSources::add_flag(std::string_view name, const std::string& value) {
  return apply(name, value, "flag");
}

std::string SettingSources::origin(std::string_view name) const {
  const auto found = origins_.find(name);
  return found == origins_.end() ? "default" : found->second;
}

std::string settings_markdown() {
  std::string out =
      "# Settings\n\nMade from the table in src/app/settings.cpp by `lumen config --markdown`; a test keeps it true.\n"
      "A value comes from its default, the file given with `--config`, the environment or a flag; the later wins.\n"
      "`lumen config` prints every setting with its value and where that came from.\n\n"
      "| setting | environment | default | format | meaning |\n| --- | --- | --- | --- | --- |\n";
  for (const SettingRow& row : setting_rows()) {
    std::string format = row.format;
    for (std::size_t at = format.find('|'); at != std::string::npos; at = format.find('|', at + 2))
      format.insert(at, "\\");
    out += "| `" + row.name + "` | `" + row.environment_name() + "` | " +
           (row.standard.empty() ? "" : "`" + row.standard + "`") + " | " + format + " | " + row.meaning + " |\n";
  }
  return out;
}

}  // namespace lumen::app
