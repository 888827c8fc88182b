/* SPDX-License-Identifier: MIT */
/* bench_skills - how fast skills are found in real postings.
 *
 *   cmake --preset release -DSKILLTALLY_TESTS=ON
 *   cmake --build --preset release --target bench_skills
 *   build/release/tests/bench/bench_skills POSTINGS.jsonl[.gz]...
 *
 * One thread. The MB are of normalised text, the time is the process's own. */
#include "base/lines.h"
#include "extract/readers.h"
#include "extract/skills.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct bench {
    struct taxonomy *taxonomy;
    struct skills *skills;
    struct skills_scratch *scratch;
    struct cues *cues;
    struct arena *arena;
    double read_s, text_s, structure_s, skills_s;
    size_t postings, bytes, hits, limit_hits;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void posting(struct bench *b, struct str line)
{
    struct raw raw;
    struct doc doc;
    struct structure structure;
    struct skill_hits hits;
    struct err err;
    arena_reset(b->arena);
    double start = now();
    if (reader_read_line(line, b->arena, &raw, &err) != ST_OK)
        return;
    double read = now();
    text_normalise(raw.description, raw.format, b->arena, &doc);
    double text = now();
    structure_of(b->cues, &doc, b->arena, &structure);
    double structured = now();
    skills_find(b->skills, b->scratch, &doc, &structure, raw.title, raw.company,
                b->arena, &hits);
    b->skills_s += now() - structured;
    b->structure_s += structured - text;
    b->text_s += text - read;
    b->read_s += read - start;
    b->postings++;
    b->bytes += doc.text.n;
    b->hits += hits.n;
    b->limit_hits += hits.n_limit_hits;
}

static enum st file(struct bench *b, const char *path, struct err *err)
{
    AUTO(auto_lines_free) struct lines *lines = NULL;
    enum st st = lines_open(path, &lines, err);
    struct str line;
    enum lines_what what = LINES_END;
    while (st == ST_OK && (what = lines_next(lines, &line, err)) != LINES_END &&
           what != LINES_ERROR)
        if (what == LINES_LINE)
            posting(b, line);
    return st == ST_OK && what == LINES_ERROR ? err->code : st;
}

static void print_rate(const char *what, const struct bench *b, double seconds)
{
    printf("%-10s %7.1f MB/s %8.3f s\n", what, (double)b->bytes / 1e6 / seconds,
           seconds);
}

static enum st prepare(struct bench *b, struct err *err)
{
    AUTO(buf_done) struct buf dir;
    buf_init(&dir, 4096);
    taxonomy_default_dir(NULL, &dir);
    double start = now();
    enum st st = taxonomy_load(buf_cstr(&dir), &b->taxonomy, err);
    double loaded = now();
    if (st == ST_OK)
        st = skills_new(b->taxonomy, &b->skills, err);
    if (st != ST_OK)
        return st;
    printf("%-10s %7.1f ms\n%-10s %7.1f ms\n", "load", (loaded - start) * 1e3,
           "compile", (now() - loaded) * 1e3);
    b->scratch = skills_scratch_new(b->skills);
    b->cues = cues_new();
    b->arena = arena_new();
    return ST_OK;
}

static void done(struct bench *b)
{
    arena_free(b->arena);
    cues_free(b->cues);
    skills_scratch_free(b->scratch);
    skills_free(b->skills);
    taxonomy_free(b->taxonomy);
}

int main(int argc, char **argv)
{
    AUTO(done) struct bench b = {0};
    struct err err = {0};
    enum st st = prepare(&b, &err);
    for (int i = 1; st == ST_OK && i < argc; i++)
        st = file(&b, argv[i], &err);
    if (st != ST_OK) {
        fprintf(stderr, "bench_skills: %s\n", err.msg);
        return st_exit_code(st);
    }
    if (b.postings == 0)
        return 0;
    printf("%zu postings, %.1f MB of text, %zu hits, %zu limits hit\n",
           b.postings, (double)b.bytes / 1e6, b.hits, b.limit_hits);
    print_rate("read", &b, b.read_s);
    print_rate("text", &b, b.text_s);
    print_rate("structure", &b, b.structure_s);
    print_rate("skills", &b, b.skills_s);
    return 0;
}
