/* SPDX-License-Identifier: MIT */
#include "store/employer.h"
#include "tests/test.h"

static void legal_forms_and_spelling_are_left_out(void **state)
{
    (void)state;
    static const struct {
        const char *company, *want;
    } cases[] = {
        {"Acme", "acme"},
        {"  ACME,  Inc. ", "acme"},
        {"Acme Inc", "acme"},
        {"Acme GmbH & Co. KG", "acme"},
        {"acme s.r.l.", "acme"},
        {"Acme S.A.", "acme"},
        {"Acme A/S", "acme"},
        {"Acme Sp. z o.o.", "acme"},
        {"Acme Pty Ltd", "acme"},
        {"Acme (UK) Limited", "acme uk"},
        {"Acme\xc2\xae", "acme"},
        {"Acme\xc2\xa0GmbH", "acme"},
        {"M\xc3\x9cLLER AG", "m\xc3\xbcller"},
        {"Stra\xc3\x9f"
         "e & Sohn",
         "strasse & sohn"},
        {"O\xe2\x80\x99Neil's", "oneils"},
        {"Coca-Cola Company", "coca cola"},
        {"Inc", "inc"},
        {"Co. KG", "co"},
        {"Zinc", "zinc"},
        {"Sage", "sage"},
        {"", ""},
        {"...", ""},
        {"\xe6\x9d\xb1\xe4\xba\xac", "\xe6\x9d\xb1\xe4\xba\xac"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, 4096);
        employer_normalise(str_from(cases[i].company), &out);
        if (!str_eq(buf_str(&out), str_from(cases[i].want)))
            fail_msg("\"%s\": got \"%s\", want \"%s\"", cases[i].company,
                     buf_cstr(&out), cases[i].want);
        buf_done(&out);
    }
}

static void an_absent_name_is_empty_and_appends(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 64);
    buf_add_cstr(&out, "before inc");
    employer_normalise(STR_NONE, &out);
    employer_normalise(STR(" Inc"), &out);
    assert_str(buf_str(&out), "before incinc");
    buf_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(legal_forms_and_spelling_are_left_out),
        cmocka_unit_test(an_absent_name_is_empty_and_appends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
