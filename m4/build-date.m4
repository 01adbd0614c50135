# LLDP_BUILD_DATE: what "Built on" shows. Fixed here, not by the compiler, so that a second make has nothing to do;
# SOURCE_DATE_EPOCH makes a build reproducible.
AC_DEFUN([LLDP_BUILD_DATE], [
  AC_ARG_VAR([SOURCE_DATE_EPOCH], [seconds since 1970 to show as the time of the build])
  AC_MSG_CHECKING([for the date of the build])
  AS_IF([test -n "$SOURCE_DATE_EPOCH"],
    [BUILD_DATE=$(LC_ALL=C date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null) ||
      AC_MSG_ERROR([SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH" is not a number of seconds since 1970])],
    [BUILD_DATE=$(LC_ALL=C date -u +%Y-%m-%dT%H:%M:%SZ)])
  AC_MSG_RESULT([$BUILD_DATE])
  AC_SUBST([BUILD_DATE])
])
