/* SPDX-License-Identifier: MIT */
/* version.h - the program's version and those of the libraries it runs with. */
#ifndef CLI_VERSION_H
#define CLI_VERSION_H

extern const char cli_version[];  /* "0.1.0", from CMake's project version */
extern const char cli_software[]; /* "skilltally/0.1.0" */

/* "skilltally 0.1.0" on stdout. */
void cli_print_version(void);

#endif
