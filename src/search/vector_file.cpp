// SPDX-License-Identifier: Apache-2.0
#include "search/vector_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <array>
#include <bit>
#include <cerrno>
#include <cstring>
#include <optional>

#include "base/files.h"
#include "base/unique_fd.h"
#include "search/checksum.h"

namespace lumen::search {
namespace {

static_assert(std::endian::native == std::endian::little);
static_assert(sizeof(Rounding) == 12);

constexpr std::array<char, 8> magic = {'L', 'U', 'M', 'E', 'N', 'V', 'E', 'C'};
constexpr std::uint32_t format = 1;
constexpr std::size_t page = 4'096;

enum Part : std::uint8_t { roundings, checksums, bytes, floats, lowest, levels, upper, part_count };

struct Header {
  std::array<char, 8> magic{};
  std::uint32_t format = 0;
  std::uint32_t dimensions = 0;
  std::uint32_t count = 0;
  std::uint32_t links = 0;
  std::uint32_t build_width = 0;
  std::uint32_t entry = 0;
  std::int32_t level_max = 0;
  std::uint32_t unused = 0;
  std::array<std::uint64_t, part_count> sizes{};
  std::array<std::uint64_t, part_count> sums{};  // that of the floats stays 0
  std::uint64_t own_sum = 0;
};
static_assert(sizeof(Header) <= page && std::is_trivially_copyable_v<Header>);

std::size_t whole_pages(std::size_t size) { return (size + page - 1) / page * page; }

template <class Value>
ByteView bytes_of(const Value* values, std::size_t count) {
  return {reinterpret_cast<const std::uint8_t*>(values), count * sizeof(Value)};
}

std::uint64_t sum_of(Header header) {
  header.own_sum = 0;
  return checksum(bytes_of(&header, 1));
}

// The parts' pieces in order, each part filled up to whole pages.
class Pieces {
 public:
  void add(ByteView piece) {
    if (piece.empty()) return;
    pieces_.push_back(piece);
    size_ += piece.size();
  }
  std::uint64_t end_part() {
    const std::uint64_t size = std::exchange(size_, 0);
    const std::size_t gap = whole_pages(size) - size;
    if (gap > 0) pieces_.push_back(ByteView(zeros_).first(gap));
    return size;
  }
  std::vector<ByteView>& all() { return pieces_; }

 private:
  static inline const std::array<std::uint8_t, page> zeros_{};
  std::vector<ByteView> pieces_;
  std::uint64_t size_ = 0;
};

Error corrupt(const char* what) { return invalid("vector_file_corrupt", "The file of vectors is damaged.", what); }

class Mapping {
 public:
  static Result<std::shared_ptr<const Mapping>> open(const std::filesystem::path& path) {
    const UniqueFd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.valid() && errno == ENOENT) {
      return fail(make_error(ErrorKind::not_found, "no_such_file", "There is no such file."));
    }
    struct stat info{};
    if (!file.valid() || ::fstat(file.get(), &info) != 0) return fail(storage_error(errno, "opening the vectors"));
    const auto size = static_cast<std::size_t>(info.st_size);
    if (size < page) return fail(corrupt("shorter than its header"));
    void* start = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.get(), 0);
    if (start == MAP_FAILED) return fail(storage_error(errno, "mapping the vectors"));
    return std::shared_ptr<const Mapping>(new Mapping(start, size));
  }
  ~Mapping() { ::munmap(start_, size_); }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  ByteView all() const { return {static_cast<const std::uint8_t*>(start_), size_}; }

 private:
  Mapping(void* start, std::size_t size) : start_(start), size_(size) {}
  void* start_;
  std::size_t size_;
};

using Parts = std::array<ByteView, part_count>;

std::optional<Parts> parts_of(const Header& header, ByteView all) {
  Parts parts;
  std::size_t at = page;
  for (std::size_t part = 0; part < part_count; ++part) {
    if (at > all.size() || header.sizes[part] > all.size() - at) return std::nullopt;
    parts[part] = all.subspan(at, header.sizes[part]);
    at += whole_pages(header.sizes[part]);
  }
  return at == all.size() ? std::optional(parts) : std::nullopt;
}

bool sizes_fit(const Header& header, std::size_t stride) {
  const std::size_t count = header.count;
  return count > 0 && count <= VectorSlots::slots_max && header.sizes[roundings] == count * sizeof(Rounding) &&
         header.sizes[checksums] == count * sizeof(std::uint64_t) && header.sizes[bytes] == count * stride &&
         header.sizes[floats] == count * stride * sizeof(float) && header.sizes[levels] == count * sizeof(std::int32_t);
}

template <class Value>
const Value* values_of(ByteView part) {
  return reinterpret_cast<const Value*>(part.data());  // parts begin at whole pages
}

Result<VectorFile> take_apart(std::shared_ptr<const Mapping> mapping, const Header& header, const Parts& parts,
                              GraphShape shape, std::shared_ptr<VectorSlots> slots) {
  const auto* sums = values_of<std::uint64_t>(parts[checksums]);
  const auto* node_levels = values_of<std::int32_t>(parts[levels]);
  VectorFile file;
  file.checksums.assign(sums, sums + header.count);
  slots->lay({header.count, values_of<Rounding>(parts[roundings]), values_of<std::int8_t>(parts[bytes]),
              values_of<float>(parts[floats]), std::move(mapping)});
  VectorGraph::Stored stored;
  stored.count = header.count;
  stored.entry = header.entry;
  stored.level_max = header.level_max;
  stored.lowest = parts[lowest];
  stored.levels.assign(node_levels, node_levels + header.count);
  stored.upper.assign(parts[upper].begin(), parts[upper].end());
  file.graph = VectorGraph::restore(slots, shape, stored);
  if (file.graph == nullptr) return fail(corrupt("the graph is not sound"));
  file.slots = std::move(slots);
  return file;
}

}  // namespace

std::uint64_t floats_checksum(std::span<const float> vector) {
  return checksum(bytes_of(vector.data(), vector.size()));
}

Result<void> write_vector_file(const std::filesystem::path& path, const VectorSlots& slots, const VectorGraph& graph) {
  const VectorGraph::Stored stored = graph.store();
  std::vector<Rounding> all_roundings(stored.count);
  std::vector<std::uint64_t> all_checksums(stored.count);
  for (Slot slot = 0; slot < stored.count; ++slot) {
    all_roundings[slot] = slots.rounding(slot);
    all_checksums[slot] = floats_checksum({slots.floats(slot), slots.dimensions()});
  }
  Header header;
  std::array<std::uint8_t, page> first_page{};
  Pieces pieces;
  pieces.add(first_page);
  pieces.end_part();
  pieces.add(bytes_of(all_roundings.data(), stored.count));
  header.sizes[roundings] = pieces.end_part();
  pieces.add(bytes_of(all_checksums.data(), stored.count));
  header.sizes[checksums] = pieces.end_part();
  std::uint64_t bytes_sum = 0;
  const auto each_chunk = [&](const auto& add) {
    for (Slot first = 0; first < stored.count; first += VectorSlots::chunk_slots) {
      add(first, std::size_t{std::min(VectorSlots::chunk_slots, stored.count - first)} * slots.stride());
    }
  };
  each_chunk([&](Slot first, std::size_t size) {
    const ByteView piece = bytes_of(slots.bytes(first), size);
    bytes_sum = mix(bytes_sum ^ checksum(piece));
    pieces.add(piece);
  });
  header.sizes[bytes] = pieces.end_part();
  each_chunk([&](Slot first, std::size_t size) { pieces.add(bytes_of(slots.floats(first), size)); });
  header.sizes[floats] = pieces.end_part();
  pieces.add(stored.lowest);
  header.sizes[lowest] = pieces.end_part();
  pieces.add(bytes_of(stored.levels.data(), stored.levels.size()));
  header.sizes[levels] = pieces.end_part();
  pieces.add(stored.upper);
  header.sizes[upper] = pieces.end_part();

  header.magic = magic;
  header.format = format;
  header.dimensions = static_cast<std::uint32_t>(slots.dimensions());
  header.count = stored.count;
  header.links = graph.shape().links;
  header.build_width = graph.shape().build_width;
  header.entry = stored.entry;
  header.level_max = stored.level_max;
  header.sums[roundings] = checksum(bytes_of(all_roundings.data(), stored.count));
  header.sums[checksums] = checksum(bytes_of(all_checksums.data(), stored.count));
  header.sums[bytes] = bytes_sum;
  header.sums[lowest] = checksum(stored.lowest);
  header.sums[levels] = checksum(bytes_of(stored.levels.data(), stored.levels.size()));
  header.sums[upper] = checksum(stored.upper);
  header.own_sum = sum_of(header);
  std::memcpy(first_page.data(), &header, sizeof(header));
  return write_file_durably(path, pieces.all(), {});
}

Result<VectorFile> map_vector_file(const std::filesystem::path& path, std::size_t dimensions, GraphShape shape,
                                   const Products& products) {
  auto mapping = Mapping::open(path);
  if (!mapping) return fail(mapping.error());
  Header header;
  std::memcpy(&header, (*mapping)->all().data(), sizeof(header));
  if (header.magic != magic || header.own_sum != sum_of(header)) return fail(corrupt("the header's checksum"));
  if (header.format != format || header.dimensions != dimensions ||
      GraphShape{header.links, header.build_width} != shape) {
    return fail(make_error(ErrorKind::conflict, "vector_file_other", "The file holds vectors of another kind."));
  }
  auto slots = std::make_shared<VectorSlots>(dimensions, products);
  const std::optional<Parts> parts = parts_of(header, (*mapping)->all());
  if (!parts || !sizes_fit(header, slots->stride())) return fail(corrupt("the sizes of its parts"));
  std::uint64_t bytes_sum = 0;
  const std::size_t chunk_bytes = VectorSlots::chunk_slots * slots->stride();
  for (ByteView rest = (*parts)[bytes]; !rest.empty(); rest = rest.subspan(std::min(chunk_bytes, rest.size()))) {
    bytes_sum = mix(bytes_sum ^ checksum(rest.first(std::min(chunk_bytes, rest.size()))));
  }
  for (const Part part : {roundings, checksums, lowest, levels, upper}) {
    if (checksum((*parts)[part]) != header.sums[part]) return fail(corrupt("a part's checksum"));
  }
  if (bytes_sum != header.sums[bytes]) return fail(corrupt("the bytes' checksum"));
  return take_apart(std::move(*mapping), header, *parts, shape, std::move(slots));
}

}  // namespace lumen::search
