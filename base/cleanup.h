/* SPDX-License-Identifier: MIT */
/* cleanup.h - compiler attributes shared by every folder.
 *
 * AUTO(fn) runs fn(&variable) when the variable leaves its scope, on every
 * path. DEFINE_AUTO(type, free_fn) makes such a function for a pointer type;
 * free_fn is not called for NULL. */
#ifndef BASE_CLEANUP_H
#define BASE_CLEANUP_H

_Static_assert(__GNUC__ >= 4, "the attributes are GNU C's; gcc and clang");

#define AUTO(fn)             __attribute__((cleanup(fn)))
#define MUST_CHECK           __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, va) __attribute__((format(printf, fmt, va)))

/* Defines auto_<free_fn>(), for `AUTO(auto_<free_fn>) type p = NULL;`. */
#define DEFINE_AUTO(type, free_fn)                                             \
    static inline void auto_##free_fn(type *p)                                 \
    {                                                                          \
        if (*p)                                                                \
            free_fn(*p);                                                       \
    }                                                                          \
    _Static_assert(sizeof(type) > 0, "complete pointer type")

#endif
