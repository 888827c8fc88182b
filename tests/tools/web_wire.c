/* SPDX-License-Identifier: MIT */
#include "web_wire.h"
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

static ssize_t send_some(struct web_wire *w, struct str bytes)
{
    if (w->ssl)
        return SSL_write(w->ssl, bytes.p,
                         bytes.n < INT32_MAX ? (int)bytes.n : INT32_MAX);
    return send(w->fd, bytes.p, bytes.n, MSG_NOSIGNAL);
}

bool wire_send(struct web_wire *w, struct str bytes)
{
    while (bytes.n) {
        ssize_t n = send_some(w, w->drip_ms ? str_slice(bytes, 0, 1) : bytes);
        if (n <= 0 || (w->drip_ms && !wire_wait(w, (int)w->drip_ms)))
            return false;
        bytes = str_slice(bytes, (size_t)n, bytes.n);
    }
    return true;
}

size_t wire_read(struct web_wire *w, char *to, size_t n)
{
    ssize_t got = w->ssl ? SSL_read(w->ssl, to, (int)n) : recv(w->fd, to, n, 0);
    return got > 0 ? (size_t)got : 0;
}

bool wire_wait(const struct web_wire *w, int ms)
{
    struct pollfd p = {.fd = w->fd, .events = POLLRDHUP};
    return poll(&p, 1, ms) == 0;
}

void wire_close(struct web_wire *w, bool reset)
{
    const struct linger at_once = {.l_onoff = 1};
    if (reset)
        setsockopt(w->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    else if (w->ssl)
        SSL_shutdown(w->ssl);
    SSL_free(w->ssl);
    close(w->fd);
}
