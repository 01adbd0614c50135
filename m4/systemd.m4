# LLDP_SYSTEMD: where systemd finds the daemon's unit, and the users that it takes.
AC_DEFUN([LLDP_SYSTEMD], [
  LLDP_ABSOLUTE([systemdsystemunitdir], [${prefix}/lib/systemd/system],
    [systemd's unit @<:@PREFIX/lib/systemd/system@:>@])
  LLDP_ABSOLUTE([sysusersdir], [${prefix}/lib/sysusers.d], [systemd's list of users @<:@PREFIX/lib/sysusers.d@:>@])
  AC_SUBST([systemdsystemunitdir], [$with_systemdsystemunitdir])
  AC_SUBST([sysusersdir], [$with_sysusersdir])
])
