/* SPDX-License-Identifier: MIT */
#include "crawler/url.h"
#include "tests/fuzz/fuzz.h"

/* What was read once is read again as the same. */
static void check(const struct url *u)
{
    struct url again = {0};
    struct err err = {0};
    FUZZ_CHECK(url_parse(str_from(u->text), &again, &err) == ST_OK);
    FUZZ_CHECK(str_eq(str_from(u->text), str_from(again.text)));
    FUZZ_CHECK(u->host.n > 0 && u->target.n > 0 && u->target.p[0] == '/');
    url_done(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str s = fuzz_str(data, n);
    struct err err = {0};
    struct url u = {0}, base = {0}, joined = {0};
    if (url_parse(s, &u, &err) == ST_OK)
        check(&u);
    else
        fuzz_check_err(err.code, &err);
    FUZZ_CHECK(url_parse(STR("https://boards.example/a/b?c=d"), &base, NULL) ==
               ST_OK);
    if (url_resolve(&base, s, &joined, NULL) == ST_OK)
        check(&joined);
    struct buf out;
    buf_init(&out, 16 * n + 1024);
    url_param(s, STR("page"));
    url_with_param(&out, s, STR("page"), 2);
    url_encode(&out, s);
    buf_done(&out);
    url_done(&joined);
    url_done(&base);
    url_done(&u);
    return 0;
}
