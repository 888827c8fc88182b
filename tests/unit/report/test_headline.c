/* SPDX-License-Identifier: MIT */
/* The sentences at the top of a report, of figures made by hand. */
#include "report/headline.h"
#include "tests/test.h"
#include <math.h>

#define MARCH (2025 * 12 + 2)

static struct counts counts(uint64_t usable, uint64_t employers)
{
    return (struct counts){
        .raw = usable + 3,
        .distinct = usable + 1,
        .usable = usable,
        .employers = employers,
        .few = usable < FIGURES_FLOOR_POSTINGS ||
               employers < FIGURES_FLOOR_EMPLOYERS,
    };
}

static struct skill_figure skill(const char *name, uint32_t named, double share,
                                 double low, double high)
{
    return (struct skill_figure){
        .name = str_from(name),
        .cell = {.named = named, .share = share, .low = low, .high = high}};
}

static struct change change(const char *name, double difference, double low,
                            double high, double q, enum change_verdict verdict)
{
    return (struct change){.name = str_from(name),
                           .difference = difference,
                           .low = low,
                           .high = high,
                           .q = q,
                           .verdict = verdict};
}

/* A role with a comparison of February and March; v may be empty. */
static struct role_figure role_with(const struct skill_figure *skills,
                                    size_t n_skills, struct counts c,
                                    const struct change *v, size_t n)
{
    struct role_figure role = {
        .id = STR("data-engineer"),
        .name = STR("Data engineer"),
        .counts = c,
        .skills = skills,
        .n_skills = n_skills,
        .headline = CHANGE_MONTH,
    };
    role.changes[CHANGE_MONTH] = (struct change_set){
        .from_first = MARCH - 1,
        .from_last = MARCH - 1,
        .to_first = MARCH,
        .to_last = MARCH,
        .from = counts(34, 20),
        .to = counts(1037, 200),
        .v = v,
        .n = n,
        .detectable = .347,
    };
    return role;
}

static struct headline of(struct role_figure *role, struct arena *a)
{
    const struct figures f = {
        .asked = {.from_month = MARCH, .to_month = MARCH},
        .all = counts(1234, 300),
        .selected = role->counts,
        .n_sources = 2,
        .roles = role,
        .n_roles = 1,
        .headline = CHANGE_KINDS,
    };
    return headline_of(&f, a);
}

static void what_is_named_most_has_its_interval_and_n(void **state)
{
    struct arena *a = *state;
    const struct skill_figure v[] = {skill("SQL", 53, .914, .812, .963),
                                     skill("dbt", 33, .569, .42, .707)};
    struct role_figure role = role_with(v, 2, counts(58, 44), NULL, 0);
    struct headline h = of(&role, a);
    assert_int_equal(h.n, 3);
    assert_str(h.v[0].text,
               "2025-03: 1,237 postings found in 2 sources, 1,235 of them "
               "distinct. With usable text and in the role of this report: 58 "
               "postings by 44 employers; all that follows is of these.");
    assert_str(h.v[1].text,
               "Data engineer: SQL is named in 91 % of its 58 postings (81 to "
               "96) and dbt in 57 % (42 to 71).");
    assert_str(h.v[1].role_id, "data-engineer");
    assert_str(h.v[2].text,
               "Data engineer, change: no skill is named often enough in "
               "2025-02 (34 postings) and 2025-03 (1,037 postings) for a "
               "change of it to be tested.");
}

static void changes_have_points_and_q(void **state)
{
    struct arena *a = *state;
    const struct skill_figure v[] = {skill("SQL", 53, .914, .812, .963)};
    const struct change c[] = {
        change("Rust", .123, .031, .21, .0124, CHANGE_MORE),
        change("Perl", -.052, -.081, -.011, .0004, CHANGE_LESS),
        change("Elm", -.02, -.03, -.01, .001, CHANGE_LESS),
        change("Hive", -.02, -.03, -.01, .001, CHANGE_LESS),
        change("Pig", -.02, -.03, -.01, .001, CHANGE_LESS),
        change("Go", .2, .1, .3, .01, CHANGE_SOURCES),
        change("C", .5, -.1, .9, .06, CHANGE_NONE),
    };
    struct role_figure role = role_with(v, 1, counts(58, 44), c, 7);
    struct headline h = of(&role, a);
    assert_str(
        h.v[2].text,
        "Data engineer, change: in 2025-03 (1,037 postings) against 2025-02 "
        "(34 postings) named more often: Rust by 12 points (3 to 21, "
        "q .012); named less often: Perl by 5.2 points (1.1 to 8.1, q "
        "under .001), Elm by 2.0 points (1.0 to 3.0, q .001), Hive by "
        "2.0 points (1.0 to 3.0, q .001) and 1 more. 1 more changed "
        "only together with the sources that were read.");
    assert_int_equal(h.v[2].kind, HEADLINE_CHANGE);
}

static void that_nothing_changed_says_what_could_have_been_seen(void **state)
{
    struct arena *a = *state;
    const struct skill_figure v[] = {skill("SQL", 53, .914, .812, .963)};
    const struct change c[] = {change("C", .5, -.1, .9, .06, CHANGE_NONE)};
    struct role_figure role = role_with(v, 1, counts(58, 44), c, 1);
    struct headline h = of(&role, a);
    assert_str(
        h.v[2].text,
        "Data engineer, change: no detectable change in 2025-03 "
        "(1,037 postings) against 2025-02 (34 postings); the one skill tested "
        "would have had to change by 35 points or more to be seen.");
}

static void where_nothing_could_be_seen_that_is_said(void **state)
{
    struct arena *a = *state;
    const struct skill_figure v[] = {skill("SQL", 53, .914, .812, .963)};
    const struct change c[] = {change("C", .5, -.1, .9, .06, CHANGE_NONE)};
    struct role_figure role = role_with(v, 1, counts(58, 44), c, 1);
    role.changes[CHANGE_MONTH].detectable = 1;
    struct str text = of(&role, a).v[2].text;
    assert_true(str_find(text, STR("none could have been seen.")) < text.n);
}

static void shorter_postings_are_no_change_of_demand(void **state)
{
    struct arena *a = *state;
    const struct skill_figure v[] = {skill("SQL", 53, .914, .812, .963)};
    const struct change c[] = {
        change("Perl", -.152, -.181, -.111, .01, CHANGE_LESS)};
    struct role_figure role = role_with(v, 1, counts(58, 44), c, 1);
    role.changes[CHANGE_MONTH].skills_from = 11.7;
    role.changes[CHANGE_MONTH].skills_to = 7.6;
    struct str text = of(&role, a).v[2].text;
    assert_true(str_find(text, STR("But a posting names 7.6 skills now, 11.7 "
                                   "before: all shares move together.")) <
                text.n);
    role.changes[CHANGE_MONTH].skills_to = 10.5;
    text = of(&role, a).v[2].text;
    assert_true(str_find(text, STR("But a posting")) == SIZE_MAX);
}

static void a_role_with_few_has_counts_and_no_share(void **state)
{
    struct arena *a = *state;
    const struct skill_figure v[] = {skill("SQL", 7, NAN, NAN, NAN),
                                     skill("dbt", 2, NAN, NAN, NAN)};
    struct role_figure role = role_with(v, 2, counts(8, 1), NULL, 0);
    role.headline = CHANGE_KINDS;
    struct headline h = of(&role, a);
    assert_int_equal(h.n, 3);
    assert_str(h.v[1].text,
               "Data engineer: 8 postings with usable text by 1 employer, too "
               "few for shares (30 by 5 are needed); counted most: SQL (7) and "
               "dbt (2).");
    assert_int_equal(h.v[1].kind, HEADLINE_FEW);
    assert_int_equal(h.v[2].kind, HEADLINE_UNKNOWN);
    assert_str(h.v[2].text,
               "Nothing can be said of change in Data engineer: that takes 30 "
               "postings with usable text by 5 employers in a month, or in "
               "three, and as many in the ones before or a year before.");
    role.counts = (struct counts){.few = true};
    role.n_skills = 0;
    h = of(&role, a);
    assert_str(h.v[1].text, "Data engineer: no posting in the period.");
}

static void an_empty_period_says_what_to_do(void **state)
{
    struct arena *a = *state;
    const struct figures f = {.asked = {.from_month = -1, .to_month = -1}};
    struct headline h = headline_of(&f, a);
    assert_int_equal(h.n, 1);
    assert_true(str_find(h.v[0].text, STR("skilltally import")) < 200);
}

static int setup(void **state)
{
    *state = arena_new();
    return 0;
}

static int teardown(void **state)
{
    arena_free(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_named_most_has_its_interval_and_n),
        cmocka_unit_test(changes_have_points_and_q),
        cmocka_unit_test(that_nothing_changed_says_what_could_have_been_seen),
        cmocka_unit_test(where_nothing_could_be_seen_that_is_said),
        cmocka_unit_test(shorter_postings_are_no_change_of_demand),
        cmocka_unit_test(a_role_with_few_has_counts_and_no_share),
        cmocka_unit_test(an_empty_period_says_what_to_do),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
