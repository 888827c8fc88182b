/* SPDX-License-Identifier: MIT */
#include "cli/sources_file.h"
#include "base/file.h"
#include "cli/keys.h"
#include "cli/own_presets.h"
#include <stdlib.h>
#include <unistd.h>

#define PATH_MAX_BYTES 4096

static bool add_if_there(struct buf *out, const char *dir, const char *name)
{
    size_t before = out->n;
    path_join(out, dir, name);
    if (access(buf_cstr(out) + before, R_OK) == 0)
        return true;
    buf_truncate(out, before);
    return false;
}

void sources_file_path(const char *flag, struct buf *out)
{
    const char *config = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    if (flag) {
        buf_add_cstr(out, flag);
        return;
    }
    if (config && *config == '/' &&
        add_if_there(out, config, "skilltally/sources.yaml"))
        return;
    if (!config && home &&
        add_if_there(out, home, ".config/skilltally/sources.yaml"))
        return;
    if (!add_if_there(out, SKILLTALLY_DATA_DIR, "starter.yaml"))
        path_join(out, SKILLTALLY_SOURCE_DIR, "crawler/starter.yaml");
}

void sources_file_own(const char *flag, struct buf *out)
{
    const char *config = getenv("XDG_CONFIG_HOME");
    const char *home = getenv("HOME");
    if (flag)
        buf_add_cstr(out, flag);
    else if (config && *config == '/')
        path_join(out, config, "skilltally/sources.yaml");
    else
        path_join(out, home ? home : ".", ".config/skilltally/sources.yaml");
}

static enum st check_presets(const struct sources *sources, struct err *err)
{
    struct own_presets own;
    own_presets_init(&own);
    enum st st = own_presets_add(&own, sources, err);
    own_presets_done(&own);
    return st;
}

enum st sources_file_load(const char *flag, struct sources **out,
                          struct err *err)
{
    struct buf path;
    buf_init(&path, PATH_MAX_BYTES);
    sources_file_path(flag, &path);
    struct sources *sources = NULL;
    enum st st = sources_load(buf_cstr(&path), &sources, err);
    buf_done(&path);
    if (!st)
        st = check_presets(sources, err);
    if (st) {
        sources_free(sources);
        return st;
    }
    keys_from_environment(sources);
    *out = sources;
    return ST_OK;
}

static bool among(struct str name, const struct str *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(name, names[i]))
            return true;
    return false;
}

enum st sources_keep(struct sources *s, const struct str *names, size_t n,
                     struct err *err)
{
    for (size_t i = 0; i < n; i++) {
        bool found = false;
        for (size_t k = 0; k < s->n; k++)
            found |= str_eq(s->v[k].name, names[i]);
        if (!found)
            return err_set(err, ST_BAD_INPUT,
                           "no source is named \"%.*s\"; \"skilltally sources "
                           "list\" shows them",
                           STR_FMT(names[i]));
    }
    size_t kept = 0;
    for (size_t k = 0; n > 0 && k < s->n; k++)
        if (among(s->v[k].name, names, n))
            s->v[kept++] = s->v[k];
    if (n > 0)
        s->n = kept;
    return ST_OK;
}
