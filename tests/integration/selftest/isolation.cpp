#include "selftest/child.hpp"
#include "selftest/processes.hpp"

#include "harness/capture.hpp"
#include "harness/links.hpp"
#include "harness/namespaces.hpp"
#include "harness/test.hpp"

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/mount.h>
#include <sys/stat.h>

using namespace harness;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string namespace_of(const std::string& process, const std::string& kind)
{
    std::error_code code;
    return std::filesystem::read_symlink("/proc/" + process + "/ns/" + kind, code).string();
}

void say(const std::string& line)
{
    static_cast<void>(std::puts(line.c_str()));
    static_cast<void>(std::fflush(stdout));
}

/// A machine with ordinary users, in a set of namespaces: its own /etc, the test program in /srv/selftest, and in
/// /srv/bin the programs of the package uidmap.
class Machine
{
  public:
    Machine()
    {
        const std::string loader_cache = ns_(1).read_file("/etc/ld.so.cache");
        ns_(1).replace_directory("/etc");
        ns_(1).write_file("/etc/ld.so.cache", loader_cache);
        ns_(1).write_file("/etc/passwd",
                          "root:x:0:0::/:/bin/sh\nann:x:1000:1000::/:/bin/sh\nbob:x:1001:1001::/:/bin/sh\n"
                          "eve:x:1002:1002::/:/bin/sh\n");
        ns_(1).write_file("/etc/group", "root:x:0:\nann:x:1000:\nbob:x:1001:\neve:x:1002:\n");
        for (const auto* file : {"/etc/subuid", "/etc/subgid"})
            ns_(1).write_file(file, "ann:2000:20000\nann:30000:4000\neve:50000:100\n");
        // Unlike a replaced directory, one where set-user-ID programs are what they are.
        ns_(1).mount("harness", "/srv", "tmpfs", 0, "mode=0755");
        copy(this_program(), "/srv/selftest", 0755);
        copy("/usr/bin/getsubids", "/srv/bin/getsubids", 0755);
        copy("/usr/bin/newuidmap", "/srv/bin/newuidmap", 04755);
        copy("/usr/bin/newgidmap", "/srv/bin/newgidmap", 04755);
    }

    [[nodiscard]] const Namespace& ns() { return ns_(1); }

    void copy(const std::filesystem::path& from, const std::filesystem::path& to, mode_t mode)
    {
        const auto inside = ns_(1).enter();
        if (!std::filesystem::exists(from))
            skip(from.string() + " is not there: install the package uidmap");
        std::filesystem::create_directories(to.parent_path());
        std::filesystem::copy_file(from, to);
        REQUIRE(::chmod(to.c_str(), mode) == 0);
    }

    /// Runs the test program behind the words of a command that changes what it is run as.
    RunResult run_as(std::vector<std::string> words, const std::vector<std::string>& arguments = {})
    {
        words.emplace_back("/srv/selftest");
        words.insert(words.end(), arguments.begin(), arguments.end());
        return run(ns_(1), std::move(words));
    }

  private:
    Namespaces ns_;
};

/// The start of a command that is run as an ordinary user.
std::vector<std::string> user(unsigned id, const std::string& path = "/srv/bin:/usr/sbin:/usr/bin:/sbin:/bin")
{
    const auto number = std::to_string(id);
    return {"setpriv", "--reuid=" + number, "--regid=" + number, "--groups=" + number, "env", "PATH=" + path};
}

/// The same as a root who lacks one capability.
std::vector<std::string> without(const std::string& capability)
{
    return {"setpriv", "--inh-caps=-" + capability, "--bounding-set=-" + capability};
}

/// The lines of a file, with one blank between words.
std::string squeezed(const char* path)
{
    std::ifstream file{path};
    std::string result;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words{line};
        for (std::string word; words >> word;)
            result += word + ' ';
        result.back() = ';';
    }
    return result;
}

void check_refused(const RunResult& refused, const std::string& said)
{
    CAPTURE(refused.out);
    CHECK(refused.status.code == 77);
    CHECK(refused.out.empty());
    CHECK_THAT(refused.err, ContainsSubstring(said));
    CHECK(std::count(refused.err.begin(), refused.err.end(), '\n') == 1);
}

} // namespace

TEST_CASE("child: tells its namespaces", "[.tells-namespaces]")
{
    for (const auto* kind : {"pid", "mnt", "net", "ipc", "uts"})
        say("namespace " + namespace_of("self", kind));
    say("parent " + std::to_string(::getppid()));
}

TEST_CASE("child: mounts and looks around", "[.mounts]")
{
    Namespaces ns;
    ns(1).replace_directory("/media");
    ns(1).write_file("/media/mine", "");
    say(run(ns(1), {"ls", "/media", "/mnt"}).out);
}

TEST_CASE("child: tells its ids", "[.tells-ids]")
{
    say("ids " + std::to_string(::getuid()) + " " + std::to_string(::geteuid()) + " " + std::to_string(::getgid()) +
        " " + std::to_string(::getegid()) + ", groups " + std::to_string(::getgroups(0, nullptr)));
    say("users " + squeezed("/proc/self/uid_map"));
    say("groups " + squeezed("/proc/self/gid_map"));
}

TEST_CASE("child: does what takes privileges", "[.privileged]")
{
    Namespaces ns;
    Links links;
    const auto [here, there] = links.veth(ns(1), ns(2));
    Capture capture{there};
    require(send_frame(here, Bytes(60, 0xff)));
    CHECK(capture.next("a frame", [](const Frame& frame) { return frame.bytes == Bytes(60, 0xff); }).bytes.size() ==
          60);
    CHECK(run(ns(1), {"sh", "-c", "echo 0 999 > /proc/sys/net/ipv4/ping_group_range"}).status.success());
    ns(1).replace_directory("/etc");
    ns(1).write_file("/etc/file", "");
    const auto inside = ns(1).enter();
    CHECK(::chown("/etc/file", 120, 121) == 0);
    // An account, with a group more, that may do nothing but what is its own.
    CHECK(run(ns(1), {"setpriv", "--reuid=120", "--regid=121", "--groups=121,999", "--bounding-set=-all", "chmod",
                      "0600", "/etc/file"})
              .status.success());
    CHECK_FALSE(run(ns(1), {"setpriv", "--reuid=122", "--regid=121", "--clear-groups", "chmod", "0644", "/etc/file"})
                    .status.success());
}

TEST_CASE("child: is killed", "[.is-killed]")
{
    ::raise(SIGKILL);
}

TEST_CASE("the test program has namespaces of its own", "[isolation]")
{
    const auto result = run_child("[.tells-namespaces]");
    REQUIRE(result.status.success());
    CHECK_THAT(result.out, ContainsSubstring("parent 1\n"));
    for (const auto* kind : {"pid", "mnt", "net", "ipc", "uts"}) {
        CHECK_THAT(result.out, ContainsSubstring("namespace " + std::string{kind} + ":["));
        CHECK_THAT(result.out, !ContainsSubstring(namespace_of("self", kind)));
    }
}

TEST_CASE("the test program sees only processes of its own", "[isolation]")
{
    CHECK(::getppid() == 1);
    CHECK(processes() == std::set<pid_t>{1, ::getpid()});
}

TEST_CASE("a test program that dies by a signal makes the runner's status 128 and the signal's number", "[isolation]")
{
    const auto result = run_child("[.is-killed]");
    CHECK(result.status.code == 128 + SIGKILL);
    CHECK_THAT(result.out, !ContainsSubstring("1.."));
}

TEST_CASE("a signal to the runner reaches the test program", "[isolation]")
{
    const auto child = start_child("[.leaves]");
    child.wait_line("started");
    require(child.signal(SIGTERM));
    CHECK(child.wait().code == 128 + SIGTERM);
    CHECK_THAT(child.out(), ContainsSubstring("not ok 1"));
}

TEST_CASE("in a chroot the tests stay there, and what they mount is theirs alone", "[isolation]")
{
    Namespaces ns;
    ns(1).replace_directory("/srv");
    ns(1).write_file("/srv/root/place", "");
    ns(1).mount("/", "/srv/root", "", MS_BIND | MS_REC);
    ns(1).mount("tmpfs", "/srv/root/mnt", "tmpfs");
    ns(1).write_file("/srv/root/mnt/chrooted", "");
    const auto mounts = ns(1).read_file("/proc/self/mountinfo");

    const auto result = run(ns(1), {"chroot", "/srv/root", this_program(), "[.mounts]"});

    CHECK(result.status.success());
    CHECK_THAT(result.out, ContainsSubstring("/media:\nmine\n\n/mnt:\nchrooted\n"));
    CHECK(ns(1).read_file("/proc/self/mountinfo") == mounts);
}

TEST_CASE("an ordinary user is root among the user's own ids", "[isolation]")
{
    Machine machine;
    const auto told = machine.run_as(user(1000), {"[.tells-ids]", "--reporter", "tap-cases"});
    CAPTURE(told.err);
    CHECK(told.status.success());
    CHECK_THAT(told.out, ContainsSubstring("ids 0 0 0 0, groups 0\n"));
    CHECK_THAT(told.out, ContainsSubstring("users 0 1000 1;1 2000 20000;20001 30000 4000;\n"));
    CHECK_THAT(told.out, ContainsSubstring("groups 0 1000 1;1 2000 20000;20001 30000 4000;\n"));
}

TEST_CASE("a root that lacks a capability finds the same ids in a user namespace", "[isolation]")
{
    Machine machine;
    const auto told = machine.run_as(without("sys_admin"), {"[.tells-ids]", "--reporter", "tap-cases"});
    CAPTURE(told.err);
    CHECK(told.status.success());
    CHECK_THAT(told.out, ContainsSubstring("ids 0 0 0 0, groups 0\n"));
    std::istringstream ranges{squeezed("/proc/self/uid_map")};
    for (std::string range; std::getline(ranges, range, ';');) {
        std::istringstream words{range};
        std::string inside;
        std::string outside;
        std::string count;
        words >> inside >> outside >> count;
        auto same = inside;
        same.append(" ").append(inside).append(" ").append(count).append(";");
        CHECK_THAT(told.out, ContainsSubstring(same));
    }
}

TEST_CASE("in a user namespace everything works that takes privileges", "[isolation]")
{
    Machine machine;
    const auto who = GENERATE(values<std::string>({"an ordinary user", "root without CAP_NET_RAW"}));
    const auto done = machine.run_as(who == "an ordinary user" ? user(1000) : without("net_raw"),
                                     {"[.privileged]", "--reporter", "tap-cases"});
    CAPTURE(done.out, done.err);
    CHECK(done.status.success());
    CHECK_THAT(done.out, ContainsSubstring("ok 1 - child: does what takes privileges"));
}

TEST_CASE("where no test can run for an ordinary user, one line says what to set, and the status is 77", "[isolation]")
{
    const auto& [who, path, said] = GENERATE(table<unsigned, std::string, std::string>({
        {1000, "/nowhere", "getsubids is not there: install the package uidmap"},
        {1000, "/srv/lister", "newuidmap is not there: install the package uidmap"},
        {1000, "/srv/powerless", "newuidmap could not map the ids, see that it is set-user-ID root"},
        {1001, "/srv/bin", "bob has no subordinate user ids: add a line like bob:100000:65536 to /etc/subuid"},
        {1002, "/srv/bin", "eve has too few subordinate user ids: add a line like eve:100000:65536 to /etc/subuid"},
        {1003, "/srv/bin", "user 1003 has no name"},
    }));
    Machine machine;
    machine.copy("/usr/bin/getsubids", "/srv/lister/getsubids", 0755);
    machine.copy("/usr/bin/getsubids", "/srv/powerless/getsubids", 0755);
    machine.copy("/usr/bin/newuidmap", "/srv/powerless/newuidmap", 0755);
    check_refused(machine.run_as(user(who, path)), said);

    const auto listed = machine.run_as(user(who, path), {"--list-tests"});
    CHECK(listed.status.success());
    CHECK_THAT(listed.out, ContainsSubstring("nothing that the runner started outlives it"));
}

TEST_CASE("where only one of the two kinds of ids is there, one line says which is not", "[isolation]")
{
    Machine machine;
    machine.ns().write_file("/etc/subgid", "");
    check_refused(machine.run_as(user(1000)), "ann has no subordinate group ids: add a line like ann:100000:65536 to "
                                              "/etc/subgid");
}

TEST_CASE("where nobody may gain privileges, one line says so", "[isolation]")
{
    Machine machine;
    auto command = user(1000);
    command.insert(command.begin() + 1, "--no-new-privs");
    check_refused(machine.run_as(command), "newuidmap gains no privileges here: run outside of what set no_new_privs");
}

TEST_CASE("where user namespaces are forbidden, one line says what to set", "[isolation]")
{
    Machine machine;
    SECTION("by their greatest number")
    {
        // In a user namespace of its own, whose limit is not the machine's.
        std::vector<std::string> command{
            "unshare", "--user", "--map-root-user",
            "sh",      "-c",     "echo 0 > /proc/sys/user/max_user_namespaces; exec \"$@\"",
            "sh"};
        const auto root = without("sys_admin");
        command.insert(command.end(), root.begin(), root.end());
        check_refused(machine.run_as(command), "set sysctl user.max_user_namespaces to more than 0");
    }
    SECTION("by a policy")
    {
        // The kernel refuses in a chroot; the switches are files that say what a kernel with that policy would.
        const auto& [file, value, said] = GENERATE(table<std::string, std::string, std::string>({
            {"unprivileged_userns_clone", "0", "set sysctl kernel.unprivileged_userns_clone=1"},
            {"apparmor_restrict_unprivileged_userns", "1", "set sysctl kernel.apparmor_restrict_unprivileged_userns=0"},
            {"neither", "", "in a container, start it with --privileged; in a chroot, leave it"},
        }));
        machine.ns().replace_directory("/proc/sys/kernel");
        machine.ns().write_file("/proc/sys/kernel/" + file, value);
        machine.ns().write_file("/srv/machine/here", "");
        machine.ns().mount("/", "/srv/machine", "", MS_BIND | MS_REC);
        auto command = user(1000);
        command.insert(command.begin(), {"chroot", "/srv/machine"});
        check_refused(machine.run_as(command), said);
    }
}

TEST_CASE("where parts of /proc are hidden from an ordinary user, one line says so", "[isolation]")
{
    Machine machine;
    machine.ns().replace_directory("/proc/sys/kernel");
    check_refused(machine.run_as(user(1000)), "parts of /proc are hidden");
}

TEST_CASE("where root has too few ids, one line says so", "[isolation]")
{
    Machine machine;
    check_refused(machine.run_as({"unshare", "--user", "--map-root-user"}),
                  "this user namespace has too few user ids (see /proc/self/uid_map)");
}
