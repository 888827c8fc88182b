/* SPDX-License-Identifier: MIT */
#include "extract/cues.h"
#include "base/alloc.h"
#include "extract/cue_phrases.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* A trie over words as one hash table: (state, word) -> state. State 0 is the
 * root. A pass over a text is as fast as what it looks up is near: the table is
 * small, and bit masks of the words that may follow keep most look-ups away
 * from it. Words are compared by hash alone: 48 bits of one in the table, so
 * that a false match among some thousand is out of reach. */
struct edge {
    uint32_t key; /* with high: 48 bits, 0 where the slot is free */
    uint16_t high, to;
};

#define TABLE_SLOTS  8192u /* powers of two, some times the phrases' words */
#define FILTER_BITS  16384u
#define STATES_MAX   6000u
#define PHRASE_WORDS 12u /* in one phrase, at most */
#define KEY_MASK     ((UINT64_C(1) << 48) - 1)
#define HASH_SEED    UINT64_C(0xcbf29ce484222325)
#define HASH_PRIME   UINT64_C(0x100000001b3)

struct state {
    uint64_t kinds; /* not 0: a phrase ends here */
    uint64_t next;  /* a bit for each word that may follow; bits are shared */
};

struct cues {
    struct edge table[TABLE_SLOTS];
    struct state states[STATES_MAX];
    uint64_t filter[FILTER_BITS / 64]; /* words that may begin a phrase */
    uint32_t n_states;
    uint64_t and_hash;       /* of "and", which '&' stands for */
    uint64_t kept;           /* kinds that a longer phrase takes over */
    unsigned char fold[256]; /* END, JOINT, or the letter in lower case */
};

enum { END = 0, JOINT = 1 };

struct word {
    uint64_t hash;
    uint32_t start, end;
    bool joined; /* the gap before it does not end a phrase */
};

static uint64_t mix(uint64_t h)
{
    h ^= h >> 29;
    h *= UINT64_C(0xbf58476d1ce4e5b9);
    return h ^ (h >> 32);
}

static uint64_t hash_step(uint64_t h, unsigned char c)
{
    return (h ^ c) * HASH_PRIME;
}

/* Letters of ASCII and of all longer sequences but the punctuation of U+0080
 * to U+00BF and U+2000 to U+2FFF, and emoji. */
static void fold_init(unsigned char fold[256])
{
    memset(fold, END, 256);
    for (int c = '0'; c <= '9'; c++)
        fold[c] = (unsigned char)c;
    for (int c = 'a'; c <= 'z'; c++)
        fold[c] = fold[c - 'a' + 'A'] = (unsigned char)c;
    for (const char *p = " \t-/()*[]_\"#+'"; *p; p++)
        fold[(unsigned char)*p] = JOINT;
    for (int c = 0x80; c <= 0xEF; c++)
        if (c != 0xC2 && c != 0xE2)
            fold[c] = (unsigned char)c;
}

/* U+2019 at p is an apostrophe; the other quotation marks join words. */
static size_t quote_bytes(const unsigned char *p, size_t n)
{
    return n >= 3 && p[0] == 0xE2 && p[1] == 0x80 && p[2] >= 0x98 &&
                   p[2] <= 0x9F
               ? 3
               : 0;
}

/* Length of an apostrophe at p that has a letter behind it; 0: none. */
static size_t apostrophe(const struct cues *c, const unsigned char *p, size_t n)
{
    size_t len = n && *p == '\'' ? 1 : quote_bytes(p, n);
    if (len == 3 && p[2] != 0x99)
        return 0;
    return len && len < n && c->fold[p[len]] > JOINT ? len : 0;
}

/* Go on with a word at a byte that is no ASCII letter: a letter of another
 * script, or an apostrophe with a letter behind it. False: the word ends. */
static bool read_other(const struct cues *c, struct str text, size_t *at,
                       uint64_t *h)
{
    const unsigned char *p = (const unsigned char *)text.p;
    unsigned char f = c->fold[p[*at]];
    if (f > JOINT) {
        /* U+00C0 to U+00DE have their small letters 32 further on. */
        if (*at && p[*at - 1] == 0xC3 && f >= 0x80 && f <= 0x9E)
            f = (unsigned char)(f + 0x20);
        *h = hash_step(*h, f);
        ++*at;
        return true;
    }
    size_t quote = apostrophe(c, p + *at, text.n - *at);
    if (!quote)
        return false;
    *h = hash_step(*h, '\'');
    *at += quote;
    return true;
}

/* Read the word at w->start; its first byte is a letter. */
static size_t read_word(const struct cues *c, struct str text, struct word *w)
{
    const unsigned char *p = (const unsigned char *)text.p;
    uint64_t h = HASH_SEED;
    size_t at = w->start;
    while (at < text.n) {
        unsigned char f = c->fold[p[at]];
        if (f > JOINT && f < 0x80) {
            h = hash_step(h, f);
            at++;
        } else if (p[at] == ' ' || !read_other(c, text, &at, &h)) {
            break;
        }
    }
    w->hash = h;
    w->end = (uint32_t)at;
    return at;
}

/* A full stop as in "Ph.D. in": inside a word, or behind a single letter. */
static bool is_inner_stop(const struct cues *c, struct str text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.p;
    if (p[at] != '.')
        return false;
    if (at + 1 < text.n && c->fold[p[at + 1]] > JOINT)
        return true;
    return at >= 2 && c->fold[p[at - 1]] > JOINT && c->fold[p[at - 2]] <= JOINT;
}

/* The next word from *at on; false at the end of the text. */
static bool next_word(const struct cues *c, struct str text, size_t *at,
                      struct word *w)
{
    const unsigned char *p = (const unsigned char *)text.p;
    w->joined = true;
    if (*at < text.n && p[*at] == ' ')
        ++*at; /* the commonest gap by far */
    while (*at < text.n) {
        unsigned char f = c->fold[p[*at]];
        if (f > JOINT) {
            w->start = (uint32_t)*at;
            *at = read_word(c, text, w);
            return true;
        }
        if (p[*at] == '&') {
            *w = (struct word){c->and_hash, (uint32_t)*at, (uint32_t)*at + 1,
                               w->joined};
            ++*at;
            return true;
        }
        size_t quote = quote_bytes(p + *at, text.n - *at);
        if (f == END && !quote && !is_inner_stop(c, text, *at))
            w->joined = false;
        *at += quote ? quote : 1;
    }
    return false;
}

static uint64_t edge_key(uint32_t from, uint64_t word)
{
    uint64_t key = mix(word + from * UINT64_C(0x9e3779b97f4a7c15)) & KEY_MASK;
    return key ? key : 1;
}

static uint64_t key_in(const struct edge *e)
{
    return (uint64_t)e->high << 32 | e->key;
}

/* The slot of the edge, or the free one where it belongs. */
static size_t edge_slot(const struct cues *c, uint64_t key)
{
    size_t slot = key % TABLE_SLOTS;
    for (uint64_t k; (k = key_in(&c->table[slot])) && k != key;)
        slot = (slot + 1) % TABLE_SLOTS;
    return slot;
}

/* The bit of a word in a state's mask. */
static uint64_t next_bit(uint64_t word)
{
    return UINT64_C(1) << (word >> 33 & 63);
}

/* The state behind word, or 0. */
static uint32_t follow(const struct cues *c, uint32_t from, uint64_t word)
{
    if (!(c->states[from].next & next_bit(word)))
        return 0;
    return c->table[edge_slot(c, edge_key(from, word))].to;
}

static bool may_begin(const struct cues *c, uint64_t word)
{
    uint64_t bit = mix(word) % FILTER_BITS;
    return c->filter[bit / 64] >> (bit % 64) & 1;
}

static void add_phrase(struct cues *c, struct str phrase, uint64_t kinds)
{
    struct word w;
    uint32_t state = 0;
    size_t n_words = 0;
    for (size_t at = 0; next_word(c, phrase, &at, &w); n_words++) {
        if (!state) {
            uint64_t bit = mix(w.hash) % FILTER_BITS;
            c->filter[bit / 64] |= UINT64_C(1) << (bit % 64);
        }
        uint64_t key = edge_key(state, w.hash);
        struct edge *e = &c->table[edge_slot(c, key)];
        if (!key_in(e)) {
            assert(c->n_states < STATES_MAX - 1);
            c->n_states++;
            *e = (struct edge){(uint32_t)key, (uint16_t)(key >> 32),
                               (uint16_t)c->n_states};
        }
        c->states[state].next |= next_bit(w.hash);
        state = e->to;
    }
    assert(state && n_words <= PHRASE_WORDS);
    c->states[state].kinds |= kinds;
}

static void add_groups(struct cues *c, const struct cue_group *groups, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct str rest = str_from(groups[i].phrases), phrase;
        while (str_split(&rest, '|', &phrase))
            add_phrase(c, phrase, groups[i].kinds);
    }
}

static struct cues *cues_empty(uint64_t kept)
{
    struct cues *c = xalloc(sizeof *c);
    fold_init(c->fold);
    struct word and = {0};
    read_word(c, STR("and"), &and);
    c->and_hash = and.hash;
    c->kept = kept;
    return c;
}

struct cues *cues_new(void)
{
    static const struct cue_group *(*const lists[])(size_t * n) = {
        cue_headings, cue_sentences, cue_labels};
    struct cues *c = cues_empty(CUE_KEPT);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        size_t n;
        const struct cue_group *groups = lists[i](&n);
        add_groups(c, groups, n);
    }
    return c;
}

struct cues *cues_new_of(const struct cue_group *groups, size_t n)
{
    struct cues *c = cues_empty(0);
    add_groups(c, groups, n);
    return c;
}

void cues_free(struct cues *c)
{
    free(c);
}

/* A phrase that has begun: its slot among the hits, and how far it got. */
struct partial {
    uint32_t state;
    size_t slot;
};

struct finder {
    const struct cues *cues;
    struct arena *arena;
    struct cue_hit *v;
    size_t n, cap;
    struct partial open[PHRASE_WORDS];
    size_t n_open;
};

static void accept(struct finder *f, const struct partial *p,
                   const struct word *w)
{
    uint64_t kinds = f->cues->states[p->state].kinds;
    if (!kinds)
        return;
    struct cue_hit *hit = &f->v[p->slot];
    hit->kinds = kinds | (hit->kinds & f->cues->kept);
    hit->end = w->end;
}

static void begin_phrase(struct finder *f, const struct word *w)
{
    uint32_t state = follow(f->cues, 0, w->hash);
    if (!state || f->n_open == PHRASE_WORDS)
        return;
    if (f->n == f->cap) {
        size_t cap = f->cap ? f->cap * 2 : 256;
        struct cue_hit *v = arena_calloc(f->arena, cap, sizeof *v);
        if (f->n)
            memcpy(v, f->v, f->n * sizeof *v);
        f->v = v;
        f->cap = cap;
    }
    f->v[f->n] = (struct cue_hit){.start = w->start};
    f->open[f->n_open] = (struct partial){state, f->n++};
    accept(f, &f->open[f->n_open++], w);
}

static void step(struct finder *f, const struct word *w)
{
    size_t kept = 0;
    for (size_t i = 0; w->joined && i < f->n_open; i++) {
        uint32_t to = follow(f->cues, f->open[i].state, w->hash);
        if (!to)
            continue;
        f->open[kept] = (struct partial){to, f->open[i].slot};
        accept(f, &f->open[kept++], w);
    }
    f->n_open = kept;
    if (may_begin(f->cues, w->hash))
        begin_phrase(f, w);
}

void cues_find(const struct cues *c, struct str text, struct arena *a,
               struct cue_hits *out)
{
    struct finder f = {.cues = c, .arena = a};
    struct word w;
    for (size_t at = 0; next_word(c, text, &at, &w);)
        step(&f, &w);
    size_t kept = 0;
    for (size_t i = 0; i < f.n; i++)
        if (f.v[i].kinds)
            f.v[kept++] = f.v[i];
    *out = (struct cue_hits){f.v, kept};
}

size_t cues_from(const struct cue_hits *h, uint32_t at)
{
    size_t low = 0, high = h->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (h->v[mid].start < at)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}
