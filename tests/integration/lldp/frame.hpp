// LLDP frames made by hand, and made readable.
#pragma once

#include "harness/capture.hpp"

#include <catch2/matchers/catch_matchers.hpp>
#include <cstdint>
#include <initializer_list>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace lldptest {

using harness::Bytes;

/// IEEE 802.1AB-2016 table 7-1.
inline constexpr const char* nearest_bridge = "01:80:c2:00:00:0e";
inline constexpr const char* nearest_non_tpmr_bridge = "01:80:c2:00:00:03";
inline constexpr const char* nearest_customer_bridge = "01:80:c2:00:00:00";

/// IEEE 802.1AB-2016 table 7-2.
inline constexpr std::uint16_t lldp_ethertype = 0x88cc;

/// "00:00:00:00:00:01"
[[nodiscard]] Bytes mac_bytes(std::string_view address);
/// "192.0.2.1" or "2001:db8::1", in network byte order.
[[nodiscard]] Bytes ip_bytes(const std::string& address);
[[nodiscard]] Bytes text_bytes(std::string_view text);
[[nodiscard]] Bytes operator+(Bytes left, const Bytes& right);

/// A frame or a TLV in a table of them. Its name is the generated value that a case is called by.
struct NamedBytes
{
    std::string name;
    Bytes bytes;
};
std::ostream& operator<<(std::ostream& out, const NamedBytes& named);

/// A TLV of that type (IEEE 802.1AB-2016 8.4), its length that of the value.
[[nodiscard]] Bytes tlv(unsigned type, const Bytes& value);
/// The same, with a length that need not be the value's.
[[nodiscard]] Bytes tlv_claiming(unsigned length, unsigned type, const Bytes& value);

[[nodiscard]] Bytes chassis_mac(std::string_view address);
[[nodiscard]] Bytes port_mac(std::string_view address);
[[nodiscard]] Bytes chassis_id(std::uint8_t subtype, const Bytes& id);
[[nodiscard]] Bytes port_id(std::uint8_t subtype, const Bytes& id);
[[nodiscard]] Bytes time_to_live(std::uint16_t seconds);
[[nodiscard]] Bytes port_description(std::string_view text);
[[nodiscard]] Bytes system_name(std::string_view text);
/// With the interface number `index` of subtype ifIndex (2), and no OID (IEEE 802.1AB-2016 8.5.9).
[[nodiscard]] Bytes management_address(const std::string& address, int index);
/// Organizationally specific: "00:12:0f", subtype, value (IEEE 802.1AB-2016 8.6).
[[nodiscard]] Bytes organizational(std::string_view oui, std::uint8_t subtype, const Bytes& value);
[[nodiscard]] Bytes end_of_lldpdu();

[[nodiscard]] Bytes lldp_frame(std::string_view source, std::initializer_list<Bytes> tlvs,
                               std::string_view destination = nearest_bridge);

/// From a neighbor that goes by that address, for both of its identifiers, and by that name.
[[nodiscard]] Bytes neighbor_frame(const std::string& mac, std::uint16_t seconds, std::string_view name);

/// Whether the frame has that TLV, or those octets of one.
[[nodiscard]] bool has_tlv(const harness::Frame& frame, const Bytes& tlv);
/// For Capture::next: an LLDP frame that came from the other end of the link.
[[nodiscard]] bool is_lldp_from(const harness::Frame& frame, std::string_view source);
/// How many of them are such frames.
[[nodiscard]] std::size_t count_lldp_from(const std::vector<harness::Frame>& frames, std::string_view source);
/// Waits for the next LLDP frame from that address.
harness::Frame next_lldp_from(harness::Capture& capture, std::string_view source,
                              harness::Where where = harness::Where::here());
/// The same, for the next that has that TLV.
harness::Frame next_lldp_with(harness::Capture& capture, std::string_view source, const Bytes& tlv,
                              harness::Where where = harness::Where::here());
/// The TTL TLV's value, -1 when there is none that can be read.
[[nodiscard]] int time_to_live_of(const Bytes& frame);

/// A line for the header, one for each TLV, one for what follows the end.
[[nodiscard]] std::vector<std::string> dissect(const Bytes& frame);

/// `REQUIRE_THAT(frame.bytes, is_frame(…))`: all bytes equal; a failure shows the TLVs that differ.
class IsFrame : public Catch::Matchers::MatcherBase<Bytes>
{
  public:
    explicit IsFrame(Bytes expected) : expected_{std::move(expected)} {}
    bool match(const Bytes& got) const override;
    std::string describe() const override;

  private:
    Bytes expected_;
    mutable std::string difference_;
};

[[nodiscard]] inline IsFrame is_frame(Bytes expected)
{
    return IsFrame{std::move(expected)};
}

} // namespace lldptest
