# LLDP_COVERAGE: --enable-coverage counts executed lines (gcov).
AC_DEFUN([LLDP_COVERAGE], [
  AC_ARG_ENABLE([coverage],
    [AS_HELP_STRING([--enable-coverage], [count executed lines with gcov])], [], [enable_coverage=no])
  COVERAGE_FLAGS=
  AS_IF([test "x$enable_coverage" = xyes], [COVERAGE_FLAGS="--coverage -fprofile-update=atomic"])
  AC_SUBST([COVERAGE_FLAGS])
])
