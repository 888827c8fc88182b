# SPDX-License-Identifier: MIT
# WARC files of other crawlers are read; what we wrote ourselves comes back.
. "$SOURCE/tests/cli/lib.sh"

job() {
    printf '<html><head><script type="application/ld+json">'
    printf '{"@context":"https://schema.org","@type":"JobPosting",'
    printf '"title":"Data Engineer %s",' "$1"
    printf '"url":"https://jobs.example/%s","datePosted":"2026-05-04",' "$1"
    printf '"hiringOrganization":{"@type":"Organization","name":"Ash"},'
    printf '"description":"<p>Python and SQL and Airflow, number %s</p>"}' "$1"
    printf '</script></head><body>x</body></html>'
}
# record TYPE URI BLOCK-FILE [FIELD]: as another writer would have it.
record() {
    printf 'WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\n' "$1" "$2"
    printf 'WARC-Date: 2026-05-05T10:00:00Z\r\nWARC-Record-ID: '
    printf '<urn:uuid:%s>\r\n' "$(printf '%s' "$2$1" | cksum | tr ' ' -)"
    [ -z "${4:-}" ] || printf '%s\r\n' "$4"
    printf 'Content-Type: application/http; msgtype=%s\r\n' "$1"
    printf 'Content-Length: %s\r\n\r\n' "$(wc -c <"$3")"
    cat "$3"
    printf '\r\n\r\n'
}
http() { printf 'HTTP/1.1 %s\r\nContent-Type: %s\r\n\r\n' "$1" "$2"; }
{ http '200 OK' 'text/html; charset=utf-8'; job 1; } >b1
{ http '200 OK' 'text/html'; printf '<html>no job here</html>'; } >b2
{ http '404 Not Found' 'text/html'; job 3; } >b3
{ http '200 OK' 'image/png'; job 4; } >b4
{
    printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n'
    printf 'Transfer-Encoding: chunked\r\n\r\n'
    job 5 >j5
    printf '%x\r\n' "$(wc -c <j5)"
    cat j5
    printf '\r\n0\r\n\r\n'
} >b5
{ http '200 OK' text/html; job 6; } >b6
: >empty
for n in 1 2 3 4 5; do
    record response "https://jobs.example/$n" b$n | gzip -c
    [ $n -ne 2 ] || record revisit "https://jobs.example/1" empty | gzip -c
done >foreign.warc.gz
record response "https://other.example/6" b6 'WARC-Truncated: length' |
    gzip -c >>foreign.warc.gz

run 0 import foreign.warc.gz
says err 'imported 2 postings: 2 new'
says err '5 records without postings passed over'
run 0 status
says out '^page/jobs.example '
run 0 import foreign.warc.gz
says err '2 pieces were imported before'
run 0 status
says out '^postings +2 '

# Into a store that is made anew from our archive: the same.
home="$XDG_DATA_HOME/skilltally"
rm "$home"/skilltally.db*
run 0 extract
run 0 status
says out '^postings +2 '

# Our own files keep source and kind.
run 0 import --home second "$home"/archive/*.warc.gz
says err 'imported 2 postings: 2 new'
run 0 status --home second
says out '^page/jobs.example '
run 0 import --home third --source mine foreign.warc.gz
run 0 status --home third
says out '^mine '

# A revisit tells that a page was there again: of its own URL, or of the one
# that it names; what it refers to may be in the archive already.
later() { sed 's/^WARC-Date: 2026-05-05/WARC-Date: 2026-06-07/'; }
{
    record revisit https://jobs.example/1 empty | later
    record revisit https://mirror.example/x empty \
        'WARC-Refers-To-Target-URI: https://jobs.example/5' | later
    record revisit https://nobody.example/ empty | later
} >again.warc
run 0 import again.warc
says err '2 pages were there again'
says err '1 records without postings passed over'
run 0 import again.warc
says err '3 records without postings passed over'
rm "$home"/skilltally.db*
run 0 extract --all
python3 - "$home/skilltally.db" >seen <<'X' || fail "no store"
import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(
        "SELECT date(last_seen_utc, 'unixepoch') FROM posting"):
    print(row[0])
X
equal "$(sort -u seen)" 2026-06-07 "last seen"

# A file that ends inside a record keeps what came before.
head -c $(($(wc -c <foreign.warc.gz) - 20)) foreign.warc.gz >cut.warc.gz
run 1 import --home fourth cut.warc.gz
says err 'imported 2 postings'
says err '1 skipped'
printf 'no warc at all' >bad.warc.gz
run 65 import --home fourth bad.warc.gz

# A file without postings is no mistake.
record response https://jobs.example/2 b2 | gzip -c >none.warc.gz
run 0 import --home fourth none.warc.gz
says err 'imported 0 postings.*1 records without postings passed over'

# Files that other programs wrote.
if command -v wget >/dev/null; then
    job 7 >j7
    printf '/seven\t200\ttext/html\tj7\n/robots.txt\t404\t-\t-\n' >table
    serve
    wget -q --warc-file=by-wget -O /dev/null "http://127.0.0.1:$port/seven" ||
        fail "wget"
    stop_server
    run 0 import --home fifth by-wget.warc.gz
    says err 'imported 1 postings: 1 new'
fi

# The index leads to each record: cut out by offset and length, it is whole.
run 0 index
[ "$(LC_ALL=C sort out)" = "$(cat out)" ] || fail "the index is not sorted"
says out '^example,jobs\)/1 20260505100000 \{"url":"https://jobs.example/1",'
sed 's/.*"length":"//; s/","[a-z]*":"/ /g; s/"}$//' out >places
while read -r length offset file; do
    tail -c +$((offset + 1)) "$home/archive/$file" | head -c "$length" |
        gzip -dc | head -1 | tr -d '\r' >first
    equal "$(cat first)" WARC/1.1 "record at $offset of $file"
done <places
run 1 index cut.warc.gz
says out 'https://jobs.example/1'
run 66 index nowhere.warc.gz
