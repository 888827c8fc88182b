#!/bin/sh
# SPDX-License-Identifier: MIT
# Measure how well `skilltally map` reads postings, against marked ones.
#
# usage: tests/quality/run.sh [SKILLTALLY]  (default: build/dev/cli/skilltally)
#
# Prints one figure a line: name, value, counts. The marked postings are not
# part of this tree: SKILLTALLY_SHARED names their folder, ../shared otherwise.
# Where they or python3 are missing it says so and ends with 77 (skipped).
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
measure=$top/tests/quality/measure.py
shared=${SKILLTALLY_SHARED:-$top/../shared}
skilltally=${1:-$top/build/dev/cli/skilltally}

skip() {
    echo "quality: skipped: $1" >&2
    exit 77
}
[ -d "$shared/gold" ] || skip "no marked postings in $shared/gold"
command -v python3 >/dev/null || skip "python3 is not installed"
[ -x "$skilltally" ] || skip "no program at $skilltally: build it first"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM

map() { # INPUT OUTPUT
    "$skilltally" map --quiet --emit postings --taxonomy "$top/taxonomy" \
        -o "$2" "$1"
}

echo "== marked postings: skills, labels, sections, attributes"
gold=$shared/gold/marked_dev.jsonl.gz
# Only what a board would send: the marks stand beside it in the same records.
python3 "$measure" input marked "$shared/gold" >"$tmp/in.ndjson"
map "$tmp/in.ndjson" "$tmp/marked.ndjson"
python3 "$shared/checks/score.py" "$gold" "$tmp/marked.ndjson" --gaps 40

echo "== titles: role"
gold=$shared/gold/roles_titles.jsonl.gz
map "$gold" "$tmp/titles.ndjson"
python3 "$shared/checks/roles.py" "$gold" "$tmp/titles.ndjson"
python3 "$measure" titles "$gold" "$tmp/titles.ndjson" \
    "$top/tests/quality/disputed_titles.tsv"

echo "== near copies"
for set in ashby_2025 hn_2013_2016 text_2018_2020; do
    "$skilltally" import --quiet --home "$tmp/home" \
        --taxonomy "$top/taxonomy" "$shared/postings/$set.jsonl.gz"
done
python3 "$top/tests/quality/near.py" "$tmp/home/skilltally.db" \
    "$top/tests/quality/near_pairs.tsv"

for set in masked silver soft spans; do
    python3 "$measure" title "$set"
    python3 "$measure" input "$set" "$shared/gold" >"$tmp/in.ndjson"
    map "$tmp/in.ndjson" "$tmp/out.ndjson"
    python3 "$measure" score "$set" "$shared/gold" "$tmp/out.ndjson"
done
