/* SPDX-License-Identifier: MIT */
#include "store/http_body.h"
#include "store/http_codings.h"
#include <zlib.h>

#define GZIP_WINDOW_BITS 31
#define ZLIB_WINDOW_BITS 15
#define RAW_WINDOW_BITS  (-15)
#define CHUNK_LINE_MAX   4096

static enum st too_big(const struct buf *out, struct err *err)
{
    return err_set(err, ST_TOO_BIG, "the decoded body is over %zu bytes",
                   out->max);
}

/* ---- Chunks ---- */

/* The size that a chunk's line begins with; extensions are passed over. */
static bool chunk_size(struct str line, uint64_t *size)
{
    size_t i = 0;
    *size = 0;
    for (; i < line.n; i++) {
        char c = ascii_lower(line.p[i]);
        bool letter = c >= 'a' && c <= 'f';
        if (!letter && !ascii_is_digit(c))
            break;
        if (*size >> 58)
            return false;
        *size = *size * 16 + (uint64_t)(letter ? c - 'a' + 10 : c - '0');
    }
    struct str rest = str_trim(str_slice(line, i, line.n));
    return i > 0 && (rest.n == 0 || rest.p[0] == ';');
}

enum chunk { CHUNK_DATA, CHUNK_LAST, CHUNK_CUT, CHUNK_BAD };

/* Cut one chunk off *rest. */
static enum chunk next_chunk(struct str *rest, struct str *data)
{
    uint64_t size;
    struct str line;
    struct str first = str_slice(*rest, 0, CHUNK_LINE_MAX);
    size_t end = str_find(first, STR("\n"));
    if (end == SIZE_MAX)
        return rest->n < CHUNK_LINE_MAX ? CHUNK_CUT : CHUNK_BAD;
    line = str_slice(*rest, 0, end);
    if (!chunk_size(line, &size))
        return CHUNK_BAD;
    *rest = str_slice(*rest, end + 1, rest->n);
    if (size == 0)
        return CHUNK_LAST;
    *data = str_slice(*rest, 0, size);
    *rest = str_slice(*rest, size, rest->n);
    if (data->n < size)
        return CHUNK_CUT;
    if (str_starts(*rest, STR("\r\n")))
        *rest = str_slice(*rest, 2, rest->n);
    else if (str_starts(*rest, STR("\n")))
        *rest = str_slice(*rest, 1, rest->n);
    else if (rest->n)
        return CHUNK_BAD;
    return CHUNK_DATA;
}

static enum st dechunk(struct str raw, struct buf *spare, struct str *out,
                       bool *cut, struct err *err)
{
    struct str rest = raw, data;
    for (bool first = true;; first = false) {
        data = STR("");
        enum chunk what = next_chunk(&rest, &data);
        if (what == CHUNK_BAD && first) {
            *out = raw; /* decoded by its writer, the field left in */
            return ST_OK;
        }
        if (what == CHUNK_BAD)
            return err_set(err, ST_BAD_INPUT, "a bad chunk at body byte %zu",
                           raw.n - rest.n);
        if (!buf_add_str(spare, data))
            return too_big(spare, err);
        if (what != CHUNK_DATA) {
            *cut = *cut || what == CHUNK_CUT;
            *out = buf_str(spare);
            return ST_OK;
        }
    }
}

/* ---- Compression ---- */

static void end_inflate(z_stream *z)
{
    inflateEnd(z);
}

/* Inflate all of z's input that belongs to one stream. Returns zlib's last
 * word: Z_STREAM_END, Z_BUF_ERROR when the input ends too soon, an error, or
 * Z_MEM_ERROR when out's limit was reached. */
static int inflate_all(z_stream *z, struct buf *out)
{
    unsigned char piece[32u << 10];
    int rc = Z_OK;
    while (rc == Z_OK) {
        z->next_out = piece;
        z->avail_out = sizeof piece;
        rc = inflate(z, Z_NO_FLUSH);
        if (!buf_add(out, piece, sizeof piece - z->avail_out))
            return Z_MEM_ERROR;
    }
    return rc;
}

static enum st inflate_body(struct str raw, int window_bits, struct buf *out,
                            bool *cut, struct err *err)
{
    AUTO(end_inflate) z_stream z = {0};
    z.next_in = (unsigned char *)(uintptr_t)raw.p;
    z.avail_in = (uInt)raw.n;
    if (inflateInit2(&z, window_bits) != Z_OK)
        return err_set(err, ST_BUG, "zlib does not start");
    int rc = inflate_all(&z, out);
    while (rc == Z_STREAM_END && window_bits == GZIP_WINDOW_BITS &&
           z.avail_in > 2 && z.next_in[0] == 0x1f && z.next_in[1] == 0x8b) {
        inflateReset(&z);
        rc = inflate_all(&z, out);
    }
    if (rc == Z_MEM_ERROR)
        return too_big(out, err);
    if (rc == Z_BUF_ERROR)
        *cut = true;
    else if (rc != Z_STREAM_END)
        return err_set(err, ST_BAD_INPUT, "the compressed body is corrupt: %s",
                       z.msg ? z.msg : "bad data");
    return ST_OK;
}

static unsigned byte_at(struct str s, size_t i)
{
    return i < s.n ? (unsigned char)s.p[i] : 0u;
}

static enum st gunzip(struct str raw, struct buf *spare, struct str *out,
                      bool *cut, struct err *err)
{
    if (byte_at(raw, 0) != 0x1f || byte_at(raw, 1) != 0x8b) {
        *out = raw; /* decoded by its writer, the field left in */
        return ST_OK;
    }
    enum st st = inflate_body(raw, GZIP_WINDOW_BITS, spare, cut, err);
    if (st == ST_OK)
        *out = buf_str(spare);
    return st;
}

/* "deflate" should be zlib's format; some servers send the bare stream. */
static enum st undeflate(struct str raw, struct buf *spare, struct str *out,
                         bool *cut, struct err *err)
{
    bool zlib = (byte_at(raw, 0) & 15) == 8 &&
                (byte_at(raw, 0) << 8 | byte_at(raw, 1)) % 31 == 0;
    int bits = zlib ? ZLIB_WINDOW_BITS : RAW_WINDOW_BITS;
    enum st st = inflate_body(raw, bits, spare, cut, err);
    if (st == ST_BAD_INPUT && spare->n == 0) {
        *out = raw; /* as above */
        return ST_OK;
    }
    if (st == ST_OK)
        *out = buf_str(spare);
    return st;
}

static enum st unzstd(struct str raw, struct buf *spare, struct str *out,
                      bool *cut, struct err *err)
{
    if (!http_is_zstd(raw)) {
        *out = raw; /* as above */
        return ST_OK;
    }
    enum st st = http_unzstd(raw, spare, cut, err);
    if (st == ST_OK)
        *out = buf_str(spare);
    return st;
}

static bool looks_like_text(struct str raw)
{
    struct str start = str_trim(str_slice(raw, 0, 100));
    char first = start.n ? start.p[0] : ' ';
    return first == '<' || first == '{' || first == '[';
}

static enum st unbrotli(struct str raw, struct buf *spare, struct str *out,
                        bool *cut, struct err *err)
{
    enum st st = http_unbrotli(raw, spare, cut, err);
    *out = buf_str(spare);
    if (st != ST_BAD_INPUT || !looks_like_text(raw))
        return st;
    *out = raw; /* as above */
    return ST_OK;
}

static enum st decode_one(struct str coding, struct str raw, struct buf *spare,
                          struct str *out, bool *cut, struct err *err)
{
    *out = raw;
    if (raw.n == 0 || coding.n == 0 ||
        str_eq_ascii_nocase(coding, STR("identity")))
        return ST_OK;
    if (str_eq_ascii_nocase(coding, STR("gzip")) ||
        str_eq_ascii_nocase(coding, STR("x-gzip")))
        return gunzip(raw, spare, out, cut, err);
    if (str_eq_ascii_nocase(coding, STR("deflate")))
        return undeflate(raw, spare, out, cut, err);
    if (str_eq_ascii_nocase(coding, STR("br")))
        return unbrotli(raw, spare, out, cut, err);
    if (str_eq_ascii_nocase(coding, STR("zstd")))
        return unzstd(raw, spare, out, cut, err);
    if (str_eq_ascii_nocase(coding, STR("chunked")))
        return dechunk(raw, spare, out, cut, err);
    return err_set(err, ST_BAD_INPUT,
                   "Content-Encoding \"%.*s\" is not one that can be read",
                   STR_FMT(str_slice(coding, 0, 40)));
}

/* Undo a list of encodings, the last one first. */
static enum st decode_list(struct str list, struct buf spare[2],
                           struct str *body, bool *cut, struct err *err)
{
    struct str codings[HTTP_ENCODINGS_MAX], coding;
    size_t n = 0;
    while (str_split(&list, ',', &coding)) {
        if (n == HTTP_ENCODINGS_MAX)
            return err_set(err, ST_TOO_BIG, "more than %d encodings in a row",
                           HTTP_ENCODINGS_MAX);
        codings[n++] = str_trim(coding);
    }
    while (n > 0) {
        struct buf *to = body->p == spare[0].p ? &spare[1] : &spare[0];
        buf_clear(to);
        enum st st = decode_one(codings[--n], *body, to, body, cut, err);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

enum st http_body_decode(struct str raw, const struct http_head *head,
                         struct buf spare[2], struct str *out, bool *cut,
                         struct err *err)
{
    struct str body = raw;
    bool ends_early = false;
    enum st st =
        decode_list(head->transfer_encoding, spare, &body, &ends_early, err);
    if (st == ST_OK)
        st =
            decode_list(head->content_encoding, spare, &body, &ends_early, err);
    if (st != ST_OK)
        return st;
    *out = body;
    *cut = ends_early;
    return ST_OK;
}
