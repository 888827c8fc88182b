/* SPDX-License-Identifier: MIT */
/* Every weak name of the shipped taxonomy counts where it means the skill and
 * nowhere else, by the sentences in tests/data/weak.txt. */
#include "base/file.h"
#include "extract/extract.h"
#include "extract/raw.h"
#include "tests/test.h"

#define ROWS_MAX_BYTES (1u << 20)
#define ROWS_EACH_WAY  3u
#define MAX_NAMES      1000u

struct name_rows {
    uint32_t concept;
    struct str name;
    size_t n_for, n_against;
};

struct table {
    struct taxonomy *t;
    struct extractor *x;
    struct extract_scratch *scratch;
    struct arena *a;
    struct buf text;
    struct name_rows v[MAX_NAMES];
    size_t n, n_none, n_wrong;
};

/* True when the sentence, read as a posting's text, names the concept by the
 * name, alone or in a longer one ("BS degree"). */
static bool counts(struct table *b, const struct name_rows *row,
                   struct str sentence)
{
    struct posting p;
    arena_reset(b->a);
    const struct raw raw = {.description = sentence, .format = TEXT_PLAIN};
    extract_posting(b->x, b->scratch, &raw, STR("test"), b->a, &p);
    for (size_t i = 0; i < p.n_skills; i++) {
        const struct posting_skill *s = &p.skills[i];
        if (!str_eq(s->id, b->t->concepts[row->concept].id))
            continue;
        for (size_t k = 0; k < s->n_mentions; k++)
            if (str_find(
                    str_slice(p.text, s->mentions[k].start, s->mentions[k].end),
                    row->name) != SIZE_MAX)
                return true;
    }
    return false;
}

/* "= concept name" */
static void begin_name(struct table *b, struct str line, unsigned number)
{
    struct str rest = str_trim(line), id;
    assert_true(str_split(&rest, ' ', &id) && rest.p);
    size_t at = taxonomy_find(b->t, id);
    if (at == SIZE_MAX)
        fail_msg("weak.txt:%u: no concept %.*s", number, STR_FMT(id));
    assert_true(b->n < MAX_NAMES);
    b->v[b->n++] = (struct name_rows){.concept = (uint32_t)at, .name = rest};
}

static void try_line(struct table *b, struct str line, unsigned number)
{
    struct name_rows *row = &b->v[b->n - 1];
    bool want = line.p[0] == '+';
    struct str sentence = str_trim(str_slice(line, 1, line.n));
    if (str_find(sentence, row->name) == SIZE_MAX)
        fail_msg("weak.txt:%u: the sentence lacks %.*s", number,
                 STR_FMT(row->name));
    *(want ? &row->n_for : &row->n_against) += 1;
    if (counts(b, row, sentence) == want)
        return;
    b->n_wrong++;
    print_error("weak.txt:%u: %.*s %s in: %.*s\n", number, STR_FMT(row->name),
                want ? "does not count" : "counts", STR_FMT(sentence));
}

/* "! sentence" */
static void try_none(struct table *b, struct str line, unsigned number)
{
    struct posting p;
    struct str sentence = str_trim(str_slice(line, 1, line.n));
    arena_reset(b->a);
    const struct raw raw = {.description = sentence, .format = TEXT_PLAIN};
    extract_posting(b->x, b->scratch, &raw, STR("test"), b->a, &p);
    b->n_none++;
    for (size_t i = 0; i < p.n_skills; i++) {
        b->n_wrong++;
        print_error("weak.txt:%u: %.*s counts in: %.*s\n", number,
                    STR_FMT(p.skills[i].id), STR_FMT(sentence));
    }
}

static void read_table(struct table *b)
{
    struct err err = {0};
    struct str rest, line;
    buf_init(&b->text, ROWS_MAX_BYTES);
    assert_ok(file_read(TEST_SOURCE_DIR "/tests/data/weak.txt", &b->text, &err),
              err);
    rest = buf_str(&b->text);
    for (unsigned number = 1; str_split(&rest, '\n', &line); number++) {
        if (line.n == 0 || line.p[0] == '#')
            continue;
        if (line.p[0] == '=')
            begin_name(b, str_slice(line, 1, line.n), number);
        else if (line.p[0] == '!')
            try_none(b, line, number);
        else if (b->n && (line.p[0] == '+' || line.p[0] == '-'))
            try_line(b, line, number);
        else
            fail_msg("weak.txt:%u: no row", number);
    }
}

static int setup(void **state)
{
    struct err err = {0};
    struct table *b = calloc(1, sizeof *b);
    assert_non_null(b);
    assert_ok(taxonomy_load(TEST_SOURCE_DIR "/taxonomy", &b->t, &err), err);
    assert_ok(extractor_new(b->t, &b->x, &err), err);
    b->scratch = extract_scratch_new(b->x);
    b->a = arena_new();
    *state = b;
    return 0;
}

static int teardown(void **state)
{
    struct table *b = *state;
    extract_scratch_free(b->scratch);
    extractor_free(b->x);
    taxonomy_free(b->t);
    arena_free(b->a);
    buf_done(&b->text);
    free(b);
    return 0;
}

static void weak_names_count_only_where_they_mean_the_skill(void **state)
{
    struct table *b = *state;
    read_table(b);
    if (b->n_wrong)
        fail_msg("%zu sentences are read wrongly", b->n_wrong);
    assert_true(b->n_none > 0);
}

static void check_rows(const struct table *b, uint32_t concept, struct str name)
{
    for (size_t i = 0; i < b->n; i++)
        if (b->v[i].concept == concept && str_eq(b->v[i].name, name) &&
            b->v[i].n_for >= ROWS_EACH_WAY &&
            b->v[i].n_against >= ROWS_EACH_WAY)
            return;
    fail_msg("weak name \"%.*s\" of %.*s has fewer than %u sentences for and "
             "%u against in tests/data/weak.txt",
             STR_FMT(name), STR_FMT(b->t->concepts[concept].id), ROWS_EACH_WAY,
             ROWS_EACH_WAY);
}

static void every_weak_name_has_sentences_for_and_against(void **state)
{
    const struct table *b = *state;
    for (size_t i = 0; i < b->t->n_concepts; i++) {
        const struct str_list *weak = &b->t->concepts[i].weak;
        for (size_t k = 0; k < weak->n; k++)
            check_rows(b, (uint32_t)i, weak->v[k]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weak_names_count_only_where_they_mean_the_skill),
        cmocka_unit_test(every_weak_name_has_sentences_for_and_against),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
