# LLDP_COVERAGE: --enable-coverage counts executed lines (gcov).
AC_DEFUN([LLDP_COVERAGE], [
  LLDP_SWITCH([enable], [coverage], [no], [count executed lines with gcov])
  COVERAGE_FLAGS=
  AS_IF([test "x$enable_coverage" = xyes], [
    COVERAGE_FLAGS="--coverage -fprofile-update=atomic"
    AC_DEFINE([COVERAGE], [1], [Define to 1 when built to count executed lines.])
  ])
  AC_SUBST([COVERAGE_FLAGS])
])
