/* SPDX-License-Identifier: MIT */
#include "extract/role_text.h"
#include "base/alloc.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "extract/cues.h"
#include "extract/role_words.h"
#include "extract/title.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RULE_NAME_BYTES 96u
/* Nouns ("engineer") looked at in one text, and what is read around each. */
#define TEXT_NOUNS_MAX    40u
#define NOUN_BEFORE_BYTES 48u
#define NOUN_AFTER_BYTES  40u
/* How near the words stand that tell what a noun is to the reader. */
#define COLLEAGUE_BYTES  70u
#define SUBJECT_BYTES    60u
#define TITLE_LINE_BYTES 60u
/* A role that is named needs this much. */
#define NAMED_MIN 3u
/* A role that words speak for needs this much, in halves of a weight, and this
 * much more than the next, in per cent. */
#define WORDS_MIN           20u
#define WORDS_STRONG_MIN    4u
#define WORDS_LEAD_PER_CENT 105u
#define WORDS_HITS_MAX      2000u

struct role_texts {
    const struct taxonomy *taxonomy;
    const struct role_rules *titles;
    struct cues *words;
    size_t role_of[ROLE_WORD_ROLES]; /* index in the taxonomy or SIZE_MAX */
    char (*named)[RULE_NAME_BYTES];  /* rule names by role of the taxonomy */
    char (*worded)[RULE_NAME_BYTES];
};

struct role_texts *role_texts_new(const struct taxonomy *t,
                                  const struct role_rules *titles)
{
    struct role_texts *r = xalloc(sizeof *r);
    size_t n;
    const struct cue_group *groups = role_word_groups(&n);
    r->taxonomy = t;
    r->titles = titles;
    r->words = cues_new_of(groups, n);
    r->named = xcalloc(t->n_roles, sizeof *r->named);
    r->worded = xcalloc(t->n_roles, sizeof *r->worded);
    for (size_t i = 0; i < t->n_roles; i++) {
        struct str id = t->roles[i].id;
        snprintf(r->named[i], RULE_NAME_BYTES, "text:%.*s", STR_FMT(id));
        snprintf(r->worded[i], RULE_NAME_BYTES, "words:%.*s", STR_FMT(id));
    }
    for (size_t i = 0; i < ROLE_WORD_ROLES; i++)
        r->role_of[i] = taxonomy_find_role(t, str_from(role_word_id(i)));
    return r;
}

void role_texts_free(struct role_texts *r)
{
    if (!r)
        return;
    cues_free(r->words);
    free(r->named);
    free(r->worded);
    free(r);
}

/* Somebody like the noun is looked for or spoken to in the sentence, before
 * the noun. */
static bool is_addressed(const struct structure *in,
                         const struct sentence *sentence,
                         const struct cue_hit *noun)
{
    for (size_t i = cues_from(&in->cues, sentence->start);
         i < in->cues.n && in->cues.v[i].start < noun->start; i++) {
        const struct cue_hit *h = &in->cues.v[i];
        bool first = h->start == sentence->start;
        if (h->kinds & CUE_DUTY_STRONG || (first && h->kinds & CUE_VERB))
            return true;
    }
    return false;
}

/* The head of a hiring comment: "Acme | Data Engineer | Paris | ONSITE". */
static bool is_head_line(const struct doc *doc, const struct sentence *s)
{
    const struct block *first = &doc->blocks[0];
    return s->block == 0 &&
           memchr(doc->text.p + first->start, '|', first->end - first->start);
}

/* One who is named beside the job: whom one works with, reports to, helps. */
static bool is_colleague(const struct doc *doc, const struct sentence *sentence,
                         const struct cue_hit *noun)
{
    static const char *const words[] = {
        " with ",     "alongside ", "team of ", "teams of ", "other ",
        "between ",   "help ",      "helping ", "support ",  "supporting ",
        "report to ", "reports to", "mentor",   "enable ",   "reporting to "};
    size_t from = sentence->start;
    if (noun->start - from > COLLEAGUE_BYTES)
        from = noun->start - COLLEAGUE_BYTES;
    struct str before = str_slice(doc->text, from, noun->start);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_find_ascii_nocase(before, str_from(words[i])) != SIZE_MAX)
            return true;
    return false;
}

/* The noun is what its sentence speaks of: "The Data Scientist, reporting to
 * ...". */
static bool is_subject(const struct doc *doc, const struct sentence *sentence,
                       const struct cue_hit *noun)
{
    static const char *const verbs[] = {" will ", ", reporting", " is ",
                                        " are ",  " works ",     " reports "};
    if (noun->start - sentence->start > SUBJECT_BYTES)
        return false;
    struct str behind = str_slice(doc->text, noun->end, sentence->end);
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        if (str_starts(behind, str_from(verbs[i])))
            return true;
    return false;
}

/* A line of its own that is hardly longer than the noun: a title. */
static bool is_short_line(const struct doc *doc, const struct sentence *s)
{
    const struct block *b = &doc->blocks[s->block];
    return b->kind == BLOCK_HEADING ||
           (b->kind != BLOCK_ITEM && b->end - b->start <= TITLE_LINE_BYTES &&
            !memchr(doc->text.p + b->start, '.', b->end - b->start));
}

/* How much is said of the noun: that somebody like that is looked for, or
 * spoken to, is worth more than that one is named. */
static unsigned weight_of(const struct doc *doc, const struct structure *in,
                          const struct sentence *sentence,
                          const struct cue_hit *noun)
{
    if (is_colleague(doc, sentence, noun))
        return 0;
    return is_short_line(doc, sentence) || is_head_line(doc, sentence) ||
                   is_subject(doc, sentence, noun) ||
                   is_addressed(in, sentence, noun)
               ? 3
               : 1;
}

/* The words around a noun, within its sentence and behind `last`, where the
 * noun before it ends. *offset: where they begin in the text. */
static struct str words_around(const struct doc *doc, const struct sentence *in,
                               size_t last, const struct cue_hit *noun,
                               size_t *offset)
{
    size_t from = last > in->start ? last : in->start, to = in->end;
    if (noun->start - from > NOUN_BEFORE_BYTES) {
        from = noun->start - NOUN_BEFORE_BYTES;
        while (from < noun->start && doc->text.p[from] != ' ')
            from++;
    }
    if (to - noun->end > NOUN_AFTER_BYTES)
        to = utf8_floor(doc->text, noun->end + NOUN_AFTER_BYTES);
    *offset = from;
    return str_slice(doc->text, from, to);
}

/* The role of the taxonomy that the text names as the one it is for, or
 * SIZE_MAX. */
static size_t named_role(const struct role_texts *r, struct role_scratch *s,
                         const struct doc *doc, const struct structure *in,
                         struct arena *a)
{
    size_t n = r->taxonomy->n_roles, nouns = 0, last = 0;
    unsigned *score = arena_calloc(a, n + 1, sizeof *score);
    for (size_t i = 0; i < in->cues.n && nouns < TEXT_NOUNS_MAX; i++) {
        const struct cue_hit *noun = &in->cues.v[i];
        size_t at =
            noun->kinds & CUE_ROLE ? structure_find(in, noun->start) : SIZE_MAX;
        if (at == SIZE_MAX)
            continue;
        nouns++;
        size_t offset;
        struct span where;
        struct str words = words_around(doc, &in->v[at], last, noun, &offset);
        last = noun->end;
        size_t role = role_named_in(r->titles, s, words, &where);
        if (role != SIZE_MAX && where.start + offset <= noun->start &&
            where.end + offset >= noun->end)
            score[role] += weight_of(doc, in, &in->v[at], noun);
    }
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
        if (score[i] > score[best])
            best = i;
    for (size_t i = 0; i < n; i++)
        if (i != best && score[i] >= score[best])
            return SIZE_MAX;
    return n && score[best] >= NAMED_MIN ? best : SIZE_MAX;
}

/* A phrase found, by the hash of its letters. */
struct word_hit {
    uint64_t key, kinds;
};

static int by_key(const void *a, const void *b)
{
    const struct word_hit *x = a, *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}

static uint64_t key_of(struct str s, char *folded)
{
    for (size_t i = 0; i < s.n; i++)
        folded[i] = ascii_lower(s.p[i]);
    return hash64((struct str){folded, s.n});
}

/* The phrases in the sentences that tell of the work. */
static size_t find_words(const struct role_texts *r, const struct doc *doc,
                         const struct structure *in, struct arena *a,
                         struct word_hit **out)
{
    struct cue_hits hits;
    size_t n = 0;
    cues_find(r->words, doc->text, a, &hits);
    struct word_hit *v = arena_calloc(a, hits.n + 1, sizeof *v);
    char *folded = arena_alloc(a, doc->text.n + 1);
    for (size_t i = 0; i < hits.n && n < WORDS_HITS_MAX; i++) {
        const struct cue_hit *h = &hits.v[i];
        size_t at = structure_find(in, h->start);
        if (at == SIZE_MAX || in->v[at].section == SECTION_ABOUT ||
            in->v[at].section == SECTION_BENEFITS ||
            in->v[at].section == SECTION_LEGAL)
            continue;
        struct str phrase = str_slice(doc->text, h->start, h->end);
        v[n++] = (struct word_hit){key_of(phrase, folded), h->kinds};
    }
    qsort(v, n, sizeof *v, by_key);
    *out = v;
    return n;
}

/* What the words speak for each role. */
struct word_score {
    unsigned sum;    /* of weights, in halves */
    unsigned strong; /* phrases of weight 4, four times, and of weight 3 */
};

/* Add what one phrase says: its weight, and half of it more for each further
 * time, at most twice. */
static void add_word(struct word_score *score, uint64_t kinds, size_t times)
{
    unsigned halves = times == 1 ? 2 : times == 2 ? 3 : 4;
    for (unsigned i = 0; i < ROLE_WORD_ROLES; i++)
        for (unsigned w = ROLE_WORD_WEIGHTS; w > 0; w--)
            if (kinds >> (i * ROLE_WORD_WEIGHTS + w - 1) & 1) {
                score[i].sum += w * halves;
                score[i].strong += w == 4 ? 4 : w == 3;
                break;
            }
}

/* Of two roles that share most of their words, one does not keep the other
 * from being told. */
static bool are_near(size_t i, size_t k)
{
    static const char *const pairs[][2] = {
        {"ml-engineer", "ai-engineer"}, {"cloud-engineer", "devops-engineer"}};
    struct str a = str_from(role_word_id(i)), b = str_from(role_word_id(k));
    for (size_t p = 0; p < sizeof pairs / sizeof pairs[0]; p++) {
        struct str x = str_from(pairs[p][0]), y = str_from(pairs[p][1]);
        if ((str_eq(a, x) && str_eq(b, y)) || (str_eq(a, y) && str_eq(b, x)))
            return true;
    }
    return false;
}

/* The role that the words speak for, as an index of role_words.h. */
static size_t worded_role(const struct role_texts *r, const struct doc *doc,
                          const struct structure *in, struct arena *a)
{
    struct word_score score[ROLE_WORD_ROLES] = {0};
    struct word_hit *v;
    size_t n = find_words(r, doc, in, a, &v);
    for (size_t i = 0, first = 0; i < n; i++)
        if (i + 1 == n || v[i + 1].key != v[i].key) {
            add_word(score, v[i].kinds, i + 1 - first);
            first = i + 1;
        }
    size_t best = 0;
    for (size_t i = 1; i < ROLE_WORD_ROLES; i++)
        if (score[i].sum > score[best].sum)
            best = i;
    if (score[best].sum < WORDS_MIN || score[best].strong < WORDS_STRONG_MIN)
        return SIZE_MAX;
    for (size_t i = 0; i < ROLE_WORD_ROLES; i++)
        if (i != best && !are_near(i, best) &&
            score[best].sum * 100 < score[i].sum * WORDS_LEAD_PER_CENT)
            return SIZE_MAX;
    return best;
}

struct role_found role_named_by_text(const struct role_texts *r,
                                     struct role_scratch *s,
                                     const struct doc *doc,
                                     const struct structure *in,
                                     struct arena *a)
{
    size_t role = named_role(r, s, doc, in, a);
    if (role == SIZE_MAX)
        return (struct role_found){STR_NONE, STR_NONE};
    return (struct role_found){r->taxonomy->roles[role].id,
                               str_from(r->named[role])};
}

struct role_found role_of_text(const struct role_texts *r,
                               struct role_scratch *s, const struct doc *doc,
                               const struct structure *in, struct arena *a)
{
    struct role_found named = role_named_by_text(r, s, doc, in, a);
    if (named.role.p)
        return named;
    size_t best = worded_role(r, doc, in, a);
    size_t role = best == SIZE_MAX ? SIZE_MAX : r->role_of[best];
    if (role == SIZE_MAX)
        return (struct role_found){STR_NONE, STR_NONE};
    return (struct role_found){r->taxonomy->roles[role].id,
                               str_from(r->worded[role])};
}

/* The words that stand with the noun: from the article before it on. */
static struct str noun_phrase(const struct doc *doc, const struct sentence *in,
                              const struct cue_hit *noun)
{
    static const char *const articles[] = {" a ",   " an ",   " our ",  " the ",
                                           "As a ", "As an ", " your ", ", "};
    size_t from = in->start;
    if (noun->start - from > NOUN_BEFORE_BYTES)
        from = utf8_floor(doc->text, noun->start - NOUN_BEFORE_BYTES);
    struct str s = str_slice(doc->text, from, noun->end);
    for (size_t i = 0; i < sizeof articles / sizeof articles[0]; i++) {
        struct str article = str_from(articles[i]);
        for (size_t at; (at = str_find(s, article)) != SIZE_MAX;)
            s = str_slice(s, at + article.n, s.n);
    }
    return s;
}

enum seniority seniority_of_text(const struct doc *doc,
                                 const struct structure *in)
{
    size_t nouns = 0;
    for (size_t i = 0; i < in->cues.n && nouns < TEXT_NOUNS_MAX; i++) {
        const struct cue_hit *noun = &in->cues.v[i];
        size_t at =
            noun->kinds & CUE_ROLE ? structure_find(in, noun->start) : SIZE_MAX;
        if (at == SIZE_MAX)
            continue;
        nouns++;
        if (!is_addressed(in, &in->v[at], noun) ||
            str_find_ascii_nocase(
                str_slice(doc->text, in->v[at].start, noun->start),
                STR("report")) != SIZE_MAX)
            continue;
        enum seniority level =
            title_seniority(noun_phrase(doc, &in->v[at], noun));
        if (level != SENIORITY_NONE)
            return level;
    }
    return SENIORITY_NONE;
}
