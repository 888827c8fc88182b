/* SPDX-License-Identifier: MIT */
#include "taxonomy/taxonomy_suggest.h"
#include "base/alloc.h"
#include "base/opts.h"
#include <stdlib.h>
#include <string.h>

/* True when both have the same letters and digits, whatever stands between. */
static bool is_alike(struct str a, struct str b)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.n && !ascii_is_alnum(a.p[i]) && !(a.p[i] & 0x80))
            i++;
        while (k < b.n && !ascii_is_alnum(b.p[k]) && !(b.p[k] & 0x80))
            k++;
        if (i == a.n || k == b.n)
            return i == a.n && k == b.n && i > 0;
        if (ascii_lower(a.p[i++]) != ascii_lower(b.p[k++]))
            return false;
    }
}

static bool has_alike(const struct str_list *names, struct str word)
{
    for (size_t i = 0; i < names->n; i++)
        if (is_alike(names->v[i], word))
            return true;
    return false;
}

/* The id nearest to word of n, the at-th of which id_of() gives. */
static struct str nearest(const struct taxonomy *t, struct str word, size_t n,
                          struct str (*id_of)(const struct taxonomy *t,
                                              size_t at))
{
    char text[TAXONOMY_SUGGEST_MAX_BYTES + 1];
    if (word.n == 0 || word.n > TAXONOMY_SUGGEST_MAX_BYTES)
        return STR_NONE;
    for (size_t i = 0; i < word.n; i++)
        text[i] = ascii_lower(word.p[i]);
    text[word.n] = '\0';
    const char **names = xcalloc(n + 1, sizeof *names);
    for (size_t i = 0; i < n; i++)
        names[i] = id_of(t, i).p;
    const char *near = opts_nearest(text, names);
    free(names);
    return near ? str_from(near) : STR_NONE;
}

static struct str concept_id(const struct taxonomy *t, size_t at)
{
    return t->concepts[at].id;
}

static struct str role_id(const struct taxonomy *t, size_t at)
{
    return t->roles[at].id;
}

struct str taxonomy_suggest_concept(const struct taxonomy *t, struct str word)
{
    for (size_t i = 0; i < t->n_concepts; i++)
        if (is_alike(t->concepts[i].name, word) ||
            is_alike(t->concepts[i].id, word))
            return t->concepts[i].id;
    for (size_t i = 0; i < t->n_concepts; i++) {
        const struct concept *c = &t->concepts[i];
        if (has_alike(&c->names, word) || has_alike(&c->cased, word) ||
            has_alike(&c->weak, word))
            return c->id;
    }
    return nearest(t, word, t->n_concepts, concept_id);
}

struct str taxonomy_suggest_role(const struct taxonomy *t, struct str word)
{
    for (size_t i = 0; i < t->n_roles; i++)
        if (is_alike(t->roles[i].name, word) || is_alike(t->roles[i].id, word))
            return t->roles[i].id;
    return nearest(t, word, t->n_roles, role_id);
}

static enum st no_such(const char *what, struct str word, struct str near,
                       struct err *err)
{
    word = str_slice(word, 0, TAXONOMY_SUGGEST_MAX_BYTES);
    if (near.p)
        return err_set(err, ST_BAD_INPUT,
                       "no %s '%.*s'; did you mean '%.*s'? `skilltally "
                       "taxonomy list` has the ids",
                       what, STR_FMT(word), STR_FMT(near));
    return err_set(err, ST_BAD_INPUT,
                   "no %s '%.*s': `skilltally taxonomy list` has the ids", what,
                   STR_FMT(word));
}

enum st taxonomy_no_concept(const struct taxonomy *t, struct str word,
                            struct err *err)
{
    return no_such("skill", word, taxonomy_suggest_concept(t, word), err);
}

enum st taxonomy_no_role(const struct taxonomy *t, struct str word,
                         struct err *err)
{
    struct str near = taxonomy_suggest_role(t, word);
    struct buf ids;
    if (near.p)
        return no_such("role", word, near, err);
    buf_init(&ids, ERR_MSG_BYTES);
    for (size_t i = 0; i < t->n_roles; i++)
        buf_printf(&ids, "%s%.*s", i ? ", " : "", STR_FMT(t->roles[i].id));
    enum st st =
        err_set(err, ST_BAD_INPUT, "no role '%.*s' in roles.yaml; it has: %s",
                STR_FMT(str_slice(word, 0, TAXONOMY_SUGGEST_MAX_BYTES)),
                buf_cstr(&ids));
    buf_done(&ids);
    return st;
}
