# SPDX-License-Identifier: MIT
# Day by day: what is unchanged costs a 304, what is gone is closed, a board
# that shrinks is remarked, and the archive alone can tell it all again.
. "$SOURCE/tests/cli/lib.sh"

posting() {
    gh_posting "$1" "Python and SQL and Airflow, number $1. $(
        head -c 300 /dev/zero | tr '\0' x
    )"
}
# board N...: an answer with these postings.
board() {
    printf '{"jobs":['
    comma=
    for n; do
        printf '%s' "$comma"
        posting "$n"
        comma=,
    done
    printf ']}'
}
board 1 2 3 4 5 6 7 8 9 10 11 12 >all.json
board 2 3 4 5 6 7 8 9 10 11 12 >less.json
board 2 3 4 >few.json
j=application/json
path=$(gh_path acme)
{
    # Day 1 whole, day 2 the same (304), day 3 blocked, day 4 and 5 without 1.
    printf '%s\t200\t%s\tall.json\tETag: "one"\n' "$path" $j
    printf '%s\t200\t%s\tall.json\tETag: "one"\n' "$path" $j
    printf '%s\t403\t%s\tall.json\tETag: "one"\n' "$path" $j
    for again in 4 5; do
        printf '%s\t200\t%s\tless.json\t' "$path" $j
        echo 'Last-Modified: Tue, 03 Nov 2026 08:00:00 GMT'
    done
    # Day 6 shrunk; day 7 the same bytes without a word.
    printf '%s\t200\t%s\tfew.json\n' "$path" $j
    printf '%s\t200\t%s\tfew.json\n' "$path" $j
} >table
serve
boards acme >sources.yaml
day() {
    SOURCE_DATE_EPOCH=$((1795334400 + $1 * 86400))
    export SOURCE_DATE_EPOCH
}

day 1
run 0 crawl --sources sources.yaml
says err '12 postings \(12 new, 0 changed\), 0 answers unchanged'
day 2
run 0 crawl --sources sources.yaml
says err '12 postings \(0 new, 0 changed\), 1 answers unchanged'
day 3
run 1 crawl --sources sources.yaml
says err 'acme .*blocked .*HTTP 403'
run 0 status
says out '12 postings kept open'
says out 'last good crawl 2026-11-24'
says out 'skilltally-.*warc.gz at byte [0-9]+'
day 4
run 0 crawl --sources sources.yaml
says err '11 postings \(0 new'
run 0 status
says out ' 0 closed\)'
day 5
run 0 crawl --sources sources.yaml
says err '1 answers unchanged'
says err '1 postings closed'
run 0 status
says out ' 1 closed\)'
day 6
run 0 crawl --sources sources.yaml
says err 'to be looked at:'
says err 'acme .*ok .*shrunk from 11 to 3'
day 7
run 0 crawl --sources sources.yaml
says err '3 postings .*1 answers unchanged'
says err '8 postings closed'
run 0 status --json
says out '"postings_closed": ?9[,}]'
cp out before.json

# The archive has it all: revisits of both sorts, and the verdicts.
home="$XDG_DATA_HOME/skilltally"
cat "$home"/archive/*.warc.gz >whole.warc.gz
gzip -t whole.warc.gz || fail "gzip -t"
gzip -dc whole.warc.gz >whole.warc
equal "$(grep -ac '^WARC-Type: revisit' whole.warc)" 3 "revisit records"
equal "$(grep -ac 'revisit/server-not-modified' whole.warc)" 2 "not modified"
equal "$(grep -ac 'revisit/identical-payload-digest' whole.warc)" 1 "identical"
equal "$(grep -ac '^WARC-Type: metadata' whole.warc)" 7 "verdicts"
rm "$home"/skilltally.db*
run 0 extract
run 0 status --json
says out '"postings_closed": ?9[,}]'
sed 's/"skip.*//; s/,"records":[0-9]*//' before.json >a.json
sed 's/"skip.*//; s/,"records":[0-9]*//' out >b.json
cmp a.json b.json ||
    fail "status of the store made anew differs: $(cat a.json b.json)"
run 0 extract --all
run 0 status
says out ' 9 closed\)'
stop_server
