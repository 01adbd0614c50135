// A Unix-domain datagram socket in a namespace, to which programs there speak: the system's log, a service manager.
#pragma once

#include "harness/fd.hpp"
#include "harness/namespaces.hpp"
#include "harness/wait.hpp"
#include "harness/where.hpp"

#include <string>
#include <vector>

namespace lldptest {

class Datagrams
{
  public:
    /// Binds it to that path, as it is seen inside.
    Datagrams(const harness::Namespace& ns, const std::string& path, harness::Where where = harness::Where::here());
    Datagrams(Datagrams&&) = delete;
    Datagrams& operator=(Datagrams&&) = delete;
    Datagrams(const Datagrams&) = delete;
    Datagrams& operator=(const Datagrams&) = delete;
    ~Datagrams() = default;

    /// Waits for a message with that in it, from the first on, and gives it whole.
    std::string wait(const std::string& part, harness::Where where = harness::Where::here());
    /// How many messages so far have that in them.
    [[nodiscard]] std::size_t count(const std::string& part);

  private:
    void read();

    std::string path_;
    harness::Fd socket_;
    harness::Watch watch_;
    std::vector<std::string> messages_;
};

} // namespace lldptest
