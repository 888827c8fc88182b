/* SPDX-License-Identifier: MIT */
#include "store/employer.h"
#include "store/postings_impl.h"
#include <stdio.h>
#include <string.h>

/* ---- Which posting ---- */

static enum st first_id(struct postings *s, sqlite3_stmt *query, int64_t *id,
                        struct err *err)
{
    bool row;
    enum st st = db_row(&s->db, query, &row, err);
    if (st != ST_OK || !row)
        return st;
    *id = sqlite3_column_int64(query, 0);
    sqlite3_reset(query);
    return ST_OK;
}

/* Both parts may hold colons: every place to split at is tried. */
static enum st find_by_source(struct postings *s, struct str which, int64_t *id,
                              struct err *err)
{
    static const char sql[] = "SELECT posting.id FROM posting"
                              " JOIN source ON source.id = posting.source"
                              " WHERE source.name = ?1 AND ext_id = ?2";
    sqlite3_stmt *query;
    enum st st = db_query(&s->db, sql, &query, err);
    for (size_t i = 0; st == ST_OK && *id == 0 && i < which.n; i++) {
        if (which.p[i] != ':')
            continue;
        bind_str(query, 1, str_slice(which, 0, i));
        bind_str(query, 2, str_slice(which, i + 1, which.n));
        st = first_id(s, query, id, err);
    }
    return st;
}

static enum st find_by_ext_id(struct postings *s, struct str which, int64_t *id,
                              struct err *err)
{
    static const char sql[] =
        "SELECT id FROM posting WHERE ext_id = ?1 ORDER BY id LIMIT 1";
    sqlite3_stmt *query;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_str(query, 1, which);
    return first_id(s, query, id, err);
}

static enum st find_by_row(struct postings *s, struct str which, int64_t *id,
                           struct err *err)
{
    static const char sql[] = "SELECT id FROM posting WHERE id = ?1";
    sqlite3_stmt *query;
    uint64_t number;
    if (!str_to_u64(which, INT64_MAX, &number))
        return ST_OK;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, (int64_t)number);
    return first_id(s, query, id, err);
}

static enum st find(struct postings *s, struct str which, int64_t *id,
                    struct err *err)
{
    *id = 0;
    bool numbered = which.n && which.p[0] == '#';
    enum st st = numbered
                     ? find_by_row(s, str_slice(which, 1, SIZE_MAX), id, err)
                     : ST_OK;
    if (st == ST_OK && *id == 0)
        st = find_by_source(s, which, id, err);
    if (st == ST_OK && *id == 0)
        st = find_by_ext_id(s, which, id, err);
    if (st == ST_OK && *id == 0)
        st = find_by_row(s, which, id, err);
    if (st == ST_OK && *id == 0)
        st = err_set(err, ST_NO_INPUT, "no posting \"%.*s\" in the store",
                     STR_FMT(str_slice(which, 0, 100)));
    return st;
}

/* ---- Its row ---- */

/* 0, which is *_NONE, for NULL. */
static int column_word(sqlite3_stmt *query, int at, enum posting_words list)
{
    int value = posting_word_value(list, column_str(query, at));
    return value > 0 ? value : 0;
}

static void read_salary(sqlite3_stmt *query, int at, struct salary *pay)
{
    struct str currency = column_str(query, at + 2);
    pay->min_cents = column_count(query, at);
    pay->max_cents = column_count(query, at + 1);
    if (currency.n && currency.n < sizeof pay->currency)
        memcpy(pay->currency, currency.p, currency.n);
    pay->period = (enum pay_period)column_word(query, at + 3, WORDS_PAY_PERIOD);
    pay->provenance =
        (enum provenance)column_word(query, at + 4, WORDS_PROVENANCE);
}

static void read_posting(sqlite3_stmt *query, struct arena *a,
                         struct posting *p)
{
    p->source = arena_str(a, column_str(query, 0));
    p->id = arena_str(a, column_str(query, 1));
    p->url = arena_str(a, column_str(query, 2));
    p->title = arena_str(a, column_str(query, 3));
    p->company = arena_str(a, column_str(query, 4));
    p->remote = (enum remote)column_word(query, 5, WORDS_REMOTE);
    p->employment_type = arena_str(a, column_str(query, 6));
    p->date_posted = store_column_date(query, 7);
    p->date_updated = store_column_date(query, 8);
    p->valid_through = store_column_date(query, 9);
    p->language = arena_str(a, column_str(query, 10));
    p->role = arena_str(a, column_str(query, 11));
    p->role_rule = arena_str(a, column_str(query, 12));
    p->seniority = (enum seniority)column_word(query, 13, WORDS_SENIORITY);
    read_salary(query, 14, &p->salary);
    p->years_min = (int)column_count(query, 19);
    p->degree = (enum degree)column_word(query, 20, WORDS_DEGREE);
    p->truncated = sqlite3_column_int(query, 21) != 0;
    p->fingerprint = (uint64_t)sqlite3_column_int64(query, 22);
    p->text = arena_str(a, column_str(query, 23));
}

static void read_ref(sqlite3_stmt *query, int at, struct archive_ref *ref)
{
    *ref = (struct archive_ref){.file = ""};
    struct str file = column_str(query, at), digest = column_str(query, at + 3);
    snprintf(ref->file, sizeof ref->file, "%.*s", STR_FMT(file));
    ref->offset = (uint64_t)sqlite3_column_int64(query, at + 1);
    ref->bytes = (uint64_t)sqlite3_column_int64(query, at + 2);
    snprintf(ref->digest, sizeof ref->digest, "%.*s", STR_FMT(digest));
}

static enum st get_row(struct postings *s, int64_t id, struct arena *a,
                       struct posting *out, struct archive_ref *record,
                       struct err *err)
{
    static const char sql[] =
        "SELECT source.name, ext_id, p.url, title, company, remote,"
        " employment_type, date_posted, date_updated, valid_through, language,"
        " role.name, role_rule, seniority, salary_min_cents,"
        " salary_max_cents, salary_currency, salary_period,"
        " salary_provenance, years_min, degree, truncated, fingerprint,"
        " text.body, record.file, record.offset, record.bytes, record.digest"
        " FROM posting p JOIN source ON source.id = p.source"
        " LEFT JOIN role ON role.id = p.role"
        " LEFT JOIN text ON text.posting = p.id"
        " LEFT JOIN record ON record.id = p.record WHERE p.id = ?1";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, id);
    st = db_row(&s->db, query, &row, err);
    if (st != ST_OK || !row)
        return st;
    read_posting(query, a, out);
    if (record)
        read_ref(query, 24, record);
    sqlite3_reset(query);
    return ST_OK;
}

/* ---- What hangs below it ---- */

static enum st get_places(struct postings *s, int64_t id, struct arena *a,
                          struct posting *out, struct err *err)
{
    static const char sql[] = "SELECT raw, city, region, country FROM place"
                              " WHERE posting = ?1 ORDER BY n LIMIT ?2";
    struct place *places =
        arena_calloc(a, POSTING_MAX_LOCATIONS, sizeof *places);
    sqlite3_stmt *query;
    bool row;
    size_t n = 0;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, id);
    bind_i64(query, 2, POSTING_MAX_LOCATIONS);
    while ((st = db_row(&s->db, query, &row, err)) == ST_OK && row)
        places[n++] =
            (struct place){.raw = arena_str(a, column_str(query, 0)),
                           .city = arena_str(a, column_str(query, 1)),
                           .region = arena_str(a, column_str(query, 2)),
                           .country = arena_str(a, column_str(query, 3))};
    out->locations = places;
    out->n_locations = n;
    return st;
}

/* The next run of digits; false when there is none. */
static bool next_number(struct str *rest, uint32_t *out)
{
    size_t from = 0, to;
    uint64_t n;
    while (from < rest->n && !ascii_is_digit(rest->p[from]))
        from++;
    for (to = from; to < rest->n && ascii_is_digit(rest->p[to]);)
        to++;
    if (!str_to_u64(str_slice(*rest, from, to), UINT32_MAX, &n))
        return false;
    *rest = str_slice(*rest, to, rest->n);
    *out = (uint32_t)n;
    return true;
}

/* "[[1,2],[3,4]]"; its size bounds the number of pairs. */
static void read_spans(struct str spans, struct arena *a,
                       struct posting_skill *skill)
{
    struct mention *mentions =
        arena_calloc(a, spans.n / 4 + 1, sizeof *mentions);
    struct mention m;
    size_t n = 0;
    while (next_number(&spans, &m.start) && next_number(&spans, &m.end))
        mentions[n++] = m;
    skill->mentions = mentions;
    skill->n_mentions = n;
}

static enum st count_skills(struct postings *s, int64_t id, size_t *n,
                            struct err *err)
{
    static const char sql[] = "SELECT count(*) FROM skill WHERE posting = ?1";
    sqlite3_stmt *query;
    int64_t count = 0;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, id);
    st = first_id(s, query, &count, err);
    *n = (size_t)count;
    return st;
}

static enum st get_skills(struct postings *s, int64_t id, struct arena *a,
                          struct posting *out, struct err *err)
{
    static const char sql[] =
        "SELECT concept.name, concept.id, label, section, spans FROM skill"
        " JOIN concept ON concept.id = skill.concept"
        " WHERE posting = ?1 ORDER BY concept.name LIMIT ?2";
    struct posting_skill *skills;
    sqlite3_stmt *query;
    bool row;
    size_t n = 0, cap;
    enum st st = count_skills(s, id, &cap, err);
    if (st == ST_OK)
        st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    skills = arena_calloc(a, cap, sizeof *skills);
    bind_i64(query, 1, id);
    bind_i64(query, 2, (int64_t)cap);
    while ((st = db_row(&s->db, query, &row, err)) == ST_OK && row) {
        struct posting_skill *skill = &skills[n++];
        skill->id = arena_str(a, column_str(query, 0));
        skill->concept = (uint32_t)(sqlite3_column_int64(query, 1) - 1);
        skill->label = (enum label)sqlite3_column_int(query, 2);
        skill->section = (enum section)sqlite3_column_int(query, 3);
        read_spans(column_str(query, 4), a, skill);
    }
    out->skills = skills;
    out->n_skills = n;
    return st;
}

enum st postings_get(struct postings *s, struct str which, struct arena *a,
                     struct posting *out, struct archive_ref *record,
                     struct err *err)
{
    struct posting p = {.years_min = -1};
    struct archive_ref ref = {.file = ""};
    int64_t id;
    enum st st = find(s, which, &id, err);
    if (st == ST_OK)
        st = get_row(s, id, a, &p, &ref, err);
    if (st == ST_OK)
        st = get_places(s, id, a, &p, err);
    if (st == ST_OK)
        st = get_skills(s, id, a, &p, err);
    if (st != ST_OK)
        return st;
    *out = p;
    if (record)
        *record = ref;
    return ST_OK;
}

enum st postings_boilerplate(struct postings *s, struct str company,
                             struct arena *a, const uint32_t **out, size_t *n,
                             struct err *err)
{
    static const char sql[] = "SELECT hash, count(*) OVER () FROM boilerplate"
                              " JOIN employer ON employer.id = employer"
                              " WHERE name = ?1 ORDER BY hash";
    uint32_t *hashes = NULL;
    sqlite3_stmt *query;
    bool row;
    buf_clear(&s->bytes);
    employer_normalise(company, &s->bytes);
    *out = NULL;
    *n = 0;
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_str(query, 1, buf_str(&s->bytes));
    while ((st = db_row(&s->db, query, &row, err)) == ST_OK && row) {
        if (!hashes)
            hashes = arena_calloc(a, (size_t)sqlite3_column_int64(query, 1),
                                  sizeof *hashes);
        hashes[(*n)++] = (uint32_t)sqlite3_column_int64(query, 0);
    }
    *out = hashes;
    return st;
}

enum st postings_copy_of(struct postings *s, struct str source, struct str id,
                         struct arena *a, struct copy_of *out, struct err *err)
{
    static const char sql[] =
        "SELECT how, why, first_source.name || ':' || f.ext_id,"
        " (SELECT count(*) FROM copy x WHERE x.first = copy.first)"
        " FROM posting p JOIN source ON source.id = p.source"
        " JOIN copy ON copy.posting = p.id"
        " JOIN posting f ON f.id = copy.first"
        " JOIN source first_source ON first_source.id = f.source"
        " WHERE source.name = ?1 AND p.ext_id = ?2";
    sqlite3_stmt *query;
    bool row;
    *out = (struct copy_of){.n = 1};
    enum st st = db_query(&s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_str(query, 1, source);
    bind_str(query, 2, id);
    st = db_row(&s->db, query, &row, err);
    if (st != ST_OK || !row)
        return st;
    *out = (struct copy_of){.how = arena_str(a, column_str(query, 0)),
                            .why = arena_str(a, column_str(query, 1)),
                            .first = arena_str(a, column_str(query, 2)),
                            .n = (uint64_t)sqlite3_column_int64(query, 3)};
    sqlite3_reset(query);
    return ST_OK;
}
