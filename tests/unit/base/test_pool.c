/* SPDX-License-Identifier: MIT */
#include "base/pool.h"
#include "tests/test.h"
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#define ITEMS 1000u

struct square {
    struct pool_item item;
    unsigned n;
    unsigned long square;
};

struct seen {
    atomic_uint worked, done, dropped;
    pthread_t caller;
    atomic_bool by_caller;
};

static void work(void *ctx, struct pool_item *item)
{
    struct seen *seen = ctx;
    struct square *s = (struct square *)item;
    s->square = (unsigned long)s->n * s->n;
    if (pthread_equal(seen->caller, pthread_self()))
        seen->by_caller = true;
    seen->worked++;
}

static void done(void *ctx)
{
    ((struct seen *)ctx)->done++;
}

static void drop(void *ctx, struct pool_item *item)
{
    ((struct seen *)ctx)->dropped++;
    free(item);
}

static struct pool *start(struct seen *seen, unsigned threads)
{
    const struct pool_how how = {.threads = threads,
                                 .work = work,
                                 .done = done,
                                 .drop = drop,
                                 .ctx = seen};
    *seen = (struct seen){.caller = pthread_self()};
    return pool_new(&how);
}

static void put(struct pool *p, unsigned n)
{
    struct square *s = calloc(1, sizeof *s);
    s->n = n;
    pool_put(p, &s->item);
}

static void every_item_comes_back_worked(void **state)
{
    (void)state;
    static const unsigned threads[] = {0, 1, 4};
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        struct seen seen;
        AUTO(auto_pool_free) struct pool *p = start(&seen, threads[i]);
        bool came[ITEMS] = {false};
        for (unsigned n = 0; n < ITEMS; n++)
            put(p, n);
        assert_int_equal(pool_held(p), ITEMS);
        for (unsigned n = 0; n < ITEMS;) {
            struct square *s = (struct square *)pool_take(p);
            if (!s) {
                sched_yield();
                continue;
            }
            assert_int_equal(s->square, (unsigned long)s->n * s->n);
            assert_false(came[s->n]);
            came[s->n] = true;
            free(s);
            n++;
        }
        assert_int_equal(pool_held(p), 0);
        assert_null(pool_take(p));
        assert_int_equal(seen.worked, ITEMS);
        assert_false(seen.by_caller);
    }
}

static void what_is_not_taken_is_dropped(void **state)
{
    (void)state;
    struct seen seen;
    struct pool *p = start(&seen, 2);
    for (unsigned n = 0; n < ITEMS; n++)
        put(p, n);
    pool_free(p);
    assert_int_equal(seen.dropped, ITEMS);
    assert_int_equal(seen.done, seen.worked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_comes_back_worked),
        cmocka_unit_test(what_is_not_taken_is_dropped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
