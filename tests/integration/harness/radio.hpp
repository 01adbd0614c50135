// Wireless cards that only pretend, which the kernel's driver mac80211_hwsim makes.
#pragma once

#include "harness/error.hpp"
#include "harness/namespaces.hpp"
#include "harness/where.hpp"

#include <memory>
#include <optional>
#include <string>

namespace harness {

/// A wireless card in a namespace, with one interface, which goes when this object does. The driver is loaded when it
/// is not there yet; where it cannot be the test is skipped.
class Radio
{
  public:
    [[nodiscard]] static Expected<Radio> create(const Namespace& ns);
    explicit Radio(const Namespace& ns, Where where = Where::here());

    Radio(Radio&& other) noexcept;
    Radio& operator=(Radio&&) = delete;
    Radio(const Radio&) = delete;
    Radio& operator=(const Radio&) = delete;
    ~Radio();

    /// Of its interface, as the kernel chose it: "wlan0".
    [[nodiscard]] const std::string& interface() const { return interface_; }

  private:
    Radio() = default;

    std::weak_ptr<const Namespace::State> ns_;
    std::optional<int> number_; ///< Nothing: moved from.
    std::string interface_;
};

} // namespace harness
