#include "control/protocol.hpp"

#include "control/element_codec.hpp"

#include <optional>

namespace lldp::control {

namespace {

// A request's number has the highest bit clear, a reply's has it set. Numbers are never given again.
enum class Type : std::uint16_t {
    Query = 1,
    Command = 2,
    Subscribe = 3,
    Configure = 4,
    Done = 0x8001,
    Failure = 0x8002,
    Document = 0x8003,
    Event = 0x8004,
    Part = 0x8005,
};

/// How the value of a setting's field stands in a message.
enum class ValueType : std::uint8_t { Number = 1, Octets = 2 };

class ErrorCategory final : public std::error_category
{
  public:
    [[nodiscard]] const char* name() const noexcept override { return "control protocol"; }

    [[nodiscard]] std::string message(int code) const override
    {
        switch (static_cast<Errc>(code)) {
        case Errc::bad_version:
            return "lldpd and lldpcli are of different versions";
        case Errc::unknown_message:
            return "unknown kind of message";
        case Errc::too_long:
            return "message too long";
        case Errc::malformed:
            return "malformed message";
        case Errc::closed:
            return "the daemon closed the connection";
        }
        return "unknown error " + std::to_string(code);
    }
};

void write_list(Writer& out, const std::vector<std::string>& texts)
{
    out.u32(static_cast<std::uint32_t>(texts.size()));
    for (const auto& text : texts)
        write_text(out, text);
}

std::vector<std::string> read_list(Reader& in)
{
    const auto count = in.u32();
    std::vector<std::string> texts;
    for (std::uint32_t i = 0; i < count && in.ok(); ++i) // a false count ends with the message's last octet
        texts.push_back(read_text(in));
    return texts;
}

/// A number from the wire as one of an enumeration's values, if it is one.
template <typename Enum>
std::optional<Enum> checked(std::uint8_t number, Enum first, Enum last)
{
    if (number < static_cast<std::uint8_t>(first) || number > static_cast<std::uint8_t>(last))
        return std::nullopt;
    return static_cast<Enum>(number);
}

tl::unexpected<Error> malformed(std::string_view what, const std::string& detail)
{
    return failure(Errc::malformed, "read a " + std::string{what}, "(" + detail + ")");
}

/// What every decoder ends with: all that was read was there, and nothing is left.
template <typename Result>
Expected<Result> finish(const Reader& in, std::string_view what, Result result)
{
    if (!in.ok())
        return malformed(what, "the message ends too early");
    if (!in.empty())
        return malformed(what, std::to_string(in.remaining()) + " octets more than it takes");
    return result;
}

Type type_of(const Query&)
{
    return Type::Query;
}
Type type_of(const Command&)
{
    return Type::Command;
}
Type type_of(const Subscribe&)
{
    return Type::Subscribe;
}
Type type_of(const Configure&)
{
    return Type::Configure;
}
Type type_of(const Done&)
{
    return Type::Done;
}
Type type_of(const Failure&)
{
    return Type::Failure;
}
Type type_of(const Document&)
{
    return Type::Document;
}
Type type_of(const Part&)
{
    return Type::Part;
}
Type type_of(const Event&)
{
    return Type::Event;
}

void write_body(Writer& out, const Query& query)
{
    out.u8(static_cast<std::uint8_t>(query.subject));
    out.u8(static_cast<std::uint8_t>(query.detail));
    write_list(out, query.ports);
    out.u8(query.hidden ? 1 : 0);
}
void write_body(Writer& out, const Command& command)
{
    out.u8(static_cast<std::uint8_t>(command.action));
}
void write_body(Writer& out, const Subscribe& subscribe)
{
    out.u8(static_cast<std::uint8_t>(subscribe.detail));
    write_list(out, subscribe.ports);
    out.u8(subscribe.hidden ? 1 : 0);
}
void write_body(Writer& out, const Configure& configure)
{
    out.u16(static_cast<std::uint16_t>(configure.setting));
    out.u8(static_cast<std::uint8_t>(configure.operation));
    write_list(out, configure.ports);
    out.u32(static_cast<std::uint32_t>(configure.fields.size()));
    for (const auto& [number, value] : configure.fields) {
        out.u8(number);
        const auto* text = std::get_if<std::string>(&value);
        out.u8(static_cast<std::uint8_t>(text != nullptr ? ValueType::Octets : ValueType::Number));
        if (text != nullptr)
            write_text(out, *text);
        else
            out.u32(std::get<std::uint32_t>(value));
    }
}
void write_body(Writer& /*out*/, const Done& /*done*/) {}
void write_body(Writer& out, const Failure& failure)
{
    write_text(out, failure.reason);
}
void write_body(Writer& out, const Document& document)
{
    encode_element(out, document.root);
}
void write_body(Writer& out, const Part& part)
{
    encode_element(out, part.root);
}
void write_body(Writer& out, const Event& event)
{
    encode_element(out, event.root);
}

template <typename Variant>
Bytes encode_any(const Variant& message)
{
    return std::visit(
        [](const auto& alternative) {
            Writer body;
            write_body(body, alternative);
            Writer out;
            out.u16(protocol_version);
            out.u16(static_cast<std::uint16_t>(type_of(alternative)));
            out.u32(static_cast<std::uint32_t>(body.size()));
            out.bytes(body.data());
            return out.take();
        },
        message);
}

Expected<Request> read_query(Reader& in)
{
    const auto subject = in.u8();
    const auto detail = in.u8();
    auto ports = read_list(in);
    const auto hidden = in.u8();
    const auto known_subject = checked(subject, Subject::Neighbors, Subject::RunningConfiguration);
    if (in.ok() && !known_subject)
        return malformed("query", "subject " + std::to_string(subject));
    const auto known_detail = checked(detail, Detail::Summary, Detail::Full);
    if (in.ok() && !known_detail)
        return malformed("query", "detail " + std::to_string(detail));
    if (hidden > (known_subject == Subject::Neighbors ? 1 : 0))
        return malformed("query", "hidden " + std::to_string(hidden));
    return finish<Request>(in, "query",
                           Query{known_subject.value_or(Subject::Neighbors), known_detail.value_or(Detail::Normal),
                                 std::move(ports), hidden != 0});
}

Expected<Request> read_command(Reader& in)
{
    const auto action = in.u8();
    const auto known = checked(action, Action::Update, Action::Resume);
    if (in.ok() && !known)
        return malformed("command", "action " + std::to_string(action));
    return finish<Request>(in, "command", Command{known.value_or(Action::Update)});
}

Expected<Request> read_subscribe(Reader& in)
{
    const auto detail = in.u8();
    auto ports = read_list(in);
    const auto hidden = in.u8();
    const auto known = checked(detail, Detail::Summary, Detail::Full);
    if (in.ok() && !known)
        return malformed("subscription", "detail " + std::to_string(detail));
    if (hidden > 1)
        return malformed("subscription", "hidden " + std::to_string(hidden));
    return finish<Request>(in, "subscription",
                           Subscribe{known.value_or(Detail::Normal), std::move(ports), hidden != 0});
}

/// The fields of a change; `reason` says what makes no sense, and then nothing more is read.
Fields read_fields(Reader& in, std::string& reason)
{
    Fields fields;
    const auto count = in.u32();
    for (std::uint32_t i = 0; i < count && in.ok() && reason.empty(); ++i) {
        const auto number = in.u8();
        const auto type = in.u8();
        Value value;
        if (type == static_cast<std::uint8_t>(ValueType::Number))
            value = in.u32();
        else if (type == static_cast<std::uint8_t>(ValueType::Octets))
            value = read_text(in);
        else if (in.ok())
            reason = "a value of type " + std::to_string(type) + ", expected 1, a number, or 2, octets";
        if (in.ok() && reason.empty() && !fields.emplace(number, std::move(value)).second)
            reason = "field " + std::to_string(number) + " twice";
    }
    return fields;
}

Expected<Request> read_configure(Reader& in)
{
    Configure configure;
    configure.setting = static_cast<SettingId>(in.u16());
    const auto operation = in.u8();
    const auto known = checked(operation, Operation::Set, Operation::Remove);
    if (in.ok() && !known)
        return malformed("change", "operation " + std::to_string(operation));
    configure.operation = known.value_or(Operation::Set);
    configure.ports = read_list(in);
    std::string reason;
    configure.fields = read_fields(in, reason);
    if (!reason.empty())
        return malformed("change", reason);
    return finish<Request>(in, "change", std::move(configure));
}

tl::unexpected<Error> unknown(std::uint16_t type, std::string_view where)
{
    return failure(Errc::unknown_message, "read a message",
                   "of type " + std::to_string(type) + " as " + std::string{where});
}

} // namespace

std::error_code make_error_code(Errc code)
{
    static const ErrorCategory category;
    return {static_cast<int>(code), category};
}

Bytes encode(const Request& request)
{
    return encode_any(request);
}

Bytes encode(const Reply& reply)
{
    return encode_any(reply);
}

Expected<Request> decode_request(const Message& message)
{
    Reader in{message.body};
    switch (static_cast<Type>(message.type)) {
    case Type::Query:
        return read_query(in);
    case Type::Command:
        return read_command(in);
    case Type::Subscribe:
        return read_subscribe(in);
    case Type::Configure:
        return read_configure(in);
    default:
        return unknown(message.type, "a request");
    }
}

Expected<Reply> decode_reply(const Message& message)
{
    Reader in{message.body};
    switch (static_cast<Type>(message.type)) {
    case Type::Done:
        return finish<Reply>(in, "confirmation", Done{});
    case Type::Failure: {
        auto reason = read_text(in);
        return finish<Reply>(in, "refusal", Failure{std::move(reason)});
    }
    case Type::Document:
        return decode_element(in).map([](Element&& root) { return Reply{Document{std::move(root)}}; });
    case Type::Part:
        return decode_element(in).map([](Element&& root) { return Reply{Part{std::move(root)}}; });
    case Type::Event:
        return decode_element(in).map([](Element&& root) { return Reply{Event{std::move(root)}}; });
    default:
        return unknown(message.type, "a reply");
    }
}

} // namespace lldp::control
