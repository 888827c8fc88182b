# SPDX-License-Identifier: MIT
# The page of `skilltally demo` in a real browser, from disk (the .mjs files
# have the checks), and its HTML in a validator. Skipped where node, npm or
# chromium is not to be had.
# usage: page.sh CACHE-DIRECTORY
cache=$1
user_home=$HOME
. "$SOURCE/tests/cli/lib.sh"
skip() {
    echo "skipped: $*"
    exit 77
}
command -v npm >/dev/null && command -v node >/dev/null || skip "no npm"
CHROMIUM=$(command -v chromium) || skip "no chromium"
export CHROMIUM
if [ ! -d "$cache/node_modules/html-validate" ]; then
    mkdir -p "$cache"
    NPM_CONFIG_USERCONFIG=${NPM_CONFIG_USERCONFIG:-$user_home/.npmrc} \
        timeout 60 npm install --silent --no-audit --no-fund --prefix "$cache" \
        playwright-core@1.65.1 axe-core@4.14.1 html-validate@10.17.0 \
        >npm.out 2>&1 ||
        skip "npm cannot install playwright-core, axe-core and html-validate"
fi
cp "$SOURCE"/tests/browser/*.mjs "$cache/"

home=$work/home
run 0 demo --home "$home" -o "$work/page.html"
run 0 study --home "$home" --role data-engineer --format html \
    -o "$work/study.html"
run 0 compare --home "$home" python sql --format html -o "$work/two.html"
# The last month of the demo, and two roles, as reports of their own.
month=$(grep -o '"month":"[0-9-]*"' "$work/page.html" | head -1 | cut -d'"' -f4)
run 0 report --home "$home" --month "$month" --dedup none --no-charts \
    --format html -o "$work/month.html"
run 0 report --home "$home" --month 1999-01 --format html -o "$work/none.html"
run 0 compare --home "$home" ml-engineer data-engineer --format json \
    -o "$work/roles.json"

check() {
    timeout 250 node "$cache/$@" >out 2>err || fail "$1"
}
check valid.mjs "$work/page.html" "$work/study.html" "$work/two.html" \
    "$work/month.html" "$work/none.html"
check choice.mjs "$work/page.html" "$month" "$work/month.html" \
    "$work/roles.json"
check page.mjs "$work/page.html" "$work/study.html" "$work/two.html"
