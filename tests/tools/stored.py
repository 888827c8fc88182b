#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""stored.py DB [SOURCE]: what a store holds.

With SOURCE one line: its postings; of them with title, company, url, date,
place and whole text; distinct texts. Without, all that is derived, in an order
that numbers given out by the store have no part in."""
import sqlite3
import sys

COUNTS = '''SELECT count(*), count(title), count(company), count(p.url),
    count(date_posted), count((SELECT 1 FROM place WHERE posting = p.id)),
    sum(truncated = 0), count(DISTINCT CASE WHEN truncated = 0 THEN body END)
    FROM posting AS p JOIN source AS s ON s.id = p.source
    LEFT JOIN text AS t ON t.posting = p.id WHERE s.name = ?'''
POSTINGS = '''SELECT s.name, p.ext_id, p.content_hash, p.first_seen_utc,
    p.last_seen_utc, p.closed_utc, p.truncated, r.url, r.note, t.body,
    (SELECT group_concat(raw, ';') FROM place WHERE posting = p.id),
    (SELECT group_concat(c.name || label || section || spans, ';')
     FROM (SELECT * FROM skill JOIN concept AS n ON n.id = concept
           WHERE posting = p.id ORDER BY n.name) AS k
     JOIN concept AS c ON c.id = k.concept)
    FROM posting AS p JOIN source AS s ON s.id = p.source
    LEFT JOIN record AS r ON r.id = p.record
    LEFT JOIN text AS t ON t.posting = p.id ORDER BY 1, 2'''
CRAWLS = '''SELECT s.name, started_utc, ended_utc, c.verdict, c.detail,
    c.n_requests, c.n_failed, c.n_postings FROM crawl AS c
    JOIN source AS s ON s.id = c.source ORDER BY 1, 2'''

db = sqlite3.connect(sys.argv[1])
if len(sys.argv) > 2:
    print(*[n or 0 for n in db.execute(COUNTS, sys.argv[2:]).fetchone()])
else:
    for query in POSTINGS, CRAWLS:
        for row in db.execute(query):
            print(row)
