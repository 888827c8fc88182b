/* SPDX-License-Identifier: MIT */
/* The page's colours are legible, light, dark and printed: contrast as WCAG 2
 * has it (https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio); style and script
 * stay inside the page. */
#include "report/assets.h"
#include "store/digest.h"
#include "tests/test.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

struct colour {
    double r, g, b;
};

/* The value of --name in s; fails when it is not there. */
static struct colour colour_of(struct str s, const char *name)
{
    char key[32];
    int n = snprintf(key, sizeof key, "--%s: #", name);
    size_t at = str_find(s, (struct str){key, (size_t)n});
    if (at == SIZE_MAX)
        fail_msg("no --%s", name);
    unsigned long v = strtoul(s.p + at + n, NULL, 16);
    return (struct colour){(double)(v >> 16) / 255,
                           (double)(v >> 8 & 255) / 255,
                           (double)(v & 255) / 255};
}

static double linear(double c)
{
    return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour c)
{
    return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b);
}

static double contrast(struct colour a, struct colour b)
{
    double x = luminance(a), y = luminance(b);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

static void check(const char *theme, struct str css)
{
    static const struct {
        const char *on, *what;
        double least;
    } pairs[] = {
        {"bg", "i0", 7},      {"bg", "i1", 4.5}, {"panel", "i0", 7},
        {"panel", "i1", 4.5}, {"tint", "i0", 7}, {"tint", "i1", 4.5},
        {"bg", "link", 4.5},  {"bg", "i3", 3},   {"bg", "i4", 4.5},
        {"i3", "i4", 2},      {"i5", "i3", 2},   {"h0", "k0", 4.5},
        {"h1", "k1", 4.5},    {"h2", "k2", 4.5}, {"h3", "k3", 4.5},
        {"h4", "k4", 4.5},    {"h5", "k5", 4.5}, {"h6", "k6", 4.5},
        {"h7", "k7", 4.5},    {"h8", "k8", 4.5}, {"h9", "k9", 4.5},
        {"i2", "i0", 4.5}, /* a cell with too few postings */
        {"bg", "l0", 4.5},    {"bg", "l1", 4.5}, {"bg", "l2", 4.5},
        {"bg", "l3", 4.5},    {"bg", "l4", 4.5}, {"bg", "l5", 4.5},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        double got = contrast(colour_of(css, pairs[i].on),
                              colour_of(css, pairs[i].what));
        if (got < pairs[i].least)
            fail_msg("%s: %s on %s has a contrast of %.2f, needs %.1f", theme,
                     pairs[i].what, pairs[i].on, got, pairs[i].least);
    }
}

/* Each step of the heat map is told from the next by lightness alone, so that
 * it can be read without seeing hues. */
static void check_steps(const char *theme, struct str css)
{
    double before = -1, direction = 0;
    for (int i = 0; i < 10; i++) {
        char name[4];
        snprintf(name, sizeof name, "h%d", i);
        double l = pow(luminance(colour_of(css, name)), 1 / 3.0);
        if (i > 1 && (l - before) * direction <= 0)
            fail_msg("%s: h%d turns back", theme, i);
        direction = i ? l - before : 0;
        before = l;
    }
}

static void words_and_cells_are_legible_in_every_theme(void **state)
{
    (void)state;
    struct str css = str_from(asset_report_css);
    size_t dark = str_find(css, STR("prefers-color-scheme: dark"));
    size_t print = str_find(css, STR("@media print"));
    assert_true(dark < print && print < css.n);
    const struct {
        const char *name;
        struct str css;
    } themes[] = {
        {"light", str_slice(css, 0, dark)},
        {"dark", str_slice(css, dark, print)},
        {"print", str_slice(css, print, css.n)},
    };
    for (size_t i = 0; i < 3; i++) {
        check(themes[i].name, themes[i].css);
        check_steps(themes[i].name, themes[i].css);
    }
}

static void style_and_script_fetch_nothing_and_end_where_they_end(void **state)
{
    (void)state;
    static const struct str svg = {"http://www.w3.org/2000/svg", 26};
    static const char *const banned[] = {
        "url(",   "@import", "http",           "</",    "<!--",
        "fetch(", "import(", "XMLHttpRequest", "eval(", "innerHTML"};
    for (size_t i = 0; i < sizeof banned / sizeof *banned; i++) {
        assert_null(strstr(asset_report_css, banned[i]));
        const char *at = strstr(asset_report_js, banned[i]);
        if (at && str_starts(str_from(at), svg)) /* a name, not an address */
            at = strstr(at + 1, banned[i]);
        assert_null(at);
    }
    assert_true(strlen(asset_report_js) < 40 * 1024);
}

/* Six bits of a base64 digit. */
static unsigned bits_of(char digit)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = strchr(digits, digit);
    assert_true(at && digit);
    return (unsigned)(at - digits);
}

static void the_policy_names_this_script(void **state)
{
    (void)state;
    struct str script = str_from(asset_report_js);
    char wanted[DIGEST_TEXT_BYTES], got[DIGEST_TEXT_BYTES] = "sha256:";
    struct err err;
    assert_int_equal(digest_text(&script, 1, wanted, &err), ST_OK);
    const char *text = asset_report_js_sha256 + strlen("sha256-");
    assert_int_equal(strlen(text), 44);
    assert_string_equal(text + 43, "=");
    for (size_t i = 0; i < 64; i++) { /* four bits of each, from six of each */
        unsigned two = bits_of(text[i * 4 / 6]) << 6;
        two |= i * 4 / 6 + 1 < 43 ? bits_of(text[i * 4 / 6 + 1]) : 0;
        got[7 + i] = "0123456789abcdef"[two >> (8 - i * 4 % 6) & 15];
    }
    got[71] = '\0';
    assert_string_equal(got, wanted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_cells_are_legible_in_every_theme),
        cmocka_unit_test(style_and_script_fetch_nothing_and_end_where_they_end),
        cmocka_unit_test(the_policy_names_this_script),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
