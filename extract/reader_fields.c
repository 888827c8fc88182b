/* SPDX-License-Identifier: MIT */
/* reader_fields.c - fields that several boards give alike: places, where one
 * works, what pay is per. */
#include "extract/place.h"
#include "extract/reader_json.h"
#include <string.h>

#define FIRST_PLACES 4u

/* Room for one more place, in a vector that doubles from FIRST_PLACES. */
static void make_room(struct reader *r)
{
    struct raw *raw = r->raw;
    size_t n = raw->n_locations;
    bool full = n == 0 || (n >= FIRST_PLACES && (n & (n - 1)) == 0);
    if (!full)
        return;
    size_t cap = n ? 2 * n : FIRST_PLACES;
    struct place *more = arena_calloc(r->a, cap, sizeof *more);
    if (n)
        memcpy(more, raw->locations, n * sizeof *more);
    raw->locations = more;
}

void reader_add_place(struct reader *r, struct place place)
{
    struct raw *raw = r->raw;
    if (place.raw.n == 0 || raw->n_locations == POSTING_MAX_LOCATIONS)
        return;
    for (size_t i = 0; i < raw->n_locations; i++)
        if (str_eq_ascii_nocase(raw->locations[i].raw, place.raw))
            return;
    make_room(r);
    raw->locations[raw->n_locations++] = place;
}

void reader_add_places(struct reader *r, struct str text)
{
    for (struct str one; place_split(&text, &one);)
        reader_add_place(r, (struct place){.raw = one});
}

/* word in lower case with blanks, '-' and '_' left out. */
static void fold_word(struct str word, char *out, size_t bytes)
{
    size_t n = 0;
    for (size_t i = 0; i < word.n && n + 1 < bytes; i++) {
        char c = word.p[i];
        if (!ascii_is_space(c) && c != '-' && c != '_')
            out[n++] = ascii_lower(c);
    }
    out[n] = '\0';
}

struct word_value {
    const char *word;
    int value;
};

static int look_up(const struct word_value *table, size_t n, const char *word,
                   int fallback)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(table[i].word, word) == 0)
            return table[i].value;
    return fallback;
}

enum remote reader_remote_word(struct str word)
{
    static const struct word_value words[] = {
        {"remote", REMOTE_REMOTE},         {"fullyremote", REMOTE_REMOTE},
        {"telecommute", REMOTE_REMOTE},    {"remotefirst", REMOTE_REMOTE},
        {"remotefriendly", REMOTE_REMOTE}, {"workfromhome", REMOTE_REMOTE},
        {"true", REMOTE_REMOTE},           {"hybrid", REMOTE_HYBRID},
        {"hybridremote", REMOTE_HYBRID},   {"onsite", REMOTE_ONSITE},
        {"inoffice", REMOTE_ONSITE},       {"office", REMOTE_ONSITE},
        {"inperson", REMOTE_ONSITE},
    };
    char folded[32];
    fold_word(word, folded, sizeof folded);
    return (enum remote)look_up(words, sizeof words / sizeof *words, folded,
                                REMOTE_NONE);
}

enum pay_period reader_period_word(struct str word)
{
    static const struct word_value words[] = {
        {"year", PAY_YEAR},
        {"yearly", PAY_YEAR},
        {"annual", PAY_YEAR},
        {"annually", PAY_YEAR},
        {"annum", PAY_YEAR},
        {"1year", PAY_YEAR},
        {"peryear", PAY_YEAR},
        {"peryearsalary", PAY_YEAR},
        {"perannum", PAY_YEAR},
        {"pa", PAY_YEAR},
        {"ph", PAY_HOUR},
        {"pd", PAY_DAY},
        {"month", PAY_MONTH},
        {"monthly", PAY_MONTH},
        {"1month", PAY_MONTH},
        {"permonth", PAY_MONTH},
        {"permonthsalary", PAY_MONTH},
        {"week", PAY_WEEK},
        {"weekly", PAY_WEEK},
        {"1week", PAY_WEEK},
        {"perweek", PAY_WEEK},
        {"perweeksalary", PAY_WEEK},
        {"day", PAY_DAY},
        {"daily", PAY_DAY},
        {"1day", PAY_DAY},
        {"perday", PAY_DAY},
        {"perdaywage", PAY_DAY},
        {"hour", PAY_HOUR},
        {"hourly", PAY_HOUR},
        {"1hour", PAY_HOUR},
        {"perhour", PAY_HOUR},
        {"perhourwage", PAY_HOUR},
    };
    char folded[32];
    fold_word(word, folded, sizeof folded);
    return (enum pay_period)look_up(words, sizeof words / sizeof *words, folded,
                                    PAY_NONE);
}

void reader_set_salary(struct reader *r, int64_t min_cents, int64_t max_cents,
                       struct str currency, enum pay_period period,
                       enum provenance provenance)
{
    struct salary *s = &r->raw->salary;
    if (min_cents < 0 && max_cents < 0)
        return;
    bool swapped = max_cents >= 0 && min_cents > max_cents;
    *s = (struct salary){.min_cents = swapped ? max_cents : min_cents,
                         .max_cents = swapped ? min_cents : max_cents,
                         .period = period,
                         .provenance = provenance};
    if (currency.n != 3)
        return;
    for (size_t i = 0; i < 3; i++) {
        char c = ascii_lower(currency.p[i]);
        if (!ascii_is_alpha(c)) {
            s->currency[0] = '\0';
            return;
        }
        s->currency[i] = (char)(c & ~0x20);
    }
}
