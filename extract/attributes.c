/* SPDX-License-Identifier: MIT */
#include "extract/attributes.h"
#include "base/alloc.h"
#include "extract/demands.h"
#include "extract/language.h"
#include "extract/place.h"
#include "extract/role.h"
#include "extract/role_text.h"
#include "extract/salary.h"
#include "extract/title.h"
#include "extract/workplace.h"
#include <stdlib.h>

struct attributes {
    struct role_rules *roles;
    struct role_texts *role_texts;
    struct demand_rules *demands;
    struct salary_rules *salaries;
    struct workplace_rules *workplaces;
    struct places *places;
    struct languages *languages;
};

struct attributes_scratch {
    struct pattern_scratch *patterns;
    struct role_scratch *roles;
};

enum st attributes_new(const struct taxonomy *t, struct attributes **out,
                       struct err *err)
{
    AUTO(auto_attributes_free) struct attributes *x = xalloc(sizeof *x);
    enum st st = role_rules_new(t, &x->roles, err);
    if (st != ST_OK)
        return st;
    x->role_texts = role_texts_new(t, x->roles);
    x->demands = demand_rules_new();
    x->salaries = salary_rules_new();
    x->workplaces = workplace_rules_new();
    x->places = places_new();
    x->languages = languages_new();
    *out = x;
    x = NULL;
    return ST_OK;
}

void attributes_free(struct attributes *x)
{
    if (!x)
        return;
    role_texts_free(x->role_texts);
    role_rules_free(x->roles);
    demand_rules_free(x->demands);
    salary_rules_free(x->salaries);
    workplace_rules_free(x->workplaces);
    places_free(x->places);
    languages_free(x->languages);
    free(x);
}

struct attributes_scratch *attributes_scratch_new(const struct attributes *x)
{
    struct attributes_scratch *s = xalloc(sizeof *s);
    s->patterns = pattern_scratch_new();
    s->roles = role_scratch_new(x->roles);
    return s;
}

void attributes_scratch_free(struct attributes_scratch *s)
{
    if (!s)
        return;
    pattern_scratch_free(s->patterns);
    role_scratch_free(s->roles);
    free(s);
}

/* What every step reads and writes. */
struct work {
    const struct attributes *x;
    struct pattern_scratch *patterns;
    struct role_scratch *roles;
    const struct raw *raw;
    const struct doc *doc;
    const struct structure *in;
    struct arena *arena;
    struct str title; /* cleaned */
    struct posting *out;
};

static void derive_role(struct work *w)
{
    struct role_found f = role_of_title(w->x->roles, w->roles, w->title);
    if (!f.role.p && role_title_is_empty(w->title))
        f = role_of_text(w->x->role_texts, w->roles, w->doc, w->in, w->arena);
    else if (!f.role.p && role_title_is_open(w->x->roles, w->roles, w->title))
        f = role_named_by_text(w->x->role_texts, w->roles, w->doc, w->in,
                               w->arena);
    w->out->role = f.role;
    w->out->role_rule = f.rule;
    w->out->seniority = title_seniority(w->title);
    if (w->out->seniority == SENIORITY_NONE && w->raw->seniority.n)
        w->out->seniority = seniority_of_word(w->raw->seniority);
    if (w->out->seniority == SENIORITY_NONE)
        w->out->seniority = seniority_of_text(w->doc, w->in);
}

static void derive_places(struct work *w)
{
    w->out->locations =
        places_parse(w->x->places, w->raw->locations, w->raw->n_locations,
                     w->arena, &w->out->n_locations);
}

static void derive_workplace(struct work *w)
{
    enum remote r = w->raw->remote;
    if (!r)
        r = remote_of_field(w->x->workplaces, w->patterns, w->title);
    for (size_t i = 0; i < w->raw->n_locations && !r; i++)
        r = remote_of_field(w->x->workplaces, w->patterns,
                            w->raw->locations[i].raw);
    if (!r)
        r = remote_of_text(w->x->workplaces, w->patterns, w->doc, w->in);
    w->out->remote = r;
    /* A board calls internships full-time as well. */
    struct str type = employment_of_title(w->title);
    if (!str_eq(type, STR("internship")) && w->raw->employment_type.n)
        type = employment_of_word(w->raw->employment_type);
    if (!type.p)
        type = employment_of_text(w->doc, w->in);
    w->out->employment_type = type;
}

/* The country of the first place that has one. */
static struct str country_of(const struct posting *p)
{
    for (size_t i = 0; i < p->n_locations; i++)
        if (p->locations[i].country.p)
            return p->locations[i].country;
    return STR_NONE;
}

static void derive_salary(struct work *w)
{
    struct str country = country_of(w->out);
    struct salary pay = w->raw->salary;
    salary_mend(&pay);
    if (pay.provenance == FROM_NONE)
        pay = salary_of_field(w->x->salaries, w->patterns, w->raw->salary_text,
                              country);
    if (pay.provenance == FROM_NONE)
        pay =
            salary_of_text(w->x->salaries, w->patterns, w->doc, w->in, country);
    if (pay.provenance == FROM_PROSE && !pay.currency[0])
        salary_set_country(&pay,
                           place_country_of_text(w->x->places, w->doc->text));
    w->out->salary = pay;
}

void attributes_derive(const struct attributes *x,
                       struct attributes_scratch *scratch,
                       const struct raw *raw, const struct doc *doc,
                       const struct structure *s, struct arena *a,
                       struct posting *out)
{
    struct work w = {.x = x,
                     .patterns = scratch->patterns,
                     .roles = scratch->roles,
                     .raw = raw,
                     .doc = doc,
                     .in = s,
                     .arena = a,
                     .title = title_clean(raw->title, a),
                     .out = out};
    derive_role(&w);
    derive_places(&w);
    derive_workplace(&w);
    derive_salary(&w);
    out->years_min = demand_years(x->demands, w.patterns, doc, s);
    out->degree = demand_degree(x->demands, w.patterns, doc, s);
    out->language = language_declared(raw->language);
    if (!out->language.p)
        out->language = language_of_text(x->languages, doc->text);
}
