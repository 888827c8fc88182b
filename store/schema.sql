-- SPDX-License-Identifier: MIT
-- Schema 1 of the store. Everything here can be made again from the archive.
--
-- Times end in _utc: seconds since 1970. Dates are text as exact as the source
-- is ('2026-11-22', '2026-11' or '2026'). Money is in cents. Offsets are bytes
-- of the normalised text. Absent is NULL, or the word's row is not there.
-- The tables skill, place, text and packed have no foreign keys: they are
-- written with their posting, by one function, and are too large to be checked
-- row by row.

CREATE TABLE meta (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row a source that was ever named; the columns behind kind tell how its
-- last crawl went.
CREATE TABLE source (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT,
    verdict TEXT,
    detail TEXT,
    crawled_utc INTEGER,
    status INTEGER,
    n_postings INTEGER
) STRICT;

-- Records of the archive that postings were read from. The same content of the
-- same URL again is the same row, seen again.
CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source,
    kind TEXT,
    url TEXT NOT NULL,
    file TEXT,
    offset INTEGER,
    bytes INTEGER,
    digest TEXT,
    status INTEGER NOT NULL,
    first_seen_utc INTEGER NOT NULL,
    last_seen_utc INTEGER NOT NULL,
    UNIQUE (source, digest, url)
) STRICT;

CREATE TABLE role (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE concept (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- Names as employer_normalise() makes them; '' is unknown.
CREATE TABLE employer (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE posting (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source,
    ext_id TEXT NOT NULL,
    record INTEGER REFERENCES record,
    content_hash INTEGER NOT NULL,
    first_seen_utc INTEGER NOT NULL,
    last_seen_utc INTEGER NOT NULL,
    url TEXT,
    title TEXT,
    company TEXT,
    employer INTEGER NOT NULL REFERENCES employer,
    remote TEXT,
    employment_type TEXT,
    date_posted TEXT,
    date_updated TEXT,
    valid_through TEXT,
    language TEXT,
    role INTEGER REFERENCES role,
    role_rule TEXT,
    seniority TEXT,
    salary_min_cents INTEGER,
    salary_max_cents INTEGER,
    salary_currency TEXT,
    salary_period TEXT,
    salary_provenance TEXT,
    years_min INTEGER,
    degree TEXT,
    text_bytes INTEGER NOT NULL,
    truncated INTEGER NOT NULL,
    usable INTEGER NOT NULL,
    fingerprint INTEGER NOT NULL,
    UNIQUE (source, ext_id)
) STRICT;

CREATE TABLE place (
    posting INTEGER NOT NULL,
    n INTEGER NOT NULL,
    raw TEXT,
    city TEXT,
    region TEXT,
    country TEXT,
    PRIMARY KEY (posting, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE text (
    posting INTEGER PRIMARY KEY,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE label (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;
INSERT INTO label VALUES
    (0, 'required'), (1, 'preferred'), (2, 'unspecified'), (3, 'negated');

CREATE TABLE section (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;
INSERT INTO section VALUES
    (0, 'requirements'), (1, 'duties'), (2, 'about'), (3, 'benefits'),
    (4, 'legal'), (5, 'other');

-- spans is [[start,end],...] by start.
CREATE TABLE skill (
    posting INTEGER NOT NULL,
    concept INTEGER NOT NULL,
    label INTEGER NOT NULL,
    section INTEGER NOT NULL,
    spans TEXT NOT NULL,
    PRIMARY KEY (posting, concept)
) STRICT, WITHOUT ROWID;

-- What reports count, a row a posting (store/packed.h): 1,000,000 postings of
-- 20 skills are read in half a second, from skill in six. month is the month
-- of date_posted, year * 12 + month - 1.
CREATE TABLE packed (
    posting INTEGER PRIMARY KEY,
    month INTEGER,
    row BLOB NOT NULL
) STRICT;

-- Records and lines that could not be read.
CREATE TABLE skip (
    id INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source,
    place TEXT NOT NULL,
    why TEXT NOT NULL,
    seen_utc INTEGER NOT NULL,
    UNIQUE (source, place, why)
) STRICT;

-- For people: the words of every mention.
CREATE VIEW skill_words AS
    SELECT p.id AS posting, c.name AS concept, l.name AS label,
           s.name AS section, k.spans AS spans
    FROM skill k
    JOIN posting p ON p.id = k.posting
    JOIN concept c ON c.id = k.concept
    JOIN label l ON l.id = k.label
    JOIN section s ON s.id = k.section;
