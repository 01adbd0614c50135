#include "lldp/host.hpp"

#include "harness/fd.hpp"
#include "lldp/known_differences.hpp"
#include "lldp/program.hpp"
#include "lldp/sent_frames.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <grp.h>
#include <iterator>
#include <pwd.h>
#include <sys/mount.h>
#include <sys/utsname.h>
#include <system_error>

namespace lldptest {

namespace {

namespace fs = std::filesystem;
using harness::Namespace;

constexpr const char* prepared_mark = "/run/prepared";

bool exists(const Namespace& ns, const std::string& path, Where where)
{
    const auto inside = ns.enter(where);
    std::error_code none;
    return fs::exists(path, none);
}

/// Empty when it cannot be read.
std::string content(const Namespace& ns, const std::string& path, Where where)
{
    const auto inside = ns.enter(where);
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

void make_directories(const Namespace& ns, const std::string& path, Where where)
{
    const auto inside = ns.enter(where);
    std::error_code error;
    fs::create_directories(path, error);
    if (error)
        harness::give_up({error, "make a directory", path, {}}, where);
}

std::string users()
{
    const auto& report = build_report();
    std::string result = "root:x:0:0:root:/root:/bin/sh\n";
    if (!report.user.empty() && report.user != "root")
        result += report.user + ":x:" + std::to_string(daemon_uid()) + ":" + std::to_string(daemon_gid()) +
                  "::/nonexistent:/usr/sbin/nologin\n";
    return result;
}

std::string groups()
{
    const auto& report = build_report();
    std::string result = "root:x:0:\n";
    if (!report.group.empty() && report.group != "root")
        result += report.group + ":x:" + std::to_string(daemon_gid()) + ":\n";
    return result;
}

void prepare_etc(const Namespace& ns, Where where)
{
    // Programs with libraries in unusual places are found through the loader's cache.
    const auto loader_cache = content(ns, "/etc/ld.so.cache", where);
    ns.replace_directory("/etc", 0755, where);
    if (!loader_cache.empty())
        ns.write_file("/etc/ld.so.cache", loader_cache, 0644, where);
    ns.write_file("/etc/passwd", users(), 0644, where);
    ns.write_file("/etc/group", groups(), 0644, where);
    ns.write_file("/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n", 0644, where);
    ns.write_file("/etc/hosts",
                  "127.0.0.1 localhost\n::1 localhost\n127.0.1.1 " + full_name(ns) + " " + ns.name() + "\n", 0644,
                  where);
    ns.write_file("/etc/os-release",
                  "NAME=\"Spectacular GNU/Linux\"\nPRETTY_NAME=\"" + std::string{os_name} +
                      "\"\nVERSION=2016\nID=spectacular\n",
                  0644, where);
}

/// Puts everything of directory `from` into the empty directory `path`, by bind mounts.
void bind_all(const Namespace& ns, const harness::Fd& from, const std::string& path, Where where)
{
    const std::string old = "/proc/self/fd/" + std::to_string(from.get());
    std::error_code error;
    for (fs::directory_iterator entry{old + "/", error}; !error && entry != fs::directory_iterator{};
         entry.increment(error)) {
        const auto target = path + "/" + entry->path().filename().string();
        if (entry->is_symlink(error)) {
            fs::copy_symlink(entry->path(), target, error);
        } else if (entry->is_directory(error)) {
            fs::create_directory(target, error);
            ns.mount(entry->path(), target, "", MS_BIND | MS_REC, {}, where);
        } else {
            const std::ofstream made{target};
            ns.mount(entry->path(), target, "", MS_BIND, {}, where);
        }
    }
    if (error)
        harness::give_up({error, "take over the content of a directory", path, {}}, where);
}

/// Makes a directory that the machine lacks, without the machine noticing: the nearest directory above it that is there
/// becomes the namespace's own, with all that it had before.
void make_own_directory(const Namespace& ns, const std::string& path, Where where)
{
    if (!fs::path{path}.is_absolute()) // There would be nothing above it to begin with.
        harness::fail(lldpd_path() + " names a directory that is no absolute path: \"" + path + "\"", where);
    const auto inside = ns.enter(where);
    std::error_code none;
    if (fs::exists(path, none))
        return ns.replace_directory(path, 0755, where);
    auto above = fs::path{path}.parent_path();
    while (!fs::exists(above, none))
        above = above.parent_path();
    if (fs::canonical(above, none) != "/run" && above != "/") {
        const harness::Fd before{::open(above.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
        if (!before)
            harness::give_up({{errno, std::system_category()}, "open a directory", above, {}}, where);
        ns.replace_directory(above, 0755, where);
        bind_all(ns, before, above, where);
    }
    make_directories(ns, path, where);
}

void prepare_chroot(const Namespace& ns, const std::string& chroot, Where where)
{
    make_own_directory(ns, chroot, where);
    make_directories(ns, chroot + "/proc", where);
    ns.mount("proc", chroot + "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, {}, where);
}

} // namespace

uid_t daemon_uid()
{
    constexpr uid_t otherwise = 120;
    const auto* user = ::getpwnam(build_report().user.c_str());
    return user != nullptr ? user->pw_uid : otherwise;
}

gid_t daemon_gid()
{
    constexpr gid_t otherwise = 121;
    const auto* group = ::getgrnam(build_report().group.c_str());
    return group != nullptr ? group->gr_gid : otherwise;
}

void prepare(const Namespace& ns, Where where)
{
    const bool differs = expect_known_difference(where);
    if (exists(ns, prepared_mark, where))
        return;
    const auto& report = build_report(where);
    if (!differs) // what it sends may be what it differs in
        put_aside_sent_frames(ns);
    prepare_etc(ns, where);
    ns.replace_directory("/run", 0755, where);
    if (report.configuration_dir != "/etc")
        make_own_directory(ns, report.configuration_dir, where);
    ns.write_file(configuration_file(), "# nothing\n", 0644, where);
    if (!report.chroot.empty())
        prepare_chroot(ns, report.chroot, where);
    ns.write_file(prepared_mark, "", 0644, where);
}

std::string configuration_file()
{
    return build_report().configuration_dir + "/lldpd.conf";
}

std::string full_name(const Namespace& ns)
{
    return ns.name() + ".example.com";
}

std::string system_description()
{
    utsname kernel{};
    ::uname(&kernel);
    return std::string{os_name} + " " + kernel.sysname + " " + kernel.release + " " + kernel.version + " " +
           kernel.machine;
}

} // namespace lldptest
