/* SPDX-License-Identifier: MIT */
#include "cli/agent.h"
#include "cli/version.h"
#include <stdlib.h>

enum st agent_name(const char *contact, const struct sources *sources,
                   struct buf *agent, struct err *err)
{
    if (!contact)
        contact = getenv("SKILLTALLY_CONTACT");
    bool all_private = true;
    for (size_t i = 0; i < sources->n; i++)
        all_private &= sources->v[i].allow_private;
    if ((!contact || !*contact) && !all_private)
        return err_set(err, ST_CONFIG,
                       "say who crawls: --contact you@example.org (or "
                       "$SKILLTALLY_CONTACT); boards see it in the User-Agent");
    for (const char *p = contact; p && *p; p++)
        if ((unsigned char)*p < 0x20 || *p == '(' || *p == ')' || *p == 0x7f)
            return err_set(err, ST_CONFIG,
                           "--contact: control characters and brackets cannot "
                           "stand in a User-Agent");
    buf_printf(agent, "%s (+%s)", cli_software,
               contact && *contact ? contact : "local");
    return ST_OK;
}
