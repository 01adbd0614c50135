# LLDP_FUZZING: --enable-fuzzing links the fuzz targets with libFuzzer, and makes everything count what was reached.
AC_DEFUN([LLDP_FUZZING], [
  LLDP_SWITCH([enable], [fuzzing], [no], [link the fuzz targets with libFuzzer (clang)])
  FUZZING_FLAGS=
  AS_IF([test "x$enable_fuzzing" = xyes], [
    FUZZING_FLAGS="-fsanitize=fuzzer-no-link"
    AC_MSG_CHECKING([whether $CXX links with libFuzzer])
    lldp_saved_CXXFLAGS=$CXXFLAGS
    CXXFLAGS="$CXXFLAGS -fsanitize=fuzzer"
    AC_LINK_IFELSE([AC_LANG_SOURCE([[#include <cstddef>
        #include <cstdint>
        extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t*, std::size_t) { return 0; }]])],
      [AC_MSG_RESULT([yes])],
      [AC_MSG_RESULT([no])
       AC_MSG_ERROR([$CXX cannot link with libFuzzer: --enable-fuzzing takes clang and its runtime (apt-get install clang, ./configure CXX=clang++)])])
    CXXFLAGS=$lldp_saved_CXXFLAGS
  ])
  AM_CONDITIONAL([FUZZING], [test "x$enable_fuzzing" = xyes])
  AC_SUBST([FUZZING_FLAGS])
])
