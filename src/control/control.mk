noinst_LTLIBRARIES += libcontrol.la
libcontrol_la_SOURCES = \
	%D%/protocol.hpp
libcontrol_la_LIBADD = libproto.la
