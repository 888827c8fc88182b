/* SPDX-License-Identifier: MIT */
#include "report/tables_make.h"
#include "report/words.h"

#define CITIES_SHOWN 10

static struct str place_words(const struct place_figure *p, struct arena *a)
{
    const struct str parts[] = {p->city, p->region, p->country};
    struct str all = STR("");
    if (p->city.n == 0)
        return STR("no city named");
    for (size_t i = 0; i < 3; i++)
        if (parts[i].n)
            all = arena_printf(a, "%.*s%s%.*s", STR_FMT(all), all.n ? ", " : "",
                               STR_FMT(parts[i]));
    return all;
}

static struct value text_or_none(struct str s)
{
    return value_text(s.n ? s : STR_NONE);
}

void table_places(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"place", "City", VALUE_TEXT, 0, false},
        {"city", NULL, VALUE_TEXT, 0, false},
        {"region", NULL, VALUE_TEXT, 0, false},
        {"country", NULL, VALUE_TEXT, 0, false},
        {"n", "postings", VALUE_COUNT, 0, false},
        {"n_employers", "employers", VALUE_COUNT, 0, false},
        {"share", "%", VALUE_SHARE, 1, false},
    };
    const struct role_figure *role = &m->f->roles[m->role];
    table_begin(m, "places", columns, sizeof columns / sizeof *columns,
                role->n_places);
    m->table.title = STR("Cities");
    if (role->n_cities && !role->counts.few)
        m->table.note = arena_printf(
            m->a,
            "Of all distinct postings, in %.*s; one that names two is in both, "
            "so that these are no parts of a whole. Remote ones often name "
            "none.",
            STR_FMT(role->n_cities == 1
                        ? STR("one city")
                        : arena_printf(m->a, "%zu cities", role->n_cities)));
    for (size_t i = 0; i < role->n_places; i++) {
        const struct place_figure *p = &role->places[i];
        table_add(m, value_text(place_words(p, m->a)));
        table_add(m, text_or_none(p->city));
        table_add(m, text_or_none(p->region));
        table_add(m, text_or_none(p->country));
        table_add(m, value_count(p->n));
        table_add(m, value_count(p->employers));
        table_add(m, value_share(p->share, p->low, p->high));
    }
    table_end(m, role->counts.few || role->n_cities == 0 ? 0 : CITIES_SHOWN);
}
