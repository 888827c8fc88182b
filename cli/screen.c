/* SPDX-License-Identifier: MIT */
#include "cli/screen.h"
#include "cli/cli.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct opt screen_options[] = {
    {"color", 0, OPT_STRING, offsetof(struct screen_values, color), "WHEN",
     "text: colours auto (default: on a terminal), always or never"},
    {"columns", 0, OPT_UINT, offsetof(struct screen_values, columns), "N",
     "text: 60 to 200 columns wide (default: $COLUMNS, the terminal, or 80)"},
    {"ascii", 0, OPT_FLAG, offsetof(struct screen_values, ascii), NULL,
     "text: draw with ASCII alone; names keep their letters"},
    {0}};

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

/* The customs of no-color.org and bixense.com/clicolors. */
static bool auto_color(bool to_stdout)
{
    const char *term = getenv("TERM");
    if (is_set("NO_COLOR") || !to_stdout)
        return false;
    if (is_set("CLICOLOR_FORCE") && strcmp(getenv("CLICOLOR_FORCE"), "0") != 0)
        return true;
    return isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
}

static unsigned auto_columns(bool to_stdout)
{
    const char *asked = getenv("COLUMNS");
    uint64_t n;
    if (!to_stdout)
        return SCREEN_COLUMNS_DEFAULT;
    if (!asked || !str_to_u64(str_from(asked), UINT16_MAX, &n) || n == 0)
        n = cli_columns(STDOUT_FILENO);
    if (n < SCREEN_COLUMNS_MIN)
        return SCREEN_COLUMNS_MIN;
    return n > SCREEN_COLUMNS_MAX ? SCREEN_COLUMNS_MAX : (unsigned)n;
}

enum st screen_check(const struct screen_values *v, struct err *err)
{
    static const char *const words[] = {"auto", "always", "never"};
    size_t when = 0;
    while (v->color && when < 3 && strcmp(v->color, words[when]) != 0)
        when++;
    if (when == 3)
        return err_set(err, ST_BAD_INPUT,
                       "--color is auto, always or never, not \"%s\"",
                       v->color);
    if (v->columns &&
        (v->columns < SCREEN_COLUMNS_MIN || v->columns > SCREEN_COLUMNS_MAX))
        return err_set(err, ST_BAD_INPUT, "--columns is %u to %u, not %llu",
                       SCREEN_COLUMNS_MIN, SCREEN_COLUMNS_MAX,
                       (unsigned long long)v->columns);
    return ST_OK;
}

struct screen screen_of(const struct screen_values *v, bool to_stdout)
{
    bool is_auto = !v->color || strcmp(v->color, "auto") == 0;
    return (struct screen){
        .columns = v->columns ? (unsigned)v->columns : auto_columns(to_stdout),
        .color =
            is_auto ? auto_color(to_stdout) : strcmp(v->color, "always") == 0,
        .ascii = v->ascii,
    };
}
