#include "lldp/heard.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>

namespace lldptest {

namespace {

constexpr const char* good_mac = "00:00:5e:00:53:02";

Bytes frame_of(const char* mac, const Bytes& more = {})
{
    return lldp_frame(mac, {chassis_mac(mac), port_mac(mac), time_to_live(120), more, end_of_lldpdu()});
}

Bytes joined(std::initializer_list<Bytes> parts)
{
    Bytes whole;
    for (const auto& part : parts)
        whole = std::move(whole) + part;
    return whole;
}

} // namespace

Heard::Heard(std::initializer_list<Bytes> tlvs, Where where) : Heard{Whole{frame_of(sender, joined(tlvs))}, where} {}

Heard Heard::frame(const Bytes& frame, Where where)
{
    return Heard{Whole{frame}, where};
}

Heard::Heard(Whole whole, Where where)
{
    wire_.inject(whole.frame);
    wire_.inject(frame_of(good_mac));
    lldpd_.neighbor_with(link_.first.name(), "chassis.mac", good_mac, where);
}

KeyValue Heard::neighbor(Where where) const
{
    static constexpr std::array<const char*, 6> of_each{"via", "rid", "age", "chassis.mac", "port.mac", "port.ttl"};
    auto said = lldpd_.neighbor_with(link_.first.name(), "chassis.mac", sender, where);
    for (const auto* key : of_each)
        said = said.without(key);
    return said;
}

std::size_t Heard::neighbors(Where where) const
{
    return lldpd_.neighbors(link_.first.name(), where).size();
}

void Heard::check_discarded(Where where) const
{
    const auto known = lldpd_.neighbors(link_.first.name(), where);
    REQUIRE(known.size() == 1);
    CHECK(known.front()["chassis.mac"] == good_mac);
    CHECK(counters(where) == Counters{.rx = 2, .discarded = 1, .inserted = 1});
}

Counters Heard::counters(Where where) const
{
    return lldpd_.counters(link_.first.name(), where);
}

} // namespace lldptest
