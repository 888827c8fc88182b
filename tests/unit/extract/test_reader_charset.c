/* SPDX-License-Identifier: MIT */
#include "extract/reader_charset.h"
#include "tests/test.h"

/* Bytes with their number, since some are NUL. */
#define BYTES(s)                                                               \
    {                                                                          \
        s, sizeof(s) - 1                                                       \
    }
/* "Data engineers for the north", in Russian and Japanese. */
#define RUSSIAN                                                                \
    "\xd0\x98\xd0\xbd\xd0\xb6\xd0\xb5\xd0\xbd\xd0\xb5\xd1\x80 \xd0\xb4\xd0"    \
    "\xb0\xd0\xbd\xd0\xbd\xd1\x8b\xd1\x85 \xd0\xb4\xd0\xbb\xd1\x8f "           \
    "\xd1\x81\xd0\xb5\xd0\xb2\xd0\xb5\xd1\x80\xd0\xb0 "
#define RUSSIAN_1251                                                           \
    "\xc8\xed\xe6\xe5\xed\xe5\xf0 \xe4\xe0\xed\xed\xfb\xf5 \xe4\xeb\xff "      \
    "\xf1\xe5\xe2\xe5\xf0\xe0 "
#define JAPANESE                                                               \
    "\xe3\x83\x87\xe3\x83\xbc\xe3\x82\xbf\xe3\x82\xa8\xe3\x83\xb3\xe3\x82"     \
    "\xb8\xe3\x83\x8b\xe3\x82\xa2\xe3\x82\x92\xe5\x8b\x9f\xe9\x9b\x86"         \
    "\xe3\x81\x97\xe3\x81\xa6\xe3\x81\x84\xe3\x81\xbe\xe3\x81\x99 SQL"
#define JAPANESE_SJIS                                                          \
    "\x83\x66\x81\x5b\x83\x5e\x83\x47\x83\x93\x83\x57\x83\x6a\x83\x41"         \
    "\x82\xf0\x95\xe5\x8f\x57\x82\xb5\x82\xc4\x82\xa2\x82\xdc\x82\xb7 SQL"

static void bytes_become_utf8(void **state)
{
    (void)state;
    static const struct {
        const char *label;
        struct str body;
        const char *content_type, *want;
    } cases[] = {
        {"UTF-8", BYTES("caf\xc3\xa9"), NULL, "caf\xc3\xa9"},
        {"UTF-8 with a mark",
         BYTES("\xef\xbb\xbf"
               "caf\xc3\xa9"),
         NULL, "caf\xc3\xa9"},
        {"UTF-8 that is called Latin", BYTES("caf\xc3\xa9"),
         "text/html; charset=iso-8859-1", "caf\xc3\xa9"},
        {"Latin that is called UTF-8", BYTES("caf\xe9 d'\xe9t\xe9"),
         "text/html; charset=utf-8", "caf\xc3\xa9 d'\xc3\xa9t\xc3\xa9"},
        {"damaged UTF-8", BYTES("caf\xc3\xa9 \xff ok"),
         "text/html; charset=UTF-8", "caf\xc3\xa9 \xef\xbf\xbd ok"},
        {"nothing declared", BYTES("we don\x92t \x96 caf\xe9"), NULL,
         "we don\xe2\x80\x99t \xe2\x80\x93 caf\xc3\xa9"},
        {"Latin-1 is windows-1252", BYTES("\x93yes\x94"),
         "text/plain; charset=ISO-8859-1", "\xe2\x80\x9cyes\xe2\x80\x9d"},
        {"by its header", BYTES("za\xbf\xf3\xb3\xe6"),
         "text/html; charset=\"iso-8859-2\"",
         "za\xc5\xbc\xc3\xb3\xc5\x82\xc4\x87"},
        {"by a meta element", BYTES("<meta charset='windows-1251'>\xc4\xe0"),
         NULL, "<meta charset='windows-1251'>\xd0\x94\xd0\xb0"},
        {"a name that nobody knows", BYTES("caf\xe9"),
         "text/html; charset=x-wrong", "caf\xc3\xa9"},
        {"UTF-16, little end first",
         BYTES("\xff\xfe"
               "a\0\xe9\0"),
         NULL, "a\xc3\xa9"},
        {"UTF-16, big end first", BYTES("\xfe\xff\0a\0\xe9"), NULL,
         "a\xc3\xa9"},
        {"UTF-16 without a mark", BYTES("{\0\"\0\xe9\0\"\0}\0 \0"), NULL,
         "{\"\xc3\xa9\"} "},
        {"half a character",
         BYTES("\xff\xfe"
               "a\0\xe9"),
         NULL, "a\xef\xbf\xbd"},
        {"Russian, not declared", BYTES(RUSSIAN_1251 RUSSIAN_1251 RUSSIAN_1251),
         NULL, RUSSIAN RUSSIAN RUSSIAN},
        {"Japanese, not declared", BYTES(JAPANESE_SJIS), NULL, JAPANESE},
        {"Japanese that is called UTF-8", BYTES(JAPANESE_SJIS),
         "text/html; charset=utf-8", JAPANESE},
        {"empty", BYTES(""), NULL, ""},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str got =
            reader_to_utf8(cases[i].body, str_from(cases[i].content_type), a);
        if (!str_eq(got, str_from(cases[i].want)))
            fail_msg("%s: got \"%.*s\", want \"%s\"", cases[i].label,
                     STR_FMT(got), cases[i].want);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_become_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
