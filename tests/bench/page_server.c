/* SPDX-License-Identifier: MIT */
/* page_server.c - many pages of postings on many loopback addresses, fast.
 *
 * usage: page_server HOSTS BYTES
 * Listens on 127.0.0.1 to 127.0.0.HOSTS at one port, which it prints. /job/N is
 * a page of about BYTES that holds posting N as JSON-LD amid the usual markup;
 * /robots.txt allows everything; all else is 404. Ends with standard input and
 * then prints how many pages it gave. One thread: the pages are made when it
 * starts, and only the number of the posting is put in. */
#include "base/alloc.h"
#include "base/str.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define HOSTS_MAX      250u
#define PAGE_MAX_BYTES (16u << 20)
#define VARIANTS       61u /* pages with a text of their own */
#define REQUEST_BYTES  4096
#define DIGITS         8u
#define EVENTS         64
#define PARTS          4

struct page {
    struct buf before, after; /* the number of the posting */
};

struct client {
    int fd;
    bool listens;
    size_t n_request, n_parts, sent; /* sent: of the answer's bytes */
    char request[REQUEST_BYTES], head[256], digits[DIGITS + 1];
    struct iovec parts[PARTS];
};

struct server {
    struct page pages[VARIANTS];
    int epoll;
    uint64_t n_given, random;
};

/* ---- Pages ---- */

static uint64_t next_random(struct server *s)
{
    uint64_t z = s->random += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/* Words of one to four syllables, some of them skills: what text is to a
 * compressor and to a reader. */
static void add_words(struct server *s, unsigned n, struct buf *out)
{
    static const char *const syllables[] = {
        "da",   "ta",   "en",  "gi",   "neer", "ing",  "the", "of",
        "to",   "work", "a",   "in",   "and",  "team", "we",  "build",
        "sys",  "tem",  "pro", "duct", "er",   "s",    "is",  "for",
        "with", "you",  "our", "con",  "tion", "al"};
    static const char *const skills[] = {
        "Python", "SQL", "Kubernetes", "Spark", "Airflow", "machine learning"};
    for (unsigned i = 0; i < n; i++) {
        uint64_t r = next_random(s);
        if (r % 40 == 0) {
            buf_add_cstr(out, skills[(r >> 8) % 6]);
        } else {
            for (unsigned k = 0; k <= (r >> 8) % 4; k++)
                buf_add_cstr(out, syllables[(r >> (16 + 8 * k)) % 30]);
        }
        buf_add_cstr(out, (r >> 60) == 0 ? ". " : " ");
    }
}

static void add_description(struct server *s, struct buf *out)
{
    static const char *const headings[] = {"About us", "Your tasks",
                                           "Requirements", "Benefits"};
    for (unsigned i = 0; i < 4; i++) {
        buf_printf(out, "<h3>%s</h3><p>", headings[i]);
        add_words(s, 80, out);
        buf_add_cstr(out, "</p><ul>");
        for (unsigned k = 0; k < 6; k++) {
            buf_add_cstr(out, "<li>");
            add_words(s, 14, out);
            buf_add_cstr(out, "</li>");
        }
        buf_add_cstr(out, "</ul>");
    }
}

/* What stands around the posting: navigation, styles, other jobs. */
static void add_around(struct server *s, size_t until, struct buf *out)
{
    for (unsigned i = 0; out->n < until && !out->overflowed; i++) {
        uint64_t r = next_random(s);
        buf_printf(out,
                   "<div class=\"card card-%llx\" data-index=\"%u\"><a href=\"/"
                   "careers/%llx\"><span class=\"title\">",
                   (unsigned long long)r % 4096, i, (unsigned long long)r);
        add_words(s, 5, out);
        buf_add_cstr(out, "</span></a><p class=\"teaser\">");
        add_words(s, 12, out);
        buf_add_cstr(out, "</p></div>\n");
    }
}

static void make_page(struct server *s, size_t bytes, struct page *page)
{
    struct buf text;
    buf_init(&text, PAGE_MAX_BYTES);
    buf_init(&page->before, PAGE_MAX_BYTES);
    buf_init(&page->after, PAGE_MAX_BYTES);
    add_description(s, &text);
    struct buf *b = &page->before, *a = &page->after;
    buf_add_cstr(b, "<!DOCTYPE html><html lang=\"en\"><head><title>Data "
                    "Engineer</title>\n<script type=\"application/ld+json\">"
                    "{\"@context\":\"https://schema.org\",\"@type\":"
                    "\"JobPosting\",\"title\":\"Data Engineer\","
                    "\"datePosted\":\"2026-05-04\",\"hiringOrganization\":"
                    "{\"@type\":\"Organization\",\"name\":\"Bench\"},"
                    "\"jobLocation\":{\"@type\":\"Place\",\"address\":{"
                    "\"@type\":\"PostalAddress\",\"addressLocality\":"
                    "\"Berlin\",\"addressCountry\":\"DE\"}},\"identifier\":\"");
    buf_printf(a, "\",\"description\":\"%.*s\"}</script></head><body>\n",
               STR_FMT(buf_str(&text)));
    add_around(s, bytes / 2 > b->n ? bytes / 2 - b->n : 0, a);
    buf_printf(a, "<main>%.*s</main>\n", STR_FMT(buf_str(&text)));
    add_around(s, bytes > b->n + 24 ? bytes - b->n - 24 : 0, a);
    buf_add_cstr(a, "</body></html>\n");
    buf_done(&text);
}

/* ---- Answers ---- */

static void set_part(struct client *c, struct str s)
{
    c->parts[c->n_parts++] = (struct iovec){(void *)(uintptr_t)s.p, s.n};
}

static void set_head(struct client *c, const char *status, const char *type,
                     size_t n)
{
    int head = snprintf(c->head, sizeof c->head,
                        "HTTP/1.1 %s\r\nContent-Type: %s\r\n"
                        "Content-Length: %zu\r\n\r\n",
                        status, type, n);
    c->n_parts = c->sent = 0;
    set_part(c, (struct str){c->head, (size_t)head});
}

static void set_answer(struct server *s, struct client *c)
{
    const struct str robots = STR("User-agent: *\nAllow: /\n");
    const char *path = strchr(c->request, ' ');
    if (path && strncmp(path, " /job/", 6) == 0) {
        unsigned long n = strtoul(path + 6, NULL, 10);
        const struct page *page = &s->pages[n % VARIANTS];
        snprintf(c->digits, sizeof c->digits, "%08lu", n % 100000000);
        set_head(c, "200 OK", "text/html; charset=utf-8",
                 page->before.n + DIGITS + page->after.n);
        set_part(c, buf_str(&page->before));
        set_part(c, str_from(c->digits));
        set_part(c, buf_str(&page->after));
        s->n_given++;
    } else if (path && strncmp(path, " /robots.txt ", 13) == 0) {
        set_head(c, "200 OK", "text/plain", robots.n);
        set_part(c, robots);
    } else {
        set_head(c, "404 Not Found", "text/plain", 0);
    }
}

/* ---- Connections ---- */

static void watch(struct server *s, struct client *c, int how, uint32_t events)
{
    struct epoll_event e = {.events = events, .data.ptr = c};
    epoll_ctl(s->epoll, how, c->fd, &e);
}

static void drop(struct client *c)
{
    close(c->fd);
    free(c);
}

/* Send what is left of the answer. False: the client is gone. */
static bool send_more(struct server *s, struct client *c)
{
    while (c->n_parts) {
        struct iovec rest[PARTS];
        size_t n = 0, skip = c->sent;
        for (size_t i = 0; i < c->n_parts; i++) {
            if (skip >= c->parts[i].iov_len) {
                skip -= c->parts[i].iov_len;
                continue;
            }
            rest[n++] = (struct iovec){(char *)c->parts[i].iov_base + skip,
                                       c->parts[i].iov_len - skip};
            skip = 0;
        }
        if (n == 0)
            break;
        ssize_t sent = writev(c->fd, rest, (int)n);
        if (sent < 0 && errno == EAGAIN) {
            watch(s, c, EPOLL_CTL_MOD, EPOLLOUT);
            return true;
        }
        if (sent < 0)
            return false;
        c->sent += (size_t)sent;
    }
    c->n_parts = 0;
    watch(s, c, EPOLL_CTL_MOD, EPOLLIN);
    return true;
}

static bool read_request(struct server *s, struct client *c)
{
    ssize_t n = read(c->fd, c->request + c->n_request,
                     REQUEST_BYTES - 1 - c->n_request);
    if (n <= 0)
        return n < 0 && errno == EAGAIN;
    c->n_request += (size_t)n;
    c->request[c->n_request] = '\0';
    if (!strstr(c->request, "\r\n\r\n"))
        return c->n_request < REQUEST_BYTES - 1;
    c->n_request = 0;
    set_answer(s, c);
    return send_more(s, c);
}

static void accept_client(struct server *s, const struct client *listener)
{
    const int on = 1;
    int fd = accept4(listener->fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    struct client *c = xalloc(sizeof *c);
    c->fd = fd;
    watch(s, c, EPOLL_CTL_ADD, EPOLLIN);
}

/* Listen on 127.0.0.NUMBER. *port is set where it was 0. */
static bool listen_on(struct server *s, unsigned number, unsigned *port)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)*port)};
    socklen_t n = sizeof to;
    to.sin_addr.s_addr = htonl((INADDR_LOOPBACK & 0xffffff00u) | number);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0 || bind(fd, (struct sockaddr *)&to, sizeof to) != 0 ||
        listen(fd, 512) != 0 ||
        getsockname(fd, (struct sockaddr *)&to, &n) != 0)
        return false;
    *port = ntohs(to.sin_port);
    struct client *c = xalloc(sizeof *c);
    c->fd = fd;
    c->listens = true;
    watch(s, c, EPOLL_CTL_ADD, EPOLLIN);
    return true;
}

static void serve(struct server *s, struct client *input)
{
    struct epoll_event events[EVENTS];
    for (;;) {
        int n = epoll_wait(s->epoll, events, EVENTS, -1);
        for (int i = 0; i < n; i++) {
            struct client *c = events[i].data.ptr;
            if (c == input)
                return;
            if (c->listens)
                accept_client(s, c);
            else if (!(c->n_parts ? send_more(s, c) : read_request(s, c)))
                drop(c);
        }
    }
}

int main(int argc, char **argv)
{
    static struct server s;
    struct client input = {.fd = STDIN_FILENO};
    uint64_t hosts, bytes;
    unsigned port = 0;
    if (argc != 3 || !str_to_u64(str_from(argv[1]), HOSTS_MAX, &hosts) ||
        !str_to_u64(str_from(argv[2]), PAGE_MAX_BYTES / 2, &bytes))
        return 64;
    s.epoll = epoll_create1(EPOLL_CLOEXEC);
    for (unsigned i = 0; i < VARIANTS; i++)
        make_page(&s, (size_t)bytes, &s.pages[i]);
    for (unsigned i = 1; i <= hosts; i++)
        if (!listen_on(&s, i, &port)) {
            perror("page_server: listen");
            return 1;
        }
    watch(&s, &input, EPOLL_CTL_ADD, EPOLLIN);
    printf("%u\n", port);
    fflush(stdout);
    serve(&s, &input);
    printf("%llu pages\n", (unsigned long long)s.n_given);
    return 0;
}
