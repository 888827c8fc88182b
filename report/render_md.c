/* SPDX-License-Identifier: MIT */
#include "report/headline.h"
#include "report/render.h"
#include "report/words.h"
#include <math.h>
#include <string.h>

struct md {
    const struct figures *f;
    struct tables tables;
    struct buf *out;
    struct arena *a;
};

/* Every ASCII sign that Markdown or HTML could take for markup gets a
 * backslash; '<' and '&' become entities, because some renderers look for HTML
 * first. A bare "www." or "http:" would become a link, ":x:" a picture: their
 * '.' or ':' is escaped too. Round brackets make a link behind square ones
 * only. */
static void escape(struct md *m, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '<')
            buf_add_cstr(m->out, "&lt;");
        else if (c == '&')
            buf_add_cstr(m->out, "&amp;");
        else if (c != '\0' && strchr("\\`*_{}[]#!|>~@^$=", c))
            buf_printf(m->out, "\\%c", c);
        else if (c == ':' && i + 1 < s.n && s.p[i + 1] != ' ')
            buf_add_cstr(m->out, "\\:");
        else if (c == '.' && i >= 3 &&
                 str_eq_ascii_nocase(str_slice(s, i - 3, i), STR("www")))
            buf_add_cstr(m->out, "\\.");
        else if (i == 0 && (c == '-' || c == '+'))
            buf_printf(m->out, "\\%c", c);
        else
            buf_add_char(m->out, c);
    }
}

static void cell_text(struct md *m, struct str s)
{
    buf_add_cstr(m->out, " ");
    escape(m, s);
    buf_add_cstr(m->out, " |");
}

/* Between the brackets nothing of the URL can end it. */
static void cell_link(struct md *m, struct str url)
{
    buf_add_cstr(m->out, " [posting](<");
    for (size_t i = 0; i < url.n; i++)
        if (strchr("<>|\\`", url.p[i]))
            buf_printf(m->out, "%%%02X", (unsigned char)url.p[i]);
        else
            buf_add_char(m->out, url.p[i]);
    buf_add_cstr(m->out, ">) |");
}

static void paragraph(struct md *m, struct str s)
{
    escape(m, s);
    buf_add_cstr(m->out, "\n\n");
}

/* Our own sentences, which hold no markup but `code`. */
static void sentence(struct md *m, struct str s)
{
    buf_add_str(m->out, s);
    buf_add_cstr(m->out, "\n\n");
}

static void heading(struct md *m, const char *level, struct str s)
{
    buf_printf(m->out, "%s ", level);
    paragraph(m, s);
}

static struct str share_cell(struct md *m, const struct cell *c)
{
    if (isnan(c->share))
        return arena_printf(m->a, "%u few", c->named);
    return arena_printf(
        m->a, "%.1f (%.*s)", 100 * c->share,
        STR_FMT(words_interval(c->low, c->high, 1, false, m->a)));
}

static void rule(struct md *m, const char *align)
{
    buf_add_char(m->out, '|');
    for (; *align; align++)
        buf_add_cstr(m->out, *align == 'r' ? " ---: |" : " --- |");
    buf_add_char(m->out, '\n');
}

static void headline(struct md *m)
{
    struct headline h = headline_of(m->f, m->a);
    for (size_t i = 0; i < h.n; i++) {
        buf_add_cstr(m->out, "- ");
        escape(m, h.v[i].text);
        buf_add_char(m->out, '\n');
    }
    buf_add_char(m->out, '\n');
}

static void scope(struct md *m)
{
    struct fact facts[WORDS_MAX_FACTS];
    size_t n = words_scope(m->f, m->a, facts);
    buf_add_cstr(m->out, "| Scope | |\n");
    rule(m, "ll");
    for (size_t i = 0; i < n; i++) {
        buf_add_char(m->out, '|');
        cell_text(m, facts[i].label);
        cell_text(m, facts[i].value);
        buf_add_char(m->out, '\n');
    }
    buf_add_char(m->out, '\n');
}

static void role_table(struct md *m, const struct role_figure *role)
{
    struct str compared = words_compared(role, m->a);
    buf_printf(m->out,
               "| # | Skill | %% (95 %%) | named | as required | as preferred "
               "| employers |%s\n",
               compared.p ? " moved | change |" : "");
    rule(m, compared.p ? "rlrrrrrrr" : "rlrrrrr");
    for (size_t i = 0; i < role->n_skills; i++) {
        const struct skill_figure *s = &role->skills[i];
        const struct change *c = figures_change_of(role, s->concept);
        buf_printf(m->out, "| %u |", s->rank);
        cell_text(m, s->name);
        buf_printf(m->out, " %.*s | %u | %u | %u | %u |",
                   STR_FMT(share_cell(m, &s->cell)), s->cell.named,
                   s->cell.required, s->cell.preferred, s->cell.employers);
        if (compared.p)
            buf_printf(m->out, " %.*s | %.*s |",
                       STR_FMT(words_move(c, false, m->a)),
                       STR_FMT(words_points(c, m->a)));
        buf_add_char(m->out, '\n');
    }
    buf_add_char(m->out, '\n');
    if (compared.p)
        sentence(m, compared);
}

static void role_head(struct md *m, struct str first)
{
    buf_add_char(m->out, '|');
    cell_text(m, first);
    char align[FIGURES_MAX_ROLES + 2] = "l";
    for (size_t i = 0; i < m->f->n_roles; i++) {
        cell_text(m, m->f->roles[i].name);
        align[i + 1] = 'r';
    }
    align[m->f->n_roles + 1] = '\0';
    buf_add_char(m->out, '\n');
    rule(m, align);
}

static void role_cells(struct md *m, const struct cell *cells)
{
    for (size_t i = 0; i < m->f->n_roles; i++)
        buf_printf(m->out, " %.*s |", STR_FMT(share_cell(m, &cells[i])));
    buf_add_char(m->out, '\n');
}

static void matrix(struct md *m)
{
    if (m->f->n_matrix == 0)
        return;
    heading(m, "##", STR("Skills in each role"));
    sentence(m, words_per_role(m->f, m->a));
    sentence(m, STR("The skills most named over all these roles."));
    role_head(m, STR("Skill"));
    for (size_t i = 0; i < m->f->n_matrix; i++) {
        buf_add_char(m->out, '|');
        cell_text(m, m->f->matrix[i].name);
        role_cells(m, m->f->matrix[i].cells);
    }
    buf_add_char(m->out, '\n');
}

static void themes(struct md *m)
{
    if (m->f->n_themes == 0)
        return;
    heading(m, "##", STR("Themes and what is under them"));
    sentence(m, words_per_role(m->f, m->a));
    sentence(m, STR("A line in bold counts each posting once that names the "
                    "theme or anything under it; the lines below it do not "
                    "add up to it."));
    role_head(m, STR("Theme"));
    for (size_t i = 0; i < m->f->n_themes; i++) {
        const struct theme_figure *t = &m->f->themes[i];
        const char *bold = t->is_union ? "**" : "";
        buf_add_cstr(m->out, "| ");
        for (unsigned k = 0; k < t->depth; k++)
            buf_add_cstr(m->out, "&emsp;");
        buf_add_cstr(m->out, bold);
        escape(m, t->name);
        buf_printf(m->out, "%s |", bold);
        role_cells(m, t->cells);
    }
    buf_add_char(m->out, '\n');
}

static void month_row(struct md *m, const struct role_figure *role, size_t at)
{
    const struct month_figure *x = &role->months[at];
    buf_printf(m->out, "| %.*s | %llu |", STR_FMT(words_month(x->month, m->a)),
               (unsigned long long)x->counts.usable);
    for (size_t i = 0; i < role->n_series; i++) {
        const struct cell *c = &role->series[i].cells[at];
        if (x->gap == GAP_NO_POSTINGS)
            buf_add_cstr(m->out, " |");
        else if (x->gap == GAP_OUTAGE)
            buf_add_cstr(m->out, " outage |");
        else
            buf_printf(m->out, " %.*s |", STR_FMT(share_cell(m, c)));
    }
    buf_add_char(m->out, '\n');
}

static void months(struct md *m, const struct role_figure *role)
{
    if (role->n_series == 0)
        return;
    heading(m, "###", role->name);
    sentence(m, words_window(m->f, role, m->a));
    char align[FIGURES_SERIES_SKILLS + 3] = "lr";
    buf_add_cstr(m->out, "| Month | n |");
    for (size_t i = 0; i < role->n_series; i++) {
        cell_text(m, role->series[i].name);
        align[i + 2] = 'r';
    }
    align[role->n_series + 2] = '\0';
    buf_add_char(m->out, '\n');
    rule(m, align);
    for (size_t i = 0; i < m->f->n_months; i++)
        month_row(m, role, i);
    buf_add_char(m->out, '\n');
}

static void further_row(struct md *m, const struct table *x, size_t row)
{
    buf_add_char(m->out, '|');
    for (size_t i = 0; i < x->n_columns; i++) {
        const struct value *v = &x->values[row * x->n_columns + i];
        if (x->columns[i].head && v->kind == VALUE_LINK)
            cell_link(m, v->text);
        else if (x->columns[i].head)
            cell_text(m, words_value(v, &x->columns[i], false, m->a));
    }
    buf_add_char(m->out, '\n');
}

static void further_table(struct md *m, const struct table *x)
{
    char align[TABLES_MAX_COLUMNS + 1];
    size_t n = 0;
    if (x->n_shown == 0 && x->note.n == 0)
        return;
    heading(m, "###", x->title);
    if (x->note.n)
        sentence(m, x->note);
    if (x->n_shown == 0)
        return;
    buf_add_char(m->out, '|');
    for (size_t i = 0; i < x->n_columns; i++) {
        if (!x->columns[i].head)
            continue;
        cell_text(m, str_from(x->columns[i].head));
        align[n++] =
            x->columns[i].kind == VALUE_TEXT || x->columns[i].kind == VALUE_LINK
                ? 'l'
                : 'r';
    }
    align[n] = '\0';
    buf_add_char(m->out, '\n');
    rule(m, align);
    for (size_t row = 0; row < x->n_shown; row++)
        further_row(m, x, row);
    buf_add_char(m->out, '\n');
    if (x->n_more)
        sentence(m, words_more(x->n_more, m->a));
}

static void further_tables(struct md *m, size_t role)
{
    for (size_t i = 0; i < m->tables.n; i++)
        if (m->tables.v[i].role == role)
            further_table(m, &m->tables.v[i]);
}

static void role_section(struct md *m, const struct role_figure *role)
{
    heading(m, "##", role->name);
    sentence(m, words_counts(m->f, &role->counts, m->a));
    if (role->n_skills == 0)
        return;
    role_table(m, role);
    if (role->n_named_skills > role->n_skills)
        buf_printf(m->out, "%zu more skills were named.\n\n",
                   role->n_named_skills - role->n_skills);
    further_tables(m, (size_t)(role - m->f->roles));
}

void render_md_page(const struct figures *f, const struct page *p,
                    struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct md m = {.f = f, .out = out, .a = a};
    heading(&m, "#", p->title);
    for (size_t i = 0; i < p->n_lines; i++)
        paragraph(&m, p->lines[i]);
    for (size_t i = 0; i < p->tables.n; i++)
        further_table(&m, &p->tables.v[i]);
    paragraph(&m, words_versions(f, a));
}

void render_md(const struct figures *f, struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct md m = {.f = f, .tables = tables_of(f, a), .out = out, .a = a};
    heading(&m, "#", words_title(f, a));
    struct str empty = words_empty(f, a);
    if (empty.p)
        sentence(&m, empty);
    else
        headline(&m);
    scope(&m);
    if (empty.p)
        return;
    for (size_t i = 0; i < f->n_roles; i++)
        role_section(&m, &f->roles[i]);
    matrix(&m);
    themes(&m);
    further_tables(&m, TABLES_ALL_ROLES);
    if (f->n_months > 1 && f->selected.raw) {
        heading(&m, "##", STR("Month by month"));
        sentence(&m, STR("An empty cell is a month without postings. Where two "
                         "intervals overlap widely, no change can be told."));
        for (size_t i = 0; i < f->n_roles; i++)
            months(&m, &f->roles[i]);
    }
    heading(&m, "##", STR("How to read this"));
    const char *const *sentences = words_method();
    for (size_t i = 0; sentences[i]; i++)
        buf_printf(m.out, "- %s\n", sentences[i]);
}
