/* SPDX-License-Identifier: MIT */
#include "web_tls.h"
#include "base/file.h"
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>

#define DAY_S 86400L

struct wanted {
    const char *name, *address; /* of the host; address NULL: an authority */
    long from_days, to_days;
    X509 *issuer; /* NULL: signs itself */
    EVP_PKEY *issuer_key;
};

static bool add_extension(X509 *x, X509 *issuer, int nid, const char *value)
{
    X509V3_CTX ctx;
    X509V3_set_ctx(&ctx, issuer, x, NULL, NULL, 0);
    X509_EXTENSION *e = X509V3_EXT_conf_nid(NULL, &ctx, nid, value);
    bool added = e && X509_add_ext(x, e, -1);
    X509_EXTENSION_free(e);
    return added;
}

static X509 *make(const struct wanted *want, long serial, EVP_PKEY *key)
{
    X509 *x = X509_new();
    X509 *issuer = want->issuer ? want->issuer : x;
    X509_NAME *name = X509_get_subject_name(x);
    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), serial);
    X509_gmtime_adj(X509_getm_notBefore(x), want->from_days * DAY_S);
    X509_gmtime_adj(X509_getm_notAfter(x), want->to_days * DAY_S);
    X509_set_pubkey(x, key);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               (const unsigned char *)want->name, -1, -1, 0);
    X509_set_issuer_name(x, X509_get_subject_name(issuer));
    bool good = want->address ? add_extension(x, issuer, NID_subject_alt_name,
                                              want->address)
                              : add_extension(x, issuer, NID_basic_constraints,
                                              "critical,CA:TRUE") &&
                                    add_extension(x, issuer, NID_key_usage,
                                                  "critical,keyCertSign");
    EVP_PKEY *signer = want->issuer ? want->issuer_key : key;
    if (good && X509_sign(x, signer, EVP_sha256()))
        return x;
    X509_free(x);
    return NULL;
}

static int choose_protocol(SSL *ssl, const unsigned char **out,
                           unsigned char *out_n, const unsigned char *in,
                           unsigned in_n, void *ctx)
{
    static const unsigned char ours[] = "\x02h2\x08http/1.1";
    (void)ssl;
    (void)ctx;
    unsigned char *chosen;
    if (SSL_select_next_proto(&chosen, out_n, ours, sizeof ours - 1, in,
                              in_n) != OPENSSL_NPN_NEGOTIATED)
        return SSL_TLSEXT_ERR_NOACK;
    *out = chosen;
    return SSL_TLSEXT_ERR_OK;
}

static SSL_CTX *context(X509 *x, EVP_PKEY *key, unsigned host)
{
    SSL_CTX *c = SSL_CTX_new(TLS_server_method());
    if (!c || !x || SSL_CTX_use_certificate(c, x) != 1 ||
        SSL_CTX_use_PrivateKey(c, key) != 1)
        return NULL;
    if (host == 5) {
        SSL_CTX_set_security_level(c, 0);
        SSL_CTX_set_max_proto_version(c, TLS1_1_VERSION);
    }
    if (host != 6)
        SSL_CTX_set_alpn_select_cb(c, choose_protocol, NULL);
    return c;
}

static enum st write_authority(const char *path, X509 *x, struct err *err)
{
    char *pem = NULL;
    BIO *memory = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(memory, x);
    long n = BIO_get_mem_data(memory, &pem);
    enum st st = file_write(path, (struct str){pem, (size_t)n}, err);
    BIO_free(memory);
    return st;
}

/* Keys and certificates stay until the process ends. */
enum st web_tls_start(const char *ca_file, struct web_tls *t, struct err *err)
{
    EVP_PKEY *ca_key = EVP_EC_gen("P-256"), *key = EVP_EC_gen("P-256");
    const struct wanted authority = {
        "Scripted Authority", NULL, -2, 9, NULL, NULL};
    X509 *ca = ca_key && key ? make(&authority, 1, ca_key) : NULL;
    if (!ca)
        return err_set(err, ST_BUG, "no certificate can be made");
    const struct wanted hosts[WEB_TLS_HOSTS] = {
        {"good", "IP:127.0.0.1,DNS:localhost", -2, 9, ca, ca_key},
        {"expired", "IP:127.0.0.2", -9, -2, ca, ca_key},
        {"self-signed", "IP:127.0.0.3", -2, 9, NULL, NULL},
        {"elsewhere", "DNS:elsewhere.example", -2, 9, ca, ca_key},
        {"old", "IP:127.0.0.5", -2, 9, ca, ca_key},
        {"plain", "IP:127.0.0.6", -2, 9, ca, ca_key},
    };
    for (unsigned i = 0; i < WEB_TLS_HOSTS; i++) {
        X509 *x = make(&hosts[i], 2 + (long)i, key);
        t->by_host[i] = context(x, key, 1 + i);
        if (!t->by_host[i])
            return err_set(err, ST_BUG, "no certificate for %s", hosts[i].name);
    }
    return write_authority(ca_file, ca, err);
}
