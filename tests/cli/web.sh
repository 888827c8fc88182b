# SPDX-License-Identifier: MIT
# Everything that a server can do wrong, and what a crawl says of it: one source
# each, asked over real sockets.
. "$SOURCE/tests/cli/lib.sh"

printf '{"jobs":[%s]}' "$(gh_posting 1 "Python and SQL at K\\u00f6ln")" >good
printf '{"jobs":[%s]}' "$(gh_posting 1 "$(printf 'Python at K\366ln')")" >latin
printf '<!doctype html><title>Sign in</title>' >page
head -c 65536 /dev/zero | tr '\0' ' ' >spaces
hosts=0

# fault NAME VERDICT WORDS STATUS TYPE BODY [FIELD...]: a board of that name,
# answered so; what is to be said of it goes to ./wanted.
fault() {
    name=$1
    printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>wanted
    shift 3
    {
        gh_path "$name"
        printf '\t%s' "$@"
        echo
    } >>table
}

# raw NAME VERDICT WORDS BYTES: the same, the whole answer in printf's language.
raw() {
    # shellcheck disable=SC2059 # it is a format
    printf "$4" >"$1.raw"
    fault "$1" "$2" "$3" 200 - "$1.raw" !raw
}

j=application/json
head='HTTP/1.1 200 OK\r\n'
: >table
: >wanted

fault good ok '' 200 $j good
fault chunked ok '' 200 $j good !chunked
fault closing ok '' 200 $j good !close
fault packed ok '' 200 $j good !gzip
fault patient ok '' 200 $j good !continue=5
fault late ok '' 200 $j good !pause=300
fault latin ok '' 200 "$j; charset=iso-8859-1" latin
fault cookies ok '' 200 $j good 'Set-Cookie: a=b' 'Set-Cookie: c=d'
raw lone-lf ok '' 'HTTP/1.1 200 OK\nContent-Length: 11\n\n{"jobs":[]}'
sed -i 's/^lone-lf\tok/lone-lf\tempty/' wanted
raw twice-same empty '' \
    "${head}Content-Length: 11\r\nContent-Length: 11\r\n\r\n{\"jobs\":[]}"

# Slow, broken, wrong by length.
fault silent unreachable 'too slow' 200 $j good !pause=60000
fault drip unreachable 'too slow' 200 $j good !drip=150
fault stuck unreachable 'too slow' 200 $j good !hang=20
fault reset unreachable 'the connection broke' 200 $j good !reset=20
fault half unreachable 'the connection broke' 200 $j good !length=5000
fault half-chunks unreachable 'the connection broke' 200 $j good !chunked \
    !cut=20
fault short parse-error '' 200 $j good !length=20
fault refused unreachable 'no connection' 200 $j good
raw nothing unreachable 'the connection broke' ''

# Without end.
fault endless truncated 'cut after 200000 bytes' 200 $j spaces !endless
fault large truncated 'cut after' 200 $j spaces !repeat=5
fault bomb truncated 'cut after 200000 bytes' 200 $j spaces !repeat=1000 !gzip
fault headers unreachable 'too many headers' 200 $j good !endless_head
fault interim unreachable 'interim answers without end' 200 $j good \
    !continue=50
{
    printf 'HTTP/1.1 200 OK\r\nX: '
    cat spaces spaces
    printf '\r\n\r\n'
} >wide.raw
fault wide unreachable 'malformed' 200 - wide.raw !raw
{
    printf 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;'
    i=0
    while [ $i -lt 40 ]; do
        cat spaces
        i=$((i + 1))
    done
    printf '\r\n{\r\n'
} >frames.raw
fault frames truncated 'on the wire' 200 - frames.raw !raw
{
    printf 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
    printf '2\r\n{}\r\n0\r\n'
    yes 'X-Trailer: x' | head -600
} >trailers.raw
fault trailers unreachable 'too many headers' 200 - trailers.raw !raw

# Redirects.
fault hop ok '' 302 - - "Location: $(gh_path good)"
fault loop unreachable 'too many redirects' 302 - - "Location: $(gh_path loop)"
fault private unreachable 'private address' 302 - - 'Location: http://10.0.0.1/'
fault metadata unreachable 'private address' 302 - - \
    'Location: http://169.254.169.254/latest/meta-data/'
fault file unreachable 'not fetched' 302 - - 'Location: file:///etc/passwd'
fault script unreachable 'not fetched' 302 - - 'Location: javascript:alert(1)'
fault nowhere unreachable 'without a Location' 302 - -
fault two-places unreachable 'contradicting' 302 - - 'Location: /a' \
    'Location: /b'
fault far unreachable 'not fetched' 302 - - \
    "Location: /$(head -c 9000 /dev/zero | tr '\0' a)"
fault elsewhere moved 'another host' 307 - - 'Location: http://jobs.example/'

# What is said in place of a board.
fault wall blocked 'HTTP 202' 202 text/html page
fault wall-200 blocked 'HTTP 200: a wall: .Just a moment' 200 text/html \
    '=<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>'
fault wall-503 blocked 'HTTP 503: a wall: its header' 503 text/html page \
    'cf-mitigated: challenge'
fault forbidden blocked 'HTTP 403' 403 text/html page
fault key blocked 'HTTP 401' 401 - -
fault law blocked 'HTTP 451' 451 - -
fault gone gone 'HTTP 404' 404 text/html page
fault removed gone 'HTTP 410' 410 - -
fault html parse-error 'HTML' 200 text/html page
fault html-as-json parse-error 'HTML' 200 $j page
{
    printf '{"jobs":['
    head -c 100000 /dev/zero | tr '\0' '['
} >nested
fault deep parse-error '' 200 $j nested
fault none empty '' 200 $j '={"jobs":[]}'
fault no-content empty 'HTTP 204' 204 - -
fault blank parse-error '' 200 $j -
fault part truncated 'HTTP 206' 206 $j good
fault old-news parse-error '304 to a request without' 304 - -
fault storm rate-limited 'HTTP 429' 429 - - 'Retry-After: 0'
fault storm-date rate-limited 'HTTP 429' 429 - - \
    'Retry-After: Wed, 21 Oct 2015 07:28:00 GMT'
fault quota rate-limited 'HTTP 403' 403 - - 'X-RateLimit-Limit: 500' \
    'X-RateLimit-Remaining: 0'
fault quota-left blocked 'HTTP 403' 403 - - 'X-RateLimit-Remaining: 12'
fault ill unreachable 'HTTP 500' 500 text/html page
fault busy unreachable 'HTTP 503' 503 - - 'Retry-After: soon'

# What is no HTTP.
raw ancient unreachable 'malformed' '{"jobs":[]}'
raw future unreachable 'malformed' 'HTTP/7.1 200 OK\r\n\r\n{"jobs":[]}'
raw two-lengths unreachable 'contradicting' \
    "${head}Content-Length: 3\r\nContent-Length: 11\r\n\r\n{\"jobs\":[]}"
raw negative unreachable 'malformed' "${head}Content-Length: -1\r\n\r\n{}"
raw bad-chunk unreachable '' \
    "${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"
raw nul unreachable 'malformed' "${head}X: a\\000b\r\n\r\n{\"jobs\":[]}"
raw escape unreachable 'control bytes' "${head}X: \033[2J\r\n\r\n{\"jobs\":[]}"
fault not-gzip unreachable 'malformed' 200 $j good 'Content-Encoding: gzip'
fault rot13 unreachable 'malformed' 200 $j good 'Content-Encoding: rot13'
fault stacked unreachable 'malformed' 200 $j good \
    'Content-Encoding: gzip, gzip, gzip, gzip, gzip, gzip'

# Of robots.txt: at hosts of their own, 127.0.0.7 and on.
robots_host=7
# robots NAME VERDICT WORDS STATUS TYPE BODY [FIELD...]: what robots.txt is.
robots() {
    name=$1
    fault "$1" "$2" "$3" 200 $j good
    shift 3
    {
        printf '/robots.txt'
        printf '\t%s' "$@"
        printf '\t?host=127.0.0.%s\n' $robots_host
    } >>table
    echo "$name 127.0.0.$robots_host" >>robots-hosts
    robots_host=$((robots_host + 1))
}
printf 'User-agent: *\nDisallow: /\n' >no
printf 'User-agent: *\rDisallow: /\r' >no-cr
printf '\357\273\277User-agent: *\nDisallow: /\n' >no-bom
# The rule stands at byte 510,000 of 600 KiB.
{
    yes '# and so on' | head -c 510000
    printf '\nUser-agent: *\nDisallow: /\n'
    yes '# and so on' | head -c 90000
} >no-far
robots r-ill unreachable 'robots.txt: HTTP 500' 500 - -
robots r-busy unreachable 'robots.txt: HTTP 503' 503 - - 'Retry-After: 1'
robots r-storm rate-limited 'robots.txt: HTTP 429' 429 - - 'Retry-After: 1'
robots r-no blocked 'robots.txt does not allow it' 200 - no
robots r-no-type blocked 'robots.txt does not allow it' 200 image/png no
robots r-no-cr blocked 'robots.txt does not allow it' 200 - no-cr
robots r-no-bom blocked 'robots.txt does not allow it' 200 - no-bom
robots r-no-far blocked 'robots.txt does not allow it' 200 - no-far
robots r-no-gzip blocked 'robots.txt does not allow it' 200 - no !gzip
robots r-html ok '' 200 text/html page
robots r-none ok '' 200 - -
robots r-gone ok '' 410 - -
robots r-forbidden ok '' 403 - -
robots r-endless ok '' 200 - spaces !endless
robots r-bomb ok '' 200 - spaces !gzip !repeat=1000
robots r-loop ok '' 302 - - 'Location: /robots.txt'
robots r-file unreachable 'robots.txt: redirects' 302 - - \
    'Location: file:///etc/passwd'
robots r-private unreachable 'private address' 302 - - \
    'Location: http://192.168.0.1/robots.txt'
robots r-silent unreachable 'robots.txt: too slow' 200 - no !pause=60000
robots r-cut unreachable 'robots.txt: the connection broke' 200 - no !reset=9
robots r-elsewhere blocked 'robots.txt does not allow it' 302 - - \
    'Location: /other.txt'
printf '/other.txt\t200\t-\tno\n' >>table

# Of TLS: each host has another certificate.
for name in tls-good tls-plain; do
    fault $name ok '' 200 $j good
done
fault tls-expired unreachable 'bad certificate.*expired' 200 $j good
fault tls-self unreachable 'bad certificate.*self.signed' 200 $j good
fault tls-name unreachable 'bad certificate.*127.0.0.4' 200 $j good
fault tls-old unreachable 'no TLS agreed on.*version' 200 $j good

# Over HTTP/2.
fault h2-packed ok '' 200 $j good !gzip
fault h2-hop ok '' 302 - - "Location: $(gh_path tls-good)"
fault h2-reset unreachable 'the connection broke' 200 $j good !reset=20
fault h2-stuck unreachable 'too slow' 200 $j good !hang=20
fault h2-endless truncated 'cut after 200000 bytes' 200 $j spaces !endless
fault h2-bomb truncated 'cut after 200000' 200 $j spaces !repeat=1000 !gzip
fault h2-gone gone 'HTTP 404' 404 text/html page
fault h2-html parse-error 'HTML' 200 text/html page
fault h2-down unreachable 'from https to http' 302 - - \
    "Location: http://127.0.0.1/x"

serve --tls ca.pem --log requests --hosts 40

# The host that each board is at: four at once are asked of one.
host_of() {
    case $1 in
    r-*) echo "http://$(sed -n "s/^$1 //p" robots-hosts):$port" ;;
    tls-good | h2-*) echo "https://127.0.0.1:$tls_port" ;;
    tls-expired) echo "https://127.0.0.2:$tls_port" ;;
    tls-self) echo "https://127.0.0.3:$tls_port" ;;
    tls-name) echo "https://127.0.0.4:$tls_port" ;;
    tls-old) echo "https://127.0.0.5:$tls_port" ;;
    tls-plain) echo "https://127.0.0.6:$tls_port" ;;
    refused) echo "http://127.0.0.1:1" ;;
    *) echo "http://127.0.0.$((1 + hosts % 6)):$port" ;;
    esac
}
while read -r name rest; do
    printf -- '- {kind: greenhouse, board: %s, name: %s, base: "%s", ' \
        "$name" "$name" "$(host_of "$name")"
    echo 'allow_private: true}'
    hosts=$((hosts + 1))
done <wanted >sources.yaml

run 1 sources check --sources sources.yaml --timeout 3 --max-answer 200000 \
    --ca-file ca.pem
awk -F'\t' 'NR == FNR { verdict[$1] = $2; words[$1] = $3; next }
    FNR == 1 { next }
    { seen++ }
    $2 != verdict[$1] || $6 !~ words[$1] || (words[$1] == "" && $6 != "" &&
        $2 == "ok") {
        print $1 ": " $2 ", \"" $6 "\"; wanted " verdict[$1] ", \"" words[$1] \
            "\""
        bad = 1
    }
    END { if (seen != NR - FNR) { print seen " of " NR - FNR " seen"; bad = 1 }
        exit bad }' wanted out >differs ||
    fail "verdicts: $(cat differs)"

# Nobody is sent a cookie, and over TLS the newer protocol is spoken.
grep -qi 'cookie:' requests && fail "a cookie was sent"
grep -q '^127.0.0.1.*tls-good.*:authority: ' requests || fail "not over HTTP/2"
grep -q '^127.0.0.6.*tls-plain.*Host: ' requests || fail "not over HTTP/1.1"

# Without the authority nobody is trusted; a file without one is refused.
run 1 sources check --sources sources.yaml --only tls-good
says out 'tls-good.*unreachable.*bad certificate'
run 78 sources check --sources sources.yaml --ca-file good
says err 'no certificate'
run 66 crawl --sources sources.yaml --ca-file missing.pem
run 0 crawl --sources sources.yaml --only tls-good --ca-file ca.pem
run 0 show greenhouse-1
says out 'python'
gzip -dc "$XDG_DATA_HOME"/skilltally/archive/*.warc.gz >warc
grep -aq '^WARC-Protocol: h2' warc ||
    fail "the archive does not name HTTP/2"
stop_server
