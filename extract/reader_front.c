/* SPDX-License-Identifier: MIT */
#include "extract/reader_front.h"
#include "extract/reader_sections.h"

#define FRONT_MAX_BYTES (64u << 10)

/* Part text into the lines between the marks and what follows them. */
static bool part(struct str text, struct str *front, struct str *body)
{
    struct str line, rest = text;
    if (!str_split(&rest, '\n', &line) || !str_eq(str_trim(line), STR("---")))
        return false;
    const char *begin = rest.p;
    while (str_split(&rest, '\n', &line)) {
        size_t n = (size_t)(line.p - begin);
        if (n > FRONT_MAX_BYTES)
            return false;
        if (!str_eq(str_trim(line), STR("---")))
            continue;
        *front = (struct str){begin, n};
        *body = rest.p ? rest : STR("");
        return true;
    }
    return false;
}

/* A YAML scalar without its tag and quotes. */
static struct str plain(struct str s)
{
    s = str_trim(s);
    if (str_starts(s, STR("!"))) { /* "!!timestamp '2017-07-14'" */
        size_t blank = str_find(s, STR(" "));
        s = str_trim(str_slice(s, blank == SIZE_MAX ? s.n : blank, s.n));
    }
    bool quoted =
        s.n >= 2 && (s.p[0] == '\'' || s.p[0] == '"') && s.p[s.n - 1] == s.p[0];
    return quoted ? str_slice(s, 1, s.n - 1) : s;
}

/* The value of the first of the names (parted by blanks) that is a key at the
 * margin and has one. */
static struct str value_of(struct reader *r, struct str front,
                           const char *names)
{
    struct str wanted = str_from(names), name;
    while (str_split(&wanted, ' ', &name)) {
        struct str rest = front, line, key;
        while (str_split(&rest, '\n', &line)) {
            if (!str_split(&line, ':', &key) || !line.p ||
                !str_eq_ascii_nocase(key, name))
                continue;
            struct str value = plain(line);
            if (value.n)
                return arena_str(r->a, value);
        }
    }
    return STR_NONE;
}

bool front_is(struct str text)
{
    struct str front, body, line;
    if (!str_starts(text, STR("---")) || !part(text, &front, &body))
        return false;
    while (str_split(&front, '\n', &line))
        if (str_starts(line, STR("title:")) || str_starts(line, STR("Title:")))
            return true;
    return false;
}

void front_read(struct reader *r, struct str text)
{
    struct raw *raw = r->raw;
    struct str front, body;
    if (!part(text, &front, &body))
        return;
    raw->title = value_of(r, front, "title");
    raw->company = value_of(r, front, "company employer organization");
    raw->url = value_of(r, front, "url link apply_url");
    raw->employment_type =
        value_of(r, front, "employment_type contract type job_type");
    raw->remote = reader_remote_word(value_of(r, front, "remote workplace"));
    raw->salary_text = value_of(r, front, "salary compensation");
    raw->language = value_of(r, front, "language lang");
    raw->date_posted = reader_text_date(
        r, value_of(r, front, "date_posted created published date"));
    raw->date_updated =
        reader_text_date(r, value_of(r, front, "updated modified"));
    raw->valid_through =
        reader_text_date(r, value_of(r, front, "valid_through expires"));
    reader_add_places(r, value_of(r, front, "location place city"));
    raw->description = arena_str(r->a, str_trim(body));
    if (raw->description.n &&
        reader_sniff(r->a, &raw->description) == TEXT_HTML)
        raw->format = TEXT_HTML;
    else
        raw->format = TEXT_MARKDOWN; /* is what generators take */
    raw->truncated = raw->description.n == 0;
}
