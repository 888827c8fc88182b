/* SPDX-License-Identifier: MIT */
#include "report/cell_postings.h"
#include "report/rows.h"
#include "taxonomy/taxonomy_suggest.h"
#include <stdlib.h>

static enum st check(const struct taxonomy *t, const struct cell_question *q,
                     struct err *err)
{
    if (taxonomy_find(t, q->skill) == SIZE_MAX)
        return taxonomy_no_concept(t, q->skill, err);
    if (taxonomy_find_role(t, q->role) == SIZE_MAX)
        return taxonomy_no_role(t, q->role, err);
    return ST_OK;
}

static bool names(const struct rows *r, const struct row *row, size_t concept)
{
    for (size_t i = 0; i < row->n_skills; i++)
        if (ROWS_CONCEPT(r->skills[row->first_skill + i]) == concept)
            return true;
    return false;
}

static int newest_first(const void *pa, const void *pb)
{
    const struct row *a = *(const struct row *const *)pa;
    const struct row *b = *(const struct row *const *)pb;
    if (a->day != b->day)
        return a->day > b->day ? -1 : 1;
    return (a->posting > b->posting) - (a->posting < b->posting);
}

static void choose(const struct rows *r, size_t concept, struct arena *a,
                   struct cell_postings *out)
{
    const struct row **v = arena_calloc(a, r->n, sizeof *v);
    *out = (struct cell_postings){0};
    for (size_t i = 0; i < r->n; i++) {
        const struct row *row = &r->v[i];
        if (!(row->marks & ROW_FOR_ROLE) || row->slot != 0 || !row->usable)
            continue;
        out->n_usable++;
        if (names(r, row, concept))
            v[out->n++] = row;
    }
    if (out->n)
        qsort(v, out->n, sizeof *v, newest_first);
    int64_t *postings = arena_calloc(a, out->n, sizeof *postings);
    for (size_t i = 0; i < out->n; i++)
        postings[i] = v[i]->posting;
    out->postings = postings;
}

enum st cell_postings(struct postings *store, const struct taxonomy *t,
                      const struct cell_question *question, struct arena *a,
                      struct cell_postings *out, struct err *err)
{
    struct scan_names scan_names = {0};
    struct scan_filter filter = {question->from_month, question->to_month};
    struct rows rows;
    enum st st = check(t, question, err);
    if (st != ST_OK)
        return st;
    rows_init(&rows, t, &question->role, 1);
    struct rows_pass pass = {&rows, &scan_names};
    st = postings_scan(store, &filter, a, &scan_names, rows_add, &pass, err);
    if (st == ST_OK && rows.too_big)
        st =
            err_set(err, ST_TOO_BIG,
                    "more than %u postings: choose a shorter period", ROWS_MAX);
    if (st == ST_OK) {
        rows_mark(&rows);
        choose(&rows, taxonomy_find(t, question->skill), a, out);
    }
    rows_done(&rows);
    return st;
}
