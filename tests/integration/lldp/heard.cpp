#include "lldp/heard.hpp"

#include <algorithm>
#include <array>
#include <catch2/catch_test_macros.hpp>

namespace lldptest {

namespace {

constexpr const char* strange_mac = "00:00:5e:00:53:01";
constexpr const char* good_mac = "00:00:5e:00:53:02";

Bytes frame(const char* mac, const Bytes& more)
{
    return lldp_frame(mac, {chassis_mac(mac), port_mac(mac), time_to_live(120), more, end_of_lldpdu()});
}

} // namespace

Heard::Heard(std::initializer_list<Bytes> tlvs, Where where)
{
    Bytes more;
    for (const auto& tlv : tlvs)
        more = std::move(more) + tlv;
    wire_.inject(frame(strange_mac, more));
    wire_.inject(frame(good_mac, {}));
    lldpd_.neighbor_with(link_.first.name(), "chassis.mac", good_mac, where);
}

KeyValue Heard::neighbor(Where where) const
{
    static constexpr std::array<const char*, 6> of_each{"via", "rid", "age", "chassis.mac", "port.mac", "port.ttl"};
    auto said = lldpd_.neighbor_with(link_.first.name(), "chassis.mac", strange_mac, where);
    for (const auto* key : of_each)
        said = said.without(key);
    return said;
}

void Heard::check_discarded(Where where) const
{
    CHECK(lldpd_.neighbors(link_.first.name(), where).size() == 1);
    CHECK(counters(where) == Counters{.rx = 2, .discarded = 1, .inserted = 1});
}

Counters Heard::counters(Where where) const
{
    return lldpd_.counters(link_.first.name(), where);
}

} // namespace lldptest
