# SPDX-License-Identifier: MIT
# boards.sh - simulated boards of every kind (tests/tools/boards.py), and what a
# store holds of them (tests/tools/stored.py). Sourced after lib.sh.
command -v python3 >/dev/null || {
    echo "skipped: no python3"
    exit 77
}
private='allow_private: true'
store="$XDG_DATA_HOME/skilltally/skilltally.db"

# start_boards SPEC...: start the boards; $at is their address, $more the ports
# of those that are known by their host.
start_boards() {
    mkfifo boards-in boards-out
    python3 "$SOURCE/tests/tools/boards.py" asked "$@" \
        <boards-in >boards-out 2>boards-err &
    server_pid=$!
    exec 7>boards-in 8<boards-out
    read -r port more <&8 || fail "the boards did not start"
    at="http://127.0.0.1:$port"
}

# asked N PATTERN: so many requests match.
asked() {
    equal "$(grep -Ec -- "$2" asked)" "$1" "requests like $2"
}

# look SOURCE WANTED...: a line about a source's postings in the store: how
# many; of them with title, company, url, date, place, and a whole text; how
# many distinct texts.
look() {
    name=$1
    shift
    equal "$(python3 "$SOURCE/tests/tools/stored.py" "$store" "$name")" \
        "$*" "$name"
}

all() { # N: a line of look() where nothing lacks
    echo "$1 $1 $1 $1 $1 $1 $1 $1"
}

# snapshot: all that the store holds.
snapshot() {
    python3 "$SOURCE/tests/tools/stored.py" "$store"
}

# verdict SOURCE VERDICT N: as the last status said.
verdict() {
    says out "^$1 .* $2 +$3( |\$)"
}
