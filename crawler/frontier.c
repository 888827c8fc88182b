/* SPDX-License-Identifier: MIT */
#include "crawler/frontier.h"
#include "base/alloc.h"
#include <stdlib.h>

void job_queue_put(struct job_queue *q, struct job *job)
{
    job->next = NULL;
    if (q->last)
        q->last->next = job;
    else
        q->first = job;
    q->last = job;
}

struct job *job_queue_take_all(struct job_queue *q)
{
    struct job *list = q->first;
    *q = (struct job_queue){0};
    return list;
}

void frontier_init(struct frontier *f)
{
    *f = (struct frontier){0};
}

void frontier_done(struct frontier *f)
{
    free(f->queues);
    free(f->listed);
    free(f->waiting);
    frontier_init(f);
}

static void make_room(struct frontier *f, size_t backend)
{
    if (backend < f->cap)
        return;
    size_t cap = f->cap ? f->cap : 16;
    while (cap <= backend)
        cap *= 2;
    f->queues = xrealloc(f->queues, 2 * cap, sizeof *f->queues);
    f->listed = xrealloc(f->listed, cap, sizeof *f->listed);
    for (size_t i = f->cap; i < cap; i++) {
        f->queues[2 * i] = f->queues[2 * i + 1] = (struct job_queue){0};
        f->listed[i] = false;
    }
    f->cap = cap;
}

void frontier_put(struct frontier *f, struct job *job)
{
    size_t b = job->backend;
    make_room(f, b);
    job_queue_put(&f->queues[2 * b + !job->later], job);
    if (f->listed[b])
        return;
    f->listed[b] = true;
    f->waiting =
        xgrow(f->waiting, f->n_waiting, &f->cap_waiting, sizeof *f->waiting);
    f->waiting[f->n_waiting++] = b;
}

static void sooner(int64_t *wait_ms, int64_t ms)
{
    if (ms < *wait_ms)
        *wait_ms = ms;
}

/* The first job of q that need not wait for its own sake. */
static struct job *take_due(struct job_queue *q, int64_t now_ms,
                            int64_t *wait_ms)
{
    struct job *before = NULL;
    for (struct job *job = q->first; job; before = job, job = job->next) {
        if (job->not_before_ms > now_ms) {
            sooner(wait_ms, job->not_before_ms - now_ms);
            continue;
        }
        if (before)
            before->next = job->next;
        else
            q->first = job->next;
        if (q->last == job)
            q->last = before;
        job->next = NULL;
        return job;
    }
    return NULL;
}

/* Drop the i-th waiting backend, which has no job left. */
static void unlist(struct frontier *f, size_t i)
{
    f->listed[f->waiting[i]] = false;
    f->waiting[i] = f->waiting[--f->n_waiting];
}

struct job *frontier_take_all(struct frontier *f, size_t backend)
{
    struct job_queue all = {0};
    for (size_t i = 0; i < f->n_waiting; i++) {
        if (f->waiting[i] != backend)
            continue;
        for (size_t k = 0; k < 2; k++) {
            struct job_queue *q = &f->queues[2 * backend + k];
            struct job *next, *job = job_queue_take_all(q);
            for (; job; job = next) {
                next = job->next;
                job_queue_put(&all, job);
            }
        }
        unlist(f, i);
        break;
    }
    return job_queue_take_all(&all);
}

struct job *frontier_take(struct frontier *f, const struct politeness *p,
                          int64_t now_ms, int64_t *wait_ms)
{
    *wait_ms = FRONTIER_NEVER;
    for (size_t asked = 0; asked < f->n_waiting; asked++, f->turn++) {
        size_t i = f->turn % f->n_waiting, b = f->waiting[i];
        int64_t wait = politeness_wait_ms(p, b, now_ms);
        if (wait == POLITE_FULL)
            continue;
        if (wait > 0) {
            sooner(wait_ms, wait);
            continue;
        }
        struct job_queue *q = &f->queues[2 * b];
        struct job *job = take_due(&q[0], now_ms, wait_ms);
        if (!job)
            job = take_due(&q[1], now_ms, wait_ms);
        if (!job)
            continue;
        f->turn++;
        if (!q[0].first && !q[1].first)
            unlist(f, i);
        return job;
    }
    return NULL;
}
