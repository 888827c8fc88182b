# SPDX-License-Identifier: MIT
# parse and map: plumbing that reads recorded files and writes NDJSON.
. "$SOURCE/tests/cli/lib.sh"

cat >board.json <<'X'
[{"id":"0b","text":"ML Engineer","hostedUrl":"https://a.example/0b",
"categories":{"location":"Lisbon, Portugal"},"createdAt":1767225600000,
"description":"<p>We train models.</p>","lists":[{"text":"Requirements",
"content":"<li>PyTorch</li><li>Python</li>"}]}]
X
run 0 parse --kind lever --board a board.json
equal "$(wc -l <out)" 1 "postings"
says out '"id":"lever-0b"'
says out '"role":"ml-engineer"'
says out '"id":"pytorch","label":"required","section":"requirements"'
silent err
head -c 100 board.json >cut.json
run 65 parse --kind lever cut.json
one_line_error
says err 'cut.json: '
printf '<!doctype html><p>no</p>' >page.html
run 65 parse --kind lever page.html
says err 'HTML where JSON was promised'
: >empty.json
run 65 parse --kind lever empty.json
run 66 parse --kind lever missing.json
run 0 parse --kind page page.html
silent out

i=0
while [ $i -lt 300 ]; do
    printf '{"id":"n%s","title":"Data Scientist","company":"Elm",' $i
    printf '"description":"Python, R and SQL. %s"}\n' $i
    i=$((i + 1))
done >many.ndjson
run 0 map -o one.out --threads 1 many.ndjson
run 0 map -o two.out --threads 2 many.ndjson
cmp -s one.out two.out || fail "two threads write other bytes than one"
equal "$(wc -l <one.out)" 300 "lines"
gzip -k many.ndjson
run 0 map many.ndjson.gz
cmp -s out one.out || fail "gzipped input gives other bytes"
echo '{"id":' >bad.ndjson
run 0 map bad.ndjson
says err '1 '
run 66 map missing.ndjson
run 74 map -o /dev/full many.ndjson
: >none.ndjson
run 0 map none.ndjson
silent out
