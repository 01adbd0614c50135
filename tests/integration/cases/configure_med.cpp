// `configure inventory` and `configure med`: what a device of LLDP-MED says of itself and of its ports.
#include "lldp/test.hpp"

namespace {

using Words = Lldpcli::Arguments;
using Catch::Matchers::ContainsSubstring;

/// A network connectivity device, and who hears of it.
struct Device
{
    bool needed = (needs(Feature::LldpMed), true);
    Namespaces ns;
    Links links;
    std::pair<Link&, Link&> link = links.veth(ns(1), ns(2));
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd lldpd{ns(2), {"-M", "4"}};

    /// Sends what there is to say, also where a daemon leaves that to the next period.
    void tell(const std::string& verb, const Words& setting) const
    {
        lldpd.lldpcli().text(Words{verb} + setting);
        lldpd.lldpcli().text({"update"});
    }
    /// What the other end has heard, and what the daemon shows of itself.
    [[nodiscard]] KeyValue heard() const { return receiver.neighbor(link.first.name()).below("lldp-med"); }
    [[nodiscard]] KeyValue shown() const { return shown(link.second); }
    [[nodiscard]] KeyValue shown(const Link& port) const
    {
        return lldpd.lldpcli()
            .keyvalue({"show", "interfaces", "details"})
            .below("lldp." + port.name())
            .below("lldp-med");
    }
    /// Waits until the other end has heard that.
    void wait_heard(const std::string& key, const std::string& value) const
    {
        receiver.neighbor_with(link.first.name(), "lldp-med." + key, value);
    }
};

} // namespace

TEST_CASE("the inventory is what was configured, and what the machine says again when that is undone", "[med]")
{
    const auto& [word, key] = GENERATE(values<std::pair<std::string, std::string>>({
        {"hardware-revision", "hardware"},
        {"software-revision", "software"},
        {"firmware-revision", "firmware"},
        {"serial-number", "serial"},
        {"manufacturer", "manufacturer"},
        {"model", "model"},
        {"asset", "asset"},
    }));
    Device here;
    const auto before = here.receiver.neighbor(here.link.first.name()).below("lldp-med.inventory");
    const std::string text(32, 'x');
    here.tell("configure", {"inventory", word, text});
    here.wait_heard("inventory." + key, text);
    CHECK(here.lldpd.lldpcli().keyvalue({"show", "chassis", "details"})["local-chassis.lldp-med.inventory." + key] ==
          text);

    here.tell("unconfigure", {"inventory", word});
    here.lldpd.lldpcli().wait("the inventory of before", {"show", "chassis", "details"}, [&](const KeyValue& answer) {
        return answer.below("local-chassis.lldp-med.inventory") == before;
    });
}

TEST_CASE("a network policy is told for each application", "[med]")
{
    const auto& [application, shown] = GENERATE(values<std::pair<std::string, std::string>>({
        {"voice", "Voice"},
        {"voice-signaling", "Voice Signaling"},
        {"guest-voice", "Guest Voice"},
        {"guest-voice-signaling", "Guest Voice Signaling"},
        {"softphone-voice", "Softphone Voice"},
        {"video-conferencing", "Video Conferencing"},
        {"streaming-video", "Streaming Video"},
        {"video-signaling", "Video Signaling"},
    }));
    Device here;
    here.tell("configure", {"med", "policy", "application", application, "tagged", "vlan", "500", "priority", "voice",
                            "dscp", "46"});
    here.wait_heard("policy.apptype", shown);
    const KeyValue policy{{"apptype", shown},    {"defined", "yes"}, {"vlan.vid", "500"},
                          {"priority", "Voice"}, {"pcp", "5"},       {"dscp", "46"}};
    CHECK_THAT(here.heard().below("policy"), is(policy));
    CHECK_THAT(here.shown().below("policy"), is(policy));
}

TEST_CASE("a policy replaces that of the same application, and no other", "[med]")
{
    Device here;
    here.tell("configure", {"med", "policy", "application", "voice", "dscp", "46"});
    here.tell("configure", {"med", "policy", "application", "streaming-video", "unknown"});
    here.tell("configure", {"med", "policy", "application", "voice", "priority", "background"});
    CHECK_THAT(here.shown().below("policy"), is(KeyValue{{"apptype", "Voice"},
                                                         {"defined", "yes"},
                                                         {"priority", "Background"},
                                                         {"pcp", "1"},
                                                         {"dscp", "0"},
                                                         {"apptype", "Streaming Video"},
                                                         {"defined", "no"},
                                                         {"priority", "Best effort"},
                                                         {"pcp", "0"},
                                                         {"dscp", "0"}}));
}

TEST_CASE("a location is told in each of its forms", "[med]")
{
    Device here;
    here.tell("configure", {"med", "location", "coordinate", "latitude", "48.5N", "longitude", "2.25W", "altitude",
                            "117.5", "m", "datum", "WGS84"});
    here.tell("configure",
              {"med", "location", "address", "country", "US", "street", "Commercial Road", "city", "Roseville"});
    here.tell("configure", {"med", "location", "elin", "1234567890"});
    here.wait_heard("ELIN.ecs", "1234567890");
    for (const auto& told : {here.heard(), here.shown()}) {
        CHECK_THAT(told.below("Coordinates"), is(KeyValue{{"geoid", "WGS84"},
                                                          {"lat", "48.5N"},
                                                          {"lon", "2.25W"},
                                                          {"altitude.unit", "m"},
                                                          {"altitude", "117.5"}}));
        CHECK(told["Civic address.country"] == "US");
        CHECK(told["Civic address.street"] == "Commercial Road");
        CHECK(told["Civic address.city"] == "Roseville");
        CHECK(told["ELIN.ecs"] == "1234567890");
    }
}

TEST_CASE("an emergency number that is shorter than its TLV allows is filled up", "[med]")
{
    Device here;
    here.tell("configure", {"med", "location", "elin", "911"});
    here.wait_heard("ELIN.ecs", "0000000911");
}

TEST_CASE("a port tells of the power that it gives or takes", "[med]")
{
    using Row = std::tuple<std::string, std::string, std::string, std::string>;
    const auto& [device, source, shown_device, shown_source] = GENERATE(values<Row>({
        {"pse", "primary", "PSE", "Primary Power Source"},
        {"pse", "backup", "PSE", "Backup Power Source / Power Conservation Mode"},
        {"pd", "pse", "PD", "PSE"},
        {"pd", "local", "PD", "Local"},
        {"pd", "both", "PD", "PSE + Local"},
    }));
    Device here;
    here.tell("configure", {"med", "power", device, "source", source, "priority", "high", "value", "5000"});
    here.wait_heard("poe.power", "5000");
    const KeyValue power{
        {"device-type", shown_device}, {"source", shown_source}, {"priority", "high"}, {"power", "5000"}};
    CHECK_THAT(here.heard().below("poe"), is(power));
    CHECK_THAT(here.shown().below("poe"), is(power));
}

TEST_CASE("a port tells of power whose source nobody knows", "[med]")
{
    const auto& [device, shown] = GENERATE(values<std::pair<std::string, std::string>>({{"pse", "PSE"}, {"pd", "PD"}}));
    Device here;
    here.tell("configure", {"med", "power", device, "source", "unknown", "priority", "unknown", "value", "102300"});
    here.wait_heard("poe.power", "102300");
    CHECK_THAT(
        here.heard().below("poe"),
        is(KeyValue{{"device-type", shown}, {"source", "unknown"}, {"priority", "unknown"}, {"power", "102300"}}));
}

TEST_CASE("policies, locations and power are told no more when that is undone", "[med][unconfigure]")
{
    Device here;
    here.tell("configure", {"med", "policy", "application", "voice", "dscp", "46"});
    here.tell("configure", {"med", "policy", "application", "guest-voice", "dscp", "46"});
    here.tell("configure", {"med", "location", "coordinate", "latitude", "48.5N", "longitude", "2.25W", "altitude",
                            "117.5", "m", "datum", "WGS84"});
    here.tell("configure", {"med", "location", "address", "country", "US"});
    here.tell("configure", {"med", "location", "elin", "1234567890"});
    here.tell("configure", {"med", "power", "pd", "source", "pse", "priority", "high", "value", "5000"});

    here.tell("unconfigure", {"med", "policy", "application", "voice"});
    CHECK(here.shown().all("policy.apptype") == std::vector<std::string>{"Guest Voice"});
    here.tell("unconfigure", {"med", "policy"});
    here.tell("unconfigure", {"med", "location", "coordinate"});
    here.tell("unconfigure", {"med", "location", "address"});
    here.tell("unconfigure", {"med", "location", "elin"});
    here.tell("unconfigure", {"med", "power"});
    for (const std::string part : {"policy", "Coordinates", "Civic address", "ELIN", "poe"})
        CHECK_THAT(here.shown().below(part), is(KeyValue{}));
}

TEST_CASE("one port may tell of LLDP-MED what others do not", "[med]")
{
    Device here;
    const auto& other = here.links.veth(here.ns(2), here.ns(1)).first;
    here.lldpd.lldpcli().wait("the other port", {"show", "interfaces"},
                              [&](const KeyValue& each) { return each.contains("lldp." + other.name() + ".status"); });
    here.lldpd.lldpcli().text({"configure", "ports", other.name(), "med", "location", "elin", "1234567890"});
    CHECK(here.shown(other)["ELIN.ecs"] == "1234567890");
    CHECK(here.shown().below("ELIN").empty());
}

TEST_CASE("what LLDP-MED has no value for is refused with what would be right", "[med]")
{
    const auto& [setting, message] = GENERATE(values<std::pair<Words, std::string>>({
        {{"policy", "application", "fax"}, "application must be voice, voice-signaling, guest-voice"},
        {{"policy", "tagged"}, "application is missing"},
        {{"policy", "application", "voice", "vlan", "4095"}, "vlan must be a number from 0 to 4094"},
        {{"policy", "application", "voice", "priority", "8"}, "priority must be background, best-effort"},
        {{"policy", "application", "voice", "dscp", "64"}, "dscp must be a number from 0 to 63"},
        {{"location", "coordinate", "latitude", "91N"}, "latitude must be degrees of 0 to 90 with N or S behind"},
        {{"location", "coordinate", "longitude", "2.2N"}, "longitude must be degrees of 0 to 180 with E or W behind"},
        {{"location", "coordinate", "altitude", "high"}, "altitude must be a number between"},
        {{"location", "coordinate", "altitude", "3", "feet"}, "unit must be m or f"},
        {{"location", "address", "country", "USA"}, "country must be a text of 2 octets"},
        {{"location", "address", "country", "U1"}, "country must be the two letters of a country"},
        {{"location", "address", "country", "US", "street", std::string(200, 'x'), "city", std::string(50, 'x')},
         "an address has 255 octets"},
        {{"location", "elin", "91A"}, "elin must be a number of 1 to 25 digits"},
        {{"power", "pd", "source", "primary", "priority", "low", "value", "1"},
         "the source of a PD must be unknown, pse, local or both"},
        {{"power", "pse", "source", "local", "priority", "low", "value", "1"},
         "the source of a PSE must be unknown, primary or backup"},
        {{"power", "pd", "value", "102301"}, "value must be a number from 0 to 102300"},
        {{"power", "pd", "source", "pse", "priority", "low"}, "value is missing"},
    }));
    Device here;
    const auto before = here.shown();
    const auto result = here.lldpd.lldpcli().run(Words{"configure", "med"} + setting);
    CHECK(result.status.code == 1);
    CHECK_THAT(result.err, ContainsSubstring(message));
    CHECK(here.shown() == before);
}

TEST_CASE("the configuration file says what a device of LLDP-MED tells", "[med]")
{
    needs(Feature::LldpMed);
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    prepare(ns(2));
    ns(2).write_file(configuration_file(), "configure inventory model \"Model T\"\n"
                                           "configure med location elin 1234567890\n"
                                           "configure med policy application voice vlan 5 priority voice dscp 46\n"
                                           "configure med power pse source primary priority critical value 15400\n");
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2), {"-M", "4"}};
    const auto heard = receiver.neighbor(here.name()).below("lldp-med");
    CHECK(heard["inventory.model"] == "Model T");
    CHECK(heard["ELIN.ecs"] == "1234567890");
    CHECK(heard["policy.apptype"] == "Voice");
    CHECK(heard["poe.power"] == "15400");
}

TEST_CASE("a system that is no device of LLDP-MED refuses what only one has", "[med]")
{
    needs(Feature::LldpMed);
    const auto setting = GENERATE(values<Words>({
        {"inventory", "model", "T"},
        {"med", "policy", "application", "voice"},
        {"med", "location", "elin", "1234567890"},
        {"med", "power", "pd", "source", "pse", "priority", "low", "value", "5000"},
    }));
    Namespaces ns;
    Links links;
    links.veth(ns(1), ns(2));
    Lldpd lldpd{ns(1)};
    const auto result = lldpd.lldpcli().run(Words{"configure"} + setting);
    CHECK(result.status.code == 1);
    CHECK_THAT(result.err, ContainsSubstring("this system is no device of LLDP-MED"));
}

TEST_CASE("a part of the inventory that has no room in its TLV is refused", "[med]")
{
    Device here;
    const auto result = here.lldpd.lldpcli().run({"configure", "inventory", "model", std::string(33, 'x')});
    CHECK(result.status.code == 1);
    CHECK_THAT(result.err, ContainsSubstring("model must be a text of 1 to 32 octets"));
}
