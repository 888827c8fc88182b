/* SPDX-License-Identifier: MIT */
#include "extract/salary.h"
#include "extract/text.h"
#include "tests/fuzz/fuzz.h"

static void check(const struct salary *pay)
{
    if (pay->provenance == FROM_NONE)
        return;
    FUZZ_CHECK(pay->min_cents >= -1 && pay->max_cents >= -1);
    FUZZ_CHECK(pay->min_cents < 0 || pay->max_cents < 0 ||
               pay->min_cents <= pay->max_cents);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct cues *cues; /* made once, with the two below */
    static struct salary_rules *rules;
    static struct pattern_scratch *scratch;
    if (!cues) {
        cues = cues_new();
        rules = salary_rules_new();
        scratch = pattern_scratch_new();
    }
    struct arena *a = arena_new();
    struct doc doc;
    struct structure in;
    text_normalise(fuzz_str(data, n), TEXT_PLAIN, a, &doc);
    structure_of(cues, &doc, a, &in);
    struct salary pay = salary_of_text(rules, scratch, &doc, &in, STR("CA"));
    salary_mend(&pay);
    check(&pay);
    struct str field = text_unescape(fuzz_str(data, n), a);
    pay = salary_of_field(rules, scratch, field, STR("US"));
    check(&pay);
    arena_free(a);
    return 0;
}
