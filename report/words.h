/* SPDX-License-Identifier: MIT */
/* words.h - the sentences and number formats that all renderers share, so that
 * a figure reads the same in every format.
 *
 * Plain text, not escaped. A posting "names" a skill; nothing here ever says
 * that a skill is required where a text only mentions it. */
#ifndef REPORT_WORDS_H
#define REPORT_WORDS_H

#include "report/tables.h"

#define WORDS_MAX_FACTS 24

/* "62.3 %"; "few" for NAN. */
struct str words_share(double share, struct arena *a);

/* "57.9-66.6", with an en dash; absent for NAN. decimals 0 or 1. */
struct str words_interval(double low, double high, int decimals, bool ascii,
                          struct arena *a);

/* A cell of a table for people: "1,234", "62.3 (57.9-66.6)" per cent, "+3.2
 * (-1.0 to 7.4)" points, "few", "". */
struct str words_value(const struct value *v, const struct table_column *c,
                       bool ascii, struct arena *a);

/* "1,234". */
struct str words_number(uint64_t n, struct arena *a);

/* "1 posting", "1,234 postings". */
struct str words_count(uint64_t n, const char *what, struct arena *a);

/* "2025-01", and "Jan 2025". */
struct str words_month(int month, struct arena *a);
struct str words_month_name(int month, struct arena *a);

/* "2025-01", "2025-01 to 2025-03"; absent for a first below 0. */
struct str words_window_of(int first, int last, struct arena *a);

/* The period of the report: as asked, else the dates seen; "any date" when
 * there is neither. "2025-01 to 2025-12", "up to 2025-12". */
struct str words_period(const struct figures *f, struct arena *a);

/* The same to the month, for a chart: "2025-01 to 2025-12". */
struct str words_months(const struct figures *f, struct arena *a);

/* "Skill demand in job postings, 2025-01 to 2025-12". */
struct str words_title(const struct figures *f, struct arena *a);

/* The scope box: label and value pairs. Returns how many were written. */
struct fact {
    struct str label, value;
};
size_t words_scope(const struct figures *f, struct arena *a,
                   struct fact out[WORDS_MAX_FACTS]);

/* What stands in front of a table with a column per role: "2025-01 to 2025-12:
 * per cent of the role's postings with usable text that name the skill, with
 * the 95 % interval." */
struct str words_per_role(const struct figures *f, struct arena *a);

/* What stands behind a role's table: "2025-01 to 2025-12: 1,023 postings, 912
 * distinct, 870 with usable text by 84 employers. Shares are of these 870." or
 * that there are none or too few. */
struct str words_counts(const struct figures *f, const struct counts *c,
                        struct arena *a);

/* The same in few words, for a chart: "n = 870 postings, 84 employers". */
struct str words_n(const struct counts *c, struct arena *a);

/* What stands under a table that was cut: "and 12 more, in CSV and JSON";
 * absent for 0. */
struct str words_more(size_t n, struct arena *a);

/* What a role's months stand for: single months, or windows of several; and
 * which are gaps because sources are missing, with what these have of the other
 * months. */
struct str words_window(const struct figures *f, const struct role_figure *role,
                        struct arena *a);

/* "ok", "few", "no postings" or "outage": what machines are told. Static. */
const char *words_state(const struct counts *c);
const char *words_month_state(const struct month_figure *m);

/* "more", "no detectable change" and the like. Static. */
struct str words_verdict(enum change_verdict verdict);

/* The same in a word, for a narrow column: "rose", "undetectable". Static. */
struct str words_movement(enum change_verdict verdict);

/* How many places a skill went up or down: "a triangle and 2" or, in ASCII,
 * "+2"; "=", "new", "gone"; absent for NULL, a skill that was not tested. */
struct str words_move(const struct change *c, bool ascii, struct arena *a);

/* The change in points: "+12", in brackets where it is not detectable, with a
 * question mark where the sources changed; "few" for NULL. */
struct str words_points(const struct change *c, struct arena *a);

/* What stands under a table with moves and points: which windows, and what the
 * brackets mean. Absent where nothing was compared. */
struct str words_compared(const struct role_figure *role, struct arena *a);

/* "a, b and c", put together one at a time: all of the first i of n, and one
 * more. */
struct str words_join(struct str all, struct str one, size_t i, size_t n,
                      struct arena *a);

/* What to do when the period holds no posting; absent when it holds some. */
struct str words_empty(const struct figures *f, struct arena *a);

/* "skilltally 1.2.3, taxonomy 0123, rules 7". */
struct str words_versions(const struct figures *f, struct arena *a);

/* The method in short: sentences, ended by NULL. */
const char *const *words_method(void);

#endif
