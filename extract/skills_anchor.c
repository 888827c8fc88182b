/* SPDX-License-Identifier: MIT */
#include "extract/skills_anchor.h"
#include <string.h>

#define WORTH_OF_STOP 0u
#define WORTH_OF_DATA 1u

struct reader {
    struct str s;
    size_t at;
    bool failed; /* something whose meaning is not known here */
};

/* What is known behind a piece of the pattern. */
struct piece {
    struct anchors need; /* n_sets == 0: nothing needed */
    struct anchors lead; /* the words that it begins with: one set or none */
    bool at_start;       /* a letter that comes next begins a word */
};

/* The literal that is being read. */
struct run {
    struct anchor a;
    bool open;
    bool leads; /* nothing stands before it */
};

enum atom {
    ATOM_LETTER,   /* one letter or digit, in reader's c */
    ATOM_GAP,      /* exactly one character that is in no word */
    ATOM_OTHER,    /* anything else that takes up text */
    ATOM_BOUNDARY, /* \b, ^ */
    ATOM_NOTHING,  /* takes up no text and says nothing */
    ATOM_GROUP     /* a group, in piece */
};

static void read_branches(struct reader *r, bool at_start, struct piece *out);

static char peek(const struct reader *r, size_t ahead)
{
    return r->at + ahead < r->s.n ? r->s.p[r->at + ahead] : '\0';
}

static bool take(struct reader *r, char c)
{
    bool is = r->at < r->s.n && r->s.p[r->at] == c;
    r->at += is;
    return is;
}

static bool is_among(const struct anchor *a, const char *words)
{
    return str_is_among((struct str){a->p, a->n}, words);
}

/* What an anchor is worth: its length, unless nearly every sentence has it. */
static size_t anchor_worth(const struct anchor *a)
{
    if (is_among(a, " and the for with our your from that this of in to on at "
                    "by as or an be is will you are all have "))
        return WORTH_OF_STOP;
    return is_among(a, " data ") ? WORTH_OF_DATA : a->n;
}

/* What a set is worth: as its worst anchor. */
static size_t worth_of(const struct anchors *a, size_t set)
{
    size_t worth = ANCHOR_MAX_BYTES;
    for (size_t i = 0; i < a->n; i++) {
        size_t n = anchor_worth(&a->v[i]);
        if (a->v[i].set == set && n < worth)
            worth = n;
    }
    return worth;
}

static size_t best_set(const struct anchors *a)
{
    size_t best = 0;
    for (size_t set = 1; set < a->n_sets; set++)
        if (worth_of(a, set) > worth_of(a, best))
            best = set;
    return best;
}

static size_t worst_set(const struct anchors *a)
{
    size_t worst = 0;
    for (size_t set = 1; set < a->n_sets; set++)
        if (worth_of(a, set) < worth_of(a, worst))
            worst = set;
    return worst;
}

static void drop_set(struct anchors *a, size_t set)
{
    size_t n = 0;
    for (size_t i = 0; i < a->n; i++) {
        if (a->v[i].set == set)
            continue;
        a->v[n] = a->v[i];
        a->v[n].set = (uint8_t)(a->v[n].set - (a->v[n].set > set));
        n++;
    }
    a->n = n;
    a->n_sets--;
}

/* Append to to, as the set number as, the set number set of from. False when
 * there is no room; to is then as it was. */
static bool copy_set(struct anchors *to, size_t as, const struct anchors *from,
                     size_t set)
{
    size_t n = to->n;
    for (size_t i = 0; i < from->n; i++) {
        if (from->v[i].set != set)
            continue;
        if (n == ANCHORS_MAX)
            return false;
        to->v[n] = from->v[i];
        to->v[n++].set = (uint8_t)as;
    }
    to->n = n;
    return true;
}

/* What comes behind is needed as well; the best sets are kept. */
static void need_also(struct anchors *to, const struct anchors *from)
{
    for (size_t set = 0; set < from->n_sets; set++) {
        if (copy_set(to, to->n_sets, from, set))
            to->n_sets++;
        if (to->n_sets == ANCHOR_MAX_SETS)
            drop_set(to, worst_set(to));
    }
}

enum run_end {
    END_OPEN, /* more of the word may follow */
    END_WHOLE,
    END_BRANCH /* not known yet */
};

static void close_run(struct run *run, enum run_end end, struct piece *p)
{
    size_t min = end == END_OPEN ? ANCHOR_MIN_BYTES : ANCHOR_MIN_BYTES - 1;
    /* A cut anchor no longer knows the end of the word. */
    bool cut = run->a.n == ANCHOR_MAX_BYTES;
    if (run->open && run->a.n >= min) {
        struct anchors one = {.n = 1, .n_sets = 1};
        one.v[0] = run->a;
        one.v[0].whole = end == END_WHOLE && !cut;
        one.v[0].last = end == END_BRANCH && !cut;
        need_also(&p->need, &one);
        if (run->leads)
            p->lead = one;
    }
    run->open = false;
}

/* Settle the anchors at the ends of branches; one too short to be the start of
 * a longer word makes its set useless. */
static void settle(struct anchors *a, enum run_end end)
{
    if (end == END_BRANCH)
        return;
    bool useless[ANCHOR_MAX_SETS + 1] = {false};
    for (size_t i = 0; i < a->n; i++) {
        struct anchor *v = &a->v[i];
        if (v->last)
            v->whole = end == END_WHOLE;
        v->last = false;
        if (v->n < ANCHOR_MIN_BYTES && !v->whole)
            useless[v->set] = true;
    }
    for (size_t set = a->n_sets; set-- > 0;)
        if (useless[set])
            drop_set(a, set);
}

/* Past one member of a class; true when it is in no word. */
static bool read_member(struct reader *r, bool first)
{
    char c = r->s.p[r->at++];
    if (c == '\\') {
        c = peek(r, 0);
        r->at++;
        return c == 's' || c == 'W' || !ascii_is_alnum(c);
    }
    if (c == '[' && peek(r, 0) == ':') { /* [:alpha:] */
        while (r->at < r->s.n && peek(r, 0) != ']')
            r->at++;
        r->at++;
        return false;
    }
    if (c == '-' && !first && peek(r, 0) != ']')
        return false; /* a range */
    return !ascii_is_alnum(c) && (unsigned char)c < 0x80;
}

/* Past the ']' of a class; true when it holds only what is in no word. */
static bool read_class(struct reader *r)
{
    bool gap = !take(r, '^');
    bool first = true;
    for (; r->at < r->s.n && (first || peek(r, 0) != ']'); first = false)
        gap &= read_member(r, first);
    r->failed = r->failed || !take(r, ']');
    return gap;
}

/* Past what belongs to an escape: "{...}" of \x{41} and \p{L}. */
static void skip_braces(struct reader *r)
{
    if (!take(r, '{'))
        return;
    while (r->at < r->s.n && !take(r, '}'))
        r->at++;
}

static enum atom read_escape(struct reader *r, char *letter)
{
    char c = peek(r, 0);
    r->at++;
    if (c && strchr("sWhvRnrtf", c))
        return c == 'R' ? ATOM_OTHER : ATOM_GAP;
    if (c && strchr("wdSHVNDX", c))
        return ATOM_OTHER;
    if (c && strchr("BKAzZG", c))
        return ATOM_NOTHING;
    if (c == 'b')
        return ATOM_BOUNDARY;
    if (c == 'p' || c == 'P') {
        if (peek(r, 0) == '{')
            skip_braces(r);
        else
            r->at++;
        return ATOM_OTHER;
    }
    if (ascii_is_alnum(c) || (unsigned char)c >= 0x80 || c == '\0')
        r->failed = true; /* \Q, back references, \x, ... */
    *letter = c;
    return ATOM_GAP;
}

/* Past "(?<name>", "(?<=" and "(?<!". True when the group's text counts. */
static bool read_angle(struct reader *r)
{
    if (take(r, '=') || take(r, '!'))
        return false;
    while (r->at < r->s.n && !take(r, '>'))
        r->at++;
    return true;
}

/* Past "?flags:" and the like. True when the group's text counts. */
static bool read_group_head(struct reader *r)
{
    r->failed = r->failed || peek(r, 0) == '*';
    if (!take(r, '?'))
        return true;
    if (take(r, ':') || take(r, '>') || take(r, '|'))
        return true;
    if (take(r, '=') || take(r, '!'))
        return false;
    bool python = take(r, 'P');
    if (take(r, '<'))
        return read_angle(r);
    while (peek(r, 0) && strchr("imsn-", peek(r, 0)))
        r->at++;
    /* "(?i)" holds nothing; its ')' is taken by the caller. */
    if (!python && peek(r, 0) == ')')
        return false;
    r->failed = r->failed || python || !take(r, ':');
    return true;
}

static enum atom read_group(struct reader *r, bool at_start,
                            struct piece *piece)
{
    if (peek(r, 0) == '?' && peek(r, 1) == '#') {
        while (r->at < r->s.n && !take(r, ')'))
            r->at++;
        return ATOM_NOTHING;
    }
    bool counts = read_group_head(r);
    if (r->failed)
        return ATOM_NOTHING;
    read_branches(r, at_start, piece);
    r->failed = r->failed || !take(r, ')');
    return counts ? ATOM_GROUP : ATOM_NOTHING;
}

static enum atom read_atom(struct reader *r, bool at_start, char *letter,
                           struct piece *piece)
{
    char c = r->s.p[r->at++];
    *letter = ascii_lower(c);
    switch (c) {
    case '\\':
        return read_escape(r, letter);
    case '[':
        return read_class(r) ? ATOM_GAP : ATOM_OTHER;
    case '(':
        return read_group(r, at_start, piece);
    case '.':
        return ATOM_OTHER;
    case '^':
        return ATOM_BOUNDARY;
    case '$':
        return ATOM_NOTHING;
    default:
        break;
    }
    if (ascii_is_alnum(c))
        return ATOM_LETTER;
    return (unsigned char)c >= 0x80 ? ATOM_OTHER : ATOM_GAP;
}

struct times {
    bool may_lack; /* none will do */
    bool may_repeat;
};

static struct times read_times(struct reader *r)
{
    struct times t = {false, false};
    if (take(r, '?')) {
        t.may_lack = true;
    } else if (take(r, '*')) {
        t.may_lack = t.may_repeat = true;
    } else if (take(r, '+')) {
        t.may_repeat = true;
    } else if (peek(r, 0) == '{' && ascii_is_digit(peek(r, 1))) {
        t.may_lack = peek(r, 1) == '0';
        t.may_repeat = true;
        skip_braces(r);
    } else {
        return t;
    }
    if (!take(r, '?'))
        take(r, '+');
    return t;
}

/* What the pattern goes on with: the end of a word or not. */
static enum run_end next_end(const struct reader *r)
{
    char c = peek(r, 0);
    if (r->at >= r->s.n || c == ')' || c == '|')
        return END_BRANCH;
    size_t behind = 1;
    if (c == '\\') {
        c = peek(r, 1);
        if (c == 'b')
            return END_WHOLE;
        if (c != 's' && c != 'W')
            return END_OPEN;
        behind = 2;
    } else if (c != ' ' && c != ',' && c != '/' && c != '-') {
        return END_OPEN;
    }
    char times = peek(r, behind);
    return times == '?' || times == '*' || times == '{' ? END_OPEN : END_WHOLE;
}

/* first: nothing that takes up text stands before it; at: where it stands. */
static void add_letter(struct run *run, char letter, struct times t, bool first,
                       uint16_t at, struct piece *p)
{
    if (p->at_start && !run->open && !t.may_lack)
        *run = (struct run){.open = true, .leads = first, .a.at = at};
    else if (t.may_lack)
        close_run(run, END_OPEN, p);
    if (run->open && run->a.n < ANCHOR_MAX_BYTES)
        run->a.p[run->a.n++] = letter;
    if (t.may_repeat)
        close_run(run, END_OPEN, p);
    p->at_start = false;
}

static void add_group(struct run *run, struct piece *group, struct times t,
                      bool first, enum run_end next, struct piece *p)
{
    close_run(run, END_OPEN, p);
    settle(&p->need, END_OPEN);
    settle(&p->lead, END_OPEN);
    if (t.may_repeat)
        next = END_OPEN;
    settle(&group->need, next);
    settle(&group->lead, next);
    if (!t.may_lack) {
        need_also(&p->need, &group->need);
        if (first)
            p->lead = group->lead;
    }
    p->at_start = group->at_start && (p->at_start || !t.may_lack);
}

/* One branch: atoms up to '|', ')' or the end. */
static void read_sequence(struct reader *r, bool at_start, struct piece *p)
{
    struct run run = {.open = false};
    bool first = true;
    *p = (struct piece){.at_start = at_start};
    while (!r->failed && r->at < r->s.n && peek(r, 0) != '|' &&
           peek(r, 0) != ')') {
        struct piece group;
        char letter;
        uint16_t at = (uint16_t)r->at;
        enum atom atom = read_atom(r, p->at_start, &letter, &group);
        struct times t = read_times(r);
        if (atom == ATOM_LETTER) {
            add_letter(&run, letter, t, first, at, p);
        } else if (atom == ATOM_GROUP) {
            add_group(&run, &group, t, first, next_end(r), p);
        } else if (atom == ATOM_GAP || atom == ATOM_BOUNDARY) {
            close_run(&run, t.may_lack ? END_OPEN : END_WHOLE, p);
            p->at_start = p->at_start || !t.may_lack;
        } else if (atom == ATOM_OTHER) {
            close_run(&run, END_OPEN, p);
            p->at_start = false;
        }
        first = first && (atom == ATOM_BOUNDARY || atom == ATOM_NOTHING);
    }
    close_run(&run, END_BRANCH, p);
}

/* Add one set of a branch to the one that all have in common. */
static bool join_set(struct anchors *all, const struct anchors *branch)
{
    all->n_sets = 1;
    return branch->n_sets > 0 && copy_set(all, 0, branch, best_set(branch));
}

/* What all branches have in common: one set of each, made one. */
static void read_branches(struct reader *r, bool at_start, struct piece *out)
{
    struct piece branch;
    read_sequence(r, at_start, out);
    if (peek(r, 0) != '|')
        return;
    struct anchors need = {.n = 0}, lead = {.n = 0};
    bool has_need = join_set(&need, &out->need);
    bool has_lead = join_set(&lead, &out->lead);
    while (!r->failed && take(r, '|')) {
        read_sequence(r, at_start, &branch);
        out->at_start = out->at_start && branch.at_start;
        has_need = has_need && join_set(&need, &branch.need);
        has_lead = has_lead && join_set(&lead, &branch.lead);
    }
    out->need = has_need ? need : (struct anchors){.n = 0};
    out->lead = has_lead ? lead : (struct anchors){.n = 0};
}

/* True when the set stands behind every word of lead, and is worth waiting
 * for. */
static bool is_of_use(const struct anchors *need, size_t set,
                      const struct anchors *lead)
{
    uint16_t behind = 0;
    for (size_t i = 0; i < lead->n; i++)
        if (lead->v[i].at > behind)
            behind = lead->v[i].at;
    for (size_t i = 0; i < need->n; i++)
        if (need->v[i].set == set && lead->n && need->v[i].at <= behind)
            return false;
    return worth_of(need, set) > WORTH_OF_DATA;
}

/* lead and the sets that are of use behind it, as far as there is room. */
static void put_together(const struct anchors *lead, const struct anchors *need,
                         struct anchors *out)
{
    *out = *lead;
    out->leads = lead->n_sets > 0;
    for (size_t set = 0; set < need->n_sets; set++)
        if (is_of_use(need, set, lead) && copy_set(out, out->n_sets, need, set))
            out->n_sets++;
}

bool anchors_of(struct str pattern, struct anchors *out)
{
    static const struct anchors none = {.n = 0};
    struct reader r = {.s = pattern};
    struct piece whole;
    if (pattern.n > UINT16_MAX)
        return false;
    read_branches(&r, false, &whole);
    settle(&whole.need, END_OPEN);
    settle(&whole.lead, END_OPEN);
    if (r.failed || r.at != pattern.n || whole.need.n_sets == 0)
        return false;
    /* To begin at each "the" costs more than it saves. */
    bool stop = worth_of(&whole.lead, 0) == WORTH_OF_STOP;
    put_together(stop ? &none : &whole.lead, &whole.need, out);
    if (out->n_sets == 0)
        put_together(&whole.lead, &whole.need, out);
    if (out->n_sets == 0)
        *out = whole.need;
    return true;
}
