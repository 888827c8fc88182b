/* SPDX-License-Identifier: MIT */
#include "report/words.h"
#include "base/progress.h"
#include <math.h>

#define OTHER_ROLES_SHOWN 4
#define SOURCES_SHOWN     6

#define EN_DASH "\xe2\x80\x93"
#define UP      "\xe2\x96\xb2"
#define DOWN    "\xe2\x96\xbc"

struct str words_share(double share, struct arena *a)
{
    return isnan(share) ? STR("few") : arena_printf(a, "%.1f %%", 100 * share);
}

struct str words_interval(double low, double high, int decimals, bool ascii,
                          struct arena *a)
{
    if (isnan(low) || isnan(high))
        return STR_NONE;
    return arena_printf(a, "%.*f%s%.*f", decimals, 100 * low,
                        ascii ? "-" : EN_DASH, decimals, 100 * high);
}

struct str words_value(const struct value *v, const struct table_column *c,
                       bool ascii, struct arena *a)
{
    struct str range;
    switch (v->kind) {
    case VALUE_NONE:
        break;
    case VALUE_TEXT:
    case VALUE_LINK:
        return v->text;
    case VALUE_FEW:
        return STR("few");
    case VALUE_COUNT:
        return words_number((uint64_t)v->number, a);
    case VALUE_NUMBER:
        return c->decimals == 0 && v->number >= 0
                   ? words_number((uint64_t)llround(v->number), a)
                   : arena_printf(a, "%.*f", c->decimals, v->number);
    case VALUE_SHARE:
        range = words_interval(v->low, v->high, c->decimals, ascii, a);
        if (!range.n)
            return arena_printf(a, "%.*f", c->decimals, 100 * v->number);
        return arena_printf(a, "%.*f (%.*s)", c->decimals, 100 * v->number,
                            STR_FMT(range));
    case VALUE_POINTS:
        if (isnan(v->low))
            return arena_printf(a, "%+.*f", c->decimals, 100 * v->number);
        return arena_printf(a, "%+.*f (%+.*f to %+.*f)", c->decimals,
                            100 * v->number, c->decimals, 100 * v->low,
                            c->decimals, 100 * v->high);
    }
    return STR_NONE;
}

struct str words_number(uint64_t n, struct arena *a)
{
    struct buf b;
    buf_init(&b, 64);
    number_format(&b, n);
    struct str s = arena_str(a, buf_str(&b));
    buf_done(&b);
    return s;
}

struct str words_month(int month, struct arena *a)
{
    struct date d = date_from_month_index(month);
    return arena_printf(a, "%04d-%02d", d.year, d.month);
}

struct str words_month_name(int month, struct arena *a)
{
    static const char names[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct date d = date_from_month_index(month);
    int at = d.month >= 1 && d.month <= 12 ? d.month - 1 : 0;
    return arena_printf(a, "%s %d", names[at], d.year);
}

static struct str day(struct date d, struct arena *a)
{
    char text[DATE_TEXT_BYTES];
    return arena_str(a, str_from(date_format(d, text)));
}

static struct str span(struct str from, struct str to, struct arena *a)
{
    if (str_eq(from, to))
        return from;
    return arena_printf(a, "%.*s to %.*s", STR_FMT(from), STR_FMT(to));
}

struct str words_window_of(int first, int last, struct arena *a)
{
    if (first < 0)
        return STR_NONE;
    return span(words_month(first, a), words_month(last, a), a);
}

struct str words_period(const struct figures *f, struct arena *a)
{
    int from = f->asked.from_month, to = f->asked.to_month;
    if (from >= 0 && to >= 0)
        return span(words_month(from, a), words_month(to, a), a);
    if (from >= 0)
        return arena_printf(a, "from %.*s on", STR_FMT(words_month(from, a)));
    if (to >= 0)
        return arena_printf(a, "up to %.*s", STR_FMT(words_month(to, a)));
    if (f->first.year)
        return span(day(f->first, a), day(f->last, a), a);
    return STR("any date");
}

struct str words_months(const struct figures *f, struct arena *a)
{
    bool asked = f->asked.from_month >= 0 || f->asked.to_month >= 0;
    if (asked || !f->first.year)
        return words_period(f, a);
    return span(words_month(date_month_index(f->first), a),
                words_month(date_month_index(f->last), a), a);
}

struct str words_title(const struct figures *f, struct arena *a)
{
    return arena_printf(a, "Skill demand in job postings, %.*s",
                        STR_FMT(words_period(f, a)));
}

static const char *plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

struct str words_count(uint64_t n, const char *what, struct arena *a)
{
    return arena_printf(a, "%.*s %s%s", STR_FMT(words_number(n, a)), what,
                        plural(n));
}

struct str words_versions(const struct figures *f, struct arena *a)
{
    const struct {
        const char *what;
        struct str version;
    } v[] = {
        {"skilltally", f->asked.program_version},
        {"taxonomy", f->asked.taxonomy_version},
        {"rules", f->asked.rules_version},
    };
    struct str all = STR("");
    for (size_t i = 0; i < 3; i++)
        if (v[i].version.n)
            all = arena_printf(a, "%.*s%s%s %.*s", STR_FMT(all),
                               all.n ? ", " : "", v[i].what,
                               STR_FMT(v[i].version));
    return all;
}

static void add(struct fact *out, size_t *n, const char *label,
                struct str value)
{
    out[(*n)++] = (struct fact){str_from(label), value};
}

static void scope_postings(const struct figures *f, struct arena *a,
                           struct fact *out, size_t *n)
{
    const struct counts *c = &f->all;
    add(out, n, "Postings",
        arena_printf(a,
                     "%.*s found, %.*s distinct, %.*s of them with usable "
                     "text, by %.*s",
                     STR_FMT(words_number(c->raw, a)),
                     STR_FMT(words_number(c->distinct, a)),
                     STR_FMT(words_number(c->usable, a)),
                     STR_FMT(words_count(c->employers, "employer", a))));
    c = &f->selected;
    add(out, n, "In these roles",
        arena_printf(a,
                     "%.*s found, %.*s distinct, %.*s of them with usable "
                     "text, by %.*s",
                     STR_FMT(words_number(c->raw, a)),
                     STR_FMT(words_number(c->distinct, a)),
                     STR_FMT(words_number(c->usable, a)),
                     STR_FMT(words_count(c->employers, "employer", a))));
}

/* The roles of roles.yaml that the report leaves out, and what is in none. */
static void scope_roles(const struct figures *f, struct arena *a,
                        struct fact *out, size_t *n)
{
    struct str others = STR("");
    size_t shown = 0;
    uint64_t n_others = 0;
    for (size_t i = 0; i < f->n_role_counts; i++) {
        const struct role_count *r = &f->role_counts[i];
        if (r->is_shown)
            continue;
        n_others += r->raw;
        if (shown++ < OTHER_ROLES_SHOWN)
            others = arena_printf(a, "%.*s%s%.*s %.*s", STR_FMT(others),
                                  others.n ? ", " : "", STR_FMT(r->name),
                                  STR_FMT(words_number(r->raw, a)));
    }
    if (n_others)
        add(out, n, "In other roles",
            arena_printf(a, "%.*s found (%.*s%s); --role ID shows one",
                         STR_FMT(words_number(n_others, a)), STR_FMT(others),
                         shown > OTHER_ROLES_SHOWN ? ", ..." : ""));
    if (f->n_roleless)
        add(out, n, "Of unknown role",
            arena_printf(a,
                         "%.*s found, %.0f %%: their titles fit no role of "
                         "roles.yaml",
                         STR_FMT(words_number(f->n_roleless, a)),
                         100 * (double)f->n_roleless / (double)f->all.raw));
}

static struct str list_sources(const struct figures *f, bool lost,
                               struct arena *a, size_t *n)
{
    struct str all = STR("");
    *n = 0;
    for (size_t i = 0; i < f->n_all_sources; i++) {
        const struct source_figure *s = &f->sources[i];
        if (lost ? s->n_months_lost == 0 : s->reached)
            continue;
        struct str what =
            lost ? words_count(s->n_months_lost, "month", a) : s->verdict;
        if ((*n)++ < SOURCES_SHOWN)
            all = arena_printf(a, "%.*s%s%.*s (%.*s)", STR_FMT(all),
                               all.n ? ", " : "", STR_FMT(s->name),
                               STR_FMT(what));
    }
    if (*n > SOURCES_SHOWN)
        all = arena_printf(a, "%.*s and %zu more", STR_FMT(all),
                           *n - SOURCES_SHOWN);
    return all;
}

/* Which sources could be read, of those that are crawled at all. */
static void scope_reach(const struct figures *f, struct arena *a,
                        struct fact *out, size_t *n)
{
    size_t crawled = 0, missed, lost;
    for (size_t i = 0; i < f->n_all_sources; i++)
        crawled += f->sources[i].crawled.year != 0;
    struct str names = list_sources(f, false, a, &missed);
    if (missed)
        add(out, n, "Not reached",
            arena_printf(a, "%zu of %zu sources at their last crawl: %.*s",
                         missed, crawled, STR_FMT(names)));
    else if (crawled)
        add(out, n, "Reached",
            crawled == 1
                ? STR("the one source that is crawled, when it was last")
                : arena_printf(a,
                               "all %zu sources that are crawled, when they "
                               "were last",
                               crawled));
    names = list_sources(f, true, a, &lost);
    if (lost)
        add(out, n, "Outages",
            arena_printf(a,
                         "months without a good crawl, in which postings were "
                         "missed: %.*s",
                         STR_FMT(names)));
}

size_t words_scope(const struct figures *f, struct arena *a,
                   struct fact out[WORDS_MAX_FACTS])
{
    size_t n = 0;
    add(out, &n, "Period", words_period(f, a));
    bool asked = f->asked.from_month >= 0 || f->asked.to_month >= 0;
    if (f->first.year && asked)
        add(out, &n, "Posting dates seen",
            span(day(f->first, a), day(f->last, a), a));
    add(out, &n, "Sources", words_number(f->n_sources, a));
    scope_reach(f, a, out, &n);
    scope_postings(f, a, out, &n);
    scope_roles(f, a, out, &n);
    if (f->n_undated)
        add(out, &n, "Without a month",
            arena_printf(a, "%.*s, in the totals but in no month",
                         STR_FMT(words_count(f->n_undated, "posting", a))));
    if (f->n_no_employer)
        add(out, &n, "Without an employer",
            arena_printf(a, "%.*s; each counts as an employer of its own",
                         STR_FMT(words_count(f->n_no_employer, "posting", a))));
    if (f->n_skips && f->n_skips != FIGURES_NOT_TOLD)
        add(out, &n, "Could not be read",
            arena_printf(a, "%.*s; `skilltally status` names each",
                         STR_FMT(words_count(f->n_skips, "record", a))));
    if (f->n_unknown_concepts)
        add(out, &n, "Not in this taxonomy",
            arena_printf(
                a,
                "%.*s of skills that it lacks, left out; "
                "`skilltally extract --all` reads the archive again",
                STR_FMT(words_count(f->n_unknown_concepts, "mention", a))));
    if (f->asked.dedup != ROWS_NEAR)
        add(out, &n, "Copies",
            f->asked.dedup == ROWS_RAW
                ? STR("every posting found counts, copies too")
                : STR("only exact ones count once"));
    if (words_versions(f, a).n)
        add(out, &n, "Made by", words_versions(f, a));
    return n;
}

struct str words_per_role(const struct figures *f, struct arena *a)
{
    return arena_printf(a,
                        "%.*s: per cent of the role's postings with usable "
                        "text that name the skill, with the 95 %% interval.",
                        STR_FMT(words_period(f, a)));
}

struct str words_counts(const struct figures *f, const struct counts *c,
                        struct arena *a)
{
    if (c->raw == 0)
        return STR("No posting of this role in the period, so there is "
                   "nothing to count.");
    struct str found = arena_printf(
        a, "%.*s: %.*s, %.*s distinct, %.*s with usable text by %.*s.",
        STR_FMT(words_period(f, a)), STR_FMT(words_count(c->raw, "posting", a)),
        STR_FMT(words_number(c->distinct, a)),
        STR_FMT(words_number(c->usable, a)),
        STR_FMT(words_count(c->employers, "employer", a)));
    if (c->few)
        return arena_printf(
            a,
            "%.*s Too few for shares, which need %d postings with usable text "
            "by %d employers: only counts are given.",
            STR_FMT(found), FIGURES_FLOOR_POSTINGS, FIGURES_FLOOR_EMPLOYERS);
    return arena_printf(a, "%.*s Shares are of these %.*s.", STR_FMT(found),
                        STR_FMT(words_number(c->usable, a)));
}

struct str words_n(const struct counts *c, struct arena *a)
{
    return arena_printf(a, "n = %.*s, %.*s",
                        STR_FMT(words_count(c->usable, "posting", a)),
                        STR_FMT(words_count(c->employers, "employer", a)));
}

struct str words_more(size_t n, struct arena *a)
{
    if (n == 0)
        return STR_NONE;
    return arena_printf(a, "and %.*s more, in CSV and JSON",
                        STR_FMT(words_number(n, a)));
}

const char *words_state(const struct counts *c)
{
    return c->raw == 0 ? "no postings" : c->few ? "few" : "ok";
}

const char *words_month_state(const struct month_figure *m)
{
    return m->gap == GAP_OUTAGE ? "outage" : words_state(&m->counts);
}

static struct str outages(const struct figures *f,
                          const struct role_figure *role, struct arena *a)
{
    struct str all = STR_NONE;
    for (size_t i = 0; i < f->n_months; i++) {
        const struct month_figure *m = &role->months[i];
        if (m->gap != GAP_OUTAGE)
            continue;
        all = arena_printf(a, "%.*s%s%.*s (%.0f %%)", STR_FMT(all),
                           all.n ? ", " : "", STR_FMT(words_month(m->month, a)),
                           100 * m->missing);
    }
    if (!all.n)
        return STR_NONE;
    return arena_printf(a,
                        "Left out since sources that post at other times have "
                        "nothing: %.*s; in brackets what these sources have "
                        "of the other months.",
                        STR_FMT(all));
}

struct str words_window(const struct figures *f, const struct role_figure *role,
                        struct arena *a)
{
    struct str window = STR("Each month by itself.");
    if (role->window_months > 1)
        window = arena_printf(a,
                              "Single months have too few postings: each month "
                              "is taken together with the %u before it, so "
                              "that neighbouring figures share postings.",
                              role->window_months - 1);
    struct str out = outages(f, role, a);
    return out.n ? arena_printf(a, "%.*s %.*s", STR_FMT(window), STR_FMT(out))
                 : window;
}

struct str words_verdict(enum change_verdict verdict)
{
    static const char *const words[] = {
        [CHANGE_NONE] = "no detectable change",
        [CHANGE_MORE] = "more",
        [CHANGE_LESS] = "less",
        [CHANGE_SOURCES] = "other sources",
    };
    return str_from(words[verdict]);
}

struct str words_movement(enum change_verdict verdict)
{
    static const char *const words[] = {
        [CHANGE_NONE] = "undetectable",
        [CHANGE_MORE] = "rose",
        [CHANGE_LESS] = "fell",
        [CHANGE_SOURCES] = "other sources",
    };
    return str_from(words[verdict]);
}

struct str words_move(const struct change *c, bool ascii, struct arena *a)
{
    if (!c)
        return STR_NONE;
    if (c->rank_from == 0)
        return STR("new");
    if (c->rank_to == 0)
        return STR("gone");
    if (c->rank_from == c->rank_to)
        return STR("=");
    bool up = c->rank_to < c->rank_from;
    unsigned by = up ? c->rank_from - c->rank_to : c->rank_to - c->rank_from;
    const char *sign = ascii ? (up ? "+" : "-") : (up ? UP : DOWN);
    return arena_printf(a, "%s%u", sign, by);
}

struct str words_points(const struct change *c, struct arena *a)
{
    if (!c)
        return STR("few");
    /* Without the sign of what rounds to zero. */
    double points = nearbyint(100 * c->difference) + 0.0;
    switch (c->verdict) {
    case CHANGE_NONE:
        return arena_printf(a, "(%+.0f)", points);
    case CHANGE_SOURCES:
        return arena_printf(a, "%+.0f?", points);
    case CHANGE_MORE:
    case CHANGE_LESS:
        break;
    }
    return arena_printf(a, "%+.0f", points);
}

struct str words_compared(const struct role_figure *role, struct arena *a)
{
    if (role->headline == CHANGE_KINDS)
        return STR_NONE;
    const struct change_set *set = &role->changes[role->headline];
    return arena_printf(
        a,
        "Moved, change: places and points, in %.*s against %.*s. A change in "
        "brackets is not detectable; with a question mark it is not seen in "
        "the sources that both have; few: too few name it to tell.",
        STR_FMT(words_window_of(set->to_first, set->to_last, a)),
        STR_FMT(words_window_of(set->from_first, set->from_last, a)));
}

struct str words_empty(const struct figures *f, struct arena *a)
{
    if (f->all.raw)
        return STR_NONE;
    if (f->store_postings == 0)
        return STR("The store holds no postings yet, so there is nothing to "
                   "report. `skilltally crawl` fetches the boards of "
                   "sources.yaml, `skilltally import FILE` reads postings "
                   "that you have, and `skilltally demo` shows both on made-up "
                   "ones.");
    if (f->store_postings == FIGURES_NOT_TOLD)
        return STR("No posting has a date in this period.");
    struct str seen = STR("");
    if (f->store_first.year)
        seen = arena_printf(a, ", posted %.*s to %.*s",
                            STR_FMT(day(f->store_first, a)),
                            STR_FMT(day(f->store_last, a)));
    return arena_printf(a,
                        "No posting has a date in this period. The store holds "
                        "%.*s%.*s: choose a period inside with --from and "
                        "--to, or leave them out to report on all.",
                        STR_FMT(words_count(f->store_postings, "posting", a)),
                        STR_FMT(seen));
}

const char *const *words_method(void)
{
    static const char *const sentences[] = {
        "A share is the part of the distinct postings with usable text that "
        "name the skill. To name is not to require: \"as required\" and \"as "
        "preferred\" count the postings whose own words say so.",
        "Copies of one posting (same employer, same text) count once. Texts "
        "that were cut off or are shorter than 200 bytes are left out of the "
        "shares. A mention that is negated (\"no Java needed\") is not "
        "counted.",
        "95 % is Wilson's interval, made wider where the postings of one "
        "employer resemble each other (design effect). Where two intervals "
        "overlap widely, the order of the two skills tells nothing.",
        "Under 30 postings or 5 employers only the count is given, with the "
        "word few. A month without postings, or with too few, is a gap and "
        "never a zero.",
        "A theme counts each posting once that names it or anything under it, "
        "so the tools of a theme do not add up to it.",
        "A change is one where the test finds it at a false discovery rate of "
        "5 % over all skills tested; others are undetectable, however large "
        "they look. Unknown is not unchanged.",
        "This is no sample of the labour market: it is the boards that were "
        "crawled or imported. Who posts elsewhere is not in it, one large "
        "board can tip a month, a posting is no hire, and what it does not "
        "name may be asked for all the same.",
        "Formulas, sources and worked examples: docs/method.md, under Share, "
        "Interval, Floor, Rank, Change, Certifications and the names of the "
        "other tables.",
        NULL,
    };
    return sentences;
}

struct str words_join(struct str all, struct str one, size_t i, size_t n,
                      struct arena *a)
{
    if (i == 0)
        return one;
    return arena_printf(a, "%.*s%s%.*s", STR_FMT(all),
                        i + 1 == n ? " and " : ", ", STR_FMT(one));
}
