/* SPDX-License-Identifier: MIT */
#include "extract/batch.h"
#include "base/alloc.h"
#include "extract/readers.h"
#include <pthread.h>
#include <stdlib.h>

/* Blocks under way for each thread: one in work, one waiting. */
#define BLOCKS_PER_THREAD 2u
/* What a block keeps of its memory from one use to the next. */
#define KEEP_BYTES (4u << 20)

/* A piece within a block; spans are offsets into its bytes. */
struct piece {
    size_t bytes[2], kind[2], url[2], content_type[2], board[2], note[2];
    const char *file, *why;
    uint64_t number;
    bool has_kind, unreadable, details_apart;
};

enum block_state { BLOCK_FREE, BLOCK_FILLED, BLOCK_DONE };

struct block {
    enum block_state state;
    struct buf in, out;
    struct piece pieces[BATCH_BLOCK_PIECES];
    size_t n_pieces;
    uint64_t n_postings, n_bad;
    struct err first_bad;
};

/* What one thread works with. */
struct bench {
    struct extract_scratch *scratch;
    struct arena *page, *posting;
};

struct run {
    const struct extractor *x;
    const struct batch_options *options;
    struct batch_input input;
    struct batch_output output;
    struct batch_result *result;
    struct block *blocks;
    size_t n_blocks;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    uint64_t n_filled, n_taken; /* blocks, since the start */
    bool closed;                /* no more will be filled */
};

static void bench_init(struct bench *b, const struct extractor *x)
{
    *b = (struct bench){extract_scratch_new(x), arena_new(), arena_new()};
}

static void bench_done(struct bench *b)
{
    extract_scratch_free(b->scratch);
    arena_free(b->page);
    arena_free(b->posting);
}

static void count_bad(struct block *block, const struct piece *p,
                      const struct err *why, size_t n)
{
    if (!block->n_bad)
        err_set(&block->first_bad, why->code, "%s:%llu: %s", p->file,
                (unsigned long long)p->number, why->msg);
    block->n_bad += n;
}

static struct str slice(const struct block *block, const size_t span[2])
{
    return str_slice(buf_str(&block->in), span[0], span[1]);
}

static void put_posting(const struct run *r, struct bench *b,
                        struct block *block, const struct piece *p,
                        const struct raw *raw)
{
    struct posting posting;
    size_t before = block->out.n;
    arena_reset(b->posting);
    extract_posting(r->x, b->scratch, raw, STR_NONE, b->posting, &posting);
    posting_write_json(&posting, r->options->with_text, &block->out);
    buf_add_char(&block->out, '\n');
    if (!block->out.overflowed) {
        block->n_postings++;
        return;
    }
    struct err err;
    buf_truncate(&block->out, before);
    block->out.overflowed = false;
    err_set(&err, ST_TOO_BIG, "the record is too big");
    count_bad(block, p, &err, 1);
}

static void do_line(const struct run *r, struct bench *b, struct block *block,
                    const struct piece *p)
{
    struct raw raw;
    struct err err;
    enum st st = reader_read_line(slice(block, p->bytes), b->page, &raw, &err);
    if (st == ST_OK)
        put_posting(r, b, block, p, &raw);
    else
        count_bad(block, p, &err, 1);
}

static void do_answer(const struct run *r, struct bench *b, struct block *block,
                      const struct piece *p)
{
    struct reader_input in = {.body = slice(block, p->bytes),
                              .url = slice(block, p->url),
                              .content_type = slice(block, p->content_type),
                              .board = slice(block, p->board),
                              .note = slice(block, p->note)};
    struct raw_list list;
    struct err err;
    enum st st = reader_read(slice(block, p->kind), &in, b->page, &list, &err);
    if (st != ST_OK) {
        count_bad(block, p, &err, 1);
        return;
    }
    for (size_t i = 0; i < list.n; i++)
        if (!p->details_apart || !list.v[i].detail_url.n)
            put_posting(r, b, block, p, &list.v[i]);
    if (list.n_bad)
        count_bad(block, p, &list.first_bad, list.n_bad);
}

static void do_block(const struct run *r, struct bench *b, struct block *block)
{
    for (size_t i = 0; i < block->n_pieces; i++) {
        const struct piece *p = &block->pieces[i];
        arena_reset(b->page);
        if (p->unreadable) {
            struct err err;
            err_set(&err, ST_TOO_BIG, "%s", p->why);
            count_bad(block, p, &err, 1);
        } else if (p->has_kind) {
            do_answer(r, b, block, p);
        } else {
            do_line(r, b, block, p);
        }
    }
}

static void keep(struct block *block, struct str s, size_t span[2])
{
    span[0] = block->in.n;
    buf_add_str(&block->in, s);
    span[1] = block->in.n;
}

static void add_piece(struct block *block, const struct batch_piece *p)
{
    struct piece *out = &block->pieces[block->n_pieces++];
    *out = (struct piece){.file = p->file,
                          .why = p->why,
                          .number = p->number,
                          .has_kind = p->kind.p != NULL,
                          .unreadable = p->unreadable,
                          .details_apart = p->details_apart};
    keep(block, p->bytes, out->bytes);
    keep(block, p->kind, out->kind);
    keep(block, p->url, out->url);
    keep(block, p->content_type, out->content_type);
    keep(block, p->board, out->board);
    keep(block, p->note, out->note);
}

/* A buffer empty again; a large one gives its memory back. */
static void reuse(struct buf *b, size_t max)
{
    if (b->cap > KEEP_BYTES) {
        buf_done(b);
        buf_init(b, max);
    }
    buf_clear(b);
}

static void block_reset(struct block *block)
{
    reuse(&block->in, SIZE_MAX / 2);
    reuse(&block->out, BATCH_OUTPUT_MAX_BYTES);
    block->n_pieces = 0;
    block->n_postings = block->n_bad = 0;
    block->first_bad = (struct err){0};
}

/* Fill the block from the input. BATCH_PIECE: there is more to come. */
static enum batch_what fill(struct run *r, struct block *block, struct err *err)
{
    block_reset(block);
    enum batch_what what = BATCH_PIECE;
    while (block->n_pieces < BATCH_BLOCK_PIECES &&
           block->in.n < BATCH_BLOCK_BYTES) {
        struct batch_piece piece = {0};
        what = r->input.next(r->input.ctx, &piece, err);
        if (what != BATCH_PIECE)
            break;
        add_piece(block, &piece);
        r->result->n_pieces++;
    }
    return what;
}

/* Hand the records of a finished block on. */
static enum st drain(struct run *r, const struct block *block, struct err *err)
{
    if (block->n_bad && !r->result->n_bad)
        r->result->first_bad = block->first_bad;
    r->result->n_bad += block->n_bad;
    r->result->n_postings += block->n_postings;
    return block->out.n
               ? r->output.write(r->output.ctx, buf_str(&block->out), err)
               : ST_OK;
}

static enum st run_alone(struct run *r, struct err *err)
{
    struct bench bench;
    bench_init(&bench, r->x);
    enum st st = ST_OK;
    enum batch_what what = BATCH_PIECE;
    while (what == BATCH_PIECE && st == ST_OK) {
        struct block *block = &r->blocks[0];
        what = fill(r, block, err);
        if (what == BATCH_FAILED) {
            st = err->code;
            break;
        }
        do_block(r, &bench, block);
        st = drain(r, block, err);
    }
    bench_done(&bench);
    return st;
}

/* The next filled block, in order; NULL when there will be no more. */
static struct block *take_block(struct run *r)
{
    struct block *block = NULL;
    pthread_mutex_lock(&r->lock);
    while (r->n_taken == r->n_filled && !r->closed)
        pthread_cond_wait(&r->changed, &r->lock);
    if (r->n_taken < r->n_filled)
        block = &r->blocks[r->n_taken++ % r->n_blocks];
    pthread_mutex_unlock(&r->lock);
    return block;
}

static void set_state(struct run *r, struct block *block,
                      enum block_state state)
{
    pthread_mutex_lock(&r->lock);
    block->state = state;
    if (state == BLOCK_FILLED)
        r->n_filled++;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
}

static void *work(void *arg)
{
    struct run *r = arg;
    struct bench bench;
    bench_init(&bench, r->x);
    for (struct block *b; (b = take_block(r));) {
        do_block(r, &bench, b);
        set_state(r, b, BLOCK_DONE);
    }
    bench_done(&bench);
    return NULL;
}

static void wait_done(struct run *r, const struct block *block)
{
    pthread_mutex_lock(&r->lock);
    while (block->state != BLOCK_DONE)
        pthread_cond_wait(&r->changed, &r->lock);
    pthread_mutex_unlock(&r->lock);
}

/* Fill and drain the ring of blocks: block i is drained before it is filled
 * again, so that the order of the input is kept. */
static enum st feed(struct run *r, struct err *err)
{
    enum st st = ST_OK;
    enum batch_what what = BATCH_PIECE;
    uint64_t n_drained = 0, n_filled = 0;
    while (st == ST_OK && (what == BATCH_PIECE || n_drained < n_filled)) {
        if (what == BATCH_PIECE && n_filled - n_drained < r->n_blocks) {
            struct block *block = &r->blocks[n_filled % r->n_blocks];
            what = fill(r, block, err);
            n_filled++;
            set_state(r, block, BLOCK_FILLED);
            if (what == BATCH_FAILED)
                st = err->code;
            continue;
        }
        struct block *block = &r->blocks[n_drained % r->n_blocks];
        wait_done(r, block);
        st = drain(r, block, err);
        block->state = BLOCK_FREE;
        n_drained++;
    }
    return st;
}

static enum st run_threads(struct run *r, struct err *err)
{
    pthread_t *threads = xcalloc(r->options->threads, sizeof *threads);
    size_t n = 0;
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->changed, NULL);
    while (n < r->options->threads &&
           pthread_create(&threads[n], NULL, work, r) == 0)
        n++;
    enum st st =
        n ? feed(r, err) : err_set(err, ST_BUSY, "cannot start a thread");
    pthread_mutex_lock(&r->lock);
    r->closed = true;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
    for (size_t i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    pthread_cond_destroy(&r->changed);
    pthread_mutex_destroy(&r->lock);
    free(threads);
    return st;
}

enum st batch_run(const struct extractor *x,
                  const struct batch_options *options, struct batch_input in,
                  struct batch_output out, struct batch_result *result,
                  struct err *err)
{
    struct run r = {.x = x,
                    .options = options,
                    .input = in,
                    .output = out,
                    .result = result};
    struct err local;
    *result = (struct batch_result){0};
    r.n_blocks =
        options->threads > 1 ? options->threads * BLOCKS_PER_THREAD : 1;
    r.blocks = xcalloc(r.n_blocks, sizeof *r.blocks);
    for (size_t i = 0; i < r.n_blocks; i++) {
        buf_init(&r.blocks[i].in, SIZE_MAX / 2);
        buf_init(&r.blocks[i].out, BATCH_OUTPUT_MAX_BYTES);
    }
    enum st st = options->threads > 1 ? run_threads(&r, err ? err : &local)
                                      : run_alone(&r, err ? err : &local);
    for (size_t i = 0; i < r.n_blocks; i++) {
        buf_done(&r.blocks[i].in);
        buf_done(&r.blocks[i].out);
    }
    free(r.blocks);
    return st;
}
