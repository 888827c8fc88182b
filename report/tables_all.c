/* SPDX-License-Identifier: MIT */
#include "report/headline.h"
#include "report/tables_make.h"

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
