/* SPDX-License-Identifier: MIT */
/* Whole reports against files that a person has read (tests/golden), byte by
 * byte. SKILLTALLY_BLESS=1 in the environment rewrites them; the diff is the
 * review. */
#include "base/file.h"
#include "base/utf8.h"
#include "report/figures_reach.h"
#include "report/render.h"
#include "report/render_html.h"
#include "report/site_page.h"
#include "sample.h"
#include "tests/test.h"
#include <json-c/json.h>
#include <stdlib.h>

enum form { TEXT, ASCII, WIDE, MD, CSV, FURTHER_CSV, JSON, HTML, INDEX, FEED };

struct golden {
    const char *file;
    enum form form;
    size_t n; /* postings in the sample */
    unsigned top;
    bool last_quarter, one_role;
};

static const struct golden goldens[] = {
    {"year.txt", TEXT, 4000, 0, false, false},
    {"year-ascii.txt", ASCII, 4000, 8, false, false},
    {"year-wide.txt", WIDE, 4000, 8, false, false},
    {"quarter.md", MD, 2400, 10, true, false},
    {"quarter.csv", CSV, 2400, 5, true, true},
    {"quarter-further.csv", FURTHER_CSV, 2400, 3, true, true},
    {"quarter.json", JSON, 2400, 3, true, true},
    {"site.html", INDEX, 2400, 5, true, false},
    {"site.xml", FEED, 2400, 5, true, false},
    {"quarter.html", HTML, 2400, 5, true, true},
    {"windows.txt", TEXT, 1200, 5, false, false},
    {"few.txt", TEXT, 120, 5, false, false},
    {"few.md", MD, 120, 3, true, true},
    {"empty.txt", TEXT, 0, 0, true, false},
    {"empty.md", MD, 0, 0, false, false},
    {"empty.html", HTML, 0, 0, true, false},
};

/* The tables that have a file each, one behind the other. */
static void render_further(const struct figures *f, struct buf *out)
{
    struct arena *a = arena_new();
    struct grids all = grids_of(f, a);
    for (size_t i = GRID_ALIKE; i < all.n; i++) {
        buf_printf(out, "%s.csv\r\n", all.v[i].key);
        render_csv_grid(&all.v[i], out);
    }
    arena_free(a);
}

/* What a site of two months says of them: one with f, and an empty one. */
static void render_site(const struct figures *f, enum form form,
                        struct buf *out)
{
    struct arena *a = arena_new();
    struct figures none = {0};
    struct site_month months[2] = {
        site_month_of(&none, SAMPLE_FIRST_MONTH + 10, 99, a),
        site_month_of(f, SAMPLE_FIRST_MONTH + 11, 12345, a),
    };
    struct site s = {.url = STR("https://www.example.org:8080/jobs/"),
                     .versions = STR("skilltally 1.2.3"),
                     .roles = STR("Data scientist & others"),
                     .months = months,
                     .n = 2};
    (form == FEED ? site_feed : site_index)(&s, out);
    arena_free(a);
}

static void render(const struct figures *f, enum form form, struct buf *out)
{
    const struct render_style style = {
        .columns = form == WIDE ? 120 : 80,
        .ascii = form == ASCII,
    };
    struct charts none = {
        .problem = {ST_NO_INPUT, "no charts: gnuplot is not there"},
    };
    if (form == MD)
        render_md(f, out);
    else if (form == CSV)
        render_csv(f, out);
    else if (form == FURTHER_CSV)
        render_further(f, out);
    else if (form == JSON)
        render_json(f, out);
    else if (form == INDEX || form == FEED)
        render_site(f, form, out);
    else if (form == HTML)
        render_html(f, &none, out);
    else
        render_text(f, &style, out);
}

static void render_golden(const struct golden *g, struct buf *out)
{
    struct sample s;
    sample_init(&s, g->n);
    struct arena *a = arena_new();
    struct figures_options o = sample_options();
    o.top = g->top;
    struct str role = STR("data-scientist");
    if (g->one_role) {
        o.roles = &role;
        o.n_roles = 1;
    }
    if (g->last_quarter) {
        o.from_month = SAMPLE_FIRST_MONTH + 9;
        o.to_month = SAMPLE_FIRST_MONTH + 11;
    }
    struct figures f;
    sample_figures(&s, &o, a, &f);
    f.store_postings = g->n ? g->n : 12345;
    f.store_first = (struct date){2024, 3, 1};
    f.store_last = (struct date){2025, 8, 31};
    f.n_skips = g->n ? 3 : 0;
    f.store_dates = (struct date_counts){.crawled = {300, 0, 0, 20},
                                         .imported = {0, 600, 40, 40},
                                         .late = 120,
                                         .after = 4};
    if (g->n == 0 && !g->last_quarter)
        f.store_postings = 0;
    if (!f.store_postings)
        f.store_dates = (struct date_counts){0};
    static const struct str said[] = {{"Acme", 4}, {"Beta & Sons", 11}};
    sample_evidence(&f, said, g->last_quarter ? 2 : 0, a);
    render(&f, g->form, out);
    arena_free(a);
    sample_done(&s);
}

static void check_file(const char *file, const struct buf *got)
{
    struct buf want, path;
    struct err err;
    buf_init(&want, 16u << 20);
    buf_init(&path, 4096);
    assert_false(got->overflowed);
    path_join(&path, TEST_SOURCE_DIR "/tests/golden/report", file);
    if (getenv("SKILLTALLY_BLESS"))
        assert_ok(file_write(buf_cstr(&path), buf_str(got), &err), err);
    assert_ok(file_read(buf_cstr(&path), &want, &err), err);
    size_t line = 1, at = 0;
    while (at < got->n && at < want.n && got->p[at] == want.p[at])
        line += got->p[at++] == '\n';
    if (at < got->n || at < want.n)
        fail_msg("%s differs in line %zu (%zu bytes, the file has %zu)", file,
                 line, got->n, want.n);
    buf_done(&want);
    buf_done(&path);
}

static void check_golden(const struct golden *g)
{
    struct buf got;
    buf_init(&got, 16u << 20);
    render_golden(g, &got);
    check_file(g->file, &got);
    buf_done(&got);
}

static void reports_equal_the_golden_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof goldens / sizeof *goldens; i++)
        check_golden(&goldens[i]);
}

/* ---- Reports that have little to say, and say so ---- */

enum thin {
    ONE_POSTING, /* in the whole store */
    ONE_SOURCE,  /* which missed a month */
    GAP,         /* a month without a posting of the role */
    FEW          /* a role under the floor */
};

static const struct thin_report {
    const char *name;
    enum thin thin;
    size_t n; /* of the sample */
    const char *says[3];
} thin_reports[] = {
    {"one",
     ONE_POSTING,
     40,
     {"1 posting found in 1 source",
      "1 posting with usable text by 1 employer, too few for shares",
      "Nothing can be said of change in Data engineer"}},
    {"source",
     ONE_SOURCE,
     700,
     {"found in 1 source", "1 of 1 sources at their last crawl",
      "board/0 (1 month)"}},
    {"gap",
     GAP,
     700,
     {"Data scientist: no posting in the period",
      "Nothing can be said of change in Data scientist",
      "No posting of this role in the period"}},
    {"few",
     FEW,
     150,
     {"too few for shares (30 by 5 are needed)",
      "Nothing can be said of change in Data scientist",
      "What was too few to say"}},
};

static void keep_one_posting(struct sample *s)
{
    size_t i = 0;
    while (s->rows[i].role != 1 || !s->rows[i].usable)
        i++;
    s->rows[0] = s->rows[i];
    s->n_rows = 1;
}

static void thin_figures(const struct thin_report *t, struct sample *s,
                         struct arena *a, struct figures *f)
{
    static const struct reach_row board = {.source = CONST_STR("board/0"),
                                           .kind = CONST_STR("lever"),
                                           .verdict = CONST_STR("blocked"),
                                           .crawled_utc = 1767000000,
                                           .n_crawls = 12,
                                           .n_good = 11,
                                           .n_months_lost = 1};
    struct figures_options o = sample_options();
    struct str role = STR("data-scientist");
    if (t->thin == ONE_POSTING)
        keep_one_posting(s);
    if (t->thin == ONE_POSTING || t->thin == ONE_SOURCE)
        role = STR("data-engineer");
    for (size_t i = 0; t->thin == ONE_SOURCE && i < s->n_rows; i++)
        s->rows[i].source = 0;
    if (t->thin == GAP)
        o.from_month = o.to_month = SAMPLE_OUTAGE;
    o.roles = &role;
    o.n_roles = 1;
    o.top = 4;
    sample_figures(s, &o, a, f);
    f->store_postings = s->n_rows;
    if (t->thin == ONE_SOURCE)
        figures_reach(&board, 1, a, f);
}

/* Without what is the same on every page: style, script and data. */
static void cut_page(struct buf *page)
{
    struct str all = buf_str(page);
    size_t from = str_find(all, STR("<header>"));
    size_t to = str_find(all, STR("</main>"));
    assert_true(from < to && to < all.n);
    memmove(page->p, page->p + from, to - from);
    page->n = to - from;
}

/* The words of out on one line, whatever the breaks and entities. */
static struct str words_of(struct str out, struct arena *a)
{
    struct buf b;
    buf_init(&b, 1u << 20);
    for (size_t i = 0; i < out.n; i++) {
        bool space = out.p[i] == '\n' || out.p[i] == ' ';
        if (!space || (b.n && b.p[b.n - 1] != ' '))
            buf_add_char(&b, space ? ' ' : out.p[i]);
    }
    struct str s = arena_str(a, buf_str(&b));
    buf_done(&b);
    return s;
}

static void thin_reports_say_that_they_are(void **state)
{
    (void)state;
    static const struct {
        enum form form;
        const char *end;
    } forms[] = {{TEXT, "txt"}, {MD, "md"}, {HTML, "html"}};
    for (size_t i = 0; i < sizeof thin_reports / sizeof *thin_reports; i++) {
        const struct thin_report *t = &thin_reports[i];
        struct arena *a = arena_new();
        struct sample s;
        struct figures f;
        sample_init(&s, t->n);
        thin_figures(t, &s, a, &f);
        for (size_t k = 0; k < 3; k++) {
            struct buf out;
            char file[64];
            buf_init(&out, 16u << 20);
            snprintf(file, sizeof file, "thin-%s.%s", t->name, forms[k].end);
            render(&f, forms[k].form, &out);
            if (forms[k].form == HTML)
                cut_page(&out);
            struct str words = words_of(buf_str(&out), a);
            for (size_t w = 0; w < 3; w++)
                if (str_find(words, str_from(t->says[w])) == SIZE_MAX)
                    fail_msg("%s does not say \"%s\"", file, t->says[w]);
            check_file(file, &out);
            buf_done(&out);
        }
        sample_done(&s);
        arena_free(a);
    }
}

static void no_page_says_that_a_skill_is_required(void **state)
{
    (void)state;
    static const enum form forms[] = {TEXT, MD, HTML};
    for (size_t i = 0; i < 3; i++) {
        struct buf out;
        buf_init(&out, 16u << 20);
        struct golden g = {"", forms[i], 2400, 0, false, false};
        render_golden(&g, &out);
        assert_int_equal(str_find_ascii_nocase(buf_str(&out), STR("requires")),
                         SIZE_MAX);
        assert_true(str_find(buf_str(&out), STR("1.2.3")) < out.n);
        assert_true(str_find(buf_str(&out), STR("0123456789abcdef")) < out.n);
        assert_true(str_find(buf_str(&out), STR("usable text")) < out.n);
        buf_done(&out);
    }
}

static void text_keeps_to_the_width_and_to_ascii(void **state)
{
    (void)state;
    static const unsigned widths[] = {60, 80, 100, 200};
    struct sample s;
    sample_init(&s, 3000);
    struct arena *a = arena_new();
    struct figures_options o = sample_options();
    struct figures f;
    sample_figures(&s, &o, a, &f);
    for (size_t i = 0; i < 8; i++) {
        struct render_style style = {.columns = widths[i / 2], .ascii = i % 2};
        struct buf out;
        buf_init(&out, 1u << 20);
        render_text(&f, &style, &out);
        struct str rest = buf_str(&out), line;
        while (str_split(&rest, '\n', &line)) {
            if (utf8_columns(line) > style.columns)
                fail_msg("%u columns: \"%.*s\"", style.columns, STR_FMT(line));
            for (size_t k = 0; style.ascii && k < line.n; k++)
                assert_true((unsigned char)line.p[k] < 0x80);
        }
        buf_done(&out);
    }
    arena_free(a);
    sample_done(&s);
}

static struct json_object *member(struct json_object *o, const char *key)
{
    struct json_object *v = NULL;
    if (!json_object_object_get_ex(o, key, &v))
        fail_msg("no \"%s\"", key);
    return v;
}

static void json_holds_the_figures(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 16u << 20);
    struct golden g = {"", JSON, 2400, 0, false, false};
    render_golden(&g, &out);
    struct json_object *o = json_tokener_parse(buf_cstr(&out));
    assert_non_null(o);
    assert_int_equal(json_object_get_int(member(o, "schema_version")),
                     RENDER_JSON_SCHEMA);
    struct json_object *roles = member(o, "roles");
    assert_int_equal(json_object_array_length(roles), 4);
    for (size_t i = 0; i < 4; i++) {
        struct json_object *role = json_object_array_get_idx(roles, i);
        struct json_object *skill =
            json_object_array_get_idx(member(role, "skills"), 0);
        double n = json_object_get_double(member(role, "n_usable"));
        double x = json_object_get_double(member(skill, "n_named"));
        double share = json_object_get_double(member(skill, "share"));
        assert_true(share > x / n - 1e-6 && share < x / n + 1e-6);
        assert_int_equal(json_object_array_length(member(role, "months")), 12);
    }
    json_object_put(o);
    buf_done(&out);
}

/* Fields of one CSV record; returns how many, and moves *at behind it. */
static size_t csv_record(struct str s, size_t *at, struct str *fields,
                         size_t max)
{
    size_t n = 0, from = *at;
    bool quoted = false;
    for (; *at < s.n; ++*at) {
        char c = s.p[*at];
        if (c == '"')
            quoted = !quoted;
        if (quoted || (c != ',' && c != '\n'))
            continue;
        assert_true(n < max);
        fields[n++] = str_slice(s, from, *at);
        from = *at + 1;
        if (c == '\n')
            break;
    }
    ++*at;
    assert_false(quoted);
    return n;
}

static void csv_is_a_rectangle_with_one_header(void **state)
{
    (void)state;
    static const char *const keys[GRID_ALIKE] = {
        "scope", "roles", "skills", "matrix", "themes", "months", "series"};
    struct buf out;
    buf_init(&out, 16u << 20);
    struct golden g = {"", CSV, 2400, 0, false, false};
    render_golden(&g, &out);
    struct str head[64], row[64];
    size_t at = 0, rows = 0, n = csv_record(buf_str(&out), &at, head, 64);
    assert_int_equal(n, 33);
    assert_str(head[0], "table");
    size_t seen[GRID_ALIKE] = {0};
    for (; at < out.n; rows++) {
        assert_int_equal(csv_record(buf_str(&out), &at, row, 64), n);
        size_t k = 0;
        while (k < GRID_ALIKE && !str_eq(row[0], str_from(keys[k])))
            k++;
        assert_true(k < GRID_ALIKE);
        seen[k]++;
    }
    assert_true(rows > 500);
    for (size_t k = 0; k < GRID_ALIKE; k++)
        assert_true(seen[k] > 0);
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reports_equal_the_golden_files),
        cmocka_unit_test(thin_reports_say_that_they_are),
        cmocka_unit_test(no_page_says_that_a_skill_is_required),
        cmocka_unit_test(text_keeps_to_the_width_and_to_ascii),
        cmocka_unit_test(json_holds_the_figures),
        cmocka_unit_test(csv_is_a_rectangle_with_one_header),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
