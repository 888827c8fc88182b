/* SPDX-License-Identifier: MIT */
#include "report/assets.h"
#include "report/chart_kinds.h"
#include "report/chart_text.h"
#include "report/words.h"
#include <math.h>

#define LEFT_PX    124
#define RIGHT_PX   4
#define CELL_PX    38
#define HEADS_PX   20
#define FOOT_PX    48
#define NAME_LINES 2
#define LEAST      3 /* skills, else there is little to see */

/* How a cell compares with the share of all postings. */
enum verdict { AS_ALL, MORE, LESS, DIAGONAL };

static enum verdict verdict_of(const struct role_figure *role, size_t row,
                               size_t column, const struct beside_figure *b)
{
    const struct cell *all = &role->skills[column].cell;
    if (row == column)
        return DIAGONAL;
    return b->low > all->share ? MORE : b->high < all->share ? LESS : AS_ALL;
}

static void add_cell(struct sheet *s, const struct role_figure *role,
                     size_t row, size_t column)
{
    const struct skill_figure *a = &role->skills[row];
    const struct skill_figure *b = &role->skills[column];
    struct beside_figure cell = role->beside[row * role->n_beside + column];
    if (row == column)
        cell =
            (struct beside_figure){(uint32_t)role->counts.usable, b->cell.named,
                                   b->cell.share, b->cell.low, b->cell.high};
    enum verdict verdict = verdict_of(role, row, column, &cell);
    buf_printf(&s->data, "%zu\t%zu\t%d\t%u\t%u\t%.3f\t%.3f\t%.3f\t%.3f\t", row,
               column, (int)verdict, cell.n, cell.both, 100 * cell.share,
               100 * cell.low, 100 * cell.high, 100 * b->cell.share);
    sheet_field(s, a->id);
    buf_add_char(&s->data, '\t');
    sheet_field(s, a->name);
    buf_add_char(&s->data, '\t');
    sheet_field(s, b->id);
    buf_add_char(&s->data, '\t');
    sheet_field(s, b->name);
    buf_add_char(&s->data, '\n');
}

/* $names: row, place in it, word. */
static void add_names(struct sheet *s, const struct role_figure *role,
                      size_t n_names)
{
    static const double places[NAME_LINES][NAME_LINES] = {{0.5}, {0.3, 0.7}};
    buf_add_cstr(&s->head, "$names << END\n");
    for (size_t i = 0; i < n_names; i++) {
        struct str lines[NAME_LINES];
        size_t n = chart_text_wrap(role->skills[i].name, SHEET_FONT_PX,
                                   LEFT_PX - 28, s->a, NAME_LINES, lines);
        for (size_t k = 0; k < n; k++)
            buf_printf(&s->head, "%zu\t%g\t%zu\n", i, places[n - 1][k],
                       sheet_word(s, lines[k]));
    }
    buf_add_cstr(&s->head, "END\n");
}

static const struct beside_figure *at(const struct role_figure *role,
                                      size_t row, size_t column)
{
    return &role->beside[row * role->n_beside + column];
}

static size_t n_told(const struct role_figure *role, size_t n,
                     enum verdict wanted)
{
    size_t told = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            told += verdict_of(role, i, k, at(role, i, k)) == wanted;
    return told;
}

/* The first skills that enough postings name for shares of these. */
static size_t n_enough(const struct role_figure *role)
{
    size_t n = 0;
    while (n < role->n_beside && !isnan(at(role, n, n)->share))
        n++;
    return n;
}

bool chart_beside(struct sheet *s, const struct role_figure *role)
{
    size_t n = n_enough(role);
    if (role->counts.few || n < LEAST)
        return false;
    s->script = asset_beside_gp;
    s->summary = arena_printf(
        s->a,
        "Matrix of the %zu skills most named: of the postings that name the "
        "one, those that name the other, with 95 %% intervals. In %zu cells "
        "more than in all postings, in %zu less. CSV and JSON have all "
        "figures (beside).",
        n, n_told(role, n, MORE), n_told(role, n, LESS));
    sheet_titles(s, role->name, sheet_over(s, "Named beside each other"),
                 words_n(&role->counts, s->a),
                 "% of the row's postings. Line: 95 % interval.", SHEET_WIDTH);
    sheet_word(s, STR("Tick, diagonal: of all postings, whatever they name."));
    sheet_word(s, STR("Blue: more than these; orange: less."));
    buf_add_cstr(&s->data,
                 "row\tcolumn\tverdict\tn_row\tn_both\tshare\tshare_low95\t"
                 "share_high95\tshare_of_all\trow_id\trow_skill\tcolumn_id\t"
                 "column_skill\n");
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            add_cell(s, role, i, k);
    buf_printf(&s->head,
               "W = %d\nH = %zu\nn = %zu\nleft = %d\nright = %d\ntop = %d\n"
               "foot = %d\n",
               SHEET_WIDTH, SHEET_HEAD_PX + HEADS_PX + n * CELL_PX + FOOT_PX, n,
               LEFT_PX, RIGHT_PX, SHEET_HEAD_PX + HEADS_PX, FOOT_PX);
    add_names(s, role, n);
    return true;
}
