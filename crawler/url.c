/* SPDX-License-Identifier: MIT */
#include "crawler/url.h"
#include "base/alloc.h"
#include <arpa/inet.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

DEFINE_AUTO(CURLU *, curl_url_cleanup);

static bool is_unreserved(char c)
{
    return ascii_is_alnum(c) || (c && strchr("-._~", c));
}

void url_encode(struct buf *out, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (is_unreserved(s.p[i]))
            buf_add_char(out, s.p[i]);
        else
            buf_printf(out, "%%%02X", (unsigned char)s.p[i]);
    }
}

/* The bytes may be anything, and a message is text. */
static enum st refuse(struct str s, const char *why, struct err *err)
{
    char shown[120];
    size_t n = s.n < sizeof shown ? s.n : sizeof shown;
    for (size_t i = 0; i < n; i++)
        shown[i] = s.p[i] >= 0x20 && s.p[i] < 0x7f ? s.p[i] : '?';
    return err_set(err, ST_BAD_INPUT, "\"%.*s\" %s", (int)n, shown, why);
}

/* Where the authority of s begins and ends; both 0 when s has none. */
static void find_authority(struct str s, size_t *from, size_t *to)
{
    size_t slashes = str_find(s, STR("//"));
    size_t path = str_find(s, STR("/"));
    *from = *to = 0;
    if (slashes == SIZE_MAX || path != slashes)
        return;
    *from = *to = slashes + 2;
    while (*to < s.n && !strchr("/?#", s.p[*to]))
        ++*to;
}

/* "http:x" and "http:/x", of which each parser makes something else. */
static bool lacks_authority(struct str s)
{
    struct str scheme = str_slice(s, 0, str_find(s, STR(":")));
    bool web = str_eq_ascii_nocase(scheme, STR("http")) ||
               str_eq_ascii_nocase(scheme, STR("https"));
    return web && scheme.n < s.n &&
           !str_starts(str_slice(s, scheme.n + 1, s.n), STR("//"));
}

/* Why a byte is refused that parsers are known to read in different ways; NULL:
 * it is not. */
static const char *byte_fault(unsigned char c, bool in_authority)
{
    if (c < 0x20 || c == 0x7f || c == '\\')
        return "holds a control byte or a backslash";
    if (in_authority && (c > 0x7f || c == ' ' || c == '@'))
        return "needs a host of plain ASCII without a user name (write foreign "
               "letters as xn--...)";
    return NULL;
}

/* Copy s into out without its fragment, encoding what is no URL character. */
static enum st clean(struct str s, struct buf *out, struct err *err)
{
    if (s.n > URL_MAX_BYTES)
        return refuse(s, "is too long for a URL", err);
    size_t from, to;
    find_authority(s, &from, &to);
    if ((from && from == to) || lacks_authority(s))
        return refuse(s, "has no host", err);
    for (size_t i = 0; i < s.n && s.p[i] != '#'; i++) {
        unsigned char c = (unsigned char)s.p[i];
        const char *fault = byte_fault(c, i >= from && i < to);
        if (fault)
            return refuse(s, fault, err);
        if (c > 0x7f || strchr(" \"<>^`{|}", c))
            buf_printf(out, "%%%02X", c);
        else
            buf_add_char(out, (char)c);
    }
    return ST_OK;
}

/* A host that ends in a number is an IPv4 address or nothing: curl_url() reads
 * its short and hexadecimal forms, but not where a dot follows ("0x7f."). */
static bool number_is_sound(struct str host)
{
    size_t last = host.n;
    while (last > 0 && host.p[last - 1] != '.')
        last--;
    char text[INET_ADDRSTRLEN];
    struct in_addr address;
    if (last == host.n || !ascii_is_digit(host.p[last]))
        return true;
    if (host.n >= sizeof text)
        return false;
    memcpy(text, host.p, host.n);
    text[host.n] = '\0';
    return inet_pton(AF_INET, text, &address) == 1;
}

static bool host_is_sound(struct str host)
{
    if (host.n == 0 || host.n > 255)
        return false;
    if (host.p[0] == '[')
        return host.p[host.n - 1] == ']';
    struct str rest = host, label;
    while (str_split(&rest, '.', &label)) {
        if (label.n == 0 || label.n > 63 || str_eq(label, STR("xn--")))
            return false;
        for (size_t i = 0; i < label.n; i++)
            if (!ascii_is_alnum(label.p[i]) && !strchr("-_", label.p[i]))
                return false;
    }
    return number_is_sound(host);
}

static void lower(char *s)
{
    for (; *s; s++)
        *s = ascii_lower(*s);
}

/* The parts as curl has them; to be freed with parts_free(). */
struct parts {
    char *scheme, *host, *port, *path, *query, *zone;
};

static void parts_free(struct parts *p)
{
    curl_free(p->scheme);
    curl_free(p->host);
    curl_free(p->port);
    curl_free(p->path);
    curl_free(p->query);
    curl_free(p->zone);
}

static bool parts_get(CURLU *u, struct parts *p)
{
    if (curl_url_get(u, CURLUPART_SCHEME, &p->scheme, 0) ||
        curl_url_get(u, CURLUPART_HOST, &p->host, 0) ||
        curl_url_get(u, CURLUPART_PORT, &p->port, CURLU_DEFAULT_PORT) ||
        curl_url_get(u, CURLUPART_PATH, &p->path, 0))
        return false;
    curl_url_get(u, CURLUPART_QUERY, &p->query, 0);
    curl_url_get(u, CURLUPART_ZONEID, &p->zone, 0);
    lower(p->host);
    size_t n = strlen(p->host);
    if (n > 1 && p->host[n - 1] == '.')
        p->host[n - 1] = '\0';
    return true;
}

/* What is wrong with the parts; NULL: nothing. */
static const char *parts_fault(const struct parts *p)
{
    uint64_t port;
    if (strcmp(p->scheme, "https") != 0 && strcmp(p->scheme, "http") != 0)
        return "is neither http nor https";
    if (!host_is_sound(str_from(p->host)) || p->zone)
        return "has no valid host";
    if (!str_to_u64(str_from(p->port), 65535, &port) || port == 0)
        return "has no valid port";
    return NULL;
}

/* Put the canonical text together. */
static void parts_join(const struct parts *p, struct url *out)
{
    uint64_t port = 0;
    bool tls = strcmp(p->scheme, "https") == 0;
    str_to_u64(str_from(p->port), 65535, &port);
    AUTO(buf_done) struct buf text;
    buf_init(&text, 4 * URL_MAX_BYTES);
    buf_printf(&text, "%s://%s", p->scheme, p->host);
    if (port != (tls ? 443 : 80))
        buf_printf(&text, ":%s", p->port);
    size_t origin_n = text.n, host_at = strlen(p->scheme) + 3;
    buf_add_cstr(&text, p->path);
    if (p->query)
        buf_printf(&text, "?%s", p->query);
    *out = (struct url){
        .text = xstrdup(buf_cstr(&text)), .port = (unsigned)port, .tls = tls};
    struct str whole = str_from(out->text);
    out->origin = str_slice(whole, 0, origin_n);
    out->target = str_slice(whole, origin_n, whole.n);
    out->host = str_slice(whole, host_at, host_at + strlen(p->host));
}

static enum st build(CURLU *u, struct str given, struct url *out,
                     struct err *err)
{
    AUTO(parts_free) struct parts p = {0};
    if (!parts_get(u, &p))
        return refuse(given, "is no URL", err);
    const char *fault = parts_fault(&p);
    if (fault)
        return refuse(given, fault, err);
    parts_join(&p, out);
    return ST_OK;
}

enum st url_parse(struct str s, struct url *out, struct err *err)
{
    s = str_trim(s);
    if (s.n == 0)
        return err_set(err, ST_BAD_INPUT, "the URL is empty");
    AUTO(buf_done) struct buf text;
    buf_init(&text, 4 * URL_MAX_BYTES);
    enum st st = clean(s, &text, err);
    if (st != ST_OK)
        return st;
    AUTO(auto_curl_url_cleanup) CURLU *u = curl_url();
    if (!u || curl_url_set(u, CURLUPART_URL, buf_cstr(&text),
                           CURLU_DISALLOW_USER) != CURLUE_OK)
        return refuse(s, "is no URL that can be fetched", err);
    return build(u, s, out, err);
}

enum st url_resolve(const struct url *base, struct str ref, struct url *out,
                    struct err *err)
{
    ref = str_trim(ref);
    if (ref.n == 0)
        return err_set(err, ST_BAD_INPUT, "the reference is empty");
    /* curl_url() would resolve an empty reference to the folder. */
    if (ref.p[0] == '#')
        return url_parse(str_from(base->text), out, err);
    AUTO(buf_done) struct buf text;
    buf_init(&text, 4 * URL_MAX_BYTES);
    enum st st = clean(ref, &text, err);
    if (st != ST_OK)
        return st;
    AUTO(auto_curl_url_cleanup) CURLU *u = curl_url();
    if (!u || curl_url_set(u, CURLUPART_URL, base->text, CURLU_DISALLOW_USER) ||
        curl_url_set(u, CURLUPART_URL, buf_cstr(&text), CURLU_DISALLOW_USER))
        return refuse(ref, "is no reference that can be fetched", err);
    return build(u, ref, out, err);
}

void url_done(struct url *u)
{
    free(u->text);
    *u = (struct url){0};
}

struct str url_param(struct str url, struct str name)
{
    struct str rest = url, part, key;
    if (!str_split(&rest, '?', &part))
        return STR_NONE;
    while (str_split(&rest, '&', &part))
        if (str_split(&part, '=', &key) && str_eq(key, name))
            return part.p ? part : STR("");
    return STR_NONE;
}

void url_with_param(struct buf *out, struct str url, struct str name,
                    uint64_t value)
{
    struct str query = url, path, part;
    str_split(&query, '?', &path);
    buf_add_str(out, path);
    char mark = '?';
    while (str_split(&query, '&', &part)) {
        struct str rest = part, key;
        str_split(&rest, '=', &key);
        if (part.n == 0 || str_eq(key, name))
            continue;
        buf_add_char(out, mark);
        buf_add_str(out, part);
        mark = '&';
    }
    buf_printf(out, "%c%.*s=%llu", mark, STR_FMT(name),
               (unsigned long long)value);
}
