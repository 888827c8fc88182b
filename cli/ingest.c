/* SPDX-License-Identifier: MIT */
#include "cli/ingest.h"
#include "base/file.h"

enum st ingest_warn_of_mix(struct ingest *in, struct err *err)
{
    struct str taxonomy, rules;
    enum st st =
        postings_get_meta(in->store, "taxonomy", in->page, &taxonomy, err);
    if (!st)
        st = postings_get_meta(in->store, "rules", in->page, &rules, err);
    if (st)
        return st;
    bool other = (taxonomy.p &&
                  !str_eq(taxonomy, str_from(in->rules.taxonomy->version))) ||
                 (rules.p && !str_eq(rules, STR(EXTRACT_RULES_VERSION)));
    if (other)
        log_line(&in->cli->log, LOG_WARN,
                 "the store was filled with another taxonomy or other rules; "
                 "run \"skilltally extract --all\" to bring it up to date");
    arena_reset(in->page);
    return ST_OK;
}

enum st ingest_open(struct ingest *in, struct cli *cli, struct err *err)
{
    *in = (struct ingest){.cli = cli};
    in->page = arena_new();
    in->posting = arena_new();
    own_presets_init(&in->own);
    enum st st = rules_open(&in->rules, cli->common.taxonomy, err);
    if (!st)
        st = file_mkdirs(cli->home, err);
    if (!st)
        st = postings_open(cli->store, &in->store, err);
    return st;
}

void ingest_done(struct ingest *in)
{
    postings_free(in->store);
    rules_done(&in->rules);
    own_presets_done(&in->own);
    arena_free(in->page);
    arena_free(in->posting);
}

/* The slug of a board, as a name: of "acme.wd5/Careers" the tenant. */
static struct str slug_name(struct str board)
{
    struct str host, tenant;
    if (str_find(board, STR("/")) == SIZE_MAX)
        return board;
    str_split(&board, '/', &host);
    str_split(&host, '.', &tenant);
    return tenant;
}

void ingest_extract(const struct ingest *in, struct extract_scratch *scratch,
                    const struct ingest_answer *a, const struct raw *raw,
                    struct arena *arena, struct posting *out)
{
    struct raw named = *raw; /* what was read is compared by others */
    if (!named.company.p)
        named.company = a->company.n ? a->company : slug_name(a->board);
    extract_posting(in->rules.extractor, scratch, &named, a->source, arena,
                    out);
}

static enum st put_extracted(struct ingest *in, const struct ingest_answer *a,
                             const struct posting *p, struct err *err)
{
    enum put_result result;
    enum st st =
        postings_put(in->store, p, a->record_id, a->seen_utc, &result, err);
    if (st)
        return st;
    in->counts.postings++;
    in->counts.added += result == PUT_NEW;
    in->counts.changed += result == PUT_CHANGED;
    in->counts.same += result == PUT_SAME;
    return ST_OK;
}

static enum st put_posting(struct ingest *in, const struct ingest_answer *a,
                           struct raw *raw, struct err *err)
{
    struct posting p;
    ingest_extract(in, in->rules.scratch, a, raw, in->posting, &p);
    enum st st = put_extracted(in, a, &p, err);
    arena_reset(in->posting);
    return st;
}

static enum st put_skip(struct ingest *in, const struct ingest_answer *a,
                        struct str place, const char *why, struct err *err)
{
    in->counts.bad++;
    log_line(&in->cli->log, LOG_INFO, "%.*s: skipped: %s", STR_FMT(place), why);
    return postings_put_skip(in->store, a->source, place, str_from(why),
                             a->seen_utc, err);
}

/* One line of an ndjson piece: a posting, or a skip with file and line. */
static enum st put_line(struct ingest *in, const struct ingest_answer *a,
                        struct str line, uint64_t number, struct err *err)
{
    struct raw raw;
    struct err why = {0};
    if (reader_read_line(line, in->page, &raw, &why) == ST_OK)
        return put_posting(in, a, &raw, err);
    struct str place = arena_printf(in->page, "%.*s:%llu", STR_FMT(a->place),
                                    (unsigned long long)number);
    return put_skip(in, a, place, why.msg, err);
}

static enum st put_lines(struct ingest *in, const struct ingest_answer *a,
                         uint64_t *n, struct err *err)
{
    struct str rest = a->body, line;
    uint64_t number = a->first_line;
    enum st st = ST_OK;
    *n = 0;
    for (; !st && str_split(&rest, '\n', &line); number++) {
        if (str_trim(line).n == 0)
            continue;
        arena_reset(in->page);
        st = put_line(in, a, line, number, err);
        ++*n;
    }
    return st;
}

enum st ingest_read_into(const struct ingest *in, const struct ingest_answer *a,
                         struct arena *arena, struct raw_list *out,
                         struct err *err)
{
    const struct reader_input input = {.body = a->body,
                                       .url = a->url,
                                       .content_type = a->content_type,
                                       .board = a->board,
                                       .note = a->note,
                                       .preset =
                                           own_presets_find(&in->own, a->kind)};
    return reader_read(a->kind, &input, arena, out, err);
}

enum st ingest_put_list(struct ingest *in, const struct ingest_answer *a,
                        struct raw_list *list, const struct posting *postings,
                        struct err *err)
{
    enum st st = ST_OK;
    for (size_t i = 0; !st && i < list->n; i++)
        st = postings ? put_extracted(in, a, &postings[i], err)
                      : put_posting(in, a, &list->v[i], err);
    if (st || list->n_bad == 0)
        return st;
    struct str place = arena_printf(in->page, "%.*s (%zu postings)",
                                    STR_FMT(a->place), list->n_bad);
    in->counts.bad += list->n_bad - 1;
    return put_skip(in, a, place, list->first_bad.msg, err);
}

static enum st put_whole(struct ingest *in, const struct ingest_answer *a,
                         uint64_t *n, struct err *err)
{
    struct raw_list list;
    arena_reset(in->page);
    enum st st = ingest_read_into(in, a, in->page, &list, err);
    if (!st)
        st = ingest_put_list(in, a, &list, NULL, err);
    if (!st)
        *n = list.n;
    return st;
}

enum st ingest_put(struct ingest *in, const struct ingest_answer *a,
                   uint64_t *n, struct err *err)
{
    uint64_t count = 0;
    enum st st = str_eq(a->kind, STR("ndjson")) ? put_lines(in, a, &count, err)
                                                : put_whole(in, a, &count, err);
    if (!st && n)
        *n = count;
    return st;
}

enum st ingest_stamp(struct ingest *in, struct err *err)
{
    enum st st = postings_set_meta(in->store, "taxonomy",
                                   str_from(in->rules.taxonomy->version), err);
    if (!st)
        st = postings_set_meta(in->store, "rules", STR(EXTRACT_RULES_VERSION),
                               err);
    return st ? st : postings_settle(in->store, err);
}
