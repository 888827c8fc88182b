/* SPDX-License-Identifier: MIT */
#include "store/http_head.h"

/* The bytes up to and with the empty line; SIZE_MAX when there is none within
 * max bytes. */
static size_t head_length(struct str s, size_t max)
{
    struct str rest = str_slice(s, 0, max), line;
    while (str_split(&rest, '\n', &line) && rest.p)
        if (str_trim(line).n == 0)
            return (size_t)(rest.p - s.p);
    return SIZE_MAX;
}

/* "HTTP/1.1 200 OK" gives 200. */
static int status_of(struct str head)
{
    struct str line = STR_NONE, word = STR_NONE;
    uint64_t status;
    str_split(&head, '\n', &line);
    line = str_trim(line);
    str_split(&line, ' ', &word);
    while (str_split(&line, ' ', &word) && word.n == 0)
        ;
    return str_to_u64(word, 999, &status) && word.n == 3 ? (int)status : 0;
}

/* The name of a field line, and its value where value is not NULL; both
 * absent when it is none. */
static struct str field_name(struct str line, struct str *value)
{
    size_t colon = str_find(line, STR(":"));
    if (colon == SIZE_MAX)
        return STR_NONE;
    if (value)
        *value = str_trim(str_slice(line, colon + 1, line.n));
    return str_trim(str_slice(line, 0, colon));
}

static void take(struct str *field, struct str wanted, struct str line)
{
    struct str value;
    if (!field->p && str_eq_ascii_nocase(field_name(line, &value), wanted))
        *field = value;
}

bool http_head_parse(struct str block, size_t max_bytes, struct http_head *out)
{
    size_t n = str_starts(block, STR("HTTP/")) ? head_length(block, max_bytes)
                                               : SIZE_MAX;
    if (n == SIZE_MAX)
        return false;
    struct http_head head = {.text = str_slice(block, 0, n)};
    head.status = status_of(head.text);
    struct str line, rest = head.text;
    while (str_split(&rest, '\n', &line)) {
        take(&head.content_type, STR("Content-Type"), line);
        take(&head.content_encoding, STR("Content-Encoding"), line);
        take(&head.transfer_encoding, STR("Transfer-Encoding"), line);
    }
    *out = head;
    return true;
}

/* Servers may send 103 and the like first. */
static struct str last_head(struct str head)
{
    for (;;) {
        size_t n = head_length(head, head.n);
        int status = status_of(head);
        struct str next = n < head.n ? str_slice(head, n, head.n) : STR_NONE;
        if (status < 100 || status > 199 || !str_starts(next, STR("HTTP/")))
            return str_slice(head, 0, n);
        head = next;
    }
}

/* The name of an HTTP version that WARC readers do not know, or NULL. */
static const char *newer_http(struct str version)
{
    if (str_starts(version, STR("HTTP/2")))
        return "h2";
    return str_starts(version, STR("HTTP/3")) ? "h3" : NULL;
}

static void put_line(struct buf *out, struct str line)
{
    buf_add_str(out, line);
    buf_add_cstr(out, "\r\n");
}

static struct str without_cr(struct str line)
{
    return str_ends(line, STR("\r")) ? str_slice(line, 0, line.n - 1) : line;
}

static bool describes_the_transfer(struct str line)
{
    struct str name = field_name(line, NULL);
    return str_eq_ascii_nocase(name, STR("Content-Encoding")) ||
           str_eq_ascii_nocase(name, STR("Transfer-Encoding")) ||
           str_eq_ascii_nocase(name, STR("Content-Length"));
}

static const char *put_status_line(struct buf *out, struct str line)
{
    struct str rest = line, version = STR_NONE;
    str_split(&rest, ' ', &version);
    const char *newer = newer_http(version);
    if (newer) {
        buf_add_cstr(out, "HTTP/1.1");
        line = str_slice(line, version.n, line.n);
    }
    put_line(out, line);
    return newer;
}

const char *http_head_write_decoded(struct str head, size_t body_bytes,
                                    struct buf *out)
{
    struct str line = STR_NONE, rest = last_head(head);
    bool dropped = false; /* and with it the lines folded under it */
    str_split(&rest, '\n', &line);
    const char *newer = put_status_line(out, without_cr(line));
    while (str_split(&rest, '\n', &line)) {
        bool folded = line.n && (line.p[0] == ' ' || line.p[0] == '\t');
        if (str_trim(line).n == 0)
            break;
        dropped = folded ? dropped : describes_the_transfer(line);
        if (!dropped)
            put_line(out, without_cr(line));
    }
    buf_printf(out, "Content-Length: %zu\r\n\r\n", body_bytes);
    return newer;
}

void http_head_write_request(struct str head, struct buf *out)
{
    struct str line = STR_NONE, rest = head;
    str_split(&rest, '\n', &line);
    line = str_trim(line);
    size_t space = line.n;
    while (space > 0 && line.p[space - 1] != ' ')
        space--;
    if (newer_http(str_slice(line, space, line.n))) {
        buf_add_str(out, str_slice(line, 0, space));
        put_line(out, STR("HTTP/1.1"));
    } else {
        put_line(out, line);
    }
    buf_add_str(out, rest);
    if (rest.n && !str_ends(rest, STR("\n")))
        buf_add_cstr(out, "\r\n");
    if (head_length(head, head.n) == SIZE_MAX)
        buf_add_cstr(out, "\r\n");
}
