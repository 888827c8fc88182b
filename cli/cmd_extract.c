/* SPDX-License-Identifier: MIT */
/* cmd_extract.c - from the archive to the store, again. */
#include "cli/archive_files.h"
#include "cli/ingest.h"
#include "cli/sitemaps.h"
#include "cli/verbs.h"
#include "report/moved.h"
#include "store/archive.h"
#include "store/digest.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CELLS_SHOWN 40 /* of those that moved */

struct values {
    bool all;
    const char *sources;
};

static const struct opt options[] = {
    {"all", 0, OPT_FLAG, offsetof(struct values, all), NULL,
     "every record, not only those that the store has not seen"},
    {"sources", 0, OPT_STRING, offsetof(struct values, sources), "FILE",
     "read kinds of your own by the presets of this file, not by those that\n"
     "the archive holds"},
    {0}};

struct extract {
    struct ingest ingest;
    struct moved_side *before; /* with --all: what the store said */
    struct str was;            /* the versions that it was derived by */
    struct arena *words;
    bool all;
    uint64_t n_records, n_bad_records;
    uint64_t done_bytes, all_bytes; /* of the archive files */
};

/* The line number that an import piece's URI ends in. */
static uint64_t first_line(struct str uri)
{
    uint64_t line = 1;
    while (uri.n && memchr(uri.p, ':', uri.n)) {
        struct str part;
        str_split(&uri, ':', &part);
    }
    str_to_u64(uri, UINT64_MAX, &line);
    return line;
}

/* The value of a field in lines "name: value". */
static struct str field(struct str lines, const char *name)
{
    struct str line, key;
    while (str_split(&lines, '\n', &line))
        if (str_split(&line, ':', &key) &&
            str_eq_ascii_nocase(key, str_from(name)))
            return str_trim(line);
    return STR_NONE;
}

/* What a sitemap lists that had not changed was there again. */
static enum st see_pages(struct extract *x, const struct archive_record *r,
                         struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    return sitemaps_again(r, x->ingest.store, a, err);
}

static enum st extract_record(struct extract *x, const char *file,
                              const struct archive_record *r, struct err *err)
{
    struct archive_ref ref = {.offset = r->offset};
    snprintf(ref.file, sizeof ref.file, "%s", file);
    struct record_info info = {.source = r->source,
                               .kind = r->kind,
                               .url = r->uri,
                               .ref = &ref,
                               .fetched_utc = r->utc,
                               .status = r->status,
                               .note = r->note};
    struct ingest_answer answer = {.kind = r->kind,
                                   .source = r->source,
                                   .url = r->uri,
                                   .place = r->uri,
                                   .content_type = r->content_type,
                                   .body = r->body,
                                   .board = r->board,
                                   .company = r->company,
                                   .note = r->note,
                                   .first_line = first_line(r->uri),
                                   .seen_utc = r->utc};
    bool known;
    struct err why = {0};
    enum st st = digest_text(&r->body, 1, ref.digest, err);
    if (!st)
        st = postings_put_record(x->ingest.store, &info, &answer.record_id,
                                 &known, err);
    if (st || (known && !x->all))
        return st;
    x->n_records++;
    uint64_t n = 0;
    st = ingest_put(&x->ingest, &answer, &n, &why);
    if (!st && str_eq(r->kind, STR("sitemap")))
        st = see_pages(x, r, &why);
    if (!st && str_eq(r->type, STR("response")))
        /* Whether it led to more is for the next crawl to find out. */
        return postings_record_read(x->ingest.store, answer.record_id,
                                    field(r->head, "ETag"),
                                    field(r->head, "Last-Modified"), n, 1, err);
    if (st != ST_BAD_INPUT && st != ST_TOO_BIG) {
        if (st)
            *err = why;
        return st;
    }
    x->n_bad_records++;
    return postings_put_skip(x->ingest.store, r->source, r->uri,
                             str_from(why.msg), r->utc, err);
}

/* The same where the sitemap itself is an older record, at url. */
static enum st see_list(struct extract *x, const struct archive_record *revisit,
                        struct str url, struct err *err)
{
    AUTO(auto_archive_reader_free) struct archive_reader *reader = NULL;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct known_record known;
    struct archive_record r;
    struct err why = {0};
    bool there;
    enum st st = postings_known(x->ingest.store, revisit->source, url, a,
                                &known, &there, err);
    if (st || !there ||
        archive_reader_open_ref(x->ingest.cli->archive, &known.ref, &reader,
                                &why) ||
        archive_next(reader, &r, &why) != ARCHIVE_RECORD)
        return st;
    r.utc = revisit->utc;
    return sitemaps_again(&r, x->ingest.store, a, err);
}

/* What was there already was there again. */
static enum st extract_revisit(struct extract *x,
                               const struct archive_record *r, struct err *err)
{
    struct str url = r->refers_to_uri.p ? r->refers_to_uri : r->uri;
    uint64_t n;
    int64_t id;
    enum st st = postings_find_record(x->ingest.store, r->source, url,
                                      r->digest, &id, err);
    if (st || id == 0)
        return st;
    st = postings_touch(x->ingest.store, id, r->utc, r->note, &n, err);
    return st || !str_eq(r->kind, STR("sitemap")) ? st
                                                  : see_list(x, r, url, err);
}

static uint64_t number(struct str lines, const char *name)
{
    uint64_t n = 0;
    str_to_u64(field(lines, name), INT64_MAX, &n);
    return n;
}

/* How a crawl of a source ended, in our own metadata. */
static enum st extract_verdict(struct extract *x,
                               const struct archive_record *r, struct err *err)
{
    struct crawl_row row = {.source = r->source,
                            .kind = r->kind,
                            .verdict = field(r->body, "verdict"),
                            .detail = field(r->body, "detail"),
                            .final_url = r->uri,
                            .ended_utc = r->utc,
                            .status = (int)number(r->body, "status"),
                            .n_requests = number(r->body, "requests"),
                            .n_failed = number(r->body, "requests-failed"),
                            .n_postings = POSTINGS_COUNT};
    if (!row.verdict.p || !r->source.p ||
        !instant_parse(field(r->body, "crawl-started"), &row.started_utc))
        return ST_OK;
    if (field(r->body, "postings").p)
        row.n_postings = number(r->body, "postings");
    AUTO(auto_arena_free) struct arena *words = arena_new();
    return postings_put_crawl(x->ingest.store, words, &row, err);
}

static bool holds_postings(const struct extract *x,
                           const struct archive_record *r)
{
    bool answer = str_eq(r->type, STR("response")) && r->status == 200;
    return (answer || str_eq(r->type, STR("resource"))) && !r->truncated &&
           r->kind.n &&
           (reader_exists(r->kind) ||
            own_presets_find(&x->ingest.own, r->kind));
}

static void take_preset(struct extract *x, const struct archive_file *file,
                        const struct archive_record *r)
{
    struct err why = {0};
    if (own_presets_take(&x->ingest.own, r, &why) == ST_OK)
        return;
    x->n_bad_records++;
    log_line(&x->ingest.cli->log, LOG_WARN, "%s: at byte %llu: %s", file->path,
             (unsigned long long)r->offset, why.msg);
}

static enum st extract_file(struct extract *x, const struct archive_file *file,
                            struct err *err)
{
    AUTO(auto_archive_reader_free) struct archive_reader *r = NULL;
    struct archive_record record;
    struct err why = {0};
    enum st st = archive_reader_open(file->path, 0, &r, err);
    enum archive_what what;
    while (!st && !cli_stop &&
           (what = archive_next(r, &record, &why)) != ARCHIVE_END) {
        uint64_t at, size;
        if (what == ARCHIVE_BAD || what == ARCHIVE_ERROR) {
            x->n_bad_records++;
            log_line(&x->ingest.cli->log, LOG_WARN, "%s: %s", file->path,
                     why.msg);
            if (what == ARCHIVE_ERROR)
                break; /* what came before is whole */
            continue;
        }
        if (holds_postings(x, &record))
            st = extract_record(x, file->name, &record, err);
        else if (str_eq(record.type, STR("revisit")))
            st = extract_revisit(x, &record, err);
        else if (own_presets_is_record(&record))
            take_preset(x, file, &record);
        else if (str_eq(record.type, STR("metadata")))
            st = extract_verdict(x, &record, err);
        archive_position(r, &at, &size);
        progress_update(&x->ingest.cli->progress, x->ingest.counts.postings,
                        x->done_bytes + at, x->all_bytes, STR_NONE);
    }
    x->done_bytes += file->bytes;
    return st;
}

static enum st read_versions(struct extract *x, struct str *out,
                             struct err *err)
{
    struct str taxonomy, rules;
    enum st st = postings_get_meta(x->ingest.store, "taxonomy", x->words,
                                   &taxonomy, err);
    if (!st)
        st = postings_get_meta(x->ingest.store, "rules", x->words, &rules, err);
    if (!st)
        *out = arena_printf(x->words, "taxonomy %.*s, rules %.*s",
                            STR_FMT(taxonomy), STR_FMT(rules));
    return st;
}

static enum st clear_store(struct extract *x, struct err *err)
{
    enum st st = moved_read(x->ingest.store, &x->before, err);
    if (!st)
        st = read_versions(x, &x->was, err);
    return st ? st : postings_clear_derived(x->ingest.store, err);
}

/* Which cells of a report are other than before, on standard output. */
static enum st print_moved(struct extract *x, struct err *err)
{
    AUTO(auto_moved_free) struct moved_side *after = NULL;
    struct moved_cell *v;
    struct str is;
    size_t n;
    enum st st = moved_read(x->ingest.store, &after, err);
    if (!st)
        st = read_versions(x, &is, err);
    if (st)
        return st;
    struct str why = str_eq(x->was, is)
                         ? arena_printf(x->words, "%.*s as before", STR_FMT(is))
                         : arena_printf(x->words, "%.*s; before: %.*s",
                                        STR_FMT(is), STR_FMT(x->was));
    moved_compare(x->before, after, x->words, &v, &n);
    struct buf out;
    buf_init(&out, 1u << 20);
    moved_print(v, n, CELLS_SHOWN, why, cli_columns(STDOUT_FILENO), &out);
    st = cli_print(buf_str(&out), err);
    buf_done(&out);
    return st;
}

static enum st extract_files(struct extract *x, const struct archive_files *all,
                             struct err *err)
{
    enum st st = postings_begin(x->ingest.store, err);
    if (!st && x->all)
        st = clear_store(x, err);
    x->all_bytes = all->bytes;
    for (size_t i = 0; !st && !cli_stop && i < all->n; i++)
        st = extract_file(x, &all->v[i], err);
    if (!st)
        st = postings_close_unseen(x->ingest.store, err);
    if (!st && cli_stop)
        st = err_set(err, ST_BUSY, "stopped; the store is as it was");
    if (!st && (x->all || x->ingest.counts.postings))
        st = ingest_stamp(&x->ingest, err);
    if (!st)
        st = postings_commit(x->ingest.store, err);
    if (st)
        postings_rollback(x->ingest.store);
    return st;
}

/* The presets of that file stand before the archive's. */
static enum st load_presets(struct extract *x, const char *path,
                            struct err *err)
{
    AUTO(auto_sources_free) struct sources *sources = NULL;
    if (!path)
        return ST_OK;
    x->ingest.own.fixed = true;
    enum st st = sources_load(path, &sources, err);
    return st ? st : own_presets_add(&x->ingest.own, sources, err);
}

static enum st open_all(struct extract *x, struct cli *cli,
                        const struct values *v, struct archive_files *files,
                        struct err *err)
{
    enum st st = archive_files_list(cli->archive, x->words, files, err);
    if (!st && files->n == 0)
        st = err_set(err, ST_NO_INPUT,
                     "%s: no archive yet; run \"skilltally crawl\" or "
                     "\"skilltally import\" first",
                     cli->archive);
    if (!st)
        st = cli_lock_home(cli, err);
    if (!st)
        st = archive_recover(cli->archive, &cli->log, err);
    if (!st)
        st = ingest_open(&x->ingest, cli, err);
    if (!st && !v->all)
        st = ingest_warn_of_mix(&x->ingest, err);
    return st ? st : load_presets(x, v->sources, err);
}

/* Say what was done; returns the exit code. */
static int tell(struct extract *x, struct cli *cli)
{
    const struct ingest_counts *c = &x->ingest.counts;
    struct err err = {0};
    cli_note(cli,
             "extracted %llu postings from %llu records: %llu new, %llu "
             "changed; %llu postings and %llu records could not be read",
             (unsigned long long)c->postings, (unsigned long long)x->n_records,
             (unsigned long long)c->added, (unsigned long long)c->changed,
             (unsigned long long)c->bad, (unsigned long long)x->n_bad_records);
    if (x->before && print_moved(x, &err) != ST_OK)
        return cli_fail(cli, &err);
    return c->bad || x->n_bad_records ? EXIT_PARTLY : EXIT_DONE;
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct extract x = {.all = v->all, .words = a};
    struct archive_files files = {0};
    struct err err = {0};
    if (argc > 0)
        return cli_usage(cli, "extract", "unexpected argument \"%s\"", argv[0]);
    cli_catch_signals();
    enum st st = open_all(&x, cli, v, &files, &err);
    if (!st) {
        progress_start(&cli->progress, "extract", "postings");
        st = extract_files(&x, &files, &err);
        progress_end(&cli->progress);
    }
    int code = st ? cli_fail(cli, &err) : tell(&x, cli);
    moved_free(x.before);
    ingest_done(&x.ingest);
    return code;
}

const struct verb verb_extract = {
    .name = "extract",
    .usage = "[--all] [--sources FILE]",
    .summary = "derive the store from the archive again",
    .details = "Without --all only records that the store has not seen are "
               "read. With it the\nwhole store is derived anew, as after a "
               "change of the taxonomy, and\nthe cells of a report that moved "
               "are printed, with the reason.",
    .options = options,
    .values_bytes = sizeof(struct values),
    .run = run,
};
