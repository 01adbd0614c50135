// The frames that the daemon sends, byte by byte.
#include "lldp/test.hpp"

namespace {

constexpr const char* ieee_802_3 = "00:12:0f";

/// IEEE 802.3-2018 79.3: a veth is no part of an aggregation, does not negotiate (its one
/// capability is "other or unknown"), and is a 10GBASE-T port (MAU type 54).
Bytes dot3_tlvs()
{
    return organizational(ieee_802_3, 3, {0x01, 0, 0, 0, 0}) + organizational(ieee_802_3, 1, {0x00, 0x80, 0, 0, 54});
}

/// All that is sent on a veth by a host with the description "hand-made", but the TTL.
Bytes expected_frame(const Link& link, std::uint16_t seconds)
{
    constexpr std::uint8_t bridge_wlan_router_station = 0x9c; // IEEE 802.1AB-2016 table 8-4
    constexpr std::uint8_t station = 0x80;
    return lldp_frame(link.mac(), {
                                      chassis_mac(link.mac()),
                                      port_mac(link.mac()),
                                      time_to_live(seconds),
                                      system_name(full_name(link.ns())),
                                      tlv(6, text_bytes("hand-made")),
                                      tlv(7, {0, bridge_wlan_router_station, 0, station}),
                                      management_address("192.0.2.1", link.index()),
                                      management_address("2001:db8::1", link.index()),
                                      port_description(link.name()),
                                      has(Feature::Dot3) ? dot3_tlvs() : Bytes{},
                                      end_of_lldpdu(),
                                  });
}

} // namespace

TEST_CASE("the frame sent is the one that the standard describes, byte by byte", "[sent]")
{
    needs(Kernel::Ipv6);
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    here.add_address("192.0.2.1/24").add_address("2001:db8::1/64");
    Capture seen{there};
    Lldpd lldpd{ns(1), {"-S", "hand-made"}};

    CHECK_THAT(next_lldp_from(seen, here.mac()).bytes, is_frame(expected_frame(here, 120)));
}

TEST_CASE("the last frame sent is a goodbye of three TLVs", "[sent]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture seen{there};
    Lldpd lldpd{ns(1)};
    next_lldp_from(seen, here.mac());

    lldpd.stop();

    std::vector<Frame> sent;
    for (const auto& frame : seen.until_marker(here))
        if (is_lldp_from(frame, here.mac()))
            sent.push_back(frame);
    REQUIRE(!sent.empty());
    CHECK_THAT(sent.back().bytes, is_frame(lldp_frame(here.mac(), {chassis_mac(here.mac()), port_mac(here.mac()),
                                                                   time_to_live(0), end_of_lldpdu()})));
}

TEST_CASE("a host that is new on the link is greeted at once", "[sent]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    Lldpd lldpd{ns(1)};
    // A start is four frames, one second apart; what comes then is for the newcomer.
    for (int frame = 0; frame < 4; ++frame)
        next_lldp_from(wire, here.mac());

    wire.inject(
        lldp_frame(there.mac(), {chassis_mac(there.mac()), port_mac(there.mac()), time_to_live(120), end_of_lldpdu()}));

    CHECK(time_to_live_of(next_lldp_from(wire, here.mac()).bytes) == 120);
}

TEST_CASE("an interface whose MAC address changes says goodbye as what it was, and then what it is", "[sent]")
{
    Namespaces ns;
    Links links;
    auto [here, there] = links.veth(ns(1), ns(2));
    const auto old_mac = here.mac();
    const std::string new_mac = "00:00:00:00:00:11";
    Capture seen{there};
    Lldpd lldpd{ns(1)};
    next_lldp_from(seen, old_mac);

    here.mac(new_mac);

    const auto goodbye = seen.next("a goodbye", [](const Frame& frame) { return time_to_live_of(frame.bytes) == 0; });
    const auto next = seen.next("an LLDP frame after the goodbye",
                                [](const Frame& frame) { return frame.ethertype() == lldp_ethertype; });
    // The chassis keeps the ID that it once has.
    CHECK_THAT(goodbye.bytes, is_frame(lldp_frame(new_mac, {chassis_mac(old_mac), port_mac(old_mac), time_to_live(0),
                                                            end_of_lldpdu()})));
    const auto start = dissect(lldp_frame(new_mac, {chassis_mac(old_mac), port_mac(new_mac), time_to_live(120)}));
    auto lines = dissect(next.bytes);
    lines.resize(start.size());
    CHECK(lines == start);
}
