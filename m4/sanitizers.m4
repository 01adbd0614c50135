# LLDP_SANITIZERS_OPTIMIZATION: called before AC_PROG_CXX, which would choose -O2. What runs under sanitizers is compiled
# far more often than it is run, and compiles three times faster without optimization.
AC_DEFUN([LLDP_SANITIZERS_OPTIMIZATION], [
  AS_IF([test "x$enable_sanitizers" = xyes], [: ${CXXFLAGS="-g -O0"}])
])

# LLDP_SANITIZERS: --enable-sanitizers builds everything with ASAN and UBSAN, and no report is survivable.
AC_DEFUN([LLDP_SANITIZERS], [
  LLDP_SWITCH([enable], [sanitizers], [no], [build with ASAN and UBSAN, without recovery])
  SANITIZER_FLAGS=
  AS_IF([test "x$enable_sanitizers" = xyes], [
    SANITIZER_FLAGS="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer"
    AC_MSG_CHECKING([whether $CXX links with ASAN and UBSAN])
    lldp_saved_CXXFLAGS=$CXXFLAGS
    CXXFLAGS="$CXXFLAGS $SANITIZER_FLAGS"
    AC_LINK_IFELSE([AC_LANG_PROGRAM([], [])],
      [AC_MSG_RESULT([yes])],
      [AC_MSG_RESULT([no])
       AC_MSG_ERROR([$CXX cannot link with ASAN and UBSAN: install its runtime (for clang 14: apt-get install libclang-rt-14-dev) or leave out --enable-sanitizers])])
    # GCC's manual: with sanitizers this warning cries wolf (in <regex>, for one). Clang does not know it.
    AC_MSG_CHECKING([whether $CXX takes -Wno-maybe-uninitialized])
    CXXFLAGS="$lldp_saved_CXXFLAGS -Werror -Wno-maybe-uninitialized"
    AC_COMPILE_IFELSE([AC_LANG_PROGRAM([], [])],
      [AC_MSG_RESULT([yes])
       SANITIZER_FLAGS="$SANITIZER_FLAGS -Wno-maybe-uninitialized"],
      [AC_MSG_RESULT([no])])
    CXXFLAGS=$lldp_saved_CXXFLAGS
    AC_DEFINE([SANITIZED], [1], [Define to 1 when built with ASAN and UBSAN.])
  ])
  AM_CONDITIONAL([SANITIZED], [test "x$enable_sanitizers" = xyes])
  AC_SUBST([SANITIZER_FLAGS])
])
