# LLDP_SUITE_PROGRAMS: --with-lldpd and --with-lldpcli, the programs that the integration suite tests instead of the tree's own.
AC_DEFUN([LLDP_SUITE_PROGRAMS], [
  LLDP_SUITE_PROGRAM([lldpd], [LLDPD])
  LLDP_SUITE_PROGRAM([lldpcli], [LLDPCLI])
])

# LLDP_SUITE_PROGRAM(NAME, VARIABLE)
AC_DEFUN([LLDP_SUITE_PROGRAM], [
  AC_ARG_WITH([$1], [AS_HELP_STRING([--with-$1=PATH], [the $1 that the integration suite tests @<:@the tree's own@:>@])],
    [AS_CASE([$with_$1],
      [/*], [AS_IF([test -f "$with_$1" && test -x "$with_$1"], [],
        [AC_MSG_ERROR([--with-$1=$with_$1: there is no such program])])],
      [AC_MSG_ERROR([--with-$1=$with_$1: an absolute path is needed])])
     AC_SUBST([SUITE_$2], [$with_$1])
     lldp_suite_$1=$with_$1],
    [AC_SUBST([SUITE_$2], ['$(abs_top_builddir)/src/$1'])
     lldp_suite_$1="the tree's own"])
])
