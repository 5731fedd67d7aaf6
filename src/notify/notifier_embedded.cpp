// SPDX-License-Identifier: Apache-2.0
#include "notify/notifier_embedded.h"

namespace lumen::notify {

Task<Result<void>> NotifierEmbedded::announce(AnalysisEvent event, Deadline) {
  feed_.publish(event);
  co_return Result<void>();
}

}  // namespace lumen::notify
