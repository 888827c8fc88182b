/* SPDX-License-Identifier: MIT */
#include "report/render_html_words.h"
#include "report/headline.h"
#include "report/html_escape.h"
#include "report/words.h"

void render_html_headline(const struct figures *f, struct arena *a,
                          struct buf *out)
{
    struct headline lines = headline_of(f, a);
    buf_add_cstr(out, "<h2 id=\"headline\">In short</h2>\n"
                      "<ul class=\"headline\">\n");
    for (size_t i = 0; i < lines.n; i++) {
        const struct headline_line *line = &lines.v[i];
        buf_add_cstr(out, "<li");
        if (line->role_id.p) {
            buf_add_cstr(out, " data-role=\"");
            html_escape_attr(out, line->role_id);
            buf_add_char(out, '"');
        }
        buf_add_char(out, '>');
        html_escape_text(out, line->text);
        buf_add_cstr(out, "</li>\n");
    }
    buf_add_cstr(out, "</ul>\n");
}

void render_html_scope(const struct figures *f, struct arena *a,
                       struct buf *out)
{
    struct fact facts[WORDS_MAX_FACTS];
    size_t n = words_scope(f, a, facts);
    buf_add_cstr(out, "<dl class=\"scope\">\n");
    for (size_t i = 0; i < n; i++) {
        html_element(out, "dt", "", facts[i].label);
        html_element(out, "dd", "", facts[i].value);
    }
    buf_add_cstr(out, "</dl>\n");
}

void render_html_method(struct buf *out)
{
    buf_add_cstr(out, "<section>\n<h2 id=\"method\">How to read this</h2>\n"
                      "<ul class=\"method\">\n");
    const char *const *sentences = words_method();
    for (size_t i = 0; sentences[i]; i++)
        html_element(out, "li", "", str_from(sentences[i]));
    buf_add_cstr(out, "</ul>\n</section>\n");
}
