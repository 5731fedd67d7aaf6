// SPDX-License-Identifier: Apache-2.0
#pragma once
// Calls to an OpenSearch server, in the name of whoever the settings say: nobody, a user with a password (HTTP basic),
// or an AWS identity (SigV4 for the service "es" or "aoss"; the latter with X-Amz-Content-Sha256). Everything goes
// through http/remote.h under the name "opensearch": retries, breaker, metrics. Thread-safe.

#include <boost/json.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aws/signed_remote.h"
#include "base/deadline.h"
#include "base/result.h"
#include "base/task.h"
#include "http/remote.h"

namespace lumen::catalog {

inline constexpr aws::AwsService opensearch_domain{"es", "OPENSEARCH", "es"};
inline constexpr aws::AwsService opensearch_serverless{"aoss", "OPENSEARCHSERVERLESS", "aoss"};

struct OpenSearchPlace {
  std::string url;       // "https://search.example.org:9200", no slash at the end; was checked (http/url_rule.h)
  std::string user;      // empty: no password is sent
  std::string password;  // never shown
  std::optional<aws::ServiceEndpoint> aws;         // set: requests are signed
  aws::CredentialsSource* credentials = nullptr;  // with `aws`; outlives the door
  bool serverless = false;                        // a Serverless collection: fewer calls, no ids of ours
};

struct OpenSearchCall {
  std::string method;
  std::string path;  // "/index/_search", without what would have to be percent-encoded
  std::string body;  // JSON or lines of JSON; "" for none
  std::vector<int> understood{};  // statuses beside 2xx that are answers
};

struct OpenSearchAnswer {
  int status = 0;
  boost::json::value body;
};

class OpenSearchDoor {
 public:
  static constexpr std::uint64_t answer_bytes_max = 64 * 1024 * 1024;

  // What the tools refer to outlives it.
  OpenSearchDoor(OpenSearchPlace place, http::RemoteTools tools);

  // Errors: those of http/remote_error.h, and of the credentials' source.
  Task<Result<OpenSearchAnswer>> call(OpenSearchCall call, Deadline deadline);

  const OpenSearchPlace& place() const { return place_; }

 private:
  Task<Result<http::HttpAnswer>> send(OpenSearchCall call, Deadline deadline);

  OpenSearchPlace place_;
  std::string authorization_;                  // "Basic …", or empty
  std::unique_ptr<http::Remote> remote_;       // one of the two
  std::unique_ptr<aws::SignedRemote> signed_;  // one of the two
};

}  // namespace lumen::catalog
