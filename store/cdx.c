/* SPDX-License-Identifier: MIT */
#include "store/cdx.h"
#include "base/json.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STAMP_DIGITS    14
#define QUERY_MAX_PARTS 256

static bool is_type(const struct archive_record *r, const char *type)
{
    return str_eq_ascii_nocase(r->type, str_from(type));
}

bool cdx_has(const struct archive_record *r)
{
    return is_type(r, "response") || is_type(r, "revisit") ||
           (is_type(r, "resource") &&
            !str_eq_ascii_nocase(r->content_type,
                                 STR("application/warc-fields")));
}

/* ---- Keys ---- */

static struct str cut(struct str *rest, const char *marks)
{
    size_t n = 0;
    while (n < rest->n && !strchr(marks, rest->p[n]))
        n++;
    struct str part = str_slice(*rest, 0, n);
    *rest = str_slice(*rest, n, rest->n);
    return part;
}

/* Without "www." or "www2.". */
static struct str bare_host(struct str host)
{
    size_t n = 3;
    if (!str_eq_ascii_nocase(str_slice(host, 0, 3), STR("www")))
        return host;
    while (n < host.n && ascii_is_digit(host.p[n]))
        n++;
    return n < host.n && host.p[n] == '.' ? str_slice(host, n + 1, host.n)
                                          : host;
}

static void add_lower(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        buf_add_char(out, ascii_lower(s.p[i]));
}

static void add_reversed(struct buf *out, struct str host)
{
    for (size_t end = host.n; end > 0;) {
        size_t from = end;
        while (from > 0 && host.p[from - 1] != '.')
            from--;
        add_lower(out, str_slice(host, from, end));
        if (from == 0)
            return;
        buf_add_char(out, ',');
        end = from - 1;
    }
}

static int by_bytes(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* In lower case already. A query of too many parts stays as it is. */
static void add_query(struct buf *out, struct str query)
{
    struct str parts[QUERY_MAX_PARTS], rest = query;
    size_t n = 0;
    while (rest.p && n < QUERY_MAX_PARTS)
        str_split(&rest, '&', &parts[n++]);
    if (rest.p) {
        buf_add_str(out, query);
        return;
    }
    qsort(parts, n, sizeof *parts, by_bytes);
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_add_char(out, '&');
        buf_add_str(out, parts[i]);
    }
}

void cdx_key(struct str url, struct buf *out)
{
    struct str rest = url, scheme, port = STR("");
    if (!str_split(&rest, ':', &scheme) || !str_starts(rest, STR("//")) ||
        (!str_eq_ascii_nocase(scheme, STR("http")) &&
         !str_eq_ascii_nocase(scheme, STR("https")))) {
        buf_add_str(out, url);
        return;
    }
    rest = str_slice(rest, 2, rest.n);
    struct str host = cut(&rest, "/?#");
    size_t colon = str_find(host, STR(":"));
    if (colon != SIZE_MAX && host.p[0] != '[') {
        port = str_slice(host, colon, host.n);
        host = str_slice(host, 0, colon);
    }
    add_reversed(out, bare_host(host));
    bool usual = str_eq(port, scheme.n == 4 ? STR(":80") : STR(":443"));
    buf_add_str(out, usual ? STR("") : port);
    buf_add_char(out, ')');
    struct str path = cut(&rest, "?#");
    add_lower(out, path.n ? path : STR("/"));
    if (rest.n < 2 || rest.p[0] != '?')
        return;
    AUTO(buf_done) struct buf query;
    buf_init(&query, rest.n);
    rest = str_slice(rest, 1, rest.n);
    add_lower(&query, cut(&rest, "#"));
    buf_add_char(out, '?');
    add_query(out, buf_str(&query));
}

/* ---- Lines ---- */

/* "2026-11-22T08:15:00Z" as 20261122081500. */
static void add_stamp(struct buf *out, struct str date)
{
    unsigned n = 0;
    for (size_t i = 0; i < date.n && n < STAMP_DIGITS; i++)
        if (ascii_is_digit(date.p[i])) {
            buf_add_char(out, date.p[i]);
            n++;
        }
}

static void add_text(struct json_writer *w, const char *key, struct str value)
{
    if (!value.p)
        return;
    json_key(w, key);
    json_str(w, value);
}

static void add_number(struct json_writer *w, const char *key, uint64_t n)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    add_text(w, key, (struct str){digits, (size_t)len});
}

static struct str mime_of(const struct archive_record *r)
{
    struct str type = r->content_type, name;
    if (is_type(r, "revisit"))
        return STR("warc/revisit");
    return str_split(&type, ';', &name) ? str_trim(name) : STR_NONE;
}

void cdx_line(const struct archive_record *r, struct str file, uint64_t bytes,
              struct buf *out)
{
    struct json_writer w;
    struct str digest = r->digest, algorithm;
    if (str_find(digest, STR(":")) != SIZE_MAX)
        str_split(&digest, ':', &algorithm);
    cdx_key(r->uri, out);
    buf_add_char(out, ' ');
    add_stamp(out, r->date);
    buf_add_char(out, ' ');
    json_init(&w, out);
    json_begin_object(&w);
    add_text(&w, "url", r->uri);
    add_text(&w, "mime", mime_of(r));
    if (r->status)
        add_number(&w, "status", (uint64_t)r->status);
    add_text(&w, "digest", digest);
    add_number(&w, "length", bytes);
    add_number(&w, "offset", r->offset);
    add_text(&w, "filename", file);
    json_end_object(&w);
}
