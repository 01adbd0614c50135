noinst_LTLIBRARIES += libcontrol.la
libcontrol_la_SOURCES = \
	%D%/command_text.cpp \
	%D%/command_text.hpp \
	%D%/element_codec.cpp \
	%D%/element_codec.hpp \
	%D%/message_buffer.cpp \
	%D%/protocol.cpp \
	%D%/protocol.hpp \
	%D%/settings.cpp \
	%D%/settings.hpp \
	%D%/settings_parts.hpp \
	%D%/settings_port.cpp \
	%D%/settings_power.cpp \
	%D%/settings_power.hpp \
	%D%/settings_system.cpp \
	%D%/settings_table.cpp \
	%D%/settings_timing.cpp \
	%D%/words.cpp \
	%D%/words.hpp
if ENABLE_DOT1
libcontrol_la_SOURCES += %D%/settings_dot1.cpp
endif
if ENABLE_DOT3
libcontrol_la_SOURCES += %D%/settings_dot3.cpp
endif
if ENABLE_LLDPMED
libcontrol_la_SOURCES += %D%/settings_med.cpp
endif
if ENABLE_CUSTOM
libcontrol_la_SOURCES += %D%/settings_custom.cpp
endif
libcontrol_la_LIBADD = libproto.la
