/* SPDX-License-Identifier: MIT */
#include "report/headline.h"
#include "report/tables_make.h"
#include <math.h>

#define COLUMNS(v) (v), sizeof(v) / sizeof *(v)

/* For machines: people find the sentences at the top. */
void table_headline(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"about", NULL, VALUE_TEXT, 0, false},
        {"role_id", NULL, VALUE_TEXT, 0, false},
        {"text", NULL, VALUE_TEXT, 0, false},
    };
    struct headline h = headline_of(m->f, m->a);
    table_begin(m, "headline", COLUMNS(columns), h.n);
    m->table.title = STR("In short");
    for (size_t i = 0; i < h.n; i++) {
        table_add(m, value_text(headline_kind_name(h.v[i].kind)));
        table_add(m, value_text(h.v[i].role_id));
        table_add(m, value_text(h.v[i].text));
    }
    table_end(m, 0);
}

/* For machines: people find them in the scope box. */
void table_role_counts(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"role_id", NULL, VALUE_TEXT, 0, false},
        {"role", NULL, VALUE_TEXT, 0, false},
        {"n_found", NULL, VALUE_COUNT, 0, false},
        {"share_found", NULL, VALUE_SHARE, 1, true},
    };
    const struct figures *f = m->f;
    double all = (double)f->all.raw;
    table_begin(m, "role_counts", COLUMNS(columns), f->n_role_counts + 1);
    m->table.title = STR("Postings found, by role");
    for (size_t i = 0; i < f->n_role_counts; i++) {
        const struct role_count *r = &f->role_counts[i];
        table_add(m, value_text(r->id));
        table_add(m, value_text(r->name));
        table_add(m, value_count(r->raw));
        table_add(m, value_share((double)r->raw / all, NAN, NAN));
    }
    if (f->n_roleless) {
        table_add(m, value_text(STR_NONE));
        table_add(m, value_text(STR("(unknown)")));
        table_add(m, value_count(f->n_roleless));
        table_add(m, value_share((double)f->n_roleless / all, NAN, NAN));
    }
    table_end(m, 0);
}

/* For machines: the scope box names those that were not reached. */
void table_sources(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"source", NULL, VALUE_TEXT, 0, false},
        {"kind", NULL, VALUE_TEXT, 0, false},
        {"verdict", NULL, VALUE_TEXT, 0, false},
        {"crawled", NULL, VALUE_TEXT, 0, false},
        {"n_crawls", NULL, VALUE_COUNT, 0, false},
        {"n_good_crawls", NULL, VALUE_COUNT, 0, false},
        {"n_months_lost", NULL, VALUE_COUNT, 0, false},
    };
    const struct figures *f = m->f;
    char day[DATE_TEXT_BYTES];
    table_begin(m, "sources", COLUMNS(columns), f->n_all_sources);
    m->table.title = STR("Sources");
    for (size_t i = 0; i < f->n_all_sources; i++) {
        const struct source_figure *s = &f->sources[i];
        bool crawled = s->crawled.year != 0;
        table_add(m, value_text(s->name));
        table_add(m, value_text(s->kind.n ? s->kind : STR_NONE));
        table_add(m, value_text(crawled ? s->verdict : STR_NONE));
        table_add(m, value_text(crawled ? arena_str(m->a, str_from(date_format(
                                                              s->crawled, day)))
                                        : STR_NONE));
        table_add(m, value_count(s->n_crawls));
        table_add(m, value_count(s->n_good));
        table_add(m, value_count(s->n_months_lost));
    }
    table_end(m, 0);
}
