#include "control/element_codec.hpp"
#include "control/protocol.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

using namespace lldp;
using namespace lldp::control;
using Catch::Matchers::ContainsSubstring;

namespace {

Message only_message(const Bytes& octets)
{
    MessageBuffer buffer{max_reply_size};
    buffer.append(octets);
    auto message = buffer.next();
    REQUIRE(message);
    REQUIRE(*message);
    REQUIRE_FALSE(*buffer.next());
    return **message;
}

Element element(const std::string& name, std::vector<Element> children = {})
{
    return {name, name, {}, "", std::move(children), Detail::Summary};
}

Element sample_tree()
{
    Element id{"id", "ChassisID", {{"type", "", "mac", Detail::Summary}}, "00:00:00:00:00:02", {}, Detail::Summary};
    Element description{"descr", "SysDescr", {}, "many\nlines", {}, Detail::Normal};
    Element chassis{"chassis", "Chassis", {}, "", {id, description}, Detail::Summary};
    Element interface {
        "interface", "Interface", {{"name", "", "eth0", Detail::Summary}, {"rid", "RID", "1", Detail::Normal}}, "",
            {chassis, chassis}, Detail::Summary
    };
    return {"lldp", "LLDP neighbors", {}, "", {interface}, Detail::Summary};
}

std::vector<Request> requests()
{
    return {Query{Subject::Neighbors, Detail::Full, {"eth0", "eth1"}},
            Query{Subject::Neighbors, Detail::Normal, {}, true},
            Query{Subject::Configuration, Detail::Summary, {}},
            Command{Action::Update},
            Command{Action::Resume},
            Subscribe{Detail::Normal, {"eth0"}},
            Subscribe{Detail::Summary, {}, true},
            Subscribe{},
            Configure{SettingId::TxHold, Operation::Set, {{0, 4U}}, {}},
            Configure{SettingId::PortIdSubtype, Operation::Add, {{0, 7U}, {1, "a port"}}, {"eth0", "eth1"}},
            Configure{SettingId{65535}, Operation::Remove, {}, {}}};
}

std::vector<Reply> replies()
{
    return {Done{}, Failure{"unknown port eth9"}, Failure{}, Document{sample_tree()}, Document{}, Event{sample_tree()}};
}

} // namespace

TEST_CASE("a request that was encoded is the request that is decoded", "[control]")
{
    for (const auto& request : requests())
        CHECK(decode_request(only_message(encode(request))) == request);
}

TEST_CASE("a reply that was encoded is the reply that is decoded", "[control]")
{
    for (const auto& reply : replies())
        CHECK(decode_reply(only_message(encode(reply))) == reply);
}

TEST_CASE("a request cut short anywhere is refused as malformed", "[control]")
{
    for (const auto& request : requests()) {
        const auto whole = only_message(encode(request));
        for (std::size_t size = 0; size < whole.body.size(); ++size) {
            const Bytes cut{whole.body.begin(), whole.body.begin() + static_cast<std::ptrdiff_t>(size)};
            const auto decoded = decode_request({whole.type, cut});
            INFO("request " << whole.type << " cut to " << size);
            REQUIRE_FALSE(decoded);
            CHECK(decoded.error().code == Errc::malformed);
        }
    }
}

TEST_CASE("a reply cut short anywhere is refused as malformed", "[control]")
{
    for (const auto& reply : replies()) {
        const auto whole = only_message(encode(reply));
        for (std::size_t size = 0; size < whole.body.size(); ++size) {
            const Bytes cut{whole.body.begin(), whole.body.begin() + static_cast<std::ptrdiff_t>(size)};
            const auto decoded = decode_reply({whole.type, cut});
            INFO("reply " << whole.type << " cut to " << size);
            REQUIRE_FALSE(decoded);
            CHECK(decoded.error().code == Errc::malformed);
        }
    }
}

TEST_CASE("octets after the end of a message's content are refused", "[control]")
{
    for (const auto& request : requests()) {
        auto message = only_message(encode(request));
        message.body.push_back(0);
        CHECK_FALSE(decode_request(message));
    }
    for (const auto& reply : replies()) {
        auto message = only_message(encode(reply));
        message.body.push_back(0);
        CHECK_FALSE(decode_reply(message));
    }
}

TEST_CASE("any single octet may be wrong without harm", "[control]")
{
    const std::uint8_t wrong = GENERATE(std::uint8_t{0x00}, std::uint8_t{0x7f}, std::uint8_t{0xff});
    for (const auto& reply : replies()) {
        auto message = only_message(encode(reply));
        for (auto& octet : message.body) {
            const auto right = std::exchange(octet, wrong);
            const auto decoded = decode_reply(message);
            if (!decoded)
                CHECK(decoded.error().code == Errc::malformed);
            octet = right;
        }
    }
}

TEST_CASE("numbers that an enumeration does not have are refused by name", "[control]")
{
    struct Case
    {
        Request request;
        std::size_t place;
        std::string complaint;
    };
    for (const auto& [request, place, complaint] : std::vector<Case>{{Query{Subject::Chassis}, 0, "subject 9"},
                                                                     {Query{Subject::Chassis}, 1, "detail 9"},
                                                                     {Query{Subject::Neighbors}, 6, "hidden 9"},
                                                                     {Query{Subject::Chassis}, 6, "hidden 9"},
                                                                     {Command{Action::Pause}, 0, "action 9"},
                                                                     {Subscribe{}, 0, "detail 9"},
                                                                     {Subscribe{}, 5, "hidden 9"}}) {
        auto message = only_message(encode(request));
        message.body.at(place) = 9;
        const auto decoded = decode_request(message);
        REQUIRE_FALSE(decoded);
        CHECK_THAT(decoded.error().message(), ContainsSubstring(complaint));
    }
}

TEST_CASE("what is hidden is asked for of neighbors only", "[control]")
{
    CHECK(decode_request(only_message(encode(Request{Query{Subject::Neighbors, Detail::Normal, {}, true}}))));
    for (const auto subject : {Subject::Interfaces, Subject::Chassis, Subject::Statistics, Subject::Configuration}) {
        const auto decoded = decode_request(only_message(encode(Request{Query{subject, Detail::Normal, {}, true}})));
        REQUIRE_FALSE(decoded);
        CHECK_THAT(decoded.error().message(), ContainsSubstring("hidden 1"));
    }
}

TEST_CASE("a tree of the greatest depth passes, one level more is refused", "[control]")
{
    auto tree = element("leaf");
    for (std::size_t level = 1; level < max_tree_depth; ++level)
        tree = element("branch", {tree});
    CHECK(decode_reply(only_message(encode(Reply{Document{tree}}))));

    tree = element("branch", {tree});
    const auto decoded = decode_reply(only_message(encode(Reply{Document{tree}})));
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().code == Errc::malformed);
    CHECK_THAT(decoded.error().message(), ContainsSubstring("below level 64"));
}

TEST_CASE("counts and sizes that the message cannot hold are refused before memory is taken", "[control]")
{
    Writer names;
    names.u32(0xffffffff);
    Writer index;
    index.u32(1);
    index.u8(1);
    index.text("a");
    index.u32(0);
    index.u32(1);
    Writer children;
    children.u32(1);
    children.u8(0);
    children.u32(0);
    children.u32(0);
    children.u8(0);
    children.u32(0);
    children.u32(0);
    children.u32(0x7fffffff);

    const auto& [octets, complaint] = GENERATE_COPY(table<Bytes, std::string>(
        {{names.data(), "4294967295 names"}, {index.data(), "name 1 of 1"}, {children.data(), "2147483647 elements"}}));
    Reader in{octets};
    const auto decoded = decode_element(in);
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().code == Errc::malformed);
    CHECK_THAT(decoded.error().message(), ContainsSubstring(complaint));
}

TEST_CASE("a list of ports that claims to be huge is refused", "[control]")
{
    Writer body;
    body.u8(1);
    body.u8(1);
    body.u32(0xffffffff);
    const auto decoded = decode_request({1, body.take()});
    REQUIRE_FALSE(decoded);
    CHECK(decoded.error().code == Errc::malformed);
}

TEST_CASE("a name is sent once, however often it is used", "[control]")
{
    auto tree = element("neighbors");
    const auto small = encode(Reply{Document{tree}}).size();
    const std::string name(100, 'n');
    tree.children.assign(1000, element(name));
    CHECK(encode(Reply{Document{tree}}).size() < small + 101 + 1000UL * 21 + 1);
    CHECK(decode_reply(only_message(encode(Reply{Document{tree}}))) == Reply{Document{tree}});
}

TEST_CASE("types of the other direction and of the future are refused with their number", "[control]")
{
    const auto as_request = decode_request({0x8001, {}});
    REQUIRE_FALSE(as_request);
    CHECK(as_request.error().code == Errc::unknown_message);
    CHECK_THAT(as_request.error().message(), ContainsSubstring("type 32769"));
    CHECK(decode_reply({1, {}}).error().code == Errc::unknown_message);
    CHECK(decode_request({77, {}}).error().code == Errc::unknown_message);
}

TEST_CASE("a stream that arrives octet by octet is cut into the same messages", "[control]")
{
    MessageBuffer buffer{max_request_size};
    std::vector<Request> decoded;
    for (const auto& request : requests()) {
        for (const auto octet : encode(request)) {
            buffer.append(Bytes{octet});
            const auto message = buffer.next();
            REQUIRE(message);
            if (*message)
                decoded.push_back(decode_request(**message).value());
        }
    }
    CHECK(decoded == requests());
}

TEST_CASE("several messages in one read are all delivered", "[control]")
{
    MessageBuffer buffer{max_request_size};
    Writer stream;
    for (const auto& request : requests())
        stream.bytes(encode(request));
    buffer.append(stream.data());
    for (const auto& request : requests())
        CHECK(decode_request(buffer.next().value().value()) == request);
    CHECK_FALSE(buffer.next().value());
}

TEST_CASE("a message of another version names both versions, and the stream stays unusable", "[control]")
{
    auto octets = encode(Request{Command{Action::Update}});
    octets.at(1) = 7;
    MessageBuffer buffer{max_request_size};
    buffer.append(octets);
    for (int attempt = 0; attempt < 2; ++attempt) {
        const auto message = buffer.next();
        REQUIRE_FALSE(message);
        CHECK(message.error().code == Errc::bad_version);
        CHECK_THAT(message.error().message(),
                   ContainsSubstring("version 7") && ContainsSubstring("version " + std::to_string(protocol_version)));
    }
}

TEST_CASE("a message longer than allowed is refused as soon as its header is there", "[control]")
{
    Writer header;
    header.u16(protocol_version);
    header.u16(1);
    header.u32(max_request_size + 1);
    MessageBuffer buffer{max_request_size};
    buffer.append(header.data());
    const auto message = buffer.next();
    REQUIRE_FALSE(message);
    CHECK(message.error().code == Errc::too_long);
    CHECK_THAT(message.error().message(), ContainsSubstring("65537") && ContainsSubstring("65536"));
}

TEST_CASE("a change that makes no sense is refused with what is wrong", "[control]")
{
    const auto& [body, reason] = GENERATE(table<Bytes, std::string>({
        {{0, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0}, "operation 4"},
        {{0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 3, 0, 0, 0, 4}, "a value of type 3, expected 1, a number, or 2, octets"},
        {{0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 0, 0, 0, 4, 0, 1, 0, 0, 0, 5}, "field 0 twice"},
        {{0, 2, 1, 0xff, 0xff, 0xff, 0xff}, "the message ends too early"},
    }));
    const auto decoded = decode_request({4, body});
    REQUIRE_FALSE(decoded);
    CHECK_THAT(decoded.error().message(), ContainsSubstring(reason));
}
