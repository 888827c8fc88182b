/* SPDX-License-Identifier: MIT */
#include "crawler/robots.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str s = fuzz_str(data, n);
    struct robots *r = robots_parse(s, STR("skilltally"));
    FUZZ_CHECK(robots_allows(r, STR("/robots.txt")));
    FUZZ_CHECK(robots_crawl_delay_ms(r) >= -1);
    robots_allows(r, STR("https://boards.example/jobs/1?a=b"));
    /* The file's own lines as paths come closest to its rules. */
    struct str rest = s, line;
    for (int i = 0; i < 8 && str_split(&rest, '\n', &line); i++)
        robots_allows(r, line);
    size_t sitemaps;
    const struct str *v = robots_sitemaps(r, &sitemaps);
    for (size_t i = 0; i < sitemaps; i++)
        FUZZ_CHECK(v[i].n <= n);
    robots_is_html(s);
    robots_free(r);
    return 0;
}
