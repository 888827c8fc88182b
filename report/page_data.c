/* SPDX-License-Identifier: MIT */
#include "report/page_data.h"
#include "base/alloc.h"
#include "base/json.h"
#include "report/words.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const rule_names[ROWS_DEDUPS] = {
    [ROWS_NEAR] = "near", [ROWS_EXACT] = "exact", [ROWS_RAW] = "none"};
static const char *const label_names[CUBE_LABELS] = {
    [CUBE_ANY] = "any",
    [CUBE_REQUIRED] = "required",
    [CUBE_PREFERRED] = "preferred"};

struct writer {
    const struct figures *f;
    const struct cube *cube;
    struct arena *a;
    struct cube_difference *room; /* one per skill */
    size_t n_compared;            /* roles in pairs */
};

/* A fraction in tenths of per cent, rounded as the tables print it. */
static int tenths(double x)
{
    char s[32];
    snprintf(s, sizeof s, "%.1f", 100 * x);
    int sign = *s == '-' ? -1 : 1, n = 0;
    for (const char *p = s; *p; p++)
        n = ascii_is_digit(*p) ? 10 * n + (*p - '0') : n;
    return sign * n;
}

/* ---- Shares ---- */

enum column { NAMED, EMPLOYERS, SHARE, BELOW, ABOVE, COLUMNS };

static void share_value(struct json_writer *j, const struct cube_share *s,
                        enum column column)
{
    switch (column) {
    case NAMED:
        json_i64(j, s->named);
        break;
    case EMPLOYERS:
        json_i64(j, s->employers);
        break;
    case SHARE:
        json_i64(j, tenths(s->share));
        break;
    case BELOW:
        json_i64(j, tenths(s->share) - tenths(s->low));
        break;
    case ABOVE:
    case COLUMNS:
        json_i64(j, tenths(s->high) - tenths(s->share));
        break;
    }
}

static void columns(struct json_writer *j, const struct writer *w,
                    const struct cube_role *role, enum cube_label label)
{
    json_begin_array(j);
    for (int c = NAMED; c < (role->counts.few ? SHARE : COLUMNS); c++) {
        json_begin_array(j);
        for (size_t i = 0; i < w->cube->n_skills; i++)
            share_value(j, &role->shares[i * CUBE_LABELS + label],
                        (enum column)c);
        json_end_array(j);
    }
    json_end_array(j);
}

static void role_object(struct json_writer *j, const struct writer *w,
                        const struct cube_role *role)
{
    const uint64_t n[] = {role->counts.raw, role->counts.distinct,
                          role->counts.usable, role->counts.employers};
    json_begin_object(j);
    json_key(j, "n");
    json_begin_array(j);
    for (size_t i = 0; i < sizeof n / sizeof *n; i++)
        json_i64(j, (int64_t)n[i]);
    json_end_array(j);
    for (int i = 0; i < CUBE_LABELS && role->counts.usable; i++) {
        json_key(j, label_names[i]);
        columns(j, w, role, (enum cube_label)i);
    }
    json_end_object(j);
}

/* ---- Differences ---- */

static void differences(struct json_writer *j, const struct writer *w)
{
    const struct cube_difference *v = w->room;
    size_t n = w->cube->n_skills;
    json_begin_array(j);
    for (int c = 0; c < 3; c++) {
        json_begin_array(j);
        for (size_t i = 0; i < n; i++) {
            int middle = tenths(v[i].difference);
            json_i64(j, c == 0   ? middle
                        : c == 1 ? middle - tenths(v[i].low)
                                 : tenths(v[i].high) - middle);
        }
        json_end_array(j);
    }
    char told[CUBE_MAX_SKILLS];
    for (size_t i = 0; i < n; i++)
        told[i] = v[i].is_told ? '1' : '0';
    json_str(j, (struct str){told, n});
    json_end_array(j);
}

static void pair_list(struct json_writer *j, const struct writer *w,
                      const struct cube_role *from, const struct cube_role *to)
{
    if (from->counts.few || to->counts.few) {
        json_null(j);
        return;
    }
    json_begin_array(j);
    for (int i = 0; i < CUBE_LABELS; i++) {
        cube_differences(w->cube, from, to, (enum cube_label)i, w->room);
        differences(j, w);
    }
    json_end_array(j);
}

/* ---- Scopes ---- */

static void rule_object(struct json_writer *j, const struct writer *w,
                        size_t scope, enum rows_dedup rule)
{
    json_begin_object(j);
    json_key(j, "roles");
    json_begin_array(j);
    for (size_t i = 0; i < w->cube->n_roles; i++)
        role_object(j, w, cube_role_of(w->cube, scope, rule, i));
    json_end_array(j);
    json_key(j, "pairs");
    json_begin_array(j);
    for (size_t a = 0; a < w->n_compared; a++)
        for (size_t b = a + 1; b < w->n_compared; b++)
            pair_list(j, w, cube_role_of(w->cube, scope, rule, a),
                      cube_role_of(w->cube, scope, rule, b));
    json_end_array(j);
    json_end_object(j);
}

/* The rules of a scope: each as an object, or as the number of an earlier one
 * that has the same. */
static void scope_rules(const struct writer *w, size_t scope, struct buf *out)
{
    struct buf texts[ROWS_DEDUPS];
    for (int i = 0; i < ROWS_DEDUPS; i++) {
        struct json_writer j;
        buf_init(&texts[i], out->max);
        json_init(&j, &texts[i]);
        rule_object(&j, w, scope, (enum rows_dedup)i);
        int same = 0;
        while (!str_eq(buf_str(&texts[same]), buf_str(&texts[i])))
            same++;
        buf_add_cstr(out, i ? "," : "[");
        if (same < i)
            buf_printf(out, "%d", same);
        else
            buf_add_str(out, buf_str(&texts[i]));
    }
    buf_add_char(out, ']');
    for (int i = 0; i < ROWS_DEDUPS; i++)
        buf_done(&texts[i]);
}

static void scope_object(const struct writer *w, size_t at, struct buf *out)
{
    const struct cube_scope *scope = &w->cube->scopes[at];
    struct str month =
        scope->month < 0
            ? STR("null")
            : arena_printf(w->a, "\"%.*s\"",
                           STR_FMT(words_month(scope->month, w->a)));
    buf_printf(out, "{\"month\":%.*s,\"window\":%u,\"by\":", STR_FMT(month),
               scope->window_months);
    scope_rules(w, at, out);
    buf_add_char(out, '}');
}

/* The period, then the months from the last one back, as many as fit. Returns
 * how many months do. */
static size_t scopes(const struct writer *w, size_t max_bytes, struct buf *out)
{
    size_t months = w->f->n_months;
    bool has_windows = w->cube->n_scopes > 1 + months;
    struct buf next;
    buf_init(&next, out->max);
    scope_object(w, 0, out);
    size_t fitting = 0;
    for (; fitting < months; fitting++) {
        size_t at = months - fitting;
        buf_clear(&next);
        buf_add_char(&next, ',');
        scope_object(w, at, &next);
        if (has_windows) {
            buf_add_char(&next, ',');
            scope_object(w, months + at, &next);
        }
        if (out->n + next.n > max_bytes)
            break;
        buf_add_str(out, buf_str(&next));
    }
    buf_done(&next);
    return fitting;
}

/* The months of a role that its series leaves out although they, or the window
 * that ends with them, have postings enough. */
static void gaps(struct json_writer *j, const struct writer *w,
                 const struct role_figure *role)
{
    json_begin_object(j);
    for (size_t i = 0; i < w->f->n_months; i++) {
        const struct month_figure *m = &role->months[i];
        if (m->gap == GAP_NONE || m->gap == GAP_FEW)
            continue;
        json_key_str(j, words_month(m->month, w->a));
        json_cstr(j, m->gap == GAP_NO_POSTINGS ? "no data" : "outage");
    }
    json_end_object(j);
}

static void lists(struct json_writer *j, const struct writer *w)
{
    json_key(j, "roles");
    json_begin_array(j);
    for (size_t i = 0; i < w->f->n_roles; i++) {
        json_begin_array(j);
        json_str(j, w->f->roles[i].id);
        json_str(j, w->f->roles[i].name);
        json_i64(j, w->f->roles[i].window_months);
        gaps(j, w, &w->f->roles[i]);
        json_end_array(j);
    }
    json_end_array(j);
    json_key(j, "skills");
    json_begin_array(j);
    for (size_t i = 0; i < w->cube->n_skills; i++) {
        json_begin_array(j);
        json_str(j, w->cube->skills[i].id);
        json_str(j, w->cube->skills[i].name);
        json_end_array(j);
    }
    json_end_array(j);
    json_key(j, "rules");
    json_begin_array(j);
    for (int i = 0; i < ROWS_DEDUPS; i++)
        json_cstr(j, rule_names[i]);
    json_end_array(j);
    json_key(j, "pairs");
    json_begin_array(j);
    for (size_t a = 0; a < w->n_compared; a++)
        for (size_t b = a + 1; b < w->n_compared; b++) {
            json_begin_array(j);
            json_i64(j, (int64_t)a);
            json_i64(j, (int64_t)b);
            json_end_array(j);
        }
    json_end_array(j);
}

void page_data(const struct figures *f, size_t max_bytes, struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct writer w = {.f = f, .cube = f->cube, .a = a};
    w.n_compared = f->n_roles < PAGE_DATA_ROLES ? f->n_roles : PAGE_DATA_ROLES;
    w.room = arena_calloc(a, f->cube->n_skills, sizeof *w.room);
    struct buf data;
    buf_init(&data, out->max);
    size_t fitting = scopes(&w, max_bytes, &data);
    struct json_writer j;
    json_init(&j, out);
    j.html_safe = true;
    json_begin_object(&j);
    lists(&j, &w);
    json_key(&j, "rule");
    json_i64(&j, f->asked.dedup);
    json_key(&j, "period");
    json_str(&j, words_period(f, a));
    json_key(&j, "versions");
    json_str(&j, words_versions(f, a));
    json_key(&j, "cut");
    json_boolean(&j, fitting < f->n_months);
    json_key(&j, "scopes");
    buf_add_char(out, '[');
    buf_add_str(out, buf_str(&data)); /* numbers and fixed words only */
    buf_add_cstr(out, "]}");
    if (data.overflowed)
        out->overflowed = true;
    buf_done(&data);
}
