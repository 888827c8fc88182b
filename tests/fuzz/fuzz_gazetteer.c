/* SPDX-License-Identifier: MIT */
/* A list of skills that others keep, imported. What comes out can be added to
 * skills.yaml as it stands, whatever went in. */
#include "taxonomy/taxonomy_import.h"
#include "tests/fuzz/fuzz.h"

#define OUT_MAX_BYTES (16u << 20)

static const char skills[] =
    "- {id: python, name: Python, kind: language, names: [python]}\n"
    "- {id: power-bi, name: Power BI, kind: tool, names: [power bi]}\n"
    "- {id: models, name: Models, kind: concept, names: [big models]}\n";

static struct taxonomy *parse(struct str text)
{
    struct taxonomy *t = NULL;
    struct err err = {0};
    const struct taxonomy_texts in = {
        .skills = {"skills.yaml", text},
        .roles = {"roles.yaml", STR("- {id: cook, name: Cook}\n")}};
    if (taxonomy_parse(&in, &t, &err) != ST_OK)
        fprintf(stderr, "%s\n", err.msg);
    FUZZ_CHECK(t);
    return t;
}

static void import(const struct gazetteer *g)
{
    struct buf out;
    struct import_counts n;
    struct taxonomy *t = parse(str_from(skills));
    buf_init(&out, OUT_MAX_BYTES);
    buf_add_cstr(&out, skills);
    taxonomy_import(t, g, &out, &n);
    FUZZ_CHECK(n.n_written + n.n_known + n.n_unfit <= g->n);
    taxonomy_free(t);
    t = parse(buf_str(&out));
    FUZZ_CHECK(t->n_concepts == 3 + n.n_written);
    taxonomy_free(t);
    buf_done(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct fuzz_file file = fuzz_file(data, n);
    struct arena *a = arena_new();
    struct gazetteer g;
    struct err err = {0};
    if (gazetteer_read(file.path, a, &g, &err) == ST_OK)
        import(&g);
    else
        fuzz_check_err(err.code, &err);
    arena_free(a);
    close(file.fd);
    return 0;
}
