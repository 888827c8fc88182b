/* SPDX-License-Identifier: MIT */
/* test_payloads.c - recorded answers and hostile inputs that stand beside the
 * tree, where they do: counted, timed, never copied. */
#include "base/file.h"
#include "extract/readers.h"
#include "extract/text.h"
#include "extract/text_html.h"
#include "tests/test.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define FILE_MAX_BYTES (64u << 20)
#define SLOW_S         60 /* of processor time: who takes longer hangs */
#define SHARED         TEST_SOURCE_DIR "/../shared/"
#define CONFORMANCE    SHARED "conformance/"

static bool is_there(const char *dir)
{
    DIR *d = opendir(dir);
    if (!d) {
        print_message("skipped: there is no %s\n", dir);
        return false;
    }
    closedir(d);
    return true;
}

static void load(const char *path, struct buf *out)
{
    struct err err;
    buf_init(out, FILE_MAX_BYTES);
    assert_ok(file_read(path, out, &err), err);
}

/* Postings per file, counted in the files themselves: the length of the list
 * (without unlisted jobs), or the JobPosting objects of a page. */
static const struct count {
    const char *kind, *file;
    size_t n;
} counts[] = {
    {"greenhouse", "greenhouse/careerkit_list.json", 2},
    {"greenhouse", "greenhouse/gitlab_2jobs.json", 2},
    {"greenhouse", "greenhouse/gongio_detail.json", 1},
    {"greenhouse", "greenhouse/gongio_list.json", 3},
    {"greenhouse", "greenhouse/recruitai_list.json", 4},
    {"greenhouse", "greenhouse/stripe_list.json", 2},
    {"lever", "lever/careerkit_list.json", 2},
    {"lever", "lever/jumpcloud_list.json", 2},
    {"lever", "lever/outreach_list.json", 4},
    {"lever", "lever/palantir_list.json", 2},
    {"lever", "lever/recruitai_list.json", 4},
    {"lever", "lever/richardson_board.json", 2},
    {"ashby", "ashby/everjobs_ashby.json", 3}, /* and one that is unlisted */
    {"ashby", "ashby/openai_list.json", 2},
    {"ashby", "ashby/recruitai_list.json", 4},
    {"page", "html_jsonld/abhi_jsonld.html", 1},
    {"page", "html_jsonld/avalanchefusion_open_positions.html", 9},
    {"page", "html_jsonld/compgraph_icims.html", 1},
    {"page", "html_jsonld/eightfold_amdocs_job_page.html", 1},
    {"page", "html_jsonld/meta_software_engineer.html", 1},
    {"page", "html_jsonld/neura_robotics_manager.html", 1},
    {"page", "html_jsonld/openjobs_index.html", 50},
    {"page", "html_jsonld/orf_bmq996.html", 1},
    {"page", "html_jsonld/orf_bmq997.html", 1},
    {"page", "html_jsonld/orf_bmrmly.html", 1},
    {"page", "html_jsonld/orf_bmshqy.html", 1},
    {"page", "html_jsonld/orf_bmshqz.html", 1},
    {"page", "html_jsonld/paylocity_fermi.html", 1},
    {"page", "html_jsonld/paylocity_sendcutsend.html", 1},
    {"page", "html_jsonld/theasianfish_graph.html", 2},
    {"page", "html_jsonld/topjobs_lk_job_page.html", 1},
    {"page", "html_jsonld/workatastartup_diode_senior.html", 1},
    {"page", "html_jsonld/workatastartup_diode_staff.html", 1},
    {"page", "html_jsonld/workatastartup_loombotic.html", 1},
    {"page", "html_nojsonld/mara_inc_careers.html", 0},
    {"page", "html_nojsonld/talentclue_decathlon.html", 0},
};

static void check_posting(const char *file, const struct raw *r,
                          struct arena *a)
{
    struct doc d;
    text_normalise(r->description, r->format, a, &d);
    if (!r->id.n || !r->title.n)
        fail_msg("%s: a posting without id or title", file);
    if (r->description.n && !d.text.n)
        fail_msg("%s: \"%.*s\" lost its text", file, STR_FMT(r->title));
    if (!r->description.n && !r->truncated)
        fail_msg("%s: \"%.*s\" has no text and does not say so", file,
                 STR_FMT(r->title));
    if (memmem(d.text.p, d.text.n, "</", 2) ||
        memmem(d.text.p, d.text.n, "&nbsp;", 6))
        fail_msg("%s: \"%.*s\" has markup left", file, STR_FMT(r->title));
}

static void recorded_answers_have_as_many_postings_as_they_hold(void **state)
{
    (void)state;
    if (!is_there(SHARED "payloads"))
        return;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        const struct count *c = &counts[i];
        char path[512];
        struct buf body;
        struct raw_list list;
        struct err err;
        snprintf(path, sizeof path, SHARED "payloads/%s", c->file);
        load(path, &body);
        arena_reset(a);
        struct reader_input in = {.body = buf_str(&body),
                                  .url = STR("https://jobs.example/x")};
        assert_ok(reader_read(str_from(c->kind), &in, a, &list, &err), err);
        if (list.n != c->n || list.n_bad)
            fail_msg("%s: %zu postings and %zu bad ones, want %zu", c->file,
                     list.n, list.n_bad, c->n);
        for (size_t j = 0; j < list.n; j++)
            check_posting(c->file, &list.v[j], a);
        buf_done(&body);
    }
    arena_free(a);
}

/* Read body as every kind, and as a description in every format. */
static void survive(const char *name, struct str body, struct arena *a)
{
    clock_t start = clock();
    for (const char *const *kind = reader_kinds(); *kind; kind++) {
        struct reader_input in = {.body = body};
        struct raw_list list;
        struct err err = {0};
        arena_reset(a);
        enum st st = reader_read(str_from(*kind), &in, a, &list, &err);
        if (st != ST_OK && !err.msg[0])
            fail_msg("%s as %s: an error without words", name, *kind);
    }
    for (int format = TEXT_HTML; format <= TEXT_MARKDOWN; format++) {
        struct doc d;
        arena_reset(a);
        text_normalise(body, (enum text_format)format, a, &d);
        assert_true(d.text.n <= TEXT_OUTPUT_MAX_BYTES);
    }
    clock_t took = (clock() - start) / CLOCKS_PER_SEC;
    if (took > SLOW_S)
        fail_msg("%s took %jd s", name, (intmax_t)took);
}

static int is_visible(const struct dirent *e)
{
    return e->d_name[0] != '.';
}

static void survive_dir(const char *dir, const char *suffix)
{
    struct arena *a = arena_new();
    struct dirent **found;
    int n = scandir(dir, &found, is_visible, alphasort);
    assert_true(n > 0);
    for (int i = 0; i < n; i++) {
        char path[1024];
        struct buf body;
        if (str_ends(str_from(found[i]->d_name), str_from(suffix))) {
            snprintf(path, sizeof path, "%s/%s", dir, found[i]->d_name);
            load(path, &body);
            survive(found[i]->d_name, buf_str(&body), a);
            buf_done(&body);
        }
        free(found[i]);
    }
    free(found);
    arena_free(a);
}

static void odd_json_is_survived(void **state)
{
    (void)state;
    if (is_there(CONFORMANCE "JSONTestSuite"))
        survive_dir(CONFORMANCE "JSONTestSuite/test_parsing", ".json");
}

static void bombs_are_survived(void **state)
{
    (void)state;
    if (!is_there(CONFORMANCE "bombs"))
        return;
    survive_dir(CONFORMANCE "bombs", ".html");
    survive_dir(CONFORMANCE "bombs", ".json");
    survive_dir(CONFORMANCE "bombs", ".xml");
}

/* Inputs of the html5lib suite: each stands between "#data" and "#errors". */
static void odd_html_is_survived(void **state)
{
    (void)state;
    const char *dir = CONFORMANCE "html5lib-tests/tree-construction";
    if (!is_there(dir))
        return;
    struct arena *a = arena_new();
    struct dirent **found;
    int n = scandir(dir, &found, is_visible, alphasort);
    size_t cases = 0;
    for (int i = 0; i < n; i++) {
        char path[1024];
        struct buf body;
        snprintf(path, sizeof path, "%s/%s", dir, found[i]->d_name);
        if (str_ends(str_from(path), STR(".dat"))) {
            load(path, &body);
            struct str rest = buf_str(&body);
            size_t at;
            while ((at = str_find(rest, STR("#data\n"))) != SIZE_MAX) {
                rest = str_slice(rest, at + 6, rest.n);
                size_t end = str_find(rest, STR("\n#errors"));
                survive(found[i]->d_name, str_slice(rest, 0, end), a);
                cases++;
            }
            buf_done(&body);
        }
        free(found[i]);
    }
    free(found);
    arena_free(a);
    assert_true(cases > 1000);
}

static void naughty_strings_are_survived(void **state)
{
    (void)state;
    if (!is_there(CONFORMANCE "naughty-strings"))
        return;
    struct arena *a = arena_new();
    struct buf body;
    load(CONFORMANCE "naughty-strings/blns.txt", &body);
    struct str rest = buf_str(&body), line;
    survive("all naughty strings", rest, a);
    while (str_split(&rest, '\n', &line)) {
        survive("a naughty string", line, a);
        struct str field = text_unescape(line, a);
        assert_true(field.n <= line.n);
    }
    buf_done(&body);
    arena_free(a);
}

/* libxml2 and the quick reader give one text for the real pages of boards. */
static void both_html_readers_agree_on_recorded_texts(void **state)
{
    (void)state;
    if (!is_there(SHARED "payloads"))
        return;
    struct arena *a = arena_new();
    size_t quick_ones = 0, texts = 0;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        char path[512];
        struct buf body;
        struct raw_list list;
        struct err err;
        snprintf(path, sizeof path, SHARED "payloads/%s", counts[i].file);
        load(path, &body);
        arena_reset(a);
        struct reader_input in = {.body = buf_str(&body)};
        assert_ok(reader_read(str_from(counts[i].kind), &in, a, &list, &err),
                  err);
        for (size_t j = 0; j < list.n; j++) {
            struct str s = list.v[j].description;
            struct text_out quick, sax;
            struct doc q, x;
            if (list.v[j].format != TEXT_HTML || !s.n)
                continue;
            texts++;
            text_out_init(&quick, a, s.n, 2);
            if (!html_quick_read(s, &quick))
                continue;
            quick_ones++;
            text_out_init(&sax, a, s.n, 1);
            html_sax_read(s, &sax);
            text_out_finish(&quick, &q);
            text_out_finish(&sax, &x);
            assert_str(q.text, x.text.p);
        }
        buf_done(&body);
    }
    arena_free(a);
    assert_true(quick_ones * 2 > texts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recorded_answers_have_as_many_postings_as_they_hold),
        cmocka_unit_test(both_html_readers_agree_on_recorded_texts),
        cmocka_unit_test(odd_json_is_survived),
        cmocka_unit_test(bombs_are_survived),
        cmocka_unit_test(odd_html_is_survived),
        cmocka_unit_test(naughty_strings_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
