/* SPDX-License-Identifier: MIT */
#include "report/render_html.h"
#include "report/assets.h"
#include "report/headline.h"
#include "report/html_escape.h"
#include "report/page_data.h"
#include "report/render_html_evidence.h"
#include "report/words.h"
#include <math.h>

#define GLANCE_SKILLS   5
#define TOOLS_PER_THEME 10
/* What a reader chooses from may fill the page up to this, to be mailed. */
#define PAGE_BYTES       1400000u
#define DATA_BYTES_LEAST 300000u
#define NBSP             "\xc2\xa0"
#define SHY              "\xc2\xad" /* where a narrow head may break */

struct html {
    const struct figures *f;
    const struct charts *charts;
    struct tables tables;
    const char *table_heading; /* "h2", "h3": one below what is above it */
    struct arena *a;
    struct buf *out;
};

static void raw(struct html *h, const char *markup)
{
    buf_add_cstr(h->out, markup);
}

/* <tag>text</tag>; the tag may carry constant attributes. */
static void element(struct html *h, const char *tag, const char *attributes,
                    struct str text)
{
    buf_printf(h->out, "<%s%s>", tag, attributes);
    html_escape_text(h->out, text);
    buf_printf(h->out, "</%s>\n", tag);
}

static void role_anchor(struct html *h, const char *prefix,
                        const struct role_figure *role)
{
    buf_add_cstr(h->out, prefix);
    html_escape_id(h->out, role->id);
}

/* <tag data-NAME="id">: what the script chooses by. */
static void open_with_id(struct html *h, const char *tag, const char *name,
                         struct str id)
{
    buf_printf(h->out, "<%s data-%s=\"", tag, name);
    html_escape_attr(h->out, id);
    raw(h, "\">");
}

static void head(struct html *h, struct str title)
{
    raw(h, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
           "<meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
           "'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
           "form-action 'none'; script-src '");
    raw(h, asset_report_js_sha256); /* this script and no other */
    raw(h, "'\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, "
           "initial-scale=1\">\n"
           "<meta name=\"referrer\" content=\"no-referrer\">\n"
           "<link rel=\"icon\" href=\"data:,\">\n");
    element(h, "title", "", title);
    raw(h, "<style>\n");
    raw(h, asset_report_css);
    raw(h, "</style>\n</head>\n<body>\n");
}

static void navigation(struct html *h)
{
    raw(h, "<nav aria-label=\"Sections\">\n<ul>\n");
    for (size_t i = 0; i < h->f->n_roles; i++) {
        raw(h, "<li><a href=\"#");
        role_anchor(h, "role-", &h->f->roles[i]);
        raw(h, "\">");
        html_escape_text(h->out, h->f->roles[i].name);
        raw(h, "</a></li>\n");
    }
    raw(h, "<li><a href=\"#skills\">Skills in each role</a></li>\n"
           "<li><a href=\"#themes\">Themes</a></li>\n"
           "<li><a href=\"#months\">Month by month</a></li>\n"
           "<li><a href=\"#method\">How to read this</a></li>\n"
           "</ul>\n</nav>\n");
}

/* What is of one role is shown with it when a reader chooses roles. */
static void headline(struct html *h)
{
    struct headline lines = headline_of(h->f, h->a);
    raw(h, "<h2 id=\"headline\">In short</h2>\n<ul class=\"headline\">\n");
    for (size_t i = 0; i < lines.n; i++) {
        const struct headline_line *line = &lines.v[i];
        if (line->role_id.p)
            open_with_id(h, "li", "role", line->role_id);
        else
            raw(h, "<li>");
        html_escape_text(h->out, line->text);
        raw(h, "</li>\n");
    }
    raw(h, "</ul>\n");
}

static void scope(struct html *h)
{
    struct fact facts[WORDS_MAX_FACTS];
    size_t n = words_scope(h->f, h->a, facts);
    raw(h, "<dl class=\"scope\">\n");
    for (size_t i = 0; i < n; i++) {
        element(h, "dt", "", facts[i].label);
        element(h, "dd", "", facts[i].value);
    }
    raw(h, "</dl>\n");
}

static void card(struct html *h, const struct role_figure *role)
{
    open_with_id(h, "section class=\"card\"", "role", role->id);
    element(h, "h3", "", role->name);
    element(h, "p", "", words_n(&role->counts, h->a));
    if (role->counts.few)
        element(h, "p", "", STR("Too few for shares."));
    raw(h, "<ol>\n");
    for (size_t i = 0;
         i < role->n_skills && i < GLANCE_SKILLS && !role->counts.few; i++) {
        const struct skill_figure *s = &role->skills[i];
        element(h, "li", "",
                arena_printf(h->a, "%.*s, %.1f" NBSP "%%", STR_FMT(s->name),
                             100 * s->cell.share));
    }
    raw(h, "</ol>\n</section>\n");
}

static void glance(struct html *h)
{
    raw(h, "<h2 id=\"glance\">Most named in each role</h2>\n"
           "<div class=\"cards\">\n");
    for (size_t i = 0; i < h->f->n_roles; i++)
        card(h, &h->f->roles[i]);
    raw(h, "</div>\n");
}

/* ---- Tables ---- */

/* A table in a box that scrolls by itself where the page is too narrow, so it
 * takes the keyboard's focus; its caption says what, when, of how many and by
 * which versions. */
static void begin_table(struct html *h, const char *attributes, struct str what,
                        const struct counts *c)
{
    raw(h, "<section class=\"scroll\" tabindex=\"0\" aria-label=\"");
    html_escape_attr(h->out, arena_printf(h->a, "Table: %.*s", STR_FMT(what)));
    buf_printf(h->out, "\">\n<table%s>\n<caption><span>", attributes);
    html_escape_text(
        h->out, arena_printf(h->a,
                             "%.*s. %.*s. Of %.*s distinct postings, %.*s have "
                             "usable text; shares are of these. %.*s.",
                             STR_FMT(what), STR_FMT(words_period(h->f, h->a)),
                             STR_FMT(words_number(c->distinct, h->a)),
                             STR_FMT(words_number(c->usable, h->a)),
                             STR_FMT(words_versions(h->f, h->a))));
    raw(h, "</span></caption>\n<thead>\n<tr>");
}

static void end_table(struct html *h)
{
    raw(h, "</tbody>\n</table>\n</section>\n");
}

static void column(struct html *h, const char *attributes, struct str name)
{
    buf_printf(h->out, "<th scope=\"col\"%s>", attributes);
    html_escape_text(h->out, name);
    raw(h, "</th>");
}

static void share_cell(struct html *h, const struct cell *c, int decimals)
{
    if (isnan(c->share)) {
        buf_printf(h->out, "<td class=\"few\">%u <small>few</small></td>",
                   c->named);
        return;
    }
    buf_printf(h->out,
               "<td class=\"share\" style=\"--w:%.1f\">%.1f "
               "<small>%.*s</small></td>",
               100 * c->share, 100 * c->share,
               STR_FMT(words_interval(c->low, c->high, decimals, false, h->a)));
}

static void number_cell(struct html *h, uint64_t n)
{
    buf_printf(h->out, "<td>%.*s</td>", STR_FMT(words_number(n, h->a)));
}

static void role_table(struct html *h, const struct role_figure *role)
{
    begin_table(h, "",
                arena_printf(h->a,
                             "%.*s: skills by the part of postings "
                             "that name them",
                             STR_FMT(role->name)),
                &role->counts);
    column(h, "", STR("#"));
    column(h, " class=\"name\"", STR("Skill"));
    column(h, "", STR("% (95 %)"));
    column(h, "", STR("named in"));
    column(h, "", STR("as re" SHY "quired"));
    column(h, "", STR("as pre" SHY "ferred"));
    column(h, "", STR("employ" SHY "ers"));
    raw(h, "</tr>\n</thead>\n<tbody>\n");
    for (size_t i = 0; i < role->n_skills; i++) {
        const struct skill_figure *s = &role->skills[i];
        open_with_id(h, "tr", "skill", s->id);
        buf_printf(h->out, "<td>%u</td><th scope=\"row\">", s->rank);
        html_escape_text(h->out, s->name);
        raw(h, "</th>");
        share_cell(h, &s->cell, 1);
        html_evidence_cell(role, s, h->a, h->out);
        number_cell(h, s->cell.required);
        number_cell(h, s->cell.preferred);
        number_cell(h, s->cell.employers);
        raw(h, "</tr>\n");
    }
    end_table(h);
    if (role->n_named_skills > role->n_skills)
        element(h, "p", "",
                arena_printf(h->a, "%zu more skills were named.",
                             role->n_named_skills - role->n_skills));
}

/* ---- Figures ---- */

/* The chart, with words on what is seen; its table says the same. */
static void figure(struct html *h, const struct chart *chart)
{
    raw(h, "<figure>\n");
    buf_add_str(h->out, chart->svg); /* svg_clean() made it */
    raw(h, "\n<figcaption>");
    html_escape_text(h->out,
                     arena_printf(h->a, "%.*s: %.*s; %.*s. %.*s",
                                  STR_FMT(chart->title), STR_FMT(chart->what),
                                  STR_FMT(chart->note),
                                  STR_FMT(chart->key_of_marks)));
    raw(h, "</figcaption>\n</figure>\n");
}

/* Begin a box for what follows, beside the chart where there is one. */
static void begin_pair(struct html *h, const char *key, size_t role)
{
    const struct chart *chart = charts_find(h->charts, key, role);
    raw(h, chart ? "<div class=\"pair\">\n" : "<div>\n");
    if (chart)
        figure(h, chart);
}

/* ---- Further tables ---- */

static void further_cell(struct html *h, const struct value *v,
                         const struct table_column *c, bool first)
{
    bool bar = v->kind == VALUE_SHARE;
    const char *tag = first ? "th" : "td";
    buf_printf(h->out, "<%s%s", tag,
               first                   ? " scope=\"row\""
               : c->kind == VALUE_TEXT ? " class=\"name\""
               : v->kind == VALUE_FEW  ? " class=\"few\""
               : bar && !isnan(v->low) ? " class=\"share\""
                                       : "");
    if (bar && !isnan(v->low))
        buf_printf(h->out, " style=\"--w:%.1f\"", 100 * v->number);
    raw(h, ">");
    struct str text = words_value(v, c, false, h->a);
    size_t at = isnan(v->low) ? SIZE_MAX : str_find(text, STR(" ("));
    html_escape_text(h->out, str_slice(text, 0, at));
    if (at != SIZE_MAX) {
        raw(h, " <small>");
        html_escape_text(h->out, str_slice(text, at + 2, text.n - 1));
        raw(h, "</small>");
    }
    buf_printf(h->out, "</%s>", tag);
}

static void further_table(struct html *h, const struct table *x,
                          const struct counts *counts)
{
    if (x->n_shown == 0 && x->note.n == 0)
        return;
    element(h, h->table_heading, "", x->title);
    if (x->note.n)
        html_note(x->note, h->out);
    if (x->for_pages)
        html_evidence(&h->f->roles[x->role], h->out);
    if (x->n_shown == 0 || x->for_pages)
        return;
    begin_pair(h, x->key, x->role);
    begin_table(h, " class=\"further\"",
                x->role < h->f->n_roles
                    ? arena_printf(h->a, "%.*s: %.*s",
                                   STR_FMT(h->f->roles[x->role].name),
                                   STR_FMT(x->title))
                    : x->title,
                counts);
    bool first = true;
    for (size_t i = 0; i < x->n_columns; i++)
        if (x->columns[i].head)
            column(h, x->columns[i].kind == VALUE_TEXT ? " class=\"name\"" : "",
                   str_from(x->columns[i].head));
    raw(h, "</tr>\n</thead>\n<tbody>\n");
    for (size_t row = 0; row < x->n_shown; row++) {
        raw(h, "<tr>");
        first = true;
        for (size_t i = 0; i < x->n_columns; i++) {
            if (!x->columns[i].head)
                continue;
            further_cell(h, &x->values[row * x->n_columns + i], &x->columns[i],
                         first);
            first = false;
        }
        raw(h, "</tr>\n");
    }
    end_table(h);
    raw(h, "</div>\n");
}

static void further_tables(struct html *h, size_t role)
{
    const struct counts *counts =
        role == TABLES_ALL_ROLES ? &h->f->selected : &h->f->roles[role].counts;
    for (size_t i = 0; i < h->tables.n; i++)
        if (h->tables.v[i].role == role)
            further_table(h, &h->tables.v[i], counts);
}

static void role_section(struct html *h, size_t at)
{
    const struct role_figure *role = &h->f->roles[at];
    open_with_id(h, "section", "role", role->id);
    raw(h, "\n<h2 id=\"");
    role_anchor(h, "role-", role);
    raw(h, "\">");
    html_escape_text(h->out, role->name);
    raw(h, "</h2>\n");
    element(h, "p", "", words_counts(h->f, &role->counts, h->a));
    if (role->n_skills) {
        begin_pair(h, "skills", at);
        raw(h, "<div>\n");
        role_table(h, role);
        raw(h, "</div>\n</div>\n");
    }
    further_tables(h, at);
    raw(h, "</section>\n");
}

static void role_columns(struct html *h, struct str first)
{
    column(h, " class=\"name\"", first);
    for (size_t i = 0; i < h->f->n_roles; i++)
        column(h, "", h->f->roles[i].name);
    raw(h, "</tr>\n</thead>\n<tbody>\n");
}

static void role_cells(struct html *h, const struct cell *cells)
{
    for (size_t i = 0; i < h->f->n_roles; i++)
        share_cell(h, &cells[i], 0);
    raw(h, "</tr>\n");
}

static void matrix_section(struct html *h)
{
    raw(h, "<section>\n<h2 id=\"skills\">Skills in each role</h2>\n");
    if (h->f->n_matrix == 0) {
        raw(h, "<p>No skill was named in these roles.</p>\n</section>\n");
        return;
    }
    raw(h, "<p>The skills most named over all these roles, with the per cent "
           "of each role's postings that name them and the 95 % interval."
           "</p>\n");
    begin_pair(h, "matrix", CHARTS_ALL_ROLES);
    begin_table(h, "", STR("Skills in each role"), &h->f->selected);
    role_columns(h, STR("Skill"));
    for (size_t i = 0; i < h->f->n_matrix; i++) {
        open_with_id(h, "tr", "skill", h->f->matrix[i].id);
        raw(h, "<th scope=\"row\">");
        html_escape_text(h->out, h->f->matrix[i].name);
        raw(h, "</th>");
        role_cells(h, h->f->matrix[i].cells);
    }
    end_table(h);
    raw(h, "</div>\n</section>\n");
}

static void more_row(struct html *h, size_t n)
{
    buf_printf(h->out,
               "<tr class=\"more\"><th scope=\"row\">and %zu more</th>"
               "<td colspan=\"%zu\"></td></tr>\n",
               n, h->f->n_roles);
}

static void themes_section(struct html *h)
{
    const struct figures *f = h->f;
    if (f->n_themes == 0)
        return;
    raw(h, "<section>\n<h2 id=\"themes\">Themes and what is under them</h2>\n"
           "<p>A line in bold counts each posting once that names the theme or "
           "anything under it, so the lines below it do not add up to it."
           "</p>\n");
    begin_table(h, "", STR("Themes and what is under them, in each role"),
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
            raw(h, "\"><th scope=\"row\">");
            html_escape_text(h->out, t->name);
            raw(h, "</th>");
            role_cells(h, t->cells);
        }
        bool last = i + 1 == f->n_themes || t[1].depth < 2;
        if (last && shown > TOOLS_PER_THEME)
            more_row(h, shown - TOOLS_PER_THEME);
    }
    end_table(h);
    raw(h, "</section>\n");
}

/* ---- Months ---- */

static void month_cell(struct html *h, const struct month_figure *m,
                       const struct cell *c)
{
    if (m->gap == GAP_NO_POSTINGS)
        raw(h, "<td class=\"few\">no data</td>");
    else
        share_cell(h, c, 0);
}

static void month_table(struct html *h, const struct role_figure *role)
{
    begin_table(h, " class=\"narrow\"",
                arena_printf(h->a,
                             "%.*s by month, %% of postings that name "
                             "the skill",
                             STR_FMT(role->name)),
                &role->counts);
    column(h, "", STR("Month"));
    column(h, "", STR("n"));
    for (size_t i = 0; i < role->n_series; i++)
        column(h, "", role->series[i].name);
    raw(h, "</tr>\n</thead>\n<tbody>\n");
    for (size_t i = 0; i < h->f->n_months; i++) {
        const struct month_figure *m = &role->months[i];
        raw(h, "<tr><th scope=\"row\" class=\"month\">");
        html_escape_text(h->out, words_month(m->month, h->a));
        raw(h, "</th>");
        number_cell(h, m->counts.usable);
        for (size_t k = 0; k < role->n_series; k++)
            month_cell(h, m, &role->series[k].cells[i]);
        raw(h, "</tr>\n");
    }
    end_table(h);
}

static void months_section(struct html *h)
{
    raw(h, "<section>\n<h2 id=\"months\">Month by month</h2>\n");
    if (h->f->n_months < 2)
        raw(h, "<p>The period has postings in fewer than two months, so there "
               "is no series.</p>\n");
    else
        raw(h,
            "<p>The skills most named in each role. A month without "
            "postings, or with too few, is a gap. Where the intervals of two "
            "months overlap widely, no change can be told.</p>\n");
    if (h->f->months_cut)
        element(h, "p", "",
                arena_printf(h->a, "Only the last %zu months are shown.",
                             h->f->n_months));
    for (size_t i = 0; h->f->n_months >= 2 && i < h->f->n_roles; i++) {
        const struct role_figure *role = &h->f->roles[i];
        if (role->n_series == 0)
            continue;
        open_with_id(h, "section", "role", role->id);
        element(h, "h3", "", role->name);
        element(h, "p", "", words_window(role, h->a));
        begin_pair(h, "series", i);
        month_table(h, role);
        raw(h, "</div>\n</section>\n");
    }
    raw(h, "</section>\n");
}

static void method_section(struct html *h)
{
    raw(h, "<section>\n<h2 id=\"method\">How to read this</h2>\n"
           "<ul class=\"method\">\n");
    const char *const *sentences = words_method();
    for (size_t i = 0; sentences[i]; i++)
        element(h, "li", "", str_from(sentences[i]));
    raw(h, "</ul>\n</section>\n");
}

/* What the script lets a reader choose from. */
static void data_block(struct html *h)
{
    if (!h->f->cube)
        return;
    raw(h, "<script type=\"application/json\" id=\"data\">");
    size_t left = PAGE_BYTES > h->out->n ? PAGE_BYTES - h->out->n : 0;
    page_data(h->f, left > DATA_BYTES_LEAST ? left : DATA_BYTES_LEAST, h->out);
    raw(h, "</script>\n");
}

static void foot(struct html *h)
{
    raw(h, "</main>\n<footer>");
    html_escape_text(h->out, words_versions(h->f, h->a));
    raw(h, "</footer>\n");
    raw(h, "<script>");
    raw(h, asset_report_js);
    raw(h, "</script>\n</body>\n</html>\n");
}

void render_html_page(const struct figures *f, const struct page *p,
                      const struct charts *charts, struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct html h = {
        .f = f, .charts = charts, .table_heading = "h2", .a = a, .out = out};
    head(&h, p->title);
    raw(&h, "<header>\n");
    element(&h, "h1", "", p->title);
    raw(&h, "</header>\n<main>\n");
    for (size_t i = 0; i < p->n_lines; i++)
        element(&h, "p", "", p->lines[i]);
    for (size_t i = 0; i < p->tables.n; i++) {
        const struct table *t = &p->tables.v[i];
        further_table(&h, t,
                      t->role < f->n_roles ? &f->roles[t->role].counts
                                           : &f->selected);
    }
    foot(&h);
}

void render_html(const struct figures *f, const struct charts *charts,
                 struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct html h = {.f = f,
                     .charts = charts,
                     .tables = tables_of(f, a),
                     .table_heading = "h3",
                     .a = a,
                     .out = out};
    struct str title = words_title(f, a);
    struct str empty = words_empty(f, a);
    head(&h, title);
    raw(&h, "<header>\n");
    element(&h, "h1", "", title);
    if (!empty.p)
        navigation(&h);
    raw(&h, "</header>\n<main>\n");
    if (empty.p)
        element(&h, "p", " class=\"note\"", empty);
    else
        headline(&h);
    scope(&h);
    if (charts && charts->problem.code != ST_OK && !empty.p)
        element(&h, "p", " class=\"note\"",
                arena_printf(a,
                             "This page has %s. The tables have all figures.",
                             charts->problem.msg));
    if (!empty.p) {
        glance(&h);
        for (size_t i = 0; i < f->n_roles; i++)
            role_section(&h, i);
        matrix_section(&h);
        themes_section(&h);
        further_tables(&h, TABLES_ALL_ROLES);
        months_section(&h);
        method_section(&h);
        data_block(&h);
    }
    foot(&h);
}
