# SPDX-License-Identifier: MIT
# A crawl that tells what it does as lines of JSON.
. "$SOURCE/tests/cli/lib.sh"

printf '{"jobs":[%s,%s]}' "$(gh_posting 1 "Python and SQL")" \
    "$(gh_posting 2 "Spark")" >good
{
    printf '%s\t200\tapplication/json\tgood\n' "$(gh_path good)"
    printf '%s\t404\t-\t-\n' "$(gh_path gone)"
} >table
serve
boards good gone >sources.yaml

run 1 crawl --sources sources.yaml --log-format json
equal "$(grep -c '^{"time":"[0-9TZ:-]*","event":"' err)" 3 "events"
equal "$(wc -l <err)" 3 "lines"
says err '"event":"source","source":"good","kind":"greenhouse","verdict":"ok"'
says err '"source":"good".*"status":200,.*"requests":1,.*"postings":2,'
says err '"source":"good".*"file":"skilltally-[^"]*.warc.gz","offset":[1-9]'
says err '"source":"gone".*"verdict":"gone","detail":"HTTP 404"'
says err '"event":"end","schema_version":1,"sources":2,"answered":1,"failed":1,'
says err '"event":"end".*"postings":2,"postings_new":2'
command -v python3 >/dev/null && {
    python3 -c 'import json, sys
for line in sys.stdin: json.loads(line)' <err || fail "not JSON"
}
# What goes wrong as a whole is an event too; the exit code is what it was.
: >file
run 73 crawl --sources sources.yaml --home file/x --log-format json
says err '"event":"error","message":"'
equal "$(wc -l <err)" 1 "lines of a crawl that cannot begin"
run 64 crawl --sources sources.yaml --log-format xml
# With --quiet there is nothing to say but errors.
run 1 crawl --sources sources.yaml --log-format json --quiet
silent err
stop_server
