// SPDX-License-Identifier: Apache-2.0
#include "service/classify_photo.h"

#include <utility>

#include "photos/strip_metadata.h"

namespace lumen::service {

// Metadata goes for its orientation's sake: workers read none.
Task<Result<Prediction>> ClassifyPhoto::run(Bytes photo, Deadline deadline) {
  auto strip = [bytes = std::move(photo)]() mutable { return photos::strip_metadata(std::move(bytes)); };
  auto stripped = co_await pool_.run(std::move(strip), deadline);
  if (!stripped) co_return fail(stripped.error());
  vision::PhotoToRead input{std::move(stripped->bytes), stripped->orientation};
  auto seen = co_await eyes_.classify(std::move(input), deadline);
  if (!seen) co_return fail(seen.error());
  co_return std::move(seen->prediction);
}

}  // namespace lumen::service
