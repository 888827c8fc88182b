/* SPDX-License-Identifier: MIT */
/* The index and the feed of a site: addresses, ids, and hostile names.
 * tests/cli/site.sh has whole sites. */
#include "base/alloc.h"
#include "report/site_page.h"
#include "report/words.h"
#include "sample.h"
#include "tests/test.h"
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <stdlib.h>

static void addresses_of_sites(void **state)
{
    (void)state;
    static const struct {
        const char *given, *url; /* NULL: refused */
    } cases[] = {
        {"https://a.example", "https://a.example/"},
        {"https://a.example/", "https://a.example/"},
        {"http://a.example:8080/jobs", "http://a.example:8080/jobs/"},
        {"https://a.example/jobs?x=1", NULL},
        {"https://a.example/#top", NULL},
        {"a.example", NULL},
        {"", NULL},
        {"javascript:alert(1)", NULL},
        {"https://a.example/\nx", NULL},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str url = STR("untouched");
        struct err err;
        enum st st = site_url(str_from(cases[i].given), a, &url, &err);
        assert_int_equal(st, cases[i].url ? ST_OK : ST_BAD_INPUT);
        assert_str(url, cases[i].url ? cases[i].url : "untouched");
    }
    arena_free(a);
}

static struct buf feed_of(const char *url, size_t n)
{
    struct arena *a = arena_new();
    struct site_month *months = arena_calloc(a, n, sizeof *months);
    for (size_t i = 0; i < n; i++)
        months[i] = (struct site_month){.month = 2020 * 12 + (int)i,
                                        .brief = STR("brief"),
                                        .summary = STR("summary"),
                                        .updated_utc = (int64_t)i};
    const struct site s = {.url = str_from(url),
                           .versions = STR("skilltally 1.2.3"),
                           .roles = STR("roles"),
                           .months = months,
                           .n = n};
    struct buf out;
    buf_init(&out, 1u << 20);
    site_feed(&s, &out);
    arena_free(a);
    return out;
}

static size_t count(struct str s, struct str part)
{
    size_t n = 0;
    for (size_t at; (at = str_find(s, part)) != SIZE_MAX; n++)
        s = str_slice(s, at + part.n, s.n);
    return n;
}

static void assert_has(const struct buf *b, const char *part)
{
    if (str_find(buf_str(b), str_from(part)) == SIZE_MAX)
        fail_msg("no %s", part);
}

static void ids_are_tags_of_the_host(void **state)
{
    (void)state;
    static const struct {
        const char *url, *feed, *entry;
    } cases[] = {
        {"https://user@A.example:99/jobs/", "tag:A.example,2020:/jobs/feed",
         "tag:A.example,2020-01:/jobs/2020-01"},
        {"http://a.example/", "tag:a.example,2020:/feed",
         "tag:a.example,2020-01:/2020-01"},
        {"", "tag:localhost,2020:/feed", "tag:localhost,2020-01:/2020-01"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out = feed_of(cases[i].url, 1);
        char id[200];
        snprintf(id, sizeof id, "<id>%s</id>", cases[i].feed);
        assert_has(&out, id);
        snprintf(id, sizeof id, "<id>%s</id>", cases[i].entry);
        assert_has(&out, id);
        buf_done(&out);
    }
}

static void a_feed_has_the_latest_months(void **state)
{
    (void)state;
    struct buf out = feed_of("", SITE_FEED_MONTHS + 3);
    assert_int_equal(count(buf_str(&out), STR("<entry>")), SITE_FEED_MONTHS);
    assert_has(&out, "<id>tag:localhost,2025-03:/2025-03</id>");
    assert_int_equal(count(buf_str(&out), STR("2020-03")), 0);
    buf_done(&out);
    out = feed_of("", 0);
    assert_int_equal(count(buf_str(&out), STR("<entry>")), 0);
    buf_done(&out);
}

/* As XML the feed has its elements and no other, whatever the names are. */
static void check_feed(struct str feed)
{
    xmlDoc *doc = xmlReadMemory(feed.p, (int)feed.n, NULL, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR);
    assert_non_null(doc);
    size_t n = 0;
    for (xmlNode *e = xmlDocGetRootElement(doc)->children; e; e = e->next)
        n += e->type == XML_ELEMENT_NODE;
    assert_int_equal(n, 9); /* of which one is the entry */
    xmlFreeDoc(doc);
}

static size_t elements(const xmlNode *node)
{
    size_t n = 0;
    for (; node; node = node->next)
        if (node->type == XML_ELEMENT_NODE)
            n += 1 + elements(node->children);
    return n;
}

/* The index has as many elements with one name as with another. */
static void check_index(struct str page, size_t *n)
{
    htmlDocPtr doc = htmlReadMemory(page.p, (int)page.n, NULL, "utf-8",
                                    HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                        HTML_PARSE_NOWARNING);
    assert_non_null(doc);
    size_t now = elements(xmlDocGetRootElement(doc));
    assert_true(*n == 0 || *n == now);
    *n = now;
    xmlFreeDoc(doc);
}

static void hostile_names_stay_texts(void **state)
{
    (void)state;
    struct sample sample;
    sample_init(&sample, 600);
    struct arena *names_arena = arena_new();
    size_t n, n_elements = 0;
    struct str *names = sample_hostile(names_arena, &n);
    for (size_t first = 0; first < n;) {
        struct figures_options o = sample_options();
        o.program_version = names[first];
        first += sample_rename(&sample, names, n, first);
        struct arena *a = arena_new();
        struct figures f;
        sample_figures(&sample, &o, a, &f);
        struct site_month month = site_month_of(&f, SAMPLE_FIRST_MONTH, 1, a);
        const struct site s = {.url = STR("https://a.example/"),
                               .versions = words_versions(&f, a),
                               .roles = f.roles[0].name,
                               .months = &month,
                               .n = 1};
        struct buf out;
        buf_init(&out, 1u << 20);
        site_feed(&s, &out);
        check_feed(buf_str(&out));
        buf_clear(&out);
        site_index(&s, &out);
        check_index(buf_str(&out), &n_elements);
        buf_done(&out);
        arena_free(a);
    }
    arena_free(names_arena);
    sample_done(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_of_sites),
        cmocka_unit_test(ids_are_tags_of_the_host),
        cmocka_unit_test(a_feed_has_the_latest_months),
        cmocka_unit_test(hostile_names_stay_texts),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    xmlCleanupParser();
    return failed;
}
