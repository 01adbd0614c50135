#include "config.h"

#include "daemon/daemon.hpp"

#include "base/build_info.hpp"
#include "base/fd.hpp"
#include "base/paths.hpp"
#include "daemon/background.hpp"
#include "daemon/configuration_client.hpp"
#include "daemon/control_socket.hpp"
#include "daemon/log.hpp"
#include "daemon/monitor.hpp"
#include "daemon/operating_system.hpp"
#include "daemon/options.hpp"
#include "daemon/service_manager.hpp"
#include "daemon/signals.hpp"
#include "daemon/worker.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fmt/core.h>
#include <functional>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef ENABLE_LLDPMED
#include "daemon/med.hpp"
#endif
#ifdef USE_SECCOMP
#include "daemon/seccomp.hpp"
#endif

namespace lldp::daemon {

namespace {

/// Says what went wrong, and how the process ends for it.
int give_up(const Error& error)
{
    log::critical("main", "{}", error.message());
    return EXIT_FAILURE;
}

/// The command line is the first to configure.
Settings settings_from(const Options& options)
{
    Settings settings;
    const auto set = [&](control::SettingId id, const auto& value) {
        settings.change({.setting = id, .fields = {{0, control::Value{value}}}});
    };
    const auto set_text = [&](control::SettingId id, const std::optional<std::string>& text) {
        if (text)
            set(id, *text);
    };
    const auto set_flag = [&](control::SettingId id, bool flag) { set(id, flag ? 1U : 0U); };
    using Id = control::SettingId;
    set_flag(Id::ReceiveOnly, options.receive_only);
    set_flag(Id::AdvertiseVersion, !options.hide_kernel);
    set_flag(Id::NoInventory, options.hide_inventory || options.med_class == 0);
    set_text(Id::Description, options.description);
    set_text(Id::Platform, options.platform);
    set_text(Id::ManagementPattern, options.management);
    set_text(Id::InterfacePattern, options.interfaces);
    set_text(Id::ChassisPattern, options.chassis);
    return settings;
}

/// Blocks (or unblocks) the signals that the daemon handles. They wait while it starts, until there is a handler in
/// each process; and when it ends, whoever asks for that again does not interrupt it.
void change_signal_mask(int how)
{
    sigset_t handled;
    sigemptyset(&handled);
    for (const auto signal : stopping_signals)
        sigaddset(&handled, signal);
    for (const auto signal : other_signals)
        sigaddset(&handled, signal);
    sigprocmask(how, &handled, nullptr);
}

/// What the processes of the daemon start with.
struct Start
{
    const Options& options;
    ServiceManager manager = ServiceManager::of_environment();
    std::optional<Identity> identity{};
    OperatingSystem system{};
    Fd control_socket{};
    ConfigurationClient client{options}; ///< LLDP is paused until it has read what there is to be read
    std::optional<Background> background{};
};

/// The daemon runs: tells whoever waits for that.
void say_ready(Start& start)
{
    start.manager.say_ready();
    if (start.background)
        start.background->release();
}

void leave_terminal(Start& start)
{
    if (!start.background)
        return;
    start.background->detach();
    log::leave_stderr();
}

/// `ready` is called when nothing can keep the worker from its work any more.
int run_worker(Start& start, privsep::Operations& privileged, std::optional<int> monitor,
               const std::function<void()>& ready)
{
    EventLoop loop;
    auto netlink = Netlink::open();
    if (!netlink)
        return give_up(netlink.error());
    Worker worker{loop,
                  settings_from(start.options),
                  start.options.med_class,
                  smart_mode(start.options.smart_mode),
                  std::move(start.system),
                  privileged,
                  std::move(*netlink),
                  std::move(start.control_socket),
                  start.client.is_needed()};

    std::vector<Event> events;
    events.reserve(stopping_signals.size() + other_signals.size() + 2);
    for (const auto signal : stopping_signals)
        events.push_back(loop.on_signal(signal, [&] { loop.stop(); }));
    events.push_back(loop.on_signal(SIGUSR1, [] { log::info("main", "signal {} changes nothing", SIGUSR1); }));
    if (monitor)
        events.push_back(loop.on_readable(*monitor, [&] {
            log::warn("privsep", "the monitor process has ended, exiting");
            loop.stop();
        }));
    // The client that reads the configuration is the monitor's, where there is one.
    events.push_back(loop.on_signal(SIGHUP, [&] {
        if (!monitor)
            start.client.start_again();
    }));
    events.push_back(loop.on_signal(SIGCHLD, [&] {
        int status = 0;
        for (pid_t pid = 0; (pid = ::waitpid(-1, &status, WNOHANG)) > 0;) {
            start.client.reap(pid, status);
            privileged.reap(pid);
        }
    }));
    // It is the worker that may hang: the monitor waits for it.
    const auto watchdog_interval = start.manager.watchdog_interval();
    Event watchdog = loop.timer([&] {
        start.manager.say_alive();
        watchdog.schedule(*watchdog_interval);
    });
    if (watchdog_interval)
        watchdog.schedule(*watchdog_interval);
    log::info("main", "lldpd {} started", version());
#ifdef USE_SECCOMP
    if (auto done = restrict_system_calls(monitor ? Role::Worker : Role::Both); !done)
        return give_up(done.error());
#endif
    ready();
    change_signal_mask(SIG_UNBLOCK);
    loop.run();
    change_signal_mask(SIG_BLOCK);
    worker.shut_down();
    return EXIT_SUCCESS;
}

/// Ends this process in the way in which the worker ended.
int end_like(int status)
{
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    const auto signal = WTERMSIG(status);
    log::warn("main", "the worker was killed by signal {}", signal);
    ::signal(signal, SIG_DFL);
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_UNBLOCK, &all, nullptr);
    ::raise(signal);
    return EXIT_FAILURE;
}

#ifdef ENABLE_PRIVSEP
/// Waits until the worker speaks, which it does when it has become the user that we are about to become: from then on
/// we may send it signals. False: it has ended instead.
bool wait_for_worker(int channel)
{
    pollfd spoken{.fd = channel, .events = POLLIN, .revents = 0};
    while (::poll(&spoken, 1, -1) < 0 && errno == EINTR) {
    }
    return (spoken.revents & POLLHUP) == 0;
}

Expected<int> run_monitor(Start& start, Fd channel, pid_t worker)
{
    const bool running = wait_for_worker(channel.get());
    // When this fails the worker ends by itself, for the channel closes.
    if (auto done = keep_few_capabilities(*start.identity); !done)
        return tl::unexpected{done.error()};
    EventLoop loop;
    Monitor monitor{loop, std::move(channel), worker, start.client};
#ifdef USE_SECCOMP
    if (auto done = restrict_system_calls(Role::Monitor); !done)
        return tl::unexpected{done.error()};
#endif
    if (running) {
        say_ready(start);
        leave_terminal(start);
    }
    change_signal_mask(SIG_UNBLOCK);
    const auto status = monitor.run();
    change_signal_mask(SIG_BLOCK);
    return status;
}

int run_confined(Start& start, Fd channel)
{
    if (start.background)
        start.background->leave_to_others();
    if (auto done = confine(*start.identity, std::string{paths::privsep_chroot}); !done)
        return give_up(done.error());
    privsep::Client monitor{std::move(channel)};
    return run_worker(start, monitor, monitor.descriptor(), [&] { leave_terminal(start); });
}
#endif

/// What has to go when the daemon goes.
class Leftovers
{
  public:
    Leftovers() = default;
    ~Leftovers()
    {
        for (const auto& path : paths_)
            if (::unlink(path.c_str()) < 0 && errno != ENOENT)
                log::warn("main", "{} stays behind: {}", path, std::strerror(errno));
    }
    Leftovers(const Leftovers&) = delete;
    Leftovers& operator=(const Leftovers&) = delete;
    Leftovers(Leftovers&&) = delete;
    Leftovers& operator=(Leftovers&&) = delete;

    void add(std::string path) { paths_.push_back(std::move(path)); }
    /// Another process sees to them.
    void keep() { paths_.clear(); }

  private:
    std::vector<std::string> paths_;
};

/// The processes of the daemon, until it is over; gives how it ended (waitpid(2)).
Expected<int> run_processes(Start& start, [[maybe_unused]] Leftovers& leftovers)
{
#ifdef ENABLE_PRIVSEP
    auto channel = privsep::make_channel();
    if (!channel)
        return tl::unexpected{channel.error()};
    const auto worker = ::fork();
    if (worker < 0)
        return system_failure("start the worker");
    if (worker == 0) {
        leftovers.keep(); // they are the monitor's
        channel->first.reset();
        return W_EXITCODE(run_confined(start, std::move(channel->second)), 0);
    }
    channel->second.reset();
    start.control_socket.reset();
    start.client.start();
    return run_monitor(start, std::move(channel->first), worker);
#else
    start.client.start();
    privsep::Privileged privileged;
    const auto ready = [&] {
        say_ready(start);
        leave_terminal(start);
    };
    return W_EXITCODE(run_worker(start, privileged, {}, ready), 0);
#endif
}

bool goes_to_background(const Options& options)
{
    return options.verbosity == 0 && !ServiceManager::is_there();
}

Expected<int> run(const Options& options)
{
    Start start{.options = options};
#ifdef ENABLE_PRIVSEP
    const auto found = find_identity(paths::privsep_user, paths::privsep_group);
    if (!found)
        return tl::unexpected{found.error()};
    start.identity = *found;
    if (auto done = require_capabilities(); !done)
        return tl::unexpected{done.error()};
    if (auto done = prepare_root_directory(std::string{paths::privsep_chroot}); !done)
        return tl::unexpected{done.error()};
#endif
    change_signal_mask(SIG_BLOCK);
    auto control_socket = listen_on_control_socket(options.control_socket, start.identity);
    if (!control_socket)
        return tl::unexpected{control_socket.error()};
    start.control_socket = std::move(*control_socket);
    Leftovers leftovers;
    leftovers.add(options.control_socket);
    if (goes_to_background(options)) {
        auto entered = Background::enter();
        if (!entered)
            return tl::unexpected{entered.error()};
        start.background = std::move(*entered);
        if (auto done = write_pid_file(options.pid_file); !done)
            return tl::unexpected{done.error()};
        leftovers.add(options.pid_file);
    }
    start.system = read_operating_system();
#ifdef ENABLE_LLDPMED
    // Now, for the worker has no machine around it.
    if (options.med_class != 0 && !options.hide_inventory)
        start.system.inventory = read_inventory();
#endif
    return run_processes(start, leftovers);
}

} // namespace

int run_daemon(int argc, char* const* argv)
try {
    occupy_standard_descriptors();
    allow_many_descriptors();
    const auto parsed = parse_options(argc, argv);
    if (const auto* misuse = std::get_if<Misuse>(&parsed)) {
        fmt::print(stderr, "lldpd: {}\n{}", misuse->reason, usage_text());
        return EXIT_FAILURE;
    }
    if (const auto* information = std::get_if<Information>(&parsed)) {
        const bool usage = *information == Information::Usage;
        fmt::print(stdout, "{}",
                   usage                                  ? usage_text()
                   : *information == Information::Version ? version_text()
                                                          : build_report_daemon());
        return usage || std::fflush(stdout) != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
    }
    const auto& options = std::get<Options>(parsed);
    auto logging = log::settings_for(options.verbosity, options.debug_tokens);
    // Until the daemon is in the background, who started it is told what goes wrong.
    logging.to_stderr = logging.to_stderr || goes_to_background(options);
    log::start(logging);
    ::signal(SIGPIPE, SIG_IGN);
    const auto status = run(options);
    return status ? end_like(*status) : give_up(status.error());
} catch (const std::exception& exception) {
    log::critical("main", "{}", exception.what());
    return EXIT_FAILURE;
}

} // namespace lldp::daemon
