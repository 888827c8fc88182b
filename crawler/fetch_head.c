/* SPDX-License-Identifier: MIT */
#include "crawler/fetch_head.h"
#include "crawler/fetch.h"

static bool line_is_clean(struct str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (((unsigned char)line.p[i] < 0x20 && line.p[i] != '\t') ||
            line.p[i] == 0x7f)
            return false;
    return true;
}

static struct str without_eol(struct str line)
{
    if (str_ends(line, STR("\n")))
        line.n--;
    if (str_ends(line, STR("\r")))
        line.n--;
    return line;
}

struct str fetch_head_field(struct str head, struct str name)
{
    struct str line;
    while (str_split(&head, '\n', &line)) {
        line = without_eol(line);
        if (line.n > name.n && line.p[name.n] == ':' &&
            str_eq_ascii_nocase(str_slice(line, 0, name.n), name))
            return str_trim(str_slice(line, name.n + 1, line.n));
    }
    return STR_NONE;
}

/* A header that decides where a body ends or where to go next must not come
 * twice with different values: whoever stands between would read the other. */
static bool contradicts(const struct buf *head, struct str line)
{
    static const char *const single[] = {"Content-Length", "Location"};
    for (size_t i = 0; i < sizeof single / sizeof *single; i++) {
        struct str now = fetch_head_field(line, str_from(single[i]));
        if (!now.p)
            continue;
        struct str before =
            fetch_head_field(buf_str(head), str_from(single[i]));
        return before.p && !str_eq(before, now);
    }
    return false;
}

static void begin(struct fetch_head *h, struct str line, struct buf *out)
{
    uint64_t status = 0;
    size_t at = str_find(line, STR(" "));
    buf_clear(out);
    h->n_lines = 0;
    h->n_heads++;
    if (at != SIZE_MAX)
        str_to_u64(str_slice(line, at + 1, at + 4), 999, &status);
    h->status = (int)status;
}

const char *fetch_head_line(struct fetch_head *h, struct str line,
                            struct buf *out)
{
    line = without_eol(line);
    if (++h->n_lines > FETCH_HEAD_MAX_LINES)
        return "too many headers";
    if (h->done)
        return NULL;
    if (!line_is_clean(line))
        return "control bytes in the header";
    if (str_starts(line, STR("HTTP/")))
        begin(h, line, out);
    if (h->n_heads > FETCH_HEADS_MAX)
        return "interim answers without end";
    if (line.n == 0)
        h->done = h->status >= 200;
    else if (contradicts(out, line))
        return "contradicting headers";
    if (line.n && (line.p[0] == ' ' || line.p[0] == '\t')) {
        buf_truncate(out, out->n - (out->n > 2 ? 2 : out->n));
        buf_printf(out, " %.*s\r\n", STR_FMT(str_trim(line)));
    } else {
        buf_printf(out, "%.*s\r\n", STR_FMT(line));
    }
    return out->overflowed ? "too large a header" : NULL;
}
