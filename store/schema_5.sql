-- SPDX-License-Identifier: MIT
-- Schema 5: sentences that an employer repeats.

-- Of each posting, in the byte order of the machine that wrote it: hashes, a
-- u32 for each sentence (store/likeness.h); mentions, for each skill of the
-- packed row a u16 count and as many u16 sentences. Postings of an older store
-- have none until "extract --all".
CREATE TABLE sentences (
    posting INTEGER PRIMARY KEY,
    hashes BLOB NOT NULL,
    mentions BLOB NOT NULL
) STRICT;

-- n of the employer's adverts have the sentence.
CREATE TABLE boilerplate (
    employer INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (employer, hash)
) STRICT, WITHOUT ROWID;
