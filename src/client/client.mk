noinst_LTLIBRARIES += libclient.la
libclient_la_SOURCES = \
	%D%/commands.cpp \
	%D%/commands.hpp \
	%D%/completion.cpp \
	%D%/completion.hpp \
	%D%/connection.cpp \
	%D%/connection.hpp \
	%D%/formats.cpp \
	%D%/formats.hpp \
	%D%/grammar.cpp \
	%D%/grammar.hpp \
	%D%/keyvalue_format.cpp \
	%D%/log.cpp \
	%D%/log.hpp \
	%D%/options.cpp \
	%D%/options.hpp \
	%D%/plain_format.cpp \
	%D%/session.cpp \
	%D%/session.hpp \
	%D%/setting_commands.cpp \
	%D%/setting_commands.hpp \
	%D%/sources.cpp \
	%D%/sources.hpp
libclient_la_LIBADD = libcontrol.la
if USE_JSON
libclient_la_SOURCES += %D%/json_format.cpp
endif
if USE_XML
libclient_la_SOURCES += %D%/xml_format.cpp
libclient_la_CPPFLAGS = $(AM_CPPFLAGS) $(LIBXML2_CFLAGS)
libclient_la_LIBADD += $(LIBXML2_LIBS)
endif

sbin_PROGRAMS += lldpcli
lldpcli_SOURCES = %D%/main.cpp
lldpcli_LDADD = libclient.la
