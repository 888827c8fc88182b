/* SPDX-License-Identifier: MIT */
#include "cli/rules.h"

#define PATH_MAX_BYTES 4096

enum st rules_load_taxonomy(const char *flag, struct taxonomy **out,
                            struct err *err)
{
    struct buf dir;
    buf_init(&dir, PATH_MAX_BYTES);
    taxonomy_default_dir(flag, &dir);
    enum st st = taxonomy_load(buf_cstr(&dir), out, err);
    buf_done(&dir);
    return st;
}

enum st rules_open(struct rules *r, const char *flag, struct err *err)
{
    *r = (struct rules){0};
    enum st st = rules_load_taxonomy(flag, &r->taxonomy, err);
    if (!st)
        st = extractor_new(r->taxonomy, &r->extractor, err);
    if (!st)
        r->scratch = extract_scratch_new(r->extractor);
    return st;
}

void rules_done(struct rules *r)
{
    extract_scratch_free(r->scratch);
    extractor_free(r->extractor);
    taxonomy_free(r->taxonomy);
}
