/* SPDX-License-Identifier: MIT */
/* tempdir.h - a directory for one test, and small files in it. */
#ifndef TESTS_UNIT_STORE_TEMPDIR_H
#define TESTS_UNIT_STORE_TEMPDIR_H

#include "tests/test.h"
#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define TEMP_PATH_BYTES 512

/* A fresh directory below $TMPDIR or /tmp. */
static inline void tempdir_make(char path[TEMP_PATH_BYTES])
{
    const char *base = getenv("TMPDIR");
    snprintf(path, TEMP_PATH_BYTES, "%s/skilltally-test-XXXXXX",
             base && *base ? base : "/tmp");
    assert_non_null(mkdtemp(path));
}

static inline int tempdir_remove_one(const char *path, const struct stat *info,
                                     int kind, struct FTW *where)
{
    (void)info;
    (void)kind;
    (void)where;
    return remove(path);
}

static inline void tempdir_remove(const char *path)
{
    nftw(path, tempdir_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* "DIR/NAME"; name may be a printf format's result. */
static inline const char *tempdir_path(char out[TEMP_PATH_BYTES],
                                       const char *dir, const char *name)
{
    int n = snprintf(out, TEMP_PATH_BYTES, "%s/%s", dir, name);
    assert_true(n > 0 && n < TEMP_PATH_BYTES);
    return out;
}

static inline void file_put(const char *path, struct str data)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(data.p, 1, data.n, f), data.n);
    assert_int_equal(fclose(f), 0);
}

/* The whole file; the caller's, to buf_done(). */
static inline void file_get(const char *path, struct buf *out)
{
    char piece[4096];
    size_t n;
    buf_init(out, 1u << 28);
    FILE *f = fopen(path, "rb");
    if (!f)
        fail_msg("cannot read %s", path);
    while ((n = fread(piece, 1, sizeof piece, f)) > 0)
        buf_add(out, piece, n);
    fclose(f);
}

/* The only entry of dir that is not "." or ".."; fails when there are more. */
static inline void tempdir_only_entry(const char *dir,
                                      char out[TEMP_PATH_BYTES])
{
    unsigned n = 0;
    DIR *d = opendir(dir);
    assert_non_null(d);
    for (struct dirent *e = readdir(d); e; e = readdir(d))
        if (e->d_name[0] != '.') {
            tempdir_path(out, dir, e->d_name);
            n++;
        }
    closedir(d);
    assert_int_equal(n, 1);
}

static inline unsigned tempdir_count(const char *dir)
{
    unsigned n = 0;
    DIR *d = opendir(dir);
    assert_non_null(d);
    for (struct dirent *e = readdir(d); e; e = readdir(d))
        n += e->d_name[0] != '.';
    closedir(d);
    return n;
}

#endif
