/* SPDX-License-Identifier: MIT */
#include "base/progress.h"
#include "base/utf8.h"
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#define INTERVAL_MS     100 /* ten lines a second */
#define SETTLED_MS      500 /* before it a rate is noise */
#define LINE_MAX_BYTES  1024
#define DEFAULT_COLUMNS 80
#define MINUTE_S        60
#define HOUR_S          3600

int64_t monotonic_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void number_format(struct buf *out, uint64_t n)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%" PRIu64, n);
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            buf_add_char(out, ',');
        buf_add_char(out, digits[i]);
    }
}

static void add_time_left(struct buf *out, uint64_t s)
{
    if (s < MINUTE_S)
        buf_printf(out, "  %" PRIu64 " s left", s);
    else if (s < HOUR_S)
        buf_printf(out, "  %" PRIu64 " min left", (s + 30) / MINUTE_S);
    else
        buf_printf(out, "  %" PRIu64 " h %" PRIu64 " min left", s / HOUR_S,
                   s % HOUR_S / MINUTE_S);
}

void progress_format(struct buf *out, const struct progress *p,
                     const struct progress_state *s)
{
    AUTO(buf_done) struct buf line;
    buf_init(&line, LINE_MAX_BYTES);
    double elapsed_s = (double)s->elapsed_ms / 1000;
    bool settled = s->elapsed_ms >= SETTLED_MS;
    buf_printf(&line, "%s  ", p->what);
    number_format(&line, s->done);
    buf_printf(&line, " %s", p->unit);
    if (settled) {
        buf_add_cstr(&line, "  ");
        number_format(&line, (uint64_t)((double)s->done / elapsed_s));
        buf_add_cstr(&line, "/s");
    }
    if (s->whole > 0) {
        double share =
            s->part < s->whole ? (double)s->part / (double)s->whole : 1;
        buf_printf(&line, "  %d %%", (int)(share * 100));
        if (settled && share > 0)
            add_time_left(&line,
                          (uint64_t)(elapsed_s * (1 - share) / share + 0.5));
    }
    if (s->note.n > 0) {
        buf_add_cstr(&line, "  ");
        buf_add_str(&line, s->note);
    }
    utf8_make_printable(line.p);
    buf_add_str(out,
                utf8_cut_columns(str_from(line.p),
                                 p->columns ? p->columns : DEFAULT_COLUMNS));
}

void progress_start(struct progress *p, const char *what, const char *unit)
{
    if (!p || !p->sink)
        return;
    p->what = what;
    p->unit = unit;
    p->start_ms = p->last_ms = monotonic_ms();
}

void progress_update(struct progress *p, uint64_t done, uint64_t part,
                     uint64_t whole, struct str note)
{
    if (!p || !p->sink)
        return;
    int64_t now = monotonic_ms();
    if (now - p->last_ms < INTERVAL_MS)
        return;
    p->last_ms = now;
    AUTO(buf_done) struct buf line;
    buf_init(&line, LINE_MAX_BYTES);
    struct progress_state state = {done, part, whole, note, now - p->start_ms};
    progress_format(&line, p, &state);
    p->sink(p->ctx, buf_cstr(&line));
}

void progress_end(struct progress *p)
{
    if (p && p->sink)
        p->sink(p->ctx, NULL);
}
