/* SPDX-License-Identifier: MIT */
#include "extract/skills_evidence.h"
#include "extract/skills_around.h"
#include <stdlib.h>

#define LIST_MAX_BYTES      60u /* between two neighbours in an enumeration */
#define LIST_MAX_WORDS      2u  /* that are neither mention nor "and" */
#define LIST_MAX_NESTED     8u  /* overlapping candidates looked past */
#define ITEM_MAX_WORDS      3u  /* of a short line that next door can explain */
#define NEXT_DOOR_MAX_WORDS 6u
#define MAX_ROUNDS          4u

#define KIND(k) (1u << CONCEPT_##k)

/* By kind of the weak name: what is kindred in an enumeration, and what in the
 * same sentence. "MS, SQL" makes no degree, "BS or MS" does. */
static const struct {
    unsigned listed, beside;
} kin[] = {
    [CONCEPT_THEME] = {KIND(CONCEPT) | KIND(LANGUAGE) | KIND(TOOL), 0},
    [CONCEPT_CONCEPT] = {KIND(CONCEPT) | KIND(LANGUAGE) | KIND(TOOL),
                         KIND(LANGUAGE) | KIND(TOOL)},
    [CONCEPT_LANGUAGE] = {KIND(LANGUAGE) | KIND(TOOL),
                          KIND(LANGUAGE) | KIND(TOOL)},
    [CONCEPT_TOOL] = {KIND(LANGUAGE) | KIND(TOOL), KIND(LANGUAGE) | KIND(TOOL)},
    [CONCEPT_CERTIFICATION] = {KIND(CERTIFICATION), 0},
    [CONCEPT_DEGREE] = {KIND(DEGREE), 0},
};

/* What the rules need of a text, worked out once. */
struct judge {
    struct evidence *e;
    unsigned *sure_kinds; /* per sentence: kinds of its strong mentions */
    bool *is_sure;        /* per concept: it has a strong mention */
    struct context {
        uint32_t sentence; /* last asked for, from 1 */
        uint16_t rule;     /* what was found; RULE_NONE: nothing */
    } * contexts;          /* per concept */
    bool technical_title;
    struct found_list scratch; /* context matches, of no interest */
};

static enum concept_kind kind_of(const struct judge *j,
                                 const struct candidate *c)
{
    return j->e->taxonomy->concepts[c->concept].kind;
}

static const struct sentence *sentence_of(const struct judge *j,
                                          const struct candidate *c)
{
    return &j->e->sentences[c->sentence];
}

static bool counts(const struct candidate *c)
{
    return c->state == CANDIDATE_SURE || c->state == CANDIDATE_TAKEN;
}

/* --- rules that throw out ------------------------------------------------ */

/* True when a candidate other than c lies at byte at. */
static bool is_candidate_at(const struct judge *j, const struct candidate *c,
                            uint32_t at)
{
    const struct candidate *v = j->e->v;
    size_t i = (size_t)(c - v);
    for (size_t k = i; k-- > 0 && i - k <= LIST_MAX_NESTED;)
        if (v[k].start <= at && at < v[k].end && v[k].state != CANDIDATE_OUT)
            return true;
    for (size_t k = i + 1; k < j->e->n && k - i <= LIST_MAX_NESTED; k++)
        if (v[k].start <= at && at < v[k].end && v[k].state != CANDIDATE_OUT)
            return true;
    return false;
}

static bool is_joined(struct judge *j, const struct candidate *c)
{
    struct str text = j->e->text;
    bool letter = c->end - c->start == 1;
    uint32_t left, right;
    enum join before = join_before(text, c->start, &left);
    enum join after = join_after(text, c->end, &right);
    if (before == JOIN_HYPHEN && !is_candidate_at(j, c, left))
        return true;
    if (after == JOIN_HYPHEN && !is_candidate_at(j, c, right) &&
        !is_compound_tail(text, right))
        return true;
    if (before == JOIN_BRACKET)
        return letter;
    /* "U.S.C." is no C; in "Python or R.Then" only a space was lost. */
    return letter && ((before == JOIN_DOT && is_letter_word(text, left)) ||
                      (after == JOIN_DOT && is_letter_word(text, right)));
}

/* A letter that '&' or '/' ties to another letter which is no skill. */
static bool is_paired(struct judge *j, const struct candidate *c)
{
    if (c->end - c->start != 1)
        return false;
    uint32_t other;
    return (paired_letter(j->e->text, c->start, c->end, false, &other) &&
            !is_candidate_at(j, c, other)) ||
           (paired_letter(j->e->text, c->start, c->end, true, &other) &&
            !is_candidate_at(j, c, other));
}

/* "R. Smith" and "John R. Smith", but not "SQL and R. Experience". */
static bool is_initial(struct judge *j, const struct candidate *c)
{
    if (c->end - c->start != 1 || !is_dot_and_capital(j->e->text, c->end))
        return false;
    uint32_t from = sentence_of(j, c)->start;
    struct str before = word_before(j->e->text, from, c->start);
    if (!before.p)
        return is_first_word(j->e->text, from, c->start);
    uint32_t at = (uint32_t)(before.p - j->e->text.p);
    return ascii_is_upper(before.p[0]) && !is_candidate_at(j, c, at);
}

/* --- rules that take ----------------------------------------------------- */

static bool by_context(struct judge *j, const struct candidate *c)
{
    struct evidence *e = j->e;
    struct context *known = &j->contexts[c->concept];
    const struct sentence *s = sentence_of(j, c);
    if (!patterns_has(e->patterns, USE_CONTEXT, c->concept))
        return false;
    if (known->sentence != c->sentence + 1) {
        j->scratch.n = 0;
        known->sentence = c->sentence + 1;
        known->rule = patterns_find(e->patterns, e->scratch, USE_CONTEXT,
                                    c->concept, s->start, s->end, &j->scratch)
                          ? j->scratch.v[0].rule
                          : RULE_NONE;
    }
    return known->rule != RULE_NONE;
}

static bool by_asking(struct judge *j, const struct candidate *c)
{
    return kin[kind_of(j, c)].beside &&
           (is_rated(j->e->text, c->end) ||
            is_asked_for(j->e->text, sentence_of(j, c)->start, c->start));
}

static const struct block *item_of(const struct judge *j,
                                   const struct candidate *c)
{
    const struct sentence *s = sentence_of(j, c);
    if (s->block >= j->e->doc->n_blocks)
        return NULL;
    const struct block *b = &j->e->doc->blocks[s->block];
    return b->kind == BLOCK_ITEM ? b : NULL;
}

static bool by_standing_alone(struct judge *j, const struct candidate *c)
{
    const struct block *item = item_of(j, c);
    return item && !c->own && item->end - item->start <= LIST_MAX_BYTES &&
           count_words(str_slice(j->e->text, item->start, c->start)) == 0 &&
           count_words(str_slice(j->e->text, c->end, item->end)) == 0;
}

static bool is_kindred(const struct judge *j, const struct candidate *c,
                       const struct candidate *other)
{
    return counts(other) && !other->own &&
           (kin[kind_of(j, c)].listed & 1u << kind_of(j, other));
}

/* The nearest candidate before or behind c that is not nested with it and
 * counts: its neighbour where the bytes between make an enumeration. */
static bool has_neighbour(const struct judge *j, const struct candidate *c,
                          int step)
{
    const struct evidence *e = j->e;
    const struct candidate *other = c;
    for (unsigned seen = 0; seen < LIST_MAX_NESTED; seen++) {
        if (step < 0 ? other == e->v : other + 1 == e->v + e->n)
            return false;
        other += step;
        uint32_t from = step < 0 ? other->end : c->end;
        uint32_t to = step < 0 ? c->start : other->start;
        if (other->sentence != c->sentence)
            return false;
        if (from > to || !is_kindred(j, c, other))
            continue;
        return to - from <= LIST_MAX_BYTES &&
               is_enumeration(str_slice(e->text, from, to), LIST_MAX_WORDS);
    }
    return false;
}

/* True when the block is one item of a list: it is marked so or, where marks
 * were lost, it is a short line. */
static bool is_short_item(const struct judge *j, size_t block, size_t max_words)
{
    const struct block *b = &j->e->doc->blocks[block];
    if (b->kind == BLOCK_HEADING || b->end - b->start > LIST_MAX_BYTES)
        return false;
    return count_words(str_slice(j->e->text, b->start, b->end)) <= max_words;
}

/* A candidate that counts and starts in block number block, looked for from c
 * in one direction. */
static bool block_names_kin(const struct judge *j, const struct candidate *c,
                            size_t block, int step)
{
    const struct evidence *e = j->e;
    if (block >= e->doc->n_blocks ||
        !is_short_item(j, block, NEXT_DOOR_MAX_WORDS))
        return false;
    const struct candidate *other = c;
    for (unsigned seen = 0; seen < 4 * LIST_MAX_NESTED; seen++) {
        if (step < 0 ? other == e->v : other + 1 == e->v + e->n)
            return false;
        other += step;
        size_t at = sentence_of(j, other)->block;
        if (step < 0 ? at < block : at > block)
            return false;
        if (at == block && is_kindred(j, c, other))
            return true;
    }
    return false;
}

/* Two weak names of tools, side by side and with nothing but a comma, "or" and
 * the like between them, vouch for each other: "Hive/Presto", "SAS or R". */
static bool is_paired_with(const struct judge *j, const struct candidate *c,
                           const struct candidate *other)
{
    if (other->state != CANDIDATE_WEAK || other->own || c->own ||
        other->concept == c->concept || other->sentence != c->sentence ||
        (c->end - c->start == 1 && other->end - other->start == 1))
        return false;
    unsigned tools = KIND(LANGUAGE) | KIND(TOOL);
    if (!(tools & 1u << kind_of(j, c)) || !(tools & 1u << kind_of(j, other)))
        return false;
    const struct candidate *left = c < other ? c : other;
    const struct candidate *right = c < other ? other : c;
    if (left->end >= right->start || right->start - left->end > LIST_MAX_BYTES)
        return false;
    struct str between = str_slice(j->e->text, left->end, right->start);
    return !str_eq(between, STR(" ")) && is_enumeration(between, 0);
}

static bool by_pair(struct judge *j, const struct candidate *c)
{
    const struct evidence *e = j->e;
    return (c > e->v && is_paired_with(j, c, c - 1)) ||
           (c + 1 < e->v + e->n && is_paired_with(j, c, c + 1));
}

static bool by_list(struct judge *j, const struct candidate *c)
{
    if (has_neighbour(j, c, -1) || has_neighbour(j, c, 1) || by_pair(j, c))
        return true;
    size_t block = sentence_of(j, c)->block;
    if (!is_short_item(j, block, ITEM_MAX_WORDS))
        return false;
    return (block > 0 && block_names_kin(j, c, block - 1, -1)) ||
           block_names_kin(j, c, block + 1, 1);
}

/* True when a longer strong name lies over c: "Linear" in "Linear Models". */
static bool is_nested(const struct judge *j, const struct candidate *c)
{
    const struct candidate *v = j->e->v;
    for (size_t i = (size_t)(c - v), k = i;
         k-- > 0 && i - k <= LIST_MAX_NESTED;)
        if (v[k].end >= c->end && v[k].state == CANDIDATE_SURE)
            return true;
    return false;
}

/* Stands free, where a capital means something. */
static bool stands_as_name(const struct judge *j, const struct candidate *c)
{
    const struct sentence *s = sentence_of(j, c);
    struct str text = j->e->text;
    if (c->own || s->section == SECTION_ABOUT ||
        s->section == SECTION_BENEFITS || s->section == SECTION_LEGAL)
        return false;
    uint32_t other;
    if (is_nested(j, c))
        return false;
    if (join_before(text, c->start, &other) != JOIN_NONE ||
        join_after(text, c->end, &other) != JOIN_NONE ||
        is_first_word(text, s->start, c->start))
        return false;
    struct str next = word_behind(text, c->end, s->end);
    return !next.p || !ascii_is_upper(next.p[0]) ||
           is_candidate_at(j, c, (uint32_t)(next.p - text.p));
}

static bool by_sentence(struct judge *j, const struct candidate *c)
{
    return (j->sure_kinds[c->sentence] & kin[kind_of(j, c)].beside) &&
           stands_as_name(j, c);
}

static bool by_title(struct judge *j, const struct candidate *c)
{
    const struct evidence *e = j->e;
    struct str name = str_slice(e->text, c->start, c->end);
    if (!j->technical_title || !kin[kind_of(j, c)].beside)
        return false;
    for (size_t i = 0; i < e->titled->n; i++) {
        const struct found *f = &e->titled->v[i];
        if (f->concept == c->concept &&
            str_eq(str_slice(e->title, f->start, f->end), name))
            return stands_as_name(j, c);
    }
    return false;
}

static bool by_other_mention(struct judge *j, const struct candidate *c)
{
    return kin[kind_of(j, c)].beside && j->is_sure[c->concept] &&
           stands_as_name(j, c);
}

struct rule {
    bool (*holds)(struct judge *, const struct candidate *);
    enum skill_why why;
};

/* The first of the rules that takes c, WHY_NO_EVIDENCE when none does. */
static enum skill_why first_rule(struct judge *j, const struct candidate *c,
                                 const struct rule *rules)
{
    for (; rules->holds; rules++)
        if (rules->holds(j, c))
            return rules->why;
    return WHY_NO_EVIDENCE;
}

static void settle(struct judge *j, struct candidate *c, enum skill_why why)
{
    c->reason.why = (uint8_t)why;
    c->state = why <= WHY_LAST_COUNTED ? CANDIDATE_TAKEN : CANDIDATE_OUT;
    if (why == WHY_CONTEXT)
        c->reason.evidence = j->contexts[c->concept].rule;
}

/* Judge all weak candidates once, in one direction; true when one was taken. */
static bool pass(struct judge *j, const struct rule *rules, bool backwards)
{
    bool changed = false;
    for (size_t k = 0; k < j->e->n; k++) {
        struct candidate *c = &j->e->v[backwards ? j->e->n - 1 - k : k];
        if (c->state != CANDIDATE_WEAK)
            continue;
        enum skill_why why = first_rule(j, c, rules);
        if (why == WHY_NO_EVIDENCE)
            continue;
        settle(j, c, why);
        changed = true;
    }
    return changed;
}

static void throw_out(struct judge *j)
{
    static const struct rule out[] = {{is_joined, WHY_JOINED},
                                      {is_paired, WHY_PAIRED},
                                      {is_initial, WHY_INITIAL},
                                      {0}};
    for (size_t i = 0; i < j->e->n; i++) {
        struct candidate *c = &j->e->v[i];
        if (c->state != CANDIDATE_WEAK || c->own)
            continue;
        enum skill_why why = first_rule(j, c, out);
        if (why != WHY_NO_EVIDENCE)
            settle(j, c, why);
    }
}

static void note_sure(struct judge *j)
{
    struct evidence *e = j->e;
    j->sure_kinds =
        arena_calloc(e->arena, e->n_sentences, sizeof *j->sure_kinds);
    j->is_sure =
        arena_calloc(e->arena, e->taxonomy->n_concepts, sizeof *j->is_sure);
    j->contexts =
        arena_calloc(e->arena, e->taxonomy->n_concepts, sizeof *j->contexts);
    for (size_t i = 0; i < e->n; i++) {
        const struct candidate *c = &e->v[i];
        if (c->state != CANDIDATE_SURE)
            continue;
        j->sure_kinds[c->sentence] |= 1u << kind_of(j, c);
        j->is_sure[c->concept] = true;
    }
}

static bool has_weak(const struct evidence *e)
{
    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].state == CANDIDATE_WEAK)
            return true;
    return false;
}

/* Until nothing changes: what is taken is evidence in turn, along an
 * enumeration either way. */
static void spread(struct judge *j, const struct rule *rules)
{
    for (unsigned round = 0; round < MAX_ROUNDS; round++) {
        bool forth = pass(j, rules, false), back = pass(j, rules, true);
        if (!forth && !back)
            break;
    }
}

void evidence_judge(struct evidence *e)
{
    /* The rules that ask pcre2 come when the cheap ones have done their part.
     */
    static const struct rule alone[] = {
        {by_asking, WHY_ASKED}, {by_standing_alone, WHY_ALONE}, {0}};
    static const struct rule listed[] = {{by_list, WHY_LISTED}, {0}};
    static const struct rule context[] = {{by_context, WHY_CONTEXT}, {0}};
    static const struct rule all[] = {{by_list, WHY_LISTED},
                                      {by_sentence, WHY_BESIDE},
                                      {by_title, WHY_TITLED},
                                      {by_other_mention, WHY_KNOWN},
                                      {0}};
    if (!has_weak(e))
        return;
    struct judge j = {.e = e, .technical_title = is_technical_title(e->title)};
    note_sure(&j);
    throw_out(&j);
    pass(&j, alone, false);
    spread(&j, listed);
    pass(&j, context, false);
    spread(&j, all);
    for (size_t i = 0; i < e->n; i++)
        if (e->v[i].state == CANDIDATE_WEAK)
            settle(&j, &e->v[i], e->v[i].own ? WHY_EMPLOYER : WHY_NO_EVIDENCE);
    free(j.scratch.v);
}
