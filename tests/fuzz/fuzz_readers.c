/* SPDX-License-Identifier: MIT */
/* An answer of a board. Where its first line names a kind, that reader has the
 * rest; otherwise each reader has all. */
#include "extract/readers.h"
#include "tests/fuzz/fuzz.h"

static void check(const struct raw_list *list)
{
    FUZZ_CHECK(list->n <= READER_MAX_POSTINGS);
    for (size_t i = 0; i < list->n; i++) {
        const struct raw *raw = &list->v[i];
        struct str fields[] = {raw->id,      raw->url,         raw->title,
                               raw->company, raw->description, raw->detail_url};
        for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++)
            FUZZ_CHECK(utf8_is_clean(fields[k]));
        FUZZ_CHECK(raw->n_locations <= POSTING_MAX_LOCATIONS);
    }
}

static void read_as(struct str kind, struct str body)
{
    struct arena *a = arena_new();
    struct reader_input in = {.body = body,
                              .url = STR("https://boards.example/v1/acme"),
                              .board = STR("acme")};
    struct raw_list list;
    struct err err = {0};
    if (reader_read(kind, &in, a, &list, &err) == ST_OK)
        check(&list);
    else
        fuzz_check_err(err.code, &err);
    arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str rest = fuzz_str(data, n), all = rest, kind;
    str_split(&rest, '\n', &kind);
    if (rest.p && reader_exists(kind)) {
        read_as(kind, rest);
        return 0;
    }
    for (const char *const *k = reader_kinds(); *k; k++)
        read_as(str_from(*k), all);
    return 0;
}
