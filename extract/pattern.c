/* SPDX-License-Identifier: MIT */
#include "extract/pattern.h"
#include "base/alloc.h"
#define PCRE2_CODE_UNIT_WIDTH 8
#include <assert.h>
#include <pcre2.h>
#include <stdlib.h>

#define JIT_STACK_MIN_BYTES (32u << 10)
#define JIT_STACK_MAX_BYTES (512u << 10)

struct pattern {
    pcre2_code *code;
};

struct pattern_scratch {
    pcre2_general_context *memory;
    pcre2_match_context *context;
    pcre2_match_data *data;
    pcre2_jit_stack *stack;
};

enum st pattern_new(struct str regex, bool extended, struct pattern **out,
                    struct err *err)
{
    uint32_t flags = PCRE2_UTF | PCRE2_CASELESS;
    if (extended)
        flags |= PCRE2_EXTENDED;
    int code;
    PCRE2_SIZE at;
    pcre2_code *c =
        pcre2_compile((PCRE2_SPTR)regex.p, regex.n, flags, &code, &at, NULL);
    if (!c) {
        PCRE2_UCHAR words[120] = "";
        pcre2_get_error_message(code, words, sizeof words);
        return err_set(err, ST_CONFIG, "bad pattern at character %zu: %s", at,
                       (const char *)words);
    }
    pcre2_jit_compile(c, PCRE2_JIT_COMPLETE); /* without it: only slower */
    struct pattern *p = xalloc(sizeof *p);
    p->code = c;
    *out = p;
    return ST_OK;
}

struct pattern *pattern_built_in(const char *regex)
{
    struct pattern *p = NULL;
    struct err err;
    if (pattern_new(str_from(regex), true, &p, &err) != ST_OK)
        assert(!"a built-in pattern does not compile");
    return p;
}

void pattern_free(struct pattern *p)
{
    if (!p)
        return;
    pcre2_code_free(p->code);
    free(p);
}

/* Memory for pcre2 that cannot fail, as everywhere. */
static void *take(size_t n, void *unused)
{
    (void)unused;
    return xrealloc(NULL, n, 1);
}

static void give_back(void *p, void *unused)
{
    (void)unused;
    free(p);
}

struct pattern_scratch *pattern_scratch_new(void)
{
    struct pattern_scratch *s = xalloc(sizeof *s);
    s->memory = pcre2_general_context_create(take, give_back, NULL);
    s->context = pcre2_match_context_create(s->memory);
    s->data = pcre2_match_data_create(PATTERN_MAX_GROUPS, s->memory);
    /* NULL where there is no JIT; matching then does without. */
    s->stack = pcre2_jit_stack_create(JIT_STACK_MIN_BYTES, JIT_STACK_MAX_BYTES,
                                      s->memory);
    pcre2_jit_stack_assign(s->context, NULL, s->stack);
    pcre2_set_match_limit(s->context, PATTERN_MATCH_LIMIT);
    pcre2_set_depth_limit(s->context, PATTERN_DEPTH_LIMIT);
    pcre2_set_heap_limit(s->context, PATTERN_HEAP_KIB);
    return s;
}

void pattern_scratch_free(struct pattern_scratch *s)
{
    if (!s)
        return;
    pcre2_jit_stack_free(s->stack);
    pcre2_match_data_free(s->data);
    pcre2_match_context_free(s->context);
    pcre2_general_context_free(s->memory);
    free(s);
}

bool pattern_find(const struct pattern *p, struct pattern_scratch *s,
                  struct str text, size_t from, struct span *groups, size_t n)
{
    int rc = pcre2_match(p->code, (PCRE2_SPTR)text.p, text.n, from,
                         PCRE2_NO_UTF_CHECK, s->data, s->context);
    if (rc <= 0)
        return false;
    const PCRE2_SIZE *v = pcre2_get_ovector_pointer(s->data);
    for (size_t i = 0; i < n; i++)
        groups[i] = i < (size_t)rc ? (struct span){v[2 * i], v[2 * i + 1]}
                                   : (struct span){SIZE_MAX, SIZE_MAX};
    return true;
}
