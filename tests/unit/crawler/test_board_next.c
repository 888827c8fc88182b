/* SPDX-License-Identifier: MIT */
/* What is asked after an answer, from plain facts. */
#include "base/alloc.h"
#include "crawler/board_next.h"
#include "crawler/boards.h"
#include "tests/test.h"
#include <stdio.h>

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* One answer of a source, and what has to follow: "page URL NOTE" and the like
 * in the order asked, with the body behind it where there is one. */
struct step {
    const char *label, *kind, *url, *note, *body;
    size_t n_items, n_new;
    uint64_t total, n_postings;
    const char *next;
    unsigned max_pages, max_postings;
    const char *asks, *cut;
    bool as_asked;
};

#define SMART "https://api.smartrecruiters.com/v1/companies/a/postings"
#define LEVER "https://api.lever.co/v0/postings/a?mode=json"
#define TEAM  "https://a.teamtailor.com/jobs.json"
#define MUSE  "https://www.themuse.com/api/public/jobs?category=X&page="
#define WORK  "https://a.wd5.myworkdayjobs.com/wday/cxs/a/C/jobs"
#define BODY(offset)                                                           \
    "{\"limit\":20,\"offset\":" offset                                         \
    ",\"searchText\":\"\",\"appliedFacets\":{}}"

static const struct step steps[] = {
    {.label = "one answer is all",
     .kind = "greenhouse",
     .url = "https://boards-api.greenhouse.io/v1/boards/a/jobs?content=true",
     .n_items = 900,
     .n_new = 900,
     .asks = ""},
    {.label = "a full page leads to the next",
     .kind = "smartrecruiters",
     .url = SMART "?limit=100&offset=0",
     .n_items = 100,
     .n_new = 100,
     .total = 230,
     .asks = "page " SMART "?limit=100&offset=100 page 100/230\n"},
    {.label = "a short one too, while the total is not reached",
     .kind = "smartrecruiters",
     .url = SMART "?limit=100&offset=100",
     .note = "page 100/230",
     .n_items = 60,
     .n_new = 60,
     .total = 230,
     .asks = "page " SMART "?limit=100&offset=160 page 160/230\n"},
    {.label = "the last one ends it",
     .kind = "smartrecruiters",
     .url = SMART "?limit=100&offset=200",
     .note = "page 200/230",
     .n_items = 30,
     .n_new = 30,
     .total = 230,
     .asks = ""},
    {.label = "a full page beyond the total leads on",
     .kind = "smartrecruiters",
     .url = SMART "?limit=100&offset=100",
     .note = "page 100/50",
     .n_items = 100,
     .n_new = 100,
     .total = 50,
     .asks = "page " SMART "?limit=100&offset=200 page 200/50\n"},
    {.label = "nothing new ends it, and says what is missing",
     .kind = "smartrecruiters",
     .url = SMART "?limit=100&offset=100",
     .note = "page 100/230",
     .n_items = 100,
     .total = 230,
     .asks = "",
     .cut = "it says that it has 230 entries, but its pages brought 100"},
    {.label = "an empty page ends it",
     .kind = "smartrecruiters",
     .url = SMART "?limit=100&offset=200",
     .note = "page 200/200",
     .total = 200,
     .asks = ""},
    {.label = "entries that went while a large board was read",
     .kind = "smartrecruiters",
     .url = SMART "?limit=100&offset=1900",
     .note = "page 1900/2010",
     .n_items = 90,
     .n_new = 90,
     .total = 1990,
     .asks = "page " SMART "?limit=100&offset=1990 page 1990/2010\n"},
    {.label = "and are then not missed",
     .kind = "smartrecruiters",
     .url = SMART "?limit=100&offset=1990",
     .note = "page 1990/2010",
     .total = 1990,
     .asks = ""},
    {.label = "a note of nonsense counts from the start",
     .kind = "smartrecruiters",
     .url = SMART "?limit=100&offset=100",
     .note = "page x/y",
     .n_items = 100,
     .n_new = 100,
     .total = 230,
     .asks = "page " SMART "?limit=100&offset=200 page 100/230\n"},
    {.label = "a whole board is not asked on",
     .kind = "lever",
     .url = LEVER,
     .n_items = 130,
     .n_new = 130,
     .asks = ""},
    {.label = "a capped one is",
     .kind = "lever",
     .url = LEVER,
     .n_items = 200,
     .n_new = 200,
     .asks = "page " LEVER "&skip=200 page 200/0\n"},
    {.label = "that knows no skip: the same again",
     .kind = "lever",
     .url = LEVER "&skip=200",
     .note = "page 200/0",
     .n_items = 200,
     .asks = ""},
    {.label = "the address that the answer names",
     .kind = "teamtailor",
     .url = TEAM,
     .n_items = 20,
     .n_new = 20,
     .next = TEAM "?page=2",
     .asks = "page " TEAM "?page=2 page 20/0\n"},
    {.label = "on another board of the service",
     .kind = "teamtailor",
     .url = "https://jobs.acme.example/jobs.json",
     .n_items = 20,
     .n_new = 20,
     .next = TEAM "?page=2",
     .asks = "page " TEAM "?page=2 page 20/0\n"},
    {.label = "on a host that only ends like it",
     .kind = "teamtailor",
     .url = TEAM,
     .n_items = 20,
     .n_new = 20,
     .next = "https://evilteamtailor.com/jobs.json",
     .asks = "",
     .cut = "its next page is on another host"},
    {.label = "a next page that repeats",
     .kind = "teamtailor",
     .url = TEAM "?page=2",
     .note = "page 20/0",
     .n_items = 20,
     .next = TEAM "?page=3",
     .asks = "",
     .cut = "a next page that it names repeats what was there"},
    {.label = "pages by number, the query kept",
     .kind = "themuse",
     .url = MUSE "98",
     .note = "page 1940/412000",
     .n_items = 20,
     .n_new = 20,
     .total = 412000,
     .asks = "page " MUSE "99 page 1960/412000\n"},
    {.label = "up to the last that is served",
     .kind = "themuse",
     .url = MUSE "99",
     .note = "page 1960/412000",
     .n_items = 20,
     .n_new = 20,
     .total = 412000,
     .asks = "",
     .cut = "page 99 is the last that is served; narrow the url"},
    {.label = "as many as are wanted",
     .kind = "themuse",
     .url = MUSE "3",
     .note = "page 40/400",
     .n_items = 20,
     .n_new = 20,
     .total = 400,
     .n_postings = 60,
     .max_postings = 60,
     .asks = "",
     .cut = "stopped at its max_postings of 60",
     .as_asked = true},
    {.label = "as many as are wanted, and there are no more",
     .kind = "themuse",
     .url = MUSE "3",
     .note = "page 40/50",
     .n_items = 10,
     .n_new = 10,
     .total = 50,
     .n_postings = 50,
     .max_postings = 50,
     .asks = ""},
    {.label = "a POST",
     .kind = "workday",
     .url = WORK,
     .body = BODY("0"),
     .n_items = 20,
     .n_new = 20,
     .total = 45,
     .asks = "page " WORK " page 20/45 " BODY("20") "\n"},
    {.label = "the total of the first page holds",
     .kind = "workday",
     .url = WORK,
     .body = BODY("20"),
     .note = "page 20/45",
     .n_items = 20,
     .n_new = 20,
     .asks = "page " WORK " page 40/45 " BODY("40") "\n"},
    {.label = "behind 2,000 the first page comes again",
     .kind = "workday",
     .url = WORK,
     .body = BODY("1980"),
     .note = "page 1980/2000",
     .n_items = 20,
     .n_new = 20,
     .asks = "",
     .cut = "it gives 2000 entries of a query and cannot be split further"},
    {.label = "a detail leads nowhere",
     .kind = "smartrecruiters",
     .url = SMART "/7",
     .note = "detail 0000000000000007",
     .n_items = 100,
     .n_new = 1,
     .total = 500,
     .asks = ""},
};

static void render(const struct board_plan *plan, struct buf *out)
{
    for (size_t i = 0; i < plan->n; i++) {
        const struct ask *ask = &plan->v[i];
        buf_printf(out, "%s %.*s %.*s%s%.*s\n",
                   ask->part == ASK_PAGE ? "page" : "detail", STR_FMT(ask->url),
                   STR_FMT(ask->note), ask->body.p ? " " : "",
                   STR_FMT(ask->body));
    }
}

static void check(const struct step *s)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    AUTO(buf_done) struct buf got;
    buf_init(&got, 1u << 20);
    const struct source source = {.kind = str_from(s->kind),
                                  .max_pages = s->max_pages,
                                  .max_postings = s->max_postings};
    const struct ask ask = {.note = str_from(s->note),
                            .body = str_from(s->body)};
    const struct board_facts facts = {.url = str_from(s->url),
                                      .ask = &ask,
                                      .n_items = s->n_items,
                                      .n_new = s->n_new,
                                      .n_postings = s->n_postings,
                                      .total = s->total,
                                      .next = str_from(s->next)};
    struct board_plan plan;
    board_next(&source, &facts, a, &plan);
    render(&plan, &got);
    if (!str_eq(buf_str(&got), str_from(s->asks)))
        fail_msg("%s: asks \"%s\"", s->label, buf_cstr(&got));
    if (!str_eq(str_from(plan.cut), str_from(s->cut)))
        fail_msg("%s: cut: %s", s->label, plan.cut ? plan.cut : "no");
    assert_int_equal(plan.as_asked, s->as_asked);
}

static void pages_follow_until_they_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(steps); i++)
        check(&steps[i]);
}

static void the_newest_lists_are_taken(void **state)
{
    static const struct {
        unsigned max_pages, max_postings;
        size_t group, n_asks;
    } cases[] = {
        {0, 0, 0, 2}, {4, 0, 0, 3}, {1, 0, 0, 0}, {2, 0, 3, 3}, {99, 0, 0, 7}};
    const struct str lists[] = {STR("/1"), STR("/2"), STR("/3"), STR("/4"),
                                STR("/5"), STR("/6"), STR("/7")};
    const struct ask ask = {.url = STR_NONE};
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(auto_arena_free) struct arena *a = arena_new();
        const struct source source = {.kind = STR("hn"),
                                      .max_pages = cases[i].max_pages};
        const struct board_facts facts = {.url = STR("https://a.example/"),
                                          .ask = &ask,
                                          .lists = lists,
                                          .n_lists = COUNT(lists),
                                          .list_group = cases[i].group};
        struct board_plan plan;
        board_next(&source, &facts, a, &plan);
        assert_int_equal(plan.n, cases[i].n_asks);
        for (size_t k = 0; k < plan.n; k++) {
            assert_true(str_eq(plan.v[k].url, lists[k]));
            assert_int_equal(plan.v[k].part, ASK_PAGE);
        }
    }
}

static void details_and_entries_may_be_gone(void **state)
{
    const struct board_detail details[] = {{STR("/d/1"), 0xab}};
    const struct str entries[] = {STR("/e/1"), STR("/e/2"), STR("/e/3")};
    const struct ask ask = {.url = STR_NONE};
    const struct source source = {.kind = STR("breezy"),
                                  .secret_headers = STR("K: v\n"),
                                  .max_postings = 2};
    const struct board_facts facts = {.url = STR("https://a.example/"),
                                      .ask = &ask,
                                      .entries = entries,
                                      .n_entries = COUNT(entries),
                                      .details = details,
                                      .n_details = COUNT(details)};
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct board_plan plan;
    (void)state;
    board_next(&source, &facts, a, &plan);
    assert_int_equal(plan.n, 3);
    assert_true(plan.as_asked);
    for (size_t i = 0; i < plan.n; i++) {
        assert_int_equal(plan.v[i].part, ASK_DETAIL);
        assert_true(plan.v[i].may_be_gone);
        assert_true(str_eq(plan.v[i].secret_headers, source.secret_headers));
    }
    assert_true(str_eq(plan.v[0].note, STR("entry")));
    assert_true(str_eq(plan.v[2].note, STR("detail 00000000000000ab")));
    assert_non_null(strstr(plan.v[2].accept.p, "text/html"));
}

/* ---- Boards too large for one query ---- */

static void add(struct board_facet *v, size_t *n, const char *name,
                const char *id, uint64_t count)
{
    v[(*n)++] = (struct board_facet){str_from(name), str_from(id), count};
}

static void a_large_board_is_split(void **state)
{
    struct board_facet v[300];
    char ids[40][8];
    size_t n = 0;
    (void)state;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    add(v, &n, "timeType", "full", 5000); /* one value: no use */
    add(v, &n, "remote", "yes", 1990);    /* leaves most of it out */
    for (size_t i = 0; i < 40; i++) {
        snprintf(ids[i], sizeof ids[i], "p%zu", i);
        add(v, &n, "locations", ids[i], 130);
    }
    for (size_t i = 0; i < 5; i++)
        add(v, &n, "family", ids[i], 1000);
    struct board_parts parts;
    assert_true(board_split(STR(""), v, n, a, &parts));
    assert_int_equal(parts.n, 4); /* 13 places are 1,690, 14 are too many */
    assert_true(str_starts(parts.v[0], STR("\"locations\":[\"p0\",\"p1\",")));
    assert_true(str_ends(parts.v[3], STR("[\"p39\"]")));
    /* A part that is still too large is narrowed by another facet. */
    assert_true(board_split(parts.v[0], v, n, a, &parts));
    assert_int_equal(parts.n, 5);
    assert_true(str_ends(parts.v[0], STR("\"],\"family\":[\"p0\"]")));
    const struct ask ask = {.body = board_part_body(a, parts.v[0], 40)};
    assert_true(str_eq(board_part(&ask), parts.v[0]));
    assert_true(str_starts(ask.body, STR("{\"limit\":20,\"offset\":40,")));
    /* There is an end of facets, and of what they hold. */
    assert_false(board_split(STR("\"locations\":[\"x\"],\"family\":[\"y\"],"
                                 "\"timeType\":[\"full\"]"),
                             v, n, a, &parts));
    assert_false(board_split(STR(""), v, 0, a, &parts));
    assert_false(board_split(STR(""), v, 2, a, &parts));
}

static void only_sound_ids_are_put_into_json(void **state)
{
    struct board_facet v[8];
    size_t n = 0;
    struct board_parts parts;
    (void)state;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    add(v, &n, "a\":[],\"b", "x", 4000);
    add(v, &n, "place", "\"]}}", 4000);
    add(v, &n, "place", "one", 1500);
    add(v, &n, "place", "two", 1500);
    assert_true(board_split(STR(""), v, n, a, &parts));
    assert_int_equal(parts.n, 2);
    assert_true(str_eq(parts.v[0], STR("\"place\":[\"one\"]")));
    const struct ask other = {.body = STR("{\"appliedFacets\":{")};
    assert_int_equal(board_part(&other).n, 0);
}

static void the_parts_of_a_board_are_asked_for(void **state)
{
    struct board_facet v[8];
    size_t n = 0;
    struct board_plan plan;
    (void)state;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    add(v, &n, "place", "one", 1500);
    add(v, &n, "place", "two", 1500);
    const struct ask ask = {.body = STR(BODY("0"))};
    const struct source source = {.kind = STR("workday")};
    const struct board_facts facts = {.url = STR(WORK),
                                      .ask = &ask,
                                      .n_items = 20,
                                      .n_new = 20,
                                      .total = 2000,
                                      .facets = v,
                                      .n_facets = n};
    board_next(&source, &facts, a, &plan);
    assert_int_equal(plan.n, 2);
    assert_null(plan.cut);
    assert_true(str_eq(plan.v[1].note, STR("list")));
    assert_true(str_eq(board_part(&plan.v[1]), STR("\"place\":[\"two\"]")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_follow_until_they_end),
        cmocka_unit_test(the_newest_lists_are_taken),
        cmocka_unit_test(details_and_entries_may_be_gone),
        cmocka_unit_test(a_large_board_is_split),
        cmocka_unit_test(only_sound_ids_are_put_into_json),
        cmocka_unit_test(the_parts_of_a_board_are_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
