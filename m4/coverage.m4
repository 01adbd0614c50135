# LLDP_COVERAGE: --enable-coverage counts executed lines (gcov).
AC_DEFUN([LLDP_COVERAGE], [
  LLDP_SWITCH([enable], [coverage], [no], [count executed lines with gcov])
  COVERAGE_FLAGS=
  AS_IF([test "x$enable_coverage" = xyes], [COVERAGE_FLAGS="--coverage -fprofile-update=atomic"])
  AC_SUBST([COVERAGE_FLAGS])
])
