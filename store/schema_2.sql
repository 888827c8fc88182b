-- SPDX-License-Identifier: MIT
-- Schema 2: how each crawl of a source went, and what became of postings.

-- One row a crawl of a source: one that was told of twice is the same. file and offset lead to the record of the
-- archive that decided the verdict. shrunk_from: the count of the good crawl
-- before, where this one found half of it or less. metadata of the archive
-- has the same facts.
CREATE TABLE crawl (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source,
    started_utc INTEGER NOT NULL,
    ended_utc INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    detail TEXT,
    status INTEGER NOT NULL,
    final_url TEXT,
    file TEXT,
    offset INTEGER,
    n_requests INTEGER NOT NULL,
    n_failed INTEGER NOT NULL,
    n_postings INTEGER NOT NULL,
    n_closed INTEGER NOT NULL,
    shrunk_from INTEGER,
    UNIQUE (source, started_utc)
) STRICT;

-- Start of the first of the two good crawls of its source that did not see it.
ALTER TABLE posting ADD COLUMN closed_utc INTEGER;

-- The server's names for this content, to be asked with next time.
ALTER TABLE record ADD COLUMN etag TEXT;
ALTER TABLE record ADD COLUMN last_modified TEXT;
-- Set when every posting of the record is in the store; hold then lists them.
-- n_followed: further requests that the answer led to.
ALTER TABLE record ADD COLUMN n_postings INTEGER;
ALTER TABLE record ADD COLUMN n_followed INTEGER;
CREATE INDEX record_by_url ON record (source, url);

CREATE TABLE hold (
    record INTEGER NOT NULL,
    posting INTEGER NOT NULL,
    PRIMARY KEY (record, posting)
) STRICT, WITHOUT ROWID;
