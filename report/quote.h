/* SPDX-License-Identifier: MIT */
/* quote.h - the words round a mention, as they may be shown.
 *
 * A quote tells why a cell counts, no more: it is short, on one line, without
 * e-mail addresses, phone numbers and handles (redact.h), and display-clean as
 * figures.h says. */
#ifndef REPORT_QUOTE_H
#define REPORT_QUOTE_H

#include "base/arena.h"
#include "store/posting.h"

#define QUOTE_CONTEXT_BYTES 76 /* at most, on each side of the mention */

#define QUOTE_ELLIPSIS "\xe2\x80\xa6"

struct quote {
    struct str text; /* line breaks as " | ", an ellipsis where it was cut */
    size_t from, to; /* the mention: bytes [from, to) of text */
};

/* The quote of mention m of text; lives in a. False, *out untouched: nothing
 * of the mention may be shown, since it is part of an address. */
bool quote_of(struct str text, struct mention m, struct arena *a,
              struct quote *out);

#endif
