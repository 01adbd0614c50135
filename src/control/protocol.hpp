// What lldpd and lldpcli say to each other over the control socket. doc/control-protocol.md has it octet by octet.
//
// A connection carries messages in both directions. A message is a header of eight octets (version, type, length of
// the body; big-endian) and a body. A client sends requests, and the daemon answers each, in order, with exactly one of
// Done, Failure or Document, which the Parts of a long answer precede. After a Subscribe has been answered, Event
// messages follow for as long as the connection lives.
#pragma once

#include "base/bytes.hpp"
#include "base/error.hpp"
#include "control/settings.hpp"
#include "proto/element.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace lldp::control {

inline constexpr std::uint16_t protocol_version = 3;
/// A daemon refuses longer requests; an answer has no such limit (ten thousand neighbors list fine).
inline constexpr std::size_t max_request_size = 64UL * 1024;
inline constexpr std::size_t max_reply_size = 1024UL * 1024 * 1024;

enum class Errc { bad_version = 1, unknown_message, too_long, malformed, closed };
std::error_code make_error_code(Errc code);

// Requests

enum class Subject : std::uint8_t {
    Neighbors = 1,
    Interfaces = 2,
    Chassis = 3,
    Statistics = 4,
    Configuration = 5,
    RunningConfiguration = 6
};

/// Answered with a Document, or with a Failure when a named port does not exist.
struct Query
{
    Subject subject{};
    Detail detail = Detail::Normal;
    std::vector<std::string> ports{}; ///< empty: all
    bool hidden = false;              ///< of neighbors: also those that are hidden

    bool operator==(const Query&) const = default;
};

enum class Action : std::uint8_t { Update = 1, Pause = 2, Resume = 3 };

/// Answered with Done.
struct Command
{
    Action action{};

    bool operator==(const Command&) const = default;
};

/// Answered with Done; then an Event each time that a neighbor is added, updated, deleted or left out.
struct Subscribe
{
    Detail detail = Detail::Normal;
    std::vector<std::string> ports{}; ///< empty: all
    bool hidden = false;              ///< of hidden neighbors, too

    bool operator==(const Subscribe&) const = default;
};

/// One change of one setting, which is made as a whole or not at all; what it does not name stays as it is. Answered
/// with Done, or with a Failure that says what was expected.
struct Configure
{
    SettingId setting{};
    Operation operation = Operation::Set;
    Fields fields{};
    std::vector<std::string> ports{}; ///< empty: all, and those to come

    bool operator==(const Configure&) const = default;
};

using Request = std::variant<Query, Command, Subscribe, Configure>;

// Replies

struct Done
{
    bool operator==(const Done&) const = default;
};

struct Failure
{
    std::string reason; ///< for people: names what was wrong and what was expected

    bool operator==(const Failure&) const = default;
};

struct Document
{
    Element root;

    bool operator==(const Document&) const = default;
};

/// What is below the root of a long answer comes in pieces, in order: Parts, which all have that root, and the
/// Document.
struct Part
{
    Element root;

    bool operator==(const Part&) const = default;
};

/// The root's tag is lldp-added, lldp-updated, lldp-deleted or lldp-left-out.
struct Event
{
    Element root;

    bool operator==(const Event&) const = default;
};

using Reply = std::variant<Done, Failure, Document, Part, Event>;

// Octets

/// A whole message, header and all.
Bytes encode(const Request& request);
Bytes encode(const Reply& reply);

struct Message
{
    std::uint16_t type = 0;
    Bytes body;
};

Expected<Request> decode_request(const Message& message);
Expected<Reply> decode_reply(const Message& message);

/// Cuts a stream into messages.
class MessageBuffer
{
  public:
    explicit MessageBuffer(std::size_t max_size) : max_size_{max_size} {}

    void append(ByteView octets);
    /// The next whole message; nothing when more octets are needed; an error when the stream makes no sense (wrong
    /// version, too long), after which the connection is to be closed.
    Expected<std::optional<Message>> next();

  private:
    std::size_t max_size_;
    Bytes pending_;
    std::size_t consumed_ = 0;
};

} // namespace lldp::control

template <>
struct std::is_error_code_enum<lldp::control::Errc> : std::true_type
{};
