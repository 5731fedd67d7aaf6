// SPDX-License-Identifier: Apache-2.0
#pragma once
// libcurl's functions, loaded when the first address is looked at: it brings 25 libraries, a third of the time to start
// and some megabytes, which a Lumen that calls no remote service never pays for. The types are those of curl.h.
// Thread-safe.

#include <curl/curl.h>

#include "base/result.h"

namespace lumen::http {

struct CurlLibrary {
  decltype(&::curl_global_init) global_init;
  decltype(&::curl_easy_init) easy_init;
  decltype(&::curl_easy_setopt) easy_setopt;
  decltype(&::curl_easy_getinfo) easy_getinfo;
  decltype(&::curl_easy_pause) easy_pause;
  decltype(&::curl_easy_strerror) easy_strerror;
  decltype(&::curl_easy_cleanup) easy_cleanup;
  decltype(&::curl_multi_init) multi_init;
  decltype(&::curl_multi_setopt) multi_setopt;
  decltype(&::curl_multi_add_handle) multi_add_handle;
  decltype(&::curl_multi_remove_handle) multi_remove_handle;
  decltype(&::curl_multi_socket_action) multi_socket_action;
  decltype(&::curl_multi_info_read) multi_info_read;
  decltype(&::curl_multi_cleanup) multi_cleanup;
  decltype(&::curl_slist_append) slist_append;
  decltype(&::curl_slist_free_all) slist_free_all;
  decltype(&::curl_url) url;
  decltype(&::curl_url_set) url_set;
  decltype(&::curl_url_get) url_get;
  decltype(&::curl_url_cleanup) url_cleanup;
  decltype(&::curl_free) free;
};

// Loads it the first time; `unavailable` with code "libcurl_missing" when it cannot be.
Result<void> load_curl();

// After load_curl; ends the program with a message when it could not be loaded.
const CurlLibrary& curl();

}  // namespace lumen::http
