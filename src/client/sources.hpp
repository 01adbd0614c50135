// Where commands come from besides the command line: configuration files, and standard input.
#pragma once

#include "client/session.hpp"

#include <istream>
#include <string>

namespace lldp::client {

enum class Missing { Warn, Quiet };

/// A file, or a directory of which each *.conf is read in alphabetical order.
struct Source
{
    std::string path;
    Missing missing = Missing::Warn;

    bool operator==(const Source&) const = default;
};

/// Runs each line. One that fails is complained about with its place and the next line goes on; `exit` ends the file it
/// stands in. Outcome::Broken when standard output is gone, otherwise Done.
Outcome run_source(Session& session, const Source& source);

/// Runs each line of a stream. Failed when one of them did.
Outcome run_stream(Session& session, std::istream& in);

} // namespace lldp::client
