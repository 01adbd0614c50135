// Element trees as octets: the body of Document and Event. doc/control-protocol.md, "Trees".
#pragma once

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "proto/element.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace lldp::control {

/// Deeper trees are refused: no answer comes near, and each level costs the reader a frame of its stack.
inline constexpr std::size_t max_tree_depth = 64;
/// Octets in a tag, a label or a key. A table entry that could be longer would let a short message grow without limit
/// where it is read. Longer ones are cut where they are written.
inline constexpr std::size_t max_name_size = 255;

/// A text in any message: its length in four octets, and its octets.
void write_text(Writer& out, std::string_view text);
[[nodiscard]] std::string read_text(Reader& in);

void encode_element(Writer& out, const Element& root);

/// Everything that `in` still holds. Fails with Errc::malformed, never reads past the end, and never allocates more
/// than a small multiple of what came in.
Expected<Element> decode_element(Reader& in);

} // namespace lldp::control
