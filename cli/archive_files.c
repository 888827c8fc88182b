/* SPDX-License-Identifier: MIT */
#include "cli/archive_files.h"
#include "base/file.h"
#include "store/archive.h"
#include <string.h>
#include <sys/stat.h>

#define PATH_MAX_BYTES 4096

static struct archive_file describe(const char *dir, struct str name,
                                    struct arena *a)
{
    struct archive_file file = {0};
    struct stat info;
    struct buf path;
    buf_init(&path, PATH_MAX_BYTES);
    path_join(&path, dir, name.p);
    if (stat(buf_cstr(&path), &info) == 0)
        file.bytes = (uint64_t)info.st_size;
    file.path = arena_str(a, buf_str(&path)).p;
    /* The store knows a file by the name that it has when it is closed. */
    size_t n = str_ends(name, STR(".open")) ? name.n - strlen(".open") : name.n;
    file.name = arena_str(a, str_slice(name, 0, n)).p;
    buf_done(&path);
    return file;
}

enum st archive_files_list(const char *dir, struct arena *a,
                           struct archive_files *out, struct err *err)
{
    struct str *names;
    size_t n;
    enum st st = archive_list(dir, a, &names, &n, err);
    if (st)
        return st;
    *out = (struct archive_files){arena_calloc(a, n, sizeof *out->v), n, 0};
    for (size_t i = 0; i < n; i++) {
        out->v[i] = describe(dir, names[i], a);
        out->bytes += out->v[i].bytes;
    }
    return ST_OK;
}
