/* SPDX-License-Identifier: MIT */
/* What the whole stage takes for texts that were made to make it slow. More of
 * them: tests/soak/hostile_texts.py. */
#include "extract/extract.h"
#include "tests/test.h"
#include <stdlib.h>
#include <time.h>

struct fixture {
    struct taxonomy *taxonomy;
    struct extractor *extractor;
    struct extract_scratch *scratch;
    struct arena *arena;
};

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Time for a posting whose text is n bytes of copies of unit behind head. */
static double time_for(struct fixture *f, const char *head, const char *unit,
                       size_t n)
{
    AUTO(buf_done) struct buf text;
    buf_init(&text, 2 * n + 64);
    buf_add_cstr(&text, head);
    while (text.n < n)
        buf_add_cstr(&text, unit);
    struct raw raw = {.id = STR("1"),
                      .title = STR("Go engineer"),
                      .company = STR("Acme Boats"),
                      .format = TEXT_HTML,
                      .description = buf_str(&text)};
    struct posting p;
    double from = seconds();
    extract_posting(f->extractor, f->scratch, &raw, STR("board"), f->arena, &p);
    double spent = seconds() - from;
    arena_reset(f->arena);
    return spent;
}

/* Eight times the text may take some more than eight times as long; 64 times
 * as long is what a loop within a loop over it takes. */
static void hostile_postings_take_time_in_proportion(void **state)
{
    static const struct {
        const char *label, *head, *unit;
    } cases[] = {
        {"degrees", "", "BS/MS or PhD, "},
        {"degrees and people", "", "Ph.D. scientists, PhD level team, "},
        {"pay", "", "$100k - $200k per year or "},
        {"sums of no pay", "", "we raised $100k and "},
        {"years", "", "5+ years to 7 or "},
        {"weak names", "", "Go/R/C/"},
        {"weak names of an item", "- ", "Go and R with C, "},
        {"preferences", "", "SQL preferred or required a plus not needed "},
        {"parentheses", "", "(SQL (a plus) "},
        {"workplaces", "", "remote hybrid 3 days in the office "},
        {"places", "", "Berlin, Germany | "},
        {"firms", "", "customers like Slack, Box and "},
        {"capitalised list", "customers like ", "Slack, "},
        {"headings", "", "Requirements:\nSQL\n"},
        {"HTML headings", "", "<h2>About us</h2><p>x</p>"},
        {"glued words", "", "workNeed andSQL "},
        {"right to left", "", "\xe2\x80\xae\xd7\x90 SQL\xe2\x80\xac "},
        {"bad UTF-8", "", "SQL\xff\xc3 \xe2\x80 R "},
        {"and and", "", "and "},
    };
    struct fixture *f = *state;
    size_t bytes = test_is_slow() ? 1u << 16 : 1u << 18;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double part = time_for(f, cases[i].head, cases[i].unit, bytes / 8);
        double whole = time_for(f, cases[i].head, cases[i].unit, bytes);
        if (whole > 24 * (part + 0.005))
            fail_msg("%s: %.3f s for an eighth, %.3f s for all", cases[i].label,
                     part, whole);
        if (getenv("TEST_VERBOSE"))
            print_message("%-28s %8.3f s\n", cases[i].label, whole);
    }
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_postings_take_time_in_proportion),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
