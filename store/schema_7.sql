-- SPDX-License-Identifier: MIT
-- Schema 7: exact copies of a posting, and how well dates are known, are found
-- without a look at all postings.

CREATE INDEX posting_by_fingerprint ON posting (fingerprint);
CREATE INDEX posting_by_date ON posting (source, date_posted, first_seen_utc);
