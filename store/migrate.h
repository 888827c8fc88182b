/* SPDX-License-Identifier: MIT */
/* migrate.h - bring a store to the schema that this program knows.
 *
 * Private to store/. */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "base/err.h"
#include "store/db.h"

/* steps[i] is the SQL that makes schema i + 1 of schema i; there are n. */
struct migrations {
    const char *const *steps;
    int n;
};

/* The schema of this program: version n. */
struct migrations store_migrations(void);

/* The schema version of db. */
MUST_CHECK enum st migrate_version(struct db *db, int *version,
                                   struct err *err);

/* Run the steps that db lacks, all or none, in one transaction. ST_CONFIG: db
 * is newer than the last of them. */
MUST_CHECK enum st migrate(struct db *db, struct migrations to,
                           struct err *err);

#endif
