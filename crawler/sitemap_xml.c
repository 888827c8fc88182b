/* SPDX-License-Identifier: MIT */
#include "crawler/sitemap_xml.h"
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <stdio.h>
#include <string.h>

#define FIELD_MAX_BYTES (2 * URL_MAX_BYTES)
#define DATE_MAX_BYTES  100u
#define CHUNK_BYTES     (64u << 10)
#define SNIFF_BYTES     4u /* that tell the encoding */
#define NONE            (-1)

/* A form: the names of what stands in it. */
struct form {
    const char *root, *entry, *loc, *spare, *lastmod, *lastmod_2;
    bool index;
};

static const struct form forms[] = {
    {"urlset", "url", "loc", NULL, "lastmod", NULL, false},
    {"sitemapindex", "sitemap", "loc", NULL, "lastmod", NULL, true},
    {"rss", "item", "link", "guid", "pubDate", "date", false},
    {"RDF", "item", "link", NULL, "date", NULL, false},
    {"feed", "entry", "link", NULL, "updated", "published", false},
};

enum field { FIELD_NONE, FIELD_LOC, FIELD_SPARE, FIELD_DATE };

/* An element as libxml2 tells it. */
struct element {
    const char *name, *space; /* local name; namespace or "" */
    const xmlChar **attributes;
    int n_attributes;
};

struct walk {
    const struct form *form; /* NULL before the root */
    bool other;              /* the root is of no form */
    char space[200];         /* the root's namespace */
    char root[64];
    int depth;       /* of elements that are open */
    int entry_depth; /* of the entry that is open, or NONE */
    int field_depth;
    enum field field;
    struct buf loc, spare, date, bare; /* bare: text beside the fields */
    bool rival; /* loc is of a link that is not the entry's first choice */
    struct arena *a;
    struct sitemap *out;
    char fault[160]; /* libxml2's words for the first one */
    int fault_line;
};

/* Entities are not expanded, so that none is known: that is no fault. */
static void on_fault(void *arg, xmlErrorPtr error)
{
    struct walk *w = arg;
    if (error->level < XML_ERR_ERROR || w->fault[0] ||
        error->domain == XML_FROM_NAMESPACE ||
        error->code == XML_ERR_UNDECLARED_ENTITY)
        return;
    w->fault_line = error->line;
    snprintf(w->fault, sizeof w->fault, "%.*s",
             (int)strcspn(error->message, "\n"), error->message);
}

static bool is_named(const char *a, const char *b)
{
    return b && strcmp(a, b) == 0;
}

static void on_root(struct walk *w, const struct element *e)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (is_named(e->name, forms[i].root))
            w->form = &forms[i];
    w->other = w->form == NULL;
    if (w->form)
        w->out->index = w->form->index;
    snprintf(w->space, sizeof w->space, "%s", e->space);
    snprintf(w->root, sizeof w->root, "%s", e->name);
}

static void clear_entry(struct walk *w)
{
    buf_clear(&w->loc);
    buf_clear(&w->spare);
    buf_clear(&w->date);
    buf_clear(&w->bare);
    w->rival = false;
}

static bool is_address(struct str s)
{
    return str_find(s, STR("://")) != SIZE_MAX;
}

static void end_entry(struct walk *w)
{
    struct str loc = str_trim(buf_str(&w->loc));
    struct str spare = str_trim(buf_str(&w->spare));
    struct str bare = str_trim(buf_str(&w->bare));
    if (loc.n == 0 && is_address(spare))
        loc = spare;
    if (loc.n == 0 && is_address(bare))
        loc = bare; /* some leave the loc element out */
    if (!w->loc.overflowed)
        sitemap_add(w->out, w->a, loc, buf_str(&w->date));
    clear_entry(w);
}

static struct str attribute(const struct element *e, const char *name)
{
    const xmlChar **at = e->attributes;
    for (int i = 0; i < e->n_attributes; i++, at += 5)
        if (is_named((const char *)at[0], name))
            return (struct str){(const char *)at[3], (size_t)(at[4] - at[3])};
    return STR_NONE;
}

/* Atom's links have their address in an attribute, and say what it is of. */
static void take_href(struct walk *w, const struct element *e)
{
    struct str href = attribute(e, "href"), rel = attribute(e, "rel");
    bool rival = rel.p && !str_eq(rel, STR("alternate"));
    if (href.n && (w->loc.n == 0 || (w->rival && !rival))) {
        buf_clear(&w->loc);
        buf_add_str(&w->loc, href);
        w->rival = rival;
    }
}

static enum field field_of(const struct walk *w, const struct element *e)
{
    const struct form *f = w->form;
    bool own = strcmp(e->space, w->space) == 0 ||
               is_named("RDF", f->root); /* whose root is of another */
    /* The date of RSS 1.0 and of some RSS 2.0 is Dublin Core's. */
    if ((own || is_named(e->name, "date")) &&
        (is_named(e->name, f->lastmod) || is_named(e->name, f->lastmod_2)))
        return FIELD_DATE;
    if (own && is_named(e->name, f->loc))
        return FIELD_LOC;
    return own && is_named(e->name, f->spare) ? FIELD_SPARE : FIELD_NONE;
}

static void begin_field(struct walk *w, const struct element *e)
{
    enum field field = field_of(w, e);
    if (field == FIELD_LOC && is_named("feed", w->form->root)) {
        take_href(w, e);
        return;
    }
    if (field == FIELD_NONE || (field == FIELD_DATE && w->date.n > 0))
        return;
    if (field == FIELD_LOC && str_trim(buf_str(&w->loc)).n > 0)
        end_entry(w); /* entries that were run together */
    w->field = field;
    w->field_depth = w->depth;
}

static void on_start(void *arg, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri, int n_spaces, const xmlChar **spaces,
                     int n_attributes, int n_defaulted,
                     const xmlChar **attributes)
{
    struct walk *w = arg;
    const struct element e = {(const char *)name, uri ? (const char *)uri : "",
                              attributes, n_attributes};
    (void)prefix;
    (void)n_spaces;
    (void)spaces;
    (void)n_defaulted;
    w->depth++;
    if (!w->form && !w->other) {
        on_root(w, &e);
    } else if (w->field != FIELD_NONE || w->other) {
        return; /* what stands in a field is its text */
    } else if (w->entry_depth != NONE) {
        begin_field(w, &e);
    } else if (is_named(e.name, w->form->entry)) {
        w->entry_depth = w->depth;
        clear_entry(w);
    }
}

static void on_end(void *arg, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *uri)
{
    struct walk *w = arg;
    (void)name;
    (void)prefix;
    (void)uri;
    if (w->field != FIELD_NONE && w->depth == w->field_depth)
        w->field = FIELD_NONE;
    if (w->depth == w->entry_depth) {
        end_entry(w);
        w->entry_depth = NONE;
    }
    w->depth--;
}

static void on_text(void *arg, const xmlChar *text, int n)
{
    struct walk *w = arg;
    struct buf *to = w->field == FIELD_LOC     ? &w->loc
                     : w->field == FIELD_SPARE ? &w->spare
                     : w->field == FIELD_DATE  ? &w->date
                                               : &w->bare;
    bool beside = w->field == FIELD_NONE && w->depth != w->entry_depth;
    if (w->entry_depth != NONE && !beside)
        buf_add(to, text, (size_t)n);
}

static enum st feed(struct walk *w, xmlParserCtxtPtr parser, struct str text,
                    struct err *err)
{
    size_t at = 0;
    while (at < text.n && !w->other && !w->out->cut) {
        struct str piece =
            str_slice(text, at, at + (at ? CHUNK_BYTES : SNIFF_BYTES));
        xmlParseChunk(parser, piece.p, (int)piece.n, 0);
        at += piece.n;
    }
    if (!w->other && !w->out->cut)
        xmlParseChunk(parser, NULL, 0, 1);
    if (w->entry_depth != NONE && w->field == FIELD_NONE)
        end_entry(w); /* the text ends in it, but its address is whole */
    if (w->other)
        return err_set(err, ST_BAD_INPUT,
                       "no sitemap: its root element is <%s>", w->root);
    if (!w->form)
        return err_set(err, ST_BAD_INPUT, "no sitemap: line %d: %s",
                       w->fault_line, w->fault);
    if (w->fault[0] && !w->out->broken && !w->out->cut) {
        w->out->broken = true;
        err_set(&w->out->fault, ST_BAD_INPUT, "broken XML in line %d: %s",
                w->fault_line, w->fault);
    }
    return ST_OK;
}

enum st sitemap_read_xml(struct str text, struct arena *a, struct sitemap *s,
                         struct err *err)
{
    struct walk w = {.entry_depth = NONE, .a = a, .out = s};
    xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
                         .startElementNs = on_start,
                         .endElementNs = on_end,
                         .characters = on_text,
                         .ignorableWhitespace = on_text,
                         .cdataBlock = on_text,
                         .serror = on_fault};
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&sax, &w, NULL, 0, NULL);
    if (!parser)
        return err_set(err, ST_BUG, "libxml2 does not start");
    xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_RECOVER);
    buf_init(&w.loc, FIELD_MAX_BYTES);
    buf_init(&w.spare, FIELD_MAX_BYTES);
    buf_init(&w.date, DATE_MAX_BYTES);
    buf_init(&w.bare, FIELD_MAX_BYTES);
    enum st st = feed(&w, parser, text, err);
    buf_done(&w.loc);
    buf_done(&w.spare);
    buf_done(&w.date);
    buf_done(&w.bare);
    xmlFreeDoc(parser->myDoc);
    xmlFreeParserCtxt(parser);
    return st;
}
