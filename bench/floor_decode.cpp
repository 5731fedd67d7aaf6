// SPDX-License-Identifier: Apache-2.0
// lumen-bench-decode FILE ROUNDS
// The floor of stage 1: libjpeg-turbo decodes a JPEG, reduced in the DCT to the smallest eighth, quarter or half
// whose long side is still 1,000 px (as Lumen's worker does), and OpenCV brings the long side to 640 px. Prints the
// milliseconds of each round on a line.

#include <cstdio>
#include <cstdlib>
// After <cstdio>: libjpeg's headers need FILE.
#include <jpeglib.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace {

constexpr unsigned decoded_side_px_min = 1'000;
constexpr int final_side_px = 640;

cv::Mat decode(const std::vector<unsigned char>& bytes) {
  jpeg_decompress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&jpeg);
  jpeg_mem_src(&jpeg, bytes.data(), static_cast<unsigned long>(bytes.size()));
  jpeg_read_header(&jpeg, TRUE);
  unsigned reduction = 8;
  while (reduction > 1 && std::max(jpeg.image_width, jpeg.image_height) < reduction * decoded_side_px_min)
    reduction /= 2;
  jpeg.scale_num = 1;
  jpeg.scale_denom = reduction;
  jpeg.out_color_space = JCS_EXT_BGR;
  jpeg_start_decompress(&jpeg);
  cv::Mat pixels(static_cast<int>(jpeg.output_height), static_cast<int>(jpeg.output_width), CV_8UC3);
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW row = pixels.ptr(static_cast<int>(jpeg.output_scanline));
    jpeg_read_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_decompress(&jpeg);
  jpeg_destroy_decompress(&jpeg);
  return pixels;
}

cv::Mat fit(const cv::Mat& pixels) {
  const double scale = double(final_side_px) / std::max(pixels.cols, pixels.rows);
  cv::Mat out;
  cv::resize(pixels, out, {}, scale, scale, cv::INTER_LINEAR);
  return out;
}

}  // namespace

int main(int count, char** values) {
  if (count != 3) {
    std::fprintf(stderr, "usage: lumen-bench-decode FILE ROUNDS\n");
    return 2;
  }
  cv::setNumThreads(1);
  std::ifstream in(values[1], std::ios::binary);
  const std::vector<unsigned char> bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  for (int i = 0; i < std::atoi(values[2]); ++i) {
    const auto begun = std::chrono::steady_clock::now();
    const cv::Mat small = fit(decode(bytes));
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begun;
    if (small.empty()) return 1;
    std::printf("%.3f\n", taken.count());
  }
}
