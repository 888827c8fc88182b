/* SPDX-License-Identifier: MIT */
/* sitemap_xml.h - the XML forms of a sitemap. Used by sitemap.c only. */
#ifndef CRAWLER_SITEMAP_XML_H
#define CRAWLER_SITEMAP_XML_H

#include "crawler/sitemap.h"

/* Read text, which begins with "<" or a byte-order mark, into s. A fault after
 * the root element makes s broken. ST_BAD_INPUT: no sitemap or feed. */
MUST_CHECK enum st sitemap_read_xml(struct str text, struct arena *a,
                                    struct sitemap *s, struct err *err);

/* One more entry; copies are made. Empty and overlong ones are passed over. */
void sitemap_add(struct sitemap *s, struct arena *a, struct str loc,
                 struct str lastmod);

#endif
