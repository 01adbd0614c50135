noinst_LTLIBRARIES += libbase.la
libbase_la_SOURCES = \
	%D%/bytes.cpp \
	%D%/bytes.hpp \
	%D%/error.cpp \
	%D%/error.hpp \
	%D%/fd.hpp
