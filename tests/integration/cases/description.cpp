// What a host says of itself.
#include "lldp/test.hpp"

#include <filesystem>

namespace {

/// What a neighbor sees of a host whose daemon has these arguments.
std::string described_as(const Lldpd::Arguments& arguments)
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2), arguments};
    return receiver.neighbor(here.name())["chassis.descr"];
}

} // namespace

TEST_CASE("a host is described by its operating system and its kernel", "[description]")
{
    const auto description = described_as({});
    CHECK(description == system_description());
}

TEST_CASE("a description given on the command line replaces the default one", "[description]")
{
    const auto description = described_as({"-S", "Modified description"});
    CHECK(description == "Modified description");
}

TEST_CASE("the kernel can be left out of the description", "[description]")
{
    const auto description = described_as({"-k"});
    CHECK(description == os_name);
}

TEST_CASE("a host without any configuration file is described in the same way", "[description]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    // Not waited for: without anything to read a daemon need not call its client.
    const Lldpd sender = Lldpd::start(ns(2), {"-O", "/run/nothing.conf"});

    CHECK(receiver.neighbor(here.name())["chassis.descr"] == system_description());
}

TEST_CASE("a host that cannot read what its operating system is called is described by its kernel", "[description]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    prepare(ns(2));
    {
        const auto inside = ns(2).enter();
        std::filesystem::remove("/etc/os-release");
        std::filesystem::create_directory("/etc/os-release");
    }
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};

    CHECK(os_name + (" " + receiver.neighbor(here.name())["chassis.descr"]) == system_description());
}

TEST_CASE("a host without a name in the hosts file is called by its hostname", "[description]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    prepare(ns(2));
    ns(2).write_file("/etc/hosts", "127.0.0.1 localhost\n");
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};

    CHECK(receiver.neighbor(here.name())["chassis.name"] == "ns-2");
}
