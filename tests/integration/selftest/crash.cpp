// What is kept of a program that crashes: its core, and what sanitizers said.
#include "harness/core_dump.hpp"

#include "selftest/child.hpp"
#include "selftest/report_directory.hpp"

#include "harness/namespaces.hpp"
#include "harness/test.hpp"

#include <csignal>
#include <fstream>
#include <sys/resource.h>

using namespace harness;
using Catch::Matchers::ContainsSubstring;

namespace {

/// In a directory of its own.
ExitStatus crash(const Namespace& ns, const std::string& how)
{
    ns.replace_directory("/srv");
    return run(ns, {"sh", "-c", how}, {.directory = "/srv"}).status;
}

const std::string pattern = [] {
    std::string text;
    std::getline(std::ifstream{"/proc/sys/kernel/core_pattern"}, text);
    return text;
}();

/// The report of a test in which a program crashed.
std::string report_of(const std::string& tests, const std::string& directory)
{
    const auto result = run_child(tests, {}, {{"LLDPD_TEST_REPORT", directory}});
    CHECK(result.status.code == 42);
    return result.err;
}

void needs_cores_in_directories()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_CORE, &limit);
    if (pattern.find_first_of("|/") != std::string::npos || limit.rlim_max == 0)
        skip("cores do not lie where programs crash here: /proc/sys/kernel/core_pattern is " + pattern);
}

} // namespace

TEST_CASE("child: a program crashes", "[.crashes]")
{
    Namespaces ns;
    CHECK_FALSE(crash(ns(1), "kill -SEGV $$").signal);
    CHECK(run(ns(1), {"ls", "/srv"}).out.empty()); // Nothing stays where it crashed.
    CHECK_FALSE(crash(ns(1), "kill -TERM $$").signal);
}

TEST_CASE("child: a program that may not dump core crashes", "[.crashes-without-core]")
{
    Namespaces ns;
    CHECK_FALSE(crash(ns(1), "ulimit -c 0; kill -SEGV $$").signal);
}

TEST_CASE("child: a program writes what a sanitizer would", "[.writes-sanitizer-report]")
{
    Namespaces ns;
    CHECK(run(ns(1), {"sh", "-c", "echo first >&2; echo '==7==ERROR: AddressSanitizer: x' >&2; echo ' #0 main' >&2"})
              .err.empty());
}

TEST_CASE("the core of a program that crashes is kept, and the report says where", "[crash]")
{
    needs_cores_in_directories();
    const ReportDirectory reports;
    const auto report = report_of("[.crashes]", ReportDirectory::path);
    CAPTURE(report);
    const auto cores = ReportDirectory::files("cores");
    REQUIRE(cores.size() == 1);
    CHECK_THAT(cores.front(), ContainsSubstring("/child-a-program-crashes-") && ContainsSubstring(".sh-"));
    CHECK_THAT(report, ContainsSubstring("killed by signal 11 (Segmentation fault), 0 bytes of output\n#     core: " +
                                         cores.front() + "\n"));
    CHECK(std::filesystem::file_size(cores.front()) > 4096);
    CHECK_THAT(report, ContainsSubstring("killed by signal 15 (Terminated), 0 bytes of output\n# seconds"));
}

TEST_CASE("where there is no core, the report says why", "[crash]")
{
    needs_cores_in_directories();
    const ReportDirectory reports;
    CHECK_THAT(report_of("[.crashes-without-core]", ReportDirectory::path), ContainsSubstring("#     no core: "));
    CHECK_THAT(report_of("[.crashes]", ""),
               ContainsSubstring("#     no core: LLDPD_TEST_REPORT names no directory to keep it in\n"));
    CHECK(ReportDirectory::files("cores").empty());
}

TEST_CASE("where the kernel gives cores to a program of the machine, the report says to which", "[crash]")
{
    // What a machine has that does so.
    Namespaces ns;
    ns(1).replace_directory("/srv");
    ns(1).write_file("/srv/core_pattern", "|/usr/lib/systemd/systemd-coredump %P %u\n");
    ns(1).mount("/srv/core_pattern", "/proc/sys/kernel/core_pattern", "", MS_BIND);
    const auto inside = ns(1).enter();
    CHECK(find_core({}, "sh", 7, SIGSEGV, true) ==
          "core: given to the machine's own program, as /proc/sys/kernel/core_pattern says: "
          "|/usr/lib/systemd/systemd-coredump %P %u (see coredumpctl)");
    CHECK(find_core({}, "sh", 7, SIGTERM, false).empty());
    ns(1).write_file("/srv/core_pattern", "/var/crash/%e.%p\n");
    CHECK(find_core({}, "sh", 7, SIGSEGV, true) == "core: where /proc/sys/kernel/core_pattern says: /var/crash/%e.%p");
}

TEST_CASE("what a sanitizer reported is kept in a file of its own", "[crash]")
{
    const ReportDirectory reports;
    const auto report = report_of("[.writes-sanitizer-report]", ReportDirectory::path);
    CAPTURE(report);
    const auto files = ReportDirectory::files("sanitizers");
    REQUIRE(files.size() == 1);
    CHECK_THAT(report, ContainsSubstring("# sanitizer:\n# ==7==ERROR: AddressSanitizer: x\n# all that it wrote: " +
                                         files.front() + "\n"));
    std::ifstream file{files.front()};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    CHECK(text == "sh -c echo first >&2; echo '==7==ERROR: AddressSanitizer: x' >&2; echo ' #0 main' >&2\n"
                  "first\n==7==ERROR: AddressSanitizer: x\n #0 main\n");
}
