/* SPDX-License-Identifier: MIT */
#include "report/figures_lives.h"
#include "tests/test.h"

#define MONTH(m) (2026 * 12 + (m)-1)

static void new_and_open_are_counted_apart(void **state)
{
    /* Worked by hand. A board that was read in March for the first time: what
     * it lists was posted since January, and makes no spike in March. */
    static const struct life_row rows[] = {
        {{"de", 2}, MONTH(1), MONTH(1), MONTH(4), 3},
        {{"de", 2}, MONTH(2), MONTH(2), MONTH(3), 5},
        {{"de", 2}, MONTH(4), MONTH(4), MONTH(4), 2},
        {{"de", 2}, -1, MONTH(3), MONTH(5), 7},
        {{"ds", 2}, MONTH(4), MONTH(4), MONTH(5), 1},
        {{"other", 5}, MONTH(1), MONTH(1), MONTH(9), 100},
        {{NULL, 0}, MONTH(1), MONTH(1), MONTH(9), 100},
    };
    static const struct life_month want[2][3] = {
        {{MONTH(3), 0, 15, 5}, {MONTH(4), 2, 12, 5}, {MONTH(5), 0, 7, 7}},
        {{MONTH(3), 0, 0, 0}, {MONTH(4), 1, 1, 0}, {MONTH(5), 0, 1, 1}}};
    (void)state;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct role_figure roles[] = {{.id = STR("de")}, {.id = STR("ds")}};
    struct figures f = {.asked = {.from_month = -1, .to_month = -1},
                        .roles = roles,
                        .n_roles = 2};
    figures_lives(rows, sizeof rows / sizeof rows[0], a, &f);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(roles[i].n_lives, 3);
        assert_memory_equal(roles[i].lives, want[i], sizeof want[i]);
    }
    /* Only the months asked for; none where nothing was crawled. */
    f.asked.from_month = f.asked.to_month = MONTH(4);
    figures_lives(rows, sizeof rows / sizeof rows[0], a, &f);
    assert_int_equal(roles[0].n_lives, 1);
    assert_memory_equal(roles[0].lives, &want[0][1], sizeof want[0][1]);
    roles[0].n_lives = 0;
    figures_lives(rows, 0, a, &f);
    assert_int_equal(roles[0].n_lives, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_and_open_are_counted_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
