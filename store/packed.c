/* SPDX-License-Identifier: MIT */
#include "store/packed.h"
#include "base/alloc.h"

#define HEAD_BYTES   30
#define SKILL_BYTES  4
#define SECTION_BITS 7u
#define BOILERPLATE  8u

static void put(struct buf *out, uint64_t n, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        buf_add_char(out, (char)(unsigned char)(n >> (8 * i)));
}

void packed_put(struct buf *out, const struct scan_row *row)
{
    put(out, row->role, 4);
    put(out, row->employer, 4);
    put(out, row->source, 4);
    put(out, row->cluster, 8);
    put(out, (uint16_t)row->date_posted.year, 2);
    put(out, (uint16_t)row->years_min, 2);
    put(out, (uint8_t)row->date_posted.month, 1);
    put(out, (uint8_t)row->date_posted.day, 1);
    put(out, row->seniority, 1);
    put(out, row->remote, 1);
    put(out, row->degree, 1);
    put(out, row->usable, 1);
    for (size_t i = 0; i < row->n_skills; i++) {
        const struct scan_skill *s = &row->skills[i];
        put(out,
            s->concept << 8 | (s->label & 15u) << 4 |
                (s->boilerplate ? BOILERPLATE : 0u) |
                (s->section & SECTION_BITS),
            SKILL_BYTES);
    }
}

static uint32_t get32(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

static int16_t get16(const unsigned char *p)
{
    return (int16_t)(p[0] | p[1] << 8);
}

bool packed_get(struct str blob, struct scan_row *row,
                struct scan_skill **skills, size_t *cap)
{
    if (blob.n < HEAD_BYTES || (blob.n - HEAD_BYTES) % SKILL_BYTES != 0)
        return false;
    const unsigned char *p = (const unsigned char *)blob.p;
    row->role = get32(p);
    row->employer = get32(p + 4);
    row->source = get32(p + 8);
    row->cluster = get32(p + 12) | (uint64_t)get32(p + 16) << 32;
    row->date_posted.year = get16(p + 20);
    row->years_min = get16(p + 22);
    row->date_posted.month = (int8_t)p[24];
    row->date_posted.day = (int8_t)p[25];
    row->seniority = p[26];
    row->remote = p[27];
    row->degree = p[28];
    row->usable = p[29] != 0;
    row->n_skills = (blob.n - HEAD_BYTES) / SKILL_BYTES;
    if (row->n_skills > *cap) {
        *cap = row->n_skills;
        *skills = xrealloc(*skills, *cap, sizeof **skills);
    }
    p += HEAD_BYTES;
    for (size_t i = 0; i < row->n_skills; i++, p += SKILL_BYTES)
        (*skills)[i] =
            (struct scan_skill){.concept = get32(p) >> 8,
                                .label = p[0] >> 4,
                                .boilerplate = (p[0] & BOILERPLATE) != 0,
                                .section = p[0] & SECTION_BITS};
    row->skills = *skills;
    return true;
}
