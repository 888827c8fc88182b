/* SPDX-License-Identifier: MIT */
#include "store/warc_record.h"
#include "base/date.h"
#include <stdio.h>

static enum st put_digests(const struct warc_record *r, struct buf *f,
                           char digest[DIGEST_TEXT_BYTES], struct err *err)
{
    const struct str block[] = {r->http, r->payload};
    enum st (*digest_of)(const struct str *, size_t, char *, struct err *) =
        r->payload_is_spooled ? digest_spooled : digest_text;
    enum st st = digest_of(block, 2, digest, err);
    if (st != ST_OK)
        return st;
    warc_field(f, "WARC-Block-Digest", str_from(digest));
    if (r->revisit)
        warc_field(f, "WARC-Payload-Digest", r->revisit->digest);
    if (!r->has_payload_digest)
        return ST_OK;
    st = digest_of(&r->payload, 1, digest, err);
    if (st == ST_OK)
        warc_field(f, "WARC-Payload-Digest", str_from(digest));
    return st;
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

static void put_fields(const struct warc_record *r, struct buf *f)
{
    char date[INSTANT_TEXT_BYTES];
    buf_clear(f);
    buf_add_cstr(f, "WARC/1.1\r\n");
    warc_field(f, "WARC-Type", str_from(r->type));
    warc_field(f, "WARC-Record-ID", str_from(r->id));
    warc_field(f, "WARC-Date", str_from(instant_format(r->utc, date)));
    warc_field_uri(f, "WARC-Target-URI", r->uri);
    warc_field(f, "WARC-Warcinfo-ID", str_from(r->info_id));
    warc_field(f, "WARC-Filename", str_from(r->file));
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
}

enum st warc_record_head(const struct warc_record *r, struct buf *out,
                         char digest[DIGEST_TEXT_BYTES], struct err *err)
{
    if (r->payload.n > ARCHIVE_RECORD_MAX_BYTES - r->http.n)
        return err_set(err, ST_TOO_BIG, "the body is over %u bytes",
                       ARCHIVE_RECORD_MAX_BYTES);
    put_fields(r, out);
    enum st st = put_digests(r, out, digest, err);
    warc_field(out, "Content-Type", r->content_type);
    buf_printf(out, "Content-Length: %zu\r\n\r\n", r->http.n + r->payload.n);
    if (st == ST_OK && out->overflowed)
        return err_set(err, ST_TOO_BIG, "a head is over %u bytes",
                       ARCHIVE_HEAD_MAX_BYTES);
    return st;
}
