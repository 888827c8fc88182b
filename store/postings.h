/* SPDX-License-Identifier: MIT */
/* postings.h - the facts derived from the archive, in one SQLite file.
 *
 * WAL, STRICT tables, schema version in user_version (store/schema.sql has the
 * tables and their units). Derived: it may be thrown away and rebuilt from the
 * archive. One connection per struct postings; not shared between threads. */
#ifndef STORE_POSTINGS_H
#define STORE_POSTINGS_H

#include "base/arena.h"
#include "base/err.h"
#include "store/archive.h"
#include "store/posting.h"
#include <stdbool.h>
#include <stdint.h>

struct postings;

/* Open or create path, migrating an older schema. ST_CONFIG: the file is of a
 * newer version (err says which and what to do) or no store of ours; it is not
 * touched. ST_BUSY, ST_IO, ST_PERMISSION, ST_CREATE. */
MUST_CHECK enum st postings_open(const char *path, struct postings **out,
                                 struct err *err);
/* Open for reading only; ST_NO_INPUT when it is not there. */
MUST_CHECK enum st postings_open_read(const char *path, struct postings **out,
                                      struct err *err);
void postings_free(struct postings *s); /* NULL is a no-op */

/* One transaction; nested calls are an error of ours. A transaction left open
 * is rolled back by postings_free(). After a write inside it that failed it can
 * only be rolled back, and commit does so (ST_BUG). A write outside a
 * transaction is one of its own. Any write: ST_IO when the disk is full or
 * broken, ST_BUSY when another process has been writing for 5 seconds,
 * ST_PERMISSION when the file may only be read. */
MUST_CHECK enum st postings_begin(struct postings *s, struct err *err);
MUST_CHECK enum st postings_commit(struct postings *s, struct err *err);
void postings_rollback(struct postings *s);

/* A record of the archive whose content postings come from. */
struct record_info {
    struct str source, kind, url;
    const struct archive_ref *ref;
    int64_t fetched_utc;
    int status;
    struct str note; /* of its request; may be absent */
};

/* Note a record; *id identifies it in later calls. *known is set when a record
 * of this source and url with the same digest was already there (its id is
 * given and nothing is added but its last-seen time and note). */
MUST_CHECK enum st postings_put_record(struct postings *s,
                                       const struct record_info *info,
                                       int64_t *id, bool *known,
                                       struct err *err);

/* True when a record of this source with this payload digest is there. */
MUST_CHECK enum st postings_has_digest(struct postings *s, struct str source,
                                       const char *digest, bool *there,
                                       struct err *err);

/* What the store knows of the content that a URL had when it was seen last. */
struct known_record {
    int64_t id;
    struct archive_ref ref;
    int64_t fetched_utc;            /* of that record of the archive */
    int64_t seen_utc;               /* its content was there */
    struct str note;                /* of the request that saw it so */
    struct str etag, last_modified; /* as the server sent them; may be absent */
    uint64_t n_postings, n_followed;
};

/* The newest record of source and url that postings_record_read() was told of;
 * texts live in a. *there is false when there is none. */
MUST_CHECK enum st postings_known(struct postings *s, struct str source,
                                  struct str url, struct arena *a,
                                  struct known_record *out, bool *there,
                                  struct err *err);

/* Every posting of the record was put. Validators (may be absent) are kept for
 * the next crawl; what other records of the same URL held is forgotten. */
MUST_CHECK enum st postings_record_read(struct postings *s, int64_t record,
                                        struct str etag,
                                        struct str last_modified,
                                        uint64_t n_postings,
                                        uint64_t n_followed, struct err *err);

/* The record of source and url with this digest; *id is 0 when there is none.
 */
MUST_CHECK enum st postings_find_record(struct postings *s, struct str source,
                                        struct str url, struct str digest,
                                        int64_t *id, struct err *err);

/* The record's content was there again at seen_utc, for a request with that
 * note: so were the postings that it holds. *n of them. */
MUST_CHECK enum st postings_touch(struct postings *s, int64_t record,
                                  int64_t seen_utc, struct str note,
                                  uint64_t *n, struct err *err);

/* The same for postings that something else shows to be there, a sitemap that
 * still lists them: the record itself was not asked for. */
MUST_CHECK enum st postings_listed(struct postings *s, int64_t record,
                                   int64_t seen_utc, uint64_t *n,
                                   struct err *err);

enum put_result { PUT_NEW, PUT_CHANGED, PUT_SAME };

/* Insert or replace the posting with p's (source, id), as seen at seen_utc in
 * record_id (0: none). The same content changes nothing but last_seen, and so
 * does a partial posting where there is one. One that was closed is open
 * again. */
MUST_CHECK enum st postings_put(struct postings *s, const struct posting *p,
                                int64_t record_id, int64_t seen_utc,
                                enum put_result *result, struct err *err);

/* Count a record or line that could not be read, with its place and why. The
 * same place and reason again changes nothing. */
MUST_CHECK enum st postings_put_skip(struct postings *s, struct str source,
                                     struct str place, struct str why,
                                     int64_t seen_utc, struct err *err);

/* How the last crawl of a source went. verdict: ok, empty, gone, moved,
 * blocked, rate-limited, truncated, parse-error, unreachable. */
struct source_state {
    struct str name, kind, verdict, detail;
    int64_t crawled_utc;
    int status;          /* last HTTP status, 0 none */
    uint64_t n_postings; /* in the last answer */
    /* Told by postings_sources(), not taken by postings_put_source(): */
    int64_t good_utc;            /* start of the last good crawl; 0: none */
    uint64_t n_open, n_closed;   /* of all its postings */
    struct archive_ref evidence; /* of the last crawl; file "": none */
    struct str final_url;
    uint64_t n_requests, n_failed; /* of the last crawl */
};
MUST_CHECK enum st postings_put_source(struct postings *s,
                                       const struct source_state *state,
                                       struct err *err);

/* A board of so many postings or more that shrinks to half is remarked. */
#define POSTINGS_SHRUNK_MIN 10u

/* As a crawl_row's n_postings: count what was seen from start to end. */
#define POSTINGS_COUNT UINT64_MAX

/* One crawl of one source. */
struct crawl_row {
    struct str source, kind, verdict, detail, final_url;
    int64_t started_utc, ended_utc;
    int status;
    struct archive_ref evidence; /* file "": none */
    uint64_t n_requests, n_failed, n_postings;
    /* Told by the store, not taken by it: */
    uint64_t n_closed;    /* postings that this crawl closed */
    uint64_t shrunk_from; /* of the good crawl before; 0: it did not shrink */
};

/* Note a crawl, and make it the source's state. After a good one (ok, empty)
 * the source's postings that neither it nor the good one before has seen are
 * closed; any other closes nothing. Where it shrunk, the detail says so.
 * row->detail is then replaced by words of a; n_closed and shrunk_from are set.
 * The same crawl again (source and start) takes the place of what was
 * noted of it. */
MUST_CHECK enum st postings_put_crawl(struct postings *s, struct arena *a,
                                      struct crawl_row *row, struct err *err);

/* Close and open again what the crawls say, after postings were put anew. */
MUST_CHECK enum st postings_close_unseen(struct postings *s, struct err *err);

/* The crawls of a source, the latest first; at most limit. Texts live in a. */
MUST_CHECK enum st postings_crawls(struct postings *s, struct str source,
                                   struct arena *a, size_t limit,
                                   struct crawl_row **out, size_t *n,
                                   struct err *err);

/* Key/value facts: taxonomy and rules version of the last extract, ... */
MUST_CHECK enum st postings_set_meta(struct postings *s, const char *key,
                                     struct str value, struct err *err);
/* *value lives in a; absent when the key is not there. */
MUST_CHECK enum st postings_get_meta(struct postings *s, const char *key,
                                     struct arena *a, struct str *value,
                                     struct err *err);

/* Sentences of an employer that stand in so many of its advertisements, and in
 * at least half of them, are boilerplate. Near copies are one advertisement. */
#define POSTINGS_BOILERPLATE_MIN 3u

/* Work out what depends on several postings: which are copies of one another,
 * and which sentences an employer repeats.
 * To be called after the last of many writes; does nothing when nothing has
 * changed since. The same postings give the same result, whatever the order
 * in which they were put. */
MUST_CHECK enum st postings_settle(struct postings *s, struct err *err);

/* When a posting was there; seconds since 1970, 0: not so. */
struct posting_life {
    int64_t first_seen_utc, last_seen_utc, closed_utc;
};

MUST_CHECK enum st postings_life(struct postings *s, struct str source,
                                 struct str id, struct posting_life *out,
                                 struct err *err);

/* When a posting of a crawled source was there, in months. */
struct life_row {
    struct str role;
    int posted;           /* month indexes; -1: no month is known */
    int seen;             /* for the first time */
    int opened;           /* posted, or where that is later or absent seen */
    int ended;            /* closed, or seen last */
    uint64_t exact, near; /* as scan_row's cluster and near */
};

/* Every posting with a role of the sources that were crawled; imported ones are
 * seen once only, so that nothing is known of how long they were open. */
MUST_CHECK enum st postings_lives(struct postings *s, struct arena *a,
                                  struct life_row **out, size_t *n,
                                  struct err *err);

/* How well the store knows when its postings were posted. */
enum date_known { DATE_DAY, DATE_MONTH, DATE_YEAR, DATE_NONE };
#define DATES_KNOWN (DATE_NONE + 1)

struct date_counts {
    uint64_t crawled[DATES_KNOWN]; /* postings of crawled sources */
    uint64_t imported[DATES_KNOWN];
    uint64_t late;  /* crawled: posted in an earlier month than first seen */
    uint64_t after; /* crawled: posted a day or more after first seen */
};

MUST_CHECK enum st postings_dates(struct postings *s, struct date_counts *out,
                                  struct err *err);

/* What a posting is a copy of. */
struct copy_of {
    uint64_t n;          /* postings of its cluster; 1: it is alone */
    struct str how, why; /* words of the table copy; absent when alone */
    struct str first;    /* "source:id" of the first of the cluster */
};

/* Ask it of the posting with this source and id; texts live in a. */
MUST_CHECK enum st postings_copy_of(struct postings *s, struct str source,
                                    struct str id, struct arena *a,
                                    struct copy_of *out, struct err *err);

/* sentence_hash() of the boilerplate of the employer of this name, sorted; they
 * live in a. */
MUST_CHECK enum st postings_boilerplate(struct postings *s, struct str company,
                                        struct arena *a, const uint32_t **out,
                                        size_t *n, struct err *err);

/* Remove every derived posting, skip and place (records and sources stay), to
 * be filled again from the archive. Inside a transaction. */
MUST_CHECK enum st postings_clear_derived(struct postings *s, struct err *err);

/* Look the file through for damage; slow on a large store (it reads all of
 * it). ST_IO: it is damaged; err says what to do. */
MUST_CHECK enum st postings_check(struct postings *s, struct err *err);

struct store_totals {
    uint64_t sources, records, postings, usable, distinct, skips, closed;
    struct date first_posted, last_posted;
};
MUST_CHECK enum st postings_totals(struct postings *s, struct store_totals *out,
                                   struct err *err);

/* Of the totals only postings and skips, without a look at every posting; the
 * rest is 0. */
MUST_CHECK enum st postings_count(struct postings *s, struct store_totals *out,
                                  struct err *err);

/* Rows for status: every source with its state, by name. Slices live in a. */
MUST_CHECK enum st postings_sources(struct postings *s, struct arena *a,
                                    struct source_state **out, size_t *n,
                                    struct err *err);

/* How well a source could be read. */
struct reach_row {
    struct str source, kind;    /* kind absent: imported */
    struct str verdict, detail; /* of the last crawl; absent: never crawled */
    int64_t crawled_utc;        /* 0: never */
    /* Crawls that started in the months asked for; of them those that came to
     * their end (ok, empty, truncated). */
    uint64_t n_crawls, n_good;
    uint64_t n_months_lost; /* of those months, from its first crawl to its
                               last, the ones without a good crawl */
    int last_month;         /* of its last crawl in them; 0: none */
};

/* Every source by name, with its crawls from from_month to to_month (inclusive,
 * -1: open). They live in a. */
MUST_CHECK enum st postings_reach(struct postings *s, int from_month,
                                  int to_month, struct arena *a,
                                  struct reach_row **out, size_t *n,
                                  struct err *err);

struct skip_row {
    struct str source, place, why;
    int64_t seen_utc;
};
MUST_CHECK enum st postings_skips(struct postings *s, struct arena *a,
                                  size_t limit, struct skip_row **out,
                                  size_t *n, struct err *err);

/* ---- One pass over packed rows, for reports ---- */

struct scan_skill {
    uint32_t concept; /* index into scan's concept names */
    uint8_t label, section;
    bool boilerplate; /* every mention that counts lies in a sentence that the
                         employer repeats */
};

struct scan_row {
    int64_t posting_id;
    int month;         /* month index of date.h by date_posted; -1 unknown */
    uint32_t role;     /* index into role names; UINT32_MAX none */
    uint32_t employer; /* dense number, equal for equal normalised names;
                          UINT32_MAX: the posting names none */
    uint32_t source;   /* dense number */
    uint64_t cluster;  /* fingerprint: equal for exact copies of a posting */
    uint64_t near;     /* equal for near copies, exact ones included; 0: it has
                          none but exact ones */
    bool usable;       /* text whole and long enough for skill shares */
    uint8_t seniority, remote, degree;
    int16_t years_min;
    struct date date_posted;
    struct salary pay; /* without provenance; PAY_NONE: it names none */
    char country[3];   /* of the first place that has one; "": unknown */
    const struct scan_skill *skills; /* by concept; valid during the call */
    size_t n_skills;
};

struct scan_filter {
    int from_month, to_month; /* inclusive; -1: open */
};

struct scan_names {
    const struct str *concepts; /* ids, by scan_skill.concept */
    size_t n_concepts;
    const struct str *roles;
    size_t n_roles;
    const struct str *sources; /* NULL: numbers only */
    size_t n_sources;
    size_t n_employers;
};

/* Call row for every posting that passes filter, in posting_id order (the same
 * store gives the same order). names lives in a and is filled before the first
 * call. row returns false to stop. */
MUST_CHECK enum st
postings_scan(struct postings *s, const struct scan_filter *filter,
              struct arena *a, struct scan_names *names,
              bool (*row)(void *ctx, const struct scan_row *r), void *ctx,
              struct err *err);

/* Call key for every posting, in the order of postings_scan(), with a hash of
 * its source and id: what stays when the store is derived again. key returns
 * false to stop. */
MUST_CHECK enum st postings_keys(struct postings *s,
                                 bool (*key)(void *ctx, int64_t posting_id,
                                             uint64_t key),
                                 void *ctx, struct err *err);

/* From here to postings_release() everything is read as it is now, and many
 * small questions need not ask for the file each time. Not between
 * postings_begin() and postings_commit(). */
MUST_CHECK enum st postings_hold(struct postings *s, struct err *err);
void postings_release(struct postings *s);

/* Call place for each place of the posting (its number in a scan), in the order
 * of its text; absent parts are absent, and texts hold during the call. */
MUST_CHECK enum st postings_places(struct postings *s, int64_t posting,
                                   void (*place)(void *ctx, struct str city,
                                                 struct str region,
                                                 struct str country),
                                   void *ctx, struct err *err);

/* The name of an employer, by its number of a scan, as the newest of its
 * postings writes it, of several the first by bytes; "" when none does. Lives
 * in a. */
MUST_CHECK enum st postings_employer(struct postings *s, uint32_t employer,
                                     struct arena *a, struct str *name,
                                     struct err *err);

/* One posting whole, text and mentions included, by "#N" (row number N),
 * "source:id", id or N (tried in this order); lives in a. The concept of a
 * skill is its index in scan_names. ST_NO_INPUT: there is none. record (may be
 * NULL) tells its archive record; its file is "" when there is none. */
MUST_CHECK enum st postings_get(struct postings *s, struct str which,
                                struct arena *a, struct posting *out,
                                struct archive_ref *record, struct err *err);

DEFINE_AUTO(struct postings *, postings_free);

#endif
