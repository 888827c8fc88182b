/* SPDX-License-Identifier: MIT */
/* reader_lever.c - api.lever.co: an array of postings, or one. The text is in
 * parts: opening and body, lists with a heading each (where most skills are),
 * and a closing part; the plain twins leave the lists out. */
#include "extract/reader_board.h"
#include "extract/reader_kinds.h"
#include <string.h>

#define TEXT_MAX_BYTES (10u << 20)

/* Append s with its '<' escaped, so that HTML shows it as it is. */
static void add_escaped(struct buf *html, struct str s)
{
    while (s.n > 0) {
        const char *lt = memchr(s.p, '<', s.n);
        size_t n = lt ? (size_t)(lt - s.p) : s.n;
        buf_add_str(html, str_slice(s, 0, n));
        if (lt)
            buf_add_cstr(html, "&lt;");
        s = str_slice(s, n + 1, s.n);
    }
}

/* The part under key, or its plain twin: some boards are read without HTML. A
 * pre element is read as plain text is. */
static bool add_part(struct reader *r, struct json_object *p, const char *key,
                     const char *plain_key, struct buf *html)
{
    struct str part = reader_text(r, p, key);
    if (part.n > 0) {
        buf_add_cstr(html, "<div>");
        buf_add_str(html, part);
        buf_add_cstr(html, "</div>");
        return true;
    }
    part = reader_text(r, p, plain_key);
    if (part.n == 0)
        return false;
    buf_add_cstr(html, "<pre>");
    add_escaped(html, part);
    buf_add_cstr(html, "</pre>");
    return true;
}

/* `description` is the opening and the body in one. */
static void add_description(struct reader *r, struct json_object *p,
                            struct buf *html)
{
    if (add_part(r, p, "description", "descriptionPlain", html))
        return;
    add_part(r, p, "opening", "openingPlain", html);
    add_part(r, p, "descriptionBody", "descriptionBodyPlain", html);
}

/* The heading of a list is plain text. */
static void add_heading(struct buf *html, struct str text)
{
    buf_add_cstr(html, "<h3>");
    add_escaped(html, text);
    buf_add_cstr(html, "</h3>");
}

static struct str read_description(struct reader *r, struct json_object *p)
{
    struct json_object *lists = reader_get(p, "lists");
    struct buf html;
    buf_init(&html, TEXT_MAX_BYTES);
    add_description(r, p, &html);
    for (size_t i = 0; json_object_is_type(lists, json_type_array) &&
                       i < json_object_array_length(lists);
         i++) {
        struct json_object *list = json_object_array_get_idx(lists, i);
        struct str items = reader_text(r, list, "content");
        add_heading(&html, reader_text(r, list, "text"));
        if (items.n) {
            buf_add_cstr(&html, "<ul>");
            buf_add_str(&html, items);
            buf_add_cstr(&html, "</ul>");
        }
    }
    add_part(r, p, "additional", "additionalPlain", &html);
    struct str text = html.n ? arena_str(r->a, buf_str(&html)) : STR_NONE;
    r->raw->truncated |= html.overflowed;
    buf_done(&html);
    return text;
}

static void read_places(struct reader *r, struct json_object *p)
{
    struct json_object *categories = reader_get(p, "categories");
    struct json_object *all = reader_get(categories, "allLocations");
    struct str country = reader_text(r, p, "country");
    struct str first = reader_title(r, categories, "location");
    if (first.p)
        reader_add_place(
            r, (struct place){.raw = first,
                              .country = country.n == 2 ? country : STR_NONE});
    for (size_t i = 0; json_object_is_type(all, json_type_array) &&
                       i < json_object_array_length(all);
         i++) {
        struct str name =
            reader_value_text(r, json_object_array_get_idx(all, i));
        reader_add_place(r, (struct place){.raw = name});
    }
}

static void read_posting(struct reader *r, struct json_object *p)
{
    struct raw *raw = r->raw;
    struct json_object *range = reader_get(p, "salaryRange");
    struct str id = reader_text(r, p, "id");
    raw->id = id.p ? arena_printf(r->a, "lever-%.*s", STR_FMT(id)) : STR_NONE;
    raw->title = reader_title(r, p, "text");
    raw->url = reader_text(r, p, "hostedUrl");
    raw->date_posted = reader_date(r, p, "createdAt");
    raw->date_updated = reader_date(r, p, "updatedAt");
    raw->employment_type =
        reader_text(r, reader_get(p, "categories"), "commitment");
    raw->remote = reader_remote_word(reader_text(r, p, "workplaceType"));
    raw->salary_text = reader_text(r, p, "salaryDescriptionPlain");
    raw->description = read_description(r, p);
    raw->format = TEXT_HTML;
    raw->truncated |= !raw->description.p;
    read_places(r, p);
    reader_set_salary(r, reader_cents(range, "min"), reader_cents(range, "max"),
                      reader_text(r, range, "currency"),
                      reader_period_word(reader_text(r, range, "interval")),
                      FROM_FIELD);
}

static bool is_posting(struct json_object *o)
{
    return reader_get(o, "id") && reader_get(o, "text");
}

enum st read_lever(const struct reader_input *in, struct arena *a,
                   struct raw_list *out, struct err *err)
{
    static const struct reader_board board = {
        .takes_one = true,
        .no_board = "no Lever answer: neither a list nor a posting",
        .bad_one = "a posting without id or text, or too many of them",
        .is_posting = is_posting,
        .read = read_posting};
    return reader_read_board(&board, in, a, out, err);
}
