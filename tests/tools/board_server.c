/* SPDX-License-Identifier: MIT */
/* board_server.c - a scripted web on loopback, for tests.
 *
 * usage: board_server [--tls CA-FILE] [--log FILE] [--hosts N] TABLE
 * TABLE is told of in web_table.h. Listens on 127.0.0.1 to 127.0.0.9 (the first
 * N addresses of 127.0.0.0/8), all at one port, and with --tls at another with
 * certificates (web_tls.h). Prints the port (and that of TLS behind it) on
 * stdout and serves until standard input ends; then, as for each line of it,
 * which names a table to go on with, it prints "HITS<TAB>PATH" for each path of
 * the table, and an empty line. --log: a line a request: host, method, path,
 * then its header fields, divided by tabs. */
#include "base/alloc.h"
#include "web_answer.h"
#include "web_h2.h"
#include "web_table.h"
#include "web_tls.h"
#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LOOPBACK         (127u << 24)
#define HOSTS            9u
#define HOSTS_MAX        1000u
#define NAME_MAX_BYTES   4096
#define PORT_TRIES       50u
#define UPLOAD_MAX_BYTES (1u << 20)
#define STACK_BYTES      (256u << 10)
#define PIECE_BYTES      4096u

struct server {
    struct web_table table;
    struct web_tls tls;
    pthread_mutex_t lock; /* of the table and the log */
    FILE *log;
    unsigned port, tls_port, n_hosts;
};

/* All that is listened to at one port. */
struct listeners {
    struct server *server;
    struct pollfd *v; /* 127.0.0.1 and on */
    bool is_tls;
};

struct connection {
    struct server *server;
    struct web_wire wire;
    SSL_CTX *tls; /* NULL: plain */
    char host[16];
};

/* ---- One request ---- */

static const struct web_rule *choose(void *ctx, const struct web_request *r,
                                     unsigned *nth)
{
    struct connection *c = ctx;
    struct server *s = c->server;
    pthread_mutex_lock(&s->lock);
    *nth = 0;
    const struct web_rule *rule = web_table_find(&s->table, r, nth);
    if (s->log) {
        struct str rest = r->head, line;
        fprintf(s->log, "%s\t%.*s\t%.*s", c->host, STR_FMT(r->method),
                STR_FMT(r->target));
        while (str_split(&rest, '\n', &line))
            fprintf(s->log, "\t%.*s", STR_FMT(str_trim(line)));
        putc('\n', s->log);
        fflush(s->log);
    }
    pthread_mutex_unlock(&s->lock);
    return rule;
}

/* Read a head and what stands behind it so far. False: none came. */
static bool read_head(struct web_wire *w, struct buf *in, size_t *head_n)
{
    char piece[PIECE_BYTES];
    for (;;) {
        size_t at = str_find(buf_str(in), STR("\r\n\r\n"));
        *head_n = at + 4;
        if (at != SIZE_MAX)
            return true;
        size_t n = wire_read(w, piece, sizeof piece);
        if (n == 0 || !buf_add(in, piece, n))
            return false;
    }
}

static size_t body_length(struct str head)
{
    uint64_t n = 0;
    size_t at = str_find_ascii_nocase(head, STR("\r\ncontent-length:"));
    struct str line =
                   at == SIZE_MAX ? STR_NONE : str_slice(head, at + 17, head.n),
               value;
    if (str_split(&line, '\r', &value))
        str_to_u64(str_trim(value), UPLOAD_MAX_BYTES, &n);
    return (size_t)n;
}

/* Serve one request; *in keeps what came behind it. */
static enum web_then serve(struct connection *c, struct buf *in)
{
    char piece[PIECE_BYTES];
    size_t head_n, n;
    if (!read_head(&c->wire, in, &head_n))
        return WEB_CLOSE;
    size_t whole = head_n + body_length(str_slice(buf_str(in), 0, head_n));
    while (in->n < whole) {
        n = wire_read(&c->wire, piece, sizeof piece);
        if (n == 0 || !buf_add(in, piece, n))
            return WEB_CLOSE;
    }
    struct web_request r = {.body = str_slice(buf_str(in), head_n, whole),
                            .host = str_from(c->host)};
    struct str first, head = str_slice(buf_str(in), 0, head_n - 4);
    str_split(&head, '\n', &first);
    str_split(&first, ' ', &r.method);
    str_split(&first, ' ', &r.target);
    r.head = head;
    struct web_context context = {
        .host = r.host, .port = c->tls ? c->server->tls_port : c->server->port};
    const struct web_rule *rule = choose(c, &r, &context.nth);
    enum web_then then = web_answer(&c->wire, rule, &r, &context);
    struct buf rest;
    buf_init(&rest, in->max);
    buf_add_str(&rest, str_slice(buf_str(in), whole, in->n));
    buf_done(in);
    *in = rest;
    return then;
}

/* ---- Connections ---- */

static bool speaks_h2(SSL *ssl)
{
    const unsigned char *name;
    unsigned n;
    SSL_get0_alpn_selected(ssl, &name, &n);
    return n == 2 && memcmp(name, "h2", 2) == 0;
}

static void *run_connection(void *ctx)
{
    struct connection *c = ctx;
    struct buf in;
    enum web_then then = WEB_GOES_ON;
    buf_init(&in, UPLOAD_MAX_BYTES + WEB_HEAD_MAX_BYTES);
    if (c->tls) {
        c->wire.ssl = SSL_new(c->tls);
        SSL_set_fd(c->wire.ssl, c->wire.fd);
        if (SSL_accept(c->wire.ssl) != 1)
            then = WEB_CLOSE;
    }
    if (then == WEB_GOES_ON && c->tls && speaks_h2(c->wire.ssl)) {
        const struct web_context context = {.host = str_from(c->host),
                                            .port = c->server->tls_port};
        web_h2_serve(&c->wire, &context, choose, c);
        then = WEB_CLOSE;
    }
    while (then == WEB_GOES_ON)
        then = serve(c, &in);
    wire_close(&c->wire, then == WEB_RESET);
    buf_done(&in);
    free(c);
    return NULL;
}

static void take_connection(struct listeners *l, unsigned i)
{
    pthread_t thread;
    pthread_attr_t detached;
    struct connection *c = xalloc(sizeof *c);
    const struct in_addr address = {htonl(LOOPBACK + 1 + i)};
    c->server = l->server;
    c->wire.fd = accept(l->v[i].fd, NULL, NULL);
    if (l->is_tls)
        c->tls = l->server->tls.by_host[i % WEB_TLS_HOSTS];
    inet_ntop(AF_INET, &address, c->host, sizeof c->host);
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&detached, STACK_BYTES);
    if (c->wire.fd >= 0 &&
        pthread_create(&thread, &detached, run_connection, c) == 0)
        return;
    close(c->wire.fd);
    free(c);
}

static void *run_listeners(void *ctx)
{
    struct listeners *l = ctx;
    while (poll(l->v, l->server->n_hosts, -1) > 0)
        for (unsigned i = 0; i < l->server->n_hosts; i++)
            if (l->v[i].revents & POLLIN)
                take_connection(l, i);
    return NULL;
}

static int listen_at(unsigned i, unsigned *port)
{
    struct sockaddr_in a = {.sin_family = AF_INET,
                            .sin_port = htons((uint16_t)*port)};
    socklen_t n = sizeof a;
    a.sin_addr.s_addr = htonl(LOOPBACK + 1 + i);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(fd, (struct sockaddr *)&a, sizeof a) == 0 && listen(fd, 64) == 0 &&
        getsockname(fd, (struct sockaddr *)&a, &n) == 0) {
        *port = ntohs(a.sin_port);
        return fd;
    }
    close(fd);
    return -1;
}

/* A port that is free at all hosts. */
static bool find_port(struct listeners *l, unsigned *port)
{
    for (unsigned tries = 0; tries < PORT_TRIES; tries++) {
        unsigned n = 0;
        *port = 0;
        while (n < l->server->n_hosts && (l->v[n].fd = listen_at(n, port)) >= 0)
            l->v[n++].events = POLLIN;
        if (n == l->server->n_hosts)
            return true;
        while (n > 0)
            close(l->v[--n].fd);
    }
    return false;
}

static bool start(struct server *s, bool is_tls, unsigned *port)
{
    pthread_t thread;
    struct listeners *l = xalloc(sizeof *l);
    *l = (struct listeners){s, xcalloc(s->n_hosts, sizeof *l->v), is_tls};
    return find_port(l, port) &&
           pthread_create(&thread, NULL, run_listeners, l) == 0;
}

/* ---- What standard input says ---- */

static void print_hits(const struct web_table *t)
{
    for (size_t i = 0; i < t->n; i++) {
        const struct web_rule *r = &t->v[i];
        if (r->first == i)
            printf("%u\t%.*s%s\n", r->hits, STR_FMT(r->path),
                   r->is_prefix ? "*" : "");
    }
    putchar('\n');
    fflush(stdout);
}

/* Print the hits, and go on by another table. What was read stays: an answer
 * may still be made of it. */
static enum st change_table(struct server *s, char *name, struct err *err)
{
    struct web_table next;
    name[strcspn(name, "\n")] = '\0';
    enum st st = web_table_read(name, &next, err);
    if (st)
        return st;
    pthread_mutex_lock(&s->lock);
    struct web_table before = s->table;
    s->table = next;
    pthread_mutex_unlock(&s->lock);
    print_hits(&before);
    return ST_OK;
}

static int usage(void)
{
    fputs("usage: board_server [--tls CA-FILE] [--log FILE] [--hosts N] "
          "TABLE\n",
          stderr);
    return 64;
}

/* Options: false when they are none of ours. */
static bool set_option(struct server *s, const char *name, const char *value,
                       const char **ca_file)
{
    uint64_t n;
    if (strcmp(name, "--tls") == 0) {
        *ca_file = value;
        return true;
    }
    if (strcmp(name, "--log") == 0)
        return (s->log = fopen(value, "w")) != NULL;
    if (strcmp(name, "--hosts") != 0 ||
        !str_to_u64(str_from(value), HOSTS_MAX, &n))
        return false;
    s->n_hosts = (unsigned)n;
    return true;
}

static enum st begin(struct server *s, const char *table, const char *ca_file,
                     struct err *err)
{
    pthread_mutex_init(&s->lock, NULL);
    signal(SIGPIPE, SIG_IGN); /* a client of TLS goes */
    enum st st = web_table_read(table, &s->table, err);
    if (!st && ca_file)
        st = web_tls_start(ca_file, &s->tls, err);
    if (!st && (!start(s, false, &s->port) ||
                (ca_file && !start(s, true, &s->tls_port))))
        st = err_set(err, ST_IO, "cannot listen on loopback");
    return st;
}

int main(int argc, char **argv)
{
    struct server *s = xalloc(sizeof *s);
    const char *ca_file = NULL;
    struct err err = {0};
    char name[NAME_MAX_BYTES];
    int at = 1;
    s->n_hosts = HOSTS;
    for (; at + 2 < argc && argv[at][0] == '-'; at += 2)
        if (!set_option(s, argv[at], argv[at + 1], &ca_file))
            return usage();
    if (at + 1 != argc)
        return usage();
    enum st st = begin(s, argv[at], ca_file, &err);
    if (!st)
        printf("%u %u\n", s->port, s->tls_port);
    fflush(stdout);
    while (!st && fgets(name, sizeof name, stdin))
        st = change_table(s, name, &err);
    if (st) {
        fprintf(stderr, "board_server: %s\n", err.msg);
        return 1;
    }
    pthread_mutex_lock(&s->lock);
    print_hits(&s->table);
    _exit(0); /* with whatever is still being said */
}
