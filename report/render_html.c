/* SPDX-License-Identifier: MIT */
#include "report/assets.h"
#include "report/headline.h"
#include "report/html_escape.h"
#include "report/html_work.h"
#include "report/page_data.h"
#include "report/render_html_evidence.h"
#include "report/words.h"

#define GLANCE_SKILLS 5
/* What a reader chooses from may fill the page up to this, to be mailed. */
#define PAGE_BYTES       1400000u
#define DATA_BYTES_LEAST 300000u
#define NBSP             "\xc2\xa0"
#define SHY              "\xc2\xad" /* where a narrow head may break */

static void head(struct html *h, struct str title)
{
    html_raw(
        h, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
           "<meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
           "'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
           "form-action 'none'; script-src '");
    html_raw(h, asset_report_js_sha256); /* this script and no other */
    html_raw(h, "'\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, "
                "initial-scale=1\">\n"
                "<meta name=\"referrer\" content=\"no-referrer\">\n"
                "<link rel=\"icon\" href=\"data:,\">\n");
    html_element(h, "title", "", title);
    html_raw(h, "<style>\n");
    html_raw(h, asset_report_css);
    html_raw(h, "</style>\n</head>\n<body>\n");
}

static void navigation(struct html *h)
{
    html_raw(h, "<nav aria-label=\"Sections\">\n<ul>\n"
                "<li><a href=\"#headline\">In short</a></li>\n"
                "<li><a href=\"#glance\">Most named</a></li>\n");
    for (size_t i = 0; i < h->f->n_roles; i++) {
        html_raw(h, "<li><a href=\"#");
        html_role_anchor(h, "role-", &h->f->roles[i]);
        html_raw(h, "\">");
        html_escape_text(h->out, h->f->roles[i].name);
        html_raw(h, "</a></li>\n");
    }
    html_raw(h, "<li><a href=\"#skills\">Skills in each role</a></li>\n"
                "<li><a href=\"#themes\">Themes</a></li>\n"
                "<li><a href=\"#months\">Month by month</a></li>\n"
                "<li><a href=\"#method\">How to read this</a></li>\n"
                "</ul>\n</nav>\n");
}

/* What is of one role is shown with it when a reader chooses roles. */
static void headline(struct html *h)
{
    struct headline lines = headline_of(h->f, h->a);
    html_raw(h, "<h2 id=\"headline\">In short</h2>\n<ul class=\"headline\">\n");
    for (size_t i = 0; i < lines.n; i++) {
        const struct headline_line *line = &lines.v[i];
        if (line->role_id.p)
            html_open_with_id(h, "li", "role", line->role_id);
        else
            html_raw(h, "<li>");
        html_escape_text(h->out, line->text);
        html_raw(h, "</li>\n");
    }
    html_raw(h, "</ul>\n");
}

static void scope(struct html *h)
{
    struct fact facts[WORDS_MAX_FACTS];
    size_t n = words_scope(h->f, h->a, facts);
    html_raw(h, "<dl class=\"scope\">\n");
    for (size_t i = 0; i < n; i++) {
        html_element(h, "dt", "", facts[i].label);
        html_element(h, "dd", "", facts[i].value);
    }
    html_raw(h, "</dl>\n");
}

static void card(struct html *h, const struct role_figure *role)
{
    html_open_with_id(h, "section class=\"card\"", "role", role->id);
    html_element(h, "h3", "", role->name);
    html_element(h, "p", "", words_n(&role->counts, h->a));
    if (role->counts.few)
        html_element(h, "p", "", STR("Too few for shares."));
    html_raw(h, "<ol>\n");
    for (size_t i = 0;
         i < role->n_skills && i < GLANCE_SKILLS && !role->counts.few; i++) {
        const struct skill_figure *s = &role->skills[i];
        html_element(h, "li", "",
                     arena_printf(h->a, "%.*s, %.1f" NBSP "%%",
                                  STR_FMT(s->name), 100 * s->cell.share));
    }
    html_raw(h, "</ol>\n</section>\n");
}

static void glance(struct html *h)
{
    html_raw(h, "<h2 id=\"glance\">Most named in each role</h2>\n"
                "<div class=\"cards\">\n");
    for (size_t i = 0; i < h->f->n_roles; i++)
        card(h, &h->f->roles[i]);
    html_raw(h, "</div>\n");
}

/* ---- Tables ---- */

static void role_table(struct html *h, const struct role_figure *role)
{
    html_begin_table(h, "",
                     arena_printf(h->a,
                                  "%.*s: skills by the part of postings "
                                  "that name them",
                                  STR_FMT(role->name)),
                     &role->counts);
    static const char *const heads[] = {"named in",
                                        "as re" SHY "quired",
                                        "as pre" SHY "ferred",
                                        "employ" SHY "ers",
                                        "moved",
                                        "change"};
    struct str compared = words_compared(role, h->a);
    html_column(h, "", STR("#"));
    html_column(h, " class=\"name\"", STR("Skill"));
    html_column(h, "", STR("% (95 %)"));
    for (size_t i = 0; i < (compared.p ? 6 : 4); i++)
        html_column(h, "", str_from(heads[i]));
    html_raw(h, "</tr>\n</thead>\n<tbody>\n");
    for (size_t i = 0; i < role->n_skills; i++) {
        const struct skill_figure *s = &role->skills[i];
        html_open_with_id(h, "tr", "skill", s->id);
        buf_printf(h->out, "<td>%u</td><th scope=\"row\">", s->rank);
        html_escape_text(h->out, s->name);
        html_raw(h, "</th>");
        html_share_cell(h, &s->cell, 1);
        html_evidence_cell(role, s, h->a, h->out);
        html_number_cell(h, s->cell.required);
        html_number_cell(h, s->cell.preferred);
        html_number_cell(h, s->cell.employers);
        const struct change *c = figures_change_of(role, s->concept);
        if (compared.p)
            buf_printf(h->out, "<td>%.*s</td><td>%.*s</td>",
                       STR_FMT(words_move(c, false, h->a)),
                       STR_FMT(words_points(c, h->a)));
        html_raw(h, "</tr>\n");
    }
    html_end_table(h);
    if (compared.p)
        html_element(h, "p", "", compared);
    if (role->n_named_skills > role->n_skills)
        html_element(h, "p", "",
                     arena_printf(h->a, "%zu more skills were named.",
                                  role->n_named_skills - role->n_skills));
}

static void role_section(struct html *h, size_t at)
{
    const struct role_figure *role = &h->f->roles[at];
    html_open_with_id(h, "section", "role", role->id);
    html_raw(h, "\n<h2 id=\"");
    html_role_anchor(h, "role-", role);
    html_raw(h, "\">");
    html_escape_text(h->out, role->name);
    html_raw(h, "</h2>\n");
    html_element(h, "p", "", words_counts(h->f, &role->counts, h->a));
    html_role_contents(h, at);
    if (role->n_skills) {
        html_begin_pair(h, "skills", at);
        html_raw(h, "<div>\n");
        role_table(h, role);
        html_raw(h, "</div>\n</div>\n");
    }
    html_further_tables(h, at);
    html_raw(h, "</section>\n");
}

static void method_section(struct html *h)
{
    html_raw(h, "<section>\n<h2 id=\"method\">How to read this</h2>\n"
                "<ul class=\"method\">\n");
    const char *const *sentences = words_method();
    for (size_t i = 0; sentences[i]; i++)
        html_element(h, "li", "", str_from(sentences[i]));
    html_raw(h, "</ul>\n</section>\n");
}

/* What the script lets a reader choose from. */
static void data_block(struct html *h)
{
    if (!h->f->cube)
        return;
    html_raw(h, "<script type=\"application/json\" id=\"data\">");
    size_t left = PAGE_BYTES > h->out->n ? PAGE_BYTES - h->out->n : 0;
    page_data(h->f, left > DATA_BYTES_LEAST ? left : DATA_BYTES_LEAST, h->out);
    html_raw(h, "</script>\n");
}

static void foot(struct html *h)
{
    html_raw(h, "</main>\n<footer>");
    html_escape_text(h->out, words_versions(h->f, h->a));
    html_raw(h, "</footer>\n");
    html_raw(h, "<script>");
    html_raw(h, asset_report_js);
    html_raw(h, "</script>\n</body>\n</html>\n");
}

/* Why some charts are not there. */
static void charts_note(struct html *h)
{
    if (h->charts && h->charts->problem.code != ST_OK)
        html_element(
            h, "p", " class=\"note\"",
            arena_printf(h->a, "This page has %s. The tables have all figures.",
                         h->charts->problem.msg));
}

void render_html_page(const struct figures *f, const struct page *p,
                      const struct charts *charts, struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct html h = {
        .f = f, .charts = charts, .table_heading = "h2", .a = a, .out = out};
    head(&h, p->title);
    html_raw(&h, "<header>\n");
    html_element(&h, "h1", "", p->title);
    html_raw(&h, "</header>\n<main>\n");
    for (size_t i = 0; i < p->n_lines; i++)
        html_element(&h, "p", "", p->lines[i]);
    charts_note(&h);
    for (size_t i = 0; i < p->tables.n; i++) {
        const struct table *t = &p->tables.v[i];
        html_further_table(&h, t,
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
    html_raw(&h, "<header>\n");
    html_element(&h, "h1", "", title);
    if (!empty.p)
        navigation(&h);
    html_raw(&h, "</header>\n<main>\n");
    if (empty.p)
        html_element(&h, "p", " class=\"note\"", empty);
    else
        headline(&h);
    scope(&h);
    if (!empty.p)
        charts_note(&h);
    if (!empty.p) {
        glance(&h);
        for (size_t i = 0; i < f->n_roles; i++)
            role_section(&h, i);
        html_matrix(&h);
        html_themes(&h);
        html_further_tables(&h, TABLES_ALL_ROLES);
        html_months(&h);
        method_section(&h);
        data_block(&h);
    }
    foot(&h);
}
