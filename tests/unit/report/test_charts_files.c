/* SPDX-License-Identifier: MIT */
/* The files that people restyle: each script, run as it was written, draws its
 * pictures again, whatever the names in its data are (tests/cli/charts.sh runs
 * them by hand). Without gnuplot these tests are skipped with a word. */
#include "base/file.h"
#include "report/charts_files.h"
#include "sample.h"
#include "tests/scratch.h"
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static const char *const pictures[] = {".svg", "-dark.svg", ".png",
                                       "-dark.png"};

static bool have_gnuplot(void)
{
    struct gnuplot g = {0};
    const struct gnuplot_file script = {"x.gp", STR("\n")};
    const struct gnuplot_job job = {.files = &script, .n_files = 1};
    struct err err;
    if (gnuplot_run(&g, &job, &err) == ST_OK)
        return true;
    print_message("gnuplot is not installed: not tried\n");
    return false;
}

static void read_file(const char *dir, struct str name, const char *suffix,
                      struct buf *out)
{
    char path[1024];
    struct err err;
    buf_clear(out);
    snprintf(path, sizeof path, "%s/%.*s%s", dir, STR_FMT(name), suffix);
    assert_ok(file_read(path, out, &err), err);
}

static void check_picture(const char *dir, struct str name, const char *suffix,
                          const struct buf *again)
{
    struct buf a;
    buf_init(&a, 8u << 20);
    read_file(dir, name, suffix, &a);
    if (!str_eq(buf_str(&a), buf_str(again)))
        fail_msg("%.*s%s is another picture", STR_FMT(name), suffix);
    if (str_ends(str_from(suffix), STR(".svg"))) {
        xmlDocPtr doc =
            xmlReadMemory(a.p, (int)a.n, "chart", NULL, XML_PARSE_NONET);
        if (!doc)
            fail_msg("%.*s%s is not well-formed", STR_FMT(name), suffix);
        xmlFreeDoc(doc);
        assert_true(str_find(buf_str(&a), STR("<script")) == SIZE_MAX);
    } else {
        assert_memory_equal(a.p, "\x89PNG\r\n", 6);
    }
    buf_done(&a);
}

/* Run the script that was written, on the table that was. */
static void check_chart(const char *dir, struct str name)
{
    char names[6][128];
    const char *const suffixes[] = {".gp",       ".tsv",      pictures[0],
                                    pictures[1], pictures[2], pictures[3]};
    struct buf data[6];
    for (size_t i = 0; i < 6; i++) {
        buf_init(&data[i], 8u << 20);
        snprintf(names[i], sizeof names[i], "%.*s%s", STR_FMT(name),
                 suffixes[i]);
        if (i < 2)
            read_file(dir, name, suffixes[i], &data[i]);
    }
    const struct gnuplot_file files[] = {{names[0], buf_str(&data[0])},
                                         {names[1], buf_str(&data[1])}};
    const struct gnuplot_picture out[] = {{names[2], &data[2]},
                                          {names[3], &data[3]},
                                          {names[4], &data[4]},
                                          {names[5], &data[5]}};
    const struct gnuplot_job job = {files, 2, out, 4, true};
    const struct gnuplot g = {0};
    struct err err;
    assert_ok(gnuplot_run(&g, &job, &err), err);
    for (size_t k = 0; k < 4; k++)
        check_picture(dir, name, pictures[k], &data[2 + k]);
    for (size_t i = 0; i < 6; i++)
        buf_done(&data[i]);
}

/* Write the charts of one of s's roles, by another id where one is given, and
 * run them again. */
static void check_files(const struct sample *s, const char *dir, struct str id)
{
    struct arena *a = arena_new();
    struct figures_options o = sample_options();
    struct figures f;
    struct gnuplot g = {0};
    struct err problem, err;
    o.roles = &s->taxonomy.roles[1].id;
    o.n_roles = 1;
    sample_figures(s, &o, a, &f);
    if (id.p)
        f.roles[0].id = id;
    assert_ok(charts_write(&f, &g, dir, &problem, &err), err);
    if (problem.code != ST_OK)
        fail_msg("%s", problem.msg);
    struct charts c;
    charts_make(&f, &g, a, &c); /* for the names */
    assert_true(c.n > 1);
    for (size_t i = 0; i < c.n; i++)
        check_chart(dir, c.v[i].name);
    arena_free(a);
}

static void each_script_draws_its_pictures_again(void **state)
{
    (void)state;
    if (!have_gnuplot())
        skip();
    struct scratch dir;
    scratch_start(&dir);
    struct sample s;
    sample_init(&s, 4000);
    check_files(&s, dir.dir, STR_NONE);
    sample_done(&s);
    scratch_end(&dir);
}

static void hostile_names_are_words_to_the_scripts_too(void **state)
{
    (void)state;
    static const char *const words[] = {
        "\"quoted\" \"half",
        "back\\slash\\n\\",
        "$HOME `touch %s/pwn1`",
        "$(touch %s/pwn2)",
        "@t1",
        "END_OF_WORDS",
        "system(\"touch %s/pwn3\")",
        "' . system('touch %s/pwn4') . '",
        "\"; system \"touch %s/pwn5\"",
        "!touch %s/pwn6",
        "# comment",
        "NaN",
        "{/Symbol a}_b^c",
        "<script>alert(1)</script> & co",
        "%s %d %n",
        "\xe6\x97\xa5\xe6\x9c\xac \xf0\x9f\x98\x80",
        "- ?",
        "END"};
    if (!have_gnuplot())
        skip();
    struct scratch dir;
    scratch_start(&dir);
    struct sample s;
    sample_init(&s, 3000);
    struct str names[sizeof words / sizeof *words];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct str w = str_from(words[i]);
        size_t at = str_find(w, STR("%s/"));
        names[i] = at == SIZE_MAX ? w
                                  : arena_printf(s.arena, "%.*s%s%s", (int)at,
                                                 w.p, dir.dir, w.p + at + 2);
    }
    for (size_t first = 0; first < sizeof words / sizeof *words;) {
        first += sample_rename(&s, names, sizeof words / sizeof *words, first);
        check_files(&s, dir.dir, STR("../../x y"));
    }
    struct buf table;
    buf_init(&table, 1u << 20);
    read_file(dir.dir, STR("skills--role1"), ".tsv", &table);
    buf_done(&table);
    struct stat st;
    for (int i = 1; i <= 6; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/pwn%d", dir.dir, i);
        assert_int_equal(stat(path, &st), -1);
    }
    sample_done(&s);
    scratch_end(&dir);
}

static void
without_gnuplot_scripts_and_tables_are_there_all_the_same(void **state)
{
    (void)state;
    struct scratch dir;
    scratch_start(&dir);
    struct sample s;
    sample_init(&s, 2000);
    struct arena *a = arena_new();
    struct figures_options o = sample_options();
    struct figures f;
    struct gnuplot g = {.path = "/nowhere/gnuplot"};
    struct err problem, err;
    struct buf data;
    buf_init(&data, 1u << 20);
    sample_figures(&s, &o, a, &f);
    assert_ok(charts_write(&f, &g, dir.dir, &problem, &err), err);
    assert_int_equal(problem.code, ST_NO_INPUT);
    read_file(dir.dir, STR("matrix"), ".gp", &data);
    read_file(dir.dir, STR("matrix"), ".tsv", &data);
    assert_true(str_starts(buf_str(&data), STR("row\tcolumn\t")));
    buf_done(&data);
    arena_free(a);
    sample_done(&s);
    scratch_end(&dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_script_draws_its_pictures_again),
        cmocka_unit_test(hostile_names_are_words_to_the_scripts_too),
        cmocka_unit_test(
            without_gnuplot_scripts_and_tables_are_there_all_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
