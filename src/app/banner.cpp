// SPDX-License-Identifier: Apache-2.0
#include "app/banner.h"

#include <fmt/format.h>

#include <charconv>

#include "app/terminal.h"

namespace lumen::app {
namespace {

bool is_loopback(const std::string& address) { return address.starts_with("127.") || address == "::1"; }

Error bad_listen(const std::string& text) {
  return invalid("bad_listen", "Cannot read the address \"" + text +
                                   "\"; wanted: address:port, such as 127.0.0.1:8080, "
                                   "[::1]:8080 or 0.0.0.0:443.");
}

}  // namespace

Result<doors::HttpOptions> http_options(const Settings& settings) {
  const std::string& text = settings.listen;
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return fail(bad_listen(text));
  doors::HttpOptions options;
  options.address = text.substr(0, colon);
  if (options.address == "localhost") options.address = "127.0.0.1";
  if (options.address.starts_with('[') && options.address.ends_with(']')) {
    options.address = options.address.substr(1, options.address.size() - 2);
  }
  const std::string_view port = std::string_view(text).substr(colon + 1);
  const auto [end, failure] = std::from_chars(port.data(), port.data() + port.size(), options.port);
  if (failure != std::errc() || end != port.data() + port.size()) return fail(bad_listen(text));
  if (settings.tls_certificate.empty() != settings.tls_key.empty()) {
    return fail(invalid("bad_tls_files", "TLS needs both --tls-cert and --tls-key."));
  }
  if (!settings.tls_certificate.empty()) options.tls = doors::TlsFiles{settings.tls_certificate, settings.tls_key};
  if (!options.tls && settings.insecure == 0 && !is_loopback(options.address)) {
    return fail(
        invalid("insecure_listen", "Listening on " + options.address +
                                       " without TLS would send photos and passwords in the clear. "
                                       "Give --tls-cert and --tls-key, or --insecure when a proxy in front adds TLS."));
  }
  return options;
}

void print_banner(const Settings& settings, const doors::HttpOptions& options, unsigned short port,
                  const std::filesystem::path& data_folder,
                  const std::vector<std::pair<std::string, std::string>>& adapters) {
  const std::string host =
      options.address.find(':') == std::string::npos ? options.address : "[" + options.address + "]";
  const std::string url = fmt::format("{}://{}:{}", options.tls ? "https" : "http", host, port);
  std::string text = fmt::format("Lumen {} listening on {}\n\n", LUMEN_VERSION, url);
  for (const auto& [room, adapter] : adapters) text += fmt::format("  {:<9} {}\n", room, adapter);
  text += fmt::format("  {:<9} {}\n\n", "data", data_folder.string());
  text += fmt::format("  The page:      {}/\n", url);
  text +=
      fmt::format("  A first user:  echo 'A-password-1' | lumen user add you@example.org --password-stdin --data {}\n",
                  data_folder.string());
  text += "                 (or sign up on the page; `lumen user code EMAIL` prints the code)\n";
  text += fmt::format("  Photos and results are deleted after {} days. Lumen is not a medical device.\n\n",
                      settings.retention_days);
  print_out(text);
}

}  // namespace lumen::app
