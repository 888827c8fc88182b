# SPDX-License-Identifier: MIT
# warcio, a WARC library of others, reads what a crawl writes: every record,
# with every digest right. Skipped where npm or its registry is not to be had.
# usage: warcio.sh CACHE-DIRECTORY
cache=$1
user_home=$HOME
. "$SOURCE/tests/cli/lib.sh"
skip() {
    echo "skipped: $*"
    exit 77
}
command -v npm >/dev/null && command -v node >/dev/null || skip "no npm"
if [ ! -d "$cache/node_modules/warcio" ]; then
    mkdir -p "$cache"
    NPM_CONFIG_USERCONFIG=${NPM_CONFIG_USERCONFIG:-$user_home/.npmrc} \
        timeout 60 npm install --silent --no-audit --no-fund --prefix "$cache" \
        warcio@2.4.11 >npm.out 2>&1 || skip "npm cannot install warcio"
fi
cp "$SOURCE/tests/oracle/read_warc.mjs" "$SOURCE/tests/oracle/index_warc.mjs" \
    "$cache/"

{
    printf '{"jobs":[{"id":1,"title":"Data Engineer",'
    printf '"absolute_url":"https://a.example/1",'
    printf '"location":{"name":"K\303\266ln"},"content":"Python"}]}'
} >one.json
printf '{"jobs":[]}' >none.json
: >empty
j=application/json
{
    printf '/robots.txt\t301\t-\t-\tLocation: /r\n/r\t404\t-\t-\n'
    printf '/v1/boards/a/jobs?content=true\t200\t%s\tone.json\tETag: "1"\n' $j
    printf '/v1/boards/b/jobs?content=true\t200\t%s\tone.json\n' $j
    printf '/v1/boards/c/jobs?content=true\t403\t%s\tempty\n' $j
    printf '/v1/boards/d/jobs?content=true\t200\t%s\tnone.json\n' $j
} >table
serve
boards a b c d >sources.yaml
run 1 crawl --sources sources.yaml
run 1 crawl --sources sources.yaml
stop_server
node "$cache/read_warc.mjs" "$XDG_DATA_HOME"/skilltally/archive/*.warc.gz \
    >out 2>err || fail "warcio finds fault"
n() { grep -c "^$1$(printf '\t')" out; }
equal "$(n warcinfo)" 2 warcinfo
equal "$(n revisit)" 3 revisit
equal "$(n metadata)" 8 metadata
# a, b, d, two of c, and what robots.txt was, once.
equal "$(n response)" 7 response
equal "$(n request)" 10 request

# Its index of our archive is ours.
run 0 index
[ -s out ] || fail "an empty index"
node "$cache/index_warc.mjs" "$XDG_DATA_HOME"/skilltally/archive/*.warc.gz \
    >theirs 2>err || fail "warcio makes no index"
LC_ALL=C sort theirs >theirs.sorted
cmp -s out theirs.sorted || fail "indexes: $(diff out theirs.sorted | head -6)"
