// SPDX-License-Identifier: Apache-2.0
#include "http/curl_library.h"

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace lumen::http {
namespace {

constexpr const char* file = "libcurl.so.4";  // the name that its binary interface has had since 2006

class Loaded {
 public:
  Loaded() : handle_(::dlopen(file, RTLD_NOW | RTLD_LOCAL)) {
    if (handle_ == nullptr) {
      note_failure();
      return;
    }
    find(curl_.global_init, "curl_global_init");
    find(curl_.easy_init, "curl_easy_init");
    find(curl_.easy_setopt, "curl_easy_setopt");
    find(curl_.easy_getinfo, "curl_easy_getinfo");
    find(curl_.easy_pause, "curl_easy_pause");
    find(curl_.easy_strerror, "curl_easy_strerror");
    find(curl_.easy_cleanup, "curl_easy_cleanup");
    find(curl_.multi_init, "curl_multi_init");
    find(curl_.multi_setopt, "curl_multi_setopt");
    find(curl_.multi_add_handle, "curl_multi_add_handle");
    find(curl_.multi_remove_handle, "curl_multi_remove_handle");
    find(curl_.multi_socket_action, "curl_multi_socket_action");
    find(curl_.multi_info_read, "curl_multi_info_read");
    find(curl_.multi_cleanup, "curl_multi_cleanup");
    find(curl_.slist_append, "curl_slist_append");
    find(curl_.slist_free_all, "curl_slist_free_all");
    find(curl_.url, "curl_url");
    find(curl_.url_set, "curl_url_set");
    find(curl_.url_get, "curl_url_get");
    find(curl_.url_cleanup, "curl_url_cleanup");
    find(curl_.free, "curl_free");
    if (failure_.empty()) curl_.global_init(CURL_GLOBAL_DEFAULT);
  }

  const CurlLibrary& functions() const { return curl_; }
  const std::string& failure() const { return failure_; }

 private:
  void note_failure() {
    const char* reason = ::dlerror();
    failure_ = reason == nullptr ? "not found" : reason;
  }
  template <class Function>
  void find(Function& function, const char* name) {
    function = reinterpret_cast<Function>(::dlsym(handle_, name));
    if (function == nullptr) note_failure();
  }

  void* handle_;  // never closed: transfers may live as long as the program
  CurlLibrary curl_{};
  std::string failure_;
};

const Loaded& loaded() {
  static const Loaded library;
  return library;
}

}  // namespace

Result<void> load_curl() {
  if (loaded().failure().empty()) return {};
  return fail(unavailable("libcurl_missing",
                          "Calling other services needs the library libcurl; install the package libcurl4.",
                          loaded().failure()));
}

const CurlLibrary& curl() {
  if (!loaded().failure().empty()) {
    std::fprintf(stderr, "lumen: %s cannot be loaded: %s\n", file, loaded().failure().c_str());
    std::abort();
  }
  return loaded().functions();
}

}  // namespace lumen::http
