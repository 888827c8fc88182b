/* SPDX-License-Identifier: MIT */
#include "store/digest.h"
#include <openssl/evp.h>
#include <string.h>

#define DIGEST_BYTES 32

static void free_context(EVP_MD_CTX **context)
{
    EVP_MD_CTX_free(*context);
}

enum st digest_text(const struct str *parts, size_t n,
                    char out[DIGEST_TEXT_BYTES], struct err *err)
{
    static const char hex[] = "0123456789abcdef", prefix[] = "sha256:";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned digest_bytes = 0;
    AUTO(free_context) EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool ok = context && EVP_DigestInit_ex(context, EVP_sha256(), NULL);
    for (size_t i = 0; ok && i < n; i++)
        ok = EVP_DigestUpdate(context, parts[i].p, parts[i].n);
    ok = ok && EVP_DigestFinal_ex(context, digest, &digest_bytes);
    if (!ok || digest_bytes != DIGEST_BYTES)
        return err_set(err, ST_BUG, "OpenSSL cannot compute SHA-256");
    memcpy(out, prefix, sizeof prefix - 1);
    char *at = out + sizeof prefix - 1;
    for (size_t i = 0; i < DIGEST_BYTES; i++) {
        *at++ = hex[digest[i] >> 4];
        *at++ = hex[digest[i] & 15];
    }
    *at = '\0';
    return ST_OK;
}
