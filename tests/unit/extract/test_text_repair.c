/* SPDX-License-Identifier: MIT */
#include "extract/text_repair.h"
#include "tests/test.h"

static void texts_are_mended(void **state)
{
    (void)state;
    static const struct {
        const char *label, *in, *want;
        unsigned layers;
    } cases[] = {
        {"escaped once", "R&amp;D &lt;x&gt; &#8211;", "R&D <x> \xe2\x80\x93",
         1},
        {"escaped twice", "R&amp;amp;D it&amp;#39;s", "R&D it's", 2},
        {"one layer of two", "R&amp;amp;D", "R&amp;D", 1},
        {"no reference", "AT&T, R&D, a&b;c, &", "AT&T, R&D, a&b;c, &", 2},
        {"a quote read as windows-1252", "don\xc3\xa2\xe2\x82\xac\xe2\x84\xa2t",
         "don\xe2\x80\x99t", 0},
        {"a quote read as Latin-1", "don\xc3\xa2\xc2\x80\xc2\x99t",
         "don\xe2\x80\x99t", 0},
        {"letters read wrongly", "M\xc3\x83\xc2\xbcller, caf\xc3\x83\xc2\xa9",
         "M\xc3\xbcller, caf\xc3\xa9", 0},
        {"read wrongly twice", "caf\xc3\x83\xc6\x92\xc3\x82\xc2\xa9",
         "caf\xc3\xa9", 0},
        {"only part of a run decodes", "\xc3\x83\xc2\xa9\xe4\xb8\xad",
         "\xc3\x83\xc2\xa9\xe4\xb8\xad", 0},
        {"honest letters", "\xc3\x89t\xc3\xa9, \xc3\xa0 c\xc3\xb4t\xc3\xa9",
         "\xc3\x89t\xc3\xa9, \xc3\xa0 c\xc3\xb4t\xc3\xa9", 0},
        {"zero width",
         "Py\xe2\x80\x8bthon \xef\xbb\xbfSQL\xe2\x80\x8d\xe2\x81\xa0",
         "Python SQL", 0},
        {"soft hyphens", "Kuber\xc2\xadnetes", "Kubernetes", 0},
        {"marks of direction", "\xe2\x80\xaeSQL\xe2\x80\xac \xe2\x80\x8fR",
         "SQL R", 0},
        {"no-break and thin spaces",
         "3\xc2\xa0years\xe2\x80\xaf"
         "of\xe2\x80\x89SQL\xe3\x80\x80",
         "3 years of SQL", 0},
        {"no-break hyphen", "full\xe2\x80\x91time", "full-time", 0},
        {"white space", "  a \t\r\n b\x0b\x0c", "a b", 0},
        {"controls",
         "a\x01\x07"
         "b\x7f",
         "ab", 0},
        {"a control that was a dash", "a \xc2\x96 b\xc2\x92s", "a - b's", 0},
        {"all of it goes", "\xe2\x80\x8b\xc2\xad \xef\xbb\xbf", "", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[128];
        size_t n = strlen(cases[i].in);
        assert_true(n < sizeof text);
        memcpy(text, cases[i].in, n);
        n = text_repair(text, n, cases[i].layers);
        if (!str_eq((struct str){text, n}, str_from(cases[i].want)))
            fail_msg("%s: got \"%.*s\", want \"%s\"", cases[i].label, (int)n,
                     text, cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_mended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
