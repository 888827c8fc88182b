/* SPDX-License-Identifier: MIT */
#include "extract/text_plain.h"
#include "extract/text_bullets.h"
#include "extract/text_flat.h"
#include "extract/text_glue.h"
#include <string.h>

#define WRAP_MIN_BYTES                                                         \
    55u /* lines of this length on are wrapped by a mailer                     \
         */
#define WRAP_MAX_BYTES  100u
#define WRAP_SLOP_BYTES 25u /* a wrapped line lacks at most one long word */
#define WRAP_MIN_LINES  6u

struct plain {
    struct text_out *out;
    bool glued;     /* the breaks within its lines are lost */
    size_t width;   /* of hard-wrapped text; 0: it is not wrapped */
    size_t last;    /* bytes of the line before, 0 behind a blank one */
    char last_char; /* its last byte */
    bool in_item;   /* the line before is of an item: */
    size_t indent;  /* of its bullet */
    char mark;      /* first byte of its bullet */
    char base;      /* the same of the list's first item */
    uint8_t level;
};

/* The width at which s is wrapped, or 0: nearly every line that another one
 * follows is about as long as the longest. */
static size_t wrap_width(struct str s)
{
    size_t longest = 0, lines = 0;
    struct str rest = s, line;
    while (str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        longest = line.n > longest ? line.n : longest;
        lines += line.n > 0;
    }
    if (lines < WRAP_MIN_LINES || longest < WRAP_MIN_BYTES ||
        longest > WRAP_MAX_BYTES)
        return 0;
    size_t followed = 0, full = 0, before = 0;
    rest = s;
    while (str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (line.n > 0 && before > 0) {
            followed++;
            full += before + WRAP_SLOP_BYTES >= longest;
        }
        before = line.n;
    }
    return followed > 0 && full * 10 >= followed * 7 ? longest : 0;
}

static bool ends_sentence(char c)
{
    return c == '.' || c == ':' || c == ';' || c == '!' || c == '?';
}

/* Whether a line without a bullet goes on with the block before it. */
static bool goes_on(const struct plain *p, struct str line, size_t indent)
{
    if (p->last == 0 || !p->out->open)
        return false;
    if (p->in_item && indent > p->indent)
        return true;
    if (p->width == 0 || p->last + WRAP_SLOP_BYTES < p->width)
        return false;
    bool lower = line.p[0] >= 'a' && line.p[0] <= 'z';
    return lower || !ends_sentence(p->last_char);
}

/* "o " is a bullet of Word's second level, but a word too: only before a
 * capital, and within a list. */
static size_t letter_bullet(const struct plain *p, struct str line)
{
    bool is_one = p->in_item && line.n > 2 && line.p[0] == 'o' &&
                  line.p[1] == ' ' && ascii_is_upper(line.p[2]);
    return is_one ? 2 : 0;
}

/* Begin an item. Its level comes from the indentation and the kind of bullet,
 * beside those of the item before. */
static void begin_item(struct plain *p, size_t indent, char mark)
{
    bool deeper = indent >= p->indent + 2 || (mark == 'o' && p->mark != 'o');
    bool as_before = indent == p->indent && mark == p->mark;
    if (!p->in_item) {
        p->level = 1;
        p->base = mark;
    } else if (deeper) {
        p->level = p->level < UINT8_MAX ? (uint8_t)(p->level + 1) : UINT8_MAX;
    } else if (!as_before && (mark == p->base || indent < p->indent)) {
        p->level = 1;
    }
    p->indent = indent;
    p->mark = mark;
    p->in_item = true;
    text_out_next(p->out, BLOCK_ITEM, p->level);
}

static void read_line(struct plain *p, struct str raw)
{
    struct str line = str_trim(raw);
    if (line.n == 0) {
        text_out_break(p->out);
        p->last = 0;
        return;
    }
    size_t indent = (size_t)(line.p - raw.p);
    size_t bullet = bullet_bytes(line);
    if (bullet == 0)
        bullet = letter_bullet(p, line);
    if (bullet > 0 || bullet_symbol_bytes(line) == line.n) {
        begin_item(p, indent, line.p[0]);
        bullet = bullet ? bullet : line.n;
        flat_read(str_slice(line, bullet, line.n), p->glued, p->out);
    } else if (goes_on(p, line, indent)) {
        text_out_add(p->out, STR(" "), false);
        text_out_add(p->out, line, false);
    } else {
        text_out_break(p->out);
        p->in_item = p->out->kind == BLOCK_ITEM; /* a bullet stood alone */
        flat_read(line, p->glued, p->out);
    }
    p->last = line.n;
    p->last_char = line.p[line.n - 1];
}

void plain_read(struct str s, struct text_out *out)
{
    struct plain p = {
        .out = out, .glued = glue_is_everywhere(s), .width = wrap_width(s)};
    struct str line;
    while (str_split(&s, '\n', &line))
        read_line(&p, line);
    text_out_next(out, BLOCK_PARAGRAPH, 0);
}
