/* SPDX-License-Identifier: MIT */
#include "extract/text.h"
#include "base/utf8.h"
#include "extract/text_entities.h"
#include "extract/text_html.h"
#include "extract/text_plain.h"
#include "extract/text_repair.h"
#include <string.h>

#define SNIFF_TAGS       8u /* as many settle what a text is */
#define PLAIN_TAGS       3u /* fewer in a text that is said to be plain stay */
#define ESCAPED_LAYERS   3u
#define REFERENCE_LAYERS 2u /* as written, and once more: "R&amp;amp;D" */

/* s without one layer of character references, in a. */
static struct str undo_layer(struct str s, struct arena *a)
{
    char *p = arena_alloc(a, s.n + 1);
    memcpy(p, s.p, s.n);
    return (struct str){p, entities_undo(p, s.n)};
}

/* Live HTML tags in *s, after the layers in which it was escaped as a whole
 * are undone: while escaped tags outnumber live ones. */
static unsigned live_tags(struct str *s, struct arena *a)
{
    unsigned live = 0, escaped = 0;
    for (unsigned i = 0; i < ESCAPED_LAYERS; i++) {
        html_count_tags(*s, SNIFF_TAGS, &live, &escaped);
        if (escaped <= live)
            break;
        *s = undo_layer(*s, a);
    }
    return live;
}

static void read_html(struct str s, struct text_out *out)
{
    if (html_quick_read(s, out))
        return;
    text_out_restart(out, REFERENCE_LAYERS - 1);
    html_sax_read(s, out);
}

static void read_clean(struct str s, enum text_format format, struct arena *a,
                       struct text_out *out)
{
    unsigned live = live_tags(&s, a);
    text_out_init(out, a, s.n, REFERENCE_LAYERS);
    bool is_html = format == TEXT_HTML ? live > 0 : live >= PLAIN_TAGS;
    bool is_markdown = format == TEXT_MARKDOWN;
    if (!is_markdown && !is_html)
        is_markdown = markdown_is_likely(s);
    if (!is_html && s.n > 0 && memchr(s.p, '&', s.n)) {
        s = undo_layer(s, a);
        out->layers--;
    }
    if (is_markdown)
        markdown_read(s, out);
    else if (is_html)
        read_html(s, out);
    else
        plain_read(s, out);
}

void text_normalise(struct str in, enum text_format format, struct arena *a,
                    struct doc *out)
{
    bool cut = in.n > TEXT_INPUT_MAX_BYTES;
    if (in.n == 0)
        in = STR(""); /* absent, too */
    if (cut)
        in.n = TEXT_INPUT_MAX_BYTES;
    if (str_starts(in, STR("\xef\xbb\xbf")))
        in = str_slice(in, 3, in.n);
    struct buf cleaned;
    buf_init(&cleaned, 3 * (size_t)TEXT_INPUT_MAX_BYTES);
    if (!utf8_is_clean(in)) {
        utf8_clean(in, &cleaned);
        in = buf_str(&cleaned);
    }
    struct text_out o;
    read_clean(in, format, a, &o);
    text_out_finish(&o, out);
    out->truncated |= cut;
    buf_done(&cleaned);
}

struct str text_unescape(struct str in, struct arena *a)
{
    if (!in.p)
        return STR_NONE;
    struct buf cleaned;
    buf_init(&cleaned, TEXT_OUTPUT_MAX_BYTES);
    utf8_clean(str_slice(in, 0, TEXT_OUTPUT_MAX_BYTES / 3), &cleaned);
    char *p = arena_alloc(a, cleaned.n + 1);
    memcpy(p, buf_cstr(&cleaned), cleaned.n);
    size_t n = text_repair(p, cleaned.n, 1);
    p[n] = '\0';
    buf_done(&cleaned);
    return (struct str){p, n};
}
