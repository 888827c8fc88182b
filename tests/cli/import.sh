# SPDX-License-Identifier: MIT
# Import of NDJSON and CSV: what is kept, counted, skipped, refused.
. "$SOURCE/tests/cli/lib.sh"

text="We look for somebody with strong Python and SQL who has run Airflow in \
production, knows AWS well and likes to write things down. You will build data \
pipelines, review code, talk to analysts and keep the lights on with us. \
Kubernetes is a plus but nobody is born with it."
posting() { # id title company month
    printf '{"id":"%s","title":"%s","company":"%s","date_posted":"%s-03",' \
        "$1" "$2" "$3" "$4"
    printf '"description":"%s %s","description_format":"text"}\n' "$text" "$1"
}

{
    posting a1 "Data Engineer" "Ivory Pine" 2026-01
    posting a2 "Data Scientist" "Ivory Pine" 2026-02
    echo '{"id":"a3","title":"broken'
    echo
    posting a4 "Cloud Engineer" "Fox & Sons" 2026-02
} >jobs.ndjson

# A bad line is skipped and named; the rest is stored.
run 1 import jobs.ndjson
says err 'imported 3 postings: 3 new, 0 changed'
says err '1 skipped'
run 0 status
says out '^postings +3 '
says out 'jobs.ndjson:3: '

# Again: nothing changes.
cp "$XDG_DATA_HOME/skilltally/skilltally.db" before.db
run 0 import jobs.ndjson
says err '0 new, 0 changed'
run 0 status
says out '^postings +3 '

# Gzipped, and from standard input, it is the same.
gzip -k jobs.ndjson
run 0 import --source jobs jobs.ndjson.gz
says err '0 new, 0 changed'

# CSV with usual names, and with --map.
printf 'Job Title,Company Name,Job Description,Posted Date\n' >jobs.csv
printf '"Data Engineer","Oak, Ltd","%s","2026-03-05"\n' "$text" >>jobs.csv
run 0 import jobs.csv
says err 'imported 1 postings: 1 new'
printf 'stelle;firma;inhalt\nData Engineer;Eiche;"%s"\n' "$text" >german.csv
run 65 import german.csv
says err 'no column for title or description.*--map'
one=$(cat err)
run 0 import --map stelle=title --map inhalt=description --map firma=company \
    german.csv
says err '1 new'
run 64 import --map stelle=titel german.csv
says err 'one of id title company'

# NDJSON keys can be renamed too.
posting b1 "Data Engineer" "Elm" 2026-03 |
    sed 's/"title"/"job"/; s/"description"/"body"/' >other.ndjson
run 0 import --map job=title --map body=description other.ndjson
says err '1 new'
run 0 show b1
says out '^title +Data Engineer'
says out 'python'

# Files that cannot be: one line each, the right code, nothing lost.
run 66 import no-such-file.ndjson
one_line_error
: >empty.ndjson
run 65 import empty.ndjson
says err 'empty.ndjson: .*empty'
run 65 import .
one_line=$(head -1 err)
head -c 300 jobs.ndjson.gz | head -c 120 >cut.ndjson.gz
run 65 import cut.ndjson.gz
says err 'cut.ndjson.gz: '
printf '<!doctype html><html><body>Not Found</body></html>\n' >page.ndjson
run 1 import page.ndjson
says err '1 skipped'
# One good file and one missing: done in part.
posting c1 "Data Engineer" "Ash" 2026-03 >more.ndjson
run 1 import more.ndjson no-such-file.ndjson
says err '1 new'
run 0 status
says out '^postings +7 '
