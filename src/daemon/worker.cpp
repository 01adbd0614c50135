#include "daemon/worker.hpp"

#include "config.h"
#include "daemon/announcement.hpp"
#include "daemon/documents.hpp"
#include "daemon/interface_alias.hpp"
#include "daemon/log.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#ifdef ENABLE_LLDPMED
#include "daemon/med.hpp"
#endif

namespace lldp::daemon {

namespace {

control::Failure no_such_port(const std::string& name)
{
    return {fmt::format("no port named `{}`", name)};
}

} // namespace

Worker::Worker(EventLoop& loop, Settings settings, std::uint8_t med_class, const SmartMode& smart_mode,
               OperatingSystem system, privsep::Operations& privileged, Netlink netlink, Fd control_socket, bool paused)
    : loop_{loop}
    , settings_{std::move(settings)}
    , med_class_{med_class}
    , smart_mode_{smart_mode}
    , configuration_{configuration_of(settings_.system(), med_class_)}
    , system_{std::move(system)}
    , hostname_{loop, privileged, [this] { reconcile(Clock::now()); }}
    , privileged_{privileged}
    , netlink_{std::move(netlink)}
    , changes_{loop, netlink_.descriptor(),
               [this] {
                   if (auto done = netlink_.update(); !done)
                       log::warn("netlink", "{}", done.error().message());
               },
               [this] { reconcile(Clock::now()); }}
    , paused_{paused}
    , server_{std::move(control_socket), loop,
              [this](const control::Request& request, const ControlServer::SendPart& part) {
                  return handle(request, part);
              }}
{
    reconcile(Clock::now());
}

void Worker::reconcile(Clock::time_point first)
{
    const auto wanted = select_ports(netlink_.network(), configuration_);
    remove_ports(wanted);
    rename_ports();
    for (const auto* interface : wanted)
        if (!ports_.contains(interface->index))
            add_port(*interface);
    announce(first);
    write_aliases();
}

void Worker::remove_ports(const std::vector<const Interface*>& wanted)
{
    std::erase_if(ports_, [&](const auto& entry) {
        const auto index = entry.first;
        const auto& port = entry.second;
        const auto* interface = netlink_.network().find(index);
        const bool same = interface != nullptr && port->is_bound();
        if (same && std::ranges::count(wanted, interface) > 0)
            return false;
        log::info("interfaces", "interface {} is left alone from now on", port->name());
        if (same)
            port->agent().say_goodbye();
        port->agent().forget_all();
        part_with(*port);
        return true;
    });
}

bool Worker::is_permanent(const std::string& interface) const
{
    return configuration_.permanent && configuration_.permanent->match(interface) != Match::No;
}

void Worker::part_with(const Port& port)
{
    if (is_permanent(port.name()))
        departed_[port.name()] = port.agent().statistics();
    else
        settings_.forget(port.name());
}

void Worker::rename_ports()
{
    std::map<std::string, std::string> renamed;
    for (auto& [index, port] : ports_) {
        const auto* interface = netlink_.network().find(index);
        if (interface == nullptr || interface->name == port->name())
            continue;
        const auto departed = departed_.extract(interface->name);
        if (!departed) {
            renamed.emplace(port->name(), interface->name);
            continue;
        }
        // An interface that is plugged in again may have another name at first.
        settings_.forget(port->name());
        auto statistics = departed.mapped();
        statistics += port->agent().statistics();
        port->agent().continue_from(statistics);
    }
    // All at once: two may have swapped their names.
    settings_.rename(renamed);
}

void Worker::forget_departed()
{
    std::erase_if(departed_, [&](const auto& entry) {
        if (is_permanent(entry.first))
            return false;
        settings_.forget(entry.first);
        return true;
    });
}

void Worker::add_port(const Interface& interface)
{
    auto socket = privileged_.open_port(interface.index);
    if (!socket) {
        // Interfaces come and go: one that went meanwhile is told of by the next netlink message.
        log::warn("interfaces", "unable to use interface {}: {}", interface.name, socket.error().message());
        return;
    }
    log::info("interfaces", "LLDP runs on interface {}", interface.name);
    const auto on_change = [this](const Port& port, Change change, const Neighbor& neighbor, Audience audience) {
        server_.publish(port.name(), audience,
                        [&] { return documents::event(change, port.name(), neighbor, Clock::now()); });
        if (!configuration_.describe_interfaces)
            return;
        changed_.insert(port.interface().index);
        changes_.add(); // not at once: the port that tells of this may have to go for it
    };
    changed_.insert(interface.index);
    const auto configuration = port_configuration_of(settings_.port(interface.name));
    auto port = std::make_unique<Port>(interface, std::move(*socket), agent_settings(configuration_, configuration),
                                       smart_mode_.incoming, remote_index_, loop_, on_change);
    if (paused_)
        port->agent().pause();
    if (const auto departed = departed_.extract(interface.name))
        port->agent().continue_from(departed.mapped());
    ports_.emplace(interface.index, std::move(port));
}

void Worker::announce(Clock::time_point first)
{
    const auto& network = netlink_.network();
    system_.hostname = hostname_.name();
    chassis_ = local_chassis(identity_.choose(network, configuration_, system_), network, configuration_, system_);
#ifdef ENABLE_LLDPMED
    chassis_.med = med_tlvs(configuration_, system_);
#endif
    const Announcement announcement{chassis_, configuration_, network};
    for (auto& [index, port] : ports_) {
        const auto* interface = network.find(index);
        if (interface == nullptr)
            continue;
        const auto& values = settings_.port(interface->name);
        const auto configuration = port_configuration_of(values);
        // Also of a goodbye that this brings about: the interface has no other address any more.
        port->set_source(source_address(*interface, configuration_.aggregated_source));
        port->set_promiscuous(configuration_.promiscuous);
        port->set_destination(configuration.destination, configuration.tag, first);
        port->agent().configure(agent_settings(configuration_, configuration), first);
        port->agent().set_local(
            port->fit(announcement.lldpdu(*interface, values, port->link_settings()), interface->mtu), first);
        port->update(*interface, first);
        port->run_timer();
    }
}

void Worker::write_aliases()
{
    const auto changed = std::exchange(changed_, {});
    if (!configuration_.describe_interfaces)
        return;
    for (const auto index : changed) {
        const auto port = ports_.find(index);
        const auto* interface = netlink_.network().find(index);
        if (port == ports_.end() || interface == nullptr)
            continue;
        const auto alias = neighbor_alias(port->second->shown(), interface->alias);
        if (alias == interface->alias)
            continue;
        if (const auto done = privileged_.set_alias(index, alias); !done)
            log::warn("interfaces", "alias of {} stays as it is: {}", interface->name, done.error().message());
    }
}

void Worker::shut_down()
{
    for (auto& [index, port] : ports_)
        port->agent().say_goodbye();
}

control::Reply Worker::handle(const control::Request& request, const ControlServer::SendPart& part)
{
    if (const auto* query = std::get_if<control::Query>(&request))
        return answer(*query, part);
    if (const auto* command = std::get_if<control::Command>(&request))
        return carry_out(*command);
    if (const auto* change = std::get_if<control::Configure>(&request))
        return configure(*change);
    const auto ports = find(std::get<control::Subscribe>(request).ports);
    return ports ? control::Reply{control::Done{}} : no_such_port(ports.error());
}

control::Reply Worker::answer(const control::Query& query, const ControlServer::SendPart& part)
{
    const auto ports = find(query.ports);
    if (!ports)
        return no_such_port(ports.error());
    const documents::Piece piece = [&](Element root) {
        root.prune(query.detail);
        part(control::Part{std::move(root)});
    };
    Element root;
    switch (query.subject) {
    case control::Subject::Neighbors:
        root = documents::neighbors(*ports, query.hidden, Clock::now(), piece);
        break;
    case control::Subject::Interfaces:
        root = documents::interfaces(*ports, piece);
        break;
    case control::Subject::Chassis:
        root = documents::chassis(chassis_);
        break;
    case control::Subject::Statistics:
        root = query.detail == Detail::Summary ? documents::statistics_summary(*ports) : documents::statistics(*ports);
        break;
    case control::Subject::Configuration:
        root = documents::configuration(settings_);
        break;
    case control::Subject::RunningConfiguration:
        root = documents::running_configuration(settings_, paused_);
        break;
    }
    root.prune(query.detail);
    return control::Document{std::move(root)};
}

control::Reply Worker::carry_out(const control::Command& command)
{
    const auto now = Clock::now();
    switch (command.action) {
    case control::Action::Update:
        hostname_.refresh();
        for (auto& [index, port] : ports_)
            port->link_settings().forget();
        reconcile(now);
        for (auto& [index, port] : ports_)
            port->agent().send_now(now);
        break;
    case control::Action::Pause:
        paused_ = true;
        for (auto& [index, port] : ports_)
            port->agent().pause();
        break;
    case control::Action::Resume:
        paused_ = false;
        for (auto& [index, port] : ports_)
            port->agent().resume(now);
        break;
    }
    for (auto& [index, port] : ports_)
        port->run_timer();
    return control::Done{};
}

control::Reply Worker::configure(const control::Configure& change)
{
    if (auto wrong = control::wrong_change(change))
        return control::Failure{std::move(*wrong)};
    if (auto impossible = impossible_change(change, configuration_))
        return control::Failure{std::move(*impossible)};
    for (const auto& name : change.ports)
        if (!settings_.knows(name))
            return no_such_port(name);
    settings_.change(change);
    configuration_ = configuration_of(settings_.system(), med_class_);
    forget_departed();
    if (change.setting == control::SettingId::InterfaceDescription)
        for (const auto& [index, port] : ports_)
            changed_.insert(index);
    reconcile(next_telling(Clock::now()));
    return control::Done{};
}

Clock::time_point Worker::next_telling(Clock::time_point now)
{
    if (told_ < now)
        told_ = std::max(now, told_ + Burst::longest);
    return told_;
}

tl::expected<std::vector<const Port*>, std::string> Worker::find(std::span<const std::string> names) const
{
    std::vector<const Port*> found;
    for (const auto& name : names)
        if (std::ranges::none_of(ports_, [&](const auto& entry) { return entry.second->name() == name; }))
            return tl::unexpected{name};
    for (const auto& [index, port] : ports_)
        if (names.empty() || std::ranges::count(names, port->name()) > 0)
            found.push_back(port.get());
    return found;
}

} // namespace lldp::daemon
