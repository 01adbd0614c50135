// Who is at the other end of each interface, as lldpd tells it: asked with the library that lldpcli itself asks with.
//
//   g++ -std=c++20 neighbors.cpp $(pkg-config --cflags --libs lldpcontrol) -o neighbors
//   ./neighbors [socket]
#include <base/paths.hpp>
#include <client/connection.hpp>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <string>

namespace {

using namespace lldp;

/// Of an element, what one below it says; empty where there is none.
std::string value_below(const Element& element, const std::string& tag)
{
    const auto child = std::ranges::find(element.children, tag, &Element::tag);
    return child == element.children.end() ? "" : child->value;
}

/// "eth0: switch (port 7)"
void print(const Element& interface)
{
    const auto name = std::ranges::find(interface.attributes, "name", &Attribute::key);
    std::string system;
    std::string port;
    for (const auto& child : interface.children) {
        if (child.tag == "chassis")
            system = value_below(child, "name");
        if (child.tag == "port")
            port = value_below(child, "id");
    }
    if (name != interface.attributes.end())
        std::cout << name->value << ": " << system << " (port " << port << ")\n";
}

/// A long answer comes in parts; the document is the last of them.
Expected<> list_neighbors(const std::string& socket)
{
    auto connection = client::Connection::open(socket);
    if (!connection)
        return tl::unexpected{connection.error()};
    auto reply = connection->call(control::Query{control::Subject::Neighbors});
    while (reply) {
        if (const auto* refusal = std::get_if<control::Failure>(&*reply)) {
            std::cerr << "lldpd refuses: " << refusal->reason << '\n';
            break;
        }
        const auto* part = std::get_if<control::Part>(&*reply);
        const auto* document = std::get_if<control::Document>(&*reply);
        if (part == nullptr && document == nullptr)
            break;
        std::ranges::for_each((part != nullptr ? part->root : document->root).children, print);
        if (document != nullptr)
            return {};
        reply = connection->receive();
    }
    if (!reply)
        return tl::unexpected{reply.error()};
    return failure(std::make_error_code(std::errc::protocol_error), "list the neighbors");
}

} // namespace

int main(int argc, char* argv[])
{
    const auto done = list_neighbors(argc > 1 ? argv[1] : std::string{paths::control_socket});
    if (!done)
        std::cerr << "unable to " << done.error().message() << '\n';
    return done && std::cout.flush() ? EXIT_SUCCESS : EXIT_FAILURE;
}
