// SPDX-License-Identifier: Apache-2.0
#include "search/remote_vectors.h"

#include <fmt/format.h>

#include <cmath>

#include "http/remote_error.h"
#include "search/words.h"

namespace lumen::search {

std::string text_to_embed(std::string text) {
  if (text.size() <= embedded_text_bytes_max) return text;
  std::size_t end = embedded_text_bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // inside a character
  text.resize(end);
  return text;
}

std::vector<std::size_t> places_with_words(const std::vector<std::string>& texts) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!split_words(texts[i]).empty()) places.push_back(i);
  }
  return places;
}

Error wrong_dimensions(std::size_t given, std::size_t wanted) {
  return invalid("embedder_dimensions",
                 fmt::format("The embedder gives vectors of {} numbers, but {} are expected: set "
                             "search.embedder_dimensions = {}.",
                             given, wanted, given));
}

Result<Vector> unit_vector(const json::array& numbers, std::size_t dimensions) {
  if (numbers.size() != dimensions) return fail(wrong_dimensions(numbers.size(), dimensions));
  Vector vector;
  vector.reserve(dimensions);
  double squares = 0;
  for (const json::value& number : numbers) {
    boost::system::error_code failure;
    const auto value = number.to_number<double>(failure);
    if (failure || !std::isfinite(value)) {
      return fail(http::remote_error("remote_bad_answer", "a vector with something else than numbers"));
    }
    vector.push_back(static_cast<float>(value));
    squares += value * value;
  }
  if (!std::isfinite(squares) || squares < 1e-30) {
    return fail(http::remote_error("remote_bad_answer", "a vector without a direction"));
  }
  const double factor = 1 / std::sqrt(squares);
  for (float& value : vector) value = static_cast<float>(static_cast<double>(value) * factor);
  return vector;
}

}  // namespace lumen::search
