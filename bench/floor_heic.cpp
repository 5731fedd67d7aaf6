// SPDX-License-Identifier: Apache-2.0
// lumen-bench-heic FILE ROUNDS
// The floor of reading a HEIC photo: on one core, libheif's own decode of the primary picture to 8-bit RGB, and
// nothing else. Prints the milliseconds of each round on a line.

#include <libheif/heif.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <vector>

namespace {

void must(const heif_error& error) {
  if (error.code == heif_error_Ok) return;
  std::fprintf(stderr, "lumen-bench-heic: %s\n", error.message);
  std::exit(1);
}

void decode(const std::vector<unsigned char>& bytes) {
  heif_context* context = heif_context_alloc();
  must(heif_context_read_from_memory_without_copy(context, bytes.data(), bytes.size(), nullptr));
  heif_image_handle* handle = nullptr;
  must(heif_context_get_primary_image_handle(context, &handle));
  heif_image* image = nullptr;
  must(heif_decode_image(handle, &image, heif_colorspace_RGB, heif_chroma_interleaved_RGB, nullptr));
  heif_image_release(image);
  heif_image_handle_release(handle);
  heif_context_free(context);
}

}  // namespace

int main(int count, char** values) {
  if (count != 3) {
    std::fprintf(stderr, "usage: lumen-bench-heic FILE ROUNDS\n");
    return 2;
  }
  std::ifstream in(values[1], std::ios::binary);
  const std::vector<unsigned char> bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  heif_init(nullptr);
  constexpr int warm_rounds = 1;
  for (int i = -warm_rounds; i < std::atoi(values[2]); ++i) {
    const auto begun = std::chrono::steady_clock::now();
    decode(bytes);
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begun;
    if (i >= 0) std::printf("%.3f\n", taken.count());
  }
}
