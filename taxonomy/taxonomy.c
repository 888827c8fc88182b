/* SPDX-License-Identifier: MIT */
#include "taxonomy/taxonomy.h"
#include "base/alloc.h"
#include "base/file.h"
#include "base/hash.h"
#include "taxonomy/taxonomy_check.h"
#include "taxonomy/taxonomy_groups.h"
#include "taxonomy/taxonomy_yaml.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SKILLS_FILE "skills.yaml"
#define ROLES_FILE  "roles.yaml"
#define GROUPS_FILE "groups.yaml"

struct taxonomy_impl {
    struct arena *arena;
    uint32_t *by_id;                /* indices of concepts, sorted by id */
    struct str skills, skills_name; /* the file, for lines in messages */
};

/* The files as libcyaml reads them. */
struct concept_yaml {
    char *id, *name, *parent, *wikidata, *vendor;
    bool broad;
    enum concept_kind kind;
    char **names, **cased, **weak, **patterns, **context, **except,
        **except_patterns, **esco, **onet;
    unsigned names_count, cased_count, weak_count, patterns_count,
        context_count, except_count, except_patterns_count, esco_count,
        onet_count;
};

struct role_yaml {
    char *id, *name;
    char **titles, **not_titles;
    unsigned titles_count, not_titles_count;
};

static const cyaml_strval_t kinds[] = {
    {"theme", CONCEPT_THEME},
    {"concept", CONCEPT_CONCEPT},
    {"language", CONCEPT_LANGUAGE},
    {"tool", CONCEPT_TOOL},
    {"certification", CONCEPT_CERTIFICATION},
    {"degree", CONCEPT_DEGREE},
};
#define N_KINDS (sizeof kinds / sizeof kinds[0])

static const cyaml_schema_value_t name_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, TAXONOMY_NAME_MAX_BYTES)};
static const cyaml_schema_value_t pattern_schema = {CYAML_VALUE_STRING(
    CYAML_FLAG_POINTER, char, 1, TAXONOMY_PATTERN_MAX_BYTES)};

static const cyaml_schema_field_t concept_fields[] = {
    TAXONOMY_ID_FIELD(struct concept_yaml, id),
    TAXONOMY_NAME_FIELD(struct concept_yaml, name),
    CYAML_FIELD_ENUM("kind", CYAML_FLAG_STRICT, struct concept_yaml, kind,
                     kinds, N_KINDS),
    CYAML_FIELD_BOOL("broad", CYAML_FLAG_OPTIONAL, struct concept_yaml, broad),
    CYAML_FIELD_STRING_PTR("parent", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                           struct concept_yaml, parent, 1,
                           TAXONOMY_ID_MAX_BYTES),
    TAXONOMY_LIST_FIELD(struct concept_yaml, names, name_schema),
    TAXONOMY_LIST_FIELD(struct concept_yaml, cased, name_schema),
    TAXONOMY_LIST_FIELD(struct concept_yaml, weak, name_schema),
    TAXONOMY_LIST_FIELD(struct concept_yaml, patterns, pattern_schema),
    TAXONOMY_LIST_FIELD(struct concept_yaml, context, pattern_schema),
    TAXONOMY_LIST_FIELD(struct concept_yaml, except, name_schema),
    TAXONOMY_LIST_FIELD(struct concept_yaml, except_patterns, pattern_schema),
    TAXONOMY_LIST_FIELD(struct concept_yaml, esco, name_schema),
    TAXONOMY_LIST_FIELD(struct concept_yaml, onet, name_schema),
    CYAML_FIELD_STRING_PTR("wikidata", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                           struct concept_yaml, wikidata, 1,
                           TAXONOMY_ID_MAX_BYTES),
    CYAML_FIELD_STRING_PTR("vendor", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                           struct concept_yaml, vendor, 1,
                           TAXONOMY_NAME_MAX_BYTES),
    CYAML_FIELD_END};
static const cyaml_schema_value_t concept_schema = {CYAML_VALUE_MAPPING(
    CYAML_FLAG_DEFAULT, struct concept_yaml, concept_fields)};
static const cyaml_schema_value_t skills_schema = {
    CYAML_VALUE_SEQUENCE(CYAML_FLAG_POINTER, struct concept_yaml,
                         &concept_schema, 0, TAXONOMY_MAX_CONCEPTS)};

static const cyaml_schema_field_t role_fields[] = {
    TAXONOMY_ID_FIELD(struct role_yaml, id),
    TAXONOMY_NAME_FIELD(struct role_yaml, name),
    TAXONOMY_LIST_FIELD(struct role_yaml, titles, pattern_schema),
    TAXONOMY_LIST_FIELD(struct role_yaml, not_titles, pattern_schema),
    CYAML_FIELD_END};
static const cyaml_schema_value_t role_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct role_yaml, role_fields)};
static const cyaml_schema_value_t roles_schema = {CYAML_VALUE_SEQUENCE(
    CYAML_FLAG_POINTER, struct role_yaml, &role_schema, 0, TAXONOMY_MAX_ROLES)};

static void take_concepts(struct taxonomy *t, const struct concept_yaml *y,
                          size_t n)
{
    struct arena *a = t->impl->arena;
    t->concepts = arena_calloc(a, n, sizeof *t->concepts);
    t->n_concepts = n;
    for (size_t i = 0; i < n; i++)
        t->concepts[i] = (struct concept){
            .id = taxonomy_copy(a, y[i].id),
            .name = taxonomy_copy(a, y[i].name),
            .kind = y[i].kind,
            .broad = y[i].broad,
            .parent = TAXONOMY_NO_PARENT,
            .names = taxonomy_copy_list(a, y[i].names, y[i].names_count),
            .cased = taxonomy_copy_list(a, y[i].cased, y[i].cased_count),
            .weak = taxonomy_copy_list(a, y[i].weak, y[i].weak_count),
            .patterns =
                taxonomy_copy_list(a, y[i].patterns, y[i].patterns_count),
            .context = taxonomy_copy_list(a, y[i].context, y[i].context_count),
            .except = taxonomy_copy_list(a, y[i].except, y[i].except_count),
            .except_patterns = taxonomy_copy_list(a, y[i].except_patterns,
                                                  y[i].except_patterns_count),
            .esco = taxonomy_copy_list(a, y[i].esco, y[i].esco_count),
            .onet = taxonomy_copy_list(a, y[i].onet, y[i].onet_count),
            .wikidata = taxonomy_copy(a, y[i].wikidata),
            .vendor = taxonomy_copy(a, y[i].vendor),
        };
}

static void take_roles(struct taxonomy *t, const struct role_yaml *y, size_t n)
{
    struct arena *a = t->impl->arena;
    t->roles = arena_calloc(a, n, sizeof *t->roles);
    t->n_roles = n;
    for (size_t i = 0; i < n; i++)
        t->roles[i] = (struct role){
            .id = taxonomy_copy(a, y[i].id),
            .name = taxonomy_copy(a, y[i].name),
            .titles = taxonomy_copy_list(a, y[i].titles, y[i].titles_count),
            .not_titles =
                taxonomy_copy_list(a, y[i].not_titles, y[i].not_titles_count),
        };
}

static int by_id_cmp(const void *a, const void *b, void *concepts)
{
    const struct concept *c = concepts;
    uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
    int order = str_cmp(c[i].id, c[j].id);
    return order ? order : (i > j) - (i < j);
}

static void index_ids(struct taxonomy *t)
{
    uint32_t *ids = arena_calloc(t->impl->arena, t->n_concepts, sizeof *ids);
    for (uint32_t i = 0; i < t->n_concepts; i++)
        ids[i] = i;
    qsort_r(ids, t->n_concepts, sizeof *ids, by_id_cmp, t->concepts);
    t->impl->by_id = ids;
}

static enum st link_parents(struct taxonomy *t, const struct concept_yaml *y,
                            const char *file, struct err *err)
{
    for (size_t i = 0; i < t->n_concepts; i++) {
        if (!y[i].parent)
            continue;
        size_t parent = taxonomy_find(t, str_from(y[i].parent));
        if (parent == SIZE_MAX)
            return err_set(err, ST_CONFIG,
                           "%s:%u: concept %s has the parent %s, which is no "
                           "concept of this file",
                           file, t->concepts[i].line, y[i].id, y[i].parent);
        t->concepts[i].parent = (uint32_t)parent;
    }
    return ST_OK;
}

static enum st parse_skills(struct taxonomy *t, const struct taxonomy_text *in,
                            struct err *err)
{
    void *data = NULL;
    unsigned n = 0;
    enum st st = yaml_load(in->text, in->name, &skills_schema, &data, &n, err);
    if (st != ST_OK)
        return st;
    take_concepts(t, data, n);
    unsigned *lines = xcalloc(n, sizeof *lines);
    taxonomy_item_lines(in->text, lines, n);
    for (unsigned i = 0; i < n; i++)
        t->concepts[i].line = lines[i];
    free(lines);
    index_ids(t);
    st = link_parents(t, data, in->name, err);
    yaml_free(&skills_schema, data, n);
    return st;
}

static enum st parse_roles(struct taxonomy *t, const struct taxonomy_text *in,
                           struct err *err)
{
    void *data = NULL;
    unsigned n = 0;
    enum st st = yaml_load(in->text, in->name, &roles_schema, &data, &n, err);
    if (st != ST_OK)
        return st;
    take_roles(t, data, n);
    yaml_free(&roles_schema, data, n);
    unsigned *lines = xcalloc(n, sizeof *lines);
    taxonomy_item_lines(in->text, lines, n);
    for (unsigned i = 0; i < n; i++)
        t->roles[i].line = lines[i];
    free(lines);
    return ST_OK;
}

static struct taxonomy *taxonomy_new(void)
{
    struct taxonomy *t = xalloc(sizeof *t);
    t->impl = xalloc(sizeof *t->impl);
    t->impl->arena = arena_new();
    return t;
}

void taxonomy_free(struct taxonomy *t)
{
    if (!t)
        return;
    arena_free(t->impl->arena);
    free(t->impl);
    free(t);
}

/* A taxonomy without groups has the version it had before there were any. */
static uint64_t hash_texts(const struct taxonomy_texts *in)
{
    uint64_t hash = hash64_seed(in->roles.text, hash64(in->skills.text));
    return in->groups.text.p ? hash64_seed(in->groups.text, hash) : hash;
}

enum st taxonomy_parse(const struct taxonomy_texts *in, struct taxonomy **out,
                       struct err *err)
{
    struct taxonomy *t = taxonomy_new();
    hash_hex(hash_texts(in), t->version);
    t->impl->skills = arena_str(t->impl->arena, in->skills.text);
    t->impl->skills_name = arena_str(t->impl->arena, str_from(in->skills.name));
    enum st st = parse_skills(t, &in->skills, err);
    if (st == ST_OK)
        st = parse_roles(t, &in->roles, err);
    if (st == ST_OK)
        st = taxonomy_check(t, in, err);
    if (st == ST_OK && in->groups.text.p)
        st = taxonomy_groups_parse(t, &in->groups, t->impl->arena, err);
    if (st != ST_OK) {
        taxonomy_free(t);
        return st;
    }
    *out = t;
    return ST_OK;
}

struct file {
    struct buf path, text;
};

static void file_done(struct file *f)
{
    buf_done(&f->path);
    buf_done(&f->text);
}

static enum st read_file(const char *dir, const char *name, struct file *f,
                         struct taxonomy_text *out, struct err *err)
{
    buf_init(&f->path, 4096);
    buf_init(&f->text, YAML_FILE_MAX_BYTES);
    path_join(&f->path, dir, name);
    enum st st = file_read(buf_cstr(&f->path), &f->text, err);
    if (st == ST_OK)
        *out = (struct taxonomy_text){buf_cstr(&f->path), buf_str(&f->text)};
    return st;
}

enum st taxonomy_load(const char *dir, struct taxonomy **out, struct err *err)
{
    AUTO(file_done) struct file skills = {0}, roles = {0}, groups = {0};
    struct taxonomy_texts texts = {0};
    enum st st = read_file(dir, SKILLS_FILE, &skills, &texts.skills, err);
    if (st == ST_OK)
        st = read_file(dir, ROLES_FILE, &roles, &texts.roles, err);
    if (st != ST_OK)
        return st;
    st = read_file(dir, GROUPS_FILE, &groups, &texts.groups, err);
    if (st != ST_OK && st != ST_NO_INPUT)
        return st;
    return taxonomy_parse(&texts, out, err);
}

size_t taxonomy_find(const struct taxonomy *t, struct str id)
{
    size_t low = 0, high = t->n_concepts;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = str_cmp(t->concepts[t->impl->by_id[mid]].id, id);
        if (order == 0)
            return t->impl->by_id[mid];
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return SIZE_MAX;
}

size_t taxonomy_find_role(const struct taxonomy *t, struct str id)
{
    for (size_t i = 0; i < t->n_roles; i++)
        if (str_eq(t->roles[i].id, id))
            return i;
    return SIZE_MAX;
}

size_t taxonomy_find_group(const struct taxonomy *t, struct str id)
{
    for (size_t i = 0; i < t->n_groups; i++)
        if (str_eq(t->groups[i].id, id))
            return i;
    return SIZE_MAX;
}

size_t taxonomy_theme_of(const struct taxonomy *t, size_t index)
{
    while (t->concepts[index].kind != CONCEPT_THEME) {
        index = t->concepts[index].parent;
        if (index == TAXONOMY_NO_PARENT)
            return SIZE_MAX;
    }
    return index;
}

const char *concept_kind_name(enum concept_kind kind)
{
    for (size_t i = 0; i < N_KINDS; i++)
        if (kinds[i].val == (int64_t)kind)
            return kinds[i].str;
    return NULL;
}

bool concept_kind_of(struct str name, enum concept_kind *out)
{
    for (size_t i = 0; i < N_KINDS; i++)
        if (str_eq(name, str_from(kinds[i].str))) {
            *out = (enum concept_kind)kinds[i].val;
            return true;
        }
    return false;
}

unsigned taxonomy_line_of(const struct taxonomy *t, size_t index,
                          struct str needle)
{
    unsigned first = t->concepts[index].line;
    unsigned last =
        index + 1 < t->n_concepts ? t->concepts[index + 1].line : UINT32_MAX;
    unsigned found = taxonomy_line_with(t->impl->skills, first, last, needle);
    return found ? found : first;
}

const char *taxonomy_file(const struct taxonomy *t)
{
    return t->impl->skills_name.p;
}

/* Append base/relative when it holds a taxonomy. */
static bool try_dir(struct str base, const char *relative, struct buf *out)
{
    AUTO(buf_done) struct buf dir, file;
    buf_init(&dir, 4096);
    buf_init(&file, 4096);
    buf_add_str(&dir, base);
    buf_add_cstr(&dir, relative);
    path_join(&file, buf_cstr(&dir), SKILLS_FILE);
    if (dir.overflowed || file.overflowed || access(buf_cstr(&file), R_OK) != 0)
        return false;
    buf_add_str(out, buf_str(&dir));
    return true;
}

/* An installation may have been moved or packed with another prefix, so the
 * place beside the program goes before the one fixed by the build. */
static bool try_beside_program(struct buf *out)
{
    char exe[4096];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe);
    if (n <= 0 || (size_t)n >= sizeof exe)
        return false;
    while (n > 0 && exe[n - 1] != '/')
        n--;
    return try_dir((struct str){exe, (size_t)n}, "../share/skilltally/taxonomy",
                   out);
}

void taxonomy_default_dir(const char *flag, struct buf *out)
{
    const char *set = flag ? flag : getenv("SKILLTALLY_TAXONOMY");
    if (set && *set)
        buf_add_cstr(out, set);
    else if (!try_beside_program(out) &&
             !try_dir(STR(SKILLTALLY_TAXONOMY_INSTALLED), "", out))
        buf_add_cstr(out, SKILLTALLY_TAXONOMY_SOURCE);
}
