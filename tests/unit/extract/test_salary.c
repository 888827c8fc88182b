/* SPDX-License-Identifier: MIT */
#include "extract/salary.h"
#include "texts.h"

struct fixture {
    struct texts texts;
    struct salary_rules *rules;
};

static int setup(void **state)
{
    static struct fixture f;
    f.texts = texts_new();
    f.rules = salary_rules_new();
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    texts_done(&f->texts);
    salary_rules_free(f->rules);
    return 0;
}

/* "min-max CUR period", "-" where a limit is absent; "" for no salary. */
static const char *show(struct arena *a, const struct salary *pay)
{
    if (pay->provenance == FROM_NONE)
        return "";
    struct buf b;
    buf_init(&b, 128);
    const int64_t ends[] = {pay->min_cents, pay->max_cents};
    for (size_t i = 0; i < 2; i++) {
        if (ends[i] < 0)
            buf_add_cstr(&b, "?");
        else if (ends[i] % 100)
            buf_printf(&b, "%.2f", (double)ends[i] / 100);
        else
            buf_printf(&b, "%lld", (long long)(ends[i] / 100));
        buf_add_cstr(&b, i ? " " : "-");
    }
    const char *period = pay_period_name(pay->period);
    buf_printf(&b, "%s %s", pay->currency, period ? period : "?");
    const char *kept = arena_str(a, buf_str(&b)).p;
    buf_done(&b);
    return kept;
}

static const struct {
    const char *text, *country, *want;
} cases[] = {
    {"The salary ranges from $165,000 to $220,000 per year.", NULL,
     "165000-220000 USD year"},
    {"Base Salary Range: $170,000 - $230,000", NULL, "170000-230000 USD year"},
    {"Pay: $120k-150k", NULL, "120000-150000 USD year"},
    {"Pay: $120-150k a year", NULL, "120000-150000 USD year"},
    {"$127,000 - $180,000 + Equity + Benefits", NULL, "127000-180000 USD year"},
    {"$205,000/year to $240,000/year + benefits", NULL,
     "205000-240000 USD year"},
    {"Salary range: $100,000 USD", NULL, "100000-100000 USD year"},
    {"Salary: up to $150k", NULL, "?-150000 USD year"},
    {"Salary from $90,000", NULL, "90000-? USD year"},
    {"Hourly rate: $45.50 - $60/hr", NULL, "45.50-60 USD hour"},
    {"We pay $25 per hour", NULL, "25-25 USD hour"},
    {"Day rate: £500 per day", NULL, "500-500 GBP day"},
    {"Salary: €4.500 per month", NULL, "4500-4500 EUR month"},
    {"Gehalt: 60.000 - 75.000 € brutto", NULL, "60000-75000 EUR year"},
    {"Salary: C$110,000 to C$130,000", NULL, "110000-130000 CAD year"},
    {"Salary: A$110,000 to A$130,000", NULL, "110000-130000 AUD year"},
    {"Salary: $110,000 to $130,000", "CA", "110000-130000 CAD year"},
    {"Salary: CHF 110'000 - 130'000", NULL, "110000-130000 CHF year"},
    {"Salary: 18 000 - 24 000 PLN per month", NULL, "18000-24000 PLN month"},
    {"Salary: SEK 45,000 - 55,000 per month", NULL, "45000-55000 SEK month"},
    {"Salary: R400 000 - R700 000 per annum", NULL, "400000-700000 ZAR year"},
    {"CTC: 20-30 LPA salary", NULL, "2000000-3000000 INR year"},
    {"# Salary ranges\nCA, NY: $171,500 - $250,000\nElsewhere: $146,000 - "
     "$215,000",
     NULL, "146000-250000 USD year"},
    {"Base salary $90,000 plus a $10,000 signing bonus", NULL,
     "90000-90000 USD year"},
    {"A salary between 40 - 50k per annum", "GB", "40000-50000 GBP year"},
    {"A salary between 40 - 50k per annum", NULL, "40000-50000  year"},
    /* what stands behind a sum tells that it is pay */
    {"$25/hour", NULL, "25-25 USD hour"},
    {"$38- $43.00hr", NULL, "38-43 USD hour"},
    {"up to £600 p/d outside IR35", NULL, "?-600 GBP day"},
    {"£45,000 per annum", NULL, "45000-45000 GBP year"},
    {"€ 4.500 - € 6.000 gross per month", NULL, "4500-6000 EUR month"},
    {"12 000 - 18 000 PLN net per month", NULL, "12000-18000 PLN month"},
    {"USD 3,000 - 4,000 per month", NULL, "3000-4000 USD month"},
    {"400 - 700k per annum", "ZA", "400000-700000 ZAR year"},
    {"Acme | Onsite | 90-140k + equity", "US", "90000-140000 USD year"},
    {"$100-140k/equity", NULL, "100000-140000 USD year"},
    {"$40K - $70K salary, 0.5% equity", NULL, "40000-70000 USD year"},
    {"A rent subsidy of $2,000 monthly", NULL, ""},
    {"Boats cost $2,000 per month", NULL, ""},
    {"We carry 400 - 700k boats per annum", "ZA", ""},
    /* a sum without a sign under a heading of pay */
    {"# Compensation\n130K - 180K", "US", "130000-180000 USD year"},
    {"# Our boats\n130K - 180K", "US", ""},
    {"# Base of customers\n10K - 15K", "US", ""},
    /* signs of other currencies */
    {"Salary: R$ 8.000 - R$ 12.000 per month", NULL, "8000-12000 BRL month"},
    {"Salary: R400 - R700k per annum", NULL, "400000-700000 ZAR year"},
    {"Salary: ¥6,000,000 - ¥9,000,000 per year", NULL,
     "6000000-9000000 JPY year"},
    {"Salary: 6M - 9M JPY", "JP", "6000000-9000000 JPY year"},
    {"Salary: $6M - $9M", "US", ""},
    {"₪25,000 - ₪35,000 monthly", NULL, "25000-35000 ILS month"},
    {"Salary: $40,000 - $60,000 per month", "MX", "40000-60000 MXN month"},
    {"Pasadena, CA$ 28.00 to $30.00 per hour", NULL, "28-30 USD hour"},
    {"Salary: 45000 kr per month", "NO", "45000-45000 NOK month"},
    {"$31,2k- $52k a year", NULL, "31200-52000 USD year"},
    {"Acme | $90-$120K | Up to 3% Equity", NULL, "90000-120000 USD year"},
    {"Pay: 60/90k/yr + equity", "US", "60000-90000 USD year"},
    {"OTE $150,000 - $200,000", NULL, ""},
    {"Base salary $100,000, OTE $150,000", NULL, "100000-100000 USD year"},
    {"Bonus will depend on results and range from $15,000 to $24,000.", NULL,
     ""},
    {"We manage 40 - 50k boats per annum", "GB", ""},
    {"401(k) with a match up to $5,000", NULL, ""},
    {"A $20K relocation bonus", NULL, ""},
    {"A $1K monthly stipend for meals", NULL, ""},
    {"We raised $35M in funding", NULL, ""},
    {"We scaled from $1-500M in revenue", NULL, ""},
    {"over $50,000 ARR per customer", NULL, ""},
    {"Learning budget of $2,000 per year", NULL, ""},
    {"An $8-$12 trillion industry", NULL, ""},
    {"Very competitive salary and equity", NULL, ""},
    {"Salary reviews in 2023 - 2024", NULL, ""},
    {"10,000 users a month", NULL, ""},
    {"", NULL, ""},
};

static void pay_is_read_and_other_money_is_not(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct doc doc;
        struct structure s = texts_split(&f->texts, cases[i].text, &doc);
        struct salary pay = salary_of_text(f->rules, f->texts.patterns, &doc,
                                           &s, str_from(cases[i].country));
        texts_check(&f->texts, cases[i].text, show(f->texts.arena, &pay),
                    cases[i].want);
    }
    texts_check_end(&f->texts);
}

static const struct {
    const char *field, *want;
} fields[] = {
    {"$120,000 - $150,000", "120000-150000 USD year"},
    {"£45k", "45000-45000 GBP year"},
    {"50 EUR per hour", "50-50 EUR hour"},
    {"60000-80000", "60000-80000  year"},
    {"Competitive", ""},
    {"", ""},
};

static void a_pay_field_needs_no_words_of_pay(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        struct salary pay = salary_of_field(
            f->rules, f->texts.patterns, str_from(fields[i].field), STR_NONE);
        texts_check(&f->texts, fields[i].field, show(f->texts.arena, &pay),
                    fields[i].want);
    }
    texts_check_end(&f->texts);
}

static void what_a_source_gave_is_mended(void **state)
{
    (void)state;
    struct salary pay = {.min_cents = 9000000,
                         .max_cents = 6000000,
                         .currency = "usd",
                         .provenance = FROM_FIELD};
    salary_mend(&pay);
    assert_int_equal(pay.min_cents, 6000000);
    assert_int_equal(pay.max_cents, 9000000);
    assert_string_equal(pay.currency, "");
    assert_int_equal(pay.period, PAY_YEAR);
    struct salary zero = {.min_cents = 0, .provenance = FROM_FIELD};
    salary_mend(&zero);
    assert_int_equal(zero.provenance, FROM_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pay_is_read_and_other_money_is_not),
        cmocka_unit_test(a_pay_field_needs_no_words_of_pay),
        cmocka_unit_test(what_a_source_gave_is_mended),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
