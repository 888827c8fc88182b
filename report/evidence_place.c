/* SPDX-License-Identifier: MIT */
#include "report/evidence_place.h"
#include "base/alloc.h"
#include "extract/structure.h"
#include <stdlib.h>

struct evidence_place {
    struct cues *cues;
};

struct evidence_place *evidence_place_new(void)
{
    struct evidence_place *p = xcalloc(1, sizeof *p);
    p->cues = cues_new();
    return p;
}

void evidence_place_free(struct evidence_place *p)
{
    if (!p)
        return;
    cues_free(p->cues);
    free(p);
}

/* 0: neither label nor section; 1: the label; 2: both. */
static int likeness(const struct doc *doc, const struct structure *in,
                    const struct posting_skill *skill, const struct mention *m)
{
    if (structure_label(doc, in, m->start, m->end) != skill->label)
        return 0;
    size_t at = structure_find(in, m->start);
    return at != SIZE_MAX && in->v[at].section == skill->section ? 2 : 1;
}

size_t evidence_place_find(const struct evidence_place *p,
                           const struct posting *posting,
                           const struct posting_skill *skill,
                           struct arena *scratch)
{
    struct doc doc;
    struct structure in;
    size_t best = 0;
    int most = 0;
    if (skill->n_mentions < 2)
        return 0;
    text_normalise(posting->text, TEXT_PLAIN, scratch, &doc);
    if (!str_eq(doc.text, posting->text))
        return 0; /* the places would be others */
    structure_of(p->cues, &doc, scratch, &in);
    for (size_t i = 0; i < skill->n_mentions && most < 2; i++) {
        int like = likeness(&doc, &in, skill, &skill->mentions[i]);
        if (like > most) {
            most = like;
            best = i;
        }
    }
    return best;
}
