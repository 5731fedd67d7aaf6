// SPDX-License-Identifier: Apache-2.0
#pragma once
// The way out to other servers, as the settings want it; made only when something goes out.

#include "app/settings.h"
#include "http/http_client.h"
#include "http/pause.h"

namespace lumen::app {

inline http::HttpClientOptions outbound_options(const Settings& settings) {
  http::HttpClientOptions options;
  options.proxy = settings.http_proxy;
  options.ca_file = settings.http_ca_file;
  options.plain = settings.http_allow_plain != 0 ? http::PlainHttp::anywhere : http::PlainHttp::loopback_only;
  return options;
}

struct Outbound {
  explicit Outbound(const Settings& settings) : client(outbound_options(settings)) {}
  http::HttpClient client;
  http::TimerPause pause;
};

}  // namespace lumen::app
