/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "report/assets.h"
#include "report/chart_kinds.h"
#include "report/chart_text.h"
#include "report/words.h"
#include <math.h>
#include <stdlib.h>

#define ROW_PX  36
#define TOP_PX  24 /* the names of the windows */
#define FOOT_PX 10
#define BEST    10 /* shown is who ranks so high in one of the windows */
#define SHOWN   14
#define NAME_PX 178
#define MINUS   "\xe2\x88\x92"
#define EN_DASH "\xe2\x80\x93"

struct ranked {
    const struct change *change;
    unsigned from, to; /* ranks among all that were tested */
    size_t from_place; /* among those shown, from 0 */
};

static unsigned rank_of(const struct change_set *set, uint32_t named, bool to)
{
    unsigned rank = 1;
    for (size_t i = 0; i < set->n; i++)
        rank += (to ? set->v[i].to.named : set->v[i].from.named) > named;
    return rank;
}

static int by_id(const struct ranked *a, const struct ranked *b)
{
    return str_cmp(a->change->id, b->change->id);
}

static int by_best(const void *pa, const void *pb)
{
    const struct ranked *a = pa, *b = pb;
    unsigned x = a->from < a->to ? a->from : a->to;
    unsigned y = b->from < b->to ? b->from : b->to;
    return x != y ? (x < y ? -1 : 1) : by_id(a, b);
}

static int by_from(const void *pa, const void *pb)
{
    const struct ranked *a = pa, *b = pb;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return by_id(a, b);
}

static int by_to(const void *pa, const void *pb)
{
    const struct ranked *a = pa, *b = pb;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    return by_from(a, b);
}

/* Those to be shown, in the order of the later window; in s->a. */
static struct ranked *choose(const struct sheet *s,
                             const struct change_set *set, size_t *n)
{
    struct ranked *v = arena_calloc(s->a, set->n, sizeof *v);
    *n = 0;
    for (size_t i = 0; i < set->n; i++) {
        const struct change *c = &set->v[i];
        v[*n] = (struct ranked){.change = c,
                                .from = rank_of(set, c->from.named, false),
                                .to = rank_of(set, c->to.named, true)};
        *n += v[*n].from <= BEST || v[*n].to <= BEST;
    }
    if (*n == 0)
        return v;
    qsort(v, *n, sizeof *v, by_best);
    *n = *n < SHOWN ? *n : SHOWN;
    qsort(v, *n, sizeof *v, by_from);
    for (size_t i = 0; i < *n; i++)
        v[i].from_place = i;
    qsort(v, *n, sizeof *v, by_to);
    return v;
}

/* "-3" with a minus that is as wide as the plus. */
static struct str signed_points(const struct sheet *s, double share, bool plus)
{
    double x = round(100 * share);
    return arena_printf(s->a, "%s%.0f",
                        x < 0           ? MINUS
                        : x > 0 && plus ? "+"
                                        : "",
                        fabs(x));
}

static struct str window_name(const struct sheet *s, int first, int last)
{
    struct str to = words_month_name(last, s->a);
    if (first == last)
        return to;
    return arena_printf(s->a, "%.3s" EN_DASH "%.*s",
                        words_month_name(first, s->a).p, STR_FMT(to));
}

/* The words of a row: both ranks, name, and what the share did. */
static void add_words(struct sheet *s, const struct ranked *r)
{
    static const char *const marks[] = {
        [CHANGE_NONE] = "",
        [CHANGE_MORE] = "\xe2\x96\xb2 ",
        [CHANGE_LESS] = "\xe2\x96\xbc ",
        [CHANGE_SOURCES] = "\xe2\x97\x86 ",
    };
    const struct change *c = r->change;
    struct str name =
        arena_printf(s->a, "%s%.*s", marks[c->verdict], STR_FMT(c->name));
    sheet_word(s, arena_printf(s->a, "%u", r->from));
    sheet_word(s, arena_printf(s->a, "%u", r->to));
    sheet_word(s, chart_text_cut(name, SHEET_FONT_PX, NAME_PX, s->a));
    sheet_word(s, arena_printf(s->a, "%.0f %%, %.*s (%.*s to %.*s)",
                               100 * c->to.share,
                               STR_FMT(signed_points(s, c->difference, true)),
                               STR_FMT(signed_points(s, c->low, false)),
                               STR_FMT(signed_points(s, c->high, false))));
}

static void add_row(struct sheet *s, size_t at, const struct ranked *r)
{
    const struct change *c = r->change;
    add_words(s, r);
    buf_printf(&s->data,
               "%zu\t%zu\t%u\t%u\t%d\t%u\t%u\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t"
               "%.5f\t",
               at, r->from_place, r->from, r->to, (int)c->verdict,
               c->from.named, c->to.named, 100 * c->from.share,
               100 * c->to.share, 100 * c->difference, 100 * c->low,
               100 * c->high, c->q);
    sheet_field(s, c->id);
    buf_add_char(&s->data, '\t');
    sheet_field(s, c->name);
    buf_add_char(&s->data, '\n');
}

static size_t n_detected(const struct ranked *v, size_t n)
{
    size_t detected = 0;
    for (size_t i = 0; i < n; i++)
        detected += v[i].change->verdict != CHANGE_NONE;
    return detected;
}

bool chart_ranks(struct sheet *s, const struct role_figure *role)
{
    if (role->headline == CHANGE_KINDS)
        return false;
    const struct change_set *set = &role->changes[role->headline];
    size_t n;
    const struct ranked *v = choose(s, set, &n);
    if (n < 2)
        return false;
    size_t detected = n_detected(v, n);
    struct str from = window_name(s, set->from_first, set->from_last);
    struct str to = window_name(s, set->to_first, set->to_last);
    s->script = asset_ranks_gp;
    s->summary = arena_printf(
        s->a,
        "Slope chart of the ranks of %zu skills in two windows; of %zu the "
        "share changed by more than chance. All figures are in the table.",
        n, detected);
    sheet_titles(s, role->name,
                 arena_printf(s->a, "Ranks by share, %.*s and %.*s",
                              STR_FMT(from), STR_FMT(to)),
                 arena_printf(s->a, "n = %.*s, then %.*s postings",
                              STR_FMT(words_number(set->from.usable, s->a)),
                              STR_FMT(words_number(set->to.usable, s->a))),
                 detected ? "Thick: more than chance. ( ): 95 % interval."
                          : "None is more than chance. ( ): 95 % interval.",
                 SHEET_WIDTH);
    sheet_word(s, from);
    sheet_word(s, to);
    buf_add_cstr(&s->data,
                 "row\tfrom_row\tfrom_rank\tto_rank\tverdict\tn_named_from\t"
                 "n_named_to\tshare_from\tshare_to\tdifference\t"
                 "difference_low95\tdifference_high95\tq\tid\tskill\n");
    for (size_t i = 0; i < n; i++)
        add_row(s, i, &v[i]);
    buf_printf(&s->head, "W = %d\nH = %zu\nn = %zu\n", SHEET_WIDTH,
               SHEET_HEAD_PX + TOP_PX + n * ROW_PX + FOOT_PX, n);
    return true;
}
