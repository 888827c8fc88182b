/* SPDX-License-Identifier: MIT */
#include "extract/reader_board.h"

/* What the postings of one answer are read with and into. */
struct walk {
    const struct reader_board *board;
    const struct reader_input *in;
    struct arena *a;
    struct raw_list *out;
};

static void read_one(const struct walk *w, struct json_object *o, size_t cap)
{
    const struct reader_board *b = w->board;
    w->out->n_items++;
    if (b->is_hidden && b->is_hidden(o))
        return;
    struct raw *raw =
        b->is_posting(o) ? reader_new_raw(w->a, w->out, cap) : NULL;
    if (raw) {
        struct reader r = {.a = w->a, .in = w->in, .raw = raw};
        b->read(&r, o);
    } else if (w->out->n_bad++ == 0) {
        err_set(&w->out->first_bad, ST_BAD_INPUT, "%s", b->bad_one);
    }
}

enum st reader_read_board(const struct reader_board *b,
                          const struct reader_input *in, struct arena *a,
                          struct raw_list *out, struct err *err)
{
    const struct walk w = {.board = b, .in = in, .a = a, .out = out};
    struct json_object *root;
    enum st st = reader_parse(in->body, &root, err);
    if (st)
        return st;
    struct json_object *list = b->list ? reader_get(root, b->list) : root;
    if (json_object_is_type(list, json_type_array)) {
        size_t n = json_object_array_length(list);
        for (size_t i = 0; i < n; i++)
            read_one(&w, json_object_array_get_idx(list, i), n);
    } else if (b->takes_one && b->is_posting(root)) {
        read_one(&w, root, 1);
    } else {
        st = err_set(err, ST_BAD_INPUT, "%s", b->no_board);
    }
    json_object_put(root);
    return st;
}
