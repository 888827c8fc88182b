/* SPDX-License-Identifier: MIT */
/* reader_page.c - one HTML document: every JobPosting in its JSON-LD,
 * which stands in script elements, in the data that some Next.js pages are made
 * of, or in comments; else microdata. Or the source of a page, with front
 * matter. */
#include "base/hash.h"
#include "extract/reader_flight.h"
#include "extract/reader_front.h"
#include "extract/reader_kinds.h"
#include "extract/reader_ldjson.h"
#include "extract/reader_microdata.h"
#include "extract/reader_schema.h"
#include <string.h>

#define WALK_MAX_DEPTH 32u
#define MAX_BLOCKS     1000u
#define MAX_POSTINGS   5000u
#define MAX_LOOKUPS    20000000u /* objects, over all references */

struct page {
    const struct reader_input *in;
    struct arena *a;
    struct raw_list *out;
    struct json_object *root; /* all blocks, in one array */
    size_t postings;          /* in root */
    size_t budget;            /* for struct reader */
};

static void note_bad(struct page *p, const char *where, size_t at,
                     const struct err *why)
{
    if (p->out->n_bad++ == 0)
        err_set(&p->out->first_bad, ST_BAD_INPUT, "%s at byte %zu: %s", where,
                at, why->msg);
}

static void read_block(struct page *p, struct str block, size_t at)
{
    struct err why = {0};
    if (ldjson_parse(block, p->a, p->root, &why) == ST_OK)
        return;
    /* A broken block of something else is none of ours. */
    if (str_find(block, STR("JobPosting")) != SIZE_MAX)
        note_bad(p, "the ld+json", at, &why);
}

/* Offset of "<script" or "</script" (as word says) at or after from; n of s
 * for none. */
static size_t find_tag(struct str s, size_t from, struct str word)
{
    while (from < s.n) {
        const char *lt = memchr(s.p + from, '<', s.n - from);
        if (!lt)
            break;
        from = (size_t)(lt - s.p);
        if (str_eq_ascii_nocase(str_slice(s, from, from + word.n), word))
            return from;
        from++;
    }
    return s.n;
}

static void read_scripts(struct page *p, struct str html)
{
    size_t at = 0;
    for (unsigned blocks = 0; blocks < MAX_BLOCKS;) {
        at = find_tag(html, at, STR("<script"));
        const char *gt =
            at < html.n ? memchr(html.p + at, '>', html.n - at) : NULL;
        if (!gt)
            return;
        size_t from = (size_t)(gt - html.p) + 1;
        size_t to = find_tag(html, from, STR("</script"));
        struct str tag = str_slice(html, at, from);
        if (str_find_ascii_nocase(tag, STR("ld+json")) != SIZE_MAX) {
            read_block(p, str_slice(html, from, to), from);
            blocks++;
        }
        at = to;
    }
}

/* JSON-LD that a page holds in comments only. */
static void read_comments(struct page *p, struct str html)
{
    struct err unused;
    size_t at = 0;
    for (unsigned blocks = 0; blocks < MAX_BLOCKS; blocks++) {
        struct str rest = str_slice(html, at, html.n);
        size_t from = str_find(rest, STR("<!--"));
        if (from == SIZE_MAX)
            return;
        rest = str_slice(rest, from + 4, rest.n);
        size_t n = str_find(rest, STR("-->"));
        struct str block = str_trim(str_slice(rest, 0, n));
        if (str_starts(block, STR("{")) &&
            str_find(block, STR("JobPosting")) != SIZE_MAX)
            (void)!ldjson_parse(block, p->a, p->root, &unused);
        if (n == SIZE_MAX)
            return;
        at = (size_t)(rest.p - html.p) + n;
    }
}

/* Call found for every JobPosting in the tree under o. */
static void walk(struct page *p, struct json_object *o, unsigned depth,
                 void (*found)(struct page *p, struct json_object *o))
{
    if (depth == 0)
        return;
    if (json_object_is_type(o, json_type_array)) {
        for (size_t i = 0; i < json_object_array_length(o); i++)
            walk(p, json_object_array_get_idx(o, i), depth - 1, found);
        return;
    }
    if (!json_object_is_type(o, json_type_object))
        return;
    if (reader_is_job_posting(o)) {
        found(p, o);
        return;
    }
    json_object_object_foreach(o, key, value)
    {
        (void)key;
        walk(p, value, depth - 1, found);
    }
}

static void count(struct page *p, struct json_object *o)
{
    (void)o;
    if (p->postings < MAX_POSTINGS)
        p->postings++;
}

static bool id_is_taken(const struct raw_list *list, struct str id)
{
    for (size_t i = 0; i + 1 < list->n; i++)
        if (str_eq(list->v[i].id, id))
            return true;
    return false;
}

/* The page's identifier, or a hash of what the posting is known by. Some sites
 * give one identifier to all postings of a page. */
static struct str make_id(struct page *p, const struct raw *raw)
{
    char hex[HASH_HEX_BYTES];
    struct str id = STR_NONE;
    if (raw->id.p)
        id = arena_printf(p->a, "page-%.*s", STR_FMT(raw->id));
    if (id.p && !id_is_taken(p->out, id))
        return id;
    uint64_t h = hash64_seed(raw->title, hash64(raw->url));
    if (raw->n_locations > 0)
        h = hash64_seed(raw->locations[0].raw, h);
    return arena_printf(p->a, "page-%s", hash_hex(h, hex));
}

static void read_posting(struct page *p, struct json_object *o)
{
    struct raw *raw = reader_new_raw(p->a, p->out, p->postings);
    struct err many = {.msg = "too many of them"};
    if (!raw) {
        note_bad(p, "a JobPosting of the page", 0, &many);
        return;
    }
    struct reader r = {
        .a = p->a, .in = p->in, .raw = raw, .budget = &p->budget};
    reader_job_posting(&r, o, p->root);
    if (!raw->title.p && !raw->description.p) {
        struct err why = {.msg = "no title and no description"};
        note_bad(p, "a JobPosting of the page", 0, &why);
        p->out->n--;
        return;
    }
    raw->id = make_id(p, raw);
}

static void read_front(struct page *p, struct str text)
{
    struct raw *raw = reader_new_raw(p->a, p->out, 1);
    struct reader r = {.a = p->a, .in = p->in, .raw = raw};
    front_read(&r, text);
    raw->id = make_id(p, raw);
}

enum st read_page(const struct reader_input *in, struct arena *a,
                  struct raw_list *out, struct err *err)
{
    struct str html = in->body;
    if (str_trim(html).n == 0)
        return err_set(err, ST_BAD_INPUT, "the answer is empty");
    struct page p = {.in = in, .a = a, .out = out, .budget = MAX_LOOKUPS};
    if (front_is(html)) {
        read_front(&p, html);
        return ST_OK;
    }
    p.root = json_object_new_array();
    char front = str_trim(html).p[0];
    if (front == '{' || front == '[')
        read_block(&p, html, 0); /* JSON-LD that was saved by itself */
    else
        read_scripts(&p, html);
    walk(&p, p.root, WALK_MAX_DEPTH, count);
    if (p.postings == 0 && out->n_bad == 0) {
        flight_parse(html, a, p.root);
        walk(&p, p.root, WALK_MAX_DEPTH, count);
    }
    if (p.postings == 0 && out->n_bad == 0) {
        microdata_parse(html, a, p.root);
        walk(&p, p.root, WALK_MAX_DEPTH, count);
    }
    if (p.postings == 0 && out->n_bad == 0) {
        read_comments(&p, html);
        walk(&p, p.root, WALK_MAX_DEPTH, count);
    }
    walk(&p, p.root, WALK_MAX_DEPTH, read_posting);
    json_object_put(p.root);
    return ST_OK;
}
