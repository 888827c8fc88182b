/* SPDX-License-Identifier: MIT */
#include "extract/skills.h"
#include "base/alloc.h"
#include "base/utf8.h"
#include "extract/skills_evidence.h"
#include "extract/skills_firms.h"
#include "extract/skills_patterns.h"
#include "extract/skills_table.h"
#include <stdlib.h>
#include <string.h>

#define ROW_MAX_WORDS     256u
#define TITLE_MAX_BYTES   500u /* looked at for evidence */
#define COMPANY_MAX_BYTES 200u
/* A longer sentence is read in pieces, so that the work on it stays in
 * proportion; no name is cut by that. */
#define SENTENCE_MAX_BYTES 4096u

struct skills {
    const struct taxonomy *taxonomy;
    struct skills_table *table;
    struct skills_patterns *patterns;
};

struct skills_scratch {
    struct patterns_scratch *patterns;
    struct word row[ROW_MAX_WORDS];
    struct found_list found;  /* names and patterns in the text */
    struct found_list titled; /* in the title */
    struct found_list owned;  /* in the employer's name */
    struct found_list spans;  /* matches of except patterns */
    struct candidate *v;
    size_t n, cap;
    /* Per concept; they hold for the posting with this serial number. */
    uint32_t serial;
    struct concept_state {
        uint32_t serial;
        uint32_t end;           /* of its last hit */
        uint32_t excepted_upto; /* sentences done, counted from 1 */
    } * concepts;
    size_t n_concepts;
};

/* What one call works on. */
struct posting_text {
    const struct skills *m;
    struct skills_scratch *s;
    struct str text, company;
    const struct sentence *sentences;
    size_t n_sentences;
};

enum st skills_new(const struct taxonomy *t, struct skills **out,
                   struct err *err)
{
    struct skills *m = xalloc(sizeof *m);
    m->taxonomy = t;
    enum st st = skills_table_new(t, &m->table, err);
    if (st == ST_OK)
        st = skills_patterns_new(t, &m->patterns, err);
    if (st != ST_OK) {
        skills_free(m);
        return st;
    }
    *out = m;
    return ST_OK;
}

void skills_free(struct skills *m)
{
    if (!m)
        return;
    skills_table_free(m->table);
    skills_patterns_free(m->patterns);
    free(m);
}

struct skills_scratch *skills_scratch_new(const struct skills *m)
{
    struct skills_scratch *s = xalloc(sizeof *s);
    s->patterns = patterns_scratch_new(m->patterns);
    s->n_concepts = m->taxonomy->n_concepts;
    s->concepts = xcalloc(s->n_concepts, sizeof *s->concepts);
    return s;
}

void skills_scratch_free(struct skills_scratch *s)
{
    if (!s)
        return;
    patterns_scratch_free(s->patterns);
    free(s->found.v);
    free(s->titled.v);
    free(s->owned.v);
    free(s->spans.v);
    free(s->v);
    free(s->concepts);
    free(s);
}

static struct concept_state *state_of(struct skills_scratch *s,
                                      uint32_t concept)
{
    struct concept_state *c = &s->concepts[concept];
    if (c->serial != s->serial)
        *c = (struct concept_state){.serial = s->serial};
    return c;
}

static void next_posting(struct skills_scratch *s)
{
    s->found.n = s->titled.n = s->owned.n = s->n = 0;
    if (++s->serial != 0)
        return;
    memset(s->concepts, 0, s->n_concepts * sizeof *s->concepts);
    s->serial = 1;
}

/* --- the word pass ------------------------------------------------------- */

/* Match at each of the first n_starts words of the row and drop them. */
static void match_row(const struct skills *m, struct str text,
                      struct skills_scratch *s, size_t n_starts, size_t *n_row,
                      struct found_list *out)
{
    for (size_t i = 0; i < n_starts; i++)
        skills_table_match(m->table, text, s->row + i, *n_row - i, out);
    *n_row -= n_starts;
    memmove(s->row, s->row + n_starts, *n_row * sizeof s->row[0]);
}

/* Words come in rows that no name goes beyond. A full row is matched but for
 * its last words, which may begin a name that goes on. */
static void add_to_row(const struct skills *m, struct str text,
                       struct skills_scratch *s, const struct word *w,
                       size_t *n_row, struct found_list *out)
{
    if (w->gap == GAP_HARD)
        match_row(m, text, s, *n_row, n_row, out);
    else if (*n_row == ROW_MAX_WORDS)
        match_row(m, text, s, ROW_MAX_WORDS - NAME_MAX_WORDS, n_row, out);
    s->row[(*n_row)++] = *w;
}

/* Find the names in a short text of its own. */
static void scan_short(const struct skills *m, struct skills_scratch *s,
                       struct str text, struct found_list *out)
{
    struct word w;
    size_t n_row = 0;
    for (size_t at = 0; word_next(text, &at, &w);)
        add_to_row(m, text, s, &w, &n_row, out);
    match_row(m, text, s, n_row, &n_row, out);
}

/* Find the names in one block, and in its sentences, from *sentence on, what
 * patterns find. */
static void scan_block(const struct posting_text *p, const struct block *b,
                       size_t *sentence)
{
    struct skills_scratch *s = p->s;
    struct found_list *out = &s->found;
    struct str text = str_slice(p->text, 0, b->end);
    const struct sentence *v = p->sentences;
    struct word w;
    size_t n_row = 0, i = *sentence;
    for (size_t at = b->start; word_next(text, &at, &w);) {
        for (; i < p->n_sentences && v[i].end <= w.start; i++)
            patterns_sentence(p->m->patterns, s->patterns, v[i].start, v[i].end,
                              out);
        add_to_row(p->m, text, s, &w, &n_row, out);
        patterns_see(p->m->patterns, s->patterns, &w);
    }
    match_row(p->m, text, s, n_row, &n_row, out);
    for (; i < p->n_sentences && v[i].end <= b->end; i++)
        patterns_sentence(p->m->patterns, s->patterns, v[i].start, v[i].end,
                          out);
    *sentence = i;
}

/* --- candidates ---------------------------------------------------------- */

static int candidate_cmp(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end > y->end ? -1 : 1;
    if (x->concept != y->concept)
    return x->concept < y->concept ? -1 : 1;
    if (x->state != y->state)
        return (int)x->state - (int)y->state;
    return (int)x->reason.rule - (int)y->reason.rule;
}

static void add_candidate(struct skills_scratch *s, const struct found *f)
{
    s->v = xgrow(s->v, s->n, &s->cap, sizeof *s->v);
    bool weak = f->type == NAME_WEAK;
    s->v[s->n++] =
        (struct candidate){.concept = f->concept,
                           .start = f->start,
                           .end = f->end,
                           .state = weak ? CANDIDATE_WEAK : CANDIDATE_SURE,
                           .reason = {.type = f->type,
                                      .why = WHY_STRONG,
                                      .rule = f->rule,
                                      .evidence = RULE_NONE},
                           .torn = f->torn};
}

/* Sorted candidates get the sentence that they start in; those outside of all
 * sentences (which cover the blocks) go to the next one. */
static void place(const struct posting_text *p)
{
    size_t at = 0;
    for (size_t i = 0; i < p->s->n; i++) {
        struct candidate *c = &p->s->v[i];
        while (at + 1 < p->n_sentences && p->sentences[at].end <= c->start)
            at++;
        c->sentence = (uint32_t)at;
    }
}

static void gather(const struct posting_text *p)
{
    struct skills_scratch *s = p->s;
    for (size_t i = 0; i < s->found.n; i++)
        if (s->found.v[i].type != NAME_EXCEPT)
            add_candidate(s, &s->found.v[i]);
    if (s->n)
        qsort(s->v, s->n, sizeof *s->v, candidate_cmp);
    place(p);
}

/* The first candidate that starts at or behind byte at. */
static size_t first_from(const struct skills_scratch *s, uint32_t at)
{
    size_t low = 0, high = s->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (s->v[mid].start < at)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void throw_out(struct candidate *c, enum skill_why why)
{
    c->state = CANDIDATE_OUT;
    c->reason.why = (uint8_t)why;
}

/* Candidates of the span's concept that lie inside it are out. */
static void except_inside(struct skills_scratch *s, const struct found *span)
{
    for (size_t i = first_from(s, span->start);
         i < s->n && s->v[i].start < span->end; i++)
        if (s->v[i].concept == span->concept && s->v[i].end <= span->end) {
            throw_out(&s->v[i], WHY_EXCEPT);
            s->v[i].reason.evidence = span->rule;
        }
}

static void apply_except(const struct posting_text *p)
{
    struct skills_scratch *s = p->s;
    for (size_t i = 0; i < s->found.n; i++)
        if (s->found.v[i].type == NAME_EXCEPT)
            except_inside(s, &s->found.v[i]);
}

/* Except patterns run once per concept and sentence that it may be named in. */
static void apply_except_patterns(const struct posting_text *p)
{
    struct skills_scratch *s = p->s;
    for (size_t i = 0; i < s->n; i++) {
        const struct candidate *c = &s->v[i];
        struct concept_state *state;
        if (c->state == CANDIDATE_OUT ||
            !patterns_has(p->m->patterns, USE_EXCEPT, c->concept))
            continue;
        state = state_of(s, c->concept);
        if (state->excepted_upto > c->sentence)
            continue;
        state->excepted_upto = c->sentence + 1;
        s->spans.n = 0;
        patterns_find(p->m->patterns, s->patterns, USE_EXCEPT, c->concept,
                      p->sentences[c->sentence].start,
                      p->sentences[c->sentence].end, &s->spans);
        for (size_t k = 0; k < s->spans.n; k++)
            except_inside(s, &s->spans.v[k]);
    }
}

/* One word of a name written as two is no mention of its parts: "Java Script"
 * names no Java. */
static void drop_inside_torn(struct skills_scratch *s)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct candidate *torn = &s->v[i];
        if (!torn->torn || torn->state == CANDIDATE_OUT)
            continue;
        for (size_t k = first_from(s, torn->start);
             k < s->n && s->v[k].start < torn->end; k++) {
            struct candidate *c = &s->v[k];
            if (c->end - c->start < torn->end - torn->start &&
                c->end <= torn->end && c->state != CANDIDATE_OUT)
                throw_out(c, WHY_TORN);
        }
    }
}

/* --- the employer's name -------------------------------------------------- */

/* Where the employer's name is, or holds, the name of a skill, a mention of the
 * employer is none of the skill; alone, it needs evidence. */
static void set_own(const struct posting_text *p)
{
    struct skills_scratch *s = p->s;
    scan_short(p->m, s, p->company, &s->owned);
    for (size_t k = 0; k < s->owned.n; k++) {
        const struct found *f = &s->owned.v[k];
        struct str name = str_slice(p->company, f->start, f->end);
        bool alone = f->start == 0 &&
                     firm_tail_is(str_slice(p->company, f->end, SIZE_MAX));
        for (size_t i = 0; i < s->n; i++) {
            struct candidate *c = &s->v[i];
            if (c->concept != f->concept || c->state == CANDIDATE_OUT ||
                !str_eq_ascii_nocase(str_slice(p->text, c->start, c->end),
                                     name))
                continue;
            if (alone) {
                c->own = true;
                c->state = CANDIDATE_WEAK;
            } else if (firm_is_around(p->text, p->company, f->start,
                                      c->start)) {
                throw_out(c, WHY_EMPLOYER);
            }
        }
    }
}

static bool ends_in_team(const struct str_list *names)
{
    for (size_t i = 0; i < names->n; i++)
        if (str_ends(names->v[i], STR(" team")))
            return true;
    return false;
}

/* The name of a concept before a word for a team is the team's. A concept that
 * has such a name itself is a way to work: "scrum team". */
static bool is_team(const struct posting_text *p, const struct candidate *c)
{
    const struct concept *concept = &p->m->taxonomy->concepts[c->concept];
    return concept->kind == CONCEPT_CONCEPT &&
           !(c->reason.rule & RULE_IS_PATTERN) &&
           firm_has_team(p->text, c->end) && !ends_in_team(&concept->names);
}

/* What stands in a list of firms. A language or a degree is no firm, and a
 * concept is one only among others ("Gradient AI"). */
static bool is_firm(const struct posting_text *p, const struct candidate *c)
{
    enum concept_kind kind = p->m->taxonomy->concepts[c->concept].kind;
    uint32_t from = p->sentences[c->sentence].start;
    if (kind == CONCEPT_LANGUAGE || kind == CONCEPT_DEGREE ||
        !ascii_is_upper(p->text.p[c->start]))
        return false;
    return firm_is_listed(p->text, from, c->start, kind == CONCEPT_TOOL) ||
           firm_has_post(p->text, from, c->start);
}

/* Names of firms, posts and teams are no skills. */
static void drop_firms(const struct posting_text *p)
{
    for (size_t i = 0; i < p->s->n; i++) {
        struct candidate *c = &p->s->v[i];
        if (c->state != CANDIDATE_OUT && (is_team(p, c) || is_firm(p, c)))
            throw_out(c, WHY_FIRMS);
    }
}

/* --- hits ---------------------------------------------------------------- */

static struct skill_hit hit_of(const struct candidate *c)
{
    return (struct skill_hit){c->concept, c->start, c->end, c->reason};
}

/* Of each concept the leftmost, then longest; others may lie inside. */
static void keep_hits(struct skills_scratch *s, struct arena *a,
                      struct skill_hits *out)
{
    struct skill_hit *v = arena_calloc(a, s->n, sizeof *v);
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++) {
        struct candidate *c = &s->v[i];
        if (c->state != CANDIDATE_SURE && c->state != CANDIDATE_TAKEN)
            continue;
        struct concept_state *state = state_of(s, c->concept);
        if (c->start < state->end) {
            c->reason.why = WHY_COVERED;
            continue;
        }
        state->end = c->end;
        v[n++] = hit_of(c);
    }
    out->v = v;
    out->n = n;
}

void skills_weighed(const struct skills_scratch *scratch, struct arena *a,
                    struct skill_hits *out)
{
    struct skill_hit *v = arena_calloc(a, scratch->n, sizeof *v);
    for (size_t i = 0; i < scratch->n; i++)
        v[i] = hit_of(&scratch->v[i]);
    *out = (struct skill_hits){.v = v, .n = scratch->n};
}

/* Append s in pieces of at most SENTENCE_MAX_BYTES that end at a space. */
static size_t add_pieces(struct str text, struct sentence s,
                         struct sentence *out)
{
    size_t n = 0;
    while (s.end - s.start > SENTENCE_MAX_BYTES) {
        struct sentence piece = s;
        uint32_t cut = s.start + SENTENCE_MAX_BYTES;
        while (cut > s.start + SENTENCE_MAX_BYTES / 2 && text.p[cut] != ' ')
            cut--;
        piece.end = (uint32_t)utf8_floor(text, cut);
        out[n++] = piece;
        s.start = piece.end;
    }
    out[n++] = s;
    return n;
}

/* The sentences of s in pieces; a doc whose structure is not known has its
 * blocks for sentences. */
static void take_sentences(struct posting_text *p, const struct doc *doc,
                           const struct structure *s, struct arena *a)
{
    size_t n = s && s->n ? s->n : doc->n_blocks;
    size_t most = n + doc->text.n / (SENTENCE_MAX_BYTES / 2);
    struct sentence *v = arena_calloc(a, most, sizeof *v);
    p->sentences = v;
    for (size_t i = 0; i < n; i++) {
        struct sentence block = {.section = SECTION_OTHER,
                                 .label = LABEL_UNSPECIFIED,
                                 .block = (uint32_t)i};
        if (n == doc->n_blocks) {
            block.start = doc->blocks[i].start;
            block.end = doc->blocks[i].end;
        }
        p->n_sentences += add_pieces(doc->text, s && s->n ? s->v[i] : block,
                                     v + p->n_sentences);
    }
}

void skills_find(const struct skills *m, struct skills_scratch *scratch,
                 const struct doc *doc, const struct structure *s,
                 struct str title, struct str company, struct arena *a,
                 struct skill_hits *out)
{
    struct posting_text p = {.m = m,
                             .s = scratch,
                             .text = doc->text,
                             .company =
                                 str_slice(company, 0, COMPANY_MAX_BYTES)};
    take_sentences(&p, doc, s, a);
    next_posting(scratch);
    patterns_begin(scratch->patterns, doc->text, utf8_is_clean(doc->text));
    size_t sentence = 0;
    for (size_t i = 0; i < doc->n_blocks; i++)
        scan_block(&p, &doc->blocks[i], &sentence);
    gather(&p);
    apply_except(&p);
    apply_except_patterns(&p);
    drop_inside_torn(scratch);
    set_own(&p);
    drop_firms(&p);
    title = str_slice(title, 0, TITLE_MAX_BYTES);
    scan_short(m, scratch, title, &scratch->titled);
    struct evidence e = {.taxonomy = m->taxonomy,
                         .patterns = m->patterns,
                         .scratch = scratch->patterns,
                         .text = doc->text,
                         .doc = doc,
                         .sentences = p.sentences,
                         .n_sentences = p.n_sentences,
                         .v = scratch->v,
                         .n = scratch->n,
                         .titled = &scratch->titled,
                         .title = title,
                         .arena = a};
    evidence_judge(&e);
    keep_hits(scratch, a, out);
    out->n_limit_hits = patterns_limit_hits(scratch->patterns);
}
