/* SPDX-License-Identifier: MIT */
#include "extract/text_bullets.h"
#include <string.h>

size_t bullet_symbol_bytes(struct str s)
{
    static const char symbols[][4] = {
        "\xe2\x80\xa2", /* bullet */
        "\xe2\x80\xa3", /* triangular bullet */
        "\xe2\x81\x83", /* hyphen bullet */
        "\xe2\x96\xa0", /* squares, black and white */
        "\xe2\x96\xa1", "\xe2\x96\xaa", "\xe2\x96\xab",
        "\xe2\x96\xba",                                 /* pointers */
        "\xe2\x96\xb8", "\xe2\x97\x86",                 /* diamond */
        "\xe2\x97\x8b",                                 /* circles */
        "\xe2\x97\x8f", "\xe2\x97\xa6", "\xe2\x9c\x93", /* check marks */
        "\xe2\x9c\x94", "\xe2\x9e\xa2",                 /* arrow heads */
        "\xe2\x9e\xa4", "\xef\x82\xb7", /* Symbol and Wingdings, private use */
        "\xef\x82\xa7", "\xef\x83\x98", "\xef\x83\xbc",
    };
    if (s.n < 3 || (unsigned char)s.p[0] < 0xe2)
        return 0;
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++)
        if (memcmp(s.p, symbols[i], 3) == 0)
            return 3;
    return 0;
}

/* "1.", "12)", "(3)", "a)", "(b)" at the start of s; its bytes or 0. */
static size_t number_bytes(struct str s)
{
    size_t i = 0;
    bool open = s.p[0] == '(';
    if (open)
        i++;
    size_t from = i;
    while (i < s.n && i - from < 2 && ascii_is_digit(s.p[i]))
        i++;
    bool letter = i == from && i < s.n && s.p[i] >= 'a' && s.p[i] <= 'z';
    if (letter)
        i++;
    if (i == from || i >= s.n)
        return 0;
    if (s.p[i] == ')')
        return i + 1;
    return s.p[i] == '.' && !open && !letter ? i + 1 : 0;
}

/* "-", "*", "+", a dash or a middle dot at the start of s. */
static size_t mark_bytes(struct str s)
{
    if (s.p[0] == '-' || s.p[0] == '*' || s.p[0] == '+')
        return 1;
    if (str_starts(s, STR("\xc2\xb7")))
        return 2;
    if (str_starts(s, STR("\xe2\x80\x93")) ||
        str_starts(s, STR("\xe2\x80\x94")) ||
        str_starts(s, STR("\xe2\x86\x92")))
        return 3;
    return 0;
}

size_t bullet_bytes(struct str line)
{
    if (line.n < 2)
        return 0;
    size_t n = bullet_symbol_bytes(line);
    bool space_needed = n == 0;
    if (n == 0)
        n = mark_bytes(line);
    if (n == 0)
        n = number_bytes(line);
    if (n == 0)
        return 0;
    size_t end = n;
    while (end < line.n && (line.p[end] == ' ' || line.p[end] == '\t'))
        end++;
    if (end > n || !space_needed)
        return end;
    /* "-Design systems": a dash glued to a capital is a bullet all the same,
     * and so is a middle dot. */
    bool glued = line.p[0] == '-' && line.n > 2 && ascii_is_upper(line.p[1]) &&
                 !ascii_is_upper(line.p[2]);
    return glued || line.p[0] == '\xc2' ? end : 0;
}
