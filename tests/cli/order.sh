# SPDX-License-Identifier: MIT
# The same postings give the same bytes, in whatever order they came: in every
# form of a report, a study and a comparison.
. "$SOURCE/tests/cli/lib.sh"

# 600 postings of 60 employers in four months and four roles. Every fifth is
# posted again a month later with a word changed, every seventh by an agency,
# every eleventh in two roles' words; some name pay, places, degrees.
python3 - <<'END'
import json
skills = ["SQL", "Python", "Apache Airflow", "PostgreSQL", "PyTorch", "Docker",
          "Kubernetes", "Apache Spark", "scikit-learn", "AWS", "Terraform"]
roles = ["Data Engineer", "Machine Learning Engineer", "Data Scientist",
         "Cloud Engineer", "Senior Data Engineer", "Gardener"]
words = ["river", "garden", "bakery", "library", "harbour", "market", "bridge",
         "tower", "forest", "station", "museum", "orchard", "valley", "mill"]
def text(i, more):
    place = ", ".join("near the %s and the %s" % (words[(i * k) % 14],
                                                  words[(i + 3 * k) % 14])
                      for k in range(1, 12))
    named = [s for k, s in enumerate(skills) if (i * (k + 3)) % 7 < 3]
    return ("<p>Employer number %d has offices %s.</p><h3>Requirements</h3>"
            "<ul>%s</ul><p>%s A %s's degree is %s. %d+ years of experience.</p>"
            % (i % 60, place, "".join("<li>%s</li>" % s for s in named), more,
               ["bachelor", "master"][i % 2], ["required", "a plus"][i % 2],
               1 + i % 9))
def posting(i, employer, month, more, title):
    out = {"id": "p%d-%d-%s" % (i, month, employer.replace(" ", "")),
           "company": employer, "title": title,
           "date_posted": "2026-%02d-%02d" % (month, 1 + i % 28),
           "location": ["Berlin, Germany", "Paris, France", "Remote"][i % 3],
           "description": text(i, more), "description_format": "html"}
    if i % 3 == 0:
        out["description"] += "<p>Salary: $%d,000 a year.</p>" % (90 + i % 50)
    return out
lines = []
for i in range(600):
    name, title = "Employer %d" % (i % 60), roles[i * 7 % 6]
    month = 1 + i % 4
    lines.append(posting(i, name, month, "Come soon.", title))
    if i % 5 == 0:
        lines.append(posting(i, name, month + 1, "Come now.", title))
    if i % 7 == 0:
        lines.append(posting(i, "Agency %d" % (i % 3), month, "", title))
    if i % 11 == 0:
        lines.append(posting(i, name, month + 2, "Come soon.",
                             roles[(i * 7 + 1) % 6]))
lines = [json.dumps(line) + "\n" for line in lines]
def write(order, v):
    for name, mine in (("one", 0), ("two", 1)):  # of two sources
        with open("%s-%s.ndjson" % (order, name), "w") as f:
            f.writelines(x for x in v if x in halves[mine])
mixed = [lines[i * 401 % len(lines)] for i in range(len(lines))]
assert sorted(mixed) == sorted(lines)
halves = [set(lines[k::2]) for k in range(2)]
write("a", lines)
write("b", lines[::-1])
write("c", mixed)
END

# ask HOME: all that can be told of HOME's store, into the directory HOME.out.
ask() {
    mkdir "$1.out"
    for form in text md csv json html; do
        run 0 report --home "$1" --format "$form" --no-charts \
            -o "$1.out/report.$form"
        run 0 study --home "$1" --role data-engineer --know sql \
            --format "$form" -o "$1.out/study.$form"
        run 0 compare --home "$1" python sql --format "$form" \
            -o "$1.out/skills.$form"
    done
    for rule in exact none; do
        run 0 report --home "$1" --dedup "$rule" --month 2026-03 \
            --format json -o "$1.out/$rule.json"
    done
    run 0 compare --home "$1" data-engineer ml-engineer --format json \
        -o "$1.out/roles.json"
    run 0 report --home "$1" --top 5 --format html -o "$1.out/charts.html"
}
for order in a b c; do
    cp "$order-one.ndjson" one.ndjson
    cp "$order-two.ndjson" two.ndjson
    case $order in
    b) set -- two.ndjson one.ndjson ;;
    *) set -- one.ndjson two.ndjson ;;
    esac
    run 0 import --home "$order" "$@"
    ask "$order"
done
grep -q '"n_distinct":' a.out/report.json || fail "a report without counts"
for order in b c; do
    for file in a.out/*; do
        name=${file##*/}
        cmp -s "$file" "$order.out/$name" || {
            diff "$file" "$order.out/$name" | head -4 >&2
            fail "$name is another one when postings come as in $order"
        }
    done
done
