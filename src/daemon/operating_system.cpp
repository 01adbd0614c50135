#include "daemon/operating_system.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/utsname.h>

namespace lldp::daemon {

OperatingSystem read_operating_system()
{
    OperatingSystem system;
    utsname names{};
    if (::uname(&names) == 0) {
        system.kernel_name = std::begin(names.sysname);
        system.kernel_release = std::begin(names.release);
        system.kernel_version = std::begin(names.version);
        system.machine = std::begin(names.machine);
    }
    static constexpr std::array places{"/etc/os-release", "/usr/lib/os-release"};
    for (const auto* place : places) {
        std::ifstream file{place};
        if (!file)
            continue;
        std::ostringstream text;
        text << file.rdbuf(); // what cannot be read leaves it empty
        system.name = os_name(text.str());
        break;
    }
    return system;
}

} // namespace lldp::daemon
