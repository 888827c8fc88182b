# SPDX-License-Identifier: MIT
# Ajv, a JSON Schema validator of others, in its strict mode: the schema itself
# has no word that it does not know, and reports of all kinds are as it says.
# Skipped where npm or its registry is not to be had.
# usage: ajv.sh CACHE-DIRECTORY
cache=$1
user_home=$HOME
. "$SOURCE/tests/cli/lib.sh"
skip() {
    echo "skipped: $*"
    exit 77
}
command -v npm >/dev/null && command -v node >/dev/null || skip "no npm"
if [ ! -d "$cache/node_modules/ajv" ]; then
    mkdir -p "$cache"
    NPM_CONFIG_USERCONFIG=${NPM_CONFIG_USERCONFIG:-$user_home/.npmrc} \
        timeout 60 npm install --silent --no-audit --no-fund --prefix "$cache" \
        ajv@8.20.0 >npm.out 2>&1 || skip "npm cannot install ajv"
fi
cp "$SOURCE/tests/oracle/check_schema.mjs" "$cache/"

# A crawled home: its reports have postings that were open and closed too.
export SKILLTALLY_HOME="$work/home"
run 0 demo --home "$work/home" -o page.html
run 0 report --format json -o report.json
run 0 report --month 1999-01 --format json -o empty.json
run 0 study --role data-engineer --know sql --format json -o study.json
run 0 compare data-engineer ml-engineer --format json -o roles.json
run 0 compare sql python --format json -o skills.json
node "$cache/check_schema.mjs" "$SOURCE/docs/report.schema.json" ./*.json \
    >out 2>err || fail "ajv finds fault"
equal "$(wc -l <out)" 5 "files checked"
