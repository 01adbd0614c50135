#include "base/bytes.hpp"

namespace lldp {

template <typename Integer>
Integer Reader::integer()
{
    Integer value = 0;
    for (const auto octet : take(sizeof(Integer)))
        value = static_cast<Integer>(value << 8U | octet);
    return value;
}

std::uint8_t Reader::u8()
{
    const auto octets = take(1);
    return octets.empty() ? std::uint8_t{0} : octets.front();
}

std::uint16_t Reader::u16()
{
    return integer<std::uint16_t>();
}

std::uint32_t Reader::u24()
{
    std::uint32_t value = 0;
    for (const auto octet : take(3))
        value = value << 8U | octet;
    return value;
}

std::uint32_t Reader::u32()
{
    return integer<std::uint32_t>();
}

std::uint64_t Reader::u64()
{
    return integer<std::uint64_t>();
}

ByteView Reader::take(std::size_t size)
{
    if (size > remaining()) {
        ok_ = false;
        position_ = data_.size();
        return {};
    }
    const auto taken = data_.subspan(position_, size);
    position_ += size;
    return taken;
}

void Writer::u16(std::uint16_t value)
{
    u8(static_cast<std::uint8_t>(value >> 8U));
    u8(static_cast<std::uint8_t>(value));
}

void Writer::u24(std::uint32_t value)
{
    u8(static_cast<std::uint8_t>(value >> 16U));
    u16(static_cast<std::uint16_t>(value));
}

void Writer::u32(std::uint32_t value)
{
    u16(static_cast<std::uint16_t>(value >> 16U));
    u16(static_cast<std::uint16_t>(value));
}

void Writer::u64(std::uint64_t value)
{
    u32(static_cast<std::uint32_t>(value >> 32U));
    u32(static_cast<std::uint32_t>(value));
}

} // namespace lldp
