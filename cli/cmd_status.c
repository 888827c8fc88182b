/* SPDX-License-Identifier: MIT */
/* cmd_status.c - every source's last crawl; health of archive and store. */
#include "base/json.h"
#include "base/utf8.h"
#include "cli/archive_files.h"
#include "cli/verbs.h"
#include "report/text_table.h"
#include "store/postings.h"
#include <stdio.h>

#define OUT_MAX_BYTES   (64u << 20)
#define SKIPS_SHOWN     20
#define SCHEMA_VERSION  1
#define VERDICTS_MAX    16
#define INDENT          4
#define SHOWN_MAX_BYTES 4096

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

/* What text is laid out with. */
struct page {
    struct screen screen;
    struct arena *a;
    struct buf *out;
};

/* s as a terminal can take it. */
static struct str shown(const struct page *p, struct str s)
{
    struct buf clean;
    buf_init(&clean, SHOWN_MAX_BYTES);
    utf8_add_shown(s, &clean);
    struct str out = arena_str(p->a, buf_str(&clean));
    buf_done(&clean);
    return out;
}

/* A line of its own below the one that it belongs to. */
static void add_below(const struct page *p, struct str s)
{
    text_wrap_key(p->out, "", shown(p, s), p->screen.columns, INDENT);
}

/* What a failed source still stands on, and where to look. */
static void text_failure(const struct page *p, const struct source_state *r)
{
    char day[DATE_TEXT_BYTES] = "never";
    if (r->good_utc)
        date_format(date_from_utc(r->good_utc), day);
    add_below(p,
              arena_printf(p->a, "last good crawl %s, %llu postings kept open",
                           day, (unsigned long long)r->n_open));
    if (r->evidence.file[0])
        add_below(p, arena_printf(p->a, "%s at byte %llu", r->evidence.file,
                                  (unsigned long long)r->evidence.offset));
}

static void source_row(const struct page *p, const struct source_state *r,
                       struct text_table *table)
{
    char day[DATE_TEXT_BYTES] = "never";
    if (r->crawled_utc)
        date_format(date_from_utc(r->crawled_utc), day);
    const struct str cells[] = {
        shown(p, r->name), arena_str(p->a, str_from(day)),
        r->verdict.n ? shown(p, r->verdict) : STR("-"),
        arena_printf(p->a, "%llu", (unsigned long long)r->n_postings)};
    text_table_row(table, cells);
    if (r->crawled_utc)
        text_table_tone(table, 2, has_failed(r) ? TONE_LESS : TONE_MORE);
}

/* The table is laid out whole, then taken apart line by line, so that what is
 * told of a source stands below its line. */
static void text_sources(const struct page *p, const struct status *s)
{
    static const struct str head[] = {
        {"source", 6}, {"crawled", 7}, {"verdict", 7}, {"postings", 8}};
    struct text_table table;
    struct buf lines;
    struct str rest, line;
    if (s->n_sources == 0)
        return;
    text_table_init(&table, p->a, "lllr");
    table.ascii = p->screen.ascii;
    table.color = p->screen.color;
    text_table_row(&table, head);
    text_table_tone_row(&table, TONE_HEAD);
    for (size_t i = 0; i < s->n_sources; i++)
        source_row(p, &s->sources[i], &table);
    buf_init(&lines, OUT_MAX_BYTES);
    text_table_write(&table, p->screen.columns, &lines);
    rest = buf_str(&lines);
    buf_add_char(p->out, '\n');
    for (size_t i = 0; str_split(&rest, '\n', &line) && i <= s->n_sources;
         i++) {
        const struct source_state *r = i ? &s->sources[i - 1] : NULL;
        buf_add_str(p->out, line);
        buf_add_char(p->out, '\n');
        if (r && r->detail.n)
            add_below(p, r->detail);
        if (r && has_failed(r))
            text_failure(p, r);
    }
    buf_done(&lines);
}

static void text_skips(const struct page *p, const struct status *s)
{
    if (s->n_skips == 0)
        return;
    buf_printf(p->out, "\nskipped records (%zu of %llu)\n", s->n_skips,
               (unsigned long long)s->totals.skips);
    for (size_t i = 0; i < s->n_skips; i++) {
        buf_add_cstr(p->out, "  ");
        text_wrap(p->out,
                  shown(p, arena_printf(p->a, "%.*s: %.*s",
                                        STR_FMT(s->skips[i].place),
                                        STR_FMT(s->skips[i].why))),
                  p->screen.columns - 2, INDENT);
    }
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
                       struct arena *a, struct buf *out)
{
    const struct page page = {screen_of(&cli->screen, true), a, out};
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
    text_sources(&page, s);
    text_skips(&page, s);
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
            write_text(cli, &s, a, &out);
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
    .has_screen = true,
    .values_bytes = sizeof(struct values),
    .run = run,
};
