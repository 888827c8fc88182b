-- SPDX-License-Identifier: MIT
-- Schema 3: what reports need of pay and place, beside the packed row.

-- country: of the posting's first place that has one.
ALTER TABLE packed ADD COLUMN pay_min_cents INTEGER;
ALTER TABLE packed ADD COLUMN pay_max_cents INTEGER;
ALTER TABLE packed ADD COLUMN pay_currency TEXT;
ALTER TABLE packed ADD COLUMN pay_period TEXT;
ALTER TABLE packed ADD COLUMN country TEXT;

UPDATE packed SET
    (pay_min_cents, pay_max_cents, pay_currency, pay_period) =
    (SELECT salary_min_cents, salary_max_cents, salary_currency, salary_period
     FROM posting WHERE posting.id = packed.posting);
UPDATE packed SET country =
    (SELECT place.country FROM place
     WHERE place.posting = packed.posting AND place.country IS NOT NULL
     ORDER BY n LIMIT 1);

CREATE INDEX posting_by_employer ON posting (employer);
