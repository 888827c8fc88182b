/* SPDX-License-Identifier: MIT */
#include "store/digest.h"
#include "base/spool.h"
#include <openssl/evp.h>
#include <string.h>

#define DIGEST_BYTES 32

static void free_context(EVP_MD_CTX **context)
{
    EVP_MD_CTX_free(*context);
}

/* A stride at a time; what was read is forgotten when spooled. */
static bool add(EVP_MD_CTX *context, struct str part, bool spooled)
{
    bool ok = true;
    for (size_t at = 0; ok && at < part.n; at += SPOOL_STRIDE_BYTES) {
        struct str s = str_slice(part, at, at + SPOOL_STRIDE_BYTES);
        ok = EVP_DigestUpdate(context, s.p, s.n);
        if (spooled)
            spool_forget(s);
    }
    return ok;
}

static enum st digest(const struct str *parts, size_t n, bool spooled,
                      char out[DIGEST_TEXT_BYTES], struct err *err)
{
    static const char hex[] = "0123456789abcdef", prefix[] = "sha256:";
    unsigned char made[EVP_MAX_MD_SIZE];
    unsigned made_bytes = 0;
    AUTO(free_context) EVP_MD_CTX *context = EVP_MD_CTX_new();
    bool ok = context && EVP_DigestInit_ex(context, EVP_sha256(), NULL);
    for (size_t i = 0; ok && i < n; i++)
        ok = add(context, parts[i], spooled && i + 1 == n);
    ok = ok && EVP_DigestFinal_ex(context, made, &made_bytes);
    if (!ok || made_bytes != DIGEST_BYTES)
        return err_set(err, ST_BUG, "OpenSSL cannot compute SHA-256");
    memcpy(out, prefix, sizeof prefix - 1);
    char *at = out + sizeof prefix - 1;
    for (size_t i = 0; i < DIGEST_BYTES; i++) {
        *at++ = hex[made[i] >> 4];
        *at++ = hex[made[i] & 15];
    }
    *at = '\0';
    return ST_OK;
}

enum st digest_text(const struct str *parts, size_t n,
                    char out[DIGEST_TEXT_BYTES], struct err *err)
{
    return digest(parts, n, false, out, err);
}

enum st digest_spooled(const struct str *parts, size_t n,
                       char out[DIGEST_TEXT_BYTES], struct err *err)
{
    return digest(parts, n, true, out, err);
}
