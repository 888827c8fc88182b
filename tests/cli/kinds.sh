# SPDX-License-Identifier: MIT
# Every kind whose boards take several requests, crawled from its first page to
# its last detail: what the postings have, which requests were made, and that
# the archive gives the same store again.
. "$SOURCE/tests/cli/lib.sh"
. "$SOURCE/tests/cli/boards.sh"

start_boards 130 7
# shellcheck disable=SC2086
set -- $more
cat >sources.yaml <<Y
- {kind: workday, board: acme-45.wd5/Careers, base: "$at", name: wd, $private}
- {kind: smartrecruiters, board: acme-130, base: "$at", name: sr, $private}
- {kind: teamtailor, board: a, base: "http://127.0.0.1:$1", name: tt, $private}
- {kind: breezy, board: a, base: "http://127.0.0.1:$2", name: br, $private}
- {kind: lever, board: acme-130, base: "$at", name: lv, $private}
- {kind: arbeitnow, url: "$at/api/job-board-api?spec=130", name: an, $private}
- {kind: himalayas, url: "$at/jobs/api?spec=45", name: hi, $private}
- {kind: themuse, url: "$at/api/public/jobs?spec=50", name: mu, $private}
- {kind: usajobs, name: us, $private,
   url: "$at/api/Search?ResultsPerPage=500&spec=600"}
- {kind: hn, name: hn, $private,
   url: "$at/api/v1/search_by_date?tags=story,author_whoishiring"}
- {kind: hn, url: "$at/v0/user/whoishiring.json", name: fb, $private}
- {kind: own-offset, url: "$at/jobs/api?spec=45&offset=0", name: oo, $private,
   preset: {items: "jobs[]", id: "guid | tail", title: title, url: guid,
     company: companyName, date_posted: pubDate, description: [description],
     places: "locationRestrictions[]", offset_parameter: offset}}
- {kind: own-page, url: "$at/api/public/jobs?spec=50&page=1", name: op,
   $private, preset: {items: "results[]", id: id, title: name,
     url: refs.landing_page, company: company.name,
     date_posted: publication_date, description: [contents],
     places: "locations[].name", page_parameter: page}}
Y
export SKILLTALLY_USAJOBS_KEY='open sesame'
export SKILLTALLY_USAJOBS_EMAIL=census@example.org
run 0 crawl --sources sources.yaml
look wd "$(all 45)"
look sr "$(all 130)"
look tt "$(all 130)"
look br "$(all 7)"
look lv "$(all 130)"
look an "$(all 130)"
look hi "$(all 45)"
look mu "$(all 50)"
look us "$(all 600)"
look hn "$(all 60)"
look fb "$(all 8)"
look oo "$(all 45)"
look op "$(all 50)"
run 0 status
while read -r name n; do
    verdict "$name" ok "$n"
done <<E
wd 45
sr 130
tt 130
br 7
lv 130
an 130
hi 45
mu 50
us 600
hn 60
fb 8
oo 45
op 50
E
# Nothing is asked twice, or beyond its end.
asked 3 'POST /wday/cxs/acme-45/Careers/jobs '
asked 45 'GET /wday/cxs/acme-45/Careers/job/'
asked 2 '/v1/companies/acme-130/postings[?]'
asked 130 '/v1/companies/acme-130/postings/'
asked 2 '/jobs.json'
asked 7 '/p/b'
asked 2 '/v0/postings/acme-130'
asked 2 '/api/job-board-api'
asked 7 '/jobs/api'
asked 7 '/api/public/jobs'
asked 2 '/api/Search'
asked 2 '/api/v1/items/'
asked 16 '/v0/item/'

# Details have what lists lack.
run 0 show wd:workday-R7 --json
says out '"company": ?"Acme Works"'
says out '"date_posted": ?"2026-05-04"'
run 0 show us:usajobs-7 --json
says out '"min": ?89508'
# A key is nowhere.
for f in "$XDG_DATA_HOME"/skilltally/archive/*.warc.gz; do
    gzip -dc "$f"
done >plain
grep -q '^Authorization-Key: withheld' plain || fail "no key was withheld"
for f in plain err "$XDG_DATA_HOME"/skilltally/*.db; do
    grep -aq 'sesame\|census@' "$f" && fail "a key is in $f"
done

# The archive gives the same store.
snapshot >crawled
run 0 extract --all
snapshot >extracted
cmp -s crawled extracted || fail "$(diff crawled extracted | head -5)"
rm "$XDG_DATA_HOME"/skilltally/skilltally.db*
run 0 extract
snapshot >extracted
cmp -s crawled extracted || fail "anew: $(diff crawled extracted | head -5)"

# Each posting is one of the archive too: a list's entry and its detail are not
# counted apart. (The 95 of kinds of one's own are not known to map.)
run 0 map "$XDG_DATA_HOME"/skilltally/archive/*.warc.gz
equal "$(wc -l <out)" 1335 "postings that map finds"
equal "$(grep -c '"truncated":true' out)" 0 "cut texts among them"

# Once more: lists only, the details are known.
: >asked
run 0 crawl --sources sources.yaml
says err '[(]0 new, 0 changed[)]'
asked 0 '/job/Town|/postings/[0-9]|/p/b'
asked 3 'POST /wday/cxs/acme-45/Careers/jobs '
look wd "$(all 45)"
look br "$(all 7)"
snapshot >crawled
run 0 extract --all
snapshot >extracted
cmp -s crawled extracted || fail "twice: $(diff crawled extracted | head -5)"

# The same without a store: what was not read leads on all the same.
: >asked
run 0 crawl --sources sources.yaml --no-extract --home bare --only wd
asked 45 '/job/Town'
run 0 extract --home bare
says err '90 postings from 48 records: 45 new, 45 changed'

# Without the key nothing is asked.
: >asked
unset SKILLTALLY_USAJOBS_KEY
run 1 crawl --sources sources.yaml --only us
says err 'us +blocked +needs a key .*SKILLTALLY_USAJOBS_KEY'
asked 0 .
