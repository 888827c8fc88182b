/* SPDX-License-Identifier: MIT */
#include "report/tone.h"

/* Of the sixteen colours that every terminal has and its owner has chosen. */
const char *tone_on(enum tone tone)
{
    switch (tone) {
    case TONE_HEAD:
        return "\x1b[1m";
    case TONE_FAINT:
        return "\x1b[2m";
    case TONE_MORE:
        return "\x1b[32m";
    case TONE_LESS:
        return "\x1b[35m";
    case TONE_CARE:
        return "\x1b[33m";
    case TONE_BAR:
        return "\x1b[36m";
    case TONE_PLAIN:
        break;
    }
    return "";
}
