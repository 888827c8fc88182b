/* SPDX-License-Identifier: MIT */
#include "store/posting.h"
#include "base/hash.h"
#include <string.h>

/* By value; *_NONE has no word. */
static const char *const remotes[] = {NULL, "onsite", "hybrid", "remote"};
static const char *const seniorities[] = {NULL,     "intern", "junior", "mid",
                                          "senior", "lead",   "manager"};
static const char *const degrees[] = {NULL, "bachelor", "master", "phd"};
static const char *const periods[] = {NULL,   "hour",  "day",
                                      "week", "month", "year"};
static const char *const provenances[] = {NULL, "field", "markup", "prose"};
static const char *const labels[] = {"required", "preferred", "unspecified",
                                     "negated"};
static const char *const sections[] = {"requirements", "duties", "about",
                                       "benefits",     "legal",  "other"};

/* A value from outside the enum (a store row of another version) has no name
 * either. */
#define NAME_OF(names, v)                                                      \
    ((size_t)(v) < sizeof(names) / sizeof *(names) ? (names)[v] : NULL)

const struct posting_skill *posting_find_skill(const struct posting *p,
                                               struct str id)
{
    for (size_t i = 0; i < p->n_skills; i++)
        if (str_eq(p->skills[i].id, id))
            return &p->skills[i];
    return NULL;
}

const char *remote_name(enum remote v)
{
    return NAME_OF(remotes, v);
}

const char *seniority_name(enum seniority v)
{
    return NAME_OF(seniorities, v);
}

const char *degree_name(enum degree v)
{
    return NAME_OF(degrees, v);
}

const char *pay_period_name(enum pay_period v)
{
    return NAME_OF(periods, v);
}

const char *provenance_name(enum provenance v)
{
    return NAME_OF(provenances, v);
}

const char *label_name(enum label v)
{
    return NAME_OF(labels, v);
}

const char *section_name(enum section v)
{
    return NAME_OF(sections, v);
}

int posting_word_value(enum posting_words list, struct str word)
{
#define LIST(names)                                                            \
    {                                                                          \
        (names), (int)(sizeof(names) / sizeof *(names))                        \
    }
    static const struct {
        const char *const *names;
        int n;
    } lists[] = {[WORDS_REMOTE] = LIST(remotes),
                 [WORDS_SENIORITY] = LIST(seniorities),
                 [WORDS_DEGREE] = LIST(degrees),
                 [WORDS_PAY_PERIOD] = LIST(periods),
                 [WORDS_PROVENANCE] = LIST(provenances),
                 [WORDS_LABEL] = LIST(labels),
                 [WORDS_SECTION] = LIST(sections)};
#undef LIST
    for (int v = 0; word.p && v < lists[list].n; v++)
        if (lists[list].names[v] &&
            str_eq(word, str_from(lists[list].names[v])))
            return v;
    return -1;
}

bool posting_text_is_usable(const struct posting *p)
{
    return !p->truncated && p->text.n >= POSTING_USABLE_TEXT_MIN_BYTES;
}

/* map writes a record a posting, thousands a second: keys go out as literals
 * and numbers without printf, instead of through struct json_writer. */

#define PUT(out, literal) buf_add((out), "" literal, sizeof(literal) - 1)

static void put_str(struct buf *out, struct str s)
{
    if (s.p)
        json_escape(out, s, false);
    else
        PUT(out, "null");
}

/* A word of ours: quoted, nothing in it to escape. */
static void put_name(struct buf *out, const char *name)
{
    if (!name) {
        PUT(out, "null");
        return;
    }
    buf_add_char(out, '"');
    buf_add_cstr(out, name);
    buf_add_char(out, '"');
}

static void put_u64(struct buf *out, uint64_t n)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n);
    buf_add(out, digits + at, sizeof digits - at);
}

/* Cents as main units: 1800 is 18, 1850 is 18.5, 1805 is 18.05. */
static void put_money(struct buf *out, int64_t cents)
{
    if (cents < 0) {
        PUT(out, "null");
        return;
    }
    put_u64(out, (uint64_t)cents / 100);
    unsigned rest = (unsigned)(cents % 100);
    if (rest == 0)
        return;
    buf_add_char(out, '.');
    buf_add_char(out, (char)('0' + rest / 10));
    if (rest % 10)
        buf_add_char(out, (char)('0' + rest % 10));
}

static void put_date(struct buf *out, struct date d)
{
    char text[DATE_TEXT_BYTES];
    if (d.year == 0)
        PUT(out, "null");
    else
        put_name(out, date_format(d, text));
}

static void put_locations(struct buf *out, const struct posting *p)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < p->n_locations; i++) {
        const struct place *place = &p->locations[i];
        if (i)
            buf_add_char(out, ',');
        PUT(out, "{\"raw\":");
        put_str(out, place->raw);
        PUT(out, ",\"city\":");
        put_str(out, place->city);
        PUT(out, ",\"region\":");
        put_str(out, place->region);
        PUT(out, ",\"country\":");
        put_str(out, place->country);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
}

static void put_salary(struct buf *out, const struct salary *s)
{
    if (s->provenance == FROM_NONE) {
        PUT(out, "null");
        return;
    }
    size_t n = strnlen(s->currency, sizeof s->currency);
    PUT(out, "{\"min\":");
    put_money(out, s->min_cents);
    PUT(out, ",\"max\":");
    put_money(out, s->max_cents);
    PUT(out, ",\"currency\":");
    put_str(out, n ? (struct str){s->currency, n} : STR_NONE);
    PUT(out, ",\"period\":");
    put_name(out, pay_period_name(s->period));
    PUT(out, ",\"provenance\":");
    put_name(out, provenance_name(s->provenance));
    buf_add_char(out, '}');
}

static void put_mention(struct buf *out, struct str text, struct mention m)
{
    PUT(out, "{\"start\":");
    put_u64(out, m.start);
    PUT(out, ",\"end\":");
    put_u64(out, m.end);
    PUT(out, ",\"text\":");
    put_str(out, str_slice(text, m.start, m.end));
    buf_add_char(out, '}');
}

static void put_skills(struct buf *out, const struct posting *p)
{
    buf_add_char(out, '[');
    for (size_t i = 0; i < p->n_skills; i++) {
        const struct posting_skill *s = &p->skills[i];
        if (i)
            buf_add_char(out, ',');
        PUT(out, "{\"id\":");
        put_str(out, s->id);
        PUT(out, ",\"label\":");
        put_name(out, label_name(s->label));
        PUT(out, ",\"section\":");
        put_name(out, section_name(s->section));
        PUT(out, ",\"mentions\":[");
        for (size_t k = 0; k < s->n_mentions; k++) {
            if (k)
                buf_add_char(out, ',');
            put_mention(out, p->text, s->mentions[k]);
        }
        PUT(out, "]}");
    }
    buf_add_char(out, ']');
}

static void put_identity(struct buf *out, const struct posting *p)
{
    PUT(out, "{\"id\":");
    put_str(out, p->id);
    PUT(out, ",\"source\":");
    put_str(out, p->source);
    PUT(out, ",\"url\":");
    put_str(out, p->url);
    PUT(out, ",\"title\":");
    put_str(out, p->title);
    PUT(out, ",\"company\":");
    put_str(out, p->company);
    PUT(out, ",\"locations\":");
    put_locations(out, p);
}

static void put_attributes(struct buf *out, const struct posting *p)
{
    PUT(out, ",\"remote\":");
    put_name(out, remote_name(p->remote));
    PUT(out, ",\"employment_type\":");
    put_str(out, p->employment_type);
    PUT(out, ",\"date_posted\":");
    put_date(out, p->date_posted);
    PUT(out, ",\"date_updated\":");
    put_date(out, p->date_updated);
    PUT(out, ",\"valid_through\":");
    put_date(out, p->valid_through);
    PUT(out, ",\"language\":");
    put_str(out, p->language);
    PUT(out, ",\"role\":");
    put_str(out, p->role);
    PUT(out, ",\"role_rule\":");
    put_str(out, p->role_rule);
    PUT(out, ",\"seniority\":");
    put_name(out, seniority_name(p->seniority));
    PUT(out, ",\"salary\":");
    put_salary(out, &p->salary);
    PUT(out, ",\"years_min\":");
    if (p->years_min < 0)
        PUT(out, "null");
    else
        put_u64(out, (uint64_t)p->years_min);
    PUT(out, ",\"degree\":");
    put_name(out, degree_name(p->degree));
}

void posting_write_json(const struct posting *p, bool with_text,
                        struct buf *out)
{
    char fingerprint[HASH_HEX_BYTES];
    put_identity(out, p);
    put_attributes(out, p);
    PUT(out, ",\"text_bytes\":");
    put_u64(out, p->text.n);
    PUT(out, ",\"truncated\":");
    buf_add_cstr(out, p->truncated ? "true" : "false");
    PUT(out, ",\"fingerprint\":");
    put_name(out, hash_hex(p->fingerprint, fingerprint));
    PUT(out, ",\"skills\":");
    put_skills(out, p);
    if (with_text) {
        PUT(out, ",\"text\":");
        put_str(out, p->text);
    }
    buf_add_char(out, '}');
}
