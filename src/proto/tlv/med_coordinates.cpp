#include "proto/tlv/med_coordinates.hpp"

#include <algorithm>
#include <array>

namespace lldp {
namespace {

constexpr std::size_t size = 16;

/// A number with sign, in two's complement, whose lowest `fraction` bits are behind the point.
struct FixedPoint
{
    unsigned width;
    unsigned fraction;
};
constexpr FixedPoint angle{34, 25};
constexpr FixedPoint height{30, 8};

/// Takes bits from the front of the octets, the highest first.
class BitReader
{
  public:
    explicit BitReader(ByteView data) : data_{data} {}

    std::uint64_t take(unsigned count)
    {
        std::uint64_t value = 0;
        for (; count > 0; --count, ++position_)
            value = value << 1U | (data_[position_ / 8] >> (7 - position_ % 8) & 1U);
        return value;
    }

  private:
    ByteView data_;
    std::size_t position_ = 0;
};

struct Number
{
    bool negative = false;
    std::string text; ///< without the sign
};

/// How many decimal digits are worth showing behind the point when only the first `resolution` bits are meant.
unsigned digits_of(FixedPoint format, unsigned resolution)
{
    const unsigned whole = format.width - format.fraction;
    resolution = std::min(resolution, format.width);
    // A resolution that does not reach behind the point is taken for that many bits behind it, as scripts know it.
    const unsigned bits = resolution > whole ? resolution - whole : whole;
    return bits * 30103U / 100000U; // log10(2)
}

std::string fraction_text(std::uint64_t fraction, unsigned bits, unsigned digits)
{
    std::string text;
    for (; digits > 0; --digits) {
        fraction *= 10;
        text += static_cast<char>('0' + (fraction >> bits));
        fraction &= (std::uint64_t{1} << bits) - 1U;
    }
    return text.empty() ? "0" : text;
}

Number number(std::uint64_t bits, FixedPoint format, unsigned resolution)
{
    const auto sign = std::uint64_t{1} << (format.width - 1U);
    Number made;
    made.negative = (bits & sign) != 0;
    const auto magnitude = made.negative ? (sign << 1U) - bits : bits;
    const auto fraction = magnitude & ((std::uint64_t{1} << format.fraction) - 1U);
    made.text = std::to_string(magnitude >> format.fraction);
    if (fraction != 0)
        made.text += "." + fraction_text(fraction, format.fraction, digits_of(format, resolution));
    return made;
}

std::string angle_text(BitReader& reader, char positive, char negative)
{
    const auto resolution = static_cast<unsigned>(reader.take(6));
    const auto degrees = number(reader.take(angle.width), angle, resolution);
    return degrees.text + (degrees.negative ? negative : positive);
}

std::string unit_text(std::uint64_t type)
{
    if (type == 1)
        return "m";
    return type == 2 ? "floor" : std::to_string(type);
}

Element altitude(BitReader& reader)
{
    const auto type = reader.take(4);
    const auto resolution = static_cast<unsigned>(reader.take(6));
    const auto value = number(reader.take(height.width), height, resolution);
    auto made = element("altitude", "Altitude", (value.negative ? "-" : "") + value.text);
    made.attributes = {{"unit", "", unit_text(type)}};
    return made;
}

constexpr std::array<std::string_view, 4> datums{"unknown", "WGS84", "NAD83", "NAD83/MLLW"};

} // namespace

std::optional<Shown> show_coordinates(ByteView data)
{
    if (data.size() != size)
        return std::nullopt;
    BitReader reader{data};
    std::vector<Element> children;
    children.push_back(element("lat", "Latitude", angle_text(reader, 'N', 'S')));
    children.push_back(element("lon", "Longitude", angle_text(reader, 'E', 'W')));
    children.push_back(altitude(reader));
    const std::string geoid{word(datums, reader.take(8))};
    return Shown{"", {{"type", "Type", "Coordinates"}, {"geoid", "Geoid", geoid}}, std::move(children)};
}

} // namespace lldp
