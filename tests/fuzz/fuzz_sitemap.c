/* SPDX-License-Identifier: MIT */
#include "crawler/sitemap.h"
#include "tests/fuzz/fuzz.h"

static void check(const struct sitemap *s)
{
    FUZZ_CHECK(s->n <= SITEMAP_MAX_ENTRIES);
    for (size_t i = 0; i < s->n; i++)
        FUZZ_CHECK(s->v[i].loc.n > 0);
    if (s->broken)
        FUZZ_CHECK(s->fault.code != ST_OK && s->fault.msg[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str s = fuzz_str(data, n);
    struct arena *a = arena_new();
    struct sitemap map;
    struct err err = {0};
    if (sitemap_parse(s, a, &map, &err) == ST_OK)
        check(&map);
    else
        fuzz_check_err(err.code, &err);
    arena_free(a);
    /* The first line as patterns, for the rest as an address. */
    struct str url = s, patterns;
    if (str_split(&url, '\n', &patterns))
        sitemap_matches(patterns, url.p ? url : patterns);
    return 0;
}
