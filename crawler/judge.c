/* SPDX-License-Identifier: MIT */
#include "crawler/judge.h"
#include "base/cleanup.h"
#include "crawler/retry_after.h"
#include "crawler/wall.h"
#include <stdarg.h>
#include <stdio.h>

static void say(struct judgement *j, enum judged what, enum verdict verdict,
                const char *fmt, ...) PRINTF_LIKE(4, 5);

static void say(struct judgement *j, enum judged what, enum verdict verdict,
                const char *fmt, ...)
{
    j->what = what;
    j->verdict = verdict;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(j->detail, sizeof j->detail, fmt, ap);
    va_end(ap);
}

static void judge_end(const struct fetch_answer *a, struct judgement *j)
{
    const char *words = a->detail;
    switch (a->end) {
    case FETCH_TOO_BIG:
        say(j, JUDGED_FINAL, VERDICT_TRUNCATED, "cut after %zu bytes: %s",
            a->body.n, words);
        break;
    case FETCH_CUT:
        say(j, JUDGED_RETRY, VERDICT_UNREACHABLE, "the connection broke: %s",
            words);
        break;
    case FETCH_TIMEOUT:
        say(j, JUDGED_RETRY, VERDICT_UNREACHABLE, "too slow: %s", words);
        break;
    case FETCH_NO_HOST:
        say(j, JUDGED_RETRY, VERDICT_UNREACHABLE, "no such host: %s", words);
        break;
    case FETCH_NO_CONNECTION:
        say(j, JUDGED_RETRY, VERDICT_UNREACHABLE, "no connection: %s", words);
        break;
    case FETCH_NO_TLS:
        say(j, JUDGED_RETRY, VERDICT_UNREACHABLE, "no TLS agreed on: %s",
            words);
        break;
    case FETCH_BAD_CERTIFICATE:
        say(j, JUDGED_FINAL, VERDICT_UNREACHABLE, "bad certificate: %s", words);
        break;
    case FETCH_PRIVATE:
        say(j, JUDGED_FINAL, VERDICT_UNREACHABLE,
            "refused: %s (allow_private: true would let its source be there)",
            words);
        break;
    case FETCH_MALFORMED:
    case FETCH_DONE:
        say(j, JUDGED_FINAL, VERDICT_UNREACHABLE, "malformed answer: %s",
            words);
        break;
    }
    if (a->stale)
        j->what = JUDGED_RETRY;
    j->failed = j->what == JUDGED_RETRY;
}

static void judge_success(const struct fetch_answer *a, struct judgement *j)
{
    switch (a->status) {
    case 200:
    case 203:
        say(j, JUDGED_FINAL, VERDICT_OK, "%s", "");
        break;
    case 204:
    case 205:
        say(j, JUDGED_FINAL, VERDICT_EMPTY, "HTTP %d", a->status);
        break;
    case 202: /* what some bot walls answer */
        say(j, JUDGED_FINAL, VERDICT_BLOCKED, "HTTP 202: not ready, or a wall");
        break;
    case 206:
        say(j, JUDGED_FINAL, VERDICT_TRUNCATED, "HTTP 206: only a part");
        break;
    default:
        say(j, JUDGED_FINAL, VERDICT_PARSE_ERROR, "HTTP %d", a->status);
    }
}

/* A refusal that may pass, with what was asked for. */
static void say_asked(const struct fetch_answer *a, struct judgement *j,
                      enum verdict verdict)
{
    struct str asked = fetch_header(a, "Retry-After");
    if (asked.n > 60)
        asked.n = 60;
    say(j, JUDGED_RETRY, verdict, "HTTP %d%s%.*s", a->status,
        asked.p ? ", Retry-After: " : "", STR_FMT(asked));
}

/* Some say 403 when a quota is used up, and that it is. */
static bool is_out_of_quota(const struct fetch_answer *a)
{
    static const char *const names[] = {"X-RateLimit-Remaining",
                                        "X-Rate-Limit-Remaining",
                                        "RateLimit-Remaining"};
    if (a->status == 429)
        return true;
    if (a->status != 403)
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq(fetch_header(a, names[i]), STR("0")))
            return true;
    return fetch_header(a, "Retry-After").p != NULL;
}

static void judge_refusal(const struct fetch_answer *a, int64_t wait_ms,
                          struct judgement *j)
{
    if (is_out_of_quota(a)) {
        say_asked(a, j, VERDICT_RATE_LIMITED);
        j->failed = true;
        j->pause_ms = wait_ms >= 0 ? wait_ms : 0;
        return;
    }
    switch (a->status) {
    case 404:
    case 410:
        say(j, JUDGED_FINAL, VERDICT_GONE, "HTTP %d", a->status);
        break;
    case 408:
    case 425:
        say(j, JUDGED_RETRY, VERDICT_UNREACHABLE, "HTTP %d", a->status);
        j->failed = true;
        break;
    default:
        say(j, JUDGED_FINAL, VERDICT_BLOCKED, "HTTP %d", a->status);
    }
}

/* Whatever its status: who asks again is blocked again. A 429 says more. */
static bool judge_wall(const struct fetch_answer *a, struct judgement *j)
{
    char words[160];
    bool may_be = (a->status < 300 || a->status >= 400) && a->status != 429;
    if (!may_be || !wall_find(buf_str(&a->response_head), spool_str(&a->body),
                              words, sizeof words))
        return false;
    say(j, JUDGED_FINAL, VERDICT_BLOCKED, "HTTP %d: %s", a->status, words);
    return true;
}

void judge(const struct fetch_answer *a, int64_t now_utc, struct judgement *j)
{
    *j = (struct judgement){.pause_ms = -1};
    if (a->end != FETCH_DONE || a->status < 200) {
        judge_end(a, j);
        return;
    }
    if (judge_wall(a, j))
        return;
    int64_t wait_ms = retry_after_ms(fetch_header(a, "Retry-After"), now_utc);
    if (a->status < 300) {
        judge_success(a, j);
    } else if (a->status == 304) {
        say(j, JUDGED_FINAL, VERDICT_PARSE_ERROR,
            "HTTP 304 to a request without conditions");
    } else if (a->status < 400) {
        bool elsewhere = fetch_header(a, "Location").p != NULL;
        say(j, elsewhere ? JUDGED_REDIRECT : JUDGED_FINAL, VERDICT_UNREACHABLE,
            "HTTP %d%s", a->status, elsewhere ? "" : " without a Location");
    } else if (a->status < 500) {
        judge_refusal(a, wait_ms, j);
    } else {
        say_asked(a, j, VERDICT_UNREACHABLE);
        j->failed = true;
        if (a->status == 503)
            j->pause_ms = wait_ms;
    }
}
