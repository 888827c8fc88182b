/* SPDX-License-Identifier: MIT */
/* fetch_run.h - single requests to loopback servers. */
#ifndef TESTS_UNIT_CRAWLER_FETCH_RUN_H
#define TESTS_UNIT_CRAWLER_FETCH_RUN_H

#include "crawler/fetch.h"
#include "demo/httpd.h"
#include "rawserver.h"
#include <stdio.h>

#define LIMIT_BYTES 100000u
#define AGENT       "tester/1 (+mailto:nobody@example.com)"

static inline struct fetcher *new_fetcher(void)
{
    struct fetcher *f = NULL;
    struct err err;
    assert_ok(fetcher_new(4, &f, &err), err);
    return f;
}

/* A request for a loopback URL, with limits that a test can wait for. */
static inline struct fetch_request request(const char *url)
{
    return (struct fetch_request){.url = url,
                                  .user_agent = AGENT,
                                  .accept = "text/plain",
                                  .allow_private = true,
                                  .max_body_bytes = LIMIT_BYTES,
                                  .total_ms = 20000};
}

static inline struct fetch_answer *await(struct fetcher *f)
{
    struct err err;
    struct fetch_answer *a;
    while (!(a = fetcher_next(f)))
        assert_ok(fetcher_wait(f, 30000, &err), err);
    return a;
}

static inline struct fetch_answer *fetch(struct fetcher *f,
                                         const struct fetch_request *r)
{
    struct err err;
    assert_ok(fetcher_start(f, r, &err), err);
    return await(f);
}

/* Fetch what a server answers that has only these bytes to give. */
static inline struct fetch_answer *fetch_raw(const struct raw_answer *answer,
                                             struct fetch_request *r)
{
    struct raw_server server;
    raw_start(&server, answer, 1);
    char url[64];
    snprintf(url, sizeof url, "http://127.0.0.1:%u/", server.port);
    r->url = url;
    AUTO(auto_fetcher_free) struct fetcher *f = new_fetcher();
    struct fetch_answer *a = fetch(f, r);
    raw_stop(&server);
    return a;
}

static inline const char *url_of(struct httpd *h, const char *path)
{
    static char url[256];
    snprintf(url, sizeof url, "http://127.0.0.1:%u%s", httpd_port(h), path);
    return url;
}

#endif
