// SPDX-License-Identifier: Apache-2.0
#include "app/banner.h"
#include "app/commands.h"
#include "app/server.h"

namespace lumen::app {

int run_serve(const Settings& settings) {
  // Wrong settings are told before the data folder is touched.
  if (auto options = http_options(settings); !options) {
    print_error(options.error());
    return exit_usage;
  }
  SystemRandom random;
  auto folder = DataFolder::open_locked(settings.data_folder, random);
  if (!folder) {
    print_error(folder.error());
    return exit_failed;
  }
  auto server = Server::open(settings, **folder);
  if (!server) {
    print_error(server.error());
    return exit_failed;
  }
  if (auto done = (*server)->run(); !done) {
    print_error(done.error());
    return done.error().kind == ErrorKind::invalid ? exit_usage : exit_failed;
  }
  return exit_done;
}

}  // namespace lumen::app
