-- SPDX-License-Identifier: MIT
-- Schema 1 of crawl.db: how far a crawl has come. It may be thrown away: the
-- next crawl then begins anew.

-- scope: which sources, and how; the same command has the same scope.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    scope TEXT NOT NULL UNIQUE,
    begun_utc INTEGER NOT NULL
) STRICT;

-- Sources that were begun. verdict is NULL until they have ended. restart:
-- begin anew, since not everything could be kept here. fault: why a source is
-- truncated beside what its requests say.
CREATE TABLE visit (
    run INTEGER NOT NULL,
    source TEXT NOT NULL,
    verdict INTEGER,
    restart INTEGER NOT NULL,
    fault TEXT,
    PRIMARY KEY (run, source)
) STRICT, WITHOUT ROWID;

-- Requests of sources that have not ended. done: what follows is set.
CREATE TABLE request (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    body TEXT,
    accept TEXT,
    headers TEXT,
    note TEXT,
    is_page INTEGER NOT NULL,
    may_be_gone INTEGER NOT NULL,
    is_later INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    not_before_utc INTEGER NOT NULL,
    done INTEGER NOT NULL DEFAULT 0,
    verdict INTEGER,
    detail TEXT,
    status INTEGER,
    final_url TEXT,
    file TEXT,
    offset INTEGER,
    n_postings INTEGER
) STRICT;
CREATE INDEX request_by_source ON request (run, source);

-- Good answers to robots.txt; body NULL: everything is allowed.
CREATE TABLE robots (
    origin TEXT NOT NULL PRIMARY KEY,
    fetched_utc INTEGER NOT NULL,
    body BLOB
) STRICT, WITHOUT ROWID;
