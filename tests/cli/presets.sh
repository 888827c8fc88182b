# SPDX-License-Identifier: MIT
# A board-like API that the user describes in sources.yaml: crawled, archived
# with its description, read again without it, and described better.
. "$SOURCE/tests/cli/lib.sh"

cat >api.json <<'X'
{"result":{"count":2,"jobs":[
{"number":7,"name":"Data Engineer &amp; more","town":["Bonn","Paris"],
"created":1750000000,"changed":1750000000000,
"pay":{"from":5000000,"to":6000000},
"home":true,"text":"&lt;p&gt;Python and Kubernetes.&lt;/p&gt;",
"wants":["Spark","Airflow"],"path":"/jobs/7"},
{"number":8,"name":"Clerk","town":["Rome"],"text":"<p>Letters.</p>"}]}}
X
cat >feed.xml <<'X'
<?xml version="1.0"?><list><job nr="1"><name>ML Engineer</name>
<where>Oslo</where><text><![CDATA[<p>PyTorch on Docker.</p>]]></text>
</job></list>
X
{
    printf '/api/acme/jobs?open=1\t200\tapplication/json\tapi.json\n'
    printf '/api/beta/jobs?open=1\t200\tapplication/json\tapi.json\n'
    printf '/feed.xml\t200\ttext/xml\tfeed.xml\n'
} >table
serve
at="http://127.0.0.1:$port"
cat >sources.yaml <<X
# The second entry is of a kind that a later one describes.
- {kind: hirer, url: "$at/feed.xml", company: Hirer AG, allow_private: true}
- kind: acme-api
  board: beta
  url: $at/api/beta/jobs?open=1
  allow_private: true
- kind: acme-api
  board: acme
  url: $at/api/acme/jobs?open=1
  allow_private: true
  preset:
    label: Acme's API   # for messages
    items: result.jobs[]
    id: number
    title: name
    url: "'https://careers.example{path}', 'https://careers.example/j/{number}'"
    places: town[]
    date_posted: created
    date_updated: changed
    remote: home | is:remote
    salary_min: pay.from | cents
    salary_max: pay.to | cents
    currency: "'EUR'"
    period: "'year'"
    description:
    - text
    - Requirements = wants
- kind: hirer
  name: second
  url: $at/feed.xml?again
  allow_private: true
  preset: {format: xml, items: "list.job[]", id: "@nr", title: name,
           place: where, description: [text]}
X
sed '/again/,$d' sources.yaml |
    sed '/kind: hirer$/,$d; /kind: hirer,/d' >acme.yaml

run 0 sources list --sources sources.yaml
says out "^acme-api/acme	acme-api	.*	$at/api/acme/jobs"
run 0 sources check --sources sources.yaml \
    --only acme-api/acme,hirer/127.0.0.1/feed.xml
says out '^acme-api/acme	ok	2	'
says out '^hirer/127.0.0.1/feed.xml	ok	1	'
run 1 crawl --sources sources.yaml # "second" is not there
says err 'second +gone'
stop_server

# What the fields became; the store does not need sources.yaml.
posting() {
    grep -F "\"$1\"" exported >out || fail "no posting $1"
}
run 0 parse --kind acme-api --board acme --sources sources.yaml api.json
cp out exported
posting acme-api-7
says out '"url":"https://careers.example/jobs/7"'
says out '"title":"Data Engineer & more","company":null'
says out '"raw":"Bonn".*"raw":"Paris"'
says out '"remote":"remote"'
says out '"date_posted":"2025-06-15","date_updated":"2025-06-15"'
says out '"min":50000,"max":60000,"currency":"EUR","period":"year"'
says out '"id":"spark","label":"[a-z]*","section":"requirements"'
posting acme-api-8
says out '"url":"https://careers.example/j/8"'
run 64 parse --kind acme-api api.json

rm sources.yaml
run 0 status --json
cp out before
run 0 extract --all
says err 'extracted 5 postings from 3 records'

# A better description is taken from a file; the archive keeps the old one.
sed 's/title: name/title: town[] | first/' acme.yaml >better.yaml
run 0 extract --all --sources better.yaml
run 0 show acme-api-8
says out 'Rome'
run 0 extract --all
says err 'extracted 5 postings'
run 0 show acme-api-8
says out 'Clerk'
grep -q 'rules cannot be told' "$work/out" &&
    fail "the preset of the archive was not found"

# Another home reads the files with what they bring along.
run 0 import --home "$work/other" \
    "$XDG_DATA_HOME"/skilltally/archive/*.warc.gz
says err '5 postings|postings'
run 0 extract --home "$work/other" --all
says err 'extracted 5 postings'

# What is wrong is named by file, line and key.
wrong() { # SED WORDS
    sed "$1" acme.yaml >wrong.yaml
    run 78 sources list --sources wrong.yaml
    one_line_error
    says err "wrong.yaml:$2"
}
wrong 's/| cents/| centz/' \
    '[0-9]*: key salary_min: there is no transform "centz"'
wrong 's/items:/itemz:/' '[0-9]*: .*itemz'
wrong 's/kind: acme-api/kind: greenhouse/' \
    '[0-9]*: key kind: "greenhouse" is a kind already'
wrong 's/kind: acme-api/kind: ndjson/' \
    '[0-9]*: key preset: "ndjson" is a kind already'
wrong 's/kind: acme-api/kind: "a b"/' \
    '[0-9]*: key kind: the name of a kind has'
wrong '/preset:/,$d' \
    '[0-9]*: key kind: no kind "acme-api"; give it a preset'
sed 's/board: acme/board: gamma/; s,jobs?open=1,more,' acme.yaml >>acme.yaml
wrong '' '[0-9]*: key kind: the preset of this kind stands in line'

# The example of the documentation does what it says.
sed -n '/^## A kind of your own/,/^## `base/p' "$SOURCE/docs/sources.md" >part
sed -n '/^```yaml/,/^```$/p' part | sed '/^```/d' >example.yaml
sed -n '/^```json/,/^```$/p' part | sed '/^```/d' >example.json
run 0 parse --kind hirer --sources example.yaml example.json --with-text
says out '"id":"hirer-7".*"url":"https://jobs.hirer.example/jobs/7"'
says out '"city":"Bonn","region":null,"country":"DE"'
says out '"min":50000,"max":60000,"currency":"EUR","period":"year"'
says out '"id":"spark","label":"[a-z]*","section":"requirements"'
run 0 sources list --sources example.yaml
equal "$(wc -l <out)" 3 "sources of the example"

# So do the presets that are there to be copied.
run 0 sources list --sources "$SOURCE/crawler/presets.yaml"
equal "$(grep -c . out)" 13 "presets to copy"
