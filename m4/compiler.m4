# LLDP_COMPILER: C++20, warnings, and --enable-werror for CI.
AC_DEFUN([LLDP_COMPILER], [
  AC_MSG_CHECKING([whether $CXX compiles C++20])
  lldp_saved_CXXFLAGS=$CXXFLAGS
  CXXFLAGS="$CXXFLAGS -std=c++20"
  AC_COMPILE_IFELSE([AC_LANG_PROGRAM([[
#include <concepts>
#include <span>
template <std::integral T> T twice(T value) { return value + value; }
]], [[std::span<const int> none; return twice(static_cast<int>(none.size()));]])],
    [AC_MSG_RESULT([yes])],
    [AC_MSG_RESULT([no])
     AC_MSG_ERROR([a C++20 compiler is needed (g++ 12 or clang++ 14, or newer): apt-get install g++])])
  CXXFLAGS=$lldp_saved_CXXFLAGS

  LLDP_SWITCH([enable], [werror], [no], [treat compiler warnings as errors (CI does)])
  LLDP_CXXFLAGS="-std=c++20 -Wall -Wextra -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Woverloaded-virtual -Wconversion -Wno-sign-conversion"
  AS_IF([test "x$enable_werror" = xyes], [LLDP_CXXFLAGS="$LLDP_CXXFLAGS -Werror"])
  AC_SUBST([LLDP_CXXFLAGS])
])
