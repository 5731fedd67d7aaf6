// SPDX-License-Identifier: Apache-2.0
#include "app/workbench.h"

namespace lumen::app {

Result<void> Workbench::open() {
  auto folder = DataFolder::open_locked(settings_.data_folder, random_);
  if (!folder) return fail(folder.error());
  folder_ = std::move(*folder);
  auto rooms = Rooms::open(settings_, *folder_, surroundings(), "http://localhost/" + settings_.pool_id);
  if (!rooms) return fail(rooms.error());
  rooms_ = std::move(*rooms);
  return {};
}

}  // namespace lumen::app
