/* SPDX-License-Identifier: MIT */
#include "base/err.h"
#include "base/utf8.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

enum st err_set(struct err *err, enum st code, const char *fmt, ...)
{
    if (!err)
        return code;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(err->msg, sizeof err->msg, fmt, ap);
    va_end(ap);
    utf8_make_printable(err->msg); /* it may quote what came from outside */
    err->code = code;
    return code;
}

enum st err_errno(struct err *err, enum st code, int eno, const char *fmt, ...)
{
    if (!err)
        return code;
    char what[ERR_MSG_BYTES];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(what, sizeof what, fmt, ap);
    va_end(ap);
    char words[80];
    return err_set(err, code, "%s: %s", what,
                   strerror_r(eno, words, sizeof words));
}

enum st err_prefix(struct err *err, const char *fmt, ...)
{
    if (!err)
        return ST_BUG;
    char old[ERR_MSG_BYTES], place[ERR_MSG_BYTES];
    memcpy(old, err->msg, sizeof old);
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(place, sizeof place, fmt, ap);
    va_end(ap);
    return err_set(err, err->code, "%s: %s", place, old);
}

enum st st_from_errno(int eno)
{
    switch (eno) {
    case ENOENT:
    case ENOTDIR:
        return ST_NO_INPUT;
    case EACCES:
    case EPERM:
    case EROFS:
        return ST_PERMISSION;
    default:
        return ST_IO;
    }
}

int st_exit_code(enum st st)
{
    static const int codes[] = {
        [ST_OK] = EX_OK,
        [ST_BAD_INPUT] = EX_DATAERR,
        [ST_NO_INPUT] = EX_NOINPUT,
        [ST_TOO_BIG] = EX_DATAERR,
        [ST_CREATE] = EX_CANTCREAT,
        [ST_IO] = EX_IOERR,
        [ST_BUSY] = EX_TEMPFAIL,
        [ST_PERMISSION] = EX_NOPERM,
        [ST_CONFIG] = EX_CONFIG,
        [ST_BUG] = EX_SOFTWARE,
    };
    return codes[st];
}
