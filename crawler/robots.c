/* SPDX-License-Identifier: MIT */
#include "crawler/robots.h"
#include "base/alloc.h"
#include "base/arena.h"
#include <stdlib.h>
#include <string.h>

enum key {
    KEY_UNKNOWN,
    KEY_USER_AGENT,
    KEY_ALLOW,
    KEY_DISALLOW,
    KEY_CRAWL_DELAY,
    KEY_SITEMAP
};

struct rule {
    struct str pattern; /* canonical; '*' is the wildcard */
    size_t priority;    /* octets of the rule, '*' and '$' included */
    bool allow, anchored;
};

struct rules {
    struct rule *v;
    size_t n, cap;
    int64_t delay_ms; /* -1: none */
};

struct robots {
    struct arena *arena;
    struct rules own, any; /* own: groups that name us; any: those of '*' */
    bool named;            /* some group names us */
    struct str *sitemaps;
    size_t n_sitemaps, cap_sitemaps;
};

/* Which groups the line being read belongs to. */
struct group {
    bool own, any, closed; /* closed: the next user-agent line begins anew */
};

struct parser {
    struct robots *r;
    struct str agent;
    struct group rules; /* closed by allow and disallow */
    struct group delay; /* closed by crawl-delay as well */
};

/* ---- Canonical form of paths and patterns ---- */

static int hex_digit(char c)
{
    if (ascii_is_digit(c))
        return c - '0';
    c = ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_unreserved(unsigned char c)
{
    return ascii_is_alnum((char)c) || (c && strchr("-._~", c));
}

static bool is_reserved(unsigned char c)
{
    return c && strchr(":/?#[]@!$&'()*+,;=", c);
}

/* The byte that "%41" at s[i] stands for, or -1. */
static int escaped_byte(struct str s, size_t i)
{
    if (s.p[i] != '%' || s.n - i < 3)
        return -1;
    int high = hex_digit(s.p[i + 1]), low = hex_digit(s.p[i + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

static size_t put_escaped(char *out, unsigned char c)
{
    static const char digits[] = "0123456789ABCDEF";
    out[0] = '%';
    out[1] = digits[c >> 4];
    out[2] = digits[c & 15];
    return 3;
}

/* Write the canonical form of s, which takes at most three times its bytes.
 * In a pattern '*' stays; an escaped one never looks like it. */
static size_t canonical(struct str s, bool pattern, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        int byte = escaped_byte(s, i);
        unsigned char c = (unsigned char)(byte < 0 ? s.p[i] : byte);
        if (byte >= 0)
            i += 2;
        bool plain = is_unreserved(c);
        if (byte < 0 && !plain)
            plain = c == '*' ? pattern : c != '$' && is_reserved(c);
        if (plain)
            out[n++] = (char)c;
        else
            n += put_escaped(out + n, c);
    }
    return n;
}

/* ---- Matching ---- */

/* Greedy: each piece between wildcards is looked for once, from where the one
 * before it ended, so that the path is passed over only once. */
static bool rule_matches(const struct rule *rule, struct str path)
{
    struct str rest = rule->pattern, piece;
    bool first = true;
    while (str_split(&rest, '*', &piece)) {
        bool last = !rest.p;
        size_t at;
        if (last && rule->anchored && !first)
            at = str_ends(path, piece) ? path.n - piece.n : SIZE_MAX;
        else if (first)
            at = str_starts(path, piece) ? 0 : SIZE_MAX;
        else
            at = str_find(path, piece);
        if (at == SIZE_MAX)
            return false;
        path = str_slice(path, at + piece.n, path.n);
        if (last)
            return !rule->anchored || path.n == 0;
        first = false;
    }
    return true;
}

/* Path and query of a URL; of a text that has no scheme, all of it. */
static struct str path_of(struct str url)
{
    size_t scheme = str_find(url, STR("://"));
    size_t at = str_find(url, STR("/"));
    if (scheme != SIZE_MAX && scheme + 1 == at) {
        url = str_slice(url, scheme + 3, url.n);
        size_t end = 0;
        while (end < url.n && !strchr("/?#", url.p[end]))
            end++;
        url = str_slice(url, end, url.n);
    }
    size_t fragment = str_find(url, STR("#"));
    return fragment == SIZE_MAX ? url : str_slice(url, 0, fragment);
}

static bool rules_allow(const struct rules *rules, struct str path)
{
    for (size_t i = 0; i < rules->n; i++)
        if (rule_matches(&rules->v[i], path))
            return rules->v[i].allow;
    return true;
}

bool robots_allows(const struct robots *r, struct str url)
{
    if (!r)
        return true;
    struct str path = path_of(url);
    if (str_eq(path, STR("/robots.txt")))
        return true;
    char *clean = xalloc(3 * path.n + 2);
    size_t n = 0;
    if (path.n == 0 || path.p[0] != '/')
        clean[n++] = '/';
    n += canonical(path, false, clean + n);
    bool allowed =
        rules_allow(r->named ? &r->own : &r->any, (struct str){clean, n});
    free(clean);
    return allowed;
}

/* ---- Reading ---- */

static enum key key_from(struct str word)
{
    static const struct {
        const char *word;
        enum key key;
    } keys[] = {
        {"user-agent", KEY_USER_AGENT},   {"useragent", KEY_USER_AGENT},
        {"user agent", KEY_USER_AGENT},   {"allow", KEY_ALLOW},
        {"disallow", KEY_DISALLOW},       {"dissallow", KEY_DISALLOW},
        {"dissalow", KEY_DISALLOW},       {"disalow", KEY_DISALLOW},
        {"diasllow", KEY_DISALLOW},       {"disallaw", KEY_DISALLOW},
        {"crawl-delay", KEY_CRAWL_DELAY}, {"crawldelay", KEY_CRAWL_DELAY},
        {"sitemap", KEY_SITEMAP},         {"site-map", KEY_SITEMAP},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (str_eq_ascii_nocase(word, str_from(keys[i].word)))
            return keys[i].key;
    return KEY_UNKNOWN;
}

/* Cut "key: value", or "key value" where the colon was forgotten. */
static bool cut_line(struct str line, struct str *key, struct str *value)
{
    size_t comment = str_find(line, STR("#"));
    if (comment != SIZE_MAX)
        line = str_slice(line, 0, comment);
    line = str_trim(line);
    size_t at = str_find(line, STR(":"));
    if (at == SIZE_MAX) {
        for (at = 0; at < line.n && !ascii_is_space(line.p[at]);)
            at++;
        *value = str_trim(str_slice(line, at, line.n));
        for (size_t i = 0; i < value->n; i++)
            if (ascii_is_space(value->p[i]))
                return false; /* more than two words are prose */
    } else {
        *value = str_trim(str_slice(line, at + 1, line.n));
    }
    *key = str_trim(str_slice(line, 0, at));
    return key->n > 0 && at < line.n;
}

/* The product token that s begins with. */
static struct str token_of(struct str s)
{
    size_t n = 0;
    while (n < s.n &&
           (ascii_is_alpha(s.p[n]) || s.p[n] == '-' || s.p[n] == '_'))
        n++;
    return str_slice(s, 0, n);
}

static void group_add(struct group *g, bool own, bool any)
{
    if (g->closed)
        *g = (struct group){0};
    g->own |= own;
    g->any |= any;
}

static void on_user_agent(struct parser *p, struct str value)
{
    bool any = value.n && value.p[0] == '*' &&
               (value.n == 1 || ascii_is_space(value.p[1]));
    struct str token = token_of(value);
    bool own = !any && token.n && str_eq_ascii_nocase(token, p->agent);
    p->r->named |= own;
    group_add(&p->rules, own, any);
    group_add(&p->delay, own, any);
}

static void rules_add(struct rules *rules, const struct rule *rule)
{
    rules->v = xgrow(rules->v, rules->n, &rules->cap, sizeof *rules->v);
    rules->v[rules->n++] = *rule;
}

static void on_rule(struct parser *p, struct str value, bool allow)
{
    p->rules.closed = p->delay.closed = true;
    if (value.n == 0 || !(p->rules.own || p->rules.any))
        return;
    struct rule rule = {.allow = allow};
    rule.anchored = value.p[value.n - 1] == '$';
    if (rule.anchored)
        value.n--;
    char *pattern = arena_alloc(p->r->arena, 3 * value.n + 1);
    rule.pattern = (struct str){pattern, canonical(value, true, pattern)};
    rule.priority = rule.pattern.n + rule.anchored;
    if (p->rules.own)
        rules_add(&p->r->own, &rule);
    if (p->rules.any)
        rules_add(&p->r->any, &rule);
}

/* Seconds with or without a fraction, as milliseconds; -1: no such number. */
static int64_t delay_from(struct str value)
{
    struct str rest = value, whole, fraction = STR("0");
    uint64_t seconds = 0, part = 0;
    if (!str_split(&rest, '.', &whole))
        return -1;
    if (rest.p)
        fraction = str_slice(rest, 0, 3);
    if (whole.n == 0 && !rest.p)
        return -1;
    if (whole.n && !str_to_u64(whole, ROBOTS_MAX_CRAWL_DELAY_S, &seconds))
        return -1;
    for (size_t i = 0; rest.p && i < rest.n; i++)
        if (!ascii_is_digit(rest.p[i]))
            return -1;
    if (fraction.n == 0 || !str_to_u64(fraction, 999, &part))
        return -1;
    for (size_t n = fraction.n; n < 3; n++)
        part *= 10;
    return (int64_t)(seconds * 1000 + part);
}

static void on_crawl_delay(struct parser *p, struct str value)
{
    p->delay.closed = true;
    int64_t ms = delay_from(value);
    if (p->delay.own && ms > p->r->own.delay_ms)
        p->r->own.delay_ms = ms;
    if (p->delay.any && ms > p->r->any.delay_ms)
        p->r->any.delay_ms = ms;
}

static void on_sitemap(struct robots *r, struct str value)
{
    if (value.n == 0 || r->n_sitemaps >= ROBOTS_MAX_SITEMAPS)
        return;
    r->sitemaps = xgrow(r->sitemaps, r->n_sitemaps, &r->cap_sitemaps,
                        sizeof *r->sitemaps);
    r->sitemaps[r->n_sitemaps++] = arena_str(r->arena, value);
}

static void on_line(struct parser *p, struct str line)
{
    struct str key, value;
    if (!cut_line(line, &key, &value))
        return;
    switch (key_from(key)) {
    case KEY_USER_AGENT:
        on_user_agent(p, value);
        break;
    case KEY_ALLOW:
        on_rule(p, value, true);
        break;
    case KEY_DISALLOW:
        on_rule(p, value, false);
        break;
    case KEY_CRAWL_DELAY:
        on_crawl_delay(p, value);
        break;
    case KEY_SITEMAP:
        on_sitemap(p->r, value);
        break;
    case KEY_UNKNOWN:
        break;
    }
}

/* The longest first, allow before disallow: the first match then decides. */
static int by_priority(const void *a, const void *b)
{
    const struct rule *x = a, *y = b;
    if (x->priority != y->priority)
        return x->priority < y->priority ? 1 : -1;
    return (int)y->allow - (int)x->allow;
}

static void rules_sort(struct rules *rules)
{
    if (rules->n)
        qsort(rules->v, rules->n, sizeof *rules->v, by_priority);
}

/* Text behind a byte-order mark, of which some files have only a part. */
static struct str skip_bom(struct str text)
{
    static const char bom[] = "\xef\xbb\xbf";
    size_t n = 0;
    while (n < text.n && n < 3 && text.p[n] == bom[n])
        n++;
    return str_slice(text, n, text.n);
}

struct robots *robots_parse(struct str text, struct str agent)
{
    struct robots *r = xalloc(sizeof *r);
    r->arena = arena_new();
    r->own.delay_ms = r->any.delay_ms = -1;
    struct parser p = {.r = r, .agent = token_of(agent)};
    text = skip_bom(str_slice(text, 0, ROBOTS_MAX_BYTES));
    for (size_t from = 0, to; from < text.n; from = to + 1) {
        for (to = from; to < text.n; to++)
            if (text.p[to] == '\n' || text.p[to] == '\r')
                break;
        on_line(&p, str_slice(text, from, to));
    }
    rules_sort(&r->own);
    rules_sort(&r->any);
    return r;
}

void robots_free(struct robots *r)
{
    if (!r)
        return;
    arena_free(r->arena);
    free(r->own.v);
    free(r->any.v);
    free(r->sitemaps);
    free(r);
}

int64_t robots_crawl_delay_ms(const struct robots *r)
{
    if (!r)
        return -1;
    return r->named ? r->own.delay_ms : r->any.delay_ms;
}

const struct str *robots_sitemaps(const struct robots *r, size_t *n)
{
    *n = r ? r->n_sitemaps : 0;
    return r ? r->sitemaps : NULL;
}

bool robots_is_html(struct str text)
{
    static const char *const starts[] = {"<!doctype html", "<html", "<head",
                                         "<body", "<?xml"};
    text = str_trim(skip_bom(text));
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        struct str start = str_from(starts[i]);
        if (str_eq_ascii_nocase(str_slice(text, 0, start.n), start))
            return true;
    }
    return false;
}
