/* SPDX-License-Identifier: MIT */
#include "report/tables_make.h"
#include "report/words.h"
#include <math.h>

#define LIVES_SHOWN 12

static void add_month(struct table_maker *m, const struct life_month *l)
{
    struct value unknown = value_text(STR_NONE);
    table_add(m, value_text(words_month(l->month, m->a)));
    table_add(m, value_count(l->n_new));
    table_add(m, value_count(l->n_distinct));
    table_add(m, value_count(l->n_reposted));
    table_add(m, value_count(l->n_late));
    table_add(m, l->is_crawled ? value_count(l->n_open) : unknown);
    table_add(m, l->is_crawled ? value_count(l->n_open_distinct) : unknown);
    table_add(m, l->is_crawled ? value_count(l->n_ended) : unknown);
}

static struct str note_of(const struct table_maker *m,
                          const struct role_figure *role)
{
    bool crawled = false;
    for (size_t i = 0; i < role->n_lives; i++)
        crawled = crawled || role->lives[i].is_crawled;
    return arena_printf(
        m->a,
        "New by the date that the source gives; distinct: without copies; "
        "reposted: copies of one that the same employer posted in the twelve "
        "months before%s.",
        crawled ? "; seen late: by a crawl of a later month, when others may "
                  "have been gone. Open: there during the month, whenever "
                  "posted; ended: closed or seen last in it; both of crawled "
                  "sources only"
                : "");
}

/* What was posted and what was there, which are two things. */
void table_lives(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"month", "Month", VALUE_TEXT, 0, false},
        {"n_new", "new", VALUE_COUNT, 0, false},
        {"n_distinct", "distinct", VALUE_COUNT, 0, false},
        {"n_reposted", "reposted", VALUE_COUNT, 0, false},
        {"n_late", "seen late", VALUE_COUNT, 0, false},
        {"n_open", "open", VALUE_COUNT, 0, false},
        {"n_open_distinct", "open distinct", VALUE_COUNT, 0, false},
        {"n_ended", "ended", VALUE_COUNT, 0, false},
    };
    const struct role_figure *role = &m->f->roles[m->role];
    table_begin(m, "lives", columns, sizeof columns / sizeof *columns,
                role->n_lives);
    m->table.title = STR("New and open");
    if (role->n_lives)
        m->table.note = note_of(m, role);
    for (size_t i = role->n_lives; i-- > 0;)
        add_month(m, &role->lives[i]);
    table_end(m, LIVES_SHOWN);
}

static uint64_t count_all(const struct date_counts *d)
{
    uint64_t all = 0;
    for (int i = 0; i < DATES_KNOWN; i++)
        all += d->crawled[i] + d->imported[i];
    return all;
}

static void add_known(struct table_maker *m, const char *id, const char *name,
                      uint64_t crawled, uint64_t imported)
{
    double all = (double)count_all(&m->f->store_dates);
    table_add(m, value_text(str_from(id)));
    table_add(m, value_text(str_from(name)));
    table_add(m, value_count(crawled + imported));
    table_add(m, value_share((double)(crawled + imported) / all, NAN, NAN));
    table_add(m, value_count(crawled));
    table_add(m, value_count(imported));
}

/* Where the months of postings come from. */
void table_dates(struct table_maker *m)
{
    static const struct table_column columns[] = {
        {"id", NULL, VALUE_TEXT, 0, false},
        {"name", "The source gives", VALUE_TEXT, 0, false},
        {"n", "postings", VALUE_COUNT, 0, false},
        {"share", "%", VALUE_SHARE, 1, true},
        {"n_crawled", "crawled", VALUE_COUNT, 0, false},
        {"n_imported", "imported", VALUE_COUNT, 0, false},
    };
    static const struct {
        const char *id, *name;
    } known[DATES_KNOWN] = {
        {"day", "the day"},
        {"month", "the month"},
        {"year", "the year only: in no month"},
        {"none", "no date: in no month"},
    };
    const struct date_counts *d = &m->f->store_dates;
    bool any = count_all(d) > 0;
    table_begin(m, "dates", columns, sizeof columns / sizeof *columns,
                DATES_KNOWN + 2);
    m->table.title = STR("Where the dates come from");
    if (any)
        m->table.note = STR(
            "All postings of the store, of whatever role and time. A posting "
            "is of the month that its source gives, never of the one in which "
            "it was crawled or imported, and no date is read out of its text.");
    for (int i = 0; any && i < DATES_KNOWN; i++)
        add_known(m, known[i].id, known[i].name, d->crawled[i], d->imported[i]);
    if (any) {
        add_known(m, "late", "of them, of a month before the first sight",
                  d->late, 0);
        add_known(m, "after", "of them, of a day after the first sight",
                  d->after, 0);
    }
    table_end(m, SIZE_MAX);
}
