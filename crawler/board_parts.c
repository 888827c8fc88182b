/* SPDX-License-Identifier: MIT */
#include "crawler/board_parts.h"
#include <string.h>

#define FACETS       "\"appliedFacets\":{"
#define PART_MOST    1800u /* counts change while a board is read */
#define ID_MAX_BYTES 100u

struct str board_part(const struct ask *ask)
{
    size_t at = str_find(ask->body, STR(FACETS));
    if (at == SIZE_MAX || !str_ends(ask->body, STR("}}")))
        return STR("");
    return str_slice(ask->body, at + sizeof FACETS - 1, ask->body.n - 2);
}

struct str board_part_body(struct arena *a, struct str part, uint64_t offset)
{
    return arena_printf(
        a, "{\"limit\":20,\"offset\":%llu,\"searchText\":\"\"," FACETS "%.*s}}",
        (unsigned long long)offset, STR_FMT(part));
}

/* Names and ids are put into JSON as they are. */
static bool is_sound(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ascii_is_alnum(s.p[i]) && !strchr("-_.", s.p[i]))
            return false;
    return s.n > 0 && s.n <= ID_MAX_BYTES;
}

static bool is_of(const struct board_facet *f, struct str name)
{
    return str_eq(f->name, name) && is_sound(f->id) && f->n > 0;
}

/* What a facet of this name adds up to, and its largest value. */
struct cover {
    uint64_t sum, most;
};

static struct cover cover_of(struct str name, const struct board_facet *v,
                             size_t n)
{
    struct cover c = {0};
    for (size_t i = 0; i < n; i++) {
        if (!is_of(&v[i], name))
            continue;
        c.sum += v[i].n;
        c.most = v[i].n > c.most ? v[i].n : c.most;
    }
    return c;
}

static bool is_applied(struct str part, struct str name, struct arena *a)
{
    struct str key = arena_printf(a, "\"%.*s\":", STR_FMT(name));
    return str_find(part, key) != SIZE_MAX;
}

/* Of the facets that leave out the least, the one whose values are smallest. */
static struct str best_facet(struct str part, const struct board_facet *v,
                             size_t n, struct arena *a)
{
    struct str best = STR_NONE, last = STR_NONE;
    struct cover chosen = {0};
    for (size_t i = 0; i < n; i++) {
        struct str name = v[i].name;
        if ((last.p && str_eq(name, last)) || !is_sound(name) ||
            is_applied(part, name, a))
            continue;
        last = name;
        struct cover c = cover_of(name, v, n);
        if (c.sum < BOARD_QUERY_MAX)
            continue;
        bool wider = c.sum > chosen.sum + chosen.sum / 20;
        bool as_wide = c.sum + c.sum / 20 >= chosen.sum;
        if (wider || (as_wide && c.most < chosen.most)) {
            best = name;
            chosen = c;
        }
    }
    return best;
}

/* One part being filled with values. */
struct filling {
    struct buf text;
    uint64_t sum;
    size_t n;
};

static void begin(struct filling *f, struct str part, struct str name)
{
    buf_clear(&f->text);
    buf_add_str(&f->text, part);
    buf_printf(&f->text, "%s\"%.*s\":[", part.n ? "," : "", STR_FMT(name));
    f->sum = 0;
    f->n = 0;
}

static void end(struct filling *f, struct arena *a, struct board_parts *out)
{
    buf_add_char(&f->text, ']');
    out->v[out->n++] = arena_str(a, buf_str(&f->text));
}

bool board_split(struct str part, const struct board_facet *facets, size_t n,
                 struct arena *a, struct board_parts *out)
{
    struct str name = best_facet(part, facets, n, a);
    struct filling f;
    if (!name.p)
        return false;
    *out = (struct board_parts){
        .v = arena_calloc(a, BOARD_PARTS_MAX + 1, sizeof *out->v)};
    buf_init(&f.text, ASK_BODY_MAX_BYTES - 200);
    begin(&f, part, name);
    for (size_t i = 0; i < n && out->n < BOARD_PARTS_MAX; i++) {
        if (!is_of(&facets[i], name))
            continue;
        if (f.n &&
            (f.sum + facets[i].n > PART_MOST || f.n == BOARD_VALUES_MAX)) {
            end(&f, a, out);
            begin(&f, part, name);
        }
        buf_printf(&f.text, "%s\"%.*s\"", f.n ? "," : "",
                   STR_FMT(facets[i].id));
        f.sum += facets[i].n;
        f.n++;
    }
    if (f.n)
        end(&f, a, out);
    bool whole = !f.text.overflowed && out->n < BOARD_PARTS_MAX;
    buf_done(&f.text);
    return whole && out->n > 1;
}
