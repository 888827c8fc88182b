/* SPDX-License-Identifier: MIT */
#include "recount.h"

bool recount_names(const struct sample *s, const struct scan_row *row,
                   size_t concept, bool below, enum label max)
{
    for (size_t i = 0; i < row->n_skills; i++) {
        const struct scan_skill *k = &row->skills[i];
        struct str id = s->names.concepts[k->concept];
        size_t at = 0;
        while (!str_eq(s->taxonomy.concepts[at].id, id))
            at++;
        bool hit = at == concept;
        while (below && !hit && at != TAXONOMY_NO_PARENT) {
            hit = at == concept;
            at = s->taxonomy.concepts[at].parent;
        }
        if (hit && k->label <= max && k->label != LABEL_NEGATED)
            return true;
    }
    return false;
}

static bool in_scope(const struct scan_row *row, struct scope c)
{
    bool role = c.slot == ANY_SLOT ? row->role < 4 : row->role == c.slot;
    bool month = row->month <= c.month && row->month >= SAMPLE_FIRST_MONTH &&
                 row->month > c.month - (int)c.window;
    return role && (c.month == ANY_MONTH || month);
}

size_t recount_rows(const struct sample *s, struct scope scope,
                    const struct scan_row **out, uint64_t *raw)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_rows; i++) {
        const struct scan_row *row = &s->rows[i];
        if (!in_scope(row, scope))
            continue;
        ++*raw;
        size_t at = 0;
        while (at < n && out[at]->cluster != row->cluster)
            at++;
        if (at == n)
            out[n++] = row;
        else if (!out[at]->usable && row->usable)
            out[at] = row;
    }
    return n;
}
