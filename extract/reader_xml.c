/* SPDX-License-Identifier: MIT */
#include "extract/reader_xml.h"
#include <libxml/xmlreader.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#define NAME_BYTES      128
#define TEXT_MAX_BYTES  (10u << 20)
#define FRONT_MAX_BYTES 1024u
#define OPTIONS         (XML_PARSE_NONET | XML_PARSE_NOCDATA)

/* An element that is open. */
struct open {
    char name[NAME_BYTES];
    struct json_object *o; /* NULL while it has only text */
    struct buf text;
};

struct tree {
    xmlTextReaderPtr reader;
    struct open stack[XML_MAX_DEPTH + 1]; /* [0] holds the root element */
    int depth;
    size_t nodes;
    char fault[200]; /* libxml2's words for the first one */
    int fault_line;
};

static const char *known_prefix(const char *uri)
{
    static const struct {
        const char *uri, *prefix;
    } known[] = {
        {"www.neogov.com/namespaces/JobListing", "joblisting"},
        {"base.google.com/ns/", "g"},
        {"teamtailor.com/", "tt"},
        {"purl.org/rss/1.0/modules/content", "content"},
        {"purl.org/dc/", "dc"},
        {"search.yahoo.com/mrss", "media"},
        {"www.w3.org/2005/Atom", "atom"},
    };
    for (size_t i = 0; uri && i < sizeof known / sizeof *known; i++)
        if (strstr(uri, known[i].uri))
            return known[i].prefix;
    return NULL;
}

static void name_of(xmlTextReaderPtr r, char *out)
{
    const char *local = (const char *)xmlTextReaderConstLocalName(r);
    const char *prefix = (const char *)xmlTextReaderConstPrefix(r);
    const char *own =
        known_prefix((const char *)xmlTextReaderConstNamespaceUri(r));
    if (prefix)
        snprintf(out, NAME_BYTES, "%s:%s", own ? own : prefix, local);
    else
        snprintf(out, NAME_BYTES, "%s", local);
}

/* Put value under name, or into the list that is there. */
static void put(struct open *parent, const char *name,
                struct json_object *value)
{
    struct json_object *old = NULL;
    if (!parent->o)
        parent->o = json_object_new_object();
    if (!json_object_object_get_ex(parent->o, name, &old)) {
        json_object_object_add(parent->o, name, value);
        return;
    }
    if (!json_object_is_type(old, json_type_array)) {
        struct json_object *list = json_object_new_array();
        json_object_array_add(list, json_object_get(old));
        json_object_object_add(parent->o, name, list);
        old = list;
    }
    json_object_array_add(old, value);
}

static void put_text(struct open *e, const char *name, struct str s)
{
    put(e, name, json_object_new_string_len(s.p ? s.p : "", (int)s.n));
}

/* The element that was open last becomes a member of the one around it. */
static void close_element(struct tree *t)
{
    struct open *e = &t->stack[t->depth--];
    struct str text = str_trim(buf_str(&e->text));
    if (!e->o)
        put_text(&t->stack[t->depth], e->name, text);
    else if (text.n)
        put_text(e, "#text", text);
    if (e->o)
        put(&t->stack[t->depth], e->name, e->o);
    buf_done(&e->text);
    e->o = NULL;
}

static void read_attributes(struct tree *t, struct open *e, bool *xhtml)
{
    char name[NAME_BYTES] = "@";
    while (xmlTextReaderMoveToNextAttribute(t->reader) == 1) {
        if (xmlTextReaderIsNamespaceDecl(t->reader))
            continue;
        struct str value =
            str_from((const char *)xmlTextReaderConstValue(t->reader));
        snprintf(name + 1, sizeof name - 1, "%s",
                 (const char *)xmlTextReaderConstName(t->reader));
        *xhtml |= strcmp(name, "@type") == 0 && str_eq(value, STR("xhtml"));
        if (++t->nodes <= XML_MAX_NODES)
            put_text(e, name, value);
    }
    xmlTextReaderMoveToElement(t->reader);
}

static enum st open_element(struct tree *t, struct err *err)
{
    bool xhtml = false;
    if (t->depth == XML_MAX_DEPTH)
        return err_set(err, ST_TOO_BIG, "XML is nested over %d deep",
                       XML_MAX_DEPTH);
    struct open *e = &t->stack[++t->depth];
    buf_init(&e->text, TEXT_MAX_BYTES);
    e->o = NULL;
    name_of(t->reader, e->name);
    bool empty = xmlTextReaderIsEmptyElement(t->reader) == 1;
    read_attributes(t, e, &xhtml);
    if (xhtml && !empty) {
        xmlChar *inner = xmlTextReaderReadInnerXml(t->reader);
        put_text(e, "#text", str_trim(str_from((const char *)inner)));
        xmlFree(inner);
        buf_clear(&e->text);
    }
    if (empty)
        close_element(t);
    return ST_OK;
}

static enum st take_node(struct tree *t, struct err *err)
{
    if (++t->nodes > XML_MAX_NODES)
        return err_set(err, ST_TOO_BIG, "XML of more than %u nodes",
                       XML_MAX_NODES);
    switch (xmlTextReaderNodeType(t->reader)) {
    case XML_READER_TYPE_ELEMENT:
        return open_element(t, err);
    case XML_READER_TYPE_END_ELEMENT:
        close_element(t);
        break;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
        buf_add_cstr(&t->stack[t->depth].text,
                     (const char *)xmlTextReaderConstValue(t->reader));
        break;
    default:
        break;
    }
    return ST_OK;
}

static void on_fault(void *ctx, xmlErrorPtr e)
{
    struct tree *t = ctx;
    if (t->fault[0] || e->level < XML_ERR_ERROR || !e->message)
        return;
    snprintf(t->fault, sizeof t->fault, "%.*s", (int)strcspn(e->message, "\n"),
             e->message);
    t->fault_line = e->line;
}

static enum st read_all(struct tree *t, struct err *err)
{
    enum st st = ST_OK;
    int more;
    while (!st && (more = xmlTextReaderRead(t->reader)) == 1)
        st = take_node(t, err);
    if (!st && (more != 0 || !t->stack[0].o))
        st = err_set(err, ST_BAD_INPUT, "bad or cut XML at line %d: %s",
                     t->fault_line,
                     t->fault[0] ? t->fault : "it has no element");
    while (t->depth > 0)
        close_element(t);
    return st;
}

/* s without its XML declaration: the encoding that it names is not the one that
 * the text is in any more, and libxml2 would believe it. */
static struct str without_declaration(struct str s)
{
    size_t end =
        str_starts(s, STR("<?xml")) ? str_find(s, STR("?>")) : SIZE_MAX;
    return end == SIZE_MAX ? s : str_trim(str_slice(s, end + 2, s.n));
}

/* What stands in front of the root element: whether it is what we read. */
static enum st check_front(struct str s, struct err *err)
{
    if (s.n == 0)
        return err_set(err, ST_BAD_INPUT, "the answer is empty");
    if (s.p[0] != '<')
        return err_set(err, ST_BAD_INPUT, "%s where XML was promised",
                       s.p[0] == '{' || s.p[0] == '[' ? "JSON" : "text");
    struct str front = str_slice(s, 0, FRONT_MAX_BYTES);
    if (str_find_ascii_nocase(front, STR("<!doctype html")) != SIZE_MAX ||
        str_find_ascii_nocase(front, STR("<html")) != SIZE_MAX)
        return err_set(err, ST_BAD_INPUT, "HTML where XML was promised");
    size_t at = str_find(s, STR("<!DOCTYPE"));
    struct str doctype = at == SIZE_MAX ? STR("") : str_slice(s, at, s.n);
    size_t end = str_find(doctype, STR(">"));
    if (str_find(str_slice(doctype, 0, end), STR("[")) != SIZE_MAX)
        return err_set(err, ST_BAD_INPUT,
                       "XML with declarations in its DOCTYPE, which no feed "
                       "needs");
    return ST_OK;
}

/* SuccessFactors has elements without a name: "<>1</>". They are given one. */
static struct str with_names(struct str s, struct buf *out)
{
    if (str_find(s, STR("</>")) == SIZE_MAX)
        return s;
    for (size_t i = 0; i < s.n; i++) {
        buf_add_char(out, s.p[i]);
        bool open = s.p[i] == '<' && i + 1 < s.n && s.p[i + 1] == '>';
        bool close = s.p[i] == '/' && i > 0 && s.p[i - 1] == '<' &&
                     i + 1 < s.n && s.p[i + 1] == '>';
        if (open || close)
            buf_add_cstr(out, "unnamed");
    }
    return out->overflowed ? s : buf_str(out);
}

enum st reader_xml_parse(struct str text, struct json_object **out,
                         struct err *err)
{
    AUTO(buf_done) struct buf named = {0};
    struct str s = without_declaration(str_trim(text));
    struct tree t = {.depth = 0};
    enum st st = check_front(s, err);
    if (st)
        return st;
    if (s.n > INT_MAX)
        return err_set(err, ST_TOO_BIG, "XML of %zu bytes", s.n);
    buf_init(&named, INT_MAX);
    s = with_names(s, &named);
    t.reader = xmlReaderForMemory(s.p, (int)s.n, NULL, "UTF-8", OPTIONS);
    if (!t.reader)
        return err_set(err, ST_BUG, "no XML reader");
    xmlTextReaderSetStructuredErrorHandler(t.reader, on_fault, &t);
    st = read_all(&t, err);
    xmlFreeTextReader(t.reader);
    if (st)
        json_object_put(t.stack[0].o);
    else
        *out = t.stack[0].o;
    return st;
}
