// SPDX-License-Identifier: Apache-2.0
// Real encoders and decoders agree: what is stripped shows the same pixels and tells nothing more. The libraries
// are linked by the tests only; `lumen` itself decodes nothing.

#include <gtest/gtest.h>
// jpeglib.h needs FILE and size_t before it.
#include <jpeglib.h>
#include <libheif/heif.h>
#include <spng.h>
#include <webp/decode.h>
#include <webp/encode.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "photos/photo_builder.h"
#include "photos/strip_metadata.h"

// The H.265 encoder of Debian 12 keeps two of its own tables; only the tests encode.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libx265"; }

namespace lumen::photos {
namespace {

using builder::bytes_of;
using builder::contains;
using builder::join;

constexpr int side_px = 64;

// A gradient with some detail, `channels` bytes a pixel.
Bytes pixels(int channels) {
  Bytes out;
  for (int i = 0; i < side_px * side_px * channels; ++i)
    out.push_back(static_cast<std::uint8_t>((i * 7 + (i / side_px) * 3) % 251));
  return out;
}

struct FreeC {
  void operator()(void* memory) const { std::free(memory); }
};

void expect_stripped(const Bytes& photo, const StrippedPhoto& stripped) {
  EXPECT_TRUE(contains(photo, builder::secret));
  EXPECT_FALSE(contains(stripped.bytes, builder::secret));
  EXPECT_TRUE(stripped.changed);
}

// --- JPEG

struct JpegKind {
  const char* name;
  J_COLOR_SPACE colours;
  int channels;
  bool progressive;
};

Bytes encode_jpeg(const JpegKind& kind, const Bytes& exif) {
  jpeg_compress_struct encoder{};
  jpeg_error_mgr errors{};
  encoder.err = jpeg_std_error(&errors);
  jpeg_create_compress(&encoder);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&encoder, &memory, &size);
  encoder.image_width = encoder.image_height = side_px;
  encoder.input_components = kind.channels;
  encoder.in_color_space = kind.colours;
  jpeg_set_defaults(&encoder);
  encoder.restart_interval = 3;
  if (kind.progressive) jpeg_simple_progression(&encoder);
  jpeg_start_compress(&encoder, TRUE);
  jpeg_write_marker(&encoder, JPEG_APP0 + 1, exif.data(), static_cast<unsigned>(exif.size()));
  jpeg_write_icc_profile(&encoder, exif.data(), 40);
  jpeg_write_marker(&encoder, JPEG_COM, as_bytes(builder::secret).data(),
                    static_cast<unsigned>(builder::secret.size()));
  Bytes raw = pixels(kind.channels);
  for (int y = 0; y < side_px; ++y) {
    JSAMPROW row = raw.data() + std::ptrdiff_t{y} * side_px * kind.channels;
    jpeg_write_scanlines(&encoder, &row, 1);
  }
  jpeg_finish_compress(&encoder);
  jpeg_destroy_compress(&encoder);
  const std::unique_ptr<unsigned char, FreeC> owned(memory);
  return Bytes(memory, memory + size);
}

struct DecodedJpeg {
  Bytes pixels;
  long warnings = 0;
  bool has_profile = false;
};

DecodedJpeg decode_jpeg(const Bytes& bytes) {
  jpeg_decompress_struct decoder{};
  jpeg_error_mgr errors{};
  decoder.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&decoder);
  jpeg_mem_src(&decoder, bytes.data(), bytes.size());
  jpeg_save_markers(&decoder, JPEG_APP0 + 2, 0xffff);
  jpeg_read_header(&decoder, TRUE);
  jpeg_start_decompress(&decoder);
  DecodedJpeg decoded;
  const std::size_t row_bytes = std::size_t{decoder.output_width} * static_cast<std::size_t>(decoder.output_components);
  decoded.pixels.resize(row_bytes * decoder.output_height);
  while (decoder.output_scanline < decoder.output_height) {
    JSAMPROW row = decoded.pixels.data() + row_bytes * decoder.output_scanline;
    jpeg_read_scanlines(&decoder, &row, 1);
  }
  JOCTET* profile = nullptr;
  unsigned profile_size = 0;
  decoded.has_profile = jpeg_read_icc_profile(&decoder, &profile, &profile_size) != FALSE;
  const std::unique_ptr<JOCTET, FreeC> owned(profile);
  jpeg_finish_decompress(&decoder);
  decoded.warnings = errors.num_warnings;
  jpeg_destroy_decompress(&decoder);
  return decoded;
}

class StripDecodersJpeg : public ::testing::TestWithParam<JpegKind> {};

TEST_P(StripDecodersJpeg, SamePixelsSameProfile) {
  for (std::uint16_t orientation = 1; orientation <= 8; ++orientation) {
    const Bytes photo = encode_jpeg(GetParam(), join({bytes_of({"Exif\0\0", 6}), builder::exif_tiff(orientation)}));
    const auto stripped = strip_metadata(photo);
    ASSERT_TRUE(stripped);
    expect_stripped(photo, *stripped);
    EXPECT_EQ(stripped->orientation, orientation);
    const auto before = decode_jpeg(photo);
    const auto after = decode_jpeg(stripped->bytes);
    EXPECT_EQ(before.pixels, after.pixels);
    EXPECT_EQ(after.warnings, 0);
    EXPECT_TRUE(after.has_profile);
    const auto size = read_pixel_size(photo, PhotoFormat::jpeg);
    ASSERT_TRUE(size);
    EXPECT_EQ(size->width_px, static_cast<std::uint32_t>(side_px));
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, StripDecodersJpeg,
                         ::testing::Values(JpegKind{"baseline", JCS_RGB, 3, false},
                                           JpegKind{"progressive", JCS_RGB, 3, true},
                                           JpegKind{"grey", JCS_GRAYSCALE, 1, false},
                                           JpegKind{"cmyk", JCS_CMYK, 4, false}),
                         [](const auto& kind) { return std::string(kind.param.name); });

// --- PNG

Bytes encode_png() {
  const std::unique_ptr<spng_ctx, decltype(&spng_ctx_free)> encoder(spng_ctx_new(SPNG_CTX_ENCODER), spng_ctx_free);
  spng_set_option(encoder.get(), SPNG_ENCODE_TO_BUFFER, 1);
  spng_ihdr header{side_px, side_px, 8, SPNG_COLOR_TYPE_TRUECOLOR_ALPHA, 0, 0, 0};
  spng_set_ihdr(encoder.get(), &header);
  Bytes tiff = builder::exif_tiff(7);
  spng_exif exif{tiff.size(), reinterpret_cast<char*>(tiff.data())};
  spng_set_exif(encoder.get(), &exif);
  std::string text(builder::secret);
  spng_text comment{};
  std::copy_n("Comment", 8, comment.keyword);
  comment.type = SPNG_TEXT;
  comment.text = text.data();
  comment.length = text.size();
  spng_set_text(encoder.get(), &comment, 1);
  const Bytes raw = pixels(4);
  EXPECT_EQ(spng_encode_image(encoder.get(), raw.data(), raw.size(), SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE), 0);
  std::size_t size = 0;
  int error = 0;
  const std::unique_ptr<void, FreeC> memory(spng_get_png_buffer(encoder.get(), &size, &error));
  const auto* begin = static_cast<const std::uint8_t*>(memory.get());
  return Bytes(begin, begin + size);
}

Bytes decode_png(const Bytes& bytes) {
  const std::unique_ptr<spng_ctx, decltype(&spng_ctx_free)> decoder(spng_ctx_new(0), spng_ctx_free);
  spng_set_png_buffer(decoder.get(), bytes.data(), bytes.size());
  Bytes out(std::size_t{side_px} * side_px * 4);
  EXPECT_EQ(spng_decode_image(decoder.get(), out.data(), out.size(), SPNG_FMT_RGBA8, SPNG_DECODE_TRNS), 0);
  return out;
}

TEST(StripDecodersPng, SamePixels) {
  const Bytes photo = encode_png();
  const auto stripped = strip_metadata(photo);
  ASSERT_TRUE(stripped);
  expect_stripped(photo, *stripped);
  EXPECT_EQ(stripped->orientation, 7);
  EXPECT_EQ(decode_png(stripped->bytes), pixels(4));
}

// --- WebP

Bytes decode_webp(const Bytes& bytes) {
  int width = 0, height = 0;
  const std::unique_ptr<std::uint8_t, decltype(&WebPFree)> out(
      WebPDecodeRGBA(bytes.data(), bytes.size(), &width, &height), WebPFree);
  if (out == nullptr) return {};
  return Bytes(out.get(), out.get() + std::ptrdiff_t{width} * height * 4);
}

TEST(StripDecodersWebp, SamePixels) {
  for (const bool lossless : {false, true}) {
    const Bytes raw = pixels(3);
    std::uint8_t* memory = nullptr;
    const std::size_t size = lossless ? WebPEncodeLosslessRGB(raw.data(), side_px, side_px, side_px * 3, &memory)
                                      : WebPEncodeRGB(raw.data(), side_px, side_px, side_px * 3, 80, &memory);
    const std::unique_ptr<std::uint8_t, decltype(&WebPFree)> owned(memory, WebPFree);
    ASSERT_GT(size, 12U);
    const Bytes picture(memory + 12, memory + size);  // the one chunk of a simple file
    const Bytes photo = builder::webp_file(
        join({builder::webp_extended(0x0c, side_px, side_px), picture,
              builder::riff_chunk("EXIF", builder::exif_tiff(6)), builder::riff_chunk("XMP ", builder::xmp_text())}));
    const auto stripped = strip_metadata(photo);
    ASSERT_TRUE(stripped);
    expect_stripped(photo, *stripped);
    EXPECT_EQ(stripped->orientation, 6);
    ASSERT_FALSE(decode_webp(photo).empty());
    EXPECT_EQ(decode_webp(stripped->bytes), decode_webp(photo));
    const auto measured = read_pixel_size(Bytes(memory, memory + size), PhotoFormat::webp);
    ASSERT_TRUE(measured);
    EXPECT_EQ(measured->height_px, static_cast<std::uint32_t>(side_px));
  }
}

// --- HEIC

using HeifContext = std::unique_ptr<heif_context, decltype(&heif_context_free)>;
using HeifHandle = std::unique_ptr<heif_image_handle, decltype(&heif_image_handle_release)>;
using HeifImage = std::unique_ptr<heif_image, decltype(&heif_image_release)>;

heif_error append_bytes(heif_context*, const void* data, std::size_t size, void* bytes) {
  const auto* begin = static_cast<const std::uint8_t*>(data);
  static_cast<Bytes*>(bytes)->insert(static_cast<Bytes*>(bytes)->end(), begin, begin + size);
  return heif_error{heif_error_Ok, heif_suberror_Unspecified, ""};
}

HeifImage heif_picture() {
  heif_image* raw = nullptr;
  heif_image_create(side_px, side_px, heif_colorspace_RGB, heif_chroma_interleaved_RGB, &raw);
  heif_image_add_plane(raw, heif_channel_interleaved, side_px, side_px, 8);
  int stride = 0;
  std::uint8_t* plane = heif_image_get_plane(raw, heif_channel_interleaved, &stride);
  const Bytes source = pixels(3);
  for (int y = 0; y < side_px; ++y)
    std::copy_n(source.begin() + std::ptrdiff_t{y} * side_px * 3, side_px * 3, plane + std::ptrdiff_t{y} * stride);
  return {raw, heif_image_release};
}

Bytes encode_heic() {
  const HeifContext context(heif_context_alloc(), heif_context_free);
  heif_encoder* raw_encoder = nullptr;
  EXPECT_EQ(heif_context_get_encoder_for_format(context.get(), heif_compression_HEVC, &raw_encoder).code,
            heif_error_Ok);
  const std::unique_ptr<heif_encoder, decltype(&heif_encoder_release)> encoder(raw_encoder, heif_encoder_release);
  const HeifImage image = heif_picture();
  heif_image_handle *raw_handle = nullptr, *raw_thumbnail = nullptr;
  EXPECT_EQ(heif_context_encode_image(context.get(), image.get(), encoder.get(), nullptr, &raw_handle).code,
            heif_error_Ok);
  const HeifHandle handle(raw_handle, heif_image_handle_release);
  EXPECT_EQ(heif_context_encode_thumbnail(context.get(), image.get(), handle.get(), encoder.get(), nullptr, 32,
                                          &raw_thumbnail)
                .code,
            heif_error_Ok);
  const HeifHandle thumbnail(raw_thumbnail, heif_image_handle_release);
  const Bytes exif = builder::exif_tiff(6), xmp = builder::xmp_text();
  heif_context_add_exif_metadata(context.get(), handle.get(), exif.data(), static_cast<int>(exif.size()));
  heif_context_add_XMP_metadata(context.get(), handle.get(), xmp.data(), static_cast<int>(xmp.size()));
  Bytes out;
  heif_writer writer{1, append_bytes};
  EXPECT_EQ(heif_context_write(context.get(), &writer, &out).code, heif_error_Ok);
  return out;
}

struct DecodedHeic {
  Bytes pixels;
  int metadata = 0;  // blocks a reader knows: Exif, XMP
  int thumbnails = 0;
  int pictures = 0;
};

DecodedHeic decode_heic(const Bytes& bytes) {
  const HeifContext context(heif_context_alloc(), heif_context_free);
  EXPECT_EQ(heif_context_read_from_memory_without_copy(context.get(), bytes.data(), bytes.size(), nullptr).code,
            heif_error_Ok);
  heif_image_handle* raw_handle = nullptr;
  EXPECT_EQ(heif_context_get_primary_image_handle(context.get(), &raw_handle).code, heif_error_Ok);
  const HeifHandle handle(raw_handle, heif_image_handle_release);
  DecodedHeic decoded;
  decoded.metadata = heif_image_handle_get_number_of_metadata_blocks(handle.get(), "Exif") +
                     heif_image_handle_get_number_of_metadata_blocks(handle.get(), "mime");
  decoded.thumbnails = heif_image_handle_get_number_of_thumbnails(handle.get());
  decoded.pictures = heif_context_get_number_of_top_level_images(context.get());
  heif_image* raw_image = nullptr;
  EXPECT_EQ(heif_decode_image(handle.get(), &raw_image, heif_colorspace_RGB, heif_chroma_interleaved_RGB, nullptr).code,
            heif_error_Ok);
  const HeifImage image(raw_image, heif_image_release);
  int stride = 0;
  const std::uint8_t* plane = heif_image_get_plane_readonly(image.get(), heif_channel_interleaved, &stride);
  for (int y = 0; y < side_px; ++y) {
    const std::uint8_t* row = plane + std::ptrdiff_t{y} * stride;
    decoded.pixels.insert(decoded.pixels.end(), row, row + side_px * 3);
  }
  return decoded;
}

TEST(StripDecodersHeic, SamePixelsWithoutExifXmpAndThumbnail) {
  const Bytes photo = encode_heic();
  const auto stripped = strip_metadata(photo);
  ASSERT_TRUE(stripped) << stripped.error().detail;
  expect_stripped(photo, *stripped);
  const DecodedHeic before = decode_heic(photo);
  const DecodedHeic after = decode_heic(stripped->bytes);
  EXPECT_EQ(before.metadata, 2);
  EXPECT_EQ(before.thumbnails, 1);
  EXPECT_EQ(after.metadata, 0);
  EXPECT_EQ(after.thumbnails, 0);
  EXPECT_EQ(after.pictures, 1);
  EXPECT_EQ(after.pixels, before.pixels);
  const auto size = read_pixel_size(photo, PhotoFormat::heic);
  ASSERT_TRUE(size);
  EXPECT_EQ(size->width_px, static_cast<std::uint32_t>(side_px));
}

}  // namespace
}  // namespace lumen::photos
