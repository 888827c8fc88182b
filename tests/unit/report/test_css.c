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
        {"bg", "i6", 3},      {"bg", "i7", 3},   {"i5", "i4", 3},
        {"i8", "i0", 4.5},    {"i9", "i0", 4.5}, {"i8", "i4", 3},
        {"i9", "i4", 3},      {"i2", "i4", 3},
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

/* As seen without the cones for green, and without those for red: matrices on
 * linear colour of Machado, Oliveira and Fernandes (IEEE Transactions on
 * Visualization and Computer Graphics 15, 2009, 1291-1298), severity 1. */
static const double sights[][3][3] = {
    {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
    {{0.367322, 0.860646, -0.227968},
     {0.280085, 0.672501, 0.047413},
     {-0.011820, 0.042940, 0.968881}},
    {{0.152286, 1.052583, -0.204868},
     {0.114503, 0.786281, 0.099216},
     {-0.003882, -0.048116, 1.051998}},
};

static double lab_root(double t)
{
    return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116;
}

/* CIE L*a*b* of c as seen so. */
static void lab_of(struct colour c, const double sight[3][3], double lab[3])
{
    static const double to_xyz[3][3] = {{0.4339, 0.3762, 0.1899},
                                        {0.2127, 0.7152, 0.0722},
                                        {0.0178, 0.1095, 0.8728}};
    const double in[3] = {linear(c.r), linear(c.g), linear(c.b)};
    double seen[3] = {0}, f[3];
    for (int i = 0; i < 3; i++) {
        for (int k = 0; k < 3; k++)
            seen[i] += sight[i][k] * in[k];
        seen[i] = fmin(1, fmax(0, seen[i]));
    }
    for (int i = 0; i < 3; i++)
        f[i] = lab_root(to_xyz[i][0] * seen[0] + to_xyz[i][1] * seen[1] +
                        to_xyz[i][2] * seen[2]);
    lab[0] = 116 * f[1] - 16;
    lab[1] = 500 * (f[0] - f[1]);
    lab[2] = 200 * (f[1] - f[2]);
}

/* What a chart tells apart by colour is told apart whatever cones one has: by a
 * distance (CIE 1976) of several times what is just seen. */
static void check_sight(const char *theme, struct str css)
{
    static const char *const pairs[][2] = {{"i6", "i7"}, {"i6", "i1"},
                                           {"i7", "i1"}, {"i8", "i9"},
                                           {"i8", "i2"}, {"i9", "i2"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        for (size_t k = 0; k < 3; k++) {
            double a[3], b[3];
            lab_of(colour_of(css, pairs[i][0]), sights[k], a);
            lab_of(colour_of(css, pairs[i][1]), sights[k], b);
            double far = sqrt(pow(a[0] - b[0], 2) + pow(a[1] - b[1], 2) +
                              pow(a[2] - b[2], 2));
            if (far < 18)
                fail_msg("%s: %s and %s are %.0f apart in sight %zu", theme,
                         pairs[i][0], pairs[i][1], far, k);
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
        check_sight(themes[i].name, themes[i].css);
    }
}

/* The value that style.gp gives, dark or light: name = dark ? X : Y. */
static unsigned long file_colour(const char *name, bool dark)
{
    char key[32];
    int n = snprintf(key, sizeof key, "\n%s = dark ? ", name);
    const char *at = strstr(asset_style_gp, key);
    if (!at)
        fail_msg("style.gp has no %s", name);
    at += n;
    if (!dark)
        at = strstr(at, " : ") + 3;
    at += strspn(at, "'#");
    return strtoul(at, NULL, 16);
}

static void files_have_the_colours_of_the_page(void **state)
{
    (void)state;
    static const char *const names[][2] = {
        {"c_paper", "bg"},   {"c_text", "i0"},    {"c_faint", "i1"},
        {"c_grid", "i2"},    {"c_bar", "i3"},     {"c_line", "i4"},
        {"c_band", "i5"},    {"c_more", "i6"},    {"c_less", "i7"},
        {"less_cell", "i8"}, {"more_cell", "i9"}, {"few_cell", "i2"},
        {"few_text", "i0"}};
    struct str css = str_from(asset_report_css);
    size_t dark = str_find(css, STR("prefers-color-scheme: dark"));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        for (int k = 0; k < 2; k++) {
            struct colour c = colour_of(k ? str_slice(css, dark, css.n)
                                          : str_slice(css, 0, dark),
                                        names[i][1]);
            unsigned long want = (unsigned long)lround(c.r * 255) << 16 |
                                 (unsigned long)lround(c.g * 255) << 8 |
                                 (unsigned long)lround(c.b * 255);
            if (file_colour(names[i][0], k) != want)
                fail_msg("%s is not --%s", names[i][0], names[i][1]);
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
        cmocka_unit_test(files_have_the_colours_of_the_page),
        cmocka_unit_test(style_and_script_fetch_nothing_and_end_where_they_end),
        cmocka_unit_test(the_policy_names_this_script),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
