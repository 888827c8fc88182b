# SPDX-License-Identifier: MIT
# What is for whoever watches: a check of the sources, figures, a schedule.
. "$SOURCE/tests/cli/lib.sh"

printf '{"jobs":[%s]}' "$(gh_posting 1 "Python and SQL")" >good.json
printf '<!doctype html><title>Sign in</title>' >page.html
echo '{"jobs":[]}' >none.json
{
    printf '%s\t200\tapplication/json\tgood.json\n' "$(gh_path good)"
    printf '%s\t200\tapplication/json\tnone.json\n' "$(gh_path none)"
    printf '%s\t200\ttext/html\tpage.html\n' "$(gh_path html)"
    printf '%s\t500\ttext/html\t-\n' "$(gh_path ill)"
} >table
serve
boards good none html ill gone >sources.yaml

run 1 sources check --sources sources.yaml
tab=$(printf '\t')
says out "^good${tab}ok${tab}1${tab}200${tab}http://127.0.0.1:"
says out "^none${tab}empty${tab}0${tab}200${tab}"
says out "^html${tab}parse-error${tab}0${tab}200${tab}.*HTML"
says out "^ill${tab}unreachable${tab}0${tab}500${tab}.*HTTP 500"
says out "^gone${tab}gone${tab}0${tab}404${tab}"
says err '5 sources asked: 2 answered, 3 failed'
[ ! -e "$XDG_DATA_HOME/skilltally" ] || fail "a check leaves something behind"
run 0 sources check --sources sources.yaml --only good,none
equal "$(wc -l <out)" 3 "lines of a check of two"
run 78 sources check --contact 'a(b' --sources sources.yaml

mkdir figures
run 1 crawl --sources sources.yaml --metrics figures/m.prom
run 0 status --failed
says out '^verdicts +1 [a-z-]+, 1 '
says out '^ill .* unreachable '
grep -q '^good' out && fail "--failed names a source that is good"
run 0 status --json
says out '"verdicts":\{"[a-z-]+":1,'
says out '"name":"good".*"requests":1,"requests_failed":0,"postings":1,'
cp figures/m.prom out
# As the exposition format wants each line.
name='[a-z_]+'
label='[a-z]+="([^"\\]|\\["\\n])*"'
grep -Ev "^# (HELP $name .+|TYPE $name gauge)\$|^$name(\{$label(,$label)*\})? \
[0-9]+\$" out && fail "lines that Prometheus does not read"
says out '^skilltally_crawl_sources 5$'
says out '^skilltally_crawl_sources_failed 3$'
says out '^skilltally_crawl_postings_new 1$'
says out '^skilltally_source_good\{source="good",verdict="ok"\} 1$'
says out '^skilltally_source_good\{source="ill",verdict="unreachable"\} 0$'
says out '^skilltally_source_postings_open\{source="good",verdict="ok"\} 1$'
last=skilltally_source_last_good_timestamp_seconds
says out "^$last"'\{source="html",verdict="parse-error"\} 0$'
equal "$(grep -c '^# TYPE' out)" \
    "$(grep '^[a-z]' out | sed 's/[ {].*//' | sort -u | wc -l)" "types"
equal "$(ls figures)" m.prom "files beside the figures"
run 73 crawl --sources sources.yaml --only good --metrics nowhere/m.prom
stop_server

# A schedule names this program, this home and these sources, quoted.
run 0 schedule --sources sources.yaml --home "a %home 'x" \
    --contact me@example.org --ca-file ca.pem
says out '^ExecStart=.*" "--ca-file" "/.*/ca.pem"'
says out '^ExecStart="/.*skilltally" "crawl" "--home" "/.*/a %%home '"'x"'" "'
says out '^ExecStart=.*" "--sources" "/.*/sources.yaml"'
says out '^OnCalendar=\*-\*-\* 03:17:00$'
says out '^ProtectSystem=strict$'
says out '^ReadWritePaths=/.*/a\\x20%%home\\x20\\x27x$'
says out '^RestartPreventExitStatus=1 .*74 77 78$'
if command -v systemd-analyze >/dev/null; then
    awk '/^# .*service$/ { f = "skilltally.service" }
        /^# .*timer$/ { f = "skilltally.timer" }
        { print >f }' out
    systemd-analyze verify --man=no ./skilltally.service ./skilltally.timer \
        >said 2>&1
    grep skilltally said && fail "systemd-analyze verify: $(cat said)"
fi
run 0 schedule --print cron --every week --at 04:05 --home "a %home 'x"
says out "^5 4 \* \* 1 '/.*skilltally' 'crawl' '--home' '/.*/a "
says out "^5 4 .*/a "'\\%home '"'"'\\'"''x' "
# The line does what it says: cron takes the backslash off, sh the quotes.
sed "s/^[^']*//; s/\\\\%/%/g" out >line.sh
printf 'shift; printf "%%s\\n" "$@"\n' >program
sed "s/^'[^']*'/sh program/" line.sh | sh >words
grep -qx -- '/.*/a %home '"'x" words ||
    fail "the words of the cron line: $(cat words)"
run 64 schedule --print windows
run 64 schedule --at 25:00
run 64 schedule --every hour
