/* SPDX-License-Identifier: MIT */
#include "crawler/board_next.h"
#include "crawler/boards.h"

/* How far the pages have come, as the note says: "page 40/312". */
struct progress {
    uint64_t got, total;
};

/* What is being planned. */
struct planning {
    const struct source *source;
    const struct board_kind *kind;
    const struct board_facts *f;
    struct arena *a;
    struct ask *v;
    size_t n, cap;
    struct board_plan *out;
};

static bool note_is(const struct board_facts *f, const char *word)
{
    struct str note = f->ask->note, first;
    return str_split(&note, ' ', &first) && str_eq(first, str_from(word));
}

static struct progress read_progress(const struct board_facts *f)
{
    struct progress p = {0};
    struct str rest = f->ask->note, word, got;
    if (!note_is(f, "page"))
        return p;
    str_split(&rest, ' ', &word);
    if (!rest.p || !str_split(&rest, '/', &got) ||
        !str_to_u64(got, UINT32_MAX, &p.got))
        return (struct progress){0};
    if (rest.p)
        str_to_u64(rest, UINT32_MAX, &p.total);
    return p;
}

static struct ask *add(struct planning *p, struct ask ask)
{
    if (p->n == p->cap) {
        size_t cap = p->cap ? 2 * p->cap : 16;
        struct ask *v = arena_calloc(p->a, cap, sizeof *v);
        for (size_t i = 0; i < p->n; i++)
            v[i] = p->v[i];
        p->v = v;
        p->cap = cap;
    }
    ask.secret_headers = p->source->secret_headers;
    p->v[p->n] = ask;
    return &p->v[p->n++];
}

static void cut(struct planning *p, struct str why)
{
    p->out->cut = why.p;
}

static void cut_as_asked(struct planning *p)
{
    cut(p, arena_printf(p->a, "stopped at its max_postings of %u",
                        p->source->max_postings));
    p->out->as_asked = true;
}

/* ---- Pages ---- */

static struct str page_note(struct arena *a, struct progress p)
{
    return arena_printf(a, "page %llu/%llu", (unsigned long long)p.got,
                        (unsigned long long)p.total);
}

static uint64_t position(const struct planning *p)
{
    uint64_t at = p->kind->pages.how == PAGES_NUMBER;
    struct str text = url_param(p->f->url, str_from(p->kind->pages.param));
    if (text.p)
        str_to_u64(text, UINT32_MAX, &at);
    return at;
}

static struct str with_param(const struct planning *p, uint64_t value)
{
    struct buf text;
    buf_init(&text, 4 * URL_MAX_BYTES);
    url_with_param(&text, p->f->url, str_from(p->kind->pages.param), value);
    struct str url = arena_str(p->a, buf_str(&text));
    buf_done(&text);
    return url;
}

/* A feed may name any address as its next page: it is the board's own host, or
 * one of its service. */
static bool is_own(const struct planning *p, struct str next)
{
    struct url from = {0}, to = {0};
    struct err unused;
    bool own = false;
    if (url_parse(p->f->url, &from, &unused) == ST_OK &&
        url_resolve(&from, next, &to, &unused) == ST_OK)
        own = str_eq(from.host, to.host) ||
              (p->kind->domain && str_ends(to.host, str_from(p->kind->domain)));
    url_done(&from);
    url_done(&to);
    return own;
}

static void ask_page(struct planning *p, struct progress after)
{
    const struct board_facts *f = p->f;
    const struct board_pages *pages = &p->kind->pages;
    struct ask ask = {.note = page_note(p->a, after), .part = ASK_PAGE};
    switch (pages->how) {
    case PAGES_OFFSET:
        ask.url = with_param(p, position(p) + f->n_items);
        break;
    case PAGES_NUMBER:
        if (pages->last && position(p) >= pages->last) {
            cut(p, arena_printf(p->a,
                                "page %u is the last that is served; narrow "
                                "the url",
                                pages->last));
            return;
        }
        ask.url = with_param(p, position(p) + 1);
        break;
    case PAGES_NEXT:
        ask.url = f->next;
        if (!is_own(p, f->next)) {
            cut(p, STR("its next page is on another host"));
            return;
        }
        break;
    case PAGES_WORKDAY:
        if (after.got >= BOARD_QUERY_MAX) {
            cut(p, STR("it gives 2000 entries of a query and cannot be split "
                       "further"));
            return;
        }
        ask.url = f->url;
        ask.body = board_part_body(p->a, board_part(f->ask), after.got);
        break;
    default:
        return;
    }
    add(p, ask);
}

/* A full page may have one behind it, whatever the total; a short one has only
 * when the board says so. */
static bool has_more(const struct planning *p, struct progress after)
{
    const struct board_pages *pages = &p->kind->pages;
    size_t n = p->f->n_items;
    if (pages->how == PAGES_ONE || pages->how == PAGES_LISTS || n == 0 ||
        p->f->n_new == 0)
        return false;
    if (pages->how == PAGES_NEXT)
        return p->f->next.n > 0;
    if (pages->whole)
        return n % pages->size == 0;
    return n >= pages->size || after.got < after.total || p->f->next.n > 0;
}

/* Entries come and go while a large board is read. */
static bool falls_short(struct progress p)
{
    return p.total > p.got + p.total / 50;
}

/* What lies behind the last page may well be the last one again; but not what
 * the board itself calls the next. (Of a kind of one's own it may be us who
 * count.) */
static bool repeats(const struct planning *p)
{
    return p->kind->pages.how == PAGES_NEXT && !p->source->preset.p &&
           note_is(p->f, "page") && p->f->n_items > 0 && p->f->n_new == 0;
}

static void plan_pages(struct planning *p)
{
    const struct board_facts *f = p->f;
    const struct source *s = p->source;
    struct progress at = read_progress(f);
    if (f->total > at.total) /* later pages may say 0 */
        at.total = f->total;
    at.got += f->n_new ? f->n_items : 0;
    bool more = has_more(p, at);
    if (s->max_postings && f->n_postings >= s->max_postings && more) {
        cut_as_asked(p);
    } else if (more) {
        ask_page(p, at);
    } else if (repeats(p)) {
        cut(p, STR("a next page that it names repeats what was there"));
    } else if (falls_short(at)) {
        cut(p, arena_printf(p->a,
                            "it says that it has %llu entries, but its pages "
                            "brought %llu",
                            (unsigned long long)at.total,
                            (unsigned long long)at.got));
    }
}

/* ---- A large board in parts ---- */

/* True when it was split. */
static bool plan_parts(struct planning *p)
{
    const struct board_facts *f = p->f;
    struct board_parts parts;
    if (p->kind->pages.how != PAGES_WORKDAY || note_is(f, "page") ||
        f->total < BOARD_QUERY_MAX ||
        !board_split(board_part(f->ask), f->facets, f->n_facets, p->a, &parts))
        return false;
    for (size_t i = 0; i < parts.n; i++)
        add(p, (struct ask){.url = f->url,
                            .body = board_part_body(p->a, parts.v[i], 0),
                            .note = STR("list"),
                            .part = ASK_PAGE});
    return true;
}

/* ---- What a list names ---- */

static void plan_lists(struct planning *p)
{
    const struct board_facts *f = p->f;
    /* The list of lists is one of a source's pages. */
    size_t most =
        p->source->max_pages ? p->source->max_pages - 1 : p->kind->pages.last;
    most *= f->list_group ? f->list_group : 1;
    for (size_t i = 0; i < f->n_lists && i < most; i++)
        add(p, (struct ask){
                   .url = f->lists[i], .note = STR("list"), .part = ASK_PAGE});
}

static void plan_entries(struct planning *p)
{
    const struct board_facts *f = p->f;
    size_t n = f->n_entries, most = p->source->max_postings;
    if (most && n > most) {
        cut_as_asked(p);
        n = most;
    }
    for (size_t i = 0; i < n; i++)
        add(p, (struct ask){.url = f->entries[i],
                            .note = STR("entry"),
                            .part = ASK_DETAIL,
                            .may_be_gone = true});
}

static void plan_details(struct planning *p)
{
    const struct board_facts *f = p->f;
    const char *accept = p->kind->detail;
    for (size_t i = 0; i < f->n_details; i++)
        add(p, (struct ask){.url = f->details[i].url,
                            .accept = str_from(accept),
                            .note = board_detail_note(p->a, f->details[i].mark),
                            .part = ASK_DETAIL,
                            .may_be_gone = true});
}

struct str board_detail_note(struct arena *a, uint64_t mark)
{
    return arena_printf(a, BOARD_NOTE_DETAIL " %016llx",
                        (unsigned long long)mark);
}

void board_next(const struct source *s, const struct board_facts *f,
                struct arena *a, struct board_plan *out)
{
    *out = (struct board_plan){0};
    struct planning p = {
        .source = s, .kind = board_kind_of(s), .f = f, .a = a, .out = out};
    if (note_is(f, BOARD_NOTE_DETAIL) || note_is(f, "entry"))
        return;
    if (!plan_parts(&p))
        plan_pages(&p);
    plan_lists(&p);
    plan_entries(&p);
    plan_details(&p);
    out->v = p.v;
    out->n = p.n;
}
