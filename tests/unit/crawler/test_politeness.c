/* SPDX-License-Identifier: MIT */
#include "crawler/politeness.h"
#include "tests/test.h"

#define START 1000000

static void hosts_of_one_service_share_a_backend(void **state)
{
    (void)state;
    static const struct {
        const char *host, *backend;
        unsigned at_once;
        int64_t gap_ms;
    } cases[] = {
        {"boards-api.greenhouse.io", "greenhouse", 4, 25},
        {"api.lever.co", "lever", 4, 25},
        {"api.eu.lever.co", "lever", 4, 25},
        {"api.ashbyhq.com", "ashby", 4, 25},
        {"apply.workable.com", "workable", 2, 100},
        {"acme.recruitee.com", "recruitee", 4, 25},
        {"acme.wd5.myworkdayjobs.com", "workday", 2, 100},
        {"wd1.myworkdaysite.com", "workday", 2, 100},
        {"hacker-news.firebaseio.com", "hacker-news", 4, 25},
        {"api.smartrecruiters.com", "smartrecruiters", 4, 25},
        {"acme.jobs.personio.de", "personio", 4, 25},
        {"acme.jobs.personio.com", "personio", 4, 25},
        {"acme.teamtailor.com", "teamtailor", 4, 25},
        {"acme.breezy.hr", "breezy", 4, 25},
        {"acme.pinpointhq.com", "pinpoint", 4, 25},
        {"acme.bamboohr.com", "bamboohr", 4, 25},
        {"acme.jobs.personio.de", "personio", 4, 25},
        {"acme.jobs.personio.com", "personio", 4, 25},
        {"evil-api.lever.co", "evil-api.lever.co", 1, 1000},
        {"careers.acme.example", "careers.acme.example", 1, 1000},
        {"127.0.0.1", "127.0.0.1", 1, 1000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str name;
        struct pacing p =
            pacing_for_host(str_from(cases[i].host), false, &name);
        assert_str(name, cases[i].backend);
        assert_int_equal(p.at_once, cases[i].at_once);
        assert_int_equal(p.gap_ms, cases[i].gap_ms);
    }
    struct str name;
    struct pacing p = pacing_for_host(STR("127.0.0.1"), true, &name);
    assert_int_equal(p.at_once, 4);
    assert_int_equal(p.gap_ms, 0);
}

static void requests_are_apart_and_bounded_in_number(void **state)
{
    (void)state;
    struct politeness *p = politeness_new(1);
    size_t b = politeness_backend(p, STR("x"), (struct pacing){2, 25});
    assert_int_equal(politeness_backend(p, STR("x"), (struct pacing){9, 9}), b);
    assert_int_equal(politeness_wait_ms(p, b, START), 0);
    politeness_begin(p, b, START);
    assert_int_equal(politeness_wait_ms(p, b, START), 25);
    assert_int_equal(politeness_wait_ms(p, b, START + 24), 1);
    assert_int_equal(politeness_wait_ms(p, b, START + 25), 0);
    politeness_begin(p, b, START + 25);
    assert_int_equal(politeness_wait_ms(p, b, START + 500), POLITE_FULL);
    politeness_end(p, b, START + 500, 475, POLITE_ANSWERED);
    assert_int_equal(politeness_wait_ms(p, b, START + 500), 0);
    size_t other = politeness_backend(p, STR("y"), (struct pacing){1, 1000});
    assert_int_equal(politeness_wait_ms(p, other, START), 0);
    politeness_free(p);
}

static void a_single_connection_waits_from_the_end_of_its_request(void **state)
{
    (void)state;
    struct politeness *p = politeness_new(1);
    size_t b = politeness_backend(p, STR("x"), (struct pacing){1, 1000});
    politeness_begin(p, b, START);
    politeness_end(p, b, START + 300, 300, POLITE_ANSWERED);
    assert_int_equal(politeness_wait_ms(p, b, START + 300), 1000);
    /* A slow host is left alone for as long as it took. */
    politeness_begin(p, b, START + 2000);
    politeness_end(p, b, START + 5000, 3000, POLITE_ANSWERED);
    assert_int_equal(politeness_wait_ms(p, b, START + 5000), 3000);
    politeness_free(p);
}

static void a_crawl_delay_slows_and_never_hastens(void **state)
{
    (void)state;
    struct politeness *p = politeness_new(1);
    size_t b = politeness_backend(p, STR("x"), (struct pacing){4, 25});
    politeness_crawl_delay(p, b, 0);
    politeness_crawl_delay(p, b, -1);
    politeness_crawl_delay(p, b, 10);
    politeness_begin(p, b, START);
    assert_int_equal(politeness_wait_ms(p, b, START + 25), 0);
    politeness_end(p, b, START + 30, 30, POLITE_ANSWERED);
    politeness_crawl_delay(p, b, 2000);
    assert_int_equal(politeness_wait_ms(p, b, START + 30), 2000);
    politeness_begin(p, b, START + 2030);
    assert_int_equal(politeness_wait_ms(p, b, START + 2031), POLITE_FULL);
    politeness_end(p, b, START + 2150, 120, POLITE_ANSWERED);
    assert_int_equal(politeness_wait_ms(p, b, START + 2150), 2000);
    politeness_crawl_delay(p, b, 999999999);
    politeness_begin(p, b, START + 90000);
    politeness_end(p, b, START + 90000, 0, POLITE_ANSWERED);
    assert_int_equal(politeness_wait_ms(p, b, START + 90000),
                     POLITE_CRAWL_DELAY_MAX_MS);
    politeness_free(p);
}

static void being_asked_to_wait_pauses_and_then_slows(void **state)
{
    (void)state;
    struct politeness *p = politeness_new(1);
    size_t b = politeness_backend(p, STR("x"), (struct pacing){4, 25});
    politeness_begin(p, b, START);
    politeness_end(p, b, START + 10, 10, 7000);
    assert_int_equal(politeness_wait_ms(p, b, START + 10), 7000);
    int64_t now = START + 7010;
    politeness_begin(p, b, now);
    assert_int_equal(politeness_wait_ms(p, b, now), 100);
    politeness_begin(p, b, now + 100);
    assert_int_equal(politeness_wait_ms(p, b, now + 900), POLITE_FULL);
    politeness_end(p, b, now + 900, 10, POLITE_ANSWERED);
    politeness_end(p, b, now + 900, 10, POLITE_ANSWERED);
    /* Good answers give the old pace back, step by step. */
    for (int i = 0; i < 40; i++) {
        now += 20000;
        assert_int_equal(politeness_wait_ms(p, b, now), 0);
        politeness_begin(p, b, now);
        politeness_end(p, b, now + 10, 10, POLITE_ANSWERED);
    }
    now += 20000;
    for (int i = 0; i < 4; i++)
        politeness_begin(p, b, now + 25 * i);
    assert_int_equal(politeness_wait_ms(p, b, now + 200), POLITE_FULL);
    for (int i = 0; i < 4; i++)
        politeness_end(p, b, now + 200, 100, POLITE_ANSWERED);
    assert_int_equal(politeness_wait_ms(p, b, now + 200), 0);
    politeness_free(p);
}

static void failures_alone_change_no_pace(void **state)
{
    (void)state;
    struct politeness *p = politeness_new(1);
    size_t b = politeness_backend(p, STR("x"), (struct pacing){4, 25});
    for (int i = 0; i < 30; i++) {
        politeness_begin(p, b, START + 100 * i);
        politeness_end(p, b, START + 100 * i, 0, POLITE_FAILED);
    }
    politeness_begin(p, b, START + 10000);
    assert_int_equal(politeness_wait_ms(p, b, START + 10000), 25);
    politeness_free(p);
}

static void refusal_upon_refusal_slows_to_a_limit(void **state)
{
    (void)state;
    struct politeness *p = politeness_new(1);
    size_t b = politeness_backend(p, STR("x"), (struct pacing){4, 25});
    int64_t now = START;
    for (int i = 0; i < 30; i++) {
        now += 100000;
        politeness_begin(p, b, now);
        politeness_end(p, b, now, 0, 0);
    }
    assert_int_equal(politeness_wait_ms(p, b, now), POLITE_GAP_MAX_MS);
    politeness_free(p);
}

static void backoff_doubles_with_jitter_from_the_seed(void **state)
{
    (void)state;
    struct politeness *p = politeness_new(42), *q = politeness_new(42);
    struct politeness *other = politeness_new(43);
    int64_t base = 1000;
    unsigned differ = 0;
    for (unsigned tries = 1; tries <= 5; tries++, base *= 2) {
        int64_t ms = politeness_backoff_ms(p, tries, 1000);
        assert_true(ms >= base && ms <= base + base / 2);
        assert_int_equal(politeness_backoff_ms(q, tries, 1000), ms);
        differ += politeness_backoff_ms(other, tries, 1000) != ms;
    }
    assert_true(differ > 0);
    assert_true(politeness_backoff_ms(p, 60, 1000) <= 90000);
    politeness_free(p);
    politeness_free(q);
    politeness_free(other);
}

static void a_slow_backend_is_asked_less_until_it_is_quick_again(void **state)
{
    (void)state;
    struct politeness *p = politeness_new(1);
    size_t b = politeness_backend(p, STR("x"), (struct pacing){4, 25});
    politeness_begin(p, b, START);
    politeness_end(p, b, START + 4000, 4000, POLITE_SLOW);
    assert_int_equal(politeness_wait_ms(p, b, START + 4000), 0); /* no pause */
    politeness_begin(p, b, START + 4000);
    assert_int_equal(politeness_wait_ms(p, b, START + 4000), 100);
    politeness_begin(p, b, START + 4100);
    assert_int_equal(politeness_wait_ms(p, b, START + 4500), POLITE_FULL);
    for (int i = 0; i < 32; i++) {
        politeness_end(p, b, START + 5000 + i, 10, POLITE_ANSWERED);
        politeness_begin(p, b, START + 5000 + i);
    }
    politeness_begin(p, b, START + 6000);
    assert_int_equal(politeness_wait_ms(p, b, START + 6000), 25);
    politeness_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts_of_one_service_share_a_backend),
        cmocka_unit_test(requests_are_apart_and_bounded_in_number),
        cmocka_unit_test(a_single_connection_waits_from_the_end_of_its_request),
        cmocka_unit_test(a_crawl_delay_slows_and_never_hastens),
        cmocka_unit_test(being_asked_to_wait_pauses_and_then_slows),
        cmocka_unit_test(a_slow_backend_is_asked_less_until_it_is_quick_again),
        cmocka_unit_test(failures_alone_change_no_pace),
        cmocka_unit_test(refusal_upon_refusal_slows_to_a_limit),
        cmocka_unit_test(backoff_doubles_with_jitter_from_the_seed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
