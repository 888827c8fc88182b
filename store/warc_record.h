/* SPDX-License-Identifier: MIT */
/* warc_record.h - one record that is to be written: what it says, and its head.
 *
 * Private to store/. */
#ifndef STORE_WARC_RECORD_H
#define STORE_WARC_RECORD_H

#include "store/archive.h"
#include "store/digest.h"
#include "store/warc_head.h"

struct warc_record {
    const char *type;
    char id[WARC_ID_BYTES];  /* WARC-Record-ID */
    const char *concurrent;  /* id of the record it belongs to, or NULL */
    const char *info_id;     /* of the file's warcinfo; NULL: this is it, ... */
    const char *file;        /* ... of the file of this name */
    struct str uri;          /* absent: warcinfo */
    struct str content_type; /* of the block */
    struct str ip, source, kind, board, company, note;
    const char *protocol;     /* "h2", or NULL */
    struct str http, payload; /* the block is one behind the other */
    bool payload_is_spooled;
    bool has_payload_digest;
    const struct archive_revisit *revisit; /* NULL: none */
    bool truncated;
    int64_t utc;
};

/* Put the head of r, up to the empty line, in the place of what out holds; out
 * takes ARCHIVE_HEAD_MAX_BYTES. digest gets the payload's where r has one.
 * ST_TOO_BIG: the head or the block is over its limit; ST_BUG as
 * digest_text(). */
MUST_CHECK enum st warc_record_head(const struct warc_record *r,
                                    struct buf *out,
                                    char digest[DIGEST_TEXT_BYTES],
                                    struct err *err);

#endif
