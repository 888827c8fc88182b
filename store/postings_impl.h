/* SPDX-License-Identifier: MIT */
/* postings_impl.h - what the files behind postings.h share.
 *
 * Private to store/. */
#ifndef STORE_POSTINGS_IMPL_H
#define STORE_POSTINGS_IMPL_H

#include "store/db.h"
#include "store/packed.h"
#include "store/postings.h"

/* Names that were looked up lately, with the numbers the store gave them. */
#define ID_CACHE_SLOTS 4096

struct id_cache {
    struct id_slot {
        char *name; /* NULL: free */
        size_t n, cap;
        int64_t id;
    } slots[ID_CACHE_SLOTS];
};

struct postings {
    struct db db;
    bool in_tx;
    bool failed; /* a write inside the transaction did: it cannot commit */
    struct id_cache sources, roles, concepts, employers;
    struct buf bytes, spans; /* scratch */
    struct skill_row *skills;
    size_t cap_skills;
};

struct skill_row {
    int64_t concept;
    const struct posting_skill *skill;
};

/* Statements that give a name its number: one that finds, one that adds. */
struct intern_sql {
    const char *find, *add;
};

/* The number of name, added when it is new. */
MUST_CHECK enum st store_intern(struct postings *s, struct id_cache *cache,
                                const struct intern_sql *sql, struct str name,
                                int64_t *id, struct err *err);

/* The number of a source; absent counts as "". */
MUST_CHECK enum st store_source_id(struct postings *s, struct str name,
                                   int64_t *id, struct err *err);

/* Forget all names: after a rollback, numbers may have been taken back. */
void store_forget_names(struct postings *s);

/* Writes of several statements are whole or not at all: inside the caller's
 * transaction a failure spoils it; outside, they make one of their own. */
MUST_CHECK enum st store_enter(struct postings *s, bool *own, struct err *err);
MUST_CHECK enum st store_leave(struct postings *s, bool own, enum st st,
                               struct err *err);

/* A date column; year 0 for NULL. */
struct date store_column_date(sqlite3_stmt *query, int at);

/* A number that changes whenever anything of p does that is stored. */
uint64_t store_content_hash(const struct posting *p, struct buf *scratch);

/* Room for one more item of this size behind the n of v, a vector of a. */
void *store_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size);

#endif
