# LLDP_PATHS: where the programs find each other and their files.
AC_DEFUN([LLDP_PATHS], [
  LLDP_ABSOLUTE([lldpd-ctl-socket], [${runstatedir}/lldpd.socket], [control socket @<:@RUNSTATEDIR/lldpd.socket@:>@])
  LLDP_ABSOLUTE([lldpd-pid-file], [${runstatedir}/lldpd.pid], [process id file @<:@RUNSTATEDIR/lldpd.pid@:>@])
  AC_SUBST([CONTROL_SOCKET], [$with_lldpd_ctl_socket])
  AC_SUBST([PID_FILE], [$with_lldpd_pid_file])
])
