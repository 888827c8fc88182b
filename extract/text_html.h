/* SPDX-License-Identifier: MIT */
/* text_html.h - what HTML elements mean for the text, and two ways to read
 * HTML.
 *
 * html_quick_read() is a scanner for the well-formed HTML that boards emit
 * (elements that it knows, closed in order, attributes in quotes). At the
 * first thing that it does not know it gives up, and html_sax_read() reads the
 * whole again with libxml2's SAX parser. Both drive the same state, and a test
 * holds them to the same text. */
#ifndef EXTRACT_TEXT_HTML_H
#define EXTRACT_TEXT_HTML_H

#include "extract/text_out.h"

#define HTML_MAX_ATTRIBUTES 512u
#define HTML_MAX_DEPTH      256u

enum html_class {
    HTML_UNKNOWN, /* no element of HTML */
    HTML_INLINE,  /* means nothing here */
    HTML_EMPTY,   /* the same, and has no end tag */
    HTML_BLOCK,   /* ends the line before and after it */
    HTML_LINE,    /* br, hr: ends the line, has no end tag */
    HTML_HEADING,
    HTML_LIST,
    HTML_ITEM,
    HTML_BOLD,
    HTML_BOLD_BLOCK, /* dt, th */
    HTML_SPAN,       /* bold where its style says so */
    HTML_PRE,
    HTML_SKIP /* its content is not text to be read */
};

/* An element's name packed into a number: its first eight bytes, lower case,
 * which tell all elements apart that matter here. */
uint64_t html_key(struct str name);
/* *level is set for headings. */
enum html_class html_class_of(uint64_t key, uint8_t *level);

struct html_state {
    struct text_out *out;
    struct buf pre; /* text of the pre element that is open */
    unsigned skip, bold, list, in_pre;
    unsigned span_depth;
    uint64_t spans; /* a bit for each open span that is bold, last one lowest */
};

#define HTML_SPAN_IS_BOLD 1 /* the level of a span, for html_open() */

void html_state_init(struct html_state *st, struct text_out *out);
/* Ends what is open. */
void html_state_done(struct html_state *st);

void html_open(struct html_state *st, enum html_class class, uint8_t level);
void html_close(struct html_state *st, enum html_class class);
void html_state_text(struct html_state *st, struct str s);

/* True when the attributes in s give a bold font. */
bool html_style_is_bold(struct str s);

/* Read s into out. False: given up, out is to be restarted. */
bool html_quick_read(struct str s, struct text_out *out);

/* Read s, which is clean UTF-8, into out with libxml2. */
void html_sax_read(struct str s, struct text_out *out);

/* Tags that begin live HTML ("<p", "</li", "<br") among the first in s, at
 * most max, and the same escaped ("&lt;p"). Only names of HTML count. */
void html_count_tags(struct str s, unsigned max, unsigned *live,
                     unsigned *escaped);

#endif
