#include "daemon/documents.hpp"

#include "control/command_text.hpp"
#include "daemon/port.hpp"
#include "daemon/running_configuration.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>
#include <string>
#include <utility>

namespace lldp::daemon::documents {

namespace {

Attribute attribute(std::string_view key, std::string_view label, std::string value, Detail detail = Detail::Summary)
{
    return {.key = std::string{key}, .label = std::string{label}, .value = std::move(value), .detail = detail};
}

void append(std::vector<Element>& elements, std::vector<Element> more)
{
    std::ranges::move(more, std::back_inserter(elements));
}

Element interface_element(std::string_view port)
{
    auto made = element("interface", "Interface");
    made.attributes.push_back(attribute("name", "", std::string{port}));
    return made;
}

/// "1 day, 02:03:04", as the time since the last change is shown.
std::string age(Clock::duration time)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time).count();
    const auto days = seconds / 86400;
    return fmt::format("{} day{}, {:02}:{:02}:{:02}", days, days > 1 ? "s" : "", seconds / 3600 % 24, seconds / 60 % 60,
                       seconds % 60);
}

Element neighbor_element(std::string_view port, const Neighbor& neighbor, Clock::time_point now)
{
    auto made = interface_element(port);
    made.attributes.push_back(attribute("via", "via", "LLDP"));
    if (neighbor.remote_index != 0) // it was never kept
        made.attributes.push_back(attribute("rid", "RID", std::to_string(neighbor.remote_index), Detail::Normal));
    made.attributes.push_back(attribute("age", "Time", age(now - neighbor.changed), Detail::Normal));
    const auto pdu = neighbor.pdu();
    made.children.push_back(describe(pdu, Section::Chassis));
    made.children.push_back(describe(pdu, Section::Port));
    append(made.children, describe_others(pdu));
    return made;
}

std::string_view shown(AdminStatus status)
{
    static constexpr std::array<std::string_view, 4> words{"disabled", "TX only", "RX only", "RX and TX"};
    return words.at(static_cast<std::size_t>(status));
}

Element tag_element(const VlanTag& tag)
{
    auto made = element("vlanTX", "VlanTX");
    made.attributes = {attribute("id", "VID", std::to_string(tag.vlan)),
                       attribute("prio", "Prio", std::to_string(tag.priority)),
                       attribute("dei", "DEI", std::to_string(tag.drop_eligible ? 1 : 0))};
    return made;
}

Element interface_state(const Port& port)
{
    auto made = interface_element(port.name());
    made.children.push_back(
        element("status", "Administrative status", std::string{shown(port.agent().settings().status)}));
    auto local = port.agent().local();
    const auto* ttl = local.find<TimeToLive>();
    auto life = element("ttl", "TTL");
    if (ttl != nullptr)
        life.attributes.push_back(attribute("ttl", "", std::to_string(ttl->ttl.count())));
    std::erase_if(local.tlvs, [](const Tlv& tlv) { return std::holds_alternative<TimeToLive>(tlv); });
    made.children.push_back(describe(local, Section::Chassis));
    made.children.push_back(describe(local, Section::Port));
    if (const auto& tag = port.tag())
        made.children.back().children.push_back(tag_element(*tag));
    made.children.push_back(std::move(life));
    append(made.children, describe_others(local));
    return made;
}

void append_counters(Element& parent, const Statistics& statistics)
{
    const auto counter = [&](std::string_view tag, std::string_view label, std::uint64_t value) {
        auto made = element(tag, label);
        made.attributes.push_back(attribute(tag, "", std::to_string(value)));
        parent.children.push_back(std::move(made));
    };
    counter("tx", "Transmitted", statistics.transmitted);
    counter("rx", "Received", statistics.received);
    counter("rx_discarded_cnt", "Discarded", statistics.discarded);
    counter("rx_unrecognized_cnt", "Unrecognized", statistics.unrecognized);
    counter("ageout_cnt", "Ageout", statistics.ageout);
    counter("insert_cnt", "Inserted", statistics.inserted);
    counter("delete_cnt", "Deleted", statistics.deleted);
    counter("left_out_cnt", "Left out", statistics.left_out);
}

/// One more below the root, which is handed over when there are enough to be worth a message.
void add(Element& root, Element child, const Piece& piece)
{
    constexpr std::size_t enough = 64;
    root.children.push_back(std::move(child));
    if (root.children.size() < enough)
        return;
    auto rest = element(root.tag, root.label);
    std::swap(root, rest);
    piece(std::move(rest));
}

} // namespace

Element neighbors(std::span<const Port* const> ports, bool hidden, Clock::time_point now, const Piece& piece)
{
    auto root = element("lldp", "LLDP neighbors");
    for (const auto* port : ports)
        for (const auto& [msap, neighbor] : port->agent().neighbors())
            if (hidden || port->shown().includes(neighbor))
                add(root, neighbor_element(port->name(), neighbor, now), piece);
    return root;
}

Element interfaces(std::span<const Port* const> ports, const Piece& piece)
{
    auto root = element("lldp", "LLDP interfaces");
    for (const auto* port : ports)
        add(root, interface_state(*port), piece);
    return root;
}

Element statistics(std::span<const Port* const> ports)
{
    auto root = element("lldp", "LLDP statistics");
    for (const auto* port : ports) {
        root.children.push_back(interface_element(port->name()));
        append_counters(root.children.back(), port->agent().statistics());
    }
    return root;
}

Element statistics_summary(std::span<const Port* const> ports)
{
    Statistics sum;
    for (const auto* port : ports)
        sum += port->agent().statistics();
    auto root = element("lldp", "LLDP Global statistics");
    root.children.push_back(element("summary", "Summary of stats"));
    append_counters(root.children.back(), sum);
    return root;
}

Element chassis(const LocalChassis& chassis)
{
    Lldpdu pdu;
    pdu.tlvs = {chassis.id, chassis.name, chassis.description};
    if (chassis.capabilities)
        pdu.tlvs.emplace_back(*chassis.capabilities);
    pdu.tlvs.insert(pdu.tlvs.end(), chassis.addresses.begin(), chassis.addresses.end());
    pdu.tlvs.insert(pdu.tlvs.end(), chassis.med.begin(), chassis.med.end());
    auto root = element("local-chassis", "Local chassis");
    root.children.push_back(describe(pdu, Section::Chassis));
    append(root.children, describe_others(pdu));
    return root;
}

Element configuration(const Settings& settings)
{
    auto root = element("configuration", "Global configuration");
    root.children.push_back(element("config", "Configuration"));
    for (const auto& setting : control::settings()) {
        const auto& values = setting.scope == control::Scope::Port ? settings.new_ports() : settings.system();
        for (const auto& line : setting.shown)
            root.children.back().children.push_back(
                element(line.tag, line.label, control::shown_value(setting, line, values.find(setting.id))));
    }
    return root;
}

Element running_configuration(const Settings& settings, bool paused)
{
    auto root = element("running-configuration", "Running configuration");
    for (const auto& change : changes_to(settings))
        root.children.push_back(element("command", "Command", control::command_text(change)));
    if (paused)
        root.children.push_back(element("command", "Command", "pause"));
    return root;
}

Element event(Change change, std::string_view port, const Neighbor& neighbor, Clock::time_point now)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kinds{{
        {"lldp-added", "LLDP neighbor added"},
        {"lldp-updated", "LLDP neighbor updated"},
        {"lldp-deleted", "LLDP neighbor deleted"},
        {"lldp-left-out", "LLDP neighbor left out"},
    }};
    const auto& [tag, label] = kinds.at(static_cast<std::size_t>(change));
    auto root = element(tag, label);
    root.children.push_back(neighbor_element(port, neighbor, now));
    return root;
}

} // namespace lldp::daemon::documents
