# SPDX-License-Identifier: MIT
# A crawl of 300 boards of eight kinds, a tenth of which fails in each of seven
# ways; the same crawl again; and again when all is well. An answer may have
# $MAX_ANSWER bytes (less than by default, so that what has no end ends soon).
. "$SOURCE/tests/cli/lib.sh"

head -c 65536 /dev/zero | tr '\0' ' ' >blanks
head -c 80000000 /dev/zero | gzip -1 >bomb
printf 'User-agent: skilltally\nDisallow: /\n' >robots-no
write_web() {
    awk -v port="$port" -v phase="$1" -f "$SOURCE/tests/cli/fault_web.awk"
}

# crawl CODE: under a clock of its own day, with the memory that it took. The
# sanitizers, where no limit of it is given, take their time.
day=0
crawl() {
    want=$1
    timeout=3
    [ -n "$PEAK_MAX_KIB" ] || timeout=6
    day=$((day + 1))
    export SOURCE_DATE_EPOCH=$((1795334400 + day * 86400))
    "$PEAK" peak "$SKILLTALLY" crawl --sources sources.yaml --tries 2 \
        --timeout $timeout --max-answer "${MAX_ANSWER:-8000000}" \
        >out 2>err </dev/null
    equal $? "$want" "exit code of crawl $day"
    echo "crawl $day: at most $(cat peak) KiB"
    [ -z "$PEAK_MAX_KIB" ] || [ "$(cat peak)" -le "$PEAK_MAX_KIB" ] ||
        fail "crawl $day took $(cat peak) KiB"
}

# The state of every source is as ./wanted has it.
check_status() {
    run 0 status --json
    tr '{' '\n' <out | sed '$!s/$/}/' | sed -n 's/"name":"//p' | awk '
        function field(key,    s) {
            s = $0
            if (!sub(".*\"" key "\":\"?", "", s)) return "missing"
            sub(/"?[,}].*/, "", s)
            return s
        }
        { sub(/","kind/, "\",\"kind"); name = $0; sub(/".*/, "", name)
          printf "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", name,
              field("verdict"), field("http_status"), field("postings"),
              field("detail"), field("final_url"), field("archive_file"),
              field("archive_offset_bytes"), field("postings_open") }' >state
    awk -F'\t' 'NR == FNR { line[$1] = $0; next }
        { n++; split(line[$1], is, "\t") }
        is[2] != $2 || is[3] !~ "^" $3 "$" || is[4] !~ "^" $4 "$" ||
            is[5] !~ $5 {
            print "wanted", $0; print "   got", line[$1]; bad++ }
        END { if (n != 300) print n, "of 300"
            exit bad > 0 || n != 300 }' state wanted >differs ||
        fail "crawl $day: $(head -20 differs)"
}

: >table
serve --hosts 301 --log requests
write_web 1
change_table

crawl 1
says err 'crawled 300 sources: 90 answered, 210 failed, 0 not begun'
says err '^  b9 +moved .*https://www.vendor.example/'
equal "$(grep -c '^  b[0-9]* .*http' err)" 210 "sources that the summary names"
check_status

# The evidence of each failure is a record of what was asked.
home="$XDG_DATA_HOME/skilltally"
awk -F'\t' '$2 != "ok" && $7 != "null" { print $7, $8, $6, $3 }' state |
    awk 'NR % 7 == 1' >evidence
[ "$(wc -l <evidence)" -ge 20 ] || fail "$(wc -l <evidence) have evidence"
while read -r file offset url status; do
    tail -c +$((offset + 1)) "$home/archive/$file" 2>/dev/null |
        gzip -dc 2>/dev/null | head -c 4000 | tr -d '\r' >record
    grep -aqxF "WARC-Target-URI: $url" record || [ "$status" = 307 ] ||
        fail "$file at $offset is not of $url"
    grep -aq "^HTTP/1.1 $status " record ||
        fail "$file at $offset has not status $status"
done <evidence
run 0 status --failed
says out '^postings +1,080 '
says out '^verdicts +90 ok, (30 [a-z-]+(, |$)){7}$'
equal "$(grep -c '^b[0-9]* ' out)" 210 "sources that failed"

# Again: what is unchanged costs one 304, and nothing is closed.
: >requests
crawl 1
says err '1080 postings \(0 new, 0 changed\), 90 answers unchanged'
check_status
equal "$(grep -ci 'if-none-match: "v1"' requests)" 30 "requests with an ETag"
equal "$(grep -ci 'if-modified-since: ' requests)" 30 "and with a date"

# All is well, but for boards that shrink: what was not seen once stays open.
write_web 3
change_table
crawl 0
says err 'to be looked at:'
equal "$(grep -c ' shrunk from 12 to 3' err)" 10 "boards that shrank"
check_status
run 0 status --json
says out '"postings_closed":0,'

# Twice unseen: closed. 9 of each board that shrank, 1 of ten others.
crawl 0
says err '100 postings closed'
run 0 status --json
says out '"postings_closed":100,'
stop_server

# The archive alone tells the same.
sed 's/"skip.*//; s/,"records":[0-9]*//' out | tr '{' '\n' >before.json
rm "$home"/skilltally.db*
run 1 extract
run 0 status --json
sed 's/"skip.*//; s/,"records":[0-9]*//' out | tr '{' '\n' >after.json
cmp -s before.json after.json ||
    fail "from the archive: $(diff before.json after.json | head -6)"
