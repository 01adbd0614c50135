#include "harness/frame.hpp"

#include <array>
#include <cstdio>
#include <linux/if_ether.h>

namespace harness {

namespace {

constexpr std::size_t address_length = 6;
constexpr std::size_t tag_length = 4;

std::string mac_at(const Bytes& bytes, std::size_t offset)
{
    if (bytes.size() < offset + address_length)
        return {};
    std::array<char, 18> text{};
    static_cast<void>(std::snprintf(text.data(), text.size(), "%02x:%02x:%02x:%02x:%02x:%02x", bytes[offset],
                                    bytes[offset + 1], bytes[offset + 2], bytes[offset + 3], bytes[offset + 4],
                                    bytes[offset + 5]));
    return text.data();
}

std::uint16_t word_at(const Bytes& bytes, std::size_t offset)
{
    if (bytes.size() < offset + 2)
        return 0;
    return static_cast<std::uint16_t>((bytes[offset] << 8) | bytes[offset + 1]);
}

bool is_tag(std::uint16_t type)
{
    return type == ETH_P_8021Q || type == ETH_P_8021AD || type == ETH_P_QINQ1;
}

std::size_t ethertype_place(const Bytes& bytes)
{
    std::size_t place = 2 * address_length;
    while (is_tag(word_at(bytes, place)))
        place += tag_length;
    return place;
}

} // namespace

std::string Frame::destination() const
{
    return mac_at(bytes, 0);
}

std::string Frame::source() const
{
    return mac_at(bytes, address_length);
}

std::vector<VlanTag> Frame::vlan_tags() const
{
    std::vector<VlanTag> tags;
    for (std::size_t place = 2 * address_length; place + tag_length <= bytes.size() && is_tag(word_at(bytes, place));
         place += tag_length) {
        const unsigned control = word_at(bytes, place + 2);
        tags.push_back({.tpid = word_at(bytes, place),
                        .id = static_cast<std::uint16_t>(control & 0xfffU),
                        .priority = control >> 13,
                        .drop_eligible = (control & 0x1000U) != 0});
    }
    return tags;
}

std::uint16_t Frame::ethertype() const
{
    return word_at(bytes, ethertype_place(bytes));
}

std::span<const std::uint8_t> Frame::payload() const
{
    const auto place = ethertype_place(bytes) + 2;
    return place < bytes.size() ? std::span{bytes}.subspan(place) : std::span<const std::uint8_t>{};
}

std::string Frame::describe() const
{
    std::string text = (direction == Direction::Sent ? "sent " : "received ") + std::to_string(bytes.size() + missing) +
                       " bytes from " + source() + " to " + destination();
    for (const auto& tag : vlan_tags())
        text += ", VLAN " + std::to_string(tag.id);
    std::array<char, 16> type{};
    static_cast<void>(std::snprintf(type.data(), type.size(), ", type 0x%04x", ethertype()));
    return text + type.data();
}

} // namespace harness
