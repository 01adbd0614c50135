// What this system says of itself in the TLVs of LLDP-MED.

#include "daemon/med.hpp"
#include "temporary_directory.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace lldp;
using namespace lldp::daemon;

namespace {

Configuration phone()
{
    Configuration configuration;
    configuration.med_class = 3;
    return configuration;
}

OperatingSystem machine()
{
    OperatingSystem system;
    system.kernel_release = "6.1.0";
    system.inventory = {"hw", "fw", "sn", "maker", "model", "tag"};
    return system;
}

constexpr auto device = MedCapabilities::Device::Communication;

} // namespace

TEST_CASE("without a device class nothing is said of LLDP-MED", "[med]")
{
    CHECK(med_tlvs({}, machine()).empty());
}

TEST_CASE("a device of LLDP-MED tells its class and its inventory", "[med]")
{
    CHECK(med_tlvs(phone(), machine()) == std::vector<Tlv>{MedCapabilities{0x3f, device}, MedHardwareRevision{"hw"},
                                                           MedFirmwareRevision{"fw"}, MedSoftwareRevision{"6.1.0"},
                                                           MedSerialNumber{"sn"}, MedManufacturer{"maker"},
                                                           MedModel{"model"}, MedAsset{"tag"}});
}

TEST_CASE("what the machine does not say is left out, and what is long is cut", "[med]")
{
    OperatingSystem system;
    system.kernel_release = std::string(31, 'r') + "\xc3\xa9";
    CHECK(med_tlvs(phone(), system) ==
          std::vector<Tlv>{MedCapabilities{0x3f, device}, MedSoftwareRevision{std::string(31, 'r')}});
}

TEST_CASE("the inventory and the kernel's release can be kept back", "[med]")
{
    auto configuration = phone();
    configuration.advertise_version = false;
    CHECK(med_tlvs(configuration, {}) ==
          std::vector<Tlv>{MedCapabilities{0x3f, device}, MedSoftwareRevision{"Unknown"}});
    configuration.med_inventory = false;
    CHECK(med_tlvs(configuration, machine()) == std::vector<Tlv>{MedCapabilities{0x1f, device}});
}

TEST_CASE("what is configured of the inventory is told in place of what the machine says", "[med]")
{
    auto configuration = phone();
    configuration.inventory.hardware = "new hw";
    configuration.inventory.asset = "mine";
    configuration.inventory.software = "9.9";
    CHECK(med_tlvs(configuration, machine()) ==
          std::vector<Tlv>{MedCapabilities{0x3f, device}, MedHardwareRevision{"new hw"}, MedFirmwareRevision{"fw"},
                           MedSoftwareRevision{"9.9"}, MedSerialNumber{"sn"}, MedManufacturer{"maker"},
                           MedModel{"model"}, MedAsset{"mine"}});
}

TEST_CASE("a port tells of LLDP-MED what was configured for it, in the order of the standard's frame", "[med]")
{
    using control::SettingId;
    Settings settings;
    const auto set = [&](SettingId id, control::Fields fields) {
        const control::Configure change{id, control::Operation::Set, std::move(fields), {}};
        REQUIRE_FALSE(control::wrong_change(change));
        settings.change(change);
    };
    set(SettingId::MedPower, {{0, 1U}, {1, 5U}, {2, 3U}, {3, 5099U}});
    set(SettingId::MedPolicy, {{0, 1U}, {2, 1U}, {3, 500U}, {4, 5U}, {5, 46U}});
    set(SettingId::MedPolicy, {{0, 8U}, {1, 1U}});
    set(SettingId::MedElin, {{0, "911"}});
    set(SettingId::MedCivicAddress, {{0, "FR"}, {4, "Paris"}, {22, "Latn"}});
    CHECK(med_port_tlvs(settings.port("eth0")) ==
          std::vector<Tlv>{
              MedLocation{MedLocation::Form::Civic,
                          {16, 2, 'F', 'R', 3, 5, 'P', 'a', 'r', 'i', 's', 128, 4, 'L', 'a', 't', 'n'}},
              MedLocation{MedLocation::Form::Elin, {'0', '0', '0', '0', '0', '0', '0', '9', '1', '1'}},
              MedNetworkPolicy{1, false, true, 500, 5, 46},
              MedNetworkPolicy{8, true, false, 0, 0, 0},
              MedPower{1, 3, 3, 50},
          });
}

TEST_CASE("power of a PD comes from no source that only a PSE has", "[med][settings]")
{
    const auto wrong = [](std::uint32_t of_device, std::uint32_t source) {
        return control::wrong_change({control::SettingId::MedPower,
                                      control::Operation::Set,
                                      {{0, of_device}, {1, source}, {2, 0U}, {3, 0U}},
                                      {}})
            .has_value();
    };
    for (const std::uint32_t source : {0U, 1U, 2U, 3U, 4U, 5U}) {
        CHECK(wrong(0, source) == (source > 2));
        CHECK(wrong(1, source) == (source == 1 || source == 2));
    }
}

TEST_CASE("what only a device of LLDP-MED has is refused where there is none", "[med][settings]")
{
    const control::Configure model{control::SettingId::Model, control::Operation::Set, {{0, "model"}}, {}};
    CHECK(impossible_change(model, {}).value().starts_with("this system is no device of LLDP-MED"));
    CHECK_FALSE(impossible_change({control::SettingId::Model, control::Operation::Remove, {}, {}}, {}));
    auto configuration = phone();
    CHECK_FALSE(impossible_change(model, configuration));
    configuration.med_inventory = false;
    CHECK(impossible_change(model, configuration) == "this system tells no inventory, since lldpd was started with -i");
}

TEST_CASE("the inventory is what DMI says", "[med]")
{
    const TemporaryDirectory dmi;
    dmi.file("product_version", "1.0\n");
    dmi.file("bios_version", "2.0\n");
    dmi.file("product_serial", "42\n");
    dmi.file("sys_vendor", "Spectacular  \n");
    dmi.file("product_name", "Model T\nnot this\n");
    const auto inventory = read_inventory(dmi.path());
    CHECK(inventory.hardware == "1.0");
    CHECK(inventory.firmware == "2.0");
    CHECK(inventory.serial_number == "42");
    CHECK(inventory.manufacturer == "Spectacular");
    CHECK(inventory.model == "Model T");
    CHECK(inventory.asset.empty());
}
