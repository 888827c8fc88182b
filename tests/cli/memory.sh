# SPDX-License-Identifier: MIT
# Answers without end, bombs and bodies near the limit, many at once: a crawl
# keeps them whole or cut where they should be, in little memory.
. "$SOURCE/tests/cli/lib.sh"

printf '{"jobs":[%s]}' "$(gh_posting 1 "Python and SQL")" >good
head -c 65536 /dev/zero | tr '\0' ' ' >spaces
# No two bytes in a row that a compressor could use.
"$SKILLTALLY" taxonomy list | gzip -9 | head -c 20000 >noise
[ -s noise ] || fail "there is no noise"

# board NAME TYPE BODY [MANNER...]
: >table
: >names
board() {
    name=$1
    shift
    {
        gh_path "$name"
        printf '\t200'
        printf '\t%s' "$@"
        echo
    } >>table
    echo "$name" >>names
}
j=application/json
for i in 1 2 3 4; do
    board "bomb$i" $j spaces !repeat=2000 !gzip
    board "endless$i" $j noise !endless
    board "chunks$i" $j spaces !endless !chunked
    for k in 1 2 3 4 5; do
        board "good$i$k" $j good
    done
done
serve
hosts=0
while read -r name; do
    hosts=$((hosts + 1))
    printf -- '- {kind: greenhouse, board: %s, name: %s, ' "$name" "$name"
    printf 'base: "http://127.0.0.%s:%s", ' $((hosts % 8 + 1)) "$port"
    echo 'allow_private: true}'
done <names >sources.yaml

# The limit is the user's here, so that this takes seconds: bodies of 12 MiB.
"$PEAK" peak "$SKILLTALLY" crawl --sources sources.yaml \
    --max-answer 12582912 >out 2>err </dev/null
equal $? 1 "exit code"
says err 'crawled 32 sources: 20 answered, 12 failed'
equal "$(grep -c 'warning.*truncated: cut after 12582912 bytes' err)" 12 \
    "cut answers"
[ -z "$PEAK_MAX_KIB" ] || [ "$(cat peak)" -le "$PEAK_MAX_KIB" ] ||
    fail "the crawl took $(cat peak) KiB"

# What waited in files is in the archive, and the files are gone.
archive=$XDG_DATA_HOME/skilltally/archive
equal "$(find "$archive" -type f ! -name '*.warc.gz')" '' "other files"
gzip -dc "$archive"/*.warc.gz | tr -d '\r' | awk '
    /^WARC-Type: / { type = $2 }
    /^WARC-Truncated: / { cut = type == "response" }
    /^Content-Length: / { if (cut && $2 > 12582912) n++; cut = 0 }
    END { print n + 0 }' >whole
equal "$(cat whole)" 12 "records of cut answers"
