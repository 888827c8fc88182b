/* SPDX-License-Identifier: MIT */
#include "extract/columns.h"
#include "tests/test.h"

#define MAX_FIELDS 8

static const struct {
    const char *label;
    const char *maps[3], *header[MAX_FIELDS], *row[MAX_FIELDS];
    const char *want; /* the JSON line; NULL: columns_bind() refuses */
} rows[] = {
    {"usual names are found",
     {NULL},
     {"Job Title", "company_name", "Job Description"},
     {"Data Engineer", "Elm", "Python"},
     "{\"title\":\"Data Engineer\",\"company\":\"Elm\","
     "\"description\":\"Python\"}"},
    {"the better of two usual names wins",
     {NULL},
     {"position", "title", "text"},
     {"7", "Data Engineer", "SQL"},
     "{\"position\":\"7\",\"title\":\"Data Engineer\","
     "\"description\":\"SQL\"}"},
    {"a mapping beats the usual name",
     {"headline=title"},
     {"title", "headline"},
     {"x", "Data Engineer"},
     "{\"column:title\":\"x\",\"title\":\"Data Engineer\"}"},
    {"empty fields are left out and others keep their names",
     {NULL},
     {"title", "Perks", "company"},
     {"Data Engineer", "fruit", ""},
     "{\"title\":\"Data Engineer\",\"Perks\":\"fruit\"}"},
    {"quotes and control characters are escaped",
     {NULL},
     {"title"},
     {"a\"b\nc"},
     "{\"title\":\"a\\\"b\\nc\"}"},
    {"without title and description it is refused",
     {NULL},
     {"a", "b"},
     {"1", "2"},
     NULL},
    {"a mapped column that is not there is refused",
     {"missing=title"},
     {"title"},
     {"x"},
     NULL},
};

static size_t slices(const char *const *texts, size_t max, struct str *out)
{
    size_t n = 0;
    while (n < max && texts[n]) {
        out[n] = str_from(texts[n]);
        n++;
    }
    return n;
}

static void rows_become_records(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str maps[3], header[MAX_FIELDS], row[MAX_FIELDS];
        struct columns *c = NULL;
        struct err err = {0};
        struct buf out;
        size_t n_maps = slices(rows[i].maps, 3, maps);
        size_t n = slices(rows[i].header, MAX_FIELDS, header);
        slices(rows[i].row, MAX_FIELDS, row);
        buf_init(&out, 4096);
        assert_ok(columns_new(maps, n_maps, &c, &err), err);
        enum st st = columns_bind(c, header, n, &err);
        if (rows[i].want) {
            assert_ok(st, err);
            columns_write_row(c, row, &out);
            if (strcmp(buf_cstr(&out), rows[i].want) != 0)
                fail_msg("%s: %s", rows[i].label, buf_cstr(&out));
        } else {
            assert_int_equal(st, ST_BAD_INPUT);
            assert_true(strlen(err.msg) > 20);
        }
        columns_free(c);
        buf_done(&out);
    }
}

static void a_mapping_needs_a_known_field(void **state)
{
    (void)state;
    static const char *const bad[] = {"x=titel", "title", "=title", "x="};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct str map = str_from(bad[i]);
        struct columns *c = NULL;
        struct err err = {0};
        assert_int_equal(columns_new(&map, 1, &c, &err), ST_BAD_INPUT);
        assert_non_null(strstr(err.msg, "description"));
        assert_null(c);
    }
}

static const struct {
    const char *label, *line, *want; /* NULL: refused, the line stays */
} lines[] = {
    {"keys are renamed, values kept", "{\"job\":\"DE\",\"n\":[1,2.5,null]}",
     "{\"title\":\"DE\",\"n\":[1,2.5,null]}"},
    {"numbers keep their digits", "{\"job\":12345678901234567}",
     "{\"title\":12345678901234567}"},
    {"an array is no record", "[1]", NULL},
    {"a cut line stays as it is", "{\"job\":\"D", NULL},
};

static void keys_of_lines_are_renamed(void **state)
{
    (void)state;
    struct str map = STR("job=title");
    struct columns *c = NULL;
    struct err err = {0};
    struct buf out;
    buf_init(&out, 4096);
    assert_ok(columns_new(&map, 1, &c, &err), err);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        enum st st =
            columns_rename_line(c, str_from(lines[i].line), &out, &err);
        const char *want = lines[i].want ? lines[i].want : lines[i].line;
        assert_int_equal(st, lines[i].want ? ST_OK : ST_BAD_INPUT);
        if (strcmp(buf_cstr(&out), want) != 0)
            fail_msg("%s: %s", lines[i].label, buf_cstr(&out));
    }
    columns_free(c);
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_become_records),
        cmocka_unit_test(a_mapping_needs_a_known_field),
        cmocka_unit_test(keys_of_lines_are_renamed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
