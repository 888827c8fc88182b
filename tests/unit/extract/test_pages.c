/* SPDX-License-Identifier: MIT */
/* test_pages.c - recorded-looking answers (all written for this test) through
 * the readers and the text: tests/pages/KIND/CASE.* beside CASE.expect.
 * `test_pages --bless` rewrites the expectations; review the difference. */
#include "base/file.h"
#include "extract/readers.h"
#include "extract/text.h"
#include "tests/test.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define FILE_MAX_BYTES (1u << 20)

static bool bless;

static void put_text(struct buf *out, const char *name, struct str s)
{
    if (s.p)
        buf_printf(out, "%s: %.*s\n", name, STR_FMT(s));
}

static void put_date(struct buf *out, const char *name, struct date d)
{
    char text[DATE_TEXT_BYTES];
    if (d.year)
        buf_printf(out, "%s: %s\n", name, date_format(d, text));
}

static void put_place(struct buf *out, const struct place *p)
{
    buf_printf(out, "place: %.*s", STR_FMT(p->raw));
    if (p->city.p || p->region.p || p->country.p)
        buf_printf(out, " (%.*s; %.*s; %.*s)", STR_FMT(p->city),
                   STR_FMT(p->region), STR_FMT(p->country));
    buf_add_char(out, '\n');
}

static void put_salary(struct buf *out, const struct salary *s)
{
    const char *period = pay_period_name(s->period);
    if (s->provenance == FROM_NONE)
        return;
    buf_printf(out, "salary: %jd to %jd %s cents per %s, from %s\n",
               (intmax_t)s->min_cents, (intmax_t)s->max_cents, s->currency,
               period ? period : "?", provenance_name(s->provenance));
}

static void put_blocks(struct buf *out, const struct doc *d)
{
    for (size_t i = 0; i < d->n_blocks; i++) {
        const struct block *b = &d->blocks[i];
        buf_printf(out, "  %c%u|%.*s\n", "PHI"[b->kind], b -> level,
                   (int)(b->end - b->start), d -> text.p + b->start);
    }
}

static void put_raw(struct buf *out, const struct raw *r, struct arena *a)
{
    struct doc d;
    buf_add_cstr(out, "---\n");
    put_text(out, "id", r->id);
    put_text(out, "source", r->source);
    put_text(out, "title", r->title);
    put_text(out, "company", r->company);
    put_text(out, "url", r->url);
    for (size_t i = 0; i < r->n_locations; i++)
        put_place(out, &r->locations[i]);
    if (r->remote != REMOTE_NONE)
        buf_printf(out, "remote: %s\n", remote_name(r->remote));
    put_text(out, "employment type", r->employment_type);
    put_date(out, "posted", r->date_posted);
    put_date(out, "updated", r->date_updated);
    put_date(out, "valid through", r->valid_through);
    put_text(out, "language", r->language);
    put_text(out, "seniority", r->seniority);
    put_salary(out, &r->salary);
    put_text(out, "salary text", r->salary_text);
    put_text(out, "detail", r->detail_url);
    if (r->truncated)
        buf_add_cstr(out, "truncated\n");
    if (r->n_bad_fields)
        buf_printf(out, "bad fields: %u\n", r->n_bad_fields);
    text_normalise(r->description, r->format, a, &d);
    put_blocks(out, &d);
}

/* What the answer leads to, beside its postings. */
static void put_more(struct buf *out, const struct raw_list *list)
{
    if (list->total)
        buf_printf(out, "total: %ju\n", (uintmax_t)list->total);
    put_text(out, "next", list->next);
    for (size_t i = 0; i < list->n_lists; i++)
        put_text(out, "list", list->lists[i]);
    for (size_t i = 0; i < list->n_entries; i++)
        put_text(out, "entry", list->entries[i]);
    for (size_t i = 0; i < list->n_facets; i++)
        buf_printf(out, "facet: %.*s %.*s, %ju\n",
                   STR_FMT(list->facets[i].name), STR_FMT(list->facets[i].id),
                   (uintmax_t)list->facets[i].n);
}

static void render(const char *kind, struct str body, struct buf *out)
{
    struct arena *a = arena_new();
    struct reader_input in = {.body = body,
                              .url = STR("https://jobs.example/from")};
    struct raw_list list;
    struct err err = {0};
    if (reader_read(str_from(kind), &in, a, &list, &err) != ST_OK) {
        buf_printf(out, "error: %s\n", err.msg);
        arena_free(a);
        return;
    }
    buf_printf(out, "%zu postings\n", list.n);
    if (list.n_bad)
        buf_printf(out, "%zu bad: %s\n", list.n_bad, list.first_bad.msg);
    put_more(out, &list);
    for (size_t i = 0; i < list.n; i++)
        put_raw(out, &list.v[i], a);
    arena_free(a);
}

static void check_case(const char *kind, const char *path)
{
    struct buf body, got, want, expect;
    struct err err;
    buf_init(&body, FILE_MAX_BYTES);
    buf_init(&got, FILE_MAX_BYTES);
    buf_init(&want, FILE_MAX_BYTES);
    buf_init(&expect, 4096);
    const char *dot = strrchr(path, '.');
    buf_add(&expect, path, (size_t)(dot - path));
    buf_add_cstr(&expect, ".expect");
    assert_ok(file_read(path, &body, &err), err);
    render(kind, buf_str(&body), &got);
    if (bless) {
        assert_ok(file_write(buf_cstr(&expect), buf_str(&got), &err), err);
    } else {
        assert_ok(file_read(buf_cstr(&expect), &want, &err), err);
        if (!str_eq(buf_str(&got), buf_str(&want)))
            fail_msg("%s: got\n%swant\n%s", path, buf_cstr(&got),
                     buf_cstr(&want));
    }
    buf_done(&body);
    buf_done(&got);
    buf_done(&want);
    buf_done(&expect);
}

static int is_input(const struct dirent *e)
{
    const char *dot = strrchr(e->d_name, '.');
    return e->d_name[0] != '.' && dot && strcmp(dot, ".expect") != 0;
}

static void answers_are_read_as_expected(void **state)
{
    (void)state;
    size_t cases = 0;
    for (const char *const *kind = reader_kinds(); *kind; kind++) {
        char dir[512], path[1024];
        struct dirent **found;
        snprintf(dir, sizeof dir, "%s/tests/pages/%s", TEST_SOURCE_DIR, *kind);
        int n = scandir(dir, &found, is_input, alphasort);
        assert_true(n > 0);
        for (int i = 0; i < n; i++) {
            snprintf(path, sizeof path, "%s/%s", dir, found[i]->d_name);
            check_case(*kind, path);
            free(found[i]);
            cases++;
        }
        free(found);
    }
    assert_true(cases >= 60);
}

int main(int argc, char **argv)
{
    bless = argc > 1 && strcmp(argv[1], "--bless") == 0;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_read_as_expected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
