/* SPDX-License-Identifier: MIT */
/* reread.h - a stored posting out of its archive record again. */
#ifndef CLI_REREAD_H
#define CLI_REREAD_H

#include "cli/cli.h"
#include "cli/rules.h"
#include "extract/trace.h"
#include "store/archive.h"

/* Read the record that ref leads to, find the posting p in it and trace its
 * mentions; everything lives in a. ST_NO_INPUT: there is no record, or the
 * posting is not in it; ST_BAD_INPUT, ST_IO and the like: it cannot be read.
 * The posting can be shown without: err says what is missing. */
MUST_CHECK enum st reread_posting(const struct cli *cli, struct rules *rules,
                                  const struct posting *p,
                                  const struct archive_ref *ref,
                                  struct arena *a, struct trace *out,
                                  struct err *err);

#endif
