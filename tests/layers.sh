#!/bin/sh
# SPDX-License-Identifier: MIT
# layers.sh DIR - the folders of the source tree DIR keep to their places:
# includes point one way, each outside library has one folder that knows it,
# and only cli/ prints or ends the process.
set -eu
style=$(cd "$(dirname "$0")/style" && pwd)
cd "$1"
failed=0
code=$(mktemp)
found=$(mktemp)
trap 'rm -f "$code" "$found"' EXIT
find base taxonomy store crawler extract report demo cli -name '*.[ch]' |
    sort | xargs awk -f "$style/code.awk" >"$code"
[ -s "$code" ] || {
    echo "layers: no source in $1"
    exit 1
}

include='[[:space:]]*#[[:space:]]*include[[:space:]]*'

# offence WORDS: the lines in $found offend, if there are any.
offence() {
    if [ -s "$found" ]; then
        sed "s#^#layers: $1: #" "$found"
        failed=1
    fi
}

# check WORDS PATTERN: lines of the code that match offend.
check() {
    grep -E "$2" "$code" >"$found" || true
    offence "$1"
}

# only FOLDER INCLUDES...: folders whose headers it may include, beside its own.
only() {
    folder=$1
    allowed=$(echo "$*" | tr ' ' '|')
    grep -E "^$folder/[^:]*:[0-9]+:$include\"" "$code" |
        grep -vE "$include\"($allowed)/" >"$found" || true
    offence "$folder/ may include only $*"
}

# library HEADER FOLDER: no other folder knows the library.
library() {
    grep -E ":$include<$1" "$code" | grep -v "^$2/" >"$found" || true
    offence "only $2/ may include <$1"
}

only base
only taxonomy base
only store base
only demo base
only crawler base taxonomy store
only extract base taxonomy store
only report base taxonomy store extract crawler
only cli base taxonomy store extract crawler report demo

library 'curl/' crawler
library 'sqlite3' store
library 'microhttpd' demo

inside='^(base|taxonomy|store|crawler|extract|report|demo)/[^:]*:[0-9]+:.*'
check 'only cli/ ends the process' "$inside\\b(exit|quick_exit|err|errx)\\("
check 'only cli/ prints' "$inside\\b(printf|vprintf|puts|putchar|perror)\\("
# The two that may: out of memory is said there, and "-" is a file there.
grep -vE '^base/(alloc|file)\.c:' "$code" >"$found"
cp "$found" "$code"
check 'only base/alloc.c aborts' "$inside\\babort\\("
check 'only cli/ prints' "$inside\\b(stdout|stderr)\\b"
exit "$failed"
