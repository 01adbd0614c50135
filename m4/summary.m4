# LLDP_SUMMARY: what configure decided, a line each.
AC_DEFUN([LLDP_SUMMARY], [
  AC_MSG_NOTICE([
lldpd $PACKAGE_VERSION
  C++ compiler                $CXX
  compiler flags              $CXXFLAGS
  warnings are errors         $enable_werror
  sanitizers                  $enable_sanitizers
  coverage                    $enable_coverage
  fuzzing                     $enable_fuzzing
  Catch2                      $lldp_catch2
  install the tests' harness  $enable_install_harness
  lldpd of the suite          $lldp_suite_lldpd
  lldpcli of the suite        $lldp_suite_lldpcli
  privilege separation        $lldp_privsep
  libcap                      $with_libcap
  control socket              $CONTROL_SOCKET
  process id file             $PID_FILE
  systemd unit in             $systemdsystemunitdir
  LLDP-MED TLVs               $enable_lldpmed
  IEEE 802.1 TLVs             $enable_dot1
  IEEE 802.3 TLVs             $enable_dot3
  custom TLVs                 $enable_custom
  CDP                         $enable_cdp
  FDP                         $enable_fdp
  EDP                         $enable_edp
  SONMP                       $enable_sonmp
  SNMP                        $with_snmp
  XML                         $with_xml
  JSON                        $with_json
  seccomp                     $with_seccomp
  readline                    $with_readline])
])
