/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "report/figures_lives.h"
#include "tests/test.h"

#define MONTH(m) (2026 * 12 + (m)-1)
#define COUNT(v) (sizeof(v) / sizeof(v)[0])
#define NAMELESS 100
#define LIFE(r, p, s, o, e, x)                                                 \
    {                                                                          \
        .role = STR_LITERAL(r), .posted = (p), .seen = (s), .opened = (o),     \
        .ended = (e), .exact = (x), .near = (x)                                \
    }
#define STR_LITERAL(s)                                                         \
    {                                                                          \
        s, sizeof(s) - 1                                                       \
    }

struct world {
    struct arena *a;
    struct role_figure roles[2];
    struct figures f;
    struct rows rows;
};

static void init(struct world *w, int from, int to, size_t months)
{
    *w = (struct world){.a = arena_new(),
                        .roles = {{.id = STR("de")}, {.id = STR("ds")}},
                        .rows = {.first_nameless = NAMELESS,
                                 .n_slots = 2,
                                 .n_employers = NAMELESS + 10,
                                 .from_month = -1,
                                 .to_month = -1}};
    w->f = (struct figures){.asked = {.from_month = from, .to_month = to},
                            .roles = w->roles,
                            .n_roles = 2,
                            .first_month = MONTH(1),
                            .n_months = months};
}

static void done(struct world *w)
{
    arena_free(w->a);
    rows_done(&w->rows);
}

/* Worked by hand. A board that was read in March for the first time: what it
 * lists was posted since January, and makes no spike in March. */
static const struct life_row lives[] = {
    LIFE("de", MONTH(1), MONTH(3), MONTH(1), MONTH(4), 1),
    LIFE("de", MONTH(1), MONTH(3), MONTH(1), MONTH(4), 2),
    LIFE("de", MONTH(2), MONTH(3), MONTH(2), MONTH(3), 2), /* a copy */
    LIFE("de", MONTH(4), MONTH(4), MONTH(4), MONTH(4), 3),
    LIFE("de", -1, MONTH(3), MONTH(3), MONTH(5), 4), /* without a date */
    LIFE("ds", MONTH(4), MONTH(4), MONTH(4), MONTH(5), 2),
    LIFE("other", MONTH(1), MONTH(1), MONTH(1), MONTH(9), 9),
};

static void check_open(const struct life_month *m, uint64_t open,
                       uint64_t distinct, uint64_t ended)
{
    assert_true(m->is_crawled);
    assert_int_equal(m->n_open, open);
    assert_int_equal(m->n_open_distinct, distinct);
    assert_int_equal(m->n_ended, ended);
}

static void what_was_open_is_known_since_the_first_crawl(void **state)
{
    struct world w;
    (void)state;
    init(&w, -1, -1, 0);
    figures_lives(&w.rows, lives, COUNT(lives), w.a, &w.f);
    assert_int_equal(w.roles[0].n_lives, 3);
    assert_int_equal(w.roles[0].lives[0].month, MONTH(3));
    check_open(&w.roles[0].lives[0], 4, 3, 1);
    check_open(&w.roles[0].lives[1], 4, 4, 3);
    check_open(&w.roles[0].lives[2], 1, 1, 1);
    check_open(&w.roles[1].lives[1], 1, 1, 0);
    done(&w);
    /* By another rule of what is one posting. */
    init(&w, -1, -1, 0);
    w.rows.dedup = ROWS_RAW;
    figures_lives(&w.rows, lives, COUNT(lives), w.a, &w.f);
    check_open(&w.roles[0].lives[0], 4, 4, 1);
    done(&w);
    /* Only the months asked for; none where nothing was crawled. */
    init(&w, MONTH(4), MONTH(4), 0);
    figures_lives(&w.rows, lives, COUNT(lives), w.a, &w.f);
    assert_int_equal(w.roles[0].n_lives, 1);
    check_open(&w.roles[0].lives[0], 4, 4, 3);
    done(&w);
    init(&w, -1, -1, 0);
    figures_lives(&w.rows, lives, 0, w.a, &w.f);
    assert_int_equal(w.roles[0].n_lives, 0);
    done(&w);
}

static void a_late_crawl_adds_to_the_months_of_posting(void **state)
{
    static const uint64_t late[] = {2, 1, 0, 0, 0};
    struct world w;
    (void)state;
    init(&w, -1, -1, 4); /* the series begins in January */
    figures_lives(&w.rows, lives, COUNT(lives), w.a, &w.f);
    assert_int_equal(w.roles[0].n_lives, COUNT(late));
    for (size_t i = 0; i < COUNT(late); i++) {
        assert_int_equal(w.roles[0].lives[i].n_late, late[i]);
        assert_int_equal(w.roles[0].lives[i].is_crawled, i >= 2);
    }
    done(&w);
}

/* Postings of data engineers: month, employer, cluster. */
static const struct {
    int month;
    uint32_t employer;
    uint64_t cluster;
} posted[] = {
    {1, 1, 10},
    {1, 1, 10}, /* two places */
    {3, 1, 10}, /* again */
    {3, 2, 10}, /* an agency's: its first */
    {4, 1, 11},
    {16, 1, 11}, /* a year later */
    {17, 1, 12},
    {4, 1, 12}, /* longer ago */
    {5, NAMELESS + 1, 13},
    {6, NAMELESS + 2, 13}, /* nameless: the same */
    {6, NAMELESS + 3, 14},
};

static void reposts_are_copies_of_the_year_before(void **state)
{
    static const struct {
        int month;
        uint64_t n_new, n_distinct, n_reposted;
    } want[] = {{1, 2, 1, 0}, {2, 0, 0, 0}, {3, 2, 1, 1},  {4, 2, 2, 0},
                {5, 1, 1, 0}, {6, 2, 2, 1}, {16, 1, 1, 1}, {17, 1, 1, 0}};
    struct world w;
    (void)state;
    for (int turned = 0; turned < 2; turned++) {
        init(&w, -1, -1, 17);
        w.rows.n = w.rows.cap = COUNT(posted);
        w.rows.v = xcalloc(COUNT(posted), sizeof *w.rows.v);
        for (size_t i = 0; i < COUNT(posted); i++) {
            size_t from = turned ? COUNT(posted) - 1 - i : i;
            w.rows.v[i] = (struct row){.near = posted[from].cluster,
                                       .cluster = posted[from].cluster,
                                       .month = MONTH(posted[from].month),
                                       .employer = posted[from].employer,
                                       .inside = true};
        }
        rows_mark(&w.rows);
        figures_lives(&w.rows, NULL, 0, w.a, &w.f);
        assert_int_equal(w.roles[0].n_lives, 17);
        for (size_t i = 0; i < COUNT(want); i++) {
            const struct life_month *m = &w.roles[0].lives[want[i].month - 1];
            assert_int_equal(m->month, MONTH(want[i].month));
            assert_int_equal(m->n_new, want[i].n_new);
            assert_int_equal(m->n_distinct, want[i].n_distinct);
            assert_int_equal(m->n_reposted, want[i].n_reposted);
            assert_false(m->is_crawled);
        }
        done(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_open_is_known_since_the_first_crawl),
        cmocka_unit_test(a_late_crawl_adds_to_the_months_of_posting),
        cmocka_unit_test(reposts_are_copies_of_the_year_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
