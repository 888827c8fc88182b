/* SPDX-License-Identifier: MIT */
#include "extract/pattern_lint.h"
#include "extract/taxonomy_lint.h"
#include "tests/test.h"

struct linted {
    struct taxonomy *t;
    struct skills *m;
    struct arena *a;
    struct lint_faults faults;
};

static void lint(const char *skills, struct linted *out)
{
    struct err err = {0};
    const struct taxonomy_texts texts = {
        .skills = {"skills.yaml", str_from(skills)},
        .roles = {"roles.yaml", STR("- {id: cook, name: Cook}\n")}};
    *out = (struct linted){.a = arena_new()};
    assert_ok(taxonomy_parse(&texts, &out->t, &err), err);
    assert_ok(skills_new(out->t, &out->m, &err), err);
    taxonomy_lint(out->t, out->m, out->a, &out->faults);
}

static void linted_done(struct linted *l)
{
    skills_free(l->m);
    taxonomy_free(l->t);
    arena_free(l->a);
}

#define CONCEPT(id, rest) "- id: " id "\n  name: N\n  kind: tool\n" rest

static void each_fault_has_its_line(void **state)
{
    (void)state;
    static const struct {
        const char *label, *skills;
        unsigned line;
        const char *want;
    } cases[] = {
        {"an exception that is a name",
         CONCEPT("a", "  names: [x tool]\n")
             CONCEPT("b", "  names:\n    - big tool\n    - c tool\n"
                          "  except: [C-Tool]\n"),
         10, "name \"c tool\" of b is never found"},
        {"an exception pattern over the only name",
         CONCEPT("a", "  names: [big tool]\n"
                      "  except_patterns: ['big \\w+']\n"),
         1, "concept a can never be found"},
        {"no name at all", CONCEPT("a", "  context: ['\\bcluster']\n"), 1,
         "concept a can never be found"},
        {"a plural that is another's name",
         CONCEPT("a", "  names: [data flow]\n")
             CONCEPT("b", "  names: [data flows]\n"),
         8, "name \"data flows\" of b is found as a name of a too"},
        {"a pattern that tries every split",
         CONCEPT("a", "  names: [x tool]\n"
                      "  patterns:\n    - '\\bdata (\\w+ ?)*[0-9]'\n"),
         6, "takes more than 100000 steps"},
        {"a context that tries every split",
         CONCEPT("a", "  weak: [Tool]\n  context: ['(a+)+b']\n"), 5,
         "takes more than 100000 steps"},
        {"an exception that tries every split",
         CONCEPT("a", "  names: [x tool]\n"
                      "  except_patterns: ['(?:[\\w ]*,?)*;']\n"),
         5, "takes more than 100000 steps"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO(linted_done) struct linted l;
        lint(cases[i].skills, &l);
        size_t k = 0;
        while (k < l.faults.n &&
               (l.faults.v[k].line != cases[i].line ||
                str_find(l.faults.v[k].words, str_from(cases[i].want)) ==
                    SIZE_MAX))
            k++;
        if (k == l.faults.n)
            fail_msg("%s: no fault on line %u with \"%s\", but %zu; first "
                     "\"%.*s\"",
                     cases[i].label, cases[i].line, cases[i].want, l.faults.n,
                     l.faults.n ? (int)l.faults.v[0].words.n : 0,
                     l.faults.n ? l.faults.v[0].words.p : "");
    }
}

static void a_sound_taxonomy_has_no_fault(void **state)
{
    (void)state;
    AUTO(linted_done) struct linted l;
    lint("- {id: theme, name: Theme, kind: theme}\n"
         "- {id: aws, name: AWS, kind: tool, names: [aws]}\n"
         "- {id: aws-lambda, name: L, kind: tool, names: [aws lambda],\n"
         "   weak: [Lambda], except: [lambda calculus]}\n"
         "- {id: r, name: R, kind: language, weak: [R], except: [r&d]}\n"
         "- {id: it, name: IT, kind: tool, cased: [IT, I.T.]}\n"
         "- {id: pipes, name: P, kind: concept,\n"
         "   patterns: ['\\b(pipes?)\\b[^.;]{0,40}\\bdata\\b']}\n"
         "- {id: plural, name: P, kind: concept, names: [big models]}\n",
         &l);
    if (l.faults.n)
        fail_msg("%zu faults; the first: \"%.*s\"", l.faults.n,
                 STR_FMT(l.faults.v[0].words));
}

static void an_example_shows_the_mention(void **state)
{
    (void)state;
    AUTO(linted_done) struct linted l;
    lint("- {id: go, name: Go, kind: language, weak: [Go]}\n"
         "- {id: theme, name: Theme, kind: theme}\n",
         &l);
    assert_str(taxonomy_example(l.t, l.m, 0, l.a),
               "2 years of experience with [Go]");
    assert_null(taxonomy_example(l.t, l.m, 1, l.a).p);
}

static void steps_are_counted_and_not_time(void **state)
{
    (void)state;
    struct err err = {0};
    assert_int_equal(pattern_lint(STR("\\bdata \\w+"), 100000, &err), ST_OK);
    assert_int_equal(pattern_lint(STR("(\\w+ )+x"), 2000, &err), ST_CONFIG);
    assert_int_equal(pattern_lint(STR("(no end"), 10, &err), ST_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fault_has_its_line),
        cmocka_unit_test(a_sound_taxonomy_has_no_fault),
        cmocka_unit_test(an_example_shows_the_mention),
        cmocka_unit_test(steps_are_counted_and_not_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
