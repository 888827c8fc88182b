-- SPDX-License-Identifier: MIT
-- What `skilltally report` counts, as an analyst would ask it in SQL, in words
-- that SQLite and DuckDB both know. report_sql.py runs it, and has made these
-- tables from the taxonomy: four (id, name, slot), concept_of (id, name,
-- is_skill), above (concept, above): every concept that has others below it,
-- for each of them and for itself, and every any-of group for its members; and
-- windows (kind, later, from_month, to_month): the months that are compared.
--
-- Statements in front of "-- query" are loading; those behind "-- index" are
-- for SQLite alone. Left out are formulas on these sums (intervals, tests,
-- log-odds): they cost nothing in either.

CREATE TEMP TABLE p AS
SELECT p.id, r.slot, p.employer, p.source, coalesce(k.month, -1) AS month,
    p.date_posted, p.usable, p.fingerprint AS exact,
    coalesce(nullif(k.near, 0), p.fingerprint) AS near,
    coalesce(p.seniority, '') AS seniority, coalesce(p.remote, '') AS remote,
    coalesce(p.degree, '') AS degree, coalesce(k.country, '') AS country,
    CASE WHEN p.years_min IS NULL THEN '' WHEN p.years_min < 2 THEN '0-1'
        WHEN p.years_min < 3 THEN '2' WHEN p.years_min < 5 THEN '3-4'
        WHEN p.years_min < 8 THEN '5-7' WHEN p.years_min < 10 THEN '8-9'
        ELSE '10+' END AS years,
    coalesce(k.pay_currency, '') || '/' || coalesce(k.pay_period, '') AS unit,
    CASE WHEN k.pay_min_cents IS NULL THEN k.pay_max_cents
        WHEN k.pay_max_cents IS NULL THEN k.pay_min_cents
        ELSE (k.pay_min_cents + k.pay_max_cents) * 0.5 END / 100 AS pay
FROM posting p JOIN packed k ON k.posting = p.id
    LEFT JOIN four r ON r.id = p.role;

CREATE TEMP TABLE mention AS
SELECT s.posting, s.concept, s.label, s.section
FROM skill s JOIN p ON p.id = s.posting
WHERE s.label < 3 AND p.usable = 1 AND p.slot IS NOT NULL;

-- index
CREATE INDEX mention_posting ON mention (posting);

-- query
-- Distinct postings of each role (0 to 3), and of all four together (4).
CREATE TEMP TABLE scoped AS
SELECT * FROM (
    SELECT slot AS scope, p.*, row_number() OVER (PARTITION BY slot, near
        ORDER BY usable DESC, date_posted, id) AS copy
    FROM p WHERE slot IS NOT NULL
    UNION ALL
    SELECT 4, p.*, row_number() OVER (PARTITION BY near
        ORDER BY usable DESC, date_posted, id)
    FROM p WHERE slot IS NOT NULL) AS x
WHERE copy = 1;

-- result everything
SELECT count(*), sum(usable), count(DISTINCT employer) FROM (
    SELECT usable, employer, row_number() OVER (PARTITION BY near
        ORDER BY usable DESC, date_posted, id) AS copy FROM p) AS x
WHERE copy = 1;

CREATE TEMP TABLE size AS
SELECT scope, employer, count(*) AS n FROM scoped WHERE usable = 1
GROUP BY scope, employer;

CREATE TEMP TABLE total AS
SELECT scope, sum(n) AS n, count(*) AS employers, sum(n * n) AS nn,
    max(n) AS largest FROM size GROUP BY scope;

-- result total
SELECT scope, n, employers, nn FROM total;

CREATE TEMP TABLE named AS
SELECT s.scope, m.concept, s.employer, count(*) AS x,
    count(*) FILTER (WHERE label = 0) AS required,
    count(*) FILTER (WHERE label = 1) AS preferred,
    count(*) FILTER (WHERE section = 0) AS s0,
    count(*) FILTER (WHERE section = 1) AS s1,
    count(*) FILTER (WHERE section = 2) AS s2,
    count(*) FILTER (WHERE section = 3) AS s3,
    count(*) FILTER (WHERE section = 4) AS s4,
    count(*) FILTER (WHERE section = 5) AS s5
FROM scoped s JOIN mention m ON m.posting = s.id
WHERE s.usable = 1 GROUP BY s.scope, m.concept, s.employer;

CREATE TEMP TABLE cell AS
SELECT d.scope, d.concept, sum(x) AS named, sum(required) AS required,
    sum(preferred) AS preferred, sum(s0) AS s0, sum(s1) AS s1, sum(s2) AS s2,
    sum(s3) AS s3, sum(s4) AS s4, sum(s5) AS s5, count(*) AS employers,
    sum(x * x) AS xx, sum(x * n) AS xn, sum(x * 1.0 / n) AS weighted
FROM named d JOIN size z ON z.scope = d.scope AND z.employer = d.employer
GROUP BY d.scope, d.concept;

-- result cell
SELECT c.scope, k.name, c.named, c.required, c.preferred, c.employers,
    c.weighted / t.employers, c.s0, c.s1, c.s2, c.s3, c.s4, c.s5, c.xx, c.xn
FROM cell c JOIN total t ON t.scope = c.scope
    JOIN concept_of k ON k.id = c.concept;

CREATE TEMP TABLE top AS
SELECT c.scope, c.concept, c.named, row_number() OVER (PARTITION BY c.scope
    ORDER BY c.named DESC, k.name) AS rank
FROM cell c JOIN concept_of k ON k.id = c.concept WHERE k.is_skill = 1;

-- result without_one
SELECT t.scope, k.name, min((t.named - coalesce(d.x, 0)) * 1.0 / (a.n - z.n)),
    max((t.named - coalesce(d.x, 0)) * 1.0 / (a.n - z.n))
FROM top t JOIN total a ON a.scope = t.scope JOIN size z ON z.scope = t.scope
    LEFT JOIN named d ON d.scope = t.scope AND d.concept = t.concept
        AND d.employer = z.employer
    JOIN concept_of k ON k.id = t.concept
WHERE t.rank <= 20 AND t.scope < 4 GROUP BY t.scope, k.name;

-- Themes and any-of groups: each posting once, by its strongest mention.
CREATE TEMP TABLE strongest AS
SELECT m.posting, a.above, min(m.label * 8 + m.section) AS strength
FROM mention m JOIN above a ON a.concept = m.concept
GROUP BY m.posting, a.above;

-- index
CREATE INDEX strongest_posting ON strongest (posting);

-- result unions
SELECT d.scope, d.above, sum(x), sum(required), sum(preferred), count(*),
    sum(x * x), sum(x * n), sum(x * 1.0 / n)
FROM (SELECT s.scope, g.above, s.employer, count(*) AS x,
        count(*) FILTER (WHERE strength < 8) AS required,
        count(*) FILTER (WHERE strength >= 8 AND strength < 16) AS preferred
    FROM scoped s JOIN strongest g ON g.posting = s.id
    WHERE s.usable = 1 GROUP BY s.scope, g.above, s.employer) AS d
    JOIN size z ON z.scope = d.scope AND z.employer = d.employer
GROUP BY d.scope, d.above;

-- Months: distinct within each; the eight most named skills.
CREATE TEMP TABLE monthly AS
SELECT * FROM (SELECT slot AS scope, id, month, employer, usable,
        row_number() OVER (PARTITION BY slot, month, near
            ORDER BY usable DESC, date_posted, id) AS copy
    FROM p WHERE slot IS NOT NULL AND month >= 0) AS x
WHERE copy = 1;

CREATE TEMP TABLE month_size AS
SELECT scope, month, employer, count(*) AS n FROM monthly WHERE usable = 1
GROUP BY scope, month, employer;

-- result months
SELECT scope, month, sum(n), count(*), sum(n * n) FROM month_size
GROUP BY scope, month;

-- result series
SELECT d.scope, d.month, k.name, sum(x), sum(required), sum(preferred),
    count(*), sum(x * x), sum(x * n), sum(x * 1.0 / n)
FROM (SELECT s.scope, s.month, m.concept, s.employer, count(*) AS x,
        count(*) FILTER (WHERE label = 0) AS required,
        count(*) FILTER (WHERE label = 1) AS preferred
    FROM monthly s JOIN mention m ON m.posting = s.id
        JOIN top t ON t.scope = s.scope AND t.concept = m.concept
    WHERE s.usable = 1 AND t.rank <= 8
    GROUP BY s.scope, s.month, m.concept, s.employer) AS d
    JOIN month_size z ON z.scope = d.scope AND z.month = d.month
        AND z.employer = d.employer
    JOIN concept_of k ON k.id = d.concept
GROUP BY d.scope, d.month, k.name;

-- Changes: four pairs of windows, in each role and in all together; then over
-- the sources that both windows have.
CREATE TEMP TABLE same_source AS
SELECT w.kind, p.source FROM p JOIN windows w
    ON p.month BETWEEN w.from_month AND w.to_month
GROUP BY w.kind, p.source HAVING count(DISTINCT w.later) = 2;

CREATE TEMP TABLE windowed AS
SELECT * FROM (
    SELECT w.kind, w.later, q.same, s.scope, p.id, p.employer, p.usable,
        p.seniority, p.source, p.country,
        row_number() OVER (PARTITION BY w.kind, w.later, q.same, s.scope, p.near
            ORDER BY p.usable DESC, p.date_posted, p.id) AS copy
    FROM p JOIN windows w ON p.month BETWEEN w.from_month AND w.to_month
        JOIN (SELECT 0 AS same UNION ALL SELECT 1) AS q ON 1 = 1
        JOIN (SELECT slot AS scope, slot AS from_slot FROM four
            UNION ALL SELECT 4, slot FROM four) AS s ON s.from_slot = p.slot
    WHERE q.same = 0 OR EXISTS (SELECT 1 FROM same_source x
        WHERE x.kind = w.kind AND x.source = p.source)) AS y
WHERE copy = 1 AND usable = 1;

CREATE TEMP TABLE window_size AS
SELECT kind, later, same, scope, employer, count(*) AS n FROM windowed
GROUP BY kind, later, same, scope, employer;

-- result changes
SELECT d.kind, d.later, d.same, d.scope, k.name, sum(x), sum(required),
    sum(preferred), count(*), sum(x * x), sum(x * n), sum(x * 1.0 / n)
FROM (SELECT s.kind, s.later, s.same, s.scope, m.concept, s.employer,
        count(*) AS x, count(*) FILTER (WHERE label = 0) AS required,
        count(*) FILTER (WHERE label = 1) AS preferred
    FROM windowed s JOIN mention m ON m.posting = s.id
    GROUP BY s.kind, s.later, s.same, s.scope, m.concept, s.employer) AS d
    JOIN window_size z ON z.kind = d.kind AND z.later = d.later
        AND z.same = d.same AND z.scope = d.scope AND z.employer = d.employer
    JOIN concept_of k ON k.id = d.concept
GROUP BY d.kind, d.later, d.same, d.scope, k.name;

-- result window_totals
SELECT kind, later, same, scope, sum(n), count(*), sum(n * n)
FROM window_size GROUP BY kind, later, same, scope;

-- result mix_seniority
SELECT s.kind, s.later, s.scope, m.concept, s.seniority, count(*)
FROM windowed s JOIN mention m ON m.posting = s.id WHERE s.same = 0
GROUP BY s.kind, s.later, s.scope, m.concept, s.seniority;

-- result mix_source
SELECT s.kind, s.later, s.scope, m.concept, s.source, count(*)
FROM windowed s JOIN mention m ON m.posting = s.id WHERE s.same = 0
GROUP BY s.kind, s.later, s.scope, m.concept, s.source;

-- result mix_country
SELECT s.kind, s.later, s.scope, m.concept, s.country, count(*)
FROM windowed s JOIN mention m ON m.posting = s.id WHERE s.same = 0
GROUP BY s.kind, s.later, s.scope, m.concept, s.country;

-- Pairs among the sixty most named.
CREATE TEMP TABLE listed AS
SELECT s.scope, s.id, s.employer, t.rank, t.concept
FROM scoped s JOIN mention m ON m.posting = s.id
    JOIN top t ON t.scope = s.scope AND t.concept = m.concept
WHERE s.usable = 1 AND s.scope < 4 AND t.rank <= 60;

-- index
CREATE INDEX listed_posting ON listed (scope, id);

-- result pairs
SELECT a.scope, a.rank, b.rank, count(*), count(DISTINCT a.employer)
FROM listed a JOIN listed b ON b.scope = a.scope AND b.id = a.id
    AND a.rank < b.rank
GROUP BY a.scope, a.rank, b.rank;

-- Profiles: parts, with the sums over employers.
-- result profiles
SELECT scope, dimension, value, sum(x), sum(x * x), count(*) FROM (
    SELECT scope, 'seniority' AS dimension, seniority AS value, employer,
        count(*) AS x FROM scoped GROUP BY scope, seniority, employer
    UNION ALL
    SELECT scope, 'remote', remote, employer, count(*)
    FROM scoped GROUP BY scope, remote, employer
    UNION ALL
    SELECT scope, 'degree', degree, employer, count(*)
    FROM scoped WHERE usable = 1 GROUP BY scope, degree, employer
    UNION ALL
    SELECT scope, 'years', years, employer, count(*)
    FROM scoped WHERE usable = 1 GROUP BY scope, years, employer
    UNION ALL
    SELECT scope, 'country', country, employer, count(*)
    FROM scoped GROUP BY scope, country, employer) AS x
WHERE scope < 4 GROUP BY scope, dimension, value;

-- result employers
SELECT scope, employer, n, place FROM (
    SELECT scope, employer, count(*) AS n, row_number() OVER (
        PARTITION BY scope ORDER BY count(*) DESC) AS place
    FROM scoped WHERE scope < 4 GROUP BY scope, employer) AS x
WHERE place <= 5;

-- Pay in each role's commonest unit: quartiles of all, by seniority, by skill,
-- and by both. '*' and 0 stand for any.
CREATE TEMP TABLE paid AS
SELECT s.scope, s.id, s.employer, s.seniority, s.pay, s.usable FROM scoped s
    JOIN (SELECT scope, unit, row_number() OVER (PARTITION BY scope
            ORDER BY count(*) DESC, unit) AS place
        FROM scoped WHERE pay IS NOT NULL GROUP BY scope, unit) AS u
        ON u.scope = s.scope AND u.unit = s.unit AND u.place = 1
WHERE s.scope < 4 AND s.pay IS NOT NULL;

CREATE TEMP TABLE paid_for AS
SELECT scope, 0 AS rank, '*' AS level, employer, pay FROM paid
UNION ALL SELECT scope, 0, seniority, employer, pay FROM paid
UNION ALL SELECT q.scope, t.rank, '*', q.employer, q.pay
FROM paid q JOIN mention m ON m.posting = q.id
    JOIN top t ON t.scope = q.scope AND t.concept = m.concept
WHERE t.rank <= 20
UNION ALL SELECT q.scope, t.rank, q.seniority, q.employer, q.pay
FROM paid q JOIN mention m ON m.posting = q.id
    JOIN top t ON t.scope = q.scope AND t.concept = m.concept
WHERE t.rank <= 20;

-- result pay
SELECT scope, rank, level, n, employers,
    sum(CASE WHEN abs((n - 1) * 0.25 - place) < 1
        THEN pay * (1 - abs((n - 1) * 0.25 - place)) ELSE 0 END),
    sum(CASE WHEN abs((n - 1) * 0.5 - place) < 1
        THEN pay * (1 - abs((n - 1) * 0.5 - place)) ELSE 0 END),
    sum(CASE WHEN abs((n - 1) * 0.75 - place) < 1
        THEN pay * (1 - abs((n - 1) * 0.75 - place)) ELSE 0 END)
FROM (SELECT f.scope, f.rank, f.level, f.pay, g.n, g.employers,
        row_number() OVER (PARTITION BY f.scope, f.rank, f.level
            ORDER BY f.pay) - 1 AS place
    FROM paid_for f JOIN (SELECT scope, rank, level, count(*) AS n,
            count(DISTINCT employer) AS employers
        FROM paid_for GROUP BY scope, rank, level) AS g
        ON g.scope = f.scope AND g.rank = f.rank AND g.level = f.level) AS x
GROUP BY scope, rank, level, n, employers;

-- The other rules of what counts as one posting: exact copies, and none.
-- result rules
SELECT r.rule, r.scope, k.name, count(*) FROM (
    SELECT 'exact' AS rule, slot AS scope, id, usable, row_number() OVER (
        PARTITION BY slot, exact ORDER BY usable DESC, date_posted, id) AS copy
    FROM p WHERE slot IS NOT NULL
    UNION ALL
    SELECT 'none', slot, id, usable, 1 FROM p WHERE slot IS NOT NULL) AS r
    JOIN mention m ON m.posting = r.id
    JOIN top t ON t.scope = r.scope AND t.concept = m.concept
    JOIN concept_of k ON k.id = t.concept
WHERE r.copy = 1 AND r.usable = 1 AND t.rank <= 20
GROUP BY r.rule, r.scope, k.name;
