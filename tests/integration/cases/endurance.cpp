// What comes again and again costs no more than at first, and what is started again and again harms nobody.
#include "lldp/test.hpp"

#include <array>
#include <functional>

namespace {

/// The least significant octets of an address tell the neighbors apart.
std::string mac_of(unsigned number)
{
    std::array<char, 18> text{};
    static_cast<void>(
        std::snprintf(text.data(), text.size(), "00:00:5e:00:%02x:%02x", number / 256 % 256, number % 256));
    return text.data();
}

/// A frame for each number, one after the other, again and again.
struct Traffic
{
    std::string name;
    std::function<Bytes(unsigned)> frame;
};

std::ostream& operator<<(std::ostream& out, const Traffic& traffic)
{
    return out << traffic.name;
}

Bytes with_repeated_tlvs(unsigned number)
{
    const auto mac = mac_of(1);
    Bytes many;
    for (unsigned count = 0; count < 40; ++count)
        many = many + system_name("name " + std::to_string(number)) + port_description("port " + std::to_string(count));
    return lldp_frame(mac, {chassis_mac(mac), port_mac(mac), time_to_live(120), many, end_of_lldpdu()});
}

/// What a process holds.
struct Held
{
    std::size_t descriptors = 0;
    std::optional<unsigned long> memory = {};
};

Held held_by(const OtherProcess& process)
{
    return {process.descriptors().size(), process.memory()};
}

/// `allowed`: KiB that an allocator's noise may take, far less than what has passed.
void check_no_more(const OtherProcess& process, const Held& before, unsigned long allowed)
{
    // A client that has ended has a descriptor there until the daemon notices.
    poll_until(
        "no more descriptors than before", std::chrono::milliseconds{5},
        [&] { return process.descriptors().size() <= before.descriptors; },
        [&] { return std::to_string(process.descriptors().size()); });
    if (const auto now = process.memory(); now && before.memory)
        CHECK(*now <= *before.memory + allowed);
}

} // namespace

TEST_CASE("thousands of frames take no more memory and no more descriptors than the first ones", "[endurance]")
{
    const auto traffic = GENERATE(values<Traffic>({
        {"one neighbor that says something else each time",
         [](unsigned number) { return neighbor_frame(mac_of(1), 120, "name " + std::to_string(number)); }},
        {"TLVs that are there again and again", with_repeated_tlvs},
        {"more neighbors than are kept", [](unsigned number) { return neighbor_frame(mac_of(number), 120, "some"); }},
        {"neighbors that come and go",
         [](unsigned number) { return neighbor_frame(mac_of(number / 2), number % 2 == 0 ? 120 : 0, "some"); }},
        {"frames that end too soon",
         [](unsigned number) { return lldp_frame(mac_of(number), {chassis_mac(mac_of(number))}); }},
    }));
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    const Lldpd lldpd{ns(1), {"-r"}};
    const auto worker = has(Feature::PrivilegeSeparation) ? lldpd.worker() : lldpd.monitor();
    unsigned number = 0;
    const auto hear = [&, &name = here.name()](unsigned count) {
        while (count-- > 0) {
            wire.inject(traffic.frame(number++));
            // No more at a time than its socket has room for. A client that waited would leave one behind that watches.
            if (number % 50 == 0)
                poll_until("all frames", std::chrono::milliseconds{5},
                           [&] { return lldpd.counters(name).rx == number; });
        }
    };

    hear(300);
    const auto before = held_by(worker);
    hear(1200);
    check_no_more(worker, before, 48);
}

TEST_CASE("a port that sends as often as it can takes no more memory for that", "[endurance]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{there};
    const Lldpd lldpd{ns(1)};
    const auto worker = has(Feature::PrivilegeSeparation) ? lldpd.worker() : lldpd.monitor();
    lldpd.lldpcli().text({"unconfigure", "med", "fast-start"});
    lldpd.lldpcli().text({"configure", "lldp", "tx-interval", "2ms"});
    const auto send = [&, &mac = here.mac()](int count) {
        for (int frame = 0; frame < count; ++frame)
            next_lldp_from(wire, mac);
    };

    send(200);
    const auto before = held_by(worker);
    send(600);
    check_no_more(worker, before, 40);
}

TEST_CASE("a host that is started again beside one with many neighbors says goodbye once, and nobody else does",
          "[endurance]")
{
    constexpr std::size_t others = 20;
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture wire{here};
    const Lldpd lldpd{ns(1)};
    for (unsigned number = 0; number < others; ++number)
        require(send_frame(there, neighbor_frame(mac_of(number), 120, "some")));
    lldpd.wait_neighbors(here.name(), others);
    for (int start = 0; start < 3; ++start) {
        Lldpd restarted{ns(2)};
        lldpd.wait_neighbors(here.name(), others + 1);
        restarted.neighbor(there.name());
        restarted.stop();
        lldpd.wait_neighbors(here.name(), others);
    }

    std::size_t goodbyes = 0;
    for (const auto& frame : wire.until_marker(there)) {
        if (!is_lldp_from(frame, here.mac()) && !is_lldp_from(frame, there.mac()))
            continue;
        const bool goodbye = time_to_live_of(frame.bytes) == 0;
        CHECK_FALSE((goodbye && is_lldp_from(frame, here.mac())));
        goodbyes += goodbye ? 1U : 0U;
    }
    CHECK(goodbyes == 3);
    // Each start is one new neighbor, which is answered: no more frames than seconds and starts.
    CHECK(lldpd.counters(here.name()).tx <= 4 * (1 + others + 3));
}
