#!/bin/sh
# SPDX-License-Identifier: MIT
# Work out every figure of several reports once more, by recount.py.
#
# usage: tests/quality/recount.sh [SKILLTALLY]
# (default: build/dev/cli/skilltally)
#
# Postings are those of ../shared, or where SKILLTALLY_SHARED says: boards of
# 2025 as one source; the same as six, two of which have no August; hiring
# comments. Prints what differs and how many numbers were compared; ends with 1
# where any differs, with 77 (skipped) where postings or python3 are missing.
# One or two minutes.
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
shared=${SKILLTALLY_SHARED:-$top/../shared}
skilltally=${1:-$top/build/dev/cli/skilltally}

skip() {
    echo "recount: skipped: $1" >&2
    exit 77
}
[ -d "$shared/postings" ] || skip "no postings in $shared/postings"
command -v python3 >/dev/null || skip "python3 is not installed"
[ -x "$skilltally" ] || skip "no program at $skilltally: build it first"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT INT TERM
status=0

fill() { # HOME FILE...
    home=$tmp/$1
    shift
    for file; do
        "$skilltally" import --quiet --home "$home" \
            --taxonomy "$top/taxonomy" "$file"
    done
}

recount() { # HOME OPTION...
    home=$tmp/$1
    echo "== $*"
    shift
    "$skilltally" report --home "$home" --taxonomy "$top/taxonomy" \
        --format json -o "$tmp/report.json" "$@"
    python3 "$top/tests/quality/recount.py" "$skilltally" "$top/taxonomy" \
        "$home/skilltally.db" "$tmp/report.json" || status=1
}

recount_study() { # HOME ROLE KNOWN
    echo "== study $*"
    "$skilltally" study --home "$tmp/$1" --taxonomy "$top/taxonomy" \
        --role "$2" --know "$3" --format json -o "$tmp/report.json"
    python3 "$top/tests/quality/recount.py" "$skilltally" "$top/taxonomy" \
        "$tmp/$1/skilltally.db" "$tmp/report.json" "$2" "$3" || status=1
}

fill boards "$shared/postings/ashby_2025.jsonl.gz"
fill comments "$shared/postings/hn_2013_2016.jsonl.gz"
python3 - "$shared/postings/ashby_2025.jsonl.gz" "$tmp" <<'END'
import gzip, json, sys, zlib
files = [open("%s/part%d.ndjson" % (sys.argv[2], k), "w") for k in range(6)]
for line in gzip.open(sys.argv[1], "rt"):
    posting = json.loads(line)
    k = zlib.crc32((posting.get("company") or "").encode()) % 6
    august = (posting.get("date_posted") or "").startswith("2025-08")
    if not (k in (1, 4) and august):
        files[k].write(line)
END
fill parts "$tmp"/part?.ndjson

recount boards
recount boards --month 2025-10 --role software-engineer --role ml-engineer \
    --role ai-engineer
recount boards --from 2025-08 --to 2025-10 --role software-engineer \
    --role devops-engineer --top 100
recount parts --role software-engineer --role devops-engineer \
    --role ml-engineer
recount parts --from 2025-09 --to 2025-10 --role software-engineer \
    --role ml-engineer
recount comments --month 2015-06 --role software-engineer \
    --role data-engineer --role data-scientist
recount comments --from 2015-01 --to 2015-12 --role software-engineer \
    --role data-scientist
recount_study boards ml-engineer python,sql
recount_study boards software-engineer python,aws,docker,kubernetes,react
exit $status
