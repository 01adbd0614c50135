# LLDP_PATHS: where the programs find each other and their files.
AC_DEFUN([LLDP_PATHS], [
  AC_ARG_WITH([lldpd-ctl-socket],
    [AS_HELP_STRING([--with-lldpd-ctl-socket=PATH], [control socket @<:@RUNSTATEDIR/lldpd.socket@:>@])],
    [], [with_lldpd_ctl_socket='${runstatedir}/lldpd.socket'])
  AC_ARG_WITH([lldpd-pid-file],
    [AS_HELP_STRING([--with-lldpd-pid-file=PATH], [process id file @<:@RUNSTATEDIR/lldpd.pid@:>@])],
    [], [with_lldpd_pid_file='${runstatedir}/lldpd.pid'])
  AC_SUBST([CONTROL_SOCKET], [$with_lldpd_ctl_socket])
  AC_SUBST([PID_FILE], [$with_lldpd_pid_file])
])
