/* SPDX-License-Identifier: MIT */
/* rawserver.h - a server of bytes, for answers that no HTTP library would give:
 * broken ones, slow ones, endless ones. One connection at a time. */
#ifndef TESTS_UNIT_CRAWLER_RAWSERVER_H
#define TESTS_UNIT_CRAWLER_RAWSERVER_H

#include "base/str.h"
#include "tests/test.h"
#include <arpa/inet.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

enum raw_then {
    RAW_CLOSE,
    RAW_HANG,   /* say nothing more until the client goes */
    RAW_RESET,  /* break the connection */
    RAW_ENDLESS /* send the last 1024 bytes again and again */
};

struct raw_answer {
    struct str bytes;
    enum raw_then then;
};

struct raw_server {
    int listener;
    atomic_int client; /* the connection served now; -1: none */
    unsigned port;
    const struct raw_answer *answers; /* in turn; the last stays */
    size_t n_answers;
    atomic_size_t n_served;
    pthread_t thread;
};

/* Read until the end of a request's head. False: the client went. */
static inline bool raw_read_request(int fd)
{
    char last[4] = "";
    for (char c; recv(fd, &c, 1, 0) == 1;) {
        memmove(last, last + 1, 3);
        last[3] = c;
        if (memcmp(last, "\r\n\r\n", 4) == 0)
            return true;
    }
    return false;
}

static inline bool raw_send(int fd, struct str bytes)
{
    while (bytes.n) {
        ssize_t n = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        bytes = str_slice(bytes, (size_t)n, bytes.n);
    }
    return true;
}

static inline void raw_serve(int fd, const struct raw_answer *a)
{
    struct str tail = str_slice(
        a->bytes, a->bytes.n > 1024 ? a->bytes.n - 1024 : 0, a->bytes.n);
    char c;
    if (!raw_read_request(fd) || !raw_send(fd, a->bytes))
        return;
    while (a->then == RAW_ENDLESS && raw_send(fd, tail))
        ;
    while (a->then == RAW_HANG && recv(fd, &c, 1, 0) == 1)
        ;
    struct linger at_once = {.l_onoff = 1};
    if (a->then == RAW_RESET)
        setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

static inline void *raw_run(void *ctx)
{
    struct raw_server *s = ctx;
    for (int fd; (fd = accept(s->listener, NULL, NULL)) >= 0;) {
        atomic_store(&s->client, fd);
        size_t i = atomic_fetch_add(&s->n_served, 1);
        raw_serve(fd, &s->answers[i < s->n_answers ? i : s->n_answers - 1]);
        atomic_store(&s->client, -1);
        close(fd);
    }
    return NULL;
}

static inline void raw_start(struct raw_server *s,
                             const struct raw_answer *answers, size_t n)
{
    *s = (struct raw_server){.answers = answers, .n_answers = n};
    atomic_store(&s->client, -1);
    struct sockaddr_in a = {.sin_family = AF_INET};
    socklen_t len = sizeof a;
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    s->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(s->listener, (struct sockaddr *)&a, sizeof a), 0);
    assert_int_equal(listen(s->listener, 16), 0);
    assert_int_equal(getsockname(s->listener, (struct sockaddr *)&a, &len), 0);
    s->port = ntohs(a.sin_port);
    assert_int_equal(pthread_create(&s->thread, NULL, raw_run, s), 0);
}

static inline void raw_stop(struct raw_server *s)
{
    shutdown(s->listener, SHUT_RDWR);
    int client = atomic_load(&s->client);
    if (client >= 0)
        shutdown(client, SHUT_RDWR);
    pthread_join(s->thread, NULL);
    close(s->listener);
}

/* A port where nobody listens. */
static inline unsigned raw_dead_port(void)
{
    struct sockaddr_in a = {.sin_family = AF_INET};
    socklen_t len = sizeof a;
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof a), 0);
    assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &len), 0);
    close(fd);
    return ntohs(a.sin_port);
}

#endif
