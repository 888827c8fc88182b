# SPDX-License-Identifier: MIT
# show: a posting with the rule behind each mention; the postings of a cell.
. "$SOURCE/tests/cli/lib.sh"

about="Elm builds planners for orchards and has done so since the first frost \
of the century, in four valleys and on two hills, by hand and with \
care. Write to jane.doe@example.com or call +1 (555) 010-9999."
asks="<h3>Requirements</h3><ul><li>Python, Go or Rust</li><li>Go to market \
plans are not your job</li><li>No Java required</li><li>Experience with \
Airflow</li></ul><p>Ask python@example.com. We go and we rest.</p>"
posting() { # id month title text
    printf '{"id":"%s","title":"%s","company":"Elm %s","url":' "$1" "$3" "$1"
    printf '"https://example.com/%s","date_posted":"%s-03",' "$1" "$2"
    printf '"description":"<p>%s</p>%s","description_format":"html"}\n' \
        "$about" "$4"
}
{
    posting a1 2026-01 "Data Engineer" "$asks"
    posting a2 2026-02 "Data Engineer" "$asks"
    posting a3 2026-02 "Data Scientist" "$asks"
    posting a4 2026-02 "Data Engineer" "<p>Only SQL here.</p>"
} >jobs.ndjson
run 0 import jobs.ndjson

# In place, with numbers; below, the rule of each.
run 0 show a1
says out '^title +Data Engineer$'
says out '^posted +2026-01-03$'
says out '^seen +first 20[-0-9]+, last 20[-0-9]+$'
says out '^- \[Python\]\(1\), \[Go\]\(2\) or \[Rust\]\(3\)$'
says out '^- No \{Java\}\(4\) required$'
says out '^\(1\) +python: required, requirements$'
says out '^ +name "python" \(skills.yaml:[0-9]+\) counts anywhere$'
says out '^\(2\) +go: required, requirements$'
says out '^ +weak name "Go" \(skills.yaml:[0-9]+\) counts: .* in a list'
says out '^\(4\) +java: negated, requirements$'
says out 'but is negated$'
equal "$(grep -c market out)" 1
grep -q '\[Go\] to market\|{Go}' out && fail "an excepted phrase is marked"
equal "$(awk 'length > 80' out | wc -l)" 0 "lines over 80 columns"

# What does not count, on demand.
run 0 show a1 --all
says out '\{Go\}\([0-9]+\) to market'
says out 'does not count: '
run 0 show a1 --all --json
python3 - <<'END' || fail "the JSON is not as told"
import json
r = json.load(open("out"))
assert r["schema_version"] == 1 and r["rules_known"] and r["store_agrees"]
text = r["posting"]["text"].encode()
for m in r["mentions"]:
    assert text[m["start"]:m["end"]].decode() == m["text"]
    assert m["rule"] and m["line"] > 0, m
by = {(m["skill"], m["counts"]): m for m in r["mentions"]}
assert by["go", True]["kind"] == "weak name"
assert by["go", True]["why"] == "listed"
assert not by["java", False]["counts"]
assert any(m["skill"] == "go" and not m["counts"] for m in r["mentions"])
counted = sum(len(s["mentions"]) for s in r["posting"]["skills"]
              if s["label"] != "negated")
assert counted == sum(m["counts"] for m in r["mentions"])
END

# By #N it is the row; ids that are numbers do not get in its way.
run 0 show '#1'
says out '^id +a1$'
run 66 show '#9'
one_line_error

# A cell has the postings that the report counts.
run 0 report --role data-engineer --format csv
named=$(python3 -c 'import csv, sys
for r in csv.DictReader(open("out")):
    if r["table"] == "skills" and r["id"] == "airflow": print(r["n_named"])')
run 0 show --skill airflow --role data-engineer
equal "$named" 2
says out "^airflow in data-engineer: named by $named of 3 distinct"
says out '^2026-02-03 +Data Engineer, Elm a2 \(jobs:a2\)$'
says out 'https://example.com/a2$'
says out '^ +required, requirements$'
says out '\[Airflow\]'
run 0 show --skill airflow --role data-engineer --month 2026-02 --limit 1
says out 'named by 1 of 2 distinct'
run 0 show --skill python --role data-engineer
grep -q 'example.com[^/]\|0199' out && fail "an address in a quote"
run 0 show --skill airflow --role data-engineer --json
python3 - <<'END' || fail "the JSON of a cell is not as told"
import json
r = json.load(open("out"))
assert (r["n_usable"], r["n_named"]) == (3, 2)
assert [p["id"] for p in r["postings"]] == ["a2", "a1"]
for p in r["postings"]:
    assert p["label"] == "required" and p["url"].endswith(p["id"])
    assert "Airflow" in p["quotes"][0]["quote"]
    assert "@" not in p["quotes"][0]["quote"]
END

# What an employer repeats is marked.
for i in 1 2 3; do
    printf '{"id":"r%s","title":"Title %s","company":"Yew","description":' \
        "$i" "$i"
    printf '"<p>Yew makes clocks with Python for every tower of the land.</p>'
    printf '<p>Number %s is about %s SQL.</p>"}\n' "$i" "$i$i$i"
done >repeats.ndjson
run 0 import repeats.ndjson
run 0 show r2
says out '^~~Yew makes clocks with \[Python\]\(1\) .* land.~~$'
says out 'python: .*, repeated$'
says out '^Number 2 is about 222 \[SQL\]'
says out '^posted +the source gives no date$'
run 0 show r2 --json
says out '"repeated":true'

# A copy says of what, and why.
words=$(awk 'BEGIN { for (i = 0; i < 120; i++) printf "word%d and ", i }')
for i in 1 2; do
    printf '{"id":"c%s","title":"Clerk","company":"Fir","location":"Town %s",' \
        "$i" "$i"
    printf '"date_posted":"2026-0%s-01","description":"Number %s. %s"}\n' \
        "$i" "$i" "$words"
done >copies.ndjson
run 0 import copies.ndjson
run 0 show c1
says out '^copies +2 postings are this advertisement; this is the first$'
run 0 show c2
says out '2 postings are this advertisement; near copy \(place\) of copies:c1'
says out '^location +Town 2'
run 0 show c2 --json
says out '"copy_first":"copies:c1","copy_how":"near","copy_why":"place"'

# The report counts by the rule that is asked for, and shows all three.
for rule in near exact none; do
    run 0 report --dedup "$rule" --role data-engineer --format json
    cp out "$rule.json"
done
python3 - <<'END' || fail "the rules of copies do not count as told"
import json
near, exact, none = (json.load(open(r + ".json"))["all"]
                     for r in ("near", "exact", "none"))
assert none["n_distinct"] == none["n_found"] == near["n_found"], none
assert exact["n_distinct"] == none["n_distinct"], exact
assert near["n_distinct"] == exact["n_distinct"] - 1, near
END
run 64 report --dedup nearly
says err 'near exact none'

# Without its archive a posting still shows, and says what is missing.
mv "$XDG_DATA_HOME/skilltally/archive" gone
run 0 show a1
says out '\[Python\]\(1\)'
says out '^The rules cannot be told: '
mv gone "$XDG_DATA_HOME/skilltally/archive"

# Words for a wrong command line.
run 64 show
run 64 show a1 --role data-engineer
run 64 show a1 --limit 3
run 64 show --skill python
run 65 show --skill nonsense --role data-engineer
says err 'taxonomy list'
one_line_error
run 65 show --skill python --role nonsense
one_line_error
