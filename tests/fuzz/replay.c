/* SPDX-License-Identifier: MIT */
/* replay [-MUTANTS] PATH... - runs a fuzz target over files, and over mutants
 * of each, which are the same every time. libFuzzer has a main() of its own in
 * this one's place. */
#include "base/alloc.h"
#include "tests/fuzz/fuzz.h"
#include <dirent.h>
#include <string.h>

#define FILE_MAX_BYTES (1u << 20)
#define MUTANTS        500u
#define EDITS_MAX      4u

/* A small generator of our own: the same numbers everywhere. */
static uint32_t next(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static void edit(uint8_t *p, size_t *n, uint32_t *seed)
{
    static const char telling[] = "<>&\"'{}[]():;,./\\\r\n\t -+*#@!?$%=0919aZ";
    size_t at = next(seed) % *n, many = next(seed) % 16 % (*n - at) + 1;
    switch (next(seed) % 5) {
    case 0:
        p[at] = (uint8_t)next(seed);
        break;
    case 1:
        p[at] = (uint8_t)telling[next(seed) % (sizeof telling - 1)];
        break;
    case 2: /* cut out */
        memmove(p + at, p + at + many, *n - at - many);
        *n -= many;
        break;
    case 3: /* said twice: there is room for it */
        memmove(p + at + many, p + at, *n - at);
        *n += many;
        break;
    default: /* the end is lost */
        *n = at;
        break;
    }
}

static void run(const uint8_t *data, size_t n)
{
    /* Of its very size, so that a checker sees what reads beyond it. */
    uint8_t *copy = xalloc(n ? n : 1);
    if (n)
        memcpy(copy, data, n);
    LLVMFuzzerTestOneInput(copy, n);
    free(copy);
}

static void replay(const char *path, unsigned mutants)
{
    static const size_t room = FILE_MAX_BYTES + 16 * EDITS_MAX;
    FILE *f = fopen(path, "rb");
    FUZZ_CHECK(f);
    uint8_t *whole = xalloc(room), *mutant = xalloc(room);
    size_t n = fread(whole, 1, FILE_MAX_BYTES, f);
    fclose(f);
    run(whole, n);
    uint32_t seed = (uint32_t)n + 1;
    for (unsigned i = 0; i < mutants && n > 0; i++) {
        size_t m = n;
        memcpy(mutant, whole, n);
        for (uint32_t k = next(&seed) % EDITS_MAX + 1; k > 0 && m > 0; k--)
            edit(mutant, &m, &seed);
        run(mutant, m);
    }
    free(whole);
    free(mutant);
}

/* All files below path; those that say what another is expected to give are no
 * inputs. Returns their number. */
static unsigned replay_below(const char *path, unsigned mutants)
{
    struct dirent **v;
    int n = scandir(path, &v, NULL, alphasort);
    if (n < 0) {
        replay(path, mutants);
        return 1;
    }
    unsigned files = 0;
    for (int i = 0; i < n; i++) {
        char below[4096];
        snprintf(below, sizeof below, "%s/%s", path, v[i]->d_name);
        if (v[i]->d_name[0] != '.' && !strstr(v[i]->d_name, ".expect"))
            files += replay_below(below, mutants);
        free(v[i]);
    }
    free(v);
    return files;
}

int main(int argc, char **argv)
{
    unsigned files = 0, mutants = MUTANTS;
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++) {
        if (argv[i][0] == '-')
            mutants = (unsigned)strtoul(argv[i] + 1, NULL, 10);
        else
            files += replay_below(argv[i], mutants);
    }
    printf("%u files\n", files);
    return files > 0 ? 0 : 1;
}
