# SPDX-License-Identifier: MIT
# A site of months: links that lead somewhere, a feed as RFC 4287 has it, the
# same bytes again, and nothing written but what changed.
. "$SOURCE/tests/cli/lib.sh"

# Four months, the second without a posting; and a stray date.
cat >make.py <<'END'
import json, random, sys
text = ("<p>%s</p>"  # words of its own, so that none is a copy
        "<h3>Requirements</h3><ul><li>SQL</li><li>%s &amp; R&D</li></ul>")
def put(i, month, title="Data Engineer"):
    draw = random.Random(i)
    own = " ".join("".join(draw.choices("abdeiklmnorstu", k=7))
                   for _ in range(60))
    print(json.dumps({
        "id": "p%d" % i, "title": title, "company": "Employer <%d>" % i,
        "date_posted": month + "-10", "description_format": "html",
        "description": text % (own, ["Python", "Docker"][i % 2])}))
if sys.argv[1] == "more":
    put(999, "2026-04")
else:
    put(0, "1999-12")
    for i in range(1, 200):
        put(i, ["2026-01", "2026-03", "2026-04"][i % 3])
    for i in range(200, 210):
        put(i, "2026-03", "Machine Learning Engineer")
END
python3 make.py first >in.ndjson
run 0 import in.ndjson
run 0 report --no-charts --site site
says err '^site: 4 months, 4 pages changed$'
silent out
for name in index.html feed.xml latest/index.html 2026-01/index.html \
    2026-02/report.json 2026-03/report.csv 2026-04/index.html; do
    [ -s "site/$name" ] || fail "no $name"
done
[ ! -e site/1999-12 ] || fail "a stray date makes a month"
grep -q 'No posting has a date in this period' site/2026-02/index.html ||
    fail "the empty month does not say so"
grep -q '<script type="application/json" id="data">' site/2026-03/index.html ||
    fail "nothing to choose on a page of the site"
"$CHECK_JSON" "$SOURCE/docs/report.schema.json" site/*/report.json 2>err ||
    fail "JSON not as the schema says"

# Every link leads to a file of the site.
cat >links.py <<'END'
import html.parser, os, sys, urllib.parse
seen = 0
class Links(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        global seen
        href = dict(attributes).get("href") or ""
        if dict(attributes).get("http-equiv") == "refresh":
            href = dict(attributes)["content"].split("url=")[1]
        url = urllib.parse.urlsplit(href)
        if url.scheme or not url.path:
            return
        target = os.path.join(os.path.dirname(self.at), url.path)
        assert os.path.isfile(target), "%s: %s" % (self.at, href)
        seen += 1
for base, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith(".html"):
            links = Links()
            links.at = os.path.join(base, name)
            links.feed(open(links.at, encoding="utf-8").read())
            links.close()
assert seen > 30, seen
END
python3 links.py site 2>err || fail "a link leads nowhere"
grep -q 'rel="prev" href="../2026-02/index.html"' site/2026-03/index.html ||
    fail "no way back"
grep -q 'rel="next" href="../2026-04/index.html"' site/2026-03/index.html ||
    fail "no way on"
! grep -q 'rel="next"' site/2026-04/index.html || fail "a month after the last"
grep -q 'url=../2026-04/index.html' site/latest/index.html || fail "latest"

# A month's page leads to its quotes, unless nobody wants them.
grep -q 'id="evidence-data-engineer-' site/2026-04/index.html ||
    fail "no quotes"
run 0 report --no-charts --no-evidence --site bare
! grep -q 'id="evidence-' bare/2026-04/index.html || fail "quotes all the same"

# The same again: other bytes nowhere, and nothing is written.
run 0 report --no-charts --site other
diff -r site other >out || fail "another site of the same store"
find site -exec touch -d 2020-01-01 {} +
touch -d 2021-01-01 then
run 0 report --no-charts --site site
says err '^site: 4 months, 0 pages changed$'
find site -type f -newer then >out
silent out

# A posting more: its month, the index and the feed.
python3 make.py more >in.ndjson
run 0 import in.ndjson
run 0 report --no-charts --site site
says err '^site: 4 months, 1 pages changed$'
find site -type f -newer then | sort >out
printf 'site/%s\n' 2026-04/index.html 2026-04/report.csv 2026-04/report.json \
    feed.xml index.html >want
cmp -s want out || fail "files written: $(cat out)"
entry() {
    sed -n "/<id>[^<]*$2</,/<\\/entry>/p" "$1/feed.xml" | grep '<updated>'
}
equal "$(entry site 2026-03)" "$(entry other 2026-03)" "an old entry's date"
[ "$(entry site 2026-04)" != "$(entry other 2026-04)" ] ||
    fail "a changed entry has the old date"

# Another choice, another site; then a month that is asked for.
run 0 report --no-charts --site other --role ml-engineer --from 2026-03
says err '^other: 2 months, 2 pages changed$'
run 0 report --no-charts --site other --from 2025-11 --to 2026-01
says err '^other: 3 months, 3 pages changed$'

# Without gnuplot the pages are there, and have their charts the next time.
mkdir empty
PATH=$work/empty "$SKILLTALLY" report --site bare 2>err </dev/null ||
    fail "no site without gnuplot"
says err 'gnuplot'
if command -v gnuplot >gnuplot.path; then
    run 0 report --site bare
    # The empty month had none to draw.
    says err '^bare: 4 months, 3 pages changed$'
    grep -q '<svg' bare/2026-03/index.html || fail "still no charts"
    run 0 report --site bare
    says err '^bare: 4 months, 0 pages changed$'
fi

# With an address: absolute in the feed and for engines, relative elsewhere.
run 0 report --no-charts --site public \
    --site-url 'https://www.example.org:8443/a&b/'
python3 links.py public 2>err || fail "a link leads nowhere"
grep -q '<id>tag:www.example.org,2026-03:/a&amp;b/2026-03</id>' \
    public/feed.xml || fail "an id of another host"
grep -q 'canonical" href="https://www.example.org:8443/a&amp;b/2026-03/"' \
    public/2026-03/index.html || fail "no canonical address"
cat >feed.py <<'END'
import re, sys
import xml.etree.ElementTree as xml
atom = "{http://www.w3.org/2005/Atom}"
def one(of, name):
    found = of.findall(atom + name)
    assert len(found) == 1, name
    return found[0]
def instant(of):
    text = one(of, "updated").text
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text), text
    return text
def identity(of):
    text = one(of, "id").text
    assert re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}(-\d\d){0,2}:[!-~]+", text), text
    return text
feed = xml.parse(sys.argv[1]).getroot()
absolute = sys.argv[2] == "absolute"
assert feed.tag == atom + "feed"
known = "id title subtitle author generator updated link entry".split()
assert {e.tag for e in feed} <= {atom + name for name in known}
assert one(feed, "title").text and one(one(feed, "author"), "name").text
ids, dates = [identity(feed)], []
def links(of, relations):
    got = of.findall(atom + "link")
    assert [e.get("rel") for e in got] == relations
    for e in got:
        assert e.get("href").startswith("https://") == absolute
        assert e.get("type")
links(feed, ["self", "alternate"])
entries = feed.findall(atom + "entry")
for entry in entries:
    known = "id title updated link summary".split()
    assert {e.tag for e in entry} == {atom + name for name in known}
    ids.append(identity(entry))
    dates.append(instant(entry))
    assert one(entry, "title").text and one(entry, "summary").text
    links(entry, ["alternate", "related"])
assert len(set(ids)) == len(ids) == 5
assert instant(feed) == max(dates) and dates == sorted(dates, reverse=True)
assert all("2026-%02d-" % (4 - i) in d for i, d in enumerate(dates)), dates
try:
    import feedparser
except ImportError:
    sys.exit()
other = feedparser.parse(sys.argv[1])
assert not other.bozo and other.version == "atom10", other.get("bozo_exception")
assert [e.id for e in other.entries] == ids[1:]
assert all(e.updated_parsed for e in other.entries)
END
python3 feed.py public/feed.xml absolute 2>err || fail "the feed"
python3 feed.py site/feed.xml relative 2>err || fail "the feed without address"

# What cannot be.
for url in example.org 'ftp://a.example/' 'https://a b/' 'https://a/?b' ''; do
    run 64 report --site public --site-url "$url"
    says err 'is not the address of a site'
done
run 64 report --site-url https://a.example/
run 64 report --site site --month 2026-01
run 64 report --site site --format json
run 64 report --site site -o there
: >file
run 73 report --site file
one_line_error
mkdir -p taken/2026-01/index.html
run 73 report --site taken
one_line_error
[ ! -e taken/index.html ] || fail "an index of what is not there"

# A store without postings has an index that says so.
printf '{"id":"x"}\n' >in.ndjson
export SKILLTALLY_HOME="$work/second"
"$SKILLTALLY" import in.ndjson >out 2>err
if [ -e second/skilltally.db ]; then
    run 0 report --no-charts --site nothing
    grep -q 'No month has a posting yet' nothing/index.html || fail "an index"
fi
