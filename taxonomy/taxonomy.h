/* SPDX-License-Identifier: MIT */
/* taxonomy.h - the concepts that postings may name, loaded and checked.
 *
 * Read from a directory with skills.yaml, roles.yaml and, where there is one,
 * groups.yaml (the format is in docs/taxonomy.md). Read-only after loading;
 * threads may share it. */
#ifndef TAXONOMY_TAXONOMY_H
#define TAXONOMY_TAXONOMY_H

#include "base/err.h"
#include "base/str.h"
#include <stddef.h>
#include <stdint.h>

#define TAXONOMY_MAX_CONCEPTS      20000u
#define TAXONOMY_MAX_ROLES         200u
#define TAXONOMY_MAX_GROUPS        1000u
#define TAXONOMY_LIST_MAX          1000u /* items in one list of a concept */
#define TAXONOMY_ID_MAX_BYTES      64u
#define TAXONOMY_NAME_MAX_BYTES    200u
#define TAXONOMY_PATTERN_MAX_BYTES 4096u
#define TAXONOMY_NO_PARENT         UINT32_MAX

enum concept_kind {
    CONCEPT_THEME,
    CONCEPT_CONCEPT,
    CONCEPT_LANGUAGE,
    CONCEPT_TOOL,
    CONCEPT_CERTIFICATION,
    CONCEPT_DEGREE
};

struct str_list {
    struct str *v;
    size_t n;
};

struct concept {
    struct str id, name;
    enum concept_kind kind;
    bool broad;               /* a field of work or a quality, nothing that
                                 one could set out to learn as such */
    uint32_t parent;          /* index, or TAXONOMY_NO_PARENT */
    unsigned line;            /* in skills.yaml, for messages */
    struct str_list names;    /* strong, any case; the name itself is not
                                 implied */
    struct str_list cased;    /* strong, only in this very case */
    struct str_list weak;     /* this very case, and evidence beside it */
    struct str_list patterns; /* pcre2, matched in the text; group 1, where
                                 there is one, is the mention */
    struct str_list context;  /* pcre2: evidence for a weak name when found in
                                 its sentence */
    struct str_list except;   /* phrases (any case) inside which no mention of
                                 this concept counts: "go to market" */
    struct str_list except_patterns; /* pcre2, likewise */
    struct str_list esco;            /* URIs of the same thing in ESCO */
    struct str_list onet; /* its examples in O*NET's technology skills */
    struct str wikidata;  /* "Q28865", or absent */
    struct str vendor;    /* who awards the certification, and those below it
                             that name none; or absent */
};

/* Concepts of which a reader wants to know how many postings name at least
 * one: "a cloud" is aws, azure or gcp. Count the union, never the sum. */
struct any_of {
    struct str id, name; /* the id is no concept's or role's */
    unsigned line;       /* in groups.yaml */
    uint32_t *members;   /* indices of concepts, two or more, none twice */
    size_t n_members;
};

struct role {
    struct str id, name;
    unsigned line;
    struct str_list titles;     /* pcre2, any case, matched in the title */
    struct str_list not_titles; /* pcre2: where one matches, the role is out */
};

struct taxonomy_impl;

struct taxonomy {
    struct concept *concepts; /* in file order; parents may come later */
    size_t n_concepts;
    struct role *roles; /* in order of precedence */
    size_t n_roles;
    struct any_of *groups; /* in file order */
    size_t n_groups;
    char version[17];           /* hash of the files' bytes, hexadecimal */
    struct taxonomy_impl *impl; /* owned by the loader */
};

/* Load and check directory dir. *out is the caller's, to free with
 * taxonomy_free(). ST_NO_INPUT: skills.yaml or roles.yaml is missing;
 * ST_CONFIG: an error in a file, err names file and line. */
MUST_CHECK enum st taxonomy_load(const char *dir, struct taxonomy **out,
                                 struct err *err);

/* A file of the taxonomy that is in memory already. */
struct taxonomy_text {
    const char *name; /* for messages */
    struct str text;
};

struct taxonomy_texts {
    struct taxonomy_text skills, roles;
    struct taxonomy_text groups; /* its text is absent where there are none */
};

/* As taxonomy_load(), from the content of the files. */
MUST_CHECK enum st taxonomy_parse(const struct taxonomy_texts *in,
                                  struct taxonomy **out, struct err *err);
void taxonomy_free(struct taxonomy *t); /* NULL is a no-op */

/* Index of the concept, role or group with this id; SIZE_MAX: none. */
size_t taxonomy_find(const struct taxonomy *t, struct str id);
size_t taxonomy_find_role(const struct taxonomy *t, struct str id);
size_t taxonomy_find_group(const struct taxonomy *t, struct str id);

/* The theme that concept index stands under: its nearest ancestor of kind
 * theme, itself where it is one; SIZE_MAX when there is none. */
size_t taxonomy_theme_of(const struct taxonomy *t, size_t index);

/* "theme", "concept", "language", "tool", "certification", "degree". */
const char *concept_kind_name(enum concept_kind kind);
/* False when name is no kind; *out is then untouched. */
bool concept_kind_of(struct str name, enum concept_kind *out);

/* The line of concept index in skills.yaml that holds needle, or its first
 * line; and that file's name, for messages. */
unsigned taxonomy_line_of(const struct taxonomy *t, size_t index,
                          struct str needle);
const char *taxonomy_file(const struct taxonomy *t);

/* The directory to use: flag when not NULL, else $SKILLTALLY_TAXONOMY, else
 * the installed one, else the source tree's that this was built from. Appended
 * to out. */
void taxonomy_default_dir(const char *flag, struct buf *out);

DEFINE_AUTO(struct taxonomy *, taxonomy_free);

#endif
