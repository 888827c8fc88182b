/* SPDX-License-Identifier: MIT */
/* Workbooks whose texts are hostile: each part is XML, no cell is a formula,
 * and a text is the text that it was. tests/cli/formats.sh compares their cells
 * with the CSV files. */
#include "report/render_xlsx.h"
#include "sample.h"
#include "tests/test.h"
#include <libxml/parser.h>
#include <stdlib.h>
#include <zlib.h>

#define PART_MAX_BYTES (32u << 20)
#define CENTRAL_HEADER "PK\1\2"
#define CENTRAL_BYTES  46
#define LOCAL_BYTES    30

static size_t number_at(struct str s, size_t at, size_t bytes)
{
    size_t n = 0;
    for (size_t i = bytes; i-- > 0;)
        n = n << 8 | (unsigned char)s.p[at + i];
    return n;
}

static void inflate_part(struct str packed, size_t size, struct buf *out)
{
    unsigned char *data = malloc(size + 1);
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)packed.p,
                  .avail_in = (unsigned)packed.n,
                  .next_out = data,
                  .avail_out = (unsigned)size};
    assert_int_equal(inflateInit2(&z, -MAX_WBITS), Z_OK);
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    assert_int_equal(inflateEnd(&z), Z_OK);
    buf_add(out, data, size);
    free(data);
}

/* The next part of the archive from *at in its directory on: its name, and what
 * it holds in out. False: there is none. */
static bool next_part(struct str zip, size_t *at, struct str *name,
                      struct buf *out)
{
    if (!str_eq(str_slice(zip, *at, *at + 4), STR(CENTRAL_HEADER)))
        return false;
    size_t method = number_at(zip, *at + 10, 2);
    size_t packed = number_at(zip, *at + 20, 4);
    size_t size = number_at(zip, *at + 24, 4);
    size_t name_bytes = number_at(zip, *at + 28, 2);
    size_t local = number_at(zip, *at + 42, 4);
    assert_true(size < PART_MAX_BYTES && method == Z_DEFLATED);
    *name =
        str_slice(zip, *at + CENTRAL_BYTES, *at + CENTRAL_BYTES + name_bytes);
    *at += CENTRAL_BYTES + name_bytes + number_at(zip, *at + 30, 2) +
           number_at(zip, *at + 32, 2);
    size_t from = local + LOCAL_BYTES + number_at(zip, local + 26, 2) +
                  number_at(zip, local + 28, 2);
    buf_clear(out);
    inflate_part(str_slice(zip, from, from + packed), size, out);
    return true;
}

static size_t count_elements(const xmlNode *node, const char *name)
{
    size_t n = 0;
    for (; node; node = node->next)
        if (node->type == XML_ELEMENT_NODE)
            n += (strcmp((const char *)node->name, name) == 0) +
                 count_elements(node->children, name);
    return n;
}

/* Whether a string of the table of strings is s. */
static bool has_string(const xmlNode *table, struct str s)
{
    for (const xmlNode *si = table->children; si; si = si->next) {
        xmlChar *text = xmlNodeGetContent(si);
        bool same = str_eq(str_from((const char *)text), s);
        xmlFree(text);
        if (same)
            return true;
    }
    return false;
}

struct seen {
    size_t parts, sheets, strings;
};

static void check_part(struct str name, struct str data, struct str wanted,
                       struct seen *seen)
{
    xmlDoc *doc =
        xmlReadMemory(data.p, (int)data.n, NULL, NULL,
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_HUGE);
    if (!doc)
        fail_msg("%.*s is no XML", STR_FMT(name));
    const xmlNode *root = xmlDocGetRootElement(doc);
    seen->parts++;
    if (str_starts(name, STR("xl/worksheets/sheet"))) {
        seen->sheets++;
        assert_int_equal(count_elements(root, "f"), 0);
        assert_int_equal(count_elements(root, "hyperlink"), 0);
    }
    if (str_eq(name, STR("xl/sharedStrings.xml"))) {
        seen->strings++;
        if (!has_string(root, wanted))
            fail_msg("not there as it is: %.*s", STR_FMT(wanted));
    }
    xmlFreeDoc(doc);
}

static void check_book(const struct figures *f, struct str wanted)
{
    struct buf book, part;
    struct err err;
    buf_init(&book, PART_MAX_BYTES);
    buf_init(&part, PART_MAX_BYTES);
    assert_ok(render_xlsx(f, &book, &err), err);
    struct str name;
    struct seen seen = {0};
    size_t at = str_find(buf_str(&book), STR(CENTRAL_HEADER));
    assert_true(at != SIZE_MAX);
    while (next_part(buf_str(&book), &at, &name, &part))
        check_part(name, buf_str(&part), wanted, &seen);
    assert_true(seen.parts > seen.sheets + 5);
    assert_true(seen.sheets > 10);
    assert_int_equal(seen.strings, 1);
    buf_done(&book);
    buf_done(&part);
}

static void a_hostile_text_is_that_text(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "=1+1",
        "@SUM(A1)",
        "_x0041_",
        "]]><f>1</f>",
        "<b>&\"'",
        "http://a.example",
        "\xf0\x9f\x98\x80 \xd7\xa9",
        "{=1}",
        "1e3",

    };
    struct sample s;
    sample_init(&s, 300);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct str name = str_from(texts[i]);
        struct arena *a = arena_new();
        struct figures_options o = sample_options();
        o.program_version = name;
        struct figures f;
        sample_figures(&s, &o, a, &f);
        /* Excel's own escape for a text that looks like its escape. */
        bool escape = str_eq(name, STR("_x0041_"));
        check_book(&f, escape ? STR("_x005F_x0041_") : name);
        arena_free(a);
    }
    sample_done(&s);
}

static void hostile_names_make_a_book(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s, 300);
    struct arena *names_arena = arena_new();
    size_t n;
    struct str *names = sample_hostile(names_arena, &n);
    for (size_t first = 0; first < n;) {
        struct figures_options o = sample_options();
        first += sample_rename(&s, names, n, first);
        struct arena *a = arena_new();
        struct figures f;
        sample_figures(&s, &o, a, &f);
        check_book(&f, STR("1.2.3"));
        arena_free(a);
    }
    arena_free(names_arena);
    sample_done(&s);
}

static void a_book_over_the_limit_is_an_error(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s, 100);
    struct arena *a = arena_new();
    struct figures_options o = sample_options();
    struct figures f;
    sample_figures(&s, &o, a, &f);
    struct buf out;
    struct err err;
    buf_init(&out, 1000);
    assert_int_equal(render_xlsx(&f, &out, &err), ST_TOO_BIG);
    buf_done(&out);
    arena_free(a);
    sample_done(&s);
}

static void a_place_that_is_not_there_is_an_error(void **state)
{
    (void)state;
    struct sample s;
    sample_init(&s, 100);
    struct arena *a = arena_new();
    struct figures_options o = sample_options();
    struct figures f;
    sample_figures(&s, &o, a, &f);
    struct buf out;
    struct err err;
    buf_init(&out, PART_MAX_BYTES);
    const char *old = getenv("TMPDIR");
    char *kept = old ? strdup(old) : NULL;
    setenv("TMPDIR", "/nowhere/at/all", 1);
    enum st st = render_xlsx(&f, &out, &err);
    if (kept)
        setenv("TMPDIR", kept, 1);
    else
        unsetenv("TMPDIR");
    free(kept);
    assert_int_equal(st, ST_CREATE);
    assert_non_null(strstr(err.msg, "/nowhere/at/all"));
    assert_int_equal(out.n, 0);
    buf_done(&out);
    arena_free(a);
    sample_done(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hostile_text_is_that_text),
        cmocka_unit_test(hostile_names_make_a_book),
        cmocka_unit_test(a_book_over_the_limit_is_an_error),
        cmocka_unit_test(a_place_that_is_not_there_is_an_error),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    xmlCleanupParser();
    return failed;
}
