// SPDX-License-Identifier: Apache-2.0
#pragma once
// A certificate authority and a server's certificate under it, made anew for each test.

#include <string>

namespace lumen::test {

struct TestCertificate {
  std::string authority_pem;    // what a client is to trust
  std::string certificate_pem;  // valid for a day around now
  std::string key_pem;
};

// `names` as OpenSSL writes them: "DNS:localhost,IP:127.0.0.1".
TestCertificate make_test_certificate(const char* names);

}  // namespace lumen::test
