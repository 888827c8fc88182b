# SPDX-License-Identifier: MIT
# Postings whose titles, employers, places, ids, addresses and words are meant
# to do harm, through every format: nothing of theirs runs, no table breaks.
# The shared lists of such texts are used where they are at hand.
. "$SOURCE/tests/cli/lib.sh"

cat >make.py <<'END'
import json, os, sys
own = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>", "\" onmouseover=\"alert(1)",
    "' autofocus onfocus='alert(1)", "]]><svg onload=alert(1)>",
    "<!-- <script>", "{{7*7}} ${7*7} <%= 7 %>", "javascript:alert(1)",
    "a|b|c", "[x](javascript:alert(1))", "![x](http://127.0.0.1/x)",
    "`touch x`", "$(touch x)", "'; DROP TABLE posting; --", "=1+1",
    "+1", "-1", "@SUM(1)", "\t=1", "\r\n=1,2,3\r\n", "a,b\"c\"",
    "\x1b[31mred\x1b]0;title\x07", "\u009b31m", "\u202eltr\u202c",
    "\u2028x\u2029", "\ufeff\u200b", "\u6771\u4eac" * 40, "e\u0301" * 99,
    "%s%n%d", "NaN", "null", "\\u0000", "C:\\x", "../../x", "x" * 3000]
shared = sys.argv[1] + "/../shared/conformance"
if os.path.exists(shared + "/naughty-strings/blns.json"):
    own += json.load(open(shared + "/naughty-strings/blns.json"))
else:
    print("the shared lists are not at hand", file=sys.stderr)
skills = ["Python", "SQL", "Apache Airflow", "Snowflake", "Kubernetes"]
with open("in.ndjson", "w") as out:
    for i, h in enumerate(own):
        lines = "\n".join("- Good knowledge of %s %s" % (s, h)
                          for k, s in enumerate(skills) if (i + k) % 3)
        print(json.dumps({
            "id": "%d %s" % (i, h), "company": "%s %d" % (h, i // 3),
            "title": "%s %s" % (["Data Engineer", "Data Scientist"][i % 2], h),
            "location": h, "date_posted": "2026-%02d-03" % (i % 3 + 1),
            "url": "https://example.com/?q=" + h if i % 4 else h,
            "description": "Requirements\n%s\n%s" % (
                lines, "We are a firm of some size here. " * 9),
            "description_format": "text"}), file=out)
END
python3 make.py "$SOURCE"
run 0 import in.ndjson

cat >check.py <<'END'
import csv, html.parser, json, re, sys
MAY = set("html head meta link title style script body header nav ul ol li a "
          "main dl dt dd section h1 h2 h3 h4 p div table caption span thead tr "
          "th tbody td small footer details summary q mark code button input "
          "label select option optgroup fieldset legend figure figcaption svg "
          "g path rect line circle polyline polygon text tspan defs use "
          "title desc strong em b br noscript hr output datalist clippath "
          "marker".split())
VOID = {"meta", "link", "input", "br", "hr"}
class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.scripts, self.quotes = [], [], 0
    def handle_starttag(self, tag, attributes):
        assert tag in MAY, tag
        names = [n for n, _ in attributes]
        assert len(set(names)) == len(names), attributes
        for name, value in attributes:
            assert not name.startswith("on"), (tag, name, value)
            assert re.fullmatch(r"[a-z][a-z0-9:-]*", name, re.I), (tag, name)
            if name in ("href", "src", "xlink:href", "action"):
                assert re.match(r"#|data:,|https?://", value), (tag, value)
        if tag == "script":
            self.scripts.append("")
        self.quotes += tag == "q"
        if tag not in VOID:
            self.open.append(tag)
    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag
    def handle_data(self, data):
        if self.open and self.open[-1] == "script":
            self.scripts[-1] += data
def page(text, quotes):
    p = Page()
    p.feed(text)
    p.close()
    assert p.open == [], p.open
    assert len(p.scripts) <= 2, len(p.scripts)
    for s in p.scripts:
        assert "alert(1)" not in s or s.lstrip().startswith("{"), "a script"
    assert (p.quotes > 0) == quotes, p.quotes
def markdown(text):
    bars = 0
    for line in text.split("\n"):
        n = len(re.findall(r"(?<!\\)\|", line))
        if not line.startswith("|"):
            assert n == 0 or "`" in line, line
            bars = 0
            continue
        bars = bars or n
        assert n == bars, (n, bars, line)
        bare = re.sub(r"\[posting\]\(<https?://[^<>|\\`\s]*>\)", "", line)
        assert not re.search(r"(?<!\\)[<\[`]", bare), bare
    assert not re.search(r"<(?!https?://)", text), "a tag"
def table(text):
    rows = list(csv.reader(text.splitlines(True), strict=True))
    assert len({len(r) for r in rows}) == 1, {len(r) for r in rows}
    for cell in (c for r in rows for c in r):
        number = re.fullmatch(r"-?[0-9.]+(e-?[0-9]+)?", cell)
        assert number or not re.match(r"[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]",
                                      cell), cell
def plain(text, raw):
    for c in text:
        o = ord(c)
        assert o >= 32 and not 127 <= o < 160 or c in "\r\n", o
        assert raw or not (0x202a <= o <= 0x202e or 0x2066 <= o <= 0x2069), o
def refuse(name):
    raise ValueError(name)
for name in sys.argv[1:]:
    text = open(name, encoding="utf-8", errors="strict", newline="").read()
    try:
        plain(text, name == "show.json") # which has the posting's own words
        if name.endswith(".html"):
            page(text, name == "report.html")
        elif name.endswith(".md"):
            markdown(text)
        elif name.endswith(".csv"):
            table(text)
        elif name.endswith(".json"):
            json.loads(text, parse_constant=refuse)
    except (AssertionError, ValueError, IndexError) as e:
        sys.exit("%s: %s %r" % (name, type(e).__name__, e))
END

for format in text md json html; do
    run 0 report --format $format --top 10 -o "report.$format"
    run 0 study --role data-engineer --format $format -o "study.$format"
done
run 0 compare python sql airflow --format html -o skills.html
run 0 compare data-engineer data-scientist --format md -o roles.md
run 0 report --format csv -o tables/
run 0 show --skill python --role data-engineer --json --limit 500
cp out show.json
run 0 status
cp out status.text
run 0 report --format json --no-evidence -o none.json
python3 check.py report.* study.* skills.html roles.md tables/*.csv show.json \
    status.text none.json 2>err || fail "harm is done"
[ ! -e x ] || fail "a command was run"

# Quotes are there, short, and not there when nobody wants them.
python3 - <<'END' || fail "the evidence is not as told"
import json
roles = json.load(open("report.json"))["roles"]
quotes = [e for r in roles for e in r["evidence"]]
assert quotes and all(len(e["quote"].encode()) < 400 for e in quotes)
assert all(e["url"] is None or e["url"].startswith("https://example.com/")
           for e in quotes)
assert not any(r["evidence"] for r in json.load(open("none.json"))["roles"])
END

# The same bytes whatever the order in which postings were imported.
python3 -c 'import sys
sys.stdout.writelines(reversed(open("in.ndjson").readlines()))' >back.ndjson
mkdir other && mv back.ndjson other/in.ndjson
run 0 import --home other/home other/in.ndjson
run 0 report --home other/home --format json --top 10
cmp -s out report.json || fail "the order of postings shows in the report"
