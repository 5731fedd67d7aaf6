// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the command line writes: results to stdout, everything else to stderr; a progress line only on a terminal.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace lumen::app {

// Exit codes of every command.
enum ExitCode : int { exit_done = 0, exit_failed = 1, exit_usage = 2 };

bool is_terminal(int descriptor);
std::size_t terminal_width();

void print_out(std::string_view text);  // stdout
void print_error(const Error& error);   // "lumen: what is wrong. hint" to stderr

// One line that is written over and over: "Importing 120 of 1472".
class ProgressLine {
 public:
  explicit ProgressLine(std::string what);
  ~ProgressLine();  // removes the line
  void show(std::size_t done, std::size_t total);
  void say(std::string_view text);

 private:
  std::string what_;
  bool shown_ = false;
};

}  // namespace lumen::app
