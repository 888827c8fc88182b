#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""hn_terms.py MAPPED TERMS.js.gz [YEAR] - monthly counts beside others'.

MAPPED is what `skilltally map` made of the hiring comments of 2013-2016;
TERMS.js.gz are the monthly counts per term that hiringtrends publishes of the
same threads. Prints 20 terms by 12 months as "ours/theirs", the correlation of
the monthly counts, and the ratio of the year's counts; departures above 10 %
are marked. Both count comments that name a term. Theirs are all comments of a
thread, ours those of the file, which lacks some months' offers and most talk
that is none: so counts are compared, and the first line has what was read.
"""
import gzip
import json
import math
import re
import sys

TERMS = [("Python", "python"), ("JavaScript", "javascript"), ("Java", "java"),
         ("Ruby", "ruby"), ("React", "react"), ("AngularJS", "angular"),
         ("Django", "django"), ("AWS", "aws"), ("Docker", "docker"),
         ("Postgresql", "postgresql"), ("MySQL", "mysql"),
         ("Mongodb", "mongodb"), ("Redis", "redis"), ("Scala", "scala"),
         ("PHP", "php"), ("Android", "android"), ("C++", "cpp"),
         ("Hadoop", "hadoop"), ("Spark", "spark"),
         ("Machine Learning", "machine-learning")]
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun",
          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def theirs(path, year):
    text = gzip.open(path, "rt").read()
    months = {}
    for part in re.split(r'\{month:"', text)[1:]:
        name = part[:5]
        if name[3:] != "%02d" % (year % 100):
            continue
        n = int(re.search(r"num_comments:(\d+)", part).group(1))
        counts = {}
        for key, count in re.findall(
                r'("[^"]+"|[\w$]+):\{count:(\d+)', part):
            counts[key.strip('"')] = int(count)
        months[MONTHS.index(name[:3])] = (n, counts)
    return months


def ours(path, year):
    months = {}
    for line in open(path):
        p = json.loads(line)
        date = p["date_posted"] or ""
        if not date.startswith("%d-" % year) or len(date) < 7:
            continue
        n, counts = months.setdefault(int(date[5:7]) - 1, [0, {}])
        months[int(date[5:7]) - 1][0] = n + 1
        for skill in p["skills"]:
            if skill["label"] != "negated":
                counts[skill["id"]] = counts.get(skill["id"], 0) + 1
    return months


def correlation(a, b):
    n = len(a)
    ma, mb = sum(a) / n, sum(b) / n
    top = sum((x - ma) * (y - mb) for x, y in zip(a, b))
    low = math.sqrt(sum((x - ma) ** 2 for x in a) *
                    sum((y - mb) ** 2 for y in b))
    return top / low if low else float("nan")


def main():
    year = int(sys.argv[3]) if len(sys.argv) > 3 else 2015
    a, b = ours(sys.argv[1], year), theirs(sys.argv[2], year)
    months = [m for m in range(12) if m in a and m in b]
    print("%d, comments: " % year + " ".join(
        "%s %d/%d" % (MONTHS[m], a[m][0], b[m][0]) for m in months))
    everything = ([], [])
    for term, concept in TERMS:
        x = [a[m][1].get(concept, 0) for m in months]
        y = [b[m][1].get(term, 0) for m in months]
        everything[0].extend(x)
        everything[1].extend(y)
        ratio = sum(x) / sum(y) if sum(y) else float("nan")
        print("%-17s %s  r %.2f  %4d/%-4d ratio %.2f%s" % (
            term, " ".join("%3d/%-3d" % v for v in zip(x, y)),
            correlation(x, y), sum(x), sum(y), ratio,
            "" if .9 <= ratio <= 1.1 else "  *"))
    print("correlation over all %d cells: %.4f" % (
        len(everything[0]), correlation(*everything)))


main()
