/* SPDX-License-Identifier: MIT */
/* test.h - the only header a unit test includes for cmocka, which needs these
 * four before it in this order; plus what every test wants. */
#ifndef TESTS_TEST_H
#define TESTS_TEST_H

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "base/str.h"
#include <stdlib.h>
#include <string.h>

/* How much longer than otherwise work may take: valgrind, which shows in what
 * it preloads, runs programs some thirty times slower. */
static inline double test_slowdown(void)
{
    const char *preload = getenv("LD_PRELOAD");
    return preload && strstr(preload, "vgpreload") ? 50 : 1;
}

/* Fails with both texts shown when slice s is not the NUL-terminated want. */
#define assert_str(s, want)                                                    \
    do {                                                                       \
        struct str got_ = (s);                                                 \
        const char *want_ = (want);                                            \
        if (got_.n != strlen(want_) || memcmp(got_.p, want_, got_.n) != 0)     \
            fail_msg("got \"%.*s\", want \"%s\"", (int)got_.n, got_.p, want_); \
    } while (0)

/* A status that is not ST_OK fails with the words of the error. */
#define assert_ok(call, error)                                                 \
    do {                                                                       \
        if ((call) != 0)                                                       \
            fail_msg("%s: %s", #call, (error).msg);                            \
    } while (0)

/* True under a tool that makes everything many times slower, such as valgrind
 * (scripts/setup.sh memcheck says so): a test that feeds megabytes may then
 * feed less. */
static inline bool test_is_slow(void)
{
    return getenv("TEST_SLOW") != NULL;
}

/* For initialisers of static storage. */
#define CONST_STR(literal)                                                     \
    {                                                                          \
        (literal), sizeof(literal) - 1                                         \
    }

#endif
