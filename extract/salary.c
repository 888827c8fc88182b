/* SPDX-License-Identifier: MIT */
#include "extract/salary.h"
#include "base/alloc.h"
#include "base/utf8.h"
#include <stdlib.h>
#include <string.h>

#define SIGN                                                                   \
    "(?:C\\$|CA\\$|CAD?\\s?\\$|A\\$|AUD?\\s?\\$|US\\s?\\$|USD\\s?\\$|NZ\\$|"   \
    "NZD\\s?\\$|S\\$|SGD\\s?\\$|HK\\$|R\\$|MX\\$|\\$|\\x{a3}|\\x{20ac}|"       \
    "\\x{20b9}|Rs\\.?|R(?=\\s?\\d{2,3}(?:[ ,]?\\d{3}|k))|" CODE ")"
#define CODE                                                                   \
    "(?-i:\\b(?:USD|CAD|AUD|NZD|SGD|HKD|GBP|EUR|CHF|PLN|SEK|NOK|DKK|INR|ZAR|"  \
    "BRL|MXN|CZK|HUF|RON|ILS|AED|SAR|JPY)\\b)"
#define NUMBER                                                                 \
    "(\\d{1,3}(?:[,.'\\x{2019}\\x{a0}\\x{202f} ]\\d{3})+(?:[.,]\\d{1,2})?"     \
    "(?![\\d])|\\d{1,2}(?:,\\d{2})+,\\d{3}|\\d{1,7}(?:[.,]\\d{1,2})?(?!\\d))"
#define TIMES                                                                  \
    "\\s?(k|m{1,2}|mn|million|bn|b|billion|lakhs?|lacs?|l|lpa|crores?|cr)?(?!" \
    "\\w)"
#define BEHIND                                                                 \
    "(?:\\s?(" CODE "|\\x{20ac}|\\x{a3}|z\\x{142}|kr\\b|\\$|euros?\\b|"        \
    "dollars\\b))?"
/* "/year" may stand behind the first amount of a range too. */
#define PER                                                                    \
    "(?:\\s?(?:/"                                                              \
    "|per|an?)\\s?(?:year|yr|annum|hour|hr|h|day|month|mo)\\b\\.?)?"

/* One amount or two: sign 1, number 2, times 3, sign behind 4; 5-8 likewise. */
static const char money_regex[] =
    "(?<![\\w.,])(?<!\\w\\$)(?:\\$(?=\\$))?(" SIGN
    ")?\\s?" NUMBER TIMES BEHIND PER
    "(?:\\s?(?:-|\\x{2013}|\\x{2014}|\\x{2212}|to|bis|\\x{e0}|and|up\\ to|a)"
    "\\s?(?:up\\ to\\s)?(" SIGN ")?\\s?" NUMBER TIMES BEHIND ")?";

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
    "/\\s?(?:(hour|hr|h)|(day|d)|(week|wk)|(month|mo)|(year|yr|annum|y|a))\\b";

struct salary_rules {
    struct pattern *money, *period;
};

/* What must be near an amount, and how near. */
/* More sums than anybody writes into one sentence. */
#define SENTENCE_MAX_SUMS 100u
#define LOOK_BEHIND_BYTES 48u
#define LOOK_BEFORE_BYTES 90u
#define NOT_PAY_BEFORE    42u
#define NOT_PAY_BEHIND    26u
#define BARE_PAY_BYTES    40u

static const struct {
    const char *sign, *code;
} signs[] = {
    {"C$", "CAD"},        {"CA$", "CAD"},          {"CAD$", "CAD"},
    {"CAD $", "CAD"},     {"A$", "AUD"},           {"AU$", "AUD"},
    {"AUD$", "AUD"},      {"AUD $", "AUD"},        {"US$", "USD"},
    {"US $", "USD"},      {"USD$", "USD"},         {"USD $", "USD"},
    {"NZ$", "NZD"},       {"NZD$", "NZD"},         {"NZD $", "NZD"},
    {"S$", "SGD"},        {"SGD$", "SGD"},         {"SGD $", "SGD"},
    {"HK$", "HKD"},       {"R$", "BRL"},           {"MX$", "MXN"},
    {"\xC2\xA3", "GBP"},  {"\xE2\x82\xAC", "EUR"}, {"\xE2\x82\xB9", "INR"},
    {"Rs", "INR"},        {"Rs.", "INR"},          {"R", "ZAR"},
    {"z\xC5\x82", "PLN"}, {"kr", "SEK"},           {"euro", "EUR"},
    {"euros", "EUR"},     {"dollars", "$"},        {"$", "$"},
};

/* What is paid in, by the country of a posting, where no sign is written. */
static const struct {
    const char *country, *code;
} money_of[] = {
    {"US", "USD"}, {"GB", "GBP"}, {"CA", "CAD"}, {"AU", "AUD"}, {"IN", "INR"},
    {"ZA", "ZAR"}, {"CH", "CHF"}, {"PL", "PLN"}, {"SE", "SEK"}, {"DE", "EUR"},
    {"FR", "EUR"}, {"ES", "EUR"}, {"IT", "EUR"}, {"NL", "EUR"}, {"IE", "EUR"},
    {"AT", "EUR"}, {"BE", "EUR"}, {"PT", "EUR"}, {"FI", "EUR"}, {"SG", "SGD"},
};

/* What "$" is where a posting is for. */
static const struct {
    const char *country, *code;
} dollars[] = {{"CA", "CAD"}, {"AU", "AUD"}, {"NZ", "NZD"},
               {"SG", "SGD"}, {"HK", "HKD"}, {"MX", "MXN"}};

struct amount {
    double value; /* in whole units; negative: none */
    bool thousand;
    bool too_big; /* million and more: no pay */
    bool lakh;
    struct str sign;
};

struct salary_rules *salary_rules_new(void)
{
    struct salary_rules *r = xalloc(sizeof *r);
    r->money = pattern_built_in(money_regex);
    r->period = pattern_built_in(period_regex);
    return r;
}

void salary_rules_free(struct salary_rules *r)
{
    if (!r)
        return;
    pattern_free(r->money);
    pattern_free(r->period);
    free(r);
}

static struct str group(struct str text, struct span g)
{
    return g.start == SIZE_MAX ? STR_NONE : str_slice(text, g.start, g.end);
}

/* "1,500", "1.500", "45,50", "45.5", "1'000'000": marks before exactly three
 * digits part thousands; a last one before one or two is the decimal point. */
static double number_value(struct str s)
{
    double value = 0;
    size_t last = SIZE_MAX, digits_behind = 0;
    for (size_t i = s.n; i-- > 0;) {
        if (ascii_is_digit(s.p[i]))
            continue;
        last = i;
        break;
    }
    if (last != SIZE_MAX)
        digits_behind = s.n - last - 1;
    bool decimal = digits_behind == 1 || digits_behind == 2;
    for (size_t i = 0; i < s.n; i++)
        if (ascii_is_digit(s.p[i]) && !(decimal && i > last))
            value = value * 10 + (s.p[i] - '0');
    double part = 0.1;
    for (size_t i = last + 1; decimal && i < s.n; i++, part /= 10)
        value += part * (s.p[i] - '0');
    return value;
}

static struct amount read_amount(struct str text, const struct span g[4])
{
    struct amount a = {.value = -1};
    struct str number = group(text, g[1]), times = group(text, g[2]);
    if (!number.p)
        return a;
    a.value = number_value(number);
    a.sign = group(text, g[0]);
    if (!a.sign.n)
        a.sign = group(text, g[3]);
    if (!times.n)
        return a;
    char c = ascii_lower(times.p[0]);
    a.thousand = c == 'k';
    a.lakh = c == 'l';
    a.too_big = c == 'm' || c == 'b' || c == 'c';
    if (a.thousand)
        a.value *= 1000;
    else if (a.lakh)
        a.value *= 100000;
    return a;
}

/* ISO code of a sign, "" when it is none that we know. */
static const char *currency_of(struct str sign, struct str country)
{
    const char *code = "";
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (str_eq_ascii_nocase(sign, str_from(signs[i].sign)))
            code = signs[i].code;
    if (strcmp(code, "$") == 0) {
        code = "USD";
        for (size_t i = 0; i < sizeof dollars / sizeof dollars[0]; i++)
            if (str_eq(country, str_from(dollars[i].country)))
                code = dollars[i].code;
    }
    return code;
}

static void set_currency(struct salary *pay, struct str sign,
                         struct str country)
{
    const char *code = currency_of(sign, country);
    if (*code)
        memcpy(pay->currency, code, 4);
    else if (sign.n == 3)
        memcpy(pay->currency, sign.p, 3);
}

static enum pay_period period_in(const struct salary_rules *r,
                                 struct pattern_scratch *s, struct str text)
{
    static const enum pay_period by_group[] = {
        PAY_NONE, PAY_HOUR, PAY_DAY,  PAY_WEEK,  PAY_MONTH, PAY_YEAR,
        PAY_HOUR, PAY_DAY,  PAY_WEEK, PAY_MONTH, PAY_YEAR};
    struct span g[11];
    if (!text.n || !pattern_find(r->period, s, text, 0, g, 11))
        return PAY_NONE;
    for (size_t i = 1; i < 11; i++)
        if (g[i].start != SIZE_MAX)
            return by_group[i];
    return PAY_NONE;
}

/* Whole units that pay of a period lies between. */
static bool is_plausible(double value, enum pay_period p, bool big_units)
{
    static const struct {
        double min, max;
    } limits[] = {{0, 0},       {5, 600},      {40, 6000},
                  {100, 20000}, {300, 100000}, {8000, 3e6}};
    double scale = big_units ? 100 : 1;
    return value >= limits[p].min && value <= limits[p].max * scale;
}

static bool has_big_units(const char *currency)
{
    static const char *const codes[] = {"INR", "JPY", "HUF", "CZK", "MXN",
                                        "ZAR", "SEK", "NOK", "DKK"};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (strcmp(currency, codes[i]) == 0)
            return true;
    return false;
}

/* The period that the size of a sum tells, where no word does. */
static enum pay_period period_of_size(double value)
{
    return value >= 10000 ? PAY_YEAR : PAY_NONE;
}

/* An amount or a range as matched, before its surroundings are asked. */
struct found {
    struct salary pay;
    bool range, lakh;
    bool thousands;    /* written with a k or a mark before three digits */
    bool too_big;      /* millions and more: no pay */
    size_t start, end; /* in the text searched */
};

/* What is written once for both ends of a range: "$50 - 60k", "20-30 LPA". */
static void share_unit(struct amount *low, struct amount *high)
{
    if (!low->sign.n)
        low->sign = high->sign;
    if (high->thousand && !low->thousand && low->value < 1000)
        low->value *= 1000;
    if (high->lakh && !low->lakh)
        low->value *= 100000;
    low->lakh = high->lakh = low->lakh || high->lakh;
    high->thousand = low->thousand || high->thousand;
    high->too_big = low->too_big || high->too_big || high->value < low->value;
}

/* The next amount or range in text from byte `from` on; *sign tells whether it
 * is written as money. False: no more. */
static bool read_money(const struct salary_rules *r, struct pattern_scratch *s,
                       struct str text, struct str country, size_t from,
                       struct found *out, bool *sign)
{
    struct span g[9];
    if (!pattern_find(r->money, s, text, from, g, 9))
        return false;
    struct amount low = read_amount(text, g + 1);
    struct amount high = read_amount(text, g + 5);
    bool range = high.value >= 0;
    if (!range)
        high = low;
    share_unit(&low, &high);
    *out =
        (struct found){.pay = {.min_cents = (int64_t)(low.value * 100 + 0.5),
                               .max_cents = (int64_t)(high.value * 100 + 0.5)},
                       .range = range,
                       .lakh = low.lakh,
                       .thousands = high.thousand || high.value >= 10000,
                       .too_big = high.too_big,
                       .start = g[0].start,
                       .end = g[0].end};
    *sign = (low.sign.n > 0 || low.lakh) && !high.too_big;
    set_currency(&out->pay, low.sign.n ? low.sign : STR("Rs"), country);
    return true;
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
        if (strchr(",;(", text.p[i]) ||
            (strchr("+&", text.p[i]) && text.p[i - 1] == ' '))
            return true;
    static const char *const words[] = {"plus", "and ", "with ", "base"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_find_ascii_nocase(str_slice(text, from, to),
                                  str_from(words[i])) != SIZE_MAX)
            return true;
    return false;
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
    bool limit = before && str_eq_ascii_nocase(
                               str_slice(doc->text, before->start, before->end),
                               STR("up to"));
    if (before && !limit && (!pay || pay->start < before->start))
        return true;
    size_t to =
        end + NOT_PAY_BEHIND < line_end ? end + NOT_PAY_BEHIND : line_end;
    const struct cue_hit *behind = hit_in(&in->cues, end, to, CUE_NOT_PAY);
    return behind && !is_added(doc->text, end, behind->start);
}

/* Give pay its period by the words around it, else by its size. */
static void find_period(const struct salary_rules *r, struct pattern_scratch *s,
                        struct str text, const struct found *f, size_t line,
                        size_t line_end, struct salary *pay)
{
    size_t to = f->end + LOOK_BEHIND_BYTES;
    to = utf8_floor(text, to < line_end ? to : line_end);
    pay->period = period_in(r, s, str_slice(text, f->start, to));
    size_t from = utf8_floor(text, back(f->start, line, LOOK_BEFORE_BYTES));
    if (pay->period == PAY_NONE)
        pay->period = period_in(r, s, str_slice(text, from, f->start));
    double max = (double)pay->max_cents / 100;
    bool big = has_big_units(pay->currency);
    if (pay->period == PAY_NONE || !is_plausible(max, pay->period, big))
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
static void open_ends(struct str text, const struct found *f, size_t line,
                      struct salary *pay)
{
    struct str before =
        str_trim(str_slice(text, back(f->start, line, 14), f->start));
    if (f->range)
        return;
    if (str_find_ascii_nocase(before, STR("up to")) != SIZE_MAX ||
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

/* A sum without a sign: "salary between 40 and 50k a year". */
static bool is_bare_pay(const struct structure *in, size_t line,
                        const struct found *f, struct str country,
                        struct salary *pay)
{
    const struct cue_hit *word =
        hit_in(&in->cues, back(f->start, line, BARE_PAY_BYTES), f->start,
               CUE_PAY_WORD);
    if (!word || !f->thousands || f->too_big)
        return false;
    memset(pay->currency, 0, sizeof pay->currency);
    for (size_t i = 0; i < sizeof money_of / sizeof money_of[0]; i++)
        if (str_eq(country, str_from(money_of[i].country)))
            memcpy(pay->currency, money_of[i].code, 4);
    return true;
}

/* The sentence speaks of a bonus or the like before the sum, and of no pay. */
static bool is_of_bonus(const struct structure *in, size_t line, size_t start,
                        size_t line_end)
{
    return hit_in(&in->cues, line, start, CUE_NOT_PAY) &&
           !hit_in(&in->cues, line, line_end, CUE_PAY_WORD);
}

static void add_sentence(const struct salary_rules *r,
                         struct pattern_scratch *s, const struct doc *doc,
                         const struct structure *in, size_t i,
                         struct str country, struct salary *sum)
{
    size_t line = in->v[i].start, line_end = in->v[i].end;
    struct str text = str_slice(doc->text, 0, line_end);
    struct found f;
    bool sign;
    unsigned sums = 0;
    for (size_t at = line; sums++ < SENTENCE_MAX_SUMS &&
                           read_money(r, s, text, country, at, &f, &sign);
         at = f.end > at ? f.end : at + 1) {
        struct salary pay = f.pay;
        if ((!sign && !is_bare_pay(in, line, &f, country, &pay)) ||
            is_of_bonus(in, line, f.start, line_end) ||
            is_other_money(doc, in, line, f.start, f.end, line_end))
            continue;
        find_period(r, s, text, &f, line, line_end, &pay);
        bool big = has_big_units(pay.currency);
        double min = (double)pay.min_cents / 100;
        double max = (double)pay.max_cents / 100;
        bool annual_range = f.range && pay.period == PAY_YEAR && min >= 20000;
        if (pay.period == PAY_NONE || !is_plausible(max, pay.period, big) ||
            !is_plausible(min * 2, pay.period, big) ||
            (!annual_range && !is_pay(in, i, line_end)))
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

/* The sentence may name money: it has a sign or a word of pay, and a digit. */
static bool may_name_money(struct signs_ahead *ahead,
                           const struct structure *in, const struct sentence *v)
{
    if (ahead->dollar < v->start)
        next_dollar(ahead, v->start);
    struct str t = str_slice(ahead->text, v->start, v->end);
    bool sign = ahead->dollar < v->end ||
                (ahead->others && (memchr(t.p, '\xA3', t.n) ||
                                   str_find(t, STR("\xE2\x82")) != SIZE_MAX));
    if (!sign && !hit_in(&in->cues, v->start, v->end, CUE_PAY))
        return false;
    for (size_t i = 0; i < t.n; i++)
        if (ascii_is_digit(t.p[i]))
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
    /* The second bytes of the pound's and of the euro's and rupee's signs. */
    ahead.others = memchr(doc->text.p, '\xA3', doc->text.n) ||
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
    struct found f;
    bool sign;
    if (!field.n || !read_money(r, s, field, country, 0, &f, &sign))
        return pay;
    struct salary found = f.pay;
    if (!sign)
        memset(found.currency, 0, sizeof found.currency);
    find_period(r, s, field, &f, 0, field.n, &found);
    open_ends(field, &f, 0, &found);
    found.provenance = FROM_FIELD;
    salary_mend(&found);
    return found.period == PAY_NONE && found.max_cents < 100 ? pay : found;
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
