# SPDX-License-Identifier: MIT
# Boards that misbehave: wrong totals, pages that repeat or never end, details
# that are gone, 429 in the middle; boards too large for one query; and those of
# which only a part is wanted.
. "$SOURCE/tests/cli/lib.sh"
. "$SOURCE/tests/cli/boards.sh"

start_boards 130-repeat 130-endless 12-elsewhere 7-gone
# shellcheck disable=SC2086
set -- $more
cat >sources.yaml <<Y
- {kind: workday, board: acme-2300.wd5/Big, base: "$at", name: big, $private}
- {kind: workday, board: acme-2300-nofacets.wd5/Big, base: "$at", $private,
   name: cut}
- {kind: workday, board: acme-45-high.wd5/C, base: "$at", name: wd-high,
   $private}
- {kind: workday, board: acme-45-low.wd5/C, base: "$at", name: wd-low, $private}
- {kind: workday, board: acme-45-repeat.wd5/C, base: "$at", $private,
   name: wd-repeat}
- {kind: workday, board: acme-9-gone.wd5/C, base: "$at", name: wd-gone,
   $private}
- {kind: smartrecruiters, board: acme-0, base: "$at", name: nobody, $private}
- {kind: smartrecruiters, board: acme-130-repeat, base: "$at", $private,
   name: sr-repeat}
- {kind: smartrecruiters, board: acme-205-low, base: "$at", name: sr-low,
   $private}
- {kind: smartrecruiters, board: acme-130-busy, base: "$at", name: sr-busy,
   $private}
- {kind: teamtailor, board: a, base: "http://127.0.0.1:$1", $private,
   name: tt-repeat}
- {kind: teamtailor, board: a, base: "http://127.0.0.1:$2", max_pages: 7,
   name: tt-endless, $private}
- {kind: teamtailor, board: a, base: "http://127.0.0.1:$3", $private,
   name: tt-elsewhere}
- {kind: breezy, board: a, base: "http://127.0.0.1:$4", name: br-gone, $private}
- {kind: himalayas, url: "$at/jobs/api?spec=90-endless", max_postings: 100,
   name: hi-endless, $private}
- {kind: himalayas, url: "$at/jobs/api?spec=45-repeat", name: hi-repeat,
   $private}
- {kind: themuse, url: "$at/api/public/jobs?spec=2500", name: mu-big, $private}
- {kind: hn, name: hn-all, max_pages: 4, $private,
   url: "$at/api/v1/search_by_date?tags=story,author_whoishiring"}
Y
run 1 crawl --sources sources.yaml
run 0 status
verdict big ok 2300
verdict cut truncated 2000
verdict wd-high truncated 45
verdict wd-low ok 45
verdict wd-repeat truncated 20
verdict wd-gone ok 9
verdict nobody empty 0
verdict sr-repeat truncated 100
verdict sr-low ok 205
verdict sr-busy ok 130
verdict tt-repeat truncated 100
verdict tt-endless truncated 700
verdict tt-elsewhere truncated 12
verdict br-gone ok 7
verdict hi-endless truncated 100
verdict hi-repeat truncated 20
verdict mu-big truncated 1980
verdict hn-all ok 90
look big 2300 2300 2300 0 0 2300 0 0
look wd-gone 9 9 9 9 8 9 8 8
run 1 crawl --sources sources.yaml --only mu-big --only hi-endless
says err 'failed:'
says err 'mu-big +truncated +page 99 is the last that is served'
says err 'looked at:'
says err 'hi-endless +truncated +stopped at its max_postings of 100'
run 0 crawl --sources sources.yaml --only hi-endless
