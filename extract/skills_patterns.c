/* SPDX-License-Identifier: MIT */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "extract/skills_patterns.h"
#include "base/alloc.h"
#include "extract/skills_wake.h"
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#define JIT_FIRST_BYTES (32u << 10)

struct pattern {
    pcre2_code *code;
    uint32_t concept;
    bool has_group, jit;
    bool leads;    /* begins at words of its first set, and is anchored */
    uint8_t type;  /* enum name_type of what it finds */
    uint16_t rule; /* as in struct skill_reason */
};

struct pattern_list {
    struct pattern *v;
    size_t n, cap;
};

struct skills_patterns {
    struct pattern_list woken;               /* by words: those with anchors */
    struct pattern_list always;              /* mention patterns without */
    struct pattern_list asked[PATTERN_USES]; /* for a concept, by concept */
    uint32_t *first[PATTERN_USES]; /* per concept and one more: its first */
    struct wake *wake;
};

struct patterns_scratch {
    pcre2_match_data *match;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    struct str text;
    bool clean; /* the text is valid UTF-8 */
    struct wake_state *wake;
    size_t n_limit_hits;
};

static pcre2_compile_context *compile_limits(void)
{
    pcre2_compile_context *c = pcre2_compile_context_create(NULL);
    if (c) {
        pcre2_set_max_pattern_length(c, TAXONOMY_PATTERN_MAX_BYTES);
        pcre2_set_parens_nest_limit(c, PATTERN_NEST_LIMIT);
    }
    return c;
}

static enum st refuse(const struct concept *c, struct str pattern,
                      const char *why, size_t offset, struct err *err)
{
    struct str shown = str_slice(pattern, 0, 60);
    return err_set(err, ST_CONFIG,
                   "skills.yaml:%u: pattern \"%.*s%s\" of %.*s: %s (at byte "
                   "%zu)",
                   c->line, STR_FMT(shown), shown.n < pattern.n ? "..." : "",
                   STR_FMT(c->id), why, offset);
}

static enum st compile(const struct concept *c, struct str pattern,
                       uint32_t options, pcre2_compile_context *limits,
                       pcre2_code **out, struct err *err)
{
    int code;
    size_t offset;
    pcre2_code *re = pcre2_compile((PCRE2_SPTR)pattern.p, pattern.n,
                                   PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS |
                                       PCRE2_NEVER_BACKSLASH_C | options,
                                   &code, &offset, limits);
    if (!re) {
        char words[120];
        pcre2_get_error_message(code, (PCRE2_UCHAR *)words, sizeof words);
        return refuse(c, pattern, words, offset, err);
    }
    uint32_t empty = 0;
    pcre2_pattern_info(re, PCRE2_INFO_MATCHEMPTY, &empty);
    if (empty) {
        pcre2_code_free(re);
        return refuse(c, pattern, "matches the empty text, so every posting", 0,
                      err);
    }
    *out = re;
    return ST_OK;
}

static const struct str_list *list_of(const struct concept *c,
                                      enum pattern_use use)
{
    switch (use) {
    case USE_CONTEXT:
        return &c->context;
    case USE_EXCEPT:
        return &c->except_patterns;
    default:
        return &c->patterns;
    }
}

static void append(struct pattern_list *to, const struct pattern *pattern)
{
    to->v = xgrow(to->v, to->n, &to->cap, sizeof *to->v);
    to->v[to->n++] = *pattern;
}

/* Evidence is asked for by the concept; all else waits for its words, and
 * except patterns without any are asked for too. */
static enum st add_pattern(struct skills_patterns *p, const struct concept *c,
                           uint32_t index, enum pattern_use use, size_t rule,
                           pcre2_compile_context *limits, struct err *err)
{
    struct str text = list_of(c, use)->v[rule];
    struct anchors anchors;
    bool woken = use != USE_CONTEXT && anchors_of(text, &anchors);
    struct pattern pattern = {.concept = index,
                              .leads = woken && anchors.leads,
                              .type = use == USE_EXCEPT ? NAME_EXCEPT
                                                        : NAME_ANY_CASE,
                              .rule = (uint16_t)(rule | RULE_IS_PATTERN)};
    enum st st = compile(c, text, pattern.leads ? PCRE2_ANCHORED : 0, limits,
                         &pattern.code, err);
    if (st != ST_OK)
        return st;
    uint32_t groups = 0;
    pcre2_pattern_info(pattern.code, PCRE2_INFO_CAPTURECOUNT, &groups);
    pattern.has_group = groups > 0;
    /* Without (none on this machine, or too complex a pattern) the interpreter
     * is used. */
    pattern.jit = pcre2_jit_compile(pattern.code, PCRE2_JIT_COMPLETE) == 0;
    if (woken)
        wake_add(p->wake, &anchors);
    append(woken                ? &p->woken
           : use == USE_MENTION ? &p->always
                                : &p->asked[use],
           &pattern);
    return ST_OK;
}

static enum st add_concept(struct skills_patterns *p, const struct concept *c,
                           uint32_t index, pcre2_compile_context *limits,
                           struct err *err)
{
    for (int use = 0; use < PATTERN_USES; use++) {
        const struct str_list *from = list_of(c, (enum pattern_use)use);
        p->first[use][index] = (uint32_t)p->asked[use].n;
        for (size_t i = 0; i < from->n; i++) {
            enum st st =
                add_pattern(p, c, index, (enum pattern_use)use, i, limits, err);
            if (st != ST_OK)
                return st;
        }
        p->first[use][index + 1] = (uint32_t)p->asked[use].n;
    }
    return ST_OK;
}

enum st skills_patterns_new(const struct taxonomy *t,
                            struct skills_patterns **out, struct err *err)
{
    struct skills_patterns *p = xalloc(sizeof *p);
    p->wake = wake_new();
    for (int use = 0; use < PATTERN_USES; use++)
        p->first[use] = xcalloc(t->n_concepts + 1, sizeof *p->first[use]);
    pcre2_compile_context *limits = compile_limits();
    enum st st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < t->n_concepts; i++)
        st = add_concept(p, &t->concepts[i], (uint32_t)i, limits, err);
    pcre2_compile_context_free(limits);
    if (st != ST_OK) {
        skills_patterns_free(p);
        return st;
    }
    wake_build(p->wake);
    *out = p;
    return ST_OK;
}

static void list_done(struct pattern_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        pcre2_code_free(l->v[i].code);
    free(l->v);
}

void skills_patterns_free(struct skills_patterns *p)
{
    if (!p)
        return;
    list_done(&p->woken);
    list_done(&p->always);
    for (int use = 0; use < PATTERN_USES; use++) {
        list_done(&p->asked[use]);
        free(p->first[use]);
    }
    wake_free(p->wake);
    free(p);
}

struct patterns_scratch *patterns_scratch_new(const struct skills_patterns *p)
{
    struct patterns_scratch *s = xalloc(sizeof *s);
    /* Whole match and group 1 are all that is asked for. */
    s->match = pcre2_match_data_create(2, NULL);
    s->context = pcre2_match_context_create(NULL);
    s->stack =
        pcre2_jit_stack_create(JIT_FIRST_BYTES, PATTERN_JIT_MAX_BYTES, NULL);
    pcre2_set_match_limit(s->context, PATTERN_MATCH_LIMIT);
    pcre2_set_depth_limit(s->context, PATTERN_DEPTH_LIMIT);
    pcre2_set_heap_limit(s->context, PATTERN_HEAP_KIB);
    pcre2_jit_stack_assign(s->context, NULL, s->stack);
    s->wake = wake_state_new(p->wake);
    return s;
}

void patterns_scratch_free(struct patterns_scratch *s)
{
    if (!s)
        return;
    pcre2_match_data_free(s->match);
    pcre2_match_context_free(s->context);
    pcre2_jit_stack_free(s->stack);
    wake_state_free(s->wake);
    free(s);
}

void patterns_begin(struct patterns_scratch *s, struct str text, bool clean)
{
    s->text = text;
    s->clean = clean;
    s->n_limit_hits = 0;
}

void patterns_see(const struct skills_patterns *p, struct patterns_scratch *s,
                  const struct word *w)
{
    wake_see(p->wake, s->wake, s->text, w);
}

static int match(struct patterns_scratch *s, const struct pattern *pattern,
                 struct str subject, size_t at)
{
    PCRE2_SPTR p = (PCRE2_SPTR)subject.p;
    int n = PCRE2_ERROR_JIT_STACKLIMIT;
    if (s->clean && pattern->jit)
        n = pcre2_jit_match(pattern->code, p, subject.n, at, 0, s->match,
                            s->context);
    /* The JIT's stack is small; the interpreter has the heap. */
    if (n == PCRE2_ERROR_JIT_STACKLIMIT)
        n = pcre2_match(pattern->code, p, subject.n, at,
                        PCRE2_NO_JIT | (s->clean ? PCRE2_NO_UTF_CHECK : 0),
                        s->match, s->context);
    if (n < PCRE2_ERROR_PARTIAL)
        s->n_limit_hits++;
    return n;
}

static void add_match(struct patterns_scratch *s, const struct pattern *pattern,
                      uint32_t base, struct found_list *out)
{
    const size_t *v = pcre2_get_ovector_pointer(s->match);
    bool group = pattern->type != NAME_EXCEPT && pattern->has_group &&
                 v[2] != PCRE2_UNSET;
    size_t from = v[group ? 2 : 0], to = v[group ? 3 : 1];
    /* \K and looking behind may turn a match round; pass over it. */
    if (from >= to)
        return;
    out->v = xgrow(out->v, out->n, &out->cap, sizeof *out->v);
    out->v[out->n++] = (struct found){.concept = pattern->concept,
                                      .start = base + (uint32_t)from,
                                      .end = base + (uint32_t)to,
                                      .type = pattern->type,
                                      .rule = pattern->rule};
}

/* Append all matches of one pattern in bytes [start, end). */
static bool find_all(struct patterns_scratch *s, const struct pattern *pattern,
                     uint32_t start, uint32_t end, struct found_list *out)
{
    struct str subject = str_slice(s->text, start, end);
    size_t before = out->n;
    for (size_t at = 0; at < subject.n;) {
        if (match(s, pattern, subject, at) < 0)
            break;
        add_match(s, pattern, start, out);
        size_t behind = pcre2_get_ovector_pointer(s->match)[1];
        at = behind > at ? behind : subject.n;
    }
    return out->n > before;
}

/* The same for a woken pattern, which may know where it can begin. */
static void find_woken(const struct skills_patterns *p,
                       struct patterns_scratch *s, uint32_t number,
                       uint32_t start, uint32_t end, struct found_list *out)
{
    const struct pattern *pattern = &p->woken.v[number];
    if (!pattern->leads) {
        find_all(s, pattern, start, end, out);
        return;
    }
    struct str subject = str_slice(s->text, start, end);
    size_t upto = 0, n;
    const uint32_t *places = wake_places(p->wake, s->wake, number, &n);
    for (size_t i = 0; i < n; i++) {
        uint32_t at = places[i];
        if (at < start || at >= end || at - start < upto ||
            match(s, pattern, subject, at - start) < 0)
            continue;
        add_match(s, pattern, start, out);
        upto = pcre2_get_ovector_pointer(s->match)[1];
    }
}

void patterns_sentence(const struct skills_patterns *p,
                       struct patterns_scratch *s, uint32_t start, uint32_t end,
                       struct found_list *out)
{
    size_t n;
    const uint32_t *awake = wake_awake(p->wake, s->wake, &n);
    for (size_t i = 0; i < n; i++)
        find_woken(p, s, awake[i], start, end, out);
    for (size_t i = 0; i < p->always.n; i++)
        find_all(s, &p->always.v[i], start, end, out);
    wake_reset(p->wake, s->wake);
}

bool patterns_has(const struct skills_patterns *p, enum pattern_use use,
                  uint32_t concept)
{
    return p->first[use][concept] != p->first[use][concept + 1];
}

bool patterns_find(const struct skills_patterns *p, struct patterns_scratch *s,
                   enum pattern_use use, uint32_t concept, uint32_t start,
                   uint32_t end, struct found_list *out)
{
    bool any = false;
    for (uint32_t i = p->first[use][concept]; i < p->first[use][concept + 1];
         i++)
        any |= find_all(s, &p->asked[use].v[i], start, end, out);
    return any;
}

size_t patterns_limit_hits(const struct patterns_scratch *s)
{
    return s->n_limit_hits;
}

size_t patterns_unanchored(const struct skills_patterns *p)
{
    return p->always.n;
}
