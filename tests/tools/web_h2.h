/* SPDX-License-Identifier: MIT */
/* web_h2.h - the scripted web over HTTP/2, with the manners that it has:
 * status, headers, body, repeat, gzip, cut, hang and reset (of the stream). */
#ifndef TESTS_TOOLS_WEB_H2_H
#define TESTS_TOOLS_WEB_H2_H

#include "web_answer.h"

/* The rule for a request; *nth is set. */
typedef const struct web_rule *
web_chooser(void *ctx, const struct web_request *r, unsigned *nth);

/* Serve a connection until the other side goes. */
void web_h2_serve(struct web_wire *w, const struct web_context *context,
                  web_chooser *choose, void *ctx);

#endif
