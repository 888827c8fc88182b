# SPDX-License-Identifier: MIT
# A crawl of boards, some of which fail: verdicts, exit code, what is kept.
. "$SOURCE/tests/cli/lib.sh"

text="Strong Python and SQL, Airflow, AWS. $(head -c 300 /dev/zero | tr '\0' x)"
cat >good.json <<X
{"jobs":[{"id":1,"title":"Data Engineer","absolute_url":"https://a.example/1",
"location":{"name":"Berlin, Germany"},"first_published":"2026-05-04T10:00:00Z",
"content":"&lt;p&gt;$text&lt;/p&gt;"}],"meta":{"total":1}}
X
printf '{"jobs":[{"id":1,"title":"Da' >cut.json
printf '<!doctype html><title>Sign in</title>' >page.html
echo '{"jobs":[]}' >none.json
printf 'User-agent: *\nDisallow: /v1/boards/shy/\n' >robots
j=application/json
{
    printf '/robots.txt\t200\ttext/plain\trobots\n'
    printf '/v1/boards/good/jobs?content=true\t200\t%s\tgood.json\n' $j
    printf '/v1/boards/cut/jobs?content=true\t200\t%s\tcut.json\n' $j
    printf '/v1/boards/html/jobs?content=true\t200\ttext/html\tpage.html\n'
    printf '/v1/boards/none/jobs?content=true\t200\t%s\tnone.json\n' $j
    printf '/v1/boards/shy/jobs?content=true\t200\t%s\tgood.json\n' $j
} >table
serve
{
    boards good cut html none shy gone
    printf -- '- {kind: greenhouse, board: dead, name: dead, '
    printf 'base: "http://127.0.0.1:1", allow_private: true}\n'
} >sources.yaml

run 1 crawl --sources sources.yaml
says err 'crawled 7 sources: 2 answered, 5 failed'
run 0 status
says out '^good .* ok +1$'
says out '^cut .* parse-error '
says out '^html .* parse-error '
says out '^none .* empty '
says out '^shy .* blocked '
says out '^gone .* gone '
says out '^dead .* unreachable '
run 0 show greenhouse-1
says out 'Data Engineer'
says out 'python'

# Only one, again: nothing changes.
run 0 crawl --sources sources.yaml --only good
says err '1 postings \(0 new, 0 changed\), 1 answers unchanged'
run 65 crawl --sources sources.yaml --only goof
says err "no source is named"
stop_server
grep -q '^0	/v1/boards/shy/' hits ||
    fail "a page was asked that robots.txt forbids"

# Without anybody to write to, nobody's server is asked.
printf -- '- {kind: greenhouse, board: good}\n' >public.yaml
run 78 crawl --sources public.yaml
says err 'contact'

# A wrong key names file, line and key.
printf -- '- kind: greenhouse\n  board: good\n  bord: x\n' >wrong.yaml
run 78 crawl --sources wrong.yaml
one_line_error
says err 'wrong.yaml:3: .*bord'
run 66 crawl --sources none.yaml
run 78 crawl --sources page.html
run 0 crawl --dry-run --sources public.yaml
says out 'https://boards-api.greenhouse.io/v1/boards/good/jobs\?content=true'
run 0 sources list --sources public.yaml
says out 'greenhouse/good'
