/* SPDX-License-Identifier: MIT */
#include "extract/salary_amount.h"
#include "base/utf8.h"
#include "extract/salary_currency.h"
#include <string.h>

#define SIGN                                                                   \
    "(?:C\\$|(?<!,\\ "                                                         \
    ")CA\\$|CAD\\s?\\$|A\\$|AUD?\\s?\\$|US\\s?\\$|USD\\s?\\$|NZ\\$|"           \
    "NZD\\s?\\$|S\\$|SGD\\s?\\$|HK\\$|R\\$|MX\\$|\\$|\\x{a3}|\\x{20ac}|"       \
    "\\x{20b9}|\\x{a5}|\\x{20aa}|Rs\\.?|"                                      \
    "R(?=\\s?\\d{2,3}(?:[ ,]?\\d{3}|k|\\s?[-\\x{2013}]\\s?R))|" CODE ")"
#define CODE                                                                   \
    "(?-i:\\b(?:USD|CAD|AUD|NZD|SGD|HKD|GBP|EUR|CHF|PLN|SEK|NOK|DKK|INR|ZAR|"  \
    "BRL|MXN|CZK|HUF|RON|ILS|AED|SAR|QAR|JPY|KRW|CNY|RMB|TWD|THB|PHP|MYR|IDR|" \
    "VND|COP|CLP|PEN|TRY|UAH|KES|NGN|EGP)\\b)"
#define NUMBER                                                                 \
    "(\\d{1,3}(?:[,.'\\x{2019}\\x{a0}\\x{202f} ]\\d{3})+(?:[.,]\\d{1,2})?"     \
    "(?![\\d])|\\d{1,2}(?:,\\d{2})+,\\d{3}|\\d{1,7}(?:[.,]\\d{1,2})?(?!\\d))"
#define TIMES                                                                  \
    "\\s?(k|m{1,2}|mn|million|bn|b|billion|lakhs?|lacs?|l|lpa|crores?|cr)?"    \
    "(?!\\w(?<!h(?=rs?\\b)))"
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
    "(?:\\s?(?:-|\\x{2013}|\\x{2014}|\\x{2212}|to|bis|\\x{e0}|and|up\\ to|a|"
    "/(?=\\d{2,3}k))"
    "\\s?(?:up\\ to\\s)?(" SIGN ")?\\s?" NUMBER TIMES BEHIND ")?";

struct pattern *sum_pattern(void)
{
    return pattern_built_in(money_regex);
}

struct amount {
    double value; /* in whole units; negative: none */
    bool thousand;
    bool million; /* pay in few currencies only */
    bool too_big; /* a billion and more: no pay */
    bool lakh;
    struct str sign;
};

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
    a.million = c == 'm';
    a.too_big = c == 'b' || c == 'c';
    if (a.thousand)
        a.value *= 1000;
    else if (a.lakh)
        a.value *= 100000;
    return a;
}

static void set_currency(struct salary *pay, struct str sign,
                         struct str country)
{
    const char *code = currency_of_sign(sign, country);
    if (*code)
        memcpy(pay->currency, code, 4);
    else if (sign.n == 3)
        memcpy(pay->currency, sign.p, 3);
}

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
    low->million = high->million = low->million || high->million;
    high->too_big = low->too_big || high->too_big || high->value < low->value;
}

/* Where an amount ends, without what it is paid for ("/hour"). */
static size_t end_of(const struct span g[4])
{
    size_t end = g[1].end;
    for (size_t i = 2; i < 4; i++)
        if (g[i].start != SIZE_MAX)
            end = g[i].end;
    return end;
}

/* "6M - 9M JPY" is pay; three million dollars are not. */
static void in_millions(struct amount *low, struct amount *high,
                        struct str country)
{
    if (!high->million)
        return;
    const char *code = currency_of_sign(low->sign, country);
    char written[4] = "";
    if (!*code && low->sign.n == 3)
        memcpy(written, low->sign.p, 3);
    if (currency_scale(*code ? code : written) < 1000 || high->value >= 1000) {
        high->too_big = true;
        return;
    }
    low->value *= 1e6;
    high->value *= 1e6;
}

bool sum_next(const struct pattern *p, struct pattern_scratch *s,
              struct str text, struct str country, size_t from, struct sum *out)
{
    struct span g[9];
    if (!pattern_find(p, s, text, from, g, 9))
        return false;
    struct amount low = read_amount(text, g + 1);
    struct amount high = read_amount(text, g + 5);
    bool range = high.value >= 0;
    if (!range)
        high = low;
    share_unit(&low, &high);
    in_millions(&low, &high, country);
    *out = (struct sum){.pay = {.min_cents = (int64_t)(low.value * 100 + 0.5),
                                .max_cents = (int64_t)(high.value * 100 + 0.5)},
                        .range = range,
                        .lakh = low.lakh,
                        .sign = (low.sign.n > 0 || low.lakh) && !high.too_big,
                        .thousands = high.thousand || high.value >= 10000,
                        .too_big = high.too_big,
                        .start = g[0].start,
                        .end = range ? g[0].end : end_of(g + 1)};
    set_currency(&out->pay, low.sign.n ? low.sign : STR("Rs"), country);
    return true;
}
