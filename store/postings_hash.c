/* SPDX-License-Identifier: MIT */
#include "base/hash.h"
#include "store/postings_impl.h"

/* Raised whenever the bytes below change: every posting is then taken for
 * changed once, and stored anew. */
#define HASH_VERSION 1

static void add_number(struct buf *out, int64_t n)
{
    buf_add(out, &n, sizeof n);
}

/* With its length, so that no two fields run into each other. */
static void add_str(struct buf *out, struct str s)
{
    add_number(out, s.p ? (int64_t)s.n : -1);
    buf_add_str(out, s);
}

static void add_date(struct buf *out, struct date d)
{
    add_number(out, d.year * 10000 + d.month * 100 + d.day);
}

static void add_skills(struct buf *out, const struct posting *p)
{
    add_number(out, (int64_t)p->n_skills);
    for (size_t i = 0; i < p->n_skills; i++) {
        const struct posting_skill *s = &p->skills[i];
        add_str(out, s->id);
        add_number(out, s->label);
        add_number(out, s->section);
        add_number(out, (int64_t)s->n_mentions);
        buf_add(out, s->mentions, s->n_mentions * sizeof *s->mentions);
    }
}

static void add_places(struct buf *out, const struct posting *p)
{
    add_number(out, (int64_t)p->n_locations);
    for (size_t i = 0; i < p->n_locations; i++) {
        add_str(out, p->locations[i].raw);
        add_str(out, p->locations[i].city);
        add_str(out, p->locations[i].region);
        add_str(out, p->locations[i].country);
    }
}

static void add_attributes(struct buf *out, const struct posting *p)
{
    const struct salary *pay = &p->salary;
    add_number(out, p->remote);
    add_str(out, p->employment_type);
    add_date(out, p->date_posted);
    add_date(out, p->date_updated);
    add_date(out, p->valid_through);
    add_str(out, p->language);
    add_str(out, p->role);
    add_str(out, p->role_rule);
    add_number(out, p->seniority);
    add_number(out, pay->provenance);
    if (pay->provenance != FROM_NONE) {
        add_number(out, pay->min_cents);
        add_number(out, pay->max_cents);
        add_str(out, str_from(pay->currency));
        add_number(out, pay->period);
    }
    add_number(out, p->years_min);
    add_number(out, p->degree);
}

uint64_t store_content_hash(const struct posting *p, struct buf *scratch)
{
    buf_clear(scratch);
    add_number(scratch, HASH_VERSION);
    add_str(scratch, p->url);
    add_str(scratch, p->title);
    add_str(scratch, p->company);
    add_places(scratch, p);
    add_attributes(scratch, p);
    add_str(scratch, p->text);
    add_number(scratch, p->truncated);
    add_number(scratch, (int64_t)p->fingerprint);
    add_skills(scratch, p);
    return hash64(buf_str(scratch));
}
