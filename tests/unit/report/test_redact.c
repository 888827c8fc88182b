/* SPDX-License-Identifier: MIT */
#include "report/redact.h"
#include "tests/test.h"

static void addresses_and_numbers_of_persons_are_cut_out(void **state)
{
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"write to jane.doe+jobs@example.co.uk.", "write to [e-mail]."},
        {"jobs (at) example.com or", "[e-mail] or"},
        {"jobs[at]example.com", "[e-mail]"},
        {"M\xc3\xbcller@b\xc3\xbcro.example now", "[e-mail] now"},
        {"follow @example, C@ home, a @ b", "follow @example, C@ home, a @ b"},
        {"call +1 (555) 010-9999 today", "call [phone] today"},
        {"call (555) 010-9999.", "call [phone]."},
        {"Tel. 030 5550 1234", "Tel. [phone]"},
        {"555-010-9999 ext. 4", "[phone] ext. 4"},
        {"id 5550109999", "id [phone]"},
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
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf out;
        buf_init(&out, 1000);
        redact(str_from(cases[i].in), &out);
        assert_string_equal(buf_cstr(&out), cases[i].want);
        buf_done(&out);
    }
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
        cmocka_unit_test(addresses_and_numbers_of_persons_are_cut_out),
        cmocka_unit_test(marks_are_kept_and_part_no_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
