// Organizationally specific TLVs that the daemon does not know.
#include "lldp/heard.hpp"
#include "lldp/test.hpp"

TEST_CASE("an organizationally specific TLV that is not known is kept, shown and counted", "[unknown]")
{
    needs(Feature::CustomTlv);
    const Heard heard{organizational("33:44:55", 2, {0xab, 0x00}), organizational("33:44:55", 1, text_bytes("hi"))};

    CHECK_THAT(heard.neighbor(), is(KeyValue{
                                     {"unknown-tlvs.unknown-tlv.oui", "33,44,55"},
                                     {"unknown-tlvs.unknown-tlv.subtype", "2"},
                                     {"unknown-tlvs.unknown-tlv.len", "2"},
                                     {"unknown-tlvs.unknown-tlv", "AB,00"},
                                     {"unknown-tlvs.unknown-tlv.oui", "33,44,55"},
                                     {"unknown-tlvs.unknown-tlv.subtype", "1"},
                                     {"unknown-tlvs.unknown-tlv.len", "2"},
                                     {"unknown-tlvs.unknown-tlv", "68,69"},
                                 }));
    CHECK(heard.counters() == Counters{.rx = 2, .unrecognized = 2, .inserted = 2});
}

TEST_CASE("an unknown TLV is shown whatever the detail", "[unknown]")
{
    needs(Feature::CustomTlv);
    const auto detail = GENERATE(values<std::string>({"summary", "details"}));
    const Heard heard{organizational("33:44:55", 2, {0xab})};

    const auto answer = heard.lldpd().lldpcli().text({"show", "neighbors", detail});
    CHECK_THAT(answer, Catch::Matchers::ContainsSubstring("  Unknown TLVs:\n"
                                                          "    TLV:          OUI: 33,44,55, SubType: 2, Len: 1 AB\n"));
}

TEST_CASE("a subtype that a known organization does not define is an unknown TLV", "[unknown]")
{
    needs(Feature::CustomTlv);
    const auto oui = GENERATE(values<std::string>({"00:80:c2", "00:12:0f"}));
    const Heard heard{organizational(oui, 200, {1, 2, 3})};

    const auto neighbor = heard.neighbor();
    CHECK(neighbor["unknown-tlvs.unknown-tlv.subtype"] == "200");
    CHECK(neighbor["unknown-tlvs.unknown-tlv"] == "01,02,03");
    CHECK(heard.counters() == Counters{.rx = 2, .unrecognized = 1, .inserted = 2});
}
