/* SPDX-License-Identifier: MIT */
/* The hostile half of sample.h. */
#include "base/lines.h"
#include "sample.h"
#include <string.h>

#define MAX_NAMES 2000

/* One of each sort, for where the shared files are not at hand. */
static const char *const own[] = {
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' onload='x",
    "<img src=x onerror=alert(1)>",
    "`touch /tmp/pwn0`",
    "\"; system(\"touch /tmp/pwn0\"); \"",
    "a\n!touch /tmp/pwn0",
    "it's",
    "@t0",
    "@t99",
    "C_{++} R&D ~x{y} {/Symbol a}",
    "%s %n %d",
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "\xef\xbc\x9d"
    "1+1",
    "\t=1+1",
    "a,b\"c\"\r\nd",
    "| pipe | table |",
    "[link](javascript:alert(1))",
    "![image](http://127.0.0.1/x)",
    "www.example.org http://example.org",
    "**bold** _em_ `code` # head",
    "\x1b[31mred\x1b]0;title\x07",
    "\xc2\x9b"
    "31m",
    "a\rb\x08\x08",
    "\xe2\x80\xae"
    "rtl override",
    "\xe2\x81\xa6 isolate",
    "zero\xe2\x80\x8bwidth",
    "bad\xff\xfe utf8 \xed\xa0\x80",
    "\xe6\x9d\xb1\xe4\xba\xac \xe3\x83\x87\xe3\x83\xbc\xe3\x82\xbf",
    "\xd8\xb9\xd8\xb1\xd8\xa8\xd9\x8a",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "word word word word word word word word word word word word word word",
    "",
    " ",
    "\xe2\x80\xa8line separator",
    "&lt;b&gt; &amp; &#60;",
    "{{7*7}} ${7*7} <%= 7 %>",
};

/* The cell with the escapes of the shared tables undone: \n \t \r \e and \xNN,
 * \uNNNN stay as they are written. */
static struct str unescape(struct str s, struct arena *a)
{
    struct buf out;
    buf_init(&out, 1u << 16);
    for (size_t i = 0; i < s.n; i++) {
        char next = i + 1 < s.n ? s.p[i + 1] : '\0';
        const char *from = "ntrea", *to = "\n\t\r\x1b\x07";
        const char *at = next ? strchr(from, next) : NULL;
        if (s.p[i] != '\\' || !at) {
            buf_add_char(&out, s.p[i]);
            continue;
        }
        buf_add_char(&out, to[at - from]);
        i++;
    }
    struct str result = arena_str(a, buf_str(&out));
    buf_done(&out);
    return result;
}

static size_t add_file(const char *name, bool first_cell, struct arena *a,
                       struct str *v, size_t n)
{
    struct str path =
        arena_printf(a, TEST_SOURCE_DIR "/../shared/conformance/%s", name);
    struct lines *lines;
    struct err err;
    if (lines_open(path.p, &lines, &err) != ST_OK)
        return n; /* not here: our own list has to do */
    struct str line, cell;
    while (n < MAX_NAMES && lines_next(lines, &line, &err) == LINES_LINE) {
        cell = line;
        if (line.n == 0 || line.p[0] == '#')
            continue;
        if (first_cell)
            str_split(&line, '\t', &cell);
        v[n++] = first_cell ? unescape(cell, a) : arena_str(a, cell);
    }
    lines_free(lines);
    return n;
}

struct str *sample_hostile(struct arena *a, size_t *n)
{
    struct str *v = arena_calloc(a, MAX_NAMES, sizeof *v);
    size_t count = 0;
    for (; count < sizeof own / sizeof *own; count++)
        v[count] = str_from(own[count]);
    v[count++] = (struct str){"nul\0inside", 10};
    count = add_file("own/gnuplot_labels.tsv", true, a, v, count);
    count = add_file("own/terminal_titles.tsv", true, a, v, count);
    count = add_file("own/csv_formula.tsv", true, a, v, count);
    *n = add_file("naughty-strings/blns.txt", false, a, v, count);
    return v;
}

size_t sample_rename(struct sample *s, const struct str *names, size_t n,
                     size_t first)
{
    size_t at = first;
    for (size_t i = 0; i < s->taxonomy.n_concepts; i++)
        s->taxonomy.concepts[i].name = names[at++ % n];
    for (size_t i = 0; i < s->taxonomy.n_roles; i++)
        s->taxonomy.roles[i].name = names[at++ % n];
    return at - first;
}
