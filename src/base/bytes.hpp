// Bounded reading and writing of byte sequences. Nothing in this tree reads a packet, a control message or a
// privilege-separation message in any other way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lldp {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// Reads big-endian integers and byte runs from the front of a view. A read past the end yields zeros or an empty
/// view and makes ok() false for good: decode first, ask ok() once, never use the values when it says no.
class Reader
{
  public:
    explicit Reader(ByteView data) : data_{data} {}

    [[nodiscard]] std::uint8_t u8();
    [[nodiscard]] std::uint16_t u16();
    [[nodiscard]] std::uint32_t u24();
    [[nodiscard]] std::uint32_t u32();
    [[nodiscard]] std::uint64_t u64();
    /// The next `size` octets; the view lives as long as the data that the reader was made from.
    [[nodiscard]] ByteView take(std::size_t size);
    /// All that is left.
    [[nodiscard]] ByteView rest() { return take(remaining()); }
    void skip(std::size_t size) { static_cast<void>(take(size)); }

    [[nodiscard]] std::size_t remaining() const { return data_.size() - position_; }
    /// Octets read so far, for error messages.
    [[nodiscard]] std::size_t position() const { return position_; }
    [[nodiscard]] bool empty() const { return remaining() == 0; }
    [[nodiscard]] bool ok() const { return ok_; }

  private:
    template <typename Integer>
    Integer integer();

    ByteView data_;
    std::size_t position_ = 0;
    bool ok_ = true;
};

/// Appends big-endian integers and byte runs.
class Writer
{
  public:
    void u8(std::uint8_t value) { data_.push_back(value); }
    void u16(std::uint16_t value);
    void u24(std::uint32_t value); ///< the low 24 bits
    void u32(std::uint32_t value);
    void u64(std::uint64_t value);
    void bytes(ByteView value) { data_.insert(data_.end(), value.begin(), value.end()); }
    void text(std::string_view value) { data_.insert(data_.end(), value.begin(), value.end()); }

    [[nodiscard]] std::size_t size() const { return data_.size(); }
    [[nodiscard]] const Bytes& data() const { return data_; }
    [[nodiscard]] Bytes take() { return std::move(data_); }

  private:
    Bytes data_;
};

[[nodiscard]] inline std::string to_string(ByteView bytes)
{
    return {bytes.begin(), bytes.end()};
}
[[nodiscard]] inline Bytes to_bytes(std::string_view text)
{
    return {text.begin(), text.end()};
}

/// The octets of a text, without copying them.
[[nodiscard]] inline ByteView as_bytes(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace lldp
