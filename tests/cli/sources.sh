# SPDX-License-Identifier: MIT
# sources add, check and list: from any address of a board to a source that
# answers, without touching what a person wrote.
. "$SOURCE/tests/cli/lib.sh"
tab=$(printf '\t')

cat >good.json <<'X'
{"offers":[{"id":1,"title":"Data Engineer","careers_url":"https://a.example/1",
"location":"Berlin","published_at":"2026-05-04 10:00:00 UTC",
"description":"Python and SQL"}]}
X
cat >posting.html <<'X'
<!doctype html><title>ML Engineer</title><script type="application/ld+json">
{"@context":"https://schema.org","@type":"JobPosting","title":"ML Engineer",
"datePosted":"2026-05-04","description":"PyTorch"}</script>
X
cat >embeds.html <<'X'
<!doctype html><div id="grnhse_app"></div>
<script src="https://boards.greenhouse.io/embed/job_board/js?for=acme"></script>
X
cat >two.html <<'X'
<a href="https://jobs.lever.co/acme/1">a</a>
<a href="https://acme.breezy.hr/p/2">b</a>
X
echo '<script src="https://careers-analytics.recruitee.com/a.js"></script>' \
    >recruitee.html
echo '<p>Write to us.</p>' >nothing.html
echo '<p>JobPosting of schema.org</p>' >mention.html
printf 'User-agent: *\nDisallow: /private\n' >robots.txt
cat >map.xml <<'X'
<urlset><url><loc>/posting</loc></url><url><loc>/nothing</loc></url></urlset>
X
{
    printf '/robots.txt\t200\ttext/plain\trobots.txt\n'
    printf '/posting\t200\ttext/html\tposting.html\n'
    printf '/careers\t200\ttext/html\tembeds.html\n'
    printf '/two\t200\ttext/html\ttwo.html\n'
    printf '/jobs\t200\ttext/html\trecruitee.html\n'
    printf '/nothing\t200\ttext/html\tnothing.html\n'
    printf '/mention\t200\ttext/html\tmention.html\n'
    printf '/private\t200\ttext/html\tposting.html\n'
    printf '/moved\t301\ttext/html\t-\tLocation: /posting\n'
    printf '/api/offers\t200\tapplication/json\tgood.json\n'
    printf '/sitemap.xml\t200\ttext/xml\tmap.xml\n'
} >table
serve
at="http://127.0.0.1:$port"
add() { # CODE ARG...
    wanted=$1
    shift
    run "$wanted" sources add --sources mine.yaml "$@"
}

# What the address alone tells needs no network, and so no contact.
printf '# my boards\n\n- kind: greenhouse # the first\n  board: first\n' \
    >mine.yaml
add 0 --no-check https://jobs.eu.lever.co/acme/0f3a-11/apply
says out '^- kind: lever$'
says out '^  board: acme$'
says out '^  base: https://api.eu.lever.co$'
says err 'found: lever acme'
add 0 --no-check jobs.ashbyhq.com/Acme%20Robots --name 'Acme: robots' \
    --company "Acme's"
says out "^  board: 'Acme Robots'$"
says out "^  name: 'Acme: robots'$"
says out "^  company: 'Acme''s'$"
cat >want <<'X'
# my boards

- kind: greenhouse # the first
  board: first
- kind: lever
  board: acme
  base: https://api.eu.lever.co
- kind: ashby
  board: 'Acme Robots'
  name: 'Acme: robots'
  company: 'Acme''s'
X
cmp -s mine.yaml want || fail "the file: $(cat mine.yaml)"

# Twice is refused, whatever the address; the file stays as it is.
add 65 --no-check https://boards.greenhouse.io/embed/job_app?for=FIRST
one=$(tail -1 err)
case $one in *'mine.yaml:3: the board is there already, as "greenhouse/first"'*)
    ;;
*) fail "no word of the board that is there: $one" ;;
esac
add 64
add 64 --no-check https://jobs.lever.co/x https://jobs.lever.co/y
add 65 --no-check 'ftp://jobs.lever.co/x'
add 78 https://jobs.lever.co/other # nobody says who asks
says err '[-]-contact'
cmp -s mine.yaml want || fail "a refusal changed the file"

# A page is fetched and looked at, behind robots.txt.
private() { # CODE ARG...
    code=$1
    shift
    add "$code" --allow-private "$@"
}
private 0 --no-check "$at/careers"
says out '^  board: acme$'
says err 'found: greenhouse acme'
private 0 "$at/moved"
says out "^- kind: page$"
says out "^  url: $at/posting$"
says out '^  allow_private: true$'
says err 'ok, 1 postings'
private 0 "$at/jobs"
says out '^- kind: recruitee$'
says out "^  base: $at$"
private 65 "$at/two"
says err 'several boards are named there \(breezy acme, lever acme\)'
private 65 "$at/nothing"
says err 'found no board'
private 65 "$at/mention"
says err 'holds no posting; not added'
private 65 "$at/private"
says err 'blocked: robots.txt'
private 65 "$at/absent"
says err 'gone: HTTP 404'
add 65 "$at/posting" --contact me@example.org
says err 'private'
private 0 --kind sitemap "$at/"
says err 'lists 2 pages'
private 65 --kind sitemap "$at/nothing.xml"
says err 'gone.*not added'
private 78 --kind monster "$at/"
run 0 sources list --sources mine.yaml
equal "$(wc -l <out)" 8 "lines of the list"

# A list that is set in, a list without an end of line, no file at all.
printf -- '  - kind: hn\n  # the end' >mine.yaml
add 0 --no-check https://acme.teamtailor.com/jobs
printf -- '  - kind: hn\n  # the end\n  - kind: teamtailor\n    board: acme\n' \
    >want
cmp -s mine.yaml want || fail "the file: $(cat mine.yaml)"
echo '[{kind: hn}]' >mine.yaml
add 78 --no-check https://acme.teamtailor.com/jobs
says err 'does not fit; the file is as it was'
equal "$(cat mine.yaml)" '[{kind: hn}]'
run 0 sources add --no-check https://acme.wd5.myworkdayjobs.com/en-US/Careers
says err 'written to .*/config/skilltally/sources.yaml, which crawls now use'
run 0 sources list
says out '^workday/acme.wd5/Careers'

# The verdicts, as text and as JSON, of a check and of the last crawl.
cat >all.yaml <<X
- {kind: recruitee, board: good, base: "$at", allow_private: true}
- {kind: page, url: "$at/nothing", name: none, allow_private: true}
- {kind: page, url: "$at/absent", name: gone, allow_private: true}
- {kind: sitemap, url: "$at/", name: site, allow_private: true}
X
run 1 sources check --sources all.yaml
says out "^recruitee/good${tab}ok${tab}1${tab}200${tab}$at/api/offers${tab}$"
says out "^gone${tab}gone${tab}0${tab}404${tab}"
says out "^site${tab}ok${tab}0${tab}200${tab}.*lists 2 pages"
run 1 sources check --sources all.yaml --json
json() { # EXPRESSION WANT
    got=$(python3 -c "import json;d=json.load(open('out'));print($1)") ||
        fail "no JSON"
    equal "$got" "$2" "$1"
}
json 'd["schema_version"]' 1
json '[s["verdict"] for s in d["sources"]]' "['ok', 'empty', 'gone', 'ok']"
json 'd["sources"][2]["http_status"]' 404
json 'd["sources"][0]["postings"]' 1
run 0 sources list --sources all.yaml --json
json 'd["sources"][0]["last_verdict"]' None
run 1 crawl --sources all.yaml --only recruitee/good,gone
run 0 sources list --sources all.yaml
url=$at/api/offers
says out "^recruitee/good${tab}recruitee${tab}${tab}$url${tab}ok${tab}20"
says out "^gone${tab}page${tab}${tab}$at/absent${tab}gone${tab}20"
says out "^none${tab}page${tab}${tab}$at/nothing${tab}${tab}$"
run 0 sources list --sources all.yaml --json
json '[s["last_verdict"] for s in d["sources"]]' "['ok', None, 'gone', None]"
json 'd["sources"][0]["postings_open"]' 1
stop_server
