/* SPDX-License-Identifier: MIT */
#include "crawler/net.h"
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

struct range4 {
    uint32_t address;
    unsigned bits;
};

/* IANA's special-purpose registry: what is not globally reachable. */
static const struct range4 special4[] = {
    {0x00000000, 8},  /* this host */
    {0x0a000000, 8},  /* private */
    {0x64400000, 10}, /* shared, RFC 6598 */
    {0x7f000000, 8},  /* loopback */
    {0xa9fe0000, 16}, /* link-local, cloud metadata */
    {0xac100000, 12}, /* private */
    {0xc0000000, 24}, /* IETF protocols */
    {0xc0000200, 24}, /* documentation */
    {0xc0586300, 24}, /* 6to4 relays, withdrawn */
    {0xc0a80000, 16}, /* private */
    {0xc6120000, 15}, /* benchmarks */
    {0xc6336400, 24}, /* documentation */
    {0xcb007100, 24}, /* documentation */
    {0xe0000000, 3},  /* multicast, reserved, broadcast */
};

static bool in_range4(uint32_t a, const struct range4 *r)
{
    return (a ^ r->address) >> (32 - r->bits) == 0;
}

static bool is_public4(uint32_t a)
{
    for (size_t i = 0; i < sizeof special4 / sizeof *special4; i++)
        if (in_range4(a, &special4[i]))
            return false;
    return true;
}

static uint32_t read32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 |
           p[3];
}

static bool starts6(const unsigned char *a, const char *prefix, size_t bits)
{
    size_t whole = bits / 8, rest = bits % 8;
    if (memcmp(a, prefix, whole) != 0)
        return false;
    return rest == 0 ||
           ((a[whole] ^ (unsigned char)prefix[whole]) >> (8 - rest)) == 0;
}

static bool is_public6(const unsigned char *a)
{
    if (starts6(a, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 96)) /* mapped */
        return is_public4(read32(a + 12));
    if (starts6(a, "\0\x64\xff\x9b\0\0\0\0\0\0\0\0", 96)) /* NAT64 */
        return is_public4(read32(a + 12));
    if (starts6(a, "\x20\x02", 16)) /* 6to4 */
        return is_public4(read32(a + 2));
    return starts6(a, "\x20", 3) &&               /* global unicast */
           !starts6(a, "\x20\x01\0", 23) &&       /* Teredo, ORCHID, ... */
           !starts6(a, "\x20\x01\x0d\xb8", 32) && /* documentation */
           !starts6(a, "\x3f\xff\0", 20);         /* documentation */
}

bool net_is_public(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof in);
        return is_public4(ntohl(in.sin_addr.s_addr));
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 in6;
        memcpy(&in6, address, sizeof in6);
        return is_public6(in6.sin6_addr.s6_addr);
    }
    return false;
}

bool net_is_loopback(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET) {
        struct sockaddr_in in;
        memcpy(&in, address, sizeof in);
        return ntohl(in.sin_addr.s_addr) >> 24 == 127;
    }
    if (address->sa_family == AF_INET6) {
        struct sockaddr_in6 in6;
        memcpy(&in6, address, sizeof in6);
        return IN6_IS_ADDR_LOOPBACK(&in6.sin6_addr);
    }
    return false;
}

bool net_literal(struct str host, struct sockaddr_storage *out)
{
    char text[NET_IP_TEXT_BYTES];
    if (host.n >= 2 && host.p[0] == '[' && host.p[host.n - 1] == ']')
        host = str_slice(host, 1, host.n - 1);
    if (host.n == 0 || host.n >= sizeof text)
        return false;
    memcpy(text, host.p, host.n);
    text[host.n] = '\0';
    struct sockaddr_in in = {.sin_family = AF_INET};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    memset(out, 0, sizeof *out);
    if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
        memcpy(out, &in, sizeof in);
    else if (inet_pton(AF_INET6, text, &in6.sin6_addr) == 1)
        memcpy(out, &in6, sizeof in6);
    else
        return false;
    return true;
}

static bool is_localhost(struct str host)
{
    return str_eq_ascii_nocase(host, STR("localhost")) ||
           str_ends(host, STR(".localhost"));
}

bool net_host_is_private(struct str host)
{
    struct sockaddr_storage address;
    if (net_literal(host, &address))
        return !net_is_public((const struct sockaddr *)&address);
    return is_localhost(host);
}

bool net_host_is_loopback(struct str host)
{
    struct sockaddr_storage address;
    if (net_literal(host, &address))
        return net_is_loopback((const struct sockaddr *)&address);
    return is_localhost(host);
}
