# SPDX-License-Identifier: MIT
"""near.py STORE PAIRS - precision and recall of near copies.

STORE is a store into which the files of ../shared/postings were imported,
PAIRS is near_pairs.tsv. A pair is found when both postings are in one cluster.
"""
import collections
import csv
import sqlite3
import sys


def clusters(store):
    db = sqlite3.connect("file:%s?mode=ro" % store, uri=True)
    rows = db.execute(
        "SELECT source.name, ext_id, fingerprint, near FROM posting p"
        " JOIN source ON source.id = p.source"
        " JOIN packed ON packed.posting = p.id")
    return {(s, i): near or fingerprint for s, i, fingerprint, near in rows}


def main(store, pairs):
    of = clusters(store)
    found = collections.defaultdict(collections.Counter)
    lines = (line for line in open(pairs) if not line.startswith("#"))
    for row in csv.DictReader(lines, delimiter="\t"):
        a, b = ((row["set"], row["id_" + side]) for side in "ab")
        if a not in of or b not in of:
            sys.exit("near: %s is not in the store" % (a if a not in of else b,))
        said, same = of[a] == of[b], row["same"] == "1"
        what = ("hit" if same else "wrong") if said else \
            ("missed" if same else "apart")
        for half in (row["half"], "all"):
            found["half " + half][what] += 1
            found["half " + half + ", weighted"][what] += int(row["weight"])
        if what in ("wrong", "missed"):
            print("%s\t%s\t%s" % (what, a[1], b[1]))
    for half, n in sorted(found.items()):
        print("%s: %d pairs, %d the same: precision %.3f recall %.3f" % (
            half, sum(n.values()), n["hit"] + n["missed"],
            n["hit"] / max(1, n["hit"] + n["wrong"]),
            n["hit"] / max(1, n["hit"] + n["missed"])))


if __name__ == "__main__":
    main(*sys.argv[1:])
