#!/bin/sh
# SPDX-License-Identifier: MIT
# packages.sh DIR - the lists of packages and the sources agree: each outside
# header that is included belongs to a package of the lists, and each
# development package of the lists gives a header that is included.
set -eu
cd "$1"
command -v dpkg-query >/dev/null || {
    echo "packages: no dpkg here"
    exit 77
}
arch=/usr/include/$(gcc -dumpmachine)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# headers FOLDER...: outside headers included there, one a line.
headers() {
    find "$@" -name '*.[ch]' -exec \
        sed -n 's/^[[:space:]]*#[[:space:]]*include <\(.*\)>.*/\1/p' {} + |
        sort -u
}

# Where each header on stdin lies; the compiler's own lie elsewhere.
paths() {
    while read -r header; do
        for dir in /usr/include "$arch" /usr/include/libxml2; do
            [ ! -e "$dir/$header" ] || echo "$dir/$header"
        done
    done
}

# packages LIST...
packages() {
    for list in "$@"; do
        sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "scripts/apt-$list.txt"
    done | sort
}

# owners FOLDER...: packages whose headers are included there.
owners() {
    headers "$@" | paths | xargs dpkg-query -S | sed 's/:.*//' |
        grep -v '^linux-libc-dev$' | sort -u
}

product="base taxonomy store crawler extract report demo cli"
# shellcheck disable=SC2086 # a list of words
owners $product >"$work/product"
# shellcheck disable=SC2086
owners $product tests >"$work/all"
packages run >"$work/run"
packages run test >"$work/listed"
grep -- '-dev$' "$work/listed" >"$work/listed-dev"

status=0
missing=$(comm -23 "$work/product" "$work/run"
    comm -23 "$work/all" "$work/listed")
[ -z "$missing" ] || {
    echo "packages: used, and in no list:" $missing
    status=1
}
unused=$(comm -13 "$work/all" "$work/listed-dev")
[ -z "$unused" ] || {
    echo "packages: in a list, and no header of it is included:" $unused
    status=1
}
exit "$status"
