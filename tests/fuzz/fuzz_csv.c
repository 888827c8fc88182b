/* SPDX-License-Identifier: MIT */
#include "base/csv.h"
#include "tests/fuzz/fuzz.h"

static void read_all(struct csv_reader *r)
{
    size_t n;
    const struct str *fields;
    bool ragged;
    struct err err = {0};
    csv_header(r, &n);
    FUZZ_CHECK(n > 0 && n <= CSV_MAX_FIELDS);
    uint64_t line = 0;
    for (;;) {
        switch (csv_next(r, &fields, &ragged, &err)) {
        case CSV_ROW:
            FUZZ_CHECK(csv_line(r) > line);
            line = csv_line(r);
            for (size_t i = 0; i < n; i++)
                FUZZ_CHECK(fields[i].n <= CSV_ROW_MAX_BYTES);
            break;
        case CSV_BAD:
            fuzz_check_err(err.code, &err);
            break;
        case CSV_ERROR:
            fuzz_check_err(err.code, &err);
            return;
        case CSV_END:
            return;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct fuzz_file file = fuzz_file(data, n);
    struct csv_reader *r;
    struct err err = {0};
    if (csv_reader_open(file.path, &r, &err) == ST_OK) {
        read_all(r);
        csv_reader_free(r);
    } else {
        fuzz_check_err(err.code, &err);
    }
    close(file.fd);
    return 0;
}
