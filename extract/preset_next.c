/* SPDX-License-Identifier: MIT */
#include "extract/preset_next.h"

#define COUNT_MAX 1000000000u

/* The piece of url that is the parameter's value; absent without one. */
static struct str find_value(struct str url, struct str parameter)
{
    size_t mark = str_find(url, STR("?"));
    struct str rest =
        mark == SIZE_MAX ? STR_NONE : str_slice(url, mark + 1, url.n);
    struct str pair, name;
    while (str_split(&rest, '&', &pair))
        if (str_split(&pair, '=', &name) && str_eq(name, parameter))
            return pair.p ? pair : str_slice(name, name.n, name.n);
    return STR_NONE;
}

static struct str with_value(struct str url, struct str parameter,
                             uint64_t value, struct arena *a)
{
    struct str old = find_value(url, parameter);
    bool asks = str_find(url, STR("?")) != SIZE_MAX;
    if (!old.p)
        return arena_printf(a, "%.*s%c%.*s=%llu", STR_FMT(url),
                            asks ? '&' : '?', STR_FMT(parameter),
                            (unsigned long long)value);
    size_t at = (size_t)(old.p - url.p);
    struct str after = str_slice(url, at + old.n, url.n);
    return arena_printf(a, "%.*s%llu%.*s", STR_FMT(str_slice(url, 0, at)),
                        (unsigned long long)value, STR_FMT(after));
}

struct str preset_next(const struct preset *p, struct str url,
                       const struct raw_list *list, struct arena *a)
{
    const char *counts =
        p->page_parameter ? p->page_parameter : p->offset_parameter;
    struct str parameter = str_from(counts);
    uint64_t now = p->page_parameter ? 1 : 0;
    url = str_slice(url, 0, str_find(url, STR("#")));
    if (!counts || !url.p || url.n > PRESET_NEXT_MAX_BYTES ||
        list->n_items == 0)
        return STR_NONE;
    struct str old = find_value(url, parameter);
    if (old.n && !str_to_u64(old, COUNT_MAX, &now))
        return STR_NONE;
    uint64_t next = now + (p->page_parameter ? 1 : list->n_items);
    if (p->offset_parameter && list->total > 0 && next >= list->total)
        return STR_NONE;
    return with_value(url, parameter, next, a);
}
