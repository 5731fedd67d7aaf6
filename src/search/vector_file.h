// SPDX-License-Identifier: Apache-2.0
#pragma once
// Vectors and their graph as one file that is mapped, not read: the floats' pages come in when they are wanted.
//
//   page 0     header: format, shape, sizes, a checksum of each part but the floats, and one of the header
//   then, each from a whole page on: roundings, a checksum of each vector's floats, bytes, floats, the graph's lowest
//   layer, its nodes' levels, its upper layers
//
// Low byte first, floats as the machine has them. A file is a cache: losing it costs time only. It says nothing of
// items, which are numbered anew at each start.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "base/result.h"
#include "search/vector_graph.h"
#include "search/vector_slots.h"

namespace lumen::search {

// Writes the slots of `graph`, as base/files.h writes: whole or not at all. Blocks. Errors: unavailable.
Result<void> write_vector_file(const std::filesystem::path& path, const VectorSlots& slots, const VectorGraph& graph);

struct VectorFile {
  std::shared_ptr<VectorSlots> slots;  // none belongs to an item yet
  VectorGraph::Ptr graph;
  std::vector<std::uint64_t> checksums;  // of each slot's floats
};

// Reads and checks all but the floats, which whoever claims a slot compares with its own. Errors: `not_found`;
// `conflict` "vector_file_other" for a sound file of other dimensions, shape or format; `invalid`
// "vector_file_corrupt".
Result<VectorFile> map_vector_file(const std::filesystem::path& path, std::size_t dimensions, GraphShape shape,
                                   const Products& products);

// What `checksums` holds for these floats.
std::uint64_t floats_checksum(std::span<const float> vector);

}  // namespace lumen::search
