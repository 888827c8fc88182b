/* SPDX-License-Identifier: MIT */
#include "cli/own_presets.h"
#include "base/alloc.h"
#include "base/yaml.h"
#include "extract/preset_yaml.h"
#include <stdlib.h>

#define URI_BEGIN  "urn:skilltally:preset:"
#define BODY_BEGIN "preset:\n"

void own_presets_init(struct own_presets *own)
{
    *own = (struct own_presets){.a = arena_new()};
}

void own_presets_done(struct own_presets *own)
{
    arena_free(own->a);
    free(own->v);
    *own = (struct own_presets){0};
}

static struct own_preset *find(const struct own_presets *own, struct str kind)
{
    for (size_t i = 0; i < own->n; i++)
        if (str_eq(own->v[i].kind, kind))
            return &own->v[i];
    return NULL;
}

const struct preset *own_presets_find(const struct own_presets *own,
                                      struct str kind)
{
    const struct own_preset *found = find(own, kind);
    return found ? &found->preset : NULL;
}

/* text stands in line of file. */
static enum st put(struct own_presets *own, struct str kind, struct str text,
                   const char *file, unsigned line, struct err *err)
{
    AUTO(buf_done) struct buf padded = {0};
    struct own_preset *old = find(own, kind);
    struct preset preset;
    if (old && str_eq(old->text, text))
        return ST_OK;
    if (reader_exists(kind))
        return err_set(err, ST_CONFIG,
                       "%s:%u: key preset: \"%.*s\" is a kind already; give "
                       "yours another name",
                       file, line, STR_FMT(kind));
    buf_init(&padded, 2 * YAML_FILE_MAX_BYTES);
    for (unsigned i = 1; i < line; i++)
        buf_add_char(&padded, '\n');
    buf_add_str(&padded, text);
    enum st st =
        preset_parse(buf_str(&padded), kind, file, own->a, &preset, err);
    if (st != ST_OK)
        return st;
    if (!old) {
        own->v = xgrow(own->v, own->n, &own->cap, sizeof *own->v);
        old = &own->v[own->n++];
    }
    *old = (struct own_preset){arena_str(own->a, kind), arena_str(own->a, text),
                               preset};
    return ST_OK;
}

enum st own_presets_add(struct own_presets *own, const struct sources *sources,
                        struct err *err)
{
    enum st st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < sources->n; i++) {
        const struct source *s = &sources->v[i];
        if (s->preset.p)
            st = put(own, s->kind, s->preset, sources->file.p, s->preset_line,
                     err);
    }
    return st;
}

/* ---- In the archive ---- */

enum st own_presets_archive(const struct own_presets *own,
                            struct archive_writer *w, int64_t utc,
                            struct err *err)
{
    AUTO(buf_done) struct buf uri, fields;
    enum st st = ST_OK;
    buf_init(&uri, 1024);
    buf_init(&fields, YAML_FILE_MAX_BYTES);
    for (size_t i = 0; st == ST_OK && i < own->n; i++) {
        buf_clear(&uri);
        buf_clear(&fields);
        buf_add_cstr(&uri, URI_BEGIN);
        buf_add_str(&uri, own->v[i].kind);
        /* The text is indented: to warc-fields the lines go on the first. */
        buf_add_cstr(&fields, BODY_BEGIN);
        buf_add_str(&fields, own->v[i].text);
        st = archive_write_metadata(w, buf_str(&uri), buf_str(&fields),
                                    STR_NONE, own->v[i].kind, utc, err);
    }
    return st;
}

bool own_presets_is_record(const struct archive_record *r)
{
    return str_eq(r->type, STR("metadata")) && r->kind.n > 0 &&
           str_starts(r->uri, STR(URI_BEGIN)) &&
           str_starts(r->body, STR(BODY_BEGIN));
}

enum st own_presets_take(struct own_presets *own,
                         const struct archive_record *r, struct err *err)
{
    struct str text = str_slice(r->body, sizeof BODY_BEGIN - 1, r->body.n);
    if (own->fixed && find(own, r->kind))
        return ST_OK;
    return put(own, r->kind, text, "the archive's preset", 1, err);
}
