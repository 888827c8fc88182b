/* SPDX-License-Identifier: MIT */
/* cmd_import.c - postings from files: archived first, then extracted. */
#include "base/csv.h"
#include "base/file.h"
#include "base/lines.h"
#include "cli/ingest.h"
#include "cli/verbs.h"
#include "cli/version.h"
#include "cli/warc_import.h"
#include "crawler/url.h"
#include "extract/columns.h"
#include "store/archive.h"
#include "store/digest.h"
#include <stdlib.h>
#include <string.h>

/* A piece of an NDJSON or CSV file becomes one archive record of this size. */
#define PIECE_BYTES     (1u << 20)
#define URI_MAX_BYTES   4096
#define PIECE_MAX_BYTES (PIECE_BYTES + LINES_LINE_MAX_BYTES)

struct values {
    const char *format, *source;
    struct opt_list map;
};

static const struct opt options[] = {
    {"format", 0, OPT_STRING, offsetof(struct values, format), "NAME",
     "auto (default), ndjson, csv, html or warc"},
    {"map", 0, OPT_MULTI, offsetof(struct values, map), "COLUMN=FIELD",
     "take FIELD (title, company, description, ...) from COLUMN; may be "
     "repeated"},
    {"source", 0, OPT_STRING, offsetof(struct values, source), "NAME",
     "name of the source in the store (default: the file's name)"},
    {0}};

enum file_format {
    FORMAT_AUTO,
    FORMAT_NDJSON,
    FORMAT_CSV,
    FORMAT_HTML,
    FORMAT_WARC
};

struct import {
    struct ingest ingest;
    struct archive_writer *archive;
    struct columns *columns;
    struct str source;
    const char *path;
    struct buf piece;
    uint64_t piece_first_line;
    uint64_t known_pieces, passed_over, seen_again;
    bool source_given;
    int64_t now_utc;
};

static bool parse_format(const char *word, enum file_format *out)
{
    static const char *const words[] = {"auto", "ndjson", "csv", "html",
                                        "warc"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(word, words[i]) == 0) {
            *out = (enum file_format)i;
            return true;
        }
    }
    return false;
}

static bool name_has(const char *path, const char *ending)
{
    return str_ends(str_from(path), str_from(ending));
}

/* By name; content tells where the name does not. */
static enum file_format guess_format(const char *path)
{
    if (name_has(path, ".csv") || name_has(path, ".csv.gz") ||
        name_has(path, ".tsv") || name_has(path, ".tsv.gz"))
        return FORMAT_CSV;
    if (name_has(path, ".html") || name_has(path, ".htm"))
        return FORMAT_HTML;
    if (name_has(path, ".warc") || name_has(path, ".warc.gz"))
        return FORMAT_WARC;
    return FORMAT_NDJSON;
}

/* "dir/jobs_2025.jsonl.gz" is the source "jobs_2025". */
static struct str default_source(const char *path)
{
    static const char *const endings[] = {".gz",  ".jsonl", ".ndjson", ".json",
                                          ".csv", ".tsv",   ".html",   ".htm"};
    struct str name =
        str_from(strcmp(path, "-") == 0 ? "stdin" : path_base(path));
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(name, str_from(endings[i])) && name.n > strlen(endings[i]))
            name = str_slice(name, 0, name.n - strlen(endings[i]));
    return name;
}

/* A body to take, with the URI that it gets in the archive. */
struct body {
    struct str kind, content_type, bytes;
    struct str uri;
};

/* Note the record and extract it, as one transaction. */
static enum st put_body(struct import *im, const struct body *b,
                        const struct archive_ref *ref, struct err *err)
{
    struct postings *store = im->ingest.store;
    const struct record_info info = {.source = im->source,
                                     .kind = b->kind,
                                     .url = b->uri,
                                     .ref = ref,
                                     .fetched_utc = im->now_utc};
    struct ingest_answer answer = {.kind = b->kind,
                                   .source = im->source,
                                   .body = b->bytes,
                                   .content_type = b->content_type,
                                   .place = str_from(path_base(im->path)),
                                   .first_line = im->piece_first_line,
                                   .seen_utc = im->now_utc};
    bool known;
    enum st st = postings_begin(store, err);
    if (!st)
        st = postings_put_record(store, &info, &answer.record_id, &known, err);
    if (!st)
        st = ingest_put(&im->ingest, &answer, NULL, err);
    if (!st)
        st = postings_commit(store, err);
    if (st)
        postings_rollback(store);
    return st;
}

/* Archive a body and extract it. One that this source gave before changes
 * nothing. */
static enum st take(struct import *im, struct body *b, struct err *err)
{
    char digest[DIGEST_TEXT_BYTES];
    bool known = false;
    enum st st = digest_text(&b->bytes, 1, digest, err);
    if (!st)
        st = postings_has_digest(im->ingest.store, im->source, digest, &known,
                                 err);
    if (st || known) {
        im->known_pieces += known;
        return st;
    }
    struct archive_ref ref;
    struct buf uri;
    buf_init(&uri, URI_MAX_BYTES);
    buf_add_cstr(&uri, "urn:skilltally:import:");
    url_encode(&uri, im->source);
    buf_printf(&uri, ":%llu", (unsigned long long)im->piece_first_line);
    b->uri = buf_str(&uri);
    st = archive_write_resource(im->archive, b->uri, b->content_type, b->bytes,
                                im->source, b->kind, im->now_utc, &ref, err);
    if (!st)
        st = archive_writer_sync(im->archive, err);
    if (!st)
        st = put_body(im, b, &ref, err);
    buf_done(&uri);
    return st;
}

static enum st take_piece(struct import *im, struct err *err)
{
    if (im->piece.n == 0)
        return ST_OK;
    struct body body = {.kind = STR("ndjson"),
                        .content_type = STR("application/x-ndjson"),
                        .bytes = buf_str(&im->piece)};
    enum st st = take(im, &body, err);
    buf_clear(&im->piece);
    return st;
}

static enum st add_line(struct import *im, struct str line, uint64_t number,
                        struct err *err)
{
    if (im->piece.n == 0)
        im->piece_first_line = number;
    buf_add_str(&im->piece, line);
    buf_add_char(&im->piece, '\n');
    return im->piece.n >= PIECE_BYTES ? take_piece(im, err) : ST_OK;
}

static enum st note_skip(struct import *im, uint64_t number, const char *why,
                         struct err *err)
{
    char place[512];
    snprintf(place, sizeof place, "%s:%llu", path_base(im->path),
             (unsigned long long)number);
    im->ingest.counts.bad++;
    log_line(&im->ingest.cli->log, LOG_INFO, "%s: skipped: %s", place, why);
    return postings_put_skip(im->ingest.store, im->source, str_from(place),
                             str_from(why), im->now_utc, err);
}

static void show_progress(struct import *im, uint64_t consumed, uint64_t size)
{
    progress_update(&im->ingest.cli->progress, im->ingest.counts.postings,
                    consumed, size, str_from(path_base(im->path)));
}

static enum st import_ndjson(struct import *im, struct err *err)
{
    AUTO(auto_lines_free) struct lines *lines = NULL;
    struct buf renamed;
    struct str line;
    enum lines_what what = LINES_END;
    enum st st = lines_open(im->path, &lines, err);
    buf_init(&renamed, PIECE_MAX_BYTES);
    while (!st && !cli_stop &&
           (what = lines_next(lines, &line, err)) != LINES_END &&
           what != LINES_ERROR) {
        uint64_t consumed, size, number = lines_number(lines);
        struct err why = {0};
        if (what == LINES_TOO_LONG) {
            st = note_skip(im, number, "line over 16 MiB", err);
            continue;
        }
        if (columns_rename_line(im->columns, line, &renamed, &why) == ST_OK)
            line = columns_any(im->columns) ? buf_str(&renamed) : line;
        st = add_line(im, line, number, err);
        lines_position(lines, &consumed, &size);
        show_progress(im, consumed, size);
    }
    buf_done(&renamed);
    struct err late = {0};
    enum st last = st ? ST_OK : take_piece(im, &late);
    if (!st && what == LINES_ERROR)
        return err->code; /* what came before the fault is kept */
    if (last)
        *err = late;
    return st ? st : last;
}

static enum st import_csv(struct import *im, struct err *err)
{
    AUTO(auto_csv_reader_free) struct csv_reader *csv = NULL;
    enum st st = csv_reader_open(im->path, &csv, err);
    if (st)
        return st;
    size_t n = 0;
    const struct str *header = csv_header(csv, &n), *fields;
    struct buf line;
    enum csv_what what = CSV_END;
    bool ragged = false;
    st = columns_bind(im->columns, header, n, err);
    buf_init(&line, PIECE_MAX_BYTES);
    while (!st && !cli_stop &&
           (what = csv_next(csv, &fields, &ragged, err)) != CSV_END &&
           what != CSV_ERROR) {
        uint64_t consumed, size;
        if (what == CSV_BAD) {
            st = note_skip(im, csv_line(csv), err->msg, err);
            continue;
        }
        buf_clear(&line);
        columns_write_row(im->columns, fields, &line);
        st = add_line(im, buf_str(&line), csv_line(csv), err);
        csv_position(csv, &consumed, &size);
        show_progress(im, consumed, size);
    }
    buf_done(&line);
    struct err late = {0};
    enum st last = st ? ST_OK : take_piece(im, &late);
    if (!st && what == CSV_ERROR)
        return err->code;
    if (last)
        *err = late;
    return st ? st : last;
}

static enum st import_html(struct import *im, struct err *err)
{
    struct buf bytes;
    buf_init(&bytes, READER_BODY_MAX_BYTES);
    enum st st = file_read(im->path, &bytes, err);
    struct body body = {.kind = STR("page"),
                        .content_type = STR("text/html"),
                        .bytes = buf_str(&bytes)};
    im->piece_first_line = 1;
    if (!st)
        st = take(im, &body, err);
    buf_done(&bytes);
    return st;
}

static enum st import_warc(struct import *im, struct err *err)
{
    struct warc_import w = {.ingest = &im->ingest,
                            .archive = im->archive,
                            .path = im->path,
                            .source = im->source_given ? im->source : STR_NONE};
    enum st st = warc_import(&w, err);
    im->known_pieces += w.n_known;
    im->seen_again += w.n_again;
    im->passed_over += w.n_passed;
    im->ingest.counts.bad += w.n_damaged;
    return st;
}

/* Anything at all that was found in files. */
static uint64_t seen_so_far(const struct import *im)
{
    return im->ingest.counts.postings + im->ingest.counts.bad +
           im->known_pieces + im->passed_over + im->seen_again;
}

static enum st import_file(struct import *im, enum file_format format,
                           struct err *err)
{
    uint64_t before = seen_so_far(im);
    enum st st;
    if (format == FORMAT_AUTO)
        format = guess_format(im->path);
    if (format == FORMAT_CSV)
        st = import_csv(im, err);
    else if (format == FORMAT_HTML)
        st = import_html(im, err);
    else if (format == FORMAT_WARC)
        st = import_warc(im, err);
    else
        st = import_ndjson(im, err);
    if (!st && !cli_stop && before == seen_so_far(im))
        st = err_set(err, ST_BAD_INPUT,
                     "%s: no posting in it; is the file empty?", im->path);
    return st;
}

static void print_summary(struct import *im)
{
    const struct ingest_counts *c = &im->ingest.counts;
    struct buf words;
    buf_init(&words, 1024);
    buf_add_cstr(&words, "imported ");
    number_format(&words, c->postings);
    buf_printf(&words, " postings: %llu new, %llu changed, %llu as before",
               (unsigned long long)c->added, (unsigned long long)c->changed,
               (unsigned long long)c->same);
    if (im->known_pieces)
        buf_printf(&words, "; %llu pieces were imported before",
                   (unsigned long long)im->known_pieces);
    if (im->seen_again)
        buf_printf(&words, "; %llu pages were there again",
                   (unsigned long long)im->seen_again);
    if (im->passed_over)
        buf_printf(&words, "; %llu records without postings passed over",
                   (unsigned long long)im->passed_over);
    if (c->bad)
        buf_printf(&words, "; %llu skipped (skilltally status names them)",
                   (unsigned long long)c->bad);
    cli_note(im->ingest.cli, "%s", buf_cstr(&words));
    buf_done(&words);
}

static enum st import_all(struct import *im, const struct values *v,
                          enum file_format format, int argc, char **argv,
                          int *n_failed)
{
    struct err err = {0};
    enum st worst = ST_OK;
    for (int i = 0; i < argc && !cli_stop; i++) {
        im->path = argv[i];
        im->source_given = v->source != NULL;
        im->source = v->source ? str_from(v->source) : default_source(argv[i]);
        enum st st = import_file(im, format, &err);
        if (!st)
            continue;
        cli_fail(im->ingest.cli, &err);
        ++*n_failed;
        worst = st;
        if (st == ST_IO || st == ST_CREATE)
            break; /* the disk will not get better with the next file */
    }
    return worst;
}

static enum st open_all(struct import *im, struct cli *cli, struct err *err)
{
    enum st st = cli_lock_home(cli, err);
    if (!st)
        st = archive_recover(cli->archive, &cli->log, err);
    if (!st)
        st = ingest_open(&im->ingest, cli, err);
    if (!st)
        st = ingest_warn_of_mix(&im->ingest, err);
    if (!st)
        st = archive_writer_open(cli->archive, cli_software, im->now_utc,
                                 &im->archive, err);
    return st;
}

/* Make the archive durable and say what was done. Returns the exit code. */
static int finish(struct import *im, int code)
{
    struct err err = {0};
    if (archive_writer_close(im->archive, &err) ||
        ingest_stamp(&im->ingest, &err))
        code = cli_fail(im->ingest.cli, &err);
    if (code == EXIT_DONE || im->ingest.counts.postings)
        print_summary(im);
    if (code == EXIT_DONE && im->ingest.counts.bad)
        code = EXIT_PARTLY;
    return cli_stop ? st_exit_code(ST_BUSY) : code;
}

static int import_files(struct import *im, const struct values *v,
                        enum file_format format, int argc, char **argv)
{
    struct progress *progress = &im->ingest.cli->progress;
    int n_failed = 0;
    progress_start(progress, "import", "postings");
    enum st st = import_all(im, v, format, argc, argv, &n_failed);
    progress_end(progress);
    if (n_failed == 0)
        return EXIT_DONE;
    bool all = n_failed == argc || st == ST_IO || st == ST_CREATE;
    return all ? st_exit_code(st) : EXIT_PARTLY;
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    enum file_format format = FORMAT_AUTO;
    struct import im = {.now_utc = cli_now_utc()};
    struct err err = {0};
    if (argc == 0)
        return cli_usage(cli, "import", "import needs a FILE");
    if (v->format && !parse_format(v->format, &format))
        return cli_usage(cli, "import", "unknown format \"%s\"", v->format);
    if (columns_new(v->map.v, v->map.n, &im.columns, &err))
        return cli_usage(cli, "import", "%s", err.msg);
    cli_catch_signals();
    buf_init(&im.piece, PIECE_MAX_BYTES);
    int code = open_all(&im, cli, &err)
                   ? cli_fail(cli, &err)
                   : finish(&im, import_files(&im, v, format, argc, argv));
    ingest_done(&im.ingest);
    columns_free(im.columns);
    buf_done(&im.piece);
    return code;
}

const struct verb verb_import = {
    .name = "import",
    .usage = "FILE... [options]",
    .summary = "read postings from NDJSON, CSV or WARC files, or HTML pages",
    .details =
        "NDJSON holds one posting a line; the keys are id, title, company,\n"
        "location, url, date_posted, description, description_format (html,\n"
        "text or markdown). CSV columns with usual names are found by\n"
        "themselves; --map names others. WARC files of any crawler are\n"
        "searched for HTML answers with a JobPosting. Importing the same file\n"
        "again changes nothing.",
    .options = options,
    .values_bytes = sizeof(struct values),
    .run = run,
};
