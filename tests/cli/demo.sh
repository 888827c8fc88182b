# SPDX-License-Identifier: MIT
# The demo: crawled over HTTP, reported, the same every time.
. "$SOURCE/tests/cli/lib.sh"

run 0 demo --home one
says out 'Data [Ee]ngineer'
says out 'SQL'
says err 'crawled 24 sources: 24 answered, 0 failed'
says err 'the page with charts: .*report.html'
[ "$(LC_ALL=C.UTF-8 wc -L <out)" -le 80 ] || fail "lines over 80 columns"
[ -s one/report.html ] || fail "no page"
cp out first
run 0 demo --home two -o page.html
cmp -s first out || fail "two demos differ"
cmp -s one/report.html page.html || fail "two pages differ"
# Links to postings are for a reader to follow; nothing else names an address.
sed 's/<a [^>]*href="https:[^>]*>//g' page.html |
    grep -Eiq '(src|href)="?https?:|url\(.?https?:' &&
    fail "the page asks the network"
case $(ls one/archive) in
*.warc.gz) ;;
*) fail "no archive" ;;
esac
gzip -t one/archive/*.warc.gz || fail "the archive is no gzip"

# A second crawl of the same boards changes nothing.
n=$("$SKILLTALLY" status --home one --json | tr ',' '\n' |
    grep '"postings"' | head -1)
run 0 demo --home one
equal "$("$SKILLTALLY" status --home one --json | tr ',' '\n' |
    grep '"postings"' | head -1)" "$n" "postings after a second crawl"
says err '\(0 new, 0 changed\)'

# The store can be thrown away: the archive gives it back.
run 0 report --home one --format csv
cp out before.csv
rm -f one/skilltally.db*
run 0 extract --home one
run 0 report --home one --format csv
cmp -s before.csv out || fail "the archive gives other figures"
run 0 extract --home one --all
run 0 report --home one --format csv
cmp -s before.csv out || fail "extract --all gives other figures"
