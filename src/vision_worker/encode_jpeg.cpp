// SPDX-License-Identifier: Apache-2.0
#include "vision_worker/encode_jpeg.h"

#include <csetjmp>
#include <cstdio>
#include <cstdlib>
// After <cstdio>: libjpeg's header needs FILE.
#include <jpeglib.h>

namespace lumen::vision_worker {
namespace {

constexpr int quality = 90;

// libjpeg's state. Its errors leave by longjmp, so `run` holds nothing that needs a destructor.
class JpegWriter {
 public:
  explicit JpegWriter(const cv::Mat& bgr) : bgr_(bgr) {
    jpeg_.err = jpeg_std_error(&errors_);
    jpeg_.client_data = this;
    errors_.error_exit = [](j_common_ptr jpeg) { std::longjmp(static_cast<JpegWriter*>(jpeg->client_data)->back_, 1); };
    errors_.output_message = [](j_common_ptr) {};
  }
  ~JpegWriter() {
    jpeg_destroy_compress(&jpeg_);
    std::free(out_);
  }
  JpegWriter(const JpegWriter&) = delete;
  JpegWriter& operator=(const JpegWriter&) = delete;

  bool run() {
    if (setjmp(back_) != 0) return false;
    jpeg_create_compress(&jpeg_);
    jpeg_mem_dest(&jpeg_, &out_, &out_bytes_);
    jpeg_.image_width = static_cast<JDIMENSION>(bgr_.cols);
    jpeg_.image_height = static_cast<JDIMENSION>(bgr_.rows);
    jpeg_.input_components = 3;
    jpeg_.in_color_space = JCS_EXT_BGR;
    jpeg_set_defaults(&jpeg_);
    jpeg_set_quality(&jpeg_, quality, TRUE);
    jpeg_.comp_info[0].h_samp_factor = 1;
    jpeg_.comp_info[0].v_samp_factor = 1;
    jpeg_start_compress(&jpeg_, TRUE);
    while (jpeg_.next_scanline < jpeg_.image_height) {
      JSAMPROW row = const_cast<JSAMPROW>(bgr_.ptr(static_cast<int>(jpeg_.next_scanline)));
      jpeg_write_scanlines(&jpeg_, &row, 1);
    }
    jpeg_finish_compress(&jpeg_);
    return true;
  }

  Bytes bytes() const { return {out_, out_ + out_bytes_}; }

 private:
  const cv::Mat& bgr_;
  jpeg_compress_struct jpeg_{};
  jpeg_error_mgr errors_{};
  std::jmp_buf back_{};
  unsigned char* out_ = nullptr;
  unsigned long out_bytes_ = 0;
};

}  // namespace

Result<Bytes> encode_jpeg(const cv::Mat& bgr) {
  if (bgr.type() != CV_8UC3 || bgr.empty()) return fail(internal("only BGR pictures are encoded"));
  JpegWriter writer(bgr);
  if (!writer.run()) return fail(internal("libjpeg could not encode the picture"));
  return writer.bytes();
}

}  // namespace lumen::vision_worker
