// `configure dot3 power`: what a port says of power over Ethernet (IEEE 802.3-2018 79.3.2, IEEE 802.3bt-2018 79.3.2).
#include "lldp/test.hpp"

namespace {

using Words = Lldpcli::Arguments;
using Catch::Matchers::ContainsSubstring;

/// A daemon whose port tells of power, and what goes over its wire.
struct Powered : Wired
{
    void configure(const Words& words) const { lldpd.lldpcli().text(Words{"configure", "dot3", "power"} + words); }
    /// Waits until the TLV with that value is sent.
    void wait_sent(const Bytes& value) { next_lldp_with(wire, port.mac(), organizational("00:12:0f", 2, value)); }
    [[nodiscard]] KeyValue shown() const
    {
        return lldpd.lldpcli()
            .keyvalue({"show", "interfaces", "details"})
            .below("lldp." + port.name())
            .below("port.power");
    }

    bool needed = (needs(Feature::Dot3), true);
    Lldpd lldpd{ns(1)};
};

} // namespace

TEST_CASE("power is told in the form of IEEE 802.3af", "[dot3][power]")
{
    Powered here;
    here.configure({"pse", "supported", "enabled", "paircontrol", "powerpairs", "spare", "class", "class-3"});
    here.wait_sent({0x0f, 2, 4});
    CHECK_THAT(here.shown(), is(KeyValue{{"supported", "yes"},
                                         {"enabled", "yes"},
                                         {"paircontrol", "yes"},
                                         {"device-type", "PSE"},
                                         {"pairs", "spare"},
                                         {"class", "class 3"}}));
}

TEST_CASE("power is told in the form of IEEE 802.3at", "[dot3][power]")
{
    const auto& [words, octets] = GENERATE(values<std::pair<Words, Bytes>>({
        {{"pd", "supported", "enabled", "powerpairs", "spare", "class", "class-3", "type", "1", "source", "pse",
          "priority", "low", "requested", "10000", "allocated", "15000"},
         {0x06, 2, 4, 0xd3, 0, 100, 0, 150}},
        {{"pd", "powerpairs", "signal", "type", "2", "source", "both", "priority", "critical", "requested", "25500",
          "allocated", "0"},
         {0x00, 1, 0, 0x71, 0, 255, 0, 0}},
        {{"pse", "supported", "powerpairs", "signal", "class", "class-4", "type", "2", "source", "primary", "priority",
          "high", "requested", "0", "allocated", "12900"},
         {0x03, 1, 5, 0x12, 0, 0, 0, 129}},
        {{"pse", "powerpairs", "signal", "type", "1", "source", "backup", "priority", "unknown", "requested", "0",
          "allocated", "100"},
         {0x01, 1, 0, 0xa0, 0, 0, 0, 1}},
    }));
    Powered here;
    here.configure(words);
    here.wait_sent(octets);
}

TEST_CASE("power is told in the form of IEEE 802.3bt", "[dot3][power]")
{
    Powered here;
    here.configure({"pd",
                    "supported",
                    "powerpairs",
                    "signal",
                    "class",
                    "class-4",
                    "type",
                    "3",
                    "source",
                    "pse",
                    "priority",
                    "low",
                    "requested",
                    "40000",
                    "allocated",
                    "30000",
                    "requested-a",
                    "100",
                    "requested-b",
                    "200",
                    "allocated-a",
                    "300",
                    "allocated-b",
                    "400",
                    "signature",
                    "dual",
                    "pse-powering-status",
                    "4-pair-dual",
                    "pd-powering-status",
                    "4-pair-dual",
                    "power-pairs-ext",
                    "both",
                    "power-class-ext-a",
                    "class-1",
                    "power-class-ext-b",
                    "class-2",
                    "power-class-ext",
                    "dual",
                    "isolated",
                    "max-power",
                    "60000",
                    "autoclass-requested",
                    "power-down",
                    "5"});
    here.wait_sent({0x02, 1, 5, 0x53, 0x01, 0x90, 0x01, 0x2c, 0,    1,    0, 2, 0,
                    3,    0, 4, 0xfc, 0xaf, 0x07, 0x02, 0x58, 0x01, 0x74, 0, 5});
    const auto shown = here.shown();
    CHECK(shown["pse-powering-status"] == "4-pair powering dual-signature PD");
    CHECK(shown["pd-powering-status"] == "4-pair powered dual-signature PD");
    CHECK(shown["power-pairs-ext"] == "Both alternatives");
    CHECK(shown["power-class-ext-a"] == "Class 1");
    CHECK(shown["power-class-ext-b"] == "Class 2");
    CHECK(shown["power-class-ext"] == "Dual-signature PD");
    CHECK(shown["power-type-ext"] == "Type 3 dual-signature PD");
    CHECK(shown["max-power"] == "60000");
    CHECK(shown["autoclass.requested"] == "yes");
    CHECK(shown["power-down"] == "5");
}

TEST_CASE("nothing is told of power any more when that is undone", "[dot3][power][unconfigure]")
{
    Powered here;
    here.configure({"pse", "powerpairs", "signal"});
    here.wait_sent({0x01, 1, 0});
    here.lldpd.lldpcli().text({"unconfigure", "dot3", "power"});
    CHECK_THAT(here.shown(), is(KeyValue{}));
}

TEST_CASE("what IEEE 802.3 has no value for is refused with what would be right", "[dot3][power]")
{
    const auto& [words, message] = GENERATE(values<std::pair<Words, std::string>>({
        {{"pse"}, "powerpairs is missing"},
        {{"pse", "powerpairs", "both"}, "powerpairs must be signal or spare"},
        {{"pse", "powerpairs", "signal", "class", "5"}, "class must be class-0, class-1, class-2, class-3 or class-4"},
        {{"pse", "powerpairs", "signal", "type", "5"}, "type must be a number from 1 to 4"},
        {{"pse", "powerpairs", "signal", "type", "1"}, "type, source, priority, requested and allocated go together"},
        {{"pse", "powerpairs", "signal", "type", "1", "source", "pse", "priority", "low", "requested", "1", "allocated",
          "1"},
         "the source of a PSE must be unknown, primary or backup"},
        {{"pse", "powerpairs", "signal", "type", "2", "source", "primary", "priority", "low", "requested", "1",
          "allocated", "1", "max-power", "1"},
         "what comes behind allocated is for types 3 and 4 only"},
        {{"pse", "powerpairs", "signal", "type", "2", "source", "primary", "priority", "low", "requested", "99901"},
         "requested must be a number from 0 to 99900"},
    }));
    Powered here;
    const auto result = here.lldpd.lldpcli().run(Words{"configure", "dot3", "power"} + words);
    CHECK(result.status.code == 1);
    CHECK_THAT(result.err, ContainsSubstring(message));
    CHECK_THAT(here.shown(), is(KeyValue{}));
}

TEST_CASE("the configuration file says what one port tells of power", "[dot3][power]")
{
    needs(Feature::Dot3);
    Namespaces ns;
    Links links;
    const auto port = links.veth(ns(1), ns(2)).first.name();
    const auto other = links.veth(ns(1), ns(2)).first.name();
    prepare(ns(1));
    ns(1).write_file(configuration_file(),
                     "configure ports " + port + " dot3 power pse supported enabled powerpairs signal class class-2\n");
    Lldpd lldpd{ns(1)};
    const auto shown = lldpd.lldpcli().keyvalue({"show", "interfaces", "details"});
    CHECK(shown["lldp." + port + ".port.power.class"] == "class 2");
    CHECK(shown.below("lldp." + other + ".port.power").empty());
}
