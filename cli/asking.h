/* SPDX-License-Identifier: MIT */
/* asking.h - options that every verb has which asks the web. */
#ifndef CLI_ASKING_H
#define CLI_ASKING_H

#include "base/err.h"
#include <stdint.h>

/* Seconds of an option, 0 for its default, as the crawl takes them: at most a
 * year. */
unsigned asking_seconds(uint64_t value);

/* That file can be read and holds a certificate in PEM, so that not every
 * source fails where one option is wrong. ST_NO_INPUT, ST_PERMISSION,
 * ST_CONFIG. */
MUST_CHECK enum st asking_check_ca_file(const char *file, struct err *err);

#endif
