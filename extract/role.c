/* SPDX-License-Identifier: MIT */
#include "extract/role.h"
#include "base/alloc.h"
#include "extract/skills_wake.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RULE_NAME_BYTES 96u
#define NO_NUMBER       SIZE_MAX

struct rule {
    struct pattern *pattern;
    size_t number; /* among all; NO_NUMBER: to be tried always */
    char name[RULE_NAME_BYTES];
};

struct role_rule {
    const struct role *role;
    struct rule *titles;
    size_t n_titles;
    struct pattern **not_titles;
    size_t n_not_titles;
};

/* A title has a handful of words and there are many patterns: the words call
 * those that may match. */
struct role_rules {
    struct role_rule *v;
    size_t n;
    struct wake *wake;
    size_t n_woken;
};

struct role_scratch {
    struct pattern_scratch *patterns;
    struct wake_state *wake;
    bool *awake; /* by number */
    size_t n_woken;
};

static enum st compile(const struct role *role, const char *what, size_t i,
                       struct str regex, struct pattern **out, struct err *err)
{
    enum st st = pattern_new(regex, false, out, err);
    return st == ST_OK ? st
                       : err_prefix(err, "roles.yaml:%u: role %.*s, %s %zu",
                                    role->line, STR_FMT(role->id), what, i + 1);
}

static enum st compile_role(const struct role *role, struct role_rule *out,
                            struct err *err)
{
    out->role = role;
    out->titles = xcalloc(role->titles.n, sizeof *out->titles);
    out->not_titles = xcalloc(role->not_titles.n, sizeof *out->not_titles);
    enum st st = ST_OK;
    for (size_t i = 0; i < role->titles.n && st == ST_OK; i++) {
        struct rule *r = &out->titles[out->n_titles++];
        snprintf(r->name, sizeof r->name, "title:%.*s:%zu", STR_FMT(role->id),
                 i + 1);
        st = compile(role, "title", i, role->titles.v[i], &r->pattern, err);
        r->number = NO_NUMBER;
    }
    for (size_t i = 0; i < role->not_titles.n && st == ST_OK; i++)
        st = compile(role, "not_title", i, role->not_titles.v[i],
                     &out->not_titles[out->n_not_titles++], err);
    return st;
}

/* Give numbers to the rules that cannot match without certain words. */
static void wait_for_words(struct role_rules *r)
{
    r->wake = wake_new();
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; k < r->v[i].n_titles; k++) {
            struct anchors anchors;
            if (!anchors_of(r->v[i].role->titles.v[k], &anchors))
                continue;
            wake_add(r->wake, &anchors);
            r->v[i].titles[k].number = r->n_woken++;
        }
    wake_build(r->wake);
}

enum st role_rules_new(const struct taxonomy *t, struct role_rules **out,
                       struct err *err)
{
    AUTO(auto_role_rules_free) struct role_rules *r = xalloc(sizeof *r);
    r->v = xcalloc(t->n_roles, sizeof *r->v);
    for (size_t i = 0; i < t->n_roles; i++) {
        r->n = i + 1;
        enum st st = compile_role(&t->roles[i], &r->v[i], err);
        if (st != ST_OK)
            return st;
    }
    wait_for_words(r);
    *out = r;
    r = NULL;
    return ST_OK;
}

void role_rules_free(struct role_rules *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->n; i++) {
        for (size_t k = 0; k < r->v[i].n_titles; k++)
            pattern_free(r->v[i].titles[k].pattern);
        for (size_t k = 0; k < r->v[i].n_not_titles; k++)
            pattern_free(r->v[i].not_titles[k]);
        free(r->v[i].titles);
        free(r->v[i].not_titles);
    }
    wake_free(r->wake);
    free(r->v);
    free(r);
}

struct role_scratch *role_scratch_new(const struct role_rules *r)
{
    struct role_scratch *s = xalloc(sizeof *s);
    s->patterns = pattern_scratch_new();
    s->wake = wake_state_new(r->wake);
    s->n_woken = r->n_woken;
    s->awake = xcalloc(r->n_woken + 1, sizeof *s->awake);
    return s;
}

void role_scratch_free(struct role_scratch *s)
{
    if (!s)
        return;
    pattern_scratch_free(s->patterns);
    wake_state_free(s->wake);
    free(s->awake);
    free(s);
}

/* Mark the patterns that the words of the title call. */
static void call_patterns(const struct role_rules *r, struct role_scratch *s,
                          struct str title)
{
    struct word w;
    size_t n;
    memset(s->awake, 0, s->n_woken * sizeof *s->awake);
    for (size_t at = 0; word_next(title, &at, &w);)
        wake_see(r->wake, s->wake, title, &w);
    const uint32_t *called = wake_awake(r->wake, s->wake, &n);
    for (size_t i = 0; i < n; i++)
        s->awake[called[i]] = true;
    wake_reset(r->wake, s->wake);
}

static bool is_out(const struct role_rule *r, struct role_scratch *s,
                   struct str title)
{
    for (size_t i = 0; i < r->n_not_titles; i++)
        if (pattern_find(r->not_titles[i], s->patterns, title, 0, NULL, 0))
            return true;
    return false;
}

/* The best match of one role that begins before *start, which is updated. */
static const struct rule *best_rule(const struct role_rule *r,
                                    struct role_scratch *s, struct str title,
                                    struct span *best)
{
    const struct rule *found = NULL;
    struct span first = *best;
    for (size_t i = 0; i < r->n_titles; i++) {
        const struct rule *rule = &r->titles[i];
        bool asleep = rule->number != NO_NUMBER && !s->awake[rule->number];
        struct span at;
        if (asleep ||
            !pattern_find(rule->pattern, s->patterns, title, 0, &at, 1) ||
            at.start >= first.start)
            continue;
        first = at;
        found = rule;
    }
    if (!found || is_out(r, s, title))
        return NULL;
    *best = first;
    return found;
}

/* As role_of_title(), with the index of the role and where it was named. */
static const struct rule *find_role(const struct role_rules *r,
                                    struct role_scratch *s, struct str title,
                                    size_t *role, struct span *where)
{
    const struct rule *rule = NULL;
    struct span best = {SIZE_MAX, SIZE_MAX};
    call_patterns(r, s, title);
    for (size_t i = 0; i < r->n && title.n; i++) {
        const struct rule *found = best_rule(&r->v[i], s, title, &best);
        if (!found)
            continue;
        rule = found;
        *role = i;
    }
    *where = best;
    return rule;
}

struct role_found role_of_title(const struct role_rules *r,
                                struct role_scratch *s, struct str clean)
{
    size_t role = 0;
    struct span where;
    const struct rule *rule = find_role(r, s, clean, &role, &where);
    if (!rule)
        return (struct role_found){STR_NONE, STR_NONE};
    return (struct role_found){r->v[role].role->id, str_from(rule->name)};
}

size_t role_named_in(const struct role_rules *r, struct role_scratch *s,
                     struct str text, struct span *where)
{
    size_t role = 0;
    return find_role(r, s, text, &role, where) ? role : SIZE_MAX;
}

/* word stands in s, with no letter beside it. */
static bool names_word(struct str s, struct str word)
{
    for (size_t at; (at = str_find_ascii_nocase(s, word)) != SIZE_MAX;) {
        size_t end = at + word.n;
        if ((at == 0 || !ascii_is_alnum(s.p[at - 1])) &&
            (end == s.n || !ascii_is_alnum(s.p[end])))
            return true;
        s = str_slice(s, end, s.n);
    }
    return false;
}

/* The title names a field of ours, and nothing that no role may have. */
bool role_title_is_open(const struct role_rules *r, struct role_scratch *s,
                        struct str clean)
{
    static const char *const fields[] = {
        "data",   "machine learning", "ml", "ai",       "analytics",
        "cloud",  "scientist",        "bi", "big data", "modeler",
        "devops", "deep learning"};
    bool ours = false;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0] && !ours; i++)
        ours = names_word(clean, str_from(fields[i]));
    for (size_t i = 0; i < r->n && ours; i++)
        ours = !is_out(&r->v[i], s, clean);
    return ours;
}

/* A word that names an occupation, or a field of work that is not ours, is
 * longer than this; what is left are levels, places and calls to apply. */
bool role_title_is_empty(struct str clean)
{
    static const char *const empty[] = {
        "engineer", "engineering", "intern",    "internship",  "senior",
        "junior",   "lead",        "staff",     "remote",      "hiring",
        "position", "job",         "role",      "career",      "careers",
        "various",  "multiple",    "positions", "roles",       "jobs",
        "we",       "are",         "now",       "open",        "opening",
        "the",      "a",           "full",      "time",        "part",
        "contract", "apply",       "here",      "application", "unknown",
        "masked",   "title",       "member",    "of",          "technical",
        "and",      "for",         "our",       "team",        "i",
        "ii",       "iii",         "sr",        "sr.",         "jr",
        "general",  "speculative", "future",    "talent",      "n",
        "graduate", "principal",   "untitled",  "none",        "na",
        "null",     "to",          "join",      "us",          "opportunity"};
    struct str rest = clean, word;
    while (rest.p && str_split(&rest, ' ', &word)) {
        while (word.n && !ascii_is_alnum(word.p[0]) && !(word.p[0] & 0x80))
            word = str_slice(word, 1, word.n);
        while (word.n && !ascii_is_alnum(word.p[word.n - 1]) &&
               !(word.p[word.n - 1] & 0x80))
            word.n--;
        bool known = !word.n;
        for (size_t i = 0; i < sizeof empty / sizeof empty[0] && !known; i++)
            known = str_eq_ascii_nocase(word, str_from(empty[i]));
        if (!known)
            return false;
    }
    return true;
}
