/* SPDX-License-Identifier: MIT */
/* Runs the collected robots.txt cases of other parsers, where they are there:
 * every case that parsers agree on or that RFC 9309 decides, and the others
 * except those listed here with the reason. */
#include "base/lines.h"
#include "cases.h"
#include "crawler/robots.h"
#include "tests/test.h"
#include <math.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define DIR TEST_SOURCE_DIR "/../shared/conformance/robots/"

static const struct {
    const char *name, *why;
} deviations[] = {
    {"google/GoogleOnly_IndexHTMLisDirectory/1", "the RFC has no such rule"},
    {"protego/test_index_html_is_directory/1", "the RFC has no such rule"},
    {"google/GoogleOnly_LineTooLong/2", "long lines are read whole"},
    {"google/GoogleOnly_LineTooLong/5", "long lines are read whole"},
    {"google/GoogleOnly_AcceptUserAgentUpToFirstSpace/2",
     "an agent is cut to its product token, as its lines are"},
    {"protego/test_unicode_url_and_useragent/11",
     "a product token ends at the first byte that is no letter, '-' or '_'"},
};

static bool is_deviation(const char *name)
{
    for (size_t i = 0; i < sizeof deviations / sizeof *deviations; i++)
        if (strcmp(deviations[i].name, name) == 0)
            return true;
    return false;
}

static struct str member(struct json_object *o, const char *key)
{
    struct json_object *v = NULL;
    if (!json_object_object_get_ex(o, key, &v) ||
        !json_object_is_type(v, json_type_string))
        return STR_NONE;
    return (struct str){json_object_get_string(v),
                        (size_t)json_object_get_string_len(v)};
}

/* The robots.txt of a case, into out. */
static void robots_of(struct json_object *o, struct buf *out)
{
    struct str plain = member(o, "robots");
    buf_clear(out);
    if (plain.p)
        buf_add_str(out, plain);
    else
        base64_add(out, member(o, "robots_b64"));
}

static struct lines *open_cases(const char *path)
{
    struct lines *l = NULL;
    struct err err;
    if (lines_open(path, &l, &err) == ST_OK)
        return l;
    print_message("no %s: skipped\n", path);
    skip();
    return NULL;
}

/* One case; false when the answer is not the expected one. */
static bool case_holds(struct json_object *o, struct buf *text)
{
    robots_of(o, text);
    AUTO(auto_robots_free)
    struct robots *r = robots_parse(buf_str(text), member(o, "agent"));
    struct json_object *allowed = NULL;
    assert_true(json_object_object_get_ex(o, "allowed", &allowed));
    return robots_allows(r, member(o, "url")) ==
           (bool)json_object_get_boolean(allowed);
}

static void every_case_holds_but_for_the_listed_deviations(void **state)
{
    (void)state;
    AUTO(auto_lines_free) struct lines *l = open_cases(DIR "cases.jsonl");
    struct buf text;
    buf_init(&text, 8u << 20);
    struct str line;
    struct err err;
    unsigned n = 0, failed = 0, deviated = 0;
    while (lines_next(l, &line, &err) == LINES_LINE) {
        struct json_object *o = parse_line(line);
        const char *name = member(o, "name").p;
        bool holds = case_holds(o, &text), listed = is_deviation(name);
        if (holds == listed) {
            print_message("%s (%s): %s\n", name, member(o, "class").p,
                          holds ? "holds, though listed" : "does not hold");
            failed++;
        }
        deviated += !holds;
        n++;
        json_object_put(o);
    }
    buf_done(&text);
    print_message("%u cases, %u deviations\n", n, deviated);
    assert_int_equal(failed, 0);
    assert_true(n >= 1584);
}

static void crawl_delays_are_read(void **state)
{
    (void)state;
    AUTO(auto_lines_free) struct lines *l = open_cases(DIR "crawl_delay.jsonl");
    struct str line;
    struct err err;
    unsigned n = 0;
    for (; lines_next(l, &line, &err) == LINES_LINE; n++) {
        struct json_object *o = parse_line(line), *want = NULL;
        AUTO(auto_robots_free)
        struct robots *r =
            robots_parse(member(o, "robots"), member(o, "agent"));
        int64_t ms = -1;
        if (json_object_object_get_ex(o, "crawl_delay", &want) && want)
            ms = llround(json_object_get_double(want) * 1000);
        if (robots_crawl_delay_ms(r) != ms)
            fail_msg("%s: got %lld ms, want %lld ms", member(o, "name").p,
                     (long long)robots_crawl_delay_ms(r), (long long)ms);
        json_object_put(o);
    }
    assert_true(n >= 26);
}

/* ---- Real files, out of a tar archive ---- */

#define TAR_BLOCK 512u

struct real_file {
    char *name;
    struct buf text;
};

struct real_files {
    struct real_file *v;
    size_t n;
};

static bool read_blocks(FILE *f, struct buf *out, size_t n)
{
    char block[TAR_BLOCK];
    for (size_t done = 0; done < n; done += TAR_BLOCK) {
        if (fread(block, 1, sizeof block, f) != sizeof block)
            return false;
        buf_add(out, block, n - done < TAR_BLOCK ? n - done : TAR_BLOCK);
    }
    return true;
}

/* Every regular file of the tar stream f, by its name without folders. */
static void read_tar(FILE *f, struct real_files *files)
{
    char head[TAR_BLOCK];
    while (fread(head, 1, sizeof head, f) == sizeof head && head[0]) {
        head[99] = '\0';
        size_t n = strtoul(head + 124, NULL, 8);
        if (head[156] != '0')
            continue;
        files->v = realloc(files->v, (files->n + 1) * sizeof *files->v);
        assert_non_null(files->v);
        struct real_file *file = &files->v[files->n++];
        const char *slash = strrchr(head, '/');
        file->name = strdup(slash ? slash + 1 : head);
        buf_init(&file->text, 16u << 20);
        assert_true(read_blocks(f, &file->text, n));
    }
}

/* Have xz unpack path and read what it holds. False: no xz, or no such file. */
static bool unpack(const char *path, struct real_files *files)
{
    int ends[2], status = -1;
    pid_t child;
    assert_int_equal(pipe(ends), 0);
    char *argv[] = {(char[]){"xz"}, (char[]){"-dc"}, strdup(path), NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    bool runs = posix_spawnp(&child, "xz", &actions, NULL, argv, environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    FILE *tar = fdopen(ends[0], "r");
    assert_non_null(tar);
    if (runs)
        read_tar(tar, files);
    fclose(tar);
    if (runs)
        waitpid(child, &status, 0);
    free(argv[2]);
    return files->n > 0;
}

static void free_files(struct real_files *files)
{
    for (size_t i = 0; i < files->n; i++) {
        free(files->v[i].name);
        buf_done(&files->v[i].text);
    }
    free(files->v);
}

static struct str find_file(const struct real_files *files, const char *name)
{
    for (size_t i = 0; i < files->n; i++)
        if (strcmp(files->v[i].name, name) == 0)
            return buf_str(&files->v[i].text);
    fail_msg("no file %s in the corpus", name);
    return STR_NONE;
}

static void real_files_are_read_as_two_other_parsers_read_them(void **state)
{
    (void)state;
    AUTO(auto_lines_free)
    struct lines *l = open_cases(DIR "differential.jsonl");
    struct real_files files = {0};
    if (!unpack(DIR "corpus-robots-4231.tar.xz", &files)) {
        print_message("no xz to unpack the corpus with: skipped\n");
        free_files(&files);
        skip();
    }
    struct str line;
    struct err err;
    unsigned n = 0, failed = 0;
    for (; lines_next(l, &line, &err) == LINES_LINE; n++) {
        struct json_object *o = parse_line(line), *allowed = NULL;
        AUTO(auto_robots_free)
        struct robots *r = robots_parse(find_file(&files, member(o, "file").p),
                                        member(o, "agent"));
        assert_true(json_object_object_get_ex(o, "allowed", &allowed));
        if (robots_allows(r, member(o, "url")) !=
            (bool)json_object_get_boolean(allowed)) {
            print_message("%s %s\n", member(o, "name").p, member(o, "url").p);
            failed++;
        }
        json_object_put(o);
    }
    for (size_t i = 0; i < files.n; i++) /* whatever they hold */
        robots_free(robots_parse(buf_str(&files.v[i].text), STR("skilltally")));
    print_message("%zu files, %u cases, %u failed\n", files.n, n, failed);
    free_files(&files);
    assert_int_equal(failed, 0);
    assert_true(n >= 4405);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_holds_but_for_the_listed_deviations),
        cmocka_unit_test(crawl_delays_are_read),
        cmocka_unit_test(real_files_are_read_as_two_other_parsers_read_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
