/* SPDX-License-Identifier: MIT */
#include "report/evidence_place.h"
#include "tests/test.h"

/* Four mentions, each of another label and section. */
static struct str text_of_posting(void)
{
    return STR("About us\n"
               "We love Python and have used it since our first day here.\n"
               "Responsibilities\n"
               "- Write Python services\n"
               "Requirements\n"
               "- Five years of Python\n"
               "Nice to have\n"
               "- More Python");
}

/* The mention of the kind asked for, by the number of it in the text. */
static void the_mention_that_gave_the_label_is_found(void **state)
{
    static const struct {
        enum label label;
        enum section section;
        size_t want;
    } cases[] = {
        {LABEL_UNSPECIFIED, SECTION_ABOUT, 0},
        {LABEL_UNSPECIFIED, SECTION_DUTIES, 1},
        {LABEL_REQUIRED, SECTION_REQUIREMENTS, 2},
        {LABEL_PREFERRED, SECTION_REQUIREMENTS, 3},
        {LABEL_REQUIRED, SECTION_LEGAL, 2}, /* by the label alone */
        {LABEL_NEGATED, SECTION_OTHER, 0},  /* none fits */
    };
    struct evidence_place *place = evidence_place_new();
    struct mention mentions[4];
    struct str text = text_of_posting(), rest = text;
    size_t from = 0;
    (void)state;
    for (size_t i = 0; i < 4; i++) {
        size_t at = from + str_find(rest, STR("Python"));
        mentions[i] = (struct mention){(uint32_t)at, (uint32_t)at + 6};
        from = at + 6;
        rest = str_slice(text, from, text.n);
    }
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        AUTO(auto_arena_free) struct arena *a = arena_new();
        struct posting_skill skill = {.id = STR("python"),
                                      .label = cases[i].label,
                                      .section = cases[i].section,
                                      .mentions = mentions,
                                      .n_mentions = 4};
        struct posting p = {.text = text, .skills = &skill, .n_skills = 1};
        size_t got = evidence_place_find(place, &p, &skill, a);
        if (got != cases[i].want)
            fail_msg("case %zu: mention %zu, not %zu", i, got, cases[i].want);
    }
    evidence_place_free(place);
    evidence_place_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mention_that_gave_the_label_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
