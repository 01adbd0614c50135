#include "proto/tlv/med_coordinates.hpp"

#include <algorithm>
#include <array>
#include <utility>

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

/// Puts bits behind each other, the highest first.
class BitWriter
{
  public:
    void put(std::uint64_t value, unsigned count)
    {
        for (; count > 0; --count, ++position_)
            if ((value >> (count - 1) & 1U) != 0)
                data_.at(position_ / 8) |= static_cast<std::uint8_t>(0x80U >> position_ % 8);
    }
    [[nodiscard]] Bytes take() { return std::move(data_); }

  private:
    Bytes data_ = Bytes(size);
    std::size_t position_ = 0;
};

/// A number as people write it, without its sign.
struct Decimal
{
    std::uint64_t whole = 0;
    std::uint64_t fraction = 0; ///< the digits behind the point
    unsigned digits = 0;        ///< so many of them
};

constexpr std::size_t max_digits = 9;

constexpr std::uint64_t power_of_ten(unsigned exponent)
{
    std::uint64_t power = 1;
    for (; exponent > 0; --exponent)
        power *= 10;
    return power;
}

std::optional<std::uint64_t> parse_digits(std::string_view text)
{
    if (text.empty() || text.size() > max_digits)
        return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9')
            return std::nullopt;
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value;
}

std::optional<Decimal> parse_decimal(std::string_view text)
{
    const auto point = text.find('.');
    const auto whole = parse_digits(text.substr(0, point));
    if (!whole)
        return std::nullopt;
    if (point == std::string_view::npos)
        return Decimal{*whole};
    const auto behind = text.substr(point + 1);
    const auto fraction = parse_digits(behind);
    if (!fraction)
        return std::nullopt;
    return Decimal{*whole, *fraction, static_cast<unsigned>(behind.size())};
}

/// A value of a fixed-point format, and what is known of it.
struct Encoded
{
    std::uint64_t bits = 0;
    unsigned resolution = 0;
};

/// So many bits from the front on that all digits come back, see digits_of().
unsigned resolution_of(FixedPoint format, unsigned digits)
{
    const unsigned bits = (digits * 100000U + 30102U) / 30103U; // log2(10)
    return std::min(format.width - format.fraction + bits, format.width);
}

Encoded encode(const Decimal& decimal, bool negative, FixedPoint format)
{
    const auto unit = power_of_ten(decimal.digits);
    const auto fraction = (decimal.fraction << format.fraction) / unit;
    const auto magnitude = (decimal.whole << format.fraction) + fraction;
    const auto modulus = std::uint64_t{1} << format.width;
    return {negative ? (modulus - magnitude) % modulus : magnitude, resolution_of(format, decimal.digits)};
}

std::optional<Encoded> parse_angle(std::string_view text, char positive, char negative, std::uint64_t max)
{
    if (text.empty() || (text.back() != positive && text.back() != negative))
        return std::nullopt;
    const auto decimal = parse_decimal(text.substr(0, text.size() - 1));
    if (!decimal || decimal->whole > max || (decimal->whole == max && decimal->fraction > 0))
        return std::nullopt;
    return encode(*decimal, text.back() == negative, angle);
}

std::optional<Encoded> parse_latitude(std::string_view text)
{
    return parse_angle(text, 'N', 'S', 90);
}

std::optional<Encoded> parse_longitude(std::string_view text)
{
    return parse_angle(text, 'E', 'W', 180);
}

std::optional<Encoded> parse_altitude(std::string_view text)
{
    const bool negative = text.starts_with('-');
    const auto decimal = parse_decimal(text.substr(negative ? 1 : 0));
    constexpr auto limit = std::uint64_t{1} << (height.width - height.fraction - 1U);
    if (!decimal || decimal->whole >= limit)
        return std::nullopt;
    return encode(*decimal, negative, height);
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

std::optional<Bytes> make_coordinates(const Coordinates& coordinates)
{
    const auto latitude = parse_latitude(coordinates.latitude);
    const auto longitude = parse_longitude(coordinates.longitude);
    const auto altitude = parse_altitude(coordinates.altitude);
    if (!latitude || !longitude || !altitude)
        return std::nullopt;
    BitWriter writer;
    writer.put(latitude->resolution, 6);
    writer.put(latitude->bits, angle.width);
    writer.put(longitude->resolution, 6);
    writer.put(longitude->bits, angle.width);
    writer.put(coordinates.unit, 4);
    writer.put(altitude->resolution, 6);
    writer.put(altitude->bits, height.width);
    writer.put(coordinates.datum, 8);
    return writer.take();
}

bool is_latitude(std::string_view text)
{
    return parse_latitude(text).has_value();
}

bool is_longitude(std::string_view text)
{
    return parse_longitude(text).has_value();
}

bool is_altitude(std::string_view text)
{
    return parse_altitude(text).has_value();
}

} // namespace lldp
