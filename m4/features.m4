# LLDP_FEATURES: one switch per feature. A switch that nothing stands behind yet is refused, not ignored.
AC_DEFUN([LLDP_FEATURES], [
  LLDP_FEATURE_PENDING([enable], [lldpmed], [LLDP-MED TLVs])
  LLDP_FEATURE_PENDING([enable], [dot1], [IEEE 802.1 TLVs])
  LLDP_FEATURE_PENDING([enable], [dot3], [IEEE 802.3 TLVs])
  LLDP_FEATURE_PENDING([enable], [custom], [custom TLVs])
  LLDP_FEATURE_PENDING([enable], [cdp], [Cisco Discovery Protocol])
  LLDP_FEATURE_PENDING([enable], [fdp], [Foundry Discovery Protocol])
  LLDP_FEATURE_PENDING([enable], [edp], [Extreme Discovery Protocol])
  LLDP_FEATURE_PENDING([enable], [sonmp], [SynOptics Network Management Protocol])
  LLDP_FEATURE_PENDING([with], [snmp], [SNMP AgentX subagent])
  LLDP_FEATURE_PENDING([with], [xml], [XML output])
  LLDP_FEATURE_PENDING([with], [json], [JSON output])
  LLDP_FEATURE_PENDING([with], [seccomp], [seccomp filters])
  LLDP_FEATURE_PENDING([with], [readline], [interactive line editing])
  AC_ARG_WITH([libcap],
    [AS_HELP_STRING([--without-libcap], [keep the monitor at full privileges instead of a few capabilities])],
    [], [with_libcap=yes])
  AS_IF([test "x$with_libcap" = xyes], [
    LLDP_NEED([LIBCAP], [libcap >= 2.24], [libcap-dev])
    AC_DEFINE([USE_LIBCAP], [1], [Define to 1 to reduce the monitor to a few capabilities.])
  ])
])

# LLDP_FEATURE_PENDING(enable|with, NAME, DESCRIPTION)
AC_DEFUN([LLDP_FEATURE_PENDING], [
  m4_if([$1], [enable],
    [AC_ARG_ENABLE([$2], [AS_HELP_STRING([--enable-$2], [$3 (not available yet)])], [], [enable_$2=no])],
    [AC_ARG_WITH([$2], [AS_HELP_STRING([--with-$2], [$3 (not available yet)])], [], [with_$2=no])])
  AS_IF([test "x$$1_$2" != xno],
    [AC_MSG_ERROR([--$1-$2: $3 cannot be built yet; leave the option out])])
])
