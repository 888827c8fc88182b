/* SPDX-License-Identifier: MIT */
/* cdx.h - the line of a CDXJ index that leads to a record of an archive.
 *
 * "com,example)/jobs?id=1 20261122081500 {"url":...}": the key sorts all pages
 * of a host together, whatever its scheme; replay tools look it up. */
#ifndef STORE_CDX_H
#define STORE_CDX_H

#include "store/archive.h"

/* True for what an index names: responses, revisits, resources. */
bool cdx_has(const struct archive_record *r);

/* Append the key of a URL: host reversed, without "www.", all in lower case;
 * the parts of the query sorted. What is no http(s) URL is its own key. */
void cdx_key(struct str url, struct buf *out);

/* Append the line of r, which has bytes in file, without an end of line. */
void cdx_line(const struct archive_record *r, struct str file, uint64_t bytes,
              struct buf *out);

#endif
