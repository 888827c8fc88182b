/* SPDX-License-Identifier: MIT */
#include "extract/readers.h"
#include "extract/reader_charset.h"
#include "extract/reader_kinds.h"

static const struct {
    const char *kind;
    enum st (*read)(const struct reader_input *in, struct arena *a,
                    struct raw_list *out, struct err *err);
} readers[] = {
    {"greenhouse", read_greenhouse}, {"lever", read_lever},
    {"ashby", read_ashby},           {"page", read_page},
    {"ndjson", read_ndjson},
};
#define N_READERS (sizeof readers / sizeof *readers)

static size_t find_reader(struct str kind)
{
    size_t i = 0;
    while (i < N_READERS && !str_eq(kind, str_from(readers[i].kind)))
        i++;
    return i;
}

bool reader_exists(struct str kind)
{
    return find_reader(kind) < N_READERS;
}

const char *const *reader_kinds(void)
{
    static const char *const names[N_READERS + 1] = {
        "greenhouse", "lever", "ashby", "page", "ndjson", NULL};
    return names;
}

enum st reader_read(struct str kind, const struct reader_input *in,
                    struct arena *a, struct raw_list *out, struct err *err)
{
    struct raw_list list = {0};
    size_t i = find_reader(kind);
    if (i == N_READERS)
        return err_set(err, ST_BUG, "no reader for the kind \"%.*s\"",
                       STR_FMT(kind));
    if (in->body.n > READER_BODY_MAX_BYTES)
        return err_set(err, ST_TOO_BIG, "an answer of %zu bytes", in->body.n);
    struct reader_input utf8 = *in;
    utf8.body = reader_to_utf8(in->body, in->content_type, a);
    enum st st = readers[i].read(&utf8, a, &list, err);
    if (!st)
        *out = list;
    return st;
}
