// SPDX-License-Identifier: Apache-2.0
#pragma once
// A product as a document of an OpenSearch index, and that index. Pure.
//
// Beside the product itself a document has what filters and rankings ask for: brand, category, price and stars, the
// product's role, its actives, its fit for each condition (catalog/concern_fit.h), what follows from its ingredients
// (catalog/product_facts.h), what its stars count, its words as
// search/words.h splits them (so that both sides of a search split alike, whatever analyzers the server has), and
// the vector of its text. A product without any word has no vector.
// https://docs.opensearch.org/latest/field-types/supported-field-types/knn-vector/

#include <boost/json.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "catalog/concern_fit.h"
#include "domain/product.h"

namespace lumen::catalog {

// How vectors are kept; both give the cosine of vectors of length 1.
enum class VectorEngine : std::uint8_t {
  lucene,  // space cosinesimil, OpenSearch 2.11 and newer
  faiss,   // space innerproduct: OpenSearch 2.9 and newer, and Serverless
};

struct IndexPlan {
  std::size_t dimensions = 0;
  VectorEngine engine = VectorEngine::lucene;
  bool serverless = false;  // shards and replicas are not ours to set
};

// The body of the request that creates the index.
boost::json::object index_body(const IndexPlan& plan);

// Fields other than the vector: what an index of an older Lumen is given.
boost::json::object field_mappings();

// The document without vector and time.
boost::json::object document_of(const Product& product, const ProductFit& fit);

// Changes with everything a document says and with the embedder, so that what did not change is not written again.
std::uint64_t fingerprint_of(const boost::json::object& document, std::string_view embedder);
std::string fingerprint_text(std::uint64_t fingerprint);

// The document's line of a bulk request, without the newline. A vector of zeros is left out.
std::string document_line(boost::json::object document, std::uint64_t fingerprint, UnixMillis indexed_at_ms,
                          std::span<const float> vector);

// What a document was made from. `invalid` "bad_product" for one that is not ours.
struct ReadDocument {
  Product product;
  ProductFit fit;
};
Result<ReadDocument> read_document(const boost::json::object& source);

// The members of a document that read_document wants.
boost::json::array members_to_read();

// The fact of a document that suits this skin: "suits_dry".
std::string suits_fact(SkinKind skin);

// The wire name of a role: "eye_care".
std::string_view role_name(Role role);

}  // namespace lumen::catalog
