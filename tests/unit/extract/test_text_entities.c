/* SPDX-License-Identifier: MIT */
#include "extract/text_entities.h"
#include "tests/test.h"

static void references_are_undone_once(void **state)
{
    (void)state;
    static const struct {
        const char *label, *in, *want;
    } cases[] = {
        {"nothing to do", "Data Engineer", "Data Engineer"},
        {"named", "R&amp;D &lt;b&gt; &quot;x&quot;", "R&D <b> \"x\""},
        {"once only", "&amp;amp;", "&amp;"},
        {"decimal, hexadecimal", "&#39;&#x27;&#X2F;", "''/"},
        {"astral", "&#128512;", "\xf0\x9f\x98\x80"},
        {"HTML 4 beyond ASCII", "caf&eacute;", "caf\xc3\xa9"},
        {"HTML 5 only", "C&plus;&plus;", "C++"},
        {"bare ampersand", "R&D, AT&T; a && b", "R&D, AT&T; a && b"},
        {"no semicolon", "a &amp b", "a &amp b"},
        {"unknown", "&nosuchname;", "&nosuchname;"},
        {"empty", "&; &#; &#x;", "&; &#; &#x;"},
        {"not a number", "&#12a; &#xg;", "&#12a; &#xg;"},
        {"beyond Unicode", "&#x110000;", "\xef\xbf\xbd"},
        {"far beyond", "&#99999999999999999999;", "\xef\xbf\xbd"},
        {"at the end", "x &amp", "x &amp"},
        {"alone at the end", "x &", "x &"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[128];
        size_t n = strlen(cases[i].in);
        memcpy(text, cases[i].in, n);
        n = entities_undo(text, n);
        if (n != strlen(cases[i].want) || memcmp(text, cases[i].want, n) != 0)
            fail_msg("%s: got \"%.*s\"", cases[i].label, (int)n, text);
    }
}

static void surrogates_are_replaced(void **state)
{
    (void)state;
    char out[4];
    assert_int_equal(utf8_encode(0xd800, out), 3);
    assert_memory_equal(out, "\xef\xbf\xbd", 3);
    assert_int_equal(utf8_encode('A', out), 1);
    assert_int_equal(utf8_encode(0x10ffff, out), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_are_undone_once),
        cmocka_unit_test(surrogates_are_replaced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
