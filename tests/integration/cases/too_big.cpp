// Frames that have more to say than the link's MTU has room for.
#include "lldp/test.hpp"

namespace {

/// A frame from that interface without room for the description of the system.
Bytes short_frame(const Link& link)
{
    constexpr std::uint8_t bridge_wlan_router_station = 0x9c; // IEEE 802.1AB-2016 table 8-4
    constexpr std::uint8_t station = 0x80;
    return lldp_frame(link.mac(), {
                                      chassis_mac(link.mac()),
                                      port_mac(link.mac()),
                                      time_to_live(120),
                                      system_name(full_name(link.ns())),
                                      tlv(7, {0, bridge_wlan_router_station, 0, station}),
                                      port_description(link.name()),
                                      end_of_lldpdu(),
                                  });
}

} // namespace

TEST_CASE("what a small MTU has no room for is left out, the rest is sent, and all of it when there is room again",
          "[sent]")
{
    Namespaces ns;
    Links links;
    auto [here, there] = links.veth(ns(1), ns(2));
    here.mtu(120);
    Capture seen{there};
    Lldpd lldpd{ns(1), {"-S", std::string(200, 'd')}};

    CHECK_THAT(next_lldp_from(seen, here.mac()).bytes, is_frame(short_frame(here)));

    here.mtu(1500);
    const auto is_whole = [mac = here.mac()](const Frame& frame) {
        return is_lldp_from(frame, mac) && frame.bytes.size() > 200;
    };
    seen.next("a frame with the description", is_whole);
}
