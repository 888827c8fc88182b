/* SPDX-License-Identifier: MIT */
/* reader_ashby.c - api.ashbyhq.com posting-api: {"jobs": [...]}. Unlisted jobs
 * are left out, as the board's own page does; workplaceType is trusted over
 * isRemote, which is true for hybrid jobs too. */
#include "extract/reader_board.h"
#include "extract/reader_kinds.h"

static struct place read_place(struct reader *r, struct json_object *o)
{
    struct json_object *address =
        reader_path(o, "address", "postalAddress", NULL);
    return (struct place){.raw = reader_title(r, o, "location"),
                          .city = reader_title(r, address, "addressLocality"),
                          .region = reader_title(r, address, "addressRegion"),
                          .country =
                              reader_title(r, address, "addressCountry")};
}

static void read_places(struct reader *r, struct json_object *job)
{
    struct json_object *more = reader_get(job, "secondaryLocations");
    reader_add_place(r, read_place(r, job));
    for (size_t i = 0; json_object_is_type(more, json_type_array) &&
                       i < json_object_array_length(more);
         i++) {
        struct json_object *one = json_object_array_get_idx(more, i);
        struct place place =
            json_object_is_type(one, json_type_string)
                ? (struct place){.raw = reader_value_text(r, one)}
                : read_place(r, one);
        reader_add_place(r, place);
    }
}

/* The bounds of all bands of one currency and period. */
struct band {
    int64_t low, high;
    struct str currency;
    enum pay_period period;
};

static void widen(struct band *b, int64_t min, int64_t max, struct str currency,
                  enum pay_period period)
{
    if (min < 0 && max < 0)
        return;
    if (b->currency.p &&
        (!str_eq(b->currency, currency) || b->period != period))
        return;
    b->currency = currency.p ? currency : STR("");
    b->period = period;
    if (min >= 0 && (b->low < 0 || min < b->low))
        b->low = min;
    if (max > b->high)
        b->high = max;
}

static bool is_salary(struct reader *r, struct json_object *component)
{
    struct str type = reader_text(r, component, "compensationType");
    return str_eq_ascii_nocase(type, STR("Salary"));
}

/* A component of the public API, and the older form with tiers inside. */
static void read_component(struct reader *r, struct json_object *c,
                           struct band *b)
{
    struct json_object *tiers = reader_get(c, "tiers");
    if (!is_salary(r, c))
        return;
    widen(b, reader_cents(c, "minValue"), reader_cents(c, "maxValue"),
          reader_text(r, c, "currencyCode"),
          reader_period_word(reader_text(r, c, "interval")));
    for (size_t i = 0; json_object_is_type(tiers, json_type_array) &&
                       i < json_object_array_length(tiers);
         i++) {
        struct json_object *t = json_object_array_get_idx(tiers, i);
        widen(b, reader_cents(t, "tierFloor"), reader_cents(t, "tierCeiling"),
              reader_text(r, t, "currency"),
              reader_period_word(reader_text(r, t, "interval")));
    }
}

static void read_components(struct reader *r, struct json_object *list,
                            struct band *b)
{
    for (size_t i = 0; json_object_is_type(list, json_type_array) &&
                       i < json_object_array_length(list);
         i++)
        read_component(r, json_object_array_get_idx(list, i), b);
}

static void read_pay(struct reader *r, struct json_object *pay)
{
    struct json_object *tiers = reader_get(pay, "compensationTiers");
    struct band b = {.low = -1, .high = -1};
    for (size_t i = 0; json_object_is_type(tiers, json_type_array) &&
                       i < json_object_array_length(tiers);
         i++) {
        struct json_object *tier = json_object_array_get_idx(tiers, i);
        read_components(r, reader_get(tier, "components"), &b);
    }
    if (b.low < 0 && b.high < 0)
        read_components(r, reader_get(pay, "summaryComponents"), &b);
    if (b.low < 0 && b.high < 0)
        read_components(r, reader_get(pay, "compensationComponents"), &b);
    reader_set_salary(r, b.low, b.high, b.currency, b.period, FROM_FIELD);
    r->raw->salary_text =
        reader_text(r, pay, "scrapeableCompensationSalarySummary");
}

static void read_description(struct reader *r, struct json_object *job)
{
    struct raw *raw = r->raw;
    raw->description = reader_text(r, job, "descriptionHtml");
    raw->format = TEXT_HTML;
    if (raw->description.p)
        return;
    raw->description = reader_text(r, job, "descriptionPlain");
    raw->format = TEXT_PLAIN;
    raw->truncated = !raw->description.p;
}

static struct date first_date(struct reader *r, struct json_object *job)
{
    static const char *const keys[] = {"publishedAt", "publishedDate",
                                       "firstPublishedAt"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (reader_get(job, keys[i]))
            return reader_date(r, job, keys[i]);
    return (struct date){0};
}

static void read_job(struct reader *r, struct json_object *job)
{
    struct raw *raw = r->raw;
    struct str id = reader_text(r, job, "id");
    raw->id = id.p ? arena_printf(r->a, "ashby-%.*s", STR_FMT(id)) : STR_NONE;
    raw->title = reader_title(r, job, "title");
    raw->url = reader_text(r, job, "jobUrl");
    raw->date_posted = first_date(r, job);
    raw->date_updated = reader_date(r, job, "updatedAt");
    raw->employment_type = reader_text(r, job, "employmentType");
    raw->remote = reader_remote_word(reader_text(r, job, "workplaceType"));
    if (raw->remote == REMOTE_NONE && reader_bool(job, "isRemote", false))
        raw->remote = REMOTE_REMOTE;
    read_description(r, job);
    read_places(r, job);
    read_pay(r, reader_get(job, "compensation"));
}

static bool is_hidden(struct json_object *o)
{
    return !reader_bool(o, "isListed", true);
}

static bool is_job(struct json_object *o)
{
    return reader_get(o, "title") != NULL;
}

enum st read_ashby(const struct reader_input *in, struct arena *a,
                   struct raw_list *out, struct err *err)
{
    static const struct reader_board board = {
        .list = "jobs",
        .no_board = "no Ashby answer: \"jobs\" is missing",
        .bad_one = "a job without title, or too many of them",
        .is_hidden = is_hidden,
        .is_posting = is_job,
        .read = read_job};
    return reader_read_board(&board, in, a, out, err);
}
