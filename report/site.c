/* SPDX-License-Identifier: MIT */
#include "report/site.h"
#include "base/alloc.h"
#include "base/file.h"
#include "base/hash.h"
#include "report/render_html.h"
#include "report/words.h"
#include <stdlib.h>
#include <string.h>

#define PATH_MAX_BYTES (1u << 16)
#define MONTHS_END     (12 * 10000)
/* A month with fewer postings does not stretch the site, unless it is asked
 * for: dates go wrong. */
#define STRAY_POSTINGS 5
#define KEY_BYTES      (HASH_HEX_BYTES + 20)

struct maker {
    struct postings *store;
    const struct taxonomy *taxonomy;
    const struct figures_options *asked;
    const struct site_options *options;
    struct site_result *result;
    int first, last;
    struct arena *a; /* of the whole site */
};

/* ---- Files ---- */

static void site_path(const struct maker *m, const char *dir, const char *name,
                      struct buf *out)
{
    struct buf part;
    buf_init(&part, PATH_MAX_BYTES);
    path_join(&part, m->options->dir, dir);
    buf_clear(out);
    path_join(out, buf_cstr(&part), name);
    buf_done(&part);
}

static bool holds(const char *path, struct str data)
{
    struct buf old;
    struct err none;
    buf_init(&old, REPORT_MAX_BYTES);
    bool same =
        file_read(path, &old, &none) == ST_OK && str_eq(buf_str(&old), data);
    buf_done(&old);
    return same;
}

/* Write DIR/dir/name where it is not as data has it already. */
static enum st put(const struct maker *m, const char *dir, const char *name,
                   const struct buf *data, struct err *err)
{
    struct buf path;
    buf_init(&path, PATH_MAX_BYTES);
    site_path(m, dir, name, &path);
    enum st st = ST_OK;
    if (data->overflowed)
        st = err_set(err, ST_TOO_BIG, "%s is over %zu bytes", buf_cstr(&path),
                     data->max);
    else if (!holds(buf_cstr(&path), buf_str(data)))
        st = file_write(buf_cstr(&path), buf_str(data), err);
    buf_done(&path);
    return st;
}

static enum st make_dir(const struct maker *m, const char *name,
                        struct err *err)
{
    struct buf path;
    buf_init(&path, PATH_MAX_BYTES);
    path_join(&path, m->options->dir, name);
    enum st st = file_mkdirs(buf_cstr(&path), err);
    buf_done(&path);
    return st;
}

/* ---- A month ---- */

/* The page of a month, its figures, and the links of the site. */
struct month_page {
    const char *dir; /* "2025-10" */
    int month;
    struct figures f;
    struct buf json, csv, page;
    uint64_t key;
};

static void start_page(struct month_page *p)
{
    buf_init(&p->json, REPORT_MAX_BYTES);
    buf_init(&p->csv, REPORT_MAX_BYTES);
    buf_init(&p->page, REPORT_MAX_BYTES);
}

static void end_page(struct month_page *p)
{
    buf_done(&p->json);
    buf_done(&p->csv);
    buf_done(&p->page);
}

/* Put the site's links where the head of the page ends and its body begins;
 * all texts before that place are escaped, so that it is the first of its
 * kind. */
static void add_links(const struct maker *m, struct month_page *p)
{
    static const char mark[] = "</head>\n<body>\n";
    struct buf linked;
    struct str page = buf_str(&p->page);
    size_t at = str_find(page, str_from(mark));
    if (at == SIZE_MAX)
        return;
    buf_init(&linked, REPORT_MAX_BYTES);
    buf_add_str(&linked, str_slice(page, 0, at));
    site_head_links(m->options->url, p->month, m->first, m->last, &linked);
    buf_add_cstr(&linked, mark);
    site_nav(p->month, m->first, m->last, &linked);
    buf_add_str(&linked, str_slice(page, at + strlen(mark), page.n));
    buf_done(&p->page);
    p->page = linked;
}

/* A hash of all that the page is made from: the figures, the page without its
 * charts, and whether it has charts. */
static void make_key(const struct maker *m, struct month_page *p)
{
    render_json(&p->f, &p->json);
    render_csv(&p->f, &p->csv);
    render_html(&p->f, NULL, &p->page);
    add_links(m, p);
    p->key = hash64(buf_str(&p->json));
    p->key = hash64_seed(buf_str(&p->csv), p->key);
    p->key = hash64_seed(buf_str(&p->page), p->key);
    p->key += m->options->style.no_charts;
}

static void key_comment(const struct month_page *p, char out[KEY_BYTES])
{
    char hex[HASH_HEX_BYTES];
    snprintf(out, KEY_BYTES, "<!-- made from %s -->\n", hash_hex(p->key, hex));
}

/* The page on disk was made from the same, and with all of its charts. */
static bool is_up_to_date(const struct maker *m, const struct month_page *p)
{
    char comment[KEY_BYTES];
    struct buf path, old;
    struct err none;
    buf_init(&path, PATH_MAX_BYTES);
    buf_init(&old, REPORT_MAX_BYTES);
    key_comment(p, comment);
    site_path(m, p->dir, "index.html", &path);
    bool same = file_read(buf_cstr(&path), &old, &none) == ST_OK &&
                str_ends(buf_str(&old), str_from(comment));
    buf_done(&path);
    buf_done(&old);
    return same;
}

static enum st write_page(struct maker *m, struct month_page *p,
                          struct err *err)
{
    char comment[KEY_BYTES];
    struct err charts = {0};
    buf_clear(&p->page);
    enum st st = report_render(&p->f, REPORT_HTML, &m->options->style, &p->page,
                               &charts, err);
    if (st != ST_OK)
        return st;
    add_links(m, p);
    key_comment(p, comment);
    if (charts.code)
        m->result->charts = charts; /* to be drawn next time */
    else
        buf_add_cstr(&p->page, comment);
    m->result->n_written++;
    return put(m, p->dir, "index.html", &p->page, err);
}

static int by_source_name(const void *a, const void *b)
{
    const struct source_figure *x = a, *y = b;
    return str_cmp(x->name, y->name);
}

/* Take out what is of the whole store, or of its latest crawl: a page must not
 * change because another month has a posting more. Of the sources, those that
 * were crawled in the month are told of, as far as that goes. */
static void tell_of_month_only(struct figures *f, struct arena *a)
{
    struct source_figure *v = arena_calloc(a, f->n_all_sources, sizeof *v);
    size_t n = 0;
    for (size_t i = 0; i < f->n_all_sources; i++) {
        if (f->sources[i].n_crawls == 0 && f->sources[i].n_months_lost == 0)
            continue;
        v[n] = f->sources[i];
        v[n].verdict = STR("");
        v[n].crawled = (struct date){0};
        v[n++].reached = true;
    }
    if (n)
        qsort(v, n, sizeof *v, by_source_name);
    f->sources = v;
    f->n_all_sources = n;
    f->n_skips = f->store_postings = FIGURES_NOT_TOLD;
    f->store_dates = (struct date_counts){0};
}

static enum st write_month(struct maker *m, int month, struct site_month *out,
                           struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct month_page p = {.month = month};
    struct figures_options o = *m->asked;
    o.from_month = o.to_month = month;
    p.dir = arena_printf(a, "%.*s%c", STR_FMT(site_month_dir(month, a)), 0).p;
    start_page(&p);
    enum st st = report_compute(m->store, m->taxonomy, &o, a, &p.f, err);
    if (st == ST_OK) {
        tell_of_month_only(&p.f, a);
        st = make_dir(m, p.dir, err);
    }
    if (st == ST_OK) {
        make_key(m, &p);
        st = put(m, p.dir, SITE_JSON_NAME, &p.json, err);
    }
    if (st == ST_OK)
        st = put(m, p.dir, SITE_CSV_NAME, &p.csv, err);
    if (st == ST_OK && !is_up_to_date(m, &p))
        st = write_page(m, &p, err);
    if (st == ST_OK)
        *out = site_month_of(&p.f, month, p.key, m->a);
    end_page(&p);
    return st;
}

/* ---- The site ---- */

/* The first and the last month with at least so many postings, of any role;
 * last < first: there is none. */
static void span_of(const struct rows *rows, unsigned least, int *first,
                    int *last)
{
    unsigned *n = xcalloc(MONTHS_END, sizeof *n);
    *first = MONTHS_END;
    *last = -1;
    for (size_t i = 0; i < rows->n; i++) {
        int month = rows->v[i].inside ? rows->v[i].month : -1;
        if (month < 0 || month >= MONTHS_END || ++n[month] < least)
            continue;
        *first = month < *first ? month : *first;
        *last = month > *last ? month : *last;
    }
    free(n);
}

/* The months of the site: as asked, else as the postings have them. */
static enum st find_months(struct maker *m, struct figures *f, struct err *err)
{
    struct rows rows;
    struct figures_options o = *m->asked;
    o.with_cube = o.evidence = false; /* its page is not written */
    enum st st =
        report_compute_rows(m->store, m->taxonomy, &o, m->a, f, &rows, err);
    if (st != ST_OK)
        return st;
    span_of(&rows, STRAY_POSTINGS, &m->first, &m->last);
    if (m->last < m->first)
        span_of(&rows, 1, &m->first, &m->last);
    rows_done(&rows);
    if (m->asked->from_month >= 0)
        m->first = m->asked->from_month;
    if (m->asked->to_month >= 0)
        m->last = m->asked->to_month;
    if (m->last - m->first >= SITE_MAX_MONTHS)
        return err_set(err, ST_TOO_BIG,
                       "more than %d months: choose fewer with --from and --to",
                       SITE_MAX_MONTHS);
    return ST_OK;
}

static struct str role_names(const struct figures *f, struct arena *a)
{
    struct str all = STR("");
    for (size_t i = 0; i < f->n_roles; i++)
        all = arena_printf(a, "%.*s%s%.*s", STR_FMT(all), i ? ", " : "",
                           STR_FMT(f->roles[i].name));
    return all;
}

static enum st write_frame(const struct maker *m, const struct site *s,
                           struct err *err)
{
    static const struct {
        const char *dir, *name;
        void (*render)(const struct site *s, struct buf *out);
    } files[] = {
        {"", SITE_FEED_NAME, site_feed},
        {"latest", "index.html", site_latest},
        {"", "index.html", site_index},
    };
    struct buf data;
    buf_init(&data, REPORT_MAX_BYTES);
    enum st st = make_dir(m, "latest", err);
    for (size_t i = 0; st == ST_OK && i < sizeof files / sizeof *files; i++) {
        buf_clear(&data);
        files[i].render(s, &data);
        st = put(m, files[i].dir, files[i].name, &data, err);
    }
    buf_done(&data);
    return st;
}

enum st site_write(struct postings *store, const struct taxonomy *t,
                   const struct figures_options *o,
                   const struct site_options *site, struct site_result *out,
                   struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct site_result result = {0};
    struct maker m = {.store = store,
                      .taxonomy = t,
                      .asked = o,
                      .options = site,
                      .result = &result,
                      .a = a};
    struct figures f;
    enum st st = find_months(&m, &f, err);
    if (st != ST_OK)
        return st;
    size_t n = m.last >= m.first ? (size_t)(m.last - m.first) + 1 : 0;
    struct site_month *months = arena_calloc(a, n, sizeof *months);
    st = file_mkdirs(site->dir, err);
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        if (site->progress)
            site->progress(site->ctx, i, n);
        st = write_month(&m, m.first + (int)i, &months[i], err);
    }
    const struct site s = {.url = site->url,
                           .versions = words_versions(&f, a),
                           .roles = role_names(&f, a),
                           .months = months,
                           .n = n};
    if (st == ST_OK)
        st = write_frame(&m, &s, err);
    result.n_months = n;
    if (st == ST_OK)
        *out = result;
    return st;
}
