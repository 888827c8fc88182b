/* SPDX-License-Identifier: MIT */
#include "demo/sample.h"
#include "tests/test.h"

#define BODY_MAX (4u << 20)

static void sample_has_600_postings_and_some(void **state)
{
    (void)state;
    size_t n, total = 0;
    sample_boards(&n);
    for (size_t i = 0; i < n; i++)
        total += sample_count(i);
    assert_in_range(total, 600, 750);
}

static void every_board_answers_the_same_twice(void **state)
{
    (void)state;
    size_t n;
    sample_boards(&n);
    for (size_t i = 0; i < n; i++) {
        struct buf one, two;
        buf_init(&one, BODY_MAX);
        buf_init(&two, BODY_MAX);
        sample_board_body(i, &one);
        sample_board_body(i, &two);
        assert_false(one.overflowed);
        assert_true(one.n > 10000);
        assert_true(str_eq(buf_str(&one), buf_str(&two)));
        buf_done(&one);
        buf_done(&two);
    }
}

static size_t count(struct str text, struct str needle)
{
    size_t n = 0, at;
    while ((at = str_find(text, needle)) != SIZE_MAX) {
        text = str_slice(text, at + needle.n, text.n);
        n++;
    }
    return n;
}

static void a_page_holds_as_many_postings_as_it_says(void **state)
{
    (void)state;
    size_t n;
    const struct sample_board *boards = sample_boards(&n);
    for (size_t i = 0; i < n; i++) {
        if (boards[i].kind != SAMPLE_PAGE)
            continue;
        struct buf body;
        buf_init(&body, BODY_MAX);
        sample_board_body(i, &body);
        assert_int_equal(count(buf_str(&body), STR("\"JobPosting\"")),
                         sample_count(i));
        buf_done(&body);
    }
}

static void the_source_list_names_every_board(void **state)
{
    (void)state;
    size_t n;
    sample_boards(&n);
    struct buf yaml;
    buf_init(&yaml, BODY_MAX);
    sample_sources_yaml(8080, &yaml);
    assert_int_equal(count(buf_str(&yaml), STR("- kind: ")), n);
    buf_done(&yaml);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sample_has_600_postings_and_some),
        cmocka_unit_test(every_board_answers_the_same_twice),
        cmocka_unit_test(a_page_holds_as_many_postings_as_it_says),
        cmocka_unit_test(the_source_list_names_every_board),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
