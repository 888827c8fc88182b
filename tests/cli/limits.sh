# SPDX-License-Identifier: MIT
# Limits of time: of a host, whose sources are then truncated, and of a crawl,
# which the same command then goes on with.
. "$SOURCE/tests/cli/lib.sh"

printf '{"jobs":[%s]}' "$(gh_posting 1 "Python and SQL")" >board.json
printf 'User-agent: *\nCrawl-delay: 0.6\n' >robots
{
    printf '/robots.txt\t200\ttext/plain\trobots\t?host=127.0.0.2\n'
    for b in b1 b2 b3 b4 b5 b6 b7; do
        printf '%s\t200\tapplication/json\tboard.json\n' "$(gh_path $b)"
    done
} >table
serve
boards b1 b2 b3 b4 b5 b6 | sed 's/127\.0\.0\.1/127.0.0.2/' >sources.yaml
boards b7 >>sources.yaml

# Of a host: what it has answered is kept, the other host is none the worse.
run 1 crawl --sources sources.yaml --max-host-time 2 --home one
says err 'b6 +truncated +stopped at the limit of 2 s for one host'
run 0 status --home one
says out '^b1 .* ok +1$'
says out '^b7 .* ok +1$'
says out '^b6 .* truncated +0$'

# Of a crawl: what remains has no verdict.
run 75 crawl --sources sources.yaml --max-time 2 --home two
says err 'not begun'
says err 'the time for the crawl is over: [1-6] sources remain; the same'
left=$(sed -n 's/^.*over: \([1-6]\) .*/\1/p' err)
run 0 status --home two
says out '^b1 .* ok +1$'
grep -q truncated out && fail "a source that was not begun has a verdict"
run 0 crawl --sources sources.yaml --home two
says err "resumed: $((7 - left)) sources done, $left to go"
says err 'crawled 7 sources: 7 answered, 0 failed'
run 0 status --home two
says out '^postings +7 '
change_table
equal "$(awk '/v1.boards.b1/ {print $1}' hits)" 2 "requests of b1 in two homes"

# A host that wants to be left alone for an hour is: nothing waits for it.
sed -i 's/^\(.*boards.b2.*\)\t200\t.*/\1\t429\t-\t-\tRetry-After: 3600/' table
change_table
began=$(date +%s)
run 1 crawl --sources sources.yaml --home three
[ $(($(date +%s) - began)) -lt 60 ] || fail "an hour is waited for"
says err 'b2 +rate-limited +HTTP 429, Retry-After: 3600'
says err 'b6 +rate-limited +its service asks to be left alone'
run 0 status --home three
says out '^b1 .* ok +1$'
says out '^b7 .* ok +1$'
stop_server
equal "$(awk '/v1.boards.b3/ {print $1}' hits)" 0 "requests of b3 after b2"

# A server that sends more than it announces: what is left on the connection is
# no answer to the next request, which is made again over another.
printf 'User-agent: *\nCrawl-delay: 0.05\n' >robots
printf '/robots.txt\t200\ttext/plain\trobots\n' >table
for b in b1 b3; do
    printf '%s\t200\tapplication/json\tboard.json\t!length=20\t!drip=5\n' \
        "$(gh_path $b)"
done >>table
for b in b2 b4; do
    printf '%s\t200\tapplication/json\tboard.json\n' "$(gh_path $b)"
done >>table
serve
boards b1 b2 b3 b4 >sources.yaml
run 1 sources check --sources sources.yaml
says out "^b1	parse-error"
says out "^b2	ok	1"
says out "^b3	parse-error"
says out "^b4	ok	1"
stop_server
