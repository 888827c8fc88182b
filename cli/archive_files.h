/* SPDX-License-Identifier: MIT */
/* archive_files.h - the archive's files with their sizes. */
#ifndef CLI_ARCHIVE_FILES_H
#define CLI_ARCHIVE_FILES_H

#include "base/arena.h"
#include "base/err.h"
#include <stddef.h>
#include <stdint.h>

struct archive_file {
    const char *path, *name; /* name: as the store knows it, without ".open" */
    uint64_t bytes;
};

struct archive_files {
    struct archive_file *v; /* in the order they were begun */
    size_t n;
    uint64_t bytes; /* of all */
};

/* List dir; everything lives in a. No such directory is no files. ST_IO,
 * ST_PERMISSION. */
MUST_CHECK enum st archive_files_list(const char *dir, struct arena *a,
                                      struct archive_files *out,
                                      struct err *err);

#endif
