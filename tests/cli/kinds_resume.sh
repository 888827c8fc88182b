# SPDX-License-Identifier: MIT
# A crawl that is killed in the middle of its pages and of its details goes on
# with what lacks, and ends with the same store.
. "$SOURCE/tests/cli/lib.sh"
. "$SOURCE/tests/cli/boards.sh"

write_sources() { # SPEC
    cat <<Y
- {kind: workday, board: acme-$1.wd5/C, base: "$at", name: wd, $private}
- {kind: smartrecruiters, board: acme-$2, base: "$at", name: sr, $private}
- {kind: usajobs, url: "$at/api/Search?ResultsPerPage=20&spec=$1", name: us,
   $private}
Y
}
export SKILLTALLY_USAJOBS_KEY='open sesame'
export SKILLTALLY_USAJOBS_EMAIL=census@example.org
start_boards
: >victim

# What the store holds, without what is of its own time.
contents() {
    python3 "$SOURCE/tests/tools/stored.py" "$1/skilltally.db" |
        sed "s/, 17[0-9]\{8\}\([,)]\)/\1/g; s/, 17[0-9]\{8\}\([,)]\)/\1/g"
}
write_sources 45 120 >sources.yaml
run 0 crawl --sources sources.yaml --home calm
sort asked >calm-asked

# The boards kill who asks for a page behind the first, or for a detail: once
# each. Then the same command, until it is through.
write_sources 45-kill 120-kill >sources.yaml
: >asked
kills=0
code=137
while [ $code -eq 137 ]; do
    "$SKILLTALLY" crawl --sources sources.yaml --home killed >out 2>err \
        </dev/null &
    echo $! >victim
    wait $!
    code=$?
    [ $code -ne 137 ] || kills=$((kills + 1))
    [ $kills -lt 20 ] || fail "killed again and again"
done
equal $code 0 "exit code of the last one"
[ $kills -ge 4 ] || fail "$kills kills only"
says err 'resumed: '
sed 's/-kill//' asked | sort >killed-asked
# Nothing is asked twice but what was in flight: four at a time at the server,
# and as many on their way into the archive.
again=$(($(wc -l <killed-asked) - $(wc -l <calm-asked)))
[ $again -le $((8 * kills)) ] || fail "$again requests more, $kills kills"
sort -u calm-asked >a
sort -u killed-asked >b
cmp -s a b || fail "$(diff -a a b | head -5)"
contents calm | sed 's/-kill//g' >a
contents killed | sed 's/-kill//g' >b
cmp -s a b || fail "$(diff -a a b | head -5 | cut -c1-300)"
contents killed >before
run 0 extract --all --home killed
contents killed >after
cmp -s before after || fail "anew: $(diff -a before after | head -5)"
