/* SPDX-License-Identifier: MIT */
#include "report/evidence.h"
#include "base/alloc.h"
#include "report/evidence_pick.h"
#include "report/evidence_place.h"
#include "report/quote.h"
#include <stdlib.h>

bool evidence_is_link(struct str url)
{
    bool web =
        str_starts(url, STR("https://")) || str_starts(url, STR("http://"));
    if (!web || url.n > EVIDENCE_URL_MAX_BYTES)
        return false;
    for (size_t i = 0; i < url.n; i++)
        if (url.p[i] <= ' ' || url.p[i] >= 0x7f)
            return false;
    return true;
}

static int by_name(const struct posting *a, const struct posting *b)
{
    int order = str_cmp(a->source, b->source);
    return order ? order : str_cmp(a->id, b->id);
}

/* The posting of a pick; of those that are alike the first by name. */
static enum st read_posting(struct postings *store, const struct rows *r,
                            const struct evidence_pick *pick, struct arena *a,
                            struct posting *out, struct err *err)
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < pick->n_alike; i++) {
        struct posting p;
        long long number = r->v[pick->alike[i]].posting;
        st = postings_get(store, arena_printf(a, "#%lld", number), a, &p, NULL,
                          err);
        if (!st && (i == 0 || by_name(&p, out) < 0))
            *out = p;
    }
    return st;
}

/* The mention that gave the posting its label, or the next that can be shown.
 */
static bool quote_skill(const struct evidence_place *place,
                        const struct posting *p,
                        const struct posting_skill *skill, struct arena *a,
                        struct quote *out)
{
    AUTO(auto_arena_free) struct arena *scratch = arena_new();
    size_t from = evidence_place_find(place, p, skill, scratch);
    for (size_t i = 0; i < skill->n_mentions; i++) {
        size_t at = (from + i) % skill->n_mentions;
        if (quote_of(p->text, skill->mentions[at], a, out))
            return true;
    }
    return false;
}

/* What p says of the skill, into *out; false when nothing can be quoted. */
static bool tell(const struct evidence_place *place, const struct posting *p,
                 const struct skill_figure *figure, struct arena *a,
                 struct evidence *out)
{
    const struct posting_skill *skill = posting_find_skill(p, figure->id);
    struct quote quote;
    char day[DATE_TEXT_BYTES];
    if (!skill || !quote_skill(place, p, skill, a, &quote))
        return false;
    date_format(p->date_posted, day);
    *out = (struct evidence){
        .concept = figure->concept,
        .id = figure->id,
        .name = figure->name,
        .posting = figures_clean(
            arena_printf(a, "%.*s:%.*s", STR_FMT(p->source), STR_FMT(p->id)),
            a),
        .employer = figures_clean(p->company, a),
        .day = arena_str(a, str_from(day)),
        .url = evidence_is_link(p->url) ? arena_str(a, p->url) : STR_NONE,
        .label = skill->label,
        .section = skill->section,
        .quote = quote.text,
        .from = quote.from,
        .to = quote.to,
    };
    return true;
}

/* What adding reads from. */
struct reading {
    struct postings *store;
    const struct rows *rows;
    struct evidence_place *place;
};

static enum st add_to_role(const struct reading *r,
                           const struct evidence_picks *picks,
                           struct role_figure *role, struct arena *a,
                           struct err *err)
{
    AUTO(auto_arena_free) struct arena *scratch = arena_new();
    struct evidence *v = arena_calloc(a, picks->n, sizeof *v);
    enum st st = ST_OK;
    role->evidence = v;
    for (size_t i = 0; !st && i < picks->n; i++) {
        const struct evidence_pick *pick = &picks->v[i];
        struct posting p;
        st = read_posting(r->store, r->rows, pick, scratch, &p, err);
        if (!st && tell(r->place, &p, &role->skills[pick->skill], a,
                        &v[role->n_evidence]))
            role->n_evidence++;
        arena_reset(scratch);
    }
    return st;
}

enum st evidence_add(struct postings *store, const struct rows *r,
                     struct figures *f, struct arena *a, struct err *err)
{
    struct evidence_picks *picks = xcalloc(f->n_roles, sizeof *picks);
    struct reading reading = {store, r, evidence_place_new()};
    enum st st = ST_OK;
    evidence_pick(r, f, a, picks);
    for (size_t i = 0; !st && i < f->n_roles; i++)
        st = add_to_role(&reading, &picks[i], &f->roles[i], a, err);
    evidence_place_free(reading.place);
    free(picks);
    return st;
}
