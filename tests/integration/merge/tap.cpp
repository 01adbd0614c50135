#include "merge/tap.hpp"

#include "harness/tap.hpp"

#include <sstream>

namespace report {

std::string tap(const Records& records)
{
    namespace tap = harness::tap;
    std::ostringstream text;
    text << "1.." << records.cases.size() << '\n';
    std::size_t number = 0;
    for (const auto& each : records.cases) {
        text << (each.failed() ? "not ok " : "ok ") << ++number << " - " << tap::text(each.text("name"));
        if (each.is("skipped"))
            text << " # SKIP " << tap::text(each.text("reason")) << '\n';
        else if (each.is("xfail") || each.is("xpass"))
            text << " # TODO " << tap::text(each.text("reason")) << '\n';
        else
            text << tap::time(each.number("seconds")) << '\n';
        text << tap::comment(each.failures());
        for (const auto& wait : each.record.at("late"))
            text << tap::comment("near its deadline: " + wait.get<std::string>());
        if (const auto repeat = each.text("repeat"); !repeat.empty())
            text << tap::comment("to repeat it alone:\n" + repeat);
    }
    return text.str();
}

} // namespace report
