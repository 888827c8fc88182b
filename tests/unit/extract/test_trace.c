/* SPDX-License-Identifier: MIT */
#include "extract/trace.h"
#include "tests/test.h"

#define SKILLS                                                                 \
    "- {id: go, name: Go, kind: language, names: [golang], weak: [Go],\n"      \
    "   context: ['\\bcompiled\\b'], except: [go to market],\n"                \
    "   except_patterns: ['\\bgo(?= live)']}\n"                                \
    "- {id: python, name: Python, kind: language, names: [python]}\n"          \
    "- {id: r, name: R, kind: language, weak: [R]}\n"                          \
    "- {id: java, name: Java, kind: language, cased: [Java]}\n"                \
    "- {id: javascript, name: JavaScript, kind: language,\n"                   \
    "   names: [JavaScript]}\n"                                                \
    "- {id: sql, name: SQL, kind: language, patterns: ['\\bsequel\\b']}\n"     \
    "- {id: elm, name: Elm, kind: tool, names: [elm]}\n"
#define ROLES "- {id: data-engineer, name: Data engineer, titles: [data]}\n"

struct fixture {
    struct taxonomy *taxonomy;
    struct extractor *extractor;
    struct extract_scratch *scratch;
    struct arena *arena;
};

static int setup(void **state)
{
    static struct fixture f;
    struct err err = {0};
    const struct taxonomy_texts texts = {.skills = {"skills.yaml", STR(SKILLS)},
                                         .roles = {"roles.yaml", STR(ROLES)}};
    assert_ok(taxonomy_parse(&texts, &f.taxonomy, &err), err);
    assert_ok(extractor_new(f.taxonomy, &f.extractor, &err), err);
    f.scratch = extract_scratch_new(f.extractor);
    f.arena = arena_new();
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    extract_scratch_free(f->scratch);
    extractor_free(f->extractor);
    taxonomy_free(f->taxonomy);
    arena_free(f->arena);
    return 0;
}

static struct raw raw_of(const char *text)
{
    return (struct raw){.id = STR("1"),
                        .title = STR("Go Developer"),
                        .company = STR("Elm"),
                        .format = TEXT_HTML,
                        .description = str_from(text)};
}

/* What was weighed at the place of this text, the first of the concept. */
static const struct trace_mention *
find(struct fixture *f, const struct trace *t, const char *id, const char *text)
{
    size_t concept = taxonomy_find(f->taxonomy, str_from(id));
    for (size_t i = 0; i < t->n; i++) {
        const struct skill_hit *h = &t->v[i].hit;
        if (h->concept == concept &&
            str_eq(str_slice(t->text, h->start, h->end), str_from(text)))
            return &t->v[i];
    }
    fail_msg("no %s at \"%s\" in \"%.*s\"", id, text, STR_FMT(t->text));
    return NULL;
}

static void every_mention_tells_its_rule(void **state)
{
    static const struct {
        const char *text, *concept, *mention, *kind, *rule, *why, *evidence;
    } cases[] = {
        {"We like Python.", "python", "Python", "name", "python", "strong", ""},
        {"We like Java.", "java", "Java", "cased name", "Java", "strong", ""},
        {"Write sequel.", "sql", "sequel", "pattern", "\\bsequel\\b", "strong",
         ""},
        {"The compiled Go is fast.", "go", "Go", "weak name", "Go", "context",
         "\\bcompiled\\b"},
        {"Experience with Go needed.", "go", "Go", "weak name", "Go", "asked",
         ""},
        {"<ul><li>Go</li></ul>", "go", "Go", "weak name", "Go", "alone", ""},
        {"Python, R and chess.", "r", "R", "weak name", "R", "listed", ""},
        {"Our Python calls the Go part.", "go", "Go", "weak name", "Go",
         "beside", ""},
        {"Here the Go part is small.", "go", "Go", "weak name", "Go", "titled",
         ""},
        {"They say R is nice.", "r", "R", "weak name", "R", "no-evidence", ""},
        {"Work in R&D with us.", "r", "R", "weak name", "R", "paired", ""},
        {"Ask John R. Smith.", "r", "R", "weak name", "R", "initial", ""},
        {"The R-rated film.", "r", "R", "weak name", "R", "joined", ""},
        {"Our Go to market plan.", "go", "Go", "weak name", "Go", "except",
         "go to market"},
        {"Soon we Go live.", "go", "Go", "weak name", "Go", "except",
         "\\bgo(?= live)"},
        {"At Elm we bake.", "elm", "Elm", "name", "elm", "employer", ""},
        {"Write Java Script here.", "java", "Java", "cased name", "Java",
         "torn", ""},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct raw raw = raw_of(cases[i].text);
        struct trace t;
        arena_reset(f->arena);
        extract_trace(f->extractor, f->scratch, &raw, f->arena, &t);
        const struct trace_mention *m =
            find(f, &t, cases[i].concept, cases[i].mention);
        const struct concept *c = &f->taxonomy->concepts[m->hit.concept];
        struct skill_reason r = m->hit.reason;
        if (strcmp(skill_why_name((enum skill_why)r.why), cases[i].why) != 0)
            fail_msg("%s: %s", cases[i].text,
                     skill_why_name((enum skill_why)r.why));
        assert_string_equal(skill_rule_kind(r), cases[i].kind);
        assert_str(skill_rule_text(c, r), cases[i].rule);
        if (*cases[i].evidence)
            assert_str(skill_evidence_text(c, r), cases[i].evidence);
        else
            assert_null(skill_evidence_text(c, r).p);
        assert_true(*skill_why_words((enum skill_why)r.why) != '\0');
    }
}

/* The trace is of the very mentions that the posting has. */
static void what_counts_is_what_the_posting_has(void **state)
{
    struct fixture *f = *state;
    struct raw raw = raw_of(
        "<h3>Requirements</h3><ul><li>Python or R, golang and Go</li><li>No "
        "Java required</li></ul><p>We Go live. R&amp;D. Elm.</p>");
    struct posting p;
    struct trace t;
    size_t n = 0, counted = 0;
    arena_reset(f->arena);
    extract_posting(f->extractor, f->scratch, &raw, STR("x"), f->arena, &p);
    extract_trace(f->extractor, f->scratch, &raw, f->arena, &t);
    assert_true(str_eq(p.text, t.text));
    for (size_t i = 0; i < t.n; i++)
        counted += skill_counts(t.v[i].hit.reason);
    for (size_t i = 0; i < p.n_skills; i++)
        n += p.skills[i].n_mentions;
    assert_int_equal(n, 5);
    assert_int_equal(counted, n);
    const struct trace_mention *java = find(f, &t, "java", "Java");
    assert_int_equal(java->label, LABEL_NEGATED);
    assert_int_equal(java->section, SECTION_REQUIREMENTS);
    assert_int_equal(find(f, &t, "python", "Python")->label, LABEL_REQUIRED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_mention_tells_its_rule),
        cmocka_unit_test(what_counts_is_what_the_posting_has),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
