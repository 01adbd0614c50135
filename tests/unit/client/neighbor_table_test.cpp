#include "client/neighbor_table.hpp"

#include "client/color.hpp"

#include <catch2/catch_test_macros.hpp>
#include <sstream>

using namespace lldp;
using namespace lldp::client;

namespace {

struct Heard
{
    std::string interface;
    std::string name;
    std::string port;
    std::string description;
};

Element neighbor(const Heard& heard)
{
    auto chassis = element("chassis", "Chassis");
    chassis.children.push_back(element("id", "ChassisID", "00:00:00:00:00:02"));
    if (!heard.name.empty())
        chassis.children.push_back(element("name", "SysName", heard.name));
    auto port = element("port", "Port");
    port.children.push_back(element("id", "PortID", heard.port));
    if (!heard.description.empty())
        port.children.push_back(element("descr", "PortDescr", heard.description));
    port.children.push_back(element("ttl", "TTL", "120"));
    auto root = element("interface", "Interface");
    root.attributes.push_back({"via", "via", "LLDP"});
    root.attributes.push_back({"name", "", heard.interface});
    root.children = {chassis, port};
    return root;
}

std::string table(const std::vector<Heard>& neighbors, std::size_t width, bool color = false)
{
    std::ostringstream out;
    const auto writer = neighbor_table_writer(out, width, color);
    writer->begin(element("lldp", "LLDP neighbors"));
    for (const auto& heard : neighbors)
        writer->add(neighbor(heard));
    writer->end();
    return out.str();
}

const std::vector<Heard> two{{"eth0", "switch-7.example", "ge-0/0/12", "uplink to the second floor"},
                             {"enp1s0f1", "", "00:00:00:00:00:03", ""}};

} // namespace

TEST_CASE("a table of neighbors has a line each", "[neighbor_table]")
{
    CHECK(table(two, 100) == "Interface  Neighbor           Port               Description                 TTL\n"
                             "eth0       switch-7.example   ge-0/0/12          uplink to the second floor  120\n"
                             "enp1s0f1   00:00:00:00:00:02  00:00:00:00:00:03                              120\n");
}

TEST_CASE("a table of no neighbors is its heading", "[neighbor_table]")
{
    CHECK(table({}, 80) == "Interface  Neighbor  Port  Description  TTL\n");
}

TEST_CASE("a table of neighbors is as wide as asked for and no wider, its longest columns cut", "[neighbor_table]")
{
    CHECK(table(two, 60) == "Interface  Neighbor       Port           Description     TTL\n"
                            "eth0       switch-7.ex..  ge-0/0/12      uplink to th..  120\n"
                            "enp1s0f1   00:00:00:00..  00:00:00:00..                  120\n");
    for (std::size_t width = 25; width <= 100; ++width) {
        std::istringstream lines{table(two, width)};
        std::size_t longest = 0;
        for (std::string line; std::getline(lines, line);)
            longest = std::max(longest, line.size());
        CHECK(longest == std::min<std::size_t>(width, 80));
    }
}

TEST_CASE("a table on a terminal without room is one still", "[neighbor_table]")
{
    CHECK(table(two, 1) == "I..  N..  P..  D..  TTL\n"
                           "e..  s..  g..  u..  120\n"
                           "e..  0..  0..       120\n");
}

TEST_CASE("a table of neighbors counts columns, not octets, and cuts no character", "[neighbor_table]")
{
    CHECK(table({{"eth0", "büro", "交換機", "—"}}, 80) == "Interface  Neighbor  Port    Description  TTL\n"
                                                          "eth0       büro      交換機  —            120\n");
    // An odd width, of which a character that takes two columns cannot have the last.
    CHECK(table({{"eth0", "büro", "交換機交換機交換機", "—"}}, 47) ==
          "Interface  Neighbor  Port       Descript..  TTL\n"
          "eth0       büro      交換機..   —           120\n");
}

TEST_CASE("a line break in a description does not break the table", "[neighbor_table]")
{
    CHECK(table({{"eth0", "a", "b", "one\ntwo"}}, 80) == "Interface  Neighbor  Port  Description  TTL\n"
                                                         "eth0       a         b     one two      120\n");
}

TEST_CASE("the heading of a table stands out where colours are wanted", "[neighbor_table]")
{
    CHECK(table({}, 80, true) == styled("Interface  Neighbor  Port  Description  TTL", Style::Bold, true) + "\n");
}
