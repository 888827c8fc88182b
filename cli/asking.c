/* SPDX-License-Identifier: MIT */
#include "cli/asking.h"
#include "base/file.h"

#define CA_FILE_MAX_BYTES (16u << 20)

unsigned asking_seconds(uint64_t value)
{
    const uint64_t most = 366 * 86400;
    return (unsigned)(value < most ? value : most);
}

enum st asking_check_ca_file(const char *file, struct err *err)
{
    AUTO(buf_done) struct buf text;
    buf_init(&text, CA_FILE_MAX_BYTES);
    enum st st = file_read(file, &text, err);
    if (st)
        return st;
    return str_find(buf_str(&text), STR("-----BEGIN CERTIFICATE-----")) !=
                   SIZE_MAX
               ? ST_OK
               : err_set(err, ST_CONFIG,
                         "%s: no certificate in it; --ca-file wants PEM", file);
}
