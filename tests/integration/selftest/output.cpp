#include "harness/output.hpp"

#include "harness/test.hpp"

using namespace harness;

namespace {

std::vector<std::string> lines(const Output& output)
{
    std::vector<std::string> result;
    for (const auto& line : output.lines())
        result.push_back(std::string{name_of(line.stream)} + ' ' + line.text + (line.complete ? "" : "~"));
    return result;
}

} // namespace

TEST_CASE("output is kept in lines, however it comes in", "[output]")
{
    Output output;
    output.add(Stream::Out, "one\ntw");
    output.add(Stream::Err, "warn");
    output.add(Stream::Out, "o\n\nthree");
    output.add(Stream::Err, "ing\n");
    CHECK(lines(output) == std::vector<std::string>{"out one", "out two", "out ", "err warning", "out three~"});
    CHECK(output.text(Stream::Out) == "one\ntwo\n\nthree");
    CHECK(output.text(Stream::Err) == "warning\n");
    CHECK(output.last_line() == "three");
}

TEST_CASE("what a program is given is kept in the order of time too, and is nothing that it wrote", "[output]")
{
    Output output;
    output.add(Stream::Out, "name?\n");
    output.add(Stream::In, "lldp\nmo");
    output.add(Stream::Out, "hello lldp\n");
    output.add(Stream::In, "re");
    CHECK(lines(output) == std::vector<std::string>{"out name?", "in lldp", "out hello lldp", "in more~"});
    CHECK(output.text(Stream::In) == "lldp\nmore");
    CHECK(output.text(Stream::Out) == "name?\nhello lldp\n");
    CHECK(output.bytes() == 17);
    CHECK(output.last_line() == "hello lldp");
    CHECK(output.find(0, true, [](const Line& line) { return line.text.find("lldp") != std::string::npos; })->text ==
          "hello lldp");
}

TEST_CASE("too much output keeps its start and its end, and says what it left out between", "[output]")
{
    Output output{100};
    for (int i = 1000; i < 2000; ++i)
        output.add(Stream::Out, "line " + std::to_string(i) + '\n');
    const auto kept = lines(output);
    CHECK(kept.size() == 20);
    CHECK(kept.front() == "out line 1000");
    CHECK(kept.at(9) == "out line 1009");
    CHECK(kept.at(10) == "out line 1990");
    CHECK(kept.back() == "out line 1999");
    CHECK(output.bytes() == 10'000);
    CHECK(output.left_out().lines == 980);
    CHECK(output.left_out().bytes == 9800);
    CHECK_THAT(output.text(Stream::Out), Catch::Matchers::ContainsSubstring(
                                             "line 1009\n[... 980 lines, 9800 bytes left out here ...]\nline 1990"));
}

TEST_CASE("output without any newline stays bounded too", "[output]")
{
    Output output{std::size_t{128} << 10};
    for (int i = 0; i < 1000; ++i)
        output.add(Stream::Out, std::string(10'000, 'x'));
    CHECK(output.bytes() == 10'000'000);
    const auto kept = output.text(Stream::Out).size() - output.left_out().mark().size() - 1;
    CHECK(kept < std::size_t{512} << 10);
    CHECK(kept + output.left_out().bytes == output.bytes());
}

TEST_CASE("a line is found once it is complete, or nothing more can come", "[output]")
{
    Output output;
    output.add(Stream::Out, "ready now");
    const auto ready = [](const Line& line) { return line.text.find("ready") == 0; };
    CHECK_FALSE(output.find(0, false, ready));
    CHECK(output.find(0, true, ready));
    output.add(Stream::Out, "\nready again\n");
    CHECK(output.find(0, false, ready)->text == "ready now");
    CHECK(output.find(1, false, ready)->text == "ready again");
    CHECK_FALSE(output.find(2, false, ready));
}

TEST_CASE("what is left out of one stream leaves the other one whole", "[output]")
{
    Output output{100};
    output.add(Stream::Out, "first\n");
    for (int number = 1000; number < 2000; ++number)
        output.add(Stream::Err, "line " + std::to_string(number) + '\n');
    output.add(Stream::Out, "last\n");
    CHECK(output.text(Stream::Out) == "first\nlast\n");
    CHECK(output.left_out().lines > 900);
}
