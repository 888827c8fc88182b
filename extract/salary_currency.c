/* SPDX-License-Identifier: MIT */
#include "extract/salary_currency.h"
#include <string.h>

struct pair {
    const char *name, *code;
};

static const struct pair signs[] = {
    {"C$", "CAD"},           {"CA$", "CAD"},
    {"CAD$", "CAD"},         {"CAD $", "CAD"},
    {"A$", "AUD"},           {"AU$", "AUD"},
    {"AUD$", "AUD"},         {"AUD $", "AUD"},
    {"US$", "USD"},          {"US $", "USD"},
    {"USD$", "USD"},         {"USD $", "USD"},
    {"NZ$", "NZD"},          {"NZD$", "NZD"},
    {"NZD $", "NZD"},        {"S$", "SGD"},
    {"SGD$", "SGD"},         {"SGD $", "SGD"},
    {"HK$", "HKD"},          {"R$", "BRL"},
    {"MX$", "MXN"},          {"\xC2\xA3", "GBP"},
    {"\xE2\x82\xAC", "EUR"}, {"\xE2\x82\xB9", "INR"},
    {"\xE2\x82\xAA", "ILS"}, {"Rs", "INR"},
    {"Rs.", "INR"},          {"R", "ZAR"},
    {"z\xC5\x82", "PLN"},    {"RMB", "CNY"},
    {"euro", "EUR"},         {"euros", "EUR"},
};

/* Signs that several countries write. */
static const struct {
    const char *sign, *country, *code;
} shared_signs[] = {
    {"$", "", "USD"},         {"$", "CA", "CAD"},
    {"$", "AU", "AUD"},       {"$", "NZ", "NZD"},
    {"$", "SG", "SGD"},       {"$", "HK", "HKD"},
    {"$", "MX", "MXN"},       {"dollars", "", "USD"},
    {"dollars", "CA", "CAD"}, {"dollars", "AU", "AUD"},
    {"\xC2\xA5", "", "JPY"},  {"\xC2\xA5", "CN", "CNY"},
    {"kr", "", "SEK"},        {"kr", "NO", "NOK"},
    {"kr", "DK", "DKK"},
};

static const struct pair money_of[] = {
    {"US", "USD"}, {"GB", "GBP"}, {"CA", "CAD"}, {"AU", "AUD"}, {"NZ", "NZD"},
    {"IN", "INR"}, {"ZA", "ZAR"}, {"CH", "CHF"}, {"PL", "PLN"}, {"SE", "SEK"},
    {"NO", "NOK"}, {"DK", "DKK"}, {"CZ", "CZK"}, {"HU", "HUF"}, {"RO", "RON"},
    {"IL", "ILS"}, {"JP", "JPY"}, {"SG", "SGD"}, {"HK", "HKD"}, {"BR", "BRL"},
    {"MX", "MXN"}, {"AE", "AED"}, {"MY", "MYR"}, {"TW", "TWD"}, {"CN", "CNY"},
    {"DE", "EUR"}, {"FR", "EUR"}, {"ES", "EUR"}, {"IT", "EUR"}, {"NL", "EUR"},
    {"IE", "EUR"}, {"AT", "EUR"}, {"BE", "EUR"}, {"PT", "EUR"}, {"FI", "EUR"},
    {"GR", "EUR"}, {"LU", "EUR"}, {"EE", "EUR"}, {"LV", "EUR"}, {"LT", "EUR"},
};

static const struct {
    const char *code;
    double scale;
} scales[] = {
    {"INR", 100},  {"JPY", 1000},  {"HUF", 1000},  {"CZK", 100},
    {"MXN", 100},  {"ZAR", 100},   {"SEK", 100},   {"NOK", 100},
    {"DKK", 100},  {"TWD", 100},   {"THB", 100},   {"PHP", 100},
    {"KRW", 1000}, {"IDR", 10000}, {"VND", 10000}, {"COP", 10000},
    {"CLP", 1000},
};

const char *currency_of_sign(struct str sign, struct str country)
{
    const char *code = "";
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (str_eq_ascii_nocase(sign, str_from(signs[i].name)))
            code = signs[i].code;
    for (size_t i = 0; i < sizeof shared_signs / sizeof shared_signs[0]; i++)
        if (str_eq_ascii_nocase(sign, str_from(shared_signs[i].sign)) &&
            (!*shared_signs[i].country ||
             str_eq(country, str_from(shared_signs[i].country))))
            code = shared_signs[i].code;
    return code;
}

const char *currency_of_country(struct str country)
{
    for (size_t i = 0; i < sizeof money_of / sizeof money_of[0]; i++)
        if (str_eq(country, str_from(money_of[i].name)))
            return money_of[i].code;
    return "";
}

double currency_scale(const char *code)
{
    for (size_t i = 0; i < sizeof scales / sizeof scales[0]; i++)
        if (strcmp(code, scales[i].code) == 0)
            return scales[i].scale;
    return 1;
}
