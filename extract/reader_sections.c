/* SPDX-License-Identifier: MIT */
#include "extract/reader_sections.h"
#include "extract/text_entities.h"
#include "extract/text_html.h"
#include "extract/text_plain.h"
#include <string.h>

#define TEXT_MAX_BYTES   (10u << 20)
#define LIST_MAX_ITEMS   1000u
#define SAMPLE_MAX_BYTES 60u /* enough to tell that a text holds another */
#define SNIFF_TAGS       4u

struct text_part {
    const char *key, *pascal, *heading;
    bool is_core; /* by itself it makes a text that is worth reading */
};

static const struct text_part parts[] = {
    {"responsibilities", "Responsibilities", "Responsibilities", true},
    {"qualifications", "Qualifications", "Qualifications", true},
    {"skills", "Skills", "Skills", false},
    {"experienceRequirements", "ExperienceRequirements", "Experience", false},
    {"educationRequirements", "EducationRequirements", "Education", false},
    {"jobBenefits", "JobBenefits", "Benefits", false},
    {"benefits", "Benefits", "Benefits", false},
};

static struct json_object *get(struct json_object *o, const char *key,
                               const char *pascal)
{
    struct json_object *value = reader_get(o, key);
    return value ? value : reader_get(o, pascal);
}

/* The text of a member: a string; a list as lines with bullets; the name or
 * description of an object. Appended to out. */
static void flatten(struct reader *r, struct json_object *value, bool item,
                    struct buf *out)
{
    if (json_object_is_type(value, json_type_array)) {
        size_t n = json_object_array_length(value);
        for (size_t i = 0; i < n && i < LIST_MAX_ITEMS && !item; i++)
            flatten(r, json_object_array_get_idx(value, i), true, out);
        return;
    }
    if (json_object_is_type(value, json_type_object)) {
        struct json_object *name = reader_get(value, "name");
        value = name ? name : reader_get(value, "description");
    }
    if (!json_object_is_type(value, json_type_string))
        return;
    struct str s = reader_value_text(r, value);
    if (s.n == 0)
        return;
    if (item)
        buf_add_cstr(out, out->n ? "\n- " : "- ");
    buf_add_str(out, s);
}

static struct str text_of(struct reader *r, struct json_object *value)
{
    struct buf out;
    buf_init(&out, TEXT_MAX_BYTES);
    flatten(r, value, false, &out);
    struct str s = out.n ? arena_str(r->a, buf_str(&out)) : STR_NONE;
    buf_done(&out);
    return s;
}

enum text_format reader_sniff(struct arena *a, struct str *s)
{
    unsigned live, escaped;
    html_count_tags(*s, SNIFF_TAGS, &live, &escaped);
    if (escaped > live) {
        char *p = arena_alloc(a, s->n + 1);
        memcpy(p, s->p, s->n);
        *s = (struct str){p, entities_undo(p, s->n)};
        return TEXT_HTML;
    }
    if (live > 0)
        return TEXT_HTML;
    return markdown_is_likely(*s) ? TEXT_MARKDOWN : TEXT_PLAIN;
}

/* Whether whole has the beginning of part in it, up to its first tag. */
static bool holds(struct str whole, struct str part)
{
    size_t n = 0;
    part = str_trim(part);
    if (str_starts(part, STR("- ")))
        part = str_slice(part, 2, part.n);
    while (n < part.n && n < SAMPLE_MAX_BYTES && !strchr("<&\n\r", part.p[n]))
        n++;
    return n > 0 && str_find(whole, str_slice(part, 0, n)) != SIZE_MAX;
}

void reader_add_html(struct buf *out, struct str s, enum text_format format)
{
    if (format == TEXT_HTML) {
        buf_add_cstr(out, "<div>");
        buf_add_str(out, s);
        buf_add_cstr(out, "</div>");
        return;
    }
    buf_add_cstr(out, "<pre>");
    for (size_t from = 0; from < s.n;) {
        const char *lt = memchr(s.p + from, '<', s.n - from);
        size_t end = lt ? (size_t)(lt - s.p) : s.n;
        buf_add_str(out, str_slice(s, from, end));
        if (lt)
            buf_add_cstr(out, "&lt;");
        from = end + 1;
    }
    buf_add_cstr(out, "</pre>");
}

static void add_section(struct reader *r, const struct text_part *named,
                        struct str part, struct buf *out)
{
    enum text_format format = reader_sniff(r->a, &part);
    buf_printf(out, "<h3>%s</h3>", named->heading);
    reader_add_html(out, part, format);
}

void reader_sections(struct reader *r, struct json_object *o)
{
    struct raw *raw = r->raw;
    struct buf out;
    struct str whole = text_of(r, get(o, "description", "Description"));
    if (!whole.p)
        whole = text_of(r, get(o, "jobDescription", "JobDescription"));
    bool core = whole.p != NULL, more = false;
    enum text_format format = whole.p ? reader_sniff(r->a, &whole) : TEXT_HTML;
    buf_init(&out, TEXT_MAX_BYTES);
    if (whole.p)
        reader_add_html(&out, whole, format);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const struct text_part *s = &parts[i];
        struct str part = text_of(r, get(o, s->key, s->pascal));
        if (!part.p || holds(whole, part) || format == TEXT_MARKDOWN)
            continue;
        add_section(r, s, part, &out);
        core |= s->is_core;
        more = true;
    }
    raw->description = more ? arena_str(r->a, buf_str(&out)) : whole;
    raw->format = more ? TEXT_HTML : format;
    raw->truncated = !core || out.overflowed;
    buf_done(&out);
}
