# LLDP_SUMMARY: what configure decided, a line each.
AC_DEFUN([LLDP_SUMMARY], [
  AC_MSG_NOTICE([
lldpd $PACKAGE_VERSION
  C++ compiler             $CXX
  warnings are errors      $enable_werror
  sanitizers               $enable_sanitizers
  coverage                 $enable_coverage
  Catch2                   $($PKG_CONFIG --modversion catch2)
  privilege separation     $enable_privsep (user $with_privsep_user, group $with_privsep_group, chroot $with_privsep_chroot)
  libcap                   $with_libcap
  LLDP-MED                 $enable_lldpmed
  IEEE 802.1 TLVs          $enable_dot1
  IEEE 802.3 TLVs          $enable_dot3
  custom TLVs              $enable_custom
  CDP, FDP, EDP, SONMP     $enable_cdp, $enable_fdp, $enable_edp, $enable_sonmp
  SNMP                     $with_snmp
  XML, JSON                $with_xml, $with_json
  seccomp                  $with_seccomp
  readline                 $with_readline])
])
