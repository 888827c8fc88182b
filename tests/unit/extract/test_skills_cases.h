/* SPDX-License-Identifier: MIT */
/* test_skills_cases.h - texts with their mentions marked, and the check.
 *
 * "{spark:Spark} and {aws-lambda:{aws:AWS} Lambda}": the marks are taken out
 * and what was in them must be found, to the byte and nothing else. A line is a
 * block; "- " makes it an item, "# " a heading; ". " ends a sentence. */
#ifndef TESTS_TEST_SKILLS_CASES_H
#define TESTS_TEST_SKILLS_CASES_H

#include "extract/skills.h"
#include "tests/test.h"
#include <stdio.h>
#include <stdlib.h>

#define CASE_MAX 64

struct skills_case {
    const char *label;
    const char *text; /* marked */
};

/* What else a posting may say. */
struct posting_case {
    const char *title, *company;
    enum section section;
    struct skills_case c;
};

struct marked {
    char text[2000];
    size_t n;
    struct expected {
        char id[40];
        uint32_t start, end;
    } v[CASE_MAX];
    size_t n_expected;
    struct block blocks[CASE_MAX];
    struct sentence sentences[CASE_MAX];
    size_t n_blocks, n_sentences;
};

/* pcre2's JIT reads whole vectors, so a little beyond the text; these bytes are
 * no part of it, but a memory checker wants them to have a value. */
static inline void pad(struct buf *text)
{
    static const char zeros[64];
    size_t n = text->n;
    buf_add(text, zeros, sizeof zeros);
    buf_truncate(text, n);
}

/* Take the marks out of text. */
static void unmark(const char *text, struct marked *m)
{
    size_t open[8], depth = 0;
    *m = (struct marked){.n = 0};
    while (*text) {
        if (*text == '{') {
            const char *colon = strchr(text, ':');
            struct expected *e = &m->v[m->n_expected];
            snprintf(e->id, sizeof e->id, "%.*s", (int)(colon - text - 1),
                     text + 1);
            e->start = (uint32_t)m->n;
            open[depth++] = m->n_expected++;
            text = colon + 1;
        } else if (*text == '}') {
            m->v[open[--depth]].end = (uint32_t)m->n;
            text++;
        } else {
            m->text[m->n++] = *text++;
        }
    }
}

static void add_sentences(struct marked *m, uint32_t start, uint32_t end,
                          enum section section)
{
    for (uint32_t at = start; at < end; at++) {
        bool stop =
            at + 1 == end || (m->text[at] == '.' && m->text[at + 1] == ' ');
        if (!stop)
            continue;
        m->sentences[m->n_sentences++] =
            (struct sentence){.start = start,
                              .end = at + 1,
                              .block = (uint32_t)m->n_blocks,
                              .section = section,
                              .label = LABEL_UNSPECIFIED};
        start = at + 2;
    }
}

/* Cut the text into blocks and sentences. */
static void cut(struct marked *m, enum section section)
{
    for (uint32_t at = 0; at < m->n;) {
        char *nl = memchr(m->text + at, '\n', m->n - at);
        uint32_t end = nl ? (uint32_t)(nl - m->text) : (uint32_t)m->n;
        enum block_kind kind = m->text[at] == '-'   ? BLOCK_ITEM
                               : m->text[at] == '#' ? BLOCK_HEADING
                                                    : BLOCK_PARAGRAPH;
        uint32_t start = kind == BLOCK_PARAGRAPH ? at : at + 2;
        if (end > start) {
            add_sentences(m, start, end, section);
            m->blocks[m->n_blocks++] =
                (struct block){.start = start, .end = end, .kind = kind};
        }
        at = end + 1;
    }
}

static bool is_hit(const struct taxonomy *t, const struct skill_hit *h,
                   const struct expected *e)
{
    return h->start == e->start && h->end == e->end &&
           str_eq(t->concepts[h->concept].id, str_from(e->id));
}

static void check_hits(const struct taxonomy *t, const struct skills_case *c,
                       const struct marked *m, const struct skill_hits *hits)
{
    for (size_t i = 0; i < m->n_expected; i++) {
        size_t k = 0;
        while (k < hits->n && !is_hit(t, &hits->v[k], &m->v[i]))
            k++;
        if (k == hits->n)
            fail_msg("%s: %s not found in \"%.*s\"", c->label, m->v[i].id,
                     (int)m->n, m->text);
    }
    for (size_t k = 0; k < hits->n; k++) {
        const struct skill_hit *h = &hits->v[k];
        size_t i = 0;
        while (i < m->n_expected && !is_hit(t, h, &m->v[i]))
            i++;
        if (i == m->n_expected)
            fail_msg("%s: %.*s found as \"%.*s\" in \"%.*s\"", c->label,
                     STR_FMT(t->concepts[h->concept].id),
                     (int)(h->end - h->start), m->text + h->start, (int)m->n,
                     m->text);
        if (k > 0 && (h->start < h[-1].start ||
                      (h->start == h[-1].start && h->end > h[-1].end)))
            fail_msg("%s: hits are out of order", c->label);
    }
}

struct tried {
    struct taxonomy *t;
    struct skills *m;
    struct skills_scratch *scratch;
    struct arena *a;
};

static void check_case(const struct tried *on, const struct posting_case *p)
{
    struct marked marked;
    unmark(p->c.text, &marked);
    cut(&marked, p->section);
    struct doc doc = {.text = {marked.text, marked.n},
                      .blocks = marked.blocks,
                      .n_blocks = marked.n_blocks};
    struct structure s = {.v = marked.sentences, .n = marked.n_sentences};
    struct skill_hits hits;
    skills_find(on->m, on->scratch, &doc, &s, str_from(p->title),
                str_from(p->company), on->a, &hits);
    check_hits(on->t, &p->c, &marked, &hits);
    arena_reset(on->a);
}

static struct taxonomy *parse_taxonomy(const char *skills)
{
    struct taxonomy *t = NULL;
    struct err err = {0};
    const struct taxonomy_texts texts = {
        .skills = {"skills.yaml", str_from(skills)},
        .roles = {"roles.yaml", STR("- id: role\n  name: Role\n")}};
    assert_ok(taxonomy_parse(&texts, &t, &err), err);
    return t;
}

static void try_taxonomy(const char *skills, struct tried *out)
{
    struct err err = {0};
    out->t = parse_taxonomy(skills);
    assert_ok(skills_new(out->t, &out->m, &err), err);
    out->scratch = skills_scratch_new(out->m);
    out->a = arena_new();
}

static void tried_done(struct tried *t)
{
    skills_scratch_free(t->scratch);
    skills_free(t->m);
    taxonomy_free(t->t);
    arena_free(t->a);
}

/* Check all n cases against the taxonomy in skills. */
static inline void check_postings(const char *skills,
                                  const struct posting_case *v, size_t n)
{
    AUTO(tried_done) struct tried on;
    try_taxonomy(skills, &on);
    for (size_t i = 0; i < n; i++)
        check_case(&on, &v[i]);
}

/* The same for texts without anything else, all in one section. */
static inline void check_section(const char *skills, enum section section,
                                 const struct skills_case *v, size_t n)
{
    AUTO(tried_done) struct tried on;
    try_taxonomy(skills, &on);
    for (size_t i = 0; i < n; i++)
        check_case(&on, &(struct posting_case){NULL, NULL, section, v[i]});
}

static inline void check_cases(const char *skills, const struct skills_case *v,
                               size_t n)
{
    check_section(skills, SECTION_REQUIREMENTS, v, n);
}

#endif
