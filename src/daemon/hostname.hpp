// The host's name, fully qualified where the resolver knows it so, and followed when it changes.
#pragma once

#include "base/fd.hpp"
#include "daemon/event.hpp"
#include "daemon/privsep.hpp"

#include <functional>
#include <string>

namespace lldp::daemon {

class Hostname
{
  public:
    /// `on_change` is called when the name becomes another one outside of refresh().
    Hostname(EventLoop& loop, privsep::Operations& privileged, std::function<void()> on_change);

    /// Asks anew. The resolver may take its time, and gets a moment of ours: when it needs longer the name stays as it
    /// is (or is the kernel's, if that is another one now), and what the resolver says then is a change.
    void refresh();

    /// At most 255 octets; empty when there is none.
    [[nodiscard]] const std::string& name() const { return name_; }

  private:
    void follow();
    void resolve();
    void take_answer();

    EventLoop& loop_;
    privsep::Operations& privileged_;
    std::function<void()> on_change_;
    std::string kernel_name_; ///< gethostname(2)
    std::string name_;
    Fd answer_; ///< of the resolver, to come
    Fd changes_;
    Event answered_;
    Event changed_;
};

} // namespace lldp::daemon
