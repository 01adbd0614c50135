# LLDP_PRIVSEP: the unprivileged, chrooted worker.
AC_DEFUN([LLDP_PRIVSEP], [
  AC_ARG_ENABLE([privsep],
    [AS_HELP_STRING([--disable-privsep], [run as one privileged process])], [], [enable_privsep=yes])
  AC_ARG_WITH([privsep-user],
    [AS_HELP_STRING([--with-privsep-user=USER], [user of the worker @<:@_lldpd@:>@])], [], [with_privsep_user=_lldpd])
  AC_ARG_WITH([privsep-group],
    [AS_HELP_STRING([--with-privsep-group=GROUP], [group of the worker @<:@_lldpd@:>@])], [], [with_privsep_group=_lldpd])
  AC_ARG_WITH([privsep-chroot],
    [AS_HELP_STRING([--with-privsep-chroot=DIR], [root directory of the worker @<:@RUNSTATEDIR/lldpd@:>@])],
    [], [with_privsep_chroot='${runstatedir}/lldpd'])
  AS_IF([test "x$enable_privsep" = xyes],
    [AC_DEFINE([ENABLE_PRIVSEP], [1], [Define to 1 for privilege separation.])])
  AC_SUBST([PRIVSEP_USER], [$with_privsep_user])
  AC_SUBST([PRIVSEP_GROUP], [$with_privsep_group])
  AC_SUBST([PRIVSEP_CHROOT], [$with_privsep_chroot])
])
