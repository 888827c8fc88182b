/* SPDX-License-Identifier: MIT */
#include "extract/structure.h"
#include "extract/sections.h"
#include "extract/sentences.h"
#include <string.h>

/* A line this short may be a heading though it is not marked as one. */
#define LINE_HEADING_MAX_BYTES 80u
/* "Nice to have:" at the beginning of a sentence is at most this long. */
#define INLINE_HEADING_MAX_BYTES 64u
/* A block this long may have lost its line breaks. */
#define LONG_BLOCK_BYTES 250u

struct work {
    const struct doc *doc;
    struct cue_hits cues;
    struct arena *arena;
    struct sentence *v;
    size_t n, cap;
    struct section_state state; /* of the block, and of those behind it */
    size_t first_hit;           /* no hit before it is of interest any more */
};

static void add_sentence(struct work *w, const struct sentence *s)
{
    if (w->n == w->cap) {
        size_t cap = w->cap ? w->cap * 2 : 128;
        struct sentence *v = arena_calloc(w->arena, cap, sizeof *v);
        if (w->n)
            memcpy(v, w->v, w->n * sizeof *v);
        w->v = v;
        w->cap = cap;
    }
    w->v[w->n++] = *s;
}

/* The hits that start in [start, end); calls come in order of start. */
static struct section_view view_of(struct work *w, uint32_t start, uint32_t end,
                                   enum block_kind kind)
{
    while (w->first_hit < w->cues.n && w->cues.v[w->first_hit].start < start)
        w->first_hit++;
    size_t last = w->first_hit;
    while (last < w->cues.n && w->cues.v[last].start < end)
        last++;
    const struct cue_hit *first =
        w->cues.n ? w->cues.v + w->first_hit : w->cues.v;
    return (struct section_view){w->doc->text, first, last - w->first_hit,
                                 start,        end,   kind};
}

static enum label label_of_state(const struct section_state *s)
{
    return s->section == SECTION_REQUIREMENTS ? s->label : LABEL_UNSPECIFIED;
}

static void add_with_state(struct work *w, size_t block, uint32_t start,
                           uint32_t end, const struct section_state *s)
{
    struct sentence out = {start, end, (uint32_t)block, s->section,
                           label_of_state(s)};
    add_sentence(w, &out);
}

/* A heading alone, with words that are known. */
static bool is_heading_block(struct work *w, const struct block *b,
                             struct section_state *out)
{
    if (b->kind == BLOCK_ITEM || (b->kind == BLOCK_PARAGRAPH &&
                                  b->end - b->start > LINE_HEADING_MAX_BYTES))
        return false;
    struct section_view v = view_of(w, b->start, b->end, b->kind);
    return section_of_heading(&v, b->kind != BLOCK_HEADING, out);
}

/* A phrase within a long block that looks as if it had stood on a line of its
 * own: capital at its beginning, and a colon or another capital behind. */
static bool is_lost_heading(const struct work *w, const struct cue_hit *h,
                            uint32_t start, uint32_t end)
{
    const char *p = w->doc->text.p;
    uint64_t heads = h->kinds & CUE_HEADS;
    if (!heads || heads & CUE_HEAD_ALONE || !ascii_is_upper(p[h->start]) ||
        h->end + 2 >= end)
        return false;
    bool blank_before = h->start == start || p[h->start - 1] == ' ';
    if (p[h->end] == ':')
        return blank_before;
    bool capital = p[h->end] == ' ' && (ascii_is_upper(p[h->end + 1]) ||
                                        ascii_is_digit(p[h->end + 1]));
    bool title = str_find(str_slice(w->doc->text, h->start, h->end),
                          STR(" ")) != SIZE_MAX;
    bool lower_before = h->start < start + 2 ||
                        !ascii_is_alpha(p[h->start - 2]) ||
                        !ascii_is_upper(p[h->start - 2]);
    return blank_before && capital && lower_before &&
           (title || p[h->end - 1] == 's');
}

/* Start of the next lost heading in (from, end), or UINT32_MAX. */
static uint32_t next_lost_heading(const struct work *w, uint32_t from,
                                  const struct block *b)
{
    if (b->end - b->start < LONG_BLOCK_BYTES || b->kind == BLOCK_HEADING)
        return UINT32_MAX;
    size_t i = cues_from(&w->cues, from);
    uint32_t behind = from + 1; /* the end of a heading that begins here */
    if (i < w->cues.n && w->cues.v[i].start == from)
        behind = w->cues.v[i].end;
    for (i = cues_from(&w->cues, behind);
         i < w->cues.n && w->cues.v[i].start < b->end; i++)
        if (is_lost_heading(w, &w->cues.v[i], b->start, b->end))
            return w->cues.v[i].start;
    return UINT32_MAX;
}

/* A sentence that begins with a heading: "Requirements: ...". On success
 * *after is where the words behind it begin. */
static bool is_inline_heading(const struct work *w,
                              const struct section_view *v,
                              const struct block *b, struct section_state *out,
                              uint32_t *after)
{
    const char *p = w->doc->text.p;
    uint32_t max = v->end - v->start > INLINE_HEADING_MAX_BYTES
                       ? INLINE_HEADING_MAX_BYTES
                       : v->end - v->start;
    const char *colon = memchr(p + v->start, ':', max);
    struct section_view head = *v;
    if (colon) {
        head.end = (uint32_t)(colon - p) + 1;
        *after = head.end;
        bool alone = v->n_hits && v->hits[0].kinds & CUE_HEAD_ALONE;
        return !(alone && b->kind == BLOCK_ITEM) &&
               section_of_heading(&head, true, out);
    }
    if (!v->n_hits || v->hits[0].start != v->start ||
        b->end - b->start < LONG_BLOCK_BYTES ||
        !is_lost_heading(w, &v->hits[0], v->start, v->end))
        return false;
    head.end = v->hits[0].end;
    *after = head.end;
    return section_of_heading(&head, true, out);
}

/* What an inline heading changes: all that follows, or, within a list and for
 * a single bonus, only its own item. */
static bool holds_on(const struct block *b, const struct section_state *s,
                     uint32_t after, uint32_t end)
{
    if (after + 1 >= end)
        return true;
    return b->kind != BLOCK_ITEM && s->label == LABEL_REQUIRED;
}

static void do_sentence(struct work *w, size_t block, uint32_t start,
                        uint32_t end, struct section_state *local)
{
    const struct block *b = &w->doc->blocks[block];
    struct section_view v = view_of(w, start, end, b->kind);
    struct section_state s;
    uint32_t after;
    if (is_inline_heading(w, &v, b, &s, &after)) {
        *local = s;
        if (holds_on(b, &s, after, end))
            w->state = s;
    } else {
        s = section_of_sentence(&v, local);
        /* Legal words say nothing of what follows them. */
        if (!local->explicit && s.section != SECTION_LEGAL)
            *local = s;
    }
    add_with_state(w, block, start, end, &s);
}

static void do_block(struct work *w, size_t block)
{
    const struct block *b = &w->doc->blocks[block];
    struct section_state state;
    if (is_heading_block(w, b, &state)) {
        w->state = state;
        add_with_state(w, block, b->start, b->end, &state);
        return;
    }
    state = w->state;
    struct sentence_cutter cutter;
    sentences_begin(&cutter, w->doc->text, b->start, b->end);
    uint32_t start, end;
    cutter.next_split = next_lost_heading(w, b->start, b);
    while (sentences_next(&cutter, &start, &end)) {
        do_sentence(w, block, start, end, &state);
        if (cutter.at >= cutter.next_split)
            cutter.next_split = next_lost_heading(w, cutter.at, b);
    }
    if (!w->state.explicit && !state.explicit)
        w->state = state;
}

void structure_of(const struct cues *cues, const struct doc *doc,
                  struct arena *a, struct structure *out)
{
    struct work w = {.doc = doc, .arena = a};
    w.state = (struct section_state){SECTION_OTHER, LABEL_REQUIRED, false};
    cues_find(cues, doc->text, a, &w.cues);
    for (size_t i = 0; i < doc->n_blocks; i++)
        do_block(&w, i);
    *out = (struct structure){w.v, w.n, w.cues};
}

size_t structure_find(const struct structure *s, uint32_t at)
{
    size_t low = 0, high = s->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (s->v[mid].end <= at)
            low = mid + 1;
        else
            high = mid;
    }
    return low < s->n && s->v[low].start <= at ? low : SIZE_MAX;
}
