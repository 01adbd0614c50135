// `configure lldp custom-tlv`: TLVs of any organization, octet by octet.
#include "lldp/test.hpp"

namespace {

using Words = Lldpcli::Arguments;
using Catch::Matchers::ContainsSubstring;

/// "33,44,55 1 AB,CD", one a TLV, in the order in which they are told.
std::vector<std::string> custom_tlvs(const KeyValue& answer)
{
    std::vector<std::string> all;
    const auto shown = answer.below("unknown-tlvs");
    for (const auto& tlv : shown.split_at("unknown-tlv.oui"))
        all.push_back(tlv["unknown-tlv.oui"] + " " + tlv["unknown-tlv.subtype"] +
                      (tlv.contains("unknown-tlv") ? " " + tlv["unknown-tlv"] : ""));
    return all;
}

/// A daemon that sends such TLVs, and what goes over its wire.
struct Sending : Wired
{
    void configure(const Words& words) const { lldpd.lldpcli().text(Words{"configure", "lldp", "custom-tlv"} + words); }
    void unconfigure(const Words& words) const
    {
        lldpd.lldpcli().text(Words{"unconfigure", "lldp", "custom-tlv"} + words);
    }
    /// What the daemon shows of itself.
    [[nodiscard]] std::vector<std::string> told(const Link& interface) const
    {
        return custom_tlvs(
            lldpd.lldpcli().keyvalue({"show", "interfaces", "details"}).below("lldp." + interface.name()));
    }

    bool needed = (needs(Feature::CustomTlv), true);
    Lldpd lldpd{ns(1)};
};

using Tlvs = std::vector<std::string>;

} // namespace

TEST_CASE("a custom TLV is sent as it was configured", "[custom]")
{
    const auto& [words, value] = GENERATE(values<std::pair<Words, Bytes>>({
        {{"oui", "33,44,55", "subtype", "254", "oui-info", "aa,bb,c"}, {0xaa, 0xbb, 0x0c}},
        {{"add", "oui", "33,44,55", "subtype", "254", "oui-info", "AA"}, {0xaa}},
        {{"replace", "oui", "33,44,55", "subtype", "254"}, {}},
    }));
    Sending here;
    here.configure(words);
    next_lldp_with(here.wire, here.port.mac(), organizational("33:44:55", 254, value));
}

TEST_CASE("custom TLVs are added, replaced and deleted by their OUI and subtype", "[custom]")
{
    Sending here;
    here.configure({"oui", "33,44,55", "subtype", "1", "oui-info", "01"});
    here.configure({"add", "oui", "33,44,55", "subtype", "1", "oui-info", "02"});
    here.configure({"oui", "33,44,55", "subtype", "2", "oui-info", "03"});
    here.configure({"oui", "33,44,66", "subtype", "1"});
    CHECK(here.told(here.port) == Tlvs{"33,44,55 1 01", "33,44,55 1 02", "33,44,55 2 03", "33,44,66 1"});

    here.configure({"replace", "oui", "33,44,55", "subtype", "1", "oui-info", "04"});
    CHECK(here.told(here.port) == Tlvs{"33,44,55 2 03", "33,44,66 1", "33,44,55 1 04"});

    here.unconfigure({"oui", "33,44,55", "subtype", "2"});
    CHECK(here.told(here.port) == Tlvs{"33,44,66 1", "33,44,55 1 04"});
    here.unconfigure({});
    CHECK(here.told(here.port).empty());
}

TEST_CASE("all custom TLVs of an organization are deleted by its OUI alone", "[custom]")
{
    Sending here;
    here.configure({"oui", "33,44,55", "subtype", "1"});
    here.configure({"oui", "33,44,55", "subtype", "2"});
    here.configure({"oui", "33,44,66", "subtype", "1"});
    here.unconfigure({"oui", "33,44,55"});
    CHECK(here.told(here.port) == Tlvs{"33,44,66 1"});
}

TEST_CASE("a custom TLV may be for one port only", "[custom]")
{
    Sending here;
    const auto& other = here.links.veth(here.ns(1), here.ns(2)).first;
    here.lldpd.lldpcli().wait("the other port", {"show", "interfaces"},
                              [&](const KeyValue& each) { return each.contains("lldp." + other.name() + ".status"); });
    here.lldpd.lldpcli().text(
        {"configure", "ports", other.name(), "lldp", "custom-tlv", "oui", "33,44,55", "subtype", "1"});
    CHECK(here.told(other) == Tlvs{"33,44,55 1"});
    CHECK(here.told(here.port).empty());
    here.lldpd.lldpcli().text({"unconfigure", "ports", here.port.name(), "lldp", "custom-tlv"});
    CHECK(here.told(other) == Tlvs{"33,44,55 1"});
}

TEST_CASE("a host shows its own custom TLVs as it shows those of others", "[custom]")
{
    Sending here;
    here.configure({"oui", "33,44,55", "subtype", "1", "oui-info", "ab,cd"});
    CHECK_THAT(here.lldpd.lldpcli().text({"show", "interfaces", "details"}),
               ContainsSubstring("  Unknown TLVs:\n"
                                 "    TLV:          OUI: 33,44,55, SubType: 1, Len: 2 AB,CD\n"));
}

TEST_CASE("a custom TLV that cannot be one is refused with what would be right", "[custom]")
{
    std::string too_long = "00";
    for (int octet = 1; octet < 508; ++octet)
        too_long += ",00";
    const auto& [words, message] = GENERATE_COPY(values<std::pair<Words, std::string>>({
        {{"oui", "33,44", "subtype", "1"}, "oui must be 3 octets in hexadecimal, with commas between them"},
        {{"oui", "33,44,5g", "subtype", "1"}, "oui must be 3 octets in hexadecimal, with commas between them"},
        {{"oui", "33,44,155", "subtype", "1"}, "oui must be 3 octets in hexadecimal, with commas between them"},
        {{"oui", "33,44,55", "subtype", "256"}, "subtype must be a number from 0 to 255"},
        {{"oui", "33,44,55", "subtype", "1", "oui-info", "a,,b"}, "oui-info must be 1 to 507 octets in hexadecimal"},
        {{"oui", "33,44,55", "subtype", "1", "oui-info", too_long}, "oui-info must be 1 to 507 octets in hexadecimal"},
        {{"oui", "33,44,55"}, "incomplete command: subtype is missing"},
        {{"subtype", "1"}, "incomplete command: oui is missing"},
    }));
    Sending here;
    const auto result = here.lldpd.lldpcli().run(Words{"configure", "lldp", "custom-tlv"} + words);
    CHECK(result.status.code == 1);
    CHECK_THAT(result.err, ContainsSubstring(message));
    CHECK(here.told(here.port).empty());
}

TEST_CASE("the configuration file has custom TLVs", "[custom]")
{
    needs(Feature::CustomTlv);
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    prepare(ns(2));
    ns(2).write_file(configuration_file(), "configure lldp custom-tlv oui 33,44,55 subtype 7 oui-info 01,02\n"
                                           "configure lldp custom-tlv oui 33,44,55 subtype 8\n");
    Lldpd receiver{ns(1), {"-r"}};
    Lldpd sender{ns(2)};
    CHECK(custom_tlvs(receiver.neighbor(here.name())) == Tlvs{"33,44,55 7 01,02", "33,44,55 8"});
}
