# SPDX-License-Identifier: MIT
# usage: kills.sh [KILLS [BOARDS]]   (200 kills, 60 boards)
# Boards of one request each, a quarter as many whose list has two pages and
# four details, and one of three pages with a host of its own.
# Kill a crawl at random moments and give the same command again, until it is
# through; then begin anew in another home, until KILLS were made. What was
# archived and stored must be what an undisturbed crawl has.
. "$SOURCE/tests/cli/lib.sh"
kills=${1:-200}
boards=${2:-60}
command -v python3 >/dev/null || {
    echo "skipped: no python3"
    exit 77
}

i=0
j=application/json
paged=$((boards / 4))
cat >lists.awk <<'X'
function item(i, n) {
    return "{\"id\":\"" i * 10 + n "\",\"name\":\"Data Engineer\"," \
        "\"releasedDate\":\"2026-05-04T10:00:00.000Z\"," \
        "\"location\":{\"city\":\"Bern\",\"country\":\"ch\"}"
}
function rule(path, body, fields) {
    printf "%s\t200\tapplication/json\t=%s%s\n", path, body, fields
}
function list(i, from) {
    rule("/v1/companies/s" i "/postings?limit=100&offset=" from,
        "{\"offset\":" from ",\"totalFound\":4,\"content\":[" \
        item(i, from) "}," item(i, from + 1) "}]}")
}
function feed(page) {
    rule("/jobs.json" (page > 1 ? "?page=" page : ""),
        "{\"version\":\"https://jsonfeed.org/version/1.1\"," \
        "\"items\":[{\"id\":\"t" page "\",\"title\":\"Data Engineer\"," \
        "\"url\":\"https://a.example/t" page "\"," \
        "\"content_html\":\"<p>Python</p>\"}]" \
        (page < 3 ? ",\"next_url\":\"http://127.0.0.2:{{port}}" \
        "/jobs.json?page=" page + 1 "\"" : "") "}", "\t?host=127.0.0.2")
}
BEGIN {
    for (i = 0; i < n; i++) {
        list(i, 0)
        list(i, 2)
        for (k = 0; k < 4; k++)
            rule("/v1/companies/s" i "/postings/" i * 10 + k, item(i, k) \
                ",\"jobAd\":{\"sections\":{\"jobDescription\":{\"title\":" \
                "\"The work\",\"text\":\"<p>SQL for firm " i ", " k \
                "</p>\"}}}}")
    }
    for (i = 1; i <= 3; i++) feed(i)
}
X
while [ $i -lt "$boards" ]; do
    printf '{"jobs":['
    for n in 1 2 3; do
        [ $n = 1 ] || printf ,
        gh_posting "$i$n" "Python, SQL and Airflow at firm $i, number $n."
    done
    printf ']}'
    i=$((i + 1))
done | awk -v RS='[]]}' '{ printf "%s]}", $0 > ("b" NR - 1 ".json") }'
{
    printf '/robots.txt\t200\ttext/plain\trobots\n'
    awk -v n="$paged" -f lists.awk
    i=0
    while [ $i -lt "$boards" ]; do
        # Some boards fail once, so that tries and waits are kept too.
        [ $((i % 9)) -ne 4 ] ||
            printf '%s\t503\t%s\t-\n' "$(gh_path b$i)" $j
        printf '%s\t200\t%s\tb%s.json\n' "$(gh_path b$i)" $j $i
        i=$((i + 1))
    done
} >table
printf 'User-agent: *\nCrawl-delay: 0.005\n' >robots
serve
# shellcheck disable=SC2046 # a list of words
boards $(awk -v n="$boards" 'BEGIN { while (i < n) print "b" i++ }') \
    >sources.yaml
i=0
while [ $i -lt $paged ]; do
    printf -- '- {kind: smartrecruiters, board: s%s, name: s%s, ' $i $i
    printf 'base: "http://127.0.0.1:%s", allow_private: true}\n' "$port"
    i=$((i + 1))
done >>sources.yaml
printf -- '- {kind: teamtailor, board: tt, name: tt, allow_private: true, ' \
    >>sources.yaml
printf 'base: "http://127.0.0.2:%s"}\n' "$port" >>sources.yaml

# contents HOME: what is in the archive and in the store, in an order of its
# own.
contents() {
    for f in "$1"/archive/*.warc.gz; do
        gzip -t "$f" || fail "gzip -t $f"
        gzip -dc "$f"
    done | tr -d '\r' | awk '/^WARC-Type: /{t=$2} /^WARC-Target-URI: /{u=$2}
        /^WARC-Payload-Digest: / && (t == "response" || t == "revisit") {
            print u, $2
        }' |
        grep -v ' sha256:e3b0c44298fc1c149' | grep -v robots.txt | sort -u
    python3 - "$1" <<'X'
import sqlite3, sys
for name in 'skilltally.db', 'crawl.db':
    c = sqlite3.connect(sys.argv[1] + '/' + name)
    print(name, c.execute('PRAGMA integrity_check').fetchone()[0])
    if name == 'crawl.db':
        print('left', c.execute('SELECT count(*) FROM run').fetchone(),
              c.execute('SELECT count(*) FROM request').fetchone())
        continue
    for row in c.execute('SELECT s.name, ext_id, title, p.url, content_hash,'
                         ' closed_utc FROM posting AS p JOIN source AS s'
                         ' ON s.id = p.source ORDER BY 1, 2'):
        print(row)
    # A kill when all is done makes the same command a second crawl.
    for row in c.execute('SELECT s.name, c.verdict, max(c.n_postings)'
                         ' FROM crawl AS c JOIN source AS s ON s.id = c.source'
                         ' GROUP BY 1, 2 ORDER BY 1'):
        print(row)
X
}

run 0 crawl --sources sources.yaml --home calm
contents calm >calm.txt
# Each posting and each verdict.
equal "$(grep -c "^('" calm.txt)" $((boards * 4 + paged * 5 + 4)) \
    "lines of the calm crawl"

# True when every source of HOME has been crawled and no run is left.
is_complete() {
    python3 - "$1" $((boards + paged + 1)) <<'X'
import sqlite3, sys
try:
    left = sqlite3.connect(sys.argv[1] + '/crawl.db').execute(
        'SELECT count(*) FROM run').fetchone()[0]
    there = sqlite3.connect(sys.argv[1] + '/skilltally.db').execute(
        'SELECT count(*) FROM source WHERE verdict IS NOT NULL').fetchone()[0]
except sqlite3.OperationalError:
    sys.exit(1)
sys.exit(0 if left == 0 and there == int(sys.argv[2]) else 1)
X
}

made=0
again=0
homes=0
resumed=0
while [ $made -lt "$kills" ]; do
    homes=$((homes + 1))
    code=137
    while [ $code = 137 ]; do
        wait=$(awk -v s="$made$homes$$" 'BEGIN {
            srand(s)
            printf "%.3f", 0.02 + rand() * 0.35
        }')
        [ $made -lt "$kills" ] || wait=60
        timeout -s KILL "$wait" "$SKILLTALLY" crawl --sources sources.yaml \
            --home "h$homes" >out 2>err </dev/null
        code=$?
        ! grep -q '^skilltally: resumed\|^resumed' err ||
            resumed=$((resumed + 1))
        [ $code != 137 ] || made=$((made + 1))
        # Killed when all was done: the next one is another crawl.
        [ $code != 137 ] || ! is_complete "h$homes" || again=$((again + 1))
    done
    equal $code 0 "exit code of the last crawl of home $homes"
    contents "h$homes" >"h$homes.txt"
    cmp calm.txt "h$homes.txt" || fail "home $homes after $made kills: $(
        diff calm.txt "h$homes.txt" | head
    )"
    ls "h$homes"/archive/*.open >/dev/null 2>&1 && fail "a file is left open"
done
stop_server
# Nothing is fetched again but what was in flight: four at a time at most, and
# the ones that fail once have done so in the calm crawl.
asked=$(awk '!/robots/ {n += $1} END {print n}' hits)
crawls=$((homes + again))
most=$(((boards + paged * 6 + 3) * (crawls + 1) + boards + 4 * made))
[ "$asked" -le $most ] || fail "$asked requests, at most $most wanted"
[ $resumed -gt 0 ] || fail "nothing was ever resumed"
echo "$made kills over $homes homes, $resumed resumed;" \
    "$asked requests for $((boards + paged + 1)) boards"
