# SPDX-License-Identifier: MIT
# What to study next, and things side by side: counted again from the input.
. "$SOURCE/tests/cli/lib.sh"

# 120 postings of as many employers: data engineers, 60 in each of two months,
# and ML engineers. SQL in all of the former; Airflow in a quarter of them in
# January and three quarters in February.
python3 - >in.ndjson <<'END'
import json
def put(i, title, month, skills):
    text = ("<p>We look for someone to join our team in a friendly place near "
            "the river, with long lunches and short meetings, and a garden "
            "behind the house where some of us grow tomatoes.</p>"
            "<h3>Requirements</h3><ul>"
            + "".join("<li>Experience with %s</li>" % s for s in skills)
            + "</ul>")
    print(json.dumps({
        "id": "p%d" % i, "title": title, "company": "Employer %d" % i,
        "date_posted": "2026-%02d-10" % month, "description": text,
        "description_format": "html"}))
for i in range(120):
    second = i >= 60
    often = i % 4 != 0 if second else i % 4 == 0
    skills = ["SQL"] + (["Apache Airflow"] if often else [])
    skills += ["PostgreSQL"] if i % 10 == 0 else []
    put(i, "Data Engineer", 2 if second else 1, skills)
for i in range(120, 180):
    put(i, "Machine Learning Engineer", 2, ["PyTorch", "SQL"][:1 + i % 2])
END
run 0 import in.ndjson

# The first of ten lines or so: everything but Airflow is known but in 12.
run 0 study --role data-engineer --know sql
says out '^What to study next: Data engineer'
says out '^120 distinct postings by 120 employers name skills, 2026-01-10 to'
says out '^1\. Apache Airflow: in 60 of 120 \(50 %, 41-59\), .* % of the gap, '
says out '% of the gap, more than before$'
[ "$(grep -vc "^Made by" out)" -le 10 ] || fail "more than ten lines"
equal "$(awk 'length > 80' out | wc -l)" 0 "lines over 80 columns"
run 0 study --role data-engineer --know sql --tables --required
says out '^What is next, of the skills required\.'
run 0 study --role data-engineer --know sql --format json
python3 - <<'END' || fail "the JSON of a study is not as told"
import json
r = json.load(open("out"))
assert r["schema_version"] == 1 and r["report"] == "study"
airflow, postgres = r["next"][0], r["next"][1]
assert airflow["id"] == "airflow" and airflow["n_touched"] == 60
# Postings with all three: i % 20 == 0 of January, i % 10 == 0 and i % 4 of
# February.
both = [i for i in range(120) if i % 10 == 0 and
        (i % 4 != 0 if i >= 60 else i % 4 == 0)]
assert airflow["n_exactly"] == 60 - len(both)
assert postgres["id"] == "postgresql" and postgres["n_touched"] == 12
assert abs(airflow["worth"] - (60 - len(both) / 2)) < 1e-6
known = 120 - 60 - 12 + len(both)
assert r["path"][0]["n_covered"] == known
assert r["path"][2]["n_covered"] == 120
assert airflow["share_touched_low95"] < .5 < airflow["share_touched_high95"]
END
# Broad concepts are no advice, unless they are asked for.
sed 's/Experience with SQL/Experience with artificial intelligence, SQL/' \
    in.ndjson >broad.ndjson
run 0 import --home broad broad.ndjson
run 0 study --home broad --role data-engineer
grep -q 'Artificial intelligence' out && fail "a field of work is advised"
run 0 study --home broad --role data-engineer --broad
says out '^[12]\. Artificial intelligence: in 120 of 120'
run 0 study --role data-engineer --format html -o study.html
grep -q '<h1>What to study next' study.html || fail "no page"
run 0 study --role data-engineer --format csv -o tables/
[ -s tables/next.csv ] && [ -s tables/path_required.csv ] || fail "no tables"

run 64 study
says err 'needs --role'
run 65 study --role astronaut
says err 'data-engineer'
one_line_error
run 65 study --role data-engineer --know sql,nonsense
says err 'taxonomy list'
one_line_error

# Roles side by side, and skills.
run 0 compare data-engineer ml-engineer
says out '^  PyTorch +0 \(0.[0-9]+\) +100 \(9[0-9].100\) +\+100'
run 0 compare data-engineer ml-engineer --format json
python3 - <<'END' || fail "the JSON of roles is not as told"
import json
r = json.load(open("out"))
assert r["report"] == "compare-roles"
s = {x["id"]: x for x in r["skills"]}
assert s["pytorch"]["difference"] == 1 and s["pytorch"]["verdict"] == "yes"
assert s["sql"]["share_ml-engineer"] == .5
assert s["sql"]["difference_low95"] < -.5 < s["sql"]["difference_high95"]
END
run 0 compare airflow postgresql --role data-engineer
says out '^  Data engineer +120 +[0-9]+ +[0-9]+ +[0-9]+ +-40\.0 \(-5'
run 0 compare airflow sql postgresql --format md
says out '^\| Data engineer \| Apache Airflow \| 60 \|'
run 64 compare sql
run 65 compare sql data-engineer
one_line_error
run 65 compare sql nonsense
one_line_error
run 65 compare sql sql
one_line_error

# The report says what changed, and what is more than chance.
run 0 report --month 2026-02 --role data-engineer
says out '^  Apache Airflow +25 .*75 .*rose'
tr -s '\n ' '  ' <out >joined && mv joined out # whatever the lines break at
says out '1 changed detectably'
says out 'in 2026-02 \(60 postings\) against 2026-01 \(60 postings\)'
says out 'named more often: Apache Airflow by 50 points'
