/* SPDX-License-Identifier: MIT */
#include "base/csv.h"
#include "tests/scratch.h"
#include "tests/test.h"
#include <math.h>

/* An initializer for bytes that may hold NUL. */
#define TEXT(literal)                                                          \
    {                                                                          \
        literal, sizeof(literal) - 1                                           \
    }

static int start(void **state)
{
    static struct scratch s;
    scratch_start(&s);
    *state = &s;
    return 0;
}

static int end(void **state)
{
    scratch_end(*state);
    return 0;
}

static void add_fields(struct buf *out, const struct str *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_add_cstr(out, i ? "|" : "");
        buf_add_str(out, v[i].p ? v[i] : STR("~"));
    }
}

/* Header, then each row as "LINE:a|b" ('~' is absent, '+' ragged, "LINE!"
 * bad), each ended by ';'. */
static const char *read_all(const char *path, struct buf *out)
{
    struct err err;
    AUTO(auto_csv_reader_free) struct csv_reader *r = NULL;
    assert_ok(csv_reader_open(path, &r, &err), err);
    size_t n;
    const struct str *header = csv_header(r, &n), *fields;
    buf_clear(out);
    add_fields(out, header, n);
    buf_add_char(out, ';');
    for (;;) {
        bool ragged = false;
        enum csv_what what = csv_next(r, &fields, &ragged, &err);
        if (what == CSV_END)
            return buf_cstr(out);
        assert_int_not_equal(what, CSV_ERROR);
        buf_printf(out, "%d%s", (int)csv_line(r), what == CSV_BAD ? "!" : ":");
        if (what == CSV_ROW)
            add_fields(out, fields, n);
        buf_add_cstr(out, what == CSV_ROW && ragged ? "+;" : ";");
    }
}

static void rows_are_read_as_people_write_them(void **state)
{
    static const struct {
        const char *label;
        struct str text;
        const char *want;
    } cases[] = {
        {"plain", TEXT("a,b\n1,2\n"), "a|b;2:1|2;"},
        {"crlf, no last newline", TEXT("a,b\r\n1,2"), "a|b;2:1|2;"},
        {"header only", TEXT("a,b"), "a|b;"},
        {"byte-order mark",
         TEXT("\xef\xbb\xbf"
              "a,b\n1,2\n"),
         "a|b;2:1|2;"},
        {"spaces around names", TEXT(" a , b \n 1 , 2 \n"), "a|b;2: 1 | 2 ;"},
        {"semicolons", TEXT("a;b\n1,5;2\n"), "a|b;2:1,5|2;"},
        {"tabs", TEXT("a\tb\n1\t2\n"), "a|b;2:1|2;"},
        {"quoted names decide", TEXT("\"x,y,z\";b\n1;2\n"), "x,y,z|b;2:1|2;"},
        {"quotes", TEXT("a,b\n\"x,\"\"y\"\"\",\"\"\n"), "a|b;2:x,\"y\"|;"},
        {"newlines inside", TEXT("a,b\n\"1\r\n2\n3\",4\n5,6\n"),
         "a|b;2:1\r\n2\n3|4;5:5|6;"},
        {"blank lines", TEXT("\n\r\na,b\n\n1,2\n\n"), "a|b;5:1|2;"},
        {"short and long rows", TEXT("a,b\n1\n1,2,3\n"), "a|b;2:1|~+;3:1|2+;"},
        {"a quote inside", TEXT("a,b\n1\"2,3\"\n"), "a|b;2:1\"2|3\";"},
        {"text behind a quoted part", TEXT("a,b\n\"1\"2,3\n"), "a|b;2:12|3;"},
        {"a quote never closed", TEXT("a,b\n\"1,2\n3,4\n"), "a|b;2!;3:3|4;"},
        {"a quote never closed, last", TEXT("a,b\n1,\"2"), "a|b;2!;"},
        {"one column", TEXT("a\n1\n2\n"), "a;2:1;3:2;"},
        {"empty fields", TEXT("a,b,c\n,,\n"), "a|b|c;2:||;"},
    };
    struct scratch *s = *state;
    AUTO(buf_done) struct buf got;
    buf_init(&got, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_all(scratch_put(s, "x", cases[i].text), &got);
        if (strcmp(buf_cstr(&got), cases[i].want) != 0)
            fail_msg("%s: got %s", cases[i].label, buf_cstr(&got));
    }
}

static void no_header_is_bad_input(void **state)
{
    static const struct {
        const char *label;
        struct str text;
    } cases[] = {
        {"empty", TEXT("")},
        {"blank", TEXT("\n\r\n\n")},
        {"only a mark", TEXT("\xef\xbb\xbf")},
        {"utf-16", TEXT("\xff\xfe"
                        "a\0,\0b\0\n\0")},
        {"unclosed quote", TEXT("\"a,b\n1,2\n")},
    };
    struct scratch *s = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct err err;
        struct csv_reader *r = NULL;
        const char *path = scratch_put(s, "x", cases[i].text);
        if (csv_reader_open(path, &r, &err) != ST_BAD_INPUT ||
            !strstr(err.msg, path))
            fail_msg("%s: %s", cases[i].label, err.msg);
        assert_null(r);
    }
    AUTO(buf_done) struct buf wide;
    buf_init(&wide, 1 << 20);
    for (unsigned i = 0; i < CSV_MAX_FIELDS; i++)
        buf_add_cstr(&wide, "x,");
    struct err err;
    struct csv_reader *r = NULL;
    assert_int_equal(
        csv_reader_open(scratch_put(s, "x", buf_str(&wide)), &r, &err),
        ST_BAD_INPUT);
    assert_int_equal(csv_reader_open(scratch_path(s, "none"), &r, &err),
                     ST_NO_INPUT);
    csv_reader_free(NULL);
}

static void a_row_over_the_limit_costs_only_itself(void **state)
{
    struct scratch *s = *state;
    AUTO(buf_done) struct buf text, got;
    buf_init(&text, 64u << 20);
    buf_init(&got, 1 << 20);
    for (int quoted = 0; quoted < 2; quoted++) {
        buf_clear(&text);
        buf_printf(&text, "a,b\n1,%s", quoted ? "\"" : "");
        for (size_t i = 0; i <= CSV_ROW_MAX_BYTES; i += 16)
            buf_add_cstr(&text, "a long long cell");
        buf_add_cstr(&text, "\n3,4\n");
        read_all(scratch_put(s, "x", buf_str(&text)), &got);
        assert_string_equal(buf_cstr(&got), "a|b;2!;3:3|4;");
    }
}

/* Fields of bytes that matter to CSV, from a fixed sequence. */
static void add_noise_field(struct buf *out, uint32_t *seed)
{
    static const char letters[] = "a,\"\n\r;\t =-+@'x\xc3\xa4";
    size_t n = (*seed >> 8) % 12;
    for (size_t i = 0; i < n; i++) {
        *seed = *seed * 1664525 + 1013904223;
        buf_add_char(out, letters[(*seed >> 16) % (sizeof letters - 1)]);
    }
    *seed = *seed * 1664525 + 1013904223;
}

#define ROWS    20000
#define COLUMNS 3

static void what_is_written_is_read(void **state)
{
    struct scratch *s = *state;
    AUTO(buf_done) struct buf text, field;
    buf_init(&text, 16u << 20);
    buf_init(&field, 64);
    uint32_t seed = 11;
    bool first = true;
    for (size_t row = 0; row <= ROWS; row++) {
        for (size_t i = 0; i < COLUMNS; i++) {
            buf_clear(&field);
            if (row)
                add_noise_field(&field, &seed);
            csv_sep(&text, &first);
            csv_add_text(&text, row ? buf_str(&field) : STR("name"), false);
        }
        csv_end_row(&text, &first);
    }
    struct err err;
    AUTO(auto_csv_reader_free) struct csv_reader *r = NULL;
    assert_ok(csv_reader_open(scratch_put(s, "x", buf_str(&text)), &r, &err),
              err);
    seed = 11;
    for (size_t row = 0; row < ROWS; row++) {
        const struct str *fields;
        bool ragged = true;
        assert_int_equal(csv_next(r, &fields, &ragged, &err), CSV_ROW);
        assert_false(ragged);
        for (size_t i = 0; i < COLUMNS; i++) {
            buf_clear(&field);
            add_noise_field(&field, &seed);
            assert_str(fields[i], buf_cstr(&field));
        }
    }
    uint64_t consumed, size;
    csv_position(r, &consumed, &size);
    assert_int_equal(consumed, size);
}

static void what_a_spreadsheet_would_run_is_made_text(void **state)
{
    (void)state;
    static const struct {
        const char *text, *plain, *safe;
    } cases[] = {
        {"abc", "abc", "abc"},
        {"", "", ""},
        {"=1+1", "=1+1", "'=1+1"},
        {"+1", "+1", "'+1"},
        {"-1", "-1", "'-1"},
        {"@x", "@x", "'@x"},
        {"\t=1", "\"\t=1\"", "\"'\t=1\""},
        {"\n=1", "\"\n=1\"", "\"'\n=1\""},
        {"=A,\"B\"", "\"=A,\"\"B\"\"\"", "\"'=A,\"\"B\"\"\""},
        {"a=b", "a=b", "a=b"},
        {" x", "\" x\"", "\" x\""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        AUTO(buf_done) struct buf plain, safe;
        buf_init(&plain, 100);
        buf_init(&safe, 100);
        csv_add_text(&plain, str_from(cases[i].text), false);
        csv_add_text(&safe, str_from(cases[i].text), true);
        assert_str(buf_str(&plain), cases[i].plain);
        assert_str(buf_str(&safe), cases[i].safe);
    }
    AUTO(buf_done) struct buf row;
    buf_init(&row, 100);
    bool first = true;
    csv_sep(&row, &first);
    csv_add_number(&row, -2.50, 2);
    csv_sep(&row, &first);
    csv_add_number(&row, NAN, 2);
    csv_sep(&row, &first);
    csv_add_text(&row, STR_NONE, true);
    csv_end_row(&row, &first);
    assert_str(buf_str(&row), "-2.5,,\r\n");
}

/* The fields of csv-spectrum, each in its place; the JSON beside them was
 * turned into this table by hand, because base links no JSON reader. */
static void csv_spectrum_is_read(void **state)
{
    (void)state;
    static const struct {
        const char *name, *want;
    } cases[] = {
        {"comma_in_quotes", "first|last|address|city|zip;2:John|Doe|120 any "
                            "st.|Anytown, WW|08123;"},
        {"empty", "a|b|c;2:1||;3:2|3|4;"},
        {"empty_crlf", "a|b|c;2:1||;3:2|3|4;"},
        {"escaped_quotes", "a|b;2:1|ha \"ha\" ha;3:3|4;"},
        {"newlines", "a|b|c;2:1|2|3;3:Once upon \na time|5|6;5:7|8|9;"},
        {"newlines_crlf", "a|b|c;2:1|2|3;3:Once upon \r\na time|5|6;5:7|8|9;"},
        {"quotes_and_newlines", "a|b;2:1|ha \n\"ha\" \nha;5:3|4;"},
        {"simple", "a|b|c;2:1|2|3;"},
        {"simple_crlf", "a|b|c;2:1|2|3;"},
        {"utf8", "a|b|c;2:1|2|3;3:4|5|\xca\xa4;"},
    };
    AUTO(buf_done) struct buf got;
    buf_init(&got, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char path[600];
        snprintf(path, sizeof path,
                 "%s/../shared/conformance/csv/csv-spectrum/csvs/%s.csv",
                 TEST_SOURCE_DIR, cases[i].name);
        if (access(path, R_OK) != 0) {
            print_message("no csv-spectrum here\n");
            skip();
        }
        read_all(path, &got);
        if (strcmp(buf_cstr(&got), cases[i].want) != 0)
            fail_msg("%s: got %s", cases[i].name, buf_cstr(&got));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_are_read_as_people_write_them,
                                        start, end),
        cmocka_unit_test_setup_teardown(no_header_is_bad_input, start, end),
        cmocka_unit_test_setup_teardown(a_row_over_the_limit_costs_only_itself,
                                        start, end),
        cmocka_unit_test_setup_teardown(what_is_written_is_read, start, end),
        cmocka_unit_test(what_a_spreadsheet_would_run_is_made_text),
        cmocka_unit_test(csv_spectrum_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
