/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "report/quote.h"
#include "tests/test.h"

/* The mention of word in text, the first. */
static struct mention mention_of(struct str text, const char *word)
{
    size_t at = str_find(text, str_from(word));
    assert_true(at != SIZE_MAX);
    return (struct mention){(uint32_t)at, (uint32_t)(at + strlen(word))};
}

#define FILL                                                                   \
    "one two three four five six seven eight nine ten eleven twelve thirteen " \
    "fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one "  \
    "twenty-two twenty-three twenty-four twenty-five twenty-six twenty-seven "

static void quotes_are_short_and_whole_words(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"We use Python.", "We use <Python>."},
        {"Python", "<Python>"},
        {"- SQL\n- Python\n- Go", "- SQL | - <Python> | - Go"},
        {"(Python)", "(<Python>)"},
        {FILL "in Python and " FILL,
         "\xe2\x80\xa6 twenty-two twenty-three twenty-four twenty-five "
         "twenty-six twenty-seven in <Python> and one two three four five six "
         "seven eight nine ten eleven twelve thirteen \xe2\x80\xa6"},
        {"Ask jane.doe@example.com about Python or call +1 (555) 010-9999",
         "Ask [e-mail] about <Python> or call [phone]"},
        {"\x1b[31mred\x1b[0m Python \xe2\x80\xaetxt\x01\x02",
         "[31mred[0m <Python> txt"},
        {"\n\nPython\n\n", "<Python>"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        AUTO(auto_arena_free) struct arena *a = arena_new();
        struct str text = str_from(cases[i].text);
        struct quote q;
        assert_true(quote_of(text, mention_of(text, "Python"), a, &q));
        struct str got = arena_printf(
            a, "%.*s<%.*s>%.*s", STR_FMT(str_slice(q.text, 0, q.from)),
            STR_FMT(str_slice(q.text, q.from, q.to)),
            STR_FMT(str_slice(q.text, q.to, q.text.n)));
        assert_string_equal(got.p, cases[i].want);
    }
}

/* Wherever a long address lies across the border of a quote, no part of it is
 * shown. */
static void the_border_of_a_quote_gives_no_address_away(void **state)
{
    static const char address[] = "maximiliana.hohenlohe@research.example.org";
    char text[1024];
    (void)state;
    for (size_t gap = 0; gap < 120; gap++) {
        AUTO(auto_arena_free) struct arena *a = arena_new();
        struct quote q;
        memset(text, ' ', sizeof text);
        memcpy(text + 300, "Python", 6);
        memcpy(text + 307 + gap, address, strlen(address));
        memcpy(text + 299 - gap - strlen(address), address, strlen(address));
        struct str s = {text, sizeof text};
        assert_true(quote_of(s, (struct mention){300, 306}, a, &q));
        for (size_t i = 0; i + 5 < strlen(address); i++)
            assert_int_equal(str_find(q.text, (struct str){address + i, 5}),
                             SIZE_MAX);
    }
}

static void a_mention_within_an_address_is_not_quoted(void **state)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct str text = STR("Write to python@example.com.");
    struct quote q = {.from = 7};
    (void)state;
    assert_false(quote_of(text, mention_of(text, "python"), a, &q));
    assert_false(quote_of(text, (struct mention){3, 3}, a, &q));
    assert_false(quote_of(text, (struct mention){3, 300}, a, &q));
    assert_int_equal(q.from, 7);
}

/* Any bytes, any mention: what is shown is clean and bounded. */
static void any_text_gives_a_clean_line(void **state)
{
    uint32_t seed = 1;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        AUTO(auto_arena_free) struct arena *a = arena_new();
        char text[600];
        for (size_t i = 0; i < sizeof text; i++) {
            seed = seed * 1664525u + 1013904223u;
            static const char signs[] = "\n\x01\x02 @.+0123(|\xe2\x80\xae\xf0";
            text[i] = seed >> 30 ? (char)('a' + (seed >> 24) % 26)
                                 : signs[(seed >> 20) % (sizeof signs - 1)];
        }
        struct buf clean;
        buf_init(&clean, 4096);
        assert_true(utf8_clean((struct str){text, sizeof text}, &clean));
        uint32_t start = (uint32_t)(seed % (clean.n - 40));
        start = (uint32_t)utf8_floor(buf_str(&clean), start);
        uint32_t end = (uint32_t)utf8_floor(buf_str(&clean), start + 9);
        struct quote q;
        if (quote_of(buf_str(&clean), (struct mention){start, end}, a, &q)) {
            assert_true(utf8_is_clean(q.text));
            assert_true(q.from <= q.to && q.to <= q.text.n);
            assert_true(q.text.n < 3 * QUOTE_CONTEXT_BYTES);
            for (size_t i = 0; i < q.text.n; i++)
                assert_true((unsigned char)q.text.p[i] >= 0x20);
        }
        buf_done(&clean);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_are_short_and_whole_words),
        cmocka_unit_test(the_border_of_a_quote_gives_no_address_away),
        cmocka_unit_test(a_mention_within_an_address_is_not_quoted),
        cmocka_unit_test(any_text_gives_a_clean_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
