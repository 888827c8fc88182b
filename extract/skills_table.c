/* SPDX-License-Identifier: MIT */
#include "extract/skills_table.h"
#include "base/alloc.h"
#include <stdlib.h>
#include <string.h>

#define MIX              UINT64_C(0xff51afd7ed558ccd)
#define FILTER_MIN_LOG2  12u
#define FILTER_MAX_LOG2  20u
#define FILTER_PER_ENTRY 16u
#define BIT_NAME         1u /* a name ends with this hash */
#define BIT_MORE         2u /* a name goes on behind this hash */
#define NOT_IN_NAME      UINT8_MAX

struct entry {
    uint64_t hash;
    uint32_t concept;
    uint32_t bytes;  /* in the pool: folded, then exact form */
    uint32_t breaks; /* first of n_breaks */
    uint8_t fold_n, exact_n, n_breaks, type;
    uint16_t rule; /* index in its list of the concept */
};

struct skills_table {
    struct entry *entries; /* by hash, then type */
    size_t n_entries, cap_entries;
    char *pool;
    size_t pool_n, pool_cap;
    struct name_break *breaks;
    size_t n_breaks, cap_breaks;
    uint32_t *slots; /* entry + 1 of the first with a hash; 0 is free */
    size_t slot_mask;
    uint8_t *filter; /* 2 bits per hash, 4 in a byte */
    unsigned filter_shift;
    uint64_t power[WORD_MAX_BYTES + 1];
};

static uint64_t mixed(uint64_t hash)
{
    hash ^= hash >> 32;
    return hash * MIX;
}

static unsigned filter_bits(const struct skills_table *t, uint64_t hash)
{
    uint64_t at = mixed(hash) >> t->filter_shift;
    return (unsigned)t->filter[at >> 2] >> (at & 3) * 2 & 3u;
}

static void filter_set(struct skills_table *t, uint64_t hash, unsigned bits)
{
    uint64_t at = mixed(hash) >> t->filter_shift;
    t->filter[at >> 2] = (uint8_t)(t->filter[at >> 2] | bits << (at & 3) * 2);
}

static uint32_t pool_add(struct skills_table *t, const char *p, size_t n)
{
    while (t->pool_n + n > t->pool_cap) {
        t->pool_cap = t->pool_cap ? 2 * t->pool_cap : 1u << 16;
        t->pool = xrealloc(t->pool, t->pool_cap, 1);
    }
    memcpy(t->pool + t->pool_n, p, n);
    t->pool_n += n;
    return (uint32_t)(t->pool_n - n);
}

static void add_entry(struct skills_table *t, const struct name_key *k,
                      uint32_t concept, enum name_type type, size_t rule)
{
    t->entries =
        xgrow(t->entries, t->n_entries, &t->cap_entries, sizeof *t->entries);
    struct entry e = {.hash = word_hash(k->fold, k->fold_n),
                      .concept = concept,
                      .breaks = (uint32_t)t->n_breaks,
                      .fold_n = k->fold_n,
                      .exact_n = k->exact_n,
                      .n_breaks = k->n_breaks,
                      .type = (uint8_t)type,
                      .rule = (uint16_t)rule};
    e.bytes = pool_add(t, k->fold, k->fold_n);
    pool_add(t, k->exact, k->exact_n);
    for (size_t i = 0; i < k->n_breaks; i++) {
        t->breaks =
            xgrow(t->breaks, t->n_breaks, &t->cap_breaks, sizeof *t->breaks);
        t->breaks[t->n_breaks++] = k->breaks[i];
    }
    t->entries[t->n_entries++] = e;
}

static bool ends_in(const struct name_key *k, const char *tail)
{
    size_t n = strlen(tail);
    return k->last_word_n > n && memcmp(k->fold + k->fold_n - n, tail, n) == 0;
}

static bool ends_in_any(const struct name_key *k, const char *const *tails)
{
    while (*tails && !ends_in(k, *tails))
        tails++;
    return *tails != NULL;
}

/* Put tail in the place of the last cut bytes. False when it does not fit. */
static bool change_tail(struct name_key *k, size_t cut, const char *tail)
{
    size_t n = strlen(tail);
    if (k->fold_n - cut + n > WORD_MAX_BYTES ||
        k->exact_n - cut + n > WORD_MAX_BYTES)
        return false;
    memcpy(k->fold + k->fold_n - cut, tail, n);
    memcpy(k->exact + k->exact_n - cut, tail, n);
    k->fold_n = (uint8_t)(k->fold_n - cut + n);
    k->exact_n = (uint8_t)(k->exact_n - cut + n);
    k->last_word_n = (uint8_t)(k->last_word_n - cut + n);
    return true;
}

/* "library" to "libraries", "box" to "boxes", "model" to "models". */
static bool make_plural(struct name_key *k)
{
    static const char *const with_es[] = {"x", "ch", "sh", "ss", NULL};
    static const char *const vowel_y[] = {"ay", "ey", "oy", "uy", NULL};
    if (!ascii_is_alpha(k->fold[k->fold_n - 1]))
        return false;
    if (ends_in_any(k, with_es))
        return change_tail(k, 0, "es");
    if (ends_in(k, "s"))
        return false;
    if (ends_in(k, "y") && !ends_in_any(k, vowel_y))
        return change_tail(k, 1, "ies");
    return change_tail(k, 0, "s");
}

/* The way back, for names that are written in the plural. */
static bool make_singular(struct name_key *k)
{
    static const char *const no_plural[] = {"ss",  "us",    "is",
                                            "ics", "eries", NULL};
    if (k->last_word_n < 5 || !ends_in(k, "s") || ends_in_any(k, no_plural))
        return false;
    return ends_in(k, "ies") ? change_tail(k, 3, "y") : change_tail(k, 1, "");
}

/* A product or language of one word has no plural ("Spark", "Go"); things have,
 * and so does the last word of a longer name ("data lake", "Docker image"). */
static bool has_plural(enum concept_kind kind, const struct name_key *k,
                       enum name_type type)
{
    if (type == NAME_WEAK)
        return false;
    return k->n_words > 1 || (kind != CONCEPT_LANGUAGE && kind != CONCEPT_TOOL);
}

static enum st add_list(struct skills_table *t, const struct concept *c,
                        uint32_t index, const struct str_list *list,
                        enum name_type type, struct err *err)
{
    for (size_t i = 0; i < list->n; i++) {
        struct name_key key, other;
        enum st st = name_key_of(list->v[i], &key, err);
        if (st != ST_OK)
            return err_prefix(err, "skills.yaml:%u: name \"%.*s\" of %.*s",
                              c->line, STR_FMT(list->v[i]), STR_FMT(c->id));
        add_entry(t, &key, index, type, i);
        other = key;
        if (has_plural(c->kind, &key, type) && make_plural(&other))
            add_entry(t, &other, index, type, i);
        other = key;
        if (c->kind == CONCEPT_CONCEPT && key.n_words > 1 &&
            type != NAME_WEAK && make_singular(&other))
            add_entry(t, &other, index, type, i);
    }
    return ST_OK;
}

static enum st add_concept(struct skills_table *t, const struct concept *c,
                           uint32_t index, struct err *err)
{
    const struct {
        const struct str_list *list;
        enum name_type type;
    } lists[] = {{&c->names, NAME_ANY_CASE},
                 {&c->cased, NAME_CASED},
                 {&c->weak, NAME_WEAK},
                 {&c->except, NAME_EXCEPT}};
    enum st st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < sizeof lists / sizeof lists[0]; i++)
        st = add_list(t, c, index, lists[i].list, lists[i].type, err);
    return st;
}

static int entry_cmp(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    if (x->type != y->type)
        return x->type < y->type ? -1 : 1;
    if (x->concept != y->concept)
    return x->concept < y->concept ? -1 : 1;
    return (int)x->rule - (int)y->rule;
}

static void build_slots(struct skills_table *t)
{
    size_t size = 16;
    while (size < 2 * t->n_entries)
        size *= 2;
    t->slots = xcalloc(size, sizeof *t->slots);
    t->slot_mask = size - 1;
    for (size_t i = 0; i < t->n_entries; i++) {
        if (i > 0 && t->entries[i].hash == t->entries[i - 1].hash)
            continue;
        size_t at = mixed(t->entries[i].hash) & t->slot_mask;
        while (t->slots[at])
            at = (at + 1) & t->slot_mask;
        t->slots[at] = (uint32_t)i + 1;
    }
}

static void build_filter(struct skills_table *t)
{
    unsigned log2 = FILTER_MIN_LOG2;
    while (log2 < FILTER_MAX_LOG2 &&
           (size_t)1 << log2 < FILTER_PER_ENTRY * t->n_entries)
        log2++;
    t->filter_shift = 64 - log2;
    t->filter = xcalloc((size_t)1 << (log2 - 2), 1);
    for (size_t i = 0; i < t->n_entries; i++) {
        const struct entry *e = &t->entries[i];
        filter_set(t, e->hash, BIT_NAME);
        for (size_t b = 0; b < e->n_breaks; b++)
            filter_set(
                t, word_hash(t->pool + e->bytes, t->breaks[e->breaks + b].at),
                BIT_MORE);
    }
}

enum st skills_table_new(const struct taxonomy *t, struct skills_table **out,
                         struct err *err)
{
    struct skills_table *table = xalloc(sizeof *table);
    table->power[0] = 1;
    for (size_t i = 1; i <= WORD_MAX_BYTES; i++)
        table->power[i] = table->power[i - 1] * WORD_HASH_FACTOR;
    enum st st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < t->n_concepts; i++)
        st = add_concept(table, &t->concepts[i], (uint32_t)i, err);
    if (st != ST_OK) {
        skills_table_free(table);
        return st;
    }
    if (table->n_entries)
        qsort(table->entries, table->n_entries, sizeof *table->entries,
              entry_cmp);
    build_slots(table);
    build_filter(table);
    *out = table;
    return ST_OK;
}

void skills_table_free(struct skills_table *t)
{
    if (!t)
        return;
    free(t->entries);
    free(t->pool);
    free(t->breaks);
    free(t->slots);
    free(t->filter);
    free(t);
}

/* A row of words read as one text; the last one perhaps by its shorter
 * reading. */
struct gram {
    struct str text;
    const struct word *row;
    size_t n;
    bool alt;
    bool spelled; /* fold is made */
    size_t fold_n;
    char fold[WORD_MAX_BYTES + 1];
};

/* fold is left as it is: it would be cleared for each row looked up. */
static inline struct gram gram_of(struct str text, const struct word *row,
                                  size_t n, bool alt)
{
    struct gram g;
    g.text = text;
    g.row = row;
    g.n = n;
    g.alt = alt;
    g.spelled = false;
    g.fold_n = 0;
    return g;
}

static struct str word_bytes(const struct gram *g, size_t i)
{
    const struct word *w = &g->row[i];
    return str_slice(g->text, w->start, w->end);
}

static size_t word_length(const struct gram *g, size_t i)
{
    return g->alt && i + 1 == g->n ? g->row[i].alt_n : g->row[i].n;
}

/* The first n folded bytes of a word. False when there are not so many. */
static bool spell_word(struct str bytes, bool plain, size_t n, char *out)
{
    char fold[WORD_MAX_BYTES];
    if (plain && n <= bytes.n) {
        for (size_t i = 0; i < n; i++)
            out[i] = ascii_lower(bytes.p[i]);
        return true;
    }
    if (word_fold(bytes, fold) < n)
        return false;
    memcpy(out, fold, n);
    return true;
}

/* The folded letters of the row, which hash equality alone does not prove. */
static void spell(struct gram *g)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++) {
        const struct word *w = &g->row[i];
        size_t len = word_length(g, i);
        /* Without an apostrophe or space the bytes are the letters. */
        bool plain = w->ascii && w->end - w->start == w->n;
        if (n + len > WORD_MAX_BYTES ||
            !spell_word(word_bytes(g, i), plain, len, g->fold + n)) {
            n = 0;
            break;
        }
        n += len;
    }
    g->fold_n = n;
    g->spelled = true;
}

/* The kind of break that e has at offset at, NOT_IN_NAME where it has none. */
static uint8_t break_at(const struct skills_table *t, const struct entry *e,
                        size_t at)
{
    for (size_t i = 0; i < e->n_breaks; i++)
        if (t->breaks[e->breaks + i].at == at)
            return t->breaks[e->breaks + i].kind;
    return NOT_IN_NAME;
}

static bool gap_fits(uint8_t kind, enum word_gap gap)
{
    switch (kind) {
    case BREAK_DOTTED:
        return gap == GAP_DOT || gap == GAP_DOT_SPACE;
    case BREAK_APART:
        return gap == GAP_SOFT;
    case NOT_IN_NAME:
        return false;
    default:
        return gap != GAP_DOT_SPACE;
    }
}

static size_t strict_breaks(const struct skills_table *t, const struct entry *e)
{
    size_t n = 0;
    for (size_t i = 0; i < e->n_breaks; i++) {
        uint8_t kind = t->breaks[e->breaks + i].kind;
        n += kind == BREAK_DOTTED || kind == BREAK_APART;
    }
    return n;
}

/* The first letter of every word has the case that the name has there. */
static bool initials_fit(const struct skills_table *t, const struct entry *e,
                         const struct gram *g)
{
    const char *exact = t->pool + e->bytes + e->fold_n;
    for (size_t i = 0, at = 0; i < g->n; at += word_length(g, i), i++)
        if (at >= e->exact_n || exact[at] != g->text.p[g->row[i].start])
            return false;
    return true;
}

/* True when every gap of the row lies where the name breaks and all breaks
 * that must be gaps are. *torn is set when a word of the name was parted. */
static bool gaps_fit(const struct skills_table *t, const struct entry *e,
                     const struct gram *g, bool *torn)
{
    size_t at = 0, strict = 0;
    *torn = false;
    for (size_t i = 1; i < g->n; i++) {
        at += g->row[i - 1].n;
        uint8_t kind = break_at(t, e, at);
        if (!gap_fits(kind, g->row[i].gap))
            return false;
        strict += kind == BREAK_DOTTED || kind == BREAK_APART;
        *torn = *torn || kind == BREAK_CAMEL;
    }
    return strict == strict_breaks(t, e) && (!*torn || initials_fit(t, e, g));
}

static bool case_fits(const struct skills_table *t, const struct entry *e,
                      const struct gram *g)
{
    const char *exact = t->pool + e->bytes + e->fold_n;
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++) {
        char bytes[WORD_MAX_BYTES];
        size_t len = word_exact(word_bytes(g, i), bytes);
        if (g->alt && i + 1 == g->n && g->row[i].ascii)
            len = g->row[i].alt_n;
        if (n + len > e->exact_n || memcmp(exact + n, bytes, len) != 0)
            return false;
        n += len;
    }
    return n == e->exact_n;
}

static bool entry_fits(const struct skills_table *t, const struct entry *e,
                       struct gram *g, bool *torn)
{
    if (!g->spelled)
        spell(g);
    if (g->fold_n != e->fold_n ||
        memcmp(g->fold, t->pool + e->bytes, e->fold_n) != 0 ||
        !gaps_fit(t, e, g, torn))
        return false;
    bool cased = e->type == NAME_CASED || e->type == NAME_WEAK;
    return !cased || case_fits(t, e, g);
}

static void emit(const struct skills_table *t, const struct entry *e,
                 const struct gram *g, bool torn, struct found_list *out)
{
    const struct word *last = &g->row[g->n - 1];
    uint32_t end = g->alt ? last->alt_end : last->end;
    /* "Ph.D." and "M.S." end in their dot. */
    if (e->n_breaks && end < g->text.n && g->text.p[end] == '.' &&
        t->breaks[e->breaks + e->n_breaks - 1u].kind == BREAK_DOTTED)
        end++;
    out->v = xgrow(out->v, out->n, &out->cap, sizeof *out->v);
    out->v[out->n++] = (struct found){.concept = e->concept,
                                      .start = g->row[0].start,
                                      .end = end,
                                      .type = e->type,
                                      .torn = torn,
                                      .rule = e->rule};
}

/* Emit the entries with this hash that the row spells; true when one did. A
 * concept is emitted once, under its strongest name. */
static bool look_up(const struct skills_table *t, uint64_t hash, struct gram *g,
                    struct found_list *out)
{
    size_t at = mixed(hash) & t->slot_mask;
    while (t->slots[at] && t->entries[t->slots[at] - 1].hash != hash)
        at = (at + 1) & t->slot_mask;
    if (!t->slots[at])
        return false;
    size_t before = out->n;
    for (size_t i = t->slots[at] - 1;
         i < t->n_entries && t->entries[i].hash == hash; i++) {
        const struct entry *e = &t->entries[i];
        bool torn, known = false;
        for (size_t k = before; k < out->n && e->type != NAME_EXCEPT; k++)
        known = known || out->v[k].concept == e->concept;
        if (!known && entry_fits(t, e, g, &torn))
            emit(t, e, g, torn, out);
    }
    return out->n > before;
}

/* The tail of a dotted name is no name: "js" in "Node.js", "tableau" in
 * "www.tableau.com"; nor is the head of an address. A capital tells a lost
 * space: "in Python.Java is". */
static bool is_part(struct str text, const struct word *w)
{
    if (w->end < text.n && text.p[w->end] == '@')
        return true;
    return w->gap == GAP_DOT && !ascii_is_upper(text.p[w->start]);
}

void skills_table_match(const struct skills_table *t, struct str text,
                        const struct word *row, size_t n,
                        struct found_list *out)
{
    uint64_t hash = 0;
    if (n > NAME_MAX_WORDS)
        n = NAME_MAX_WORDS;
    if (n > 0 && is_part(text, row))
        return;
    for (size_t i = 0; i < n && row[i].n; i++) {
        const struct word *w = &row[i];
        uint64_t whole = word_hash_join(hash, w->hash, t->power[w->n]);
        unsigned bits = filter_bits(t, whole);
        bool found = false;
        if (bits & BIT_NAME) {
            struct gram g = gram_of(text, row, i + 1, false);
            found = look_up(t, whole, &g, out);
        }
        if (w->alt_n && !found) {
            uint64_t alt =
                word_hash_join(hash, w->alt_hash, t->power[w->alt_n]);
            struct gram g = gram_of(text, row, i + 1, true);
            if (filter_bits(t, alt) & BIT_NAME)
                look_up(t, alt, &g, out);
        }
        if (!(bits & BIT_MORE))
            return;
        hash = whole;
    }
}
