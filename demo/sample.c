/* SPDX-License-Identifier: MIT */
#include "demo/sample.h"
#include "base/date.h"
#include "base/json.h"
#include "demo/sample_data.h"
#include <string.h>

#define POSTINGS_PER_BOARD 26
#define HTML_MAX_BYTES     (64u << 10)

static const struct sample_board boards[] = {
    {SAMPLE_GREENHOUSE, "harbourline", "Harbourline"},
    {SAMPLE_GREENHOUSE, "quietledger", "Quiet Ledger"},
    {SAMPLE_GREENHOUSE, "tallowenergy", "Tallow Energy"},
    {SAMPLE_GREENHOUSE, "brackenhealth", "Bracken Health"},
    {SAMPLE_GREENHOUSE, "ninefathoms", "Nine Fathoms"},
    {SAMPLE_GREENHOUSE, "orchardbank", "Orchard Bank"},
    {SAMPLE_GREENHOUSE, "pixelmoor", "Pixelmoor"},
    {SAMPLE_GREENHOUSE, "saltandslate", "Salt & Slate"},
    {SAMPLE_LEVER, "windrowlabs", "Windrow Labs"},
    {SAMPLE_LEVER, "copperkite", "Copper Kite"},
    {SAMPLE_LEVER, "mossgate", "Mossgate"},
    {SAMPLE_LEVER, "fernwaymedia", "Fernway Media"},
    {SAMPLE_LEVER, "gridwren", "Gridwren"},
    {SAMPLE_LEVER, "lowtidegames", "Low Tide Games"},
    {SAMPLE_LEVER, "hallmarsh", "Hallmarsh Insurance"},
    {SAMPLE_ASHBY, "umbrafield", "Umbrafield"},
    {SAMPLE_ASHBY, "kestrelpay", "Kestrel Pay"},
    {SAMPLE_ASHBY, "thistledown", "Thistledown AI"},
    {SAMPLE_ASHBY, "novaquarry", "Nova Quarry"},
    {SAMPLE_ASHBY, "eastlantern", "East Lantern"},
    {SAMPLE_ASHBY, "riverbedbio", "Riverbed Bio"},
    {SAMPLE_ASHBY, "cobaltfarm", "Cobalt Farm"},
    {SAMPLE_PAGE, "oldmillrail", "Old Mill Rail"},
    {SAMPLE_PAGE, "stonepost", "Stonepost Logistics"},
};
#define N_BOARDS (sizeof boards / sizeof *boards)

/* What was drawn for one posting. */
struct draw {
    uint64_t seed;
    const struct sample_role *role;
    const char *title, *city;
    unsigned number, month; /* month 0 to SAMPLE_MONTHS - 1 */
    struct date posted;
    unsigned pay_low_k, pay_high_k;
    bool teaser; /* a posting without a text, as some boards have them */
};

/* SplitMix64 (Steele, Lea and Flood 2014): small, and the same everywhere. */
static uint64_t next_random(uint64_t *seed)
{
    uint64_t z = (*seed += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static unsigned below(uint64_t *seed, size_t n)
{
    return (unsigned)(next_random(seed) % n);
}

/* Spread evenly rather than drawn, so that every month has enough of a role. */
static const struct sample_role *choose_role(size_t board, unsigned number)
{
    unsigned at = (unsigned)(board * 37 + number * 61) % 100;
    size_t i = 0;
    while (i + 1 < sample_n_roles && at >= sample_roles[i].share)
        at -= sample_roles[i++].share;
    return &sample_roles[i];
}

static size_t n_titles(const struct sample_role *role)
{
    size_t n = 0;
    while (role->titles[n])
        n++;
    return n;
}

static void draw_posting(size_t board, unsigned number, struct draw *d)
{
    /* Every tenth posting repeats the one before it in another city. */
    bool repost = number % 10 == 9;
    uint64_t key = board * 1000 + number - (repost ? 1 : 0);
    uint64_t seed = key * 0x2545f4914f6cdd1du + 1;
    *d = (struct draw){.number = number};
    d->role = choose_role(board, repost ? number - 1 : number);
    d->title = d->role->titles[below(&seed, n_titles(d->role))];
    /* Every month has as many. */
    d->month = (unsigned)((board + number) % SAMPLE_MONTHS);
    int first = month_index_parse(STR(SAMPLE_FIRST_MONTH));
    d->posted = date_from_month_index(first + (int)d->month);
    d->posted.day = (int8_t)(1 + below(&seed, 28));
    d->city = sample_cities[below(&seed, sample_n_cities)];
    unsigned spread = d->role->pay_high_k - d->role->pay_low_k;
    d->pay_low_k = d->role->pay_low_k + below(&seed, spread / 2);
    d->pay_high_k = d->pay_low_k + 10 + below(&seed, spread / 2);
    d->teaser = below(&seed, 40) == 0;
    d->seed = seed;
    if (repost)
        d->city = sample_cities[(board + number) % sample_n_cities];
}

/* '&' and '<' as HTML wants them; the texts here hold nothing worse. */
static void add_html(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '&')
            buf_add_cstr(out, "&amp;");
        else if (*text == '<')
            buf_add_cstr(out, "&lt;");
        else
            buf_add_char(out, *text);
    }
}

static void add_lines(struct draw *d, const struct sample_line *lines, size_t n,
                      struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        unsigned first = lines[i].first, last = lines[i].last;
        unsigned chance =
            (first * (SAMPLE_MONTHS - 1 - d->month) + last * d->month) /
            (SAMPLE_MONTHS - 1);
        if (below(&d->seed, 100) >= chance)
            continue;
        buf_add_cstr(out, "<li>");
        add_html(out, lines[i].text);
        buf_add_cstr(out, "</li>");
    }
}

static void add_about(struct draw *d, const char *company, struct buf *out)
{
    const char *text = sample_about[below(&d->seed, sample_n_about)];
    const char *at = strstr(text, "%s");
    buf_add_cstr(out, "<h3>About us</h3><p>");
    buf_add(out, text, (size_t)(at - text));
    add_html(out, company);
    buf_add_cstr(out, at + 2);
    buf_add_cstr(out, "</p>");
}

/* The parts of a description, so that Lever can have its lists apart. */
static void add_requirements(struct draw *d, struct buf *out)
{
    static const char *const years[] = {"2+", "3+", "4+", "5+", "7+"};
    buf_printf(out, "<li>%s years of experience in a similar role</li>",
               years[below(&d->seed, 5)]);
    add_lines(d, d->role->requirements, d->role->n_requirements, out);
    if (below(&d->seed, 30) == 0)
        buf_add_cstr(out, "<li>No PHP required, we promise</li>");
}

static void add_benefits(struct draw *d, struct buf *out)
{
    for (size_t i = 0; i < sample_n_benefits; i++)
        if (below(&d->seed, 2) == 0)
            buf_printf(out, "<li>%s</li>", sample_benefits[i]);
}

static void add_description(struct draw *d, const char *company,
                            struct buf *out)
{
    add_about(d, company, out);
    buf_add_cstr(out, "<h3>What you will do</h3><ul>");
    add_lines(d, d->role->duties, d->role->n_duties, out);
    buf_add_cstr(out, "</ul><h3>What you bring</h3><ul>");
    add_requirements(d, out);
    buf_add_cstr(out, "</ul><h3>Nice to have</h3><ul>");
    add_lines(d, d->role->extras, d->role->n_extras, out);
    buf_add_cstr(out, "</ul><h3>Benefits</h3><ul>");
    add_benefits(d, out);
    buf_add_cstr(out, "</ul><p>We are an equal opportunity employer.</p>");
}

static void key_str(struct json_writer *w, const char *key, struct str value)
{
    json_key(w, key);
    json_str(w, value);
}

static void key_cstr(struct json_writer *w, const char *key, const char *value)
{
    json_key(w, key);
    json_cstr(w, value);
}

static void add_url(struct buf *out, const struct sample_board *b,
                    const struct draw *d)
{
    buf_printf(out, "https://%s.example/jobs/%u", b->slug, 1000 + d->number);
}

static void posting_greenhouse(struct json_writer *w,
                               const struct sample_board *b, struct draw *d,
                               struct buf *html)
{
    struct buf text;
    char day[DATE_TEXT_BYTES];
    size_t board = (size_t)(b - boards);
    buf_init(&text, HTML_MAX_BYTES);
    json_begin_object(w);
    json_key(w, "id");
    json_i64(w, (int64_t)(4000000 + board * 1000 + d->number));
    key_cstr(w, "title", d->title);
    key_cstr(w, "company_name", b->company);
    add_url(&text, b, d);
    key_str(w, "absolute_url", buf_str(&text));
    json_key(w, "location");
    json_begin_object(w);
    key_cstr(w, "name", d->city);
    json_end_object(w);
    buf_clear(&text);
    buf_printf(&text, "%sT09:00:00-04:00", date_format(d->posted, day));
    key_str(w, "first_published", buf_str(&text));
    key_str(w, "updated_at", buf_str(&text));
    buf_clear(&text);
    add_html(&text, buf_cstr(html)); /* Greenhouse escapes the HTML once */
    key_str(w, "content", buf_str(&text));
    json_end_object(w);
    buf_done(&text);
}

static void lever_list(struct json_writer *w, const char *heading,
                       const struct buf *items)
{
    json_begin_object(w);
    key_cstr(w, "text", heading);
    key_str(w, "content", buf_str(items));
    json_end_object(w);
}

/* Lever gives the lists apart from the description; the same draws are made in
 * the same order as in add_description(). */
static void lever_parts(struct json_writer *w, const struct sample_board *b,
                        struct draw *d)
{
    struct buf part;
    buf_init(&part, HTML_MAX_BYTES);
    if (!d->teaser)
        add_about(d, b->company, &part);
    key_str(w, "description", buf_str(&part));
    json_key(w, "lists");
    json_begin_array(w);
    if (!d->teaser) {
        buf_clear(&part);
        add_lines(d, d->role->duties, d->role->n_duties, &part);
        lever_list(w, "What you will do", &part);
        buf_clear(&part);
        add_requirements(d, &part);
        lever_list(w, "What you bring", &part);
        buf_clear(&part);
        add_lines(d, d->role->extras, d->role->n_extras, &part);
        lever_list(w, "Nice to have", &part);
        buf_clear(&part);
        add_benefits(d, &part);
        lever_list(w, "Benefits", &part);
    }
    json_end_array(w);
    buf_done(&part);
}

static void posting_lever(struct json_writer *w, const struct sample_board *b,
                          struct draw *d)
{
    struct buf text;
    size_t board = (size_t)(b - boards);
    buf_init(&text, HTML_MAX_BYTES);
    json_begin_object(w);
    buf_printf(&text, "00000000-0000-4000-8000-%06zu%06u", board, d->number);
    key_str(w, "id", buf_str(&text));
    key_cstr(w, "text", d->title);
    buf_clear(&text);
    add_url(&text, b, d);
    key_str(w, "hostedUrl", buf_str(&text));
    json_key(w, "createdAt");
    json_i64(w, (date_to_utc(d->posted) + 9 * 3600) * 1000);
    json_key(w, "categories");
    json_begin_object(w);
    key_cstr(w, "location", d->city);
    key_cstr(w, "commitment", "Full-time");
    json_end_object(w);
    key_cstr(w, "workplaceType",
             strncmp(d->city, "Remote", 6) == 0 ? "remote" : "hybrid");
    json_key(w, "salaryRange");
    json_begin_object(w);
    key_cstr(w, "currency", "USD");
    key_cstr(w, "interval", "per-year-salary");
    json_key(w, "min");
    json_i64(w, (int64_t)d->pay_low_k * 1000);
    json_key(w, "max");
    json_i64(w, (int64_t)d->pay_high_k * 1000);
    json_end_object(w);
    lever_parts(w, b, d);
    json_end_object(w);
    buf_done(&text);
}

static void posting_ashby(struct json_writer *w, const struct sample_board *b,
                          struct draw *d, struct buf *html)
{
    struct buf text;
    char day[DATE_TEXT_BYTES];
    size_t board = (size_t)(b - boards);
    buf_init(&text, HTML_MAX_BYTES);
    json_begin_object(w);
    buf_printf(&text, "11111111-0000-4000-8000-%06zu%06u", board, d->number);
    key_str(w, "id", buf_str(&text));
    key_cstr(w, "title", d->title);
    key_cstr(w, "employmentType", "FullTime");
    key_cstr(w, "location", d->city);
    json_key(w, "isListed");
    json_boolean(w, true);
    json_key(w, "isRemote");
    json_boolean(w, strncmp(d->city, "Remote", 6) == 0);
    buf_clear(&text);
    buf_printf(&text, "%sT09:00:00.000+00:00", date_format(d->posted, day));
    key_str(w, "publishedAt", buf_str(&text));
    buf_clear(&text);
    add_url(&text, b, d);
    key_str(w, "jobUrl", buf_str(&text));
    key_str(w, "descriptionHtml", buf_str(html));
    json_end_object(w);
    buf_done(&text);
}

static void posting_page(struct json_writer *w, const struct sample_board *b,
                         const struct draw *d, const struct buf *html)
{
    struct buf url;
    char day[DATE_TEXT_BYTES];
    buf_init(&url, HTML_MAX_BYTES);
    add_url(&url, b, d);
    json_begin_object(w);
    key_cstr(w, "@type", "JobPosting");
    key_cstr(w, "title", d->title);
    key_str(w, "url", buf_str(&url));
    json_key(w, "identifier");
    json_begin_object(w);
    key_cstr(w, "@type", "PropertyValue");
    json_key(w, "value");
    json_i64(w, 1000 + (int64_t)d->number);
    json_end_object(w);
    key_cstr(w, "datePosted", date_format(d->posted, day));
    key_cstr(w, "employmentType", "FULL_TIME");
    json_key(w, "hiringOrganization");
    json_begin_object(w);
    key_cstr(w, "@type", "Organization");
    key_cstr(w, "name", b->company);
    json_end_object(w);
    json_key(w, "jobLocation");
    json_begin_object(w);
    key_cstr(w, "@type", "Place");
    key_cstr(w, "address", d->city);
    json_end_object(w);
    key_str(w, "description", buf_str(html));
    json_end_object(w);
    buf_done(&url);
}

static void add_posting(struct json_writer *w, const struct sample_board *b,
                        struct draw *d)
{
    struct buf html;
    buf_init(&html, HTML_MAX_BYTES);
    if (b->kind != SAMPLE_LEVER && !d->teaser)
        add_description(d, b->company, &html);
    switch (b->kind) {
    case SAMPLE_GREENHOUSE:
        posting_greenhouse(w, b, d, &html);
        break;
    case SAMPLE_LEVER:
        posting_lever(w, b, d);
        break;
    case SAMPLE_ASHBY:
        posting_ashby(w, b, d, &html);
        break;
    case SAMPLE_PAGE:
        posting_page(w, b, d, &html);
        break;
    }
    buf_done(&html);
}

const struct sample_board *sample_boards(size_t *n)
{
    *n = N_BOARDS;
    return boards;
}

size_t sample_count(size_t index)
{
    (void)index; /* every board has as many */
    return POSTINGS_PER_BOARD;
}

void sample_board_body(size_t index, struct buf *out)
{
    const struct sample_board *b = &boards[index];
    bool wrapped = b->kind == SAMPLE_GREENHOUSE || b->kind == SAMPLE_ASHBY;
    struct json_writer w;
    json_init(&w, out);
    if (b->kind == SAMPLE_PAGE) {
        buf_printf(out, "<!doctype html><title>Jobs at %s</title>", b->company);
        buf_add_cstr(out, "<script type=\"application/ld+json\">");
        w.html_safe = true;
    }
    if (wrapped) {
        json_begin_object(&w);
        json_key(&w, "jobs");
    }
    json_begin_array(&w);
    for (unsigned i = 0; i < sample_count(index); i++) {
        struct draw d;
        draw_posting(index, i, &d);
        add_posting(&w, b, &d);
    }
    json_end_array(&w);
    if (wrapped)
        json_end_object(&w);
    if (b->kind == SAMPLE_PAGE)
        buf_add_cstr(out, "</script>");
}
