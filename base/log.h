/* SPDX-License-Identifier: MIT */
/* log.h - messages from library code to whoever runs it.
 *
 * Library code never prints: it hands a line to the sink that the caller gave.
 * A struct log is passed where something can be reported that is not an error
 * of the whole call (a source that failed, a record that was skipped). */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/cleanup.h"

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

struct log {
    void (*sink)(void *ctx, enum log_level level, const char *line);
    void *ctx;
    enum log_level max; /* lines above this level are not made */
};

/* Format one line and hand it over; control bytes are shown as '?'. A NULL log
 * or sink drops it. */
void log_line(const struct log *log, enum log_level level, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

#endif
