// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/decode_jpeg.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>
// After <cstdio>: libjpeg's headers need FILE.
#include <jpeglib.h>
#include <jerror.h>

#include <algorithm>
#include <array>

namespace lumen::vision_worker {
namespace {

constexpr int scans_max = 100;  // encoders write about ten; each one costs a pass over the whole picture
constexpr long memory_bytes_max = 1L << 30;
constexpr int rows_at_once = 8;

// Warnings that say nothing about the picture's own data.
bool is_harmless(int code) {
  switch (code) {
    case JWRN_ADOBE_XFORM:
    case JWRN_BOGUS_ICC:
    case JWRN_BOGUS_PROGRESSION:
    case JWRN_EXTRANEOUS_DATA:
    case JWRN_JFIF_MAJOR: return true;
    default: return false;
  }
}

bool is_unsupported(int code) {
  switch (code) {
    case JERR_SOF_UNSUPPORTED:
    case JERR_BAD_PRECISION:
    case JERR_ARITH_NOTIMPL:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_COMPONENT_COUNT: return true;
    default: return false;
  }
}

// libjpeg's state. Its errors leave by longjmp, so the steps below are run by `guarded` and hold nothing that
// needs a destructor.
class JpegReader {
 public:
  explicit JpegReader(ByteView bytes) {
    jpeg_.err = jpeg_std_error(&errors_);
    jpeg_.client_data = this;
    errors_.error_exit = on_error;
    errors_.emit_message = on_message;
    progress_.progress_monitor = on_progress;
    created_ = guarded([&] {
      jpeg_create_decompress(&jpeg_);
      jpeg_.mem->max_memory_to_use = memory_bytes_max;
      jpeg_.progress = &progress_;
      jpeg_mem_src(&jpeg_, bytes.data(), static_cast<unsigned long>(bytes.size()));
    });
  }
  ~JpegReader() {
    std::free(profile_);
    jpeg_destroy_decompress(&jpeg_);
  }
  JpegReader(const JpegReader&) = delete;
  JpegReader& operator=(const JpegReader&) = delete;

  bool read_header() {
    return created_ && guarded([this] {
             jpeg_save_markers(&jpeg_, JPEG_APP0 + 2, 0xFFFF);
             jpeg_read_header(&jpeg_, TRUE);
             jpeg_read_icc_profile(&jpeg_, &profile_, &profile_bytes_);
           });
  }

  bool start(unsigned reduction) {
    return guarded([&] {
      jpeg_.scale_num = 1;
      jpeg_.scale_denom = reduction;
      jpeg_.out_color_space = output_space();
      jpeg_start_decompress(&jpeg_);
    });
  }

  // Reads every row and the end of the picture.
  bool read_into(cv::Mat& pixels) {
    return guarded([&] {
      std::array<JSAMPROW, rows_at_once> rows{};
      while (jpeg_.output_scanline < jpeg_.output_height) {
        const JDIMENSION left = jpeg_.output_height - jpeg_.output_scanline;
        const JDIMENSION count = std::min<JDIMENSION>(left, rows_at_once);
        for (JDIMENSION i = 0; i < count; ++i) rows[i] = pixels.ptr(static_cast<int>(jpeg_.output_scanline + i));
        jpeg_read_scanlines(&jpeg_, rows.data(), count);
      }
      jpeg_finish_decompress(&jpeg_);
    });
  }

  Error error() {
    std::array<char, JMSG_LENGTH_MAX> text{};
    errors_.format_message(reinterpret_cast<j_common_ptr>(&jpeg_), text.data());
    if (is_unsupported(errors_.msg_code)) {
      return unsupported_photo("This kind of JPEG is not supported.", text.data());
    }
    return damaged_photo(text.data());
  }

  const jpeg_decompress_struct& jpeg() const { return jpeg_; }
  bool lost_data() const { return lost_data_; }
  // libjpeg hands CMYK out as the file has it: Adobe's programs write 255 for no ink, others 0.
  bool ink_is_inverted() const { return jpeg_.saw_Adobe_marker != 0; }
  Bytes profile() const { return profile_ == nullptr ? Bytes() : Bytes(profile_, profile_ + profile_bytes_); }

 private:
  template <class Step>
  bool guarded(Step step) {
    if (setjmp(jump_) != 0) return false;
    step();
    return true;
  }

  J_COLOR_SPACE output_space() const {
    switch (jpeg_.num_components) {
      case 1: return JCS_GRAYSCALE;
      case 4: return JCS_CMYK;
      default: return JCS_EXT_BGR;
    }
  }

  static JpegReader& self(j_common_ptr jpeg) { return *static_cast<JpegReader*>(jpeg->client_data); }

  [[noreturn]] static void on_error(j_common_ptr jpeg) { std::longjmp(self(jpeg).jump_, 1); }

  static void on_message(j_common_ptr jpeg, int level) {
    if (level < 0 && !is_harmless(jpeg->err->msg_code)) {
      self(jpeg).lost_data_ = true;
      on_error(jpeg);
    }
  }

  static void on_progress(j_common_ptr jpeg) {
    if (self(jpeg).jpeg_.input_scan_number <= scans_max) return;
    jpeg->err->msg_code = JERR_BAD_PROGRESSION;
    on_error(jpeg);
  }

  jpeg_decompress_struct jpeg_{};
  jpeg_error_mgr errors_{};
  jpeg_progress_mgr progress_{};
  std::jmp_buf jump_{};
  bool created_ = false;
  bool lost_data_ = false;
  JOCTET* profile_ = nullptr;
  unsigned profile_bytes_ = 0;
};

unsigned reduction_for(unsigned width_px, unsigned height_px) {
  const unsigned long_side_px = std::max(width_px, height_px);
  unsigned reduction = 8;
  while (reduction > 1 && long_side_px < reduction * long_side_wanted_px) reduction /= 2;
  return reduction;
}

int type_of(int components) {
  switch (components) {
    case 1: return CV_8UC1;
    case 4: return CV_8UC4;
    default: return CV_8UC3;
  }
}

}  // namespace

Result<Picture> decode_jpeg(ByteView bytes, const DecodeLimits& limits) {
  JpegReader reader(bytes);
  if (!reader.read_header()) return fail(reader.error());
  const jpeg_decompress_struct& jpeg = reader.jpeg();
  if (auto size = check_size(jpeg.image_width, jpeg.image_height, limits); !size) return fail(size.error());
  if (jpeg.num_components == 2 || jpeg.num_components > 4) {
    return fail(unsupported_photo("This kind of JPEG is not supported.", "an odd number of components"));
  }
  if (!reader.start(reduction_for(jpeg.image_width, jpeg.image_height))) return fail(reader.error());

  Picture picture;
  picture.original_width_px = static_cast<int>(jpeg.image_width);
  picture.original_height_px = static_cast<int>(jpeg.image_height);
  picture.grayscale = jpeg.num_components == 1;
  picture.pixels.create(static_cast<int>(jpeg.output_height), static_cast<int>(jpeg.output_width),
                        type_of(jpeg.num_components));
  if (!reader.read_into(picture.pixels)) return fail(reader.error());
  if (jpeg.num_components == 4 && !reader.ink_is_inverted()) {
    cv::bitwise_not(picture.pixels, picture.pixels);
  }
  picture.profile = reader.profile();
  return picture;
}

}  // namespace lumen::vision_worker
