/* SPDX-License-Identifier: MIT */
/* A preset that a user wrote, and behind an empty line with "---" an answer
 * that it reads. */
#include "extract/preset_yaml.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str s = fuzz_str(data, n);
    size_t cut = str_find(s, STR("\n---\n"));
    struct str yaml = str_slice(s, 0, cut == SIZE_MAX ? s.n : cut);
    struct str body = cut == SIZE_MAX ? STR("{}") : str_slice(s, cut + 5, s.n);
    struct arena *a = arena_new();
    struct preset preset;
    struct err err = {0};
    if (preset_parse(yaml, STR("own"), "own.yaml", a, &preset, &err) != ST_OK) {
        fuzz_check_err(err.code, &err);
    } else {
        struct reader_input in = {.body = body,
                                  .url = STR("https://a.example/x?page=1"),
                                  .preset = &preset};
        struct raw_list list;
        if (reader_read(STR("own"), &in, a, &list, &err) != ST_OK)
            fuzz_check_err(err.code, &err);
    }
    arena_free(a);
    return 0;
}
