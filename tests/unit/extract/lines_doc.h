/* SPDX-License-Identifier: MIT */
/* lines_doc.h - a doc for tests, from lines as text.h would give them.
 *
 * "# " begins a heading and "- " an item; any other line is a paragraph. */
#ifndef TESTS_LINES_DOC_H
#define TESTS_LINES_DOC_H

#include "extract/text.h"
#include <string.h>

static inline struct doc lines_doc(struct arena *a, const char *lines)
{
    struct buf text;
    buf_init(&text, TEXT_OUTPUT_MAX_BYTES);
    struct block *blocks = arena_calloc(a, strlen(lines) + 1, sizeof *blocks);
    size_t n = 0;
    struct str rest = str_from(lines), line;
    while (str_split(&rest, '\n', &line)) {
        if (!line.n)
            continue;
        if (text.n)
            buf_add_char(&text, '\n');
        enum block_kind kind = BLOCK_PARAGRAPH;
        if (str_starts(line, STR("# "))) {
            kind = BLOCK_HEADING;
            line = str_slice(line, 2, line.n);
        } else if (str_starts(line, STR("- "))) {
            kind = BLOCK_ITEM;
            buf_add_cstr(&text, "- ");
            line = str_slice(line, 2, line.n);
        }
        uint32_t start = (uint32_t)text.n;
        buf_add_str(&text, line);
        blocks[n++] = (struct block){start, (uint32_t)text.n, kind,
                                     kind == BLOCK_PARAGRAPH ? 0 : 1};
    }
    struct str kept = arena_str(a, buf_str(&text));
    buf_done(&text);
    return (struct doc){kept, blocks, n, false};
}

#endif
