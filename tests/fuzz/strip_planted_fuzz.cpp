// SPDX-License-Identifier: Apache-2.0
// The input is a recipe: its bytes say which pieces, telling or not, make up a sound photo. Whatever the mixture,
// exactly the pieces that make the picture come out.

#include <string>

#include "photos/photo_builder.h"
#include "photos/strip_metadata.h"
#include "tests/fuzz/fuzz.h"

namespace builder = lumen::photos::builder;
using lumen::Bytes;
using lumen::fuzz::require;

namespace {

class Recipe {
 public:
  Recipe(const std::uint8_t* data, std::size_t size) : left_(data, size) {}
  bool done() const { return left_.empty(); }
  // 0 … below-1; zeros at the end.
  std::uint8_t next(int below) {
    if (left_.empty()) return 0;
    const std::uint8_t byte = left_.front();
    left_ = left_.subspan(1);
    return static_cast<std::uint8_t>(byte % below);
  }

 private:
  lumen::ByteView left_;
};

// A photo and what must come out of it.
struct Planted {
  Bytes photo;
  Bytes expected;

  void both(const Bytes& piece) {
    lost(piece);
    expected.insert(expected.end(), piece.begin(), piece.end());
  }
  void lost(const Bytes& piece) { photo.insert(photo.end(), piece.begin(), piece.end()); }
};

constexpr int pieces_max = 24;

std::string_view one_of(Recipe& recipe, std::initializer_list<std::string_view> names) {
  return names.begin()[recipe.next(static_cast<int>(names.size()))];
}

// Begins with a segment: right after a scan, bytes that are none would belong to the scan.
void add_jpeg_pieces(Recipe& recipe, Planted& planted) {
  planted.lost(builder::jpeg_telling(0xfe, ""));
  for (int count = recipe.next(pieces_max); count > 0; --count) {
    switch (recipe.next(8)) {
      case 0: planted.both(builder::jpeg_icc()); break;
      case 1: planted.both(builder::jpeg_adobe(recipe.next(3))); break;
      case 2: planted.lost(builder::jpeg_exif(recipe.next(10), recipe.next(2) == 0)); break;
      case 3: planted.lost(builder::jpeg_xmp()); break;
      case 4: planted.lost(builder::jpeg_telling(0xfe, "")); break;
      case 5: planted.lost(builder::join({Bytes(recipe.next(5), 0xff), builder::jpeg_xmp()})); break;
      case 6: planted.lost(builder::bytes_of(builder::secret)); break;
      default:
        planted.lost(builder::jpeg_telling(
            static_cast<std::uint8_t>(0xe0 + recipe.next(16)),
            one_of(recipe, {"", "JFXX", "MPF", "FPXR", "Photoshop 3.0", "http://ns.adobe.com/xap/"})));
    }
  }
}

Planted plant_jpeg(Recipe& recipe) {
  Planted planted;
  planted.both(builder::jpeg_start());
  if (recipe.next(2) == 0) {
    planted.lost(builder::jpeg_jfif(recipe.next(6)));
    planted.expected = builder::join({planted.expected, builder::jpeg_jfif()});
  }
  add_jpeg_pieces(recipe, planted);
  planted.both(builder::join({builder::jpeg_tables(), builder::jpeg_frame(40, 30, recipe.next(2) == 0 ? 0xc0 : 0xc2)}));
  for (int scans = 1 + recipe.next(4); scans > 0; --scans) {
    planted.both(builder::jpeg_scan());
    add_jpeg_pieces(recipe, planted);
  }
  planted.both(builder::jpeg_end());
  planted.lost(builder::bytes_of(builder::secret));
  return planted;
}

void add_png_pieces(Recipe& recipe, Planted& planted) {
  for (int count = recipe.next(pieces_max); count > 0; --count) {
    const bool kept = recipe.next(2) == 0;
    if (kept)
      planted.both(builder::png_chunk(one_of(recipe, {"tRNS", "iCCP", "sRGB", "gAMA", "cHRM", "sBIT", "bKGD", "fdAT"}),
                                      {recipe.next(9)}));
    else
      planted.lost(
          builder::png_telling(one_of(recipe, {"eXIf", "tEXt", "zTXt", "iTXt", "tIME", "pHYs", "prVt", "zzZz"})));
  }
}

Planted plant_png(Recipe& recipe) {
  Planted planted;
  planted.both(builder::join({builder::png_signature(), builder::png_header()}));
  add_png_pieces(recipe, planted);
  planted.both(builder::png_picture());
  add_png_pieces(recipe, planted);
  planted.both(builder::png_end());
  if (recipe.next(2) == 0) planted.lost(builder::bytes_of(builder::secret));
  return planted;
}

void add_webp_pieces(Recipe& recipe, Planted& planted) {
  for (int count = recipe.next(pieces_max); count > 0; --count) {
    const std::size_t size = recipe.next(6);
    switch (recipe.next(4)) {
      case 0: planted.both(builder::riff_chunk("ALPH", Bytes(size))); break;
      case 1: planted.lost(builder::riff_chunk("EXIF", builder::exif_tiff(3))); break;
      default: planted.lost(builder::webp_telling(one_of(recipe, {"EXIF", "XMP ", "exif", "what", "GPS "})));
    }
  }
}

Planted plant_webp(Recipe& recipe) {
  Planted planted, chunks;
  chunks.lost(builder::webp_extended(0x3e));
  chunks.expected = builder::webp_extended(0x32);
  for (int frames = recipe.next(4); frames > 0; --frames) {
    Planted inside;
    add_webp_pieces(recipe, inside);
    inside.both(builder::webp_lossy());
    add_webp_pieces(recipe, inside);
    chunks.lost(builder::webp_frame(inside.photo));
    chunks.expected = builder::join({chunks.expected, builder::webp_frame(inside.expected)});
  }
  add_webp_pieces(recipe, chunks);
  chunks.both(builder::webp_lossless());
  add_webp_pieces(recipe, chunks);
  planted.photo = builder::webp_file(chunks.photo);
  planted.expected = builder::webp_file(chunks.expected);
  if (recipe.next(2) == 0) planted.lost(builder::bytes_of(builder::secret));
  return planted;
}

// In a HEIC nothing moves: nothing telling is left, and the picture is where it was.
void check_heic(Recipe& recipe) {
  builder::HeicPlan plan;
  plan.pieces = {{1, "hvc1", builder::bytes_of(builder::picture), recipe.next(2)}};
  const Bytes telling = builder::bytes_of(builder::secret);
  for (std::uint16_t id = 2, last = static_cast<std::uint16_t>(2 + recipe.next(pieces_max)); id < last; ++id) {
    const std::string type(one_of(recipe, {"Exif", "mime", "uri ", "what", "hvc1"}));
    plan.pieces.push_back({id, type, telling, recipe.next(2)});
    if (type == "hvc1")
      plan.links.push_back({"thmb", id, 1});
    else
      plan.links.push_back({"cdsc", id, 1});
  }
  if (recipe.next(2) == 0) plan.between = telling;
  if (recipe.next(2) == 0) plan.more_properties = builder::full_box("udes", 0, telling);
  if (recipe.next(2) == 0) plan.more_meta = builder::box(one_of(recipe, {"uuid", "xml ", "udta", "free"}), telling);
  if (recipe.next(2) == 0)
    plan.tail = builder::box(one_of(recipe, {"uuid", "moov", "udta", "free", "mpvd", "skip"}), telling);
  const Bytes photo = builder::heic_file(plan);
  const auto stripped = lumen::photos::strip_metadata(photo);
  require(stripped.has_value(), "a sound HEIC is taken");
  require(!builder::contains(stripped->bytes, builder::secret), "nothing telling is left in a HEIC");
  require(stripped->bytes.size() == photo.size(), "nothing moves in a HEIC");
  const auto place = [](const Bytes& bytes) { return lumen::as_text(bytes).find(builder::picture); };
  require(place(stripped->bytes) == place(photo), "the picture of a HEIC stays where it is");
}

}  // namespace

lumen::fuzz::Seeds lumen::fuzz::seeds() {
  Seeds recipes;
  for (std::uint8_t format = 0; format < 4; ++format) {
    Bytes recipe{format};
    for (std::uint8_t i = 0; i < 120; ++i) recipe.push_back(static_cast<std::uint8_t>(i * 37 + format));
    recipes.push_back(recipe);
  }
  return recipes;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Recipe recipe(data, size);
  const std::uint8_t format = recipe.next(4);
  if (format == 3) {
    check_heic(recipe);
    return 0;
  }
  const Planted planted = format == 0 ? plant_jpeg(recipe) : format == 1 ? plant_png(recipe) : plant_webp(recipe);
  const auto stripped = lumen::photos::strip_metadata(planted.photo);
  require(stripped.has_value(), "a sound photo is taken");
  require(stripped->bytes == planted.expected, "exactly the picture comes out");
  require(!builder::contains(stripped->bytes, builder::secret), "nothing telling is left");
  return 0;
}
