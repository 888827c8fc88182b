/* SPDX-License-Identifier: MIT */
/* The records we write against the field rules of WARC 1.1, as a table. */
#include "store/archive.h"
#include "tempdir.h"
#include <regex.h>
#include <zlib.h>

#define NOW   1795334400
#define RULES TEST_SOURCE_DIR "/../shared/conformance/warc/header_rules.tsv"

static void inflate_file(const char *path, struct buf *out)
{
    char piece[4096];
    int n;
    buf_init(out, 1u << 24);
    gzFile f = gzopen(path, "rb");
    assert_non_null(f);
    while ((n = gzread(f, piece, sizeof piece)) > 0)
        buf_add(out, piece, (size_t)n);
    assert_int_equal(n, 0);
    gzclose(f);
}

/* An archive with every kind of record we write, inflated. */
static void make_archive(struct buf *out)
{
    char dir[TEMP_PATH_BYTES], path[TEMP_PATH_BYTES];
    struct archive_writer *w = NULL;
    struct err err;
    struct archive_fetch f = {
        .url = STR("https://jobs.example/a?b=%20c"),
        .request_head = STR("GET /a HTTP/2\r\nHost: jobs.example\r\n\r\n"),
        .response_head = STR("HTTP/2 200\r\nContent-Type: text/html\r\n\r\n"),
        .body = STR("<p>x</p>"),
        .source = STR("lever/acme"),
        .kind = STR("lever"),
        .ip = STR("2001:db8::1"),
        .fetched_utc = NOW,
        .truncated = true};
    tempdir_make(dir);
    assert_ok(archive_writer_open(dir, "skilltally/0.1.0", NOW, &w, &err), err);
    assert_ok(archive_write_fetch(w, &f, NULL, &err), err);
    f.truncated = false;
    f.url = STR("https://jobs.example/ \r\n<x>");
    assert_ok(archive_write_fetch(w, &f, NULL, &err), err);
    assert_ok(archive_write_resource(w, STR("file:///x.csv"), STR("text/csv"),
                                     STR("a,b\n"), STR("s"), STR("csv"), NOW,
                                     NULL, &err),
              err);
    assert_ok(archive_writer_close(w, &err), err);
    tempdir_only_entry(dir, path);
    inflate_file(path, out);
    tempdir_remove(dir);
}

/* The n-th value of a field, its name in any case; absent when there is none.
 */
static struct str field(struct str head, struct str name, unsigned nth)
{
    struct str line;
    while (str_split(&head, '\n', &line)) {
        size_t colon = str_find(line, STR(":"));
        if (colon != SIZE_MAX &&
            str_eq_ascii_nocase(str_slice(line, 0, colon), name) && nth-- == 0)
            return str_trim(str_slice(line, colon + 1, line.n));
    }
    return STR_NONE;
}

static bool next_head(struct str *rest, struct str *head)
{
    uint64_t length;
    if (rest->n == 0)
        return false;
    size_t end = str_find(*rest, STR("\r\n\r\n"));
    assert_int_not_equal(end, SIZE_MAX);
    *head = str_slice(*rest, 0, end + 2);
    assert_true(
        str_to_u64(field(*head, STR("Content-Length"), 0), 1u << 24, &length));
    *rest = str_slice(*rest, end + 4 + length + 4, rest->n);
    return true;
}

/* "all", "-", "all but revisit", or types with spaces between. */
static bool lists(struct str list, struct str type)
{
    struct str word;
    bool but = str_starts(list, STR("all but "));
    bool named = false;
    if (but)
        list = str_slice(list, strlen("all but "), list.n);
    while (str_split(&list, ' ', &word))
        named = named || str_eq(word, type) || str_eq(word, STR("all"));
    return named != but;
}

/* The table's \d in POSIX; "token" in it stands for the characters of one. */
static bool matches(struct str pattern, struct str value)
{
    if (str_starts(pattern, STR("^token:")))
        pattern = STR("^[a-z0-9]+:[A-Za-z0-9!#$%&'*+.^_`|~/@-]+$");
    struct buf posix;
    regex_t regex;
    char text[1024];
    buf_init(&posix, 4096);
    for (size_t i = 0; i < pattern.n; i++)
        if (pattern.p[i] == '\\' && i + 1 < pattern.n &&
            pattern.p[i + 1] == 'd') {
            buf_add_cstr(&posix, "[0-9]");
            i++;
        } else {
            buf_add_char(&posix, pattern.p[i]);
        }
    assert_int_equal(
        regcomp(&regex, buf_cstr(&posix), REG_EXTENDED | REG_NOSUB), 0);
    snprintf(text, sizeof text, "%.*s", STR_FMT(value));
    bool found = regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);
    buf_done(&posix);
    return found;
}

static void check_rule(struct str rule, struct str head)
{
    struct str part[5];
    for (size_t i = 0; i < 5; i++)
        assert_true(str_split(&rule, '\t', &part[i]));
    struct str type = field(head, STR("WARC-Type"), 0);
    struct str value = field(head, part[0], 0);
    if (lists(part[1], type) && !value.p)
        fail_msg("%.*s lacks %.*s", STR_FMT(type), STR_FMT(part[0]));
    if (value.p && lists(part[2], type))
        fail_msg("%.*s may not have %.*s", STR_FMT(type), STR_FMT(part[0]));
    if (str_eq(part[3], STR("no")) && field(head, part[0], 1).p)
        fail_msg("%.*s twice", STR_FMT(part[0]));
    if (value.p && str_starts(part[4], STR("^")) && !matches(part[4], value))
        fail_msg("%.*s: %.*s", STR_FMT(part[0]), STR_FMT(value));
}

static void our_records_obey_the_rules_of_warc_1_1(void **state)
{
    (void)state;
    struct buf rules, archive;
    struct str rest, head, line;
    unsigned records = 0, checks = 0;
    if (access(RULES, R_OK) != 0) {
        print_message("no table of rules beside the tree\n");
        skip();
    }
    file_get(RULES, &rules);
    make_archive(&archive);
    rest = buf_str(&archive);
    while (next_head(&rest, &head)) {
        struct str lines = str_trim(buf_str(&rules));
        records++;
        while (str_split(&lines, '\n', &line)) {
            if (str_starts(line, STR("#")) || str_starts(line, STR("field\t")))
                continue;
            check_rule(line, head);
            checks++;
        }
    }
    assert_int_equal(records, 6);
    assert_int_equal(checks, 6 * 21);
    buf_done(&rules);
    buf_done(&archive);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(our_records_obey_the_rules_of_warc_1_1),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
