#!/bin/sh
# SPDX-License-Identifier: MIT
# crawl.sh [PAGES [HOSTS [PEER...]]] - how fast pages are crawled, and beside
# whom (20000 pages of 40 KB, 50 hosts, all peers: skilltally curl wget2 wget
# scrapy).
#
#   cmake --preset release -DSKILLTALLY_TESTS=ON
#   cmake --build --preset release
#   tests/bench/crawl.sh
#
# One run each in turn over the same pages, 32 requests at a time where there is
# such an option (GNU wget has none), no pacing. skilltally archives, reads and
# stores each page; wget writes a WARC, wget2 files, scrapy the JSON-LD of each
# page as a line of JSON; curl throws away what comes and tells what the server
# can give. $SKILLTALLY and $PAGE_SERVER name other programs than those of
# build/release; $BENCH_DIR a place for what they write (a temporary directory).
set -eu
pages=${1:-20000}
hosts=${2:-50}
[ $# -lt 1 ] || shift
[ $# -lt 1 ] || shift
[ $# -gt 0 ] || set -- curl skilltally wget2 wget scrapy
source=$(cd "$(dirname "$0")/../.." && pwd)
skilltally=${SKILLTALLY:-$source/build/release/cli/skilltally}
server=${PAGE_SERVER:-$source/build/release/tests/bench/page_server}
work=$(mktemp -d "${BENCH_DIR:-${TMPDIR:-/tmp}}/crawl-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
cd "$work"
mkfifo in out
"$server" "$hosts" 40000 <in >out &
exec 7>in 8<out
read -r port <&8

# Neighbours in the list are on different hosts.
awk -v n="$pages" -v hosts="$hosts" -v port="$port" 'BEGIN {
    for (i = 0; i < n; i++)
        printf "http://127.0.0.%d:%d/job/%d\n", i % hosts + 1, port, i
}' >urls
awk '{ printf "- {kind: page, name: p%d, url: \"%s\", allow_private: true}\n",
    NR, $1 }' urls >sources.yaml
awk '{ print "url = " $1; print "output = /dev/null" }' urls >curl.txt
cat >spider.py <<'X'
import json
import scrapy

class Pages(scrapy.Spider):
    name = 'pages'
    custom_settings = {'CONCURRENT_REQUESTS': 32, 'ROBOTSTXT_OBEY': True,
                       'CONCURRENT_REQUESTS_PER_DOMAIN': 8,
                       'LOG_LEVEL': 'ERROR', 'TELNETCONSOLE_ENABLED': False}

    def start_requests(self):
        for url in open('urls'):
            yield scrapy.Request(url.strip())

    def parse(self, response):
        for text in response.xpath(
                '//script[@type="application/ld+json"]/text()').getall():
            yield json.loads(text)
X

crawl_skilltally() {
    "$skilltally" crawl --home home --quiet --sources sources.yaml \
        --taxonomy "$source/taxonomy"
}
crawl_curl() {
    curl -sS -Z --parallel-max 32 --config curl.txt
}
crawl_wget2() {
    wget2 -q --max-threads=32 --force-directories -P files -i urls
}
crawl_wget() {
    wget -q --warc-file=pages -O /dev/null -i urls
}
crawl_scrapy() {
    scrapy runspider -o items.jl spider.py
}
# What it has kept, to be sure that it did the work.
kept() {
    case $1 in
    skilltally)
        "$skilltally" status --home home | awk '/^postings/ {print $2}'
        ;;
    wget2) find files -type f -name '[0-9]*' | wc -l ;;
    wget) gzip -dc pages.warc.gz | grep -ac '^WARC-Type: response' ;;
    scrapy) wc -l <items.jl ;;
    *) echo - ;;
    esac
}

printf '%-11s %9s %8s %8s %9s %9s\n' program pages/s wall_s cpu_s peak_MB kept
for peer in "$@"; do
    case $peer in
    skilltally) program=$skilltally ;;
    *) program=$peer ;;
    esac
    command -v "$program" >/dev/null || {
        printf '%-11s not installed\n' "$peer"
        continue
    }
    # A shell of its own, so that the time is that of the program alone.
    sed -n "/^crawl_$peer()/,/^}/p" "$source/tests/bench/crawl.sh" \
        >run.sh
    echo "crawl_$peer" >>run.sh
    skilltally=$skilltally source=$source /usr/bin/time -o time \
        -f '%e %U %S %M' sh run.sh >said 2>&1 || {
        echo "$peer failed:"
        head -5 said
    }
    read -r wall user system kb <time
    awk -v who="$peer" -v n="$pages" -v wall="$wall" -v cpu="$user $system" \
        -v kb="$kb" -v kept="$(kept "$peer")" 'BEGIN { split(cpu, c, " ")
        printf "%-11s %9.0f %8.2f %8.2f %9.1f %9s\n", who, n / wall, wall,
            c[1] + c[2], kb / 1024, kept }'
done
exec 7>&-
sed 's/^/server: /' <&8
