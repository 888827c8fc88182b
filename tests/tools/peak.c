/* SPDX-License-Identifier: MIT */
/* peak.c - run a command and write down the most memory it had.
 *
 * usage: peak FILE COMMAND [ARG...]
 * FILE then holds its peak resident size in KiB; ends as the command does. */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int status = 0;
    struct rusage usage;
    if (argc < 3)
        return 64;
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    FILE *out = fopen(argv[1], "w");
    if (child < 0 || !out || wait4(child, &status, 0, &usage) != child)
        return 74;
    fprintf(out, "%ld\n", usage.ru_maxrss);
    if (fclose(out) != 0)
        return 74;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
