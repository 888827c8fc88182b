/* SPDX-License-Identifier: MIT */
/* cmd_status.c - every source's last crawl; health of archive and store. */
#include "base/json.h"
#include "base/utf8.h"
#include "cli/archive_files.h"
#include "cli/verbs.h"
#include "store/postings.h"
#include <stdio.h>

#define OUT_MAX_BYTES  (64u << 20)
#define SKIPS_SHOWN    20
#define SCHEMA_VERSION 1
#define VERDICTS_MAX   16

struct values {
    bool json, failed;
    uint64_t skips;
};

static const struct opt options[] = {
    {"json", 0, OPT_FLAG, offsetof(struct values, json), NULL,
     "write JSON instead of text"},
    {"failed", 0, OPT_FLAG, offsetof(struct values, failed), NULL,
     "name only the sources whose last crawl failed"},
    {"skips", 0, OPT_UINT, offsetof(struct values, skips), "N",
     "name at most N skipped records (default 20)"},
    {0}};

struct status {
    struct store_totals totals;
    struct source_state *sources;
    size_t n_sources;
    struct verdict_count {
        struct str verdict;
        size_t n;
    } verdicts[VERDICTS_MAX]; /* the most frequent first */
    size_t n_verdicts;
    struct skip_row *skips;
    size_t n_skips;
    struct archive_files files;
};

static bool is_good(struct str verdict)
{
    return str_eq(verdict, STR("ok")) || str_eq(verdict, STR("empty"));
}

static bool has_failed(const struct source_state *r)
{
    return r->crawled_utc > 0 && !is_good(r->verdict);
}

static void count_verdict(struct status *s, struct str verdict)
{
    size_t i = 0;
    while (i < s->n_verdicts && !str_eq(s->verdicts[i].verdict, verdict))
        i++;
    if (i == VERDICTS_MAX)
        return;
    if (i == s->n_verdicts)
        s->verdicts[s->n_verdicts++] = (struct verdict_count){verdict, 0};
    s->verdicts[i].n++;
    for (; i > 0 && s->verdicts[i].n > s->verdicts[i - 1].n; i--) {
        struct verdict_count less = s->verdicts[i - 1];
        s->verdicts[i - 1] = s->verdicts[i];
        s->verdicts[i] = less;
    }
}

static void count_verdicts(struct status *s)
{
    for (size_t i = 0; i < s->n_sources; i++)
        if (s->sources[i].crawled_utc > 0)
            count_verdict(s, s->sources[i].verdict);
}

/* Leave only those whose last crawl failed. */
static void keep_failed(struct status *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_sources; i++)
        if (has_failed(&s->sources[i]))
            s->sources[n++] = s->sources[i];
    s->n_sources = n;
}

static enum st collect(struct cli *cli, const struct values *v, struct arena *a,
                       struct status *s, struct err *err)
{
    AUTO(auto_postings_free) struct postings *store = NULL;
    enum st st = postings_open_read(cli->store, &store, err);
    if (!st)
        st = postings_totals(store, &s->totals, err);
    if (!st)
        st = postings_sources(store, a, &s->sources, &s->n_sources, err);
    if (!st)
        st = postings_skips(store, a, v->skips ? v->skips : SKIPS_SHOWN,
                            &s->skips, &s->n_skips, err);
    if (!st)
        st = archive_files_list(cli->archive, a, &s->files, err);
    count_verdicts(s);
    if (v->failed)
        keep_failed(s);
    return st;
}

/* s cut and padded to columns on a terminal. */
static void add_cell(struct buf *out, struct str s, size_t columns)
{
    struct str cut = utf8_cut_columns(s, columns);
    buf_add_str(out, cut);
    for (size_t n = utf8_columns(cut); n < columns + 2; n++)
        buf_add_char(out, ' ');
}

/* What a failed source still stands on, and where to look. */
static void text_failure(const struct source_state *r, struct buf *out)
{
    char day[DATE_TEXT_BYTES] = "never";
    if (r->good_utc)
        date_format(date_from_utc(r->good_utc), day);
    buf_printf(out, "\n    last good crawl %s, %llu postings kept open", day,
               (unsigned long long)r->n_open);
    if (r->evidence.file[0])
        buf_printf(out, "\n    %s at byte %llu", r->evidence.file,
                   (unsigned long long)r->evidence.offset);
}

static void text_sources(const struct status *s, struct buf *out)
{
    if (s->n_sources == 0)
        return;
    buf_add_cstr(out,
                 "\nsource                        crawled     verdict       "
                 "postings\n");
    for (size_t i = 0; i < s->n_sources; i++) {
        const struct source_state *r = &s->sources[i];
        char day[DATE_TEXT_BYTES] = "never";
        if (r->crawled_utc)
            date_format(date_from_utc(r->crawled_utc), day);
        add_cell(out, r->name, 28);
        add_cell(out, str_from(day), 10);
        add_cell(out, r->verdict.n ? r->verdict : STR("-"), 12);
        buf_printf(out, "%8llu", (unsigned long long)r->n_postings);
        if (r->detail.n) {
            buf_add_cstr(out, "\n    ");
            buf_add_str(out, utf8_cut_columns(r->detail, 76));
        }
        if (has_failed(r))
            text_failure(r, out);
        buf_add_char(out, '\n');
    }
}

static void text_skips(const struct status *s, struct buf *out)
{
    if (s->n_skips == 0)
        return;
    buf_printf(out, "\nskipped records (%zu of %llu)\n", s->n_skips,
               (unsigned long long)s->totals.skips);
    for (size_t i = 0; i < s->n_skips; i++)
        buf_printf(out, "  %.*s: %.*s\n", STR_FMT(s->skips[i].place),
                   STR_FMT(s->skips[i].why));
}

/* "verdicts  80 ok, 5 gone": of the last crawl of each source. */
static void text_verdicts(const struct status *s, struct buf *out)
{
    for (size_t i = 0; i < s->n_verdicts; i++)
        buf_printf(out, "%s%zu %.*s", i ? ", " : "verdicts  ", s->verdicts[i].n,
                   STR_FMT(s->verdicts[i].verdict));
    if (s->n_verdicts)
        buf_add_char(out, '\n');
}

static void write_text(const struct cli *cli, const struct status *s,
                       struct buf *out)
{
    char from[DATE_TEXT_BYTES], to[DATE_TEXT_BYTES];
    date_format(s->totals.first_posted, from);
    date_format(s->totals.last_posted, to);
    buf_printf(out, "home      %s\narchive   %zu files, ", cli->home,
               s->files.n);
    number_format(out, s->files.bytes);
    buf_add_cstr(out, " bytes\npostings  ");
    number_format(out, s->totals.postings);
    buf_add_cstr(out, " (");
    number_format(out, s->totals.distinct);
    buf_add_cstr(out, " distinct, ");
    number_format(out, s->totals.usable);
    buf_printf(
        out,
        " with usable text, %llu closed)\nposted    %s to %s\nsources   %llu\n"
        "records   %llu\nskipped   %llu\n",
        (unsigned long long)s->totals.closed, from[0] ? from : "-",
        to[0] ? to : "-", (unsigned long long)s->totals.sources,
        (unsigned long long)s->totals.records,
        (unsigned long long)s->totals.skips);
    text_verdicts(s, out);
    text_sources(s, out);
    text_skips(s, out);
}

static void json_source(struct json_writer *w, const struct source_state *r)
{
    char when[INSTANT_TEXT_BYTES];
    json_begin_object(w);
    json_key(w, "name");
    json_str(w, r->name);
    json_key(w, "kind");
    json_str(w, r->kind);
    json_key(w, "verdict");
    json_str(w, r->verdict);
    json_key(w, "detail");
    json_str(w, r->detail);
    json_key(w, "crawled_at");
    json_cstr(w, r->crawled_utc ? instant_format(r->crawled_utc, when) : NULL);
    json_key(w, "http_status");
    json_i64(w, r->status);
    json_key(w, "requests");
    json_i64(w, (int64_t)r->n_requests);
    json_key(w, "requests_failed");
    json_i64(w, (int64_t)r->n_failed);
    json_key(w, "postings");
    json_i64(w, (int64_t)r->n_postings);
    json_key(w, "postings_open");
    json_i64(w, (int64_t)r->n_open);
    json_key(w, "postings_closed");
    json_i64(w, (int64_t)r->n_closed);
    json_key(w, "last_good_at");
    json_cstr(w, r->good_utc ? instant_format(r->good_utc, when) : NULL);
    json_key(w, "final_url");
    json_str(w, r->final_url);
    json_key(w, "archive_file");
    json_cstr(w, r->evidence.file[0] ? r->evidence.file : NULL);
    json_key(w, "archive_offset_bytes");
    json_i64(w, (int64_t)r->evidence.offset);
    json_end_object(w);
}

static void json_totals(struct json_writer *w, const struct status *s)
{
    const struct {
        const char *key;
        uint64_t value;
    } numbers[] = {
        {"archive_files", s->files.n},
        {"archive_bytes", s->files.bytes},
        {"postings", s->totals.postings},
        {"postings_distinct", s->totals.distinct},
        {"postings_usable_text", s->totals.usable},
        {"postings_closed", s->totals.closed},
        {"records", s->totals.records},
        {"skips", s->totals.skips},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        json_key(w, numbers[i].key);
        json_i64(w, (int64_t)numbers[i].value);
    }
}

static void json_verdicts(struct json_writer *w, const struct status *s)
{
    json_key(w, "verdicts");
    json_begin_object(w);
    for (size_t i = 0; i < s->n_verdicts; i++) {
        json_key_str(w, s->verdicts[i].verdict);
        json_i64(w, (int64_t)s->verdicts[i].n);
    }
    json_end_object(w);
}

static void write_json(const struct cli *cli, const struct status *s,
                       struct buf *out)
{
    struct json_writer w;
    json_init(&w, out);
    json_begin_object(&w);
    json_key(&w, "schema_version");
    json_i64(&w, SCHEMA_VERSION);
    json_key(&w, "home");
    json_cstr(&w, cli->home);
    json_totals(&w, s);
    json_verdicts(&w, s);
    json_key(&w, "sources");
    json_begin_array(&w);
    for (size_t i = 0; i < s->n_sources; i++)
        json_source(&w, &s->sources[i]);
    json_end_array(&w);
    json_key(&w, "skipped");
    json_begin_array(&w);
    for (size_t i = 0; i < s->n_skips; i++) {
        json_begin_object(&w);
        json_key(&w, "source");
        json_str(&w, s->skips[i].source);
        json_key(&w, "place");
        json_str(&w, s->skips[i].place);
        json_key(&w, "why");
        json_str(&w, s->skips[i].why);
        json_end_object(&w);
    }
    json_end_array(&w);
    json_end_object(&w);
    buf_add_char(out, '\n');
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct status s = {0};
    struct err err = {0};
    struct buf out;
    if (argc > 0)
        return cli_usage(cli, "status", "unexpected argument \"%s\"", argv[0]);
    buf_init(&out, OUT_MAX_BYTES);
    enum st st = collect(cli, v, a, &s, &err);
    if (!st) {
        if (v->json)
            write_json(cli, &s, &out);
        else
            write_text(cli, &s, &out);
        st = cli_print(buf_str(&out), &err);
    }
    buf_done(&out);
    return st ? cli_fail(cli, &err) : EXIT_DONE;
}

const struct verb verb_status = {
    .name = "status",
    .usage = "[--json]",
    .summary = "every source's last crawl and verdict; archive and store",
    .options = options,
    .values_bytes = sizeof(struct values),
    .run = run,
};
