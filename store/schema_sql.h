/* SPDX-License-Identifier: MIT */
/* schema_sql.h - store/schema*.sql, put into the program at build. */
#ifndef STORE_SCHEMA_SQL_H
#define STORE_SCHEMA_SQL_H

extern const char store_schema_sql[];
extern const char store_schema_2_sql[];
extern const char store_schema_3_sql[];
extern const char store_schema_4_sql[];
extern const char store_schema_5_sql[];
extern const char store_schema_6_sql[];
extern const char store_schema_7_sql[];
extern const char store_runs_sql[];

#endif
