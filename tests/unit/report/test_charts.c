/* SPDX-License-Identifier: MIT */
/* The charts as drawn by the real gnuplot; without it these tests are skipped
 * with a word. */
#include "report/chart_kinds.h"
#include "report/chart_text.h"
#include "report/charts.h"
#include "report/html_escape.h"
#include "sample.h"
#include "tests/scratch.h"
#include <libxml/parser.h>
#include <math.h>
#include <sys/stat.h>

#define MAX_LABELS 400

struct chart_label {
    double x0, y0, x1, y1;
    struct str text;
};

static bool have_gnuplot(void)
{
    struct gnuplot g = {0};
    const struct gnuplot_file script = {"x.gp", STR("\n")};
    const struct gnuplot_job job = {.files = &script, .n_files = 1};
    struct err err;
    bool have = gnuplot_run(&g, &job, &err) != ST_NO_INPUT;
    if (!have)
        print_message("gnuplot is not installed: not tried\n");
    return have;
}

static struct figures figures_of(struct sample *s, struct arena *a)
{
    struct figures f;
    struct figures_options o = sample_options();
    sample_figures(s, &o, a, &f);
    return f;
}

/* The number behind name=" within s; fallback where it is not there. */
static double attribute(struct str s, const char *name, double fallback)
{
    size_t at = str_find(s, str_from(name));
    return at == SIZE_MAX ? fallback : strtod(s.p + at + strlen(name), NULL);
}

static struct str undo_entities(struct str s, struct arena *a)
{
    static const char *const pairs[][2] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}};
    struct buf out;
    buf_init(&out, 4096);
    for (size_t i = 0; i < s.n;) {
        size_t k = 0;
        while (k < 3 &&
               !str_starts(str_slice(s, i, s.n), str_from(pairs[k][0])))
            k++;
        buf_add(&out, k < 3 ? pairs[k][1] : s.p + i, 1);
        i += k < 3 ? strlen(pairs[k][0]) : 1;
    }
    struct str result = arena_str(a, buf_str(&out));
    buf_done(&out);
    return result;
}

/* All labels of a chart with the boxes that they take up. */
static size_t labels_of(struct str svg, struct arena *a,
                        struct chart_label *out)
{
    size_t n = 0;
    for (size_t at = 0; n < MAX_LABELS;) {
        struct str rest = str_slice(svg, at, svg.n);
        size_t text = str_find(rest, STR("<text"));
        if (text == SIZE_MAX)
            return n;
        size_t g = text; /* gnuplot puts the place on the group around it */
        while (g > 0 && !str_starts(str_slice(rest, g, rest.n), STR("<g ")))
            g--;
        struct str tag = str_slice(rest, g, text);
        struct str inner = str_slice(rest, text, rest.n);
        inner = str_slice(inner, str_find(inner, STR(">")) + 1, inner.n);
        struct str words =
            undo_entities(str_slice(inner, 0, str_find(inner, STR("<"))), a);
        double size = attribute(tag, "font-size=\"", 12);
        double width = chart_text_width(words, size);
        if (size < SHEET_FONT_PX)
            fail_msg("\"%.*s\" is written small: %g", STR_FMT(words), size);
        double x = attribute(tag, "translate(", 0);
        const char *comma = memchr(tag.p, ',', tag.n);
        double y = comma ? strtod(comma + 1, NULL) : 0;
        bool upright = str_find(tag, STR("rotate(-90")) < tag.n;
        bool end = str_find(tag, STR("\"end\"")) < tag.n;
        bool middle = str_find(tag, STR("\"middle\"")) < tag.n;
        double x0 = end ? x - width : middle ? x - width / 2 : x;
        out[n++] = upright
                       ? (struct chart_label){x - size * 0.75, y - width,
                                              x + size * 0.2, y, words}
                       : (struct chart_label){x0, y - size * 0.75, x0 + width,
                                              y + size * 0.2, words};
        at += text + 5;
    }
    return n;
}

static void check_layout(const char *what, struct str svg, struct arena *a)
{
    static struct chart_label v[MAX_LABELS];
    size_t box = str_find(svg, STR("viewBox=\"0 0 "));
    assert_true(box < svg.n);
    char *end;
    double width = strtod(svg.p + box + 13, &end);
    double height = strtod(end, NULL);
    size_t n = labels_of(svg, a, v);
    assert_true(n > 5 && n < MAX_LABELS);
    for (size_t i = 0; i < n; i++) {
        if (v[i].x0 < -1 || v[i].x1 > width + 1 || v[i].y0 < -1 ||
            v[i].y1 > height + 1)
            fail_msg("%s: \"%.*s\" leaves the picture (%g..%g of %g, %g..%g "
                     "of %g)",
                     what, STR_FMT(v[i].text), v[i].x0, v[i].x1, width, v[i].y0,
                     v[i].y1, height);
        for (size_t k = 0; k < i; k++)
            if (v[i].x0 < v[k].x1 - 0.5 && v[k].x0 < v[i].x1 - 0.5 &&
                v[i].y0 < v[k].y1 - 0.5 && v[k].y0 < v[i].y1 - 0.5)
                fail_msg("%s: \"%.*s\" lies over \"%.*s\"", what,
                         STR_FMT(v[i].text), STR_FMT(v[k].text));
    }
}

/* Nothing that runs, refers elsewhere or has an id; no colour of ours left. */
static void check_node(const char *what, const xmlNode *node)
{
    static const char *const elements = " svg g path polygon polyline rect "
                                        "line circle ellipse text tspan ";
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        char name[64];
        snprintf(name, sizeof name, " %s ", (const char *)node->name);
        if (!strstr(elements, name))
            fail_msg("%s: element%s", what, name);
        for (const xmlAttr *a = node->properties; a; a = a->next) {
            const char *key = (const char *)a->name;
            const char *value = (const char *)a->children->content;
            if (strncmp(key, "on", 2) == 0 || strcmp(key, "id") == 0 ||
                strcmp(key, "href") == 0 || strcmp(key, "style") == 0)
                fail_msg("%s: attribute %s", what, key);
            if (strcmp(key, "aria-label") != 0 &&
                (strstr(value, "rgb(") || strstr(value, "url")))
                fail_msg("%s: %s=\"%s\"", what, key, value);
        }
        check_node(what, node->children);
    }
}

static void check_chart(const struct chart *c, struct arena *a)
{
    const char *what = arena_str(a, c->name).p;
    if (!c->svg.p)
        fail_msg("%s: not drawn", what);
    assert_true(c->title.n && c->note.n && c->summary.n);
    if (str_find(c->key_of_marks, STR("interval")) == SIZE_MAX)
        fail_msg("%s: does not say where its interval is", what);
    if (str_find(c->svg, c->key_of_marks) == SIZE_MAX)
        fail_msg("%s: \"%.*s\" is cut", what, STR_FMT(c->key_of_marks));
    check_layout(what, c->svg, a);
    xmlDocPtr doc =
        xmlReadMemory(c->svg.p, (int)c->svg.n, "chart", NULL, XML_PARSE_NONET);
    if (!doc)
        fail_msg("%s: not well-formed", what);
    check_node(what, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
}

static const struct chart *find(const struct charts *c, const char *key,
                                size_t role)
{
    const struct chart *chart = charts_find(c, key, role);
    if (!chart)
        fail_msg("no %s of role %zu", key, role);
    return chart;
}

static void check_all(const struct figures *f, const struct charts *c,
                      struct arena *a)
{
    if (c->problem.code != ST_OK)
        fail_msg("%s", c->problem.msg);
    for (size_t i = 0; i < c->n; i++)
        check_chart(&c->v[i], a);
    find(c, "matrix", CHARTS_ALL_ROLES);
    for (size_t i = 0; i < f->n_roles; i++) {
        find(c, "skills", i);
        find(c, "series", i);
    }
}

static void check_sample(size_t postings)
{
    struct sample s;
    sample_init(&s, postings);
    struct arena *a = arena_new();
    struct figures f = figures_of(&s, a);
    struct gnuplot g = {0};
    struct charts c;
    charts_make(&f, &g, a, &c);
    check_all(&f, &c, a);
    for (size_t i = 0; i < c.n; i++)
        assert_true(str_find(c.v[i].svg, STR("@t")) == SIZE_MAX);
    arena_free(a);
    sample_done(&s);
}

static void every_chart_is_drawn_and_no_labels_overlap(void **state)
{
    (void)state;
    if (!have_gnuplot())
        skip();
    check_sample(1500);  /* series in windows */
    check_sample(12000); /* hardly a gap */
}

static void the_same_figures_give_the_same_bytes(void **state)
{
    (void)state;
    if (!have_gnuplot())
        skip();
    struct sample s;
    sample_init(&s, 3000);
    struct arena *a = arena_new();
    struct figures f;
    struct figures_options o = sample_options();
    o.roles = &s.taxonomy.roles[1].id;
    o.n_roles = 1;
    sample_figures(&s, &o, a, &f);
    struct gnuplot g = {0};
    struct charts c, d;
    charts_make(&f, &g, a, &c);
    charts_make(&f, &g, a, &d);
    assert_int_equal(c.n, d.n);
    for (size_t i = 0; i < c.n; i++)
        assert_true(str_eq(c.v[i].svg, d.v[i].svg));
    arena_free(a);
    sample_done(&s);
}

static void gaps_break_the_lines(void **state)
{
    (void)state;
    if (!have_gnuplot())
        skip();
    struct sample s;
    sample_init(&s, 6000);
    struct arena *a = arena_new();
    struct figures f = figures_of(&s, a);
    struct gnuplot g = {0};
    struct charts c;
    charts_make(&f, &g, a, &c);
    /* The outage cuts each of the eight bands of data scientists in two. */
    size_t gap = SAMPLE_OUTAGE - SAMPLE_FIRST_MONTH;
    assert_int_equal(f.roles[2].months[gap].gap, GAP_NO_POSTINGS);
    assert_int_equal(f.roles[2].months[gap - 1].gap, GAP_NONE);
    assert_int_equal(f.roles[2].months[gap + 1].gap, GAP_NONE);
    size_t bands[2] = {0, 0};
    const struct str svgs[] = {find(&c, "series", 1)->svg,
                               find(&c, "series", 2)->svg};
    for (size_t i = 0; i < 2; i++)
        for (size_t at = 0; at < svgs[i].n; at++)
            bands[i] += str_starts(str_slice(svgs[i], at, svgs[i].n),
                                   STR("fill=\"var(--i5)\" points"));
    assert_true(bands[1] >= 2 * FIGURES_SERIES_SKILLS);
    assert_true(bands[0] < bands[1] + 12); /* pale bars of n count too */
    arena_free(a);
    sample_done(&s);
}

static void hostile_names_stay_words(void **state)
{
    (void)state;
    if (!have_gnuplot())
        skip();
    struct sample s;
    sample_init(&s, 3000);
    struct arena *a = arena_new();
    size_t n;
    struct str *names = sample_hostile(a, &n);
    for (size_t first = 0; first < n;) {
        first += sample_rename(&s, names, n, first);
        struct figures f;
        struct figures_options o = sample_options();
        o.roles = &s.taxonomy.roles[1].id; /* the others are drawn alike */
        o.n_roles = 1;
        sample_figures(&s, &o, a, &f);
        struct gnuplot g = {0};
        struct charts c;
        charts_make(&f, &g, a, &c);
        check_all(&f, &c, a);
        struct str bars = find(&c, "skills", 0)->svg;
        for (size_t i = 0; i < f.roles[0].n_skills && i < CHART_BARS; i++) {
            struct str name = f.roles[0].skills[i].name;
            if (chart_text_width(name, 12) > 150)
                continue; /* may have been cut */
            struct buf want;
            buf_init(&want, 4096);
            buf_add_cstr(&want, "<text>");
            html_escape_text(&want, name);
            buf_add_cstr(&want, "</text>");
            if (name.n && str_find(bars, buf_str(&want)) == SIZE_MAX)
                fail_msg("\"%.*s\" is not in the chart", STR_FMT(name));
            buf_done(&want);
        }
    }
    struct stat st;
    for (int i = 0; i <= 5; i++) {
        char path[32];
        snprintf(path, sizeof path, "/tmp/pwn%d", i);
        assert_int_equal(stat(path, &st), -1);
    }
    arena_free(a);
    sample_done(&s);
}

/* More roles than four: the heads of the columns stand upright. */
static void up_to_sixteen_roles_fit_the_heat_map(void **state)
{
    (void)state;
    if (!have_gnuplot())
        skip();
    struct sample s;
    sample_init(&s, 3000);
    struct arena *a = arena_new();
    struct figures f = figures_of(&s, a);
    struct role_figure roles[FIGURES_MAX_ROLES];
    struct matrix_row rows[FIGURES_MATRIX_SKILLS];
    struct gnuplot g = {0};
    for (size_t n = 1; n <= FIGURES_MAX_ROLES; n += 3) {
        for (size_t i = 0; i < n; i++)
            roles[i] = (struct role_figure){.id = f.roles[i % 4].id,
                                            .name = f.roles[i % 4].name,
                                            .counts = {.few = true},
                                            .headline = CHANGE_KINDS};
        roles[0].name = STR("Principal machine learning engineer");
        for (size_t i = 0; i < f.n_matrix; i++) {
            struct cell *cells = arena_calloc(a, n + 1, sizeof *cells);
            for (size_t k = 0; k <= n; k++)
                cells[k] = f.matrix[i].cells[k % 4];
            rows[i] = f.matrix[i];
            rows[i].cells = cells;
        }
        struct figures many = f;
        many.roles = roles;
        many.n_roles = n;
        many.matrix = rows;
        many.n_months = 0; /* nothing but the heat map */
        struct charts c;
        charts_make(&many, &g, a, &c);
        if (c.problem.code != ST_OK)
            fail_msg("%zu roles: %s", n, c.problem.msg);
        check_chart(find(&c, "matrix", CHARTS_ALL_ROLES), a);
    }
    arena_free(a);
    sample_done(&s);
}

/* Figures as they come at the edges; each has all that charts are drawn of. */
static void draw_and_check(const struct figures *f, struct arena *a)
{
    struct gnuplot g = {0};
    struct charts c;
    charts_make(f, &g, a, &c);
    if (c.problem.code != ST_OK)
        fail_msg("%s", c.problem.msg);
    assert_true(c.n > 0);
    for (size_t i = 0; i < c.n; i++)
        check_chart(&c.v[i], a);
}

static void one_skill_or_many_fit(void **state)
{
    (void)state;
    if (!have_gnuplot())
        skip();
    struct sample s;
    sample_init(&s, 3000);
    struct arena *a = arena_new();
    static const unsigned tops[] = {1, 2, 5, 40};
    for (size_t i = 0; i < sizeof tops / sizeof *tops; i++) {
        struct figures f;
        struct figures_options o = sample_options();
        o.top = tops[i];
        o.roles = &s.taxonomy.roles[1].id;
        o.n_roles = 1;
        sample_figures(&s, &o, a, &f);
        draw_and_check(&f, a);
    }
    arena_free(a);
    sample_done(&s);
}

/* Sixty months of which every third is a gap, and a lone one between gaps. */
static void sixty_months_fit(void **state)
{
    (void)state;
    if (!have_gnuplot())
        skip();
    struct sample s;
    sample_init(&s, 20000);
    struct arena *a = arena_new();
    struct figures f = figures_of(&s, a);
    struct role_figure role = f.roles[1];
    struct month_figure months[FIGURES_MAX_MONTHS];
    struct series series[FIGURES_SERIES_SKILLS];
    for (size_t i = 0; i < FIGURES_MAX_MONTHS; i++) {
        months[i] = role.months[i % f.n_months];
        months[i].month = f.first_month + (int)i;
        months[i].gap = i % 3 == 1 || i == 6 ? GAP_FEW : GAP_NONE;
        months[i].counts.usable += 10000;
    }
    for (size_t k = 0; k < role.n_series; k++) {
        struct cell *cells = arena_calloc(a, FIGURES_MAX_MONTHS, sizeof *cells);
        for (size_t i = 0; i < FIGURES_MAX_MONTHS; i++)
            cells[i] = role.skills[k].cell;
        series[k] = role.series[k];
        series[k].cells = cells;
    }
    role.months = months;
    role.series = series;
    f.roles = &role;
    f.n_roles = 1;
    f.n_months = FIGURES_MAX_MONTHS;
    draw_and_check(&f, a);
    arena_free(a);
    sample_done(&s);
}

/* All equally often: every rank is 1, every box and bar alike; and names as
 * wide as can be. */
static void ties_and_wide_names_fit(void **state)
{
    (void)state;
    static const char *const names[] = {
        "\xe6\xa9\x9f\xe6\xa2\xb0\xe5\xad\xa6\xe7\xbf\x92\xe3\x82\xa8\xe3"
        "\x83\xb3\xe3\x82\xb8\xe3\x83\x8b\xe3\x82\xa2\xe3\x83\xaa\xe3\x83"
        "\xb3\xe3\x82\xb0\xe5\x9f\xba\xe7\x9b\xa4",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
        "Continuous integration and continuous delivery of everything",
        "W W W W W W W W W W W W W W W W W W W W W W W W W W W W W", "x"};
    if (!have_gnuplot())
        skip();
    struct sample s;
    sample_init(&s, 4000);
    struct arena *a = arena_new();
    struct str v[5];
    for (size_t i = 0; i < 5; i++)
        v[i] = str_from(names[i]);
    sample_rename(&s, v, 5, 0);
    struct figures f = figures_of(&s, a);
    struct role_figure *role = &f.roles[1];
    struct skill_figure *skills =
        arena_calloc(a, role->n_skills, sizeof *skills);
    for (size_t i = 0; i < role->n_skills; i++) {
        skills[i] = role->skills[i];
        skills[i].rank = 1;
        skills[i].cell = role->skills[0].cell;
    }
    role->skills = skills;
    struct change_set *set = &role->changes[role->headline];
    struct change *changes = arena_calloc(a, set->n, sizeof *changes);
    for (size_t i = 0; i < set->n; i++) {
        changes[i] = set->v[i];
        changes[i].from.named = changes[i].to.named = 20;
        changes[i].verdict = (enum change_verdict)(i % 4);
    }
    set->v = changes;
    draw_and_check(&f, a);
    arena_free(a);
    sample_done(&s);
}

static struct study_count some(uint32_t n)
{
    double share = n / 1000.0;
    return (struct study_count){n, share, share * 0.8, fmin(1, share * 1.2)};
}

/* A path of so many steps, all with the longest of names. */
static void check_path(const struct figures *f, size_t steps, struct arena *a)
{
    struct study_step path[STUDY_PATH] = {0};
    struct study s = {.figures = *f};
    struct study_view v = {
        .n = 1000, .employers = 1000, .path = path, .n_path = steps};
    v.start = (struct study_state){some(0), some(0), some(0), 0};
    for (uint32_t i = 0; i < steps; i++) {
        path[i].id = STR("x");
        path[i].name = i % 2
                           ? STR("\xe6\xa9\x9f\xe6\xa2\xb0\xe5\xad\xa6\xe7\xbf"
                                 "\x92\xe6\xa9\x9f\xe6\xa2\xb0\xe5\xad\xa6"
                                 "\xe7\xbf\x92\xe6\xa9\x9f\xe6\xa2\xb0")
                           : STR("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW");
        path[i].now = (struct study_state){some(100 + 90 * i), some(40 * i),
                                           some(30 * i + 1), 0.1 * i};
    }
    s.all = v;
    s.required = v;
    struct gnuplot g = {0};
    struct charts c;
    charts_make_study(&s, &g, a, &c);
    if (c.problem.code != ST_OK)
        fail_msg("%zu steps: %s", steps, c.problem.msg);
    assert_int_equal(c.n, 2);
    check_chart(find(&c, "path", 0), a);
    check_chart(find(&c, "path_required", 0), a);
}

static void a_path_of_study_is_drawn_from_one_step_to_ten(void **state)
{
    (void)state;
    if (!have_gnuplot())
        skip();
    struct sample s;
    sample_init(&s, 2000);
    struct arena *a = arena_new();
    struct figures f = figures_of(&s, a);
    check_path(&f, 1, a);
    check_path(&f, 7, a);
    check_path(&f, STUDY_PATH, a);
    arena_free(a);
    sample_done(&s);
}

static void few_postings_give_no_chart_and_no_problem(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s, 20);
    struct arena *a = arena_new();
    struct figures f = figures_of(&s, a);
    struct gnuplot g = {.path = "/nowhere/gnuplot"};
    struct charts c;
    charts_make(&f, &g, a, &c);
    assert_int_equal(c.problem.code, ST_OK);
    assert_int_equal(c.n, 0);
    arena_free(a);
    sample_done(&s);
}

/* Each run of the stand-in leaves a mark, so a second try would be seen. */
static void what_fails_once_is_not_tried_again(void **state)
{
    (void)state;
    struct scratch dir;
    scratch_start(&dir);
    struct buf body;
    buf_init(&body, 1024);
    buf_printf(&body, "#!/bin/sh\necho x >> %s/runs\nexit 1\n", dir.dir);
    scratch_put(&dir, "gnuplot", buf_str(&body));
    char program[512];
    snprintf(program, sizeof program, "%s/gnuplot", dir.dir);
    assert_int_equal(chmod(program, 0755), 0);
    struct sample s;
    sample_init(&s, 2000);
    struct arena *a = arena_new();
    struct figures f = figures_of(&s, a);
    struct gnuplot g = {.path = program};
    struct charts c;
    charts_make(&f, &g, a, &c);
    assert_int_equal(c.problem.code, ST_BAD_INPUT);
    struct err err;
    buf_clear(&body);
    assert_ok(file_read(scratch_path(&dir, "runs"), &body, &err), err);
    assert_str(buf_str(&body), "x\n");
    buf_done(&body);
    arena_free(a);
    sample_done(&s);
    scratch_end(&dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_chart_is_drawn_and_no_labels_overlap),
        cmocka_unit_test(the_same_figures_give_the_same_bytes),
        cmocka_unit_test(gaps_break_the_lines),
        cmocka_unit_test(hostile_names_stay_words),
        cmocka_unit_test(up_to_sixteen_roles_fit_the_heat_map),
        cmocka_unit_test(one_skill_or_many_fit),
        cmocka_unit_test(sixty_months_fit),
        cmocka_unit_test(ties_and_wide_names_fit),
        cmocka_unit_test(a_path_of_study_is_drawn_from_one_step_to_ten),
        cmocka_unit_test(few_postings_give_no_chart_and_no_problem),
        cmocka_unit_test(what_fails_once_is_not_tried_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
