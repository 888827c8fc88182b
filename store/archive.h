/* SPDX-License-Identifier: MIT */
/* archive.h - what was fetched, kept for ever: WARC 1.1, a gzip member a
 * record.
 *
 * A writer makes DIR/skilltally-YYYYMMDDhhmmss-PID-N.warc.gz.open and renames
 * it to .warc.gz when closed; a new file begins at ARCHIVE_FILE_MAX_BYTES. A
 * file left .open by a crash is whole up to its last complete member. Records
 * carry what sources.yaml says of their source in the extension fields
 * Skilltally-Source, -Kind, -Board and -Company, and which of a source's
 * answers it is in Skilltally-Note. Bodies are stored decoded (the response
 * head is written without Content-Encoding and Transfer-Encoding, with the true
 * length). */
#ifndef STORE_ARCHIVE_H
#define STORE_ARCHIVE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/log.h"
#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

#define ARCHIVE_FILE_MAX_BYTES   (1u << 30)
#define ARCHIVE_RECORD_MAX_BYTES (128u << 20)
#define ARCHIVE_HEAD_MAX_BYTES   (64u << 10)

/* Several threads may write at once: each call makes and compresses its records
 * by itself, and appends them whole. Opening, limiting and closing are for one
 * thread. */
struct archive_writer;

/* One exchange with a server. */
struct archive_fetch {
    struct str url;            /* the target */
    struct str request_head;   /* "GET /x HTTP/1.1\r\n...\r\n\r\n" */
    struct str request_body;   /* of a POST; may be absent */
    struct str response_head;  /* status line and headers, as received */
    struct str body;           /* decoded */
    struct str source, kind;   /* may be absent (robots.txt) */
    struct str board, company; /* of sources.yaml; may be absent */
    struct str note;           /* for who reads it again; may be absent */
    struct str ip;             /* peer address; may be absent */
    int64_t fetched_utc;
    bool body_is_spooled; /* it is what spool_forget() may be told of */
    bool truncated;       /* a limit cut the body (WARC-Truncated: length) */
};

/* Where a record lies. */
struct archive_ref {
    char file[128];  /* final name within the directory, no path */
    uint64_t offset; /* of the gzip member */
    uint64_t bytes;  /* compressed size of the member */
    char digest[72]; /* of the payload: "sha256:" and 64 digits, as in WARC */
};

/* Begin writing below dir (made when missing). software is the warcinfo's
 * "software" value; now_utc names the file. ST_CREATE, ST_PERMISSION. */
MUST_CHECK enum st archive_writer_open(const char *dir, const char *software,
                                       int64_t now_utc,
                                       struct archive_writer **out,
                                       struct err *err);

/* Begin a new file at file_bytes instead of ARCHIVE_FILE_MAX_BYTES. */
void archive_writer_limit(struct archive_writer *w, uint64_t file_bytes);

/* Append a request and a response record; *ref (may be NULL) tells the
 * response. ST_IO: disk full or broken; the file is cut back to the last whole
 * record, so that what was there stays readable, and a later call may succeed.
 * ST_TOO_BIG: a head or the body is over its limit; nothing is written. */
MUST_CHECK enum st archive_write_fetch(struct archive_writer *w,
                                       const struct archive_fetch *f,
                                       struct archive_ref *ref,
                                       struct err *err);

/* Content that is in the archive already. */
struct archive_revisit {
    bool not_modified; /* the server says so (304); else the bytes are equal */
    struct str uri;    /* of that record */
    struct str digest; /* of its payload */
    int64_t fetched_utc; /* its date */
};

/* Append a request and a revisit record: the head of the response, and in the
 * place of its body a reference. The statuses are those of
 * archive_write_fetch(). */
MUST_CHECK enum st archive_write_revisit(struct archive_writer *w,
                                         const struct archive_fetch *f,
                                         const struct archive_revisit *r,
                                         struct archive_ref *ref,
                                         struct err *err);

/* Append a metadata record about uri: lines "name: value" in fields. The
 * statuses are those of archive_write_fetch(). */
MUST_CHECK enum st archive_write_metadata(struct archive_writer *w,
                                          struct str uri, struct str fields,
                                          struct str source, struct str kind,
                                          int64_t utc, struct err *err);

/* Append a resource record: content that came by file, not by fetching. The
 * statuses are those of archive_write_fetch(). */
MUST_CHECK enum st
archive_write_resource(struct archive_writer *w, struct str uri,
                       struct str content_type, struct str body,
                       struct str source, struct str kind, int64_t utc,
                       struct archive_ref *ref, struct err *err);

/* Make what was written survive a loss of power. To be called before facts
 * that point into the archive are committed elsewhere. */
MUST_CHECK enum st archive_writer_sync(struct archive_writer *w,
                                       struct err *err);

/* fsync, rename to the final name, fsync the directory; frees w whatever
 * happens. A file without any record but warcinfo is removed. */
MUST_CHECK enum st archive_writer_close(struct archive_writer *w,
                                        struct err *err);
/* For error paths: close, keeping what is whole. NULL is a no-op. */
void archive_writer_abort(struct archive_writer *w);

struct archive_record {
    struct str type; /* "response", "resource", "request", "warcinfo", ... */
    struct str uri;
    struct str date;           /* WARC-Date */
    int64_t utc;               /* 0: no date that can be read */
    struct str source, kind;   /* absent when written by others */
    struct str board, company; /* as written; may be absent */
    struct str note;           /* the same */
    struct str digest;         /* WARC-Payload-Digest, as written */
    struct str refers_to_uri;  /* of a revisit; may be absent */
    struct str head;           /* HTTP head of a response; else absent */
    struct str content_type;   /* of the payload */
    int status;                /* HTTP status; 0: not HTTP */
    struct str body;           /* payload: dechunked and uncompressed */
    bool truncated;            /* WARC-Truncated, or the body ends too soon */
    uint64_t offset; /* of its gzip member; of itself in a plain file */
};

struct archive_reader;

/* Read a .warc or .warc.gz file from the start, or from a record's offset.
 * WARC 0.17 to 1.1 by any writer: a gzip member a record, the whole file in
 * one, or plain. ST_NO_INPUT, ST_PERMISSION, ST_BAD_INPUT: not WARC, or
 * empty. */
MUST_CHECK enum st archive_reader_open(const char *path, uint64_t offset,
                                       struct archive_reader **out,
                                       struct err *err);
void archive_reader_free(struct archive_reader *r); /* NULL is a no-op */

enum archive_what {
    ARCHIVE_RECORD,
    ARCHIVE_BAD, /* a record was passed over; err says offset and why */
    ARCHIVE_END,
    ARCHIVE_ERROR /* cannot go on (truncated tail, corrupt gzip); err is set */
};

/* The next record; its slices live in the reader until the next call. After
 * damage the reader goes on with the next record that can be found (once,
 * ARCHIVE_BAD); ARCHIVE_ERROR means that there is none. */
enum archive_what archive_next(struct archive_reader *r,
                               struct archive_record *out, struct err *err);

/* Bytes read and file size, for progress. */
void archive_position(const struct archive_reader *r, uint64_t *consumed_bytes,
                      uint64_t *size_bytes);

/* ---- The directory ---- */

/* Names (no path) of the archive's files in dir, in the order they were begun;
 * files still .open are among them. No directory is no files. The names live in
 * a. ST_PERMISSION, ST_IO. */
MUST_CHECK enum st archive_list(const char *dir, struct arena *a,
                                struct str **names, size_t *n, struct err *err);

/* Give files that a crash left .open their final names: cut back to the last
 * whole member, fsynced, renamed; one without records is removed. What another
 * process is writing is left alone. Each is reported to log (may be NULL). To
 * be called before a new writer is opened. ST_IO: one could not be mended; the
 * others were. */
MUST_CHECK enum st archive_recover(const char *dir, const struct log *log,
                                   struct err *err);

/* Open the record that ref leads to, in dir; a file that is still .open is
 * found as well. */
MUST_CHECK enum st archive_reader_open_ref(const char *dir,
                                           const struct archive_ref *ref,
                                           struct archive_reader **out,
                                           struct err *err);

DEFINE_AUTO(struct archive_reader *, archive_reader_free);

#endif
