/* SPDX-License-Identifier: MIT */
#include "cli/keys.h"
#include "crawler/ask.h"
#include <stdlib.h>

/* A variable that can be a header's value, or absent. */
static struct str variable(const char *name)
{
    struct str value = str_from(getenv(name));
    return value.p && ask_value_is_sound(value) ? value : STR_NONE;
}

/* USAJOBS takes the User-Agent for the account's name. */
static void add_usajobs(struct sources *sources, struct source *s)
{
    struct str key = variable("SKILLTALLY_USAJOBS_KEY");
    struct str email = variable("SKILLTALLY_USAJOBS_EMAIL");
    AUTO(buf_done) struct buf lines;
    buf_init(&lines, ASK_HEADERS_MAX_BYTES);
    if (!key.p || !email.p) {
        s->lacks = STR("needs a key of developer.usajobs.gov: set "
                       "SKILLTALLY_USAJOBS_KEY and SKILLTALLY_USAJOBS_EMAIL");
        return;
    }
    buf_printf(&lines, "Authorization-Key: %.*s\nUser-Agent: %.*s\n",
               STR_FMT(key), STR_FMT(email));
    s->secret_headers = sources_text(sources, buf_str(&lines));
}

void keys_from_environment(struct sources *sources)
{
    for (size_t i = 0; i < sources->n; i++)
        if (str_eq(sources->v[i].kind, STR("usajobs")))
            add_usajobs(sources, &sources->v[i]);
}
