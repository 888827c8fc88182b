/* SPDX-License-Identifier: MIT */
#include "store/likeness.h"
#include "tests/test.h"
#include <stdlib.h>

static struct overlap overlap_of(const char *a, const char *b)
{
    struct shingles x = {0}, y = {0};
    shingles_of(str_from(a), &x);
    shingles_of(str_from(b), &y);
    struct overlap o = shingles_compare(&x, &y);
    free(x.v);
    free(y.v);
    return o;
}

/* Worked by hand: rows of three words. */
static void overlaps_are_parts_of_the_shingles(void **state)
{
    static const struct {
        const char *a, *b;
        double jaccard, containment;
    } cases[] = {
        {"a b c d", "a b c d", 1, 1},
        {"a b c d", "A, b; C - D!", 1, 1},
        {"a b c d", "a b c e", 1.0 / 3, 1.0 / 2}, /* abc of abc bcd bce */
        {"a b c d e", "a b c", 1.0 / 3, 1},
        {"a b c", "x y z", 0, 0},
        {"a b", "a b", 0, 0}, /* no row of three */
        {"", "a b c", 0, 0},
        {"a b c a b c", "a b c", 1.0 / 3, 1},    /* abc bca cab, each once */
        {"\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e", /* three words */
         "\xe6\x97\xa5 \xe6\x9c\xac \xe8\xaa\x9e", 1, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct overlap o = overlap_of(cases[i].a, cases[i].b);
        if (o.jaccard < cases[i].jaccard - 1e-9 ||
            o.jaccard > cases[i].jaccard + 1e-9 ||
            o.containment < cases[i].containment - 1e-9 ||
            o.containment > cases[i].containment + 1e-9)
            fail_msg("%s, %s: %f %f", cases[i].a, cases[i].b, o.jaccard,
                     o.containment);
    }
}

static void write_words(struct buf *out, unsigned from, unsigned to)
{
    for (unsigned i = from; i < to; i++)
        buf_printf(out, "word%u ", i);
}

/* A sketch's estimate is within a few standard errors of what the texts have
 * in common: 0.07 at most. */
static void sketches_estimate_the_overlap(void **state)
{
    (void)state;
    for (unsigned shared = 0; shared <= 600; shared += 100) {
        struct buf a, b;
        struct sketch x, y;
        buf_init(&a, 1u << 16);
        buf_init(&b, 1u << 16);
        write_words(&a, 0, 600);
        write_words(&b, 600 - shared, 1200 - shared);
        sketch_of(buf_str(&a), &x);
        sketch_of(buf_str(&b), &y);
        double real = overlap_of(buf_cstr(&a), buf_cstr(&b)).jaccard;
        double estimate = sketch_compare(&x, &y);
        if (estimate < real - 0.2 || estimate > real + 0.2)
            fail_msg("%u shared: %f for %f", shared, estimate, real);
        buf_done(&a);
        buf_done(&b);
    }
}

static struct advert advert(const char *title, int64_t employer)
{
    return (struct advert){.title =
                               title_key_of(str_from(title), STR("Lyon, FR")),
                           .employer = employer,
                           .month = 24310,
                           .last_month = 24310};
}

/* Three answers: may be the same with much in common, with nearly all, never.
 */
static void titles_decide_what_may_be_the_same(void **state)
{
    enum { MUCH, NEARLY_ALL, NEVER };
    static const struct {
        const char *a, *b;
        int want;
    } cases[] = {
        {"Data Engineer", "Data Engineer", MUCH},
        {"Data Engineer (m/w/d)", "data engineer (f/m/x)", MUCH},
        {"Data Engineer-2000679", "Data Engineer", MUCH},
        {"Data Engineer - Berlin", "Data Engineer - Paris", NEARLY_ALL},
        {"Data Engineer, Payments", "Data Engineer (Remote)", NEARLY_ALL},
        {"Data Engineer (Lyon)", "Data Engineer, Remote", MUCH}, /* its place */
        {"Data Engineer, Lyon", "Data Engineer, Metz", NEARLY_ALL},
        {"Lyon Data Engineer", "Data Engineer", NEVER},
        {"Solutions Architect - UK", "Solution Architect", MUCH},
        {"Engineer, Data", "Data Engineer", MUCH},
        {"Office Manager", "Site Manager", NEVER},
        {"Remote Data Engineer (EMEA)", "Data Engineer - North America", MUCH},
        {"\xe6\x97\xa5 Lead Engineer", "Lead Engineer", MUCH},
        {"Data Engineer", "Data Scientist", NEVER},
        {"Data Engineer", "Senior Data Engineer", NEVER},
        {"Data Engineer II", "Data Engineer III", NEVER},
        {"Engineer - New Grad", "Engineer - Berlin", NEVER},
        {"Product Engineer (Frontend)", "Product Engineer (Backend)", NEVER},
        {"Sr. Data Engineer", "Senior Data Engineer", MUCH},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct advert a = advert(cases[i].a, 1), b = advert(cases[i].b, 1);
        struct overlap much = {.65, .70, 200}, all = {.97, .99, 200};
        int got = likeness_same(&a, &b, much)  ? MUCH
                  : likeness_same(&a, &b, all) ? NEARLY_ALL
                                               : NEVER;
        if (got != cases[i].want)
            fail_msg("%s, %s: %d", cases[i].a, cases[i].b, got);
        assert_int_equal(likeness_floor(&a, &b) > 1, got == NEVER);
    }
}

/* The further apart, the more must be in common. */
static void time_asks_for_more(void **state)
{
    (void)state;
    struct advert a = advert("", 0), b = a;
    double before = 0;
    for (int months = 1; months < 40; months++) {
        struct overlap o = {.jaccard = .5, .containment = .5, .least = 200};
        b.month = b.last_month = a.month + months;
        while (!likeness_same(&a, &b, o))
            o.jaccard += .005;
        assert_true(o.jaccard >= before && o.jaccard < .71);
        assert_true(likeness_same(&b, &a, o));
        assert_true(likeness_floor(&a, &b) <= o.jaccard);
        before = o.jaccard;
    }
}

static void employers_and_months_ask_for_more(void **state)
{
    (void)state;
    struct advert a = advert("Data Engineer", 1), b = a;
    struct overlap much = {.65, .70, 200}, more = {.75, .80, 200},
                   most = {.90, .95, 200}, brief = {1, 1, 100};
    b.employer = 2; /* an agency's copy */
    assert_false(likeness_same(&a, &b, much));
    assert_true(likeness_same(&a, &b, more));
    assert_false(likeness_same(&a, &b, brief)); /* by chance */
    b.employer = 1;
    assert_true(likeness_same(&a, &b, brief));
    b.employer = 0;
    assert_false(likeness_same(&a, &b, more));
    assert_true(likeness_same(&a, &b, most));
    b = a;
    a.role = 1;
    b.role = 2;
    assert_false(likeness_same(&a, &b, most));
    /* Without titles: a repost of the next months, but not of the same one,
     * nor of years later. */
    a = b = advert("", 0);
    assert_false(a.title.there);
    assert_false(likeness_same(&a, &b, much));
    b.month = b.last_month = a.month + 1;
    assert_true(likeness_same(&a, &b, much));
    b.month = b.last_month = a.month + 24;
    assert_false(likeness_same(&a, &b, much));
    assert_true(likeness_same(&a, &b, more));
    a.last_month = b.month - 2; /* it was posted unchanged all the time */
    assert_true(likeness_same(&a, &b, much));
    /* One of two texts that was cut. */
    struct overlap cut = {.56, .95, 200};
    assert_true(likeness_same(&a, &b, cut));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(overlaps_are_parts_of_the_shingles),
        cmocka_unit_test(sketches_estimate_the_overlap),
        cmocka_unit_test(titles_decide_what_may_be_the_same),
        cmocka_unit_test(time_asks_for_more),
        cmocka_unit_test(employers_and_months_ask_for_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
