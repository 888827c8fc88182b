/* SPDX-License-Identifier: MIT */
#include "store/archive.h"
#include "store/digest.h"
#include "tempdir.h"
#include <pthread.h>

#define NOW       1795334400 /* 2026-11-22T08:00:00Z */
#define THREADS   4
#define EXCHANGES 60
#define MOST      (2u << 20) /* the largest body: more than is pressed whole */

struct work {
    struct archive_writer *writer;
    unsigned number;
    char *body; /* MOST bytes */
    struct archive_ref refs[EXCHANGES];
};

/* A body that tells whose it is; every 20th is large. */
static struct str body_of(char *bytes, unsigned thread, unsigned i)
{
    size_t n = i % 20 == 7 ? MOST : 300 + i;
    memset(bytes, 'a' + (int)((thread * EXCHANGES + i) % 26), n);
    int head = snprintf(bytes, n, "body %u of %u", i, thread);
    bytes[head] = ' ';
    return (struct str){bytes, n};
}

static void url_of(char out[64], unsigned thread, unsigned i)
{
    snprintf(out, 64, "https://jobs.example/%u/%u", thread, i);
}

static void *write_all(void *ctx)
{
    struct work *w = ctx;
    char url[64];
    struct err err;
    for (unsigned i = 0; i < EXCHANGES; i++) {
        url_of(url, w->number, i);
        const struct archive_fetch f = {
            .url = str_from(url),
            .request_head = STR("GET / HTTP/1.1\r\nHost: jobs.example\r\n\r\n"),
            .response_head = STR("HTTP/1.1 200 OK\r\n\r\n"),
            .body = body_of(w->body, w->number, i),
            .fetched_utc = NOW + 5};
        if (archive_write_fetch(w->writer, &f, &w->refs[i], &err) != ST_OK)
            return w;
    }
    return NULL;
}

static void check_one(const char *dir, const struct work *w, unsigned i)
{
    AUTO(auto_archive_reader_free) struct archive_reader *r = NULL;
    struct archive_record record;
    struct err err;
    char url[64], digest[DIGEST_TEXT_BYTES];
    url_of(url, w->number, i);
    assert_ok(archive_reader_open_ref(dir, &w->refs[i], &r, &err), err);
    assert_int_equal(archive_next(r, &record, &err), ARCHIVE_RECORD);
    assert_str(record.uri, url);
    struct str want = body_of(w->body, w->number, i);
    assert_true(str_eq(record.body, want));
    assert_ok(digest_text(&want, 1, digest, &err), err);
    assert_string_equal(w->refs[i].digest, digest);
}

/* Request and response of one exchange stand beside each other, and each file
 * begins with its own warcinfo. */
static void check_file(const char *dir, struct str name, unsigned *n_responses)
{
    AUTO(auto_archive_reader_free) struct archive_reader *r = NULL;
    struct archive_record record;
    struct err err;
    enum archive_what what;
    char path[TEMP_PATH_BYTES], file[200], asked[64] = "";
    snprintf(file, sizeof file, "%.*s", STR_FMT(name));
    assert_ok(archive_reader_open(tempdir_path(path, dir, file), 0, &r, &err),
              err);
    unsigned n = 0;
    for (; (what = archive_next(r, &record, &err)) == ARCHIVE_RECORD; n++) {
        if (n == 0)
            assert_str(record.type, "warcinfo");
        if (str_eq(record.type, STR("request")))
            snprintf(asked, sizeof asked, "%.*s", STR_FMT(record.uri));
        if (str_eq(record.type, STR("response"))) {
            assert_str(record.uri, asked);
            ++*n_responses;
        }
    }
    assert_int_equal(what, ARCHIVE_END);
    assert_true(n > 1);
}

static void threads_write_one_archive(void **state)
{
    (void)state;
    char dir[TEMP_PATH_BYTES];
    struct work work[THREADS] = {0};
    pthread_t threads[THREADS];
    struct archive_writer *w = NULL;
    struct err err;
    tempdir_make(dir);
    assert_ok(archive_writer_open(dir, "t", NOW, &w, &err), err);
    archive_writer_limit(w, 6000); /* so that files change meanwhile */
    for (unsigned i = 0; i < THREADS; i++) {
        work[i].writer = w;
        work[i].number = i;
        work[i].body = malloc(MOST);
        assert_int_equal(pthread_create(&threads[i], NULL, write_all, &work[i]),
                         0);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        void *failed;
        pthread_join(threads[i], &failed);
        assert_null(failed);
        assert_ok(archive_writer_sync(w, &err), err);
    }
    assert_ok(archive_writer_close(w, &err), err);
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct str *names;
    size_t n_names;
    unsigned n_responses = 0;
    assert_ok(archive_list(dir, a, &names, &n_names, &err), err);
    assert_true(n_names > 1);
    for (size_t i = 0; i < n_names; i++)
        check_file(dir, names[i], &n_responses);
    assert_int_equal(n_responses, THREADS * EXCHANGES);
    for (unsigned k = 0; k < THREADS; k++) {
        for (unsigned i = 0; i < EXCHANGES; i++)
            check_one(dir, &work[k], i);
        free(work[k].body);
    }
    tempdir_remove(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_write_one_archive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
