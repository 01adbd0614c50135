#include "daemon.hpp"

#include "lldp/other_process.hpp"

#include <cerrno>
#include <ctime>
#include <fstream>
#include <iostream>
#include <system_error>

namespace bench {

using namespace std::chrono_literals;

namespace {

Process start(const Namespace& ns, Where where)
{
    prepare(ns, where);
    return Process{ns, {lldpd_path(), "-d", "-d", "-u", control_socket, "-L", lldpcli_path()}, {}, where};
}

} // namespace

void tell(std::string_view name, double value)
{
    std::cout << "bench " << name << ' ' << value << std::endl;
}

void tell(std::string_view name, Milliseconds time)
{
    tell(name, time.count());
}

Daemon::Daemon(const Namespace& ns, Where where) : process_{start(ns, where)}, client_{ns} {}

Daemon& Daemon::ready(Capture& capture, const Link& link)
{
    next_lldp_from(capture, link.mac());
    client_.text({"show", "chassis"});
    return *this;
}

std::vector<pid_t> Daemon::processes() const
{
    auto all = same_program_children(process_.pid());
    all.push_back(process_.pid());
    return all;
}

Milliseconds Daemon::used(Where where) const
{
    Milliseconds sum{0};
    for (const auto pid : processes()) {
        clockid_t clock{};
        timespec time{};
        if (::clock_getcpuclockid(pid, &clock) != 0 || ::clock_gettime(clock, &time) != 0)
            fail("the processor time of process " + std::to_string(pid) + " cannot be read", where);
        sum += std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
    }
    return sum;
}

Milliseconds Daemon::processor_time(Where where) const
{
    Milliseconds last{-1};
    poll_until(
        "the daemon to have done its work", 50ms,
        [&] {
            const auto before = last;
            last = used(where);
            return last == before;
        },
        {}, where);
    return last;
}

double Daemon::proportional_set_size(Where where) const
{
    double kib = 0;
    for (const auto pid : processes()) {
        std::ifstream file{"/proc/" + std::to_string(pid) + "/smaps_rollup"};
        std::string word;
        double value = -1;
        while (value < 0 && file >> word)
            if (word == "Pss:")
                file >> value;
        if (value < 0)
            fail("the memory of process " + std::to_string(pid) + " cannot be read", where);
        kib += value;
    }
    return kib / 1024;
}

} // namespace bench
