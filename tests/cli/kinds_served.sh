# SPDX-License-Identifier: MIT
# Recorded answers of every kind, each served as the board that it came from and
# crawled: the store has what `parse` reads of the file. The tree's own answers
# (tests/pages), and real ones where they are at hand.
. "$SOURCE/tests/cli/lib.sh"
command -v python3 >/dev/null || {
    echo "skipped: no python3"
    exit 77
}
served="$SOURCE/tests/tools/served.py"
store="$XDG_DATA_HOME/skilltally/skilltally.db"
set -- "$SOURCE/tests/pages"
real="$SOURCE/../shared/payloads"
[ ! -d "$real" ] || set -- "$@" "$real"
export SKILLTALLY_USAJOBS_KEY=x SKILLTALLY_USAJOBS_EMAIL=x@example.org

: >table
serve --hosts 500
python3 "$served" sources "$port" "$@" || fail "no sources"
run 0 sources list --sources sources.yaml
cp out urls
python3 "$served" table urls || fail "no table"
change_table
run 1 crawl --sources sources.yaml # some of the answers are broken
python3 "$served" check "$SKILLTALLY" "$store" >checked ||
    fail "$(cat checked)"
cat checked
