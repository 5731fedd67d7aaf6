// SPDX-License-Identifier: Apache-2.0
#pragma once
// The published sources that the catalog's facts rest on. Each was opened and read for the facts that name it; a
// fact without one is not in the tables. Pure data.

#include <span>
#include <string>
#include <string_view>

namespace lumen::catalog {

struct FactSource {
  std::string_view key;  // how a table names it
  std::string_view title;
  std::string_view body;  // who published it
  int year = 0;           // 0 when the page states none
  std::string_view url;
};

std::span<const FactSource> all_fact_sources();

// Null for an unknown key.
const FactSource* find_fact_source(std::string_view key);

// "FDA, 2005": for a citation line.
std::string publisher_of(const FactSource& source);

}  // namespace lumen::catalog
