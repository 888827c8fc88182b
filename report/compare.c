/* SPDX-License-Identifier: MIT */
#include "report/compare.h"
#include "base/alloc.h"
#include "report/compare_work.h"
#include "report/report.h"
#include "taxonomy/taxonomy_suggest.h"
#include <stdlib.h>

/* ---- What is to be compared ---- */

static enum st no_such(const struct taxonomy *t, struct str id, struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct str near = taxonomy_suggest_role(t, id);
    if (!near.p)
        near = taxonomy_suggest_concept(t, id);
    id = str_slice(id, 0, TAXONOMY_SUGGEST_MAX_BYTES);
    struct str hint =
        near.p ? arena_printf(a, "; did you mean '%.*s'? ", STR_FMT(near))
               : STR(": ");
    return err_set(err, ST_BAD_INPUT,
                   "'%.*s' is no role and no skill of the taxonomy%.*s"
                   "`skilltally taxonomy list` has the ids",
                   STR_FMT(id), STR_FMT(hint));
}

static enum st find_all(const struct taxonomy *t, const struct str *ids,
                        size_t n, size_t *index, bool *are_roles,
                        struct err *err)
{
    size_t n_roles = 0;
    if (n < COMPARE_MIN || n > COMPARE_MAX)
        return err_set(err, ST_BAD_INPUT, "compare takes %d to %d ids, not %zu",
                       COMPARE_MIN, COMPARE_MAX, n);
    for (size_t i = 0; i < n; i++) {
        size_t role = taxonomy_find_role(t, ids[i]);
        index[i] = role != SIZE_MAX ? role : taxonomy_find(t, ids[i]);
        n_roles += role != SIZE_MAX;
        if (index[i] == SIZE_MAX)
            return no_such(t, ids[i], err);
        for (size_t k = 0; k < i; k++)
            if (str_eq(ids[k], ids[i]))
                return err_set(err, ST_BAD_INPUT, "'%.*s' is named twice",
                               STR_FMT(ids[i]));
    }
    if (n_roles != 0 && n_roles != n)
        return err_set(err, ST_BAD_INPUT,
                       "roles and skills cannot be compared with each other: "
                       "name roles only, or skills only");
    *are_roles = n_roles != 0;
    return ST_OK;
}

enum st compare(struct postings *store, const struct taxonomy *t,
                const struct figures_options *o, const struct str *ids,
                size_t n, struct arena *a, struct figures *f, struct page *page,
                struct err *err)
{
    size_t index[COMPARE_MAX];
    bool are_roles = false;
    enum st st = find_all(t, ids, n, index, &are_roles, err);
    if (st != ST_OK)
        return st;
    struct figures_options asked = *o;
    if (are_roles) {
        asked.roles = ids;
        asked.n_roles = n;
    }
    struct rows rows;
    st = report_compute_rows(store, t, &asked, a, f, &rows, err);
    if (st != ST_OK)
        return st;
    struct comparison c = {
        .taxonomy = t, .rows = &rows, .f = f, .index = index, .n = n, .a = a};
    *page = are_roles ? compare_roles(&c) : compare_skills(&c);
    rows_done(&rows);
    return ST_OK;
}
