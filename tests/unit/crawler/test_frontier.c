/* SPDX-License-Identifier: MIT */
#include "crawler/frontier.h"
#include "crawler/names.h"
#include "tests/test.h"
#include <stdio.h>

#define NOW 5000

static struct job *take(struct frontier *f, struct politeness *p, int64_t now)
{
    int64_t wait;
    return frontier_take(f, p, now, &wait);
}

static void backends_take_turns(void **state)
{
    (void)state;
    struct politeness *p = politeness_new(1);
    struct frontier f;
    struct job jobs[4] = {0};
    frontier_init(&f);
    size_t a = politeness_backend(p, STR("a"), (struct pacing){9, 0});
    size_t b = politeness_backend(p, STR("b"), (struct pacing){9, 0});
    jobs[0].backend = jobs[1].backend = jobs[2].backend = a;
    jobs[3].backend = b;
    for (int i = 0; i < 4; i++)
        frontier_put(&f, &jobs[i]);
    assert_ptr_equal(take(&f, p, NOW), &jobs[0]);
    assert_ptr_equal(take(&f, p, NOW), &jobs[3]);
    assert_ptr_equal(take(&f, p, NOW), &jobs[1]);
    assert_ptr_equal(take(&f, p, NOW), &jobs[2]);
    int64_t wait = 0;
    assert_null(frontier_take(&f, p, NOW, &wait));
    assert_true(wait == FRONTIER_NEVER);
    frontier_put(&f, &jobs[1]);
    assert_ptr_equal(take(&f, p, NOW), &jobs[1]);
    frontier_done(&f);
    politeness_free(p);
}

static void the_wait_is_the_shortest_of_all(void **state)
{
    (void)state;
    struct politeness *p = politeness_new(1);
    struct frontier f;
    struct job jobs[3] = {0};
    int64_t wait = 0;
    frontier_init(&f);
    jobs[0].backend =
        politeness_backend(p, STR("full"), (struct pacing){1, 10});
    jobs[1].backend =
        politeness_backend(p, STR("paced"), (struct pacing){2, 300});
    jobs[2].backend = politeness_backend(p, STR("free"), (struct pacing){2, 0});
    jobs[2].not_before_ms = NOW + 200;
    politeness_begin(p, jobs[0].backend, NOW);
    politeness_begin(p, jobs[1].backend, NOW);
    for (int i = 0; i < 3; i++)
        frontier_put(&f, &jobs[i]);
    assert_null(frontier_take(&f, p, NOW, &wait));
    assert_int_equal(wait, 200);
    assert_ptr_equal(frontier_take(&f, p, NOW + 200, &wait), &jobs[2]);
    assert_null(frontier_take(&f, p, NOW + 200, &wait));
    assert_int_equal(wait, 100);
    assert_ptr_equal(frontier_take(&f, p, NOW + 300, &wait), &jobs[1]);
    assert_null(frontier_take(&f, p, NOW + 300, &wait));
    assert_true(wait == FRONTIER_NEVER);
    frontier_done(&f);
    politeness_free(p);
}

static void a_job_that_waits_lets_those_behind_it_pass(void **state)
{
    (void)state;
    struct politeness *p = politeness_new(1);
    struct frontier f;
    struct job jobs[3] = {0};
    frontier_init(&f);
    size_t a = politeness_backend(p, STR("a"), (struct pacing){9, 0});
    for (int i = 0; i < 3; i++) {
        jobs[i].backend = a;
        frontier_put(&f, &jobs[i]);
    }
    jobs[0].not_before_ms = jobs[2].not_before_ms = NOW + 10;
    assert_ptr_equal(take(&f, p, NOW), &jobs[1]);
    assert_null(take(&f, p, NOW));
    assert_ptr_equal(take(&f, p, NOW + 10), &jobs[0]);
    assert_ptr_equal(take(&f, p, NOW + 10), &jobs[2]);
    assert_null(take(&f, p, NOW + 10));
    frontier_done(&f);
    politeness_free(p);
}

static void names_get_dense_numbers(void **state)
{
    (void)state;
    struct names names;
    char text[32];
    bool is_new;
    names_init(&names);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < 1000; i++) {
            snprintf(text, sizeof text, "name %zu", i);
            assert_int_equal(names_put(&names, str_from(text), &is_new), i);
            assert_int_equal(is_new, round == 0);
        }
    }
    assert_int_equal(names.n, 1000);
    assert_str(names.v[7], "name 7");
    names_done(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(backends_take_turns),
        cmocka_unit_test(the_wait_is_the_shortest_of_all),
        cmocka_unit_test(a_job_that_waits_lets_those_behind_it_pass),
        cmocka_unit_test(names_get_dense_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
