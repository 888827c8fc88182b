/* SPDX-License-Identifier: MIT */
/* Dates, instants and the waits that a server asks for. */
#include "base/date.h"
#include "crawler/retry_after.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct str s = fuzz_str(data, n);
    int64_t now = INT64_C(1767225600), utc;
    int64_t wait = retry_after_ms(s, now);
    FUZZ_CHECK(wait >= -1 && wait <= RETRY_AFTER_MAX_MS);
    http_date_parse(s, now, &utc);
    if (instant_parse(s, &utc)) {
        char text[INSTANT_TEXT_BYTES];
        int64_t again;
        FUZZ_CHECK(instant_parse(str_from(instant_format(utc, text)), &again) &&
                   again == utc);
    }
    struct date d;
    if (date_parse(s, &d)) {
        char text[DATE_TEXT_BYTES];
        struct date again;
        FUZZ_CHECK(date_parse(str_from(date_format(d, text)), &again) &&
                   date_cmp(d, again) == 0);
    }
    month_index_parse(s);
    return 0;
}
