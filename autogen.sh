#!/bin/sh
# Makes ./configure from configure.ac. Needs autoconf, automake, libtool and pkg-config.
set -eu
cd "$(dirname "$0")"
for tool in autoreconf:autoconf automake:automake libtoolize:libtool pkg-config:pkgconf; do
    if ! command -v "${tool%:*}" >/dev/null; then
        echo "autogen.sh: ${tool%:*} is missing: apt-get install ${tool#*:}" >&2
        exit 1
    fi
done
mkdir -p build-aux
exec autoreconf --install --force --warnings=all
