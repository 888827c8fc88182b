/* SPDX-License-Identifier: MIT */
#include "store/archive.h"
#include "tests/fuzz/fuzz.h"

static void read_all(struct archive_reader *r)
{
    struct archive_record record;
    struct err err = {0};
    for (;;) {
        switch (archive_next(r, &record, &err)) {
        case ARCHIVE_RECORD:
            FUZZ_CHECK(record.type.n > 0);
            FUZZ_CHECK(record.body.n <= ARCHIVE_RECORD_MAX_BYTES);
            break;
        case ARCHIVE_BAD:
            fuzz_check_err(err.code, &err);
            break;
        case ARCHIVE_ERROR:
            fuzz_check_err(err.code, &err);
            return;
        case ARCHIVE_END:
            return;
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct fuzz_file file = fuzz_file(data, n);
    struct archive_reader *r;
    struct err err = {0};
    if (archive_reader_open(file.path, 0, &r, &err) == ST_OK) {
        read_all(r);
        archive_reader_free(r);
    } else {
        fuzz_check_err(err.code, &err);
    }
    close(file.fd);
    return 0;
}
