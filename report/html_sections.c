/* SPDX-License-Identifier: MIT */
#include "report/html_escape.h"
#include "report/html_work.h"
#include "report/words.h"

#define TOOLS_PER_THEME 10

static void role_columns(struct html *h, struct str first)
{
    html_column(h, " class=\"name\"", first);
    for (size_t i = 0; i < h->f->n_roles; i++)
        html_column(h, "", h->f->roles[i].name);
    html_raw(h, "</tr>\n</thead>\n<tbody>\n");
}

static void role_cells(struct html *h, const struct cell *cells)
{
    for (size_t i = 0; i < h->f->n_roles; i++)
        html_share_cell(h, &cells[i], 0);
    html_raw(h, "</tr>\n");
}

void html_matrix(struct html *h)
{
    html_raw(h, "<section>\n<h2 id=\"skills\">Skills in each role</h2>\n");
    if (h->f->n_matrix == 0) {
        html_raw(h, "<p>No skill was named in these roles.</p>\n</section>\n");
        return;
    }
    html_raw(h,
             "<p>The skills most named over all these roles, with the per cent "
             "of each role's postings that name them and the 95 % interval."
             "</p>\n");
    html_begin_pair(h, "matrix", CHARTS_ALL_ROLES);
    html_begin_table(h, "", STR("Skills in each role"), &h->f->selected);
    role_columns(h, STR("Skill"));
    for (size_t i = 0; i < h->f->n_matrix; i++) {
        html_open_with_id(h, "tr", "skill", h->f->matrix[i].id);
        html_raw(h, "<th scope=\"row\">");
        html_escape_text(h->out, h->f->matrix[i].name);
        html_raw(h, "</th>");
        role_cells(h, h->f->matrix[i].cells);
    }
    html_end_table(h);
    html_raw(h, "</div>\n</section>\n");
}

static void more_row(struct html *h, size_t n)
{
    buf_printf(h->out,
               "<tr class=\"more\"><th scope=\"row\">and %zu more</th>"
               "<td colspan=\"%zu\"></td></tr>\n",
               n, h->f->n_roles);
}

void html_themes(struct html *h)
{
    const struct figures *f = h->f;
    if (f->n_themes == 0)
        return;
    html_raw(
        h, "<section>\n<h2 id=\"themes\">Themes and what is under them</h2>\n"
           "<p>A line in bold counts each posting once that names the theme or "
           "anything under it, so the lines below it do not add up to it."
           "</p>\n");
    html_begin_table(h, "", STR("Themes and what is under them, in each role"),
                     &f->selected);
    role_columns(h, STR("Theme"));
    size_t shown = 0;
    for (size_t i = 0; i < f->n_themes; i++) {
        const struct theme_figure *t = &f->themes[i];
        shown = t->depth < 2 ? 0 : shown + 1;
        if (shown <= TOOLS_PER_THEME) {
            buf_printf(h->out, "<tr class=\"d%u%s\" data-skill=\"", t->depth,
                       t->is_union ? " union" : "");
            html_escape_attr(h->out, t->id);
            html_raw(h, "\"><th scope=\"row\">");
            html_escape_text(h->out, t->name);
            html_raw(h, "</th>");
            role_cells(h, t->cells);
        }
        bool last = i + 1 == f->n_themes || t[1].depth < 2;
        if (last && shown > TOOLS_PER_THEME)
            more_row(h, shown - TOOLS_PER_THEME);
    }
    html_end_table(h);
    html_raw(h, "</section>\n");
}

static void month_cell(struct html *h, const struct month_figure *m,
                       const struct cell *c)
{
    if (m->gap == GAP_NO_POSTINGS)
        html_raw(h, "<td class=\"few\">no data</td>");
    else if (m->gap == GAP_OUTAGE)
        html_raw(h, "<td class=\"few\">outage</td>");
    else
        html_share_cell(h, c, 0);
}

static void month_table(struct html *h, const struct role_figure *role)
{
    html_begin_table(h, " class=\"narrow\"",
                     arena_printf(h->a,
                                  "%.*s by month, %% of postings that name "
                                  "the skill",
                                  STR_FMT(role->name)),
                     &role->counts);
    html_column(h, "", STR("Month"));
    html_column(h, "", STR("n"));
    for (size_t i = 0; i < role->n_series; i++)
        html_column(h, "", role->series[i].name);
    html_raw(h, "</tr>\n</thead>\n<tbody>\n");
    for (size_t i = 0; i < h->f->n_months; i++) {
        const struct month_figure *m = &role->months[i];
        html_raw(h, "<tr><th scope=\"row\" class=\"month\">");
        html_escape_text(h->out, words_month(m->month, h->a));
        html_raw(h, "</th>");
        html_number_cell(h, m->counts.usable);
        for (size_t k = 0; k < role->n_series; k++)
            month_cell(h, m, &role->series[k].cells[i]);
        html_raw(h, "</tr>\n");
    }
    html_end_table(h);
}

void html_months(struct html *h)
{
    html_raw(h, "<section>\n<h2 id=\"months\">Month by month</h2>\n");
    if (h->f->n_months < 2)
        html_raw(
            h, "<p>The period has postings in fewer than two months, so there "
               "is no series.</p>\n");
    else
        html_raw(
            h,
            "<p>The skills most named in each role. A month without "
            "postings, or with too few, is a gap. Where the intervals of two "
            "months overlap widely, no change can be told.</p>\n");
    if (h->f->months_cut)
        html_element(h, "p", "",
                     arena_printf(h->a, "Only the last %zu months are shown.",
                                  h->f->n_months));
    for (size_t i = 0; h->f->n_months >= 2 && i < h->f->n_roles; i++) {
        const struct role_figure *role = &h->f->roles[i];
        if (role->n_series == 0)
            continue;
        html_open_with_id(h, "section", "role", role->id);
        html_raw(h, "<h3 id=\"");
        html_role_anchor(h, "months-", role);
        html_raw(h, "\">");
        html_escape_text(h->out, role->name);
        html_raw(h, "</h3>\n");
        html_element(h, "p", "", words_window(h->f, role, h->a));
        html_begin_pair(h, "series", i);
        month_table(h, role);
        html_raw(h, "</div>\n</section>\n");
    }
    html_raw(h, "</section>\n");
}
