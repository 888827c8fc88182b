/* SPDX-License-Identifier: MIT */
#include "cli/reread.h"
#include "cli/own_presets.h"
#include "extract/readers.h"

/* A posting looked for in the answer that it came from. */
struct search {
    struct rules *rules;
    const struct posting *wanted;
    const struct archive_record *record;
    const struct preset *preset; /* of a kind that a user made */
    struct arena *a;
    struct raw found;
};

/* Ids that the source does not give are made when the posting is extracted. */
static bool is_wanted(struct search *s, struct raw *raw)
{
    const struct archive_record *r = s->record;
    struct posting p;
    if (raw->id.n && !str_eq(raw->id, s->wanted->id))
        return false;
    if (!raw->company.p)
        raw->company = r->company.n ? r->company : r->board;
    extract_posting(s->rules->extractor, s->rules->scratch, raw, r->source,
                    s->a, &p);
    if (!str_eq(p.id, s->wanted->id) || !str_eq(p.source, s->wanted->source))
        return false;
    s->found = *raw;
    return true;
}

/* Of several lines with one id the last one is what the store has. */
static bool find_in_lines(struct search *s)
{
    struct str rest = s->record->body, line;
    struct raw raw;
    struct err why;
    bool found = false;
    while (str_split(&rest, '\n', &line))
        if (str_find(line, s->wanted->id) != SIZE_MAX &&
            reader_read_line(line, s->a, &raw, &why) == ST_OK)
            found |= is_wanted(s, &raw);
    rest = s->record->body;
    while (!found && str_split(&rest, '\n', &line))
        if (reader_read_line(line, s->a, &raw, &why) == ST_OK)
            found = is_wanted(s, &raw);
    return found;
}

static enum st find(struct search *s, struct err *err)
{
    const struct archive_record *r = s->record;
    const struct reader_input input = {.body = r->body,
                                       .url = r->uri,
                                       .content_type = r->content_type,
                                       .board = r->board,
                                       .preset = s->preset};
    struct raw_list list = {0};
    bool found = false;
    enum st st = ST_OK;
    if (str_eq(r->kind, STR("ndjson")))
        found = find_in_lines(s);
    else
        st = reader_read(r->kind, &input, s->a, &list, err);
    for (size_t i = 0; !found && i < list.n; i++)
        found = is_wanted(s, &list.v[i]);
    if (!st && !found)
        st = err_set(err, ST_NO_INPUT, "its archive record does not hold it");
    return st;
}

/* The presets of a user's kinds stand in the archive in front of the answers
 * that they read. Damage on the way is not what is asked about here. */
static void take_presets(const struct cli *cli, const struct archive_ref *ref,
                         struct own_presets *own)
{
    AUTO(auto_archive_reader_free) struct archive_reader *reader = NULL;
    struct archive_ref first = *ref;
    struct archive_record record;
    struct err why;
    enum archive_what what;
    first.offset = 0;
    if (archive_reader_open_ref(cli->archive, &first, &reader, &why) != ST_OK)
        return;
    while ((what = archive_next(reader, &record, &why)) == ARCHIVE_RECORD &&
           record.offset < ref->offset)
        if (own_presets_is_record(&record) &&
            own_presets_take(own, &record, &why) != ST_OK)
            break;
}

enum st reread_posting(const struct cli *cli, struct rules *rules,
                       const struct posting *p, const struct archive_ref *ref,
                       struct arena *a, struct trace *out, struct err *err)
{
    AUTO(auto_archive_reader_free) struct archive_reader *reader = NULL;
    struct archive_record record;
    struct search search = {
        .rules = rules, .wanted = p, .record = &record, .a = a};
    if (!ref->file[0])
        return err_set(err, ST_NO_INPUT, "it has no archive record");
    enum st st = archive_reader_open_ref(cli->archive, ref, &reader, err);
    if (!st && archive_next(reader, &record, err) != ARCHIVE_RECORD)
        st = err->code ? err->code
                       : err_set(err, ST_NO_INPUT, "%s ends at byte %llu",
                                 ref->file, (unsigned long long)ref->offset);
    struct own_presets own;
    own_presets_init(&own);
    if (!st && !reader_exists(record.kind))
        take_presets(cli, ref, &own);
    search.preset = st ? NULL : own_presets_find(&own, record.kind);
    if (!st)
        st = find(&search, err);
    own_presets_done(&own);
    if (!st)
        extract_trace(rules->extractor, rules->scratch, &search.found, a, out);
    return st;
}
