/* SPDX-License-Identifier: MIT */
#include "report/assets.h"
#include "report/chart_kinds.h"
#include "report/chart_text.h"
#include "report/words.h"
#include <math.h>

#define CELL_PX     36 /* a row */
#define LEFT_PX     108
#define RIGHT_PX    6
#define NARROW_PX   30  /* a column without intervals */
#define LINE_PX     14  /* of a head or name */
#define TURNED_PX   130 /* heads that stand upright */
#define RANGE_ROLES 4   /* so many roles leave room for intervals in cells */
#define NAME_LINES  2
#define HEAD_LINES  3

struct shape {
    size_t rows, roles, head_lines;
    double width, top;
    bool turned;
};

/* The head of one column, broken into lines. */
static size_t head_lines(const struct sheet *s, const struct shape *m,
                         size_t role, struct str lines[HEAD_LINES])
{
    double cell = (m->width - LEFT_PX - RIGHT_PX) / (double)m->roles;
    return chart_text_wrap(s->f->roles[role].name, SHEET_FONT_PX,
                           m->turned ? TURNED_PX - 10 : cell, s->a,
                           m->turned ? 1 : HEAD_LINES, lines);
}

static struct shape shape_of(const struct sheet *s)
{
    struct shape m = {
        .rows = s->f->n_matrix, .roles = s->f->n_roles, .width = SHEET_WIDTH};
    m.turned = m.roles > RANGE_ROLES;
    double least = LEFT_PX + RIGHT_PX + NARROW_PX * (double)m.roles;
    m.width = fmax(m.width, m.turned ? least : 0);
    for (size_t i = 0; i < m.roles; i++) {
        struct str lines[HEAD_LINES];
        size_t n = head_lines(s, &m, i, lines);
        m.head_lines = n > m.head_lines ? n : m.head_lines;
    }
    m.top = SHEET_HEAD_PX +
            (m.turned ? TURNED_PX : LINE_PX * (double)m.head_lines + 6);
    return m;
}

static void add_cell(struct sheet *s, size_t row, size_t column)
{
    const struct matrix_row *k = &s->f->matrix[row];
    const struct cell *c = &k->cells[column];
    bool few = isnan(c->share);
    buf_printf(&s->data, "%zu\t%zu\t%d\t%u", row, column, few, c->named);
    if (few)
        buf_add_cstr(&s->data, "\t0\t0\t0\t");
    else
        buf_printf(&s->data, "\t%.3f\t%.3f\t%.3f\t", 100 * c->share,
                   100 * c->low, 100 * c->high);
    sheet_field(s, k->id);
    buf_add_char(&s->data, '\t');
    sheet_field(s, k->name);
    buf_add_char(&s->data, '\t');
    sheet_field(s, s->f->roles[column].id);
    buf_add_char(&s->data, '\n');
}

/* $names: row, place in it, word. */
static void add_names(struct sheet *s, const struct shape *m)
{
    static const double places[NAME_LINES][NAME_LINES] = {{0.5}, {0.3, 0.7}};
    buf_add_cstr(&s->head, "$names << END\n");
    for (size_t i = 0; i < m->rows; i++) {
        struct str lines[NAME_LINES];
        size_t n = chart_text_wrap(s->f->matrix[i].name, SHEET_FONT_PX,
                                   LEFT_PX - 14, s->a, NAME_LINES, lines);
        for (size_t k = 0; k < n; k++)
            buf_printf(&s->head, "%zu\t%g\t%zu\n", i, places[n - 1][k],
                       sheet_word(s, lines[k]));
    }
    buf_add_cstr(&s->head, "END\n");
}

/* $heads: column, line, word; the last line stands on the cell. */
static void add_heads(struct sheet *s, const struct shape *m)
{
    buf_add_cstr(&s->head, "$heads << END\n");
    for (size_t i = 0; i < m->roles; i++) {
        struct str lines[HEAD_LINES];
        size_t n = head_lines(s, m, i, lines);
        for (size_t k = 0; k < n; k++)
            buf_printf(&s->head, "%zu\t%zu\t%zu\n", i, m->head_lines - n + k,
                       sheet_word(s, lines[k]));
    }
    buf_add_cstr(&s->head, "END\n");
}

bool chart_matrix(struct sheet *s)
{
    if (s->f->n_matrix == 0 || s->f->selected.few)
        return false;
    struct shape m = shape_of(s);
    s->script = asset_matrix_gp;
    s->summary = arena_printf(
        s->a,
        "Heat map of %zu skills in %zu roles; darker cells (lighter ones "
        "on a dark page) are larger shares. All figures are in the table.",
        m.rows, m.roles);
    sheet_titles(s, STR("Skills in each role"),
                 sheet_over(s, "% of its postings"),
                 words_n(&s->f->selected, s->a),
                 m.turned ? "Pale: few. The table has the 95 % intervals."
                          : "Share, and below it its 95 % interval.",
                 m.width);
    buf_add_cstr(&s->data, "row\tcolumn\tfew\tn_named\tshare\tshare_low95\t"
                           "share_high95\tid\tskill\trole_id\n");
    for (size_t i = 0; i < m.rows; i++)
        for (size_t k = 0; k < m.roles; k++)
            add_cell(s, i, k);
    buf_printf(&s->head,
               "W = %g\nH = %g\nn = %zu\nroles = %zu\nleft = %d\nright = %d\n"
               "top = %g\nheads = %zu\nturned = %d\n",
               m.width, m.top + CELL_PX * (double)m.rows + 8, m.rows, m.roles,
               LEFT_PX, RIGHT_PX, m.top, m.head_lines, m.turned);
    add_names(s, &m);
    add_heads(s, &m);
    return true;
}
