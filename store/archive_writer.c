/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "base/date.h"
#include "base/file.h"
#include "store/archive.h"
#include "store/digest.h"
#include "store/http_head.h"
#include "store/warc_head.h"
#include "store/warc_out.h"
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static_assert(sizeof(((struct archive_ref *)0)->digest) == DIGEST_TEXT_BYTES,
              "a reference holds a whole digest");

struct archive_writer {
    struct warc_out *out;
    char *software;
    uint64_t file_limit;
    bool has_records; /* more than warcinfo in the file */
    char info_id[WARC_ID_BYTES];
    struct buf fields, http;
};

/* What one record says. */
struct record {
    const char *type;
    const char *id;          /* WARC-Record-ID */
    const char *concurrent;  /* id of the record it belongs to, or NULL */
    struct str uri;          /* absent: warcinfo */
    struct str content_type; /* of the block */
    struct str ip, source, kind, board, company, note;
    const char *protocol;     /* "h2", or NULL */
    struct str http, payload; /* the block is one behind the other */
    bool has_payload_digest;
    const struct archive_revisit *revisit; /* NULL: none */
    bool truncated;
    int64_t utc;
};

static enum st put_digests(struct archive_writer *w, const struct record *r,
                           struct archive_ref *ref, struct err *err)
{
    char digest[DIGEST_TEXT_BYTES];
    const struct str block[] = {r->http, r->payload};
    enum st st = digest_text(block, 2, digest, err);
    if (st != ST_OK)
        return st;
    warc_field(&w->fields, "WARC-Block-Digest", str_from(digest));
    if (r->revisit)
        warc_field(&w->fields, "WARC-Payload-Digest", r->revisit->digest);
    if (!r->has_payload_digest)
        return ST_OK;
    st = digest_text(&r->payload, 1, digest, err);
    if (st != ST_OK)
        return st;
    warc_field(&w->fields, "WARC-Payload-Digest", str_from(digest));
    if (ref)
        memcpy(ref->digest, digest, sizeof digest);
    return ST_OK;
}

#define PROFILE "http://netpreserve.org/warc/1.1/revisit/"

static void put_revisit(struct buf *f, const struct archive_revisit *r)
{
    char date[INSTANT_TEXT_BYTES];
    warc_field(f, "WARC-Profile",
               r->not_modified ? STR(PROFILE "server-not-modified")
                               : STR(PROFILE "identical-payload-digest"));
    warc_field_uri(f, "WARC-Refers-To-Target-URI", r->uri);
    warc_field(f, "WARC-Refers-To-Date",
               str_from(instant_format(r->fetched_utc, date)));
}

static enum st put_fields(struct archive_writer *w, const struct record *r,
                          struct archive_ref *ref, struct err *err)
{
    struct buf *f = &w->fields;
    char date[INSTANT_TEXT_BYTES];
    buf_clear(f);
    buf_add_cstr(f, "WARC/1.1\r\n");
    warc_field(f, "WARC-Type", str_from(r->type));
    warc_field(f, "WARC-Record-ID", str_from(r->id));
    warc_field(f, "WARC-Date", str_from(instant_format(r->utc, date)));
    if (r->uri.p) {
        warc_field_uri(f, "WARC-Target-URI", r->uri);
        warc_field(f, "WARC-Warcinfo-ID", str_from(w->info_id));
    } else {
        warc_field(f, "WARC-Filename", str_from(warc_out_name(w->out)));
    }
    warc_field(f, "WARC-Concurrent-To", str_from(r->concurrent));
    warc_field(f, "WARC-IP-Address", r->ip);
    warc_field(f, "WARC-Protocol", str_from(r->protocol));
    if (r->truncated)
        warc_field(f, "WARC-Truncated", STR("length"));
    if (r->revisit)
        put_revisit(f, r->revisit);
    warc_field(f, "Skilltally-Source", r->source);
    warc_field(f, "Skilltally-Kind", r->kind);
    warc_field(f, "Skilltally-Board", r->board);
    warc_field(f, "Skilltally-Company", r->company);
    warc_field(f, "Skilltally-Note", r->note);
    enum st st = put_digests(w, r, ref, err);
    if (st != ST_OK)
        return st;
    warc_field(f, "Content-Type", r->content_type);
    buf_printf(f, "Content-Length: %zu\r\n\r\n", r->http.n + r->payload.n);
    return ST_OK;
}

/* What is written must be within the limits of who reads it. */
static enum st check_sizes(const struct archive_writer *w,
                           const struct record *r, struct err *err)
{
    if (w->fields.overflowed || w->http.overflowed)
        return err_set(err, ST_TOO_BIG, "a head is over %u bytes",
                       ARCHIVE_HEAD_MAX_BYTES);
    if (r->payload.n > ARCHIVE_RECORD_MAX_BYTES - r->http.n)
        return err_set(err, ST_TOO_BIG, "the body is over %u bytes",
                       ARCHIVE_RECORD_MAX_BYTES);
    return ST_OK;
}

/* *ref (may be NULL) tells where it lies. */
static enum st put_record(struct archive_writer *w, const struct record *r,
                          struct archive_ref *ref, struct err *err)
{
    uint64_t offset, bytes;
    enum st st = put_fields(w, r, ref, err);
    if (st == ST_OK)
        st = check_sizes(w, r, err);
    if (st != ST_OK)
        return st;
    const struct str parts[] = {buf_str(&w->fields), r->http, r->payload,
                                STR("\r\n\r\n")};
    st = warc_out_member(w->out, parts, sizeof parts / sizeof *parts, &offset,
                         &bytes, err);
    if (st != ST_OK || !ref)
        return st;
    snprintf(ref->file, sizeof ref->file, "%s", warc_out_name(w->out));
    ref->offset = offset;
    ref->bytes = bytes;
    return ST_OK;
}

static enum st put_warcinfo(struct archive_writer *w, int64_t utc,
                            struct err *err)
{
    enum st st = warc_new_id(w->info_id, err);
    if (st != ST_OK)
        return st;
    buf_clear(&w->http);
    warc_field(&w->http, "software", str_from(w->software));
    warc_field(&w->http, "format", STR("WARC File Format 1.1"));
    warc_field(&w->http, "conformsTo",
               STR("http://iipc.github.io/warc-specifications/specifications/"
                   "warc-format/warc-1.1/"));
    struct record r = {.type = "warcinfo",
                       .id = w->info_id,
                       .content_type = STR("application/warc-fields"),
                       .payload = buf_str(&w->http),
                       .utc = utc};
    return warc_out_settle(w->out, put_record(w, &r, NULL, err), err);
}

static enum st begin_file(struct archive_writer *w, int64_t utc,
                          struct err *err)
{
    w->has_records = false;
    enum st st = warc_out_begin(w->out, utc, err);
    if (st == ST_OK)
        st = put_warcinfo(w, utc, err);
    if (st != ST_OK && warc_out_is_open(w->out))
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
    warc_out_free(w->out);
    buf_done(&w->fields);
    buf_done(&w->http);
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
    buf_init(&w->fields, ARCHIVE_HEAD_MAX_BYTES);
    buf_init(&w->http, ARCHIVE_HEAD_MAX_BYTES);
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

static enum st put_request(struct archive_writer *w,
                           const struct archive_fetch *f, const char *id,
                           const char *response_id, struct err *err)
{
    buf_clear(&w->http);
    http_head_write_request(f->request_head, &w->http);
    struct record r = {.type = "request",
                       .id = id,
                       .concurrent = response_id,
                       .uri = f->url,
                       .content_type = STR("application/http; msgtype=request"),
                       .ip = f->ip,
                       .source = f->source,
                       .kind = f->kind,
                       .note = f->note,
                       .http = buf_str(&w->http),
                       .payload = f->request_body,
                       .utc = f->fetched_utc};
    return put_record(w, &r, NULL, err);
}

static struct record answer_record(const struct archive_fetch *f,
                                   const char *type, const char *id)
{
    return (struct record){.type = type,
                           .id = id,
                           .uri = f->url,
                           .content_type =
                               STR("application/http; msgtype=response"),
                           .ip = f->ip,
                           .source = f->source,
                           .kind = f->kind,
                           .board = f->board,
                           .company = f->company,
                           .note = f->note,
                           .truncated = f->truncated,
                           .utc = f->fetched_utc};
}

static enum st put_response(struct archive_writer *w,
                            const struct archive_fetch *f, const char *id,
                            struct archive_ref *ref, struct err *err)
{
    struct record r = answer_record(f, "response", id);
    r.payload = f->body;
    r.has_payload_digest = true;
    buf_clear(&w->http);
    r.protocol = http_head_write_decoded(f->response_head, f->body.n, &w->http);
    r.http = buf_str(&w->http);
    return put_record(w, &r, ref, err);
}

/* The head as it came, its length included: it tells of a body that is not
 * here. */
static enum st put_revisit_record(struct archive_writer *w,
                                  const struct archive_fetch *f,
                                  const struct archive_revisit *revisit,
                                  const char *id, struct archive_ref *ref,
                                  struct err *err)
{
    struct record r = answer_record(f, "revisit", id);
    r.revisit = revisit;
    buf_clear(&w->http);
    r.protocol = http_head_write_decoded(f->response_head, f->body.n, &w->http);
    r.http = buf_str(&w->http);
    snprintf(ref->digest, sizeof ref->digest, "%.*s", STR_FMT(revisit->digest));
    return put_record(w, &r, ref, err);
}

/* A request record, and the record that answers it. */
static enum st write_exchange(struct archive_writer *w,
                              const struct archive_fetch *f,
                              const struct archive_revisit *revisit,
                              struct archive_ref *ref, struct err *err)
{
    char request_id[WARC_ID_BYTES], response_id[WARC_ID_BYTES];
    struct archive_ref where;
    enum st st = warc_new_id(request_id, err);
    if (st == ST_OK)
        st = warc_new_id(response_id, err);
    if (st == ST_OK)
        st = ready(w, f->fetched_utc, err);
    if (st != ST_OK)
        return st;
    if (f->request_head.n)
        st = put_request(w, f, request_id, response_id, err);
    if (st == ST_OK && revisit)
        st = put_revisit_record(w, f, revisit, response_id, &where, err);
    else if (st == ST_OK)
        st = put_response(w, f, response_id, &where, err);
    st = warc_out_settle(w->out, st, err);
    if (st != ST_OK)
        return st;
    w->has_records = true;
    if (ref)
        *ref = where;
    return ST_OK;
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
static enum st write_alone(struct archive_writer *w, struct record *r,
                           struct archive_ref *ref, struct err *err)
{
    char id[WARC_ID_BYTES];
    struct archive_ref where = {.file = ""};
    r->id = id;
    buf_clear(&w->http);
    enum st st = warc_new_id(id, err);
    if (st == ST_OK)
        st = ready(w, r->utc, err);
    if (st == ST_OK)
        st = warc_out_settle(w->out, put_record(w, r, &where, err), err);
    if (st != ST_OK)
        return st;
    w->has_records = true;
    if (ref)
        *ref = where;
    return ST_OK;
}

enum st archive_write_metadata(struct archive_writer *w, struct str uri,
                               struct str fields, struct str source,
                               struct str kind, int64_t utc, struct err *err)
{
    struct record r = {.type = "metadata",
                       .uri = uri,
                       .content_type = STR("application/warc-fields"),
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
    struct record r = {.type = "resource",
                       .uri = uri,
                       .content_type = content_type,
                       .source = source,
                       .kind = kind,
                       .payload = body,
                       .has_payload_digest = true,
                       .utc = utc};
    return write_alone(w, &r, ref, err);
}

enum st archive_writer_sync(struct archive_writer *w, struct err *err)
{
    return warc_out_is_open(w->out) ? warc_out_sync(w->out, err) : ST_OK;
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
