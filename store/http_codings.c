/* SPDX-License-Identifier: MIT */
#include "store/http_codings.h"
#include <brotli/decode.h>
#include <zstd.h>

#define PIECE_BYTES (32u << 10)
/* What a browser grants a server: a window of 8 MiB. */
#define ZSTD_WINDOW_MAX_LOG 23

static enum st too_big(const struct buf *out, struct err *err)
{
    return err_set(err, ST_TOO_BIG, "the decoded body is over %zu bytes",
                   out->max);
}

static void end_brotli(BrotliDecoderState **state)
{
    if (*state)
        BrotliDecoderDestroyInstance(*state);
}

enum st http_unbrotli(struct str raw, struct buf *out, bool *cut,
                      struct err *err)
{
    AUTO(end_brotli)
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    const uint8_t *in = (const uint8_t *)raw.p;
    size_t in_n = raw.n;
    BrotliDecoderResult rc = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
    if (!state)
        return err_set(err, ST_BUG, "brotli does not start");
    while (rc == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) {
        uint8_t piece[PIECE_BYTES], *to = piece;
        size_t room = sizeof piece;
        rc = BrotliDecoderDecompressStream(state, &in_n, &in, &room, &to, NULL);
        if (!buf_add(out, piece, sizeof piece - room))
            return too_big(out, err);
    }
    if (rc == BROTLI_DECODER_RESULT_ERROR)
        return err_set(
            err, ST_BAD_INPUT, "the compressed body is corrupt: %s",
            BrotliDecoderErrorString(BrotliDecoderGetErrorCode(state)));
    *cut = *cut || rc == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT;
    return ST_OK;
}

bool http_is_zstd(struct str raw)
{
    return str_starts(raw, STR("\x28\xb5\x2f\xfd"));
}

static void end_zstd(ZSTD_DCtx **state)
{
    ZSTD_freeDCtx(*state);
}

enum st http_unzstd(struct str raw, struct buf *out, bool *cut, struct err *err)
{
    AUTO(end_zstd) ZSTD_DCtx *state = ZSTD_createDCtx();
    ZSTD_inBuffer in = {raw.p, raw.n, 0};
    size_t left = 1;
    if (!state || ZSTD_isError(ZSTD_DCtx_setParameter(
                      state, ZSTD_d_windowLogMax, ZSTD_WINDOW_MAX_LOG)))
        return err_set(err, ST_BUG, "zstd does not start");
    for (bool more = true; more;) {
        char piece[PIECE_BYTES];
        ZSTD_outBuffer to = {piece, sizeof piece, 0};
        left = ZSTD_decompressStream(state, &to, &in);
        if (ZSTD_isError(left))
            return err_set(err, ST_BAD_INPUT,
                           "the compressed body is corrupt: %s",
                           ZSTD_getErrorName(left));
        if (!buf_add(out, piece, to.pos))
            return too_big(out, err);
        more = to.pos == to.size || in.pos < in.size;
    }
    *cut = *cut || left != 0;
    return ST_OK;
}
