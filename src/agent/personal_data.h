// SPDX-License-Identifier: Apache-2.0
#pragma once
// Finds what identifies or can be used against a person in a text: addresses for mail, phone numbers, payment
// cards, bank accounts, identity numbers, dates of birth and street addresses. Checksums decide where there are
// any. Dates, prices, measurements, order numbers and emergency numbers are left alone. Linear, pure.

#include <cstddef>
#include <string_view>
#include <vector>

namespace lumen::agent {

struct PersonalData {
  std::string_view kind;  // "email", "phone", "card", "bank_account", "id_number", "birth_date", "address"
  std::size_t begin = 0;  // bytes of the text
  std::size_t end = 0;
};

// Ascending, none overlapping another.
std::vector<PersonalData> find_personal_data(std::string_view text);

}  // namespace lumen::agent
