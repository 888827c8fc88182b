# SPDX-License-Identifier: MIT
# Text for people: as wide as asked, in colour only where it is wanted, and
# nothing of a posting that a terminal would obey.
. "$SOURCE/tests/cli/lib.sh"

# posting ID MONTH TITLE: a JSON line; python3 writes it, for its escapes.
postings() {
    python3 - <<'END'
import json
skills = ["Python", "SQL", "Apache Airflow", "Snowflake", "Kubernetes"]
hostile = ["\x1b[31mred\x1b]0;title\x07", "\u202eltr\u202c", "\x9b31m",
           "<script>alert(1)</script>", "a|b|c", "=1+1", "\u6771\u4eac" * 30,
           "\U0001f469\u200d\U0001f4bb \u2764\ufe0f", "e\u0301" * 90, "W" * 300,
           "\u0645\u0647\u0646\u062f\u0633 \u0628\u064a\u0627",
           "[x](javascript:alert(1))", "'; DROP TABLE posting; --"]
for i in range(60):
    h = hostile[i % len(hostile)]
    text = "Requirements\n" + "\n".join(
        "- Good knowledge of %s %s" % (s, h)
        for k, s in enumerate(skills) if (i + k) % 3)
    print(json.dumps({
        "id": "id%d %s" % (i, h), "title": "Data Engineer " + h,
        "company": "%s %d" % (h, i % 20), "location": h,
        "url": "https://example.com/%d" % i if i % 2 else "javascript:" + h,
        "date_posted": "2026-%02d-03" % (i % 4 + 1),
        "description": text + "\n" + "We are a firm of some size. " * 9}))
END
}
postings >jobs.ndjson
run 0 import jobs.ndjson

# held WIDTH: no line of ./out is wider, but for those that are an address; no
# control, escape or direction sign is in it.
held() {
    python3 - "$1" <<'END' || fail "$*"
import re, sys, unicodedata
wide = int(sys.argv[1])
text = open("out", encoding="utf-8", errors="strict").read()
for c in text:
    o = ord(c)
    if (o < 32 and c != "\n") or 127 <= o < 160 or 0x202a <= o <= 0x202e \
            or 0x2066 <= o <= 0x2069 or o in (0x200b, 0x200d, 0x200e, 0x200f):
        sys.exit("U+%04X reaches the terminal" % o)
def columns(c):
    if unicodedata.category(c) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1
for line in text.split("\n"):
    if sum(map(columns, line)) > wide and not re.match(r" *https?://", line):
        sys.exit("%d columns: %s" % (sum(map(columns, line)), line))
END
}

everything() { # OPTION...: every verb that lays text out
    width=$1
    shift
    run 0 report --role data-engineer "$@"
    held "$width"
    run 0 compare python sql "$@"
    held "$width"
    run 0 compare data-engineer data-scientist "$@"
    held "$width"
    run 0 study --role data-engineer --tables "$@"
    held "$width"
    run 0 show --skill python --role data-engineer --limit 60 "$@"
    held "$width"
    run 0 status "$@"
    held "$width"
}
everything 80
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13; do
    run 0 show "#$n"
    cat out >>all
done
mv all out
held 80
everything 60 --columns 60
run 0 show '#7' --columns 60
held 60
everything 200 --columns 200 --ascii
COLUMNS=100
export COLUMNS
run 0 report --role data-engineer
held 100
awk 'length > 80 { wide = 1 } END { exit !wide }' out ||
    fail "COLUMNS is not heard"
run 0 report --role data-engineer --columns 80
held 80
run 0 report --role data-engineer -o file
cp file out
held 80
unset COLUMNS

# What is drawn in ASCII holds none but the names' own letters.
run 0 report --role data-engineer --ascii --columns 200
python3 - <<'END' || fail "drawn beyond ASCII"
text = open("out", encoding="utf-8").read()
assert not any(0x2010 <= ord(c) <= 0x2bff and ord(c) != 0x2764 for c in text)
END

# Colour: none in a pipe, all when asked for, and only colour.
run 0 report --role data-engineer
cp out plain
for v in report compare study show status; do
    case $v in
    compare) set -- compare python sql ;;
    study) set -- study --role data-engineer --tables ;;
    show) set -- show --skill python --role data-engineer ;;
    status) set -- status ;;
    *) set -- report --role data-engineer ;;
    esac
    run 0 "$@"
    cp out plain
    run 0 "$@" --color always
    grep -q "$(printf '\033')\\[" out || fail "$v has no colour"
    [ "$v" = show ] && continue # colour takes the place of brackets there
    sed "s/$(printf '\033')\\[[0-9;]*m//g" out | cmp -s - plain ||
        fail "$v says other words in colour"
done
CLICOLOR_FORCE=1 run 0 report --role data-engineer
grep -q "$(printf '\033')" out || fail "CLICOLOR_FORCE is not heard"
NO_COLOR=1 CLICOLOR_FORCE=1 run 0 report --role data-engineer
grep -q "$(printf '\033')" out && fail "NO_COLOR is not heard"
run 0 report --role data-engineer --color always --format json
grep -q "$(printf '\033')" out && fail "colour in JSON"

# On a terminal: its width, its colour; not of a dumb one.
cat >check.py <<'END'
import fcntl, os, pty, struct, sys, termios
def on_terminal(columns, **env):
    pid, fd = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("4H", 40, columns, 0, 0))
        os.environ.update(env)
        os.execv(sys.argv[1],
                 [sys.argv[1], "report", "--role", "data-engineer"])
    out = b""
    while True:
        try:
            part = os.read(fd, 65536)
        except OSError:
            break
        if not part:
            break
        out += part
    os.waitpid(pid, 0)
    return out.decode()
plain = on_terminal(120, TERM="xterm", NO_COLOR="1")
assert "\x1b" not in plain
assert 100 < max(map(len, plain.split("\r\n"))) <= 120
assert "\x1b[1m" in on_terminal(80, TERM="xterm")
assert "\x1b" not in on_terminal(80, TERM="dumb")
assert max(map(len, on_terminal(400, TERM="dumb").split("\r\n"))) <= 200
END
if has_terminals; then
    python3 check.py "$SKILLTALLY" >out 2>err || fail "on a terminal"
fi

# Misuse is named.
run 64 report --color blue
says err 'auto, always or never'
run 64 study --role data-engineer --columns 20
says err '60 to 200'
run 64 crawl --ascii
