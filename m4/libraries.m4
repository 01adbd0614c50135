# LLDP_LIBRARIES: what the programs are linked with; one line that names the package when one is missing.
AC_DEFUN([LLDP_LIBRARIES], [
  LLDP_NEED([LIBNL], [libnl-3.0 >= 3.5 libnl-route-3.0 >= 3.5], [libnl-3-dev libnl-route-3-dev])
  LLDP_NEED([LIBEVENT], [libevent_core >= 2.1], [libevent-dev])
  LLDP_NEED([SPDLOG], [spdlog >= 1.10], [libspdlog-dev])
  AC_CHECK_HEADER([tl/expected.hpp], [],
    [AC_MSG_ERROR([tl/expected.hpp is missing: apt-get install libexpected-dev])])
])

# LLDP_NEED(PREFIX, MODULES, DEBIAN-PACKAGES)
AC_DEFUN([LLDP_NEED], [
  PKG_CHECK_MODULES([$1], [$2], [],
    [AC_MSG_ERROR([$2 is missing: apt-get install $3])])
])
