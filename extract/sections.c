/* SPDX-License-Identifier: MIT */
#include "extract/sections.h"

#define HEADING_MAX_WORDS 14u
#define LOOSE_MAX_WORDS   9u
/* Prose before any heading tells of the firm, if of nothing else. */
#define PROSE_MIN_WORDS 8u

/* Length of the sequence at text.p[i] that is neither letter nor digit (a mark,
 * an emoji), or 0. */
static uint32_t mark_bytes(struct str text, uint32_t i)
{
    unsigned char c = (unsigned char)text.p[i];
    if (c < 0x80)
        return !ascii_is_alnum((char)c);
    return c == 0xC2 ? 2 : c == 0xE2 || c == 0xEF ? 3 : c >= 0xF0 ? 4 : 0;
}

/* Trim what is neither letter nor digit from both ends of [*start, *end). */
static void trim_marks(struct str text, uint32_t *start, uint32_t *end)
{
    for (uint32_t n; *start < *end && (n = mark_bytes(text, *start));)
        *start = *start + n < *end ? *start + n : *end;
    while (*end > *start) {
        uint32_t last = *end - 1;
        while (last > *start && (text.p[last] & 0xC0) == 0x80)
            last--;
        if (!mark_bytes(text, last))
            return;
        *end = last;
    }
}

static size_t count_words(struct str text, uint32_t start, uint32_t end)
{
    size_t n = start < end;
    for (uint32_t i = start; i < end; i++)
        n += text.p[i] == ' ';
    return n;
}

/* How much a heading's phrase says: what is wanted or not says more than that
 * something is told of the role or the firm. */
static int weight_of_head(uint64_t heads)
{
    if (heads & CUE_HEAD_PREFERRED)
        return 4;
    if (heads & CUE_HEAD_NEGATED)
        return 3;
    if (heads & (CUE_HEAD_REQUIRED | CUE_HEAD_DUTIES | CUE_HEAD_BENEFITS |
                 CUE_HEAD_LEGAL))
        return 2;
    return heads & CUE_HEAD_OVERVIEW ? 1 : 0;
}

/* The phrase that says most, the first of those that say as much. A bonus
 * behind pay is pay. */
static const struct cue_hit *heading_hit(const struct section_view *v,
                                         uint32_t start, uint32_t end)
{
    const struct cue_hit *best = NULL;
    for (size_t i = 0; i < v->n_hits && v->hits[i].start < end; i++) {
        const struct cue_hit *h = &v->hits[i];
        uint64_t heads = h->kinds & CUE_HEADS;
        bool whole = h->start <= start && h->end >= end;
        if (!heads || (heads & CUE_HEAD_ALONE && !whole))
            continue;
        bool pay = best && best->kinds & CUE_HEAD_BENEFITS;
        if (best && h->end <= best->end)
            continue; /* a part of the longer phrase */
        if (!best ||
            (weight_of_head(heads) > weight_of_head(best->kinds) && !pay))
            best = h;
    }
    return best;
}

static struct section_state state_of_kinds(uint64_t kinds)
{
    static const struct {
        uint64_t kind;
        struct section_state state;
    } table[] = {
        {CUE_HEAD_NEGATED, {SECTION_REQUIREMENTS, LABEL_NEGATED, true}},
        {CUE_HEAD_PREFERRED, {SECTION_REQUIREMENTS, LABEL_PREFERRED, true}},
        {CUE_HEAD_REQUIRED, {SECTION_REQUIREMENTS, LABEL_REQUIRED, true}},
        {CUE_HEAD_DUTIES, {SECTION_DUTIES, LABEL_REQUIRED, true}},
        {CUE_HEAD_OVERVIEW, {SECTION_DUTIES, LABEL_REQUIRED, false}},
        {CUE_HEAD_ABOUT, {SECTION_ABOUT, LABEL_REQUIRED, true}},
        {CUE_HEAD_BENEFITS, {SECTION_BENEFITS, LABEL_REQUIRED, true}},
        {CUE_HEAD_LEGAL, {SECTION_LEGAL, LABEL_REQUIRED, true}},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (kinds & table[i].kind)
            return table[i].state;
    return (struct section_state){SECTION_OTHER, LABEL_REQUIRED, true};
}

/* An unmarked line is a heading when the phrase is most of it, or stands first
 * in it and the line asks for what follows. */
static bool is_loose_heading(const struct section_view *v,
                             const struct cue_hit *h, uint32_t start,
                             uint32_t end)
{
    size_t words = count_words(v->text, start, end);
    size_t known = count_words(v->text, h->start, h->end < end ? h->end : end);
    bool asks = v->end > start && v->text.p[v->end - 1] == ':';
    return words <= LOOSE_MAX_WORDS && v->text.p[v->end - 1] != '.' &&
           (known * 2 >= words || (asks && h->start == start));
}

bool section_of_heading(const struct section_view *v, bool loose,
                        struct section_state *out)
{
    uint32_t start = v->start, end = v->end;
    trim_marks(v->text, &start, &end);
    if (start == end || count_words(v->text, start, end) > HEADING_MAX_WORDS)
        return false;
    const struct cue_hit *h = heading_hit(v, start, end);
    if (!h || (loose && !is_loose_heading(v, h, start, end)))
        return false;
    *out = state_of_kinds(h->kinds);
    return true;
}

/* How much of each kind a sentence shows. */
struct evidence {
    unsigned requirement, duty, about, benefit, legal;
    bool firm; /* speaks */
};

static void add_hit(struct evidence *e, uint64_t kinds, bool first)
{
    if (kinds & (CUE_REQUIREMENT | CUE_REQUIREMENT_STRONG))
        e->requirement += kinds & CUE_REQUIREMENT_STRONG ? 2 : 1;
    if (kinds & (CUE_DUTY | CUE_DUTY_STRONG))
        e->duty += kinds & CUE_DUTY_STRONG ? 2 : 1;
    if (kinds & (CUE_ABOUT | CUE_ABOUT_STRONG))
        e->about += kinds & CUE_ABOUT_STRONG ? 2 : 1;
    if (kinds & (CUE_BENEFIT | CUE_BENEFIT_STRONG))
        e->benefit += kinds & CUE_BENEFIT_STRONG ? 2 : 1;
    if (kinds & (CUE_LEGAL | CUE_LEGAL_STRONG))
        e->legal += kinds & CUE_LEGAL_STRONG ? 2 : 1;
    if (first && kinds & CUE_TRAIT)
        e->requirement += 2;
    if (first && kinds & CUE_VERB)
        e->duty += 2;
}

/* Length of the first of the words with which the sentence begins, or 0. */
static uint32_t begins_with(struct str text, uint32_t start, uint32_t end,
                            const char *const *words, size_t n)
{
    for (size_t i = 0; i < n && start < end; i++)
        if (*words[i] == text.p[start] &&
            str_starts(str_slice(text, start, end), str_from(words[i])))
            return (uint32_t)str_from(words[i]).n;
    return 0;
}

/* Where a sentence begins behind a small word ("A track record of"). */
static uint32_t skip_article(struct str text, uint32_t start, uint32_t end)
{
    static const char *const words[] = {"A ", "An ", "The ", "Some "};
    return start +
           begins_with(text, start, end, words, sizeof words / sizeof words[0]);
}

/* The firm speaks of itself: "We have experience with ..." demands nothing. */
static bool firm_speaks(struct str text, uint32_t start, uint32_t end)
{
    static const char *const words[] = {"We ", "Our ", "We've "};
    return begins_with(text, start, end, words,
                       sizeof words / sizeof words[0]) > 0;
}

/* The firm says what it wants: "We need somebody who ...". */
static bool firm_wants(struct str text, uint32_t start, uint32_t end)
{
    static const char *const words[] = {
        "We need",     "We want",    "We expect",  "We require",
        "We prefer",   "We seek",    "We will ",   "We welcome",
        "We would ",   "We'd ",      "We look",    "We also ",
        "We are look", "We're look", "We're seek", "We are seek"};
    return begins_with(text, start, end, words,
                       sizeof words / sizeof words[0]) > 0;
}

static struct evidence evidence_of(const struct section_view *v)
{
    struct evidence e = {0};
    uint32_t start = v->start, end = v->end;
    trim_marks(v->text, &start, &end);
    uint32_t first = skip_article(v->text, start, end);
    uint64_t all = 0;
    for (size_t i = 0; i < v->n_hits; i++) {
        add_hit(&e, v->hits[i].kinds, v->hits[i].start <= first);
        all |= v->hits[i].kinds;
    }
    if (all & CUE_NEW_PHRASE)
        e.requirement++;
    if (firm_speaks(v->text, start, end) && !(all & CUE_DUTY_STRONG)) {
        e.requirement = 0;
        e.about++;
        e.firm = !(all & CUE_HEAD_REQUIRED) && !firm_wants(v->text, start, end);
    }
    return e;
}

static struct section_state weak(enum section s)
{
    return (struct section_state){s, LABEL_REQUIRED, false};
}

/* The section that the words alone tell; now where they tell nothing. */
static struct section_state by_words(const struct evidence *e,
                                     const struct section_state *now)
{
    unsigned best = e->requirement;
    enum section s = SECTION_REQUIREMENTS;
    if (e->duty > best) {
        best = e->duty;
        s = SECTION_DUTIES;
    }
    if (e->about > best) {
        best = e->about;
        s = SECTION_ABOUT;
    }
    if (e->benefit > best) {
        best = e->benefit;
        s = SECTION_BENEFITS;
    }
    return best < 2 || s == now->section ? *now : weak(s);
}

/* Prose that speaks of the firm more than of the work. */
static bool is_about(const struct evidence *e, bool prose)
{
    return prose && e->about >= 2 && e->about > e->requirement + e->duty;
}

static struct section_state under_requirements(const struct evidence *e,
                                               bool prose,
                                               const struct section_state *now)
{
    if (e->benefit >= 3 && !e->requirement)
        return weak(SECTION_BENEFITS);
    if (is_about(e, prose))
        return weak(SECTION_ABOUT);
    return prose && e->duty >= 2 && !e->requirement ? weak(SECTION_DUTIES)
                                                    : *now;
}

static struct section_state under_duties(const struct evidence *e, bool prose,
                                         const struct section_state *now)
{
    if (e->requirement >= e->duty + 2)
        return weak(SECTION_REQUIREMENTS);
    if (is_about(e, prose))
        return weak(SECTION_ABOUT);
    return e->benefit >= 3 && !e->duty ? weak(SECTION_BENEFITS) : *now;
}

/* A heading said what this is; only strong words say otherwise. */
static struct section_state under_heading(const struct evidence *e,
                                          const struct section_view *v,
                                          const struct section_state *now)
{
    bool prose = v->kind != BLOCK_ITEM;
    switch (now->section) {
    case SECTION_REQUIREMENTS:
        return under_requirements(e, prose, now);
    case SECTION_DUTIES:
        return under_duties(e, prose, now);
    case SECTION_ABOUT:
        return by_words(e, now);
    case SECTION_OTHER:
        return prose || e->requirement >= 3 ? by_words(e, now) : *now;
    case SECTION_LEGAL:
        if (is_about(e, prose))
            return weak(SECTION_ABOUT);
        /* fall through */
    default:
        return prose && e->requirement >= 3 ? weak(SECTION_REQUIREMENTS) : *now;
    }
}

struct section_state section_of_sentence(const struct section_view *v,
                                         const struct section_state *now)
{
    struct evidence e = evidence_of(v);
    if (e.legal >= 2 && e.legal >= e.requirement)
        return weak(SECTION_LEGAL);
    if (now->explicit)
        return under_heading(&e, v, now);
    struct section_state s = by_words(&e, now);
    /* What is wanted ended: the firm tells of itself again. */
    if (s.section == SECTION_REQUIREMENTS && e.firm &&
        v->kind == BLOCK_PARAGRAPH)
        s = weak(SECTION_ABOUT);
    bool opening = s.section == SECTION_OTHER && v->kind == BLOCK_PARAGRAPH &&
                   count_words(v->text, v->start, v->end) >= PROSE_MIN_WORDS;
    return opening ? weak(SECTION_ABOUT) : s;
}
