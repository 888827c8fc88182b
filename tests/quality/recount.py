#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""recount.py SKILLTALLY TAXONOMY STORE REPORT.json [ROLE [KNOWN,...]]

Every figure once more.

Reads the relational tables of STORE (the report reads its packed rows) and
works out each figure of REPORT.json, a report of that store as JSON, from the
formulas of docs/method.md alone: plain Python, employer by employer, nothing
shared with the program. Prints each difference and, per table, how many
numbers were compared; ends with 1 if any differs. TAXONOMY is the directory
that SKILLTALLY used. REPORT.json may also be what `study --role ROLE --know
KNOWN,...` says of that store.
"""
import functools
import json
import math
import re
import sqlite3
import struct
import subprocess
import sys
from collections import Counter, defaultdict

LOOSE = 1e-3  # of what Student's t stands behind
Z = 1.959963984540054
FLOOR_POSTINGS, FLOOR_EMPLOYERS = 30, 5
LABELS = ["required", "preferred", "unspecified", "negated"]
SECTIONS = ["requirements", "duties", "about", "benefits", "legal", "other"]
SENIORITY = ["intern", "junior", "mid", "senior", "lead", "manager"]
REMOTE = ["onsite", "hybrid", "remote"]
DEGREE = ["bachelor", "master", "phd"]
YEARS = [("0-1", 0, 1), ("2", 2, 2), ("3-4", 3, 4), ("5-7", 5, 7),
         ("8-9", 8, 9), ("10+", 10, 1000)]
WINDOWS = {"month": (1, 1), "year": (1, 12), "quarter": (3, 3),
           "quarter-year": (3, 12)}


# ---- The formulas ----

@functools.lru_cache(maxsize=None)
def t95(df):
    """Student's t by halving, of the distribution's integral by Simpson."""
    df = max(2.0, df)
    const = math.exp(math.lgamma((df + 1) / 2) - math.lgamma(df / 2)) \
        / math.sqrt(math.pi)

    def below(t):  # P(0 < T < t), with t = sqrt(df) tan(angle)
        end, n = math.atan(t / math.sqrt(df)), 200
        total = 0.0
        for i in range(n + 1):
            weight = 1 if i in (0, n) else 4 if i % 2 else 2
            total += weight * math.cos(end * i / n) ** (df - 1)
        return const * total * end / n / 3
    low, high = 1.9, 5.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < .475 else (low, middle)
    return (low + high) / 2


def wilson(p, n):
    centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(
        p * (1 - p) / n + Z * Z / (4 * n * n))
    return max(0, min(p, centre - half)), min(1, max(p, centre + half))


def by_employer(rows, has):
    count = defaultdict(lambda: [0, 0])
    for r in rows:
        count[r.employer][1] += 1
        count[r.employer][0] += has(r)
    return list(count.values())


def effect_of(cells):
    """cells: (naming, all) of each employer."""
    n = sum(c[1] for c in cells)
    x = sum(c[0] for c in cells)
    alike = sum(c[1] ** 2 for c in cells) / n ** 2
    effect = max(1, 1 + .2 * (n * alike - 1))
    if n < 2:
        return 1.0
    if 0 < x < n and alike < 1:
        p = x / n
        between = sum((c[0] - p * c[1]) ** 2 for c in cells) / n ** 2
        effect = max(effect, between / (1 - alike) * (n - 1) / p / (1 - p))
    return effect * max(1, (t95(1 / alike - 1) / t95(n - 1)) ** 2)


def share_of(cells):
    """Share, effective n, interval."""
    n = sum(c[1] for c in cells)
    p = sum(c[0] for c in cells) / n
    worth = n / effect_of(cells)
    return (p, worth) + wilson(p, worth)


def two_shares(p1, n1, p2, n2):
    p = (p1 * n1 + p2 * n2) / (n1 + n2)
    variance = p * (1 - p) * (1 / n1 + 1 / n2)
    if variance <= 0:
        return 1.0
    return math.erfc(abs(p2 - p1) / math.sqrt(variance) / math.sqrt(2))


def newcombe(a, b):
    d = b[0] - a[0]
    return (max(-1, d - math.hypot(b[0] - b[2], a[3] - a[0])),
            min(1, d + math.hypot(b[3] - b[0], a[0] - a[2])))


def discovery(p):
    order = sorted(range(len(p)), key=lambda i: p[i])
    q, least = [0.0] * len(p), 1.0
    for rank in range(len(p), 0, -1):
        least = min(least, p[order[rank - 1]] * len(p) / rank)
        q[order[rank - 1]] = least
    return q


def quantile(v, q):
    at = q * (len(v) - 1)
    i = int(at)
    if i + 1 >= len(v):
        return float(v[-1])
    return v[i] + (at - i) * (v[i + 1] - v[i])


def median_rank(n):
    """The largest k for which at most k - 1 heads in n have 2.5 % or less."""
    if n > 1000:
        return math.floor(n / 2 - Z * math.sqrt(n) / 2)
    k, total = 0, 0
    while total + math.comb(n, k) <= .025 * 2 ** n:
        total += math.comb(n, k)
        k += 1
    return k


def kitagawa(before, after, key, has):
    total = [len(before), len(after)]
    cells = defaultdict(lambda: [0, 0, 0, 0])
    for side, rows in enumerate((before, after)):
        for r in rows:
            cells[key(r)][2 * side] += 1
            cells[key(r)][2 * side + 1] += has(r)
    mix = 0
    for n1, x1, n2, x2 in cells.values():
        p1 = x1 / n1 if n1 else x2 / n2
        p2 = x2 / n2 if n2 else p1
        mix += (n2 / total[1] - n1 / total[0]) * (p1 + p2) / 2
    return mix


# ---- The postings ----

class Row:
    pass


def date_parts(text):
    parts = [int(x) for x in (text or "0").split("-")] + [0, 0]
    return parts[0], parts[1], parts[2]


def place(words, word):
    return words.index(word) + 1 if word in words else 0


def middle_pay(low, high, period):
    low, high = low or 0, high or 0
    if not period or (low <= 0 and high <= 0):
        return 0
    cents = high if low <= 0 else low if high <= 0 else (low + high) // 2
    return cents // 100


def read_rows(path, concepts):
    db = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
    number = {c["id"]: i for i, c in enumerate(concepts)}
    named = defaultdict(dict)
    for posting, concept, label, section in db.execute(
            "SELECT posting, concept, label, section FROM skill_words"):
        if label != "negated" and concept in number:
            named[posting][number[concept]] = (
                LABELS.index(label), SECTIONS.index(section))
    ids = dict(db.execute("SELECT id, name FROM concept"))
    repeated = defaultdict(set)  # only the packed rows know it
    for posting, blob in db.execute("SELECT posting, row FROM packed"):
        for (word,) in struct.iter_unpack("<I", blob[30:]):
            if word & 8 and ids[(word >> 8) + 1] in number:
                repeated[posting].add(number[ids[(word >> 8) + 1]])
    sources = sorted(s for (s,) in db.execute("SELECT name FROM source"))
    countries = {}
    for posting, country in db.execute(
            "SELECT posting, country FROM place WHERE country IS NOT NULL AND"
            " country != '' ORDER BY posting, n"):
        countries.setdefault(posting, country)
    cities = defaultdict(set)
    for posting, city, region, country in db.execute(
            "SELECT posting, city, region, country FROM place"
            " WHERE city != ''"):
        cities[posting].add((city, region or "", country or ""))
    rows = []
    for p in db.execute(
            "SELECT p.id, e.name, s.name, r.name, fingerprint, near,"
            " date_posted, usable, remote, seniority, degree, years_min,"
            " salary_min_cents, salary_max_cents, salary_currency,"
            " salary_period FROM posting p JOIN packed k ON k.posting = p.id"
            " JOIN employer e ON e.id = p.employer"
            " JOIN source s ON s.id = p.source"
            " LEFT JOIN role r ON r.id = p.role"):
        r = Row()
        r.id, r.role, r.exact = p[0], p[3], p[4]
        r.near = p[5] or p[4]
        r.employer = p[1] or "nameless %d" % p[0]
        r.source = sources.index(p[2])
        y, m, d = date_parts(p[6])
        r.month = 12 * y + m - 1 if y and m else -1
        r.usable = bool(p[7])
        r.remote, r.seniority = place(REMOTE, p[8]), place(SENIORITY, p[9])
        r.degree = place(DEGREE, p[10])
        r.years = -1 if p[11] is None else p[11]
        r.country, r.cities = countries.get(p[0], ""), cities[p[0]]
        r.pay = middle_pay(p[12], p[13], p[15])
        r.unit = (p[14] or "", p[15]) if r.pay else None
        r.skills, r.repeated = named[p[0]], repeated[p[0]]
        packed = b"".join(struct.pack(
            "<I", c << 6 | (c in r.repeated) << 5 | l << 3 | s)
            for c, (l, s) in sorted(r.skills.items()))
        r.content = (y * 10000 + m * 100 + d, len(r.skills), packed, -r.pay,
                     r.seniority, r.remote, r.degree, r.years, r.country,
                     r.exact, r.source)
        rows.append(r)
    return rows


def distinct(rows, rule, first=lambda r: ()):
    """One row a cluster: usable, then the earliest, then by content."""
    best = {}
    for r in rows:
        key = (not r.usable,) + first(r) + (r.month, r.content)
        cluster = rule(r)
        if cluster not in best or key < best[cluster][0]:
            best[cluster] = (key, r)
    return [r for _, r in best.values()]


def usable(rows):
    return [r for r in rows if r.usable]


def few(rows):
    return len(rows) < FLOOR_POSTINGS or \
        len({r.employer for r in rows}) < FLOOR_EMPLOYERS


def month_text(m):
    return "%04d-%02d" % divmod_month(m)


def divmod_month(m):
    return m // 12, m % 12 + 1


# ---- Beside the report ----

class Check:
    def __init__(self):
        self.seen, self.wrong = Counter(), Counter()

    def near(self, table, what, got, want, within=1e-9):
        """Equal but for the six digits printed and a part `within`, which is
        there where Student's t stands behind it: the program has it to .05 %."""
        self.seen[table] += 1
        if got is None and want is None:
            return
        if isinstance(want, float) and isinstance(got, (int, float)):
            if abs(got - want) <= 1e-6 + within * abs(want):
                return
        elif got == want:
            return
        self.wrong[table] += 1
        if self.wrong[table] <= 10:
            print("%s: %s: report %s, recount %s" % (table, what, got, want))

    def report(self):
        for table in sorted(self.seen):
            print("%-14s %7d compared, %d differ" % (
                table, self.seen[table], self.wrong[table]))
        print("%-14s %7d compared, %d differ" % (
            "all", sum(self.seen.values()), sum(self.wrong.values())))
        return sum(self.wrong.values()) == 0


class Recount:
    def __init__(self, program, taxonomy, store, report):
        listed = subprocess.run(
            [program, "taxonomy", "list", "--json", "--taxonomy", taxonomy],
            check=True, capture_output=True, text=True).stdout
        self.concepts = json.loads(listed)["concepts"]
        self.number = {c["id"]: i for i, c in enumerate(self.concepts)}
        self.is_skill = [c["kind"] in ("concept", "language", "tool")
                         for c in self.concepts]
        self.above = [self.find_above(c) for c in self.concepts]
        self.groups = self.read_groups(taxonomy + "/groups.yaml")
        self.r = report
        self.check = Check()
        self.roles = [r["id"] for r in report.get("roles", [])]
        rows = read_rows(store, self.concepts)
        self.rule = lambda r: r.near
        start, end = (self.month_of(report[k])
                      for k in ("period_from", "period_to"))
        self.open = start < 0 and end < 0
        self.start, self.end = start, end
        self.rows = rows if self.open else [
            r for r in rows if r.month >= 0 and
            r.month >= max(0, start - 15 if start >= 0 else 0) and
            (end < 0 or r.month <= end)]
        for r in self.rows:
            r.slot = self.roles.index(r.role) if r.role in self.roles else 99
        self.inside = [r for r in self.rows if self.open or (
            r.month >= start and (end < 0 or r.month <= end))]

    @staticmethod
    def month_of(text):
        return -1 if not text else int(text[:4]) * 12 + int(text[5:7]) - 1

    def find_above(self, concept):
        out, parents = set(), {c["id"]: c["parent"] for c in self.concepts}
        at = concept["id"]
        while at:
            out.add(self.number[at])
            at = parents[at]
        return out

    def read_groups(self, path):
        text = re.sub(r"(?m)^#.*$", "", open(path).read())
        out = {}
        for name, members in re.findall(
                r"- id: (\S+).*?any_of: \[(.*?)\]", text, re.S):
            out[name] = {self.number[m] for m in
                         re.split(r"[,\s]+", members.strip())}
        return out

    # -- cells --

    def check_cell(self, table, what, got, rows, named, strength):
        """named(row): its mentions that count, as (label, section)."""
        check = self.check.near
        x = [min(strength(r)) for r in rows if named(r)]
        check(table, what + " named", got["n_named"], len(x))
        if "n_required" in got:
            for i, key in enumerate(("n_required", "n_preferred")):
                check(table, what + " " + key, got[key],
                      sum(s[0] == i for s in x))
            check(table, what + " employers", got["n_employers_naming"],
                  len({r.employer for r in rows if named(r)}))
        if few(rows):
            check(table, what + " share", got["share"], None)
            return
        cells = by_employer(rows, named)
        p, worth, low, high = share_of(cells)
        check(table, what + " share", got["share"], p)
        check(table, what + " low", got["share_low95"], low, LOOSE)
        check(table, what + " high", got["share_high95"], high, LOOSE)
        if "design_effect" not in got:
            return
        check(table, what + " effect", got["design_effect"],
              len(rows) / worth, 1e-3)
        plain = wilson(p, len(rows))
        check(table, what + " plain low", got["wilson_low95"], plain[0])
        check(table, what + " plain high", got["wilson_high95"], plain[1])
        check(table, what + " by employer", got["employer_share"],
              sum(a / b for a, b in cells) / len(cells))

    def check_named(self, table, what, got, rows, concepts):
        self.check_cell(table, what, got, rows,
                        lambda r: not concepts.isdisjoint(r.skills),
                        lambda r: [v for c, v in r.skills.items()
                                   if c in concepts])

    def below(self, concept):
        return {i for i, a in enumerate(self.above) if concept in a}

    def check_counts(self, table, what, got, found, rows):
        check = self.check.near
        text = usable(rows)
        check(table, what + " found", got["n_found"], len(found))
        check(table, what + " distinct", got["n_distinct"], len(rows))
        check(table, what + " usable", got["n_usable"], len(text))
        check(table, what + " employers", got["n_employers"],
              len({r.employer for r in text}))

    # -- the report, part by part --

    def ranked(self, rows):
        count = Counter(c for r in rows for c in r.skills if self.is_skill[c])
        return sorted(count, key=lambda c: (-count[c], self.concepts[c]["id"]))

    def run(self):
        of_role = [[r for r in self.inside if r.slot == i]
                   for i in range(len(self.roles))]
        each = [distinct(rows, self.rule) for rows in of_role]
        shown = [r for r in self.inside if r.slot != 99]
        slot = lambda r: (r.slot,)
        together = distinct(shown, self.rule, slot)
        self.check_counts("scope", "all", self.r["all"], self.inside,
                          distinct(self.inside, self.rule, slot))
        self.check_counts("scope", "roles", self.r["roles_together"], shown,
                          together)
        self.text = [usable(rows) for rows in each]
        self.find_axis()
        for i, got in enumerate(self.r["roles"]):
            self.check_counts("roles", got["id"], got, of_role[i], each[i])
            self.skills(got, self.text[i])
            self.series(got, i)
            self.changes(got["changes"], i, got["id"])
            self.distinctive(got, i)
            self.pairs(got, self.text[i])
            self.beside(got, self.text[i])
            self.places(got, of_role[i], each[i])
            self.counting(got, of_role[i])
            self.profile(got, each[i])
            self.pay(got, each[i])
        self.changes(self.r["changes_together"], None, "together")
        self.unions(self.text + [usable(together)])
        return self.check.report()

    def skills(self, got, rows):
        ranked = self.ranked(rows)
        self.check.near("skills", "named", got["n_skills_named"], len(ranked))
        count = Counter(c for r in rows for c in r.skills)
        for i, s in enumerate(got["skills"]):
            c = self.number[s["id"]]
            self.check.near("skills", "place", s["id"],
                            self.concepts[ranked[i]]["id"])
            self.check.near("skills", s["id"] + " rank", s["rank"],
                            1 + sum(count[o] > count[c] for o in ranked))
            self.check_named("skills", got["id"] + " " + s["id"], s, rows, {c})
        if few(rows):
            return
        for s in got["sensitivity"]:
            self.sensitivity(s, rows)

    def sensitivity(self, s, rows):
        check, c = self.check.near, self.number[s["id"]]
        cells = by_employer(rows, lambda r: c in r.skills)
        x, n = sum(a for a, _ in cells), len(rows)
        rest = [(x - a) / (n - b) for a, b in cells if b < n]
        check("sensitivity", s["id"], s["without_one_low"], min(rest))
        check("sensitivity", s["id"], s["without_one_high"], max(rest))
        where = Counter(r.skills[c][1] for r in rows if c in r.skills)
        for i, name in enumerate(SECTIONS):
            check("sensitivity", s["id"] + " " + name, s["n_in_" + name],
                  where[i])
        check("sensitivity", s["id"] + " part", s["share_in_requirements"],
              where[0] / x)

    def find_axis(self):
        """First and last month, of the series and so of the windows."""
        monthly = defaultdict(set)
        for r in self.rows:
            if r.slot != 99 and r.month >= 0 and r.usable:
                monthly[r.slot, r.month].add(self.rule(r))
        most = Counter()
        for (_, m), v in monthly.items():
            most[m] = max(most[m], len(v))
        months = [m for m, n in most.items() if n >= 5] or list(most)
        first = self.start if self.start >= 0 else min(months, default=0)
        last = self.end if self.end >= 0 else max(months, default=-1)
        if self.start >= 0 and last - 12 < first:
            first = min([m for m in range(last - 12, first) if most[m] >= 5],
                        default=first)
        self.axis = list(range(max(first, last - 59), last + 1))

    def month_rows(self, slot, first, last):
        """slot None: of all roles shown."""
        return [r for r in self.rows if first <= r.month <= last and
                (r.slot == slot or slot is None and r.slot != 99)]

    def missing(self, slot):
        """By month: what sources without a posting have of the others."""
        monthly, mine = defaultdict(Counter), Counter()
        for r in self.rows:
            if r.month in self.axis:
                monthly[r.source][r.month] += 1
                mine[r.source, r.month] += r.slot == slot
        of_month = {m: sum(n for (_, k), n in mine.items() if k == m)
                    for m in self.axis}
        out = Counter()
        for source, v in monthly.items():
            span = range(min(v), max(v) + 1)
            if sum(v.values()) < 5 * len(span):
                continue
            own = sum(n for (s, _), n in mine.items() if s == source)
            for m in span:
                others = sum(of_month.values()) - of_month[m]
                if not v[m] and others:
                    out[m] += own / others
        return out

    def series(self, got, slot):
        check, missing = self.check.near, self.missing(slot)
        check("series", "months", [m["month"] for m in got["months"]],
              [month_text(m) for m in self.axis])

        def windows(wide):
            return [self.month_rows(slot, max(self.axis[0], m - wide + 1), m)
                    for m in self.axis]

        def gaps(rows):
            return sum(few(usable(distinct(v, self.rule))) or
                       not any(r.month == m for r in v) or missing[m] >= .2
                       for m, v in zip(self.axis, rows))
        width, found = 1, windows(1)
        if 2 * gaps(found) > len(self.axis):
            if gaps(windows(3)) < gaps(found):
                width, found = 3, windows(3)
        check("series", got["id"] + " window", got["window_months"], width)
        for i, v in enumerate(found):
            v = v if any(r.month == self.axis[i] for r in v) else []
            rows = distinct(v, self.rule)
            month = got["months"][i]
            self.check_counts("series", month["month"], month, v, rows)
            out = missing[self.axis[i]] >= .2
            check("series", month["month"], month["state"],
                  "no postings" if not v else "few" if few(usable(rows)) else
                  "outage" if out else "ok")
            for s in got["series"]:
                cell = s["months"][i]
                if month["state"] != "outage":
                    self.check_named(
                        "series", "%s %s" % (s["id"], month["month"]), cell,
                        usable(rows), {self.number[s["id"]]})
                else:
                    check("series", month["month"], cell["share"], None)

    def changes(self, rows, slot, who):
        said = defaultdict(dict)
        for c in rows:
            said[c["compared"]][c["id"]] = c
        last = self.axis[-1] if self.axis else -1
        if self.end >= 0:  # no months to come
            last = min([self.end] + [max(r.month for r in self.inside)]
                       if self.inside else [self.end])
        for kind, (months, before) in WINDOWS.items():
            spans = [(last - before - months + 1, last - before),
                     (last - months + 1, last)]
            wanted = {}
            if spans[0][0] >= 0:
                wanted = self.compared(slot, spans)
            self.check.near("changes", who + " " + kind,
                            sorted(said[kind]), sorted(wanted))
            for name in set(said[kind]) & set(wanted):
                self.check_change(said[kind][name], wanted[name])

    def compared(self, slot, spans):
        both = set.intersection(*(
            {r.source for r in self.rows if a <= r.month <= b}
            for a, b in spans))
        found = [self.month_rows(slot, *span) for span in spans]
        sides = [usable(distinct(v, self.rule)) for v in found]
        same = [usable(distinct([r for r in v if r.source in both], self.rule))
                for v in found]
        if few(sides[0]) or few(sides[1]):
            return {}
        out = {}
        for c, concept in enumerate(self.concepts):
            has = lambda r: c in r.skills
            naming = [[r.employer for r in side if has(r)] for side in sides]
            if not self.is_skill[c] or sum(map(len, naming)) < 10 or \
                    sum(len(set(v)) for v in naming) < FLOOR_EMPLOYERS:
                continue
            a, b = (share_of(by_employer(side, has)) for side in sides)
            w = {"share_from": a, "share_to": b,
                 "p": two_shares(a[0], a[1], b[0], b[1]),
                 "difference": (b[0] - a[0],) + newcombe(a, b), "same": None}
            if not few(same[0]) and not few(same[1]):
                s, t = (share_of(by_employer(side, has)) for side in same)
                w["same"] = (t[0] - s[0],) + newcombe(s, t)
            for key in ("slot", "seniority", "source", "country"):
                w["mix_" + key] = kitagawa(
                    sides[0], sides[1], lambda r: getattr(r, key), has)
            out[concept["id"]] = w
        for w, q in zip(out.values(), discovery([w["p"] for w in
                                                 out.values()])):
            w["q"] = q
            d, low, high = w["difference"]
            s = w["same"]
            if q > .05 or low <= 0 <= high:
                w["verdict"] = "no detectable change"
            elif s and s[0] != d and (s[1] <= 0 if d > 0 else s[2] >= 0):
                w["verdict"] = "other sources"
            else:
                w["verdict"] = "more" if d > 0 else "less"
        return out

    def check_change(self, got, want):
        check, name = self.check.near, got["compared"] + " " + got["id"]
        for key in ("share_from", "share_to"):
            p, _, low, high = want[key]
            check("changes", name + " " + key, got[key], p)
            check("changes", name + " low", got[key + "_low95"], low, LOOSE)
            check("changes", name + " high", got[key + "_high95"], high, LOOSE)
        for key, value in (("difference", want["difference"]),
                           ("same_sources", want["same"])):
            value = value or (None,) * 3
            check("changes", name + " " + key, got[key], value[0])
            check("changes", name + " low", got[key + "_low95"], value[1],
                  LOOSE)
            check("changes", name + " high", got[key + "_high95"], value[2],
                  LOOSE)
        for key in ("p", "q"):
            check("changes", name + " " + key, got[key], want[key], LOOSE)
        check("changes", name, got["verdict"], want["verdict"])
        check("changes", name + " role", got["mix_role"], want["mix_slot"])
        for key in ("mix_seniority", "mix_source", "mix_country"):
            check("changes", name + " " + key, got[key], want[key])

    def distinctive(self, got, slot):
        check = self.check.near
        wanted = []
        if not few(self.text[slot]) and \
                sum(not few(rows) for rows in self.text) > 1:
            wanted = self.set_apart(slot)
        check("distinctive", got["id"], [d["id"] for d in got["distinctive"]],
              [w[1] for w in wanted])
        for d, (z, name, delta, here, others) in zip(got["distinctive"],
                                                     wanted):
            check("distinctive", name + " z", d["z"], -z, 1e-3)
            check("distinctive", name, d["log_odds"], delta)
            check("distinctive", name, d["share"], here)
            check("distinctive", name, d["share_others"], others)

    def set_apart(self, slot):
        counts = [Counter(c for r in rows for c in r.skills
                          if self.is_skill[c]) for rows in self.text]
        all_of, total = sum(counts, Counter()), 0
        total = sum(all_of.values())
        n_in, n_out = sum(counts[slot].values()), 0
        n_out = total - n_in
        postings = sum(map(len, self.text)) - len(self.text[slot])
        found = []
        for c, n in all_of.items():
            if n < 10:
                continue
            has = lambda r: c in r.skills
            here = by_employer(self.text[slot], has)
            there = [cell for i, rows in enumerate(self.text) if i != slot
                     for cell in by_employer(rows, has)]
            prior = 500 * n / total
            y, other = counts[slot][c] + prior, n - counts[slot][c] + prior
            delta = math.log(y / (n_in + 500 - y)) - math.log(
                other / (n_out + 500 - other))
            z = delta / math.sqrt(effect_of(here) / y +
                                  effect_of(there) / other)
            found.append((-z, self.concepts[c]["id"], delta,
                          counts[slot][c] / len(self.text[slot]),
                          (n - counts[slot][c]) / postings))
        q = discovery([math.erfc(abs(f[0]) / math.sqrt(2)) for f in found])
        kept = [f for f, v in zip(found, q) if v <= .05 and f[0] < 0]
        return sorted(kept, key=lambda f: (round(f[0], 9), f[1]))[:10]

    def pairs(self, got, rows):
        check = self.check.near
        wanted = [] if few(rows) else self.pairs_of(rows)
        check("pairs", got["id"], [(p["a_id"], p["b_id"])
                                   for p in got["pairs"]],
              [w[1:3] for w in wanted])
        for p, w in zip(got["pairs"], wanted):
            for key, value in zip(("npmi", "n_both", "n_employers",
                                   "share_both", "lift",
                                   "share_of_a_naming_b",
                                   "share_of_b_naming_a"),
                                  (-w[0],) + w[3:]):
                check("pairs", p["a_id"] + " " + p["b_id"] + " " + key, p[key],
                      value)

    def pairs_of(self, rows):
        count = Counter(c for r in rows for c in r.skills)
        top = [c for c in self.ranked(rows) if count[c] >= 10][:60]
        n, found = len(rows), []
        effect = {c: effect_of(by_employer(rows, lambda r: c in r.skills))
                  for c in top}
        for i, a in enumerate(top):
            for b in top[i + 1:]:
                both = [r for r in rows if a in r.skills and b in r.skills]
                employers = len({r.employer for r in both})
                if len(both) < 10 or employers < 5 or \
                        a in self.above[b] or b in self.above[a]:
                    continue
                x, worse = len(both), max(effect[a], effect[b])
                p = 1.0
                if n > count[a]:
                    p = two_shares((count[b] - x) / (n - count[a]),
                                   (n - count[a]) / worse,
                                   x / count[a], count[a] / worse)
                lift = x * n / count[a] / count[b]
                npmi = math.log(lift) / -math.log(x / n) if x < n else 1.0
                found.append((p, (-npmi, self.concepts[a]["id"],
                                  self.concepts[b]["id"], x, employers, x / n,
                                  lift, x / count[a], x / count[b])))
        q = discovery([f[0] for f in found])
        kept = [f[1] for f, v in zip(found, q) if v <= .05 and f[1][6] > 1]
        return sorted(kept, key=lambda f: (round(f[0], 9),) + f[1:])[:20]

    def beside(self, got, rows):
        for b in got["beside"]:
            a, other = self.number[b["a_id"]], self.number[b["b_id"]]
            name = b["a_id"] + " " + b["b_id"]
            naming = [r for r in rows if a in r.skills]
            self.check.near("beside", name, b["n_a"], len(naming))
            self.check.near("beside", name, b["n_both"],
                            sum(other in r.skills for r in naming))
            want = (None,) * 4 if few(naming) else share_of(
                by_employer(naming, lambda r: other in r.skills))
            for i, key in ((0, "share_of_a"), (2, "share_of_a_low95"),
                           (3, "share_of_a_high95")):
                self.check.near("beside", name, b[key], want[i], LOOSE)

    def places(self, got, found, rows):
        """A posting is where it or a copy says, in any city."""
        where = defaultdict(set)
        for r in found:
            where[self.rule(r)] |= r.cities
        said = {(p["city"] or "", p["region"] or "", p["country"] or ""): p
                for p in got["places"]}
        count = Counter(c for r in rows
                        for c in where[self.rule(r)] or {("", "", "")})
        ranked = sorted((c for c in count if c[0]),
                        key=lambda c: (-count[c],) + c)[:100]
        self.check.near("places", got["id"], sorted(said), sorted(
            ranked + [("", "", "")] * (count["", "", ""] > 0)))
        for city, p in said.items():
            has = lambda r: city in (where[self.rule(r)] or {("", "", "")})
            self.check.near("places", str(city), p["n"], count[city])
            self.check.near("places", str(city), p["n_employers"],
                            len({r.employer for r in rows if has(r)}))
            want = (None,) * 4 if few(rows) else share_of(
                by_employer(rows, has))
            for i, key in ((0, "share"), (2, "share_low95"),
                           (3, "share_high95")):
                self.check.near("places", str(city), p[key], want[i], LOOSE)

    def counting(self, got, rows):
        rules = {"share_of_all": lambda r: r.id,
                 "share_without_exact": lambda r: r.exact,
                 "share_without_near": lambda r: r.near}
        sets = {key: usable(distinct(rows, rule))
                for key, rule in rules.items()}
        own = usable(distinct(rows, self.rule))
        for s in got["counting"]:
            c = self.number[s["id"]]
            for key, v in sets.items():
                self.check.near("counting", s["id"] + " " + key, s[key],
                                sum(c in r.skills for r in v) / len(v))
            self.check.near(
                "counting", s["id"] + " outside",
                s["share_outside_boilerplate"],
                sum(c in r.skills and c not in r.repeated
                    for r in own) / len(own))

    def profile(self, got, rows):
        text = usable(rows)
        kinds = [
            ("seniority", rows, lambda r: ([None] + SENIORITY)[r.seniority]),
            ("place of work", rows, lambda r: ([None] + REMOTE)[r.remote]),
            ("lowest degree", text, lambda r: ([None] + DEGREE)[r.degree]),
            ("years asked", text, lambda r: next(
                (k for k, a, b in YEARS if a <= r.years <= b), None)),
            ("country", rows, lambda r: r.country or None)]
        said = defaultdict(dict)
        for p in got["profile"]:
            said[p["dimension"]][p["id"]] = p
        for name, v, value in kinds:
            count = Counter(value(r) or "not said" for r in v)
            self.check.near("profile", name,
                            {k: p["n"] for k, p in said[name].items()},
                            dict(count))
            for key, p in said[name].items():
                want = (None,) * 4 if few(v) else share_of(by_employer(
                    v, lambda r: (value(r) or "not said") == key))
                for i, column in ((0, "share"), (2, "share_low95"),
                                  (3, "share_high95")):
                    self.check.near("profile", name + " " + key, p[column],
                                    want[i], LOOSE)
        count = Counter(r.employer for r in rows)
        largest = sorted(count.values(), reverse=True)[:5]
        self.check.near("employers", got["id"],
                        [e["n"] for e in got["employers"]], largest)
        if rows:
            hhi = sum((n / len(rows)) ** 2 for n in count.values())
            self.check.near("employers", "hhi", got["employers_hhi"], hhi)
            self.check.near("employers", "worth", got["employers_effective"],
                            1 / hhi)
        for e in got["employers"]:
            self.check.near("employers", e["name"], e["share"],
                            e["n"] / len(rows))

    def pay(self, got, rows):
        units = Counter(r.unit for r in rows if r.unit and r.unit[0])
        if not units:
            self.check.near("pay", got["id"], got["pay"], [])
            return
        periods = ["hour", "day", "week", "month", "year"]
        unit = min(units, key=lambda u: (-units[u], u[0],
                                         periods.index(u[1])))
        paid = [r for r in rows if r.unit == unit]
        for p in got["pay"]:
            v = paid
            if p["of"] != "skill":
                v = [r for r in v if not p["seniority"] or
                     r.seniority == place(SENIORITY, p["seniority"])]
            if p["of"] in ("skill", "skill within seniority"):
                c = self.number[p["id"]]
                v = [r for r in v if r.usable and c in r.skills]
            self.check_pay(p, v, unit)

    def check_pay(self, got, rows, unit):
        check = self.check.near
        name = "%s %s %s" % (got["of"], got["seniority"], got["id"])
        values = sorted(r.pay for r in rows)
        n = len({r.employer for r in rows})
        check("pay", name, (got["currency"], got["period"]), unit)
        check("pay", name + " n", got["n"], len(rows))
        check("pay", name + " employers", got["n_employers"], n)
        want = [None] * 5
        if len(rows) >= 10 and n >= FLOOR_EMPLOYERS:
            median = quantile(values, .5)
            worth = int(len(rows) / effect_of(by_employer(
                rows, lambda r: r.pay < median)))
            rank = median_rank(worth)
            if rank:
                at = rank * len(values) // worth
                want = [quantile(values, .25), median, quantile(values, .75),
                        float(values[at - 1]), float(values[-at])]
        for key, value in zip(("quartile_1", "median", "quartile_3",
                               "median_low95", "median_high95"), want):
            # Shown in whole units.
            got_value = got[key]
            close = value is not None and got_value is not None and \
                abs(got_value - value) <= .5
            check("pay", name + " " + key, value if close else got_value,
                  value)

    def unions(self, sides):
        for table in ("matrix", "themes"):
            for m in self.r[table]:
                c = self.number[m["id"]]
                concepts = self.below(c) if m.get("is_union") else {c}
                for cell, rows in zip(m["roles"], sides):
                    self.check_named(table, "%s %s" % (
                        m["id"], cell["role_id"]), cell, rows, concepts)
        for g in self.r["any_of"]:
            rows = sides[self.roles.index(g["role_id"])] \
                if g["role_id"] in self.roles else sides[-1]
            self.check_named("any_of", g["id"], g, rows,
                             self.groups[g["id"]])

    # -- study: what the next skill is worth --

    def study(self, role, known):
        rows = usable(distinct([r for r in self.inside if r.role == role],
                               self.rule))
        known = {self.number[k] for k in known}
        for name, wanted in (("", lambda label: True),
                             ("_required", lambda label: label == 0)):
            sets = []
            for r in rows:
                v = {c for c, (label, _) in r.skills.items()
                     if self.is_skill[c] and wanted(label) and
                     not self.concepts[c]["broad"]}
                if v:
                    sets.append((r, v))
            self.next_skills(name, sets, set(known))
            self.path(name, sets, set(known))
        return self.check.report()

    def worth(self, sets, known):
        out = Counter()
        for _, v in sets:
            gap = v - known
            for c in gap:
                out[c] += 1 / len(gap)
        return sorted(out.items(), key=lambda i: (
            -round(i[1], 9), self.concepts[i[0]]["id"]))

    def next_skills(self, name, sets, known):
        check = self.check.near
        ranked = self.worth(sets, known)[:20]
        of = {id(r): v for r, v in sets}
        rows = [r for r, _ in sets]
        check("next", "order", [s["id"] for s in self.r["next" + name]],
              [self.concepts[c]["id"] for c, _ in ranked])
        for s, (c, worth) in zip(self.r["next" + name], ranked):
            check("next", s["id"] + " worth", s["worth"], worth)
            for key, has in (
                    ("touched", lambda r: c in of[id(r)]),
                    ("exactly", lambda r: of[id(r)] - known == {c}),
                    ("covered", lambda r: of[id(r)] <= known | {c})):
                self.check_part("next", s["id"], s, key, rows, has)

    def check_part(self, table, what, got, key, rows, has):
        check = self.check.near
        check(table, what, got["n_" + key], sum(map(has, rows)))
        want = (None,) * 4 if few(rows) else share_of(by_employer(rows, has))
        for i, end in ((0, ""), (2, "_low95"), (3, "_high95")):
            check(table, what + " " + key + end, got["share_" + key + end],
                  want[i], LOOSE)

    def path(self, name, sets, known):
        check = self.check.near
        of = {id(r): v for r, v in sets}
        rows = [r for r, _ in sets]
        for step in self.r["path" + name]:
            if step["step"]:
                c, worth = self.worth(sets, known)[0]
                check("path", "step", step["id"], self.concepts[c]["id"])
                check("path", step["id"], step["worth"], worth)
                known.add(self.number[step["id"]])
            self.check_part("path", str(step["step"]), step, "covered", rows,
                            lambda r: of[id(r)] <= known)
            if sets:
                check("path", "coverage", step["coverage"],
                      sum(len(v & known) / len(v) for v in of.values())
                      / len(sets))
        check("path", "length", len(self.r["path" + name]) - 1,
              min(10, len(set().union(*of.values(), set()) - known) +
                  len(self.r["path" + name]) - 1))

if __name__ == "__main__":
    with open(sys.argv[4]) as f:
        whole = Recount(*sys.argv[1:4], json.load(f))
    if whole.r["report"] == "study":
        known = sys.argv[6].split(",") if sys.argv[6:] else []
        sys.exit(0 if whole.study(sys.argv[5], known) else 1)
    sys.exit(0 if whole.run() else 1)
