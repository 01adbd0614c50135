#include "daemon/operating_system.hpp"

#include <array>
#include <fstream>
#include <iterator>
#include <string>
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
        system.name = os_name(std::string{std::istreambuf_iterator<char>{file}, {}});
        break;
    }
    return system;
}

} // namespace lldp::daemon
