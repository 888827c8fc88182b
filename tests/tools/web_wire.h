/* SPDX-License-Identifier: MIT */
/* web_wire.h - one connection of the scripted web, plain or TLS. */
#ifndef TESTS_TOOLS_WEB_WIRE_H
#define TESTS_TOOLS_WEB_WIRE_H

#include "base/str.h"
#include <openssl/ssl.h>
#include <stdbool.h>
#include <stdint.h>

struct web_wire {
    int fd;
    SSL *ssl;         /* NULL: plain */
    uint32_t drip_ms; /* between any two bytes that are sent; 0: at once */
};

/* All of bytes, unless the other side goes. */
bool wire_send(struct web_wire *w, struct str bytes);

/* Up to n bytes; 0: none will come. */
size_t wire_read(struct web_wire *w, char *to, size_t n);

/* So long, or until the other side goes: false then. */
bool wire_wait(const struct web_wire *w, int ms);

/* Close; reset: break the connection instead of ending it. */
void wire_close(struct web_wire *w, bool reset);

#endif
