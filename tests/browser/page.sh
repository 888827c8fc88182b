# SPDX-License-Identifier: MIT
# The page of `skilltally demo` in a real browser, from disk (page.mjs has the
# checks). Skipped where node, npm or chromium is not to be had.
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
if [ ! -d "$cache/node_modules/axe-core" ]; then
    mkdir -p "$cache"
    NPM_CONFIG_USERCONFIG=${NPM_CONFIG_USERCONFIG:-$user_home/.npmrc} \
        timeout 60 npm install --silent --no-audit --no-fund --prefix "$cache" \
        playwright-core@1.65.1 axe-core@4.14.1 >npm.out 2>&1 ||
        skip "npm cannot install playwright-core and axe-core"
fi
cp "$SOURCE"/tests/browser/*.mjs "$cache/"

run 0 demo --home "$work/home" -o "$work/page.html"
run 0 study --home "$work/home" --role data-engineer --format html \
    -o "$work/study.html"
run 0 compare --home "$work/home" python sql --format html -o "$work/two.html"
timeout 250 node "$cache/page.mjs" "$work/page.html" \
    "$work/study.html" "$work/two.html" >out 2>err ||
    fail "the page in a browser"
