/* SPDX-License-Identifier: MIT */
#include "report/redact.h"
#include "tests/test.h"

struct redaction {
    const char *in, *want;
};

static void check(const struct redaction *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct buf out;
        buf_init(&out, 1000);
        redact(str_from(cases[i].in), &out);
        assert_string_equal(buf_cstr(&out), cases[i].want);
        buf_done(&out);
    }
}

static void addresses_and_handles_are_cut_out(void **state)
{
    static const struct redaction cases[] = {
        {"write to jane.doe+jobs@example.co.uk.", "write to [e-mail]."},
        {"jobs (at) example.com or", "[e-mail] or"},
        {"jobs[at]example.com", "[e-mail]"},
        {"M\xc3\xbcller@b\xc3\xbcro.example now", "[e-mail] now"},
        {"C@ home, a @ b", "C@ home, a @ b"},
        {"jane at example dot com", "[e-mail]"},
        {"to jane.doe AT mail dot example dot org now", "to [e-mail] now"},
        {"jane [at] example [dot] com!", "[e-mail]!"},
        {"jane(dot)doe(at)example(dot)com", "[e-mail]"},
        {"jane{at}example{dot}com", "[e-mail]"},
        {"jane <at> example.com", "[e-mail]"},
        {"jane @ example.com", "[e-mail]"},
        {"jane at example.com", "[e-mail]"},
        {"jane at j.doe@example.com now", "[e-mail] now"},
        {"my name at gmail", "my [e-mail]"},
        {"jane@example", "[e-mail]"},
        {"More at example.com, jobs at example.org",
         "More at example.com, jobs at example.org"},
        {"We look at data dot products", "We look at data dot products"},
        {"a team at Example, good at SQL. At scale",
         "a team at Example, good at SQL. At scale"},
        {"follow @example.", "follow [handle]."},
        {"(@jane_doe) and @hn-user", "([handle]) and [handle]"},
        {"twitter.com/janedoe, t.me/janedoe",
         "twitter.com/[handle], t.me/[handle]"},
        {"https://www.linkedin.com/in/jane-doe-123/",
         "https://www.linkedin.com/in/[handle]/"},
        {"news.ycombinator.com/user?id=janedoe",
         "news.ycombinator.com/user?id=[handle]"},
        {"Skype: jane.doe or Telegram:@jane",
         "Skype:[handle] or Telegram:[handle]"},
        {"@angular/core 17, Java @ scale", "@angular/core 17, Java @ scale"},
        {"Twitter, Facebook and Skype", "Twitter, Facebook and Skype"},
    };
    (void)state;
    check(cases, sizeof cases / sizeof *cases);
}

static void phone_numbers_are_cut_out(void **state)
{
    static const struct redaction cases[] = {
        {"call +1 (555) 010-9999 today", "call [phone] today"},
        {"call (555) 010-9999.", "call [phone]."},
        {"Tel. 030 5550 1234", "Tel. [phone]"},
        {"555-010-9999 ext. 4", "[phone] ext. 4"},
        {"id 5550109999", "id [phone]"},
        {"+44 (0)20 7946 0958", "[phone]"},
        {"+49 30 901820, +33 6 12 34 56 78", "[phone], [phone]"},
        {"0049-30-901820", "[phone]"},
        {"06.12.34.56.78", "[phone]"},
        {"+91-98765-43210", "[phone]"},
        {"+81 3-1234-5678", "[phone]"},
        {"+45 12 34 56 78", "[phone]"},
        {"call 12 34 56 78", "call [phone]"},
        {"Tel.: 555-0100", "Tel.: [phone]"},
        {"(11) 91234-5678", "[phone]"},
    };
    (void)state;
    check(cases, sizeof cases / sizeof *cases);
}

static void other_numbers_stay(void **state)
{
    static const struct redaction cases[] = {
        {"\xe2\x82\xac"
         "120.000 - 150.000",
         "\xe2\x82\xac"
         "120.000 - 150.000"},
        {"80 000 - 100 000 EUR", "80 000 - 100 000 EUR"},
        {"CHF 110'000 - 130'000", "CHF 110'000 - 130'000"},
        {"1.2.2024 - 30.6.2024", "1.2.2024 - 30.6.2024"},
        {"2024-01-15 - 2024-03", "2024-01-15 - 2024-03"},
        {"2019 2020 2021", "2019 2020 2021"},
        {"text 2024-01-15", "text 2024-01-15"},
        {"192.168.100.100", "192.168.100.100"},
        {"Java 8/11/17, Python 3.11.4", "Java 8/11/17, Python 3.11.4"},
        {"k8s 1.28.10, Ubuntu 22.04.3", "k8s 1.28.10, Ubuntu 22.04.3"},
        {"24/7 and 99.999 %", "24/7 and 99.999 %"},
        {"$120,000 - $150,000", "$120,000 - $150,000"},
        {"120000 - 150000 EUR", "120000 - 150000 EUR"},
        {"2019 - 2023, 2024-01-15", "2019 - 2023, 2024-01-15"},
        {"3-5 years of C++17", "3-5 years of C++17"},
        {"(3+ years) of Python", "(3+ years) of Python"},
        {"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17",
         "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17"},
        {"", ""},
        {"@", "@"},
        {"+", "+"},
    };
    (void)state;
    check(cases, sizeof cases / sizeof *cases);
}

static void marks_are_kept_and_part_no_address(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 1000);
    redact(STR("knows \x01"
               "Python\x02, write to \x01"
               "python\x02@example.com"),
           &out);
    assert_string_equal(buf_cstr(&out), "knows \x01"
                                        "Python\x02, write to [e-mail]");
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_and_handles_are_cut_out),
        cmocka_unit_test(phone_numbers_are_cut_out),
        cmocka_unit_test(other_numbers_stay),
        cmocka_unit_test(marks_are_kept_and_part_no_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
