# LLDP_FEATURES: one switch per feature. A switch that nothing stands behind yet is refused, not ignored; one that
# works defines ENABLE_<FEATURE> (or USE_<LIBRARY>) in config.h.
AC_DEFUN([LLDP_FEATURES], [
  LLDP_SWITCH_PENDING([enable], [lldpmed], [LLDP-MED TLVs])
  LLDP_SWITCH_PENDING([enable], [dot1], [IEEE 802.1 TLVs])
  LLDP_SWITCH_PENDING([enable], [dot3], [IEEE 802.3 TLVs])
  LLDP_SWITCH_PENDING([enable], [custom], [custom TLVs])
  LLDP_SWITCH_PENDING([enable], [cdp], [Cisco Discovery Protocol])
  LLDP_SWITCH_PENDING([enable], [fdp], [Foundry Discovery Protocol])
  LLDP_SWITCH_PENDING([enable], [edp], [Extreme Discovery Protocol])
  LLDP_SWITCH_PENDING([enable], [sonmp], [SynOptics Network Management Protocol])
  LLDP_SWITCH_PENDING([with], [snmp], [SNMP AgentX subagent])
  LLDP_SWITCH_PENDING([with], [xml], [XML output])
  LLDP_SWITCH_PENDING([with], [json], [JSON output])
  LLDP_SWITCH_PENDING([with], [seccomp], [seccomp filters])
  LLDP_SWITCH_PENDING([with], [readline], [interactive line editing])

  LLDP_SWITCH([with], [libcap], [yes], [keep the monitor at full privileges instead of a few capabilities])
  AS_IF([test "x$with_libcap" = xyes], [
    LLDP_NEED([LIBCAP], [libcap >= 2.24], [libcap-dev])
    AC_DEFINE([USE_LIBCAP], [1], [Define to 1 to reduce the monitor to a few capabilities.])
  ])
])
