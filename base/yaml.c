/* SPDX-License-Identifier: MIT */
#include "base/yaml.h"
#include "base/file.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define LINE_BYTES 256
#define PATH_BYTES 160

/* libcyaml says what is wrong in one log line and where in those behind it,
 * innermost first: "  in mapping field 'x' (line: 2, column: 6)". */
struct report {
    char words[LINE_BYTES]; /* the problem; "" while none came */
    char path[PATH_BYTES];  /* "entry 1, key n": outermost first */
    unsigned line;          /* of the innermost place; 0 when not told */
    bool documents;         /* more than one document in the text */
};

static void add_words(struct report *r, const char *line)
{
    static const char prefix[] = "Load: ";
    if (strncmp(line, prefix, strlen(prefix)) == 0)
        line += strlen(prefix);
    if (strncmp(line, "libyaml: ", 9) == 0)
        line += 9;
    if (r->words[0] || strncmp(line, "Backtrace", 9) == 0)
        return;
    snprintf(r->words, sizeof r->words, "%s", line);
    r->words[0] = ascii_lower(r->words[0]);
}

/* Put one level of the place in front of those there are. */
static void add_place(struct report *r, const char *line)
{
    char name[64] = "", path[PATH_BYTES];
    unsigned number = 0, column;
    bool field = sscanf(line,
                        "  in mapping field '%63[^']' (line: %u, "
                        "column: %u",
                        name, &number, &column) >= 2;
    bool entry = !field && sscanf(line,
                                  "  in sequence entry '%63[^']' (line: "
                                  "%u, column: %u",
                                  name, &number, &column) >= 2;
    if (!field && !entry)
        sscanf(line, "  in %*s (line: %u", &number);
    if (r->line == 0)
        r->line = number;
    if (!field && !entry)
        return;
    int n = snprintf(path, sizeof path, "%s %s%s%s", field ? "key" : "entry",
                     name, r->path[0] ? ", " : "", r->path);
    if (n > 0 && (size_t)n < sizeof path)
        memcpy(r->path, path, sizeof path);
}

static void on_log(cyaml_log_t level, void *ctx, const char *fmt, va_list args)
{
    struct report *r = ctx;
    char line[LINE_BYTES];
    vsnprintf(line, sizeof line, fmt, args);
    line[strcspn(line, "\n")] = '\0';
    if (level == CYAML_LOG_WARNING)
        r->documents = r->documents || strstr(line, "documents") != NULL;
    else if (strncmp(line, "  in ", 5) == 0)
        add_place(r, line);
    else
        add_words(r, line);
}

static cyaml_config_t config_for(struct report *r)
{
    return (cyaml_config_t){.log_fn = on_log,
                            .log_ctx = r,
                            .mem_fn = cyaml_mem,
                            .log_level = CYAML_LOG_WARNING,
                            /* An alias of an alias can grow without bound. */
                            .flags = CYAML_CFG_NO_ALIAS};
}

static enum st refuse(const struct report *r, const char *name,
                      const char *words, struct err *err)
{
    unsigned line = r->line ? r->line : 1;
    if (r->path[0])
        return err_set(err, ST_CONFIG, "%s:%u: %s (%s)", name, line, words,
                       r->path);
    return err_set(err, ST_CONFIG, "%s:%u: %s", name, line, words);
}

enum st yaml_load(struct str text, const char *name,
                  const cyaml_schema_value_t *schema, void **out,
                  unsigned *count, struct err *err)
{
    struct report r = {0};
    cyaml_config_t config = config_for(&r);
    void *data = NULL;
    unsigned n = 0;
    cyaml_err_t failed =
        cyaml_load_data((const uint8_t *)(text.n ? text.p : ""), text.n,
                        &config, schema, &data, count ? &n : NULL);
    if (failed != CYAML_OK)
        return refuse(&r, name, r.words[0] ? r.words : cyaml_strerror(failed),
                      err);
    if (!data || r.documents) {
        yaml_free(schema, data, n);
        return refuse(&r, name,
                      data ? "holds several documents (---); one is expected"
                           : "is empty",
                      err);
    }
    *out = data;
    if (count)
        *count = n;
    return ST_OK;
}

enum st yaml_load_file(const char *path, const cyaml_schema_value_t *schema,
                       void **out, unsigned *count, struct err *err)
{
    AUTO(buf_done) struct buf text;
    buf_init(&text, YAML_FILE_MAX_BYTES);
    enum st st = file_read(path, &text, err);
    if (st != ST_OK)
        return st;
    return yaml_load(buf_str(&text), path, schema, out, count, err);
}

void yaml_free(const cyaml_schema_value_t *schema, void *data, unsigned count)
{
    if (!data)
        return;
    struct report r = {0};
    cyaml_config_t config = config_for(&r);
    cyaml_free(&config, schema, data, count);
}
