/* SPDX-License-Identifier: MIT */
#include "base/log.h"
#include "base/utf8.h"
#include <stdarg.h>
#include <stdio.h>

#define LOG_LINE_BYTES 1024

void log_line(const struct log *log, enum log_level level, const char *fmt, ...)
{
    if (!log || !log->sink || level > log->max)
        return;
    char line[LOG_LINE_BYTES];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    utf8_make_printable(line);
    log->sink(log->ctx, level, line);
}
