/* SPDX-License-Identifier: MIT */
#include "base/lines.h"
#include "tests/scratch.h"
#include "tests/test.h"
#include <fcntl.h>
#include <zlib.h>

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

/* One gzip member of text, appended to out. */
static void add_gzip(struct buf *out, struct str text)
{
    z_stream z = {0};
    static unsigned char packed[1 << 16];
    assert_int_equal(
        deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    unsigned char *in = malloc(text.n + 1);
    memcpy(in, text.p, text.n);
    z.next_in = in;
    z.avail_in = (uInt)text.n;
    int result;
    do {
        z.next_out = packed;
        z.avail_out = sizeof packed;
        result = deflate(&z, Z_FINISH);
        buf_add(out, packed, sizeof packed - z.avail_out);
    } while (result == Z_OK);
    assert_int_equal(result, Z_STREAM_END);
    deflateEnd(&z);
    free(in);
}

/* All lines of path joined by '|', with '!' for one too long; then how it
 * ended: "$" at the end of the file, "#" and the words on an error. */
static const char *read_all(const char *path, struct buf *out)
{
    struct err err;
    AUTO(auto_lines_free) struct lines *l = NULL;
    assert_ok(lines_open(path, &l, &err), err);
    struct str line;
    buf_clear(out);
    for (uint64_t n = 1;; n++) {
        enum lines_what what = lines_next(l, &line, &err);
        if (what == LINES_END) {
            assert_int_equal(lines_next(l, &line, &err), LINES_END);
            buf_add_char(out, '$');
            break;
        }
        if (what == LINES_ERROR) {
            assert_int_equal(lines_next(l, &line, &err), LINES_ERROR);
            buf_printf(out, "#%s", path_base(err.msg));
            break;
        }
        assert_int_equal(lines_number(l), n);
        if (what == LINES_LINE)
            buf_add_str(out, line);
        buf_add_char(out, what == LINES_LINE ? '|' : '!');
    }
    return buf_cstr(out);
}

static void lines_are_cut_plain_and_packed(void **state)
{
    static const struct {
        const char *label;
        struct str text;
        const char *want;
    } cases[] = {
        {"empty", TEXT(""), "$"},
        {"one", TEXT("a\n"), "a|$"},
        {"no newline at the end", TEXT("a\nb"), "a|b|$"},
        {"blank lines", TEXT("\n\na\n\n"), "||a||$"},
        {"crlf", TEXT("a\r\nb\r\n"), "a|b|$"},
        {"cr at the very end", TEXT("a\r"), "a|$"},
        {"cr inside", TEXT("a\rb\n"), "a\rb|$"},
        {"byte-order mark",
         TEXT("\xef\xbb\xbf"
              "a\n"),
         "a|$"},
        {"a mark later on",
         TEXT("a\n\xef\xbb\xbf"
              "b\n"),
         "a|\xef\xbb\xbf"
         "b|$"},
        {"one odd byte", TEXT("\x1f"), "\x1f|$"},
    };
    struct scratch *s = *state;
    AUTO(buf_done) struct buf got, packed;
    buf_init(&got, 1 << 20);
    buf_init(&packed, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_all(scratch_put(s, "plain", cases[i].text), &got);
        if (strcmp(buf_cstr(&got), cases[i].want) != 0)
            fail_msg("%s: got %s", cases[i].label, buf_cstr(&got));
        buf_clear(&packed);
        add_gzip(&packed, cases[i].text);
        read_all(scratch_put(s, "packed", buf_str(&packed)), &got);
        if (strcmp(buf_cstr(&got), cases[i].want) != 0)
            fail_msg("%s packed: got %s", cases[i].label, buf_cstr(&got));
    }
}

static void members_are_read_as_one_text(void **state)
{
    struct scratch *s = *state;
    AUTO(buf_done) struct buf got, packed;
    buf_init(&got, 1 << 20);
    buf_init(&packed, 1 << 20);
    add_gzip(&packed, STR("a\nb"));
    add_gzip(&packed, STR(""));
    add_gzip(&packed, STR("c\nd\n"));
    read_all(scratch_put(s, "x", buf_str(&packed)), &got);
    assert_string_equal(buf_cstr(&got), "a|bc|d|$");
    buf_add(&packed, "\0\0\0\0", 4); /* tapes pad with zeros */
    read_all(scratch_put(s, "x", buf_str(&packed)), &got);
    assert_string_equal(buf_cstr(&got), "a|bc|d|$");
    buf_add(&packed, "junk", 4);
    read_all(scratch_put(s, "x", buf_str(&packed)), &got);
    assert_string_equal(buf_cstr(&got),
                        "a|bc|d|#x: other data follows the gzip data");
}

/* Text that gzip cannot shrink much, in lines of many lengths. */
static void add_noise(struct buf *out, size_t bytes)
{
    uint32_t seed = 7;
    while (out->n < bytes) {
        seed = seed * 1664525 + 1013904223;
        buf_add_char(out, seed >> 24 ? (char)('!' + (seed >> 16) % 90) : '\n');
    }
    buf_add_char(out, '\n');
}

static void a_file_cut_anywhere_is_an_error(void **state)
{
    struct scratch *s = *state;
    AUTO(buf_done) struct buf text, got, packed;
    buf_init(&text, 1 << 20);
    buf_init(&got, 4 << 20);
    buf_init(&packed, 1 << 20);
    add_noise(&text, 3000);
    add_gzip(&packed, buf_str(&text));
    assert_true(packed.n > 1000);
    for (size_t n = 2; n < packed.n; n += n < 20 ? 1 : 101) {
        read_all(scratch_put(s, "x", str_slice(buf_str(&packed), 0, n)), &got);
        if (!strstr(buf_cstr(&got), "#x: gzip data ends early"))
            fail_msg("cut at %zu of %zu: %.80s", n, packed.n, buf_cstr(&got));
    }
}

static void a_changed_byte_is_an_error(void **state)
{
    struct scratch *s = *state;
    AUTO(buf_done) struct buf text, got, packed;
    buf_init(&text, 1 << 20);
    buf_init(&got, 4 << 20);
    buf_init(&packed, 1 << 20);
    add_noise(&text, 3000);
    add_gzip(&packed, buf_str(&text));
    packed.p[packed.n - 6] ^= 1; /* the checksum */
    read_all(scratch_put(s, "x", buf_str(&packed)), &got);
    assert_non_null(strstr(buf_cstr(&got), "#x: corrupt gzip data"));
    packed.p[2] = 3; /* no such method */
    read_all(scratch_put(s, "x", buf_str(&packed)), &got);
    assert_non_null(strstr(buf_cstr(&got), "#x: corrupt gzip data"));
}

static void a_large_file_is_read_whole(void **state)
{
    struct scratch *s = *state;
    AUTO(buf_done) struct buf text, packed;
    buf_init(&text, 4 << 20);
    buf_init(&packed, 4 << 20);
    add_noise(&text, 3 << 20);
    add_gzip(&packed, buf_str(&text));
    for (int zipped = 0; zipped < 2; zipped++) {
        struct err err;
        AUTO(auto_lines_free) struct lines *l = NULL;
        const char *path =
            scratch_put(s, "x", buf_str(zipped ? &packed : &text));
        assert_ok(lines_open(path, &l, &err), err);
        struct str line, rest = buf_str(&text), want;
        uint64_t consumed, size, before = 0;
        while (lines_next(l, &line, &err) == LINES_LINE) {
            assert_true(str_split(&rest, '\n', &want));
            assert_true(str_eq(line, want));
            lines_position(l, &consumed, &size);
            assert_true(consumed >= before && consumed <= size);
            before = consumed;
        }
        assert_int_equal(rest.n, 0);
        assert_int_equal(consumed, size);
        assert_int_equal(size, zipped ? packed.n : text.n);
    }
}

static void add_filling(struct buf *out, size_t bytes)
{
    char block[4096];
    memset(block, 'x', sizeof block);
    for (size_t n; bytes > 0; bytes -= n) {
        n = bytes < sizeof block ? bytes : sizeof block;
        buf_add(out, block, n);
    }
}

static void a_line_over_the_limit_is_passed_over(void **state)
{
    struct scratch *s = *state;
    static const struct {
        const char *label;
        size_t n;
        const char *end, *want;
    } cases[] = {
        {"one over", LINES_LINE_MAX_BYTES + 1, "\n", "a|!b|$"},
        {"one over, crlf", LINES_LINE_MAX_BYTES + 1, "\r\n", "a|!b|$"},
        {"far over", 2 * LINES_LINE_MAX_BYTES + 12345, "\n", "a|!b|$"},
    };
    AUTO(buf_done) struct buf text, got;
    buf_init(&text, 64u << 20);
    buf_init(&got, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buf_clear(&text);
        buf_add_cstr(&text, "a\n");
        add_filling(&text, cases[i].n);
        buf_printf(&text, "%sb\n", cases[i].end);
        read_all(scratch_put(s, "x", buf_str(&text)), &got);
        if (strcmp(buf_cstr(&got), cases[i].want) != 0)
            fail_msg("%s: %.40s", cases[i].label, buf_cstr(&got));
    }
    /* Exactly at the limit, with a CR that is not of the line. */
    buf_clear(&text);
    add_filling(&text, LINES_LINE_MAX_BYTES);
    buf_add_cstr(&text, "\r\n");
    struct err err;
    struct str line;
    AUTO(auto_lines_free) struct lines *l = NULL;
    assert_ok(lines_open(scratch_put(s, "x", buf_str(&text)), &l, &err), err);
    assert_int_equal(lines_next(l, &line, &err), LINES_LINE);
    assert_int_equal(line.n, LINES_LINE_MAX_BYTES);
    assert_int_equal(lines_next(l, &line, &err), LINES_END);
}

static void what_cannot_be_opened(void **state)
{
    struct scratch *s = *state;
    struct err err;
    struct lines *l;
    assert_int_equal(lines_open(scratch_path(s, "none"), &l, &err),
                     ST_NO_INPUT);
    assert_non_null(strstr(err.msg, "none"));
    assert_int_equal(lines_open(s->dir, &l, &err), ST_BAD_INPUT);
    assert_non_null(strstr(err.msg, "directory"));
    lines_free(NULL);
}

static void a_dash_is_standard_input(void **state)
{
    (void)state;
    int fds[2];
    AUTO(buf_done) struct buf got, packed;
    buf_init(&got, 1 << 10);
    buf_init(&packed, 1 << 10);
    add_gzip(&packed, STR("from\na pipe\n"));
    assert_int_equal(pipe(fds), 0);
    assert_true(write(fds[1], packed.p, packed.n) == (ssize_t)packed.n);
    close(fds[1]);
    int saved = fcntl(STDIN_FILENO, F_DUPFD, 10);
    dup2(fds[0], STDIN_FILENO);
    close(fds[0]);
    read_all("-", &got);
    if (saved >= 0) {
        dup2(saved, STDIN_FILENO);
        close(saved);
    }
    assert_string_equal(buf_cstr(&got), "from|a pipe|$");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_are_cut_plain_and_packed, start,
                                        end),
        cmocka_unit_test_setup_teardown(members_are_read_as_one_text, start,
                                        end),
        cmocka_unit_test_setup_teardown(a_file_cut_anywhere_is_an_error, start,
                                        end),
        cmocka_unit_test_setup_teardown(a_changed_byte_is_an_error, start, end),
        cmocka_unit_test_setup_teardown(a_large_file_is_read_whole, start, end),
        cmocka_unit_test_setup_teardown(a_line_over_the_limit_is_passed_over,
                                        start, end),
        cmocka_unit_test_setup_teardown(what_cannot_be_opened, start, end),
        cmocka_unit_test_setup_teardown(a_dash_is_standard_input, start, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
