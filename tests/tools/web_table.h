/* SPDX-License-Identifier: MIT */
/* web_table.h - what the scripted web answers: a text file, a rule a line.
 *
 * Fields are divided by tabs:
 *
 *   PATH STATUS TYPE BODY [Name: value | ?CONDITION=VALUE | !MANNER[=N]]...
 *
 * PATH has its query; with a '*' at its end it stands for all that begin so.
 * TYPE "-" sends no Content-Type. BODY is a file, "-" for none, or "=" and the
 * text itself. In body and headers {{port}}, {{host}} and {{n}} (this is the
 * n-th request of PATH) are filled in, and {{next}} (n + 1). Empty lines and
 * those that begin with '#' say nothing.
 *
 * Rules with conditions come before those without; the first that fits is
 * taken, as often as it fits. Of those without, each is given once, in turn,
 * and the last stays.
 *
 *   ?host=127.0.0.2 ?method=POST ?body=TEXT (is part of the request's body)
 *   ?from=2 ?to=4 (requests of PATH, from 1) ?has=TEXT (part of its head)
 *
 * Manners, numbers in bytes or milliseconds:
 *
 *   !raw        BODY is the whole answer, status line and all
 *   !chunked    in chunks; !close: until the connection ends
 *   !length=N   announce so many bytes, whatever is sent
 *   !cut=N      close after N bytes of the body; !hang=N: say nothing more;
 *               !reset=N: break the connection
 *   !pause=MS   before the answer; !drip=MS: between any two bytes of it
 *   !endless    the body again and again; !endless_head: headers without end
 *   !repeat=N   the body N times; !gzip: compressed, once it is repeated
 *   !always     never 304, though the answer names its ETag
 *   !continue=N N times "100 Continue" before the answer */
#ifndef TESTS_TOOLS_WEB_TABLE_H
#define TESTS_TOOLS_WEB_TABLE_H

#include "base/err.h"
#include "base/str.h"
#include <stdbool.h>

#define WEB_RULES_MAX      20000u
#define WEB_BODY_MAX_BYTES (256u << 20)
#define WEB_HEAD_MAX_BYTES (64u << 10)
#define WEB_NEVER          UINT32_MAX

struct web_manner {
    bool raw, chunked, close, endless, endless_head, gzip, always;
    bool has_length;
    uint32_t length, cut, hang, reset; /* the last three: WEB_NEVER */
    uint32_t pause_ms, drip_ms, repeat, n_continue;
};

struct web_rule {
    struct str path; /* without the '*' */
    bool is_prefix;
    int status;
    struct str type;    /* absent: none */
    struct buf headers; /* "Name: value\r\n" each */
    struct buf body;
    struct web_manner manner;
    struct str host, method, in_body, in_head; /* conditions; absent: any */
    uint32_t from, to;
    bool is_conditional, given;
    unsigned hits; /* of the path; kept in its first rule */
    size_t first;  /* the first rule of the same path */
};

struct web_table {
    struct web_rule *v;
    size_t n, cap;
    struct buf text; /* what the slices are of */
};

/* What a rule is chosen by. */
struct web_request {
    struct str method, target, head, body;
    struct str host; /* the address that was connected to */
};

/* ST_NO_INPUT; ST_BAD_INPUT: err names the line. *t is to be released with
 * web_table_done(), also after a failure. */
MUST_CHECK enum st web_table_read(const char *path, struct web_table *t,
                                  struct err *err);
void web_table_done(struct web_table *t);

/* The rule for r, NULL when there is none; counts the request. *nth is which
 * request of its path it is. Not for two threads at once. */
const struct web_rule *
web_table_find(struct web_table *t, const struct web_request *r, unsigned *nth);

#endif
