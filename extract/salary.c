/* SPDX-License-Identifier: MIT */
#include "extract/salary.h"
#include "base/alloc.h"
#include "base/utf8.h"
#include "extract/salary_amount.h"
#include "extract/salary_currency.h"
#include <stdlib.h>
#include <string.h>

static const char period_regex[] =
    "\\b(?:(per\\ hour|an\\ hour|/\\s?hour|hourly|/\\s?hr|/\\s?h\\b|per\\ hr|"
    "p/h|hour|stunde|heure|hora)|"
    "(per\\ day|a\\ day|/\\s?day|daily|day\\ rate|p/d|tagessatz|jour)|"
    "(per\\ week|a\\ week|/\\s?week|weekly)|"
    "(per\\ month|a\\ month|/\\s?month|monthly|/\\s?mo\\b|p\\.?m\\.?\\b|monat|"
    "monatlich|mois|mes|m\\x{ea}s|month)|"
    "(per\\ year|a\\ year|/\\s?year|/\\s?yr|yearly|annually|annual|per\\ annum|"
    "annum|p\\.?\\s?a\\.?(?!\\w)|/\\s?annum|brutto/jahr|jahr|par\\ "
    "an|a\\x{f1}o|"
    "ano|year|lpa|gross\\ annual))|"
    "/\\s?(?:(hour|hr|h)|(day|d)|(week|wk)|(month|mo)|(year|yr|annum|y|a))\\b|"
    "(?<=\\d)(hrs?)\\b";

/* What just behind a sum tells that it is pay: its period, or what comes on
 * top of it. Group 1: even where the sum has no sign. */
static const char at_once_regex[] =
    "^\\s?(?:USD|EUR|GBP|CAD|AUD|SGD|gross|net|brutto|netto|brut|bruto|"
    "\\(?(?:gross|net)\\)?)?\\s?"
    "(?:(per\\ annum\\b|p\\.?\\s?a\\.?(?!\\w)|"
    "\\+\\s?(?:\\w+\\s)?(?:equity|stock|options|bonus|benefits)\\b)|"
    "(?:/|per\\b|an?\\b|p/|por\\b|par\\b|pro\\b)\\s?(?:hour|hr|h|day|d|week|wk|"
    "month|mo|year|yr|annum|hora|mes|m\\x{ea}s|a\\x{f1}o|ano|heure|jour|mois|"
    "an|stunde|tag|monat|jahr)\\b|(?:hrs?|hourly|daily|weekly|monthly|annually|"
    "yearly)\\b)";

struct salary_rules {
    struct pattern *money, *period, *at_once;
};

/* What must be near an amount, and how near. */
#define SENTENCE_MAX_SUMS 100u /* more than anybody writes into one */
#define LOOK_BEHIND_BYTES 48u
#define LOOK_BEFORE_BYTES 90u
#define NOT_PAY_BEFORE    42u
#define NOT_PAY_BEHIND    26u
#define BARE_PAY_BYTES    40u
/* A range without a sign needs this much to be pay by the line above it. */
#define BARE_RANGE_CENTS_MIN 2000000

struct salary_rules *salary_rules_new(void)
{
    struct salary_rules *r = xalloc(sizeof *r);
    r->money = sum_pattern();
    r->period = pattern_built_in(period_regex);
    r->at_once = pattern_built_in(at_once_regex);
    return r;
}

void salary_rules_free(struct salary_rules *r)
{
    if (!r)
        return;
    pattern_free(r->money);
    pattern_free(r->period);
    pattern_free(r->at_once);
    free(r);
}

static enum pay_period period_in(const struct salary_rules *r,
                                 struct pattern_scratch *s, struct str text)
{
    static const enum pay_period by_group[] = {
        PAY_NONE, PAY_HOUR, PAY_DAY,  PAY_WEEK,  PAY_MONTH, PAY_YEAR,
        PAY_HOUR, PAY_DAY,  PAY_WEEK, PAY_MONTH, PAY_YEAR,  PAY_HOUR};
    struct span g[12];
    if (!text.n || !pattern_find(r->period, s, text, 0, g, 12))
        return PAY_NONE;
    for (size_t i = 1; i < 12; i++)
        if (g[i].start != SIZE_MAX)
            return by_group[i];
    return PAY_NONE;
}

/* Whole units that pay of a period lies between. */
static bool is_plausible(double value, enum pay_period p, double scale)
{
    static const struct {
        double min, max;
    } limits[] = {{0, 0},       {5, 600},      {40, 6000},
                  {100, 20000}, {300, 100000}, {8000, 3e6}};
    return value >= limits[p].min && value <= limits[p].max * scale;
}

/* The period that the size of a sum tells, where no word does. */
static enum pay_period period_of_size(double value)
{
    return value >= 10000 ? PAY_YEAR : PAY_NONE;
}

/* A hit of these kinds lies in [from, to) of the document. */
static const struct cue_hit *hit_in(const struct cue_hits *h, size_t from,
                                    size_t to, uint64_t kinds)
{
    for (size_t i = cues_from(h, (uint32_t)from);
         i < h->n && h->v[i].start < to; i++)
        if (h->v[i].kinds & kinds)
            return &h->v[i];
    return NULL;
}

static size_t back(size_t at, size_t floor, size_t n)
{
    return at - floor > n ? at - n : floor;
}

/* What begins at `to` comes on top of the pay that ends at `from`: "+ equity",
 * ", plus a bonus", "and stock". */
static bool is_added(struct str text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (strchr(",;(/|", text.p[i]) ||
            (strchr("+&", text.p[i]) && text.p[i - 1] == ' '))
            return true;
    static const char *const words[] = {"plus", "and ", "with ", "base"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_find_ascii_nocase(str_slice(text, from, to),
                                  str_from(words[i])) != SIZE_MAX)
            return true;
    return false;
}

static bool is_up_to(const struct doc *doc, const struct cue_hit *hit)
{
    return str_eq_ascii_nocase(str_slice(doc->text, hit->start, hit->end),
                               STR("up to"));
}

/* The amount is something else than base pay: so say the words just before it,
 * or just behind it unless they add to it ("plus bonus", "+ equity"). */
static bool is_other_money(const struct doc *doc, const struct structure *in,
                           size_t line, size_t start, size_t end,
                           size_t line_end)
{
    if (hit_in(&in->cues, start, end, CUE_NOT_PAY)) /* "401k" */
        return true;
    size_t from = back(start, line, NOT_PAY_BEFORE);
    const struct cue_hit *before = hit_in(&in->cues, from, start, CUE_NOT_PAY);
    const struct cue_hit *pay = hit_in(&in->cues, from, start, CUE_PAY);
    if (before && !is_up_to(doc, before) &&
        (!pay || pay->start < before->start))
        return true;
    size_t to =
        end + NOT_PAY_BEHIND < line_end ? end + NOT_PAY_BEHIND : line_end;
    const struct cue_hit *behind = hit_in(&in->cues, end, to, CUE_NOT_PAY);
    return behind && !is_added(doc->text, end, behind->start) &&
           !hit_in(&in->cues, end, behind->start, CUE_PAY_WORD);
}

/* Give pay its period by the words around it, else by its size. */
static void find_period(const struct salary_rules *r, struct pattern_scratch *s,
                        struct str text, const struct sum *f, size_t line,
                        size_t line_end, struct salary *pay)
{
    size_t to = f->end + LOOK_BEHIND_BYTES;
    to = utf8_floor(text, to < line_end ? to : line_end);
    pay->period = period_in(r, s, str_slice(text, f->start, to));
    size_t from = utf8_floor(text, back(f->start, line, LOOK_BEFORE_BYTES));
    if (pay->period == PAY_NONE)
        pay->period = period_in(r, s, str_slice(text, from, f->start));
    double max = (double)pay->max_cents / 100;
    if (pay->period == PAY_NONE ||
        !is_plausible(max, pay->period, currency_scale(pay->currency)))
        pay->period = f->lakh ? PAY_YEAR : period_of_size(max);
}

static void merge(struct salary *sum, const struct salary *pay)
{
    if (sum->provenance == FROM_NONE) {
        *sum = *pay;
        return;
    }
    if (strcmp(sum->currency, pay->currency) != 0 || sum->period != pay->period)
        return;
    if (pay->min_cents < sum->min_cents)
        sum->min_cents = pay->min_cents;
    if (pay->max_cents > sum->max_cents)
        sum->max_cents = pay->max_cents;
}

/* "up to 90k" has no lower end, "from 90k" and "90k+" no upper one. */
static void open_ends(struct str text, const struct sum *f, size_t line,
                      struct salary *pay)
{
    struct str before =
        str_trim(str_slice(text, back(f->start, line, 14), f->start));
    if (f->range)
        return;
    if (str_find_ascii_nocase(before, STR("up to")) != SIZE_MAX ||
        str_find_ascii_nocase(before, STR("upto")) != SIZE_MAX ||
        str_find_ascii_nocase(before, STR("bis zu")) != SIZE_MAX ||
        str_find_ascii_nocase(before, STR("maximum")) != SIZE_MAX)
        pay->min_cents = -1;
    else if (str_ends(before, STR("from")) ||
             str_find_ascii_nocase(before, STR("starting")) != SIZE_MAX ||
             str_find_ascii_nocase(before, STR("minimum")) != SIZE_MAX ||
             (f->end < text.n && text.p[f->end] == '+'))
        pay->max_cents = -1;
}

/* Words of pay stand near: in the sentence, or in the one before it. */
static bool is_pay(const struct structure *in, size_t sentence, size_t line_end)
{
    size_t from = in->v[sentence].start;
    if (sentence)
        from = in->v[sentence - 1].start;
    return hit_in(&in->cues, from, line_end, CUE_PAY_WORD);
}

static bool is_clear_pay(const struct salary_rules *r,
                         struct pattern_scratch *s, struct str text,
                         const struct sum *f, size_t line_end)
{
    struct span g[2];
    struct str behind = str_slice(text, f->end, line_end);
    return pattern_find(r->at_once, s, behind, 0, g, 2) &&
           g[1].start != SIZE_MAX;
}

/* A word of pay stands shortly before the sum; for a range of thousands that
 * begins its line, also in a line above. */
static bool is_under_pay(const struct structure *in, size_t line,
                         const struct sum *f)
{
    bool first = f->range && f->start == line &&
                 f->pay.min_cents >= BARE_RANGE_CENTS_MIN;
    size_t floor = first ? 0 : line;
    return hit_in(&in->cues, back(f->start, floor, BARE_PAY_BYTES), f->start,
                  CUE_PAY_WORD);
}

/* A sum without a sign: "salary between 40 and 50k a year", or a range that
 * is clear from what stands behind it ("40 - 50k per annum"). */
static bool is_bare_pay(const struct structure *in, size_t line,
                        const struct sum *f, bool clear, struct str country,
                        struct salary *pay)
{
    if (!f->thousands || f->too_big || (!is_under_pay(in, line, f) && !clear))
        return false;
    const char *code = currency_of_country(country);
    memset(pay->currency, 0, sizeof pay->currency);
    memcpy(pay->currency, code, strlen(code));
    return true;
}

/* The sentence speaks of a bonus or the like before the sum, and of no pay. */
static bool is_of_bonus(const struct doc *doc, const struct structure *in,
                        size_t line, size_t start, size_t line_end)
{
    const struct cue_hit *other = hit_in(&in->cues, line, start, CUE_NOT_PAY);
    while (other && is_up_to(doc, other))
        other = hit_in(&in->cues, other->end, start, CUE_NOT_PAY);
    return other && !hit_in(&in->cues, line, line_end, CUE_PAY_WORD);
}

/* Both ends are sums that people earn. */
static bool is_fit(const struct salary *pay)
{
    double scale = currency_scale(pay->currency);
    return pay->period != PAY_NONE &&
           is_plausible((double)pay->max_cents / 100, pay->period, scale) &&
           is_plausible((double)pay->min_cents / 50, pay->period, scale);
}

/* The sum needs no word of pay beside it: a range of the size of a year's pay,
 * or one with its period just behind it ("$20 - $30 per hour"); a single sum
 * for an hour, a day or a year ("$25/hour"), as fees are asked for by month. */
static bool is_stated(const struct salary_rules *r, struct pattern_scratch *s,
                      struct str text, const struct sum *f, size_t line_end,
                      const struct salary *pay)
{
    int64_t min = pay->min_cents / 100;
    if (f->range && pay->period == PAY_YEAR && min >= 20000)
        return true;
    struct span g[1];
    struct str behind = str_slice(text, f->end, line_end);
    if (!pattern_find(r->at_once, s, behind, 0, g, 1))
        return false;
    return f->range || pay->period == PAY_HOUR || pay->period == PAY_DAY ||
           (pay->period == PAY_YEAR && min >= 15000);
}

static void add_sentence(const struct salary_rules *r,
                         struct pattern_scratch *s, const struct doc *doc,
                         const struct structure *in, size_t i,
                         struct str country, struct salary *sum)
{
    size_t line = in->v[i].start, line_end = in->v[i].end;
    struct str text = str_slice(doc->text, 0, line_end);
    struct sum f;
    unsigned sums = 0;
    for (size_t at = line; sums++ < SENTENCE_MAX_SUMS &&
                           sum_next(r->money, s, text, country, at, &f);
         at = f.end > at ? f.end : at + 1) {
        struct salary pay = f.pay;
        bool clear = f.range && is_clear_pay(r, s, text, &f, line_end);
        if ((!f.sign && !is_bare_pay(in, line, &f, clear, country, &pay)) ||
            is_of_bonus(doc, in, line, f.start, line_end) ||
            is_other_money(doc, in, line, f.start, f.end, line_end))
            continue;
        find_period(r, s, text, &f, line, line_end, &pay);
        if (!is_fit(&pay) || (!is_stated(r, s, text, &f, line_end, &pay) &&
                              !is_pay(in, i, line_end)))
            continue;
        open_ends(text, &f, line, &pay);
        pay.provenance = FROM_PROSE;
        merge(sum, &pay);
    }
}

/* Signs of money other than "$" are looked for only where the text has any. */
struct signs_ahead {
    struct str text;
    size_t dollar; /* the next one, or the end of the text */
    bool others;
};

static void next_dollar(struct signs_ahead *s, size_t from)
{
    const char *at = memchr(s->text.p + from, '$', s->text.n - from);
    s->dollar = at ? (size_t)(at - s->text.p) : s->text.n;
}

/* The sentence may name money: it has a digit, and a sign, a word of pay or
 * what comes on top of pay ("90k + equity"). */
static bool may_name_money(struct signs_ahead *ahead,
                           const struct structure *in, const struct sentence *v)
{
    if (ahead->dollar < v->start)
        next_dollar(ahead, v->start);
    struct str t = str_slice(ahead->text, v->start, v->end);
    bool sign = ahead->dollar < v->end ||
                (ahead->others &&
                 (memchr(t.p, '\xA3', t.n) || memchr(t.p, '\xA5', t.n) ||
                  str_find(t, STR("\xE2\x82")) != SIZE_MAX));
    sign = sign || hit_in(&in->cues, back(v->start, 0, BARE_PAY_BYTES), v->end,
                          CUE_PAY);
    for (size_t i = 0; i < t.n; i++)
        if (ascii_is_digit(t.p[i]) &&
            (sign || str_starts(str_slice(t, i + 1, t.n), STR("k +"))))
            return true;
    return false;
}

struct salary salary_of_text(const struct salary_rules *r,
                             struct pattern_scratch *s, const struct doc *doc,
                             const struct structure *in, struct str country)
{
    struct salary sum = {.min_cents = -1, .max_cents = -1};
    struct signs_ahead ahead = {.text = doc->text};
    if (!doc->text.n)
        return sum;
    next_dollar(&ahead, 0);
    /* The second bytes of the signs of pound, yen, and euro and the like. */
    ahead.others = memchr(doc->text.p, '\xA3', doc->text.n) ||
                   memchr(doc->text.p, '\xA5', doc->text.n) ||
                   memchr(doc->text.p, '\x82', doc->text.n);
    for (size_t i = 0; i < in->n; i++)
        if (may_name_money(&ahead, in, &in->v[i]))
            add_sentence(r, s, doc, in, i, country, &sum);
    return sum;
}

struct salary salary_of_field(const struct salary_rules *r,
                              struct pattern_scratch *s, struct str field,
                              struct str country)
{
    struct salary pay = {.min_cents = -1, .max_cents = -1};
    struct sum f;
    if (!field.n || !sum_next(r->money, s, field, country, 0, &f))
        return pay;
    struct salary found = f.pay;
    if (!f.sign)
        memset(found.currency, 0, sizeof found.currency);
    find_period(r, s, field, &f, 0, field.n, &found);
    open_ends(field, &f, 0, &found);
    found.provenance = FROM_FIELD;
    salary_mend(&found);
    return found.period == PAY_NONE && found.max_cents < 100 ? pay : found;
}

void salary_set_country(struct salary *pay, struct str country)
{
    const char *code = currency_of_country(country);
    if (pay->provenance != FROM_NONE && !pay->currency[0])
        memcpy(pay->currency, code, strlen(code));
}

void salary_mend(struct salary *pay)
{
    if (pay->provenance == FROM_NONE)
        return;
    if (pay->min_cents <= 0)
        pay->min_cents = -1;
    if (pay->max_cents <= 0)
        pay->max_cents = -1;
    if (pay->min_cents > 0 && pay->max_cents > 0 &&
        pay->min_cents > pay->max_cents) {
        int64_t swap = pay->min_cents;
        pay->min_cents = pay->max_cents;
        pay->max_cents = swap;
    }
    for (size_t i = 0; i < 3; i++)
        if (pay->currency[0] && !ascii_is_upper(pay->currency[i]))
            memset(pay->currency, 0, sizeof pay->currency);
    int64_t largest =
        pay->max_cents > pay->min_cents ? pay->max_cents : pay->min_cents;
    if (largest < 0)
        *pay = (struct salary){.min_cents = -1, .max_cents = -1};
    else if (pay->period == PAY_NONE)
        pay->period = period_of_size((double)largest / 100);
}
