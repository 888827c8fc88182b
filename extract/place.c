/* SPDX-License-Identifier: MIT */
#include "extract/place.h"
#include "base/alloc.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "extract/place_data.h"
#include <stdlib.h>
#include <string.h>

#define TABLE_SLOTS     4096u /* a power of two, many times the names */
#define NAME_MAX_BYTES  64u
#define PARTS_MAX       8u
#define PLACE_MAX_BYTES 400u

enum kind { COUNTRY, COUNTRY_CODE, REGION, REGION_CODE, CITY };

struct entry {
    uint64_t key; /* hash of the folded name and the kind's class; 0: free */
    enum kind kind;
    struct str country, region, city;
};

struct places {
    struct entry table[TABLE_SLOTS];
};

static uint64_t key_of(struct str name)
{
    char folded[NAME_MAX_BYTES];
    if (!name.n || name.n > sizeof folded)
        return 0;
    for (size_t i = 0; i < name.n; i++)
        folded[i] = ascii_lower(name.p[i]);
    uint64_t h = hash64((struct str){folded, name.n});
    return h ? h : 1;
}

static void add(struct places *p, struct str name, const struct entry *e)
{
    uint64_t key = key_of(name);
    size_t slot = key % TABLE_SLOTS;
    while (p->table[slot].key)
        slot = (slot + 1) % TABLE_SLOTS;
    p->table[slot] = *e;
    p->table[slot].key = key;
}

static void add_countries(struct places *p)
{
    size_t n;
    const struct place_country *c = place_countries(&n);
    for (size_t i = 0; i < n; i++) {
        struct str rest = str_from(c[i].names), name;
        struct entry e = {.kind = COUNTRY, .country = str_from(c[i].code)};
        while (str_split(&rest, '|', &name))
            add(p, name, &e);
        e.kind = COUNTRY_CODE;
        add(p, e.country, &e);
    }
}

static void add_regions(struct places *p)
{
    size_t n;
    const struct place_region *r = place_regions(&n);
    for (size_t i = 0; i < n; i++) {
        struct entry e = {.kind = REGION,
                          .country = str_from(r[i].country),
                          .region = str_from(r[i].name)};
        add(p, e.region, &e);
        if (r[i].other)
            add(p, str_from(r[i].other), &e);
        e.kind = REGION_CODE;
        if (r[i].code)
            add(p, str_from(r[i].code), &e);
    }
}

static void add_cities(struct places *p)
{
    size_t n;
    const struct place_cities *c = place_cities(&n);
    for (size_t i = 0; i < n; i++) {
        struct str rest = str_from(c[i].names), name;
        while (str_split(&rest, '|', &name)) {
            struct str city = name;
            size_t eq = str_find(name, STR("="));
            if (eq != SIZE_MAX) {
                city = str_slice(name, eq + 1, name.n);
                name.n = eq;
            }
            struct entry e = {.kind = CITY,
                              .country = str_from(c[i].country),
                              .region = str_from(c[i].region),
                              .city = city.n ? city : STR_NONE};
            add(p, name, &e);
        }
    }
}

struct places *places_new(void)
{
    struct places *p = xalloc(sizeof *p);
    add_countries(p);
    add_regions(p);
    add_cities(p);
    return p;
}

void places_free(struct places *p)
{
    free(p);
}

/* The next entry with this name from *slot on; codes only when the name is
 * written in capitals. NULL: no more. */
static const struct entry *next_entry(const struct places *p, struct str name,
                                      uint64_t key, size_t *slot)
{
    bool capitals = true;
    for (size_t i = 0; i < name.n; i++)
        capitals = capitals && ascii_is_upper(name.p[i]);
    for (; p->table[*slot].key; *slot = (*slot + 1) % TABLE_SLOTS) {
        const struct entry *e = &p->table[*slot];
        bool code = e->kind == COUNTRY_CODE || e->kind == REGION_CODE;
        if (e->key != key || (code && !capitals))
            continue;
        *slot = (*slot + 1) % TABLE_SLOTS;
        return e;
    }
    return NULL;
}

/* The first entry of a name that is of one of the kinds (bits) and, where they
 * are given, in the country and region. */
static const struct entry *find(const struct places *p, struct str name,
                                unsigned kinds, struct str country,
                                struct str region)
{
    uint64_t key = key_of(name);
    if (!key)
        return NULL;
    size_t slot = key % TABLE_SLOTS;
    const struct entry *e;
    while ((e = next_entry(p, name, key, &slot)))
        if (kinds & 1u << e->kind &&
            (!country.p || str_eq(country, e->country)) &&
            (!region.p || !e->region.p || str_eq(region, e->region)))
            return e;
    return NULL;
}

#define ANY_COUNTRY (1u << COUNTRY | 1u << COUNTRY_CODE)
#define ANY_REGION  (1u << REGION | 1u << REGION_CODE)
#define A_CITY      (1u << CITY)

/* Words that say how one works there, not where: taken off both ends. */
static const char *const not_places[] = {
    "remote",   "hybrid",   "onsite",       "on-site",      "in-office",
    "based",    "greater",  "area",         "metro",        "fully",
    "only",     "in",       "the",          "within",       "from",
    "office",   "hq",       "headquarters", "metropolitan", "home",
    "work",     "or",       "and",          "region",       "ft",
    "anywhere", "us-based", "flexible",     "100%",         "full-time"};

/* Parts of the world, which are no city, region or country. */
static bool is_continent(struct str part)
{
    static const char *const names[] = {"North America", "South America",
                                        "Latin America", "Central America",
                                        "Americas",      "The Americas"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_eq_ascii_nocase(part, str_from(names[i])))
            return true;
    return false;
}

/* A word that names no place; a post code neither. */
static bool is_not_place(struct str word)
{
    uint64_t code;
    if (word.n >= 4 && str_to_u64(word, UINT64_MAX, &code))
        return true;
    for (size_t i = 0; i < sizeof not_places / sizeof not_places[0]; i++)
        if (str_eq_ascii_nocase(word, str_from(not_places[i])))
            return true;
    return false;
}

/* The first (or last) blank-separated word of s. */
static struct str end_word(struct str s, bool first)
{
    size_t i = first ? 0 : s.n;
    if (first) {
        while (i < s.n && s.p[i] != ' ')
            i++;
        return str_slice(s, 0, i);
    }
    while (i > 0 && s.p[i - 1] != ' ')
        i--;
    return str_slice(s, i, s.n);
}

/* A part without the words that name no place; may become empty. */
static struct str strip_part(struct str s)
{
    s = str_trim(s);
    while (s.n && is_not_place(end_word(s, true)))
        s = str_trim(str_slice(s, end_word(s, true).n, s.n));
    while (s.n && is_not_place(end_word(s, false)))
        s = str_trim(str_slice(s, 0, s.n - end_word(s, false).n));
    return s;
}

/* The dash of "DE-Berlin" and "Remote-US", the slash of "Remote/US". */
static bool is_tight_mark(struct str s, size_t i)
{
    bool code = i == 2 && ascii_is_upper(s.p[0]) && ascii_is_upper(s.p[1]);
    bool remote =
        i == 6 && str_eq_ascii_nocase(str_slice(s, 0, i), STR("remote"));
    return (s.p[i] == '-' && (code || remote)) || (s.p[i] == '/' && remote);
}

/* Length of what parts the parts of a place at s.p[i]: , ; ( ) : | and dashes
 * with blanks around. */
static size_t part_mark(struct str s, size_t i)
{
    if (strchr(",;()[]:|", s.p[i]))
        return 1;
    if (s.p[i] == ' ' && i + 2 < s.n && s.p[i + 1] == '-' && s.p[i + 2] == ' ')
        return 3;
    if (is_tight_mark(s, i))
        return 1;
    struct str at = str_slice(s, i, i + 3);
    return str_eq(at, STR("\xE2\x80\x93")) || str_eq(at, STR("\xE2\x80\x94"))
               ? 3
               : 0;
}

/* Add a part; "New York NY" and "Mapbox Minsk" are two. Returns how many. */
static size_t add_part(const struct places *p, struct str part,
                       struct str *parts, size_t room)
{
    if (!part.n || !room || is_continent(part))
        return 0;
    parts[0] = part;
    struct str last = end_word(part, false);
    if (room < 2 || last.n == part.n ||
        find(p, part, ~0u, STR_NONE, STR_NONE) ||
        !find(p, last, 1u << REGION_CODE | A_CITY | 1u << COUNTRY, STR_NONE,
              STR_NONE))
        return 1;
    parts[0] = strip_part(str_slice(part, 0, part.n - last.n));
    parts[1] = last;
    return 2;
}

static size_t split_parts(const struct places *p, struct str s,
                          struct str *parts)
{
    size_t n = 0, from = 0;
    for (size_t i = 0; i <= s.n && n < PARTS_MAX;) {
        size_t mark = i < s.n ? part_mark(s, i) : 1;
        if (!mark) {
            i++;
            continue;
        }
        struct str part = str_trim(str_slice(s, from, i));
        if (!find(p, part, ~0u, STR_NONE, STR_NONE))
            part = strip_part(part);
        n += add_part(p, part, parts + n, PARTS_MAX - n);
        i += mark;
        from = i;
    }
    return n;
}

/* Parts are read from the last, the widest, to the first. */
static void find_country(const struct places *p, const struct str *parts,
                         size_t n, struct place *out)
{
    for (size_t i = n; i-- > 0 && !out->country.p;) {
        unsigned kinds = n > 1 && i ? ANY_COUNTRY : 1u << COUNTRY;
        const struct entry *e = find(p, parts[i], kinds, STR_NONE, STR_NONE);
        if (!e)
            continue;
        const struct entry *region =
            find(p, parts[i], ANY_REGION, STR_NONE, STR_NONE);
        /* "Austin, CA" is California, "Toronto, CA" is Canada; "Georgia" is
         * the state. */
        const struct entry *city =
            i ? find(p, parts[i - 1], A_CITY, e->country, STR_NONE) : NULL;
        if (region && !city)
            continue;
        out->country = e->country;
    }
}

static void find_region(const struct places *p, const struct str *parts,
                        size_t n, struct place *out)
{
    for (size_t i = n; i-- > 0 && !out->region.p;) {
        const struct entry *e = find(p, parts[i], i ? ANY_REGION : 1u << REGION,
                                     out->country, STR_NONE);
        bool city_too =
            i == 0 && find(p, parts[i], A_CITY, out->country, STR_NONE);
        if (!e || city_too)
            continue;
        out->region = e->region;
        out->country = e->country;
    }
}

static bool is_name(struct str s)
{
    if (s.n > NAME_MAX_BYTES || s.n < 2)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (ascii_is_digit(s.p[i]) || strchr("/+@#;", s.p[i]))
            return false;
    return ascii_is_upper(s.p[0]) || s.p[0] & 0x80;
}

static void find_city(const struct places *p, const struct str *parts, size_t n,
                      struct place *out)
{
    for (size_t i = 0; i < n && !out->city.p; i++) {
        const struct entry *e =
            find(p, parts[i], A_CITY, out->country, out->region);
        if (!e)
            continue;
        out->city = e->city;
        out->country = e->country;
        if (!out->region.p)
            out->region = e->region;
        return;
    }
    /* A first part that no table knows, and a state or country behind it. */
    bool known = n > 1 && (find(p, parts[0], ANY_COUNTRY | ANY_REGION, STR_NONE,
                                STR_NONE) != NULL);
    if (n > 1 && !known && !out->city.p && out->country.p && is_name(parts[0]))
        out->city = parts[0];
}

struct place place_parse(const struct places *p, const struct place *in)
{
    struct place out = *in;
    struct str s = str_trim(in->raw);
    s.n = utf8_floor(s, s.n < PLACE_MAX_BYTES ? s.n : PLACE_MAX_BYTES);
    struct str parts[PARTS_MAX + 3];
    size_t n = split_parts(p, s, parts);
    if (out.country.p) {
        const struct entry *e =
            find(p, out.country, ANY_COUNTRY, STR_NONE, STR_NONE);
        out.country = e ? e->country : STR_NONE;
    }
    if (out.region.p) {
        const struct entry *e =
            find(p, out.region, ANY_REGION, out.country, STR_NONE);
        if (e) {
            out.region = e->region;
            out.country = e->country;
        }
    }
    find_country(p, parts, n, &out);
    find_region(p, parts, n, &out);
    if (in->city.p) {
        const struct entry *e =
            find(p, in->city, A_CITY, out.country, out.region);
        if (e) {
            out.city = e->city.p ? e->city : in->city;
            out.country = e->country;
            out.region = out.region.p ? out.region : e->region;
        }
    } else {
        find_city(p, parts, n, &out);
    }
    return out;
}

/* The first words of s that are written with a capital, at most `words`. */
static struct str capital_words(struct str s, size_t words)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n && words; words--) {
        if (!ascii_is_upper(s.p[i]) && !(s.p[i] & 0x80))
            break;
        while (i < s.n && (ascii_is_alpha(s.p[i]) || s.p[i] & 0x80))
            i++;
        n = i;
        if (i == s.n || s.p[i] != ' ')
            break;
        i++;
    }
    return str_slice(s, 0, n);
}

struct str place_country_of_text(const struct places *p, struct str text)
{
    static const char *const marks[] = {"based in ",   "located in ",
                                        "Location: ",  "location: ",
                                        "offices in ", "office in "};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        struct str mark = str_from(marks[i]), rest = text;
        for (size_t at; (at = str_find(rest, mark)) != SIZE_MAX;) {
            rest = str_slice(rest, at + mark.n, rest.n);
            for (size_t words = 3; words; words--) {
                const struct entry *e = find(
                    p, capital_words(rest, words),
                    1u << COUNTRY | 1u << REGION | A_CITY, STR_NONE, STR_NONE);
                if (e)
                    return e->country;
            }
        }
    }
    return STR_NONE;
}

/* Length of what parts one place from the next at s.p[i], or 0. */
static size_t place_mark(struct str s, size_t i)
{
    static const char *const marks[] = {
        ";",  " / ",          " or ", " OR ",  "|",
        "\n", "\xE2\x80\xA2", " & ",  " and ", " \xC2\xB7 "};
    for (size_t k = 0; k < sizeof marks / sizeof marks[0]; k++) {
        size_t n = strlen(marks[k]);
        if (i + n <= s.n && memcmp(s.p + i, marks[k], n) == 0)
            return n;
    }
    return 0;
}

/* A name that holds the mark itself: "Trinidad and Tobago". */
static bool holds_mark(struct str s)
{
    return str_find(s, STR("Trinidad and")) != SIZE_MAX ||
           str_find(s, STR("Bosnia and")) != SIZE_MAX ||
           str_find(s, STR("Newfoundland and")) != SIZE_MAX;
}

/* "Birmingham; AL": two capitals behind the mark are a part of the place. */
static bool is_code_behind(struct str s, size_t i)
{
    while (i < s.n && s.p[i] == ' ')
        i++;
    return i + 2 <= s.n && ascii_is_upper(s.p[i]) &&
           ascii_is_upper(s.p[i + 1]) &&
           (i + 2 == s.n || s.p[i + 2] == ';' || s.p[i + 2] == ',');
}

/* Where the first place of s ends; *mark: the bytes of the mark behind it. */
static size_t place_end(struct str s, size_t *mark)
{
    *mark = 0;
    for (size_t i = 0; i < s.n; i++) {
        *mark = place_mark(s, i);
        if (*mark && !(s.p[i] == ';' && is_code_behind(s, i + 1)))
            return i;
    }
    *mark = 0;
    return s.n;
}

bool place_split(struct str *rest, struct str *one)
{
    struct str s = str_trim(*rest);
    s.n = utf8_floor(s, s.n < PLACES_MAX_BYTES ? s.n : PLACES_MAX_BYTES);
    bool whole = holds_mark(s);
    for (*one = STR_NONE; s.n && !one->n;) {
        size_t mark = 0, end = whole ? s.n : place_end(s, &mark);
        *one = str_trim(str_slice(s, 0, end));
        s = str_slice(s, end + mark, s.n);
    }
    *rest = s;
    return one->n > 0;
}

/* "London, Paris, Berlin" are three: the city is not in what is named behind
 * it, which is a city as well. */
static bool is_city_of_its_own(const struct places *p, struct str city,
                               struct str behind)
{
    const struct entry *wide =
        find(p, behind, ANY_COUNTRY | ANY_REGION, STR_NONE, STR_NONE);
    return find(p, city, A_CITY, STR_NONE, STR_NONE) &&
           find(p, behind, A_CITY, STR_NONE, STR_NONE) &&
           !str_eq_ascii_nocase(city, behind) &&
           (!wide || !find(p, city, A_CITY, wide->country, wide->region));
}

/* Every part between the commas is a city by its name; "NY" is a state then,
 * and "Venice, Los Angeles, CA" one place. */
static bool is_list_of_cities(const struct places *p, struct str s)
{
    struct str part;
    while (s.p && str_split(&s, ',', &part)) {
        part = str_trim(part);
        if (part.n <= 2 || !find(p, part, A_CITY, STR_NONE, STR_NONE))
            return false;
    }
    return true;
}

/* Where the first city of a list of cities ends; s.n where s is none. */
static size_t first_city(const struct places *p, struct str s)
{
    size_t comma = str_find(s, STR(","));
    if (comma == SIZE_MAX || !is_list_of_cities(p, s))
        return s.n;
    struct str behind = str_slice(s, comma + 1, s.n), next;
    str_split(&behind, ',', &next);
    return is_city_of_its_own(p, str_trim(str_slice(s, 0, comma)),
                              str_trim(next))
               ? comma
               : s.n;
}

static size_t split_places(const struct places *p, const struct place *in,
                           struct place *out, size_t room)
{
    size_t n = 0;
    struct place one = *in;
    if ((in->city.p || in->country.p) && room) {
        one.raw = str_trim(in->raw);
        out[0] = place_parse(p, &one);
        return one.raw.n ? 1 : 0;
    }
    struct str rest = in->raw;
    for (struct str part; n < room && place_split(&rest, &part);)
        while (n < room && part.n) {
            size_t end = first_city(p, part);
            one.raw = str_trim(str_slice(part, 0, end));
            out[n++] = place_parse(p, &one);
            part = str_slice(part, end + 1, part.n);
        }
    return n;
}

const struct place *places_parse(const struct places *p, const struct place *in,
                                 size_t n, struct arena *a, size_t *n_out)
{
    struct place found[POSTING_MAX_LOCATIONS];
    size_t k = 0;
    for (size_t i = 0; i < n && k < POSTING_MAX_LOCATIONS; i++)
        k += split_places(p, &in[i], found + k, POSTING_MAX_LOCATIONS - k);
    *n_out = k;
    struct place *out = arena_calloc(a, k + 1, sizeof *out);
    memcpy(out, found, k * sizeof *out);
    return out;
}
