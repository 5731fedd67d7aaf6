// SPDX-License-Identifier: Apache-2.0
#pragma once
// An imposter of OpenSearch on a real socket: one index that keeps documents, takes bulk requests row by row and answers
// searches, as strict as the server about what it does not know. Made from the documented answers; the contract suite
// runs on it and on a real node alike (tests/engines/opensearch.sh), which keeps it honest.
//
// As a Serverless collection it makes ids itself, has no cluster calls, refuses `refresh`, and shows what was written
// only when `show` is called, where that is wanted.

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "tests/support/http_imposter.h"
#include "tests/support/opensearch_queries.h"

namespace lumen::test {

enum class OpenSearchKind { cluster, serverless, serverless_delayed };

class OpenSearchImposter {
 public:
  explicit OpenSearchImposter(OpenSearchKind kind = OpenSearchKind::cluster, Transport transport = Transport::plain);

  HttpImposter& http() { return http_; }
  std::string url() const { return http_.url(""); }

  // The next bulk rows of this product (a document's product_id) get this status, once each.
  void refuse_row(const std::string& product_id, int status, const std::string& type);
  // Everything is answered so while it is set; 0 ends it.
  void fail_all(int status);
  // Only requests with this Authorization are let in.
  void want_authorization(std::string value);
  void show();  // Serverless: what was written is found from now on
  void drop_index();

  Documents documents() const;  // as written
  std::string version = "2.19.1";

 private:
  struct Refusal {
    int status = 0;
    std::string type;
  };
  ScriptedAnswer answer(const SeenRequest& request);
  ScriptedAnswer route(const SeenRequest& request, const std::string& path, const std::string& query);
  ScriptedAnswer create(const SeenRequest& request);
  ScriptedAnswer mapping(const SeenRequest& request);
  ScriptedAnswer bulk(const SeenRequest& request);
  ScriptedAnswer multi_search(const SeenRequest& request);
  json::object bulk_row(const json::object& action, const json::object* document);
  json::object index_row(const json::object& target, const json::object& document);
  json::object search(const json::object& body) const;
  void check_document(const json::object& document) const;
  bool is_serverless() const { return kind_ != OpenSearchKind::cluster; }

  const OpenSearchKind kind_;
  mutable std::mutex mutex_;
  std::string index_;      // "" while there is none
  json::object mappings_;  // as given
  Documents written_;
  Documents shown_;
  std::multimap<std::string, Refusal> refusals_;
  std::string authorization_;
  int failing_ = 0;
  int next_id_ = 1;
  HttpImposter http_;  // last: its thread calls this object
};

}  // namespace lumen::test
