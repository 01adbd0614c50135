#include "daemon/settings.hpp"

#include "config.h"
#include "daemon/configuration.hpp"
#include "daemon/running_configuration.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace lldp;
using namespace lldp::daemon;
using namespace std::chrono_literals;
using control::Operation;
using control::SettingId;

namespace {

void set_status(Settings& settings, AdminStatus status, std::vector<std::string> ports = {})
{
    settings.change({SettingId::Status, Operation::Set, {{0, static_cast<std::uint32_t>(status)}}, std::move(ports)});
}

AdminStatus status_of(Settings& settings, const std::string& port)
{
    return port_configuration_of(settings.port(port)).status;
}

} // namespace

TEST_CASE("without a change everything is as it always was", "[settings]")
{
    Settings settings;
    const auto configuration = configuration_of(settings.system(), 0);
    CHECK(configuration.tx_interval == 30s);
    CHECK(configuration.tx_hold == 4);
    CHECK(configuration.max_neighbors == 32);
    CHECK_FALSE(configuration.keep_neighbors);
    CHECK_FALSE(configuration.receive_only);
    CHECK(configuration.advertise_capabilities);
    CHECK_FALSE(configuration.interfaces);
    CHECK(agent_settings(configuration, port_configuration_of(settings.port("eth0"))) == AgentSettings{});
}

TEST_CASE("a change for all ports is one for those to come too", "[settings]")
{
    Settings settings;
    static_cast<void>(settings.port("eth0"));
    set_status(settings, AdminStatus::TxOnly);
    CHECK(status_of(settings, "eth0") == AdminStatus::TxOnly);
    CHECK(status_of(settings, "eth1") == AdminStatus::TxOnly);
}

TEST_CASE("a change for some ports leaves the others as they are, and those to come", "[settings]")
{
    Settings settings;
    static_cast<void>(settings.port("eth0"));
    static_cast<void>(settings.port("eth1"));
    set_status(settings, AdminStatus::RxOnly, {"eth1"});
    CHECK(status_of(settings, "eth0") == AdminStatus::RxAndTx);
    CHECK(status_of(settings, "eth1") == AdminStatus::RxOnly);
    CHECK(status_of(settings, "eth2") == AdminStatus::RxAndTx);
}

TEST_CASE("a port that is forgotten begins anew, one that is renamed does not", "[settings]")
{
    Settings settings;
    static_cast<void>(settings.port("eth0"));
    set_status(settings, AdminStatus::RxOnly, {"eth0"});
    settings.rename({{"eth0", "lan0"}});
    CHECK_FALSE(settings.knows("eth0"));
    CHECK(status_of(settings, "lan0") == AdminStatus::RxOnly);
    settings.forget("lan0");
    CHECK(status_of(settings, "lan0") == AdminStatus::RxAndTx);
}

TEST_CASE("ports that swap their names keep each their own settings, and others theirs", "[settings]")
{
    Settings settings;
    for (const std::string port : {"eth0", "eth1", "eth2", "eth3"})
        static_cast<void>(settings.port(port));
    set_status(settings, AdminStatus::RxOnly, {"eth0"});
    set_status(settings, AdminStatus::TxOnly, {"eth1"});
    set_status(settings, AdminStatus::Disabled, {"eth2"});
    settings.rename({{"eth0", "eth1"}, {"eth1", "eth0"}, {"nobody", "eth2"}, {"eth3", "eth4"}});
    CHECK(status_of(settings, "eth1") == AdminStatus::RxOnly);
    CHECK(status_of(settings, "eth0") == AdminStatus::TxOnly);
    CHECK(status_of(settings, "eth2") == AdminStatus::Disabled);
    CHECK(settings.knows("eth4"));
    CHECK_FALSE(settings.knows("eth3"));
}

TEST_CASE("a capability that this system cannot have is refused with those that it can", "[settings]")
{
    const auto enabled = [](CapabilitySet capabilities) {
        return control::Configure{
            SettingId::Capabilities, Operation::Set, {{0, std::uint32_t{capabilities.bits()}}}, {}};
    };
    Configuration configuration;
    const auto telephone = enabled({Capability::Telephone, Capability::Router});
    CHECK(impossible_change(telephone, configuration) ==
          "this system can have the capabilities bridge,wlan,router,station only");
    CHECK_FALSE(impossible_change(enabled({Capability::Bridge}), configuration));
    CHECK_FALSE(impossible_change({SettingId::Capabilities, Operation::Remove, {}, {}}, configuration));
    configuration.med_class = 3;
    CHECK_FALSE(impossible_change(telephone, configuration));
}

TEST_CASE("a daemon that only receives sends on no port", "[settings]")
{
    Configuration configuration;
    configuration.receive_only = true;
    CHECK(agent_settings(configuration, {.status = AdminStatus::RxAndTx}).status == AdminStatus::RxOnly);
    CHECK(agent_settings(configuration, {.status = AdminStatus::TxOnly}).status == AdminStatus::Disabled);
}

TEST_CASE("the changes that lead to a configuration make it so elsewhere", "[settings]")
{
    using Changes = std::vector<control::Configure>;
    Settings settings;
    for (const std::string port : {"eth0", "eth1", "eth2"})
        static_cast<void>(settings.port(port));
    CHECK(changes_to(settings).empty());
    const Changes said{
        {SettingId::TxHold, Operation::Set, {{0, 7U}}, {}},
        {SettingId::TxHold, Operation::Set, {{0, 9U}}, {}},
        {SettingId::ReceiveOnly, Operation::Set, {{0, 1U}}, {}}, // chosen at the start
        {SettingId::Status, Operation::Set, {{0, 1U}}, {}},
        {SettingId::Status, Operation::Set, {{0, 2U}}, {"eth1"}},
        {SettingId::Status, Operation::Remove, {}, {"eth2"}},
        {SettingId::PortDescription, Operation::Set, {{0, "mine"}}, {"eth1"}},
    };
    for (const auto& change : said)
        settings.change(change);
    CHECK(changes_to(settings) == Changes{{SettingId::TxHold, Operation::Set, {{0, 9U}}, {}},
                                          {SettingId::Status, Operation::Set, {{0, 1U}}, {}},
                                          {SettingId::Status, Operation::Set, {{0, 2U}}, {"eth1"}},
                                          {SettingId::PortDescription, Operation::Set, {{0, "mine"}}, {"eth1"}},
                                          {SettingId::Status, Operation::Remove, {}, {"eth2"}}});
    Settings restored;
    for (const auto& change : changes_to(settings))
        restored.change(change);
    CHECK(changes_to(restored) == changes_to(settings));
    CHECK(status_of(restored, "eth0") == AdminStatus::TxOnly);
    CHECK(status_of(restored, "eth1") == AdminStatus::RxOnly);
    CHECK(status_of(restored, "eth2") == AdminStatus::RxAndTx);
}

#ifdef ENABLE_CUSTOM
TEST_CASE("of a list, a port that has others than all have gets its own list", "[settings]")
{
    using Changes = std::vector<control::Configure>;
    const auto tlv = [](std::uint32_t subtype, std::vector<std::string> ports) {
        return control::Configure{SettingId::CustomTlv, Operation::Add, {{0, "abc"}, {1, subtype}}, std::move(ports)};
    };
    Settings settings;
    static_cast<void>(settings.port("eth0"));
    settings.change(tlv(1, {}));
    settings.change(tlv(1, {}));
    settings.change(tlv(2, {"eth0"}));
    const Changes changes{tlv(1, {}),       tlv(1, {}),       {SettingId::CustomTlv, Operation::Remove, {}, {"eth0"}},
                          tlv(1, {"eth0"}), tlv(1, {"eth0"}), tlv(2, {"eth0"})};
    CHECK(changes_to(settings) == changes);
}
#endif
