/* SPDX-License-Identifier: MIT */
/* What counts as one posting: a stricter rule never counts more. */
#include "sample.h"
#include "tests/test.h"

#define POSTINGS 3000
#define TOP      FIGURES_TOP_MAX

/* Near clusters of up to five exact ones each; some postings have none. */
static void make_near(struct sample *s, uint64_t seed)
{
    for (size_t i = 0; i < s->n_rows; i++) {
        uint64_t h = s->rows[i].cluster * UINT64_C(0x9e3779b97f4a7c15) + seed;
        s->rows[i].near =
            h >> 62 ? 1 + (h >> 33) % (1 + s->n_rows / 5) + (h >> 62 << 40) : 0;
    }
}

static const struct skill_figure *find(const struct role_figure *role,
                                       struct str id)
{
    for (size_t i = 0; i < role->n_skills; i++)
        if (str_eq(role->skills[i].id, id))
            return &role->skills[i];
    return NULL;
}

static void check_role(const struct role_figure *less,
                       const struct role_figure *more)
{
    assert_true(less->counts.distinct <= more->counts.distinct);
    assert_true(less->counts.usable <= more->counts.usable);
    assert_int_equal(less->counts.raw, more->counts.raw);
    for (size_t i = 0; i < less->n_skills; i++) {
        const struct skill_figure *a = &less->skills[i];
        const struct skill_figure *b = find(more, a->id);
        assert_non_null(b);
        if (a->cell.named > b->cell.named)
            fail_msg("%.*s: %u > %u", STR_FMT(a->id), a->cell.named,
                     b->cell.named);
    }
    assert_int_equal(less->n_lives, more->n_lives);
    for (size_t i = 0; i < less->n_lives; i++) {
        const struct life_month *a = &less->lives[i], *b = &more->lives[i];
        assert_true(a->n_distinct <= b->n_distinct);
        assert_true(b->n_distinct <= b->n_new);
        assert_true(a->n_reposted <= a->n_new);
        assert_int_equal(a->n_new, b->n_new);
        assert_int_equal(a->n_reposted, b->n_reposted);
    }
}

static void a_stricter_rule_never_counts_more(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 4; seed++) {
        AUTO(auto_arena_free) struct arena *a = arena_new();
        struct figures_options o = sample_options();
        struct figures f[ROWS_DEDUPS];
        struct sample s;
        sample_init(&s, POSTINGS);
        sample_shuffle(&s, seed);
        make_near(&s, seed);
        o.top = TOP;
        for (int rule = 0; rule < ROWS_DEDUPS; rule++) {
            o.dedup = (enum rows_dedup)rule;
            sample_figures(&s, &o, a, &f[rule]);
        }
        for (int rule = 1; rule < ROWS_DEDUPS; rule++) {
            assert_true(f[rule - 1].all.distinct <= f[rule].all.distinct);
            for (size_t i = 0; i < f[rule].n_roles; i++)
                check_role(&f[rule - 1].roles[i], &f[rule].roles[i]);
        }
        assert_true(f[ROWS_NEAR].all.distinct < f[ROWS_EXACT].all.distinct);
        assert_int_equal(f[ROWS_RAW].all.distinct, f[ROWS_RAW].all.raw);
        sample_done(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stricter_rule_never_counts_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
