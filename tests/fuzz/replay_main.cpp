// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target over its seeds, the files of its corpus folder and a fixed sequence of mutations of both.
//   fuzz_<name> [--corpus DIR] [--runs N] [--seed S]     the test
//   fuzz_<name> FILE…                                    those inputs only
//   fuzz_<name> --write-seeds DIR
// When the target crashes or hangs, the input is kept in ./fuzz-crash-<program>.bin and the exit code is 77.

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/fuzz/mutate.h"

namespace {

namespace fs = std::filesystem;
using lumen::Bytes;

constexpr unsigned seconds_per_input_max = 60;  // a watchdog against endless loops, not a measurement
constexpr int crash_exit_code = 77;

// What the crash handler needs, prepared before: a handler may not allocate.
Bytes current_input;
std::size_t current_run = 0;
char crash_file[256];
char crash_note[512];

void keep_input() {
  const int file = ::open(crash_file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  bool kept = file >= 0 && ::write(file, current_input.data(), current_input.size()) >= 0;
  kept = kept && ::write(STDERR_FILENO, crash_note, std::strlen(crash_note)) > 0;
  char number[32];
  std::size_t digits = 0;
  for (std::size_t left = current_run; left > 0 || digits == 0; left /= 10)
    number[digits++] = static_cast<char>('0' + left % 10);
  std::reverse(number, number + digits);
  number[digits++] = '\n';
  if (::write(STDERR_FILENO, number, digits) < 0 || !kept) ::_exit(crash_exit_code + 1);
}

void on_signal(int) {
  keep_input();
  ::_exit(crash_exit_code);
}

#ifdef LUMEN_SANITIZED
extern "C" void __sanitizer_set_death_callback(void (*callback)());
// A sanitizer prints its own report for these, then calls back.
constexpr int watched_signals[] = {SIGABRT, SIGILL, SIGALRM};
void watch_sanitizer() { __sanitizer_set_death_callback(keep_input); }
#else
constexpr int watched_signals[] = {SIGABRT, SIGILL, SIGALRM, SIGSEGV, SIGBUS, SIGFPE};
void watch_sanitizer() {}
#endif

void watch(const std::string& program) {
  const std::string file = "fuzz-crash-" + program + ".bin";
  const std::string note = program + ": an input crashed the target; it is kept in " + file + "; run ";
  file.copy(crash_file, sizeof crash_file - 1);
  note.copy(crash_note, sizeof crash_note - 1);
  static char stack[64 * 1024];  // so that an overflown stack is seen too
  stack_t other{};
  other.ss_sp = stack;
  other.ss_size = sizeof stack;
  ::sigaltstack(&other, nullptr);
  struct sigaction action{};
  action.sa_handler = on_signal;
  action.sa_flags = SA_ONSTACK;
  for (const int number : watched_signals) ::sigaction(number, &action, nullptr);
  watch_sanitizer();
}

void run(Bytes input) {
  ++current_run;
  current_input = std::move(input);
  ::alarm(seconds_per_input_max);
  // A copy of the exact size, so that a sanitizer sees the first byte read past the end.
  const Bytes exact(current_input);
  LLVMFuzzerTestOneInput(exact.data(), exact.size());
}

Bytes read_input(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "cannot read %s\n", path.c_str());
    std::exit(2);
  }
  return Bytes(std::istreambuf_iterator<char>(file), {});
}

lumen::fuzz::Seeds read_corpus(const fs::path& folder) {
  std::vector<fs::path> paths;
  if (fs::is_directory(folder)) {
    for (const auto& entry : fs::directory_iterator(folder)) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());  // the same order everywhere
  lumen::fuzz::Seeds inputs;
  for (const fs::path& path : paths) inputs.push_back(read_input(path));
  return inputs;
}

int write_seeds(const fs::path& folder) {
  fs::create_directories(folder);
  int number = 0;
  for (const Bytes& seed : lumen::fuzz::seeds()) {
    std::ofstream file(folder / ("seed-" + std::to_string(number++)), std::ios::binary);
    file.write(reinterpret_cast<const char*>(seed.data()), static_cast<std::streamsize>(seed.size()));
  }
  std::printf("%d seeds in %s\n", number, folder.c_str());
  return number > 0 ? 0 : 1;
}

struct Options {
  fs::path corpus;
  std::size_t runs = 20'000;
  std::uint64_t seed = 1;
  std::vector<fs::path> files;
};

int replay(const Options& options) {
  auto inputs = lumen::fuzz::seeds();
  for (Bytes& input : read_corpus(options.corpus)) inputs.push_back(std::move(input));
  if (inputs.empty()) {
    std::fprintf(stderr, "the target has no seeds\n");
    return 1;
  }
  for (const Bytes& input : inputs) run(input);
  run({});
  lumen::fuzz::Mutator mutator(options.seed);
  for (std::size_t i = 0; i < options.runs; ++i) {
    const Bytes& one = inputs[mutator.pick(inputs.size())];
    const Bytes& other = inputs[mutator.pick(inputs.size())];
    run(mutator.mutate(one, other));
  }
  std::printf("%zu inputs, none failed\n", current_run);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const bool has_value = i + 1 < argc;
    if (argument == "--write-seeds" && has_value) return write_seeds(argv[i + 1]);
    if (argument == "--corpus" && has_value)
      options.corpus = argv[++i];
    else if (argument == "--runs" && has_value)
      options.runs = std::strtoull(argv[++i], nullptr, 10);
    else if (argument == "--seed" && has_value)
      options.seed = std::strtoull(argv[++i], nullptr, 10);
    else
      options.files.emplace_back(argument);
  }
  watch(fs::path(argv[0]).filename().string());
  for (const fs::path& file : options.files) run(read_input(file));
  return options.files.empty() ? replay(options) : 0;
}
