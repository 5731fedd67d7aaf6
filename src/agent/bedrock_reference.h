// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a Bedrock knowledge base says about the place of a passage, as a citation. Pure.
// https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent-runtime_RetrievalResultLocation.html

#include "base/json.h"
#include "domain/analysis.h"

namespace lumen::agent {

// Of {"content", "location", "metadata"}. The document's own metadata (title, source, url) go before what its location
// says; a url is https or none; every text is at most 300 bytes. The title is never empty.
Citation citation_of_reference(const json::object& reference);

// Where the document is, whichever kind of place; "" when it does not say.
std::string place_of_reference(const json::object& reference);

// At most `bytes_max` bytes of UTF-8, whole characters.
std::string cut(std::string text, std::size_t bytes_max);

}  // namespace lumen::agent
