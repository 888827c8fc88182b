# SPDX-License-Identifier: MIT
# What reports, studies and comparisons are as files, read by others: JSON
# against its schema, by our own reader and by Debian's python3-jsonschema; CSV
# by Python's reader.
. "$SOURCE/tests/cli/lib.sh"
schema=$SOURCE/docs/report.schema.json

# 240 postings of as many employers in two months, half of them ML engineers,
# with pay, places and names that a spreadsheet would run.
python3 - >in.ndjson <<'END'
import json
text = ("<p>We look for someone to join our team in a friendly place near the "
        "river, with long lunches, short meetings and a garden.</p>"
        "<h3>Requirements</h3><ul>%s</ul>")
skills = ["SQL", "Python", "Apache Airflow", "PostgreSQL", "PyTorch", "Docker"]
signs = ["=1+1", "+1", "-1", "@a", "\t=1", "'", '"', "a,b", "Caf\u00e9"]
for i in range(240):
    named = [s for k, s in enumerate(skills) if (i * (k + 3)) % 7 < 4]
    print(json.dumps({
        "id": "p%d" % i, "company": signs[i % 9] + " Employer %d" % (i // 3),
        "title": ["Data Engineer", "Machine Learning Engineer"][i % 2],
        "date_posted": "2026-%02d-10" % (1 + i // 120),
        "location": "Berlin, Germany",
        "description": text % "".join("<li>%s</li>" % s for s in named)
        + ("<p>Salary: $%d,000 per year</p>" % (90 + i % 50)),
        "description_format": "html"}))
END
run 0 import in.ndjson

# write NAME ARG...: what ARG... answers, as JSON, to NAME.json.
write() {
    name=$1
    shift
    run 0 "$@" --format json -o "$name.json"
}
write all report
write month report --month 2026-02
write year report --from 2025-03 --to 2026-02 --role ml-engineer
write nothing report --month 1999-01
write one_role report --role data-scientist --top 1
write study study --role data-engineer --know sql
write study_required study --role data-engineer --required --tools
write study_nothing study --role cloud-engineer
write roles compare data-engineer ml-engineer cloud-engineer
write skills compare airflow postgresql sql
write skills_nothing compare airflow sql --month 1999-01
"$CHECK_JSON" "$schema" ./*.json 2>err || fail "not as the schema says"

cat >check.py <<'END'
import json, sys
import jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
check = jsonschema.Draft202012Validator(schema)
for name in sys.argv[2:]:
    value = json.load(open(name))
    for error in check.iter_errors(value):
        sys.exit("%s: %s" % (name, error))
    value["a_new_member"] = 1
    assert not check.is_valid(value), name + ": takes any member"
END
if python3 -c 'import jsonschema; jsonschema.Draft202012Validator' 2>err; then
    python3 check.py "$schema" ./*.json 2>err || fail "python3-jsonschema"
else
    echo "without python3-jsonschema: only our own reader has checked"
fi

# CSV: rectangles with each column told of in docs/method.md; no text that a
# spreadsheet runs, and numbers stay numbers.
run 0 report --format csv -o csv/
run 0 report --format csv -o csv/all.csv
cat >check.py <<'END'
import collections, csv, pathlib, re, sys
told = collections.defaultdict(set)
for line in open(sys.argv[1], encoding="utf-8"):
    cells = [c.strip() for c in line.strip().strip("|").split("|")]
    if len(cells) not in (2, 3):
        continue
    table = cells[0] if len(cells) == 3 else ""
    for name in re.split(", *", cells[-2]):
        told[table].add(name.rstrip("*"))
        if name.endswith("*"):
            told[table] |= {name[:-1] + "_low95", name[:-1] + "_high95"}
stamp = ["period_from", "period_to", "program_version", "taxonomy_version",
         "rules_version"]
seen = collections.Counter()
for path in pathlib.Path(sys.argv[2]).glob("*.csv"):
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n"), path
    rows = list(csv.reader(data.decode().splitlines(True), strict=True))
    head = rows[0]
    assert head[-5:] == stamp, path
    alike = head[0] == "table"
    own = told["" if alike else path.stem]
    own = own | ({"role_id", "role"} | set(stamp) if not alike else set())
    assert set(head) <= own, "%s: not told of: %s" % (path, set(head) - own)
    assert len(set(head)) == len(head), path
    for row in rows[1:]:
        assert len(row) == len(head), path
        for name, cell in zip(head, row):
            if cell[:1] in tuple("=+-@\t\r"):
                seen["negative"] += 1
                float(cell)
            seen["quoted"] += cell[:1] == "'"
            if name.startswith(("share", "n_", "difference")) and cell:
                float(cell)
    seen["files"] += 1
assert seen["files"] >= 18 and seen["negative"] > 5 and seen["quoted"], seen
END
python3 check.py "$SOURCE/docs/method.md" csv 2>err || fail "CSV"

# A workbook: sheets that hold what the CSV files do, as texts and numbers, and
# not a formula; the same bytes at another time and place.
run 0 report --format xlsx -o one.xlsx
export TZ=Asia/Tokyo
run 0 report --format xlsx -o two.xlsx
unset TZ
cmp -s one.xlsx two.xlsx || fail "the same workbook has other bytes"
cat >check.py <<'END'
import csv, pathlib, re, sys, zipfile
import xml.etree.ElementTree as xml
book = zipfile.ZipFile(sys.argv[1])
main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
def part(name):
    return xml.fromstring(book.read("xl/" + name))
texts = ["".join(t.text or "" for t in s.iter(main + "t"))
         for s in part("sharedStrings.xml")]
names = [s.get("name") for s in part("workbook.xml").iter(main + "sheet")]
def column(reference):
    n = 0
    for letter in re.match("[A-Z]+", reference)[0]:
        n = 26 * n + ord(letter) - 64
    return n - 1
def sheet(i):
    root = part("worksheets/sheet%d.xml" % (i + 1))
    assert not list(root.iter(main + "f")), "a formula"
    rows = []
    for row in root.iter(main + "row"):
        rows.append({})
        for c in row.iter(main + "c"):
            v = c.find(main + "v")
            if v is not None:
                rows[-1][column(c.get("r"))] = (
                    texts[int(v.text)] if c.get("t") == "s" else float(v.text))
    return root, rows
def told(cell):
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell):
        return float(cell)
    return cell[1:] if cell[:2] in ("'=", "'+", "'-", "'@") else cell
assert names[0] == "about" and len(names) == len(set(names))
about = [v for row in sheet(0)[1] for v in row.values()]
assert any("taxonomy" in v for v in about)
compared = 0
for path in pathlib.Path(sys.argv[2]).glob("*.csv"):
    if path.stem == "all":
        continue
    root, rows = sheet(names.index(path.stem))
    want = list(csv.DictReader(open(path, newline="")))
    if not want:
        continue
    assert next(root.iter(main + "pane")).get("state") == "frozen", path
    assert list(root.iter(main + "autoFilter")), path
    assert len(rows) == 1 + len(want), path
    for row, cells in zip(rows[1:], want):
        got = {rows[0][k]: v for k, v in row.items()}
        for key, cell in cells.items():
            stamp = key.endswith("_version") or key.startswith("period_")
            if cell == "" or key == "table" or (stamp and path.stem != "scope"):
                assert key not in got, (path, key)
                continue
            want_cell, got_cell = told(cell), got[key]
            if isinstance(got_cell, str):
                assert got_cell == str(cell if not isinstance(
                    want_cell, str) else want_cell), (path, key, got_cell)
            else:
                assert abs(got_cell - want_cell) < 1e-6, (path, key, got_cell)
            compared += 1
assert compared > 2000, compared
assert any(t.startswith("=1+1 Employer") for t in texts)
END
python3 check.py one.xlsx csv 2>err || fail "the workbook"
run 0 study --role data-engineer --format xlsx -o study.xlsx
run 0 compare airflow sql --format xlsx -o skills.xlsx
python3 - <<'END' || fail "a page as a workbook"
import zipfile
for name, sheets in ("study", 5), ("skills", 3):
    book = zipfile.ZipFile(name + ".xlsx")
    assert book.testzip() is None
    assert sum("worksheets/sheet" in n for n in book.namelist()) == sheets
END
# A terminal is not given a workbook; a pipe is.
run 0 report --format xlsx
cmp -s out one.xlsx || fail "a workbook through a pipe"
cat >check.py <<'END'
import os, pty, sys
status = pty.spawn([sys.argv[1], "report", "--format", "xlsx"])
sys.exit(os.waitstatus_to_exitcode(status) != 64)
END
if has_terminals; then
    python3 check.py "$SKILLTALLY" >out 2>err ||
        fail "a terminal gets a workbook"
    says out 'with -o FILE'
fi

# A directory gets every form; the same bytes again, also in its place.
run 0 report -o every/
[ -s every/charts/matrix.svg ] || fail "no charts"
grep -q '<script type="application/json" id="data">' every/report.html ||
    fail "nothing to choose on the page"
run 0 report --no-charts -o plain/
[ ! -e plain/charts ] || fail "charts that nobody asked for"
run 0 report --no-charts --month 2026-01 -o again/
run 0 report --no-charts --format all -o again
diff -r plain again >out || fail "a directory is not refreshed"
cmp -s every/report.xlsx one.xlsx || fail "another workbook"
cmp -s every/report.json all.json || fail "another JSON"
for name in every/csv/*.csv; do
    cmp -s "$name" "csv/${name##*/}" || fail "another $name"
done
sed -n 's/^  \([a-z][^ \t]*\.[a-z]*\)\t.*/\1/p' \
    every/README.txt >told
while read -r name; do
    [ -s "every/$name" ] || fail "README.txt tells of $name, which is not there"
done <told
[ "$(wc -l <told)" -ge 20 ] || fail "README.txt tells of too little"
find every -name '*.tmp*' >out
silent out
run 0 study --role data-engineer --know sql -o study/
[ -s study/charts/path-data-engineer.svg ] || fail "a study without its curve"
grep -q '<svg' study/study.html || fail "a page of a study without its curve"
run 65 compare airflow sql --format charts -o none.charts
[ ! -e none.charts ] || fail "a directory for no charts"
cmp -s study/study.json study.json || fail "another study"
run 0 compare airflow postgresql sql -o skills/
cmp -s skills/compare-skills.json skills.json || fail "another comparison"

# Places that cannot be written, in one line that says which and why.
run 64 report --format all
says err 'name a directory with -o DIR/'
run 64 report --format charts
run 74 report -o /dev/full
one_line_error
says err '/dev/full: .*No space left on device'
run 74 report --format html -o /dev/full
says err 'No space left on device'
"$SKILLTALLY" report --format json >/dev/full 2>err
equal "$?" 74 "a full standard output"
says err 'standard output: .*No space left on device'
: >file
run 73 report -o file/
one_line_error
says err '^skilltally: file/?: .*Not a directory'
run 73 report -o file/in/it.txt
one_line_error
mkdir -p taken/report.md
run 73 report -o taken/
one_line_error
says err 'taken/report.md: .*Is a directory'
