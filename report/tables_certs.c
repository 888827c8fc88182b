/* SPDX-License-Identifier: MIT */
#include "report/tables_make.h"
#include "report/words.h"

#define CERTS_SHOWN 12

static struct str name_of(const struct cert_figure *c)
{
    if (c->id.n)
        return c->name;
    return c->vendor.n ? STR("any of them") : STR("any at all");
}

/* A role whose postings name no certification is told so: to leave that out
 * would leave the question open. */
static struct str note_of(const struct table_maker *m)
{
    const struct role_figure *role = &m->f->roles[m->role];
    if (role->counts.usable == 0)
        return STR("");
    if (role->n_certs == 0 && role->counts.usable == 1)
        return STR("The one posting with usable text names none.");
    if (role->n_certs == 0)
        return arena_printf(
            m->a, "None of the %.*s postings with usable text names one.",
            STR_FMT(words_number(role->counts.usable, m->a)));
    return STR("Postings that name one, by who awards it; one that names two "
               "of a vendor counts once in \"any of them\".");
}

void table_certifications(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"vendor", "Vendor", VALUE_TEXT, 0, false},
        {"id", NULL, VALUE_TEXT, 0, false},
        {"name", "Certification", VALUE_TEXT, 0, false},
        {"n_named", "named", VALUE_COUNT, 0, false},
        {"n_required", "req.", VALUE_COUNT, 0, false},
        {"n_employers", "empl.", VALUE_COUNT, 0, false},
        {"share", "%", VALUE_SHARE, 1, false},
    };
    const struct role_figure *role = &m->f->roles[m->role];
    table_begin(m, "certifications", columns, sizeof columns / sizeof *columns,
                role->n_certs);
    m->table.title = STR("Certifications by vendor");
    m->table.note = note_of(m);
    for (size_t i = 0; i < role->n_certs; i++) {
        const struct cert_figure *c = &role->certs[i];
        table_add(m, value_text(c->vendor.n ? c->vendor : STR("(all)")));
        table_add(m, value_text(c->id.n ? c->id : STR_NONE));
        table_add(m, value_text(name_of(c)));
        table_add(m, value_count(c->named));
        table_add(m, value_count(c->required));
        table_add(m, value_count(c->employers));
        table_add(m, value_share(c->share, c->low, c->high));
    }
    table_end(m, CERTS_SHOWN);
}
