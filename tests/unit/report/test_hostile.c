/* SPDX-License-Identifier: MIT */
/* Hostile names of skills and roles, and hostile versions, through every
 * renderer (test_charts.c has the charts). */
#include "base/utf8.h"
#include "report/assets.h"
#include "report/render.h"
#include "report/render_html.h"
#include "sample.h"
#include "tests/test.h"
#include <json-c/json.h>
#include <stdio.h>
#include <stdlib.h>

struct fixture {
    struct sample s;
    struct arena *a;
    struct str *names;
    size_t n;
};

static int set_up(void **state)
{
    struct fixture *x = calloc(1, sizeof *x);
    sample_init(&x->s, 1500);
    x->a = arena_new();
    x->names = sample_hostile(x->a, &x->n);
    *state = x;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *x = *state;
    arena_free(x->a);
    sample_done(&x->s);
    free(x);
    return 0;
}

/* Render with every name in turn and let check look at the result. */
static void for_all(struct fixture *x,
                    void (*render)(const struct figures *f, struct buf *out),
                    void (*check)(struct str out))
{
    for (size_t first = 0; first < x->n;) {
        struct figures_options o = sample_options();
        o.top = 100;
        o.program_version = x->names[first];
        o.taxonomy_version = x->names[(first + 1) % x->n];
        first += sample_rename(&x->s, x->names, x->n, first);
        struct arena *a = arena_new();
        struct figures f;
        sample_figures(&x->s, &o, a, &f);
        sample_evidence(&f, x->names + first % x->n, x->n - first % x->n, a);
        struct buf out;
        buf_init(&out, 16u << 20);
        render(&f, &out);
        assert_false(out.overflowed);
        assert_true(utf8_is_clean(buf_str(&out)));
        check(buf_str(&out));
        buf_done(&out);
        arena_free(a);
    }
}

/* ---- Text ---- */

static void render_80(const struct figures *f, struct buf *out)
{
    struct render_style style = {.columns = 80};
    render_text(f, &style, out);
}

static void check_terminal(struct str out)
{
    for (size_t at = 0; at < out.n;) {
        int32_t cp = utf8_next(out, &at);
        bool control = (cp < 0x20 && cp != '\n') || (cp >= 0x7f && cp < 0xa0);
        bool turns = (cp >= 0x202a && cp <= 0x202e) ||
                     (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200e ||
                     cp == 0x200f || cp == 0x61c;
        if (control || turns)
            fail_msg("U+%04X reaches the terminal", (unsigned)cp);
    }
}

static void no_control_character_reaches_the_terminal(void **state)
{
    for_all(*state, render_80, check_terminal);
}

/* Table lines end in numbers that stand in one column, whatever the names. */
static void check_aligned(struct str out)
{
    size_t width = 0, rows = 0;
    struct str rest = out, line;
    while (str_split(&rest, '\n', &line)) {
        bool head =
            str_starts(line, STR(" #  ")) || str_starts(line, STR("#  "));
        if (head)
            width = utf8_columns(line);
        bool row = line.n > 4 && width && !head && ascii_is_digit(line.p[1]) &&
                   line.p[2] == ' ' && line.p[3] == ' ';
        if (line.n == 0)
            width = 0;
        if (!row)
            continue;
        rows++;
        if (utf8_columns(line) != width)
            fail_msg("not aligned: \"%.*s\"", STR_FMT(line));
    }
    assert_true(rows > 40);
}

static void names_do_not_break_the_columns(void **state)
{
    for_all(*state, render_80, check_aligned);
}

/* ---- Markdown ---- */

static size_t bars_in(struct str line)
{
    size_t n = 0;
    for (size_t i = 0; i < line.n; i++)
        n += line.p[i] == '|' && (i == 0 || line.p[i - 1] != '\\');
    return n;
}

/* The row without the link that ends it, which is one of ours. */
static struct str without_link(struct str line)
{
    size_t at = str_find(line, STR(" [posting](<https://example.org/"));
    if (at == SIZE_MAX)
        return line;
    struct str link = str_slice(line, at, line.n);
    size_t end = str_find(link, STR(">) |"));
    assert_int_equal(end + 4, link.n);
    link = str_slice(link, strlen(" [posting](<"), end);
    for (size_t i = 0; i < link.n; i++)
        assert_null(strchr("<>|`\\", link.p[i]));
    return str_slice(line, 0, at);
}

static void check_md(struct str out)
{
    size_t bars = 0;
    struct str rest = out, line;
    while (str_split(&rest, '\n', &line)) {
        assert_int_equal(str_find(without_link(line), STR("<")), SIZE_MAX);
        if (!str_starts(line, STR("|"))) {
            bars = 0;
            continue;
        }
        bars = bars ? bars : bars_in(line);
        if (bars_in(line) != bars)
            fail_msg("%zu columns, the table has %zu: \"%.*s\"", bars_in(line),
                     bars, STR_FMT(line));
        line = without_link(line);
        for (size_t i = 1; i < line.n; i++) /* links, code, emphasis */
            if (strchr("[]`_", line.p[i]) && line.p[i - 1] != '\\')
                fail_msg("markup in \"%.*s\"", STR_FMT(line));
    }
}

static void markdown_shows_names_as_words(void **state)
{
    for_all(*state, render_md, check_md);
}

/* ---- CSV ---- */

static void check_csv(struct str out)
{
    size_t fields = 0, rows = 0;
    bool quoted = false, start = true;
    for (size_t i = 0; i < out.n; i++) {
        char c = out.p[i];
        if (start && !quoted) {
            struct str field = str_slice(out, i, out.n);
            if (str_starts(field, STR("\"")))
                field = str_slice(field, 1, field.n);
            if (field.n && strchr("=+-@\t", field.p[0]))
                fail_msg("a field begins with \"%.8s\"", field.p);
            static const char *const wide[] = {"\xef\xbc\x9d", "\xef\xbc\x8b",
                                               "\xef\xbc\x8d", "\xef\xbc\xa0"};
            for (size_t k = 0; k < 4; k++)
                assert_false(str_starts(field, str_from(wide[k])));
        }
        if (c == '"')
            quoted = !quoted;
        start = !quoted && (c == ',' || c == '\n');
        fields += start;
        if (c == '\n' && !quoted) {
            assert_true(i > 0 && out.p[i - 1] == '\r');
            assert_int_equal(fields, 33);
            fields = 0;
            rows++;
        }
    }
    assert_false(quoted);
    assert_true(rows > 100);
}

static void csv_cells_are_neither_formulas_nor_rows(void **state)
{
    for_all(*state, render_csv, check_csv);
}

/* ---- JSON ---- */

static void check_json(struct str out)
{
    struct json_tokener *t = json_tokener_new();
    json_tokener_set_flags(t, JSON_TOKENER_STRICT);
    struct json_object *o = json_tokener_parse_ex(t, out.p, (int)out.n);
    if (!o)
        fail_msg("%s", json_tokener_error_desc(json_tokener_get_error(t)));
    json_object_put(o);
    json_tokener_free(t);
}

static void json_stays_json(void **state)
{
    for_all(*state, render_json, check_json);
}

/* ---- HTML ---- */

static void render_page(const struct figures *f, struct buf *out)
{
    render_html(f, NULL, out);
}

static struct str tag_name(struct str tag)
{
    size_t n = 0;
    while (n < tag.n &&
           (ascii_is_alnum(tag.p[n]) || tag.p[n] == '/' || tag.p[n] == '!'))
        n++;
    return str_slice(tag, 0, n);
}

/* name="value" pairs only, and only those that the page is made of. */
static void check_attributes(struct str tag)
{
    static const char *const known = " lang charset http-equiv content name "
                                     "rel href id class aria-label role "
                                     "tabindex scope style colspan "
                                     "data-role data-skill rel ";
    size_t at = tag_name(tag).n;
    while (at < tag.n) {
        if (ascii_is_space(tag.p[at])) {
            at++;
            continue;
        }
        struct str rest = str_slice(tag, at, tag.n);
        size_t eq = str_find(rest, STR("=\""));
        if (eq == SIZE_MAX && str_eq(rest, STR("html")))
            return; /* <!DOCTYPE html> */
        if (eq == SIZE_MAX)
            fail_msg("an attribute without value: <%.*s>", STR_FMT(tag));
        char name[64];
        snprintf(name, sizeof name, " %.*s ", (int)eq, rest.p);
        if (!strstr(known, name))
            fail_msg("attribute%sin <%.*s>", name, STR_FMT(tag));
        struct str value = str_slice(rest, eq + 2, rest.n);
        size_t end = str_find(value, STR("\""));
        assert_true(end != SIZE_MAX);
        value = str_slice(value, 0, end);
        if (strcmp(name, " href ") == 0)
            assert_true(str_starts(value, STR("#")) ||
                        str_eq(value, STR("data:,")) ||
                        str_starts(value, STR("https://example.org/")));
        if (strcmp(name, " style ") == 0)
            assert_true(str_starts(value, STR("--w:")) && value.n < 12);
        at += eq + 2 + end + 1;
    }
}

/* The tag at "<" ends at the first '>' outside quotes. */
static struct str tag_at(struct str out, size_t at)
{
    bool quoted = false;
    size_t from = ++at;
    for (; at < out.n && (quoted || out.p[at] != '>'); at++)
        quoted ^= out.p[at] == '"';
    assert_true(at < out.n);
    return str_slice(out, from, at);
}

static void check_page(struct str out)
{
    static const char *const known =
        " !DOCTYPE html head meta link title style body header nav ul li a "
        "main dl dt dd section h1 h2 h3 p ol div table caption span thead tr "
        "th tbody td small footer details summary q mark code ";
    size_t css = str_find(out, STR("<style>"));
    size_t end = str_find(out, STR("</style>"));
    size_t tags = 0, scripts = 0;
    struct str script = str_from(asset_report_js);
    for (size_t at = 0; at < out.n; at++) {
        if (out.p[at] != '<' || (at > css && at < end))
            continue;
        struct str tag = tag_at(out, at);
        struct str name = tag_name(tag);
        if (str_eq(tag, STR("script"))) { /* its own, whole, and no other */
            at += strlen("<script>");
            assert_true(str_starts(str_slice(out, at, out.n), script));
            at += script.n - 1;
            scripts++;
            continue;
        }
        bool closing = str_starts(name, STR("/"));
        char word[64];
        snprintf(word, sizeof word, " %.*s ",
                 STR_FMT(str_slice(name, closing, name.n)));
        if (str_eq(name, STR("/script")))
            continue;
        if (!strstr(known, word))
            fail_msg("element <%.*s>", STR_FMT(tag));
        if (!closing)
            check_attributes(tag);
        tags++;
    }
    assert_true(tags > 500);
    assert_int_equal(scripts, 1);
    /* One style sheet, which nothing closed before its end. */
    struct str rest = str_slice(out, end + 1, out.n);
    assert_int_equal(str_find_ascii_nocase(rest, STR("</style")), SIZE_MAX);
}

static void the_page_holds_only_its_own_elements(void **state)
{
    for_all(*state, render_page, check_page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_control_character_reaches_the_terminal),
        cmocka_unit_test(names_do_not_break_the_columns),
        cmocka_unit_test(markdown_shows_names_as_words),
        cmocka_unit_test(csv_cells_are_neither_formulas_nor_rows),
        cmocka_unit_test(json_stays_json),
        cmocka_unit_test(the_page_holds_only_its_own_elements),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
