/* SPDX-License-Identifier: MIT */
/* The label of one mention: which words of its sentence speak of it. */
#include "base/utf8.h"
#include "extract/structure.h"
#include <string.h>

#define PARENS_MAX     8u
#define LONE_CUE_BYTES 40u /* "(preferred, but not required)" */
/* What may stand before "experience" where it begins another demand. */
#define NEW_PHRASE_MAX_WORDS 2u
#define NESTED_MAX           6u /* phrases that begin inside a longer one */
#define SHORT_PART_WORDS     4u
/* Words further away than this do not speak of the mention, nor do those with
 * so many others between. */
#define REACH_BYTES 600u
#define REACH_CUES  24u
/* Kinds that say something of a mention; the others only part demands. */
#define CUE_SPEAKS (CUE_LABELS & ~(CUE_NEW_PHRASE | CUE_CONTRAST))

/* The part of a sentence within which cues may speak of the mention: the
 * sentence, or the parentheses that hold the mention. */
struct scope {
    struct str text;
    const struct cue_hits *cues;
    uint32_t start, end;
    uint32_t mention, mention_end; /* or the parentheses that hold it */
};

#define LABEL_NOT_SAID (LABEL_NEGATED + 1)

static bool is_blank(char c)
{
    return c == ' ' || c == '\n';
}

/* First byte at or behind i that is no blank, or end. */
static uint32_t skip_blanks(struct str text, uint32_t i, uint32_t end)
{
    while (i < end && is_blank(text.p[i]))
        i++;
    return i;
}

/* Length of a mark at i that parts clauses: , ; and the long dashes. */
static uint32_t mark_bytes(struct str text, uint32_t i, uint32_t end)
{
    const unsigned char *p = (const unsigned char *)text.p + i;
    if (*p == ';' || *p == ',')
        return 1;
    return end - i >= 3 && p[0] == 0xE2 && p[1] == 0x80 &&
                   (p[2] == 0x93 || p[2] == 0x94)
               ? 3
               : 0;
}

static size_t count_words(struct str text, uint32_t start, uint32_t end)
{
    size_t n = 0;
    bool inside = false;
    for (uint32_t i = start; i < end; i++) {
        bool letter = !is_blank(text.p[i]);
        n += letter && !inside;
        inside = letter;
    }
    return n;
}

static bool has_word(struct str text, uint32_t start, uint32_t end,
                     const char *word)
{
    size_t n = strlen(word);
    for (uint32_t i = start; i + n <= end; i++) {
        struct str at = str_slice(text, i, i + n);
        bool before = i == start || !ascii_is_alnum(text.p[i - 1]);
        bool after = i + n >= end || !ascii_is_alnum(text.p[i + n]);
        if (before && after && str_eq_ascii_nocase(at, str_from(word)))
            return true;
    }
    return false;
}

/* Where the part of the sentence begins that holds a cue at `to`: behind the
 * last mark since the mention, 0 when there is none. *hard: a mark among them
 * is stronger than a comma. */
static uint32_t last_part(const struct scope *s, uint32_t to, bool *hard)
{
    uint32_t last = 0;
    int depth = 0;
    for (uint32_t i = s->mention_end; i < to; i++) {
        char c = s->text.p[i];
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        uint32_t n = depth <= 0 ? mark_bytes(s->text, i, to) : 0;
        if (!n || skip_blanks(s->text, i + n, to) == to)
            continue; /* the cue stands right behind the mark */
        last = i + n;
        *hard = *hard || c == ';' || n == 3;
    }
    return last;
}

/* Some hit of these kinds starts in [from, to). */
static const struct cue_hit *find_kind(const struct scope *s, uint32_t from,
                                       uint32_t to, uint64_t kinds)
{
    for (size_t i = cues_from(s->cues, from);
         i < s->cues->n && s->cues->v[i].start < to; i++)
        if (s->cues->v[i].kinds & kinds)
            return &s->cues->v[i];
    return NULL;
}

/* What lies between mention and the cue at [to, cue_end) keeps them apart: the
 * cue speaks of the last part of a list, or another demand began. */
static bool is_cut_off(const struct scope *s, uint32_t to, uint32_t cue_end)
{
    bool hard = false;
    uint32_t last = last_part(s, to, &hard);
    if (!last || hard)
        return hard;
    const struct cue_hit *other =
        find_kind(s, last, to, CUE_NEW_PHRASE | CUE_CONTRAST);
    bool many = has_word(s->text, last, cue_end, "are");
    if (other && !many &&
        count_words(s->text, last, other->start) <= NEW_PHRASE_MAX_WORDS)
        return true;
    if (many || has_word(s->text, last, to, "and") ||
        has_word(s->text, last, to, "or") ||
        count_words(s->text, last, to) > SHORT_PART_WORDS)
        return false;
    /* "Experience with A, B, C is a plus" is one demand; "A, B, C is a plus"
     * and "experience with A, B, C a plus" end in another. */
    return !find_kind(s, s->start, s->mention, CUE_NEW_PHRASE) ||
           !has_word(s->text, last, cue_end, "is");
}

/* The end, a mark or a small word stands behind byte at: what ends there is no
 * part of another name ("a bonus plan"). */
static bool is_phrase_end(const struct scope *s, uint32_t at)
{
    uint32_t i = skip_blanks(s->text, at, s->end);
    if (i >= s->end || !ascii_is_alnum(s->text.p[i]))
        return true;
    struct str rest = str_slice(s->text, i, i + 8);
    static const char *const words[] = {
        "but", "and", "or",     "not",      "for", "in", "if",      "when",
        "as",  "on",  "though", "although", "at",  "so", "however", "here"};
    for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
        size_t n = strlen(words[k]);
        if (rest.n > n && !ascii_is_alnum(rest.p[n]) &&
            str_eq_ascii_nocase(str_slice(rest, 0, n), str_from(words[k])))
            return true;
    }
    return false;
}

/* The cue begins the scope, or a colon follows it. */
static bool leads(const struct scope *s, const struct cue_hit *h)
{
    uint32_t first = skip_blanks(s->text, s->start, s->end);
    if (first < s->end && s->text.p[first] == '(')
        first = skip_blanks(s->text, first + 1, s->end);
    uint32_t behind = skip_blanks(s->text, h->end, s->end);
    return h->start <= first || (behind < s->end && s->text.p[behind] == ':');
}

/* A mark or a word of contrast ends what was said before. */
static bool is_ended(const struct scope *s, uint32_t from, uint32_t to)
{
    return memchr(s->text.p + from, ';', to - from) ||
           find_kind(s, from, to, CUE_CONTRAST);
}

/* Depth of byte at within the scope's own parentheses, relative to the scope's
 * beginning. */
static bool is_nested(const struct scope *s, uint32_t at)
{
    int depth = 0;
    uint32_t from = s->start + (s->text.p[s->start] == '(');
    for (uint32_t i = from; i < at; i++)
        depth += s->text.p[i] == '(' ? 1 : s->text.p[i] == ')' ? -1 : 0;
    return depth > 0;
}

/* The nearest byte c within reach of at, in steps of `step`; at itself where
 * there is none. */
static uint32_t nearest(const struct scope *s, uint32_t at, int step, char c)
{
    uint32_t i = at;
    for (unsigned n = 0; n < LONE_CUE_BYTES; n++) {
        if (i >= s->end || i < s->mention_end)
            return at;
        if (s->text.p[i] == c)
            return i;
        i = step > 0 ? i + 1 : i - 1;
    }
    return at;
}

/* A cue in parentheses of its own, "(preferred)", speaks of what stands before
 * them; not so where alternatives follow ("X (preferred) or Y"). */
static bool is_lone_in_parens(const struct scope *s, const struct cue_hit *h)
{
    uint32_t open = nearest(s, h->start, -1, '(');
    uint32_t close = nearest(s, h->end, 1, ')');
    if (s->text.p[open] != '(' || close >= s->end || s->text.p[close] != ')' ||
        count_words(s->text, open + 1, h->start) > 0 ||
        count_words(s->text, h->end, close) > 1)
        return false;
    uint32_t next = skip_blanks(s->text, close + 1, s->end);
    if (next >= s->end || !(h->kinds & CUE_PREFER_EITHER))
        return true;
    char c = s->text.p[next];
    struct str or = str_slice(s->text, next, next + 3);
    return c != ',' && c != '/' && !str_eq_ascii_nocase(or, STR("or "));
}

/* A word of preference anywhere in the scope. */
static bool prefers_somewhere(const struct scope *s)
{
    return find_kind(s, s->start, s->end,
                     CUE_PREFER_PRE | CUE_PREFER_POST | CUE_PREFER_EITHER);
}

/* What a cue behind the mention says of it. */
static enum label say_behind(const struct scope *s, const struct cue_hit *h)
{
    uint64_t k = h->kinds;
    bool lone = false;
    if (is_nested(s, h->start)) {
        lone = is_lone_in_parens(s, h);
        if (!lone)
            return LABEL_NOT_SAID;
    }
    bool last = lone || is_phrase_end(s, h->end);
    bool prefer = k & (CUE_PREFER_POST | CUE_PREFER_EITHER) && last;
    bool must = k & CUE_MUST_POST && last;
    bool no = k & CUE_NO_POST;
    if (!(prefer || must || no) || is_cut_off(s, h->start, h->end))
        return LABEL_NOT_SAID;
    if (no)
        return prefers_somewhere(s) ? LABEL_PREFERRED : LABEL_NEGATED;
    return prefer ? LABEL_PREFERRED : LABEL_REQUIRED;
}

/* "no ... required", "no experience with": is the "no" at h said of the
 * mention? */
static bool is_denied(const struct scope *s, const struct cue_hit *h)
{
    for (uint32_t i = h->end; i < s->mention; i++)
        if (mark_bytes(s->text, i, s->end))
            return false;
    for (size_t i = cues_from(s->cues, h->end);
         i < s->cues->n && s->cues->v[i].start < s->end; i++) {
        const struct cue_hit *c = &s->cues->v[i];
        if (c->start < s->mention && c->kinds & CUE_NEW_PHRASE)
            return true;
        if (c->start >= s->mention_end && c->kinds & CUE_MUST_POST)
            return !is_cut_off(s, c->start, c->end);
    }
    return false;
}

/* The preference at h is an aside that ended before the mention: "Linux,
 * preferably Ubuntu, and strong Python". */
static bool is_aside(const struct scope *s, const struct cue_hit *h)
{
    if (leads(s, h))
        return false;
    for (uint32_t i = h->end; i < s->mention; i++) {
        if (s->text.p[i] != ',')
            continue;
        uint32_t next = skip_blanks(s->text, i + 1, s->mention);
        if (str_starts(str_slice(s->text, next, s->mention), STR("and ")))
            next += 4;
        if (str_starts(str_slice(s->text, next, s->mention), STR("including ")))
            return true;
        const struct cue_hit *trait =
            find_kind(s, next, next + 1, CUE_TRAIT | CUE_NEW_PHRASE);
        if (trait)
            return true;
    }
    return false;
}

/* "... is a plus: X, Y" - what was said of the list behind the colon. */
static enum label say_of_list(const struct scope *s, const struct cue_hit *h)
{
    const char *colon = memchr(s->text.p + h->end, ':', s->mention - h->end);
    if (!colon || is_ended(s, (uint32_t)(colon - s->text.p), s->mention))
        return LABEL_NOT_SAID;
    if (h->kinds & (CUE_PREFER_POST | CUE_PREFER_EITHER))
        return LABEL_PREFERRED;
    if (h->kinds & CUE_NO_POST)
        return prefers_somewhere(s) ? LABEL_PREFERRED : LABEL_NEGATED;
    return h->kinds & CUE_MUST_POST ? LABEL_REQUIRED : LABEL_NOT_SAID;
}

/* What a cue before the mention says of it. */
static enum label say_before(const struct scope *s, const struct cue_hit *h)
{
    uint64_t k = h->kinds;
    enum label list = say_of_list(s, h);
    if (list != LABEL_NOT_SAID)
        return list;
    if (is_nested(s, h->start) || is_ended(s, h->end, s->mention))
        return LABEL_NOT_SAID;
    if (k & CUE_NO_PRE || (k & CUE_NO_WORD && is_denied(s, h)))
        return LABEL_NEGATED;
    if ((k & CUE_PREFER_PRE && !is_aside(s, h)) ||
        (k & CUE_PREFER_EITHER && leads(s, h)))
        return LABEL_PREFERRED;
    if (k & CUE_MUST_PRE && (!(k & CUE_MUST_POST) || leads(s, h)))
        return LABEL_REQUIRED;
    return LABEL_NOT_SAID;
}

/* Hit i is the end of a longer phrase with a label of its own: "required" in
 * "not required". */
static bool is_inside_longer(const struct scope *s, size_t i, size_t first)
{
    for (size_t k = i; k-- > first && i - k <= NESTED_MAX;)
        if (s->cues->v[k].end >= s->cues->v[i].end &&
            s->cues->v[k].kinds & CUE_LABELS)
            return true;
    return false;
}

/* What the cues in the scope say of the mention: the nearest one behind it
 * that speaks of it, else the nearest one before it. */
static enum label say(const struct scope *s)
{
    size_t first = cues_from(s->cues, s->start);
    size_t middle = cues_from(s->cues, s->mention);
    enum label before = LABEL_NOT_SAID;
    unsigned said = 0;
    for (size_t i = middle;
         i-- > first && before == LABEL_NOT_SAID && said < REACH_CUES;) {
        const struct cue_hit *h = &s->cues->v[i];
        if (!(h->kinds & CUE_SPEAKS) || h->end > s->mention ||
            is_inside_longer(s, i, first))
            continue;
        before = say_before(s, h);
        said++;
    }
    if (before == LABEL_NEGATED)
        return before;
    uint32_t covered = s->mention_end;
    said = 0;
    for (size_t i = middle;
         i < s->cues->n && s->cues->v[i].start < s->end && said < REACH_CUES;
         i++) {
        const struct cue_hit *h = &s->cues->v[i];
        if (!(h->kinds & CUE_SPEAKS) || h->start < covered)
            continue;
        said++;
        enum label l = say_behind(s, h);
        if (l != LABEL_NOT_SAID)
            return l;
        if (h->kinds & (CUE_PREFER_POST | CUE_MUST_POST | CUE_NO_POST))
            covered = h->end;
    }
    return before;
}

/* Narrow the scope to the innermost parentheses that hold the mention. */
static bool enter_parens(struct scope *s)
{
    uint32_t open[PARENS_MAX];
    size_t n = 0;
    if (!memchr(s->text.p + s->start, '(', s->mention - s->start))
        return false;
    for (uint32_t i = s->start; i < s->mention; i++) {
        if (s->text.p[i] == '(' && n < PARENS_MAX)
            open[n++] = i;
        else if (s->text.p[i] == ')' && n)
            n--;
    }
    if (!n)
        return false;
    uint32_t close = s->mention_end;
    while (close < s->end && s->text.p[close] != ')')
        close++;
    s->start = open[n - 1];
    s->end = close < s->end ? close + 1 : close;
    return true;
}

enum label structure_label(const struct doc *doc, const struct structure *s,
                           uint32_t start, uint32_t end)
{
    size_t i = structure_find(s, start);
    if (i == SIZE_MAX)
        return LABEL_UNSPECIFIED;
    const struct sentence *in = &s->v[i];
    if (in->label == LABEL_NEGATED)
        return LABEL_NEGATED;
    struct scope outer = {doc->text, &s->cues, in->start, in->end, start, end};
    if (start - in->start > REACH_BYTES)
        outer.start = (uint32_t)utf8_floor(doc->text, start - REACH_BYTES);
    if (in->end > end && in->end - end > REACH_BYTES)
        outer.end = (uint32_t)utf8_floor(doc->text, end + REACH_BYTES);
    struct scope inner = outer;
    if (enter_parens(&inner)) {
        enum label l = say(&inner);
        if (l != LABEL_NOT_SAID)
            return l;
        outer.mention = inner.start;
        outer.mention_end = inner.end;
    }
    enum label l = say(&outer);
    return l == LABEL_NOT_SAID ? in->label : l;
}
