/* SPDX-License-Identifier: MIT */
#include "extract/text_bullets.h"
#include "extract/text_html.h"
#include "extract/text_plain.h"
#include <string.h>

#define LABEL_MAX_BYTES  400u  /* of a link's text */
#define TARGET_MAX_BYTES 2048u /* of a link's target, or of a tag */
#define MAX_DEPTH        15u   /* of lists */

struct markdown {
    struct text_out *out;
    bool bold, code; /* within strong emphasis; within a fenced block */
    bool in_list;
    size_t indent; /* of the list's first item */
};

/* ---- Within a line ---- */

static bool is_word(struct str s, size_t i)
{
    return i < s.n && (ascii_is_alnum(s.p[i]) || (s.p[i] & 0x80));
}

/* The position behind the ")" that closes the "(" at from, or from. */
static size_t target_end(struct str s, size_t from)
{
    unsigned depth = 0;
    s = str_slice(s, 0, from + TARGET_MAX_BYTES);
    for (size_t i = from; i < s.n; i++) {
        depth += s.p[i] == '(';
        if (s.p[i] == ')' && --depth == 0)
            return i + 1;
    }
    return from;
}

/* "](target)" at i: the bytes of it, 0 for anything else. */
static size_t link_tail(struct str s, size_t i)
{
    if (i + 1 >= s.n || s.p[i + 1] != '(')
        return 0;
    size_t end = target_end(s, i + 1);
    return end > i + 1 ? end - i : 0;
}

/* True when the "[" at i begins a link. */
static bool begins_link(struct str s, size_t i)
{
    size_t n = s.n - i < LABEL_MAX_BYTES ? s.n - i : LABEL_MAX_BYTES;
    const char *close = memchr(s.p + i, ']', n);
    return close && link_tail(s, (size_t)(close - s.p)) > 0;
}

/* The tag at i, which is a '<': its bytes, and its effect; 0 for no tag. */
static size_t inline_tag(struct markdown *m, struct str s, size_t i)
{
    size_t n = s.n - i < TARGET_MAX_BYTES ? s.n - i : TARGET_MAX_BYTES;
    const char *end = memchr(s.p + i, '>', n);
    if (!end)
        return 0;
    size_t from = i + 1 + (i + 1 < s.n && s.p[i + 1] == '/'), to = from;
    while (to < s.n && ascii_is_alnum(s.p[to]))
        to++;
    uint8_t level;
    enum html_class class =
        html_class_of(html_key(str_slice(s, from, to)), &level);
    if (class == HTML_UNKNOWN)
        return 0;
    if (class == HTML_BOLD)
        m->bold = s.p[i + 1] != '/';
    else if (class != HTML_INLINE && class != HTML_EMPTY)
        text_out_break(m->out);
    return (size_t)(end - s.p) + 1 - i;
}

/* Emphasis at i: the bytes of its mark, which is dropped; 0 when the '*' or
 * '_' stands for itself. */
static size_t emphasis(struct markdown *m, struct str s, size_t i)
{
    char c = s.p[i];
    size_t end = i;
    while (end < s.n && s.p[end] == c)
        end++;
    bool before = i > 0 && s.p[i - 1] != ' ';
    bool after = end < s.n && s.p[end] != ' ';
    if (!before && !after && i > 0)
        return 0;
    if (c == '_' && i > 0 && is_word(s, i - 1) && is_word(s, end))
        return 0; /* snake_case */
    if (end - i >= 2)
        m->bold = !m->bold;
    return end - i;
}

/* Bytes to drop at i, which holds one of the marks below; 0: it is text. */
static size_t mark_at(struct markdown *m, struct str s, size_t i)
{
    switch (s.p[i]) {
    case '*':
    case '_':
        return emphasis(m, s, i);
    case '`':
        return 1;
    case '~':
        return i + 1 < s.n && s.p[i + 1] == '~' ? 2 : 0;
    case '[':
        return begins_link(s, i);
    case ']':
        return link_tail(s, i);
    case '!':
        return i + 1 < s.n && s.p[i + 1] == '[' && begins_link(s, i + 1) ? 2
                                                                         : 0;
    case '<':
        return inline_tag(m, s, i);
    case '\\':
        return i + 1 < s.n && strchr("\\`*_{}[]()#+-.!|>~<\"'&/:$%", s.p[i + 1])
                   ? 1
                   : 0;
    default:
        return 0;
    }
}

/* The next byte at or behind i that may be a mark; s.n for none. */
static size_t next_mark(struct str s, size_t i)
{
    while (i < s.n && !memchr("*_`~[]!<\\", s.p[i], 9))
        i++;
    return i;
}

static void add_inline(struct markdown *m, struct str s)
{
    size_t from = 0;
    for (size_t i = next_mark(s, 0); i < s.n; i = next_mark(s, i)) {
        text_out_add(m->out, str_slice(s, from, i), m->bold);
        from = i + mark_at(m, s, i);
        /* A mark that stands for itself is text, as is what is escaped. */
        i = from > i && s.p[i] != '\\' ? from : from + 1;
    }
    text_out_add(m->out, str_slice(s, from, s.n), m->bold);
}

/* ---- Lines ---- */

/* A line of at least three of one mark and nothing else; the mark or '\0'. */
static char rule_mark(struct str line)
{
    size_t marks = 0;
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] != line.p[0] && line.p[i] != ' ')
            return '\0';
        marks += line.p[i] != ' ';
    }
    return marks >= 3 && strchr("-*_=", line.p[0]) ? line.p[0] : '\0';
}

/* "## " at the start of line: the level, 0 for none. */
static uint8_t hash_level(struct str line)
{
    size_t level = 0;
    while (level < line.n && level <= 6 && line.p[level] == '#')
        level++;
    bool spaced =
        level < line.n && (line.p[level] == ' ' || line.p[level] == '*');
    return level <= 6 && spaced ? (uint8_t)level : 0;
}

static void add_heading(struct markdown *m, struct str line, uint8_t level)
{
    while (line.n > 0 && line.p[line.n - 1] == '#')
        line.n--;
    text_out_next(m->out, BLOCK_HEADING, level);
    add_inline(m, line);
    text_out_next(m->out, BLOCK_PARAGRAPH, 0);
}

static void add_cells(struct markdown *m, struct str row)
{
    struct str cell;
    size_t rule = 0; /* "|---|:-:|" parts the head from the rows */
    while (rule < row.n && memchr("|-: ", row.p[rule], 4))
        rule++;
    if (rule == row.n)
        return;
    while (str_split(&row, '|', &cell)) {
        add_inline(m, cell);
        text_out_break(m->out);
    }
}

/* A line underlined by "===" or "---" is a heading. */
static uint8_t underlined(struct str line, struct str rest)
{
    struct str next;
    if (line.n == 0 || !str_split(&rest, '\n', &next))
        return 0;
    next = str_trim(next);
    char mark =
        next.n > 0 && !memchr(next.p, ' ', next.n) ? rule_mark(next) : '\0';
    return mark == '=' ? 1 : mark == '-' ? 2 : 0;
}

/* Two blanks more than the list's first item are a level more. */
static void begin_item(struct markdown *m, size_t indent)
{
    if (!m->in_list || indent < m->indent)
        m->indent = indent;
    m->in_list = true;
    size_t deeper = (indent - m->indent) / 2;
    text_out_next(m->out, BLOCK_ITEM,
                  (uint8_t)(1 + (deeper < MAX_DEPTH ? deeper : MAX_DEPTH)));
}

static void read_line(struct markdown *m, struct str raw, struct str rest)
{
    struct str line = str_trim(raw);
    m->bold = false;
    while (line.n > 0 && line.p[0] == '>')
        line = str_trim(str_slice(line, 1, line.n));
    text_out_break(m->out);
    if (str_starts(line, STR("```"))) {
        m->code = !m->code;
        return;
    }
    if (line.n == 0 || rule_mark(line))
        return;
    uint8_t level = m->code ? 0 : hash_level(line);
    size_t bullet = level ? 0 : bullet_bytes(line);
    m->in_list &= bullet > 0;
    if (m->code)
        text_out_add(m->out, line, false);
    else if (level)
        add_heading(m, str_trim(str_slice(line, level, line.n)), level);
    else if (bullet) {
        begin_item(m, (size_t)(line.p - raw.p));
        add_inline(m, str_slice(line, bullet, line.n));
    } else if (line.p[0] == '|')
        add_cells(m, line);
    else if ((level = underlined(line, rest)) > 0)
        add_heading(m, line, level);
    else
        add_inline(m, line);
}

void markdown_read(struct str s, struct text_out *out)
{
    struct markdown m = {.out = out};
    struct str line;
    while (str_split(&s, '\n', &line))
        read_line(&m, line, s);
    text_out_next(out, BLOCK_PARAGRAPH, 0);
}

/* Whether a line is one that only Markdown has. */
static bool is_marked(struct str line)
{
    if (line.n < 3)
        return false;
    if (hash_level(line))
        return true;
    if (str_starts(line, STR("**")))
        return str_find(str_slice(line, 2, line.n), STR("**")) != SIZE_MAX;
    return str_find(line, STR("](http")) != SIZE_MAX ||
           str_find(line, STR("\\-")) != SIZE_MAX;
}

bool markdown_is_likely(struct str s)
{
    unsigned marks = 0;
    struct str rest = s, line;
    if (s.n == 0 || (!memchr(s.p, '#', s.n) && !memchr(s.p, '*', s.n) &&
                     !memchr(s.p, ']', s.n) && !memchr(s.p, '\\', s.n)))
        return false;
    while (marks < 2 && str_split(&rest, '\n', &line))
        marks += is_marked(str_trim(line));
    return marks >= 2;
}
