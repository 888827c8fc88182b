/* SPDX-License-Identifier: MIT */
#include "taxonomy/taxonomy_words.h"
#include "base/utf8.h"
#include <string.h>
#include <utf8proc.h>

#define GAP_MAX_CHARS          3u
#define POSSESSIVE_MIN_LETTERS 3u
#define VERSION_MIN_LETTERS    3u
#define VERSION_MAX_DIGITS     4u

enum char_class {
    CHAR_HARD,
    CHAR_WORD,
    CHAR_SPACE,
    CHAR_DASH,
    CHAR_DOT,
    CHAR_QUOTE, /* an apostrophe */
    CHAR_JOIN,  /* slash, underscore */
    CHAR_MARK,  /* trademark signs: as if not there, but they end a word */
    CHAR_NONE   /* soft hyphen, joiners: as if not there */
};

/* Letters and digits folded; 0 for every other byte. */
static const unsigned char ascii_fold[256] = {
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4',
    ['5'] = '5', ['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9',
    ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd', ['e'] = 'e',
    ['f'] = 'f', ['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j',
    ['k'] = 'k', ['l'] = 'l', ['m'] = 'm', ['n'] = 'n', ['o'] = 'o',
    ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
    ['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y',
    ['z'] = 'z', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd',
    ['E'] = 'e', ['F'] = 'f', ['G'] = 'g', ['H'] = 'h', ['I'] = 'i',
    ['J'] = 'j', ['K'] = 'k', ['L'] = 'l', ['M'] = 'm', ['N'] = 'n',
    ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r', ['S'] = 's',
    ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w', ['X'] = 'x',
    ['Y'] = 'y', ['Z'] = 'z',
};

static unsigned char byte_at(struct str s, size_t i)
{
    return i < s.n ? (unsigned char)s.p[i] : 0;
}

/* Scripts that do not write words apart: an embedded "Python" must be free. */
static bool is_unspaced(int32_t cp)
{
    return (cp >= 0x0e00 && cp <= 0x0eff) || (cp >= 0x1100 && cp <= 0x11ff) ||
           (cp >= 0x2e80 && cp <= 0xa4cf) || (cp >= 0xac00 && cp <= 0xd7ff) ||
           (cp >= 0xf900 && cp <= 0xfaff) || cp >= 0x20000;
}

static enum char_class class_beyond_ascii(int32_t cp)
{
    if ((cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212)
        return CHAR_DASH;
    switch (cp) {
    case 0x00a0: /* spaces that do not break */
    case 0x2009:
    case 0x202f:
        return CHAR_SPACE;
    case 0x00b4: /* what people type for an apostrophe */
    case 0x02bc:
    case 0x2018:
    case 0x2019:
        return CHAR_QUOTE;
    case 0x00a9:
    case 0x00ae:
    case 0x2120:
    case 0x2122:
        return CHAR_MARK;
    case 0x00ad:
    case 0x200b:
    case 0x200c:
    case 0x200d:
    case 0x2060:
    case 0xfeff:
        return CHAR_NONE;
    case 0x2044:
    case 0x2215:
        return CHAR_JOIN;
    default:
        break;
    }
    if (is_unspaced(cp))
        return CHAR_HARD;
    utf8proc_category_t category = utf8proc_category(cp);
    bool word =
        category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ND;
    return word ? CHAR_WORD : CHAR_HARD;
}

/* The class of the character at *at, which moves behind it. */
static enum char_class class_next(struct str s, size_t *at)
{
    unsigned char c = byte_at(s, *at);
    if (c >= 0x80)
        return class_beyond_ascii(utf8_next(s, at));
    (*at)++;
    if (ascii_fold[c])
        return CHAR_WORD;
    switch (c) {
    case ' ':
        return CHAR_SPACE;
    case '-':
        return CHAR_DASH;
    case '.':
        return CHAR_DOT;
    case '\'':
    case '`':
        return CHAR_QUOTE;
    case '/':
    case '_':
        return CHAR_JOIN;
    default:
        return CHAR_HARD;
    }
}

static bool is_alnum_at(struct str s, size_t i)
{
    return ascii_fold[byte_at(s, i)] != 0;
}

/* True at the dot of ".NET" that belongs to no word before it. It is the one
 * name of weight that begins with a dot. */
static bool is_dot_net(struct str s, size_t i)
{
    if (!str_eq_ascii_nocase(str_slice(s, i, i + 4), STR(".net")) ||
        is_alnum_at(s, i + 4))
        return false;
    return i == 0 || (!is_alnum_at(s, i - 1) && s.p[i - 1] != '.');
}

/* The end of the address that byte i is in, when it is at the "://" of one or
 * at the '@' of an e-mail address; else 0. Addresses name nothing. */
static size_t address_end(struct str s, size_t i)
{
    bool mail = s.p[i] == '@' && i > 0 && is_alnum_at(s, i - 1) &&
                is_alnum_at(s, i + 1);
    if (!mail && !str_eq(str_slice(s, i, i + 3), STR("://")))
        return 0;
    bool dot = false;
    size_t end = i;
    for (; end < s.n && !ascii_is_space(s.p[end]); end++)
        dot = dot || (s.p[end] == '.' && is_alnum_at(s, end + 1));
    return dot ? end : 0;
}

struct gap_seen {
    unsigned n[CHAR_NONE + 1];
    unsigned chars;
};

static enum word_gap gap_kind(const struct gap_seen *g, bool dot_first)
{
    if (g->n[CHAR_HARD] || g->chars > GAP_MAX_CHARS)
        return GAP_HARD;
    if (g->chars == 0)
        return g->n[CHAR_MARK] ? GAP_SOFT : GAP_NONE;
    if (g->n[CHAR_DOT]) {
        if (g->chars == 1)
            return GAP_DOT;
        bool ends = dot_first && g->chars == 2 && g->n[CHAR_SPACE] == 1;
        return ends ? GAP_DOT_SPACE : GAP_HARD;
    }
    /* A dash between two spaces parts clauses. */
    if (g->n[CHAR_DASH] && g->n[CHAR_SPACE] > 1)
        return GAP_HARD;
    return GAP_SOFT;
}

/* Pass over what is between words; *at moves to the next word or the end. */
static enum word_gap skip_gap(struct str s, size_t *at)
{
    size_t i = *at;
    if (byte_at(s, i) == ' ' && is_alnum_at(s, i + 1)) {
        *at = i + 1;
        return GAP_SOFT;
    }
    struct gap_seen g = {0};
    bool dot_first = byte_at(s, i) == '.';
    while (i < s.n && s.p[i] != '&' && !(s.p[i] == '.' && is_dot_net(s, i))) {
        size_t next = i;
        enum char_class class = class_next(s, &next);
        if (class == CHAR_WORD)
            break;
        size_t address = s.p[i] == '@' || s.p[i] == ':' ? address_end(s, i) : 0;
        if (address)
            next = address;
        g.n[class]++;
        if (class != CHAR_MARK && class != CHAR_NONE)
            g.chars++;
        i = next;
    }
    *at = i;
    return gap_kind(&g, dot_first);
}

uint64_t word_hash(const char *p, size_t n)
{
    uint64_t h = 0;
    for (size_t i = 0; i < n; i++)
        h = h * WORD_HASH_FACTOR + (unsigned char)p[i];
    return h;
}

/* Append the folded form of one code point at out[n]; the new length, or
 * WORD_MAX_BYTES + 1 when it does not fit. */
static size_t fold_char(int32_t cp, char *out, size_t n)
{
    int32_t parts[24];
    int bound = 0;
    utf8proc_option_t how = UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                            UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK |
                            UTF8PROC_IGNORE;
    utf8proc_ssize_t count =
        utf8proc_decompose_char(cp, parts, 24, how, &bound);
    for (utf8proc_ssize_t i = 0; i < count && i < 24; i++) {
        unsigned char bytes[4];
        size_t len = (size_t)utf8proc_encode_char(parts[i], bytes);
        if (n + len > WORD_MAX_BYTES)
            return WORD_MAX_BYTES + 1;
        memcpy(out + n, bytes, len);
        n += len;
    }
    return n;
}

/* True of what may stand inside a word and says nothing. */
static bool is_silent(enum char_class class)
{
    return class == CHAR_QUOTE || class == CHAR_NONE || class == CHAR_SPACE;
}

size_t word_fold(struct str s, char *out)
{
    size_t n = 0;
    for (size_t at = 0; at < s.n && n <= WORD_MAX_BYTES;) {
        size_t next = at;
        int32_t cp = utf8_next(s, &next);
        enum char_class class = class_next(s, &at);
        if (is_silent(class))
            continue;
        if (cp >= 0x80)
            n = fold_char(cp, out, n);
        else if (n == WORD_MAX_BYTES)
            return 0;
        else
            out[n++] = ascii_lower((char)cp);
    }
    return n <= WORD_MAX_BYTES ? n : 0;
}

size_t word_exact(struct str s, char *out)
{
    size_t n = 0;
    for (size_t at = 0; at < s.n;) {
        size_t from = at;
        enum char_class class = class_next(s, &at);
        if (is_silent(class))
            continue;
        if (n + (at - from) > WORD_MAX_BYTES)
            return 0;
        memcpy(out + n, s.p + from, at - from);
        n += at - from;
    }
    return n;
}

static void set_length(struct word *w, size_t n)
{
    w->n = n <= WORD_MAX_BYTES ? (uint8_t)n : 0;
}

/* The end of the letters that begin at byte at: plain bytes, or any script. */
static size_t letters_end(struct str s, size_t at)
{
    for (size_t next = at; next < s.n; at = next) {
        enum char_class class = class_next(s, &next);
        if (class != CHAR_WORD && class != CHAR_NONE)
            break;
    }
    return at;
}

/* The plain letters from byte i on: their hash; *end is behind them. */
static uint64_t plain_letters(struct str s, size_t i, size_t *end)
{
    const unsigned char *p = (const unsigned char *)s.p;
    uint64_t h = 0;
    for (unsigned char c; i < s.n && (c = ascii_fold[p[i]]); i++)
        h = h * WORD_HASH_FACTOR + c;
    *end = i;
    return h;
}

static void read_letters(struct str s, struct word *w)
{
    size_t plain, end;
    w->hash = plain_letters(s, w->start, &plain);
    end = byte_at(s, plain) < 0x80 ? plain : letters_end(s, plain);
    w->end = (uint32_t)end;
    w->ascii = end == plain;
    if (w->ascii) {
        set_length(w, end - w->start);
        return;
    }
    char fold[WORD_MAX_BYTES];
    size_t n = word_fold(str_slice(s, w->start, end), fold);
    w->hash = word_hash(fold, n);
    set_length(w, n);
}

static void set_alt(struct word *w)
{
    w->alt_hash = w->hash;
    w->alt_n = w->n;
    w->alt_end = w->end;
}

static void take_byte(struct word *w, unsigned char c, size_t end)
{
    w->hash = w->hash * WORD_HASH_FACTOR + c;
    set_length(w, w->n ? w->n + 1u : WORD_MAX_BYTES + 1u);
    w->end = (uint32_t)end;
}

/* True at the space of "C ++" and "C #". */
static bool is_torn(struct str s, const struct word *w)
{
    size_t i = w->end;
    if (w->n != 1 || !ascii_is_alpha(s.p[w->start]) || byte_at(s, i) != ' ')
        return false;
    unsigned char sign = byte_at(s, i + 1), next = byte_at(s, i + 2);
    return (sign == '+' && next == '+') ||
           (sign == '#' && !is_alnum_at(s, i + 2));
}

/* "c++", "security+" (but "python+sql" are two words), "c#". */
static void take_signs(struct str s, struct word *w)
{
    size_t i = w->end + (s.p[w->end] == ' ');
    if (s.p[i] == '#' && w->n == 1) {
        take_byte(w, '#', i + 1);
        return;
    }
    bool many = byte_at(s, i + 1) == '+';
    if (s.p[i] != '+' || (!many && is_alnum_at(s, i + 1)))
        return;
    if (!many)
        set_alt(w);
    for (unsigned k = 0; k < 2 && byte_at(s, i) == '+'; k++, i++)
        take_byte(w, '+', i + 1);
}

/* "bachelor's" is read as "bachelors", and "bachelor" is the shorter one; but
 * "J's" is no "JS". */
static void take_possessive(struct str s, struct word *w)
{
    size_t i = w->end;
    if (w->n < POSSESSIVE_MIN_LETTERS || class_next(s, &i) != CHAR_QUOTE)
        return;
    char c = ascii_lower((char)byte_at(s, i));
    size_t behind = i + 1;
    if (c != 's' || (behind < s.n && class_next(s, &behind) == CHAR_WORD))
        return;
    set_alt(w);
    take_byte(w, 's', i + 1);
}

/* "python3" has the shorter reading "python"; the mention is the whole. */
static void note_version(struct str s, struct word *w)
{
    if (!ascii_is_digit(s.p[w->end - 1]) || w->n < VERSION_MIN_LETTERS + 1)
        return;
    size_t i = w->end;
    while (i > w->start && ascii_is_digit(s.p[i - 1]))
        i--;
    size_t letters = i - w->start;
    if (w->end - i > VERSION_MAX_DIGITS || letters < VERSION_MIN_LETTERS)
        return;
    uint64_t h = 0;
    for (size_t k = w->start; k < i; k++) {
        if (!ascii_is_alpha(s.p[k]))
            return;
        h = h * WORD_HASH_FACTOR + ascii_fold[(unsigned char)s.p[k]];
    }
    w->alt_hash = h;
    w->alt_n = (uint8_t)letters;
    w->alt_end = w->end;
}

bool word_next(struct str s, size_t *at, struct word *w)
{
    size_t i = *at;
    uint8_t gap = (uint8_t)skip_gap(s, &i);
    *at = i;
    if (i >= s.n)
        return false;
    *w = (struct word){.start = (uint32_t)i, .end = (uint32_t)i, .gap = gap};
    if (s.p[i] == '&' || s.p[i] == '.') {
        w->ascii = true;
        size_t n = s.p[i] == '&' ? 1 : 4;
        w->end = (uint32_t)(i + n);
        char fold[WORD_MAX_BYTES];
        w->hash = word_hash(fold, word_fold(str_slice(s, i, i + n), fold));
        w->n = (uint8_t)n;
        *at = w->end;
        return true;
    }
    read_letters(s, w);
    unsigned char next = byte_at(s, w->end);
    if (next == '+' || next == '#' || is_torn(s, w))
        take_signs(s, w);
    else if (next == '\'' || next >= 0x80)
        take_possessive(s, w);
    if (w->ascii && w->alt_n == 0)
        note_version(s, w);
    *at = w->end;
    return true;
}

static enum st add_break(struct name_key *k, size_t at, enum break_kind kind,
                         struct err *err)
{
    if (k->n_breaks == NAME_MAX_BREAKS)
        return err_set(err, ST_CONFIG, "has too many parts");
    k->breaks[k->n_breaks++] =
        (struct name_break){.at = (uint8_t)at, .kind = (uint8_t)kind};
    return ST_OK;
}

/* A break at every small letter that a capital follows: "powerBI". */
static enum st add_camel(struct name_key *k, struct str word, struct err *err)
{
    enum st st = ST_OK;
    for (size_t i = 1; st == ST_OK && i < word.n; i++)
        if (ascii_is_upper(word.p[i]) && ascii_is_alpha(word.p[i - 1]) &&
            !ascii_is_upper(word.p[i - 1]))
            st = add_break(k, k->fold_n + i, BREAK_CAMEL, err);
    return st;
}

/* Letters that stand alone say what they mean by how they are parted. */
static enum break_kind break_before(const struct word *w, size_t n_before)
{
    if (n_before != 1 || w->n != 1 || !w->ascii)
        return BREAK_PLAIN;
    if (w->gap == GAP_DOT || w->gap == GAP_DOT_SPACE)
        return BREAK_DOTTED;
    return w->gap == GAP_SOFT ? BREAK_APART : BREAK_PLAIN;
}

static enum st add_word(struct name_key *k, struct str name,
                        const struct word *w, struct err *err)
{
    struct str bytes = str_slice(name, w->start, w->end);
    char fold[WORD_MAX_BYTES], exact[WORD_MAX_BYTES];
    size_t fold_n = word_fold(bytes, fold), exact_n = word_exact(bytes, exact);
    if (fold_n == 0 || k->fold_n + fold_n > WORD_MAX_BYTES ||
        k->exact_n + exact_n > WORD_MAX_BYTES)
        return err_set(err, ST_CONFIG, "is longer than %u bytes",
                       WORD_MAX_BYTES);
    enum st st = ST_OK;
    if (k->n_words > 0)
        st = add_break(k, k->fold_n, break_before(w, k->last_word_n), err);
    /* Offsets of capitals are offsets of the folded form in plain ASCII only,
     * and every word before must have been so as well. */
    if (st == ST_OK && w->ascii && fold_n == bytes.n && k->fold_n == k->exact_n)
        st = add_camel(k, bytes, err);
    memcpy(k->fold + k->fold_n, fold, fold_n);
    memcpy(k->exact + k->exact_n, exact, exact_n);
    k->fold_n = (uint8_t)(k->fold_n + fold_n);
    k->exact_n = (uint8_t)(k->exact_n + exact_n);
    k->last_word_n = (uint8_t)fold_n;
    k->n_words++;
    return st;
}

static enum st bad_sign(struct err *err)
{
    return err_set(err, ST_CONFIG,
                   "has a sign in it that no mention goes over (write the "
                   "parts as names of their own)");
}

enum st name_key_of(struct str name, struct name_key *out, struct err *err)
{
    memset(out, 0, sizeof *out);
    struct word w;
    enum st st = ST_OK;
    size_t end = 0;
    for (size_t at = 0; st == ST_OK && word_next(name, &at, &w);) {
        if (out->n_words == NAME_MAX_WORDS)
            return err_set(err, ST_CONFIG, "has more than %u words",
                           NAME_MAX_WORDS);
        if (w.gap == GAP_HARD)
            return bad_sign(err);
        st = add_word(out, name, &w, err);
        end = at;
    }
    if (st == ST_OK && out->n_words == 0)
        return err_set(err, ST_CONFIG, "has no letter or digit");
    return st == ST_OK && skip_gap(name, &end) == GAP_HARD ? bad_sign(err) : st;
}

static char break_sign(enum break_kind kind)
{
    switch (kind) {
    case BREAK_DOTTED:
        return '.';
    case BREAK_APART:
        return ' ';
    default:
        return '\0';
    }
}

/* n bytes of form with the gaps put in that must be there. */
static size_t with_gaps(const struct name_key *k, const char *form, size_t n,
                        char *out)
{
    size_t to = 0;
    for (size_t i = 0, b = 0; i < n; i++) {
        while (b < k->n_breaks && k->breaks[b].at < i)
            b++;
        char sign = b < k->n_breaks && k->breaks[b].at == i
                        ? break_sign(k->breaks[b].kind)
                        : '\0';
        if (sign)
            out[to++] = sign;
        out[to++] = form[i];
    }
    return to;
}

size_t name_key_spelling(const struct name_key *k,
                         char out[NAME_SPELLING_MAX_BYTES])
{
    return with_gaps(k, k->fold, k->fold_n, out);
}

size_t name_key_exact_spelling(const struct name_key *k,
                               char out[NAME_SPELLING_MAX_BYTES])
{
    return with_gaps(k, k->exact, k->exact_n, out);
}
