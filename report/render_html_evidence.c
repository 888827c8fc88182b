/* SPDX-License-Identifier: MIT */
#include "report/render_html_evidence.h"
#include "report/html_escape.h"
#include "report/words.h"
#include "store/posting.h"

static void put_id(const struct role_figure *role, struct str skill,
                   struct buf *out)
{
    buf_add_cstr(out, "evidence-");
    html_escape_id(out, role->id);
    buf_add_char(out, '-');
    html_escape_id(out, skill);
}

static bool has_quotes(const struct role_figure *role, uint32_t concept)
{
    for (size_t i = 0; i < role->n_evidence; i++)
        if (role->evidence[i].concept == concept)
            return true;
    return false;
}

void html_evidence_cell(const struct role_figure *role,
                        const struct skill_figure *skill, struct arena *a,
                        struct buf *out)
{
    bool leads = has_quotes(role, skill->concept);
    buf_add_cstr(out, "<td>");
    if (leads) {
        buf_add_cstr(out, "<a href=\"#");
        put_id(role, skill->id, out);
        buf_add_cstr(out, "\">");
    }
    buf_add_str(out, words_number(skill->cell.named, a));
    buf_add_cstr(out, leads ? "</a></td>" : "</td>");
}

static void words(const struct evidence *e, struct buf *out)
{
    buf_add_cstr(out, "<q>");
    html_escape_text(out, str_slice(e->quote, 0, e->from));
    buf_add_cstr(out, "<mark>");
    html_escape_text(out, str_slice(e->quote, e->from, e->to));
    buf_add_cstr(out, "</mark>");
    html_escape_text(out, str_slice(e->quote, e->to, e->quote.n));
    buf_add_cstr(out, "</q>");
}

/* A link that tells the site nothing of where it was followed from. */
static void link(const struct evidence *e, struct buf *out)
{
    if (!e->url.p)
        return;
    buf_add_cstr(out, " <a rel=\"nofollow noreferrer noopener\" href=\"");
    html_escape_href(out, e->url);
    buf_add_cstr(out, "\">posting</a>");
}

static const char *as_what(const struct evidence *e)
{
    static const char *const labels[] = {
        [LABEL_REQUIRED] = "as required",
        [LABEL_PREFERRED] = "as preferred",
        [LABEL_UNSPECIFIED] = "named",
        [LABEL_NEGATED] = "negated",
    };
    return labels[e->label];
}

static const char *where(const struct evidence *e)
{
    static const char *const sections[] = {
        [SECTION_REQUIREMENTS] = "among the requirements",
        [SECTION_DUTIES] = "among the duties",
        [SECTION_ABOUT] = "in words about the employer",
        [SECTION_BENEFITS] = "among the benefits",
        [SECTION_LEGAL] = "in legal words",
        [SECTION_OTHER] = "elsewhere in the text",
    };
    return sections[e->section];
}

static void item(const struct evidence *e, struct buf *out)
{
    buf_add_cstr(out, "<li>");
    words(e, out);
    buf_add_cstr(out, " <small>");
    html_escape_text(out,
                     e->employer.n ? e->employer : STR("employer not named"));
    buf_add_cstr(out, ", ");
    html_escape_text(out, e->day.n ? e->day : STR("undated"));
    buf_printf(out, "; %s, %s.", as_what(e), where(e));
    link(e, out);
    buf_add_cstr(out, "</small></li>\n");
}

void html_evidence(const struct role_figure *role, struct buf *out)
{
    for (size_t i = 0, end; i < role->n_evidence; i = end) {
        const struct evidence *first = &role->evidence[i];
        for (end = i; end < role->n_evidence; end++)
            if (role->evidence[end].concept != first->concept)
                break;
        buf_add_cstr(out, "<details class=\"evidence\"><summary>");
        html_escape_text(out, first->name);
        buf_printf(out, " <small>%zu quote%s</small></summary>\n<ul id=\"",
                   end - i, end - i == 1 ? "" : "s");
        put_id(role, first->id, out);
        buf_add_cstr(out, "\">\n");
        for (size_t k = i; k < end; k++)
            item(&role->evidence[k], out);
        buf_add_cstr(out, "</ul></details>\n");
    }
}

void html_note(struct str note, struct buf *out)
{
    struct str rest = note, part;
    buf_add_cstr(out, "<p>");
    for (bool code = false; str_split(&rest, '`', &part); code = !code) {
        buf_add_cstr(out, code ? "<code>" : "");
        html_escape_text(out, part);
        buf_add_cstr(out, code ? "</code>" : "");
    }
    buf_add_cstr(out, "</p>\n");
}
