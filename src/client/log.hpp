// What lldpcli tells its user besides the answers: on standard error, in the form that the daemon's log has.
#pragma once

#include <ostream>
#include <string_view>

namespace lldp::client {

enum class Severity { Warning, Info, Debug };

/// Writes "YYYY-mm-ddTHH:MM:SS [WARN/token] text", local time, a line each.
class Log
{
  public:
    /// Shows what is at least as grave as `least`.
    explicit Log(std::ostream& out, Severity least = Severity::Warning) : out_{out}, least_{least} {}

    /// Has what is wrong stand out from now on.
    void set_color(bool color) { color_ = color; }
    void set_least(Severity least) { least_ = least; }
    void write(Severity severity, std::string_view text, std::string_view token = "lldpctl");

  private:
    std::ostream& out_;
    Severity least_;
    bool color_ = false;
};

} // namespace lldp::client
