/* SPDX-License-Identifier: MIT */
#include "base/date.h"
#include "base/opts.h"
#include "tests/test.h"
#include <stdio.h>

struct own {
    const char *output;
    uint64_t limit;
    int month;
    struct opt_list only, map;
    bool all;
};

struct common {
    bool quiet, verbose;
    const char *home;
};

static const struct opt own_table[] = {
    {"output", 'o', OPT_STRING, offsetof(struct own, output), "PATH",
     "Write to PATH instead of standard output."},
    {"limit", 0, OPT_UINT, offsetof(struct own, limit), "N", "Stop after N."},
    {"month", 0, OPT_MONTH, offsetof(struct own, month), "YYYY-MM", "Month."},
    {"only", 0, OPT_LIST, offsetof(struct own, only), "A,B", "Only these."},
    {"map", 0, OPT_MULTI, offsetof(struct own, map), "A=B", "Columns."},
    {"all", 'a', OPT_FLAG, offsetof(struct own, all), NULL, "Everything."},
    {0},
};

static const struct opt common_table[] = {
    {"quiet", 'q', OPT_FLAG, offsetof(struct common, quiet), NULL, "Less."},
    {"verbose", 'v', OPT_FLAG, offsetof(struct common, verbose), NULL, "More."},
    {"home", 0, OPT_STRING, offsetof(struct common, home), "DIR", "Home."},
    {0},
};

struct parsed {
    struct own own;
    struct common common;
    int argc, rest;
    char *argv[16];
    char words[16][64];
    struct err err;
    enum st st;
};

/* Parse a line of words parted by spaces. */
static void parse(struct parsed *p, const char *line)
{
    *p = (struct parsed){.argc = 1, .own.month = -1, .rest = -1};
    snprintf(p->words[0], sizeof p->words[0], "skilltally");
    struct str rest = str_from(line), word;
    while (str_split(&rest, ' ', &word))
        snprintf(p->words[p->argc++], sizeof p->words[0], "%.*s",
                 STR_FMT(word));
    for (int i = 0; i < p->argc; i++)
        p->argv[i] = p->words[i];
    struct opt_group groups[] = {{own_table, &p->own},
                                 {common_table, &p->common}};
    p->st = opts_parse(groups, 2, p->argc, p->argv, &p->rest, &p->err);
}

static void options_and_arguments_come_in_any_order(void **state)
{
    (void)state;
    struct parsed p;
    parse(&p, "a --output=x -q b --limit 12 - --month 2026-11 -- --all -v");
    assert_ok(p.st, p.err);
    assert_string_equal(p.own.output, "x");
    assert_int_equal(p.own.limit, 12);
    assert_int_equal(p.own.month, month_index_parse(STR("2026-11")));
    assert_true(p.common.quiet);
    assert_false(p.own.all || p.common.verbose);
    assert_int_equal(p.argc - p.rest, 5);
    static const char *const want[] = {"a", "b", "-", "--all", "-v"};
    for (int i = 0; i < 5; i++)
        assert_string_equal(p.argv[p.rest + i], want[i]);
}

static void letters_may_stand_together(void **state)
{
    (void)state;
    struct parsed p;
    parse(&p, "-qav -oFILE");
    assert_ok(p.st, p.err);
    assert_true(p.common.quiet && p.own.all && p.common.verbose);
    assert_string_equal(p.own.output, "FILE");
    parse(&p, "-qo FILE -o -x");
    assert_ok(p.st, p.err);
    assert_string_equal(p.own.output, "-x");
    assert_int_equal(p.rest, p.argc);
}

static void lists_gather(void **state)
{
    (void)state;
    struct parsed p;
    parse(&p, "--only a,b --map x=1,2 --only=c --map y=3");
    assert_ok(p.st, p.err);
    assert_int_equal(p.own.only.n, 3);
    assert_str(p.own.only.v[0], "a");
    assert_str(p.own.only.v[2], "c");
    assert_int_equal(p.own.map.n, 2);
    assert_str(p.own.map.v[0], "x=1,2");
}

static void a_list_has_an_end(void **state)
{
    (void)state;
    char many[2 * OPTS_MAX_LIST + 3];
    for (size_t i = 0; i < sizeof many - 1; i++)
        many[i] = i % 2 ? ',' : 'x';
    many[sizeof many - 1] = '\0';
    char name[] = "skilltally", option[] = "--only";
    char *argv[] = {name, option, many, NULL};
    struct own own = {0};
    struct opt_group group = {own_table, &own};
    struct err err;
    int rest;
    many[2 * OPTS_MAX_LIST - 1] = '\0';
    assert_ok(opts_parse(&group, 1, 3, argv, &rest, &err), err);
    assert_int_equal(own.only.n, OPTS_MAX_LIST);
    many[2 * OPTS_MAX_LIST - 1] = ',';
    many[2 * OPTS_MAX_LIST + 1] = '\0';
    own = (struct own){0};
    assert_int_equal(opts_parse(&group, 1, 3, argv, &rest, &err), ST_BAD_INPUT);
    assert_string_equal(err.msg, "--only: more than 256 values");
}

static void mistakes_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *line, *want;
    } cases[] = {
        {"--ouput x", "unknown option --ouput; did you mean --output?"},
        {"--ouput=x", "unknown option --ouput; did you mean --output?"},
        {"--qiuet", "unknown option --qiuet; did you mean --quiet?"},
        {"--verb", "unknown option --verb; did you mean --verbose?"},
        {"--xyzzy", "unknown option --xyzzy"},
        {"-z", "unknown option -z"},
        {"-qz", "unknown option -z"},
        {"--output", "--output needs a value (PATH)"},
        {"-o", "--output needs a value (PATH)"},
        {"--all=1", "--all takes no value"},
        {"--limit x", "--limit: \"x\" is not a whole number"},
        {"--limit -1", "--limit: \"-1\" is not a whole number"},
        {"--limit 9007199254740993",
         "--limit: \"9007199254740993\" is not a whole number"},
        {"--month 2026", "--month: \"2026\" is not a month (YYYY-MM)"},
        {"--month 2026-13", "--month: \"2026-13\" is not a month (YYYY-MM)"},
        {"--only a,,b", "--only: \"a,,b\" has an empty item"},
        {"--only=", "--only: \"\" has an empty item"},
        {"--limit=", "--limit: \"\" is not a whole number"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct parsed p;
        parse(&p, cases[i].line);
        assert_int_equal(p.st, ST_BAD_INPUT);
        assert_string_equal(p.err.msg, cases[i].want);
        assert_int_equal(p.rest, -1);
    }
}

static void the_last_of_two_wins(void **state)
{
    (void)state;
    struct parsed p;
    parse(&p, "--limit 1 --limit 9007199254740992 -o a -o b");
    assert_ok(p.st, p.err);
    assert_true(p.own.limit == (uint64_t)1 << 53);
    assert_string_equal(p.own.output, "b");
}

static void the_nearest_word(void **state)
{
    (void)state;
    static const char *const verbs[] = {"crawl",  "import", "report", "show",
                                        "status", "map",    NULL};
    static const struct {
        const char *word, *want;
    } cases[] = {
        {"craw", "crawl"},   {"imoprt", "import"},
        {"repot", "report"}, {"stat", "status"},
        {"sho", "show"},     {"mpa", "map"},
        {"xyzzy", NULL},     {"", NULL},
        {"a", NULL},         {"shwo", "show"},
        {"REPORT", NULL},    {"averyveryverylongwordthatisnothing", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = opts_nearest(cases[i].word, verbs);
        if (got != cases[i].want &&
            (!got || !cases[i].want || strcmp(got, cases[i].want) != 0))
            fail_msg("\"%s\" gave %s", cases[i].word, got ? got : "nothing");
    }
}

static void help_is_aligned_and_wrapped(void **state)
{
    (void)state;
    static const struct opt table[] = {
        {"output", 'o', OPT_STRING, 0, "PATH",
         "Write to PATH, whole or not at all, which is what a person who runs "
         "this from a schedule wants."},
        {"all", 0, OPT_FLAG, 0, NULL, "Everything."},
        {"a-name-that-is-rather-long", 0, OPT_STRING, 0, "VALUE", "Long."},
        {0},
    };
    AUTO(buf_done) struct buf b;
    buf_init(&b, 4096);
    opts_help(table, &b);
    assert_str(buf_str(&b),
               "  -o, --output PATH  Write to PATH, whole or not at all, which "
               "is what "
               "a person\n"
               "                     who runs this from a schedule wants.\n"
               "      --all          Everything.\n"
               "      --a-name-that-is-rather-long VALUE\n"
               "                     Long.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_and_arguments_come_in_any_order),
        cmocka_unit_test(letters_may_stand_together),
        cmocka_unit_test(lists_gather),
        cmocka_unit_test(a_list_has_an_end),
        cmocka_unit_test(mistakes_are_named),
        cmocka_unit_test(the_last_of_two_wins),
        cmocka_unit_test(the_nearest_word),
        cmocka_unit_test(help_is_aligned_and_wrapped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
