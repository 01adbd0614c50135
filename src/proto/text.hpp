// What a peer said, as it may be shown.
#pragma once

#include "base/bytes.hpp"

#include <optional>
#include <string>

namespace lldp {

/// Text from a peer, as it may be shown on one line: valid UTF-8 kept, control characters and line breaks replaced by a
/// space, anything else by U+FFFD; NULs at the end, with which many peers fill up, left out. Called where a value is
/// shown; the stored octets stay as they came.
std::string printable(ByteView octets);
std::string printable(std::string_view text);

/// The same for text that may have several lines: line breaks (LF, or CR LF) become LF.
std::string printable_lines(std::string_view text);

/// The octets as text when nothing of them had to be replaced, else nothing.
std::optional<std::string> exactly_printable(ByteView octets);

/// "0a 0b", with the separator given.
std::string hex(ByteView octets, char separator);

} // namespace lldp
