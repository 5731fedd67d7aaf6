// SPDX-License-Identifier: Apache-2.0
#pragma once
// Every setting of Lumen, declared once in settings.cpp with its default, format and one line of meaning.
// A value comes from the default, the configuration file, the environment or a flag; the later wins.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lumen::app {

struct Settings {
  std::string data_folder = "lumen-data";
  std::string listen = "127.0.0.1:8080";
  std::string tls_certificate;
  std::string tls_key;
  std::int64_t insecure = 0;
  std::string public_url;
  std::string base_path;
  std::string allowed_hosts;
  std::string cors_origin = "*";
  std::int64_t loops = 1;
  std::int64_t workers = 2;
  std::int64_t retention_days = 30;
  std::int64_t photo_bytes_max = 30'000'000;
  std::int64_t photo_pixels_max = 64'000'000;
  std::int64_t upload_url_seconds = 900;
  std::int64_t upload_memory_bytes = 256 * 1024 * 1024;
  std::int64_t cache_bytes = 2 * 1024 * 1024;
  std::int64_t requests_per_second = 50;
  std::int64_t request_burst = 200;
  std::string log_level = "info";
  std::string vision_worker;
  std::int64_t vision_workers = 2;
  std::string onnx_model;
  std::string onnx_card;
  std::string vision_model = "builtin";
  std::string vision_url;
  std::string vision_model_id;
  std::string vision_model_version;
  std::string vision_token;
  std::string vision_labels;
  std::int64_t vision_timeout_ms = 15'000;
  std::int64_t vision_attempts = 3;
  double vision_call_usd = 0;
  std::string catalog_search = "embedded";
  std::string opensearch_url;
  std::string opensearch_index = "lumen-products";
  std::string opensearch_auth = "none";
  std::string opensearch_user;
  std::string opensearch_password;
  std::string opensearch_region;
  std::int64_t opensearch_timeout_ms = 2'000;
  std::string agent_model = "builtin";
  std::string agent_url;
  std::string agent_model_id;
  std::string agent_token;
  std::string agent_region;
  std::string agent_endpoint;
  std::string agent_guardrail_id;
  std::string agent_guardrail_version = "DRAFT";
  std::string agent_id;
  std::string agent_alias_id;
  std::string agent_knowledge_base_id;
  std::int64_t agent_stream = 1;
  double agent_temperature = 0.7;
  std::int64_t agent_output_tokens_max = 2'048;
  std::int64_t agent_timeout_ms = 20'000;
  std::int64_t agent_attempts = 2;
  std::string search_embedder = "builtin";
  std::string search_embedder_url;
  std::string search_embedder_model;
  std::string search_embedder_token;
  std::int64_t search_embedder_dimensions = 0;
  double agent_input_usd_per_million = 0;
  double agent_output_usd_per_million = 0;
  std::int64_t agent_tokens_per_analysis = 60'000;
  std::int64_t agent_tokens_per_day = 0;
  double agent_usd_per_analysis = 0.5;
  double agent_usd_per_day = 20;
  std::string http_proxy;
  std::string http_ca_file;
  std::int64_t http_allow_plain = 0;
  std::string bucket = "lumen-skin-images";
  std::string region = "us-west-2";
  std::string pool_id = "us-west-2_LumenLocal";
  std::string client_id = "lumen-app";
  double cpu_usd_per_hour = 0.04;
};

struct SettingRow {
  std::string name;        // as in the file: "server.listen"
  std::string format;      // what a value looks like
  std::string meaning;     // one line
  std::string standard;    // the default, as text
  bool is_secret = false;  // never shown; in a file only as a reference (app/secret.h)
  std::function<std::string(const Settings&)> get;
  std::function<Result<void>(Settings&, const std::string&)> set;
  // "LUMEN_SERVER_LISTEN"
  std::string environment_name() const;
};

const std::vector<SettingRow>& setting_rows();

class SettingSources {
 public:
  // Reads a TOML file. An unknown name, a wrong type or bad TOML is `invalid` and says file, name and wanted format.
  Result<void> add_file(const std::filesystem::path& file);
  // Reads LUMEN_* variables.
  Result<void> add_environment();
  // `name` as in the file.
  Result<void> add_flag(std::string_view name, const std::string& value);

  const Settings& settings() const { return settings_; }
  // "default", "file lumen.toml", "environment LUMEN_…" or "flag".
  std::string origin(std::string_view name) const;

 private:
  Result<void> apply(std::string_view name, const std::string& value, std::string origin);
  Settings settings_;
  std::map<std::string, std::string, std::less<>> origins_;
};

// docs/CONFIG.md, made from the table.
std::string settings_markdown();

}  // namespace lumen::app
