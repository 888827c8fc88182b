/* SPDX-License-Identifier: MIT */
#include "extract/structure.h"
#include "extract/text.h"
#include "tests/fuzz/fuzz.h"

static void check(const struct doc *d)
{
    FUZZ_CHECK(utf8_is_clean(d->text) && d->text.p[d->text.n] == '\0');
    uint32_t at = 0;
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct block *b = &d->blocks[i];
        FUZZ_CHECK(b->start >= at && b->end > b->start);
        FUZZ_CHECK(b->end <= d->text.n);
        at = b->end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct cues *cues; /* made once: it takes longer than a text */
    if (!cues)
        cues = cues_new();
    struct str s = fuzz_str(data, n);
    struct arena *a = arena_new();
    for (int format = TEXT_HTML; format <= TEXT_MARKDOWN; format++) {
        struct doc doc, again;
        text_normalise(s, (enum text_format)format, a, &doc);
        check(&doc);
        text_normalise(s, (enum text_format)format, a, &again);
        FUZZ_CHECK(str_eq(doc.text, again.text));
        struct structure in;
        structure_of(cues, &doc, a, &in);
        uint32_t at = 0;
        for (size_t i = 0; i < in.n; at = in.v[i++].end)
            FUZZ_CHECK(in.v[i].start >= at && in.v[i].end <= doc.text.n);
        uint32_t middle = (uint32_t)doc.text.n / 2;
        structure_label(&doc, &in, middle, middle);
    }
    struct str field = text_unescape(s, a);
    FUZZ_CHECK(utf8_is_clean(field));
    arena_free(a);
    return 0;
}
