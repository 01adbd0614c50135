// What follows from an interface's driver.
#include "daemon/driver.hpp"

#include "temporary_directory.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace lldp::daemon;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string content(const std::string& path)
{
    std::ifstream file{path};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// What i40e has for the card at that address.
void make_command_file(const TemporaryDirectory& debugfs, const std::string& address)
{
    std::filesystem::create_directories(debugfs / ("i40e/" + address));
    static_cast<void>(debugfs.file("i40e/" + address + "/command", ""));
}

} // namespace

TEST_CASE("drivers that are not like others are known by their names", "[driver]")
{
    CHECK(Driver{.name = "cdc_mbim"}.is_modem());
    CHECK(Driver{.name = "i40e"}.has_lldp_in_firmware());
    for (const auto* other : {"", "veth", "e1000e", "cdc_ether", "i40evf", "iavf"}) {
        CAPTURE(other);
        CHECK_FALSE(Driver{.name = other}.is_modem());
        CHECK_FALSE(Driver{.name = other}.has_lldp_in_firmware());
    }
}

TEST_CASE("an interface that is not there has no driver", "[driver]")
{
    CHECK(driver_of("none-such") == Driver{});
}

TEST_CASE("the firmware of the card at that address, and of no other, is told to leave LLDP alone", "[driver]")
{
    const TemporaryDirectory debugfs;
    make_command_file(debugfs, "0000:3b:00.0");
    make_command_file(debugfs, "0000:3b:00.1");

    CHECK(stop_lldp_in_firmware({.name = "i40e", .bus = "0000:3b:00.1"}, debugfs.path()));

    CHECK(content(debugfs / "i40e/0000:3b:00.1/command") == "lldp stop");
    CHECK(content(debugfs / "i40e/0000:3b:00.0/command").empty());
}

TEST_CASE("where the driver's file is not there none is made, and it is named", "[driver]")
{
    const TemporaryDirectory debugfs;
    make_command_file(debugfs, "0000:3b:00.0");
    const auto absent = debugfs / "i40e/0000:3b:00.0/command";
    std::filesystem::remove(absent);

    const auto done = stop_lldp_in_firmware({.name = "i40e", .bus = "0000:3b:00.0"}, debugfs.path());

    REQUIRE_FALSE(done);
    CHECK(done.error().code == std::errc::no_such_file_or_directory);
    CHECK_THAT(done.error().message(), ContainsSubstring(absent));
    CHECK_FALSE(std::filesystem::exists(absent));
}

TEST_CASE("what is no address on a PCI bus leads to no file", "[driver]")
{
    const std::string bus = GENERATE("", "..", ".", "a/../..", "../0000:3b:00.0", "0000:3b:00.0/..", "N/A", "usb-1:2");
    const TemporaryDirectory debugfs;
    make_command_file(debugfs, "0000:3b:00.0");
    static_cast<void>(debugfs.file("command", ""));
    static_cast<void>(debugfs.file("i40e/command", ""));
    CAPTURE(bus);

    const auto done = stop_lldp_in_firmware({.name = "i40e", .bus = bus}, debugfs.path());

    REQUIRE_FALSE(done);
    CHECK(done.error().code == std::errc::invalid_argument);
    CHECK(content(debugfs / "command").empty());
    CHECK(content(debugfs / "i40e/command").empty());
}

TEST_CASE("a link in place of the driver's file is not followed", "[driver]")
{
    const TemporaryDirectory debugfs;
    make_command_file(debugfs, "0000:3b:00.0");
    const auto other = debugfs.file("other", "");
    std::filesystem::remove(debugfs / "i40e/0000:3b:00.0/command");
    std::filesystem::create_symlink(other, debugfs / "i40e/0000:3b:00.0/command");

    CHECK_FALSE(stop_lldp_in_firmware({.name = "i40e", .bus = "0000:3b:00.0"}, debugfs.path()));

    CHECK(content(other).empty());
}
