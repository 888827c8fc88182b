/* SPDX-License-Identifier: MIT */
#include "cli/metrics.h"
#include "base/file.h"

#define OUT_MAX_BYTES (64u << 20)

static void add_head(struct buf *out, const char *name, const char *help)
{
    buf_printf(out, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

static void add_figures(struct buf *out, const struct crawl_metrics *m)
{
    const struct crawl_summary *s = &m->summary;
    const struct {
        const char *name, *help;
        uint64_t value;
    } figures[] = {
        {"skilltally_crawl_end_timestamp_seconds", "When the crawl ended.",
         (uint64_t)m->ended_utc},
        {"skilltally_crawl_duration_seconds", "How long it took.",
         (uint64_t)(m->ended_utc - m->started_utc)},
        {"skilltally_crawl_sources", "Sources that it was to ask.",
         s->n_sources},
        {"skilltally_crawl_sources_failed", "Sources with any verdict but ok.",
         s->n_failed},
        {"skilltally_crawl_sources_left", "Sources that a stop left undone.",
         s->n_left},
        {"skilltally_crawl_requests", "Requests made, robots.txt included.",
         s->n_requests},
        {"skilltally_crawl_body_bytes", "Decoded bytes of their answers.",
         s->bytes},
        {"skilltally_crawl_answers_unchanged", "Answers that held nothing new.",
         m->n_unchanged},
        {"skilltally_crawl_postings_new", "Postings seen for the first time.",
         m->counts.added},
        {"skilltally_crawl_postings_changed", "Postings with other content.",
         m->counts.changed},
        {"skilltally_crawl_postings_closed", "Postings that were closed.",
         m->n_closed},
        {"skilltally_crawl_postings_unreadable", "Postings passed over.",
         m->counts.bad},
    };
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        add_head(out, figures[i].name, figures[i].help);
        buf_printf(out, "%s %llu\n", figures[i].name,
                   (unsigned long long)figures[i].value);
    }
}

static void add_label(struct buf *out, const char *name, struct str value)
{
    buf_printf(out, "%s=\"", name);
    for (size_t i = 0; i < value.n; i++) {
        if (value.p[i] == '"' || value.p[i] == '\\')
            buf_add_char(out, '\\');
        buf_add_char(out, value.p[i] == '\n' ? ' ' : value.p[i]);
    }
    buf_add_char(out, '"');
}

static uint64_t is_good(const struct source_state *s)
{
    return str_eq(s->verdict, STR("ok")) || str_eq(s->verdict, STR("empty"));
}

static uint64_t good_utc(const struct source_state *s)
{
    return (uint64_t)s->good_utc;
}

static uint64_t found(const struct source_state *s)
{
    return s->n_postings;
}

static uint64_t still_open(const struct source_state *s)
{
    return s->n_open;
}

static void add_sources(struct buf *out, const struct source_state *sources,
                        size_t n)
{
    static const struct {
        const char *name, *help;
        uint64_t (*of)(const struct source_state *s);
    } figures[] = {
        {"skilltally_source_good", "1: the last crawl of the source was good.",
         is_good},
        {"skilltally_source_last_good_timestamp_seconds",
         "When the last good crawl of the source began; 0: never.", good_utc},
        {"skilltally_source_postings", "Postings that the last crawl found.",
         found},
        {"skilltally_source_postings_open", "Postings that are not closed.",
         still_open},
    };
    for (size_t k = 0; k < sizeof figures / sizeof *figures; k++) {
        add_head(out, figures[k].name, figures[k].help);
        for (size_t i = 0; i < n; i++) {
            if (!sources[i].verdict.p)
                continue; /* imported, never crawled */
            buf_printf(out, "%s{", figures[k].name);
            add_label(out, "source", sources[i].name);
            buf_add_char(out, ',');
            add_label(out, "verdict", sources[i].verdict);
            buf_printf(out, "} %llu\n",
                       (unsigned long long)figures[k].of(&sources[i]));
        }
    }
}

enum st metrics_write(const char *path, const struct crawl_metrics *m,
                      struct postings *store, struct err *err)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    AUTO(buf_done) struct buf out;
    struct source_state *sources;
    size_t n;
    buf_init(&out, OUT_MAX_BYTES);
    enum st st = postings_sources(store, a, &sources, &n, err);
    if (st)
        return st;
    add_figures(&out, m);
    add_sources(&out, sources, n);
    if (out.overflowed)
        return err_set(err, ST_TOO_BIG, "%s: too many sources", path);
    return file_write(path, buf_str(&out), err);
}
