// What -v and -vv of both programs print. Scripts read these lines, so their words stay as the established lldpd has
// them; what they say is what was compiled in.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace lldp {

/// "0.1.0"
[[nodiscard]] std::string_view version();

/// What -v prints: the version alone, a line.
[[nodiscard]] std::string version_text();

/// What `lldpd -vv` prints.
[[nodiscard]] std::string build_report_daemon();

/// What `lldpcli -vv` prints. `formats`: names of the output formats, as they are to be listed.
[[nodiscard]] std::string build_report_client(std::span<const std::string_view> formats);

} // namespace lldp
