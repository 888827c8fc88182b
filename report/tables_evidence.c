/* SPDX-License-Identifier: MIT */
#include "report/tables_make.h"
#include "report/words.h"
#include "store/posting.h"

#define COLUMNS(v) (v), sizeof(v) / sizeof *(v)

/* The command that shows the postings behind a cell of the role at hand. */
static struct str note(const struct table_maker *m)
{
    const struct role_figure *role = &m->f->roles[m->role];
    const struct figures_options *asked = &m->f->asked;
    struct str from = STR(""), to = STR("");
    if (asked->from_month >= 0)
        from = arena_printf(m->a, " --from %.*s",
                            STR_FMT(words_month(asked->from_month, m->a)));
    if (asked->to_month >= 0)
        to = arena_printf(m->a, " --to %.*s",
                          STR_FMT(words_month(asked->to_month, m->a)));
    struct str command =
        arena_printf(m->a, "`skilltally show --skill %.*s --role %.*s%.*s%.*s`",
                     STR_FMT(role->skills[0].id), STR_FMT(role->id),
                     STR_FMT(from), STR_FMT(to));
    if (!role->n_evidence)
        return arena_printf(m->a,
                            "The postings behind a cell, with the words that "
                            "name the skill: %.*s.",
                            STR_FMT(command));
    return arena_printf(
        m->a,
        "Up to three postings for each skill, of different employers and "
        "spread over the period, drawn by their content. Quotes are short; "
        "e-mail addresses, phone numbers and handles are cut out. All postings "
        "behind a cell: %.*s.",
        STR_FMT(command));
}

static void add(struct table_maker *m, const struct evidence *e)
{
    table_add(m, value_text(e->id));
    table_add(m, value_text(e->name));
    table_add(m, value_text(e->posting));
    table_add(m, value_text(e->employer.n ? e->employer : STR_NONE));
    table_add(m, value_text(e->day.n ? e->day : STR_NONE));
    table_add(m, value_text(str_from(label_name(e->label))));
    table_add(m, value_text(str_from(section_name(e->section))));
    table_add(m, value_text(e->quote));
    table_add(m, value_link(e->url));
}

void table_evidence(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"id", NULL, VALUE_TEXT, 0, false},
        {"name", "Skill", VALUE_TEXT, 0, false},
        {"posting", NULL, VALUE_TEXT, 0, false},
        {"employer", "Employer", VALUE_TEXT, 0, false},
        {"date_posted", "posted", VALUE_TEXT, 0, false},
        {"label", "as", VALUE_TEXT, 0, false},
        {"section", "among", VALUE_TEXT, 0, false},
        {"quote", "Words", VALUE_TEXT, 0, false},
        {"url", "Link", VALUE_LINK, 0, false},
    };
    const struct role_figure *role = &m->f->roles[m->role];
    table_begin(m, "evidence", COLUMNS(columns), role->n_evidence);
    m->table.title = STR("Evidence");
    m->table.for_pages = true;
    if (role->n_skills)
        m->table.note = note(m);
    for (size_t i = 0; i < role->n_evidence; i++)
        add(m, &role->evidence[i]);
    table_end(m, role->n_evidence);
}
