// Interfaces of wireless cards.
#include "harness/radio.hpp"
#include "lldp/test.hpp"

#include <optional>

namespace {

/// Waits until the host says of itself that it is so, or not.
void wait_capability(const Lldpd& lldpd, const std::string& name, bool enabled, Where where = Where::here())
{
    lldpd.lldpcli().wait(
        name + (enabled ? " to be enabled" : " to be disabled"), {"show", "chassis"},
        [&](const KeyValue& answer) {
            return answer["local-chassis.chassis." + name + ".enabled"] == (enabled ? "on" : "off");
        },
        where);
}

} // namespace

TEST_CASE("a host with a wireless card says that it is a WLAN access point, and its interface is a port", "[wireless]")
{
    const bool running = GENERATE(true, false);
    Namespaces ns;
    std::optional<Radio> radio;
    std::optional<Lldpd> lldpd;
    if (running) {
        lldpd.emplace(ns(1));
        wait_capability(*lldpd, "Wlan", false);
        radio.emplace(ns(1));
    } else {
        radio.emplace(ns(1));
        lldpd.emplace(ns(1));
    }

    wait_capability(*lldpd, "Wlan", true);
    wait_capability(*lldpd, "Station", false);
    CHECK(lldpd->lldpcli().keyvalue({"show", "interfaces"}).contains("lldp." + radio->interface() + ".status"));

    radio.reset();
    wait_capability(*lldpd, "Wlan", false);
    wait_capability(*lldpd, "Station", true);
    CHECK(lldpd->lldpcli().keyvalue({"show", "interfaces"}).empty());
}

TEST_CASE("a wireless card in another network namespace is another host's", "[wireless]")
{
    Namespaces ns;
    const Radio radio{ns(2)};
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    const Lldpd without{ns(1)};
    const Lldpd with{ns(2)};
    const auto seen = without.neighbor(here.name());
    CHECK(seen["chassis.Wlan.enabled"] == "on");
    CHECK(seen["chassis.Station.enabled"] == "off");
    CHECK(with.neighbor(there.name())["chassis.Wlan.enabled"] == "off");
}
