# A library, so that unit tests reach the parts and the canary build links them with its own additions.
noinst_LTLIBRARIES += libdaemon.la
libdaemon_la_SOURCES = \
	%D%/agent.cpp \
	%D%/agent.hpp \
	%D%/announcement.cpp \
	%D%/announcement.hpp \
	%D%/background.cpp \
	%D%/background.hpp \
	%D%/burst.cpp \
	%D%/burst.hpp \
	%D%/configuration.cpp \
	%D%/configuration.hpp \
	%D%/configuration_client.cpp \
	%D%/configuration_client.hpp \
	%D%/control_server.cpp \
	%D%/control_server.hpp \
	%D%/control_socket.cpp \
	%D%/control_socket.hpp \
	%D%/documents.cpp \
	%D%/documents.hpp \
	%D%/driver.cpp \
	%D%/driver.hpp \
	%D%/ethtool_request.cpp \
	%D%/ethtool_request.hpp \
	%D%/event.cpp \
	%D%/event.hpp \
	%D%/fit.cpp \
	%D%/fit.hpp \
	%D%/gathering.cpp \
	%D%/gathering.hpp \
	%D%/hostname.cpp \
	%D%/hostname.hpp \
	%D%/interface_alias.cpp \
	%D%/interface_alias.hpp \
	%D%/libnl.cpp \
	%D%/libnl.hpp \
	%D%/local.cpp \
	%D%/local.hpp \
	%D%/log.cpp \
	%D%/log.hpp \
	%D%/daemon.cpp \
	%D%/daemon.hpp \
	%D%/monitor.cpp \
	%D%/monitor.hpp \
	%D%/netlink.cpp \
	%D%/netlink.hpp \
	%D%/network.cpp \
	%D%/network.hpp \
	%D%/network_mirror.cpp \
	%D%/network_mirror.hpp \
	%D%/operating_system.cpp \
	%D%/operating_system.hpp \
	%D%/options.cpp \
	%D%/options.hpp \
	%D%/packet_socket.cpp \
	%D%/packet_socket.hpp \
	%D%/pattern.cpp \
	%D%/pattern.hpp \
	%D%/port.cpp \
	%D%/port.hpp \
	%D%/privileged.cpp \
	%D%/privileges.cpp \
	%D%/privileges.hpp \
	%D%/privsep.cpp \
	%D%/privsep.hpp \
	%D%/service_manager.cpp \
	%D%/service_manager.hpp \
	%D%/running_configuration.cpp \
	%D%/running_configuration.hpp \
	%D%/settings.cpp \
	%D%/settings.hpp \
	%D%/signals.hpp \
	%D%/smart_filter.cpp \
	%D%/smart_filter.hpp \
	%D%/wireless.cpp \
	%D%/wireless.hpp \
	%D%/worker.cpp \
	%D%/worker.hpp
if ENABLE_LLDPMED
libdaemon_la_SOURCES += \
	%D%/med.cpp \
	%D%/med.hpp
endif
if ENABLE_DOT1
libdaemon_la_SOURCES += \
	%D%/dot1.cpp \
	%D%/dot1.hpp \
	%D%/port_vlans.cpp \
	%D%/port_vlans.hpp
endif
if ENABLE_DOT3
libdaemon_la_SOURCES += \
	%D%/dot3.cpp \
	%D%/dot3.hpp \
	%D%/dot3_power.cpp \
	%D%/dot3_power.hpp \
	%D%/ethtool.cpp \
	%D%/ethtool.hpp
endif
if ENABLE_CUSTOM
libdaemon_la_SOURCES += \
	%D%/custom.cpp \
	%D%/custom.hpp
endif
if USE_SECCOMP
libdaemon_la_SOURCES += \
	%D%/seccomp.cpp \
	%D%/seccomp.hpp
endif
libdaemon_la_CPPFLAGS = $(AM_CPPFLAGS) $(LIBNL_CFLAGS) $(LIBEVENT_CFLAGS) $(LIBCAP_CFLAGS) $(SECCOMP_CFLAGS) \
	$(SPDLOG_CFLAGS)
libdaemon_la_LIBADD = libcontrol.la $(LIBNL_LIBS) $(LIBEVENT_LIBS) $(LIBCAP_LIBS) $(SECCOMP_LIBS) $(SPDLOG_LIBS)

sbin_PROGRAMS += lldpd
lldpd_SOURCES = %D%/main.cpp
lldpd_LDADD = libdaemon.la
