/* SPDX-License-Identifier: MIT */
#include "taxonomy/taxonomy_yaml.h"

struct str taxonomy_copy(struct arena *a, const char *s)
{
    return arena_str(a, str_from(s));
}

struct str_list taxonomy_copy_list(struct arena *a, char **v, unsigned n)
{
    struct str_list list = {arena_calloc(a, n, sizeof(struct str)), n};
    for (unsigned i = 0; i < n; i++)
        list.v[i] = taxonomy_copy(a, v[i]);
    return list;
}

void taxonomy_item_lines(struct str text, unsigned *lines, size_t n)
{
    struct str rest = text, line;
    size_t indent = SIZE_MAX, item = 0;
    for (unsigned number = 1; item < n && str_split(&rest, '\n', &line);
         number++) {
        size_t at = 0;
        while (at < line.n && line.p[at] == ' ')
            at++;
        if (at == line.n || line.p[at] != '-' ||
            (at + 1 < line.n && line.p[at + 1] != ' '))
            continue;
        if (indent == SIZE_MAX)
            indent = at;
        if (at == indent)
            lines[item++] = number;
    }
}

unsigned taxonomy_line_with(struct str text, unsigned first, unsigned last,
                            struct str needle)
{
    struct str rest = text, line;
    for (unsigned number = 1; number < last && str_split(&rest, '\n', &line);
         number++)
        if (number >= first && str_find(line, needle) != SIZE_MAX)
            return number;
    return 0;
}
