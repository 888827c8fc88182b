# SPDX-License-Identifier: MIT
# A crawl that is told to stop ends what is in flight, says what remains, and
# the same command does the rest.
. "$SOURCE/tests/cli/lib.sh"

printf '{"jobs":[%s]}' "$(gh_posting 1 "Python and SQL")" >board.json
printf 'User-agent: *\nCrawl-delay: 0.5\n' >robots
{
    printf '/robots.txt\t200\ttext/plain\trobots\n'
    for b in b1 b2 b3 b4 b5; do
        printf '%s\t200\tapplication/json\tboard.json\n' "$(gh_path $b)"
    done
} >table
serve
boards b1 b2 b3 b4 b5 >sources.yaml

# stop_after_first SIGNAL: stop a crawl as soon as one source is done; its exit
# code in $code.
stop_after_first() {
    mkfifo said
    "$SKILLTALLY" crawl -v --sources sources.yaml >out 2>said </dev/null &
    crawl=$!
    told=
    while read -r line; do
        echo "$line"
        case $told$line in
        *': ok '*)
            [ -n "$told" ] || kill -"$1" $crawl
            told=yes
            ;;
        esac
    done <said >err
    wait $crawl
    code=$?
    rm said
}
stop_after_first INT
equal $code 75 "exit code of a crawl that was stopped"
says err 'stopped: [1-4] sources remain; the same command goes on'
left=$(sed -n 's/^.*stopped: \([1-4]\) .*/\1/p' err)
ls "$XDG_DATA_HOME"/skilltally/archive/*.open >/dev/null 2>&1 &&
    fail "the archive is left open"
run 0 crawl --sources sources.yaml
says err "resumed: $((5 - left)) sources done, $left to go"
says err 'crawled 5 sources: 5 answered, 0 failed'
run 0 status
says out '^postings +5 '

# Begun anew when asked so.
stop_after_first TERM
equal $code 75 "exit code of a crawl that was terminated"
run 0 crawl --fresh --sources sources.yaml
grep -q resumed err && fail "--fresh resumes"
stop_server
equal "$(awk '$2 == "/robots.txt" {print $1}' hits)" 1 "robots.txt within a day"

# A request that hangs is given up five seconds after the signal; a second
# signal waits for nothing. The request is made again by the same command.
mkfifo asked
exec 6<>asked
printf '%s\t200\tapplication/json\tboard.json\t!pause=60000\n' "$(gh_path b1)" \
    >table
serve --log asked
boards b1 >sources.yaml
# crawl_and_signal SIGNAL...: as soon as b1 has been asked; its exit code in
# $code, the seconds that it went on for in $took.
crawl_and_signal() {
    "$SKILLTALLY" crawl --sources sources.yaml --home slow \
        >out 2>err </dev/null &
    crawl=$!
    while read -r line <&6; do
        case $line in *v1/boards/b1*) break ;; esac
    done
    began=$(date +%s)
    for signal; do
        kill -"$signal" $crawl
    done
    wait $crawl
    code=$?
    took=$(($(date +%s) - began))
}
crawl_and_signal HUP
equal $code 75 "exit code with a request that hangs"
[ $took -ge 4 ] && [ $took -le 15 ] || fail "it went on for $took s"
says err 'stopped: 1 sources remain'
crawl_and_signal INT TERM
[ $took -le 3 ] || fail "a second signal: it went on for $took s"
[ $code -gt 128 ] || fail "a second signal: exit code $code"
printf '%s\t200\tapplication/json\tboard.json\n' "$(gh_path b1)" >table
change_table
run 0 crawl --sources sources.yaml --home slow
says err '1 answered, 0 failed'
stop_server
