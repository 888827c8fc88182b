/* SPDX-License-Identifier: MIT */
/* A posting through the whole stage, with the taxonomy that is shipped: the
 * first line is the title, the second the employer. */
#include "extract/extract.h"
#include "extract/text.h"
#include "tests/fuzz/fuzz.h"

struct stage {
    struct taxonomy *taxonomy;
    struct extractor *extractor;
    struct extract_scratch *scratch;
};

static const struct stage *stage(void)
{
    static struct stage s; /* made once */
    struct err err = {0};
    if (s.scratch)
        return &s;
    FUZZ_CHECK(taxonomy_load(FUZZ_SOURCE_DIR "/taxonomy", &s.taxonomy, &err) ==
               ST_OK);
    FUZZ_CHECK(extractor_new(s.taxonomy, &s.extractor, &err) == ST_OK);
    s.scratch = extract_scratch_new(s.extractor);
    return &s;
}

static void check(const struct posting *p)
{
    for (size_t i = 0; i < p->n_skills; i++) {
        const struct posting_skill *skill = &p->skills[i];
        FUZZ_CHECK(skill->n_mentions > 0);
        for (size_t k = 0; k < skill->n_mentions; k++) {
            uint32_t start = skill->mentions[k].start;
            uint32_t end = skill->mentions[k].end;
            FUZZ_CHECK(start < end && end <= p->text.n);
            FUZZ_CHECK(utf8_is_clean(str_slice(p->text, start, end)));
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str rest = fuzz_str(data, n), title, company;
    struct arena *a = arena_new();
    str_split(&rest, '\n', &title);
    if (!str_split(&rest, '\n', &company))
        company = STR_NONE;
    struct raw raw = {.id = STR("1"),
                      .title = text_unescape(title, a),
                      .company = text_unescape(company, a),
                      .description = rest,
                      .format = TEXT_HTML};
    struct posting p;
    extract_posting(stage()->extractor, stage()->scratch, &raw, STR("a"), a,
                    &p);
    check(&p);
    struct buf json;
    buf_init(&json, 64u << 20);
    posting_write_json(&p, true, &json);
    FUZZ_CHECK(utf8_is_clean(buf_str(&json)));
    buf_done(&json);
    arena_free(a);
    return 0;
}
