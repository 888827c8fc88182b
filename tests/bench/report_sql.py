# SPDX-License-Identifier: MIT
"""report_sql.py STORE REPORT.json GROUPS.yaml ENGINE [THREADS] - run
report.sql on a store of skilltally by ENGINE (sqlite or duckdb), tell what it
took, and compare its numbers with those of the report.

Standard input: `skilltally taxonomy list --json`. DuckDB reads the store by
its sqlite extension (LOAD sqlite, or the file that $SQLITE_EXTENSION names);
without it, by Python. $DUCKDB_MEMORY is its limit (12GB). One line: load,
query and both in seconds, peak MB, cells compared, cells that differ."""
import csv
import json
import os
import re
import resource
import sqlite3
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROLES = ("ml-engineer", "data-engineer", "data-scientist", "cloud-engineer")
KINDS = {"month": (1, 1), "year": (1, 12), "quarter": (3, 3),
         "quarter-year": (3, 12)}
SKILLS = ("concept", "language", "tool")
DIMENSIONS = {"lowest degree": "degree", "place of work": "remote",
              "years asked": "years"}
TEXTS = ("date_posted", "seniority", "remote", "degree", "country",
         "pay_currency", "pay_period", "name")
NONE = (0,) * 16


class Sqlite:
    def __init__(self, store):
        self.db = sqlite3.connect("file:%s?mode=ro" % store, uri=True)
        self.db.execute("PRAGMA temp_store = MEMORY")
        self.db.execute("PRAGMA cache_size = -262144")

    def run(self, sql, values=()):
        return self.db.execute(sql, values)


class Duckdb:
    TABLES = {"posting": "id, role, employer, source, date_posted, usable, "
                         "fingerprint, seniority, remote, degree, years_min",
              "packed": "posting, month, near, country, pay_min_cents, "
                        "pay_max_cents, pay_currency, pay_period",
              "skill": "posting, concept, label, section",
              "role": "id, name", "concept": "id, name"}

    def __init__(self, store, threads):
        import duckdb
        self.how = "its sqlite extension"
        self.db = duckdb.connect(
            config={"allow_unsigned_extensions": "true", "threads": threads,
                    "memory_limit": os.environ.get("DUCKDB_MEMORY", "12GB")})
        try:
            extension = os.environ.get("SQLITE_EXTENSION", "sqlite")
            self.db.execute("LOAD '%s'" % extension)
            self.db.execute("ATTACH '%s' AS store (TYPE sqlite, READ_ONLY)" %
                            store)
            for table in self.TABLES:
                self.db.execute("CREATE VIEW %s AS SELECT * FROM store.%s" %
                                (table, table))
        except duckdb.Error:
            self.how = "Python"
            self.copy(store)

    def copy(self, store):
        source = sqlite3.connect("file:%s?mode=ro" % store, uri=True)
        for table, columns in self.TABLES.items():
            with tempfile.NamedTemporaryFile("w", suffix=".csv",
                                             delete=False) as f:
                out = csv.writer(f)
                out.writerow(columns.split(", "))
                out.writerows(source.execute("SELECT %s FROM %s" %
                                             (columns, table)))
            types = {c: "VARCHAR" if c in TEXTS else "BIGINT"
                     for c in columns.split(", ")}
            self.db.execute("CREATE TABLE %s AS SELECT * FROM read_csv('%s', "
                            "header = true, columns = %s)" %
                            (table, f.name, types))
            os.unlink(f.name)

    def run(self, sql, values=()):
        return self.db.execute(sql, values)


def below(concepts, groups, ids):
    """(concept, above) of unions, above being a name."""
    parent = {c["id"]: c["parent"] for c in concepts}
    inner = set(parent.values())
    for name in parent:
        at = name
        while at is not None:
            if at in inner and name in ids:
                yield ids[name], at
            at = parent[at]
    for name, members in groups.items():
        for member in members:
            if member in ids:
                yield ids[member], name


def read_groups(path):
    with open(path) as f:
        found = re.findall(r"- id: (\S+)\n.*?any_of: \[(.*?)\]", f.read(), re.S)
    return {name: [m.strip() for m in members.split(",")]
            for name, members in found}


def months(text):
    return int(text[:4]) * 12 + int(text[5:7]) - 1


def taxonomy_tables(engine, concepts, groups, last):
    ids = dict((n, i) for i, n in
               engine.run("SELECT id, name FROM concept").fetchall())
    tables = {
        "four": ("id BIGINT, name TEXT, slot BIGINT",
                 [(i, n, ROLES.index(n)) for i, n in
                  engine.run("SELECT id, name FROM role").fetchall()
                  if n in ROLES]),
        "concept_of": ("id BIGINT, name TEXT, is_skill BIGINT",
                       [(ids[c["id"]], c["id"], int(c["kind"] in SKILLS))
                        for c in concepts if c["id"] in ids]),
        "above": ("concept BIGINT, above TEXT",
                  list(below(concepts, groups, ids))),
        "windows": ("kind TEXT, later BIGINT, from_month BIGINT, "
                    "to_month BIGINT",
                    [(kind, later, end - length + 1, end)
                     for kind, (length, before) in KINDS.items()
                     for later, end in ((0, last - before), (1, last))])}
    for name, (columns, rows) in tables.items():
        engine.run("CREATE TEMP TABLE %s (%s)" % (name, columns))
        for row in rows:
            engine.run("INSERT INTO %s VALUES (%s)" %
                       (name, ", ".join("?" * len(row))), row)


def statements(is_sqlite):
    """(phase, name of the result or None, SQL) of report.sql."""
    phase, name, lines, skip = "load", None, [], False
    with open(os.path.join(HERE, "report.sql")) as f:
        for line in f:
            if line.startswith("-- query"):
                phase = "query"
            elif line.startswith("-- result "):
                name = line.split()[2]
            elif line.startswith("-- index"):
                skip = not is_sqlite
            if line.startswith("--") or not line.strip():
                continue
            lines.append(line)
            if line.rstrip().endswith(";"):
                sql = "".join(lines).strip().rstrip(";")
                if not skip:
                    yield phase, name, sql
                name, lines, skip = None, [], False


def run_all(engine, is_sqlite):
    took = {"load": 0.0, "query": 0.0}
    for phase, name, sql in statements(is_sqlite):
        begun = time.monotonic()
        if name:
            sql = "CREATE TEMP TABLE result_%s AS %s" % (name, sql)
        engine.run(sql)
        spent = time.monotonic() - begun
        took[phase] += spent
        if name and name.startswith("mix_"):
            engine.run("DROP TABLE result_%s" % name)
        if os.environ.get("VERBOSE"):
            print("%8.2f %s" % (spent, name or sql.split(" AS")[0]),
                  file=sys.stderr)
    return took


class Check:
    """Cells of the report beside those of SQL. Which of equally old copies
    stands for both is the report's own affair, so a count may be off by two.
    """

    def __init__(self, engine):
        self.engine = engine
        self.n = 0
        self.wrong = []

    def rows(self, name):
        return self.engine.run("SELECT * FROM result_%s" % name).fetchall()

    def count(self, what, got, want):
        self.n += 1
        if abs((got or 0) - want) > 2:
            self.wrong.append("%s: %s, not %s" % (what, got, want))

    def share(self, what, got, want):
        self.n += 1
        if got is None or abs(got - want) > 2e-4 * max(1, abs(want)):
            self.wrong.append("%s: %s, not %s" % (what, got, want))


def check_cells(c, roles, report):
    total = {r[0]: r for r in c.rows("total")}
    cells = {r[:2]: r for r in c.rows("cell")}
    without = {r[:2]: r for r in c.rows("without_one")}
    for i, role in enumerate(roles):
        c.count("usable", total[i][1], role["n_usable"])
        c.count("employers", total[i][2], role["n_employers"])
        for skill in role["skills"]:
            cell = cells[i, skill["id"]]
            for at, key in ((2, "n_named"), (3, "n_required"),
                            (4, "n_preferred"), (5, "n_employers_naming")):
                c.count(key, cell[at], skill[key])
            c.share("employer_share", cell[6], skill["employer_share"])
        for skill in role["sensitivity"]:
            cell, range_ = cells[i, skill["id"]], without[i, skill["id"]]
            c.share("without one", range_[2], skill["without_one_low"])
            c.share("without one", range_[3], skill["without_one_high"])
            c.count("duties", cell[8], skill["n_in_duties"])
    together = report["roles_together"]
    c.count("together", total[4][1], together["n_usable"])
    c.count("together", total[4][2], together["n_employers"])
    row = c.rows("everything")[0]
    for at, key in ((0, "n_distinct"), (1, "n_usable"), (2, "n_employers")):
        c.count("all " + key, row[at], report["all"][key])


def check_unions(c, roles, report):
    unions = {r[:2]: r for r in c.rows("unions")}
    for theme in report["themes"]:
        for i, cell in enumerate(theme["roles"]):
            if theme["is_union"]:
                row = unions.get((i, theme["id"]), NONE)
                for at, key in ((2, "n_named"), (3, "n_required"),
                                (5, "n_employers_naming")):
                    c.count(theme["id"], row[at], cell[key])
    places = {role["id"]: i for i, role in enumerate(roles)}
    for group in report["any_of"]:
        row = unions.get((places.get(group["role_id"], 4), group["id"]), NONE)
        c.count(group["id"], row[2], group["n_named"])


def check_months(c, roles):
    sizes = {r[:2]: r for r in c.rows("months")}
    named = {r[:3]: r for r in c.rows("series")}
    for i, role in enumerate(roles):
        for month in role["months"]:
            row = sizes[i, months(month["month"])]
            c.count("month", row[2], month["n_usable"])
            c.count("month", row[3], month["n_employers"])
        for series in role["series"]:
            for month in series["months"]:
                row = named.get((i, months(month["month"]), series["id"]), NONE)
                c.count("series", row[3], month["n_named"])
                c.count("series", row[6], month["n_employers_naming"])


def check_changes(c, roles, report):
    named = {r[:5]: r[5] for r in c.rows("changes")}
    total = {r[:4]: r[4] for r in c.rows("window_totals")}
    tables = [r["changes"] for r in roles] + [report["changes_together"]]
    for i, changes in enumerate(tables):
        for change in changes:
            kind = change["compared"].replace("_", "-").replace(" ", "-")
            for later, key in ((0, "share_from"), (1, "share_to")):
                at = (kind, later, 0, i)
                share = named.get(at + (change["id"],), 0) / total[at]
                c.share("change", share, change[key])


def check_rest(c, roles):
    pay = {r[:3]: r for r in c.rows("pay")}
    profile = {r[:3]: r for r in c.rows("profiles")}
    employers = {(r[0], r[3]): r[2] for r in c.rows("employers")}
    rules = {r[:3]: r[3] for r in c.rows("rules")}
    for i, role in enumerate(roles):
        rank = {s["id"]: k + 1 for k, s in enumerate(role["skills"])}
        for line in role["pay"]:
            row = pay[i, rank.get(line["id"], 0) if line["of"] != "seniority"
                      else 0, line["seniority"] or "*"]
            c.count("pay", row[3], line["n"])
            c.count("pay", row[4], line["n_employers"])
            c.share("quartile", row[5], line["quartile_1"])
            c.share("median", row[6], line["median"])
            c.share("quartile", row[7], line["quartile_3"])
        for part in role["profile"]:
            value = "" if part["id"] == "not said" else part["id"]
            row = profile[i, DIMENSIONS.get(part["dimension"],
                                            part["dimension"]), value]
            c.count(part["dimension"], row[3], part["n"])
        for k, employer in enumerate(role["employers"]):
            c.count("employer", employers[i, k + 1], employer["n"])
        for line in role["counting"]:
            named = rules["none", i, line["id"]]
            c.share("none", named / role["n_found"], line["share_of_all"])


def main():
    store, report, groups, name = sys.argv[1:5]
    threads = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    with open(report) as f:
        report = json.load(f)
    concepts = json.load(sys.stdin)["concepts"]
    begun = time.monotonic()
    is_sqlite = name == "sqlite"
    engine = Sqlite(store) if is_sqlite else Duckdb(store, threads)
    taxonomy_tables(engine, concepts, read_groups(groups),
                    months(report["last_posted"]))
    opened = time.monotonic() - begun
    took = run_all(engine, is_sqlite)
    load, query = opened + took["load"], took["query"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    check = Check(engine)
    roles = report["roles"]
    check_cells(check, roles, report)
    check_unions(check, roles, report)
    check_months(check, roles)
    check_changes(check, roles, report)
    check_rest(check, roles)
    print("%.3f %.3f %.3f %.0f %d %d" %
          (load, query, load + query, peak, check.n, len(check.wrong)))
    for line in check.wrong[:10]:
        print("differs: " + line, file=sys.stderr)
    return 1 if check.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
