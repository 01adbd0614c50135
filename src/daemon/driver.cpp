#include "daemon/driver.hpp"

#include "base/fd.hpp"
#include "daemon/ethtool_request.hpp"

#include <algorithm>
#include <fcntl.h>
#include <iterator>
#include <linux/ethtool.h>
#include <string_view>
#include <unistd.h>

namespace lldp::daemon {

namespace {

template <std::size_t size>
std::string text_of(const char (&field)[size])
{
    return {std::begin(field), std::find(std::begin(field), std::end(field), '\0')};
}

/// It becomes part of a path.
bool is_pci_address(std::string_view text)
{
    return text.find(':') != std::string_view::npos &&
           text.find_first_not_of("0123456789abcdef:.") == std::string_view::npos;
}

} // namespace

Driver driver_of(const std::string& interface)
{
    const auto socket = ethtool_socket();
    ethtool_drvinfo answer{};
    answer.cmd = ETHTOOL_GDRVINFO;
    if (!ask_ethtool(socket.get(), interface, &answer))
        return {};
    return {.name = text_of(answer.driver), .bus = text_of(answer.bus_info)};
}

Expected<> stop_lldp_in_firmware(const Driver& driver, const std::string& debugfs)
{
    if (!is_pci_address(driver.bus))
        return failure(std::make_error_code(std::errc::invalid_argument), "take for an address on a PCI bus",
                       "`" + driver.bus + "`");
    static constexpr std::string_view command = "lldp stop";
    const auto path = debugfs + "/" + driver.name + "/" + driver.bus + "/command";
    const Fd file{::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW)};
    if (!file)
        return system_failure("open", path);
    if (::write(file.get(), command.data(), command.size()) != static_cast<ssize_t>(command.size()))
        return system_failure("write to", path);
    return {};
}

} // namespace lldp::daemon
