#include "daemon/ethtool.hpp"

#include "daemon/ethtool_request.hpp"
#include "daemon/log.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <linux/ethtool.h>

namespace lldp::daemon {

namespace {

constexpr std::size_t max_words = 127; // the kernel counts the words of a mask in a signed octet
constexpr std::size_t header_words = sizeof(ethtool_link_settings) / sizeof(std::uint32_t);

/// The settings, and behind them the masks of what is supported, advertised, and advertised by the peer.
class Request
{
  public:
    [[nodiscard]] ethtool_link_settings header() const
    {
        ethtool_link_settings header{};
        std::memcpy(&header, words_.data(), sizeof header);
        return header;
    }

    /// Asks with masks of that many words; says whether there was an answer.
    bool ask(int socket, const std::string& interface, std::int8_t mask_words)
    {
        ethtool_link_settings header{};
        header.cmd = ETHTOOL_GLINKSETTINGS;
        header.link_mode_masks_nwords = mask_words;
        std::memcpy(words_.data(), &header, sizeof header);
        return ask_ethtool(socket, interface, words_.data());
    }

    [[nodiscard]] std::vector<std::uint32_t> mask(std::size_t number) const
    {
        const auto size = static_cast<std::size_t>(header().link_mode_masks_nwords);
        const auto* const begin = words_.data() + header_words + number * size;
        return {begin, begin + size};
    }

  private:
    std::array<std::uint32_t, header_words + 3 * max_words> words_{};
};

Duplex duplex_of(const ethtool_link_settings& settings)
{
    if (settings.duplex == DUPLEX_FULL)
        return Duplex::Full;
    return settings.duplex == DUPLEX_HALF ? Duplex::Half : Duplex::Unknown;
}

} // namespace

bool has_mode(const std::vector<std::uint32_t>& modes, unsigned mode)
{
    return mode / 32 < modes.size() && (modes[mode / 32] >> mode % 32 & 1U) != 0;
}

Ethtool::Ethtool() : socket_{ethtool_socket()} {}

LinkSettings Ethtool::link_settings(const std::string& interface) const
{
    Request request;
    // The first answer is how many words a mask of this kernel has, negated.
    bool answered = request.ask(socket_.get(), interface, 0);
    if (answered)
        answered =
            request.ask(socket_.get(), interface, static_cast<std::int8_t>(-request.header().link_mode_masks_nwords));
    const auto header = request.header();
    if (!answered || header.link_mode_masks_nwords <= 0) {
        log::debug("interfaces", "{} does not tell its link settings: {}", interface, std::strerror(errno));
        return {};
    }
    return {.speed = header.speed == static_cast<std::uint32_t>(SPEED_UNKNOWN) ? 0 : header.speed,
            .duplex = duplex_of(header),
            .port = header.port,
            .negotiates = header.autoneg == AUTONEG_ENABLE,
            .supported = request.mask(0),
            .advertised = request.mask(1)};
}

const LinkSettings& KeptLinkSettings::of(const Interface& interface, const Ask& ask)
{
    if (told_ != interface.telling) {
        settings_ = interface.operational() ? ask(interface.name) : LinkSettings{};
        told_ = interface.telling;
    }
    return settings_;
}

} // namespace lldp::daemon
