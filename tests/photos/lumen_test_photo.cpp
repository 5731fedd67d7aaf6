// SPDX-License-Identifier: Apache-2.0
// lumen-test-photo: writes a drawn test photo. The file's ending gives the format: jpg, png, webp, heic.
#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <opencv2/imgproc.hpp>

#include "tests/photos/draw_photo.h"
#include "tests/photos/encode.h"

namespace {

using namespace lumen;

struct FileOptions {
  std::string path;
  int quality = 92;
  int tile_px = 0;
  int enlarge = 1;
};

cv::Mat enlarged(const cv::Mat& photo, int factor) {
  if (factor == 1) return photo;
  cv::Mat out;
  cv::resize(photo, out, {}, factor, factor, cv::INTER_LINEAR);
  return out;
}

Bytes encode(const cv::Mat& photo, const FileOptions& file) {
  const std::string& path = file.path;
  if (path.ends_with(".png")) return test::encode_png(photo);
  if (path.ends_with(".webp")) return test::encode_webp(photo);
  if (path.ends_with(".heic") && file.tile_px > 0) return test::encode_heic_grid(photo, file.tile_px, 0);
  if (path.ends_with(".heic")) return test::encode_heic(photo);
  test::JpegOptions options;
  options.quality = file.quality;
  return test::encode_jpeg(photo, options);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App program("Draws a test photo.", "lumen-test-photo");
  test::PhotoOptions options;
  std::string kind = "face";
  FileOptions file;
  program.add_option("--kind", kind, "face, closeup, scene, dark, bright or blurred");
  program.add_option("--width", options.width_px)->check(CLI::Range(2, 12'000));
  program.add_option("--height", options.height_px)->check(CLI::Range(2, 12'000));
  program.add_option("--seed", options.seed);
  program.add_option("--tone", options.tone_l, "CIELAB L* of the skin")->check(CLI::Range(15.0, 90.0));
  program.add_option("--lesions", options.lesions)->check(CLI::Range(0, 200));
  program.add_option("--dark-spots", options.dark_spots)->check(CLI::Range(0, 200));
  program.add_option("--blackheads", options.blackheads)->check(CLI::Range(0, 400));
  program.add_option("--whiteheads", options.whiteheads)->check(CLI::Range(0, 400));
  program.add_option("--pores", options.pores)->check(CLI::Range(0, 1'000));
  program.add_option("--lines", options.lines)->check(CLI::Range(0, 20));
  program.add_option("--redness", options.redness, "a* added on cheeks and nose")->check(CLI::Range(0.0, 30.0));
  program.add_option("--eye-bags", options.eye_bags)->check(CLI::Range(0.0, 40.0));
  program.add_option("--flakes", options.flakes)->check(CLI::Range(0.0, 20.0));
  program.add_option("--blur", options.blur_px, "standard deviation, px")->check(CLI::Range(0.0, 100.0));
  program.add_option("--exposure", options.exposure, "factor on the brightness")->check(CLI::Range(0.02, 5.0));
  program.add_option("--under-eye", options.under_eye)->check(CLI::Range(0.0, 40.0));
  program.add_option("--shine", options.shine)->check(CLI::Range(0.0, 1.0));
  program.add_option("--noise", options.noise)->check(CLI::Range(0.0, 40.0));
  program.add_option("--quality", file.quality)->check(CLI::Range(1, 100));
  program.add_option("--enlarge", file.enlarge, "factor on the sides, after drawing")->check(CLI::Range(1, 10));
  program.add_option("--tile", file.tile_px, "HEIC as a grid of tiles of so many px, as phones store it")
      ->check(CLI::Range(64, 4'096));
  program.add_option("--out", file.path)->required();
  CLI11_PARSE(program, argc, argv);
  const auto parsed = test::parse_photo_kind(kind);
  if (!parsed) {
    std::cerr << "There is no kind " << kind << ".\n";
    return 2;
  }
  options.kind = *parsed;
  const Bytes bytes = encode(enlarged(test::draw_photo(options), file.enlarge), file);
  std::ofstream out(file.path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  return out.good() ? 0 : 1;
}
