/* SPDX-License-Identifier: MIT */
#include "report/html_escape.h"
#include "report/html_work.h"
#include "report/render_html_evidence.h"
#include "report/words.h"
#include <math.h>

void html_raw(struct html *h, const char *markup)
{
    buf_add_cstr(h->out, markup);
}

void html_element(struct html *h, const char *tag, const char *attributes,
                  struct str text)
{
    buf_printf(h->out, "<%s%s>", tag, attributes);
    html_escape_text(h->out, text);
    buf_printf(h->out, "</%s>\n", tag);
}

void html_role_anchor(struct html *h, const char *prefix,
                      const struct role_figure *role)
{
    buf_add_cstr(h->out, prefix);
    html_escape_id(h->out, role->id);
}

void html_open_with_id(struct html *h, const char *tag, const char *name,
                       struct str id)
{
    buf_printf(h->out, "<%s data-%s=\"", tag, name);
    html_escape_attr(h->out, id);
    html_raw(h, "\">");
}

void html_begin_table(struct html *h, const char *attributes, struct str what,
                      const struct counts *c)
{
    html_raw(h, "<section class=\"scroll\" tabindex=\"0\" aria-label=\"");
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
    html_raw(h, "</span></caption>\n<thead>\n<tr>");
}

void html_end_table(struct html *h)
{
    html_raw(h, "</tbody>\n</table>\n</section>\n");
}

void html_column(struct html *h, const char *attributes, struct str name)
{
    buf_printf(h->out, "<th scope=\"col\"%s>", attributes);
    html_escape_text(h->out, name);
    html_raw(h, "</th>");
}

void html_share_cell(struct html *h, const struct cell *c, int decimals)
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

void html_number_cell(struct html *h, uint64_t n)
{
    buf_printf(h->out, "<td>%.*s</td>", STR_FMT(words_number(n, h->a)));
}

void html_figure(struct html *h, const struct chart *chart)
{
    html_raw(h, "<figure>\n");
    buf_add_str(h->out, chart->svg); /* svg_clean() made it */
    html_raw(h, "\n<figcaption>");
    html_escape_text(h->out,
                     arena_printf(h->a, "%.*s: %.*s; %.*s. %.*s",
                                  STR_FMT(chart->title), STR_FMT(chart->what),
                                  STR_FMT(chart->note),
                                  STR_FMT(chart->key_of_marks)));
    html_raw(h, "</figcaption>\n</figure>\n");
}

void html_begin_pair(struct html *h, const char *key, size_t role)
{
    const struct chart *chart = charts_find(h->charts, key, role);
    html_raw(h, chart ? "<div class=\"pair\">\n" : "<div>\n");
    if (chart)
        html_figure(h, chart);
}

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
    html_raw(h, ">");
    struct str text = words_value(v, c, false, h->a);
    size_t at = isnan(v->low) ? SIZE_MAX : str_find(text, STR(" ("));
    html_escape_text(h->out, str_slice(text, 0, at));
    if (at != SIZE_MAX) {
        html_raw(h, " <small>");
        html_escape_text(h->out, str_slice(text, at + 2, text.n - 1));
        html_raw(h, "</small>");
    }
    buf_printf(h->out, "</%s>", tag);
}

static bool is_shown(const struct table *x)
{
    return x->n_shown || x->note.n;
}

/* Where the table stands: "role-data-engineer-pay". */
static void table_anchor(struct html *h, const struct table *x)
{
    if (x->role < h->f->n_roles)
        html_role_anchor(h, "role-", &h->f->roles[x->role]);
    else
        html_raw(h, "all");
    buf_printf(h->out, "-%s", x->key);
}

static void table_heading(struct html *h, const struct table *x)
{
    buf_printf(h->out, "<%s id=\"", h->table_heading);
    table_anchor(h, x);
    html_raw(h, "\">");
    html_escape_text(h->out, x->title);
    buf_printf(h->out, "</%s>\n", h->table_heading);
}

void html_role_contents(struct html *h, size_t role)
{
    const struct role_figure *of = &h->f->roles[role];
    bool has_months = of->n_series && h->f->n_months > 1, any = has_months;
    for (size_t i = 0; i < h->tables.n && !any; i++)
        any = h->tables.v[i].role == role && is_shown(&h->tables.v[i]);
    if (!any)
        return;
    html_raw(h, "<nav aria-label=\"");
    html_escape_attr(h->out, arena_printf(h->a, "In the part about %.*s",
                                          STR_FMT(of->name)));
    html_raw(h, "\">\n<ul>\n");
    for (size_t i = 0; i < h->tables.n; i++) {
        const struct table *x = &h->tables.v[i];
        if (x->role != role || !is_shown(x))
            continue;
        html_raw(h, "<li><a href=\"#");
        table_anchor(h, x);
        html_raw(h, "\">");
        html_escape_text(h->out, x->title);
        html_raw(h, "</a></li>\n");
    }
    if (has_months) {
        html_raw(h, "<li><a href=\"#");
        html_role_anchor(h, "months-", of);
        html_raw(h, "\">Month by month</a></li>\n");
    }
    html_raw(h, "</ul>\n</nav>\n");
}

void html_further_table(struct html *h, const struct table *x,
                        const struct counts *counts)
{
    if (!is_shown(x))
        return;
    table_heading(h, x);
    if (x->note.n)
        html_note(x->note, h->out);
    if (x->for_pages)
        html_evidence(&h->f->roles[x->role], h->out);
    if (x->n_shown == 0 || x->for_pages)
        return;
    html_begin_pair(h, x->key, x->role);
    html_begin_table(h, " class=\"further\"",
                     x->role < h->f->n_roles
                         ? arena_printf(h->a, "%.*s: %.*s",
                                        STR_FMT(h->f->roles[x->role].name),
                                        STR_FMT(x->title))
                         : x->title,
                     counts);
    bool first = true;
    for (size_t i = 0; i < x->n_columns; i++)
        if (x->columns[i].head)
            html_column(
                h, x->columns[i].kind == VALUE_TEXT ? " class=\"name\"" : "",
                str_from(x->columns[i].head));
    html_raw(h, "</tr>\n</thead>\n<tbody>\n");
    for (size_t row = 0; row < x->n_shown; row++) {
        html_raw(h, "<tr>");
        first = true;
        for (size_t i = 0; i < x->n_columns; i++) {
            if (!x->columns[i].head)
                continue;
            further_cell(h, &x->values[row * x->n_columns + i], &x->columns[i],
                         first);
            first = false;
        }
        html_raw(h, "</tr>\n");
    }
    html_end_table(h);
    if (x->n_more)
        html_element(h, "p", "", words_more(x->n_more, h->a));
    html_raw(h, "</div>\n");
}

void html_further_tables(struct html *h, size_t role)
{
    const struct counts *counts =
        role == TABLES_ALL_ROLES ? &h->f->selected : &h->f->roles[role].counts;
    for (size_t i = 0; i < h->tables.n; i++)
        if (h->tables.v[i].role == role)
            html_further_table(h, &h->tables.v[i], counts);
}
