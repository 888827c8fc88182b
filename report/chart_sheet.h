/* SPDX-License-Identifier: MIT */
/* chart_sheet.h - a chart before it is drawn: numbers, words and a script.
 *
 * The scripts of report/assets/ are constant. Numbers go in front of them as
 * assignments of ours and into one table, NAME.tsv; words stand in a block of
 * data, a line each, which scripts fetch by number with say(N) and gnuplot
 * never reads as commands. For a page gnuplot gets a stand-in for each word and
 * colour (svg.h puts them in afterwards); for files that people restyle it gets
 * the words themselves. Both are drawn by the same script from the same
 * numbers.
 *
 * Charts are 360 units wide and none of their words is smaller than 12, so that
 * they are read at full size on a phone. */
#ifndef REPORT_CHART_SHEET_H
#define REPORT_CHART_SHEET_H

#include "report/figures.h"

#define SHEET_WIDTH     360
#define SHEET_HEAD_PX   80 /* title and the three lines under it */
#define SHEET_FONT_PX   12
#define SHEET_MAX_WORDS 160
#define SHEET_MAX_BYTES (1u << 20)

struct sheet {
    const struct figures *f;
    struct arena *a;
    const char *script; /* of report/assets/ */
    struct str title;   /* whose figures: "Data engineer" */
    struct str what;    /* "% of postings, 2025-01 to 2025-12" */
    struct str note;    /* "n = 870 postings, 84 employers" */
    struct str key;     /* what the marks are, its interval above all */
    struct str summary; /* what is seen, for those who do not see it */
    struct buf head;    /* the assignments: "n = 15\n" */
    struct buf data;    /* the table; its first line names the columns */
    struct str
        words[SHEET_MAX_WORDS]; /* title, what, note, key, then the rest */
    size_t n_words;
};

void sheet_init(struct sheet *s, const struct figures *f, struct arena *a);
void sheet_done(struct sheet *s);

/* The number of a text for say(). Past the limit, that of the last one. */
size_t sheet_word(struct sheet *s, struct str text);

/* Set the four lines over a chart so wide; they are words 0 to 3. */
void sheet_titles(struct sheet *s, struct str title, struct str what,
                  struct str note, const char *key, double width);

/* "% of postings, 2025-01 to 2025-12": what, and the period. */
struct str sheet_over(const struct sheet *s, const char *what);

/* Append the text to the table as a field without quotes or tabs. */
void sheet_field(struct sheet *s, struct str text);

/* An axis from 0 that holds top (per cent, or any count), and its step, of
 * which there are at most steps. */
struct sheet_axis {
    double max, step;
};
struct sheet_axis sheet_axis(double top, double steps);

/* Append the whole script. For a page: it draws chart.svg from chart.tsv with
 * stand-ins. Else NAME.gp, which draws NAME.svg, NAME-dark.svg, NAME.png and
 * NAME-dark.png from NAME.tsv; name is of [a-z0-9_-]. */
void sheet_page_script(const struct sheet *s, struct buf *out);
void sheet_file_script(const struct sheet *s, const char *name,
                       struct buf *out);

#endif
