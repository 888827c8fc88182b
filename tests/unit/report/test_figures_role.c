/* SPDX-License-Identifier: MIT */
/* What is said of a role beside its skills, against a recount of the made-up
 * census. */
#include "base/alloc.h"
#include "recount.h"
#include "tests/test.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct fixture {
    struct sample s;
    struct arena *a;
    struct figures f;
    const struct scan_row **rows; /* of the role at hand */
    size_t n;
};

static int setup(void **state)
{
    struct fixture *x = xcalloc(1, sizeof *x);
    sample_init(&x->s, 2000);
    x->a = arena_new();
    x->rows = xcalloc(x->s.n_rows, sizeof *x->rows);
    struct figures_options o = sample_options();
    sample_figures(&x->s, &o, x->a, &x->f);
    *state = x;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *x = *state;
    sample_done(&x->s);
    arena_free(x->a);
    free(x->rows);
    free(x);
    return 0;
}

static void take_role(struct fixture *x, size_t role)
{
    uint64_t raw = 0;
    x->n = recount_rows(&x->s, (struct scope){(unsigned)role, ANY_MONTH, 1},
                        x->rows, &raw);
}

static bool has(const struct fixture *x, size_t row, uint32_t concept)
{
    return x->rows[row]->usable && recount_names(&x->s, x->rows[row], concept,
                                                 false, LABEL_UNSPECIFIED);
}

static uint64_t usable(const struct fixture *x)
{
    uint64_t n = 0;
    for (size_t i = 0; i < x->n; i++)
        n += x->rows[i]->usable;
    return n;
}

static void check_near(const char *label, double got, double want)
{
    if (isnan(got) != isnan(want) || fabs(got - want) > 1e-9)
        fail_msg("%s: got %.12g, want %.12g", label, got, want);
}

static void shares_without_one_employer_agree_with_a_recount(void **state)
{
    struct fixture *x = *state;
    for (size_t r = 0; r < x->f.n_roles; r++) {
        take_role(x, r);
        for (size_t k = 0; k < 5; k++) {
            const struct skill_figure *skill = &x->f.roles[r].skills[k];
            double low = 1, high = 0;
            for (uint32_t e = 0; e < x->s.names.n_employers; e++) {
                double n = 0, named = 0, of = 0;
                for (size_t i = 0; i < x->n; i++) {
                    bool own = x->rows[i]->employer == e;
                    of += own && x->rows[i]->usable;
                    n += !own && x->rows[i]->usable;
                    named += !own && has(x, i, skill->concept);
                }
                if (of > 0) {
                    low = fmin(low, named / n);
                    high = fmax(high, named / n);
                }
            }
            check_near("low", skill->cell.without_low, low);
            check_near("high", skill->cell.without_high, high);
            assert_true(low <= skill->cell.share && skill->cell.share <= high);
        }
    }
}

static void sections_sum_to_those_who_name_it(void **state)
{
    const struct fixture *x = *state;
    for (size_t r = 0; r < x->f.n_roles; r++)
        for (size_t k = 0; k < x->f.roles[r].n_skills; k++) {
            const struct cell *c = &x->f.roles[r].skills[k].cell;
            uint32_t sum = 0;
            for (int i = 0; i < SECTIONS; i++)
                sum += c->in_section[i];
            assert_int_equal(sum, c->named);
        }
}

static void a_group_is_a_union(void **state)
{
    struct fixture *x = *state;
    assert_int_equal(x->f.n_groups, 2);
    for (size_t r = 0; r < x->f.n_roles; r++) {
        take_role(x, r);
        for (size_t g = 0; g < 2; g++) {
            const struct any_of *group = &x->s.taxonomy.groups[g];
            uint32_t any = 0, sum = 0;
            for (size_t i = 0; i < x->n; i++) {
                uint32_t named = 0;
                for (size_t k = 0; k < group->n_members; k++)
                    named += has(x, i, group->members[k]);
                any += named > 0;
                sum += named;
            }
            assert_int_equal(x->f.groups[g].cells[r].named, any);
            assert_true(any < sum);
        }
    }
}

static void pairs_agree_with_a_recount(void **state)
{
    struct fixture *x = *state;
    size_t n_pairs = 0;
    for (size_t r = 0; r < x->f.n_roles; r++) {
        const struct role_figure *role = &x->f.roles[r];
        take_role(x, r);
        n_pairs += role->n_pairs;
        for (size_t k = 0; k < role->n_pairs; k++) {
            const struct pair *pair = &role->pairs[k];
            double a = 0, b = 0;
            uint32_t both = 0;
            for (size_t i = 0; i < x->n; i++) {
                a += has(x, i, pair->a);
                b += has(x, i, pair->b);
                both += has(x, i, pair->a) && has(x, i, pair->b);
            }
            assert_int_equal(pair->both, both);
            assert_true(both >= FIGURES_PAIR_POSTINGS && a >= b);
            check_near("lift", pair->together.lift,
                       both * (double)usable(x) / (a * b));
            assert_true(k == 0 || role->pairs[k - 1].together.npmi >=
                                      pair->together.npmi);
        }
    }
    assert_true(n_pairs > 0);
}

/* The sample has one pair that goes together in all roles; the template of the
 * employer that floods makes pairs of other skills, which are none. */
static void a_template_makes_no_pairs(void **state)
{
    const struct fixture *x = *state;
    size_t n_true = 0, n_others = 0;
    for (size_t r = 0; r < x->f.n_roles; r++)
        for (size_t k = 0; k < x->f.roles[r].n_pairs; k++) {
            const struct pair *p = &x->f.roles[r].pairs[k];
            bool both = (str_eq(p->a_id, STR("docker")) ||
                         str_eq(p->b_id, STR("docker"))) &&
                        (str_eq(p->a_id, STR("kubernetes")) ||
                         str_eq(p->b_id, STR("kubernetes")));
            n_true += both;
            n_others += !both;
        }
    assert_true(n_true >= 3);
    assert_true(n_others <= 1);
}

/* No pair of a concept and what stands above it. */
static void a_part_and_its_whole_are_no_pair(void **state)
{
    const struct fixture *x = *state;
    const struct concept *c = x->s.taxonomy.concepts;
    for (size_t r = 0; r < x->f.n_roles; r++)
        for (size_t k = 0; k < x->f.roles[r].n_pairs; k++) {
            const struct pair *pair = &x->f.roles[r].pairs[k];
            assert_int_not_equal(c[pair->a].parent, pair->b);
            assert_int_not_equal(c[pair->b].parent, pair->a);
        }
}

static void distinctive_skills_are_named_more_in_the_role(void **state)
{
    const struct fixture *x = *state;
    for (size_t r = 0; r < x->f.n_roles; r++) {
        const struct role_figure *role = &x->f.roles[r];
        assert_true(role->n_distinctive > 0);
        for (size_t k = 0; k < role->n_distinctive; k++) {
            const struct distinctive *d = &role->distinctive[k];
            assert_true(d->odds.z > 1.96 && d->share > d->others);
            assert_true(k == 0 || role->distinctive[k - 1].odds.z >= d->odds.z);
        }
    }
}

static uint32_t count_part(const struct fixture *x, enum profile_kind kind,
                           struct str id)
{
    uint32_t n = 0;
    for (size_t i = 0; i < x->n; i++) {
        const struct scan_row *row = x->rows[i];
        const char *name = NULL;
        if (kind == PROFILE_SENIORITY)
            name = seniority_name((enum seniority)row->seniority);
        else if (kind == PROFILE_REMOTE)
            name = remote_name((enum remote)row->remote);
        else if (kind == PROFILE_DEGREE && row->usable)
            name = degree_name((enum degree)row->degree);
        else if (kind == PROFILE_COUNTRY)
            name = row->country;
        else
            continue;
        n += str_eq(str_from(name ? name : ""), id);
    }
    return n;
}

static void profiles_agree_with_a_recount(void **state)
{
    struct fixture *x = *state;
    for (size_t r = 0; r < x->f.n_roles; r++) {
        take_role(x, r);
        for (int kind = 0; kind < PROFILES; kind++) {
            const struct profile *p = &x->f.roles[r].profiles[kind];
            bool of_text = kind == PROFILE_DEGREE || kind == PROFILE_YEARS;
            uint64_t sum = 0;
            for (size_t i = 0; i < p->n_parts; i++) {
                const struct part *part = &p->parts[i];
                sum += part->n;
                check_near("share", part->share, part->n / (double)p->n);
                assert_true(part->low <= part->share &&
                            part->share <= part->high);
                if (kind != PROFILE_YEARS)
                    assert_int_equal(
                        part->n,
                        count_part(x, (enum profile_kind)kind, part->id));
            }
            assert_int_equal(sum, p->n);
            assert_int_equal(p->n, of_text ? usable(x) : x->n);
        }
    }
}

/* The draws are of -1 to 11 years. */
static void years_fall_into_steps(void **state)
{
    struct fixture *x = *state;
    take_role(x, 1);
    const struct profile *p = &x->f.roles[1].profiles[PROFILE_YEARS];
    static const struct {
        const char *id;
        int from, to;
    } steps[] = {{"0-1", 0, 1}, {"2", 2, 2},     {"3-4", 3, 4}, {"5-7", 5, 7},
                 {"8-9", 8, 9}, {"10+", 10, 99}, {"", -1, -1}};
    assert_int_equal(p->n_parts, 7);
    for (size_t k = 0; k < 7; k++) {
        uint32_t n = 0;
        for (size_t i = 0; i < x->n; i++)
            n += x->rows[i]->usable && x->rows[i]->years_min >= steps[k].from &&
                 x->rows[i]->years_min <= steps[k].to;
        assert_true(str_eq(p->parts[k].id, str_from(steps[k].id)));
        assert_int_equal(p->parts[k].n, n);
    }
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* Sorted middles of the pay in that currency and period, of any seniority or
 * of one. */
static size_t pays(const struct fixture *x, const char *currency,
                   enum pay_period period, int seniority, int64_t *out)
{
    size_t n = 0;
    for (size_t i = 0; i < x->n; i++) {
        const struct salary *pay = &x->rows[i]->pay;
        if (pay->period != period || strcmp(pay->currency, currency) != 0 ||
            (seniority >= 0 && x->rows[i]->seniority != seniority))
            continue;
        out[n++] = pay->max_cents < 0 ? pay->min_cents / 100
                                      : (pay->min_cents + pay->max_cents) / 200;
    }
    if (n)
        qsort(out, n, sizeof *out, by_value);
    return n;
}

static void pay_agrees_with_a_recount(void **state)
{
    struct fixture *x = *state;
    int64_t *v = xcalloc(x->s.n_rows, sizeof *v);
    for (size_t r = 0; r < x->f.n_roles; r++) {
        const struct pay_table *pay = &x->f.roles[r].pay;
        take_role(x, r);
        size_t n = pays(x, "USD", PAY_YEAR, -1, v);
        assert_true(str_eq(pay->currency, STR("USD")));
        assert_true(str_eq(pay->period, STR("year")));
        assert_int_equal(pay->all.n, n);
        double middle =
            n % 2 ? (double)v[n / 2] : (double)(v[n / 2 - 1] + v[n / 2]) / 2;
        check_near("median", pay->all.middle, middle);
        assert_true(pay->all.low <= middle && middle <= pay->all.high);
        assert_true(pay->all.middle_low <= middle &&
                    middle <= pay->all.middle_high);
        size_t others = pays(x, "EUR", PAY_YEAR, -1, v) +
                        pays(x, "EUR", PAY_HOUR, -1, v) +
                        pays(x, "USD", PAY_HOUR, -1, v);
        assert_int_equal(pay->n_other, others);
        for (size_t k = 0; k < pay->n_by_seniority; k++) {
            int seniority =
                posting_word_value(WORDS_SENIORITY, pay->by_seniority[k].id);
            assert_int_equal(pay->by_seniority[k].n,
                             pays(x, "USD", PAY_YEAR, seniority, v));
            assert_true(pay->by_seniority[k].n >= FIGURES_PAY_POSTINGS);
        }
        for (size_t k = 0; k < pay->n_by_skill; k++)
            assert_true(pay->by_skill[k].n <= pay->all.n);
        for (size_t k = 0; k < pay->n_by_both; k++) {
            const struct pay_figure *f = &pay->by_both[k];
            int seniority = posting_word_value(WORDS_SENIORITY, f->seniority);
            uint32_t named = 0;
            for (size_t i = 0; i < x->n; i++)
                named += has(x, i, f->concept) &&
                         x->rows[i]->seniority == seniority &&
                         x->rows[i]->pay.period == PAY_YEAR &&
                         strcmp(x->rows[i]->pay.currency, "USD") == 0;
            assert_int_equal(f->n, named);
        }
    }
    free(v);
}

static void the_largest_employers_are_found(void **state)
{
    struct fixture *x = *state;
    for (size_t r = 0; r < x->f.n_roles; r++) {
        const struct role_figure *role = &x->f.roles[r];
        take_role(x, r);
        double squares = 0;
        uint32_t largest = 0;
        for (uint32_t e = 0; e < x->s.names.n_employers; e++) {
            uint32_t n = 0;
            for (size_t i = 0; i < x->n; i++)
                n += x->rows[i]->employer == e;
            squares += (double)n * n;
            largest = n > largest ? n : largest;
        }
        assert_int_equal(role->n_employers, FIGURES_EMPLOYERS);
        assert_int_equal(role->employers[0].n, largest);
        check_near("hhi", role->concentration.hhi,
                   squares / ((double)x->n * (double)x->n));
        for (size_t k = 1; k < FIGURES_EMPLOYERS; k++)
            assert_true(role->employers[k - 1].n >= role->employers[k].n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_without_one_employer_agree_with_a_recount),
        cmocka_unit_test(sections_sum_to_those_who_name_it),
        cmocka_unit_test(a_group_is_a_union),
        cmocka_unit_test(pairs_agree_with_a_recount),
        cmocka_unit_test(a_template_makes_no_pairs),
        cmocka_unit_test(a_part_and_its_whole_are_no_pair),
        cmocka_unit_test(distinctive_skills_are_named_more_in_the_role),
        cmocka_unit_test(profiles_agree_with_a_recount),
        cmocka_unit_test(years_fall_into_steps),
        cmocka_unit_test(pay_agrees_with_a_recount),
        cmocka_unit_test(the_largest_employers_are_found),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
