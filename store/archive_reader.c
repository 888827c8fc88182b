/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "store/archive.h"
#include "store/http_body.h"
#include "store/http_head.h"
#include "store/warc_head.h"
#include "store/warc_in.h"
#include <stdlib.h>
#include <string.h>

#define KEEP_BYTES         (4u << 20) /* buffers larger than this are let go */
#define URI_SHOWN_BYTES    100
#define PEEK_BYTES         32
#define VERSION_LINE_BYTES 9 /* "WARC/1.1" and the end of the line */

struct archive_reader {
    struct warc_in *in;
    struct buf head, block, spare[2];
    struct arena *arena;
    struct warc_head fields; /* of the record being read */
    uint64_t offset;         /* of the record being read */
    uint64_t last_member;    /* member of the byte read last */
    bool ended;
};

/* How reading one record went. */
enum got {
    GOT_ALL,
    GOT_BAD,  /* a bad record; the next one must be searched for */
    GOT_CUT,  /* the input ends inside the record */
    GOT_LOST, /* corrupt gzip */
};

static enum got bad(struct err *err, const char *words)
{
    err_set(err, ST_BAD_INPUT, "%s", words);
    return GOT_BAD;
}

static enum got stopped(struct archive_reader *r, enum warc_in_what what,
                        struct err *err)
{
    err_set(err, ST_BAD_INPUT, "%s",
            what == WARC_IN_END ? "the file ends inside the record"
                                : warc_in_words(r->in));
    return what == WARC_IN_BAD ? GOT_LOST : GOT_CUT;
}

static void skip(struct archive_reader *r, size_t n)
{
    r->last_member = warc_in_offset(r->in);
    warc_in_skip(r->in, n);
}

static enum warc_in_what skip_newlines(struct archive_reader *r)
{
    struct str s;
    for (;;) {
        enum warc_in_what what = warc_in_peek(r->in, 1, &s);
        if (what != WARC_IN_DATA || (*s.p != '\r' && *s.p != '\n'))
            return what;
        skip(r, 1);
    }
}

/* The lines up to the empty one, which is not kept. */
static enum got read_head(struct archive_reader *r, struct err *err)
{
    size_t line = 0; /* where the line being read begins */
    for (;;) {
        struct str s;
        enum warc_in_what what = warc_in_chunk(r->in, &s);
        if (what != WARC_IN_DATA)
            return stopped(r, what, err);
        size_t end = str_find(s, STR("\n"));
        s = str_slice(s, 0, end == SIZE_MAX ? s.n : end + 1);
        if (!buf_add_str(&r->head, s))
            return bad(err, "its head is over the limit");
        skip(r, s.n);
        if (end == SIZE_MAX)
            continue;
        struct str text = buf_str(&r->head);
        if (str_trim(str_slice(text, line, text.n)).n == 0) {
            buf_truncate(&r->head, line);
            return GOT_ALL;
        }
        line = text.n;
    }
}

static bool begins_record(struct archive_reader *r)
{
    struct str s;
    return warc_in_peek(r->in, PEEK_BYTES, &s) == WARC_IN_DATA &&
           warc_in_is_record(s);
}

/* What may follow a block: two empty lines, whatever comes then; or the next
 * record; or nothing. */
static bool ends_well(struct str s)
{
    if (str_starts(s, STR("\r\n\r\n")) || str_starts(s, STR("\n\n")))
        return true;
    while (s.n && (s.p[0] == '\r' || s.p[0] == '\n'))
        s = str_slice(s, 1, s.n);
    return str_starts(STR("WARC/"), str_slice(s, 0, 5));
}

/* In a plain file a wrong length is seen before anything is read by it: the
 * search for the next record can then begin at the block. */
static enum got check_length(struct archive_reader *r, struct err *err)
{
    char bytes[16];
    size_t n;
    uint64_t at, size, length = r->fields.length_bytes;
    if (!warc_in_look_ahead(r->in, length, sizeof bytes, bytes, &n))
        return GOT_ALL;
    warc_in_position(r->in, &at, &size);
    if (length > size - at) {
        stopped(r, WARC_IN_END, err);
        return GOT_CUT;
    }
    if (!ends_well((struct str){bytes, n}))
        return bad(err, "Content-Length does not lead to its end");
    return GOT_ALL;
}

static enum got read_block(struct archive_reader *r, struct err *err)
{
    uint64_t left = r->fields.length_bytes;
    bool keep = left <= ARCHIVE_RECORD_MAX_BYTES;
    while (left > 0) {
        struct str s;
        enum warc_in_what what = warc_in_peek(r->in, PEEK_BYTES, &s);
        if (what == WARC_IN_DATA && warc_in_at_member(r->in) &&
            warc_in_is_record(s))
            return bad(err, "Content-Length goes beyond its end");
        if (what == WARC_IN_DATA)
            what = warc_in_chunk(r->in, &s);
        if (what != WARC_IN_DATA)
            return stopped(r, what, err);
        if (s.n > left)
            s.n = (size_t)left;
        if (keep)
            buf_add_str(&r->block, s);
        skip(r, s.n);
        left -= s.n;
    }
    return GOT_ALL;
}

/* Looking behind the block also makes zlib verify the member's checksum; bytes
 * that a corrupt member gives before it are not taken for another record. */
static enum got check_end(struct archive_reader *r, struct err *err)
{
    struct str s;
    uint64_t member = r->last_member;
    enum warc_in_what what = warc_in_peek(r->in, PEEK_BYTES, &s);
    bool fits =
        what != WARC_IN_DATA || warc_in_at_member(r->in) || ends_well(s);
    if (fits)
        what = skip_newlines(r);
    if (fits && what == WARC_IN_DATA && warc_in_is_gzip(r->in))
        fits = warc_in_at_member(r->in) || begins_record(r);
    if (!fits)
        return bad(err, "Content-Length does not lead to its end");
    if (what == WARC_IN_DATA || what == WARC_IN_END ||
        warc_in_stop_offset(r->in) != member)
        return GOT_ALL;
    return stopped(r, what, err);
}

/* A version line, or the beginning of one that the file ends in. */
static enum got check_version(struct archive_reader *r, struct err *err)
{
    struct str s = STR("");
    if (begins_record(r))
        return GOT_ALL;
    enum warc_in_what what = warc_in_peek(r->in, PEEK_BYTES, &s);
    bool is_start = str_starts(STR("WARC/"), str_slice(s, 0, 5));
    if (what == WARC_IN_DATA && is_start && s.n < VERSION_LINE_BYTES)
        return stopped(r, WARC_IN_END, err);
    return bad(err, "no WARC record begins here");
}

static enum got read_record(struct archive_reader *r, struct err *err)
{
    enum got got = check_version(r, err);
    if (got == GOT_ALL)
        got = read_head(r, err);
    if (got != GOT_ALL)
        return got;
    warc_head_unfold(&r->head);
    if (warc_head_parse(buf_str(&r->head), r->arena, &r->fields, err) != ST_OK)
        return GOT_BAD;
    got = check_length(r, err);
    if (got == GOT_ALL)
        got = read_block(r, err);
    if (got == GOT_ALL)
        got = check_end(r, err);
    return got;
}

/* Go to where the next record begins: at the start of a line or of a member.
 * False when there is none. */
static bool find_record(struct archive_reader *r)
{
    bool line_start = true; /* we come from the end of a head or a block */
    for (;;) {
        struct str s;
        enum warc_in_what what = warc_in_peek(r->in, PEEK_BYTES, &s);
        if (what != WARC_IN_DATA)
            return what != WARC_IN_END && warc_in_next_member(r->in);
        if ((line_start || warc_in_at_member(r->in)) && warc_in_is_record(s))
            return true;
        what = warc_in_chunk(r->in, &s);
        size_t end = str_find(s, STR("\n"));
        line_start = end != SIZE_MAX;
        skip(r, line_start ? end + 1 : s.n);
    }
}

/* Put the place in front of the words. */
static void name_record(const struct archive_reader *r, struct err *err)
{
    struct str uri = str_slice(r->fields.uri, 0, URI_SHOWN_BYTES);
    if (uri.n)
        err_prefix(err, "record at byte %llu (%.*s)",
                   (unsigned long long)r->offset, STR_FMT(uri));
    else
        err_prefix(err, "record at byte %llu", (unsigned long long)r->offset);
}

static enum archive_what give_up_record(struct archive_reader *r, enum got got,
                                        struct err *err)
{
    name_record(r, err);
    bool found = got == GOT_LOST || (got == GOT_CUT && warc_in_is_gzip(r->in))
                     ? warc_in_next_member(r->in)
                     : find_record(r);
    r->ended = !found;
    return found || got == GOT_BAD ? ARCHIVE_BAD : ARCHIVE_ERROR;
}

static bool is_response(const struct archive_reader *r)
{
    return str_eq_ascii_nocase(r->fields.type, STR("response")) ||
           str_eq_ascii_nocase(r->fields.type, STR("revisit"));
}

/* The HTTP response inside the block, decoded. */
static enum st read_http(struct archive_reader *r, struct archive_record *out,
                         struct err *err)
{
    struct http_head http;
    struct str block = out->body;
    if (!str_starts(block, STR("HTTP/")))
        return ST_OK;
    if (!http_head_parse(block, ARCHIVE_HEAD_MAX_BYTES, &http))
        return err_set(err, ST_BAD_INPUT, "its HTTP head does not end");
    bool cut = false;
    if (str_eq_ascii_nocase(out->type, STR("revisit"))) {
        /* Its length is that of a body which is elsewhere. */
        out->head = http.text;
        out->status = http.status;
        out->content_type = http.content_type;
        out->body = str_slice(block, http.text.n, block.n);
        return ST_OK;
    }
    enum st st = http_body_decode(str_slice(block, http.text.n, block.n), &http,
                                  r->spare, &out->body, &cut, err);
    out->head = http.text;
    out->status = http.status;
    out->content_type = http.content_type;
    out->truncated = out->truncated || cut;
    return st;
}

static enum archive_what finish_record(struct archive_reader *r,
                                       struct archive_record *out,
                                       struct err *err)
{
    const struct warc_head *f = &r->fields;
    struct archive_record record = {.type = f->type,
                                    .uri = f->uri,
                                    .date = f->date,
                                    .utc = f->utc,
                                    .source = f->source,
                                    .kind = f->kind,
                                    .board = f->board,
                                    .company = f->company,
                                    .note = f->note,
                                    .digest = f->digest,
                                    .refers_to_uri = f->refers_to,
                                    .content_type = f->content_type,
                                    .truncated = f->truncated,
                                    .body = buf_str(&r->block),
                                    .offset = r->offset};
    enum st st = ST_OK;
    if (f->length_bytes > ARCHIVE_RECORD_MAX_BYTES)
        st = err_set(err, ST_TOO_BIG, "its %llu bytes are over the limit",
                     (unsigned long long)f->length_bytes);
    else if (is_response(r))
        st = read_http(r, &record, err);
    if (st == ST_OK) {
        *out = record;
        return ARCHIVE_RECORD;
    }
    name_record(r, err);
    return ARCHIVE_BAD;
}

static void clear(struct buf *b)
{
    if (b->cap > KEEP_BYTES)
        buf_done(b);
    buf_clear(b);
}

static void forget_record(struct archive_reader *r)
{
    clear(&r->head);
    clear(&r->block);
    clear(&r->spare[0]);
    clear(&r->spare[1]);
    arena_reset(r->arena);
    r->fields = (struct warc_head){.type = STR_NONE};
}

enum archive_what archive_next(struct archive_reader *r,
                               struct archive_record *out, struct err *err)
{
    struct err unwanted;
    err = err ? err : &unwanted;
    if (r->ended)
        return ARCHIVE_END;
    forget_record(r);
    enum warc_in_what what = skip_newlines(r);
    if (what == WARC_IN_END) {
        r->ended = true;
        return ARCHIVE_END;
    }
    r->offset = what == WARC_IN_DATA ? warc_in_offset(r->in)
                                     : warc_in_stop_offset(r->in);
    enum got got =
        what == WARC_IN_DATA ? read_record(r, err) : stopped(r, what, err);
    if (got != GOT_ALL)
        return give_up_record(r, got, err);
    return finish_record(r, out, err);
}

/* WARC, or gzip that is corrupt from its start: archive_next() says more. */
static enum st check_format(struct archive_reader *r, const char *path,
                            struct err *err)
{
    struct str s;
    enum warc_in_what what = skip_newlines(r);
    if (what == WARC_IN_END)
        return err_set(err, ST_BAD_INPUT, "%s is empty: no WARC record in it",
                       path);
    if (what != WARC_IN_DATA || begins_record(r))
        return ST_OK;
    if (warc_in_peek(r->in, 9, &s) == WARC_IN_DATA &&
        str_starts(s, STR("filedesc:")))
        return err_set(err, ST_BAD_INPUT,
                       "%s is ARC, the older format: convert it to WARC first",
                       path);
    return err_set(err, ST_BAD_INPUT, "%s is not WARC", path);
}

enum st archive_reader_open(const char *path, uint64_t offset,
                            struct archive_reader **out, struct err *err)
{
    AUTO(auto_archive_reader_free)
    struct archive_reader *r = xalloc(sizeof *r);
    r->arena = arena_new();
    buf_init(&r->head, ARCHIVE_HEAD_MAX_BYTES);
    buf_init(&r->block, ARCHIVE_RECORD_MAX_BYTES);
    buf_init(&r->spare[0], ARCHIVE_RECORD_MAX_BYTES);
    buf_init(&r->spare[1], ARCHIVE_RECORD_MAX_BYTES);
    enum st st = warc_in_open(path, offset, &r->in, err);
    if (st == ST_OK)
        st = check_format(r, path, err);
    if (st != ST_OK)
        return st;
    *out = r;
    r = NULL;
    return ST_OK;
}

void archive_reader_free(struct archive_reader *r)
{
    if (!r)
        return;
    warc_in_free(r->in);
    buf_done(&r->head);
    buf_done(&r->block);
    buf_done(&r->spare[0]);
    buf_done(&r->spare[1]);
    arena_free(r->arena);
    free(r);
}

void archive_position(const struct archive_reader *r, uint64_t *consumed_bytes,
                      uint64_t *size_bytes)
{
    warc_in_position(r->in, consumed_bytes, size_bytes);
}
