/* SPDX-License-Identifier: MIT */
/* What happens around gnuplot, shown on stand-ins that fail in every way; the
 * last tests run the real one. */
#include "base/progress.h"
#include "report/gnuplot.h"
#include "tests/scratch.h"
#include <sys/stat.h>

struct fixture {
    struct scratch bin, tmp;
    char program[512];
};

static int set_up(void **state)
{
    struct fixture *x = calloc(1, sizeof *x);
    scratch_start(&x->bin);
    scratch_start(&x->tmp);
    setenv("TMPDIR", x->tmp.dir, 1);
    *state = x;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *x = *state;
    unsetenv("TMPDIR");
    scratch_end(&x->bin);
    scratch_end(&x->tmp);
    free(x);
    return 0;
}

/* A shell script that stands in for gnuplot. It must not fork: the child of
 * anyone but root may not. */
static void put_program(struct fixture *x, const char *body)
{
    struct buf text;
    buf_init(&text, 4096);
    buf_printf(&text, "#!/bin/sh\n%s\n", body);
    scratch_put(&x->bin, "gnuplot", buf_str(&text));
    snprintf(x->program, sizeof x->program, "%s/gnuplot", x->bin.dir);
    assert_int_equal(chmod(x->program, 0755), 0);
    buf_done(&text);
}

/* The script alone, which is to write chart.svg. */
static enum st run_script(const struct gnuplot *g, struct str script,
                          struct buf *out, struct err *err)
{
    const struct gnuplot_file files[] = {{"chart.gp", script},
                                         {"data.tsv", STR("1\t2\n")}};
    const struct gnuplot_picture picture = {"chart.svg", out};
    const struct gnuplot_job job = {files, 2, &picture, 1, false};
    return gnuplot_run(g, &job, err);
}

static enum st run(struct fixture *x, const char *body, struct buf *out,
                   struct err *err)
{
    put_program(x, body);
    struct gnuplot g = {.path = x->program, .timeout_ms = 400};
    *err = (struct err){0};
    enum st st = run_script(&g, STR("the script\n"), out, err);
    assert_int_equal(scratch_count(&x->tmp), 0); /* nothing is left behind */
    return st;
}

static void every_way_to_fail_is_told_in_one_line(void **state)
{
    struct fixture *x = *state;
    static const struct {
        const char *label, *body;
        enum st st;
        const char *words;
    } cases[] = {
        {"fails with words",
         "echo '\"chart.gp\" line 3: no such thing' >&2\n"
         "exit 1",
         ST_BAD_INPUT, "line 3: no such thing"},
        {"fails in silence", "exit 7", ST_BAD_INPUT, "(7)"},
        {"writes nothing", "exit 0", ST_BAD_INPUT, "wrote nothing"},
        {"writes an empty file", ": > chart.svg", ST_BAD_INPUT,
         "wrote nothing"},
        {"is killed", "kill -KILL $$", ST_BAD_INPUT, "signal 9"},
        {"hangs", "kill -STOP $$", ST_BUSY, "400 ms"},
        {"hangs without stderr", "exec 2>&-\nkill -STOP $$", ST_BUSY, "400 ms"},
        {"turns in a circle", "while :; do :; done", ST_BUSY, "400 ms"},
        {"ignores being asked", "trap '' TERM INT HUP\nwhile :; do :; done",
         ST_BUSY, "400 ms"},
        {"writes without end",
         "while :; do echo 123456789012345678901234567890;"
         " done > chart.svg",
         ST_BAD_INPUT, "gnuplot"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        struct err err;
        buf_init(&out, 1u << 20);
        enum st st = run(x, cases[i].body, &out, &err);
        bool endless = i == sizeof cases / sizeof *cases - 1;
        if (endless && st == ST_BUSY)
            st = ST_BAD_INPUT; /* a slow machine may not reach the size limit */
        if (st != cases[i].st || !strstr(err.msg, cases[i].words))
            fail_msg("%s: %d \"%s\"", cases[i].label, st, err.msg);
        assert_null(strchr(err.msg, '\n'));
        assert_int_equal(out.n, 0);
        buf_done(&out);
    }
}

static void a_flood_of_words_neither_blocks_nor_grows(void **state)
{
    struct buf out;
    struct err err;
    buf_init(&out, 1024);
    const char *flood = "i=0\nwhile [ $i -lt 3000 ]; do\n"
                        "echo 1234567890123456789012345678901234567890 >&2\n"
                        "i=$((i+1))\ndone\nexit 3";
    assert_int_equal(run(*state, flood, &out, &err), ST_BAD_INPUT);
    assert_non_null(strstr(err.msg, "(3)"));
    buf_done(&out);
}

static void the_output_is_appended(void **state)
{
    struct buf out;
    struct err err;
    buf_init(&out, 1024);
    buf_add_cstr(&out, "before ");
    assert_ok(run(*state, "exec cat chart.gp data.tsv > chart.svg", &out, &err),
              err);
    assert_str(buf_str(&out), "before the script\n1\t2\n");
    buf_done(&out);
}

static void the_child_sees_only_what_it_needs(void **state)
{
    struct buf out;
    struct err err;
    buf_init(&out, 1u << 16);
    setenv("SKILLTALLY_TEST_SECRET", "x", 1);
    int kept = dup2(0, 9); /* a file that was left open for children */
    const char *look =
        "{ export -p; echo args $*; read line && echo got $line;\n"
        "[ -e /proc/$$/fd/9 ] && echo nine; pwd; umask; } "
        "> chart.svg 2>/dev/null";
    assert_ok(run(*state, look, &out, &err), err);
    const char *seen = buf_cstr(&out);
    assert_null(strstr(seen, "SECRET"));
    assert_null(strstr(seen, "HOME="));
    assert_null(strstr(seen, "nine"));
    assert_null(strstr(seen, "got"));
    assert_non_null(strstr(seen, "args -d chart.gp\n"));
    assert_non_null(strstr(seen, ((struct fixture *)*state)->tmp.dir));
    unsetenv("SKILLTALLY_TEST_SECRET");
    if (kept >= 0)
        close(kept);
    buf_done(&out);
}

static enum st run_path(const char *path, struct buf *out, struct err *err)
{
    char *before = strdup(getenv("PATH"));
    setenv("PATH", path, 1);
    struct gnuplot g = {0};
    enum st st = run_script(&g, STR("x"), out, err);
    setenv("PATH", before, 1);
    free(before);
    return st;
}

static void a_missing_gnuplot_says_how_to_get_it(void **state)
{
    struct fixture *x = *state;
    struct buf out;
    struct err err;
    buf_init(&out, 1024);
    assert_int_equal(run_path(x->tmp.dir, &out, &err), ST_NO_INPUT);
    assert_non_null(strstr(err.msg, "apt-get install gnuplot-nox"));
    struct gnuplot g = {.path = "/nowhere/gnuplot"};
    assert_int_equal(run_script(&g, STR("x"), &out, &err), ST_NO_INPUT);
    assert_non_null(strstr(err.msg, "/nowhere/gnuplot"));
    g.path = x->tmp.dir; /* a directory is no program */
    assert_int_equal(run_script(&g, STR("x"), &out, &err), ST_NO_INPUT);
    buf_done(&out);
}

static void gnuplot_is_found_in_absolute_parts_of_the_path_only(void **state)
{
    struct fixture *x = *state;
    struct buf out;
    struct err err;
    buf_init(&out, 1024);
    put_program(x, "echo found > chart.svg");
    char path[1024], cwd[512];
    assert_non_null(getcwd(cwd, sizeof cwd));
    assert_int_equal(chdir(x->bin.dir), 0);
    assert_int_equal(run_path(".:", &out, &err), ST_NO_INPUT);
    assert_int_equal(chdir(cwd), 0);
    snprintf(path, sizeof path, "%s:.:%s", x->tmp.dir, x->bin.dir);
    assert_ok(run_path(path, &out, &err), err);
    assert_str(buf_str(&out), "found\n");
    buf_done(&out);
}

static void no_directory_for_the_work_is_an_error(void **state)
{
    struct fixture *x = *state;
    struct buf out;
    struct err err;
    buf_init(&out, 1024);
    put_program(x, "echo x > chart.svg");
    struct gnuplot g = {.path = x->program};
    setenv("TMPDIR", "/nowhere/at/all", 1);
    assert_int_equal(run_script(&g, STR("x"), &out, &err), ST_CREATE);
    assert_non_null(strstr(err.msg, "/nowhere/at/all"));
    setenv("TMPDIR", x->tmp.dir, 1);
    buf_done(&out);
}

static void the_real_gnuplot_draws_and_names_its_faults(void **state)
{
    struct fixture *x = *state;
    struct buf out;
    struct err err;
    buf_init(&out, 1u << 20);
    struct gnuplot g = {0};
    struct str script = STR("set terminal svg\nset output 'chart.svg'\n"
                            "plot x\n");
    enum st st = run_script(&g, script, &out, &err);
    if (st == ST_NO_INPUT) {
        print_message("gnuplot is not installed: not tried\n");
        skip();
    }
    assert_ok(st, err);
    assert_true(str_find(buf_str(&out), STR("</svg>")) < out.n);
    buf_clear(&out);
    assert_int_equal(run_script(&g, STR("set nonsense\n"), &out, &err),
                     ST_BAD_INPUT);
    assert_non_null(strstr(err.msg, "line 1"));
    assert_int_equal(scratch_count(&x->tmp), 0);
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_way_to_fail_is_told_in_one_line),
        cmocka_unit_test(a_flood_of_words_neither_blocks_nor_grows),
        cmocka_unit_test(the_output_is_appended),
        cmocka_unit_test(the_child_sees_only_what_it_needs),
        cmocka_unit_test(a_missing_gnuplot_says_how_to_get_it),
        cmocka_unit_test(gnuplot_is_found_in_absolute_parts_of_the_path_only),
        cmocka_unit_test(no_directory_for_the_work_is_an_error),
        cmocka_unit_test(the_real_gnuplot_draws_and_names_its_faults),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
