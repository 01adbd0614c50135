# What lldpcli talks to lldpd with, installed for other programs.
lib_LTLIBRARIES = liblldpcontrol.la
liblldpcontrol_la_SOURCES = \
	%D%/connection.cpp \
	%D%/connection.hpp
liblldpcontrol_la_LIBADD = libcontrol.la
lldpcontroldir = $(includedir)/lldpcontrol
nobase_lldpcontrol_HEADERS = \
	base/bytes.hpp \
	base/error.hpp \
	base/fd.hpp \
	base/paths.hpp \
	client/connection.hpp \
	control/command_text.hpp \
	control/protocol.hpp \
	control/settings.hpp \
	proto/element.hpp
pkgconfigdir = $(libdir)/pkgconfig
pkgconfig_DATA = client/lldpcontrol.pc
EXTRA_DIST = client/example/Makefile.example client/example/neighbors.cpp

# The example builds with what was installed, and runs. There is no such daemon, which it says.
installcheck-local:
	$(MKDIR_P) client/example
	rm -f client/example/neighbors
	PKG_CONFIG_PATH=$(DESTDIR)$(pkgconfigdir)$${PKG_CONFIG_PATH:+:$$PKG_CONFIG_PATH} \
	  $(MAKE) -C client/example -f $(abs_srcdir)/client/example/Makefile.example VPATH=$(abs_srcdir)/client/example \
	  CXX='$(CXX)' DESTDIR='$(DESTDIR)'
	client/example/neighbors /nowhere 2>&1 | grep 'connect to socket /nowhere'

clean-local:
	-rm -f client/example/neighbors

noinst_LTLIBRARIES += libclient.la
libclient_la_SOURCES = \
	%D%/color.cpp \
	%D%/color.hpp \
	%D%/commands.cpp \
	%D%/commands.hpp \
	%D%/completion.cpp \
	%D%/completion.hpp \
	%D%/formats.cpp \
	%D%/formats.hpp \
	%D%/grammar.cpp \
	%D%/grammar.hpp \
	%D%/keyvalue_format.cpp \
	%D%/log.cpp \
	%D%/log.hpp \
	%D%/neighbor_table.cpp \
	%D%/neighbor_table.hpp \
	%D%/options.cpp \
	%D%/options.hpp \
	%D%/plain_format.cpp \
	%D%/prompt.cpp \
	%D%/prompt.hpp \
	%D%/session.cpp \
	%D%/session.hpp \
	%D%/setting_commands.cpp \
	%D%/setting_commands.hpp \
	%D%/sources.cpp \
	%D%/sources.hpp
libclient_la_CPPFLAGS = $(AM_CPPFLAGS)
libclient_la_LIBADD = liblldpcontrol.la
if USE_JSON
libclient_la_SOURCES += %D%/json_format.cpp
endif
if USE_XML
libclient_la_SOURCES += %D%/xml_format.cpp
libclient_la_CPPFLAGS += $(LIBXML2_CFLAGS)
libclient_la_LIBADD += $(LIBXML2_LIBS)
endif
if USE_READLINE
libclient_la_SOURCES += %D%/prompt_readline.cpp
libclient_la_CPPFLAGS += $(READLINE_CFLAGS)
libclient_la_LIBADD += $(READLINE_LIBS)
endif

sbin_PROGRAMS += lldpcli
lldpcli_SOURCES = %D%/main.cpp
lldpcli_LDADD = libclient.la
