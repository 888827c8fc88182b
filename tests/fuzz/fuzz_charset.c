/* SPDX-License-Identifier: MIT */
/* The first line is the content type, the rest the answer's bytes. */
#include "extract/reader_charset.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str body = fuzz_str(data, n), type;
    struct arena *a = arena_new();
    str_split(&body, '\n', &type);
    struct str text = reader_to_utf8(body.p ? body : type, type, a);
    FUZZ_CHECK(utf8_is_clean(text));
    FUZZ_CHECK(utf8_is_clean(reader_to_utf8(type, STR_NONE, a)));
    arena_free(a);
    return 0;
}
