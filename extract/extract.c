/* SPDX-License-Identifier: MIT */
#include "extract/extract.h"
#include "base/alloc.h"
#include "base/hash.h"
#include "extract/attributes.h"
#include "extract/trace.h"
#include "store/employer.h"
#include <stdlib.h>
#include <string.h>

/* Employer, role, ids and title: more is cut. */
#define FINGERPRINT_KEY_BYTES 8192u

struct extractor {
    const struct taxonomy *taxonomy;
    struct cues *cues;
    struct skills *skills;
    struct attributes *attributes;
    uint32_t *rank;          /* of each concept when they are sorted by id */
    uint32_t *by_id;         /* the concept of each rank */
    unsigned char fold[256]; /* for fingerprints */
};

struct extract_scratch {
    struct skills_scratch *skills;
    struct attributes_scratch *attributes;
};

static int by_concept_id(const void *a, const void *b, void *taxonomy)
{
    const struct taxonomy *t = taxonomy;
    const uint32_t *x = a, *y = b;
    return str_cmp(t->concepts[*x].id, t->concepts[*y].id);
}

static void rank_concepts(struct extractor *x)
{
    const struct taxonomy *t = x->taxonomy;
    x->rank = xcalloc(t->n_concepts, sizeof *x->rank);
    x->by_id = xcalloc(t->n_concepts, sizeof *x->by_id);
    for (uint32_t i = 0; i < t->n_concepts; i++)
        x->by_id[i] = i;
    struct taxonomy copy = *t;
    qsort_r(x->by_id, t->n_concepts, sizeof *x->by_id, by_concept_id, &copy);
    for (uint32_t i = 0; i < t->n_concepts; i++)
        x->rank[x->by_id[i]] = i;
}

/* What a byte is in a fingerprint: a letter in lower case, a digit, a byte of
 * another script; 0: nothing. */
static void fold_init(unsigned char fold[256])
{
    for (int c = 0; c < 256; c++) {
        char lower = ascii_lower((char)c);
        fold[c] =
            c >= 0x80 || ascii_is_alnum((char)c) ? (unsigned char)lower : 0;
    }
}

enum st extractor_new(const struct taxonomy *t, struct extractor **out,
                      struct err *err)
{
    AUTO(auto_extractor_free) struct extractor *x = xalloc(sizeof *x);
    x->taxonomy = t;
    enum st st = skills_new(t, &x->skills, err);
    if (st == ST_OK)
        st = attributes_new(t, &x->attributes, err);
    if (st != ST_OK)
        return st;
    x->cues = cues_new();
    rank_concepts(x);
    fold_init(x->fold);
    *out = x;
    x = NULL;
    return ST_OK;
}

void extractor_free(struct extractor *x)
{
    if (!x)
        return;
    cues_free(x->cues);
    skills_free(x->skills);
    attributes_free(x->attributes);
    free(x->rank);
    free(x->by_id);
    free(x);
}

struct extract_scratch *extract_scratch_new(const struct extractor *x)
{
    struct extract_scratch *s = xalloc(sizeof *s);
    s->skills = skills_scratch_new(x->skills);
    s->attributes = attributes_scratch_new(x->attributes);
    return s;
}

void extract_scratch_free(struct extract_scratch *s)
{
    if (!s)
        return;
    skills_scratch_free(s->skills);
    attributes_scratch_free(s->attributes);
    free(s);
}

/* A hit with the rank of its concept, to be sorted by rank, then place. */
struct ranked {
    uint32_t rank, start, end;
};

static int by_rank(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return x->start < y->start ? -1 : x->start > y->start;
}

/* Label and section of a skill by its strongest mention, the first of them. */
static void judge(const struct doc *doc, const struct structure *in,
                  struct posting_skill *skill)
{
    skill->label = LABEL_NEGATED;
    skill->section = SECTION_OTHER;
    for (size_t i = 0; i < skill->n_mentions; i++) {
        const struct mention *m = &skill->mentions[i];
        enum label l = structure_label(doc, in, m->start, m->end);
        if (i && l >= skill->label)
            continue;
        size_t at = structure_find(in, m->start);
        skill->label = l;
        skill->section = at == SIZE_MAX ? SECTION_OTHER : in->v[at].section;
    }
}

static const struct mention *spans_of(const struct structure *in,
                                      struct arena *a)
{
    struct mention *v = arena_calloc(a, in->n, sizeof *v);
    for (size_t i = 0; i < in->n; i++)
        v[i] = (struct mention){in->v[i].start, in->v[i].end};
    return v;
}

static void collect_skills(const struct extractor *x, const struct doc *doc,
                           const struct structure *in,
                           const struct skill_hits *hits, struct arena *a,
                           struct posting *out)
{
    struct ranked *v = arena_calloc(a, hits->n + 1, sizeof *v);
    struct mention *mentions = arena_calloc(a, hits->n + 1, sizeof *mentions);
    struct posting_skill *skills = arena_calloc(a, hits->n + 1, sizeof *skills);
    for (size_t i = 0; i < hits->n; i++)
        v[i] = (struct ranked){x->rank[hits->v[i].concept], hits->v[i].start,
                               hits->v[i].end};
    qsort(v, hits->n, sizeof *v, by_rank);
    size_t n = 0;
    for (size_t i = 0; i < hits->n; i++) {
        mentions[i] = (struct mention){v[i].start, v[i].end};
        if (!i || v[i].rank != v[i - 1].rank) {
            uint32_t concept = x->by_id[v[i].rank];
            skills[n++] =
                (struct posting_skill){.id = x->taxonomy->concepts[concept].id,
                                       .concept = concept,
                                       .mentions = &mentions[i]};
        }
        skills[n - 1].n_mentions++;
    }
    for (size_t i = 0; i < n; i++)
        judge(doc, in, &skills[i]);
    out->skills = skills;
    out->n_skills = n;
}

/* Append the letters and digits of s in lower case: what stays the same when a
 * posting is laid out anew. */
static size_t fold(const unsigned char fold_of[256], struct str s, char *to)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = fold_of[(unsigned char)s.p[i]];
        to[n] = (char)c;
        n += c != 0;
    }
    return n;
}

/* Two postings with one fingerprint are one job on several boards or days: the
 * same employer, role and words. Without words nothing is known to be alike,
 * so that the posting is its own. */
static uint64_t fingerprint(const struct extractor *x, const struct posting *p,
                            const struct raw *raw, struct arena *a)
{
    struct buf key;
    buf_init(&key, FINGERPRINT_KEY_BYTES);
    employer_normalise(p->company, &key);
    buf_add_char(&key, '\n');
    buf_add_str(&key, p->role);
    if (!p->text.n) {
        buf_printf(&key, "\n%.*s\n%.*s\n%.*s", STR_FMT(p->source),
                   STR_FMT(raw->id), STR_FMT(raw->url));
        buf_add_str(&key, p->title);
    }
    char *words = arena_alloc(a, p->text.n + 1);
    uint64_t print =
        hash64_seed((struct str){words, fold(x->fold, p->text, words)},
                    hash64(buf_str(&key)));
    buf_done(&key);
    return print;
}

/* What is left of a longer text ends like this. */
static bool ends_cut(struct str text)
{
    static const char *const ends[] = {"...",       "\xE2\x80\xA6",
                                       "Show more", "Read more",
                                       "See more",  "Read full description"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (str_ends(text, str_from(ends[i])))
            return true;
    return false;
}

static struct str make_id(const struct raw *raw, uint64_t print,
                          struct arena *a)
{
    if (raw->id.n)
        return raw->id;
    char hex[HASH_HEX_BYTES];
    hash_hex(raw->url.n ? hash64(raw->url) : hash64_seed(raw->title, print),
             hex);
    return arena_str(a, str_from(hex));
}

void extract_trace(const struct extractor *x, struct extract_scratch *s,
                   const struct raw *raw, struct arena *a, struct trace *out)
{
    struct doc doc;
    struct structure in;
    struct skill_hits hits;
    text_normalise(raw->description, raw->format, a, &doc);
    structure_of(x->cues, &doc, a, &in);
    skills_find(x->skills, s->skills, &doc, &in, raw->title, raw->company, a,
                &hits);
    skills_weighed(s->skills, a, &hits);
    struct trace_mention *v = arena_calloc(a, hits.n, sizeof *v);
    for (size_t i = 0; i < hits.n; i++) {
        const struct skill_hit *h = &hits.v[i];
        size_t at = structure_find(&in, h->start);
        v[i] = (struct trace_mention){
            .hit = *h,
            .label = structure_label(&doc, &in, h->start, h->end),
            .section = at == SIZE_MAX ? SECTION_OTHER : in.v[at].section};
    }
    *out = (struct trace){.text = doc.text,
                          .v = v,
                          .n = hits.n,
                          .sentences = spans_of(&in, a),
                          .n_sentences = in.n};
}

void extract_posting(const struct extractor *x, struct extract_scratch *s,
                     const struct raw *raw, struct str source, struct arena *a,
                     struct posting *out)
{
    struct doc doc;
    struct structure in;
    struct skill_hits hits;
    text_normalise(raw->description, raw->format, a, &doc);
    structure_of(x->cues, &doc, a, &in);
    skills_find(x->skills, s->skills, &doc, &in, raw->title, raw->company, a,
                &hits);
    *out = (struct posting){.source = raw->source.n ? raw->source : source,
                            .url = raw->url,
                            .title = raw->title,
                            .company = raw->company,
                            .date_posted = raw->date_posted,
                            .date_updated = raw->date_updated,
                            .valid_through = raw->valid_through,
                            .text = doc.text};
    attributes_derive(x->attributes, s->attributes, raw, &doc, &in, a, out);
    collect_skills(x, &doc, &in, &hits, a, out);
    out->sentences = spans_of(&in, a);
    out->n_sentences = in.n;
    out->truncated =
        raw->truncated || doc.truncated || !doc.text.n || ends_cut(doc.text);
    out->partial = raw->detail_url.n > 0;
    out->fingerprint = fingerprint(x, out, raw, a);
    out->id = make_id(raw, out->fingerprint, a);
}
