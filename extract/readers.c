/* SPDX-License-Identifier: MIT */
#include "extract/readers.h"
#include "extract/presets.h"
#include "extract/reader_charset.h"
#include "extract/reader_kinds.h"

/* In the order of messages; those without a function are presets. */
static const struct {
    const char *kind;
    enum st (*read)(const struct reader_input *in, struct arena *a,
                    struct raw_list *out, struct err *err);
} readers[] = {
    {"greenhouse", read_greenhouse},
    {"lever", read_lever},
    {"ashby", read_ashby},
    {"workday", NULL},
    {"smartrecruiters", NULL},
    {"workable", NULL},
    {"recruitee", NULL},
    {"personio", NULL},
    {"teamtailor", NULL},
    {"breezy", NULL},
    {"pinpoint", NULL},
    {"bamboohr", NULL},
    {"hn", read_hn},
    {"remoteok", NULL},
    {"remotive", NULL},
    {"arbeitnow", NULL},
    {"jobicy", NULL},
    {"himalayas", NULL},
    {"themuse", NULL},
    {"usajobs", NULL},
    {"rss", NULL},
    {"sitemap", read_sitemap},
    {"page", read_page},
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
        "greenhouse", "lever",     "ashby",     "workday",    "smartrecruiters",
        "workable",   "recruitee", "personio",  "teamtailor", "breezy",
        "pinpoint",   "bamboohr",  "hn",        "remoteok",   "remotive",
        "arbeitnow",  "jobicy",    "himalayas", "themuse",    "usajobs",
        "rss",        "sitemap",   "page",      "ndjson",     NULL};
    return names;
}

static bool is_detail(struct str note)
{
    struct str word;
    return str_split(&note, ' ', &word) && str_eq(word, STR("detail"));
}

enum st reader_read(struct str kind, const struct reader_input *in,
                    struct arena *a, struct raw_list *out, struct err *err)
{
    struct raw_list list = {0};
    size_t i = find_reader(kind);
    const struct preset *preset = in->preset ? in->preset : preset_find(kind);
    if (i == N_READERS && !preset)
        return err_set(err, ST_BUG, "no reader for the kind \"%.*s\"",
                       STR_FMT(kind));
    if (in->body.n > READER_BODY_MAX_BYTES)
        return err_set(err, ST_TOO_BIG, "an answer of %zu bytes", in->body.n);
    struct reader_input utf8 = *in;
    utf8.body = reader_to_utf8(in->body, in->content_type, a);
    enum st st = preset ? preset_read(preset, &utf8, a, &list, err)
                        : readers[i].read(&utf8, a, &list, err);
    /* To take this for an empty board would close all its postings. */
    if (!st && list.n == 0 && list.n_bad > 0)
        st = err_set(err, ST_BAD_INPUT, "no posting can be read: %s",
                     list.first_bad.msg);
    if (!st && is_detail(in->note))
        for (size_t k = 0; k < list.n; k++)
            list.v[k].detail_url = STR_NONE;
    if (!st)
        *out = list;
    return st;
}
