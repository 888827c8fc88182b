#!/bin/sh
# SPDX-License-Identifier: MIT
# style.sh CHECK DIR - one rule of STYLE over the sources of DIR; no file is
# exempt. Exit 77 (skipped) where the tool of a check is not installed.
#
#   format      clang-format 14 would change nothing
#   size        functions: 80 lines, complexity 15; files: 600 lines, 80 columns
#   spdx        every source begins with its licence
#   banned      functions that cannot be used safely are not used
set -eu
check=$1
style=$(cd "$(dirname "$0")" && pwd)
cd "$2"

# sources NAME-PATTERN...: files of the tree, one a line.
sources() {
    for pattern in "$@"; do
        find base taxonomy store crawler extract report demo cli tests scripts \
            cmake deploy CMakeLists.txt -name "$pattern" 2>/dev/null ||
            : # a folder that a tree does not have
    done | sort
}

need() {
    command -v "$1" >/dev/null && return
    echo "style: $1 is not installed"
    exit 77
}

# Passes when stdin is empty; else shows it.
none() {
    ! sed "s|^|style: $1: |" | grep .
}

case $check in
format)
    need clang-format-14
    sources '*.[ch]' | xargs clang-format-14 --dry-run -Werror
    ;;
size)
    need pmccabe
    {
        sources '*.[ch]' | xargs pmccabe |
            awk '$1 > 15 { print $6, $NF, "complexity", $1 }
                 $5 > 80 { print $6, $NF, "lines", $5 }'
        sources '*.[ch]' '*.sh' '*.awk' | xargs awk '
            length($0) > 80 { print FILENAME ":" FNR ": over 80 columns" }
            FNR == 601 { print FILENAME ": over 600 lines" }'
    } | none size
    ;;
spdx)
    {
        sources '*.[ch]' | xargs awk 'FNR == 1 &&
            $0 != "/* SPDX-License-Identifier: MIT */" { print FILENAME }'
        # A script's first line is for the kernel.
        sources '*.sh' '*.awk' '*.cmake' '*.py' '*.sql' CMakeLists.txt |
            xargs awk 'FNR == 1 { if (f && !ok) print f; f = FILENAME; ok = 0 }
                FNR <= 2 && /^(#|--) SPDX-License-Identifier: MIT$/ { ok = 1 }
                END { if (f && !ok) print f }'
    } | none 'no SPDX line'
    ;;
banned)
    sources '*.[ch]' | xargs awk -f "$style/code.awk" | grep -E "\\b(strcpy|\
strcat|stpcpy|sprintf|vsprintf|atoi|atol|atoll|atof|strtok|gets|tmpnam|mktemp|\
alloca|system|popen|longjmp|setjmp)[ ]*\\(" | none 'banned function'
    ;;
*)
    echo "style: unknown check $check"
    exit 64
    ;;
esac
