/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "report/headline.h"
#include "report/render.h"
#include "report/render_text_work.h"
#include "report/words.h"
#include <math.h>
#include <string.h>

#define THEMES_PER_GROUP   15
#define TOOLS_PER_THEME    4
#define BAR_COLUMNS        12
#define BAR_COLUMNS_BESIDE 6   /* columns about change */
#define BAR_LEAST          72  /* columns of the terminal */
#define DECIMALS_LEAST     100 /* likewise, beside columns about change */
#define SPARK_MONTHS       12

static struct str share_1(const struct text *t, double share)
{
    return isnan(share) ? STR("few") : arena_printf(t->a, "%.1f", 100 * share);
}

enum {
    RANK,
    SKILL,
    SHARE,
    INTERVAL,
    BAR,
    NAMED,
    REQUIRED,
    PREFERRED,
    MOVED, /* these two only where months can be compared */
    CHANGED,
    MONTHS, /* on wide screens only; in the place of MOVED without that */
    COLS
};

/* The last months of a skill that has a series. */
static struct str spark_of(const struct text *t, const struct role_figure *role,
                           const struct skill_figure *skill)
{
    size_t n = t->f->n_months;
    for (size_t i = 0; i < role->n_series; i++)
        if (str_eq(role->series[i].id, skill->id))
            return text_spark(t, role, &role->series[i],
                              n > SPARK_MONTHS ? n - SPARK_MONTHS : 0);
    return STR_NONE;
}

/* True when the last months hold two shares or more to look at. */
static bool has_sparks(const struct text *t, const struct role_figure *role)
{
    size_t n = t->f->n_months, shares = 0;
    for (size_t i = n > SPARK_MONTHS ? n - SPARK_MONTHS : 0; i < n; i++)
        shares += role->months[i].gap == GAP_NONE;
    return role->n_series && shares > 1;
}

/* What a role's table has beside its numbers. */
struct role_table_style {
    size_t bar_columns;
    bool compared, sparks;
};

/* Narrow screens do without bars. Wide ones first give every name its room,
 * then show the months, and what is left goes to the bars. */
static void make_room(const struct text *t, const struct role_figure *role,
                      const struct text_table *bare,
                      struct role_table_style *style)
{
    size_t least = style->compared ? BAR_COLUMNS_BESIDE : BAR_COLUMNS;
    size_t taken = text_table_width(bare), months = SPARK_MONTHS + 2;
    size_t left = t->columns > taken ? t->columns - taken : 0;
    if (role->counts.few || t->columns < BAR_LEAST)
        return;
    style->sparks = has_sparks(t, role) && left >= BAR_COLUMNS + months;
    left -= style->sparks ? months : 0;
    style->bar_columns = left < least          ? least
                         : left < TEXT_BAR_MAX ? left
                                               : TEXT_BAR_MAX;
}

/* cells has all columns; the table those that the style says. */
static void add_row(const struct role_table_style *style, struct str *cells,
                    struct text_table *table)
{
    if (!style->compared)
        cells[MOVED] = cells[MONTHS];
    text_table_row(table, cells);
}

/* Where the change was detected, it has its colour. */
static enum tone tone_of_change(const struct change *c)
{
    if (!c || c->verdict == CHANGE_NONE)
        return TONE_PLAIN;
    return c->verdict == CHANGE_MORE   ? TONE_MORE
           : c->verdict == CHANGE_LESS ? TONE_LESS
                                       : TONE_CARE;
}

static void skill_rows(const struct text *t, const struct role_figure *role,
                       const struct role_table_style *style,
                       struct text_table *table)
{
    int decimals = style->compared && t->columns < DECIMALS_LEAST ? 0 : 1;
    for (size_t i = 0; i < role->n_skills; i++) {
        const struct skill_figure *s = &role->skills[i];
        const struct cell *c = &s->cell;
        const struct change *change = figures_change_of(role, s->concept);
        struct str cells[COLS] = {
            [RANK] = arena_printf(t->a, "%u", s->rank),
            [SKILL] = s->name,
            [SHARE] = share_1(t, c->share),
            [INTERVAL] =
                words_interval(c->low, c->high, decimals, t->ascii, t->a),
            [BAR] = text_bar(t, c->share, style->bar_columns),
            [NAMED] = text_number(t, c->named),
            [REQUIRED] = text_number(t, c->required),
            [PREFERRED] = text_number(t, c->preferred),
            [MOVED] = words_move(change, t->ascii, t->a),
            [CHANGED] = words_points(change, t->a),
            [MONTHS] = style->sparks ? spark_of(t, role, s) : STR_NONE,
        };
        add_row(style, cells, table);
        text_table_tone(table, BAR, TONE_BAR);
        if (style->compared)
            text_table_tone(table, CHANGED, tone_of_change(change));
        if (style->sparks)
            text_table_tone(table, table->n_columns - 1, TONE_BAR);
        if (isnan(c->share))
            text_table_tone(table, SHARE, TONE_FAINT);
    }
}

static void begin_skill_table(const struct text *t, struct text_table *table,
                              const struct role_figure *role,
                              const struct role_table_style *style)
{
    struct str head[COLS] = {
        [RANK] = STR("#"),          [SKILL] = STR("Skill"),
        [SHARE] = STR("%"),         [INTERVAL] = STR("95 %"),
        [NAMED] = STR("named"),     [REQUIRED] = STR("req."),
        [PREFERRED] = STR("pref."), [MOVED] = STR("moved"),
        [CHANGED] = STR("change"),  [MONTHS] = STR("by month"),
    };
    struct str align =
        arena_printf(t->a, "rlrllrrr%s%s", style->compared ? "rr" : "",
                     style->sparks ? "l" : "");
    text_begin_table(t, table, align.p);
    table->flex = table->flex_2 = SKILL;
    add_row(style, head, table);
    text_table_tone_row(table, TONE_HEAD);
    skill_rows(t, role, style, table);
}

static void role_table(const struct text *t, const struct role_figure *role)
{
    struct str compared = STR_NONE;
    if (t->columns >= BAR_LEAST) /* a narrow screen has no room beside */
        compared = words_compared(role, t->a);
    struct role_table_style style = {.compared = compared.p != NULL};
    struct text_table bare, table;
    begin_skill_table(t, &bare, role, &style);
    make_room(t, role, &bare, &style);
    begin_skill_table(t, &table, role, &style);
    text_table_write(&table, t->columns, t->out);
    if (compared.p)
        text_paragraph(t, compared);
}

/* ---- Further tables ---- */

/* The columns that are for people: into head, with their places. */
static size_t shown_columns(const struct table *x, struct str *head,
                            size_t *place, char *align)
{
    size_t n = 0;
    for (size_t i = 0; i < x->n_columns; i++) {
        if (!x->columns[i].head)
            continue;
        head[n] = str_from(x->columns[i].head);
        place[n] = i;
        align[n++] = x->columns[i].kind == VALUE_TEXT ? 'l' : 'r';
    }
    align[n] = '\0';
    return n;
}

static enum tone tone_of(const struct value *v, const struct table_column *c)
{
    static const enum tone tones[] = {
        [CHANGE_NONE] = TONE_PLAIN,
        [CHANGE_MORE] = TONE_MORE,
        [CHANGE_LESS] = TONE_LESS,
        [CHANGE_SOURCES] = TONE_CARE,
    };
    if (v->kind == VALUE_FEW)
        return TONE_FAINT;
    for (int i = CHANGE_NONE;
         strcmp(c->key, "verdict") == 0 && i <= CHANGE_SOURCES; i++)
        if (str_eq(v->text, words_verdict((enum change_verdict)i)))
            return tones[i];
    return TONE_PLAIN;
}

/* "- Data engineer, pay: 7 postings ..." */
static void list_row(const struct text *t, const struct table *x,
                     const struct value *values)
{
    struct str line = STR_NONE;
    size_t last = x->n_columns;
    while (last > 0 && !x->columns[last - 1].head)
        last--;
    for (size_t i = 0; i < last; i++) {
        if (!x->columns[i].head)
            continue;
        struct str one =
            words_value(&values[i], &x->columns[i], t->ascii, t->a);
        line = arena_printf(t->a, "%.*s%s%.*s", STR_FMT(line),
                            !line.p        ? ""
                            : i + 1 < last ? ", "
                                           : ": ",
                            STR_FMT(one));
    }
    buf_add_cstr(t->out, "- ");
    text_wrap(t->out, line, t->columns - 2, 2);
}

static void further_table(const struct text *t, const struct table *x)
{
    struct str cells[TABLES_MAX_COLUMNS];
    size_t place[TABLES_MAX_COLUMNS];
    char align[TABLES_MAX_COLUMNS + 1];
    size_t n = shown_columns(x, cells, place, align);
    if (x->n_shown == 0 && x->note.n == 0)
        return;
    buf_add_char(t->out, '\n');
    text_paragraph(t, arena_printf(t->a, "%.*s. %.*s", STR_FMT(x->title),
                                   STR_FMT(x->note)));
    for (size_t row = 0; x->is_list && row < x->n_shown; row++)
        list_row(t, x, &x->values[row * x->n_columns]);
    if (x->n_shown == 0 || x->for_pages || x->is_list)
        return;
    struct text_table table;
    text_begin_table(t, &table, align);
    table.indent = 2;
    table.flex_2 = align[1] == 'l' ? 1 : 0;
    table.n_spare = n > 3 ? n - 3 : 0;
    text_table_row(&table, cells);
    text_table_tone_row(&table, TONE_HEAD);
    for (size_t row = 0; row < x->n_shown; row++) {
        const struct value *values = &x->values[row * x->n_columns];
        for (size_t i = 0; i < n; i++)
            cells[i] = words_value(&values[place[i]], &x->columns[place[i]],
                                   t->ascii, t->a);
        text_table_row(&table, cells);
        for (size_t i = 0; i < n; i++)
            text_table_tone(&table, i,
                            tone_of(&values[place[i]], &x->columns[place[i]]));
    }
    text_table_write(&table, t->columns, t->out);
    if (x->n_more)
        buf_printf(t->out, "  %.*s\n", STR_FMT(words_more(x->n_more, t->a)));
}

static void further_tables(const struct text *t, size_t role)
{
    for (size_t i = 0; i < t->tables.n; i++)
        if (t->tables.v[i].role == role)
            further_table(t, &t->tables.v[i]);
}

static void role_section(const struct text *t, const struct role_figure *role)
{
    text_heading(t, role->name, '-');
    text_paragraph(t, words_counts(t->f, &role->counts, t->a));
    if (role->n_skills == 0)
        return;
    buf_add_char(t->out, '\n');
    role_table(t, role);
    if (role->n_named_skills > role->n_skills)
        buf_printf(t->out, "%zu more skills were named.\n",
                   role->n_named_skills - role->n_skills);
    further_tables(t, (size_t)(role - t->f->roles));
}

/* ---- Tables with a column per role ---- */

/* "64 (59-69)", "64" or, under the floor, "12 few". */
static struct str role_cell(const struct text *t, const struct cell *c,
                            bool with_interval)
{
    if (isnan(c->share))
        return arena_printf(t->a, "%u few", c->named);
    if (!with_interval)
        return arena_printf(t->a, "%.0f", 100 * c->share);
    return arena_printf(
        t->a, "%.0f (%.*s)", 100 * c->share,
        STR_FMT(words_interval(c->low, c->high, 0, t->ascii, t->a)));
}

/* Role names broken over two header rows, at the last space. */
static void role_header(const struct text *t, struct text_table *table,
                        struct str first)
{
    struct str upper[TEXT_TABLE_MAX_COLUMNS] = {{0}};
    struct str lower[TEXT_TABLE_MAX_COLUMNS] = {{0}};
    lower[0] = first;
    for (size_t i = 0; i < t->f->n_roles; i++) {
        struct str name = t->f->roles[i].name;
        size_t at = name.n;
        while (at > 0 && name.p[at - 1] != ' ')
            at--;
        if (at > 0)
            upper[i + 1] = str_slice(name, 0, at - 1);
        lower[i + 1] = str_slice(name, at, name.n);
    }
    text_table_row(table, upper);
    text_table_tone_row(table, TONE_HEAD);
    text_table_row(table, lower);
    text_table_tone_row(table, TONE_HEAD);
}

static void begin_role_table(const struct text *t, struct text_table *table,
                             struct str first)
{
    char align[FIGURES_MAX_ROLES + 2] = "l";
    for (size_t i = 0; i < t->f->n_roles; i++)
        align[i + 1] = 'r';
    align[t->f->n_roles + 1] = '\0';
    text_begin_table(t, table, align);
    role_header(t, table, first);
}

static void role_row(const struct text *t, struct text_table *table,
                     struct str name, const struct cell *cells,
                     bool with_interval)
{
    struct str row[TEXT_TABLE_MAX_COLUMNS] = {name};
    for (size_t i = 0; i < t->f->n_roles; i++)
        row[i + 1] = role_cell(t, &cells[i], with_interval);
    text_table_row(table, row);
    for (size_t i = 0; i < t->f->n_roles; i++)
        if (isnan(cells[i].share))
            text_table_tone(table, i + 1, TONE_FAINT);
}

/* Intervals only where the name column keeps a readable width beside them. */
static bool room_for_intervals(const struct text *t)
{
    return 24 + t->f->n_roles * 13 <= t->columns;
}

static void matrix_section(const struct text *t)
{
    if (t->f->n_matrix == 0)
        return;
    text_heading(t, STR("Skills in each role"), '-');
    text_paragraph(t, words_per_role(t->f, t->a));
    text_paragraph(t, STR("The skills most named over all these roles."));
    buf_add_char(t->out, '\n');
    struct text_table table;
    begin_role_table(t, &table, STR("Skill"));
    for (size_t i = 0; i < t->f->n_matrix; i++)
        role_row(t, &table, t->f->matrix[i].name, t->f->matrix[i].cells,
                 room_for_intervals(t));
    text_table_write(&table, t->columns, t->out);
}

static const char *theme_indent(const struct theme_figure *x)
{
    if (x->depth == 2)
        return "    ";
    return x->is_union ? "* " : "  ";
}

static void more_row(const struct text *t, struct text_table *table,
                     const char *indent, size_t n)
{
    struct str more[TEXT_TABLE_MAX_COLUMNS] = {
        arena_printf(t->a, "%sand %zu more", indent, n)};
    if (n)
        text_table_row(table, more);
}

/* The lines of a theme from at on, its tools cut to the first few. Returns
 * where the next theme or group begins. */
static size_t theme_block(const struct text *t, struct text_table *table,
                          size_t at, bool shown)
{
    const struct figures *f = t->f;
    size_t i = at + 1, left_out = 0;
    while (i < f->n_themes && f->themes[i].depth == 2)
        i++;
    for (size_t k = at; shown && k < i; k++) {
        const struct theme_figure *x = &f->themes[k];
        if (k - at > TOOLS_PER_THEME)
            left_out++;
        else
            role_row(
                t, table,
                arena_printf(t->a, "%s%.*s", theme_indent(x), STR_FMT(x->name)),
                x->cells, room_for_intervals(t));
    }
    more_row(t, table, "    ", left_out);
    return i;
}

static void theme_rows(const struct text *t, struct text_table *table)
{
    const struct figures *f = t->f;
    size_t left_out = 0, themes = 0;
    for (size_t i = 0; i < f->n_themes;) {
        bool is_group = f->themes[i].depth == 0;
        if (is_group) {
            more_row(t, table, "  ", left_out);
            left_out = themes = 0;
        }
        bool shown = is_group || themes++ < THEMES_PER_GROUP;
        left_out += !shown;
        i = theme_block(t, table, i, shown);
    }
    more_row(t, table, "  ", left_out);
}

static void themes_section(const struct text *t)
{
    if (t->f->n_themes == 0)
        return;
    text_heading(t, STR("Themes and what is under them"), '-');
    text_paragraph(t, words_per_role(t->f, t->a));
    text_paragraph(
        t, STR("A line "
               "with * counts each posting once that names the theme or "
               "anything under it; the lines below it do not add up to "
               "it."));
    buf_add_char(t->out, '\n');
    struct text_table table;
    begin_role_table(t, &table, STR("Theme"));
    theme_rows(t, &table);
    text_table_write(&table, t->columns, t->out);
}

static void headline_section(const struct text *t)
{
    struct headline h = headline_of(t->f, t->a);
    size_t in = h.n > 1 ? 2 : 0;
    for (size_t i = 0; i < h.n; i++) {
        buf_add_cstr(t->out, in ? "- " : "");
        text_wrap(t->out, h.v[i].text, t->columns - 2, in);
    }
    buf_add_char(t->out, '\n');
}

static void scope_section(const struct text *t)
{
    struct fact facts[WORDS_MAX_FACTS];
    for (size_t i = 0, n = words_scope(t->f, t->a, facts); i < n; i++) {
        text_begin_tone(t, TONE_FAINT);
        text_fit(t->out, facts[i].label, 22, false, t->ascii);
        text_end_tone(t);
        text_wrap(t->out, facts[i].value, t->columns - 22, 22);
    }
}

static void method_section(const struct text *t)
{
    text_heading(t, STR("How to read this"), '-');
    for (const char *const *s = words_method(); *s; s++) {
        buf_add_cstr(t->out, "- ");
        text_wrap(t->out, str_from(*s), t->columns - 2, 2);
    }
}

static struct text text_of(const struct figures *f,
                           const struct render_style *style, struct arena *a,
                           struct buf *out)
{
    struct text t = {
        .f = f,
        .a = a,
        .out = out,
        .ascii = style->ascii,
        .columns = style->columns ? style->columns : RENDER_COLUMNS_DEFAULT,
        .color = style->color,
    };
    t.columns = t.columns < RENDER_COLUMNS_MIN ? RENDER_COLUMNS_MIN : t.columns;
    t.columns = t.columns > RENDER_COLUMNS_MAX ? RENDER_COLUMNS_MAX : t.columns;
    return t;
}

void render_text_page(const struct figures *f, const struct page *p,
                      const struct render_style *style, struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct text t = text_of(f, style, a, out);
    text_begin_tone(&t, TONE_HEAD);
    text_paragraph(&t, p->title);
    text_end_tone(&t);
    for (size_t i = 0; i < p->n_lines; i++)
        text_paragraph(&t, p->lines[i]);
    for (size_t i = 0; !p->brief && i < p->tables.n; i++)
        further_table(&t, &p->tables.v[i]);
    if (!p->brief)
        buf_add_char(out, '\n');
    text_paragraph(
        &t, arena_printf(a, "Made by %.*s.", STR_FMT(words_versions(f, a))));
}

void render_text(const struct figures *f, const struct render_style *style,
                 struct buf *out)
{
    AUTO(auto_arena_free) struct arena *a = arena_new();
    struct text t = text_of(f, style, a, out);
    t.tables = tables_of(f, a);
    struct str title = words_title(f, a);
    text_begin_tone(&t, TONE_HEAD);
    buf_add_str(out, title);
    text_end_tone(&t);
    buf_add_char(out, '\n');
    for (size_t i = utf8_columns(title); i > 0; i--)
        buf_add_char(out, '=');
    buf_add_char(out, '\n');
    headline_section(&t);
    scope_section(&t);
    if (words_empty(f, a).p)
        return;
    for (size_t i = 0; i < f->n_roles; i++)
        role_section(&t, &f->roles[i]);
    matrix_section(&t);
    themes_section(&t);
    further_tables(&t, TABLES_ALL_ROLES);
    text_months(&t);
    method_section(&t);
}
