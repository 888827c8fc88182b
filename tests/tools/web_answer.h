/* SPDX-License-Identifier: MIT */
/* web_answer.h - what a rule of the scripted web says, put on the wire. */
#ifndef TESTS_TOOLS_WEB_ANSWER_H
#define TESTS_TOOLS_WEB_ANSWER_H

#include "web_table.h"
#include "web_wire.h"

/* How a connection goes on after an answer. */
enum web_then { WEB_GOES_ON, WEB_CLOSE, WEB_RESET };

struct web_context {
    struct str host;
    unsigned port, nth;
};

/* The texts of a rule with the marks filled in, and its status: 304 where the
 * request has what the rule names. */
void web_fill_in(const struct web_context *c, struct str text, struct buf *out);
int web_status(const struct web_rule *rule, struct str request_head);

/* The body of rule, filled in; in *work where that is needed. */
struct str web_body(const struct web_rule *rule, const struct web_context *c,
                    struct buf *work);

/* Answer by rule, NULL: 404. */
enum web_then web_answer(struct web_wire *w, const struct web_rule *rule,
                         const struct web_request *r,
                         const struct web_context *c);

#endif
