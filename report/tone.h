/* SPDX-License-Identifier: MIT */
/* tone.h - colours of a terminal, by what they stand for.
 *
 * A tone only repeats what words or signs beside it say, so that nothing is
 * lost where there is no colour, or for eyes that do not tell these apart. */
#ifndef REPORT_TONE_H
#define REPORT_TONE_H

enum tone {
    TONE_PLAIN,
    TONE_HEAD,  /* headings, heads of columns */
    TONE_FAINT, /* too few, and other asides */
    TONE_MORE,
    TONE_LESS,
    TONE_CARE, /* may not be what it looks like */
    TONE_BAR
};

/* What switches a tone on; "" for TONE_PLAIN. Static. */
const char *tone_on(enum tone tone);

/* What ends any of them. */
#define TONE_OFF "\x1b[0m"

#endif
