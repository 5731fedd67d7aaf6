// SPDX-License-Identifier: Apache-2.0
#pragma once
// The catalog's knowledge (catalog/active_table.h) as a lexicon for the embedder, and the concerns a text
// speaks of. Pure.

#include <string_view>
#include <vector>

#include "catalog/concern_fit.h"
#include "domain/labels.h"
#include "domain/product.h"
#include "search/lexicon.h"

namespace lumen::catalog {

// Phrases: names of actives → the active and the concerns it is used for; words of people → the concern.
search::Lexicon make_catalog_lexicon();

// The concerns a text asks about, in the order of the text, each once: "something for red cheeks" →
// {skin_redness}. A text that is a label in any spelling gives that label. `healthy` gives way to any other.
std::vector<Label> concerns_in(std::string_view text, const search::Lexicon& lexicon);

// The same with the catalog's own lexicon.
std::vector<Label> concerns_in(std::string_view text);

// What is embedded for a product: name, brand, category, conditions, actives and the first ingredients.
std::string embedding_text(const Product& product, const ProductFit& fit);

}  // namespace lumen::catalog
