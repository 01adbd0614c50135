#include "proto/text.hpp"
#include "wire.hpp"

#include <catch2/catch_test_macros.hpp>
#include <string>

using namespace std::string_literals;
using lldp::printable;
using lldp::printable_lines;

namespace {

struct Row
{
    std::string what;
    std::string given;
    std::string shown;
};

const std::string bad = "\xEF\xBF\xBD";

std::vector<Row> rows()
{
    return {
        {"nothing", "", ""},
        {"ASCII", "switch-1 ~", "switch-1 ~"},
        {"two octets", "\xc2\xa0 \xc3\xa9 \xdf\xbf", "\xc2\xa0 \xc3\xa9 \xdf\xbf"},
        {"three octets", "\xe0\xa0\x80 \xe2\x82\xac \xed\x9f\xbf \xee\x80\x80",
         "\xe0\xa0\x80 \xe2\x82\xac \xed\x9f\xbf \xee\x80\x80"},
        {"four octets", "\xf0\x90\x80\x80 \xf0\x9f\x98\x80 \xf4\x8f\xbf\xbd",
         "\xf0\x90\x80\x80 \xf0\x9f\x98\x80 \xf4\x8f\xbf\xbd"},
        {"the replacement itself", bad, bad},
        {"a byte order mark", "\xef\xbb\xbf", "\xef\xbb\xbf"},
        {"control characters", "a\x01\tb\x1f\x7f", "a  b  "},
        {"an escape sequence", "\x1b[31mred", " [31mred"},
        {"control characters of two octets", "\xc2\x80\xc2\x9b\xc2\x9f", "   "},
        {"a NUL within", "ab\0cd"s, "ab cd"},
        {"NULs at the end", "ab\0\0"s, "ab"},
        {"only NULs", "\0\0"s, ""},
        {"line breaks", "a\nb\r\nc\rd", "a b c d"},
        {"Latin-1", "caf\xe9 x", "caf" + bad + " x"},
        {"a stray continuation", "a\x80\xbf", "a" + bad + bad},
        {"octets that UTF-8 never has", "\xc0\xc1\xf5\xff", bad + bad + bad + bad},
        {"overlong, two octets", "\xc0\xaf", bad + bad},
        {"overlong, three octets", "\xe0\x80\xaf", bad + bad + bad},
        {"overlong, four octets", "\xf0\x80\x80\xaf", bad + bad + bad + bad},
        {"a surrogate", "\xed\xa0\x80", bad + bad + bad},
        {"beyond the last character", "\xf4\x90\x80\x80", bad + bad + bad + bad},
        {"no characters", "\xef\xbf\xbe\xef\xbf\xbf\xf0\x9f\xbf\xbe", bad + bad + bad},
        {"cut after one of two", "a\xc3", "a" + bad},
        {"cut after two of three", "a\xe2\x82", "a" + bad},
        {"cut after three of four", "a\xf0\x9f\x98", "a" + bad},
        {"broken off by another character", "\xe2\x82x\xf0\x9f\xc3\xa9", bad + "x" + bad + "\xc3\xa9"},
    };
}

} // namespace

TEST_CASE("text from a peer is shown as valid UTF-8 without control characters", "[text]")
{
    for (const auto& row : rows()) {
        INFO(row.what);
        CHECK(printable(row.given) == row.shown);
        CHECK(printable(wire::text(row.given)) == row.shown);
        CHECK(printable(row.shown) == row.shown);
    }
}

TEST_CASE("text that may have several lines keeps its line breaks and no other control character", "[text]")
{
    CHECK(printable_lines("a\nb\r\nc\rd\te") == "a\nb\nc d e");
    CHECK(printable_lines("\r\r\n\n") == " \n\n");
    CHECK(printable_lines("a\n\0"s) == "a\n");
}

TEST_CASE("octets are text only when nothing had to be replaced", "[text]")
{
    CHECK(lldp::exactly_printable(wire::text("eth0")) == "eth0");
    CHECK(lldp::exactly_printable(wire::text("eth0\0"s)) == "eth0");
    CHECK_FALSE(lldp::exactly_printable(wire::text("eth\n0")));
    CHECK_FALSE(lldp::exactly_printable(wire::text("\xff")));
    CHECK_FALSE(lldp::exactly_printable(wire::text("\0"s)));
    CHECK_FALSE(lldp::exactly_printable({}));
}

TEST_CASE("octets are shown as two hexadecimal digits each", "[text]")
{
    CHECK(lldp::hex(lldp::Bytes{0x00, 0x0a, 0xff}, ' ') == "00 0a ff");
    CHECK(lldp::hex(lldp::Bytes{0xab}, ':') == "ab");
    CHECK(lldp::hex({}, ':').empty());
}
