/* SPDX-License-Identifier: MIT */
/* Records are made and compressed outside the lock, which guards the file
 * alone: several threads compress at once, and what they have is appended
 * whole.
 */
#include "base/alloc.h"
#include "base/file.h"
#include "store/archive.h"
#include "store/http_head.h"
#include "store/warc_out.h"
#include "store/warc_press.h"
#include "store/warc_record.h"
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static_assert(sizeof(((struct archive_ref *)0)->digest) == DIGEST_TEXT_BYTES,
              "a reference holds a whole digest");

#define SHEETS_MAX 2

/* One record on its way into the file. */
struct sheet {
    struct warc_record r;
    struct buf head, http;
    char digest[DIGEST_TEXT_BYTES];
    bool pressed;
    size_t at, bytes; /* of the member, in the press */
};

/* Records that belong together. */
struct draft {
    struct draft *next;
    struct warc_press *press;
    struct sheet sheets[SHEETS_MAX];
    size_t n;
};

struct archive_writer {
    char *software;
    pthread_mutex_t lock; /* guards what follows */
    struct warc_out *out;
    struct draft *idle;
    uint64_t file_limit;
    bool has_records; /* more than warcinfo in the file */
    char info_id[WARC_ID_BYTES];
};

/* ---- Drafts ---- */

static struct draft *draft_new(void)
{
    struct draft *d = xalloc(sizeof *d);
    d->press = warc_press_new();
    for (size_t i = 0; i < SHEETS_MAX; i++) {
        buf_init(&d->sheets[i].head, ARCHIVE_HEAD_MAX_BYTES);
        buf_init(&d->sheets[i].http, ARCHIVE_HEAD_MAX_BYTES);
    }
    return d;
}

static void draft_free(struct draft *d)
{
    for (size_t i = 0; i < SHEETS_MAX; i++) {
        buf_done(&d->sheets[i].head);
        buf_done(&d->sheets[i].http);
    }
    warc_press_free(d->press);
    free(d);
}

static struct draft *draft_take(struct archive_writer *w)
{
    pthread_mutex_lock(&w->lock);
    struct draft *d = w->idle;
    if (d)
        w->idle = d->next;
    pthread_mutex_unlock(&w->lock);
    if (!d)
        d = draft_new();
    d->n = 0;
    return d;
}

static void draft_give(struct archive_writer *w, struct draft *d)
{
    pthread_mutex_lock(&w->lock);
    d->next = w->idle;
    w->idle = d;
    pthread_mutex_unlock(&w->lock);
}

/* A further record of d, with an id; its buffers are empty. */
static enum st add_sheet(struct draft *d, const struct warc_record *r,
                         struct sheet **out, struct err *err)
{
    struct sheet *s = &d->sheets[d->n++];
    s->r = *r;
    s->digest[0] = '\0';
    buf_clear(&s->http);
    *out = s;
    return warc_new_id(s->r.id, err);
}

static struct warc_parts parts_of(const struct sheet *s)
{
    return (struct warc_parts){.head = buf_str(&s->head),
                               .http = s->r.http,
                               .payload = s->r.payload,
                               .payload_is_spooled = s->r.payload_is_spooled,
                               .end = STR("\r\n\r\n")};
}

static enum st press(struct draft *d, struct sheet *s, struct err *err)
{
    const struct warc_parts p = parts_of(s);
    const struct str parts[] = {p.head, p.http, p.payload, p.end};
    s->pressed =
        p.head.n + p.http.n + p.payload.n + p.end.n <= WARC_PRESS_MAX_BYTES;
    return s->pressed
               ? warc_press_member(d->press, parts, 4, &s->at, &s->bytes, err)
               : ST_OK;
}

/* Make the records of d ready for the file of this warcinfo. */
static enum st finish_draft(struct draft *d, const char *info_id,
                            struct err *err)
{
    enum st st = ST_OK;
    warc_press_clear(d->press);
    for (size_t i = 0; st == ST_OK && i < d->n; i++) {
        struct sheet *s = &d->sheets[i];
        s->r.info_id = info_id;
        if (s->http.overflowed)
            st = err_set(err, ST_TOO_BIG, "a head is over %u bytes",
                         ARCHIVE_HEAD_MAX_BYTES);
        if (st == ST_OK)
            st = warc_record_head(&s->r, &s->head, s->digest, err);
        if (st == ST_OK)
            st = press(d, s, err);
    }
    return st;
}

/* ---- The file; all of it under the lock ---- */

static enum st append_sheet(struct archive_writer *w, const struct draft *d,
                            const struct sheet *s, struct archive_ref *ref,
                            struct err *err)
{
    const struct warc_parts parts = parts_of(s);
    struct str made = warc_press_bytes(d->press);
    ref->bytes = s->bytes;
    memcpy(ref->digest, s->digest, sizeof ref->digest);
    snprintf(ref->file, sizeof ref->file, "%s", warc_out_name(w->out));
    return s->pressed
               ? warc_out_pressed(w->out,
                                  str_slice(made, s->at, s->at + s->bytes),
                                  &ref->offset, err)
               : warc_out_member(w->out, &parts, &ref->offset, &ref->bytes,
                                 err);
}

/* *ref tells where the last record of d lies. */
static enum st append(struct archive_writer *w, const struct draft *d,
                      struct archive_ref *ref, struct err *err)
{
    enum st st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < d->n; i++)
        st = append_sheet(w, d, &d->sheets[i], ref, err);
    return warc_out_settle(w->out, st, err);
}

static enum st put_warcinfo(struct archive_writer *w, struct draft *d,
                            int64_t utc, struct err *err)
{
    const struct warc_record r = {.type = "warcinfo",
                                  .file = warc_out_name(w->out),
                                  .content_type =
                                      STR("application/warc-fields"),
                                  .utc = utc};
    struct archive_ref unused;
    struct sheet *s;
    enum st st = add_sheet(d, &r, &s, err);
    if (st != ST_OK)
        return st;
    warc_field(&s->http, "software", str_from(w->software));
    warc_field(&s->http, "format", STR("WARC File Format 1.1"));
    warc_field(&s->http, "conformsTo",
               STR("http://iipc.github.io/warc-specifications/specifications/"
                   "warc-format/warc-1.1/"));
    s->r.payload = buf_str(&s->http);
    st = finish_draft(d, NULL, err);
    if (st == ST_OK)
        st = append(w, d, &unused, err);
    memcpy(w->info_id, s->r.id, sizeof w->info_id);
    return st;
}

static enum st begin_file(struct archive_writer *w, int64_t utc,
                          struct err *err)
{
    w->has_records = false;
    enum st st = warc_out_begin(w->out, utc, err);
    if (st != ST_OK)
        return st;
    struct draft *d = draft_new();
    st = put_warcinfo(w, d, utc, err);
    draft_free(d);
    if (st != ST_OK)
        warc_out_discard(w->out);
    return st;
}

/* A file with room for more. */
static enum st ready(struct archive_writer *w, int64_t utc, struct err *err)
{
    enum st st = ST_OK;
    if (warc_out_is_open(w->out) && w->has_records &&
        warc_out_bytes(w->out) >= w->file_limit)
        st = warc_out_finish(w->out, err);
    if (st == ST_OK && !warc_out_is_open(w->out))
        st = begin_file(w, utc, err);
    return st;
}

/* ---- The writer ---- */

static void free_writer(struct archive_writer *w)
{
    while (w->idle) {
        struct draft *d = w->idle;
        w->idle = d->next;
        draft_free(d);
    }
    warc_out_free(w->out);
    pthread_mutex_destroy(&w->lock);
    free(w->software);
    free(w);
}

DEFINE_AUTO(struct archive_writer *, free_writer);

enum st archive_writer_open(const char *dir, const char *software,
                            int64_t now_utc, struct archive_writer **out,
                            struct err *err)
{
    AUTO(auto_free_writer)
    struct archive_writer *w = xalloc(sizeof *w);
    w->software = xstrdup(software);
    w->file_limit = ARCHIVE_FILE_MAX_BYTES;
    pthread_mutex_init(&w->lock, NULL);
    enum st st = file_mkdirs(dir, err);
    if (st == ST_OK)
        st = warc_out_new(dir, &w->out, err);
    if (st == ST_OK)
        st = begin_file(w, now_utc, err);
    if (st != ST_OK)
        return st;
    *out = w;
    w = NULL;
    return ST_OK;
}

void archive_writer_limit(struct archive_writer *w, uint64_t file_bytes)
{
    w->file_limit = file_bytes;
}

static enum st begin_draft(struct archive_writer *w, int64_t utc,
                           char info_id[WARC_ID_BYTES], struct err *err)
{
    pthread_mutex_lock(&w->lock);
    enum st st = ready(w, utc, err);
    memcpy(info_id, w->info_id, sizeof w->info_id);
    pthread_mutex_unlock(&w->lock);
    return st;
}

/* *again: another file was begun meanwhile, and nothing was appended. */
static enum st end_draft(struct archive_writer *w, const struct draft *d,
                         const char *info_id, struct archive_ref *ref,
                         bool *again, struct err *err)
{
    enum st st = ST_OK;
    pthread_mutex_lock(&w->lock);
    *again = !warc_out_is_open(w->out) || strcmp(info_id, w->info_id) != 0;
    if (!*again)
        st = append(w, d, ref, err);
    w->has_records |= st == ST_OK && !*again;
    pthread_mutex_unlock(&w->lock);
    return st;
}

/* Append what d holds, give it back; *ref (may be NULL) tells the last record.
 */
static enum st write_draft(struct archive_writer *w, struct draft *d,
                           struct archive_ref *ref, struct err *err)
{
    char info_id[WARC_ID_BYTES];
    struct archive_ref where;
    bool again = true;
    enum st st = ST_OK;
    while (st == ST_OK && again) {
        st = begin_draft(w, d->sheets[0].r.utc, info_id, err);
        if (st == ST_OK)
            st = finish_draft(d, info_id, err);
        if (st == ST_OK)
            st = end_draft(w, d, info_id, &where, &again, err);
    }
    draft_give(w, d);
    if (st == ST_OK && ref)
        *ref = where;
    return st;
}

/* ---- What is written ---- */

static enum st add_request(struct draft *d, const struct archive_fetch *f,
                           struct sheet **out, struct err *err)
{
    const struct warc_record r = {.type = "request",
                                  .uri = f->url,
                                  .content_type =
                                      STR("application/http; msgtype=request"),
                                  .ip = f->ip,
                                  .source = f->source,
                                  .kind = f->kind,
                                  .note = f->note,
                                  .payload = f->request_body,
                                  .utc = f->fetched_utc};
    enum st st = add_sheet(d, &r, out, err);
    if (st != ST_OK)
        return st;
    http_head_write_request(f->request_head, &(*out)->http);
    (*out)->r.http = buf_str(&(*out)->http);
    return ST_OK;
}

/* The response, or in the place of its body what it is the same as: the head
 * is as it came, its length included, and tells of a body that is not here. */
static enum st add_answer(struct draft *d, const struct archive_fetch *f,
                          const struct archive_revisit *revisit,
                          struct sheet **out, struct err *err)
{
    const struct warc_record r = {
        .type = revisit ? "revisit" : "response",
        .uri = f->url,
        .content_type = STR("application/http; msgtype=response"),
        .ip = f->ip,
        .source = f->source,
        .kind = f->kind,
        .board = f->board,
        .company = f->company,
        .note = f->note,
        .payload = revisit ? STR_NONE : f->body,
        .payload_is_spooled = f->body_is_spooled && !revisit,
        .has_payload_digest = !revisit,
        .revisit = revisit,
        .truncated = f->truncated,
        .utc = f->fetched_utc};
    enum st st = add_sheet(d, &r, out, err);
    if (st != ST_OK)
        return st;
    struct sheet *s = *out;
    s->r.protocol =
        http_head_write_decoded(f->response_head, f->body.n, &s->http);
    s->r.http = buf_str(&s->http);
    return ST_OK;
}

/* A request record, and the record that answers it. */
static enum st write_exchange(struct archive_writer *w,
                              const struct archive_fetch *f,
                              const struct archive_revisit *revisit,
                              struct archive_ref *ref, struct err *err)
{
    struct draft *d = draft_take(w);
    struct sheet *request = NULL, *answer;
    enum st st = ST_OK;
    if (f->request_head.n)
        st = add_request(d, f, &request, err);
    if (st == ST_OK)
        st = add_answer(d, f, revisit, &answer, err);
    if (st != ST_OK) {
        draft_give(w, d);
        return st;
    }
    if (request)
        request->r.concurrent = answer->r.id;
    st = write_draft(w, d, ref, err);
    if (st == ST_OK && ref && revisit)
        snprintf(ref->digest, sizeof ref->digest, "%.*s",
                 STR_FMT(revisit->digest));
    return st;
}

enum st archive_write_fetch(struct archive_writer *w,
                            const struct archive_fetch *f,
                            struct archive_ref *ref, struct err *err)
{
    return write_exchange(w, f, NULL, ref, err);
}

enum st archive_write_revisit(struct archive_writer *w,
                              const struct archive_fetch *f,
                              const struct archive_revisit *r,
                              struct archive_ref *ref, struct err *err)
{
    return write_exchange(w, f, r, ref, err);
}

/* A record that answers no request. */
static enum st write_alone(struct archive_writer *w,
                           const struct warc_record *r, struct archive_ref *ref,
                           struct err *err)
{
    struct draft *d = draft_take(w);
    struct sheet *s;
    enum st st = add_sheet(d, r, &s, err);
    if (st == ST_OK)
        return write_draft(w, d, ref, err);
    draft_give(w, d);
    return st;
}

enum st archive_write_metadata(struct archive_writer *w, struct str uri,
                               struct str fields, struct str source,
                               struct str kind, int64_t utc, struct err *err)
{
    const struct warc_record r = {.type = "metadata",
                                  .uri = uri,
                                  .content_type =
                                      STR("application/warc-fields"),
                                  .source = source,
                                  .kind = kind,
                                  .payload = fields,
                                  .utc = utc};
    return write_alone(w, &r, NULL, err);
}

enum st archive_write_resource(struct archive_writer *w, struct str uri,
                               struct str content_type, struct str body,
                               struct str source, struct str kind, int64_t utc,
                               struct archive_ref *ref, struct err *err)
{
    const struct warc_record r = {.type = "resource",
                                  .uri = uri,
                                  .content_type = content_type,
                                  .source = source,
                                  .kind = kind,
                                  .payload = body,
                                  .has_payload_digest = true,
                                  .utc = utc};
    return write_alone(w, &r, ref, err);
}

/* ---- The end ---- */

enum st archive_writer_sync(struct archive_writer *w, struct err *err)
{
    int fd = -1;
    pthread_mutex_lock(&w->lock);
    enum st st =
        warc_out_is_open(w->out) ? warc_out_handle(w->out, &fd, err) : ST_OK;
    pthread_mutex_unlock(&w->lock);
    if (fd < 0)
        return st;
    if (fsync(fd) != 0)
        st = err_errno(err, ST_IO, errno, "sync the archive");
    close(fd);
    return st;
}

enum st archive_writer_close(struct archive_writer *w, struct err *err)
{
    enum st st = ST_OK;
    if (warc_out_is_open(w->out) && w->has_records)
        st = warc_out_finish(w->out, err);
    else if (warc_out_is_open(w->out))
        warc_out_discard(w->out);
    free_writer(w);
    return st;
}

void archive_writer_abort(struct archive_writer *w)
{
    if (w && archive_writer_close(w, NULL) != ST_OK)
        return; /* what is whole can be read from the .open file */
}
