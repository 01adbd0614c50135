# What every option of configure goes through, so that none is parsed and then ignored.

# LLDP_SWITCH(enable|with, NAME, yes|no|auto, HELP): a switch that is on or off and nothing else. The help names the form
# that changes the default, which with auto is on when what it takes is found.
AC_DEFUN([LLDP_SWITCH], [
  m4_pushdef([lldp_variable], m4_translit([$1_$2], [-], [_]))
  m4_pushdef([lldp_form], m4_case([$1-$3], [enable-yes], [--disable-$2], [enable-no], [--enable-$2],
                                           [with-yes], [--without-$2], [with-auto], [--without-$2], [with-no], [--with-$2]))
  m4_if([$1], [enable],
    [AC_ARG_ENABLE([$2], [AS_HELP_STRING(lldp_form, [$4])], [], [enable_]m4_translit([$2], [-], [_])[=$3])],
    [AC_ARG_WITH([$2], [AS_HELP_STRING(lldp_form, [$4])], [], [with_]m4_translit([$2], [-], [_])[=$3])])
  AS_CASE([$lldp_variable],
    [yes|no[]m4_if([$3], [auto], [|auto])], [],
    [AC_MSG_ERROR([--$1-$2=$lldp_variable: this option is yes or no])])
  m4_popdef([lldp_form])
  m4_popdef([lldp_variable])
])

# LLDP_SWITCH_PENDING(enable|with, NAME, DESCRIPTION): a switch for what does not exist yet. Off is the truth and
# accepted; on is refused.
AC_DEFUN([LLDP_SWITCH_PENDING], [
  LLDP_SWITCH([$1], [$2], [no], [$3 (not available yet)])
  AS_IF([test "x$$1_$2" = xyes],
    [AC_MSG_ERROR([--$1-$2: $3 cannot be built yet; leave the option out])])
  $1_$2="no (not available yet)"
])

# LLDP_VALUE(NAME, DEFAULT, VALUE-IN-HELP, HELP): an option that takes a word.
AC_DEFUN([LLDP_VALUE], [
  AC_ARG_WITH([$1], [AS_HELP_STRING([--with-$1=$3], [$4])], [], [with_]m4_translit([$1], [-], [_])[='$2'])
  AS_CASE([$with_]m4_translit([$1], [-], [_]),
    [yes|no|''], [AC_MSG_ERROR([--with-$1 needs a value: --with-$1=$3])])
])

# LLDP_ABSOLUTE(NAME, DEFAULT, HELP): an option that takes an absolute path, or one below a variable such as ${runstatedir}.
AC_DEFUN([LLDP_ABSOLUTE], [
  LLDP_VALUE([$1], [$2], [PATH], [$3])
  AS_CASE([$with_]m4_translit([$1], [-], [_]),
    [/*|'${'*], [],
    [AC_MSG_ERROR([--with-$1=$with_]m4_translit([$1], [-], [_])[: an absolute path is needed])])
  AS_CASE([$with_]m4_translit([$1], [-], [_]),
    [*@<:@!A-Za-z0-9/._+:@%=~{}\$-@:>@*],
    [AC_MSG_ERROR([--with-$1=$with_]m4_translit([$1], [-], [_])[: a path of letters, digits and /._+:@%=~- is needed])])
])
