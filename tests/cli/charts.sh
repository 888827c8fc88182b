# SPDX-License-Identifier: MIT
# The charts as files: each script, run by hand where it lies, draws its own
# four pictures again.
. "$SOURCE/tests/cli/lib.sh"

command -v gnuplot >/dev/null || {
    echo "gnuplot is not installed: not tried"
    exit 77
}

# 60 data engineers of 20 employers in each of two months.
python3 - >in.ndjson <<'END'
import json
for i in range(120):
    text = ("<p>We look for someone to join our team in a friendly place near "
            "the river, with long lunches, short meetings and a garden number "
            "%d behind house %d, where some of us grow tomatoes, beans and, in "
            "good years, a melon.</p><h3>Requirements</h3><ul>" % (i, i * 7)
            + "".join("<li>Experience with %s</li>" % s for s in
                      ["SQL", "Python", "Apache Airflow"][:1 + i % 3])
            + "</ul>")
    print(json.dumps({
        "id": "p%d" % i, "title": "Data Engineer",
        "company": "Employer %d" % (i % 20), "description": text,
        "date_posted": "2026-%02d-10" % (1 + i // 60),
        "description_format": "html"}))
END
run 0 import in.ndjson
run 0 report --role data-engineer --dedup none --format charts -o files
silent out
n=0
for script in files/charts/*.gp; do
    name=$(basename "$script" .gp)
    mkdir "again-$name"
    cp "$script" "files/charts/$name.tsv" "again-$name"
    (cd "again-$name" && gnuplot "$name.gp") 2>err || fail "$name.gp failed"
    for end in .svg -dark.svg .png -dark.png; do
        cmp -s "files/charts/$name$end" "again-$name/$name$end" ||
            fail "$name$end is not what its script draws"
    done
    n=$((n + 1))
done
[ "$n" -ge 3 ] || fail "only $n charts"
equal "$(awk 'NR == 2 { print $1, $3, $4, $7 }' \
    files/charts/skills-data-engineer.tsv)" "0 120 100.000 sql"

# A study has its curves, on its page and as files.
run 0 study --role data-engineer --format html -o study.html
grep -q '<figure>' study.html || fail "no curves on the page of a study"
run 0 study --role data-engineer --format charts -o study
[ -s study/charts/path-data-engineer-dark.png ] || fail "no curves as files"
equal "$(awk 'NR == 2 { print $1 }' study/charts/path-data-engineer.tsv)" 0

# A directory is asked for.
run 64 report --role data-engineer --format charts
says err 'name a directory'
