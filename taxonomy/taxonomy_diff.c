/* SPDX-License-Identifier: MIT */
#include "taxonomy/taxonomy_diff.h"
#include "base/alloc.h"
#include "taxonomy/taxonomy_words.h"
#include <stdlib.h>
#include <string.h>

/* One item of one list. */
struct entry {
    enum change_scope scope;
    struct str id;
    const char *list;
    struct str text;
    struct str spelling; /* of a name, as names are compared; else absent */
    bool done;           /* told already, as a move */
};

struct entries {
    struct entry *v;
    size_t n, cap;
};

struct diff {
    const struct taxonomy *before, *after;
    struct arena *arena;
    struct entries removed, added;
    struct taxonomy_change *v;
    size_t n, cap;
};

static void entries_done(struct entries *e)
{
    free(e->v);
}

static void add_list(struct entries *to, enum change_scope scope, struct str id,
                     const char *list, const struct str_list *items)
{
    for (size_t i = 0; i < items->n; i++) {
        to->v = xgrow(to->v, to->n, &to->cap, sizeof *to->v);
        to->v[to->n++] = (struct entry){
            .scope = scope, .id = id, .list = list, .text = items->v[i]};
    }
}

static void add_concept(struct entries *to, const struct concept *c)
{
    const struct {
        const char *list;
        const struct str_list *items;
    } lists[] = {
        {"names", &c->names},     {"cased", &c->cased},
        {"weak", &c->weak},       {"patterns", &c->patterns},
        {"context", &c->context}, {"except", &c->except},
        {"esco", &c->esco},       {"except_patterns", &c->except_patterns},
        {"onet", &c->onet},
    };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        add_list(to, SCOPE_CONCEPT, c->id, lists[i].list, lists[i].items);
}

static void collect(const struct taxonomy *t, struct entries *to)
{
    for (size_t i = 0; i < t->n_concepts; i++)
        add_concept(to, &t->concepts[i]);
    for (size_t i = 0; i < t->n_roles; i++) {
        const struct role *r = &t->roles[i];
        add_list(to, SCOPE_ROLE, r->id, "titles", &r->titles);
        add_list(to, SCOPE_ROLE, r->id, "not_titles", &r->not_titles);
    }
    for (size_t i = 0; i < t->n_groups; i++) {
        const struct any_of *g = &t->groups[i];
        for (size_t k = 0; k < g->n_members; k++) {
            struct str member = t->concepts[g->members[k]].id;
            const struct str_list one = {&member, 1};
            add_list(to, SCOPE_GROUP, g->id, "any_of", &one);
        }
    }
}

static int entry_cmp(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->scope != y->scope)
        return x->scope < y->scope ? -1 : 1;
    int order = str_cmp(x->id, y->id);
    if (order == 0)
        order = strcmp(x->list, y->list);
    return order ? order : str_cmp(x->text, y->text);
}

static bool is_name_list(const char *list)
{
    return strcmp(list, "names") == 0 || strcmp(list, "cased") == 0 ||
           strcmp(list, "weak") == 0;
}

static void keep(struct diff *d, struct entries *to, const struct entry *e)
{
    struct name_key key;
    char spelling[NAME_SPELLING_MAX_BYTES];
    to->v = xgrow(to->v, to->n, &to->cap, sizeof *to->v);
    struct entry *kept = &to->v[to->n++];
    *kept = *e;
    if (is_name_list(e->list) && name_key_of(e->text, &key, NULL) == ST_OK)
        kept->spelling = arena_str(
            d->arena,
            (struct str){spelling, name_key_spelling(&key, spelling)});
}

/* What is in one and not in the other goes to removed and added. */
static void compare_entries(struct diff *d)
{
    AUTO(entries_done) struct entries old = {0}, new = {0};
    collect(d->before, &old);
    collect(d->after, &new);
    if (old.n)
        qsort(old.v, old.n, sizeof *old.v, entry_cmp);
    if (new.n)
        qsort(new.v, new.n, sizeof *new.v, entry_cmp);
    for (size_t i = 0, k = 0; i < old.n || k < new.n;) {
        int order = i == old.n   ? 1
                    : k == new.n ? -1
                                 : entry_cmp(&old.v[i], &new.v[k]);
        if (order < 0)
            keep(d, &d->removed, &old.v[i]);
        if (order > 0)
            keep(d, &d->added, &new.v[k]);
        i += order <= 0;
        k += order >= 0;
    }
}

static void tell(struct diff *d, const struct taxonomy_change *change)
{
    d->v = xgrow(d->v, d->n, &d->cap, sizeof *d->v);
    d->v[d->n++] = *change;
}

static int spelling_cmp(const void *a, const void *b)
{
    const struct entry *const *x = a, *const *y = b;
    int order = str_cmp((*x)->spelling, (*y)->spelling);
    return order ? order : entry_cmp(*x, *y);
}

static size_t names_of(const struct entries *from, struct entry **out)
{
    size_t n = 0;
    for (size_t i = 0; i < from->n; i++)
        if (from->v[i].spelling.p)
            out[n++] = &from->v[i];
    if (n)
        qsort(out, n, sizeof *out, spelling_cmp);
    return n;
}

static void tell_move(struct diff *d, struct entry *from, struct entry *to)
{
    bool same = str_eq(from->id, to->id);
    tell(d, &(struct taxonomy_change){
                .scope = SCOPE_CONCEPT,
                .what = same ? CHANGE_RELISTED : CHANGE_MOVED,
                .id = from->id,
                .list = to->list,
                .text = to->text,
                .before = same ? str_from(from->list) : from->id,
                .after = same ? str_from(to->list) : to->id});
    from->done = to->done = true;
}

/* A name that was lost and gained is one move, be it to another list or to
 * another concept. */
static void find_moves(struct diff *d)
{
    struct entry **old = xcalloc(d->removed.n, sizeof(struct entry *));
    struct entry **new = xcalloc(d->added.n, sizeof(struct entry *));
    size_t n_old = names_of(&d->removed, old), n_new = names_of(&d->added, new);
    for (size_t i = 0, k = 0; i < n_old && k < n_new;) {
        int order = str_cmp(old[i]->spelling, new[k]->spelling);
        /* A name written in another way in the same list is no move. */
        bool same_place = order == 0 && str_eq(old[i]->id, new[k]->id) &&
                          strcmp(old[i]->list, new[k]->list) == 0;
        if (order == 0 && !same_place)
            tell_move(d, old[i], new[k]);
        i += order <= 0;
        k += order >= 0;
    }
    free(old);
    free(new);
}

static bool has(const struct taxonomy *t, enum change_scope scope,
                struct str id)
{
    switch (scope) {
    case SCOPE_ROLE:
        return taxonomy_find_role(t, id) != SIZE_MAX;
    case SCOPE_GROUP:
        return taxonomy_find_group(t, id) != SIZE_MAX;
    default:
        return taxonomy_find(t, id) != SIZE_MAX;
    }
}

/* Entries of ids that only one side has are part of that id's coming or going.
 */
static void tell_entries(struct diff *d, const struct entries *from,
                         enum change_what what)
{
    for (size_t i = 0; i < from->n; i++) {
        const struct entry *e = &from->v[i];
        if (!e->done && has(d->before, e->scope, e->id) &&
            has(d->after, e->scope, e->id))
            tell(d, &(struct taxonomy_change){.scope = e->scope,
                                              .what = what,
                                              .id = e->id,
                                              .list = e->list,
                                              .text = e->text});
    }
}

static void tell_value(struct diff *d, enum change_scope scope, struct str id,
                       const char *list, struct str before, struct str after)
{
    if (!str_eq(before, after))
        tell(d, &(struct taxonomy_change){.scope = scope,
                                          .what = CHANGE_VALUE,
                                          .id = id,
                                          .list = list,
                                          .before = before,
                                          .after = after});
}

/* An id that only one side has; ids of both are compared by name. */
static void tell_id(struct diff *d, enum change_scope scope, struct str id,
                    const struct str *before, const struct str *after)
{
    if (before && after)
        tell_value(d, scope, id, "name", *before, *after);
    else
        tell(d, &(struct taxonomy_change){.scope = scope,
                                          .what = before ? CHANGE_REMOVED
                                                         : CHANGE_ADDED,
                                          .id = id,
                                          .before = before ? *before : STR_NONE,
                                          .after = after ? *after : STR_NONE});
}

static struct str parent_id(const struct taxonomy *t, const struct concept *c)
{
    return c->parent == TAXONOMY_NO_PARENT ? STR_NONE
                                           : t->concepts[c->parent].id;
}

static struct str truth(bool v)
{
    return v ? STR("yes") : STR("no");
}

static void compare_concepts(struct diff *d)
{
    const struct taxonomy *x = d->before, *y = d->after;
    for (size_t i = 0; i < x->n_concepts; i++) {
        const struct concept *old = &x->concepts[i];
        size_t at = taxonomy_find(y, old->id);
        const struct concept *new = at == SIZE_MAX ? NULL : &y->concepts[at];
        tell_id(d, SCOPE_CONCEPT, old->id, &old->name, new ? &new->name : NULL);
        if (!new)
            continue;
        tell_value(d, SCOPE_CONCEPT, old->id, "kind",
                   str_from(concept_kind_name(old->kind)),
                   str_from(concept_kind_name(new->kind)));
        tell_value(d, SCOPE_CONCEPT, old->id, "broad", truth(old->broad),
                   truth(new->broad));
        tell_value(d, SCOPE_CONCEPT, old->id, "parent", parent_id(x, old),
                   parent_id(y, new));
        tell_value(d, SCOPE_CONCEPT, old->id, "wikidata", old->wikidata,
                   new->wikidata);
        tell_value(d, SCOPE_CONCEPT, old->id, "vendor", old->vendor,
                   new->vendor);
    }
    for (size_t i = 0; i < y->n_concepts; i++)
        if (taxonomy_find(x, y->concepts[i].id) == SIZE_MAX)
            tell_id(d, SCOPE_CONCEPT, y->concepts[i].id, NULL,
                    &y->concepts[i].name);
}

static void compare_roles(struct diff *d)
{
    const struct taxonomy *x = d->before, *y = d->after;
    for (size_t i = 0; i < x->n_roles; i++) {
        size_t at = taxonomy_find_role(y, x->roles[i].id);
        tell_id(d, SCOPE_ROLE, x->roles[i].id, &x->roles[i].name,
                at == SIZE_MAX ? NULL : &y->roles[at].name);
    }
    for (size_t i = 0; i < y->n_roles; i++)
        if (taxonomy_find_role(x, y->roles[i].id) == SIZE_MAX)
            tell_id(d, SCOPE_ROLE, y->roles[i].id, NULL, &y->roles[i].name);
}

static void compare_groups(struct diff *d)
{
    const struct taxonomy *x = d->before, *y = d->after;
    for (size_t i = 0; i < x->n_groups; i++) {
        size_t at = taxonomy_find_group(y, x->groups[i].id);
        tell_id(d, SCOPE_GROUP, x->groups[i].id, &x->groups[i].name,
                at == SIZE_MAX ? NULL : &y->groups[at].name);
    }
    for (size_t i = 0; i < y->n_groups; i++)
        if (taxonomy_find_group(x, y->groups[i].id) == SIZE_MAX)
            tell_id(d, SCOPE_GROUP, y->groups[i].id, NULL, &y->groups[i].name);
}

static int change_cmp(const void *a, const void *b)
{
    const struct taxonomy_change *x = a, *y = b;
    if (x->scope != y->scope)
        return x->scope < y->scope ? -1 : 1;
    int order = str_cmp(x->id, y->id);
    if (order == 0)
        order = (int)x->what - (int)y->what;
    if (order == 0 && x->list && y->list)
        order = strcmp(x->list, y->list);
    return order ? order : str_cmp(x->text, y->text);
}

void taxonomy_diff(const struct taxonomy *before, const struct taxonomy *after,
                   struct arena *a, struct taxonomy_changes *out)
{
    struct diff d = {.before = before, .after = after, .arena = a};
    compare_concepts(&d);
    compare_roles(&d);
    compare_groups(&d);
    compare_entries(&d);
    find_moves(&d);
    tell_entries(&d, &d.removed, CHANGE_ENTRY_REMOVED);
    tell_entries(&d, &d.added, CHANGE_ENTRY_ADDED);
    if (d.n)
        qsort(d.v, d.n, sizeof *d.v, change_cmp);
    struct taxonomy_change *v = arena_calloc(a, d.n, sizeof *v);
    if (d.n)
        memcpy(v, d.v, d.n * sizeof *v);
    *out = (struct taxonomy_changes){v, d.n};
    free(d.v);
    entries_done(&d.removed);
    entries_done(&d.added);
}

const char *change_what_name(enum change_what what)
{
    static const char *const names[] = {
        "added",         "removed",  "changed", "entry_added",
        "entry_removed", "relisted", "moved"};
    return names[what];
}

const char *change_scope_name(enum change_scope scope)
{
    static const char *const names[] = {"concept", "role", "group"};
    return names[scope];
}
