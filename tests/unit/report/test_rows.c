/* SPDX-License-Identifier: MIT */
/* The rows of the made-up census, looked through one by one. */
#include "base/alloc.h"
#include "report/rows.h"
#include "sample.h"
#include "tests/test.h"
#include <stdlib.h>
#include <string.h>

#define SLOTS 2

struct fixture {
    struct sample s;
    struct str slots[SLOTS];
    struct rows rows;
};

static void fill(struct fixture *x, enum rows_dedup rule)
{
    struct rows_pass pass = {&x->rows, &x->s.names};
    for (size_t i = 0; i < SLOTS; i++)
        x->slots[i] = x->s.taxonomy.roles[i].id;
    rows_init(&x->rows, &x->s.taxonomy, x->slots, SLOTS);
    x->rows.from_month = SAMPLE_FIRST_MONTH + 1;
    x->rows.to_month = SAMPLE_FIRST_MONTH + 9;
    x->rows.dedup = rule;
    for (size_t i = 0; i < x->s.n_rows; i++)
        assert_true(rows_add(&pass, &x->s.rows[i]));
    rows_mark(&x->rows);
}

static int set_up(void **state)
{
    static struct fixture x;
    sample_init(&x.s, 1200);
    sample_shuffle(&x.s, 11);
    *state = &x;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *x = *state;
    sample_done(&x->s);
    return 0;
}

static void rows_lie_by_slot_and_month(void **state)
{
    struct fixture *x = *state;
    fill(x, ROWS_NEAR);
    const struct rows *r = &x->rows;
    assert_int_equal(r->slot_at[0], 0);
    assert_int_equal(r->slot_at[SLOTS + 1], r->n);
    for (uint16_t slot = 0; slot <= SLOTS; slot++)
        for (uint32_t i = r->slot_at[slot]; i < r->slot_at[slot + 1]; i++) {
            bool first = i == r->slot_at[slot];
            assert_int_equal(r->v[i].slot, slot == SLOTS ? ROWS_NO_SLOT : slot);
            assert_true(first || r->v[i - 1].month <= r->v[i].month);
            assert_true(slot < SLOTS || r->v[i].n_skills == 0);
        }
    rows_done(&x->rows);
}

static void check_by_employer(const struct rows *r, const uint32_t *idx,
                              size_t n)
{
    for (size_t i = 1; i < n; i++) {
        uint32_t a = r->v[idx[i - 1]].employer, b = r->v[idx[i]].employer;
        assert_true(a < b || (a == b && idx[i - 1] < idx[i]));
    }
}

static void rows_are_listed_by_employer(void **state)
{
    struct fixture *x = *state;
    fill(x, ROWS_NEAR);
    const struct rows *r = &x->rows;
    check_by_employer(r, r->of_all, r->n);
    for (uint32_t slot = 0; slot <= SLOTS; slot++) {
        uint32_t from = r->slot_at[slot], to = r->slot_at[slot + 1];
        check_by_employer(r, r->by_employer + from, to - from);
        for (uint32_t i = from; i < to; i++)
            assert_in_range(r->by_employer[i], from, to - 1);
    }
    rows_done(&x->rows);
}

static const struct scan_row *find(const struct sample *s, int64_t posting)
{
    for (size_t i = 0; i < s->n_rows; i++)
        if (s->rows[i].posting_id == posting)
            return &s->rows[i];
    return NULL;
}

/* Of the scan's mentions each concept is there once. */
static void each_row_keeps_its_own_mentions(void **state)
{
    struct fixture *x = *state;
    fill(x, ROWS_NEAR);
    const struct rows *r = &x->rows;
    for (size_t i = 0; i < r->slot_at[SLOTS]; i++) {
        const struct row *row = &r->v[i];
        const struct scan_row *from = find(&x->s, row->posting);
        assert_non_null(from);
        for (size_t k = 0; k < row->n_skills; k++) {
            uint32_t skill = r->skills[row->first_skill + k];
            struct str id = x->s.taxonomy.concepts[ROWS_CONCEPT(skill)].id;
            bool found = false;
            for (size_t j = 0; j < from->n_skills; j++) {
                const struct scan_skill *s = &from->skills[j];
                found = found || (str_eq(x->s.names.concepts[s->concept], id) &&
                                  s->label == (uint8_t)ROWS_LABEL(skill));
            }
            assert_true(found);
            assert_true(k == 0 ||
                        ROWS_CONCEPT(skill) >
                            ROWS_CONCEPT(r->skills[row->first_skill + k - 1]));
        }
    }
    rows_done(&x->rows);
}

/* Do both rows count once together under the mark? */
static bool is_copy(const struct row *a, const struct row *b,
                    enum row_mark mark)
{
    bool same = a->cluster == b->cluster;
    if (mark == ROW_FOR_ROLE || mark == ROW_FOR_MONTH)
        same = same && a->slot == b->slot;
    if (mark == ROW_FOR_MONTH)
        return same && a->month == b->month;
    if (mark == ROW_FOR_SELECTED)
        same = same && a->slot != ROWS_NO_SLOT && b->slot != ROWS_NO_SLOT;
    return same && a->inside && b->inside;
}

static void check_mark(const struct rows *r, enum row_mark mark)
{
    for (size_t i = 0; i < r->n; i++) {
        const struct row *row = &r->v[i];
        if (!is_copy(row, row, mark)) {
            assert_false(row->marks & mark);
            continue;
        }
        unsigned marked = 0;
        bool usable = false, stands = false;
        for (size_t k = 0; k < r->n; k++) {
            if (!is_copy(row, &r->v[k], mark))
                continue;
            marked += (r->v[k].marks & mark) != 0;
            usable = usable || r->v[k].usable;
            stands = stands || ((r->v[k].marks & mark) && r->v[k].usable);
            assert_true(k == i || !row->alone);
        }
        assert_int_equal(marked, 1);
        assert_true(usable == stands);
    }
}

static void one_of_each_cluster_stands_for_it(void **state)
{
    static const enum row_mark marks[] = {ROW_FOR_ALL, ROW_FOR_SELECTED,
                                          ROW_FOR_ROLE, ROW_FOR_MONTH};
    struct fixture *x = *state;
    for (int rule = 0; rule < ROWS_DEDUPS; rule++) {
        fill(x, (enum rows_dedup)rule);
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
            check_mark(&x->rows, marks[i]);
        rows_done(&x->rows);
    }
}

/* Any selection, by any rule: the first of each cluster in the order of
 * rows_by_copy() is what is left of it. */
static void of_a_selection_one_of_each_cluster_is_kept(void **state)
{
    struct fixture *x = *state;
    fill(x, ROWS_NEAR);
    struct rows *r = &x->rows;
    uint32_t *idx = xcalloc(r->n, sizeof *idx);
    uint32_t *all = xcalloc(r->n, sizeof *all);
    for (unsigned way = 0; way < 3 * ROWS_DEDUPS; way++) {
        size_t n = 0, clusters = 0;
        rows_cluster(r, (enum rows_dedup)(way % ROWS_DEDUPS));
        for (uint32_t i = 0; i < r->slot_at[1]; i++) {
            uint32_t row = r->by_employer[i];
            if (way < ROWS_DEDUPS || r->v[row].month % 3 == (int)way / 3)
                all[n++] = row;
        }
        memcpy(idx, all, n * sizeof *idx);
        size_t kept = rows_distinct(r, idx, n);
        qsort_r(all, n, sizeof *all, rows_by_copy, r);
        for (size_t i = 0; i < n; i++) {
            if (i && r->v[all[i]].cluster == r->v[all[i - 1]].cluster)
                continue;
            bool found = false;
            clusters++;
            for (size_t k = 0; k < kept; k++)
                found = found || idx[k] == all[i] ||
                        (r->v[idx[k]].cluster == r->v[all[i]].cluster &&
                         rows_by_copy(&idx[k], &all[i], r) == 0);
            assert_true(found);
        }
        assert_int_equal(kept, clusters);
        check_by_employer(r, idx, kept);
    }
    free(idx);
    free(all);
    rows_done(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_lie_by_slot_and_month),
        cmocka_unit_test(rows_are_listed_by_employer),
        cmocka_unit_test(each_row_keeps_its_own_mentions),
        cmocka_unit_test(one_of_each_cluster_stands_for_it),
        cmocka_unit_test(of_a_selection_one_of_each_cluster_is_kept),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
