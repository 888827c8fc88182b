#!/bin/sh
# SPDX-License-Identifier: MIT
# The checks of layers.sh and style.sh find what they are there to find: each
# case is a small tree with one offence.
set -eu
tests=$(cd "$(dirname "$0")/.." && pwd)
tree=$(mktemp -d)
failures=$(mktemp) # a file: a case that is piped in runs in a shell of its own
trap 'rm -rf "$tree" "$failures"' EXIT
spdx='/* SPDX-License-Identifier: MIT */'

# offends RULE FILE WORDS: FILE, with what is on stdin, must be refused in words
# that hold WORDS. RULE "" : it must pass.
offends() {
    rule=$1
    rm -rf "${tree:?}"/*
    for folder in base taxonomy store crawler extract report demo cli tests \
        cmake; do
        mkdir "$tree/$folder"
        echo "$spdx" >"$tree/$folder/clean.h"
    done
    cat >"$tree/$2"
    case $rule in
    layers) set -- "$2" "$3" "$tests/layers.sh" "$tree" ;;
    *) set -- "$2" "$3" "$tests/style/style.sh" "$rule" "$tree" ;;
    esac
    file=$1
    words=$2
    shift 2
    if output=$(sh "$@" 2>&1); then
        verdict=passes
    else
        [ $? -ne 77 ] || return 0
        verdict=fails
    fi
    case "$verdict:$output" in
    passes:*) [ -n "$words" ] || return 0 ;;
    fails:*"$words"*) [ -z "$words" ] || return 0 ;;
    esac
    echo "$rule on $file: $verdict, said \"$output\"" | tee -a "$failures"
}

offends layers base/a.h 'base/ may include only base' <<END
#include "store/postings.h"
END
offends layers store/a.c 'store/ may include only' <<END
#include "taxonomy/taxonomy.h"
END
offends layers demo/a.c 'demo/ may include only' <<END
  #  include "store/archive.h"
END
offends layers extract/a.c 'extract/ may include only' <<END
#include "crawler/crawl.h"
END
offends layers cli/a.c '' <<END
#include "crawler/crawl.h"
#include <stdio.h>
int main(void) { printf("x"); exit(1); }
END
offends layers report/a.c 'only crawler/ may include <curl/' <<END
#include <curl/curl.h>
END
offends layers cli/a.c 'only store/ may include <sqlite3' <<END
#include <sqlite3.h>
END
offends layers crawler/a.c 'only cli/ prints' <<END
int f(void) { return puts("x"); }
END
offends layers crawler/a.c 'only cli/ prints' <<END
int f(void) { return fprintf(
    stderr, "x"); }
END
offends layers store/a.c 'only cli/ ends the process' <<END
void f(void) { exit(1); }
END
offends layers store/a.c 'only base/alloc.c aborts' <<END
void f(void) { abort(); }
END
offends layers store/a.c '' <<END
/* exit(1) and
 * printf("x") */ // puts("x")
const char *f(void) { return "exit(1) \" printf(" "'"; } char q = '"';
int g(char *s) { return snprintf(s, 1, "/*") + _exit(1); }
END
offends banned store/a.c 'banned function' <<END
void f(char *a) { strcpy(a, "x"); }
END
offends banned store/a.c '' <<END
/* strcpy(a) */ int my_atoi(void); const char *s = "atoi(";
END
offends spdx store/a.c 'no SPDX line: store/a.c' <<END
int x;
END
offends spdx tests/a.sh 'no SPDX line: tests/a.sh' <<END
#!/bin/sh
END
offends spdx tests/a.sh '' <<END
#!/bin/sh
# SPDX-License-Identifier: MIT
END
offends format store/a.c 'code should be clang-formatted' <<END
int   x;
END
{
    echo 'int f(int x)'
    echo '{'
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
        echo "if (x == $i) return 1;"
    done
    echo 'return 0; }'
} | offends size store/a.c 'complexity 16'
{
    echo 'void f(void)'
    echo '{'
    yes 'f();' | head -78
    echo '}'
} | offends size store/a.c 'lines 81'
yes 'int f(void);' | head -601 | offends size store/a.c 'over 600 lines'
printf '/* %78s */\n' x | offends size store/a.c 'over 80 columns'
# The kinds of file that a rule looks for last: a tree without one of its
# folders is searched to the end.
printf '# %79s\n' x | offends size tests/a.sh 'over 80 columns'
printf '# %79s\n' x | offends size tests/a.awk 'over 80 columns'
for last in store/a.sql cmake/a.cmake tests/a.py; do
    echo x | offends spdx $last "no SPDX line: $last"
done
[ ! -s "$failures" ]
