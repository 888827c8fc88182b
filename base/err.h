/* SPDX-License-Identifier: MIT */
/* err.h - how a function says that it failed, and where.
 *
 * A fallible function returns enum st and takes `struct err *err` last. Deep
 * code writes the fact ("line 12: bad alias"); callers may put the place in
 * front. err may be NULL where the caller does not want the words. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/cleanup.h"
#include <stdarg.h>

#define ERR_MSG_BYTES 256

enum st {
    ST_OK = 0,
    ST_BAD_INPUT,  /* data is malformed (exit 65) */
    ST_NO_INPUT,   /* a file or record that should be there is not (66) */
    ST_TOO_BIG,    /* a limit was passed (65) */
    ST_CREATE,     /* an output cannot be created (73) */
    ST_IO,         /* reading or writing failed, disk full included (74) */
    ST_BUSY,       /* somebody else holds it; try again (75) */
    ST_PERMISSION, /* not allowed (77) */
    ST_CONFIG,     /* configuration, taxonomy or store version (78) */
    ST_BUG         /* our own mistake (70) */
};

struct err {
    enum st code;
    char msg[ERR_MSG_BYTES]; /* one line, no newline; "" when code is ST_OK */
};

/* Write code and a message (cut to fit, control bytes shown as '?').
 * Returns code, so that `return err_set(...)` reads well. */
enum st err_set(struct err *err, enum st code, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* Like err_set, with ": " and the words of errno value eno at the end. */
enum st err_errno(struct err *err, enum st code, int eno, const char *fmt, ...)
    PRINTF_LIKE(4, 5);

/* Put a formatted place and ": " in front of the message there is. Returns the
 * code there is. */
enum st err_prefix(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The status that fits errno after a failed open or write: ST_NO_INPUT for
 * ENOENT, ST_PERMISSION for EACCES and EPERM, ST_IO otherwise. */
enum st st_from_errno(int eno);

/* The process exit code for a status, as sysexits.h has them. */
int st_exit_code(enum st st);

#endif
