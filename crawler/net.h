/* SPDX-License-Identifier: MIT */
/* net.h - which addresses belong to the open internet.
 *
 * A crawler that follows what strangers write must not be led to the machines
 * beside it: cloud metadata, routers, databases on loopback. */
#ifndef CRAWLER_NET_H
#define CRAWLER_NET_H

#include "base/str.h"
#include <stdbool.h>
#include <sys/socket.h>

#define NET_IP_TEXT_BYTES 46

/* True for addresses that are globally reachable: not loopback, private,
 * link-local, shared, documentation, benchmark, multicast, reserved. IPv4
 * addresses inside IPv6 ones (mapped, NAT64, 6to4) are unwrapped first.
 * Families other than IPv4 and IPv6 are never public. */
bool net_is_public(const struct sockaddr *address);

/* 127.0.0.0/8 and ::1. */
bool net_is_loopback(const struct sockaddr *address);

/* Read an IPv4 or IPv6 address (the latter with or without brackets). False:
 * host is a name. */
bool net_literal(struct str host, struct sockaddr_storage *out);

/* True when host is a literal that is not public, or a name that by itself
 * means this machine (localhost). Other names are not looked up. */
bool net_host_is_private(struct str host);

/* True for a loopback literal or localhost. */
bool net_host_is_loopback(struct str host);

#endif
