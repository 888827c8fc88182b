/* SPDX-License-Identifier: MIT */
#include "store/warc_head.h"
#include "base/date.h"
#include "base/utf8.h"
#include <stddef.h>
#include <stdio.h>
#include <sys/random.h>

#define LENGTH_MAX (UINT64_C(1) << 62)

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7f;
}

static bool has_control(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (is_control(s.p[i]))
            return true;
    return false;
}

/* Bytes beyond ASCII may stay when they are UTF-8. */
static bool must_escape(char c, bool clean)
{
    return is_control(c) || c == ' ' || (!clean && (unsigned char)c >= 0x80);
}

static void put_uri(struct buf *out, struct str uri)
{
    bool clean = utf8_is_clean(uri);
    for (size_t i = 0; i < uri.n; i++)
        if (must_escape(uri.p[i], clean))
            buf_printf(out, "%%%02X", (unsigned char)uri.p[i]);
        else
            buf_add_char(out, uri.p[i]);
}

/* wget wrote <URI>, some write spaces into it. */
static struct str read_uri(struct str value, struct arena *a)
{
    if (value.n >= 2 && value.p[0] == '<' && value.p[value.n - 1] == '>')
        value = str_slice(value, 1, value.n - 1);
    struct buf clean;
    buf_init(&clean, 3 * value.n);
    put_uri(&clean, value);
    struct str copy = arena_str(a, buf_str(&clean));
    buf_done(&clean);
    return copy;
}

/* A date may be cut to the day, the month or the year. */
static int64_t read_date(struct str value)
{
    int64_t utc;
    struct date day;
    if (instant_parse(value, &utc))
        return utc;
    return date_parse(value, &day) ? date_to_utc(day) : 0;
}

/* Words of ours, in a file of anybody's: a name that would not survive being
 * printed or stored is no name. */
static struct str read_name(struct str value)
{
    bool usable = value.n && !has_control(value) && utf8_is_clean(value);
    return usable ? value : STR_NONE;
}

static enum st read_length(struct str value, struct warc_head *out, bool *known,
                           struct err *err)
{
    uint64_t n;
    if (!str_to_u64(value, LENGTH_MAX, &n))
        return err_set(err, ST_BAD_INPUT, "Content-Length is \"%.*s\"",
                       STR_FMT(str_slice(value, 0, 40)));
    if (*known && n != out->length_bytes)
        return err_set(err, ST_BAD_INPUT, "two different Content-Lengths");
    *known = true;
    out->length_bytes = n;
    return ST_OK;
}

static void set_first(struct str *field, struct str value)
{
    if (!field->p)
        *field = value;
}

/* Fields that are kept as they stand, or as a name that can be shown. */
static const struct known_field {
    const char *name;
    size_t offset; /* of the struct str in struct warc_head */
    bool is_name;
} known_fields[] = {
    {"WARC-Type", offsetof(struct warc_head, type), false},
    {"WARC-Date", offsetof(struct warc_head, date), false},
    {"Content-Type", offsetof(struct warc_head, content_type), false},
    {"WARC-Payload-Digest", offsetof(struct warc_head, digest), false},
    {"WARC-Refers-To-Target-URI", offsetof(struct warc_head, refers_to), false},
    {"Skilltally-Source", offsetof(struct warc_head, source), true},
    {"Skilltally-Kind", offsetof(struct warc_head, kind), true},
    {"Skilltally-Board", offsetof(struct warc_head, board), true},
    {"Skilltally-Company", offsetof(struct warc_head, company), true},
    {"Skilltally-Note", offsetof(struct warc_head, note), true},
};

static void read_known(struct str name, struct str value, struct warc_head *out)
{
    for (size_t i = 0; i < sizeof known_fields / sizeof *known_fields; i++) {
        const struct known_field *k = &known_fields[i];
        if (str_eq_ascii_nocase(name, str_from(k->name)))
            set_first((struct str *)(void *)((char *)out + k->offset),
                      k->is_name ? read_name(value) : value);
    }
}

static enum st read_field(struct str name, struct str value, struct arena *a,
                          struct warc_head *out, bool *length_known,
                          struct err *err)
{
    if (str_eq_ascii_nocase(name, STR("Content-Length")))
        return read_length(value, out, length_known, err);
    if (str_eq_ascii_nocase(name, STR("WARC-Target-URI")))
        set_first(&out->uri, read_uri(value, a));
    else if (str_eq_ascii_nocase(name, STR("WARC-Truncated")))
        out->truncated = true;
    else
        read_known(name, value, out);
    return ST_OK;
}

void warc_head_unfold(struct buf *text)
{
    for (size_t i = 0; i + 1 < text->n; i++) {
        bool folded = text->p[i + 1] == ' ' || text->p[i + 1] == '\t';
        if (text->p[i] != '\n' || !folded)
            continue;
        text->p[i] = ' ';
        if (i > 0 && text->p[i - 1] == '\r')
            text->p[i - 1] = ' ';
    }
}

enum st warc_head_parse(struct str text, struct arena *a, struct warc_head *out,
                        struct err *err)
{
    struct warc_head head = {.type = STR_NONE};
    struct str line, rest = text;
    bool length_known = false;
    str_split(&rest, '\n', &line); /* the version; the caller saw it */
    while (str_split(&rest, '\n', &line)) {
        size_t colon = str_find(line, STR(":"));
        if (colon == SIZE_MAX)
            continue;
        struct str name = str_trim(str_slice(line, 0, colon));
        struct str value = str_trim(str_slice(line, colon + 1, line.n));
        enum st st = read_field(name, value, a, &head, &length_known, err);
        if (st != ST_OK)
            return st;
    }
    if (!head.type.n)
        return err_set(err, ST_BAD_INPUT, "no WARC-Type");
    if (!length_known)
        return err_set(err, ST_BAD_INPUT, "no Content-Length");
    head.utc = head.date.p ? read_date(head.date) : 0;
    *out = head;
    return ST_OK;
}

void warc_field(struct buf *out, const char *name, struct str value)
{
    if (!value.p)
        return;
    buf_printf(out, "%s: ", name);
    for (size_t i = 0; i < value.n; i++)
        buf_add_char(out, is_control(value.p[i]) ? '?' : value.p[i]);
    buf_add_cstr(out, "\r\n");
}

void warc_field_uri(struct buf *out, const char *name, struct str uri)
{
    if (!uri.p)
        return;
    buf_printf(out, "%s: ", name);
    put_uri(out, uri);
    buf_add_cstr(out, "\r\n");
}

enum st warc_new_id(char out[WARC_ID_BYTES], struct err *err)
{
    unsigned char b[16];
    if (getrandom(b, sizeof b, 0) != (ssize_t)sizeof b)
        return err_set(err, ST_IO, "the system gives no random bytes");
    b[6] = (unsigned char)((b[6] & 0x0f) | 0x40); /* version 4 */
    b[8] = (unsigned char)((b[8] & 0x3f) | 0x80); /* RFC 4122 variant */
    snprintf(out, WARC_ID_BYTES,
             "<urn:uuid:%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
             "%02x%02x%02x%02x%02x%02x>",
             b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10],
             b[11], b[12], b[13], b[14], b[15]);
    return ST_OK;
}
