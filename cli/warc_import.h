/* SPDX-License-Identifier: MIT */
/* warc_import.h - postings from WARC files of other crawlers, or of ours. */
#ifndef CLI_WARC_IMPORT_H
#define CLI_WARC_IMPORT_H

#include "cli/ingest.h"
#include "store/archive.h"

struct warc_import {
    struct ingest *ingest;          /* borrowed, as is the writer */
    struct archive_writer *archive; /* what holds postings is copied there */
    const char *path;
    struct str source;  /* of records that name none; absent: page/HOST */
    uint64_t n_pages;   /* answers that were taken */
    uint64_t n_again;   /* the same content, seen again: revisit records */
    uint64_t n_known;   /* taken before, by their digest */
    uint64_t n_passed;  /* other records: no HTML, no JobPosting, not 200 */
    uint64_t n_damaged; /* records that cannot be read */
};

/* Read every record of path. Records of ours have their kind; of others, HTML
 * answers (200) that name JobPosting are pages. What cannot be read is counted
 * and put as a skip. The statuses are those of archive_reader_open(), the
 * archive and the store; what came before a failure is kept. */
MUST_CHECK enum st warc_import(struct warc_import *w, struct err *err);

#endif
