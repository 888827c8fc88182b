/* SPDX-License-Identifier: MIT */
#include "report/html_escape.h"
#include "tests/test.h"

struct escape_case {
    const char *label, *in, *want; /* want NULL: refused */
};

static void check(const struct escape_case *c, size_t n,
                  void (*escape)(struct buf *, struct str))
{
    for (size_t i = 0; i < n; i++) {
        struct buf out;
        buf_init(&out, 4096);
        escape(&out, str_from(c[i].in));
        if (strcmp(buf_cstr(&out), c[i].want) != 0)
            fail_msg("%s: got \"%s\", want \"%s\"", c[i].label, buf_cstr(&out),
                     c[i].want);
        buf_done(&out);
    }
}

#define CHECK(cases, fn) check(cases, sizeof(cases) / sizeof *(cases), fn)

static void text_keeps_words_and_disarms_tags(void **state)
{
    (void)state;
    static const struct escape_case cases[] = {
        {"nothing", "", ""},
        {"words", "C++ and C#", "C++ and C#"},
        {"tag", "<script>alert(1)</script>",
         "&lt;script&gt;alert(1)&lt;/script&gt;"},
        {"entity", "R&amp;D", "R&amp;amp;D"},
        {"quotes are plain here", "it's \"x\"", "it's \"x\""},
        {"other scripts", "\xe6\x9d\xb1\xe4\xba\xac",
         "\xe6\x9d\xb1\xe4\xba\xac"},
        {"comment end", "-->", "--&gt;"},
    };
    CHECK(cases, html_escape_text);
}

static void attributes_hold_no_quote(void **state)
{
    (void)state;
    static const struct escape_case cases[] = {
        {"break out", "\" onload=\"x", "&quot; onload=&quot;x"},
        {"single", "' x", "&#39; x"},
        {"grave", "`x`", "&#96;x&#96;"},
        {"line break", "a\nb\tc\x7f", "a b c "},
        {"markup", "<a>&", "&lt;a&gt;&amp;"},
    };
    CHECK(cases, html_escape_attr);
}

static void ids_are_ascii_and_stay_apart(void **state)
{
    (void)state;
    static const struct escape_case cases[] = {
        {"usual", "ml-engineer", "ml-engineer"},
        {"nothing", "", "_"},
        {"space", "a b", "a_20b"},
        {"plus", "c++", "c_2B_2B"},
        {"underscore is escaped too", "a_20b", "a_5F20b"},
        {"quote", "\"><", "_22_3E_3C"},
        {"umlaut", "\xc3\xbc", "_C3_BC"},
    };
    CHECK(cases, html_escape_id);
}

static void only_web_addresses_become_links(void **state)
{
    (void)state;
    static const struct escape_case cases[] = {
        {"https", "https://example.org/a?b=1&c",
         "https://example.org/a?b=1&amp;c"},
        {"case", "HTTP://EXAMPLE.org/", "HTTP://EXAMPLE.org/"},
        {"quote", "https://example.org/\"x", "https://example.org/&quot;x"},
        {"javascript", "javascript:alert(1)", NULL},
        {"data", "data:text/html,x", NULL},
        {"vbscript", "vbscript:x", NULL},
        {"relative", "/a", NULL},
        {"scheme alone", "https://", NULL},
        {"leading space", " https://example.org/", NULL},
        {"inner line break", "https://example.org/\nx", NULL},
        {"empty", "", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, 4096);
        bool ok = html_escape_href(&out, str_from(cases[i].in));
        const char *want = cases[i].want ? cases[i].want : "";
        if (ok != (cases[i].want != NULL) || strcmp(buf_cstr(&out), want) != 0)
            fail_msg("%s: got %d \"%s\"", cases[i].label, ok, buf_cstr(&out));
        buf_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_keeps_words_and_disarms_tags),
        cmocka_unit_test(attributes_hold_no_quote),
        cmocka_unit_test(ids_are_ascii_and_stay_apart),
        cmocka_unit_test(only_web_addresses_become_links),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
