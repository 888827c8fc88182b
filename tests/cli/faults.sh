# SPDX-License-Identifier: MIT
# A store from a newer version, a full disk, a lock held: nothing is lost.
. "$SOURCE/tests/cli/lib.sh"

line() {
    printf '{"id":"%s","title":"Data Engineer","company":"Ash",' "$1"
    printf '"date_posted":"2026-03-01","description":"%s",' "$(
        i=0
        while [ $i -lt 20 ]; do
            printf 'Python and SQL and Airflow, every day, number %s. ' "$1$i"
            i=$((i + 1))
        done
    )"
    printf '"description_format":"text"}\n'
}
line one >one.ndjson
run 0 import one.ndjson
home="$XDG_DATA_HOME/skilltally"

# The disk is full: a limit on file size stands for it.
i=0
while [ $i -lt 400 ]; do
    line "p$i"
    i=$((i + 1))
done >many.ndjson
(
    ulimit -f 64
    trap '' XFSZ
    exec "$SKILLTALLY" import many.ndjson
) >out 2>err </dev/null
code=$?
equal "$code" 74 "exit code on a full disk: $(cat err)"
says err '^skilltally: '
run 0 status
says out '^postings +1 '
run 0 import many.ndjson
says err '400 new'
run 0 status
says out '^postings +401 '

# What was archived before the fault is there twice, and counts once.
run 0 extract --all
says err ' 401 new, '
run 0 status
says out '^postings +401 '

# A store of a newer version is refused and left as it was.
if command -v python3 >/dev/null; then
    cp -r "$home" newer
    python3 - newer/skilltally.db <<'X'
import sqlite3, sys
c = sqlite3.connect(sys.argv[1])
c.execute('PRAGMA journal_mode=DELETE')
c.execute('PRAGMA user_version=9999')
c.commit()
X
    sum_before=$(cksum <newer/skilltally.db)
    run 78 import --home newer one.ndjson
    one_line_error
    says err 'newer'
    run 78 report --home newer
    equal "$(cksum <newer/skilltally.db)" "$sum_before" "the newer store"
fi

# A file that is no store.
mkdir other
head -c 5000 many.ndjson >other/skilltally.db
run 78 status --home other
one_line_error

# A home that somebody else holds.
(
    flock 9
    "$SKILLTALLY" import --home "$home" one.ndjson >out 2>err </dev/null
    echo $? >code
) 9>"$home/lock"
equal "$(cat code)" 75 "exit code of a held home"
says err 'in use by process'

# A taxonomy that does not parse.
mkdir tax
printf -- '- id: python\n  nmae: Python\n' >tax/skills.yaml
cp "$SOURCE/taxonomy/roles.yaml" tax/
run 78 taxonomy check tax
one_line_error
says err 'skills.yaml:2: .*nmae'
run 78 import --taxonomy tax one.ndjson
run 66 import --taxonomy nowhere one.ndjson
