/* SPDX-License-Identifier: MIT */
#include "base/yaml.h"
#include "base/file.h"
#include "base/yaml_error.h"

const cyaml_strval_t yaml_bools[YAML_BOOLS] = {
    {"true", 1},
    {"false", 0},
    {"yes", 1},
    {"no", 0},
};

static cyaml_config_t config_for(struct yaml_report *r)
{
    return (cyaml_config_t){.log_fn = yaml_error_log,
                            .log_ctx = r,
                            .mem_fn = cyaml_mem,
                            .log_level = CYAML_LOG_WARNING,
                            /* Aliases of aliases grow without bound. */
                            .flags = CYAML_CFG_NO_ALIAS};
}

enum st yaml_load(struct str text, const char *name,
                  const cyaml_schema_value_t *schema, void **out,
                  unsigned *count, struct err *err)
{
    struct yaml_report r = {0};
    cyaml_config_t config = config_for(&r);
    void *data = NULL;
    unsigned n = 0;
    if (!text.p)
        text = STR("");
    cyaml_err_t code = cyaml_load_data((const uint8_t *)text.p, text.n, &config,
                                       schema, &data, count ? &n : NULL);
    if (code != CYAML_OK)
        return yaml_error_say(&r, text, name, schema, code, err);
    if (!data)
        return err_set(err, ST_CONFIG, "%s:1: is empty", name);
    if (r.documents) {
        yaml_free(schema, data, n);
        return err_set(err, ST_CONFIG,
                       "%s:1: holds several documents (---), not one", name);
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
    struct yaml_report unused = {0};
    cyaml_config_t config = config_for(&unused);
    cyaml_free(&config, schema, data, count);
}
