# SPDX-License-Identifier: MIT
# Every option of every verb is in the manual page.
. "$SOURCE/tests/cli/lib.sh"

for verb in demo crawl import extract report show status sources taxonomy \
    parse map robots schedule index study compare; do
    run 0 "$verb" --help
    grep -Eo '^ +(-[a-z], )?--[a-z-]+' out | grep -Eo -- '--[a-z-]+' |
        sed 's/^--//' | sort -u >options
    while read -r option; do
        grep -Eq "Fl -$option( |$)" "$SOURCE/docs/skilltally.1" ||
            fail "skilltally.1 does not have --$option of $verb"
    done <options
done
