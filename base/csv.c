/* SPDX-License-Identifier: MIT */
#include "base/csv.h"
#include "base/alloc.h"
#include "base/input.h"
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BYTES (256u << 10)
#define BOM         "\xef\xbb\xbf"

struct csv_reader {
    struct input *in;
    char *window; /* text [from, to) is read and not yet given */
    size_t from, to, cap;
    bool at_end;
    char sep;
    uint64_t line, next_line; /* of the row last given, and of the next */
    char *header_text;        /* what the names point into */
    struct str *header, *fields;
    size_t n_header;
};

/* Where a scan for the end of a row has come to. */
struct scan {
    size_t at;
    bool quoted;      /* inside quotes */
    bool field_start; /* a quote here opens */
    uint64_t newlines;
};

void csv_reader_free(struct csv_reader *r)
{
    if (!r)
        return;
    input_free(r->in);
    free(r->window);
    free(r->header_text);
    free(r->header);
    free(r->fields);
    free(r);
}

/* More text behind what there is; positions in the window move down by the
 * amount that is given back. */
static enum st fill(struct csv_reader *r, size_t *moved, struct err *err)
{
    *moved = r->from;
    if (r->from > 0) {
        memmove(r->window, r->window + r->from, r->to - r->from);
        r->to -= r->from;
        r->from = 0;
    }
    if (r->to == r->cap) {
        r->cap *= 2;
        r->window = xrealloc(r->window, r->cap, 1);
    }
    size_t n;
    enum st st = input_read(r->in, r->window + r->to, r->cap - r->to, &n, err);
    r->to += n;
    r->at_end = st == ST_OK && n == 0;
    return st;
}

/* One byte on; true when it ended the row. */
static bool step(const struct csv_reader *r, struct scan *s)
{
    char c = r->window[s->at];
    if (s->quoted) {
        if (c == '"' && s->at + 1 < r->to && r->window[s->at + 1] == '"')
            s->at++;
        else if (c == '"')
            s->quoted = false;
    } else if (c == '\n') {
        return true;
    } else if (c == '"' && s->field_start) {
        s->quoted = true;
        s->field_start = false;
    } else {
        s->field_start = c == r->sep;
    }
    s->newlines += c == '\n';
    s->at++;
    return false;
}

/* Scan what the window holds of the row; true at its end. A quote that ends
 * the window waits for what follows, which decides its meaning. */
static bool scan_window(const struct csv_reader *r, struct scan *s)
{
    while (s->at < r->to) {
        bool last = s->at + 1 == r->to && !r->at_end;
        if (last && s->quoted && r->window[s->at] == '"')
            return false;
        if (step(r, s))
            return true;
    }
    return false;
}

/* What a search for the next row came to. */
enum found {
    FOUND_ROW, /* it ends at scan.at: a newline, or the end of the text */
    FOUND_END,
    FOUND_UNCLOSED, /* the text ends inside quotes */
    FOUND_TOO_BIG,
    FOUND_FAILED /* reading failed; err is set */
};

static enum found find_row(struct csv_reader *r, struct scan *s,
                           struct err *err)
{
    *s = (struct scan){.at = r->from, .field_start = true};
    while (!scan_window(r, s)) {
        if (r->at_end && s->quoted)
            return FOUND_UNCLOSED;
        if (r->at_end)
            return s->at == r->from ? FOUND_END : FOUND_ROW;
        if (s->at - r->from > CSV_ROW_MAX_BYTES)
            return FOUND_TOO_BIG;
        size_t moved;
        if (fill(r, &moved, err) != ST_OK)
            return FOUND_FAILED;
        s->at -= moved;
    }
    return s->at - r->from > CSV_ROW_MAX_BYTES ? FOUND_TOO_BIG : FOUND_ROW;
}

/* Go on behind the line on which a bad row begins: what follows may be good,
 * and a quote that never closes must not cost the rest of the file. */
static enum st skip_line(struct csv_reader *r, struct err *err)
{
    for (;;) {
        size_t n = r->to - r->from;
        char *at = n ? memchr(r->window + r->from, '\n', n) : NULL;
        r->from = at ? (size_t)(at - r->window) + 1 : r->to;
        if (at || r->at_end) {
            r->next_line++;
            return ST_OK;
        }
        size_t moved;
        enum st st = fill(r, &moved, err);
        if (st != ST_OK)
            return st;
    }
}

/* Cut the next field off [*p, end), quotes undone in place. *p is left behind
 * its separator, or NULL when it was the last. */
static struct str cut_field(char **p, char *end, char sep)
{
    char *to = *p, *from = *p;
    struct str field = {to, 0};
    bool quoted = from < end && *from == '"';
    from += quoted;
    for (; from < end && (quoted || *from != sep); from++) {
        if (quoted && *from == '"') {
            if (from + 1 == end || from[1] != '"') {
                quoted = false;
                continue;
            }
            from++;
        }
        *to++ = *from;
    }
    field.n = (size_t)(to - field.p);
    *p = from < end ? from + 1 : NULL;
    return field;
}

/* Cut the row into at most cap fields. Returns how many there are. */
static size_t cut_row(char *p, char *end, char sep, struct str *fields,
                      size_t cap)
{
    size_t n = 0;
    while (p) {
        struct str field = cut_field(&p, end, sep);
        if (n < cap)
            fields[n] = field;
        n++;
    }
    return n;
}

/* The next row that is not blank, as [*row, *end); moves behind it. */
static enum csv_what next_row(struct csv_reader *r, char **row, char **end,
                              struct err *err)
{
    for (;;) {
        struct scan s;
        enum found found = find_row(r, &s, err);
        if (found == FOUND_FAILED)
            return CSV_ERROR;
        if (found == FOUND_END)
            return CSV_END;
        r->line = r->next_line;
        if (found == FOUND_UNCLOSED || found == FOUND_TOO_BIG) {
            if (skip_line(r, err) != ST_OK)
                return CSV_ERROR;
            err_set(err, ST_BAD_INPUT, "%s:%" PRIu64 ": %s", input_name(r->in),
                    r->line,
                    found == FOUND_UNCLOSED
                        ? "a quote is opened and never closed"
                        : "the row is over the limit (an unclosed quote?)");
            return CSV_BAD;
        }
        *row = r->window + r->from;
        *end = r->window + s.at;
        r->from = s.at + (s.at < r->to);
        r->next_line += s.newlines + 1;
        if (*end > *row && (*end)[-1] == '\r')
            (*end)--;
        if (*end > *row)
            return CSV_ROW;
    }
}

/* The separator that is seen most outside quotes; ',' where none is. */
static char find_separator(const char *row, const char *end)
{
    static const char candidates[] = ",;\t";
    size_t counts[3] = {0}, best = 0;
    bool quoted = false;
    for (; row < end; row++) {
        quoted ^= *row == '"';
        const char *at = quoted || !*row ? NULL : strchr(candidates, *row);
        if (at)
            counts[at - candidates]++;
    }
    for (size_t i = 1; i < 3; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

static enum st read_header(struct csv_reader *r, struct err *err)
{
    const char *name = input_name(r->in);
    size_t moved;
    enum st st = fill(r, &moved, err);
    if (st != ST_OK)
        return st;
    struct str start = {r->window, r->to};
    if (str_starts(start, STR("\xff\xfe")) ||
        str_starts(start, STR("\xfe\xff")))
        return err_set(err, ST_BAD_INPUT,
                       "%s: is UTF-16; save it as CSV in UTF-8", name);
    if (str_starts(start, STR(BOM)))
        r->from = strlen(BOM);
    char *row, *end;
    r->sep = ',';
    switch (next_row(r, &row, &end, err)) {
    case CSV_ROW:
        break;
    case CSV_END:
        return err_set(err, ST_BAD_INPUT, "%s: is empty; a header is needed",
                       name);
    case CSV_BAD:
        return ST_BAD_INPUT;
    case CSV_ERROR:
        return fill(r, &moved, err); /* a failure stays: it gives it again */
    }
    r->sep = find_separator(row, end);
    size_t bytes = (size_t)(end - row);
    r->header_text = memcpy(xalloc(bytes + 1), row, bytes);
    r->header = xcalloc(CSV_MAX_FIELDS, sizeof *r->header);
    r->fields = xcalloc(CSV_MAX_FIELDS, sizeof *r->fields);
    r->n_header = cut_row(r->header_text, r->header_text + bytes, r->sep,
                          r->header, CSV_MAX_FIELDS);
    if (r->n_header > CSV_MAX_FIELDS)
        return err_set(err, ST_BAD_INPUT, "%s: has more than %u columns", name,
                       CSV_MAX_FIELDS);
    for (size_t i = 0; i < r->n_header; i++)
        r->header[i] = str_trim(r->header[i]);
    return ST_OK;
}

enum st csv_reader_open(const char *path, struct csv_reader **out,
                        struct err *err)
{
    struct input *in;
    enum st st = input_open(path, &in, err);
    if (st != ST_OK)
        return st;
    struct csv_reader *r = xalloc(sizeof *r);
    r->in = in;
    r->next_line = 1;
    r->cap = FIRST_BYTES;
    r->window = xrealloc(NULL, r->cap, 1);
    st = read_header(r, err);
    if (st != ST_OK) {
        csv_reader_free(r);
        return st;
    }
    *out = r;
    return ST_OK;
}

const struct str *csv_header(const struct csv_reader *r, size_t *n)
{
    *n = r->n_header;
    return r->header;
}

enum csv_what csv_next(struct csv_reader *r, const struct str **fields,
                       bool *ragged, struct err *err)
{
    char *row, *end;
    enum csv_what what = next_row(r, &row, &end, err);
    if (what != CSV_ROW)
        return what;
    size_t n = cut_row(row, end, r->sep, r->fields, r->n_header);
    *ragged = n != r->n_header;
    for (; n < r->n_header; n++)
        r->fields[n] = STR_NONE;
    *fields = r->fields;
    return CSV_ROW;
}

uint64_t csv_line(const struct csv_reader *r)
{
    return r->line;
}

void csv_position(const struct csv_reader *r, uint64_t *consumed_bytes,
                  uint64_t *size_bytes)
{
    input_position(r->in, consumed_bytes, size_bytes);
}

static bool needs_quotes(struct str s)
{
    if (s.n == 0)
        return false;
    if (ascii_is_space(s.p[0]) || ascii_is_space(s.p[s.n - 1]))
        return true; /* some readers trim */
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r')
            return true;
    return false;
}

void csv_add_text(struct buf *out, struct str s, bool formula_safe)
{
    bool runs = formula_safe && s.n > 0 && s.p[0] != '\0' &&
                strchr("=+-@\t\r\n", s.p[0]) != NULL;
    bool quotes = needs_quotes(s);
    if (quotes)
        buf_add_char(out, '"');
    if (runs)
        buf_add_char(out, '\'');
    struct str rest = s, part;
    for (bool first = true; quotes && str_split(&rest, '"', &part);
         first = false) {
        if (!first)
            buf_add_cstr(out, "\"\"");
        buf_add_str(out, part);
    }
    if (quotes)
        buf_add_char(out, '"');
    else
        buf_add_str(out, s);
}

void csv_add_number(struct buf *out, double x, int decimals)
{
    if (isfinite(x))
        buf_add_f64(out, x, decimals);
}

void csv_sep(struct buf *out, bool *first)
{
    if (!*first)
        buf_add_char(out, ',');
    *first = false;
}

void csv_end_row(struct buf *out, bool *first)
{
    buf_add_cstr(out, "\r\n");
    *first = true;
}
