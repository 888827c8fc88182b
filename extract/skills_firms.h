/* SPDX-License-Identifier: MIT */
/* skills_firms.h - names that stand for a firm or for a person's post, not for
 * a skill: the employer's own, those in lists of customers, investors or former
 * employers ("clients such as Slack, Box and Okta"), "Head of Security" and
 * "the forecasting team". */
#ifndef EXTRACT_SKILLS_FIRMS_H
#define EXTRACT_SKILLS_FIRMS_H

#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

/* True of what may follow a firm's proper name: "Inc.", "Labs", nothing. */
bool firm_tail_is(struct str rest);

/* True when the text has the whole of company round a name that begins at
 * byte at of text and at byte start of company; a company may be spelled as
 * boards do ("acme-robotics"). */
bool firm_is_around(struct str text, struct str company, uint32_t start,
                    uint32_t at);

/* True when the name at byte at stands in a list of firms that begins at or
 * behind byte from: capitalised names, and before them words that lead to
 * firms ("customers like", "founders of", "backed by", "ex-Google,"). alone:
 * the list may have this name only. */
bool firm_is_listed(struct str text, uint32_t from, uint32_t at, bool alone);

/* True when the words before byte at, not before from, make a person's post of
 * the name that begins there: "Head of", "VP of". */
bool firm_has_post(struct str text, uint32_t from, uint32_t at);

/* True when a word for a team stands behind the name that ends at byte end:
 * "forecasting team", "security group". */
bool firm_has_team(struct str text, uint32_t end);

#endif
