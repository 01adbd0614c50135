#include "client/commands.hpp"

#include "client/completion.hpp"
#include "client/neighbor_table.hpp"
#include "client/session.hpp"
#include "client/setting_commands.hpp"
#include "config.h"

#include <algorithm>
#include <iterator>

namespace lldp::client {

namespace {

// What commands share

const Parameter ports{"ports", "Restrict to some ports",
                      Argument{"ports", "Restrict to these ports (comma-separated list)", Kind::Ports}};
const Parameter summary{"summary", "With less details", std::nullopt, "detail"};
const Parameter details{"details", "With more details", std::nullopt, "detail"};
const Parameter hidden{"hidden", "Include hidden neighbors"};

Detail detail_of(const Arguments& arguments)
{
    if (arguments.has("summary"))
        return Detail::Summary;
    return arguments.has("details") ? Detail::Full : Detail::Normal;
}

// Handlers

template <control::Subject subject>
control::Query query(const Arguments& arguments)
{
    return {subject, detail_of(arguments), arguments.list("ports"), arguments.has("hidden")};
}

template <control::Subject subject>
Outcome show(Session& session, const Arguments& arguments)
{
    return session.show_answer(query<subject>(arguments));
}

/// A summary for who looks at a terminal is a table; elsewhere it is a document like others, which scripts may read.
Outcome show_neighbors(Session& session, const Arguments& arguments)
{
    const auto& settings = session.settings();
    const auto width = terminal_width(settings.output_fd);
    std::unique_ptr<DocumentWriter> table;
    if (width && settings.format == &plain_format() && arguments.has("summary"))
        table = neighbor_table_writer(session.out(), *width, settings.color);
    return session.show_answer(query<control::Subject::Neighbors>(arguments), std::move(table));
}

/// Plain, they are what a configuration file may have in it.
Outcome show_running_configuration(Session& session, const Arguments& /*arguments*/)
{
    const auto reply = session.ask(control::Query{control::Subject::RunningConfiguration});
    if (!reply)
        return Outcome::Failed;
    const auto* document = std::get_if<control::Document>(&*reply);
    if (document == nullptr)
        return session.refuse_answer();
    std::string lines;
    for (const auto& command : document->root.children)
        lines.append(command.value).append("\n");
    return session.show(lines, document->root);
}

template <control::Action action>
Outcome order(Session& session, const Arguments& /*arguments*/)
{
    return session.order(control::Command{action});
}

/// The protocols that neighbors are heard by; as it is shown, each is its help.
const control::Field& protocols()
{
    static const control::Field field{"protocol", "Restrict to this protocol", control::FieldType::Word, 0,
                                      0,          {{"lldp", "LLDP"}}};
    return field;
}

/// Whether the event is about a neighbor that was heard by the protocol; empty: by any.
bool is_about(const Element& event, std::string_view protocol)
{
    const auto heard_by = [&](const Element& neighbor) {
        return std::ranges::any_of(neighbor.attributes, [&](const Attribute& attribute) {
            return attribute.key == "via" && attribute.value == protocol;
        });
    };
    return protocol.empty() || std::ranges::any_of(event.children, heard_by);
}

/// What a watch wants.
struct Wanted
{
    control::Subscribe request;
    std::string_view protocol{};         ///< as it is shown; empty: any
    std::optional<std::uint32_t> left{}; ///< so many events more
};

Wanted wanted_of(const Arguments& arguments)
{
    Wanted wanted{
        .request = {detail_of(arguments), arguments.list("ports"), arguments.has("hidden")},
        .left = arguments.number("limit"),
    };
    if (const auto word = arguments.text("protocol"))
        wanted.protocol = std::ranges::find(protocols().choices, *word, &control::Choice::word)->help;
    return wanted;
}

/// Until it is lost, or all that is wanted was shown.
Outcome follow(Session& session, Wanted& wanted)
{
    if (const auto begun = session.order(wanted.request); begun != Outcome::Done)
        return begun;
    while (!wanted.left || *wanted.left > 0) {
        const auto event = session.next_event();
        if (!event)
            return event.error();
        if (!is_about(*event, wanted.protocol))
            continue;
        if (const auto outcome = session.show(*event); outcome != Outcome::Done)
            return outcome;
        if (wanted.left)
            --*wanted.left;
    }
    return Outcome::Done;
}

Outcome watch(Session& session, const Arguments& arguments)
{
    auto wanted = wanted_of(arguments);
    auto outcome = follow(session, wanted);
    while (outcome == Outcome::Failed && session.settings().reconnect && session.lost()) {
        if (session.wait_for_daemon() != Outcome::Done)
            return Outcome::Broken;
        outcome = follow(session, wanted);
    }
    session.disconnect(); // events go on for as long as the connection lives
    return outcome;
}

Outcome help(Session& session, const Arguments& arguments)
{
    const auto cursor = walk(commands(), arguments.list("command"), 1);
    if (!cursor) {
        session.complain(cursor.error().text);
        return Outcome::Failed;
    }
    const auto expectations = cursor->expected();
    auto document = element("help", "Help");
    document.attributes.push_back({"about", "About", std::string{cursor->help()}});
    for (const auto& expectation : expectations) {
        document.children.push_back(element("next", "Next", expectation.text));
        document.children.back().attributes.push_back({"about", "About", std::string{expectation.help}});
    }
    return session.show(help_text(cursor->help(), expectations, false), document);
}

Outcome complete(Session& session, const Arguments& arguments)
{
    const auto found = completions(commands(), arguments.list("command"));
    if (!found) {
        session.complain(found.error().text);
        return Outcome::Failed;
    }
    std::string text;
    for (const auto& completion : *found)
        text.append(completion.word).append(" ").append(completion.help).append("\n");
    return session.show_text(text);
}

Outcome leave(Session& /*session*/, const Arguments& /*arguments*/)
{
    return Outcome::Exit;
}

// The table. Help and completion list in this order.

std::vector<Command> make_table()
{
    using control::Action;
    using control::Subject;
    static const Argument words{"command", "Words of the command in question", Kind::Words};
    static const Parameter limit{"limit", "Don't show more than some events",
                                 Argument{"limit", "Stop after this many events", Kind::Number, 1}};
    static const Parameter protocol{
        "protocol", "Restrict to a protocol",
        Argument{.name = "protocol", .help = protocols().help, .kind = Kind::Field, .field = &protocols()}};
    std::vector<Command> rows{
        {{"show"}, "Show running system information"},
        {{"show", "neighbors"}, "Show neighbors data", show_neighbors, {details, summary, hidden, ports}},
        {{"show", "interfaces"}, "Show interfaces data", show<Subject::Interfaces>, {details, summary, ports}},
        {{"show", "chassis"}, "Show local chassis data", show<Subject::Chassis>, {details, summary}},
        {{"show", "statistics"}, "Show statistics", show<Subject::Statistics>, {summary, ports}},
        {{"show", "configuration"}, "Show what is configured", show<Subject::Configuration>},
        {{"show", "running-configuration"},
         "Show the commands that restore the configuration",
         show_running_configuration},
        {{"configure"}, "Change system settings"},
        {{"configure", "system"}, "System configuration"},
        {{"configure", "system", "capabilities"}, "Capabilities"},
        {{"configure", "system", "interface"}, "Interface related items"},
        {{"configure", "system", "ip"}, "IP related options"},
        {{"configure", "system", "ip", "management"}, "IP management related options"},
        {{"configure", "lldp"}, "LLDP configuration"},
        {{"configure", "lldp", "fast-start"}, "Fast start configuration"},
        {{"configure", "lldp", "portidsubtype"}, "LLDP PortID TLV Subtype"},
        {{"configure", "med"}, "MED configuration"},
        {{"configure", "med", "fast-start"}, "Fast start configuration"},
#ifdef ENABLE_DOT1
        {{"configure", "lldp", "vlan-advertisements"}, "VLANs that are advertised"},
        {{"unconfigure", "lldp", "vlan-advertisements"}, "VLANs that are advertised"},
#endif
#ifdef ENABLE_DOT3
        {{"configure", "dot3"}, "Dot3 configuration"},
        {{"configure", "dot3", "power"}, "Power related configuration"},
        {{"unconfigure", "dot3"}, "Dot3 configuration"},
#endif
#ifdef ENABLE_LLDPMED
        {{"configure", "inventory"}, "Inventory configuration"},
        {{"configure", "med", "location"}, "MED location TLV configuration"},
        {{"configure", "med", "power"}, "MED power TLV configuration"},
        {{"unconfigure", "inventory"}, "Inventory configuration"},
        {{"unconfigure", "med", "location"}, "MED location TLV configuration"},
#endif
        {{"unconfigure"}, "Unconfigure system settings"},
        {{"unconfigure", "system"}, "System configuration"},
        {{"unconfigure", "system", "capabilities"}, "Capabilities"},
        {{"unconfigure", "system", "interface"}, "Interface related items"},
        {{"unconfigure", "system", "ip"}, "IP related options"},
        {{"unconfigure", "system", "ip", "management"}, "IP management related options"},
        {{"unconfigure", "lldp"}, "LLDP configuration"},
        {{"unconfigure", "med"}, "MED configuration"},
        {{"watch"}, "Monitor neighbor changes", watch, {limit, details, summary, hidden, ports, protocol}},
        {{"update"}, "Update information and send LLDPDU on all ports", order<Action::Update>},
        {{"help"}, "Get help on a possible command", help, {}, {words}},
        {{"complete"}, "Get possible completions of a command", complete, {}, {words}, Listing::Hidden},
        {{"pause"}, "Pause lldpd operations", order<Action::Pause>},
        {{"resume"}, "Resume lldpd operations", order<Action::Resume>},
        {{"exit"}, "Exit interpreter", leave},
    };
    auto settings = setting_commands();
    std::move(settings.begin(), settings.end(), std::back_inserter(rows));
    return rows;
}

} // namespace

std::span<const Command> commands()
{
    static const auto table = make_table();
    return table;
}

} // namespace lldp::client
