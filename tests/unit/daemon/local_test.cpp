#include "daemon/local.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <linux/if.h>
#include <linux/if_arp.h>
#include <string>
#include <tuple>
#include <vector>

using namespace lldp;
using namespace lldp::daemon;
using namespace std::chrono_literals;

namespace {

Interface ethernet(int index, const std::string& name)
{
    Interface made;
    made.index = index;
    made.name = name;
    made.mac = {0x02, 0, 0, 0, 0, static_cast<std::uint8_t>(index)};
    made.type = ARPHRD_ETHER;
    made.flags = IFF_UP | IFF_LOWER_UP | IFF_BROADCAST | IFF_MULTICAST;
    made.mtu = 1500;
    return made;
}

InterfaceAddress ipv4(int index, std::uint8_t last, AddressScope scope = AddressScope::Global)
{
    return {.index = index, .family = InterfaceAddress::Family::IPv4, .octets = {192, 0, 2, last}, .scope = scope};
}

InterfaceAddress ipv6(int index, std::uint8_t last, AddressScope scope = AddressScope::Global)
{
    Bytes octets(16);
    octets[0] = scope == AddressScope::Link ? 0xfe : 0x20;
    octets[1] = scope == AddressScope::Link ? 0x80 : 0x01;
    octets[15] = last;
    return {.index = index, .family = InterfaceAddress::Family::IPv6, .octets = octets, .scope = scope};
}

Network network_of(const std::vector<Interface>& interfaces, std::vector<InterfaceAddress> addresses = {})
{
    Network network;
    for (const auto& interface : interfaces)
        network.interfaces[interface.index] = interface;
    network.addresses = std::move(addresses);
    return network;
}

const OperatingSystem debian{.name = "Spectacular GNU/Linux 2016",
                             .kernel_name = "Linux",
                             .kernel_release = "6.1.0",
                             .kernel_version = "#1 SMP",
                             .machine = "x86_64",
                             .hostname = "host.example.com"};

std::vector<std::string> names(const std::vector<const Interface*>& interfaces)
{
    std::vector<std::string> found;
    found.reserve(interfaces.size());
    for (const auto* interface : interfaces)
        found.push_back(interface->name);
    return found;
}

std::vector<Bytes> addresses(const Network& network, const std::optional<std::string>& pattern)
{
    Configuration configuration;
    if (pattern)
        configuration.management = Pattern{*pattern};
    std::vector<Bytes> found;
    for (const auto& address : local_chassis({}, network, configuration, debian).addresses)
        found.push_back(address.address);
    return found;
}

} // namespace

TEST_CASE("LLDP runs on Ethernet ports, not on what is stacked on them", "[local]")
{
    auto vlan = ethernet(2, "eth0.10");
    vlan.kind = "vlan";
    vlan.lower = 1;
    auto bridge = ethernet(3, "br0");
    bridge.kind = "bridge";
    auto veth = ethernet(4, "veth0");
    veth.kind = "veth";
    veth.lower = 5;
    auto switched = ethernet(10, "lan1");
    switched.kind = "dsa";
    switched.lower = 1;
    auto macvlan = ethernet(6, "mac0");
    macvlan.kind = "macvlan";
    macvlan.lower = 1;
    auto tunnel = ethernet(7, "vx0");
    tunnel.kind = "vxlan";
    auto loopback = ethernet(8, "lo");
    loopback.type = ARPHRD_LOOPBACK;
    auto network = network_of(
        {ethernet(1, "eth0"), vlan, bridge, veth, macvlan, tunnel, loopback, ethernet(9, "wwan0"), switched});
    network.modems = {9};

    Configuration configuration;
    CHECK(names(select_ports(network, configuration)) == std::vector<std::string>{"eth0", "veth0", "lan1"});
    configuration.interfaces = Pattern{"eth0.10,br*"};
    CHECK(names(select_ports(network, configuration)) == std::vector<std::string>{"eth0.10"});
    configuration.interfaces = Pattern{"wwan0"};
    CHECK(names(select_ports(network, configuration)).empty());
    configuration.interfaces = Pattern{"*,!eth0"};
    CHECK(names(select_ports(network, configuration)) == std::vector<std::string>{"veth0", "lan1"});
    configuration.interfaces = Pattern{"vx0,lo"};
    CHECK(select_ports(network, configuration).empty());
}

TEST_CASE("a port is operational when it is up, has carrier and waits for nothing", "[local]")
{
    auto interface = ethernet(1, "eth0");
    CHECK(interface.operational());
    interface.flags = IFF_UP;
    CHECK_FALSE(interface.operational());
    interface.flags = IFF_LOWER_UP;
    CHECK_FALSE(interface.operational());
    interface.flags = IFF_UP | IFF_LOWER_UP | IFF_DORMANT;
    CHECK_FALSE(interface.operational());
}

TEST_CASE("the chassis ID is the first port's address, and stays", "[local]")
{
    Configuration configuration;
    ChassisIdentity identity;
    const auto both = network_of({ethernet(2, "eth0"), ethernet(3, "eth1")});

    CHECK(identity.choose({}, configuration, debian) == ChassisId::local("host.example.com"));
    CHECK(identity.choose(both, configuration, debian) == ChassisId::mac({0x02, 0, 0, 0, 0, 2}));
    CHECK(identity.choose(network_of({ethernet(3, "eth1")}), configuration, debian) ==
          ChassisId::mac({0x02, 0, 0, 0, 0, 2}));
    CHECK(identity.choose({}, configuration, debian) == ChassisId::mac({0x02, 0, 0, 0, 0, 2}));
}

TEST_CASE("a chassis goes by the text that it was told to, and by its port's address again without one", "[local]")
{
    const auto network = network_of({ethernet(1, "eth0")});
    ChassisIdentity identity;
    Configuration configuration;
    configuration.chassis_id = "rack 7";
    CHECK(identity.choose(network, configuration, debian) == ChassisId::local("rack 7"));
    configuration.chassis_id.reset();
    CHECK(identity.choose(network, configuration, debian) == ChassisId::mac({0x02, 0, 0, 0, 0, 1}));
}

TEST_CASE("a system is called as it was told to, in full or without its domain", "[local]")
{
    const auto& [hostname, expected] = GENERATE(table<std::optional<std::string>, std::string>({
        {std::nullopt, "host.example.com"},
        {"other.example.org", "other.example.org"},
        {".", "host"},
    }));
    Configuration configuration;
    configuration.hostname = hostname;
    CHECK(local_chassis({}, {}, configuration, debian).name.text == expected);
    CHECK(ChassisIdentity{}.choose({}, configuration, debian) == ChassisId::local(expected));
}

TEST_CASE("an interface outside the pattern, or without an address, gives no chassis ID", "[local]")
{
    auto nameless = ethernet(1, "eth0");
    nameless.mac = {};
    const auto network = network_of({nameless, ethernet(2, "eth1"), ethernet(3, "eth2")});
    Configuration configuration;
    CHECK(ChassisIdentity{}.choose(network, configuration, debian) == ChassisId::mac({0x02, 0, 0, 0, 0, 2}));
    configuration.chassis = Pattern{"eth2"};
    CHECK(ChassisIdentity{}.choose(network, configuration, debian) == ChassisId::mac({0x02, 0, 0, 0, 0, 3}));
    configuration.chassis = Pattern{"wlan*"};
    CHECK(ChassisIdentity{}.choose(network, configuration, debian) == ChassisId::local("host.example.com"));
}

TEST_CASE("management addresses are the first of each family, unless a pattern says otherwise", "[local]")
{
    auto temporary = ipv6(1, 9);
    temporary.temporary = true;
    const auto network = network_of({ethernet(1, "eth0"), ethernet(2, "eth1")},
                                    {ipv4(1, 200, AddressScope::Host), temporary, ipv6(1, 1, AddressScope::Link),
                                     ipv4(1, 1), ipv4(1, 2), ipv6(2, 3), ipv4(2, 4)});
    const Bytes a1{192, 0, 2, 1};
    const Bytes a2{192, 0, 2, 2};
    const Bytes a4{192, 0, 2, 4};
    const auto a3 = ipv6(2, 3).octets;

    CHECK(addresses(network, std::nullopt) == std::vector<Bytes>{a1, a3});
    CHECK(addresses(network, "192.0.2.*") == std::vector<Bytes>{a1, a2, a4});
    CHECK(addresses(network, "eth1") == std::vector<Bytes>{a4, a3});
    CHECK(addresses(network, "192.0.2.2") == std::vector<Bytes>{a2});
    CHECK(addresses(network, "!192.0.2.1") == std::vector<Bytes>{a2, a3});
    CHECK(addresses(network, "!eth0") == std::vector<Bytes>{a4, a3});
    CHECK(addresses(network, "!192.*") == std::vector<Bytes>{a3});
    CHECK(addresses(network, "*,!eth0") == std::vector<Bytes>{a4, a3});
    CHECK(addresses(network, "198.51.100.*").empty());
}

TEST_CASE("a link-local address is used where there is no better one", "[local]")
{
    const auto network = network_of({ethernet(1, "eth0")}, {ipv6(1, 1, AddressScope::Link)});
    CHECK(addresses(network, std::nullopt) == std::vector<Bytes>{ipv6(1, 1, AddressScope::Link).octets});
}

TEST_CASE("an address that no interface has is advertised when it is asked for by itself", "[local]")
{
    Configuration configuration;
    configuration.management = Pattern{"198.51.100.7"};
    const auto network = network_of({ethernet(1, "eth0")}, {ipv4(1, 1)});
    const auto found = local_chassis({}, network, configuration, debian).addresses;
    REQUIRE(found.size() == 1);
    CHECK(found.front().address == Bytes{198, 51, 100, 7});
    CHECK(found.front().numbering == ManagementAddress::Numbering::Unknown);
}

TEST_CASE("the system description tells of the kernel unless it is hidden or overridden", "[local]")
{
    Configuration configuration;
    const auto description = [&](const OperatingSystem& system) {
        return local_chassis({}, {}, configuration, system).description.text;
    };
    CHECK(description(debian) == "Spectacular GNU/Linux 2016 Linux 6.1.0 #1 SMP x86_64");
    auto nameless = debian;
    nameless.name.clear();
    CHECK(description(nameless) == "Linux 6.1.0 #1 SMP x86_64");
    configuration.advertise_version = false;
    CHECK(description(debian) == "Spectacular GNU/Linux 2016");
    CHECK(description(nameless) == "Linux");
    configuration.description = "mine";
    CHECK(description(debian) == "mine");
}

TEST_CASE("text that is too long for its TLV is cut between characters", "[local]")
{
    auto system = debian;
    system.name = std::string(254, 'x') + "\xc3\xa9 more";
    CHECK(local_chassis({}, {}, {}, system).description.text == std::string(254, 'x'));
}

TEST_CASE("bridges, forwarding and wireless cards show as capabilities, a mere station says so", "[local]")
{
    Network network = network_of({ethernet(1, "eth0")});
    CHECK(local_chassis({}, network, {}, debian).capabilities->enabled == CapabilitySet{Capability::StationOnly});
    network.forwarding = true;
    CHECK(local_chassis({}, network, {}, debian).capabilities->enabled == CapabilitySet{Capability::Router});
    network.interfaces[2] = ethernet(2, "br0");
    network.interfaces[2].kind = "bridge";
    CHECK(local_chassis({}, network, {}, debian).capabilities->enabled ==
          CapabilitySet{Capability::Router, Capability::Bridge});
    network.wireless = {1};
    CHECK(local_chassis({}, network, {}, debian).capabilities->enabled ==
          CapabilitySet{Capability::Router, Capability::Bridge, Capability::WlanAccessPoint});
}

TEST_CASE("a communication device of LLDP-MED is a telephone, not a mere station", "[local]")
{
    Configuration configuration;
    configuration.med_class = 3;
    const auto telephone = local_chassis({}, {}, configuration, debian).capabilities.value();
    CHECK(telephone.enabled == CapabilitySet{Capability::Telephone});
    CHECK(telephone.available.contains(Capability::Telephone));
    configuration.med_class = 4;
    CHECK_FALSE(local_chassis({}, {}, configuration, debian).capabilities->available.contains(Capability::Telephone));
}

TEST_CASE("the capabilities that are enabled are those that were configured", "[local]")
{
    Network network = network_of({ethernet(1, "eth0")});
    network.forwarding = true;
    Configuration configuration;
    configuration.capabilities = CapabilitySet{Capability::Bridge, Capability::WlanAccessPoint};
    const auto capabilities = local_chassis({}, network, configuration, debian).capabilities.value();
    CHECK(capabilities.enabled == *configuration.capabilities);
    CHECK(capabilities.available == local_chassis({}, network, {}, debian).capabilities->available);
}

TEST_CASE("the time to live is interval times hold, rounded up, and fits its field", "[local]")
{
    const auto [interval, hold, expected] = GENERATE(table<std::chrono::milliseconds, unsigned, std::chrono::seconds>({
        {30'000ms, 4, 120s},
        {500ms, 4, 2s},
        {1'100ms, 1, 2s},
        {3'600'000ms, 100, 65535s},
    }));
    Configuration configuration;
    configuration.tx_interval = interval;
    configuration.tx_hold = hold;
    CHECK(time_to_live(configuration) == expected);
}

TEST_CASE("a port goes by its address, or by its name when it has an alias", "[local]")
{
    auto interface = ethernet(1, "eth0");
    auto pdu = local_lldpdu({}, interface, {}, 120s);
    CHECK(*pdu.find<PortId>() == PortId::mac(interface.mac));
    CHECK(pdu.find<PortDescription>()->text == "eth0");

    interface.alias = "uplink";
    pdu = local_lldpdu({}, interface, {}, 120s);
    CHECK(*pdu.find<PortId>() == PortId::ifname("eth0"));
    CHECK(pdu.find<PortDescription>()->text == "uplink");

    interface.alias = "lldpd: connected to switch";
    CHECK(*local_lldpdu({}, interface, {}, 120s).find<PortId>() == PortId::mac(interface.mac));
}

TEST_CASE("a port goes by what it was told to, alias or not", "[local]")
{
    auto interface = ethernet(1, "eth0");
    interface.alias = "uplink";
    const auto said = [&](const PortConfiguration& port) {
        const auto pdu = local_lldpdu({}, interface, port, 120s);
        return std::pair{*pdu.find<PortId>(), pdu.find<PortDescription>()->text};
    };
    using Said = std::pair<PortId, std::string>;
    CHECK(said({.id = PortIdKind::Mac}) == Said{PortId::mac(interface.mac), "eth0"});
    CHECK(said({.id = PortIdKind::InterfaceName}) == Said{PortId::ifname("eth0"), "uplink"});
    CHECK(said({.id = PortIdKind::Text, .id_text = "7"}) == Said{PortId::local("7"), "uplink"});
    CHECK(said({.description = "cellar"}) == Said{PortId::ifname("eth0"), "cellar"});
    CHECK(said({.description_source = DescriptionSource::InterfaceName}) == Said{PortId::mac(interface.mac), "eth0"});
    CHECK(said({.description_source = DescriptionSource::Alias}) == Said{PortId::ifname("eth0"), "uplink"});
}

TEST_CASE("capabilities and addresses that are not to be told are not", "[local]")
{
    Configuration configuration;
    configuration.advertise_capabilities = false;
    configuration.advertise_management = false;
    const auto chassis = local_chassis({}, network_of({ethernet(1, "eth0")}), configuration, debian);
    CHECK_FALSE(chassis.capabilities);
    CHECK(chassis.addresses.empty());
    CHECK(local_lldpdu(chassis, ethernet(1, "eth0"), {}, 120s).find<SystemCapabilities>() == nullptr);
}

TEST_CASE("the operating system's name is read as os-release(5) writes it", "[local]")
{
    const auto [text, expected] = GENERATE(table<std::string, std::string>({
        {"PRETTY_NAME=\"Spectacular GNU/Linux 2016\"\n", "Spectacular GNU/Linux 2016"},
        {"NAME=x\n  PRETTY_NAME='a b'  \nVERSION=1\n", "a b"},
        {"PRETTY_NAME=Plain", "Plain"},
        {"PRETTY_NAME=\"say \\\"hi\\\"\"", "say \"hi\""},
        {"PRETTY_NAME=", ""},
        {"PRETTY_NAME=\"\"\n", ""},
        {"#PRETTY_NAME=no\n", ""},
        {"", ""},
        {"PRETTY_NAME=\"unclosed", "unclosed"},
        {"PRETTY_NAME=ends\\", "ends\\"},
    }));
    CAPTURE(text);
    CHECK(os_name(text) == expected);
}

TEST_CASE("frames of a bond's port come from an address that is no other port's", "[local]")
{
    Interface interface;
    interface.mac = {0x00, 0, 0, 0, 0, 1};
    interface.permanent_mac = {0x00, 0, 0, 0, 0, 2};
    CHECK(source_address(interface, AggregatedSource::Zero) == interface.mac);
    interface.aggregated = true;
    CHECK(source_address(interface, AggregatedSource::Real) == interface.permanent_mac);
    CHECK(source_address(interface, AggregatedSource::Zero) == MacAddress{});
    CHECK(source_address(interface, AggregatedSource::Local) == MacAddress{0x02, 0, 0, 0, 0, 2});
    interface.permanent_mac[0] = 0x06;
    CHECK(source_address(interface, AggregatedSource::Local) == source_address(interface, AggregatedSource::Fixed));
}
