/* SPDX-License-Identifier: MIT */
#include "extract/skills_wake.h"
#include "base/alloc.h"
#include <stdlib.h>
#include <string.h>

#define BUCKET_BITS 12u
#define BUCKETS     (1u << BUCKET_BITS)
#define HEAD_BYTES  8u
#define LONG_BYTES  5u
#define SMALL       UINT64_C(0x2020202020202020)

/* A distinct anchor, and the patterns that it calls. */
struct entry {
    uint64_t head, mask; /* its first bytes, as a number, and which count */
    struct anchor anchor;
    uint32_t first, n; /* in calls */
};

/* One set of the anchors of one pattern. */
struct set {
    uint32_t first, n; /* in members: indices of entries */
};

struct waiting {
    uint32_t first, n; /* sets */
    bool leads;
};

/* An anchor on its way to an entry. */
struct pending {
    struct anchor anchor;
    uint32_t pattern, member;
    bool calls;
};

struct wake {
    struct pending *pending; /* until the index is built */
    size_t n_pending, cap_pending;
    struct waiting *patterns;
    size_t n_patterns, cap_patterns;
    struct set *sets;
    size_t n_sets, cap_sets;
    struct entry *entries; /* by bucket */
    size_t n_entries;
    uint32_t *members, *calls;
    uint32_t bucket[BUCKETS + 1]; /* first entry of each */
};

/* Where the words of an entry are in the sentence at hand. */
struct seen {
    uint32_t sentence;    /* what follows holds for this one only */
    uint32_t first, last; /* indices of places */
};

struct place {
    uint32_t at; /* byte of the text */
    uint32_t next;
};

struct wake_state {
    uint32_t sentence; /* serial number of the one at hand */
    struct seen *seen; /* of each entry */
    struct place *places;
    size_t n_places, cap_places;
    uint32_t *called_in; /* of each pattern: the last sentence that called it */
    uint32_t *called;
    size_t n_called;
    uint32_t *begins; /* for wake_places() */
    size_t n_begins, cap_begins;
};

struct wake *wake_new(void)
{
    return xalloc(sizeof(struct wake));
}

void wake_free(struct wake *w)
{
    if (!w)
        return;
    free(w->pending);
    free(w->patterns);
    free(w->sets);
    free(w->entries);
    free(w->members);
    free(w->calls);
    free(w);
}

/* The set whose shortest anchor is the longest. */
static size_t rarest_set(const struct anchors *a)
{
    size_t shortest[ANCHOR_MAX_SETS], best = 0;
    for (size_t set = 0; set < a->n_sets; set++)
        shortest[set] = ANCHOR_MAX_BYTES;
    for (size_t i = 0; i < a->n; i++)
        if (a->v[i].n < shortest[a->v[i].set])
            shortest[a->v[i].set] = a->v[i].n;
    for (size_t set = 1; set < a->n_sets; set++)
        if (shortest[set] > shortest[best])
            best = set;
    return best;
}

static void add_set(struct wake *w, const struct anchors *anchors, size_t set,
                    bool calls)
{
    w->sets = xgrow(w->sets, w->n_sets, &w->cap_sets, sizeof *w->sets);
    struct set *s = &w->sets[w->n_sets++];
    *s = (struct set){.first = (uint32_t)w->n_pending};
    for (size_t i = 0; i < anchors->n; i++) {
        if (anchors->v[i].set != set)
            continue;
        w->pending = xgrow(w->pending, w->n_pending, &w->cap_pending,
                           sizeof *w->pending);
        w->pending[w->n_pending] =
            (struct pending){.anchor = anchors->v[i],
                             .pattern = (uint32_t)w->n_patterns,
                             .member = (uint32_t)w->n_pending,
                             .calls = calls};
        w->n_pending++;
        s->n++;
    }
}

void wake_add(struct wake *w, const struct anchors *anchors)
{
    w->patterns = xgrow(w->patterns, w->n_patterns, &w->cap_patterns,
                        sizeof *w->patterns);
    struct waiting *p = &w->patterns[w->n_patterns];
    *p = (struct waiting){.first = (uint32_t)w->n_sets,
                          .n = (uint32_t)anchors->n_sets,
                          .leads = anchors->leads};
    size_t rarest = rarest_set(anchors);
    for (size_t set = 0; set < anchors->n_sets; set++)
        add_set(w, anchors, set, set == rarest);
    w->n_patterns++;
}

/* The first bytes of n as a number whose low byte is the first. */
static uint64_t head_of(const char *p, size_t n)
{
    uint64_t head = 0;
    for (size_t i = 0; i < n && i < HEAD_BYTES; i++)
        head |= (uint64_t)(unsigned char)p[i] << 8 * i;
    return head;
}

static uint64_t head_mask(size_t n)
{
    return n >= HEAD_BYTES ? UINT64_MAX : (UINT64_C(1) << 8 * n) - 1;
}

static uint32_t bucket_of(uint64_t key)
{
    return (uint32_t)(key * UINT64_C(0x9e3779b97f4a7c15) >> (64 - BUCKET_BITS));
}

/* Anchors of LONG_BYTES and more are looked up by these, the others by three
 * bytes (or two and a zero): words that share three are many. */
static uint32_t long_bucket(uint64_t head)
{
    return bucket_of(head & head_mask(LONG_BYTES));
}

static uint32_t short_bucket(uint64_t head)
{
    return bucket_of(head & head_mask(ANCHOR_MIN_BYTES));
}

static uint32_t anchor_bucket(const struct anchor *a)
{
    uint64_t head = head_of(a->p, a->n);
    return a->n >= LONG_BYTES ? long_bucket(head) : short_bucket(head);
}

static int anchor_cmp(const struct anchor *a, const struct anchor *b)
{
    uint32_t x = anchor_bucket(a), y = anchor_bucket(b);
    if (x != y)
        return x < y ? -1 : 1;
    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    int order = memcmp(a->p, b->p, a->n);
    return order ? order : (int)a->whole - (int)b->whole;
}

static int pending_cmp(const void *a, const void *b)
{
    const struct pending *x = a, *y = b;
    int order = anchor_cmp(&x->anchor, &y->anchor);
    return order ? order : (x->member > y->member) - (x->member < y->member);
}

static struct entry *add_entry(struct wake *w, const struct anchor *a,
                               uint32_t first)
{
    struct entry *e = &w->entries[w->n_entries++];
    *e = (struct entry){.head = head_of(a->p, a->n),
                        .mask = head_mask(a->n),
                        .anchor = *a,
                        .first = first};
    return e;
}

static void index_buckets(struct wake *w)
{
    uint32_t at = 0;
    for (uint32_t b = 0; b <= BUCKETS; b++) {
        while (at < w->n_entries && anchor_bucket(&w->entries[at].anchor) < b)
            at++;
        w->bucket[b] = at;
    }
}

void wake_build(struct wake *w)
{
    w->entries = xcalloc(w->n_pending, sizeof *w->entries);
    w->members = xcalloc(w->n_pending, sizeof *w->members);
    w->calls = xcalloc(w->n_pending, sizeof *w->calls);
    if (w->n_pending)
        qsort(w->pending, w->n_pending, sizeof *w->pending, pending_cmp);
    struct entry *e = NULL;
    uint32_t n_calls = 0;
    for (size_t i = 0; i < w->n_pending; i++) {
        const struct pending *p = &w->pending[i];
        if (!e || anchor_cmp(&p->anchor, &e->anchor) != 0)
            e = add_entry(w, &p->anchor, n_calls);
        w->members[p->member] = (uint32_t)w->n_entries - 1;
        if (p->calls) {
            w->calls[n_calls++] = p->pattern;
            e->n++;
        }
    }
    free(w->pending);
    w->pending = NULL;
    index_buckets(w);
}

struct wake_state *wake_state_new(const struct wake *w)
{
    struct wake_state *s = xalloc(sizeof *s);
    s->seen = xcalloc(w->n_entries, sizeof *s->seen);
    s->called_in = xcalloc(w->n_patterns, sizeof *s->called_in);
    s->called = xcalloc(w->n_patterns, sizeof *s->called);
    s->sentence = 1;
    return s;
}

void wake_state_free(struct wake_state *s)
{
    if (!s)
        return;
    free(s->seen);
    free(s->places);
    free(s->called_in);
    free(s->called);
    free(s->begins);
    free(s);
}

void wake_reset(const struct wake *w, struct wake_state *s)
{
    s->n_called = s->n_places = 0;
    if (++s->sentence != 0)
        return;
    memset(s->seen, 0, w->n_entries * sizeof *s->seen);
    memset(s->called_in, 0, w->n_patterns * sizeof *s->called_in);
    s->sentence = 1;
}

/* Note a word of entry number i at byte at, and call who waits for it. */
static void take_notice(const struct wake *w, struct wake_state *s, uint32_t i,
                        uint32_t at)
{
    struct seen *seen = &s->seen[i];
    uint32_t place = (uint32_t)s->n_places;
    s->places =
        xgrow(s->places, s->n_places, &s->cap_places, sizeof *s->places);
    s->places[s->n_places++] = (struct place){.at = at};
    if (seen->sentence == s->sentence) {
        s->places[seen->last].next = place;
        seen->last = place;
        return;
    }
    *seen = (struct seen){s->sentence, place, place};
    const struct entry *e = &w->entries[i];
    for (uint32_t k = e->first; k < e->first + e->n; k++) {
        uint32_t pattern = w->calls[k];
        if (s->called_in[pattern] == s->sentence)
            continue;
        s->called_in[pattern] = s->sentence;
        s->called[s->n_called++] = pattern;
    }
}

/* True when the word of n bytes, whose head fits, begins with the anchor or is
 * it. Signs that the word pass counts to a word ("c++") are none to pcre2. */
static bool holds(const struct anchor *a, const char *word, size_t n)
{
    if (a->n > n)
        return false;
    for (size_t i = HEAD_BYTES; i < a->n; i++)
        if (ascii_lower(word[i]) != a->p[i])
            return false;
    while (a->whole && n > a->n && !ascii_is_alnum(word[n - 1]))
        n--;
    return !a->whole || n == a->n;
}

/* Take notice of the anchors in a bucket that a reading of n bytes holds; word
 * is folded or plain ASCII, head of the folded bytes. */
static void look_into(const struct wake *w, struct wake_state *s,
                      uint32_t bucket, uint64_t head, struct str word,
                      uint32_t at)
{
    for (uint32_t i = w->bucket[bucket]; i < w->bucket[bucket + 1]; i++) {
        const struct entry *e = &w->entries[i];
        if ((head & e->mask) == e->head && holds(&e->anchor, word.p, word.n))
            take_notice(w, s, i, at);
    }
}

/* Most buckets are empty: that is found out without a call. */
static inline void see(const struct wake *w, struct wake_state *s,
                       uint64_t head, struct str word, uint32_t at)
{
    uint32_t b = short_bucket(head);
    if (w->bucket[b] != w->bucket[b + 1])
        look_into(w, s, b, head, word, at);
    if (word.n < LONG_BYTES)
        return;
    b = long_bucket(head);
    if (w->bucket[b] != w->bucket[b + 1])
        look_into(w, s, b, head, word, at);
}

/* The first bytes of plain text in small letters. The signs and digits of
 * words have the bit already that makes a capital small. */
static uint64_t plain_head(const char *p, size_t n, size_t room)
{
    uint64_t head = 0;
    if (room >= HEAD_BYTES)
        memcpy(&head, p, HEAD_BYTES);
    else
        memcpy(&head, p, n < room ? n : room);
    return (head | SMALL) & head_mask(n);
}

void wake_see(const struct wake *w, struct wake_state *s, struct str text,
              const struct word *word)
{
    const char *p = text.p + word->start;
    size_t n = word->end - word->start;
    char fold[WORD_MAX_BYTES];
    uint64_t head;
    if (word->ascii) {
        size_t dot = *p == '.';
        p += dot;
        n -= dot;
        head = plain_head(p, n, text.n - word->start - dot);
    } else {
        n = word_fold((struct str){p, n}, fold);
        p = fold;
        head = head_of(p, n);
    }
    see(w, s, head, (struct str){p, n}, word->start);
    if (word->alt_n)
        see(w, s, head & head_mask(word->alt_n), (struct str){p, word->alt_n},
            word->start);
}

/* True when a word of the set was seen that is not before *at, which moves to
 * the first such word. */
static bool is_seen(const struct wake *w, const struct wake_state *s,
                    const struct set *set, uint32_t *at)
{
    uint32_t first = UINT32_MAX;
    for (uint32_t i = set->first; i < set->first + set->n; i++) {
        const struct seen *seen = &s->seen[w->members[i]];
        if (seen->sentence != s->sentence || s->places[seen->last].at < *at)
            continue;
        uint32_t place = seen->first;
        while (s->places[place].at < *at)
            place = s->places[place].next;
        if (s->places[place].at < first)
            first = s->places[place].at;
    }
    *at = first;
    return first != UINT32_MAX;
}

static bool has_all(const struct wake *w, const struct wake_state *s,
                    uint32_t pattern)
{
    const struct waiting *p = &w->patterns[pattern];
    uint32_t at = 0;
    for (uint32_t i = p->first; i < p->first + p->n; i++, at++)
        if (!is_seen(w, s, &w->sets[i], &at))
            return false;
    return true;
}

const uint32_t *wake_awake(const struct wake *w, struct wake_state *s,
                           size_t *n)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->n_called; i++)
        if (has_all(w, s, s->called[i]))
            s->called[kept++] = s->called[i];
    *n = s->n_called = kept;
    return s->called;
}

static int place_cmp(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

const uint32_t *wake_places(const struct wake *w, struct wake_state *s,
                            uint32_t pattern, size_t *n)
{
    const struct set *lead = &w->sets[w->patterns[pattern].first];
    s->n_begins = 0;
    for (uint32_t i = lead->first; i < lead->first + lead->n; i++) {
        const struct seen *seen = &s->seen[w->members[i]];
        if (seen->sentence != s->sentence)
            continue;
        for (uint32_t place = seen->first;; place = s->places[place].next) {
            s->begins = xgrow(s->begins, s->n_begins, &s->cap_begins,
                              sizeof *s->begins);
            s->begins[s->n_begins++] = s->places[place].at;
            if (place == seen->last)
                break;
        }
    }
    if (s->n_begins > 1)
        qsort(s->begins, s->n_begins, sizeof *s->begins, place_cmp);
    *n = s->n_begins;
    return s->begins;
}
