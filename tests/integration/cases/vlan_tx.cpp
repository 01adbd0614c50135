// The tag of the frames that are sent.
#include "lldp/test.hpp"

#include <optional>

namespace {

/// A daemon, and a capture of all that it says since its start.
struct Sending : Wired
{
    /// The next frame with such a tag, or without one. Goodbyes are passed over.
    Frame next(const std::optional<VlanTag>& tag, Where where = Where::here())
    {
        const auto tags = tag ? std::vector{*tag} : std::vector<VlanTag>{};
        return wire.next(
            tag ? "an LLDP frame with the tag" : "an LLDP frame without a tag",
            [&](const Frame& frame) {
                return is_lldp_from(frame, link.first.mac()) && frame.vlan_tags() == tags &&
                       time_to_live_of(untagged(frame)) > 0;
            },
            where);
    }

    static Bytes untagged(const Frame& frame)
    {
        static constexpr std::size_t addresses = 12;
        static constexpr std::size_t tag_size = 4;
        auto bytes = frame.bytes;
        const auto begin = bytes.begin() + addresses;
        bytes.erase(begin, begin + static_cast<std::ptrdiff_t>(tag_size * frame.vlan_tags().size()));
        return bytes;
    }

    void configure(const std::string& verb, Lldpcli::Arguments words) const
    {
        words.insert(words.begin(), {verb, "ports", link.first.name(), "lldp"});
        lldpd.lldpcli().text(words);
        lldpd.lldpcli().text({"update"});
    }

    Lldpd lldpd{ns(1)};
};

constexpr VlanTag tag(std::uint16_t id, unsigned priority = 0, bool drop_eligible = false)
{
    return {.tpid = 0x8100, .id = id, .priority = priority, .drop_eligible = drop_eligible};
}

} // namespace

TEST_CASE("frames are sent in the VLAN that was chosen, until none is", "[vlan-tx]")
{
    const auto& [words, expected] = GENERATE(values<std::pair<Lldpcli::Arguments, VlanTag>>({
        {{"100"}, tag(100)},
        {{"0", "priority", "7"}, tag(0, 7)},
        {{"4094", "priority", "5", "dei", "1"}, tag(4094, 5, true)},
    }));
    Sending here;
    const auto before = here.next({}).bytes;
    auto line = words;
    line.insert(line.begin(), "vlan-tx");
    here.configure("configure", line);
    CHECK_THAT(Sending::untagged(here.next(expected)), is_frame(before));

    const auto key = "lldp." + here.link.first.name() + ".port.vlanTX";
    const auto shown = here.lldpd.lldpcli().keyvalue({"show", "interfaces", "details"});
    CHECK(shown[key + ".id"] == std::to_string(expected.id));
    CHECK(shown[key + ".prio"] == std::to_string(expected.priority));
    CHECK(shown[key + ".dei"] == (expected.drop_eligible ? "1" : "0"));

    here.configure("unconfigure", {"vlan-tx"});
    here.next({});
    CHECK_FALSE(here.lldpd.lldpcli().keyvalue({"show", "interfaces", "details"}).contains(key + ".id"));
}

TEST_CASE("whoever hears a VLAN that frames are sent in no longer is told goodbye", "[vlan-tx]")
{
    Sending here;
    here.configure("configure", {"vlan-tx", "100"});
    here.next(tag(100));
    here.wire.until_marker(here.link.first);
    here.configure("configure", {"vlan-tx", "200"});
    const auto goodbye = next_lldp_from(here.wire, here.link.first.mac());
    CHECK(goodbye.vlan_tags() == std::vector{tag(100)});
    CHECK(time_to_live_of(Sending::untagged(goodbye)) == 0);
    here.next(tag(200));
}

TEST_CASE("another change to a port puts no tag on its frames, and takes none off", "[vlan-tx]")
{
    const bool tagged = GENERATE(false, true);
    Sending here;
    if (tagged)
        here.configure("configure", {"vlan-tx", "7"});
    const std::vector<VlanTag> tags(tagged ? 1 : 0, tag(7));
    here.next(tagged ? std::optional{tag(7)} : std::nullopt);
    here.wire.until_marker(here.link.first);
    here.configure("configure", {"portdescription", "the cellar"});
    CHECK(next_lldp_with(here.wire, here.link.first.mac(), port_description("the cellar")).vlan_tags() == tags);
    for (const auto& frame : here.wire.until_marker(here.link.first))
        if (is_lldp_from(frame, here.link.first.mac()))
            CHECK(frame.vlan_tags() == tags);
}

TEST_CASE("a neighbor that sends in a VLAN is one like others", "[vlan-tx]")
{
    Sending here;
    const Lldpd there{here.ns(2), {"-r"}};
    here.configure("configure", {"vlan-tx", "100", "priority", "3"});
    there.neighbor_with(here.link.second.name(), "chassis.mac", here.link.first.mac());
}
