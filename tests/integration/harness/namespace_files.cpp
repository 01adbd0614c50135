// Files as seen from inside a set of namespaces.
#include "harness/mounts.hpp"
#include "harness/namespaces.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <string>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

namespace harness {

namespace {

Expected<> write_whole(const std::string& path, std::string_view content, mode_t mode)
{
    const Fd file{::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)};
    if (!file || ::fchmod(file.get(), mode) != 0)
        return system_failure("create file", path);
    while (!content.empty()) {
        const auto written = ::write(file.get(), content.data(), content.size());
        if (written < 0)
            return system_failure("write file", path);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

/// A new file that stands nowhere, on a tmpfs that is mounted for a moment only: the descriptor keeps it alive.
Expected<Fd> make_file(std::string_view content, mode_t mode)
{
    const std::string stage = "/tmp";
    if (::mount("harness", stage.c_str(), "tmpfs", 0, "mode=0755") != 0)
        return system_failure("mount a tmpfs over", stage);
    const std::string path = stage + "/file";
    Expected<> done = write_whole(path, content, mode);
    Fd file = copy_mount(AT_FDCWD, path.c_str());
    if (done && !file)
        done = system_failure("make a mount of", path);
    if (::umount2(stage.c_str(), MNT_DETACH) != 0 && done)
        done = system_failure("unmount", stage);
    if (!done)
        return tl::unexpected<Error>{done.error()};
    return file;
}

Expected<> bind_new_file(const std::string& path, std::string_view content, mode_t mode)
{
    const auto file = make_file(content, mode);
    if (!file)
        return tl::unexpected<Error>{file.error()};
    if (!attach_mount(*file, path.c_str()))
        return system_failure("replace file", path);
    return {};
}

Expected<std::string> read_whole(const std::string& path)
{
    const Fd file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (!file)
        return system_failure("open file", path);
    std::string content;
    std::string chunk(std::size_t{64} << 10, '\0');
    for (;;) {
        const auto count = ::read(file.get(), chunk.data(), chunk.size());
        if (count < 0)
            return system_failure("read file", path);
        if (count == 0)
            return content;
        content.append(chunk, 0, static_cast<std::size_t>(count));
    }
}

/// "replace file /etc/passwd in ns-1: …"
Expected<> named(Expected<> result, const Namespace& ns)
{
    if (!result)
        result.error().on += " in " + ns.name();
    return result;
}

/// Only what a namespace has of its own: other settings are the machine's.
std::string sysctl_file(const std::string& path, Where where)
{
    const bool own = path.starts_with("net/") || path == "kernel/hostname" || path == "kernel/domainname";
    if (!own || path.find("..") != std::string::npos)
        fail("sysctl " + path + ": should be one of a namespace's own, like net/ipv4/ip_forward", where);
    return "/proc/sys/" + path;
}

} // namespace

Expected<> Namespace::try_replace_file(const std::string& path, std::string_view content, mode_t mode) const
{
    const auto inside = try_enter();
    if (!inside)
        return tl::unexpected<Error>{inside.error()};
    return named(bind_new_file(path, content, mode), *this);
}

void Namespace::replace_file(const std::string& path, std::string_view content, mode_t mode, Where where) const
{
    require(try_replace_file(path, content, mode), where);
}

void Namespace::replace_directory(const std::string& path, mode_t mode, Where where) const
{
    std::string octal;
    for (int shift = 9; shift >= 0; shift -= 3)
        octal += static_cast<char>('0' + ((mode >> shift) & 7U));
    mount("harness", path, "tmpfs", MS_NOSUID | MS_NODEV, "mode=" + octal, where);
}

void Namespace::write_file(const std::string& path, std::string_view content, mode_t mode, Where where) const
{
    const auto inside = enter(where);
    std::error_code code;
    std::filesystem::create_directories(std::filesystem::path{path}.parent_path(), code);
    if (code)
        give_up(Error{code, "create the directories above", path + " in " + name(), {}}, where);
    require(named(write_whole(path, content, mode), *this), where);
}

std::string Namespace::read_file(const std::string& path, Where where) const
{
    const auto inside = enter(where);
    return require(read_whole(path), where);
}

void Namespace::sysctl(const std::string& path, const std::string& value, Where where) const
{
    const auto file = sysctl_file(path, where);
    const auto inside = enter(where);
    const Fd setting{::open(file.c_str(), O_WRONLY | O_CLOEXEC)};
    if (!setting || ::write(setting.get(), value.data(), value.size()) < 0)
        give_up(system_failure("set sysctl " + path + " to \"" + value + "\"", name()).value(), where);
}

std::string Namespace::sysctl(const std::string& path, Where where) const
{
    auto value = read_file(sysctl_file(path, where), where);
    while (value.ends_with('\n'))
        value.pop_back();
    return value;
}

void Namespace::mount(const std::string& source, const std::string& target, const std::string& type,
                      unsigned long flags, const std::string& data, Where where) const
{
    const auto inside = enter(where);
    if (::mount(source.c_str(), target.c_str(), type.c_str(), flags, data.c_str()) != 0)
        give_up(system_failure("mount " + (type.empty() ? source : type), target + " in " + name()).value(), where);
}

} // namespace harness
