// SPDX-License-Identifier: Apache-2.0
#include "app/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <utility>

namespace lumen::app {

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

std::size_t terminal_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return std::clamp<std::size_t>(size.ws_col, 40, 100);
}

void print_out(std::string_view text) { std::cout << text << std::flush; }

void print_error(const Error& error) {
  std::cerr << "lumen: " << error.message;
  if (!error.hint.empty()) std::cerr << " " << error.hint;
  std::cerr << "\n";
}

ProgressLine::ProgressLine(std::string what) : what_(std::move(what)) {}

ProgressLine::~ProgressLine() {
  if (shown_) std::cerr << "\r\033[K" << std::flush;
}

void ProgressLine::say(std::string_view text) {
  if (!is_terminal(STDERR_FILENO)) return;
  shown_ = true;
  std::cerr << "\r\033[K" << text << std::flush;
}

void ProgressLine::show(std::size_t done, std::size_t total) {
  say(what_ + " " + std::to_string(done) + (total == 0 ? "" : " of " + std::to_string(total)));
}

}  // namespace lumen::app
