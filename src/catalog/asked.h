// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the words of a search ask for, and how much of it a product has. Pure.
//
// A product's evidence is the weighted mean of what it has of the things that are named: concerns 1.0, the kind of
// product 1.3, the brand 1.5, actives 1.2 together, forms 0.6, a wish for a low or high price 0.5, and the words
// themselves 0.35, or 1.0 when nothing else was understood; 0.96 to 1.0 times that by stars.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/asked_words.h"
#include "catalog/brand_names.h"
#include "catalog/product_traits.h"
#include "domain/labels.h"
#include "search/lexicon.h"

namespace lumen::catalog {

struct Asked {
  std::vector<std::string> words;  // telling ones
  std::vector<Label> labels;
  bool words_matter = false;         // there is more in the text than concerns
  RoleSet roles;                     // the kinds of product that are named
  FormSet forms;                     // the same
  std::vector<std::size_t> actives;  // the same, by place in all_actives()
  std::string brand;                 // the same, lower case; "" for none
  PriceWish price = PriceWish::none;
  bool only = false;  // "only toners"

  // The mean of the fits to the labels; 0 without one.
  float fit(const ProductFit& fit) const;
  // The label that fits best. Expects one.
  Label best_label(const ProductFit& fit) const;
};

// `label`, when given, is the concern, whatever the words say. Without any concern and telling word it is `healthy`.
Asked read_asked(std::string_view text, std::optional<Label> label, const search::Lexicon& lexicon,
                 const BrandNames& brands);

// How well a product serves the concerns, 0 to 1.35: half the mean over them, half the least, each times what the
// product's name adds or takes (catalog/name_aims.h) and times quality.
double concern_worth(const Asked& asked, const ProductFit& fit, const ProductTraits& traits);

// True for a product of a kind that is asked for. An eye mask is no mask for the face.
bool is_of_kind(const Asked& asked, const ProductTraits& traits);

// As above; `text` is how well the words match, 0..1.
double evidence(const Asked& asked, const ProductFit& fit, const ProductTraits& traits, double text);

}  // namespace lumen::catalog
