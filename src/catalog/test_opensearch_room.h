// SPDX-License-Identifier: Apache-2.0
#pragma once
// Product search on an OpenSearch imposter of the test's own.

#include <memory>

#include "aws/credentials_static.h"
#include "catalog/catalog_test_room.h"
#include "catalog/product_search_opensearch.h"
#include "tests/support/opensearch_imposter.h"
#include "tests/support/remote_bench.h"

namespace lumen::catalog {

struct OpenSearchBench {
  explicit OpenSearchBench(test::OpenSearchKind kind = test::OpenSearchKind::cluster) : imposter(kind) {
    place.url = imposter.url();
    if (kind != test::OpenSearchKind::cluster) {
      const aws::EndpointChoice choice{"us-west-2", imposter.url()};
      const aws::Environment nothing = [](const char*) { return std::string(); };
      place.aws = *aws::resolve_endpoint(opensearch_serverless, choice, nothing, http::PlainHttp::loopback_only);
      place.credentials = &credentials;
      place.serverless = true;
    }
    open();
  }

  // As a new process would.
  Result<void> open() {
    adapter.reset();
    adapter = std::make_unique<ProductSearchOpenSearch>(
        place, "shelf", ProductSearchOpenSearch::Parts{embedder, pool, remote.tools()});
    return test::run(adapter->prepare(Deadline::never()));
  }

  ProductSearch& search() { return *adapter; }

  test::OpenSearchImposter imposter;
  aws::StaticCredentials credentials{{"AKIDEXAMPLE", "secret", ""}, "of the test"};
  OpenSearchPlace place;
  test::RemoteBench remote;
  CountingEmbedder embedder;
  BlockingPool pool{1, 16};
  std::unique_ptr<ProductSearchOpenSearch> adapter;
};

}  // namespace lumen::catalog
