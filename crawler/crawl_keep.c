/* SPDX-License-Identifier: MIT */
/* What is done with an answer beside the loop, for several answers at once: it
 * is compared, archived and read. Nothing here touches what the loop owns, nor
 * what answers share. */
#include "crawler/crawl_state.h"
#include "store/digest.h"
#include <stdlib.h>
#include <string.h>

/* True when line is one of the request's secret headers. */
static bool is_secret(struct str line, struct str secrets)
{
    struct str secret, name, mine;
    if (!str_split(&line, ':', &mine) || !line.p)
        return false;
    while (str_split(&secrets, '\n', &secret))
        if (str_split(&secret, ':', &name) && str_eq_ascii_nocase(name, mine))
            return true;
    return false;
}

/* The request's head as it may be kept: an archive is passed on, a key is not.
 */
static struct str without_secrets(const struct job *job,
                                  const struct fetch_answer *a, struct buf *out)
{
    struct str head = buf_str(&a->request_head), line;
    if (!job->ask || job->ask->secret_headers.n == 0)
        return head;
    while (str_split(&head, '\n', &line)) {
        if (is_secret(line, job->ask->secret_headers)) {
            buf_add_str(out, str_slice(line, 0, str_find(line, STR(":"))));
            buf_add_cstr(out, ": withheld\r");
        } else {
            buf_add_str(out, line);
        }
        if (head.p)
            buf_add_char(out, '\n');
    }
    return buf_str(out);
}

static enum st archive(const struct crawl *c, struct ended *e, struct err *err)
{
    const struct fetch_answer *a = e->answer;
    const struct job *job = e->job;
    const struct source *source = job->visit ? job->visit->source : NULL;
    AUTO(buf_done) struct buf head;
    buf_init(&head, a->request_head.n + FETCH_HEAD_MAX_BYTES);
    if (!c->w || a->response_head.n == 0)
        return ST_OK;
    struct archive_fetch f = {
        .url = str_from(job->url.text),
        .request_head = without_secrets(job, a, &head),
        .request_body = job->ask ? job->ask->body : STR_NONE,
        .note = job->ask ? job->ask->note : STR_NONE,
        .response_head = buf_str(&a->response_head),
        .body = spool_str(&a->body),
        .source = source ? source->name : STR_NONE,
        .kind = source ? source->kind : STR_NONE,
        .board = source ? source->board : STR_NONE,
        .company = source ? source->company : STR_NONE,
        .ip = a->ip[0] ? str_from(a->ip) : STR_NONE,
        .fetched_utc = e->now_utc,
        .body_is_spooled = a->body.in_file,
        .truncated = a->end != FETCH_DONE,
    };
    if (!e->unchanged)
        return archive_write_fetch(c->w, &f, &e->ref, err);
    const struct crawl_known *known = job->known;
    const struct archive_revisit r = {.not_modified = a->status == 304,
                                      .uri = f.url,
                                      .digest = str_from(known->ref.digest),
                                      .fetched_utc = known->fetched_utc};
    e->ref = known->ref; /* where the content is */
    return archive_write_revisit(c->w, &f, &r, NULL, err);
}

/* Whether the answer is what we have: the server says so, or the bytes do. */
static enum st compare(struct ended *e, struct err *err)
{
    const struct fetch_answer *a = e->answer;
    const struct job *job = e->job;
    char digest[DIGEST_TEXT_BYTES];
    if (!job->visit || !job->known || a->end != FETCH_DONE)
        return ST_OK;
    if (a->status == 304 && job->conditional) {
        e->unchanged = true;
        e->judged.what = JUDGED_FINAL;
        e->judged.verdict = VERDICT_OK;
        e->judged.detail[0] = '\0';
    } else if (a->status == 200) {
        const struct str body = spool_str(&a->body);
        enum st st = a->body.in_file ? digest_spooled(&body, 1, digest, err)
                                     : digest_text(&body, 1, digest, err);
        if (st != ST_OK)
            return st;
        e->unchanged = strcmp(digest, job->known->ref.digest) == 0;
    }
    return ST_OK;
}

static struct str validator(const struct fetch_answer *a, const char *name)
{
    struct str value = fetch_header(a, name);
    return ask_value_is_sound(value) ? value : STR_NONE;
}

static void fill_fetch(struct ended *e)
{
    const struct job *job = e->job;
    struct str type = fetch_header(e->answer, "Content-Type");
    e->fetch = (struct crawl_fetch){.source = job->visit->source,
                                    .ask = job->ask,
                                    .url = str_from(job->first.text),
                                    .final_url = str_from(job->url.text),
                                    .status = e->answer->status,
                                    .verdict = e->judged.verdict,
                                    .detail = STR(""),
                                    .body = spool_str(&e->answer->body),
                                    .content_type = type.p ? type : STR(""),
                                    .ref = e->ref,
                                    .unchanged = e->unchanged,
                                    .etag = validator(e->answer, "ETag"),
                                    .last_modified =
                                        validator(e->answer, "Last-Modified"),
                                    .fetched_utc = e->now_utc};
}

void crawl_keep_answer(void *ctx, struct pool_item *item)
{
    const struct crawl *c = ctx;
    struct ended *e = (struct ended *)item;
    e->st = spool_read(&e->answer->body, &e->err);
    judge(e->answer, e->now_utc, &e->judged);
    if (e->st == ST_OK)
        e->st = compare(e, &e->err);
    if (e->st == ST_OK)
        e->st = archive(c, e, &e->err);
    if (e->st != ST_OK || !e->job->visit)
        return;
    fill_fetch(e);
    if (c->hooks->read && e->judged.what == JUDGED_FINAL &&
        e->judged.verdict == VERDICT_OK && !e->unchanged)
        e->fetch.read = c->hooks->read(c->hooks->ctx, &e->fetch);
}

void crawl_ended_free(struct crawl *c, struct ended *e)
{
    if (e->fetch.read)
        c->hooks->drop(c->hooks->ctx, e->fetch.read);
    fetch_answer_free(e->answer);
    free(e);
}
