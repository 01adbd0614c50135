noinst_LTLIBRARIES += libproto.la
libproto_la_SOURCES = \
	%D%/element.hpp \
	%D%/ethernet.hpp \
	%D%/lldpdu.hpp \
	%D%/registry.hpp \
	%D%/tlv.hpp
libproto_la_LIBADD = libbase.la
