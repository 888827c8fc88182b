/* SPDX-License-Identifier: MIT */
#include "extract/reader_charset.h"
#include "base/utf8.h"
#include "extract/text_entities.h"
#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <uchardet/uchardet.h>

#define NAME_MAX_BYTES  40u
#define META_MAX_BYTES  1024u /* as browsers look */
#define GROWTH          3u    /* the most that bytes grow in UTF-8 */
#define SNIFF_MAX_BYTES 64u
#define GUESS_MAX_BYTES (64u << 10)

/* The value behind "charset=" in s: letters, digits, '-', '_', ':'. */
static struct str charset_in(struct str s)
{
    size_t at = str_find_ascii_nocase(s, STR("charset="));
    if (at == SIZE_MAX)
        return STR_NONE;
    size_t from = at + 8;
    while (from < s.n && (s.p[from] == '"' || s.p[from] == '\''))
        from++;
    size_t to = from;
    while (to < s.n && to - from < NAME_MAX_BYTES &&
           (ascii_is_alnum(s.p[to]) || memchr("-_:.", s.p[to], 4)))
        to++;
    return to > from ? str_slice(s, from, to) : STR_NONE;
}

/* UTF-16 without a byte-order mark: ASCII with NULs between. */
static const char *by_nuls(struct str s)
{
    size_t even = 0, odd = 0, n = s.n < SNIFF_MAX_BYTES ? s.n : SNIFF_MAX_BYTES;
    for (size_t i = 0; i < n; i++) {
        even += i % 2 == 0 && s.p[i] == '\0';
        odd += i % 2 == 1 && s.p[i] == '\0';
    }
    if (n < 4 || even + odd < n / 3)
        return NULL;
    return odd > even ? "UTF-16LE" : "UTF-16BE";
}

static struct str keep_clean(struct str s, struct arena *a)
{
    struct buf clean;
    buf_init(&clean, GROWTH * s.n + 1);
    utf8_clean(s, &clean);
    struct str kept = arena_str(a, buf_str(&clean));
    buf_done(&clean);
    return kept;
}

/* By glibc's tables; absent when it does not know the name. */
static struct str by_iconv(struct str s, const char *charset, struct arena *a)
{
    iconv_t cd = iconv_open("UTF-8", charset);
    if (cd == (iconv_t)-1)
        return STR_NONE;
    struct buf from;
    buf_init(&from, s.n);
    buf_add_str(&from, s);
    size_t room = GROWTH * s.n + 16;
    char *out = arena_alloc(a, room), *to = out, *in = from.p;
    size_t left = s.n;
    while (left > 0 && room > 3 && iconv(cd, &in, &left, &to, &room) != 0) {
        if (errno != EILSEQ && errno != EINVAL)
            break;
        in++;
        left--;
        memcpy(to, "\xef\xbf\xbd", 3);
        to += 3;
        room -= 3;
    }
    iconv_close(cd);
    buf_done(&from);
    return keep_clean((struct str){out, (size_t)(to - out)}, a);
}

/* Windows-1252, which is also what Latin-1 means in practice. */
static struct str by_windows(struct str s, struct arena *a)
{
    char *out = arena_alloc(a, GROWTH * s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        uint32_t u = cp1252_to_unicode(c);
        if (c != 0)
            n += utf8_encode(u ? u : c, out + n);
    }
    return (struct str){out, n};
}

/* Most bytes beyond ASCII stand beside another: letters of another script, not
 * the accents and quotes of a text in Latin ones. */
static bool is_other_script(struct str s)
{
    size_t high = 0, beside = 0;
    bool before = false;
    for (size_t i = 0; i < s.n; i++) {
        bool is = (unsigned char)s.p[i] >= 0x80;
        high += is;
        beside += is && before;
        before = is;
    }
    return high > 0 && beside * 2 > high;
}

/* A guess at what nobody declared, in charset; absent: windows-1252. For texts
 * in Latin letters a guess is wrong more often than that is. */
static struct str guess(struct str s, char charset[NAME_MAX_BYTES + 1])
{
    size_t from = 0;
    while (from < s.n && (unsigned char)s.p[from] < 0x80)
        from++;
    s = str_slice(s, from, from + GUESS_MAX_BYTES);
    if (!is_other_script(s))
        return STR_NONE;
    uchardet_t u = uchardet_new();
    bool fits = false;
    if (uchardet_handle_data(u, s.p, s.n) == 0) {
        uchardet_data_end(u);
        struct str name = str_from(uchardet_get_charset(u));
        fits = name.n > 0 && name.n <= NAME_MAX_BYTES;
        if (fits)
            memcpy(charset, name.p, name.n);
        charset[fits ? name.n : 0] = '\0';
    }
    uchardet_delete(u);
    return fits ? str_from(charset) : STR_NONE;
}

static bool is_latin1(struct str name)
{
    static const struct str names[] = {{"iso-8859-1", 10},   {"latin1", 6},
                                       {"us-ascii", 8},      {"ascii", 5},
                                       {"windows-1252", 12}, {"cp1252", 6}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_eq_ascii_nocase(name, names[i]))
            return true;
    return false;
}

static bool is_utf8_name(struct str name)
{
    return str_eq_ascii_nocase(name, STR("utf-8")) ||
           str_eq_ascii_nocase(name, STR("utf8"));
}

/* The bytes beyond ASCII are UTF-8 more often than not, as in a text that was
 * only damaged, and not where it is declared in vain. */
static bool is_mostly_utf8(struct str s)
{
    size_t good = 0, bad = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        size_t n = c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
        if (n && i + n <= s.n && utf8_is_clean(str_slice(s, i, i + n))) {
            good++;
            i += n - 1;
        } else {
            bad += c >= 0x80;
        }
    }
    return good >= bad;
}

static struct str by_name(struct str s, struct str name, struct arena *a)
{
    char charset[NAME_MAX_BYTES + 1];
    if (is_utf8_name(name))
        return keep_clean(s, a);
    if (!name.p || is_latin1(name))
        return by_windows(s, a);
    memcpy(charset, name.p, name.n);
    charset[name.n] = '\0';
    struct str out = by_iconv(s, charset, a);
    return out.p ? out : by_windows(s, a);
}

struct str reader_to_utf8(struct str body, struct str content_type,
                          struct arena *a)
{
    if (str_starts(body, STR("\xef\xbb\xbf")))
        body = str_slice(body, 3, body.n);
    if (str_starts(body, STR("\xff\xfe")))
        return by_iconv(str_slice(body, 2, body.n), "UTF-16LE", a);
    if (str_starts(body, STR("\xfe\xff")))
        return by_iconv(str_slice(body, 2, body.n), "UTF-16BE", a);
    if (utf8_is_clean(body))
        return body;
    const char *utf16 = by_nuls(body);
    if (utf16)
        return by_iconv(body, utf16, a);
    struct str name = charset_in(content_type);
    if (!name.p)
        name = charset_in(str_slice(body, 0, META_MAX_BYTES));
    char guessed[NAME_MAX_BYTES + 1];
    if (!name.p || (is_utf8_name(name) && !is_mostly_utf8(body)))
        name = guess(body, guessed);
    return by_name(body, name, a);
}
