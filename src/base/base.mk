noinst_LTLIBRARIES += libbase.la libbuild.la
libbase_la_SOURCES = \
	%D%/bytes.cpp \
	%D%/bytes.hpp \
	%D%/error.cpp \
	%D%/error.hpp \
	%D%/fd.cpp \
	%D%/fd.hpp
libbase_la_LIBADD = libbuild.la

# What differs between two builds of the same sources is compiled into these two files alone.
libbuild_la_SOURCES = \
	%D%/build_info.cpp \
	%D%/build_info.hpp \
	%D%/paths.cpp \
	%D%/paths.hpp
libbuild_la_CPPFLAGS = $(AM_CPPFLAGS) \
	-DCONTROL_SOCKET='"$(CONTROL_SOCKET)"' \
	-DPID_FILE='"$(PID_FILE)"' \
	-DSYSCONFDIR='"$(sysconfdir)"' \
	-DLLDPCLI_PATH='"$(sbindir)/lldpcli"' \
	-DPRIVSEP_USER='"$(PRIVSEP_USER)"' \
	-DPRIVSEP_GROUP='"$(PRIVSEP_GROUP)"' \
	-DPRIVSEP_CHROOT='"$(PRIVSEP_CHROOT)"' \
	-DBUILD_DATE='"$(BUILD_DATE)"' \
	-DCOMPILER_COMMAND='"$(CXX) $(CPPFLAGS) $(AM_CXXFLAGS) $(CXXFLAGS)"' \
	-DLINKER_COMMAND='"$(CXX) $(AM_CXXFLAGS) $(CXXFLAGS) $(AM_LDFLAGS) $(LDFLAGS) $(LIBS)"'
