/* SPDX-License-Identifier: MIT */
#include "extract/taxonomy_lint.h"
#include "base/alloc.h"
#include "extract/pattern_lint.h"
#include "extract/skills_patterns.h"
#include <stdlib.h>
#include <string.h>

struct lint {
    const struct taxonomy *t;
    const struct skills *m;
    struct skills_scratch *scratch;
    struct arena *arena, *match;
    struct lint_fault *v;
    size_t n, cap;
};

static void tell(struct lint *l, unsigned line, struct str words)
{
    l->v = xgrow(l->v, l->n, &l->cap, sizeof *l->v);
    l->v[l->n++] = (struct lint_fault){line, words};
}

/* Match a list item of requirements, where even a weak name counts alone. */
static void match_item(struct lint *l, struct str text, struct skill_hits *hits)
{
    arena_reset(l->match);
    struct block block = {.end = (uint32_t)text.n, .kind = BLOCK_ITEM};
    struct sentence sentence = {.end = (uint32_t)text.n,
                                .section = SECTION_REQUIREMENTS};
    struct doc doc = {.text = text, .blocks = &block, .n_blocks = 1};
    struct structure s = {.v = &sentence, .n = 1};
    skills_find(l->m, l->scratch, &doc, &s, STR_NONE, STR_NONE, l->match, hits);
}

static bool has_name(const struct concept *c, struct str name)
{
    const struct str_list *const lists[] = {&c->names, &c->cased, &c->weak};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        for (size_t k = 0; k < lists[i]->n; k++)
            if (str_eq(lists[i]->v[k], name))
                return true;
    return false;
}

/* True when the concept has another name that finds it here: a plural of the
 * name, say. Patterns find what they please. */
static bool is_clash(const struct lint *l, const struct skill_hit *hit,
                     size_t concept, struct str name)
{
    const struct concept *other = &l->t->concepts[hit->concept];
    return hit->concept != concept && hit->start == 0 && hit->end == name.n &&
           other->patterns.n == 0 && !has_name(other, name);
}

/* Is the concept found by this name? Tells what is wrong with it. */
static bool try_name(struct lint *l, size_t concept, struct str name)
{
    const struct concept *c = &l->t->concepts[concept];
    struct skill_hits hits;
    bool found = false;
    match_item(l, name, &hits);
    for (size_t i = 0; i < hits.n; i++) {
        found |= hits.v[i].concept == concept;
        if (is_clash(l, &hits.v[i], concept, name))
            tell(l, taxonomy_line_of(l->t, concept, name),
                 arena_printf(
                     l->arena,
                     "name \"%.*s\" of %.*s is found as a name of %.*s too",
                     STR_FMT(name), STR_FMT(c->id),
                     STR_FMT(l->t->concepts[hits.v[i].concept].id)));
    }
    if (!found)
        tell(l, taxonomy_line_of(l->t, concept, name),
             arena_printf(l->arena,
                          "name \"%.*s\" of %.*s is never found: an exception "
                          "of the concept covers it, or a full stop and a "
                          "space are inside",
                          STR_FMT(name), STR_FMT(c->id)));
    return found;
}

static void lint_names(struct lint *l, size_t concept)
{
    const struct concept *c = &l->t->concepts[concept];
    const struct str_list *const lists[] = {&c->names, &c->cased, &c->weak};
    bool found = c->kind == CONCEPT_THEME || c->patterns.n > 0;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        for (size_t k = 0; k < lists[i]->n; k++)
            found |= try_name(l, concept, lists[i]->v[k]);
    if (!found)
        tell(l, c->line,
             arena_printf(l->arena,
                          "concept %.*s can never be found: it has no name or "
                          "pattern that a text can match",
                          STR_FMT(c->id)));
}

static void lint_patterns(struct lint *l, size_t concept)
{
    const struct concept *c = &l->t->concepts[concept];
    const struct str_list *const lists[] = {&c->patterns, &c->context,
                                            &c->except_patterns};
    struct err err;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        for (size_t k = 0; k < lists[i]->n; k++)
            if (pattern_lint(lists[i]->v[k], PATTERN_MATCH_LIMIT, &err))
                tell(l, taxonomy_line_of(l->t, concept, lists[i]->v[k]),
                     arena_printf(l->arena, "pattern \"%.*s%s\" of %.*s %s",
                                  STR_FMT(str_slice(lists[i]->v[k], 0, 40)),
                                  lists[i]->v[k].n > 40 ? "..." : "",
                                  STR_FMT(c->id), err.msg));
}

static int fault_cmp(const void *a, const void *b)
{
    const struct lint_fault *x = a, *y = b;
    int order = (x->line > y->line) - (x->line < y->line);
    return order ? order : str_cmp(x->words, y->words);
}

void taxonomy_lint(const struct taxonomy *t, const struct skills *m,
                   struct arena *a, struct lint_faults *out)
{
    struct lint l = {.t = t,
                     .m = m,
                     .scratch = skills_scratch_new(m),
                     .arena = a,
                     .match = arena_new()};
    for (size_t i = 0; i < t->n_concepts; i++) {
        lint_names(&l, i);
        lint_patterns(&l, i);
    }
    if (l.n)
        qsort(l.v, l.n, sizeof *l.v, fault_cmp);
    struct lint_fault *v = arena_calloc(a, l.n, sizeof *v);
    if (l.n)
        memcpy(v, l.v, l.n * sizeof *v);
    *out = (struct lint_faults){v, l.n};
    free(l.v);
    skills_scratch_free(l.scratch);
    arena_free(l.match);
}

/* text with the concept's first mention in brackets; absent without one. */
static struct str marked(struct lint *l, size_t concept, struct str text)
{
    struct skill_hits hits;
    match_item(l, text, &hits);
    for (size_t i = 0; i < hits.n; i++) {
        const struct skill_hit *h = &hits.v[i];
        if (h->concept == concept)
            return arena_printf(l->arena, "%.*s[%.*s]%.*s",
                                STR_FMT(str_slice(text, 0, h->start)),
                                STR_FMT(str_slice(text, h->start, h->end)),
                                STR_FMT(str_slice(text, h->end, text.n)));
    }
    return STR_NONE;
}

struct str taxonomy_example(const struct taxonomy *t, const struct skills *m,
                            size_t index, struct arena *a)
{
    const struct concept *c = &t->concepts[index];
    const struct str_list *const lists[] = {&c->names, &c->cased, &c->weak};
    struct lint l = {.t = t,
                     .m = m,
                     .scratch = skills_scratch_new(m),
                     .arena = a,
                     .match = arena_new()};
    struct str example = STR_NONE;
    for (size_t i = 0; !example.p && i < sizeof lists / sizeof lists[0]; i++)
        for (size_t k = 0; !example.p && k < lists[i]->n; k++)
            example = marked(&l, index,
                             arena_printf(a, "2 years of experience with %.*s",
                                          STR_FMT(lists[i]->v[k])));
    skills_scratch_free(l.scratch);
    arena_free(l.match);
    return example;
}
