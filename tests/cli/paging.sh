# SPDX-License-Identifier: MIT
# An API of one's own in several answers: pages by number, by offset, by an
# address, by a token, and a detail for each posting.
. "$SOURCE/tests/cli/lib.sh"

jobs() { # FILE FIRST LAST MORE
    {
        printf '{"total":5%s,"jobs":[' "$4"
        for n in $(seq "$2" "$3"); do
            [ "$n" = "$2" ] || printf ,
            printf '{"id":%s,"name":"Engineer %s","text":"Python %s"}' \
                "$n" "$n" "$n"
        done
        printf ']}'
    } >"$1"
}
jobs a.json 1 2 ''
jobs b.json 3 4 ''
jobs c.json 5 5 ''
jobs none.json 1 0 ''
jobs next.json 1 3 ',"more":"/next?p=two"'
jobs token.json 1 3 ',"token":"t2"'
jobs rest.json 4 5 ''
echo '{"jobs":[{"id":7,"name":"Analyst"},{"id":8,"name":"Clerk"}]}' >list.json
echo '{"job":{"id":7,"name":"Analyst","text":"SQL and Spark"}}' >7.json
entry() { printf '%s\t%s\tapplication/json\t%s\n' "$@"; }
{
    entry '/number' 200 a.json
    entry '/number?page=2' 200 b.json
    entry '/number?page=3' 200 c.json
    entry '/number?page=4' 200 none.json
    entry '/offset?from=0&n=2' 200 a.json
    entry '/offset?from=2&n=2' 200 b.json
    entry '/offset?from=4&n=2' 200 c.json
    entry '/next' 200 next.json
    entry '/next?p=two' 200 rest.json
    entry '/token' 200 token.json
    entry '/token?after=t2' 200 rest.json
    entry '/again' 200 a.json
    entry '/again?page=2' 200 a.json
    entry '/detail' 200 list.json
    entry '/detail/7' 200 7.json
    entry '/detail/8' 404 -
} >table
serve
at="http://127.0.0.1:$port"
fields='id: id, title: name, description: [text]'
cat >sources.yaml <<X
- {kind: number, url: "$at/number", name: number, allow_private: true,
   preset: {items: "jobs[]", $fields, page_parameter: page}}
- {kind: number, url: "$at/again", name: again, allow_private: true}
- {kind: offset, url: "$at/offset?from=0&n=2", name: offset,
   allow_private: true,
   preset: {items: "jobs[]", $fields, total: total, offset_parameter: from}}
- {kind: next, url: "$at/next", name: next, allow_private: true,
   preset: {items: "jobs[]", $fields, next: more}}
- {kind: token, url: "$at/token", name: token, allow_private: true,
   preset: {items: "jobs[]", $fields, next: "'{\$origin}/token?after={token}'"}}
- {kind: detail, url: "$at/detail", name: detail, allow_private: true,
   preset: {items: "jobs[], job", $fields,
            detail_url: "'{\$origin}/detail/{id}'"}}
X
run 0 crawl --sources sources.yaml
run 0 status --json
python3 - <<'X' || fail "another number of postings"
import json
d = json.load(open('out'))
got = {s['name']: (s['verdict'], s['postings_open']) for s in d['sources']}
want = {n: ('ok', 5) for n in ('number', 'offset', 'next', 'token')}
want.update(again=('ok', 2), detail=('ok', 2))
assert got == want, got
X
run 0 show detail-7
says out 'spark: '
cp out shown
run 0 extract --all
run 0 show detail-7
cmp -s out shown || fail "extract --all reads a detail otherwise"
stop_server
grep -qx '1	/number?page=4' hits || fail "asked: $(cat hits)"
grep -qx '1	/again?page=2' hits || fail "asked: $(cat hits)"
grep -qx '1	/detail/8' hits || fail "asked: $(cat hits)"
