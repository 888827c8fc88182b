/* SPDX-License-Identifier: MIT */
/* scratch.h - a directory of a test's own, gone when the test is over. */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include "base/file.h"
#include "tests/test.h"
#include <dirent.h>
#include <ftw.h>
#include <stdlib.h>
#include <unistd.h>

struct scratch {
    char dir[256];
    char path[512]; /* what scratch_path() gave last */
};

/* Make the directory; for use as the first line of a test or its setup. */
static inline void scratch_start(struct scratch *s)
{
    const char *base = getenv("TMPDIR");
    snprintf(s->dir, sizeof s->dir, "%s/skilltally-XXXXXX",
             base ? base : "/tmp");
    assert_non_null(mkdtemp(s->dir));
}

static inline int scratch_remove_one(const char *path, const struct stat *sb,
                                     int kind, struct FTW *ftw)
{
    (void)sb, (void)kind, (void)ftw;
    return remove(path);
}

static inline void scratch_end(struct scratch *s)
{
    nftw(s->dir, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* DIR/name, valid until the next call. */
static inline const char *scratch_path(struct scratch *s, const char *name)
{
    snprintf(s->path, sizeof s->path, "%s/%s", s->dir, name);
    return s->path;
}

/* Write text to DIR/name. Returns the path, valid until the next call. */
static inline const char *scratch_put(struct scratch *s, const char *name,
                                      struct str text)
{
    struct err err;
    assert_ok(file_write(scratch_path(s, name), text, &err), err);
    return s->path;
}

/* How many entries DIR has. */
static inline size_t scratch_count(const struct scratch *s)
{
    DIR *dir = opendir(s->dir);
    assert_non_null(dir);
    size_t n = 0;
    for (const struct dirent *e; (e = readdir(dir));)
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(dir);
    return n;
}

#endif
