# LLDP_INSTALL_HARNESS: --enable-install-harness makes a library of the integration suite's harness, for the tests of other
# daemons. `make installcheck` then builds an example against the installed copy, and runs it.
AC_DEFUN([LLDP_INSTALL_HARNESS], [
  LLDP_SWITCH([enable], [install-harness], [no], [install the harness of the tests as a library of its own, nsharness])
  AS_IF([test "x$enable_install_harness" = xyes && test "x$have_catch2" != xyes],
    [AC_MSG_ERROR([--enable-install-harness: Catch2 3.5 or newer is missing: apt-get install catch2])])
  AM_CONDITIONAL([INSTALL_HARNESS], [test "x$enable_install_harness" = xyes])
  AC_CONFIG_FILES([tests/integration/nsharness.pc])
])
