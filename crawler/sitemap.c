/* SPDX-License-Identifier: MIT */
#include "crawler/sitemap.h"
#include "base/date.h"
#include "crawler/sitemap_xml.h"
#include <string.h>
#include <zlib.h>

#define GZIP_WINDOW_BITS 31
#define DAY_S            86400
#define ZONES_S          (12 * 3600) /* a day ends so much later somewhere */
#define SNIFF_BYTES      512u

/* ---- Unpacking ---- */

static void end_inflate(z_stream *z)
{
    inflateEnd(z);
}

static int inflate_member(z_stream *z, struct buf *out)
{
    unsigned char piece[32u << 10];
    int rc = Z_OK;
    while (rc == Z_OK) {
        z->next_out = piece;
        z->avail_out = sizeof piece;
        rc = inflate(z, Z_NO_FLUSH);
        buf_add(out, piece, sizeof piece - z->avail_out);
        if (out->overflowed)
            return Z_MEM_ERROR;
    }
    return rc;
}

static bool is_gzip(struct str s)
{
    return str_starts(s, STR("\x1f\x8b"));
}

static enum st gunzip(struct str packed, struct buf *out, struct sitemap *s,
                      struct err *err)
{
    AUTO(end_inflate) z_stream z = {0};
    z.next_in = (unsigned char *)(uintptr_t)packed.p;
    z.avail_in = (uInt)packed.n;
    if (inflateInit2(&z, GZIP_WINDOW_BITS) != Z_OK)
        return err_set(err, ST_BUG, "zlib does not start");
    int rc;
    do {
        inflateReset(&z);
        rc = inflate_member(&z, out);
    } while (rc == Z_STREAM_END &&
             is_gzip((struct str){(const char *)z.next_in, z.avail_in}));
    if (rc == Z_MEM_ERROR)
        return err_set(err, ST_TOO_BIG, "a sitemap over %u bytes unpacked",
                       SITEMAP_MAX_BYTES);
    if (rc == Z_STREAM_END)
        return ST_OK;
    if (out->n == 0)
        return err_set(err, ST_BAD_INPUT, "a corrupt gzip file: %s",
                       z.msg ? z.msg : "it ends too soon");
    s->broken = true;
    err_set(&s->fault, ST_BAD_INPUT, "the gzip file %s at byte %lu of %zu",
            rc == Z_BUF_ERROR ? "ends" : "is corrupt", z.total_out, packed.n);
    return ST_OK;
}

/* ---- Entries ---- */

static void set_changed(struct sitemap_entry *e, struct str lastmod)
{
    struct date day;
    lastmod = str_trim(lastmod);
    if (lastmod.n > sizeof "2026-11-22" - 1 &&
        instant_parse(lastmod, &e->changed_utc))
        return;
    if (!date_parse(lastmod, &day) || !day.day)
        return;
    e->changed_utc = date_to_utc(day);
    e->day = true;
}

bool sitemap_is_unchanged(const struct sitemap_entry *e, int64_t fetched_utc)
{
    int64_t last = e->changed_utc + (e->day ? DAY_S + ZONES_S : 0);
    return e->changed_utc > 0 && fetched_utc > last;
}

/* s without white space at both ends, that beyond ASCII too. */
static struct str trim(struct str s)
{
    static const char *const spaces[] = {
        "\xc2\xa0",     "\xe2\x80\x80", "\xe2\x80\x83", "\xe2\x80\x89",
        "\xe2\x80\x8b", "\xe3\x80\x80", "\xef\xbb\xbf"};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces;) {
        struct str space = str_from(spaces[i++]);
        s = str_trim(s);
        if (str_starts(s, space))
            s = str_slice(s, space.n, s.n);
        else if (str_ends(s, space))
            s = str_slice(s, 0, s.n - space.n);
        else
            continue;
        i = 0; /* there may be more */
    }
    return s;
}

void sitemap_add(struct sitemap *s, struct arena *a, struct str loc,
                 struct str lastmod)
{
    loc = trim(loc);
    if (loc.n == 0 || loc.n > URL_MAX_BYTES)
        return;
    if (str_starts(loc, STR("www."))) /* people forget the scheme */
        loc = arena_printf(a, "http://%.*s", STR_FMT(loc));
    if (s->n == SITEMAP_MAX_ENTRIES) {
        s->cut = true;
        return;
    }
    if (!s->v)
        s->v = arena_calloc(a, SITEMAP_MAX_ENTRIES, sizeof *s->v);
    struct sitemap_entry *e = &s->v[s->n++];
    *e = (struct sitemap_entry){.loc = arena_str(a, loc)};
    set_changed(e, lastmod);
}

/* ---- Text ---- */

static void read_lines(struct str text, struct arena *a, struct sitemap *s)
{
    struct str line;
    while (str_split(&text, '\n', &line)) {
        line = str_trim(line);
        struct str start = str_slice(line, 0, sizeof "https://" - 1);
        if (str_find_ascii_nocase(start, STR("http://")) == 0 ||
            str_find_ascii_nocase(start, STR("https://")) == 0 ||
            str_starts(line, STR("www.")))
            sitemap_add(s, a, line, STR_NONE);
    }
}

static struct str skip_front(struct str s)
{
    if (str_starts(s, STR("\xef\xbb\xbf")))
        s = str_slice(s, 3, s.n);
    while (s.n && (ascii_is_space(s.p[0]) || s.p[0] == '\0'))
        s = str_slice(s, 1, s.n);
    return s;
}

static bool is_html(struct str s)
{
    struct str start = str_slice(s, 0, SNIFF_BYTES);
    return str_find_ascii_nocase(start, STR("<html")) != SIZE_MAX ||
           str_find_ascii_nocase(start, STR("<!doctype html")) != SIZE_MAX;
}

static enum st read_text(struct str text, struct arena *a, struct sitemap *s,
                         struct err *err)
{
    text = skip_front(text);
    bool utf16 =
        str_starts(text, STR("\xff\xfe")) || str_starts(text, STR("\xfe\xff"));
    if (is_html(text))
        return err_set(err, ST_BAD_INPUT, "HTML where a sitemap was promised");
    if (str_starts(text, STR("<")) || utf16)
        return sitemap_read_xml(text, a, s, err);
    read_lines(text, a, s);
    if (s->n == 0)
        return err_set(err, ST_BAD_INPUT,
                       "no sitemap: neither XML nor an address a line");
    return ST_OK;
}

enum st sitemap_parse(struct str body, struct arena *a, struct sitemap *out,
                      struct err *err)
{
    AUTO(buf_done) struct buf unpacked;
    struct sitemap s = {0};
    enum st st = ST_OK;
    buf_init(&unpacked, SITEMAP_MAX_BYTES);
    if (is_gzip(body)) {
        st = gunzip(body, &unpacked, &s, err);
        body = buf_str(&unpacked);
    }
    if (st == ST_OK)
        st = read_text(body, a, &s, err);
    if (st == ST_OK)
        *out = s;
    return st;
}

/* ---- Addresses ---- */

bool sitemap_is_address(const struct url *url)
{
    static const char *const ends[] = {".xml", ".gz", ".txt", ".rss", ".atom"};
    struct str path =
        str_slice(url->target, 0, str_find(url->target, STR("?")));
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct str end = str_from(ends[i]);
        if (path.n >= end.n &&
            str_eq_ascii_nocase(str_slice(path, path.n - end.n, path.n), end))
            return true;
    }
    return str_find_ascii_nocase(url->target, STR("sitemap")) != SIZE_MAX;
}

static struct str without_www(struct str host)
{
    return str_starts(host, STR("www.")) ? str_slice(host, 4, host.n) : host;
}

bool sitemap_may_list(const struct url *at, struct str named_by,
                      const struct url *loc)
{
    struct str host = without_www(loc->host);
    return str_eq(host, without_www(at->host)) ||
           (named_by.n > 0 && str_eq(host, without_www(named_by)));
}

/* True when the pieces of pattern (parted by '*') stand in text in order. */
static bool occurs(struct str pattern, struct str text)
{
    bool to_end = str_ends(pattern, STR("$"));
    struct str piece;
    if (to_end)
        pattern.n--;
    while (str_split(&pattern, '*', &piece)) {
        if (to_end && !pattern.p)
            return str_ends(text, piece);
        size_t at = str_find(text, piece);
        if (at == SIZE_MAX)
            return false;
        text = str_slice(text, at + piece.n, text.n);
    }
    return true;
}

bool sitemap_matches(struct str patterns, struct str url)
{
    struct str pattern;
    while (str_split(&patterns, ' ', &pattern))
        if (pattern.n > 0 && occurs(pattern, url))
            return true;
    return false;
}
