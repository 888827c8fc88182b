/* SPDX-License-Identifier: MIT */
#include "report/evidence.h"
#include "report/evidence_pick.h"
#include "sample.h"
#include "tests/test.h"

struct picked {
    struct rows rows;
    struct figures figures;
    struct evidence_picks *picks;
    struct arena *a;
};

static void pick(const struct sample *s, const struct figures_options *o,
                 struct picked *out)
{
    out->a = arena_new();
    sample_figures_of(s, o, out->a, &out->figures, &out->rows);
    out->picks = arena_calloc(out->a, out->figures.n_roles, sizeof *out->picks);
    evidence_pick(&out->rows, &out->figures, out->a, out->picks);
}

static void done(struct picked *p)
{
    rows_done(&p->rows);
    arena_free(p->a);
}

static bool names(const struct rows *r, const struct row *row, uint32_t concept)
{
    for (size_t i = 0; i < row->n_skills; i++)
        if (ROWS_CONCEPT(r->skills[row->first_skill + i]) == concept)
            return true;
    return false;
}

static void each_quote_is_of_another_employer_that_names_the_skill(void **state)
{
    struct sample s;
    struct figures_options o = sample_options();
    struct picked p;
    (void)state;
    sample_init(&s, 2000);
    pick(&s, &o, &p);
    for (size_t slot = 0; slot < p.figures.n_roles; slot++) {
        const struct role_figure *role = &p.figures.roles[slot];
        const struct evidence_picks *v = &p.picks[slot];
        assert_int_equal(v->n, role->n_skills * EVIDENCE_QUOTES);
        for (size_t i = 0; i < v->n; i++) {
            const struct row *row = &p.rows.v[v->v[i].row];
            assert_true(row->slot == slot && row->usable);
            assert_true(row->marks & ROW_FOR_ROLE);
            assert_true(
                names(&p.rows, row, role->skills[v->v[i].skill].concept));
            for (size_t k = i + 1; k < v->n; k++) {
                if (v->v[k].skill != v->v[i].skill)
                    continue;
                const struct row *other = &p.rows.v[v->v[k].row];
                assert_int_not_equal(row->employer, other->employer);
                assert_true(row->day >= other->day);
            }
        }
    }
    done(&p);
    sample_done(&s);
}

/* The most named skills have a quote from each third of the year. */
static void quotes_are_spread_over_the_period(void **state)
{
    struct sample s;
    struct figures_options o = sample_options();
    struct picked p;
    (void)state;
    sample_init(&s, 4000);
    pick(&s, &o, &p);
    for (size_t slot = 0; slot < p.figures.n_roles; slot++)
        for (size_t i = 0; i < 3; i++) {
            const struct evidence_pick *v = &p.picks[slot].v[3 * i];
            for (size_t k = 0; k < 3; k++) {
                int month = p.rows.v[v[k].row].month - SAMPLE_FIRST_MONTH;
                assert_in_range(month, 8 - 4 * (int)k, 11 - 4 * (int)k);
            }
        }
    done(&p);
    sample_done(&s);
}

static void the_order_of_postings_chooses_nothing(void **state)
{
    struct sample s;
    struct figures_options o = sample_options();
    struct picked first;
    (void)state;
    sample_init(&s, 2000);
    pick(&s, &o, &first);
    for (uint64_t seed = 1; seed < 5; seed++) {
        struct picked p;
        sample_shuffle(&s, seed);
        pick(&s, &o, &p);
        for (size_t slot = 0; slot < p.figures.n_roles; slot++) {
            const struct evidence_picks *a = &first.picks[slot];
            const struct evidence_picks *b = &p.picks[slot];
            assert_int_equal(a->n, b->n);
            for (size_t i = 0; i < a->n; i++) {
                assert_int_equal(a->v[i].n_alike, b->v[i].n_alike);
                assert_true(first.rows.v[a->v[i].row].exact ==
                            p.rows.v[b->v[i].row].exact);
            }
        }
        done(&p);
    }
    done(&first);
    sample_done(&s);
}

/* Told another way: by asking every row. */
static void alike_are_the_earliest_equal_copies(void **state)
{
    struct sample s;
    struct figures_options o = sample_options();
    struct picked p;
    size_t more = 0;
    (void)state;
    sample_init(&s, 2000);
    for (size_t i = 0; i + 1 < s.n_rows; i += 5) { /* more equal copies */
        int64_t id = s.rows[i + 1].posting_id;
        s.rows[i + 1] = s.rows[i];
        s.rows[i + 1].posting_id = id;
    }
    pick(&s, &o, &p);
    for (size_t slot = 0; slot < p.figures.n_roles; slot++)
        for (size_t i = 0; i < p.picks[slot].n; i++) {
            const struct evidence_pick *v = &p.picks[slot].v[i];
            const struct row *like = &p.rows.v[v->row];
            int32_t day = INT32_MAX;
            size_t n = 0;
            for (size_t k = 0; k < p.rows.n; k++) {
                const struct row *row = &p.rows.v[k];
                if (row->exact != like->exact || row->slot != like->slot ||
                    !row->inside || !row->usable || row->day > day)
                    continue;
                n = row->day < day ? 1 : n + 1;
                day = row->day;
            }
            assert_int_equal(v->n_alike, n);
            for (size_t k = 0; k < n; k++)
                assert_int_equal(p.rows.v[v->alike[k]].day, day);
            more += n > 1;
        }
    assert_true(more > 0);
    done(&p);
    sample_done(&s);
}

static void only_plain_web_addresses_are_links(void **state)
{
    static const struct {
        const char *url;
        bool is_link;
    } cases[] = {
        {"https://example.org/a?b=c#d", true},
        {"http://example.org", true},
        {"javascript:alert(1)", false},
        {"data:text/html,x", false},
        {"//example.org", false},
        {"https://example.org/a b", false},
        {"https://example.org/\x1b[31m", false},
        {"https://ex\xc3\xa4mple.org/", false},
        {" https://example.org/", false},
        {"", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (evidence_is_link(str_from(cases[i].url)) != cases[i].is_link)
            fail_msg("\"%s\"", cases[i].url);
    assert_false(evidence_is_link(STR_NONE));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            each_quote_is_of_another_employer_that_names_the_skill),
        cmocka_unit_test(quotes_are_spread_over_the_period),
        cmocka_unit_test(the_order_of_postings_chooses_nothing),
        cmocka_unit_test(alike_are_the_earliest_equal_copies),
        cmocka_unit_test(only_plain_web_addresses_are_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
