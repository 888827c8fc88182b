#!/bin/sh
# SPDX-License-Identifier: MIT
# report.sh [POSTINGS] - how fast a report is computed (1,000,000 made-up
# postings of 20 skills over 24 months), beside plain SQL.
#
#   cmake --preset release -DSKILLTALLY_TESTS=ON
#   cmake --build --preset release
#   tests/bench/report.sh
#
# In one run, on one store: the whole report as JSON; then, by the sqlite3
# program on the same file and by DuckDB (Python's duckdb package, where it is
# there) on the same tables, two queries of all that the report says: who names
# what in each role, and in each role and month. They leave out intervals by
# employer, themes, groups, changes, pairs, pay and profiles. DuckDB's time is
# that of the queries, after loading. $SKILLTALLY, $FILL_STORE, $PYTHON name
# other programs; $BENCH_HOME keeps the store between runs.
set -eu
postings=${1:-1000000}
source=$(cd "$(dirname "$0")/../.." && pwd)
skilltally=${SKILLTALLY:-$source/build/release/cli/skilltally}
fill=${FILL_STORE:-$source/build/release/tests/bench/fill_store}
python=${PYTHON:-python3}
home=${BENCH_HOME:-$(mktemp -d "${TMPDIR:-/tmp}/report-bench.XXXXXX")}
[ -n "${BENCH_HOME:-}" ] || trap 'rm -rf "$home"' EXIT
mkdir -p "$home"
store=$home/skilltally.db
if [ ! -s "$store" ]; then
    echo "filling a store with $postings postings"
    "$fill" "$store" "$source/taxonomy" "$postings"
fi
cat >"$home/queries.sql" <<'SQL'
CREATE TEMP TABLE four AS SELECT id FROM role WHERE name IN
    ('ml-engineer', 'data-engineer', 'data-scientist', 'cloud-engineer');
CREATE TEMP TABLE once AS SELECT min(id) AS id, role
    FROM posting WHERE usable = 1 AND role IN (SELECT id FROM four)
    GROUP BY role, fingerprint;
SELECT o.role, k.concept, count(*), sum(k.label = 0), sum(k.label = 1),
    count(DISTINCT p.employer)
    FROM once o JOIN posting p ON p.id = o.id
    JOIN skill k ON k.posting = o.id
    WHERE k.label < 3 GROUP BY o.role, k.concept;
CREATE TEMP TABLE monthly AS SELECT min(id) AS id, role,
    substr(date_posted, 1, 7) AS month
    FROM posting WHERE usable = 1 AND role IN (SELECT id FROM four)
    GROUP BY role, fingerprint, substr(date_posted, 1, 7);
SELECT m.role, m.month, k.concept, count(*)
    FROM monthly m JOIN skill k ON k.posting = m.id
    WHERE k.label < 3 GROUP BY m.role, m.month, k.concept;
SQL

# timed NAME COMMAND...: wall seconds and peak memory of a command.
timed() {
    name=$1
    shift
    "$python" - "$name" "$@" <<'PY'
import resource, subprocess, sys, time
begun = time.monotonic()
subprocess.run(sys.argv[2:], check=True, stdout=subprocess.DEVNULL)
wall = time.monotonic() - begun
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print("%-22s %7.2f s %8.0f MB" % (sys.argv[1], wall, peak))
PY
}

timed "skilltally report" "$skilltally" report --home "$home" --format json \
    -o "$home/report.json"
timed "skilltally, a month" "$skilltally" report --home "$home" \
    --month 2025-06 --format json -o "$home/month.json"
if command -v sqlite3 >/dev/null; then
    timed "sqlite3, two queries" sqlite3 -readonly "$store" \
        ".read $home/queries.sql"
else
    echo "sqlite3 is not installed"
fi
if "$python" -c 'import duckdb' 2>/dev/null; then
    "$python" - "$store" "$home/queries.sql" <<'PY'
import resource, sqlite3, sys, time
import duckdb
db = duckdb.connect()
db.execute("SET threads = 2")
store = sqlite3.connect("file:%s?mode=ro" % sys.argv[1], uri=True)
for table, columns in (("role", "id, name"),
                       ("skill", "posting, concept, label"),
                       ("posting", "id, role, employer, usable, fingerprint,"
                                   " date_posted")):
    import csv, os, tempfile
    with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False) as f:
        out = csv.writer(f)
        out.writerow([c.strip() for c in columns.split(",")])
        for row in store.execute("SELECT %s FROM %s" % (columns, table)):
            out.writerow(row)
    db.execute("CREATE TABLE %s AS SELECT * FROM read_csv('%s')" %
               (table, f.name))
    os.unlink(f.name)
text = open(sys.argv[2]).read().replace("sum(k.label = 0)",
    "sum(CASE WHEN k.label = 0 THEN 1 ELSE 0 END)").replace(
    "sum(k.label = 1)", "sum(CASE WHEN k.label = 1 THEN 1 ELSE 0 END)").replace(
    "substr(date_posted, 1, 7)", "substr(CAST(date_posted AS VARCHAR), 1, 7)")
begun = time.monotonic()
for query in text.split(";"):
    if query.strip():
        db.execute(query).fetchall()
print("%-22s %7.2f s %8.0f MB (with loading)" % (
    "duckdb, two queries", time.monotonic() - begun,
    resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
PY
else
    echo "Python has no duckdb package"
fi
