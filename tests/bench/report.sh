#!/bin/sh
# SPDX-License-Identifier: MIT
# report.sh [POSTINGS [RUNS]] - how fast a report is computed (1,000,000 made-up
# postings of 20 skills over 24 months; median of 3 runs), beside plain SQL.
#
#   cmake --preset release -DSKILLTALLY_TESTS=ON
#   cmake --build --preset release
#   tests/bench/report.sh
#
# In one run, on one store: the whole report as JSON; then the same counts by
# report.sql, in DuckDB (1 thread, 2 threads; Python's duckdb package) and in
# SQLite (once: it takes minutes), both on the store's own file: reading the
# postings and mentions of the four roles ("load"), and all that follows
# ("query"). Cells of both are compared with those of the report: "cells" says
# how many, "differ" how many are not the same. "ratio" is theirs to the whole
# report. Other numbers of postings, or formats, stand behind.
#
# $SKILLTALLY, $FILL_STORE, $PYTHON name other programs; $BENCH_HOME keeps the
# store between runs; $SQLITE_EXTENSION is the file of DuckDB's extension of
# that name where it cannot be found; $PEERS names those to be run
# ("duckdb/1 duckdb/2 sqlite/1"), each of which is ended after $PEER_SECONDS
# (1800).
set -eu
postings=${1:-1000000}
runs=${2:-3}
source=$(cd "$(dirname "$0")/../.." && pwd)
skilltally=${SKILLTALLY:-$source/build/release/cli/skilltally}
fill=${FILL_STORE:-$source/build/release/tests/bench/fill_store}
python=${PYTHON:-python3}
limit=${PEER_SECONDS:-1800}
peers=${PEERS-duckdb/1 duckdb/2 sqlite/1}
home=${BENCH_HOME:-$(mktemp -d "${TMPDIR:-/tmp}/report-bench.XXXXXX")}
[ -n "${BENCH_HOME:-}" ] || trap 'rm -rf "$home"' EXIT
mkdir -p "$home"
store=$home/skilltally.db
if [ ! -s "$store" ]; then
    echo "filling a store with $postings postings"
    "$fill" "$store" "$source/taxonomy" "$postings"
fi

# middle: of the lines on standard input the one with the median first field.
middle() {
    sort -n | awk '{ line[NR] = $0 } END { print line[int((NR + 1) / 2)] }'
}

# ours ARG...: wall and processor seconds and peak memory in MB, the median.
ours() {
    for _ in $(seq "$runs"); do
        /usr/bin/time -o "$home/time" -f '%e %U %S %M' "$skilltally" "$@" \
            --home "$home" --taxonomy "$source/taxonomy" >/dev/null
        awk '{ printf "%.2f %.2f %.0f\n", $1, $2 + $3, $4 / 1024 }' \
            "$home/time"
    done | middle
}

# peer ENGINE THREADS: load, query, both, peak MB, cells, differing cells.
peer() {
    "$skilltally" taxonomy list --json --home "$home" \
        --taxonomy "$source/taxonomy" |
        timeout "$limit" "$python" "$source/tests/bench/report_sql.py" \
            "$store" "$home/report.json" "$source/taxonomy/groups.yaml" \
            "$1" "$2"
}

printf '%-28s %8s %8s %8s %8s %8s %7s %7s\n' '' wall_s cpu_s load_s query_s \
    peak_MB cells differ
report=$(ours report --format json -o "$home/report.json")
# shellcheck disable=SC2086 # three numbers
set -- $report
wall=$1
printf '%-28s %8s %8s %8s %8s %8s\n' 'skilltally report, json' "$1" "$2" - - \
    "$3"
for which in $peers; do
    engine=${which%/*} threads=${which#*/} times=$runs
    [ "$engine" != sqlite ] || times=1
    if [ "$engine" = duckdb ] && ! "$python" -c 'import duckdb' 2>/dev/null
    then
        echo "$python has no package duckdb"
        continue
    fi
    result=$(for _ in $(seq "$times"); do
        peer "$engine" "$threads" | awk '{ print $3, $0 }'
    done | middle)
    if [ -z "$result" ]; then
        echo "$engine, threads: $threads: failed, or over $limit s"
        continue
    fi
    # shellcheck disable=SC2086 # seven numbers
    set -- $result
    printf '%-28s %8.2f %8s %8.2f %8.2f %8.0f %7d %7d' \
        "$engine, threads: $threads" "$4" - "$2" "$3" "$5" "$6" "$7"
    awk -v both="$4" -v query="$3" -v ours="$wall" 'BEGIN {
        printf "   ratio %.1f, query only %.1f\n", both / ours, query / ours }'
done
while read -r what; do
    # shellcheck disable=SC2046,SC2086 # words
    set -- "$what" $(ours $what)
    printf '%-28.28s %8s %8s %8s %8s %8s\n' "$1" "$2" "$3" - - "$4"
done <<'X2'
report --format text
report --format html
report --month 2025-06
report --role data-engineer
study --role data-engineer
compare data-engineer ml-engineer
compare python java
X2
