// SPDX-License-Identifier: Apache-2.0
#include <cstdio>
#include <cstdlib>
// After <cstdio>: libjpeg's header needs FILE.
#include <jpeglib.h>

#include <algorithm>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "tests/photos/encode.h"

namespace lumen::test {
namespace {

bool has_four(JpegColour colour) {
  return colour == JpegColour::cmyk_adobe || colour == JpegColour::ycck_adobe || colour == JpegColour::cmyk_plain;
}

// Ink densities, 255 for full ink; as much black as all three share.
cv::Mat to_ink(const cv::Mat& bgr) {
  cv::Mat ink(bgr.size(), CV_8UC4);
  for (int y = 0; y < bgr.rows; ++y) {
    for (int x = 0; x < bgr.cols; ++x) {
      const cv::Vec3b& pixel = bgr.at<cv::Vec3b>(y, x);
      const int light = std::max({pixel[0], pixel[1], pixel[2], std::uint8_t{1}});
      cv::Vec4b& out = ink.at<cv::Vec4b>(y, x);
      for (int c = 0; c < 3; ++c) out[c] = static_cast<std::uint8_t>(255 - pixel[2 - c] * 255 / light);
      out[3] = static_cast<std::uint8_t>(255 - light);
    }
  }
  return ink;
}

cv::Mat samples_of(const cv::Mat& bgr, JpegColour colour) {
  cv::Mat samples;
  if (colour == JpegColour::gray) {
    cv::cvtColor(bgr, samples, cv::COLOR_BGR2GRAY);
  } else if (has_four(colour)) {
    samples = to_ink(bgr);
    if (colour != JpegColour::cmyk_plain) cv::bitwise_not(samples, samples);
  } else {
    cv::cvtColor(bgr, samples, cv::COLOR_BGR2RGB);
  }
  return samples;
}

void set_colour(jpeg_compress_struct& jpeg, JpegColour colour) {
  switch (colour) {
    case JpegColour::rgb: jpeg_set_colorspace(&jpeg, JCS_RGB); break;
    case JpegColour::ycck_adobe: jpeg_set_colorspace(&jpeg, JCS_YCCK); break;
    case JpegColour::cmyk_plain:
      jpeg_set_colorspace(&jpeg, JCS_CMYK);
      jpeg.write_Adobe_marker = FALSE;
      break;
    default: break;
  }
}

// Every coefficient of every component in a scan of its own.
std::vector<jpeg_scan_info> hundreds_of_scans(int components) {
  std::vector<jpeg_scan_info> scans;
  for (int component = 0; component < components; ++component) {
    for (int coefficient = 0; coefficient < DCTSIZE2; ++coefficient) {
      jpeg_scan_info scan{};
      scan.comps_in_scan = 1;
      scan.component_index[0] = component;
      scan.Ss = coefficient;
      scan.Se = coefficient;
      scans.push_back(scan);
    }
  }
  return scans;
}

void write_exif(jpeg_compress_struct& jpeg, int orientation) {
  Bytes segment = {'E', 'x', 'i', 'f', 0, 0};
  const Bytes block = exif_block(orientation);
  segment.insert(segment.end(), block.begin(), block.end());
  jpeg_write_marker(&jpeg, JPEG_APP0 + 1, segment.data(), static_cast<unsigned>(segment.size()));
}

}  // namespace

Bytes encode_jpeg(const cv::Mat& bgr, const JpegOptions& options) {
  const cv::Mat samples = samples_of(bgr, options.colour);
  jpeg_compress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  unsigned char* out = nullptr;
  unsigned long out_bytes = 0;
  jpeg_mem_dest(&jpeg, &out, &out_bytes);
  jpeg.image_width = static_cast<JDIMENSION>(samples.cols);
  jpeg.image_height = static_cast<JDIMENSION>(samples.rows);
  jpeg.input_components = samples.channels();
  jpeg.in_color_space = samples.channels() == 1 ? JCS_GRAYSCALE : samples.channels() == 4 ? JCS_CMYK : JCS_RGB;
  jpeg_set_defaults(&jpeg);
  set_colour(jpeg, options.colour);
  jpeg_set_quality(&jpeg, options.quality, TRUE);
  if (options.scans == JpegScans::progressive) jpeg_simple_progression(&jpeg);
  const std::vector<jpeg_scan_info> scans = hundreds_of_scans(jpeg.num_components);
  if (options.scans == JpegScans::hundreds) {
    jpeg.scan_info = scans.data();
    jpeg.num_scans = static_cast<int>(scans.size());
  }
  jpeg_start_compress(&jpeg, TRUE);
  if (options.orientation != 0) write_exif(jpeg, options.orientation);
  if (!options.profile.empty()) {
    jpeg_write_icc_profile(&jpeg, options.profile.data(), static_cast<unsigned>(options.profile.size()));
  }
  while (jpeg.next_scanline < jpeg.image_height) {
    JSAMPROW row = const_cast<JSAMPROW>(samples.ptr(static_cast<int>(jpeg.next_scanline)));
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  const std::unique_ptr<unsigned char, decltype(&std::free)> owner(out, &std::free);
  return Bytes(out, out + out_bytes);
}

}  // namespace lumen::test
