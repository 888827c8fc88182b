/* SPDX-License-Identifier: MIT */
/* judge.h - what an exchange means for its source: done, go elsewhere, try
 * again, or give up and why. Pure. */
#ifndef CRAWLER_JUDGE_H
#define CRAWLER_JUDGE_H

#include "crawler/crawl.h"
#include "crawler/fetch.h"

enum judged {
    JUDGED_FINAL,    /* verdict and detail say how it went */
    JUDGED_RETRY,    /* may pass; verdict and detail hold if no try is left */
    JUDGED_REDIRECT, /* the Location header says where to */
};

struct judgement {
    enum judged what;
    enum verdict verdict;
    char detail[FETCH_DETAIL_BYTES]; /* "" when the verdict is ok */
    bool failed;      /* the server or the way to it is in trouble */
    int64_t pause_ms; /* the whole backend is to be left alone; -1: no */
};

/* now_utc: for a Retry-After that is a date. */
void judge(const struct fetch_answer *a, int64_t now_utc,
           struct judgement *out);

#endif
