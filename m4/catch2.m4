# LLDP_CATCH2: the tests' framework. The programs build without it; the tests say what is missing.
AC_DEFUN([LLDP_CATCH2], [
  PKG_CHECK_MODULES([CATCH2], [catch2 >= 3.5], [have_catch2=yes],
    [AC_MSG_ERROR([Catch2 3.5 or newer is missing: apt-get install catch2 (on Debian 12 it is in bookworm-backports; ./dev deps sets that up)])])
])
