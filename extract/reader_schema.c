/* SPDX-License-Identifier: MIT */
#include "extract/reader_schema.h"
#include "extract/reader_sections.h"
#include "extract/text.h"
#include <string.h>

#define GRAPH_MAX_DEPTH 16

/* The member key of o, in any of the spellings that sites use: "title",
 * "Title", "schema:title". */
static struct json_object *get(struct json_object *o, const char *key)
{
    struct json_object *value = reader_get(o, key);
    char other[64];
    size_t n = strlen(key);
    if (value || n + 8 > sizeof other)
        return value;
    memcpy(other, key, n + 1);
    other[0] = (char)(key[0] & ~0x20);
    value = reader_get(o, other);
    if (value)
        return value;
    memcpy(other, "schema:", 7);
    memcpy(other + 7, key, n + 1);
    return reader_get(o, other);
}

/* The value itself, or the first of a list that it is. */
static struct json_object *first(struct json_object *value)
{
    return json_object_is_type(value, json_type_array)
               ? json_object_array_get_idx(value, 0)
               : value;
}

static bool names_job_posting(struct json_object *type)
{
    struct str s = str_from(json_object_is_type(type, json_type_string)
                                ? json_object_get_string(type)
                                : NULL);
    return str_eq_ascii_nocase(s, STR("JobPosting")) ||
           str_ends(s, STR("/JobPosting")) || str_ends(s, STR(":JobPosting"));
}

bool reader_is_job_posting(struct json_object *o)
{
    struct json_object *type = reader_get(o, "@type");
    if (!json_object_is_type(type, json_type_array))
        return names_job_posting(type);
    for (size_t i = 0; i < json_object_array_length(type); i++)
        if (names_job_posting(json_object_array_get_idx(type, i)))
            return true;
    return false;
}

/* ---- References by @id ---- */

static bool has_id(struct json_object *o, const char *id)
{
    struct json_object *own = reader_get(o, "@id");
    return json_object_is_type(own, json_type_string) &&
           strcmp(json_object_get_string(own), id) == 0 &&
           json_object_object_length(o) > 1;
}

/* The object in the tree under o that is described under this @id, or NULL. */
static struct json_object *described(struct json_object *o, const char *id,
                                     unsigned depth, size_t *budget)
{
    struct json_object *found = NULL;
    if (depth == 0 || *budget == 0)
        return NULL;
    --*budget;
    if (json_object_is_type(o, json_type_array)) {
        for (size_t i = 0; !found && i < json_object_array_length(o); i++)
            found = described(json_object_array_get_idx(o, i), id, depth - 1,
                              budget);
        return found;
    }
    if (!json_object_is_type(o, json_type_object))
        return NULL;
    if (has_id(o, id))
        return o;
    json_object_object_foreach(o, key, value)
    {
        (void)key;
        if (!found)
            found = described(value, id, depth - 1, budget);
    }
    return found;
}

/* value, or what it refers to when it is {"@id": ...} and nothing else. */
static struct json_object *resolved(struct reader *r, struct json_object *value,
                                    struct json_object *root)
{
    value = first(value);
    struct json_object *id = reader_get(value, "@id");
    if (!json_object_is_type(id, json_type_string) || !r->budget ||
        json_object_object_length(value) > 1)
        return value;
    struct json_object *found =
        described(root, json_object_get_string(id), GRAPH_MAX_DEPTH, r->budget);
    return found ? found : value;
}

/* ---- Fields ---- */

static struct str title_of(struct reader *r, struct json_object *value)
{
    struct str s = text_unescape(reader_value_text(r, value), r->a);
    return s.n ? s : STR_NONE;
}

/* A text, or the name that an object has. */
static struct str name_of(struct reader *r, struct json_object *value,
                          struct json_object *root)
{
    static const char *const keys[] = {"name", "legalName", "organizationName",
                                       "value", "alternateName"};
    value = resolved(r, value, root);
    if (!json_object_is_type(value, json_type_object))
        return title_of(r, value);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct json_object *name = first(get(value, keys[i]));
        if (name && !json_object_is_type(name, json_type_object))
            return title_of(r, name);
    }
    return STR_NONE;
}

/* An identifier: a text or number, or the value of a PropertyValue, whose name
 * is often the employer's. */
static struct str id_of(struct reader *r, struct json_object *value)
{
    value = first(value);
    if (json_object_is_type(value, json_type_object))
        value = first(get(value, "value"));
    return json_object_is_type(value, json_type_object)
               ? STR_NONE
               : reader_value_text(r, value);
}

static struct str web_address(struct reader *r, struct json_object *value)
{
    struct str s = STR_NONE;
    if (json_object_is_type(value, json_type_string))
        s = reader_value_text(r, value);
    return str_starts(s, STR("http://")) || str_starts(s, STR("https://"))
               ? s
               : STR_NONE;
}

static struct str read_url(struct reader *r, struct json_object *o)
{
    static const char *const keys[] = {"url", "mainEntityOfPage", "@id",
                                       "sameAs"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct str s = web_address(r, first(get(o, keys[i])));
        if (s.p)
            return s;
    }
    return r->in ? r->in->url : STR_NONE;
}

/* ---- Places ---- */

static void join(struct buf *out, struct str part)
{
    if (part.n == 0)
        return;
    if (out->n > 0)
        buf_add_cstr(out, ", ");
    buf_add_str(out, part);
}

/* The name under one key or the other. */
static struct str either(struct reader *r, struct json_object *o,
                         const char *key, const char *other,
                         struct json_object *root)
{
    struct str s = name_of(r, get(o, key), root);
    return s.p ? s : name_of(r, get(o, other), root);
}

static struct str country_of(struct reader *r, struct json_object *address,
                             struct json_object *root)
{
    struct json_object *country = first(get(address, "addressCountry"));
    struct str s = name_of(r, country, root);
    if (!s.p)
        s = name_of(r, reader_get(country, "identifier"), root);
    return s.p ? s : either(r, address, "countryCode", "countryName", root);
}

static struct place read_address(struct reader *r, struct json_object *address,
                                 struct json_object *root)
{
    struct place p = {
        .city = either(r, address, "addressLocality", "locality", root),
        .region = either(r, address, "addressRegion", "region", root),
        .country = country_of(r, address, root)};
    struct buf raw;
    buf_init(&raw, 1 << 16);
    join(&raw, p.city);
    if (!str_eq(p.region, p.city))
        join(&raw, p.region);
    join(&raw, p.country);
    if (raw.n > 0)
        p.raw = arena_str(r->a, buf_str(&raw));
    buf_done(&raw);
    return p;
}

static void read_place(struct reader *r, struct json_object *place,
                       struct json_object *root)
{
    place = resolved(r, place, root);
    if (json_object_is_type(place, json_type_string)) {
        reader_add_places(r, title_of(r, place));
        return;
    }
    struct json_object *address = resolved(r, get(place, "address"), root);
    if (json_object_is_type(address, json_type_string)) {
        reader_add_places(r, title_of(r, address));
        return;
    }
    struct place p = read_address(r, address ? address : place, root);
    if (!p.raw.p) {
        p.raw = title_of(r, first(get(place, "name")));
        if (str_eq_ascii_nocase(p.raw, r->raw->company))
            return; /* some sites name the employer as the place */
    }
    reader_add_place(r, p);
}

static void read_places(struct reader *r, struct json_object *value,
                        struct json_object *root)
{
    if (!json_object_is_type(value, json_type_array)) {
        if (value)
            read_place(r, value, root);
        return;
    }
    for (size_t i = 0; i < json_object_array_length(value); i++)
        read_place(r, json_object_array_get_idx(value, i), root);
}

static void read_workplace(struct reader *r, struct json_object *o,
                           struct json_object *root)
{
    read_places(r, get(o, "jobLocation"), root);
    struct str type = name_of(r, get(o, "jobLocationType"), root);
    r->raw->remote = reader_remote_word(type);
    if (r->raw->n_locations == 0)
        read_places(r, get(o, "applicantLocationRequirements"), root);
}

/* ---- Pay ---- */

struct pay {
    int64_t min, max;
    struct str currency, unit;
};

static int64_t cents(struct json_object *o, const char *key)
{
    int64_t found = reader_cents(o, key);
    char pascal[32];
    size_t n = strlen(key);
    if (found >= 0 || n >= sizeof pascal)
        return found;
    memcpy(pascal, key, n + 1);
    pascal[0] = (char)(key[0] & ~0x20);
    return reader_cents(o, pascal);
}

/* Bounds, currency and unit stand on the amount or on the value within it. */
static void read_amount(struct reader *r, struct json_object *o, struct pay *p)
{
    int64_t one = cents(o, "value"), min = cents(o, "minValue"),
            max = cents(o, "maxValue");
    if (p->min < 0)
        p->min = min > 0 ? min : max > 0 ? -1 : one;
    if (p->max < 0)
        p->max = max > 0 ? max : min > 0 ? -1 : one;
    if (!p->currency.p)
        p->currency = title_of(r, first(get(o, "currency")));
    if (!p->unit.p)
        p->unit = title_of(r, first(get(o, "unitText")));
    if (!p->unit.p)
        p->unit = title_of(r, first(get(o, "duration")));
}

static void read_pay(struct reader *r, struct json_object *o)
{
    struct json_object *amount = first(get(o, "baseSalary"));
    struct pay p = {.min = -1, .max = -1};
    if (json_object_is_type(amount, json_type_object)) {
        struct json_object *value = first(get(amount, "value"));
        if (json_object_is_type(value, json_type_object))
            read_amount(r, value, &p);
        read_amount(r, amount, &p);
        if (p.min < 0 && p.max < 0 &&
            json_object_is_type(value, json_type_string))
            r->raw->salary_text = title_of(r, value);
    } else if (amount) {
        p.min = p.max = cents(o, "baseSalary");
        if (p.min < 0)
            r->raw->salary_text = title_of(r, amount);
    }
    if (!p.currency.p)
        p.currency = title_of(r, first(get(o, "salaryCurrency")));
    reader_set_salary(r, p.min, p.max, p.currency, reader_period_word(p.unit),
                      FROM_MARKUP);
}

void reader_job_posting(struct reader *r, struct json_object *o,
                        struct json_object *root)
{
    struct raw *raw = r->raw;
    raw->id = id_of(r, get(o, "identifier"));
    if (!raw->id.p)
        raw->id = id_of(r, reader_get(o, "id"));
    raw->title = name_of(r, get(o, "title"), root);
    if (!raw->title.p)
        raw->title = name_of(r, get(o, "name"), root);
    raw->company = name_of(r, get(o, "hiringOrganization"), root);
    raw->url = read_url(r, o);
    raw->language = name_of(r, get(o, "inLanguage"), root);
    raw->employment_type = name_of(r, get(o, "employmentType"), root);
    raw->date_posted = reader_date(r, o, "datePosted");
    raw->date_updated = reader_date(r, o, "dateModified");
    raw->valid_through = reader_date(r, o, "validThrough");
    if (raw->date_posted.year == 0)
        raw->date_posted = reader_date(r, o, "DatePosted");
    read_workplace(r, o, root);
    read_pay(r, o);
    reader_sections(r, o);
}
