/* SPDX-License-Identifier: MIT */
#include "batches.h"
#include "tests/test.h"

static struct concept concepts[] = {
    {.id = CONST_STR("sql"),
     .name = CONST_STR("SQL"),
     .kind = CONCEPT_LANGUAGE,
     .parent = TAXONOMY_NO_PARENT},
    {.id = CONST_STR("dbt"),
     .name = CONST_STR("dbt"),
     .kind = CONCEPT_TOOL,
     .parent = TAXONOMY_NO_PARENT},
};
static struct role roles[] = {
    {.id = CONST_STR("data-engineer"), .name = CONST_STR("Data engineer")},
    {.id = CONST_STR("data-analyst"), .name = CONST_STR("Data analyst")}};
const struct taxonomy batches_taxonomy = {
    .concepts = concepts, .n_concepts = 2, .roles = roles, .n_roles = 2};
static const struct str concept_ids[] = {CONST_STR("sql"), CONST_STR("dbt")};
const struct str batches_roles[2] = {CONST_STR("data-engineer"),
                                     CONST_STR("data-analyst")};
static const struct scan_names names = {.concepts = concept_ids,
                                        .n_concepts = 2,
                                        .roles = batches_roles,
                                        .n_roles = 2,
                                        .n_employers = 10000,
                                        .n_sources = 3};

void batches_add(struct rows *rows, const struct batch *b, uint32_t *next)
{
    struct rows_pass pass = {rows, &names};
    for (unsigned i = 0; i < b->n; i++) {
        struct scan_skill skills[2];
        size_t n = 0;
        if (i < b->sql)
            skills[n++] = (struct scan_skill){.concept = 0};
        if (i < b->dbt)
            skills[n++] = (struct scan_skill){.concept = 1};
        struct scan_row row = {
            .month = b->month,
            .employer = *next,
            .source = b->source,
            .role = b->role,
            .cluster = *next,
            .usable = true,
            .seniority = b->seniority,
            .years_min = -1,
            .date_posted = date_from_month_index(b->month),
            .skills = skills,
            .n_skills = n,
        };
        *next += 1;
        assert_true(rows_add(&pass, &row));
    }
}

void batches_figures(const struct batch *v, size_t n, int from, int to,
                     struct arena *a, struct figures *out)
{
    static const size_t index[] = {0, 1};
    struct figures_options o = {.from_month = from, .to_month = to};
    struct rows rows;
    uint32_t next = 0;
    rows_init(&rows, &batches_taxonomy, batches_roles, 2);
    rows.from_month = from;
    rows.to_month = to;
    for (size_t i = 0; i < n; i++)
        batches_add(&rows, &v[i], &next);
    figures_compute(&rows, &batches_taxonomy, &o, index, 2, a, out);
    rows_done(&rows);
}
