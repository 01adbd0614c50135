noinst_LTLIBRARIES += libproto.la
libproto_la_SOURCES = \
	%D%/element.cpp \
	%D%/element.hpp \
	%D%/ethernet.cpp \
	%D%/ethernet.hpp \
	%D%/lldpdu.cpp \
	%D%/lldpdu.hpp \
	%D%/network_address.cpp \
	%D%/network_address.hpp \
	%D%/registry.cpp \
	%D%/registry.hpp \
	%D%/text.cpp \
	%D%/text.hpp \
	%D%/tlv.cpp \
	%D%/tlv.hpp \
	%D%/tlv/chassis_id.cpp \
	%D%/tlv/chassis_id.hpp \
	%D%/tlv/identifier.cpp \
	%D%/tlv/identifier.hpp \
	%D%/tlv/management_address.cpp \
	%D%/tlv/management_address.hpp \
	%D%/tlv/port_description.cpp \
	%D%/tlv/port_description.hpp \
	%D%/tlv/port_id.cpp \
	%D%/tlv/port_id.hpp \
	%D%/tlv/system_capabilities.cpp \
	%D%/tlv/system_capabilities.hpp \
	%D%/tlv/system_description.cpp \
	%D%/tlv/system_description.hpp \
	%D%/tlv/system_name.cpp \
	%D%/tlv/system_name.hpp \
	%D%/tlv/text_value.cpp \
	%D%/tlv/text_value.hpp \
	%D%/tlv/time_to_live.cpp \
	%D%/tlv/time_to_live.hpp
if ENABLE_DOT1
libproto_la_SOURCES += \
	%D%/tlv/port_protocol_vlan_id.cpp \
	%D%/tlv/port_protocol_vlan_id.hpp \
	%D%/tlv/port_vlan_id.cpp \
	%D%/tlv/port_vlan_id.hpp \
	%D%/tlv/protocol_identity.cpp \
	%D%/tlv/protocol_identity.hpp \
	%D%/tlv/vlan_name.cpp \
	%D%/tlv/vlan_name.hpp
endif
if ENABLE_DOT3
libproto_la_SOURCES += \
	%D%/mau_types.cpp \
	%D%/mau_types.hpp \
	%D%/tlv/link_aggregation.cpp \
	%D%/tlv/link_aggregation.hpp \
	%D%/tlv/mac_phy.cpp \
	%D%/tlv/mac_phy.hpp \
	%D%/tlv/maximum_frame_size.cpp \
	%D%/tlv/maximum_frame_size.hpp \
	%D%/tlv/power_via_mdi.cpp \
	%D%/tlv/power_via_mdi.hpp
endif
if ENABLE_LLDPMED
libproto_la_SOURCES += \
	%D%/tlv/med_capabilities.cpp \
	%D%/tlv/med_capabilities.hpp \
	%D%/tlv/med_civic_address.cpp \
	%D%/tlv/med_civic_address.hpp \
	%D%/tlv/med_coordinates.cpp \
	%D%/tlv/med_coordinates.hpp \
	%D%/tlv/med_inventory.cpp \
	%D%/tlv/med_inventory.hpp \
	%D%/tlv/med_location.cpp \
	%D%/tlv/med_location.hpp \
	%D%/tlv/med_network_policy.cpp \
	%D%/tlv/med_network_policy.hpp \
	%D%/tlv/med_power.cpp \
	%D%/tlv/med_power.hpp
endif
if ENABLE_CUSTOM
libproto_la_SOURCES += \
	%D%/tlv/custom.cpp \
	%D%/tlv/custom.hpp
endif
libproto_la_LIBADD = libbase.la
