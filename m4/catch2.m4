# LLDP_CATCH2: the tests' framework. The programs build without it; `make check` then says what is missing.
AC_DEFUN([LLDP_CATCH2], [
  PKG_CHECK_MODULES([CATCH2], [catch2 >= 3.5],
    [have_catch2=yes
     lldp_catch2="$($PKG_CONFIG --modversion catch2)"],
    [have_catch2=no
     lldp_catch2="no (make check and make check-integration need 3.5 or newer)"])
  # The suite looks at capabilities whether or not the daemon drops them, reads and writes files of frames, and keeps
  # records of its runs.
  AS_IF([test "x$have_catch2" = xyes],
    [LLDP_NEED([SUITE_LIBCAP], [libcap >= 2.24], [libcap-dev])
     LLDP_NEED([LIBPCAP], [libpcap >= 1.9], [libpcap-dev])
     AC_CHECK_HEADER([nlohmann/json.hpp], [],
       [AC_MSG_ERROR([nlohmann/json.hpp is missing: apt-get install nlohmann-json3-dev])])])
  AM_CONDITIONAL([HAVE_CATCH2], [test "x$have_catch2" = xyes])
])
