// SPDX-License-Identifier: Apache-2.0
#include "service/draw_overlay.h"

#include <utility>

namespace lumen::service {

Task<Result<Bytes>> DrawOverlay::run(UserId owner, AnalysisId id, OverlayView view, Deadline deadline) {
  auto analysis = co_await analyses_.get(owner, id, deadline);
  if (!analysis) co_return fail(analysis.error());
  if ((*analysis)->documents.prediction.empty()) {
    co_return fail(make_error(ErrorKind::conflict, "no_prediction_yet",
                              "There is nothing to draw: this photo has not been measured."));
  }
  PhotoKey key(std::move(owner), std::move(id));
  auto photo = co_await photos_.get(std::move(key), deadline);
  if (!photo) co_return fail(photo.error());
  vision::PhotoToRead input{std::move(photo->bytes), photo->info.orientation};
  co_return co_await classifier_.draw_overlay(std::move(input), view, deadline);
}

}  // namespace lumen::service
