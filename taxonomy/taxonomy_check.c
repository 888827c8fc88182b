/* SPDX-License-Identifier: MIT */
#include "taxonomy/taxonomy_check.h"
#include "base/alloc.h"
#include "base/utf8.h"
#include "taxonomy/taxonomy_words.h"
#include <stdlib.h>
#include <string.h>

struct check {
    const struct taxonomy *t;
    const struct taxonomy_text *skills, *roles;
    struct err *err;
};

enum strength { ANY_CASE, CASED, WEAK };

/* One name of one concept, for the search for clashes. */
struct use {
    struct str fold, exact; /* owned; gaps that must be there included */
    struct str name;
    uint32_t concept;
    enum strength strength;
};

struct uses {
    struct use *v;
    size_t n, cap;
};

static void uses_done(struct uses *u)
{
    for (size_t i = 0; i < u->n; i++)
        free((void *)(uintptr_t)u->v[i].fold.p);
    free(u->v);
}

enum st taxonomy_check_id(const char *file, unsigned line, struct str id,
                          struct err *err)
{
    for (size_t i = 0; i < id.n; i++) {
        char ch = id.p[i];
        bool ok = ascii_is_digit(ch) || (ascii_is_alpha(ch) && ch >= 'a') ||
                  (ch == '-' && i > 0 && i + 1 < id.n);
        if (!ok)
            return err_set(err, ST_CONFIG,
                           "%s:%u: id \"%.*s\" may hold only small letters, "
                           "digits and hyphens between them",
                           file, line, STR_FMT(id));
    }
    return ST_OK;
}

/* The index finds one of several concepts with an id: any other is double. */
static enum st check_concept_ids(const struct check *c)
{
    const struct taxonomy *t = c->t;
    for (size_t i = 0; i < t->n_concepts; i++) {
        struct str id = t->concepts[i].id;
        unsigned line = t->concepts[i].line;
        enum st st = taxonomy_check_id(c->skills->name, line, id, c->err);
        if (st != ST_OK)
            return st;
        size_t found = taxonomy_find(t, id);
        if (found == i)
            continue;
        unsigned other = t->concepts[found].line;
        return err_set(c->err, ST_CONFIG,
                       "%s:%u: id \"%.*s\" is taken already on line %u",
                       c->skills->name, line > other ? line : other,
                       STR_FMT(id), line > other ? other : line);
    }
    return ST_OK;
}

static enum st check_roles(const struct check *c)
{
    const struct taxonomy *t = c->t;
    for (size_t i = 0; i < t->n_roles; i++) {
        const struct role *r = &t->roles[i];
        enum st st = taxonomy_check_id(c->roles->name, r->line, r->id, c->err);
        if (st != ST_OK)
            return st;
        size_t found = taxonomy_find_role(t, r->id);
        if (found != i)
            return err_set(c->err, ST_CONFIG,
                           "%s:%u: id \"%.*s\" is taken already on line %u",
                           c->roles->name, r->line, STR_FMT(r->id),
                           t->roles[found].line);
    }
    return ST_OK;
}

/* Parents are walked with a count: a walk longer than there are concepts goes
 * in a circle. Concepts known to reach the top are marked, so that a long
 * chain is not walked again from each of its members. */
static enum st check_cycles(const struct check *c)
{
    const struct taxonomy *t = c->t;
    bool *reaches_top = xcalloc(t->n_concepts, sizeof *reaches_top);
    enum st st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < t->n_concepts; i++) {
        size_t at = i, steps = 0;
        while (at != TAXONOMY_NO_PARENT && !reaches_top[at] &&
               steps <= t->n_concepts) {
            at = t->concepts[at].parent;
            steps++;
        }
        if (steps > t->n_concepts) {
            st = err_set(c->err, ST_CONFIG,
                         "%s:%u: concept %.*s is its own ancestor: follow its "
                         "parents",
                         c->skills->name, t->concepts[at].line,
                         STR_FMT(t->concepts[at].id));
            break;
        }
        for (at = i; at != TAXONOMY_NO_PARENT && !reaches_top[at];
             at = t->concepts[at].parent)
            reaches_top[at] = true;
    }
    free(reaches_top);
    return st;
}

static void add_use(struct uses *u, const struct name_key *k, size_t concept,
                    struct str name, enum strength strength)
{
    u->v = xgrow(u->v, u->n, &u->cap, sizeof *u->v);
    char *bytes = xalloc(2 * NAME_SPELLING_MAX_BYTES);
    struct use *use = &u->v[u->n++];
    *use = (struct use){
        .name = name, .concept = (uint32_t) concept, .strength = strength};
    use->fold = (struct str){bytes, name_key_spelling(k, bytes)};
    bytes += NAME_SPELLING_MAX_BYTES;
    use->exact = (struct str){bytes, name_key_exact_spelling(k, bytes)};
}

static enum st name_error(const struct check *c, size_t concept,
                          struct str name)
{
    return err_prefix(c->err, "%s:%u: name \"%.*s\" of %.*s", c->skills->name,
                      taxonomy_line_of(c->t, concept, name), STR_FMT(name),
                      STR_FMT(c->t->concepts[concept].id));
}

static enum st check_names(const struct check *c, size_t concept,
                           const struct str_list *list, enum strength strength,
                           struct uses *uses)
{
    struct name_key key;
    for (size_t i = 0; i < list->n; i++) {
        if (name_key_of(list->v[i], &key, c->err) != ST_OK)
            return name_error(c, concept, list->v[i]);
        if (uses)
            add_use(uses, &key, concept, list->v[i], strength);
    }
    return ST_OK;
}

static enum st check_lists(const struct check *c, size_t i, struct uses *uses)
{
    const struct concept *concept = &c->t->concepts[i];
    enum st st = check_names(c, i, &concept->names, ANY_CASE, uses);
    if (st == ST_OK)
        st = check_names(c, i, &concept->cased, CASED, uses);
    if (st == ST_OK)
        st = check_names(c, i, &concept->weak, WEAK, uses);
    if (st == ST_OK)
        st = check_names(c, i, &concept->except, ANY_CASE, NULL);
    return st;
}

static int use_cmp(const void *a, const void *b)
{
    const struct use *x = a, *y = b;
    int order = str_cmp(x->fold, y->fold);
    if (order == 0)
        order = (x->concept > y->concept) - (x->concept < y->concept);
    return order ? order : (int)x->strength - (int)y->strength;
}

/* True when one spelling in a text would be found by both. */
static bool both_match(const struct use *a, const struct use *b)
{
    return a->strength == ANY_CASE || b->strength == ANY_CASE ||
           str_eq(a->exact, b->exact);
}

static enum st check_pair(const struct check *c, const struct use *a,
                          const struct use *b)
{
    const struct concept *of = c->t->concepts;
    bool two = a->concept != b->concept;
    bool twice = !two && a->strength != WEAK && b->strength == WEAK;
    if ((!two && !twice) || !both_match(a, b))
        return ST_OK;
    unsigned line = taxonomy_line_of(c->t, b->concept, b->name);
    if (two)
        return err_set(c->err, ST_CONFIG,
                       "%s:%u: name \"%.*s\" of %.*s is a name of %.*s too "
                       "(line %u)",
                       c->skills->name, line, STR_FMT(b->name),
                       STR_FMT(of[b->concept].id), STR_FMT(of[a->concept].id),
                       taxonomy_line_of(c->t, a->concept, a->name));
    return err_set(c->err, ST_CONFIG,
                   "%s:%u: weak name \"%.*s\" of %.*s is one of its strong "
                   "names as well: keep one of the two",
                   c->skills->name, line, STR_FMT(b->name),
                   STR_FMT(of[b->concept].id));
}

/* Names with one folded form are few, so each pair of them is looked at. */
static enum st check_clashes(const struct check *c, struct uses *u)
{
    if (u->n > 0)
        qsort(u->v, u->n, sizeof *u->v, use_cmp);
    for (size_t i = 0; i < u->n; i++)
        for (size_t j = i + 1; j < u->n && str_eq(u->v[i].fold, u->v[j].fold);
             j++) {
            enum st st = check_pair(c, &u->v[i], &u->v[j]);
            if (st != ST_OK)
                return st;
        }
    return ST_OK;
}

bool taxonomy_is_esco(struct str uri)
{
    const struct str root = STR("http://data.europa.eu/esco/");
    return str_starts(uri, root) && uri.n > root.n;
}

bool taxonomy_is_wikidata(struct str id)
{
    uint64_t n;
    return id.n > 1 && id.p[0] == 'Q' && id.p[1] != '0' &&
           str_to_u64(str_slice(id, 1, id.n), UINT32_MAX, &n);
}

static enum st check_references(const struct check *c, size_t i)
{
    const struct concept *concept = &c->t->concepts[i];
    for (size_t k = 0; k < concept->esco.n; k++)
        if (!taxonomy_is_esco(concept->esco.v[k]))
            return err_set(c->err, ST_CONFIG,
                           "%s:%u: esco \"%.*s\" of %.*s is no URI of ESCO",
                           c->skills->name,
                           taxonomy_line_of(c->t, i, concept->esco.v[k]),
                           STR_FMT(concept->esco.v[k]), STR_FMT(concept->id));
    if (concept->wikidata.p && !taxonomy_is_wikidata(concept->wikidata))
        return err_set(c->err, ST_CONFIG,
                       "%s:%u: wikidata \"%.*s\" of %.*s is not Q and a number",
                       c->skills->name,
                       taxonomy_line_of(c->t, i, concept->wikidata),
                       STR_FMT(concept->wikidata), STR_FMT(concept->id));
    return ST_OK;
}

enum st taxonomy_check(const struct taxonomy *t,
                       const struct taxonomy_texts *in, struct err *err)
{
    struct check c = {t, &in->skills, &in->roles, err};
    AUTO(uses_done) struct uses uses = {0};
    enum st st = check_concept_ids(&c);
    if (st == ST_OK)
        st = check_cycles(&c);
    if (st == ST_OK)
        st = check_roles(&c);
    for (size_t i = 0; st == ST_OK && i < t->n_concepts; i++)
        st = check_references(&c, i);
    for (size_t i = 0; st == ST_OK && i < t->n_concepts; i++)
        st = check_lists(&c, i, &uses);
    if (st == ST_OK)
        st = check_clashes(&c, &uses);
    return st;
}
