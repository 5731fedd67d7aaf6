// SPDX-License-Identifier: Apache-2.0
#pragma once
// Test pictures as files of every kind that people send. Made with the formats' own libraries, so what the
// decoders read was not written by the code under test. Failures throw std::runtime_error.

#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

#include "base/encoding.h"

namespace lumen::test {

enum class JpegColour {
  ycbcr,  // 4:2:0, what cameras write
  gray,
  rgb,         // components stored as they are, with Adobe's marker
  cmyk_adobe,  // inverted ink, with Adobe's marker
  ycck_adobe,  // the same as YCCK
  cmyk_plain,  // ink as it is, no marker
};
enum class JpegScans {
  baseline,
  progressive,
  hundreds,  // progressive with a scan for each single coefficient: legal, and a way to make decoders work
};

struct JpegOptions {
  JpegColour colour = JpegColour::ycbcr;
  JpegScans scans = JpegScans::baseline;
  int quality = 92;
  int orientation = 0;  // EXIF value 1..8 written into the file; 0: no EXIF
  Bytes profile;        // ICC
};
// `bgr` is CV_8UC3.
Bytes encode_jpeg(const cv::Mat& bgr, const JpegOptions& options = {});

struct PngOptions {
  int orientation = 0;  // eXIf chunk
  Bytes profile;        // iCCP chunk
};
// CV_8UC1, CV_8UC3, CV_8UC4 (with alpha), CV_16UC1, CV_16UC3 or CV_16UC4, blue first.
Bytes encode_png(const cv::Mat& pixels, const PngOptions& options = {});
// One byte a pixel into a palette of at most 256 BGR colours; `transparent_index` < 0 for none.
Bytes encode_palette_png(const cv::Mat& indices, const std::vector<cv::Vec3b>& palette, int transparent_index = -1);
// Adam7. CV_8UC3.
Bytes encode_interlaced_png(const cv::Mat& bgr);
// An APNG that shows `first` and then `second`; same size, CV_8UC3.
Bytes encode_animated_png(const cv::Mat& first, const cv::Mat& second);

enum class WebpLoss { lossy, lossless };
struct WebpOptions {
  WebpLoss loss = WebpLoss::lossy;
  float quality = 92;
  int orientation = 0;  // EXIF chunk
  Bytes profile;        // ICCP chunk
};
// CV_8UC3 or CV_8UC4.
Bytes encode_webp(const cv::Mat& pixels, const WebpOptions& options = {});
// Lossless frames, CV_8UC3; the first lies at `first_at` on a canvas as large as the second.
Bytes encode_animated_webp(const cv::Mat& first, cv::Point first_at, const cv::Mat& second);

struct HeicOptions {
  int orientation = 1;  // written as turn and mirror properties, as phones do; pixels stay as given
  int quality = 92;
  int bits = 8;  // 8 or 10
  Bytes profile;
};
// CV_8UC3 or CV_8UC4, sides even.
Bytes encode_heic(const cv::Mat& pixels, const HeicOptions& options = {});
// A grid of square tiles like a phone's, with a property that turns it `quarter_turns` times anticlockwise.
// CV_8UC3; sides need not be multiples of `tile_px`, which is even and at least 64.
Bytes encode_heic_grid(const cv::Mat& bgr, int tile_px, int quarter_turns);

// ICC profiles made from published primaries (D65): Display P3 with sRGB's curve, Adobe RGB (1998) with gamma 563/256.
Bytes display_p3_profile();
Bytes adobe_rgb_profile();
Bytes srgb_profile();

// "Exif\0\0" is not part of it: a TIFF block with the orientation alone.
Bytes exif_block(int orientation);

}  // namespace lumen::test
