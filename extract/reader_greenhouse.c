/* SPDX-License-Identifier: MIT */
/* reader_greenhouse.c - boards-api.greenhouse.io: a list {"jobs": [...]} or one
 * job. `content` is HTML that was escaped once; first_published is the posting
 * date, updated_at moves with every edit. */
#include "extract/reader_board.h"
#include "extract/reader_kinds.h"
#include "extract/text.h"
#include "extract/text_entities.h"
#include <string.h>

/* Boards put the work model where the place belongs. */
static bool is_work_model(struct str s)
{
    return reader_remote_word(s) != REMOTE_NONE;
}

static void read_places(struct reader *r, struct json_object *job)
{
    struct raw *raw = r->raw;
    struct json_object *offices = reader_get(job, "offices");
    struct str name = reader_title(r, reader_get(job, "location"), "name");
    if (name.p && !is_work_model(name)) {
        reader_add_places(r, name);
        return;
    }
    raw->remote = reader_remote_word(name);
    for (size_t i = 0; json_object_is_type(offices, json_type_array) &&
                       i < json_object_array_length(offices);
         i++) {
        struct json_object *office = json_object_array_get_idx(offices, i);
        struct str place = reader_title(r, office, "location");
        if (!place.p)
            place = reader_title(r, office, "name");
        reader_add_place(r, (struct place){.raw = place});
    }
    if (raw->n_locations == 0)
        reader_add_place(r, (struct place){.raw = name});
}

static bool has_any(struct str name, const struct str *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_find_ascii_nocase(name, words[i]) != SIZE_MAX)
            return true;
    return false;
}

/* The value of an employer's own field: a text, or the first of several. */
static struct str metadata_text(struct reader *r, struct json_object *value)
{
    if (json_object_is_type(value, json_type_array))
        value = json_object_array_get_idx(value, 0);
    return json_object_is_type(value, json_type_string)
               ? text_unescape(reader_value_text(r, value), r->a)
               : STR_NONE;
}

static void read_field(struct reader *r, struct str name, struct str text)
{
    static const struct str kinds[] = {{"employment type", 15},
                                       {"employee type", 13},
                                       {"time type", 9},
                                       {"job type", 8},
                                       {"commitment", 10}};
    static const struct str levels[] = {{"job level", 9},
                                        {"seniority", 9},
                                        {"career level", 12},
                                        {"experience level", 16}};
    static const struct str workplaces[] = {
        {"location type", 13}, {"workplace", 9},      {"work model", 10},
        {"work type", 9},      {"working model", 13}, {"work arrangement", 16},
        {"remote", 6},         {"hybrid", 6}};
    struct raw *raw = r->raw;
    if (!raw->employment_type.p &&
        has_any(name, kinds, sizeof kinds / sizeof *kinds))
        raw->employment_type = text;
    if (!raw->seniority.p &&
        has_any(name, levels, sizeof levels / sizeof *levels))
        raw->seniority = text;
    if (raw->remote == REMOTE_NONE &&
        has_any(name, workplaces, sizeof workplaces / sizeof *workplaces))
        raw->remote = reader_remote_word(text);
}

/* Employers' own fields: some say where one works, what kind of job it is and
 * at which level. */
static void read_metadata(struct reader *r, struct json_object *list)
{
    for (size_t i = 0; json_object_is_type(list, json_type_array) &&
                       i < json_object_array_length(list);
         i++) {
        struct json_object *field = json_object_array_get_idx(list, i);
        struct str text = metadata_text(r, reader_get(field, "value"));
        if (text.n > 0)
            read_field(r, reader_text(r, field, "name"), text);
    }
}

/* Bands by city are one salary from the lowest to the highest, as long as they
 * are in one currency. */
static void read_pay(struct reader *r, struct json_object *ranges)
{
    int64_t low = -1, high = -1;
    struct str currency = STR_NONE;
    for (size_t i = 0; json_object_is_type(ranges, json_type_array) &&
                       i < json_object_array_length(ranges);
         i++) {
        struct json_object *range = json_object_array_get_idx(ranges, i);
        int64_t min = json_object_get_int64(reader_get(range, "min_cents"));
        int64_t max = json_object_get_int64(reader_get(range, "max_cents"));
        struct str here = reader_text(r, range, "currency_type");
        if (currency.p && !str_eq(currency, here))
            continue;
        currency = here;
        if (min > 0 && (low < 0 || min < low))
            low = min;
        if (max > high)
            high = max;
    }
    /* The API does not say what it is per; pay below this is per hour. */
    int64_t bound = high > 0 ? high : low;
    reader_set_salary(r, low, high > 0 ? high : -1, currency,
                      bound >= 1000000 ? PAY_YEAR : PAY_HOUR, FROM_FIELD);
}

static struct str read_content(struct reader *r, struct json_object *job)
{
    struct str escaped = reader_text(r, job, "content");
    if (!escaped.p)
        return STR_NONE;
    char *html = arena_alloc(r->a, escaped.n + 1);
    memcpy(html, escaped.p, escaped.n);
    return (struct str){html, entities_undo(html, escaped.n)};
}

static void read_job(struct reader *r, struct json_object *job)
{
    struct raw *raw = r->raw;
    struct str id = reader_text(r, job, "id");
    raw->id =
        id.p ? arena_printf(r->a, "greenhouse-%.*s", STR_FMT(id)) : STR_NONE;
    raw->title = reader_title(r, job, "title");
    raw->company = reader_title(r, job, "company_name");
    raw->url = reader_text(r, job, "absolute_url");
    raw->language = reader_text(r, job, "language");
    raw->date_posted = reader_date(r, job, "first_published");
    raw->date_updated = reader_date(r, job, "updated_at");
    raw->valid_through = reader_date(r, job, "application_deadline");
    raw->description = read_content(r, job);
    raw->truncated = !raw->description.p; /* a list without content=true */
    raw->format = TEXT_HTML;
    read_places(r, job);
    read_metadata(r, reader_get(job, "metadata"));
    read_pay(r, reader_get(job, "pay_input_ranges"));
}

static bool is_job(struct json_object *o)
{
    return reader_get(o, "title") && reader_get(o, "id");
}

enum st read_greenhouse(const struct reader_input *in, struct arena *a,
                        struct raw_list *out, struct err *err)
{
    static const struct reader_board board = {
        .list = "jobs",
        .takes_one = true,
        .no_board = "no Greenhouse answer: neither \"jobs\" nor a job",
        .bad_one = "a job without id or title, or too many of them",
        .is_posting = is_job,
        .read = read_job};
    return reader_read_board(&board, in, a, out, err);
}
