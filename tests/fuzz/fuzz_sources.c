/* SPDX-License-Identifier: MIT */
#include "crawler/sources.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct sources *s;
    struct err err = {0};
    if (sources_parse(fuzz_str(data, n), "sources.yaml", &s, &err) != ST_OK) {
        fuzz_check_err(err.code, &err);
        return 0;
    }
    for (size_t i = 0; i < s->n; i++)
        FUZZ_CHECK(s->v[i].name.n > 0);
    sources_free(s);
    return 0;
}
