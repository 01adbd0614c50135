#include "proto/lldpdu.hpp"

#include <algorithm>
#include <array>

namespace lldp {
namespace {

constexpr TlvInfo end_info{tlv_type::end, "End Of LLDPDU", "IEEE 802.1AB-2016 8.5.1", Occurs::Mandatory};

// The registry as a table, so that a TLV type can be looked up. An entry's index is the variant's index.
struct Entry
{
    TlvInfo info;
    Expected<Tlv> (*decode)(Reader&) = nullptr;
};

template <typename T>
Expected<Tlv> decode_as(Reader& reader)
{
    return T::decode(reader).map([](T&& tlv) { return Tlv{std::move(tlv)}; });
}

template <typename... Ts>
constexpr std::array<Entry, sizeof...(Ts)> table_of(std::variant<Ts...>* /*registry*/)
{
    return {{{Ts::info, decode_as<Ts>}...}};
}

constexpr auto registry = table_of(static_cast<TlvVariant*>(nullptr));

constexpr std::size_t mandatory_count =
    std::ranges::count_if(registry, [](const Entry& entry) { return entry.info.occurs == Occurs::Mandatory; });

// One TLV as it lies on the wire.
struct Raw
{
    std::uint8_t type = 0;
    std::size_t octet = 0; ///< where its header stands
    std::size_t begin = 0; ///< where its value stands
    std::size_t end = 0;
};

std::string name_of(std::uint8_t type)
{
    for (const auto& entry : registry)
        if (entry.info.type == type && type != tlv_type::organizationally_specific)
            return std::string{entry.info.name};
    return type == tlv_type::end ? std::string{end_info.name} : "type " + std::to_string(type);
}

Expected<Raw> next_raw(Reader& reader)
{
    Raw raw;
    raw.octet = reader.position();
    const auto header = reader.u16();
    if (!reader.ok())
        return malformed(end_info, WireErrc::truncated, raw.octet, "a further TLV or the end of the LLDPDU");
    raw.type = static_cast<std::uint8_t>(header >> 9U);
    raw.begin = reader.position();
    const std::size_t length = header & max_tlv_length;
    const auto left = reader.remaining();
    reader.skip(length);
    if (!reader.ok())
        return failure(WireErrc::truncated, "decode " + name_of(raw.type) + " TLV",
                       "at octet " + std::to_string(raw.octet) + ", expected " + std::to_string(length) +
                           " octets of value, where " + std::to_string(left) + " are left");
    raw.end = reader.position();
    return raw;
}

// The mandatory TLVs, of type 1, 2 and 3, stand first, second and third and nowhere else (IEEE 802.1AB-2016 8.2).
Expected<> check_place(const Raw& raw, std::size_t place)
{
    const bool is_mandatory = raw.type != tlv_type::end && raw.type <= mandatory_count;
    if (place > mandatory_count && is_mandatory)
        return failure(WireErrc::duplicate, "decode " + name_of(raw.type) + " TLV",
                       "at octet " + std::to_string(raw.octet) + ", expected it only as TLV number " +
                           std::to_string(raw.type));
    if (place <= mandatory_count && raw.type != place)
        return failure(
            raw.type == tlv_type::end ? WireErrc::missing : WireErrc::misplaced, "decode " + name_of(raw.type) + " TLV",
            "at octet " + std::to_string(raw.octet) + ", expected " + name_of(static_cast<std::uint8_t>(place)));
    return {};
}

/// What tells a TLV from others: its type, OUI and subtype.
constexpr std::uint64_t key_of(std::uint8_t type, std::uint32_t oui, std::uint8_t subtype)
{
    return std::uint64_t{type} << 32U | std::uint64_t{oui} << 8U | subtype;
}

/// The keys of the registry, close together: each TLV that comes is looked for here. A catch-all has none that comes.
constexpr auto keys = [] {
    std::array<std::uint64_t, registry.size()> made{};
    std::ranges::transform(registry, made.begin(), [](const Entry& entry) {
        return entry.info.is_catch_all() ? ~std::uint64_t{0}
                                         : key_of(entry.info.type, entry.info.oui, entry.info.subtype);
    });
    return made;
}();

template <typename Found>
std::optional<std::size_t> index_in(const auto& range, Found found)
{
    if (found == range.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - range.begin());
}

// Which entry decodes the TLV, having read what says so; nothing when this implementation does not know it.
Expected<std::optional<std::size_t>> find_entry(const Raw& raw, Reader& value)
{
    std::uint32_t oui = 0;
    std::uint8_t subtype = 0;
    const auto start = value;
    if (raw.type == tlv_type::organizationally_specific) {
        oui = value.u24();
        subtype = value.u8();
        if (!value.ok())
            return failure(WireErrc::bad_length, "decode organizationally specific TLV",
                           "at octet " + std::to_string(raw.octet) + ", expected an OUI and a subtype");
    }
    const auto index = index_in(keys, std::ranges::find(keys, key_of(raw.type, oui, subtype)));
    // ANSI/TIA-1057 reserves the subtypes that it does not define: who speaks it counts them, and keeps nothing of
    // them.
    static constexpr bool speaks_med =
        std::ranges::any_of(registry, [](const Entry& entry) { return entry.info.oui == oui::tia; });
    if (index || raw.type != tlv_type::organizationally_specific || (speaks_med && oui == oui::tia))
        return index;
    value = start;
    return index_in(registry,
                    std::ranges::find_if(registry, [](const Entry& entry) { return entry.info.is_catch_all(); }));
}

// Collects TLVs. However often a TLV comes that stands for one value, one is kept.
class Collector
{
  public:
    Collector() { decoded_.pdu.tlvs.reserve(usual_count); }

    void add(std::size_t index, Tlv&& tlv)
    {
        auto& place = places_.at(index);
        if (registry.at(index).info.occurs != Occurs::Many && place) {
            decoded_.pdu.tlvs[*place] = std::move(tlv);
            return;
        }
        place = decoded_.pdu.tlvs.size();
        decoded_.pdu.tlvs.push_back(std::move(tlv));
    }
    void add_unrecognized() { ++decoded_.unrecognized; }

    [[nodiscard]] DecodedLldpdu take() { return std::move(decoded_); }

  private:
    static constexpr std::size_t usual_count = 16;

    DecodedLldpdu decoded_;
    std::array<std::optional<std::size_t>, registry.size()> places_{};
};

Expected<> decode_value(ByteView octets, const Raw& raw, Collector& collector)
{
    Reader value{octets.first(raw.end)}; // counts octets as the whole LLDPDU does
    value.skip(raw.begin);
    const auto index = find_entry(raw, value);
    if (!index)
        return tl::unexpected{index.error()};
    if (!*index || registry.at(**index).info.is_catch_all())
        collector.add_unrecognized();
    if (!*index)
        return {};
    auto tlv = registry.at(**index).decode(value);
    if (!tlv)
        return tl::unexpected{std::move(tlv).error()};
    collector.add(**index, std::move(*tlv));
    return {};
}

Expected<> encode_tlv(Writer& writer, const Tlv& tlv)
{
    return std::visit(
        [&writer](const auto& it) -> Expected<> {
            Writer value;
            if (it.info.oui != 0)
                value.u32(it.info.oui << 8U | it.info.subtype);
            if (auto encoded = it.encode(value); !encoded)
                return encoded;
            if (value.size() > max_tlv_length)
                return unencodable(it.info, WireErrc::too_big,
                                   "a value of " + std::to_string(value.size()) + " octets, more than 511");
            writer.u16(static_cast<std::uint16_t>(it.info.type << 9U | value.size()));
            writer.bytes(value.data());
            return {};
        },
        tlv);
}

template <typename T>
void describe_one(const T& tlv, const Lldpdu& pdu, Section section, std::vector<Element>& shown)
{
    for (const auto& field : T::fields())
        if (field.section == section)
            for (auto& value : field.shown(tlv, pdu))
                shown.push_back({std::string{field.tag}, std::string{field.label}, std::move(value.attributes),
                                 std::move(value.value), std::move(value.children), field.detail});
}

template <typename... Ts>
std::vector<Element> describe_all(const Lldpdu& pdu, Section section, std::variant<Ts...>* /*registry*/)
{
    std::vector<Element> shown;
    const auto describe_type = [&]<typename T>(T* /*type*/) {
        for (const auto& tlv : pdu.tlvs)
            if (const auto* found = std::get_if<T>(&tlv))
                describe_one(*found, pdu, section, shown);
    };
    (describe_type(static_cast<Ts*>(nullptr)), ...);
    return shown;
}

std::vector<Element> described(const Lldpdu& pdu, Section section)
{
    return describe_all(pdu, section, static_cast<TlvVariant*>(nullptr));
}

void append_group(std::string_view tag, std::string_view label, Detail detail, std::vector<Element> members,
                  std::vector<Element>& elements)
{
    if (!members.empty())
        elements.push_back({std::string{tag}, std::string{label}, {}, {}, std::move(members), detail});
}

// ANSI/TIA-1057 10.2.2.1: who does not say what kind of device it is does not speak LLDP-MED.
void append_med([[maybe_unused]] const Lldpdu& pdu, [[maybe_unused]] std::vector<Element>& elements)
{
#ifdef ENABLE_LLDPMED
    const auto* capabilities = pdu.find<MedCapabilities>();
    if (capabilities == nullptr || capabilities->device == MedCapabilities::Device::NotDefined)
        return;
    auto med = described(pdu, Section::Med);
    append_group("inventory", "Inventory", Detail::Full, described(pdu, Section::MedInventory), med);
    append_group("lldp-med", "LLDP-MED", Detail::Full, std::move(med), elements);
#endif
}

// A mandatory TLV, where the reader stands.
template <typename T>
Expected<T> decode_mandatory(ByteView octets, Reader& reader)
{
    const auto raw = next_raw(reader);
    if (!raw)
        return tl::unexpected{raw.error()};
    if (auto placed = check_place(*raw, T::info.type); !placed)
        return tl::unexpected{std::move(placed).error()};
    Reader value{octets.first(raw->end)};
    value.skip(raw->begin);
    return T::decode(value);
}

template <typename T>
T first_or_empty(const Lldpdu& pdu)
{
    const auto* found = pdu.find<T>();
    return found != nullptr ? *found : T{};
}

} // namespace

Expected<DecodedLldpdu> decode_lldpdu(ByteView octets)
{
    Reader reader{octets};
    Collector collector;
    for (std::size_t place = 1;; ++place) {
        const auto raw = next_raw(reader);
        if (!raw)
            return tl::unexpected{raw.error()};
        if (auto placed = check_place(*raw, place); !placed)
            return tl::unexpected{std::move(placed).error()};
        if (raw->type == tlv_type::end) {
            if (raw->begin != raw->end)
                return malformed(end_info, WireErrc::bad_length, raw->octet, "no value");
            return collector.take();
        }
        if (auto decoded = decode_value(octets, *raw, collector); !decoded)
            return tl::unexpected{std::move(decoded).error()};
    }
}

Expected<Bytes> encode_lldpdu(const Lldpdu& pdu)
{
    Writer writer;
    for (const auto& tlv : pdu.tlvs)
        if (auto encoded = encode_tlv(writer, tlv); !encoded)
            return tl::unexpected{std::move(encoded).error()};
    writer.u16(0); // End Of LLDPDU
    return writer.take();
}

Lldpdu shutdown_lldpdu(const Msap& msap)
{
    return {{msap.first, msap.second, TimeToLive{std::chrono::seconds::zero()}}};
}

Msap msap_of(const Lldpdu& pdu)
{
    return {first_or_empty<ChassisId>(pdu), first_or_empty<PortId>(pdu)};
}

Expected<Msap> decode_msap(ByteView octets)
{
    Reader reader{octets};
    auto chassis = decode_mandatory<ChassisId>(octets, reader);
    if (!chassis)
        return tl::unexpected{std::move(chassis).error()};
    return decode_mandatory<PortId>(octets, reader).map([&](PortId&& port) {
        return Msap{std::move(*chassis), std::move(port)};
    });
}

Element describe(const Lldpdu& pdu, Section section)
{
    const bool chassis = section == Section::Chassis;
    return {
        chassis ? "chassis" : "port", chassis ? "Chassis" : "Port", {}, {}, described(pdu, section), Detail::Summary};
}

std::vector<Element> describe_others(const Lldpdu& pdu)
{
    auto others = described(pdu, Section::Link);
    append_med(pdu, others);
    append_group("unknown-tlvs", "Unknown TLVs", Detail::Summary, described(pdu, Section::Unknown), others);
    return others;
}

} // namespace lldp
