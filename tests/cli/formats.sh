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
