#!/bin/sh
# SPDX-License-Identifier: MIT
# From a bare Debian 12 to a running or tested skilltally, in one command.
# Only what is missing is installed, so a machine that has it all needs neither
# network nor root.
set -eu

usage() {
    cat <<'END'
usage: sh scripts/setup.sh COMMAND
  run [DEMO-OPTION...]        install, build, run the demo
  test [CTEST-OPTION...]      install, build, run all tests
  sanitize [CTEST-OPTION...]  the tests under the address and
                              undefined-behaviour sanitizers
  memcheck                    the unit tests under valgrind
  fuzz [SECONDS [TARGET...]]  the fuzz targets, so long each (60)
  packages                    list the packages, install nothing
END
}

say() {
    echo "setup: $*" >&2
}

die() {
    say "$*"
    exit 1
}

# packages LIST...: the names in scripts/apt-LIST.txt.
packages() {
    for list in "$@"; do
        sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "scripts/apt-$list.txt"
    done
}

is_installed() {
    status=$(dpkg-query -W -f='${db:Status-Status} ' "$1" 2>/dev/null) ||
        return 1
    case " $status" in
    *" installed "*) return 0 ;; # and not "not-installed"
    esac
    return 1
}

# As root: directly, or by sudo.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" >&2
}

# install LIST...: what is missing of the lists. The package index is fetched
# only when the one at hand does not do.
install() {
    command -v dpkg-query >/dev/null && command -v apt-get >/dev/null ||
        die "this is no Debian-like system: install by hand what matches" \
            $(packages "$@") "and build with cmake --preset release"
    missing=
    for name in $(packages "$@"); do
        is_installed "$name" || missing="$missing $name"
    done
    [ -n "$missing" ] || return 0
    [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null ||
        die "these packages are missing:$missing;" \
            "run this as root, or install sudo"
    say "installing$missing"
    # shellcheck disable=SC2086 # a list of words
    if ! apt-get -s -q --no-install-recommends install $missing \
        >/dev/null 2>&1 ||
        ! apt -y --no-install-recommends install $missing; then
        apt update
        apt -y --no-install-recommends install $missing
    fi
}

# build PRESET
build() {
    cmake --preset "$1" >&2
    cmake --build --preset "$1" -j "$(nproc)" >&2
}

# Each unit test program under valgrind, as many at once as there are cores.
memcheck() {
    find build/dev/tests/unit -name 'test_*' -type f -perm -u+x | sort |
        xargs -n 1 -P "$(nproc)" sh -c '
            name=${1##*/}
            log=build/dev/memcheck-$name.log
            if TEST_SLOW=1 valgrind -q --suppressions=tests/valgrind.supp \
                --error-exitcode=9 --leak-check=full \
                --errors-for-leak-kinds=definite,indirect "$1" \
                >"$log" 2>&1; then
                echo "ok      $name"
            else
                cat "$log"
                echo "FAILED  $name"
                exit 1
            fi' memcheck || die "some programs failed under valgrind"
    echo "every unit test program is clean under valgrind"
}

# fuzz [SECONDS [TARGET...]]: what libFuzzer finds is kept under build/fuzz,
# new inputs in corpus/, those that crash in found/.
fuzz() {
    seconds=${1:-60}
    [ $# -eq 0 ] || shift
    [ $# -gt 0 ] || set -- $(cd tests/fuzz/corpus && ls)
    mkdir -p build/fuzz/found
    failed=
    for target in "$@"; do
        mkdir -p "build/fuzz/corpus/$target"
        say "fuzz: $target, $seconds s"
        "build/fuzz/tests/fuzz/fuzz_$target" -max_total_time="$seconds" \
            -timeout=20 -rss_limit_mb=4096 -max_len=65536 -verbosity=0 \
            -print_final_stats=1 -artifact_prefix="build/fuzz/found/$target-" \
            "build/fuzz/corpus/$target" "tests/fuzz/corpus/$target" ||
            failed="$failed $target"
    done
    [ -z "$failed" ] || die "crashes, see build/fuzz/found:$failed"
}

cd "$(dirname "$0")/.."
[ $# -gt 0 ] || {
    usage >&2
    exit 64
}
verb=$1
shift
case $verb in
run)
    install run
    build release
    exec build/release/cli/skilltally demo "$@"
    ;;
test)
    install run test
    build dev
    exec ctest --preset dev -j "$(nproc)" "$@"
    ;;
sanitize)
    install run test
    build asan
    exec ctest --preset asan -j "$(nproc)" "$@"
    ;;
memcheck)
    install run test
    build dev
    memcheck
    ;;
fuzz)
    install run test fuzz
    build fuzz
    fuzz "$@"
    ;;
packages) packages run test ;;
-h | --help) usage ;;
*)
    say "unknown command \"$verb\""
    usage >&2
    exit 64
    ;;
esac
