-- SPDX-License-Identifier: MIT
-- Schema 4: postings that are copies of one advertisement.

-- What texts are compared by (store/likeness.h); made when a posting is put.
-- Postings of an older store have none until "extract --all".
CREATE TABLE likeness (
    posting INTEGER PRIMARY KEY,
    sketch BLOB NOT NULL
) STRICT;

-- The cluster of near copies, as the fingerprint of its first posting; 0 where
-- there are none but exact ones (posting.fingerprint). NULL: not settled yet.
ALTER TABLE packed ADD COLUMN near INTEGER;
CREATE INDEX packed_unsettled ON packed (posting) WHERE near IS NULL;

-- Postings that are not alone in their cluster. first: the earliest posting of
-- it. how: 'first', 'exact' (employer, role and words are the same), 'near'.
-- why: 'repost' in the same source, on another 'board', in another 'place', by
-- an 'agency' (another employer); NULL for the first.
CREATE TABLE copy (
    posting INTEGER PRIMARY KEY,
    first INTEGER NOT NULL,
    how TEXT NOT NULL,
    why TEXT
) STRICT;
CREATE INDEX copy_by_first ON copy (first);
