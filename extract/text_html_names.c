/* SPDX-License-Identifier: MIT */
#include "extract/text_html.h"

#define K1(a)                      ((uint64_t)(unsigned char)(a))
#define K2(a, b)                   (K1(a) << 8 | K1(b))
#define K3(a, b, c)                (K2(a, b) << 8 | K1(c))
#define K4(a, b, c, d)             (K2(a, b) << 16 | K2(c, d))
#define K5(a, b, c, d, e)          (K4(a, b, c, d) << 8 | K1(e))
#define K6(a, b, c, d, e, f)       (K4(a, b, c, d) << 16 | K2(e, f))
#define K7(a, b, c, d, e, f, g)    (K4(a, b, c, d) << 24 | K3(e, f, g))
#define K8(a, b, c, d, e, f, g, h) (K4(a, b, c, d) << 32 | K4(e, f, g, h))

/* A multiplier under which no two of these names share a slot, found by trial;
 * -Woverride-init (in -Wextra) tells when a new name needs another. */
#define MULTIPLIER 0x5ade3b2212f14e5u
#define SLOT_BITS  9
#define SLOT(key)  ((key)*MULTIPLIER >> (64 - SLOT_BITS))

struct element {
    uint64_t key;
    uint8_t class, level;
};

#define ELEMENT(key, class, level) [SLOT(key)] = {key, class, level}

static const struct element elements[1 << SLOT_BITS] = {
    ELEMENT(K1('p'), HTML_BLOCK, 0),
    ELEMENT(K3('d', 'i', 'v'), HTML_BLOCK, 0),
    ELEMENT(K7('s', 'e', 'c', 't', 'i', 'o', 'n'), HTML_BLOCK, 0),
    ELEMENT(K7('a', 'r', 't', 'i', 'c', 'l', 'e'), HTML_BLOCK, 0),
    ELEMENT(K6('h', 'e', 'a', 'd', 'e', 'r'), HTML_BLOCK, 0),
    ELEMENT(K6('f', 'o', 'o', 't', 'e', 'r'), HTML_BLOCK, 0),
    ELEMENT(K5('a', 's', 'i', 'd', 'e'), HTML_BLOCK, 0),
    ELEMENT(K3('n', 'a', 'v'), HTML_BLOCK, 0),
    ELEMENT(K4('m', 'a', 'i', 'n'), HTML_BLOCK, 0),
    ELEMENT(K8('b', 'l', 'o', 'c', 'k', 'q', 'u', 'o'), HTML_BLOCK, 0),
    ELEMENT(K5('t', 'a', 'b', 'l', 'e'), HTML_BLOCK, 0),
    ELEMENT(K5('t', 'b', 'o', 'd', 'y'), HTML_BLOCK, 0),
    ELEMENT(K5('t', 'h', 'e', 'a', 'd'), HTML_BLOCK, 0),
    ELEMENT(K5('t', 'f', 'o', 'o', 't'), HTML_BLOCK, 0),
    ELEMENT(K2('t', 'r'), HTML_BLOCK, 0),
    ELEMENT(K2('t', 'd'), HTML_BLOCK, 0),
    ELEMENT(K7('c', 'a', 'p', 't', 'i', 'o', 'n'), HTML_BLOCK, 0),
    ELEMENT(K2('d', 'l'), HTML_BLOCK, 0),
    ELEMENT(K2('d', 'd'), HTML_BLOCK, 0),
    ELEMENT(K6('f', 'i', 'g', 'u', 'r', 'e'), HTML_BLOCK, 0),
    ELEMENT(K8('f', 'i', 'g', 'c', 'a', 'p', 't', 'i'), HTML_BLOCK, 0),
    ELEMENT(K7('a', 'd', 'd', 'r', 'e', 's', 's'), HTML_BLOCK, 0),
    ELEMENT(K7('d', 'e', 't', 'a', 'i', 'l', 's'), HTML_BLOCK, 0),
    ELEMENT(K7('s', 'u', 'm', 'm', 'a', 'r', 'y'), HTML_BLOCK, 0),
    ELEMENT(K8('f', 'i', 'e', 'l', 'd', 's', 'e', 't'), HTML_BLOCK, 0),
    ELEMENT(K6('l', 'e', 'g', 'e', 'n', 'd'), HTML_BLOCK, 0),
    ELEMENT(K6('o', 'p', 't', 'i', 'o', 'n'), HTML_BLOCK, 0),
    ELEMENT(K6('c', 'e', 'n', 't', 'e', 'r'), HTML_BLOCK, 0),
    ELEMENT(K4('f', 'o', 'r', 'm'), HTML_BLOCK, 0),
    ELEMENT(K4('b', 'o', 'd', 'y'), HTML_BLOCK, 0),
    ELEMENT(K4('h', 't', 'm', 'l'), HTML_BLOCK, 0),
    ELEMENT(K2('b', 'r'), HTML_LINE, 0),
    ELEMENT(K2('h', 'r'), HTML_LINE, 0),
    ELEMENT(K2('l', 'i'), HTML_ITEM, 0),
    ELEMENT(K2('u', 'l'), HTML_LIST, 0),
    ELEMENT(K2('o', 'l'), HTML_LIST, 0),
    ELEMENT(K4('m', 'e', 'n', 'u'), HTML_LIST, 0),
    ELEMENT(K1('b'), HTML_BOLD, 0),
    ELEMENT(K1('u'), HTML_BOLD, 0),
    ELEMENT(K6('s', 't', 'r', 'o', 'n', 'g'), HTML_BOLD, 0),
    ELEMENT(K2('d', 't'), HTML_BOLD_BLOCK, 0),
    ELEMENT(K2('t', 'h'), HTML_BOLD_BLOCK, 0),
    ELEMENT(K3('p', 'r', 'e'), HTML_PRE, 0),
    ELEMENT(K2('h', '1'), HTML_HEADING, 1),
    ELEMENT(K2('h', '2'), HTML_HEADING, 2),
    ELEMENT(K2('h', '3'), HTML_HEADING, 3),
    ELEMENT(K2('h', '4'), HTML_HEADING, 4),
    ELEMENT(K2('h', '5'), HTML_HEADING, 5),
    ELEMENT(K2('h', '6'), HTML_HEADING, 6),
    ELEMENT(K6('s', 'c', 'r', 'i', 'p', 't'), HTML_SKIP, 0),
    ELEMENT(K5('s', 't', 'y', 'l', 'e'), HTML_SKIP, 0),
    ELEMENT(K5('t', 'i', 't', 'l', 'e'), HTML_SKIP, 0),
    ELEMENT(K8('t', 'e', 'm', 'p', 'l', 'a', 't', 'e'), HTML_SKIP, 0),
    ELEMENT(K8('n', 'o', 's', 'c', 'r', 'i', 'p', 't'), HTML_SKIP, 0),
    ELEMENT(K3('s', 'v', 'g'), HTML_SKIP, 0),
    ELEMENT(K4('m', 'a', 't', 'h'), HTML_SKIP, 0),
    ELEMENT(K8('t', 'e', 'x', 't', 'a', 'r', 'e', 'a'), HTML_SKIP, 0),
    ELEMENT(K6('i', 'f', 'r', 'a', 'm', 'e'), HTML_SKIP, 0),
    ELEMENT(K6('o', 'b', 'j', 'e', 'c', 't'), HTML_SKIP, 0),
    ELEMENT(K5('v', 'i', 'd', 'e', 'o'), HTML_SKIP, 0),
    ELEMENT(K5('a', 'u', 'd', 'i', 'o'), HTML_SKIP, 0),
    ELEMENT(K3('i', 'm', 'g'), HTML_EMPTY, 0),
    ELEMENT(K3('w', 'b', 'r'), HTML_EMPTY, 0),
    ELEMENT(K5('i', 'n', 'p', 'u', 't'), HTML_EMPTY, 0),
    ELEMENT(K4('m', 'e', 't', 'a'), HTML_EMPTY, 0),
    ELEMENT(K4('l', 'i', 'n', 'k'), HTML_EMPTY, 0),
    ELEMENT(K3('c', 'o', 'l'), HTML_EMPTY, 0),
    ELEMENT(K5('e', 'm', 'b', 'e', 'd'), HTML_EMPTY, 0),
    ELEMENT(K6('s', 'o', 'u', 'r', 'c', 'e'), HTML_EMPTY, 0),
    ELEMENT(K1('a'), HTML_INLINE, 0),
    ELEMENT(K1('i'), HTML_INLINE, 0),
    ELEMENT(K1('s'), HTML_INLINE, 0),
    ELEMENT(K1('q'), HTML_INLINE, 0),
    ELEMENT(K2('e', 'm'), HTML_INLINE, 0),
    ELEMENT(K4('s', 'p', 'a', 'n'), HTML_SPAN, 0),
    ELEMENT(K4('f', 'o', 'n', 't'), HTML_INLINE, 0),
    ELEMENT(K4('c', 'o', 'd', 'e'), HTML_INLINE, 0),
    ELEMENT(K5('s', 'm', 'a', 'l', 'l'), HTML_INLINE, 0),
    ELEMENT(K3('b', 'i', 'g'), HTML_INLINE, 0),
    ELEMENT(K3('s', 'u', 'b'), HTML_INLINE, 0),
    ELEMENT(K3('s', 'u', 'p'), HTML_INLINE, 0),
    ELEMENT(K3('d', 'e', 'l'), HTML_INLINE, 0),
    ELEMENT(K3('i', 'n', 's'), HTML_INLINE, 0),
    ELEMENT(K4('m', 'a', 'r', 'k'), HTML_INLINE, 0),
    ELEMENT(K4('a', 'b', 'b', 'r'), HTML_INLINE, 0),
    ELEMENT(K4('c', 'i', 't', 'e'), HTML_INLINE, 0),
    ELEMENT(K3('k', 'b', 'd'), HTML_INLINE, 0),
    ELEMENT(K4('s', 'a', 'm', 'p'), HTML_INLINE, 0),
    ELEMENT(K3('v', 'a', 'r'), HTML_INLINE, 0),
    ELEMENT(K3('d', 'f', 'n'), HTML_INLINE, 0),
    ELEMENT(K6('s', 't', 'r', 'i', 'k', 'e'), HTML_INLINE, 0),
    ELEMENT(K6('b', 'u', 't', 't', 'o', 'n'), HTML_INLINE, 0),
    ELEMENT(K5('l', 'a', 'b', 'e', 'l'), HTML_INLINE, 0),
    ELEMENT(K4('t', 'i', 'm', 'e'), HTML_INLINE, 0),
    ELEMENT(K4('h', 'e', 'a', 'd'), HTML_INLINE, 0),
};

uint64_t html_key(struct str name)
{
    uint64_t key = 0;
    size_t n = name.n < 8 ? name.n : 8;
    for (size_t i = 0; i < n; i++)
        key = key << 8 | (unsigned char)ascii_lower(name.p[i]);
    return key;
}

enum html_class html_class_of(uint64_t key, uint8_t *level)
{
    const struct element *e = &elements[SLOT(key)];
    *level = e->level;
    return e->key == key && key ? (enum html_class)e->class : HTML_UNKNOWN;
}
