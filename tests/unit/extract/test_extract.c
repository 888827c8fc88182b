/* SPDX-License-Identifier: MIT */
#include "extract/extract.h"
#include "tests/test.h"

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
    assert_ok(taxonomy_load(TEST_SOURCE_DIR "/taxonomy", &f.taxonomy, &err),
              err);
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

static struct posting extract(struct fixture *f, const struct raw *raw)
{
    struct posting p;
    arena_reset(f->arena);
    extract_posting(f->extractor, f->scratch, raw, STR("board"), f->arena, &p);
    return p;
}

static const struct posting_skill *find_skill(const struct posting *p,
                                              const char *id)
{
    for (size_t i = 0; i < p->n_skills; i++)
        if (str_eq(p->skills[i].id, str_from(id)))
            return &p->skills[i];
    fail_msg("no skill %s", id);
    return NULL;
}

static struct raw sample(void)
{
    return (struct raw){
        .id = STR("1"),
        .title = STR("Senior Data Engineer (m/w/d)"),
        .company = STR("Acme Boats"),
        .format = TEXT_HTML,
        .description = STR(
            "<p>Acme Boats was founded in 1990. We are a leading maker of "
            "boats.</p><h3>What you'll do</h3><ul><li>Build data pipelines "
            "with Python and Apache Spark</li></ul><h3>Requirements</h3><ul>"
            "<li>5+ years of experience with Python</li><li>Bachelor's degree "
            "in Computer Science</li><li>Kafka is a plus</li><li>No Java "
            "required</li></ul><p>The salary is $120,000 - $150,000 a year. "
            "This role is hybrid.</p>")};
}

static void every_part_of_a_posting_is_derived(void **state)
{
    struct raw raw = sample();
    struct posting p = extract(*state, &raw);
    assert_str(p.id, "1");
    assert_str(p.source, "board");
    assert_str(p.role, "data-engineer");
    assert_str(p.role_rule, "title:data-engineer:1");
    assert_int_equal(p.seniority, SENIORITY_SENIOR);
    assert_int_equal(p.remote, REMOTE_HYBRID);
    assert_int_equal(p.years_min, 5);
    assert_int_equal(p.degree, DEGREE_BACHELOR);
    assert_int_equal(p.salary.min_cents, 12000000);
    assert_int_equal(p.salary.max_cents, 15000000);
    assert_int_equal(p.salary.provenance, FROM_PROSE);
    assert_str(p.language, "en");
    assert_false(p.truncated);
    assert_true(p.fingerprint != 0);
}

static void a_skill_has_its_strongest_label_and_that_section(void **state)
{
    struct raw raw = sample();
    struct posting p = extract(*state, &raw);
    const struct posting_skill *python = find_skill(&p, "python");
    assert_int_equal(python->n_mentions, 2);
    assert_int_equal(python->label, LABEL_REQUIRED);
    assert_int_equal(python->section, SECTION_REQUIREMENTS);
    assert_int_equal(find_skill(&p, "spark")->label, LABEL_UNSPECIFIED);
    assert_int_equal(find_skill(&p, "spark")->section, SECTION_DUTIES);
    assert_int_equal(find_skill(&p, "kafka")->label, LABEL_PREFERRED);
    assert_int_equal(find_skill(&p, "java")->label, LABEL_NEGATED);
}

static void skills_are_in_order_and_mentions_point_at_their_words(void **state)
{
    struct raw raw = sample();
    struct posting p = extract(*state, &raw);
    assert_true(p.n_skills > 4);
    for (size_t i = 0; i < p.n_skills; i++) {
        const struct posting_skill *s = &p.skills[i];
        assert_true(i == 0 || str_cmp(p.skills[i - 1].id, s->id) < 0);
        for (size_t k = 0; k < s->n_mentions; k++) {
            assert_true(s->mentions[k].start < s->mentions[k].end);
            assert_true(s->mentions[k].end <= p.text.n);
            assert_true(k == 0 ||
                        s->mentions[k - 1].start < s->mentions[k].start);
        }
    }
    const struct mention *m = &find_skill(&p, "kafka")->mentions[0];
    assert_str(str_slice(p.text, m->start, m->end), "Kafka");
}

static void what_the_source_says_comes_first(void **state)
{
    struct raw raw = sample();
    raw.remote = REMOTE_ONSITE;
    raw.language = STR("de-DE");
    raw.employment_type = STR("FULL_TIME");
    raw.source = STR("own");
    raw.salary = (struct salary){.min_cents = 9000000,
                                 .max_cents = 9500000,
                                 .currency = "EUR",
                                 .period = PAY_YEAR,
                                 .provenance = FROM_FIELD};
    struct posting p = extract(*state, &raw);
    assert_int_equal(p.remote, REMOTE_ONSITE);
    assert_str(p.language, "de");
    assert_str(p.employment_type, "full-time");
    assert_str(p.source, "own");
    assert_int_equal(p.salary.min_cents, 9000000);
    assert_int_equal(p.salary.provenance, FROM_FIELD);
}

static void an_empty_posting_is_truncated_and_has_nothing(void **state)
{
    struct raw raw = {0};
    struct posting p = extract(*state, &raw);
    assert_int_equal(p.text.n, 0);
    assert_non_null(p.text.p);
    assert_true(p.truncated);
    assert_null(p.role.p);
    assert_int_equal(p.years_min, -1);
    assert_int_equal(p.n_skills, 0);
    assert_int_equal(p.id.n, 16);
}

static void a_text_that_ends_in_dots_is_truncated(void **state)
{
    static const struct {
        const char *text;
        bool truncated;
    } cases[] = {{"We build boats and we...", true},
                 {"We build boats and we\xE2\x80\xA6", true},
                 {"We build boats. Show more", true},
                 {"We build boats.", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct raw raw = {.format = TEXT_PLAIN,
                          .description = str_from(cases[i].text)};
        assert_int_equal(extract(*state, &raw).truncated, cases[i].truncated);
    }
}

static void fingerprints_tell_jobs_apart_not_their_layout(void **state)
{
    struct raw one = sample(), other = sample();
    uint64_t print = extract(*state, &one).fingerprint;
    other.id = STR("2");
    other.company = STR("ACME BOATS, Inc.");
    other.url = STR("https://example.org/2");
    assert_true(extract(*state, &other).fingerprint == print);
    other.company = STR("Bemo Boats");
    assert_true(extract(*state, &other).fingerprint != print);
    other = sample();
    other.title = STR("Data Scientist");
    assert_true(extract(*state, &other).fingerprint != print);
    /* Postings without words are not alike. */
    one.description = other.description = STR("");
    other.title = one.title;
    other.id = STR("2");
    print = extract(*state, &one).fingerprint;
    assert_true(extract(*state, &other).fingerprint != print);
}

static void hostile_texts_do_no_harm(void **state)
{
    static const char *const bits[] = {
        "((((((((", "a plus ",      "$$$",     "- ",  "years 5 ",
        "<b>",      "\xE2\x80\xA8", "Python/", "...", "no no no "};
    for (size_t i = 0; i < sizeof bits / sizeof bits[0]; i++) {
        struct buf b;
        buf_init(&b, 1u << 16);
        while (buf_add_cstr(&b, bits[i]))
            ;
        struct raw raw = {.format = TEXT_HTML, .description = buf_str(&b)};
        struct posting p = extract(*state, &raw);
        assert_true(p.text.n <= b.n);
        buf_done(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_of_a_posting_is_derived),
        cmocka_unit_test(a_skill_has_its_strongest_label_and_that_section),
        cmocka_unit_test(skills_are_in_order_and_mentions_point_at_their_words),
        cmocka_unit_test(what_the_source_says_comes_first),
        cmocka_unit_test(an_empty_posting_is_truncated_and_has_nothing),
        cmocka_unit_test(a_text_that_ends_in_dots_is_truncated),
        cmocka_unit_test(fingerprints_tell_jobs_apart_not_their_layout),
        cmocka_unit_test(hostile_texts_do_no_harm),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
