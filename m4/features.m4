# LLDP_FEATURES: one switch per feature. A switch that nothing stands behind yet is refused, not ignored; one that
# works defines ENABLE_<FEATURE> (or USE_<LIBRARY>) in config.h.
AC_DEFUN([LLDP_FEATURES], [
  LLDP_SWITCH_PENDING([enable], [cdp], [Cisco Discovery Protocol])
  LLDP_SWITCH_PENDING([enable], [fdp], [Foundry Discovery Protocol])
  LLDP_SWITCH_PENDING([enable], [edp], [Extreme Discovery Protocol])
  LLDP_SWITCH_PENDING([enable], [sonmp], [SynOptics Network Management Protocol])
  LLDP_SWITCH_PENDING([with], [snmp], [SNMP AgentX subagent])

  LLDP_TLVS([dot1], [IEEE 802.1 TLVs])
  LLDP_TLVS([dot3], [IEEE 802.3 TLVs])
  LLDP_TLVS([lldpmed], [LLDP-MED TLVs])
  LLDP_TLVS([custom], [TLVs of other organizations])

  LLDP_SWITCH([with], [libcap], [yes], [keep the monitor at full privileges instead of a few capabilities])
  AS_IF([test "x$with_libcap" = xyes], [
    LLDP_NEED([LIBCAP], [libcap >= 2.24], [libcap-dev])
    AC_DEFINE([USE_LIBCAP], [1], [Define to 1 to reduce the monitor to a few capabilities.])
  ])

  LLDP_SWITCH([with], [json], [yes], [leave out the output formats json and json0])
  AS_IF([test "x$with_json" = xyes], [
    LLDP_NEED([NLOHMANN_JSON], [nlohmann_json >= 3.9], [nlohmann-json3-dev])
    AC_DEFINE([USE_JSON], [1], [Define to 1 to write JSON.])
  ])
  AM_CONDITIONAL([USE_JSON], [test "x$with_json" = xyes])

  LLDP_SWITCH([with], [xml], [yes], [leave out the output format xml])
  AS_IF([test "x$with_xml" = xyes], [
    LLDP_NEED([LIBXML2], [libxml-2.0 >= 2.9], [libxml2-dev])
    AC_DEFINE([USE_XML], [1], [Define to 1 to write XML.])
  ])
  AM_CONDITIONAL([USE_XML], [test "x$with_xml" = xyes])

  LLDP_SWITCH([with], [readline], [auto], [leave out line editing, history and completion at lldpcli's prompt])
  AS_CASE([$with_readline],
    [yes], [LLDP_NEED([READLINE], [readline >= 8.0], [libreadline-dev])],
    [auto], [PKG_CHECK_MODULES([READLINE], [readline >= 8.0], [with_readline=yes],
      [with_readline="no (libreadline-dev is missing)"])])
  AS_IF([test "x$with_readline" = xyes], [
    AC_DEFINE([USE_READLINE], [1], [Define to 1 to have lines edited at the prompt.])
  ])
  AM_CONDITIONAL([USE_READLINE], [test "x$with_readline" = xyes])

  LLDP_SWITCH([with], [seccomp], [no], [kill a process of the daemon that makes a system call it has no use for])
  AS_IF([test "x$with_seccomp" = xyes], [
    LLDP_NEED([SECCOMP], [libseccomp >= 2.5], [libseccomp-dev])
    AC_DEFINE([USE_SECCOMP], [1], [Define to 1 to filter the daemon's system calls.])
  ])
  AM_CONDITIONAL([USE_SECCOMP], [test "x$with_seccomp" = xyes])
])

# LLDP_TLVS(NAME, DESCRIPTION): the switch of a family of TLVs. --disable-NAME leaves out its sources (the conditional)
# and its entries in the registry (the macro), both called ENABLE_<NAME>.
AC_DEFUN([LLDP_TLVS], [
  LLDP_SWITCH([enable], [$1], [yes], [leave out the $2])
  AS_IF([test "x$enable_$1" = xyes],
    [AC_DEFINE(ENABLE_[]m4_toupper([$1]), [1], [Define to 1 to build in the $2.])])
  AM_CONDITIONAL(ENABLE_[]m4_toupper([$1]), [test "x$enable_$1" = xyes])
])
