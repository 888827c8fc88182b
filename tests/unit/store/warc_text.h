/* SPDX-License-Identifier: MIT */
/* warc_text.h - WARC files made by hand, and what the reader says of them. */
#ifndef TESTS_UNIT_STORE_WARC_TEXT_H
#define TESTS_UNIT_STORE_WARC_TEXT_H

#include "store/archive.h"
#include "tempdir.h"
#include <zlib.h>

#define CONFORMANCE TEST_SOURCE_DIR "/../shared/conformance/"

/* ---- Records made by hand ---- */

static inline void add_record(struct buf *out, const char *fields,
                              struct str block)
{
    buf_printf(out, "WARC/1.0\r\n%sContent-Length: %zu\r\n\r\n", fields,
               block.n);
    buf_add_str(out, block);
    buf_add_cstr(out, "\r\n\r\n");
}

static inline void add_response(struct buf *out, const char *uri,
                                struct str http)
{
    char fields[256];
    snprintf(fields, sizeof fields,
             "WARC-Type: response\r\nWARC-Target-URI: %s\r\n"
             "WARC-Date: 2020-01-02T03:04:05Z\r\n"
             "Content-Type: application/http; msgtype=response\r\n",
             uri);
    add_record(out, fields, http);
}

static inline void add_member(struct buf *out, struct str data)
{
    unsigned char piece[65536];
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, 0), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)data.p;
    z.avail_in = (uInt)data.n;
    int rc = Z_OK;
    while (rc == Z_OK) {
        z.next_out = piece;
        z.avail_out = sizeof piece;
        rc = deflate(&z, Z_FINISH);
        buf_add(out, piece, sizeof piece - z.avail_out);
    }
    assert_int_equal(rc, Z_STREAM_END);
    deflateEnd(&z);
}

/* ---- What the reader says of a file, in one line ---- */

static inline void describe_into(struct archive_reader *r, struct buf *out)
{
    struct archive_record record;
    struct err err = {0};
    enum archive_what what = ARCHIVE_RECORD;
    for (unsigned n = 0; what != ARCHIVE_END && n < 1000; n++) {
        what = archive_next(r, &record, &err);
        if (out->n)
            buf_add_char(out, ' ');
        if (what == ARCHIVE_RECORD) {
            buf_add_str(out, record.type);
            buf_printf(out, ":%zu%s", record.body.n,
                       record.truncated ? "!" : "");
        } else {
            buf_add_cstr(out, what == ARCHIVE_BAD     ? "BAD"
                              : what == ARCHIVE_ERROR ? "ERROR"
                                                      : "END");
        }
        if (what == ARCHIVE_BAD || what == ARCHIVE_ERROR)
            assert_non_null(strstr(err.msg, "record at byte "));
    }
    buf_truncate(out, out->n - strlen(" END"));
}

/* The records of path as "type:body-bytes ..."; the caller's, to buf_done(). */
static inline void describe(const char *path, struct buf *out)
{
    struct archive_reader *r = NULL;
    struct err err = {0};
    buf_init(out, 1u << 20);
    enum st st = archive_reader_open(path, 0, &r, &err);
    if (st != ST_OK) {
        buf_printf(out, "open: %d", (int)st);
        return;
    }
    describe_into(r, out);
    archive_reader_free(r);
}

static inline void check_bytes(const char *dir, const char *label,
                               struct str bytes, const char *want)
{
    char path[TEMP_PATH_BYTES];
    struct buf got;
    file_put(tempdir_path(path, dir, "t.warc"), bytes);
    describe(path, &got);
    if (strcmp(buf_cstr(&got), want) != 0)
        fail_msg("%s: got \"%s\", want \"%s\"", label, buf_cstr(&got), want);
    buf_done(&got);
}

static inline void add_plain_records(struct buf *out, unsigned n)
{
    for (unsigned i = 0; i < n; i++) {
        char block[64];
        snprintf(block, sizeof block, "the block of record %u", i);
        add_record(out, "WARC-Type: resource\r\n", str_from(block));
    }
}

/* n records, the file plain, in one member each, or in one member. */
static inline void make_file(struct buf *file, unsigned n, unsigned how)
{
    struct buf text;
    buf_init(&text, 1u << 20);
    buf_init(file, 1u << 20);
    for (unsigned i = 0; i < n; i++) {
        if (how == 1)
            buf_clear(&text);
        add_plain_records(&text, 1);
        if (how == 1)
            add_member(file, buf_str(&text));
    }
    if (how == 0)
        buf_add_str(file, buf_str(&text));
    if (how == 2)
        add_member(file, buf_str(&text));
    buf_done(&text);
}

#endif
