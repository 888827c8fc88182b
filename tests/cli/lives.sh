# SPDX-License-Identifier: MIT
# A board that is crawled for the first time lists what was posted over months:
# it adds to those months, and makes no spike in the month of the crawl.
. "$SOURCE/tests/cli/lib.sh"

words=$(seq -s ' ' -f 'w%g' 200)
# posting ID DAY WORDS: of the 200 words the first are other ones.
posting() {
    printf '{"id":%s,"title":"Data Engineer",' "$1"
    printf '"absolute_url":"https://a.example/%s",' "$1"
    printf '"location":{"name":"Berlin"},'
    [ "$2" = none ] || printf '"first_published":"%sT10:00:00Z",' "$2"
    printf '"content":"Python, SQL. %s %s"}' \
        "$(seq -s ' ' -f "p$1x%g" "$3")" "$words"
}
# Six adverts of their own: two of January, one each of February and March,
# one without a date, and one dated after the crawl. The seventh is the first
# again, with other words, in June.
{
    printf '{"jobs":['
    posting 1 2026-01-10 300
    for rest in '2 2026-01-20' '3 2026-02-05' '4 2026-03-31' '5 none' \
        '6 2026-09-01'; do
        printf ','
        posting $rest 300
    done
    printf ','
    posting 1 2026-06-01 290 | sed 's/"id":1,/"id":7,/'
    printf ']}'
} >board.json
printf '%s\t200\tapplication/json\tboard.json\n' "$(gh_path acme)" >table
printf '%s\t200\tapplication/json\tboard.json\n' "$(gh_path acme)" >>table
serve
boards acme >sources.yaml
SOURCE_DATE_EPOCH=1784116800 # 15 July 2026
export SOURCE_DATE_EPOCH
run 0 crawl --sources sources.yaml
run 0 report --role data-engineer --format json
python3 - <<'END' || fail "the months are not those of the postings' dates"
import json
r = json.load(open("out"))
rows = {row["month"]: row for row in r["roles"][0]["lives"]}
def check(month, **want):
    got = {k: rows[month][k] for k in want}
    assert got == want, (month, got, want)
check("2026-01", n_new=2, n_distinct=2, n_reposted=0, n_late=2, n_open=None)
check("2026-02", n_new=1, n_distinct=1, n_reposted=0, n_late=1, n_open=None)
check("2026-03", n_new=1, n_late=1)
check("2026-06", n_new=1, n_distinct=1, n_reposted=1, n_late=1)
# The month of the crawl: nothing new, all open, one advert twice.
check("2026-07", n_new=0, n_late=0, n_reposted=0, n_open=7, n_open_distinct=6)
check("2026-09", n_new=1, n_late=0)
dates = {row["id"]: row for row in r["dates"]}
assert {k: v["n"] for k, v in dates.items()} == {
    "day": 6, "month": 0, "year": 0, "none": 1, "late": 5, "after": 1}, dates
assert dates["day"]["n_crawled"] == 6 and dates["day"]["n_imported"] == 0
assert abs(dates["none"]["share"] - 1 / 7) < 1e-4, dates["none"]
END

# The same advert of the same employer from a file counts as posted once more,
# and dates as exact as a month or a year are told apart.
{
    for date in 2026-07 2026; do
        printf '{"id":"i%s","company":"acme","title":"Data Engineer",' "$date"
        printf '"date_posted":"%s","description":"Python, SQL. %s"}\n' "$date" \
            "$(seq -s ' ' -f 'p2x%g' 295) $words"
    done
} >file.ndjson
run 0 import file.ndjson
run 0 report --role data-engineer --format json
python3 - <<'END' || fail "a repost is not told whatever its source"
import json
r = json.load(open("out"))
july = [m for m in r["roles"][0]["lives"] if m["month"] == "2026-07"][0]
assert july["n_new"] == 1 and july["n_reposted"] == 1, july
assert july["n_open"] == 7, july
dates = {row["id"]: row for row in r["dates"]}
assert dates["month"]["n_imported"] == 1 == dates["year"]["n_imported"], dates
END
