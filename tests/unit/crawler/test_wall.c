/* SPDX-License-Identifier: MIT */
#include "crawler/wall.h"
#include "tests/test.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

static void walls_are_told_from_pages(void **state)
{
    (void)state;
    static const struct {
        const char *label, *head, *body, *words; /* NULL: no wall */
    } cases[] = {
        {"a title", OK, "<!doctype html>\n<title>Just a moment...</title>",
         "a wall: \"Just a moment...\""},
        {"a title with attributes and blanks", OK,
         "\xef\xbb\xbf <html><head><TITLE lang=en>\n access denied \n</title>",
         "a wall: \"access denied\""},
        {"what varies behind it", OK,
         "<html><title>Access to this page has been denied.</title>",
         "a wall: \"Access to this page has been denied.\""},
        {"a header", OK "CF-Mitigated:  challenge\r\n", "<p>x",
         "a wall: its header says so"},
        {"a header without a body", OK "x-amzn-waf-action: captcha\r\n", "",
         "a wall: its header says so"},
        {"a script in a page of little", OK,
         "<html><iframe src=\"/_Incapsula_Resource?x=1\"></iframe>",
         "a wall: it loads _Incapsula_Resource"},
        {"a header of another value", OK "cf-mitigated: none\r\n", "<p>x",
         NULL},
        {"an ordinary title", OK,
         "<title>Access Denied: Security Engineer</title>", NULL},
        {"no title", OK, "<html><p>Just a moment...", NULL},
        {"a title that does not end", OK, "<title>Just a", NULL},
        {"a title in the text", OK,
         "<title>Jobs</title><p>&lt;title>Robot Check", NULL},
        {"JSON", OK, "{\"title\":\"<title>Robot Check</title>\"}", NULL},
        {"a posting behind such a service", OK,
         "<html><title>Robot Check</title><script src=\"_Incapsula_Resource\">"
         "</script><script>{\"@type\":\"JobPosting\"}</script>",
         NULL},
        {"nothing", OK, "", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char words[160] = "untouched";
        bool found = wall_find(str_from(cases[i].head), str_from(cases[i].body),
                               words, sizeof words);
        const char *wanted = cases[i].words ? cases[i].words : "untouched";
        if (found != (cases[i].words != NULL) || strcmp(words, wanted) != 0)
            fail_msg("%s: %d, %s", cases[i].label, found, words);
    }
}

static void a_script_in_a_large_page_is_no_wall(void **state)
{
    (void)state;
    AUTO(buf_done) struct buf page;
    char words[160];
    buf_init(&page, 1u << 20);
    buf_add_cstr(&page, "<html><script src=\"/_Incapsula_Resource\"></script>");
    while (page.n < 20000)
        buf_add_cstr(&page, "<p>Text of a page with something to say.</p>");
    assert_false(wall_find(STR(OK), buf_str(&page), words, sizeof words));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walls_are_told_from_pages),
        cmocka_unit_test(a_script_in_a_large_page_is_no_wall),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
