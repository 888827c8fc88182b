/* SPDX-License-Identifier: MIT */
/* adding.h - a source from the address of any page of a board, into
 * sources.yaml. */
#ifndef CLI_ADDING_H
#define CLI_ADDING_H

#include "cli/cli.h"
#include "crawler/crawl.h"

struct add_how {
    const char *address; /* as given; without a scheme: https */
    const char *file;    /* sources.yaml to add to; NULL: the user's own */
    const char *kind;    /* what it is, whatever it looks like; or NULL */
    const char *name, *company; /* for the entry; or NULL */
    bool allow_private;
    bool no_check; /* do not ask whether the source answers */
    struct crawl_options crawl;
    const struct err *cannot_ask; /* why the web is not to be asked; NULL */
};

/* Find the board, fetching the page where the address alone does not tell it
 * (robots.txt is asked first); refuse what is in the file already; ask the new
 * source once; append its entry to the file, of which nothing else is changed;
 * print the entry. Returns the exit code. */
int add_source(struct cli *cli, const struct add_how *how);

#endif
