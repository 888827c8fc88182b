/* SPDX-License-Identifier: MIT */
/* place_data.h - the tables of place.h. */
#ifndef EXTRACT_PLACE_DATA_H
#define EXTRACT_PLACE_DATA_H

#include <stddef.h>

/* Names between '|'; "other=Name" is another spelling of Name. */
struct place_country {
    const char *code, *names;
};
struct place_region {
    const char *country, *code, *name, *other;
};
struct place_cities {
    const char *country, *region, *names;
};

const struct place_country *place_countries(size_t *n);
const struct place_region *place_regions(size_t *n);
const struct place_cities *place_cities(size_t *n);

#endif
