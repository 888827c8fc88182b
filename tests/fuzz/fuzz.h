/* SPDX-License-Identifier: MIT */
/* fuzz.h - what the fuzz targets share. A target is one function that gets any
 * bytes: libFuzzer calls it (preset fuzz), or replay.c with the corpus and
 * mutants of it (every ctest run). What it checks beyond not crashing are the
 * promises of the header that it tests. */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* A promise that does not hold ends the run, as a crash does. */
#define FUZZ_CHECK(promise)                                                    \
    do {                                                                       \
        if (!(promise)) {                                                      \
            fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__,         \
                    #promise);                                                 \
            abort();                                                           \
        }                                                                      \
    } while (0)

static inline struct str fuzz_str(const uint8_t *data, size_t n)
{
    return (struct str){n ? (const char *)data : "", n};
}

/* An error has words, and says what kind it is. */
static inline void fuzz_check_err(enum st st, const struct err *err)
{
    FUZZ_CHECK(st != ST_OK && err->code == st && err->msg[0]);
}

/* The bytes as a file in memory, for what reads files: its path, and the
 * descriptor to close. */
struct fuzz_file {
    int fd;
    char path[40];
};

static inline struct fuzz_file fuzz_file(const uint8_t *data, size_t n)
{
    struct fuzz_file f = {.fd = memfd_create("fuzz", MFD_CLOEXEC)};
    FUZZ_CHECK(f.fd >= 0);
    for (size_t at = 0; at < n;) {
        ssize_t wrote = write(f.fd, data + at, n - at);
        FUZZ_CHECK(wrote > 0);
        at += (size_t)wrote;
    }
    snprintf(f.path, sizeof f.path, "/proc/self/fd/%d", f.fd);
    return f;
}

#endif
