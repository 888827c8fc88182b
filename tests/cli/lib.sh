# SPDX-License-Identifier: MIT
# lib.sh - what the command-line tests share. Sourced with $SKILLTALLY (the
# program), $BOARD_SERVER and $SOURCE (the source tree) set.
# A test is a sequence of checks; the first that fails ends the script with the
# words of what was run, what was wanted and what was seen.
set -u
work=$(mktemp -d)
server_pid=
cleanup() {
    [ -z "$server_pid" ] || kill "$server_pid" 2>/dev/null
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM
export HOME="$work/user" XDG_DATA_HOME="$work/user/data"
export XDG_CONFIG_HOME="$work/user/config"
export SKILLTALLY_TAXONOMY="$SOURCE/taxonomy"
unset SKILLTALLY_HOME SKILLTALLY_CONTACT SOURCE_DATE_EPOCH
mkdir -p "$HOME"
cd "$work" || exit 1

fail() {
    printf 'FAILED: %s\n' "$*" >&2
    for f in out err; do
        [ -s "$work/$f" ] && sed "s/^/  std$f: /" "$work/$f" | head -20 >&2
    done
    exit 1
}

# run CODE ARG...: run skilltally; stdout in $work/out, stderr in $work/err.
run() {
    want=$1
    shift
    "$SKILLTALLY" "$@" >"$work/out" 2>"$work/err" </dev/null
    got=$?
    [ "$got" = "$want" ] || fail "skilltally $*: exit $got, wanted $want"
}

# says out|err PATTERN: the stream of the last run has a line that matches.
says() {
    grep -Eq -- "$2" "$work/$1" || fail "std$1 does not say /$2/"
}

silent() {
    [ ! -s "$work/$1" ] || fail "std$1 is not empty"
}

equal() {
    [ "$1" = "$2" ] || fail "\"$1\" is not \"$2\"${3:+ ($3)}"
}

# has_terminals: this place has terminals to open; a bare chroot has none.
has_terminals() {
    python3 -c 'import pty; pty.openpty()' 2>/dev/null ||
        ! echo "no terminal here: what is shown on one was not looked at"
}

one_line_error() {
    equal "$(wc -l <"$work/err")" 1 "lines on stderr"
    says err '^skilltally: '
}

# boards NAME...: the lines of sources.yaml for Greenhouse boards of these names
# on the server.
boards() {
    for board; do
        printf -- '- {kind: greenhouse, board: %s, name: %s, ' \
            "$board" "$board"
        printf 'base: "http://127.0.0.1:%s", allow_private: true}\n' "$port"
    done
}

# gh_path BOARD: what is asked of that board.
gh_path() {
    printf '/v1/boards/%s/jobs?content=true' "$1"
}

# gh_posting ID TEXT: a posting of such a board.
gh_posting() {
    printf '{"id":%s,"title":"Data Engineer",' "$1"
    printf '"absolute_url":"https://a.example/%s",' "$1"
    printf '"location":{"name":"Berlin"},'
    printf '"first_published":"2026-05-04T10:00:00Z","content":"%s"}' "$2"
}

# serve [OPTION...]: start the board server on ./table; its ports are in $port
# and, with --tls FILE, in $tls_port.
serve() {
    mkfifo server-in server-out
    "$BOARD_SERVER" "$@" table <server-in >server-out 2>server-err &
    server_pid=$!
    exec 7>server-in 8<server-out
    read -r port tls_port <&8 || fail "the board server did not start"
}

# change_table: the server goes on by what ./table says now; the hits so far go
# to ./hits.
change_table() {
    echo table >&7
    while read -r line <&8 && [ -n "$line" ]; do
        printf '%s\n' "$line"
    done >hits
}

# stop_server: its table of hits goes to ./hits.
stop_server() {
    exec 7>&-
    sed '/^$/d' <&8 >hits
    wait "$server_pid"
    server_pid=
    exec 8<&-
    rm -f server-in server-out
}
