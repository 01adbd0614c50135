#include "lldp/late_client.hpp"

#include "harness/process.hpp"
#include "harness/test.hpp"
#include "lldp/host.hpp"
#include "lldp/program.hpp"

#include <cerrno>
#include <sys/stat.h>

namespace lldptest {

namespace {

constexpr const char* gate = "/run/late-client.gate";

} // namespace

LateClient::LateClient(const harness::Namespace& ns, harness::Where where) : ns_{&ns}
{
    prepare(ns);
    const auto script = std::string{"#!/bin/sh\nread -r go <"} + gate + "\nexec '" + lldpcli_path() + "' \"$@\"\n";
    ns.write_file(path(), script, 0755);
    const auto inside = ns.enter();
    // The daemon's user runs the client, too.
    if (::mkfifo(gate, 0666) != 0 || ::chmod(gate, 0666) != 0)
        harness::give_up({{errno, std::system_category()}, "make a named pipe", gate, {}}, where);
}

void LateClient::let_go(harness::Where where) const
{
    const harness::Process opener{*ns_, {"/bin/sh", "-c", std::string{"echo go >"} + gate}};
    if (!opener.wait().success())
        harness::give_up({{EPIPE, std::system_category()}, "let the client go on", gate, {}}, where);
}

} // namespace lldptest
