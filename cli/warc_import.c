/* SPDX-License-Identifier: MIT */
#include "cli/warc_import.h"
#include "base/file.h"
#include "crawler/url.h"
#include "store/digest.h"

/* So many answers are made durable together. */
#define BATCH 200u

static bool is_html(struct str type)
{
    static const char *const known[] = {"text/html", "application/xhtml+xml"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct str name = str_from(known[i]);
        if (str_eq_ascii_nocase(str_slice(type, 0, name.n), name))
            return true;
    }
    return false;
}

/* The kind by which a record is read; absent: it is passed over. */
static struct str kind_of(const struct warc_import *w,
                          const struct archive_record *r)
{
    bool answer = str_eq_ascii_nocase(r->type, STR("response"));
    if (r->truncated ||
        (answer ? r->status != 200
                : !str_eq_ascii_nocase(r->type, STR("resource"))))
        return STR_NONE;
    if (r->kind.n)
        return reader_exists(r->kind) ||
                       own_presets_find(&w->ingest->own, r->kind)
                   ? r->kind
                   : STR_NONE;
    if (!is_html(r->content_type) ||
        str_find_ascii_nocase(r->body, STR("JobPosting")) == SIZE_MAX)
        return STR_NONE;
    return STR("page");
}

/* Of what stands at uri. */
static struct str source_of(const struct warc_import *w,
                            const struct archive_record *r, struct str uri,
                            struct buf *out)
{
    struct url url = {0};
    struct err unused;
    if (r->source.n)
        return r->source;
    if (w->source.p)
        return w->source;
    bool read = url_parse(uri, &url, &unused) == ST_OK;
    buf_add_cstr(out, "page/");
    buf_add_str(out, read ? url.host : str_from(path_base(w->path)));
    url_done(&url);
    return buf_str(out);
}

static enum st archive(struct warc_import *w, const struct archive_record *r,
                       struct str source, struct str kind,
                       struct archive_ref *ref, struct err *err)
{
    const struct archive_fetch f = {.url = r->uri,
                                    .response_head = r->head,
                                    .body = r->body,
                                    .source = source,
                                    .kind = kind,
                                    .board = r->board,
                                    .company = r->company,
                                    .note = r->note,
                                    .fetched_utc = r->utc};
    if (r->head.n)
        return archive_write_fetch(w->archive, &f, ref, err);
    return archive_write_resource(w->archive, r->uri, r->content_type, r->body,
                                  source, kind, r->utc, ref, err);
}

static enum st put_answer(struct warc_import *w, const struct archive_record *r,
                          struct str source, struct str kind,
                          const struct archive_ref *ref, struct err *err)
{
    const struct record_info info = {.source = source,
                                     .kind = kind,
                                     .url = r->uri,
                                     .ref = ref,
                                     .fetched_utc = r->utc,
                                     .status = r->status};
    struct ingest_answer answer = {.kind = kind,
                                   .source = source,
                                   .board = r->board,
                                   .company = r->company,
                                   .url = r->uri,
                                   .content_type = r->content_type,
                                   .body = r->body,
                                   .place = r->uri,
                                   .first_line = 1,
                                   .seen_utc = r->utc};
    struct err why = {0};
    bool known;
    uint64_t n;
    enum st st = postings_put_record(w->ingest->store, &info, &answer.record_id,
                                     &known, err);
    if (st)
        return st;
    st = ingest_put(w->ingest, &answer, &n, &why);
    if (st == ST_BAD_INPUT || st == ST_TOO_BIG) {
        w->ingest->counts.bad++;
        return postings_put_skip(w->ingest->store, source, r->uri,
                                 str_from(why.msg), r->utc, err);
    }
    if (st) {
        *err = why;
        return st;
    }
    return postings_record_read(w->ingest->store, answer.record_id, STR_NONE,
                                STR_NONE, n, 0, err);
}

static enum st note_damage(struct warc_import *w, const struct err *why,
                           struct err *err)
{
    struct str file = str_from(path_base(w->path));
    w->n_damaged++;
    log_line(&w->ingest->cli->log, LOG_WARN, "%s: %s", w->path, why->msg);
    return postings_put_skip(w->ingest->store, w->source.p ? w->source : file,
                             file, str_from(why->msg), cli_now_utc(), err);
}

/* It has to stand in this archive too, before what is read by it. */
static enum st take_preset(struct warc_import *w,
                           const struct archive_record *r, struct err *err)
{
    struct err why = {0};
    if (own_presets_take(&w->ingest->own, r, &why) == ST_OK)
        return archive_write_metadata(w->archive, r->uri, r->body, STR_NONE,
                                      r->kind, r->utc, err);
    return note_damage(w, &why, err);
}

/* The content of a page that was taken, once more: of the URL that the record
 * names, or of its own. The archive gets a revisit record of ours. */
static enum st take_revisit(struct warc_import *w,
                            const struct archive_record *r, struct err *err)
{
    AUTO(buf_done) struct buf name;
    AUTO(auto_arena_free) struct arena *texts = arena_new();
    struct postings *store = w->ingest->store;
    struct known_record known;
    bool there = false;
    uint64_t n;
    buf_init(&name, 2 * URL_MAX_BYTES);
    struct str target = r->refers_to_uri.p ? r->refers_to_uri : r->uri;
    struct str source = source_of(w, r, target, &name);
    enum st st =
        postings_known(store, source, target, texts, &known, &there, err);
    if (st || !there || r->utc <= known.seen_utc) {
        w->n_passed += !st;
        return st;
    }
    const struct archive_revisit revisit = {.not_modified = r->status == 304,
                                            .uri = target,
                                            .digest =
                                                str_from(known.ref.digest),
                                            .fetched_utc = known.fetched_utc};
    const struct archive_fetch f = {.url = r->uri,
                                    .response_head = r->head,
                                    .source = source,
                                    .kind = r->kind.n ? r->kind : STR("page"),
                                    .board = r->board,
                                    .company = r->company,
                                    .note = r->note,
                                    .fetched_utc = r->utc};
    st = archive_write_revisit(w->archive, &f, &revisit, NULL, err);
    w->n_again += !st;
    return st ? st : postings_touch(store, known.id, r->utc, r->note, &n, err);
}

static enum st take_record(struct warc_import *w,
                           const struct archive_record *r, struct err *err)
{
    AUTO(buf_done) struct buf name;
    char digest[DIGEST_TEXT_BYTES];
    bool known = false;
    struct archive_ref ref;
    buf_init(&name, 2 * URL_MAX_BYTES);
    if (own_presets_is_record(r))
        return take_preset(w, r, err);
    if (str_eq_ascii_nocase(r->type, STR("revisit")))
        return take_revisit(w, r, err);
    struct str kind = kind_of(w, r);
    if (!kind.p) {
        w->n_passed++;
        return ST_OK;
    }
    struct str source = source_of(w, r, r->uri, &name);
    enum st st = digest_text(&r->body, 1, digest, err);
    if (!st)
        st = postings_has_digest(w->ingest->store, source, digest, &known, err);
    if (st || known) {
        w->n_known += known;
        return st;
    }
    st = archive(w, r, source, kind, &ref, err);
    if (!st)
        st = put_answer(w, r, source, kind, &ref, err);
    w->n_pages += st == ST_OK;
    return st;
}

/* Up to BATCH answers, as one transaction. *more: the file goes on. */
static enum st take_batch(struct warc_import *w, struct archive_reader *reader,
                          bool *more, struct err *err)
{
    uint64_t before = w->n_pages;
    struct archive_record r;
    struct err why = {0};
    enum archive_what what = ARCHIVE_RECORD;
    enum st st = ST_OK;
    while (!st && !cli_stop && w->n_pages - before < BATCH &&
           (what = archive_next(reader, &r, &why)) != ARCHIVE_END) {
        uint64_t at, size;
        if (what == ARCHIVE_RECORD)
            st = take_record(w, &r, err);
        else
            st = note_damage(w, &why, err);
        archive_position(reader, &at, &size);
        progress_update(&w->ingest->cli->progress, w->ingest->counts.postings,
                        at, size, str_from(path_base(w->path)));
        if (what == ARCHIVE_ERROR)
            break;
    }
    *more = what == ARCHIVE_RECORD || what == ARCHIVE_BAD;
    return st;
}

enum st warc_import(struct warc_import *w, struct err *err)
{
    AUTO(auto_archive_reader_free) struct archive_reader *reader = NULL;
    bool more = true;
    enum st st = archive_reader_open(w->path, 0, &reader, err);
    while (!st && more && !cli_stop) {
        st = postings_begin(w->ingest->store, err);
        if (!st)
            st = take_batch(w, reader, &more, err);
        if (!st)
            st = archive_writer_sync(w->archive, err);
        if (!st)
            st = postings_commit(w->ingest->store, err);
        if (st)
            postings_rollback(w->ingest->store);
    }
    return st;
}
