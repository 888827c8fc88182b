/* SPDX-License-Identifier: MIT */
/* skills.yaml and, behind a line "---", roles.yaml; compiled where they are
 * accepted, and tried on a sentence. */
#include "extract/skills.h"
#include "tests/fuzz/fuzz.h"

static void try_on(const struct taxonomy *t)
{
    struct skills *m;
    struct err err = {0};
    if (skills_new(t, &m, &err) != ST_OK) {
        fuzz_check_err(err.code, &err);
        return;
    }
    struct skills_scratch *scratch = skills_scratch_new(m);
    struct arena *a = arena_new();
    struct doc doc;
    struct skill_hits hits;
    text_normalise(STR("Experience with Go, Spark and SQL, R&D is no R."),
                   TEXT_PLAIN, a, &doc);
    skills_find(m, scratch, &doc, NULL, STR_NONE, STR_NONE, a, &hits);
    for (size_t i = 0; i < hits.n; i++)
        FUZZ_CHECK(hits.v[i].end <= doc.text.n &&
                   hits.v[i].concept < t->n_concepts);
    arena_free(a);
    skills_scratch_free(scratch);
    skills_free(m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str s = fuzz_str(data, n), roles = STR("[]");
    size_t cut = str_find(s, STR("\n---\n"));
    if (cut != SIZE_MAX) {
        roles = str_slice(s, cut + 5, s.n);
        s = str_slice(s, 0, cut + 1);
    }
    struct taxonomy_texts in = {.skills = {"skills.yaml", s},
                                .roles = {"roles.yaml", roles}};
    struct taxonomy *t;
    struct err err = {0};
    if (taxonomy_parse(&in, &t, &err) != ST_OK) {
        fuzz_check_err(err.code, &err);
        return 0;
    }
    try_on(t);
    taxonomy_free(t);
    return 0;
}
