/* SPDX-License-Identifier: MIT */
/* warc_out.h - the file behind an archive writer: gzip members appended whole
 * or not at all, under a name that is final only when the file is.
 *
 * Private to store/. */
#ifndef STORE_WARC_OUT_H
#define STORE_WARC_OUT_H

#include "base/err.h"
#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

struct warc_out;

/* A writer of files in dir, which is there; none is open yet. */
MUST_CHECK enum st warc_out_new(const char *dir, struct warc_out **out,
                                struct err *err);
void warc_out_free(struct warc_out *o); /* closes; NULL is a no-op */

/* Create DIR/skilltally-YYYYMMDDhhmmss-PID-N.warc.gz.open, a name that nobody
 * has. The file is locked (flock) while it is written: whoever tidies up after
 * a crash can tell that it is alive. ST_CREATE, ST_PERMISSION. */
MUST_CHECK enum st warc_out_begin(struct warc_out *o, int64_t utc,
                                  struct err *err);
bool warc_out_is_open(const struct warc_out *o);
const char *warc_out_name(const struct warc_out *o); /* the final name */
uint64_t warc_out_bytes(const struct warc_out *o);   /* whole members */

/* A record, one part behind the other; any may be absent. */
struct warc_parts {
    struct str head, http, payload, end;
    bool payload_is_spooled; /* spool_forget() is told of what was read */
};

/* Compress a record as the next member. ST_IO, and then warc_out_settle() is to
 * be called with it. */
MUST_CHECK enum st warc_out_member(struct warc_out *o,
                                   const struct warc_parts *parts,
                                   uint64_t *offset, uint64_t *bytes,
                                   struct err *err);

/* The same for members that are compressed already. */
MUST_CHECK enum st warc_out_pressed(struct warc_out *o, struct str members,
                                    uint64_t *offset, struct err *err);

/* The members since the last call become part of the file when st is ST_OK;
 * otherwise, or when they cannot be written, the file is cut back to what it
 * had. Returns st or ST_IO. */
MUST_CHECK enum st warc_out_settle(struct warc_out *o, enum st st,
                                   struct err *err);

/* A descriptor of the file for who wants to fsync() and close() it, while
 * others write. The directory was synced when the file was begun. ST_IO. */
MUST_CHECK enum st warc_out_handle(const struct warc_out *o, int *fd,
                                   struct err *err);

/* Close the file under its final name: fsynced, renamed, its directory fsynced.
 * After a failure it stays .open. */
MUST_CHECK enum st warc_out_finish(struct warc_out *o, struct err *err);

/* Close and remove the file. */
void warc_out_discard(struct warc_out *o);

DEFINE_AUTO(struct warc_out *, warc_out_free);

#endif
