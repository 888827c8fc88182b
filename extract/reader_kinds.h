/* SPDX-License-Identifier: MIT */
/* reader_kinds.h - one function per kind; readers.h says what they do. */
#ifndef EXTRACT_READER_KINDS_H
#define EXTRACT_READER_KINDS_H

#include "extract/readers.h"

/* Each fills out, which is empty and is thrown away on failure. in->body is
 * clean UTF-8. */
MUST_CHECK enum st read_greenhouse(const struct reader_input *in,
                                   struct arena *a, struct raw_list *out,
                                   struct err *err);
MUST_CHECK enum st read_lever(const struct reader_input *in, struct arena *a,
                              struct raw_list *out, struct err *err);
MUST_CHECK enum st read_ashby(const struct reader_input *in, struct arena *a,
                              struct raw_list *out, struct err *err);
MUST_CHECK enum st read_page(const struct reader_input *in, struct arena *a,
                             struct raw_list *out, struct err *err);
MUST_CHECK enum st read_sitemap(const struct reader_input *in, struct arena *a,
                                struct raw_list *out, struct err *err);
MUST_CHECK enum st read_ndjson(const struct reader_input *in, struct arena *a,
                               struct raw_list *out, struct err *err);
MUST_CHECK enum st read_hn(const struct reader_input *in, struct arena *a,
                           struct raw_list *out, struct err *err);

#endif
