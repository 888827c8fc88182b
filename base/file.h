/* SPDX-License-Identifier: MIT */
/* file.h - files written whole or not at all, and input read with a limit. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/err.h"
#include "base/str.h"
#include <stdint.h>
#include <stdio.h>

/* Make path and its parents (mode 0755). Being there already is ST_OK.
 * ST_CREATE, ST_PERMISSION: err names the part that failed. */
MUST_CHECK enum st file_mkdirs(const char *path, struct err *err);

/* Append the whole file to out. ST_NO_INPUT: no such file; ST_BAD_INPUT: not a
 * regular file or pipe; ST_TOO_BIG: over out's limit; ST_IO. */
MUST_CHECK enum st file_read(const char *path, struct buf *out,
                             struct err *err);

/* Replace path by data: written beside it, fsynced, renamed, directory
 * fsynced. On failure path is as it was and nothing is left beside it. */
MUST_CHECK enum st file_write(const char *path, struct str data,
                              struct err *err);

/* An output that appears under its name only when it is whole. */
struct file_out;

/* Open "PATH.tmp.PID" for writing (".1" and so on behind it where that is
 * taken). Path "-" means stdout, and a device or pipe is itself: both are
 * written directly. Of a symbolic link, the file behind it is replaced; the
 * mode of an old file is kept. *out is the caller's, to end with
 * file_out_commit() or file_out_abort(). ST_CREATE, ST_PERMISSION. */
MUST_CHECK enum st file_out_open(const char *path, struct file_out **out,
                                 struct err *err);
/* The stream to write to; errors may be left for the commit to find. */
FILE *file_out_stream(struct file_out *f);
/* Write data; a failure is kept, with its cause, for the commit to tell. */
void file_out_add(struct file_out *f, struct str data);
/* Flush, fsync, rename; frees f whatever happens. ST_IO: a write failed (disk
 * full included) and path is as it was. */
MUST_CHECK enum st file_out_commit(struct file_out *f, struct err *err);
void file_out_abort(struct file_out *f); /* removes the rest; NULL no-op */

/* Directory dir joined with name by one '/', appended to out. */
void path_join(struct buf *out, const char *dir, const char *name);

/* The part of path behind the last '/'. Borrowed from path. */
const char *path_base(const char *path);

#endif
