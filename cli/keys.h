/* SPDX-License-Identifier: MIT */
/* keys.h - keys of APIs, from the environment: they stand in no file of ours,
 * and neither archive nor log has them. */
#ifndef CLI_KEYS_H
#define CLI_KEYS_H

#include "crawler/sources.h"

/* Give the sources the keys that their kinds need: usajobs
 * $SKILLTALLY_USAJOBS_KEY, with $SKILLTALLY_USAJOBS_EMAIL, the address that it
 * was given to. A source whose key is not there, or cannot stand in a header,
 * says so (lacks). */
void keys_from_environment(struct sources *sources);

#endif
