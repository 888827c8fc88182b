/* SPDX-License-Identifier: MIT */
#include "crawler/origins.h"
#include "base/alloc.h"
#include <stdio.h>
#include <stdlib.h>

void origins_init(struct origins *o)
{
    *o = (struct origins){0};
    names_init(&o->names);
}

void origins_done(struct origins *o)
{
    for (size_t i = 0; i < o->names.n; i++)
        robots_free(o->v[i].robots);
    free(o->v);
    names_done(&o->names);
}

size_t origins_put(struct origins *o, const struct url *url, bool own_private,
                   size_t backend)
{
    bool is_new;
    AUTO(buf_done) struct buf key;
    buf_init(&key, 2 * URL_MAX_BYTES);
    buf_add_cstr(&key, own_private ? "own " : "");
    buf_add_str(&key, url->origin);
    size_t i = names_put(&o->names, buf_str(&key), &is_new);
    if (is_new) {
        o->v = xgrow(o->v, i, &o->cap, sizeof *o->v);
        o->v[i] = (struct origin){.backend = backend};
    }
    return i;
}

void origin_allow_by(struct origin *origin, struct str body,
                     const char *agent_token)
{
    origin->state = ORIGIN_KNOWN;
    if (!robots_is_html(body))
        origin->robots = robots_parse(body, str_from(agent_token));
}

void origin_allow_all(struct origin *origin)
{
    origin->state = ORIGIN_KNOWN;
}

void origin_close(struct origin *origin, enum verdict verdict,
                  const char *detail)
{
    origin->state = ORIGIN_KNOWN;
    origin->denied = true;
    origin->verdict = verdict;
    snprintf(origin->detail, sizeof origin->detail, "%s", detail);
}

void origin_deny(struct origin *origin, enum verdict verdict,
                 const char *detail)
{
    char words[FETCH_DETAIL_BYTES];
    snprintf(words, sizeof words, "robots.txt: %.200s", detail);
    origin_close(origin, verdict, words);
}
