/* SPDX-License-Identifier: MIT */
#include "extract/preset.h"
#include "extract/preset_next.h"
#include "extract/preset_spec.h"
#include "extract/preset_text.h"
#include "extract/reader_kinds.h"
#include "extract/reader_schema.h"
#include "extract/reader_xml.h"
#include "extract/text.h"
#include <string.h>

#define MERGE_LOOK_BACK 500u

/* The reading of one answer. */
struct reading {
    const struct preset *preset;
    const struct reader_input *in;
    struct arena *a;
    struct json_object *root;
    struct raw_list *out;
    size_t room; /* for postings */
};

/* ---- Fields ---- */

/* A short text with its character references undone. */
static struct str words(const struct spec_at *at, const char *spec)
{
    struct str s = spec_text(at, spec);
    s = s.n ? text_unescape(s, at->r->a) : s;
    return s.n ? s : STR_NONE;
}

static void join_part(struct buf *out, struct str part)
{
    if (part.n == 0)
        return;
    if (out->n)
        buf_add_cstr(out, ", ");
    buf_add_str(out, part);
}

static struct str name_of_parts(struct arena *a, const struct place *p)
{
    AUTO(buf_done) struct buf out;
    buf_init(&out, 4096);
    join_part(&out, p->city);
    join_part(&out, p->region);
    join_part(&out, p->country);
    return out.n ? arena_str(a, buf_str(&out)) : STR_NONE;
}

static void add_place(const struct preset *p, const struct spec_at *entry,
                      struct json_object *node)
{
    struct spec_at at = {entry->r, node, entry->root};
    struct place place = {0};
    if (json_object_is_type(node, json_type_string)) {
        reader_add_places(at.r, words(&at, "."));
        return;
    }
    place.city = words(&at, p->city);
    place.region = words(&at, p->region);
    place.country = words(&at, p->country);
    place.raw = words(&at, p->place_name);
    if (!place.raw.n)
        place.raw = name_of_parts(at.r->a, &place);
    reader_add_place(at.r, place);
}

static void read_places(const struct preset *p, const struct spec_at *at)
{
    struct str rest = str_from(p->places), path;
    struct raw *raw = at->r->raw;
    while (raw->n_locations == 0 && spec_split(&rest, ',', &path)) {
        struct spec_nodes nodes = {0};
        spec_walk(at, path, &nodes);
        for (size_t i = 0; i < nodes.n; i++)
            add_place(p, at, nodes.v[i]);
    }
    struct str text = words(at, p->place);
    while (str_ends(text, STR(",")) || str_ends(text, STR(" ")))
        text.n--;
    if (raw->n_locations == 0)
        reader_add_places(at->r, text);
}

static void read_salary(const struct preset *p, const struct spec_at *at)
{
    struct str text = words(at, p->salary_text);
    int64_t min = reader_text_cents(spec_text(at, p->salary_min));
    int64_t max = reader_text_cents(spec_text(at, p->salary_max));
    if (text.n)
        at->r->raw->salary_text = text;
    if (min < 0 && max < 0)
        return;
    reader_set_salary(at->r, min, max, spec_text(at, p->currency),
                      reader_period_word(spec_text(at, p->period)), FROM_FIELD);
}

static void put(struct str *field, struct str value)
{
    if (value.n)
        *field = value;
}

static void put_date(const struct spec_at *at, struct date *field,
                     const char *spec)
{
    struct date d = reader_text_date(at->r, spec_text(at, spec));
    if (d.year)
        *field = d;
}

static void read_words(const struct preset *p, const struct spec_at *at)
{
    struct raw *raw = at->r->raw;
    struct str id = spec_text(at, p->id);
    if (id.n)
        raw->id = arena_printf(at->r->a, "%s-%.*s", p->kind, STR_FMT(id));
    put(&raw->title, words(at, p->title));
    put(&raw->url, spec_text(at, p->url));
    put(&raw->company, words(at, p->company));
    put(&raw->language, spec_text(at, p->language));
    put(&raw->employment_type, words(at, p->employment_type));
    put(&raw->seniority, words(at, p->seniority));
    put_date(at, &raw->date_posted, p->date_posted);
    put_date(at, &raw->date_updated, p->date_updated);
    put_date(at, &raw->valid_through, p->valid_through);
    enum remote remote = reader_remote_word(spec_text(at, p->remote));
    if (remote != REMOTE_NONE)
        raw->remote = remote;
}

static void read_schema(const struct preset *p, const struct spec_at *at)
{
    struct spec_nodes nodes = {0};
    spec_walk(at, str_from(p->schema), &nodes);
    if (nodes.n > 0 && json_object_is_type(nodes.v[0], json_type_object))
        reader_job_posting(at->r, nodes.v[0], nodes.v[0]);
}

/* ---- Entries ---- */

static void note_bad(struct reading *g, const char *why)
{
    if (g->out->n_bad++ == 0)
        err_set(&g->out->first_bad, ST_BAD_INPUT, "entry %zu: %s",
                g->out->n_items, why);
}

/* Some boards list a posting once for each of its places: that is one posting,
 * with all of them. */
static bool merge(struct reading *g, struct raw *raw)
{
    struct raw *first = g->out->v;
    size_t n = g->out->n - 1; /* those before raw */
    size_t from = n > MERGE_LOOK_BACK ? n - MERGE_LOOK_BACK : 0;
    for (size_t i = from; raw->id.n && i < n; i++) {
        if (!str_eq(first[i].id, raw->id))
            continue;
        struct reader r = {.a = g->a, .in = g->in, .raw = &first[i]};
        for (size_t k = 0; k < raw->n_locations; k++)
            reader_add_place(&r, raw->locations[k]);
        return true;
    }
    return false;
}

static void drop_last(struct reading *g)
{
    g->out->v[--g->out->n] = (struct raw){0};
}

static void read_entry(struct reading *g, struct json_object *item)
{
    struct raw scratch = {0};
    struct reader r = {.a = g->a, .in = g->in, .raw = &scratch};
    struct spec_at at = {&r, item, g->root};
    const struct preset *p = g->preset;
    g->out->n_items++;
    if (spec_text(&at, p->skip).n)
        return;
    struct raw *raw = reader_new_raw(g->a, g->out, g->room);
    if (!raw) {
        note_bad(g, "too many of them");
        return;
    }
    r.raw = raw;
    if (p->schema)
        read_schema(p, &at);
    read_words(p, &at);
    if (!raw->title.n) {
        drop_last(g);
        note_bad(g, "it has no title");
        return;
    }
    if (raw->n_locations == 0)
        read_places(p, &at);
    if (merge(g, raw)) {
        drop_last(g);
        return;
    }
    read_salary(p, &at);
    preset_text(p->description, &at);
    raw->truncated |= spec_text(&at, p->truncated).n > 0;
    if (!raw->description.n || raw->truncated)
        raw->detail_url = spec_text(&at, p->detail_url);
}

/* The entries of the first of the alternatives that is there. */
static bool find_items(struct reading *g, const struct spec_at *at,
                       struct spec_nodes *out)
{
    struct str rest = str_from(g->preset->items), path;
    while (spec_split(&rest, ',', &path)) {
        struct spec_nodes there = {0};
        bool each = str_ends(path, STR("[]"));
        struct str list = each ? str_slice(path, 0, path.n - 2) : path;
        spec_walk(at, list.n ? list : STR("."), &there);
        bool whole = str_eq(path, STR("."));
        if (there.n == 0 || (whole && !spec_text(at, g->preset->title).n))
            continue;
        bool is_list = json_object_is_type(there.v[0], json_type_array);
        if (each != is_list && !g->preset->xml)
            continue;
        spec_walk(at, path, out);
        return true;
    }
    return false;
}

static bool has_top(const struct preset *p, const struct spec_at *at)
{
    struct str rest = str_from(p->top), path;
    while (spec_split(&rest, ',', &path)) {
        struct spec_nodes nodes = {0};
        spec_walk(at, path, &nodes);
        if (nodes.n > 0)
            return true;
    }
    return p->top == NULL;
}

static enum st not_own(const struct preset *p, const char *wanted,
                       struct err *err)
{
    struct str rest = str_from(wanted), path;
    spec_split(&rest, ',', &path);
    if (str_ends(path, STR("[]")))
        path.n -= 2;
    if (path.n == 0)
        return err_set(err, ST_BAD_INPUT, "no %s answer: it is no list",
                       p->label);
    return err_set(err, ST_BAD_INPUT, "no %s answer: \"%.*s\" is missing",
                   p->label, STR_FMT(path));
}

/* The variant that the answer is of. */
static const struct preset *pick(const struct preset *p,
                                 const struct spec_at *at)
{
    for (size_t i = 0; p->variants && p->variants[i]; i++)
        if (spec_text(at, p->variants[i]->when).n)
            return p->variants[i];
    return p;
}

static enum st read_entries(struct reading *g, struct err *err)
{
    struct raw about = {0}; /* counts wrong types of the answer itself */
    struct reader r = {.a = g->a, .in = g->in, .raw = &about};
    struct spec_at at = {&r, g->root, g->root};
    struct spec_nodes items = {0};
    const struct preset *p = g->preset = pick(g->preset, &at);
    uint64_t total;
    bool own = has_top(p, &at);
    if (!own || (!find_items(g, &at, &items) && !p->top))
        return not_own(p, own ? p->items : p->top, err);
    g->room = items.n;
    for (size_t i = 0; i < items.n; i++)
        read_entry(g, items.v[i]);
    if (str_to_u64(spec_text(&at, p->total), UINT32_MAX, &total))
        g->out->total = total;
    g->out->next = p->next ? spec_text(&at, p->next)
                           : preset_next(p, g->in->url, g->out, g->a);
    if (p->also)
        p->also(g->root, g->a, g->out);
    return ST_OK;
}

/* ---- Pages behind a list ---- */

static enum st read_detail_page(const struct preset *p,
                                const struct reader_input *in, struct arena *a,
                                struct raw_list *out, struct err *err)
{
    enum st st = read_page(in, a, out, err);
    if (st || (out->n == 0 && out->n_bad == 0))
        return st ? st
                  : err_set(err, ST_BAD_INPUT,
                            "no %s answer: HTML where JSON was promised, and "
                            "no JobPosting in it",
                            p->label);
    for (size_t i = 0; i < out->n; i++) {
        struct reader r = {.a = a, .in = in, .raw = &out->v[i]};
        struct spec_at at = {&r, NULL, NULL};
        struct str id = spec_text(&at, p->page_id);
        if (id.n && out->n == 1)
            r.raw->id = arena_printf(a, "%s-%.*s", p->kind, STR_FMT(id));
    }
    return ST_OK;
}

static bool is_xml(struct str body)
{
    body = str_trim(body);
    return str_starts(body, STR("<?xml")) || str_starts(body, STR("<rss"));
}

enum st preset_read(const struct preset *p, const struct reader_input *in,
                    struct arena *a, struct raw_list *out, struct err *err)
{
    struct reading g = {.preset = p, .in = in, .a = a, .out = out};
    bool markup = str_starts(str_trim(in->body), STR("<"));
    if (p->page_id && markup && !is_xml(in->body))
        return read_detail_page(p, in, a, out, err);
    if (p->markup && markup)
        g.preset = p = p->markup;
    enum st st = p->xml ? reader_xml_parse(in->body, &g.root, err)
                        : reader_parse(in->body, &g.root, err);
    if (st)
        return st;
    st = read_entries(&g, err);
    json_object_put(g.root);
    return st;
}
