/* SPDX-License-Identifier: MIT */
#include "extract/batch.h"
#include "tests/test.h"
#include <stdio.h>

struct fixture {
    struct taxonomy *taxonomy;
    struct extractor *extractor;
};

static int setup(void **state)
{
    static struct fixture f;
    struct err err = {0};
    assert_ok(taxonomy_load(TEST_SOURCE_DIR "/taxonomy", &f.taxonomy, &err),
              err);
    assert_ok(extractor_new(f.taxonomy, &f.extractor, &err), err);
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    extractor_free(f->extractor);
    taxonomy_free(f->taxonomy);
    return 0;
}

/* A stream of n made-up lines; each bad_every-th is no JSON. The run fails
 * before line fail_at where that is not 0. */
struct stream {
    uint64_t at, n, bad_every, fail_at;
    struct buf line;
};

static enum batch_what next_line(void *ctx, struct batch_piece *out,
                                 struct err *err)
{
    struct stream *s = ctx;
    if (s->at == s->n)
        return BATCH_END;
    s->at++;
    if (s->at == s->fail_at) {
        err_set(err, ST_IO, "the disk is gone");
        return BATCH_FAILED;
    }
    buf_clear(&s->line);
    if (s->bad_every && s->at % s->bad_every == 0)
        buf_add_cstr(&s->line, "{\"id\":");
    else
        buf_printf(&s->line,
                   "{\"id\":\"%llu\",\"title\":\"Data Engineer\","
                   "\"company\":\"Acme %llu\",\"description\":\"You know SQL "
                   "and Python number %llu. Spark is a plus.\"}",
                   (unsigned long long)s->at, (unsigned long long)(s->at % 7),
                   (unsigned long long)s->at);
    *out = (struct batch_piece){
        .bytes = buf_str(&s->line), .file = "made-up", .number = s->at};
    return BATCH_PIECE;
}

struct sink {
    struct buf all;
    bool full;
};

static enum st take(void *ctx, struct str records, struct err *err)
{
    struct sink *sink = ctx;
    if (sink->full)
        return err_set(err, ST_IO, "no space left");
    buf_add_str(&sink->all, records);
    return ST_OK;
}

struct outcome {
    enum st st;
    struct batch_result result;
    struct err err;
    struct buf all; /* to be freed */
};

static struct outcome run(const struct fixture *f, unsigned threads,
                          struct stream s, bool full)
{
    struct outcome out = {0};
    struct sink sink = {.full = full};
    const struct batch_options options = {.threads = threads};
    buf_init(&s.line, 4096);
    buf_init(&sink.all, 64u << 20);
    out.st =
        batch_run(f->extractor, &options, (struct batch_input){next_line, &s},
                  (struct batch_output){take, &sink}, &out.result, &out.err);
    buf_done(&s.line);
    out.all = sink.all;
    return out;
}

static void any_number_of_threads_gives_the_same_bytes_in_order(void **state)
{
    struct stream s = {.n = 3000};
    struct outcome one = run(*state, 1, s, false);
    assert_int_equal(one.st, ST_OK);
    assert_int_equal(one.result.n_postings, 3000);
    for (unsigned threads = 2; threads <= 5; threads++) {
        struct outcome many = run(*state, threads, s, false);
        assert_int_equal(many.st, ST_OK);
        assert_int_equal(many.result.n_postings, 3000);
        assert_true(str_eq(buf_str(&one.all), buf_str(&many.all)));
        buf_done(&many.all);
    }
    struct str rest = buf_str(&one.all), line;
    for (unsigned i = 1; i <= 3000 && str_split(&rest, '\n', &line); i++) {
        char want[32];
        int n = snprintf(want, sizeof want, "{\"id\":\"%u\",", i);
        assert_true(str_starts(line, (struct str){want, (size_t)n}));
    }
    buf_done(&one.all);
}

static void bad_lines_are_counted_with_place_and_reason(void **state)
{
    for (unsigned threads = 1; threads <= 3; threads += 2) {
        struct outcome o =
            run(*state, threads, (struct stream){.n = 1000, .bad_every = 300},
                false);
        assert_int_equal(o.st, ST_OK);
        assert_int_equal(o.result.n_pieces, 1000);
        assert_int_equal(o.result.n_bad, 3);
        assert_int_equal(o.result.n_postings, 997);
        assert_true(
            str_starts(str_from(o.result.first_bad.msg), STR("made-up:300: ")));
        buf_done(&o.all);
    }
}

static void a_failing_input_or_output_ends_the_run(void **state)
{
    for (unsigned threads = 1; threads <= 4; threads += 3) {
        struct outcome o =
            run(*state, threads, (struct stream){.n = 2000, .fail_at = 1500},
                false);
        assert_int_equal(o.st, ST_IO);
        assert_string_equal(o.err.msg, "the disk is gone");
        buf_done(&o.all);
        o = run(*state, threads, (struct stream){.n = 2000}, true);
        assert_int_equal(o.st, ST_IO);
        assert_string_equal(o.err.msg, "no space left");
        buf_done(&o.all);
    }
}

static void no_input_is_no_output(void **state)
{
    for (unsigned threads = 1; threads <= 2; threads++) {
        struct outcome o = run(*state, threads, (struct stream){0}, false);
        assert_int_equal(o.st, ST_OK);
        assert_int_equal(o.all.n, 0);
        assert_int_equal(o.result.n_pieces, 0);
        buf_done(&o.all);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_number_of_threads_gives_the_same_bytes_in_order),
        cmocka_unit_test(bad_lines_are_counted_with_place_and_reason),
        cmocka_unit_test(a_failing_input_or_output_ends_the_run),
        cmocka_unit_test(no_input_is_no_output),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
