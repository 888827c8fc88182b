/* SPDX-License-Identifier: MIT */
/* reader_sitemap.c - the answers of a source of kind sitemap: pages, of which
 * many hold no posting, and the lists that lead to them. */
#include "extract/reader_kinds.h"

#define FRONT_BYTES 1024u

static bool is_html(struct str body)
{
    struct str front = str_slice(str_trim(body), 0, FRONT_BYTES);
    bool markup =
        str_starts(front, STR("<")) || str_starts(front, STR("\xef\xbb\xbf<"));
    return markup && str_find(front, STR("<urlset")) == SIZE_MAX &&
           str_find(front, STR("<sitemapindex")) == SIZE_MAX;
}

enum st read_sitemap(const struct reader_input *in, struct arena *a,
                     struct raw_list *out, struct err *err)
{
    /* A saved JobPosting may lie behind an address as well. */
    bool json = str_starts(str_trim(in->body), STR("{"));
    return is_html(in->body) || json ? read_page(in, a, out, err) : ST_OK;
}
