/* SPDX-License-Identifier: MIT */
/* cmd_map.c - NDJSON, WARC or HTML to posting records, on several threads.
 *
 * Pure: no network, no store, no clock. The output file appears whole or not
 * at all. */
#include "base/file.h"
#include "base/lines.h"
#include "cli/rules.h"
#include "cli/verbs.h"
#include "extract/batch.h"
#include "extract/readers.h"
#include "store/archive.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

struct values {
    const char *emit, *output;
    bool with_text;
    uint64_t threads;
};

static const struct opt options[] = {
    {"emit", 0, OPT_STRING, offsetof(struct values, emit), "WHAT",
     "postings (default): one record a posting"},
    {"with-text", 0, OPT_FLAG, offsetof(struct values, with_text), NULL,
     "add the normalised text, into which the mentions point"},
    {"threads", 0, OPT_UINT, offsetof(struct values, threads), "N",
     "threads to use (default: one for each processor)"},
    {"output", 'o', OPT_STRING, offsetof(struct values, output), "OUT",
     "file to write, - for standard output (default)"},
    {0}};

enum format { FORMAT_LINES, FORMAT_WARC, FORMAT_PAGE };

/* The inputs, one after the other, as pieces. */
struct inputs {
    struct cli *cli;
    char **files;
    int n_files, at; /* at: the file that is open, or the next */
    bool open;
    enum format format;
    struct lines *lines;
    struct archive_reader *warc;
    struct str first; /* of lines: read ahead to tell the format */
    bool has_first;
    struct buf page; /* the HTML document */
    uint64_t n_lines;
};

static bool is_blank(struct str line)
{
    return str_trim(line).n == 0;
}

/* What the first line that is not blank tells of a file. */
static enum format format_of(struct str line)
{
    if (str_starts(line, STR("WARC/")))
        return FORMAT_WARC;
    return str_starts(str_trim(line), STR("<")) ? FORMAT_PAGE : FORMAT_LINES;
}

static void close_file(struct inputs *in)
{
    lines_free(in->lines);
    archive_reader_free(in->warc);
    in->lines = NULL;
    in->warc = NULL;
    in->open = in->has_first = false;
    in->at++;
}

/* Open the file whose turn it is and tell its format by its first line. */
static enum st open_file(struct inputs *in, struct err *err)
{
    const char *file = in->files[in->at];
    struct str line = STR("");
    enum lines_what what = LINES_LINE;
    enum st st = lines_open(file, &in->lines, err);
    if (st)
        return st;
    while (what == LINES_LINE && is_blank(line))
        what = lines_next(in->lines, &line, err);
    if (what == LINES_ERROR)
        return err_prefix(err, "%s", file);
    in->open = true;
    in->has_first = what == LINES_LINE;
    in->first = line;
    in->format = in->has_first ? format_of(line) : FORMAT_LINES;
    if (in->format != FORMAT_WARC)
        return ST_OK;
    if (strcmp(file, "-") == 0)
        return err_set(err, ST_BAD_INPUT,
                       "a WARC cannot be read from standard input; name the "
                       "file");
    lines_free(in->lines);
    in->lines = NULL;
    return archive_reader_open(file, 0, &in->warc, err);
}

static enum batch_what next_line(struct inputs *in, struct batch_piece *out,
                                 struct err *err)
{
    struct str line = in->first;
    enum lines_what what = LINES_LINE;
    do {
        if (!in->has_first)
            what = lines_next(in->lines, &line, err);
        in->has_first = false;
    } while (what == LINES_LINE && is_blank(line));
    out->file = in->files[in->at];
    out->number = lines_number(in->lines);
    out->bytes = line;
    if (what == LINES_TOO_LONG) {
        out->bytes = STR_NONE;
        out->unreadable = true;
        out->why = "the line is too long";
        return BATCH_PIECE;
    }
    if (what == LINES_ERROR)
        err_prefix(err, "%s", out->file);
    return what == LINES_LINE  ? BATCH_PIECE
           : what == LINES_END ? BATCH_END
                               : BATCH_FAILED;
}

/* The whole file, whose first line is HTML, as one page. */
static enum batch_what whole_page(struct inputs *in, struct batch_piece *out,
                                  struct err *err)
{
    struct str line = in->first;
    enum lines_what what = LINES_LINE;
    if (!in->has_first)
        return BATCH_END;
    in->has_first = false;
    buf_clear(&in->page);
    while (what == LINES_LINE) {
        buf_add_str(&in->page, line);
        buf_add_char(&in->page, '\n');
        what = lines_next(in->lines, &line, err);
    }
    if (what == LINES_ERROR)
        return BATCH_FAILED;
    *out = (struct batch_piece){.bytes = buf_str(&in->page),
                                .kind = STR("page"),
                                .file = in->files[in->at],
                                .number = 1,
                                .unreadable = in->page.overflowed ||
                                              what == LINES_TOO_LONG,
                                .why = "the page is too big"};
    return BATCH_PIECE;
}

/* An answer that may hold postings: ours by its kind, another's by being
 * HTML. */
static bool is_answer(const struct archive_record *r)
{
    bool content =
        str_eq(r->type, STR("response")) || str_eq(r->type, STR("resource"));
    bool ok = r->status == 0 || r->status == 200;
    bool html = str_find_ascii_nocase(r->content_type, STR("html")) != SIZE_MAX;
    return content && ok && r->body.n &&
           (reader_exists(r->kind) || (!r->kind.n && html));
}

static enum batch_what next_record(struct inputs *in, struct batch_piece *out,
                                   struct err *err)
{
    struct archive_record r;
    enum archive_what what;
    do
        what = archive_next(in->warc, &r, err);
    while (what == ARCHIVE_RECORD && !is_answer(&r));
    out->file = in->files[in->at];
    switch (what) {
    case ARCHIVE_RECORD:
        out->number = r.offset;
        out->bytes = r.body;
        out->kind = r.kind.n ? r.kind : STR("page");
        out->url = r.uri;
        out->content_type = r.content_type;
        out->board = r.source;
        out->note = r.note;
        /* A crawl of ours has asked for the details of what it listed. */
        out->details_apart = r.kind.n > 0 && str_eq(r.type, STR("response"));
        return BATCH_PIECE;
    case ARCHIVE_BAD:
        out->unreadable = true;
        out->why = "the record is damaged";
        return BATCH_PIECE;
    case ARCHIVE_END:
        return BATCH_END;
    default:
        err_prefix(err, "%s", out->file);
        return BATCH_FAILED;
    }
}

/* The next piece of whichever file it comes from. */
static enum batch_what next_piece(void *ctx, struct batch_piece *out,
                                  struct err *err)
{
    struct inputs *in = ctx;
    while (in->at < in->n_files) {
        if (!in->open && open_file(in, err))
            return BATCH_FAILED;
        enum batch_what what =
            in->format == FORMAT_WARC   ? next_record(in, out, err)
            : in->format == FORMAT_PAGE ? whole_page(in, out, err)
                                        : next_line(in, out, err);
        if (what != BATCH_END)
            return what;
        close_file(in);
    }
    return BATCH_END;
}

static enum st write_records(void *ctx, struct str records, struct err *err)
{
    FILE *to = file_out_stream(ctx);
    errno = 0;
    if (fwrite(records.p, 1, records.n, to) != records.n)
        return err_errno(err, ST_IO, errno, "cannot write the records");
    return ST_OK;
}

static enum st map(struct cli *cli, const struct values *v, int argc,
                   char **argv, struct batch_result *result, struct err *err)
{
    struct rules rules;
    struct inputs in = {.cli = cli, .files = argv, .n_files = argc};
    struct file_out *out = NULL;
    struct batch_options opts = {.threads = (unsigned)v->threads,
                                 .with_text = v->with_text};
    if (!v->threads) {
        long n = sysconf(_SC_NPROCESSORS_ONLN);
        opts.threads = n < 1 ? 1 : (unsigned)n;
    }
    if (opts.threads > BATCH_MAX_THREADS)
        opts.threads = BATCH_MAX_THREADS;
    buf_init(&in.page, READER_BODY_MAX_BYTES);
    enum st st = rules_open(&rules, cli->common.taxonomy, err);
    if (!st)
        st = file_out_open(v->output ? v->output : "-", &out, err);
    if (!st)
        st = batch_run(rules.extractor, &opts,
                       (struct batch_input){next_piece, &in},
                       (struct batch_output){write_records, out}, result, err);
    close_file(&in);
    buf_done(&in.page);
    rules_done(&rules);
    if (!st)
        return file_out_commit(out, err);
    file_out_abort(out);
    return st;
}

static int run(struct cli *cli, const void *values, int argc, char **argv)
{
    const struct values *v = values;
    struct batch_result result = {0};
    struct err err = {0};
    if (v->emit && strcmp(v->emit, "postings") != 0)
        return cli_usage(cli, "map", "--emit takes postings, not \"%s\"",
                         v->emit);
    if (argc < 1)
        return cli_usage(cli, "map",
                         "map needs a FILE, or - for standard "
                         "input");
    if (map(cli, v, argc, argv, &result, &err))
        return cli_fail(cli, &err);
    cli_note(cli, "skilltally: %llu lines read, %llu postings, %llu bad%s%s",
             (unsigned long long)result.n_pieces,
             (unsigned long long)result.n_postings,
             (unsigned long long)result.n_bad,
             result.n_bad ? "; the first: " : "", result.first_bad.msg);
    return EXIT_DONE;
}

const struct verb verb_map = {
    .name = "map",
    .usage = "[--with-text] [--threads N] [-o OUT|-] FILE...|-",
    .summary = "NDJSON, WARC or HTML to posting records with skills and role",
    .details =
        "Each FILE is NDJSON with one posting a line, plain or gzipped; a WARC;"
        "\nor one HTML page with schema.org JobPosting. The order of the input "
        "is\nkept, and any number of threads gives the same bytes.",
    .options = options,
    .values_bytes = sizeof(struct values),
    .run = run,
};
