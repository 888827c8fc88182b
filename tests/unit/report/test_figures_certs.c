/* SPDX-License-Identifier: MIT */
/* Certifications by vendor, over postings made by hand. */
#include "report/figures.h"
#include "report/tables.h"
#include "tests/test.h"
#include <math.h>

enum { AWS_ANY, ARCHITECT, DEVELOPER, CISSP, HOMEMADE, SQL, CONCEPTS };

static struct concept concepts[CONCEPTS] = {
    [AWS_ANY] = {.id = CONST_STR("aws-cert"),
                 .name = CONST_STR("AWS certifications"),
                 .kind = CONCEPT_THEME,
                 .vendor = CONST_STR("Amazon"),
                 .parent = TAXONOMY_NO_PARENT},
    [ARCHITECT] = {.id = CONST_STR("architect"),
                   .name = CONST_STR("Architect"),
                   .kind = CONCEPT_CERTIFICATION,
                   .parent = AWS_ANY},
    [DEVELOPER] = {.id = CONST_STR("developer"),
                   .name = CONST_STR("Developer"),
                   .kind = CONCEPT_CERTIFICATION,
                   .parent = AWS_ANY},
    [CISSP] = {.id = CONST_STR("cissp"),
               .name = CONST_STR("CISSP"),
               .kind = CONCEPT_CERTIFICATION,
               .vendor = CONST_STR("ISC2"),
               .parent = AWS_ANY}, /* its own vendor goes first */
    [HOMEMADE] = {.id = CONST_STR("homemade"),
                  .name = CONST_STR("Homemade"),
                  .kind = CONCEPT_CERTIFICATION,
                  .parent = TAXONOMY_NO_PARENT},
    [SQL] = {.id = CONST_STR("sql"),
             .name = CONST_STR("SQL"),
             .kind = CONCEPT_LANGUAGE,
             .parent = TAXONOMY_NO_PARENT},
};
static struct role roles[] = {
    {.id = CONST_STR("data-engineer"), .name = CONST_STR("Data engineer")}};
static const struct taxonomy taxonomy = {
    .concepts = concepts, .n_concepts = CONCEPTS, .roles = roles, .n_roles = 1};
static const struct str role_ids[] = {CONST_STR("data-engineer")};

/* Postings of an employer each, the first few naming something; a certification
 * as required where its bit stands in required too. */
static void compute(const unsigned *naming, const unsigned *required,
                    size_t n_naming, size_t n, struct arena *a,
                    struct figures *f)
{
    struct str ids[CONCEPTS];
    for (size_t i = 0; i < CONCEPTS; i++)
        ids[i] = concepts[i].id;
    const struct scan_names names = {.concepts = ids,
                                     .n_concepts = CONCEPTS,
                                     .roles = role_ids,
                                     .n_roles = 1,
                                     .n_employers = 100,
                                     .n_sources = 1};
    struct rows rows;
    struct rows_pass pass = {&rows, &names};
    struct figures_options o = {.from_month = -1, .to_month = -1};
    size_t index = 0;
    rows_init(&rows, &taxonomy, role_ids, 1);
    rows.from_month = rows.to_month = -1;
    for (uint32_t i = 0; i < n; i++) {
        struct scan_skill skills[CONCEPTS];
        size_t n_skills = 0;
        for (uint32_t k = 0; i < n_naming && k < CONCEPTS; k++)
            if (naming[i] >> k & 1u)
                skills[n_skills++] = (struct scan_skill){
                    .concept = k,
                    .label = required[i] >> k & 1u ? LABEL_REQUIRED
                                                   : LABEL_UNSPECIFIED};
        struct scan_row row = {.month = 24300,
                               .employer = i,
                               .cluster = i + 1,
                               .usable = true,
                               .years_min = -1,
                               .date_posted = date_from_month_index(24300),
                               .skills = skills,
                               .n_skills = n_skills};
        assert_true(rows_add(&pass, &row));
    }
    figures_compute(&rows, &taxonomy, &o, &index, 1, a, f);
    rows_done(&rows);
}

#define BIT(x) (1u << (x))

static void a_vendor_counts_each_posting_once(void **state)
{
    struct arena *a = *state;
    static const unsigned naming[] = {BIT(ARCHITECT) | BIT(DEVELOPER),
                                      BIT(ARCHITECT),
                                      BIT(ARCHITECT),
                                      BIT(DEVELOPER) | BIT(CISSP),
                                      BIT(SQL),
                                      BIT(HOMEMADE),
                                      BIT(AWS_ANY)};
    static const unsigned required[] = {
        BIT(DEVELOPER), 0, BIT(ARCHITECT), BIT(CISSP), 0, 0, 0};
    static const struct {
        const char *vendor, *id;
        uint32_t named, required;
    } want[] = {{"", "", 6, 3},
                {"Amazon", "", 5, 2},
                {"Amazon", "architect", 3, 1},
                {"Amazon", "developer", 2, 1},
                {"Amazon", "aws-cert", 1, 0},
                {"ISC2", "", 1, 1},
                {"ISC2", "cissp", 1, 1},
                {"others", "", 1, 0},
                {"others", "homemade", 1, 0}};
    struct figures f;
    compute(naming, required, 7, 40, a, &f);
    const struct role_figure *role = &f.roles[0];
    assert_int_equal(role->n_certs, sizeof want / sizeof *want);
    for (size_t i = 0; i < role->n_certs; i++) {
        const struct cert_figure *c = &role->certs[i];
        assert_str(c->vendor, want[i].vendor);
        assert_str(c->id.p ? c->id : STR(""), want[i].id);
        assert_int_equal(c->named, want[i].named);
        assert_int_equal(c->required, want[i].required);
        assert_int_equal(c->employers, want[i].named);
        assert_true(fabs(c->share - want[i].named / 40.0) < 1e-12);
        assert_true(c->low < c->share && c->share < c->high);
    }
}

static const struct table *certifications(const struct figures *f,
                                          struct arena *a)
{
    struct tables t = tables_of(f, a);
    for (size_t i = 0; i < t.n; i++)
        if (str_eq(str_from(t.v[i].key), STR("certifications")))
            return &t.v[i];
    fail_msg("no table");
    return NULL;
}

static void that_none_is_named_is_told(void **state)
{
    struct arena *a = *state;
    static const unsigned naming[] = {BIT(SQL)}, required[] = {0};
    struct figures f;
    compute(naming, required, 1, 40, a, &f);
    assert_int_equal(f.roles[0].n_certs, 0);
    assert_str(certifications(&f, a)->note,
               "None of the 40 postings with usable text names one.");
}

static void few_postings_give_counts_without_shares(void **state)
{
    struct arena *a = *state;
    static const unsigned naming[] = {BIT(CISSP)}, required[] = {0};
    struct figures f;
    compute(naming, required, 1, 12, a, &f);
    assert_int_equal(f.roles[0].n_certs, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(f.roles[0].certs[i].named, 1);
        assert_true(isnan(f.roles[0].certs[i].share));
    }
    const struct table *t = certifications(&f, a);
    assert_int_equal(t->values[6].kind, VALUE_FEW);
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
        cmocka_unit_test(a_vendor_counts_each_posting_once),
        cmocka_unit_test(that_none_is_named_is_told),
        cmocka_unit_test(few_postings_give_counts_without_shares),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
