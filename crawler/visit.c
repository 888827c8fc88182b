/* SPDX-License-Identifier: MIT */
#include "crawler/visit.h"
#include "base/alloc.h"
#include "base/hash.h"
#include "crawler/boards.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum st visit_new(const struct source *source, int64_t now_utc,
                  struct visit **out, struct err *err)
{
    struct url home = {0};
    enum st st = board_url(source, &home, err);
    if (st != ST_OK)
        return st;
    struct visit *v = xalloc(sizeof *v);
    v->source = source;
    v->home = home;
    v->started_utc = now_utc;
    *out = v;
    return ST_OK;
}

static void told_free(struct told *told)
{
    if (!told)
        return;
    free(told->final_url);
    free(told);
}

void visit_close(struct visit *v)
{
    told_free(v->told);
    v->told = NULL;
    if (!v->asked)
        return;
    names_done(v->asked);
    free(v->asked);
    v->asked = NULL;
}

void visit_free(struct visit *v)
{
    if (!v)
        return;
    visit_close(v);
    url_done(&v->home);
    free(v);
}

static bool put_asked(struct visit *v, const char *url, struct str body)
{
    AUTO(buf_done) struct buf key;
    bool is_new;
    buf_init(&key, 2 * URL_MAX_BYTES);
    if (body.p)
        buf_printf(&key, "%016llx ", (unsigned long long)hash64(body));
    buf_add_cstr(&key, url);
    names_put(v->asked, buf_str(&key), &is_new);
    return is_new;
}

bool visit_is_new(struct visit *v, const struct url *url, struct str body)
{
    struct ask first;
    if (!v->asked) {
        v->asked = xalloc(sizeof *v->asked);
        names_init(v->asked);
        board_ask(v->source, &first);
        put_asked(v, v->home.text, first.body);
    }
    return put_asked(v, url->text, body);
}

/* How telling a verdict is among those of one source's requests: a refusal
 * explains what is missing better than one broken page does. */
static int weight(enum verdict v)
{
    static const int weights[] = {
        [VERDICT_EMPTY] = 0,       [VERDICT_OK] = 1,
        [VERDICT_GONE] = 2,        [VERDICT_MOVED] = 3,
        [VERDICT_PARSE_ERROR] = 4, [VERDICT_TRUNCATED] = 5,
        [VERDICT_UNREACHABLE] = 6, [VERDICT_BLOCKED] = 7,
        [VERDICT_RATE_LIMITED] = 8};
    return weights[v];
}

static struct told *tell(struct visit *v, enum verdict verdict)
{
    if (v->told && weight(verdict) <= weight(v->told->verdict))
        return NULL;
    struct told *told = xalloc(sizeof *told);
    told->verdict = verdict;
    if (v->told) { /* evidence, until there is better */
        told->status = v->told->status;
        told->ref = v->told->ref;
        told->final_url = v->told->final_url;
        v->told->final_url = NULL;
    }
    told_free(v->told);
    v->told = told;
    return told;
}

static void set_evidence(struct told *told, const struct crawl_fetch *f)
{
    told->status = f->status;
    told->ref = f->ref;
    free(told->final_url);
    told->final_url = xalloc(f->final_url.n + 1);
    memcpy(told->final_url, f->final_url.p, f->final_url.n);
}

void visit_note(struct visit *v, const struct crawl_fetch *f, bool may_be_gone)
{
    bool good = verdict_is_success(f->verdict);
    bool forbidden = may_be_gone && f->verdict == VERDICT_BLOCKED &&
                     f->status == 0 && board_kind_of(v->source)->lists_pages;
    bool forgiven = forbidden || (may_be_gone && f->verdict == VERDICT_GONE);
    v->n_forbidden += forbidden;
    v->n_postings += f->n_postings;
    v->n_failed += !good && !forgiven;
    struct told *told = forgiven ? NULL : tell(v, f->verdict);
    if (told || (v->told && !v->told->final_url))
        set_evidence(v->told, f);
    if (told)
        snprintf(told->detail, sizeof told->detail, "%.*s", STR_FMT(f->detail));
}

void visit_cut(struct visit *v, const char *why, bool as_asked)
{
    struct told *told = tell(v, VERDICT_TRUNCATED);
    if (!v->cut)
        v->as_asked = as_asked;
    v->cut = true;
    if (told)
        snprintf(told->detail, sizeof told->detail, "%s", why);
}

bool visit_has_limit(const struct visit *v)
{
    return v->source->max_pages || v->source->max_postings;
}

bool visit_is_good(const struct visit *v, enum verdict verdict)
{
    return verdict_is_success(verdict) ||
           (verdict == VERDICT_TRUNCATED && visit_has_limit(v));
}

/* Where a source asked more than once, a failure says of how many. */
static void name_share(struct visit *v)
{
    char words[CRAWL_DETAIL_BYTES];
    struct told *told = v->told;
    if (v->n_requests < 2 || v->n_failed == 0)
        return;
    snprintf(words, sizeof words, "%u of %u requests failed: %.160s",
             v->n_failed, v->n_requests, told->detail);
    snprintf(told->detail, sizeof told->detail, "%s", words);
}

void visit_end(struct visit *v, int64_t now_utc, struct crawl_end *out)
{
    static const struct archive_ref nowhere;
    if (!v->told) /* everything it asked was forgiven */
        tell(v, VERDICT_EMPTY);
    if (v->n_forbidden > 0 && v->n_forbidden == v->n_requests - v->n_pages &&
        verdict_is_success(v->told->verdict)) {
        struct told *told = tell(v, VERDICT_BLOCKED);
        snprintf(told->detail, sizeof told->detail,
                 "robots.txt forbids the %u pages that it lists",
                 v->n_forbidden);
    }
    name_share(v);
    const struct told *told = v->told;
    *out = (struct crawl_end){
        .source = v->source,
        .verdict = told->verdict,
        .detail = str_from(told->detail),
        .status = told->status,
        .final_url = str_from(told->final_url ? told->final_url : v->home.text),
        .ref = told->final_url ? told->ref : nowhere,
        .as_asked = v->as_asked && v->n_failed == 0 &&
                    told->verdict == VERDICT_TRUNCATED,
        .n_requests = v->n_requests,
        .n_failed = v->n_failed,
        .n_postings = v->n_postings,
        .started_utc = v->started_utc,
        .ended_utc = now_utc,
    };
}
