/* SPDX-License-Identifier: MIT */
/* reader_ndjson.c - one posting a line: the input record, or a schema.org
 * JobPosting. Unknown keys are passed over, wrong types counted. */
#include "extract/reader_json.h"
#include "extract/reader_kinds.h"
#include "extract/reader_schema.h"
#include "extract/text_html.h"

#define LINE_LOOKUPS 100000u /* objects, when references are looked up */

static enum text_format format_word(struct str word)
{
    if (str_eq_ascii_nocase(word, STR("text")) ||
        str_eq_ascii_nocase(word, STR("plain")))
        return TEXT_PLAIN;
    if (str_eq_ascii_nocase(word, STR("markdown")) ||
        str_eq_ascii_nocase(word, STR("md")))
        return TEXT_MARKDOWN;
    return TEXT_HTML;
}

/* Without a word for the format: a text with tags in it is HTML. */
static enum text_format guess_format(struct str s)
{
    unsigned live, escaped;
    html_count_tags(s, 1, &live, &escaped);
    return live || escaped ? TEXT_HTML : TEXT_PLAIN;
}

static void read_description(struct reader *r, struct json_object *o)
{
    struct raw *raw = r->raw;
    struct str word = reader_text(r, o, "description_format");
    raw->description = reader_text(r, o, "description");
    if (raw->description.p) {
        raw->format =
            word.p ? format_word(word) : guess_format(raw->description);
        return;
    }
    raw->description = reader_text(r, o, "html");
    raw->format = TEXT_HTML;
    if (raw->description.p)
        return;
    raw->description = reader_text(r, o, "text");
    raw->format = TEXT_PLAIN;
    raw->truncated |= !raw->description.p;
}

static void read_salary(struct reader *r, struct json_object *salary)
{
    if (json_object_is_type(salary, json_type_string)) {
        r->raw->salary_text = reader_value_text(r, salary);
        return;
    }
    if (salary && !json_object_is_type(salary, json_type_object))
        r->raw->n_bad_fields++;
    reader_set_salary(
        r, reader_cents(salary, "min"), reader_cents(salary, "max"),
        reader_text(r, salary, "currency"),
        reader_period_word(reader_text(r, salary, "period")), FROM_FIELD);
}

static void read_places(struct reader *r, struct json_object *o)
{
    struct json_object *value = reader_get(o, "location");
    if (!value)
        value = reader_get(o, "locations");
    for (size_t i = 0; json_object_is_type(value, json_type_array) &&
                       i < json_object_array_length(value);
         i++) {
        struct json_object *one = json_object_array_get_idx(value, i);
        struct str name = json_object_is_type(one, json_type_object)
                              ? reader_title(r, one, "raw")
                              : reader_value_text(r, one);
        reader_add_place(r, (struct place){.raw = name});
    }
    if (json_object_is_type(value, json_type_string))
        reader_add_places(r, reader_value_text(r, value));
    struct str country = reader_text(r, o, "country");
    if (country.n == 2 && r->raw->n_locations == 1)
        r->raw->locations[0].country = country;
}

static enum remote read_remote(struct reader *r, struct json_object *o)
{
    struct json_object *value = reader_get(o, "remote");
    if (json_object_is_type(value, json_type_string))
        return reader_remote_word(reader_value_text(r, value));
    /* False says no more than that nobody said remote. */
    return reader_bool(o, "remote", false) ? REMOTE_REMOTE : REMOTE_NONE;
}

static void read_record(struct reader *r, struct json_object *o)
{
    struct raw *raw = r->raw;
    raw->id = reader_text(r, o, "id");
    raw->source = reader_text(r, o, "source");
    raw->url = reader_text(r, o, "url");
    raw->title = reader_title(r, o, "title");
    raw->company = reader_title(r, o, "company");
    raw->language = reader_text(r, o, "language");
    raw->seniority = reader_text(r, o, "seniority");
    raw->employment_type = reader_text(r, o, "employment_type");
    raw->date_posted = reader_date(r, o, "date_posted");
    raw->date_updated = reader_date(r, o, "date_updated");
    raw->valid_through = reader_date(r, o, "valid_through");
    raw->truncated = reader_bool(o, "truncated", false);
    raw->remote = read_remote(r, o);
    read_description(r, o);
    read_places(r, o);
    read_salary(r, reader_get(o, "salary"));
}

enum st reader_read_line(struct str line, struct arena *a, struct raw *out,
                         struct err *err)
{
    struct json_object *root;
    enum st st = reader_parse(line, &root, err);
    if (st)
        return st;
    if (json_object_is_type(root, json_type_object)) {
        *out = (struct raw){.salary = {.min_cents = -1, .max_cents = -1}};
        size_t budget = LINE_LOOKUPS;
        struct reader r = {.a = a, .raw = out, .budget = &budget};
        if (reader_is_job_posting(root) ||
            reader_get(root, "hiringOrganization"))
            reader_job_posting(&r, root, root);
        else
            read_record(&r, root);
    } else {
        st = err_set(err, ST_BAD_INPUT, "no JSON object");
    }
    json_object_put(root);
    return st;
}

enum st read_ndjson(const struct reader_input *in, struct arena *a,
                    struct raw_list *out, struct err *err)
{
    struct str rest = in->body, line;
    size_t cap = 1, number = 0;
    (void)err; /* a bad line is counted; the others are read */
    for (size_t i = 0; i < in->body.n; i++)
        cap += in->body.p[i] == '\n';
    while (str_split(&rest, '\n', &line)) {
        struct err why = {0};
        number++;
        if (str_trim(line).n == 0)
            continue;
        struct raw *raw = reader_new_raw(a, out, cap);
        if (!raw)
            err_set(&why, ST_TOO_BIG, "too many of them");
        else if (reader_read_line(line, a, raw, &why) == ST_OK)
            continue;
        out->n -= raw != NULL;
        err_prefix(&why, "line %zu", number);
        if (out->n_bad++ == 0)
            out->first_bad = why;
    }
    return ST_OK;
}
