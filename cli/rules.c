/* SPDX-License-Identifier: MIT */
#include "cli/rules.h"

#define PATH_MAX_BYTES 4096

enum st rules_open(struct rules *r, const char *flag, struct err *err)
{
    struct buf dir;
    *r = (struct rules){0};
    buf_init(&dir, PATH_MAX_BYTES);
    taxonomy_default_dir(flag, &dir);
    enum st st = taxonomy_load(buf_cstr(&dir), &r->taxonomy, err);
    buf_done(&dir);
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
