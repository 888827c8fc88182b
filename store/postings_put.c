/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "store/employer.h"
#include "store/likeness.h"
#include "store/postings_impl.h"
#include <stdlib.h>

/* One posting on its way into the tables. */
struct put {
    struct postings *s;
    const struct posting *p;
    int64_t posting, source, record, seen_utc;
    int64_t employer, role; /* role 0: none */
    int64_t old_employer;   /* of what is there; 0: nothing */
    int64_t hash;
};

/* ---- The posting's own row ---- */

static void bind_dates(sqlite3_stmt *query, int at, const struct posting *p,
                       char text[3][DATE_TEXT_BYTES])
{
    const struct date dates[] = {p->date_posted, p->date_updated,
                                 p->valid_through};
    for (int i = 0; i < 3; i++)
        bind_cstr(query, at + i,
                  dates[i].year ? date_format(dates[i], text[i]) : NULL);
}

static void bind_pay(sqlite3_stmt *query, int at, const struct salary *pay)
{
    bool there = pay->provenance != FROM_NONE;
    bind_count(query, at, there ? pay->min_cents : -1);
    bind_count(query, at + 1, there ? pay->max_cents : -1);
    bind_cstr(query, at + 2, there && *pay->currency ? pay->currency : NULL);
    bind_cstr(query, at + 3, there ? pay_period_name(pay->period) : NULL);
}

static void bind_salary(sqlite3_stmt *query, int at, const struct salary *pay)
{
    bind_pay(query, at, pay);
    bind_cstr(query, at + 4, provenance_name(pay->provenance));
}

/* ?1 to ?29, in both statements; texts live until the call returns. */
static void bind_posting(sqlite3_stmt *query, const struct put *put,
                         char dates[3][DATE_TEXT_BYTES])
{
    const struct posting *p = put->p;
    bind_count(query, 1, put->record > 0 ? put->record : -1);
    bind_i64(query, 2, put->hash);
    bind_i64(query, 3, put->seen_utc);
    bind_str(query, 4, p->url);
    bind_str(query, 5, p->title);
    bind_str(query, 6, p->company);
    bind_i64(query, 7, put->employer);
    bind_cstr(query, 8, remote_name(p->remote));
    bind_str(query, 9, p->employment_type);
    bind_dates(query, 10, p, dates);
    bind_str(query, 13, p->language);
    bind_count(query, 14, put->role > 0 ? put->role : -1);
    bind_str(query, 15, p->role_rule);
    bind_cstr(query, 16, seniority_name(p->seniority));
    bind_salary(query, 17, &p->salary);
    bind_count(query, 22, p->years_min);
    bind_cstr(query, 23, degree_name(p->degree));
    bind_i64(query, 24, (int64_t)p->text.n);
    bind_i64(query, 25, p->truncated);
    bind_i64(query, 26, posting_text_is_usable(p));
    bind_i64(query, 27, (int64_t)p->fingerprint);
}

static enum st write_row(struct put *put, struct err *err)
{
    static const char insert[] =
        "INSERT INTO posting (record, content_hash, last_seen_utc, url, title,"
        " company, employer, remote, employment_type, date_posted,"
        " date_updated, valid_through, language, role, role_rule, seniority,"
        " salary_min_cents, salary_max_cents, salary_currency, salary_period,"
        " salary_provenance, years_min, degree, text_bytes, truncated, usable,"
        " fingerprint, first_seen_utc, source, ext_id)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
        " ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?3,"
        " ?28, ?29)";
    static const char update[] =
        "UPDATE posting SET (record, content_hash, last_seen_utc, url, title,"
        " company, employer, remote, employment_type, date_posted,"
        " date_updated, valid_through, language, role, role_rule, seniority,"
        " salary_min_cents, salary_max_cents, salary_currency, salary_period,"
        " salary_provenance, years_min, degree, text_bytes, truncated, usable,"
        " fingerprint, closed_utc)"
        " = (?1, ?2, max(last_seen_utc, ?3), ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
        " ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24,"
        " ?25, ?26, ?27, iif(?3 > last_seen_utc, NULL, closed_utc))"
        " WHERE id = ?28";
    char dates[3][DATE_TEXT_BYTES];
    struct db *db = &put->s->db;
    sqlite3_stmt *query;
    bool is_new = put->posting == 0;
    enum st st = db_query(db, is_new ? insert : update, &query, err);
    if (st != ST_OK)
        return st;
    bind_posting(query, put, dates);
    bind_i64(query, 28, is_new ? put->source : put->posting);
    if (is_new)
        bind_str(query, 29, put->p->id);
    st = db_run(db, query, err);
    if (st == ST_OK && is_new)
        put->posting = sqlite3_last_insert_rowid(db->handle);
    return st;
}

/* ---- What hangs below it ---- */

static enum st delete_below(const struct put *put, struct err *err)
{
    static const char *const tables[] = {
        "DELETE FROM skill WHERE posting = ?1",
        "DELETE FROM place WHERE posting = ?1",
        "DELETE FROM text WHERE posting = ?1",
        "DELETE FROM likeness WHERE posting = ?1",
        "DELETE FROM sentences WHERE posting = ?1",
        "DELETE FROM packed WHERE posting = ?1"};
    enum st st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < sizeof tables / sizeof *tables; i++) {
        sqlite3_stmt *query;
        st = db_query(&put->s->db, tables[i], &query, err);
        if (st != ST_OK)
            return st;
        bind_i64(query, 1, put->posting);
        st = db_run(&put->s->db, query, err);
    }
    return st;
}

static enum st write_text(const struct put *put, struct err *err)
{
    static const char sql[] =
        "INSERT INTO text (posting, body) VALUES (?1, ?2)";
    sqlite3_stmt *query;
    if (!put->p->text.p)
        return ST_OK;
    enum st st = db_query(&put->s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, put->posting);
    bind_str(query, 2, put->p->text);
    return db_run(&put->s->db, query, err);
}

/* Short texts are alike by chance. */
static enum st write_likeness(const struct put *put, struct err *err)
{
    static const char sql[] =
        "INSERT INTO likeness (posting, sketch) VALUES (?1, ?2)";
    struct sketch sketch;
    sqlite3_stmt *query;
    if (put->p->text.n < POSTING_USABLE_TEXT_MIN_BYTES)
        return ST_OK;
    enum st st = db_query(&put->s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    sketch_of(put->p->text, &sketch);
    bind_i64(query, 1, put->posting);
    bind_blob(query, 2, &sketch, sizeof sketch);
    return db_run(&put->s->db, query, err);
}

static enum st write_places(const struct put *put, struct err *err)
{
    static const char sql[] =
        "INSERT INTO place (posting, n, raw, city, region, country)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    sqlite3_stmt *query;
    enum st st = db_query(&put->s->db, sql, &query, err);
    for (size_t i = 0; st == ST_OK && i < put->p->n_locations; i++) {
        const struct place *place = &put->p->locations[i];
        bind_i64(query, 1, put->posting);
        bind_i64(query, 2, (int64_t)i);
        bind_str(query, 3, place->raw);
        bind_str(query, 4, place->city);
        bind_str(query, 5, place->region);
        bind_str(query, 6, place->country);
        st = db_run(&put->s->db, query, err);
    }
    return st;
}

static void put_spans(struct buf *out, const struct posting_skill *skill)
{
    buf_clear(out);
    buf_add_char(out, '[');
    for (size_t i = 0; i < skill->n_mentions; i++)
        buf_printf(out, "%s[%u,%u]", i ? "," : "", skill->mentions[i].start,
                   skill->mentions[i].end);
    buf_add_char(out, ']');
}

static int by_concept(const void *a, const void *b)
{
    const struct skill_row *x = a, *y = b;
    return (x->concept > y->concept) - (x->concept < y->concept);
}

/* Give each skill its concept's number, in the order of the table's key. */
static enum st number_skills(const struct put *put, struct err *err)
{
    static const struct intern_sql sql = {
        "SELECT id FROM concept WHERE name = ?1",
        "INSERT INTO concept (name) VALUES (?1)"};
    struct postings *s = put->s;
    const struct posting *p = put->p;
    if (p->n_skills > s->cap_skills) {
        s->cap_skills = p->n_skills;
        s->skills = xrealloc(s->skills, s->cap_skills, sizeof *s->skills);
    }
    for (size_t i = 0; i < p->n_skills; i++) {
        s->skills[i].skill = &p->skills[i];
        enum st st = store_intern(s, &s->concepts, &sql, p->skills[i].id,
                                  &s->skills[i].concept, err);
        if (st != ST_OK)
            return st;
        if (s->skills[i].concept > PACKED_CONCEPTS_MAX)
            return err_set(err, ST_TOO_BIG, "more than %u concepts",
                           PACKED_CONCEPTS_MAX);
    }
    if (p->n_skills)
        qsort(s->skills, p->n_skills, sizeof *s->skills, by_concept);
    return ST_OK;
}

static enum st write_skills(const struct put *put, struct err *err)
{
    static const char sql[] =
        "INSERT INTO skill (posting, concept, label, section, spans)"
        " VALUES (?1, ?2, ?3, ?4, ?5)";
    struct postings *s = put->s;
    sqlite3_stmt *query;
    enum st st = db_query(&s->db, sql, &query, err);
    for (size_t i = 0; st == ST_OK && i < put->p->n_skills; i++) {
        const struct posting_skill *skill = s->skills[i].skill;
        put_spans(&s->spans, skill);
        bind_i64(query, 1, put->posting);
        bind_i64(query, 2, s->skills[i].concept);
        bind_i64(query, 3, skill->label);
        bind_i64(query, 4, skill->section);
        bind_str(query, 5, buf_str(&s->spans));
        st = db_run(&s->db, query, err);
    }
    return st;
}

static void pack(const struct put *put, struct buf *out)
{
    const struct posting *p = put->p;
    struct scan_row row = {
        .role = put->role > 0 ? (uint32_t)(put->role - 1) : UINT32_MAX,
        .employer = (uint32_t)(put->employer - 1),
        .source = (uint32_t)(put->source - 1),
        .cluster = p->fingerprint,
        .usable = posting_text_is_usable(p),
        .seniority = (uint8_t)p->seniority,
        .remote = (uint8_t)p->remote,
        .degree = (uint8_t)p->degree,
        .years_min =
            (int16_t)(p->years_min > INT16_MAX ? INT16_MAX : p->years_min),
        .date_posted = p->date_posted};
    struct scan_skill *skills = xcalloc(p->n_skills, sizeof *skills);
    for (size_t i = 0; i < p->n_skills; i++)
        skills[i] = (struct scan_skill){
            .concept = (uint32_t)(put->s->skills[i].concept - 1),
            .label = (uint8_t)put->s->skills[i].skill->label,
            .section = (uint8_t)put->s->skills[i].skill->section};
    row.skills = skills;
    row.n_skills = p->n_skills;
    buf_clear(out);
    packed_put(out, &row);
    free(skills);
}

static struct str country_of(const struct posting *p)
{
    for (size_t i = 0; i < p->n_locations; i++)
        if (p->locations[i].country.n)
            return p->locations[i].country;
    return STR_NONE;
}

static void put16(struct buf *out, size_t n)
{
    uint16_t number = (uint16_t)(n < UINT16_MAX ? n : UINT16_MAX);
    buf_add(out, &number, sizeof number);
}

/* The sentence that holds byte at; UINT16_MAX when none of the first does. */
static size_t sentence_at(const struct posting *p, uint32_t at)
{
    size_t low = 0, high = p->n_sentences;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (p->sentences[middle].end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    bool inside = low < p->n_sentences && p->sentences[low].start <= at;
    return inside && low < UINT16_MAX ? low : UINT16_MAX;
}

/* For each skill, in the order of the packed row: how many mentions count, and
 * the sentence of each. */
static void list_mentions(const struct put *put, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < put->p->n_skills; i++) {
        const struct posting_skill *k = put->s->skills[i].skill;
        size_t n = k->label == LABEL_NEGATED ? 0 : k->n_mentions;
        n = n < UINT16_MAX ? n : UINT16_MAX;
        put16(out, n);
        for (size_t m = 0; m < n; m++)
            put16(out, sentence_at(put->p, k->mentions[m].start));
    }
}

/* What boilerplate is told by (postings_boilerplate.c). */
static enum st write_sentences(const struct put *put, struct err *err)
{
    static const char sql[] =
        "INSERT INTO sentences (posting, hashes, mentions)"
        " VALUES (?1, ?2, ?3)";
    const struct posting *p = put->p;
    struct buf *hashes = &put->s->bytes, *mentions = &put->s->spans;
    sqlite3_stmt *query;
    if (!p->n_sentences)
        return ST_OK;
    enum st st = db_query(&put->s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    buf_clear(hashes);
    for (size_t i = 0; i < p->n_sentences; i++) {
        uint32_t hash = sentence_hash(
            str_slice(p->text, p->sentences[i].start, p->sentences[i].end));
        buf_add(hashes, &hash, sizeof hash);
    }
    list_mentions(put, mentions);
    bind_i64(query, 1, put->posting);
    bind_blob(query, 2, hashes->p, hashes->n);
    bind_blob(query, 3, mentions->p ? mentions->p : "", mentions->n);
    return db_run(&put->s->db, query, err);
}

static enum st write_packed(const struct put *put, struct err *err)
{
    static const char sql[] =
        "INSERT INTO packed (posting, month, row, pay_min_cents,"
        " pay_max_cents, pay_currency, pay_period, country)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    struct buf *bytes = &put->s->bytes;
    sqlite3_stmt *query;
    enum st st = db_query(&put->s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    pack(put, bytes);
    bind_i64(query, 1, put->posting);
    bind_count(query, 2, date_month_index(put->p->date_posted));
    bind_blob(query, 3, bytes->p, bytes->n);
    bind_pay(query, 4, &put->p->salary);
    bind_str(query, 8, country_of(put->p));
    return db_run(&put->s->db, query, err);
}

/* ---- The whole ---- */

static enum st number_names(struct put *put, struct err *err)
{
    static const struct intern_sql employer_sql = {
        "SELECT id FROM employer WHERE name = ?1",
        "INSERT INTO employer (name) VALUES (?1)"};
    static const struct intern_sql role_sql = {
        "SELECT id FROM role WHERE name = ?1",
        "INSERT INTO role (name) VALUES (?1)"};
    struct postings *s = put->s;
    buf_clear(&s->bytes);
    employer_normalise(put->p->company, &s->bytes);
    enum st st = store_intern(s, &s->employers, &employer_sql,
                              buf_str(&s->bytes), &put->employer, err);
    if (st == ST_OK && put->p->role.p)
        st = store_intern(s, &s->roles, &role_sql, put->p->role, &put->role,
                          err);
    return st == ST_OK ? number_skills(put, err) : st;
}

/* What an employer repeats is to be told again when a posting leaves it: one of
 * those that stay is taken for changed. */
static enum st leave_employer(const struct put *put, struct err *err)
{
    static const char forget[] = "DELETE FROM boilerplate WHERE employer = ?1",
                      unsettle[] =
                          "UPDATE packed SET near = NULL WHERE posting ="
                          " (SELECT id FROM posting WHERE employer = ?1"
                          " AND id <> ?2 LIMIT 1)";
    sqlite3_stmt *query;
    if (!put->old_employer || put->old_employer == put->employer)
        return ST_OK;
    enum st st = db_query(&put->s->db, forget, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, put->old_employer);
    st = db_run(&put->s->db, query, err);
    if (st == ST_OK)
        st = db_query(&put->s->db, unsettle, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, put->old_employer);
    bind_i64(query, 2, put->posting);
    return db_run(&put->s->db, query, err);
}

static enum st write_all(struct put *put, struct err *err)
{
    bool is_new = put->posting == 0;
    enum st st = number_names(put, err);
    if (st == ST_OK)
        st = leave_employer(put, err);
    if (st == ST_OK)
        st = write_row(put, err);
    if (st == ST_OK && !is_new)
        st = delete_below(put, err);
    if (st == ST_OK)
        st = write_text(put, err);
    if (st == ST_OK)
        st = write_likeness(put, err);
    if (st == ST_OK)
        st = write_places(put, err);
    if (st == ST_OK)
        st = write_skills(put, err);
    if (st == ST_OK)
        st = write_sentences(put, err);
    return st == ST_OK ? write_packed(put, err) : st;
}

/* The posting that is there, with its hash; put->posting stays 0 for none. */
static enum st find_posting(struct put *put, int64_t *hash, struct err *err)
{
    static const char sql[] = "SELECT id, content_hash, employer FROM posting"
                              " WHERE source = ?1 AND ext_id = ?2";
    sqlite3_stmt *query;
    bool row;
    enum st st = db_query(&put->s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, put->source);
    bind_str(query, 2, put->p->id);
    st = db_row(&put->s->db, query, &row, err);
    if (st != ST_OK || !row)
        return st;
    put->posting = sqlite3_column_int64(query, 0);
    *hash = sqlite3_column_int64(query, 1);
    put->old_employer = sqlite3_column_int64(query, 2);
    sqlite3_reset(query);
    return ST_OK;
}

static enum st touch(const struct put *put, struct err *err)
{
    static const char sql[] =
        "UPDATE posting SET (last_seen_utc, closed_utc) = (?2, NULL)"
        " WHERE id = ?1 AND last_seen_utc < ?2";
    sqlite3_stmt *query;
    enum st st = db_query(&put->s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, put->posting);
    bind_i64(query, 2, put->seen_utc);
    return db_run(&put->s->db, query, err);
}

/* The record has the posting. */
static enum st hold(const struct put *put, struct err *err)
{
    static const char sql[] = "INSERT INTO hold (record, posting)"
                              " VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    sqlite3_stmt *query;
    if (put->record <= 0)
        return ST_OK;
    enum st st = db_query(&put->s->db, sql, &query, err);
    if (st != ST_OK)
        return st;
    bind_i64(query, 1, put->record);
    bind_i64(query, 2, put->posting);
    return db_run(&put->s->db, query, err);
}

static enum st put_posting(struct put *put, enum put_result *result,
                           struct err *err)
{
    int64_t hash = 0;
    enum st st = store_source_id(put->s, put->p->source, &put->source, err);
    if (st == ST_OK)
        st = find_posting(put, &hash, err);
    if (st != ST_OK)
        return st;
    put->hash = (int64_t)store_content_hash(put->p, &put->s->bytes);
    if (put->posting != 0 && (hash == put->hash || put->p->partial)) {
        *result = PUT_SAME;
        st = touch(put, err);
    } else {
        *result = put->posting == 0 ? PUT_NEW : PUT_CHANGED;
        st = write_all(put, err);
    }
    return st == ST_OK ? hold(put, err) : st;
}

enum st postings_put(struct postings *s, const struct posting *p,
                     int64_t record_id, int64_t seen_utc,
                     enum put_result *result, struct err *err)
{
    struct put put = {
        .s = s, .p = p, .record = record_id, .seen_utc = seen_utc};
    enum put_result how = PUT_SAME;
    bool own;
    if (!p->id.p)
        return err_set(err, ST_BAD_INPUT, "a posting without an id");
    enum st st = store_enter(s, &own, err);
    if (st == ST_OK)
        st = store_leave(s, own, put_posting(&put, &how, err), err);
    if (st == ST_OK)
        *result = how;
    return st;
}
