// `configure inventory` and `configure med`: what a device of LLDP-MED says of itself and of its ports.
#include "lldp/test.hpp"

namespace {

using Words = Lldpcli::Arguments;
using Catch::Matchers::ContainsSubstring;

Words words_of(const std::string& verb, const Words& setting)
{
    Words line{verb};
    line.insert(line.end(), setting.begin(), setting.end());
    return line;
}

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
        lldpd.lldpcli().text(words_of(verb, setting));
        lldpd.lldpcli().text({"update"});
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

TEST_CASE("a system that is no device of LLDP-MED refuses what only one has", "[med]")
{
    needs(Feature::LldpMed);
    const auto setting = GENERATE(values<Words>({
        {"inventory", "model", "T"},
    }));
    Namespaces ns;
    Links links;
    links.veth(ns(1), ns(2));
    Lldpd lldpd{ns(1)};
    const auto result = lldpd.lldpcli().run(words_of("configure", setting));
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
