/* SPDX-License-Identifier: MIT */
/* web_tls.h - certificates of the scripted web, made when it starts.
 *
 * The address that is connected to chooses: 127.0.0.1 has a good certificate
 * of an authority whose own is written to a file, 127.0.0.2 one that has
 * expired, 127.0.0.3 one that nobody but itself vouches for, 127.0.0.4 one for
 * another name, 127.0.0.5 a good one and TLS 1.1 only, 127.0.0.6 a good one
 * and no HTTP/2. */
#ifndef TESTS_TOOLS_WEB_TLS_H
#define TESTS_TOOLS_WEB_TLS_H

#include "base/err.h"
#include <openssl/ssl.h>

#define WEB_TLS_HOSTS 6u

struct web_tls {
    SSL_CTX *by_host[WEB_TLS_HOSTS]; /* 127.0.0.(1 + i) */
};

/* ST_BUG; ST_CREATE and the like: ca_file. */
MUST_CHECK enum st web_tls_start(const char *ca_file, struct web_tls *t,
                                 struct err *err);

#endif
