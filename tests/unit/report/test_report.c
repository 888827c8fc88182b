/* SPDX-License-Identifier: MIT */
/* From a real store to files. */
#include "report/report.h"
#include "sample.h"
#include "tests/scratch.h"
#include <sys/stat.h>

#define POSTINGS 1500

struct fixture {
    struct scratch dir;
    struct sample s;
    struct arena *a;
    struct postings *store;
};

/* The store's posting that scans as row does. */
static void put(struct fixture *x, const struct scan_row *row)
{
    static char text[POSTING_USABLE_TEXT_MIN_BYTES];
    memset(text, 'x', sizeof text);
    struct arena *a = x->a;
    struct posting_skill *skills =
        arena_calloc(a, row->n_skills, sizeof *skills);
    struct mention *mentions = arena_calloc(a, row->n_skills, sizeof *mentions);
    for (size_t i = 0; i < row->n_skills; i++) {
        mentions[i] = (struct mention){(uint32_t)i, (uint32_t)i + 3};
        skills[i] = (struct posting_skill){
            .id = x->s.names.concepts[row->skills[i].concept],
            .label = (enum label)row->skills[i].label,
            .section = (enum section)row->skills[i].section,
            .mentions = &mentions[i],
            .n_mentions = 1,
        };
    }
    struct place *place = arena_calloc(a, 1, sizeof *place);
    place->country = arena_str(a, str_from(row->country));
    struct salary pay = row->pay;
    pay.provenance = pay.period == PAY_NONE ? FROM_NONE : FROM_FIELD;
    bool has_role = row->role < x->s.names.n_roles;
    struct posting p = {
        .id = arena_printf(a, "%lld", (long long)row->posting_id),
        .source = arena_printf(a, "board/%u", row->source),
        .company = arena_printf(a, "Employer %u", row->employer),
        .title = STR("A title"),
        .date_posted = row->date_posted,
        .role = has_role ? x->s.names.roles[row->role] : STR_NONE,
        .text = {text, row->usable ? sizeof text : 10},
        .fingerprint = row->cluster,
        .skills = skills,
        .n_skills = row->n_skills,
        .locations = place,
        .n_locations = 1,
        .seniority = (enum seniority)row->seniority,
        .remote = (enum remote)row->remote,
        .degree = (enum degree)row->degree,
        .years_min = row->years_min,
        .salary = pay,
    };
    enum put_result result;
    struct err err;
    assert_ok(postings_put(x->store, &p, 0, 1767225600, &result, &err), err);
}

static int set_up(void **state)
{
    struct fixture *x = calloc(1, sizeof *x);
    struct err err;
    scratch_start(&x->dir);
    x->a = arena_new();
    sample_init(&x->s, POSTINGS);
    assert_ok(postings_open(scratch_path(&x->dir, "s.db"), &x->store, &err),
              err);
    assert_ok(postings_begin(x->store, &err), err);
    for (size_t i = 0; i < x->s.n_rows; i++)
        put(x, &x->s.rows[i]);
    assert_ok(postings_commit(x->store, &err), err);
    *state = x;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *x = *state;
    postings_free(x->store);
    sample_done(&x->s);
    arena_free(x->a);
    scratch_end(&x->dir);
    free(x);
    return 0;
}

static struct figures compute(struct fixture *x,
                              const struct figures_options *o)
{
    struct figures f;
    struct err err;
    assert_ok(report_compute(x->store, &x->s.taxonomy, o, x->a, &f, &err), err);
    return f;
}

/* Names are the store's, and so is which of two equally large employers comes
 * first; how large they are is not. Afterwards both have none. */
static void take_employers(struct figures *got, struct figures *want)
{
    for (size_t i = 0; i < got->n_roles; i++) {
        struct role_figure *a = &got->roles[i], *b = &want->roles[i];
        assert_int_equal(a->n_employers, b->n_employers);
        for (size_t k = 0; k < a->n_employers; k++) {
            assert_int_equal(a->employers[k].n, b->employers[k].n);
            assert_true(str_starts(a->employers[k].name, STR("Employer ")));
        }
        a->n_employers = b->n_employers = 0;
    }
}

static void the_store_gives_the_figures_of_its_rows(void **state)
{
    struct fixture *x = *state;
    struct figures_options o = sample_options();
    for (int open = 0; open < 2; open++) {
        struct figures got = compute(x, &o), want;
        assert_int_equal(got.store_postings, POSTINGS);
        assert_int_equal(got.store_last.year, 0); /* not asked for */
        sample_figures(&x->s, &o, x->a, &want);
        want.store_postings = got.store_postings;
        want.store_dates = got.store_dates;
        uint64_t dated = 0;
        for (int k = 0; k < DATES_KNOWN; k++)
            dated += got.store_dates.imported[k];
        assert_int_equal(dated, POSTINGS);
        take_employers(&got, &want);
        assert_int_equal(got.n_all_sources, 7); /* only the store knows them */
        want.sources = got.sources;
        want.n_all_sources = got.n_all_sources;
        for (size_t i = 0; i < got.n_roles; i++) {
            assert_int_equal(got.roles[i].n_cities, 0);
            assert_int_equal(got.roles[i].places[0].n,
                             got.roles[i].counts.distinct);
            want.roles[i].places = got.roles[i].places;
            want.roles[i].n_places = got.roles[i].n_places;
        }
        struct buf a, b;
        buf_init(&a, 16u << 20);
        buf_init(&b, 16u << 20);
        render_json(&got, &a);
        render_json(&want, &b);
        assert_true(str_eq(buf_str(&a), buf_str(&b)));
        buf_done(&a);
        buf_done(&b);
        o.from_month = SAMPLE_FIRST_MONTH + 2;
        o.to_month = SAMPLE_FIRST_MONTH + 6;
    }
}

/* Quotes only when they were asked for, of postings that name the skill. */
static void quotes_are_of_the_store(void **state)
{
    struct fixture *x = *state;
    struct figures_options o = sample_options();
    struct figures without = compute(x, &o);
    o.evidence = true;
    struct figures with = compute(x, &o);
    for (size_t i = 0; i < with.n_roles; i++) {
        assert_int_equal(without.roles[i].n_evidence, 0);
        assert_true(with.roles[i].n_evidence > 3 * 10);
        for (size_t k = 0; k < with.roles[i].n_evidence; k++) {
            const struct evidence *e = &with.roles[i].evidence[k];
            struct posting p;
            struct err err;
            assert_ok(postings_get(x->store, e->posting, x->a, &p, NULL, &err),
                      err);
            assert_true(str_eq(p.role, with.roles[i].id));
            bool names = false;
            for (size_t s = 0; s < p.n_skills; s++)
                names |= str_eq(p.skills[s].id, e->id);
            assert_true(names);
            assert_true(str_eq(p.company, e->employer));
            assert_int_equal(e->to - e->from, 3);
        }
    }
}

static void an_unknown_role_is_an_error_with_the_known_ones(void **state)
{
    struct fixture *x = *state;
    struct str role = STR("astronaut");
    struct figures_options o = sample_options();
    o.roles = &role;
    o.n_roles = 1;
    struct figures f;
    struct err err;
    assert_int_equal(
        report_compute(x->store, &x->s.taxonomy, &o, x->a, &f, &err),
        ST_BAD_INPUT);
    assert_non_null(strstr(err.msg, "astronaut"));
    assert_non_null(strstr(err.msg, "cloud-engineer"));
}

static void a_period_without_postings_is_a_report_with_advice(void **state)
{
    struct fixture *x = *state;
    struct figures_options o = sample_options();
    o.from_month = o.to_month = 1999 * 12;
    struct figures f = compute(x, &o);
    assert_int_equal(f.store_postings, POSTINGS);
    assert_int_equal(f.store_last.year, 2025);
    for (int i = 0; i < 5; i++) {
        struct report_style style = {.gnuplot = "/nowhere/gnuplot"};
        struct buf out;
        struct err charts, err;
        buf_init(&out, REPORT_MAX_BYTES);
        assert_ok(report_render(&f, (enum report_format)i, &style, &out,
                                &charts, &err),
                  err);
        assert_int_equal(charts.code, ST_OK); /* none were to be drawn */
        bool words = i != REPORT_CSV && i != REPORT_JSON;
        assert_true(!words || str_find(buf_str(&out), STR("--from")) < out.n);
        assert_true(out.n > 100);
        buf_done(&out);
    }
}

static void formats_have_names(void **state)
{
    (void)state;
    enum report_format f = REPORT_TEXT;
    const char *const *names = report_format_names();
    for (int i = 0; names[i]; i++) {
        assert_true(report_format_parse(str_from(names[i]), &f));
        assert_int_equal(f, i);
    }
    assert_int_equal(f, REPORT_ALL);
    assert_false(report_format_parse(STR("HTML"), &f));
    assert_false(report_format_parse(STR(""), &f));
    assert_int_equal(f, REPORT_ALL);
}

static void without_gnuplot_the_page_is_there_and_says_so(void **state)
{
    struct fixture *x = *state;
    struct figures_options o = sample_options();
    struct figures f = compute(x, &o);
    struct report_style style = {.gnuplot = "/nowhere/gnuplot"};
    struct err charts, err;
    char path[512];
    snprintf(path, sizeof path, "%s", scratch_path(&x->dir, "page.html"));
    assert_ok(report_write(&f, REPORT_HTML, &style, path, &charts, &err), err);
    assert_int_equal(charts.code, ST_NO_INPUT);
    assert_non_null(strstr(charts.msg, "no charts: /nowhere/gnuplot"));
    struct buf page;
    buf_init(&page, REPORT_MAX_BYTES);
    assert_ok(file_read(path, &page, &err), err);
    assert_true(str_find(buf_str(&page),
                         STR("This page has no charts: /nowhere")) < page.n);
    assert_true(str_find(buf_str(&page), STR("<svg")) == SIZE_MAX);
    buf_clear(&page);
    style.no_charts = true;
    assert_ok(report_render(&f, REPORT_HTML, &style, &page, &charts, &err),
              err);
    assert_int_equal(charts.code, ST_OK);
    assert_true(str_find(buf_str(&page), STR("no charts")) == SIZE_MAX);
    buf_done(&page);
}

static void a_directory_gets_a_file_a_table(void **state)
{
    struct fixture *x = *state;
    struct figures_options o = sample_options();
    struct figures f = compute(x, &o);
    struct report_style style = {.no_charts = true};
    struct err err;
    char dir[600], path[1024];
    snprintf(dir, sizeof dir, "%s/", scratch_path(&x->dir, "new/tables"));
    assert_ok(report_write(&f, REPORT_CSV, &style, dir, NULL, &err), err);
    struct grids all = grids_of(&f, x->a);
    assert_true(all.n > GRID_ALIKE);
    for (size_t i = 0; i < all.n; i++) {
        struct buf data, want;
        buf_init(&data, REPORT_MAX_BYTES);
        buf_init(&want, REPORT_MAX_BYTES);
        snprintf(path, sizeof path, "%s%s.csv", dir, all.v[i].key);
        assert_ok(file_read(path, &data, &err), err);
        render_csv_grid(&all.v[i], &want);
        assert_true(str_eq(buf_str(&data), buf_str(&want)));
        buf_done(&data);
        buf_done(&want);
    }
    /* A directory that is there needs no '/'. */
    dir[strlen(dir) - 1] = '\0';
    assert_ok(report_write(&f, REPORT_TEXT, &style, dir, NULL, &err), err);
    snprintf(path, sizeof path, "%s/report.txt", dir);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
}

/* The file of dir holds what one format alone gives. */
static void assert_form(const struct figures *f, enum report_format format,
                        const char *dir, const char *name)
{
    struct report_style style = {.no_charts = true};
    struct buf path, got, want;
    struct err err;
    buf_init(&path, 4096);
    buf_init(&got, REPORT_MAX_BYTES);
    buf_init(&want, REPORT_MAX_BYTES);
    path_join(&path, dir, name);
    assert_ok(file_read(buf_cstr(&path), &got, &err), err);
    assert_ok(report_render(f, format, &style, &want, NULL, &err), err);
    assert_true(str_eq(buf_str(&got), buf_str(&want)));
    buf_done(&path);
    buf_done(&got);
    buf_done(&want);
}

static void a_directory_gets_every_form(void **state)
{
    static const char *const forms[REPORT_ALL] = {
        [REPORT_TEXT] = "report.txt",  [REPORT_MD] = "report.md",
        [REPORT_JSON] = "report.json", [REPORT_HTML] = "report.html",
        [REPORT_XLSX] = "report.xlsx",
    };
    struct fixture *x = *state;
    struct figures_options o = sample_options();
    struct figures f = compute(x, &o);
    /* The directory's text does not depend on the terminal. */
    struct report_style style = {.no_charts = true, .text = {.columns = 200}};
    struct err err;
    char dir[600];
    snprintf(dir, sizeof dir, "%s", scratch_path(&x->dir, "every/form"));
    for (int again = 0; again < 2; again++) {
        assert_ok(report_write(&f, REPORT_ALL, &style, dir, NULL, &err), err);
        for (int i = 0; i < REPORT_ALL; i++)
            if (forms[i])
                assert_form(&f, (enum report_format)i, dir, forms[i]);
    }
    struct buf path, readme;
    buf_init(&path, 4096);
    buf_init(&readme, 1u << 16);
    path_join(&path, dir, "README.txt");
    assert_ok(file_read(buf_cstr(&path), &readme, &err), err);
    assert_true(str_find(buf_str(&readme), STR("csv/skills.csv")) < readme.n);
    assert_true(str_find(buf_str(&readme), STR("rules 7")) < readme.n);
    /* What stands in the way is named, and the rest is as it was. */
    buf_clear(&path);
    path_join(&path, dir, "README.txt");
    assert_int_equal(
        report_write(&f, REPORT_ALL, &style, buf_cstr(&path), NULL, &err),
        ST_CREATE);
    assert_non_null(strstr(err.msg, "README.txt"));
    buf_done(&path);
    buf_done(&readme);
}

static void what_cannot_be_written_leaves_nothing_behind(void **state)
{
    struct fixture *x = *state;
    struct figures_options o = sample_options();
    struct figures f = compute(x, &o);
    struct report_style style = {.no_charts = true};
    struct err err;
    size_t before = scratch_count(&x->dir);
    char path[600];
    snprintf(path, sizeof path, "%s",
             scratch_path(&x->dir, "no/such/dir/r.json"));
    enum st st = report_write(&f, REPORT_JSON, &style, path, NULL, &err);
    assert_true(st == ST_CREATE || st == ST_NO_INPUT);
    assert_non_null(strstr(err.msg, "r.json"));
    assert_int_equal(scratch_count(&x->dir), before);
}

static void a_report_over_the_limit_is_an_error(void **state)
{
    struct fixture *x = *state;
    struct figures_options o = sample_options();
    struct figures f = compute(x, &o);
    struct report_style style = {.no_charts = true};
    for (int i = 0; i < 5; i++) {
        struct buf out;
        struct err err;
        buf_init(&out, 1000);
        assert_int_equal(
            report_render(&f, (enum report_format)i, &style, &out, NULL, &err),
            ST_TOO_BIG);
        buf_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_store_gives_the_figures_of_its_rows),
        cmocka_unit_test(quotes_are_of_the_store),
        cmocka_unit_test(an_unknown_role_is_an_error_with_the_known_ones),
        cmocka_unit_test(a_period_without_postings_is_a_report_with_advice),
        cmocka_unit_test(formats_have_names),
        cmocka_unit_test(without_gnuplot_the_page_is_there_and_says_so),
        cmocka_unit_test(a_directory_gets_a_file_a_table),
        cmocka_unit_test(a_directory_gets_every_form),
        cmocka_unit_test(what_cannot_be_written_leaves_nothing_behind),
        cmocka_unit_test(a_report_over_the_limit_is_an_error),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
