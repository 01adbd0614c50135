# LLDP_PRIVSEP: the unprivileged, chrooted worker.
AC_DEFUN([LLDP_PRIVSEP], [
  LLDP_SWITCH([enable], [privsep], [yes], [run as one privileged process])
  LLDP_VALUE([privsep-user], [_lldpd], [USER], [user of the worker @<:@_lldpd@:>@])
  LLDP_VALUE([privsep-group], [_lldpd], [GROUP], [group of the worker @<:@_lldpd@:>@])
  m4_foreach([lldp_name], [user, group], [
    AS_CASE([$with_privsep_[]lldp_name], [*@<:@!A-Za-z0-9._-@:>@*],
      [AC_MSG_ERROR([--with-privsep-lldp_name=$with_privsep_[]lldp_name: letters, digits, '.', '_' and '-' make a name])])
  ])
  LLDP_ABSOLUTE([privsep-chroot], [${runstatedir}/lldpd], [root directory of the worker @<:@RUNSTATEDIR/lldpd@:>@])
  AS_IF([test "x$enable_privsep" = xyes], [
    AC_DEFINE([ENABLE_PRIVSEP], [1], [Define to 1 for privilege separation.])
    lldp_privsep="yes (user $with_privsep_user, group $with_privsep_group, chroot $with_privsep_chroot)"
  ], [lldp_privsep=no])
  AC_SUBST([PRIVSEP_USER], [$with_privsep_user])
  AC_SUBST([PRIVSEP_GROUP], [$with_privsep_group])
  AC_SUBST([PRIVSEP_CHROOT], [$with_privsep_chroot])
])
