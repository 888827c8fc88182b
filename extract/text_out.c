/* SPDX-License-Identifier: MIT */
#include "extract/text_out.h"
#include "base/utf8.h"
#include "extract/text_bullets.h"
#include "extract/text_headings.h"
#include "extract/text_repair.h"
#include <string.h>

#define FIRST_BLOCKS    64u
#define LEVEL_BOLD      0xffu /* of a paragraph, until text_out_finish() */
#define BULLET_BYTES    2     /* "- " */
#define SLACK_BYTES     64    /* beyond in_bytes, for "\n- " of bullets */
#define MARGIN_BYTES    4     /* always free behind the text */
#define SHORT_RUN_BYTES 16    /* within this, a run may be only white space */

static const uint64_t ones = 0x0101010101010101u;
static const uint64_t tops = 0x8080808080808080u;

void text_out_init(struct text_out *o, struct arena *a, size_t in_bytes,
                   unsigned layers)
{
    /* HTML and Markdown shrink; a line of plain text of one byte may become
     * an item, which is why there is half as much again. */
    size_t cap = in_bytes + in_bytes / 2 + SLACK_BYTES;
    if (cap > TEXT_OUTPUT_MAX_BYTES)
        cap = TEXT_OUTPUT_MAX_BYTES;
    *o = (struct text_out){.a = a, .cap = cap, .blocks_cap = FIRST_BLOCKS};
    o->p = arena_alloc(a, cap + 1);
    o->blocks = arena_calloc(a, FIRST_BLOCKS, sizeof *o->blocks);
    text_out_restart(o, layers);
}

void text_out_restart(struct text_out *o, unsigned layers)
{
    *o = (struct text_out){.a = o->a,
                           .p = o->p,
                           .cap = o->cap,
                           .blocks = o->blocks,
                           .blocks_cap = o->blocks_cap,
                           .layers = layers};
}

/* True when one of the eight bytes of v is a control character or two spaces
 * stand side by side; rarely true without need. */
static bool needs_care(uint64_t v)
{
    uint64_t control = (v - ones * 0x20) & ~v & tops;
    uint64_t x = v ^ (ones * ' ');
    uint64_t space = (x - ones) & ~x & tops;
    return control || (space & space << 8);
}

/* Length of the run at p that can be taken as it stands: no control character,
 * no two spaces. *high is set when it holds a non-ASCII byte or DEL. */
static size_t plain_run(const char *p, size_t n, bool *high)
{
    uint64_t seen = 0, v;
    size_t i = 0;
    /* Steps of seven, so that a pair of spaces lies within one step. */
    for (; n - i >= sizeof v; i += sizeof v - 1) {
        memcpy(&v, p + i, sizeof v);
        if (needs_care(v))
            break;
        seen |= v | (v + ones); /* DEL, too, becomes a byte over 0x7f */
    }
    for (; i < n; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c < ' ' || (c == ' ' && i + 1 < n && p[i + 1] == ' '))
            break;
        seen |= c | (c + 1u);
    }
    *high |= (seen & tops) != 0;
    return i;
}

/* True when s shows nothing: spaces, no-break spaces in either form, a colon
 * that was left outside the bold. */
static bool shows_nothing(struct str s)
{
    if (s.n > SHORT_RUN_BYTES)
        return false;
    for (size_t i = 0; i < s.n;) {
        struct str rest = str_slice(s, i, s.n);
        if (s.p[i] == ' ' || s.p[i] == ':')
            i++;
        else if (str_starts(rest, STR("\xc2\xa0")))
            i += 2;
        else if (str_starts(rest, STR("&nbsp;")))
            i += 6;
        else
            return false;
    }
    return true;
}

static void open_block(struct text_out *o)
{
    o->line = o->n;
    if (o->n > 0)
        o->p[o->n++] = '\n';
    if (o->kind == BLOCK_ITEM) {
        memcpy(o->p + o->n, "- ", BULLET_BYTES);
        o->n += BULLET_BYTES;
    }
    o->start = o->n;
    o->open = true;
    o->space = o->high = o->bold = o->plain = false;
}

/* Append a run that plain_run() gave. */
static void append(struct text_out *o, struct str s, bool bold)
{
    size_t free_bytes = o->cap - o->n;
    size_t need = s.n + 1 + BULLET_BYTES + 1 + MARGIN_BYTES;
    if (need > free_bytes) {
        o->full = true;
        size_t cut = need - free_bytes;
        if (cut >= s.n)
            return;
        s.n = utf8_floor(s, s.n - cut);
    }
    if (!o->open)
        open_block(o);
    else if (o->space)
        o->p[o->n++] = ' ';
    o->space = s.p[s.n - 1] == ' ';
    if (o->space)
        s.n--;
    memcpy(o->p + o->n, s.p, s.n);
    o->n += s.n;
    if (bold)
        o->bold = true;
    else if (!o->plain && !shows_nothing(s))
        o->plain = true;
}

/* Pass over white space and controls at the start of s. A line that begins
 * with a bullet symbol begins a block in every format. */
static struct str skip_white(struct text_out *o, struct str s)
{
    size_t i = 0;
    bool new_line = false;
    while (i < s.n && (unsigned char)s.p[i] <= ' ') {
        o->space |= ascii_is_space(s.p[i]);
        new_line |= s.p[i++] == '\n';
    }
    s = str_slice(s, i, s.n);
    if (new_line && bullet_symbol_bytes(s))
        text_out_break(o);
    return s;
}

void text_out_add(struct text_out *o, struct str s, bool bold)
{
    while (s.n > 0 && !o->full) {
        if ((unsigned char)s.p[0] <= ' ') {
            s = skip_white(o, s);
            continue;
        }
        bool high = false;
        size_t run = plain_run(s.p, s.n, &high);
        append(o, str_slice(s, 0, run), bold);
        o->high |= high;
        s = str_slice(s, run, s.n);
    }
}

static void push_block(struct text_out *o, size_t start, size_t end,
                       enum block_kind kind, uint8_t level)
{
    if (o->n_blocks == o->blocks_cap) {
        struct block *more =
            arena_calloc(o->a, o->blocks_cap, 2 * sizeof *more);
        memcpy(more, o->blocks, o->n_blocks * sizeof *more);
        o->blocks = more;
        o->blocks_cap *= 2;
    }
    o->blocks[o->n_blocks++] =
        (struct block){(uint32_t)start, (uint32_t)end, kind, level};
}

/* Bullet symbols within the block's text [from, n): each begins an item of its
 * own. The symbol of three bytes makes room for "\n- ". */
static void split_at_symbols(struct text_out *o, size_t from, uint8_t level)
{
    const size_t first = from;
    size_t to = from, start = from;
    while (from < o->n) {
        struct str rest = {o->p + from, o->n - from};
        size_t symbol = o->p[from] & 0x80 ? bullet_symbol_bytes(rest) : 0;
        if (symbol == 0) {
            o->p[to++] = o->p[from++];
            continue;
        }
        from += symbol;
        while (from < o->n && o->p[from] == ' ')
            from++;
        while (to > start && o->p[to - 1] == ' ')
            to--;
        if (to > start) {
            push_block(o, start, to, BLOCK_ITEM, level);
            memcpy(o->p + to, "\n- ", 1 + BULLET_BYTES);
            to += 1 + BULLET_BYTES;
        }
        start = to;
    }
    if (to > start)
        push_block(o, start, to, BLOCK_ITEM, level);
    else
        to = start == first ? o->line : start - (1 + BULLET_BYTES);
    o->n = to;
}

/* Whether " - " or " * " at i, before a capital, begins another item. */
static bool is_mark_at(const struct text_out *o, size_t i, char mark)
{
    const char *p = o->p + i;
    return i + 3 < o->n && p[1] == mark && p[0] == ' ' && p[2] == ' ' &&
           ascii_is_upper(p[3]);
}

/* Items that were typed with "- " or "* " and ran together in one line: only
 * where it happened twice, as one dash may be a dash. */
static void split_at_marks(struct text_out *o, size_t start, char mark,
                           uint8_t level)
{
    unsigned marks = 0;
    for (size_t i = start; i < o->n; i++)
        marks += o->p[i] == ' ' && is_mark_at(o, i, mark);
    for (size_t i = start; marks >= 2 && i < o->n; i++) {
        if (o->p[i] != ' ' || !is_mark_at(o, i, mark))
            continue;
        push_block(o, start, i, BLOCK_ITEM, level);
        memcpy(o->p + i, "\n- ", 1 + BULLET_BYTES);
        start = i + 1 + BULLET_BYTES;
    }
    push_block(o, start, o->n, BLOCK_ITEM, level);
}

/* The block is a list item that somebody typed: its bullet of so many bytes
 * gives way to "- ". */
static void make_item(struct text_out *o, size_t bullet, uint8_t level)
{
    size_t old = o->start + bullet;
    size_t start = o->line + (o->line > 0) + BULLET_BYTES;
    char mark = o->p[o->start];
    memmove(o->p + start, o->p + old, o->n - old);
    memcpy(o->p + start - BULLET_BYTES, "- ", BULLET_BYTES);
    o->n = o->n - old + start;
    if (mark == '-' || mark == '*')
        split_at_marks(o, start, mark, level);
    else if (o->high)
        split_at_symbols(o, start, level);
    else
        push_block(o, start, o->n, BLOCK_ITEM, level);
}

/* Whether the text has two or more bullet symbols inside it. */
static bool has_symbols(const struct text_out *o)
{
    unsigned symbols = 0;
    for (size_t i = o->start; o->high && i < o->n && symbols < 2; i++)
        if (o->p[i] & 0x80)
            symbols +=
                bullet_symbol_bytes((struct str){o->p + i, o->n - i}) > 0;
    return symbols >= 2;
}

/* A paragraph with bullets inside it: the words before the first of them stay
 * a paragraph. */
static void split_paragraph(struct text_out *o)
{
    size_t at = o->start;
    while (!(o->p[at] & 0x80) ||
           !bullet_symbol_bytes((struct str){o->p + at, o->n - at}))
        at++;
    size_t end = at;
    while (end > o->start && o->p[end - 1] == ' ')
        end--;
    size_t bullet = bullet_bytes((struct str){o->p + at, o->n - at});
    push_block(o, o->start, end, BLOCK_PARAGRAPH, 0);
    o->line = end;
    o->start = at;
    o->p[end] = '\n';
    make_item(o, bullet, o->level ? o->level : 1);
}

/* Bytes of the "## " or "== " that s begins with; 0 for none. */
static size_t heading_mark(struct str s)
{
    size_t n = 0;
    while (n < s.n && n < 7 && s.p[n] == s.p[0])
        n++;
    bool is_mark = n >= 2 && n <= 6 && n < s.n &&
                   (s.p[0] == '=' || (s.p[0] == '#' && s.p[n] == ' '));
    return is_mark ? n + (s.p[n] == ' ') : 0;
}

/* "### Stack", "== Stack ==": people type headings into text that nobody
 * renders. Cuts the marks; true when there were any. */
static bool cut_typed_heading(struct text_out *o)
{
    char *p = o->p + o->start, mark = *p;
    size_t end = o->n - o->start;
    size_t from = heading_mark((struct str){p, end});
    if (from == 0 || end - from > HEADING_MAX_BYTES)
        return false;
    while (end > from && (p[end - 1] == mark || p[end - 1] == ' '))
        end--;
    if (end == from)
        return false;
    memmove(p, p + from, end - from);
    o->n = o->start + end - from;
    return true;
}

/* The repaired text from o->start on becomes a block, or several. */
static void place_block(struct text_out *o)
{
    if (o->kind == BLOCK_PARAGRAPH && cut_typed_heading(o)) {
        push_block(o, o->start, o->n, BLOCK_HEADING, HEADING_LEVEL_WORDS);
        return;
    }
    struct str s = {o->p + o->start, o->n - o->start};
    uint8_t level = o->level ? o->level : 1;
    size_t bullet = o->kind == BLOCK_HEADING ? 0 : bullet_bytes(s);
    if (bullet > 0 && bullet < s.n)
        make_item(o, bullet, level);
    else if (o->kind != BLOCK_PARAGRAPH)
        push_block(o, o->start, o->n, o->kind, level);
    else if (has_symbols(o))
        split_paragraph(o);
    else
        push_block(o, o->start, o->n, BLOCK_PARAGRAPH,
                   o->bold && !o->plain ? LEVEL_BOLD : 0);
}

void text_out_break(struct text_out *o)
{
    o->space = false;
    if (!o->open)
        return;
    o->open = false;
    size_t n = o->n - o->start;
    char *text = o->p + o->start;
    if (o->high || (o->layers && memchr(text, '&', n)))
        n = text_repair(text, n, o->layers);
    o->n = o->start + n;
    if (n == 0) {
        o->n = o->line;
        return;
    }
    place_block(o);
    if (o->kind == BLOCK_ITEM)
        o->kind = BLOCK_PARAGRAPH;
}

void text_out_next(struct text_out *o, enum block_kind kind, uint8_t level)
{
    text_out_break(o);
    o->kind = kind;
    o->level = level;
}

void text_out_finish(struct text_out *o, struct doc *out)
{
    text_out_break(o);
    for (size_t i = 0; i < o->n_blocks; i++) {
        struct block *b = &o->blocks[i];
        if (b->kind != BLOCK_PARAGRAPH)
            continue;
        bool bold = b->level == LEVEL_BOLD;
        bool before_item = i + 1 < o->n_blocks && b[1].kind == BLOCK_ITEM;
        struct str line = {o->p + b->start, b->end - b->start};
        b->level = (uint8_t)heading_level(line, bold, before_item);
        if (b->level)
            b->kind = BLOCK_HEADING;
    }
    o->p[o->n] = '\0';
    *out = (struct doc){.text = {o->p, o->n},
                        .blocks = o->blocks,
                        .n_blocks = o->n_blocks,
                        .truncated = o->full};
}
