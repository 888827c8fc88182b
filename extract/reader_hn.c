/* SPDX-License-Identifier: MIT */
/* reader_hn.c - the monthly thread "Who is hiring?": the tree of a story, a
 * search for its comments (both Algolia), or one item (Firebase); before it,
 * what names the threads: a search for stories, or their author's submissions.
 * A posting is
 * a comment on the story itself; its first line says, by custom only,
 * "Company | Role | Location | REMOTE | Full-time | $100k". */
#include "extract/place.h"
#include "extract/reader_json.h"
#include "extract/reader_kinds.h"
#include "extract/text.h"
#include <string.h>

#define LINE_MAX_BYTES  400u /* a longer first line is no header */
#define TITLE_MAX_BYTES 120u
#define PIECES          12u
#define THREADS_A_MONTH 3u

#define ALGOLIA_ITEM  "/api/v1/items/"
#define FIREBASE_ITEM "/v0/item/"

struct thread {
    const struct reader_input *in;
    struct arena *a;
    struct raw_list *out;
    size_t room;
    const struct places *places;
};

/* The comment being read. */
struct comment {
    struct reader r;
    const struct places *places;
};

static bool has_any(struct str s, const char *const *words)
{
    for (; *words; words++)
        if (str_find_ascii_nocase(s, str_from(*words)) != SIZE_MAX)
            return true;
    return false;
}

static bool is_role(struct str s)
{
    static const char *const words[] = {
        "engineer",   "developer",     "scientist",  "analyst",    "manager",
        "designer",   "architect",     "lead",       "head of",    "director",
        "founding",   "researcher",    "intern",     "devops",     "sre",
        "roles",      "positions",     "programmer", "full stack", "full-stack",
        "fullstack",  "frontend",      "backend",    "cto",        "operator",
        "specialist", "administrator", "consultant", "writer",     NULL};
    return has_any(s, words);
}

static bool is_type(struct str s)
{
    static const char *const words[] = {"full-time",  "full time", "fulltime",
                                        "part-time",  "part time", "contract",
                                        "internship", "freelance", NULL};
    return s.n <= 60 && has_any(s, words);
}

static enum remote place_of_work(struct str s)
{
    static const char *const onsite[] = {"onsite",    "on-site",   "on site",
                                         "in office", "in-office", "in-person",
                                         NULL};
    if (str_find_ascii_nocase(s, STR("hybrid")) != SIZE_MAX)
        return REMOTE_HYBRID;
    if (str_find_ascii_nocase(s, STR("remote")) != SIZE_MAX)
        return REMOTE_REMOTE;
    return has_any(s, onsite) ? REMOTE_ONSITE : REMOTE_NONE;
}

static bool is_pay(struct str s)
{
    static const char *const signs[] = {
        "$", "\xe2\x82\xac", "\xc2\xa3", "usd", "eur ", "gbp", "equity", NULL};
    bool digit = false, thousands = false;
    for (size_t i = 0; i < s.n; i++) {
        digit |= ascii_is_digit(s.p[i]);
        thousands |=
            i > 0 && ascii_lower(s.p[i]) == 'k' && ascii_is_digit(s.p[i - 1]);
    }
    return digit && (thousands || has_any(s, signs));
}

static bool is_address(struct str s)
{
    static const char *const words[] = {"http", "www.", "@", NULL};
    bool blank = false;
    for (size_t i = 0; i < s.n; i++)
        blank |= ascii_is_space(s.p[i]);
    size_t dot = str_find(s, STR("."));
    return (s.n <= 100 && has_any(s, words)) ||
           (!blank && dot != SIZE_MAX && dot + 2 < s.n);
}

static struct str trim_marks(struct str s)
{
    while (s.n && strchr(",/-;&+ ", s.p[0]))
        s = str_slice(s, 1, s.n);
    while (s.n && strchr(",/-;&+ ", s.p[s.n - 1]))
        s.n--;
    if (str_ends(s, STR(" or")))
        s.n -= 3;
    return s;
}

/* s without the words for where one works and without brackets: "; " stands in
 * their place. */
static void without_modes(struct str s, struct buf *out)
{
    static const struct str words[] = {
        {"fully remote", 12}, {"remote", 6},    {"onsite", 6}, {"on-site", 7},
        {"on site", 7},       {"in-office", 9}, {"hybrid", 6}};
    for (size_t i = 0; i < s.n;) {
        size_t n = memchr("()", s.p[i], 2) ? 1 : 0;
        for (size_t w = 0; w < sizeof words / sizeof *words && n == 0; w++)
            if (str_eq_ascii_nocase(str_slice(s, i, i + words[w].n), words[w]))
                n = words[w].n;
        if (n)
            buf_add_cstr(out, "; ");
        else
            buf_add_char(out, s.p[i]);
        i += n ? n : 1;
    }
}

/* The places that a piece names: "SF, Remote (North America)". With sure, only
 * those that are known as one. */
static void read_place(struct comment *c, struct str s, bool sure)
{
    AUTO(buf_done) struct buf out;
    buf_init(&out, 4 * LINE_MAX_BYTES);
    without_modes(s, &out);
    struct str rest = buf_str(&out), one;
    while (str_split(&rest, ';', &one)) {
        one = trim_marks(str_trim(one));
        if (one.n < 2 || one.n > 60 || str_eq_ascii_nocase(one, STR("or")) ||
            str_eq_ascii_nocase(one, STR("and")))
            continue;
        struct place place = {.raw = arena_str(c->r.a, one)};
        struct place parts = place_parse(c->places, &place);
        if (!sure || parts.city.p || parts.region.p || parts.country.p)
            reader_add_places(&c->r, place.raw);
    }
}

static struct str cut(struct arena *a, struct str s, size_t max)
{
    if (s.n <= max)
        return s;
    while (max > 0 && s.p[max] != ' ')
        max--;
    return arena_printf(a, "%.*s...", (int)max, s.p);
}

/* What stands behind a dash, in brackets or behind a link in the first piece
 * is not the employer's name. */
static struct str employer(struct str s)
{
    static const struct str ends[] = {{" (", 2},
                                      {" http", 5},
                                      {" - ", 3},
                                      {" \xe2\x80\x94 ", 5},
                                      {" \xe2\x80\x93 ", 5}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        s = str_slice(s, 0, str_find(s, ends[i]));
    return str_trim(s);
}

/* One piece of the header line, by what it looks like; false: none of it. */
static bool read_piece(struct comment *c, struct str s)
{
    struct raw *raw = c->r.raw;
    enum remote where = place_of_work(s);
    if (is_type(s) && !is_role(s)) {
        raw->employment_type =
            raw->employment_type.p ? raw->employment_type : s;
        return true;
    }
    if (where != REMOTE_NONE && s.n <= 80 && !is_role(s)) {
        /* "Berlin | REMOTE or ONSITE": the first word for it counts. */
        if (raw->remote == REMOTE_NONE || where == REMOTE_HYBRID)
            raw->remote = where;
        read_place(c, s, false);
        return true;
    }
    if (is_pay(s)) {
        raw->salary_text = raw->salary_text.p ? raw->salary_text : s;
        return true;
    }
    if (is_address(s))
        return true;
    if (raw->title.p || !is_role(s))
        return false;
    raw->title = cut(c->r.a, s, TITLE_MAX_BYTES);
    return true;
}

/* Pieces that no rule knew: the first stands for the role where no piece
 * looked like one, the others are places when they are short. */
static void read_rest(struct comment *c, const struct str *rest, size_t n)
{
    size_t from = 0;
    if (!c->r.raw->title.p && n > 1)
        c->r.raw->title = cut(c->r.a, rest[from++], TITLE_MAX_BYTES);
    for (size_t i = from; i < n; i++)
        if (rest[i].n <= 60 && c->r.raw->n_locations < 4)
            read_place(c, rest[i], true);
}

/* Cut the next piece off *rest. */
static bool next_piece(struct str *rest, struct str mark, struct str *piece)
{
    if (!rest->p)
        return false;
    size_t at = str_find(*rest, mark);
    *piece = str_trim(str_slice(*rest, 0, at));
    *rest = at == SIZE_MAX ? STR_NONE : str_slice(*rest, at + mark.n, rest->n);
    return true;
}

/* What parts the pieces of a header: "|", or a dash that stands twice. Absent:
 * the line is none. */
static struct str header_mark(struct str line)
{
    static const struct str marks[] = {
        {"|", 1}, {" \xe2\x80\x94 ", 5}, {" \xe2\x80\x93 ", 5}, {" - ", 3}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = str_find(line, marks[i]);
        if (at == SIZE_MAX)
            continue;
        struct str rest = str_slice(line, at + marks[i].n, line.n);
        if (i == 0 || str_find(rest, marks[i]) != SIZE_MAX)
            return marks[i];
    }
    return STR_NONE;
}

static void read_header(struct comment *c, struct str line, struct str mark)
{
    struct str piece, rest[PIECES];
    size_t n = 0;
    next_piece(&line, mark, &piece);
    c->r.raw->company = employer(piece);
    if (c->r.raw->remote == REMOTE_NONE)
        c->r.raw->remote = place_of_work(piece);
    while (next_piece(&line, mark, &piece))
        if (piece.n && !read_piece(c, piece) && n < PIECES)
            rest[n++] = piece;
    read_rest(c, rest, n);
}

/* A first line without "|": it is a posting when it says that someone is
 * wanted, and the line is its title. */
static bool is_offer(struct str line, struct str text)
{
    static const char *const words[] = {
        "hiring",   "looking for", "seeking",       "we need",        "join us",
        "join our", "open role",   "open position", "we're building", NULL};
    return is_role(line) || (is_role(text) && has_any(text, words));
}

static bool fill(struct comment *c, struct str html)
{
    struct doc d;
    text_normalise(html, TEXT_HTML, c->r.a, &d);
    struct str rest = d.text, line;
    if (d.text.n == 0 || !str_split(&rest, '\n', &line))
        return false;
    struct str mark = line.n <= LINE_MAX_BYTES ? header_mark(line) : STR_NONE;
    if (mark.p)
        read_header(c, line, mark);
    else if (!is_offer(line, d.text))
        return false;
    if (!c->r.raw->title.p)
        c->r.raw->title = cut(c->r.a, line, TITLE_MAX_BYTES);
    c->r.raw->description = html;
    c->r.raw->format = TEXT_HTML;
    return true;
}

static struct json_object *either(struct json_object *o, const char *a,
                                  const char *b)
{
    struct json_object *value = reader_get(o, a);
    return value ? value : reader_get(o, b);
}

static void read_comment(struct thread *t, struct json_object *o)
{
    t->out->n_items++;
    if (reader_bool(o, "deleted", false) || reader_bool(o, "dead", false))
        return;
    struct raw *raw = reader_new_raw(t->a, t->out, t->room);
    if (!raw)
        return;
    struct comment c = {{.a = t->a, .in = t->in, .raw = raw}, t->places};
    struct str html =
        reader_value_text(&c.r, either(o, "comment_text", "text"));
    struct str id = reader_value_text(&c.r, either(o, "objectID", "id"));
    if (!html.n || !id.n || !fill(&c, html)) {
        *raw = (struct raw){0}; /* deleted, or talk beside the matter */
        t->out->n--;
        return;
    }
    raw->id = arena_printf(t->a, "hn-%.*s", STR_FMT(id));
    raw->url = arena_printf(t->a, "https://news.ycombinator.com/item?id=%.*s",
                            STR_FMT(id));
    const char *when = reader_get(o, "created_at") ? "created_at" : "time";
    raw->date_posted = reader_date(&c.r, o, when);
}

/* A hit that answers another comment is no posting. */
static bool is_reply(struct json_object *o)
{
    struct json_object *parent = reader_get(o, "parent_id");
    struct json_object *story = reader_get(o, "story_id");
    return parent && story &&
           strcmp(json_object_get_string(parent),
                  json_object_get_string(story)) != 0;
}

/* A thread of this title; its author has two others each month. */
static bool is_hiring(struct json_object *o)
{
    struct json_object *title = reader_get(o, "title");
    return json_object_is_type(title, json_type_string) &&
           str_find_ascii_nocase(str_from(json_object_get_string(title)),
                                 STR("who is hiring")) != SIZE_MAX;
}

/* Add the address of an item, below path, to a list of addresses. */
static void name_item(struct thread *t, const char *path,
                      struct json_object *id, struct str *list, size_t *n)
{
    int64_t number = json_object_get_int64(id);
    if (number > 0)
        list[(*n)++] = arena_printf(t->a, "%s%lld%s", path, (long long)number,
                                    path[1] == 'v' ? ".json" : "");
}

static struct str *room_for(struct thread *t, struct json_object *list,
                            size_t *n)
{
    *n = json_object_array_length(list);
    *n = *n < READER_MAX_NAMED ? *n : READER_MAX_NAMED;
    return arena_calloc(t->a, *n ? *n : 1, sizeof(struct str));
}

/* A search for stories leads to their threads. */
static bool is_story(struct json_object *o)
{
    return reader_get(o, "title") && !reader_get(o, "comment_text");
}

static void name_threads(struct thread *t, struct json_object *hits)
{
    size_t n;
    struct str *lists = room_for(t, hits, &n);
    for (size_t i = 0; i < n; i++) {
        struct json_object *o = json_object_array_get_idx(hits, i);
        if (is_story(o) && is_hiring(o))
            name_item(t, ALGOLIA_ITEM, reader_get(o, "objectID"), lists,
                      &t->out->n_lists);
    }
    t->out->lists = lists;
}

/* What the author has submitted: every third story is of this kind. */
static void name_submitted(struct thread *t, struct json_object *ids)
{
    size_t n;
    struct str *lists = room_for(t, ids, &n);
    for (size_t i = 0; i < n; i++)
        name_item(t, FIREBASE_ITEM, json_object_array_get_idx(ids, i), lists,
                  &t->out->n_lists);
    t->out->lists = lists;
    t->out->list_group = THREADS_A_MONTH;
}

/* A story of Firebase names its comments. */
static void name_comments(struct thread *t, struct json_object *story)
{
    struct json_object *kids = reader_get(story, "kids");
    size_t n;
    if (!is_hiring(story) || !json_object_is_type(kids, json_type_array))
        return;
    struct str *entries = room_for(t, kids, &n);
    for (size_t i = 0; i < n; i++)
        name_item(t, FIREBASE_ITEM, json_object_array_get_idx(kids, i), entries,
                  &t->out->n_entries);
    t->out->entries = entries;
    t->out->n_items = n;
}

static void read_list(struct thread *t, struct json_object *list)
{
    t->room = json_object_array_length(list);
    for (size_t i = 0; i < t->room; i++) {
        struct json_object *o = json_object_array_get_idx(list, i);
        if (is_reply(o) || is_story(o))
            t->out->n_items++;
        else
            read_comment(t, o);
    }
}

static bool is_comment(struct json_object *o)
{
    struct json_object *type = reader_get(o, "type");
    return json_object_is_type(type, json_type_string) &&
           strcmp(json_object_get_string(type), "comment") == 0;
}

static enum st read_thread(struct thread *t, struct json_object *root,
                           struct err *err)
{
    struct json_object *hits = reader_get(root, "hits");
    struct json_object *children = reader_get(root, "children");
    struct json_object *submitted = reader_get(root, "submitted");
    if (json_object_is_type(hits, json_type_array)) {
        read_list(t, hits);
        name_threads(t, hits);
    } else if (json_object_is_type(submitted, json_type_array)) {
        name_submitted(t, submitted);
    } else if (is_comment(root)) {
        t->room = 1;
        read_comment(t, root);
    } else if (json_object_is_type(children, json_type_array)) {
        read_list(t, children);
    } else if (reader_get(root, "kids")) {
        name_comments(t, root);
    } else if (!reader_get(root, "by") && !reader_get(root, "deleted")) {
        return err_set(err, ST_BAD_INPUT,
                       "no Hacker News answer: neither \"hits\" nor an item");
    }
    return ST_OK;
}

enum st read_hn(const struct reader_input *in, struct arena *a,
                struct raw_list *out, struct err *err)
{
    struct thread t = {.in = in, .a = a, .out = out};
    struct json_object *root;
    if (str_eq(str_trim(in->body), STR("null")))
        return ST_OK; /* Firebase has no such item */
    enum st st = reader_parse(in->body, &root, err);
    if (st)
        return st;
    struct places *places = places_new();
    t.places = places;
    st = read_thread(&t, root, err);
    places_free(places);
    json_object_put(root);
    return st;
}
