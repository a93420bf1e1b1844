/* The least that a program can do: wait for Ctrl-Q on the terminal, write the wipe, end.
 *
 * floor WIPE-FILE CHILDREN: so many children beside it compute without end, as in the states in
 * which something is loaded, derived, drawn or printed.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

int main(int argc, char **argv) {
    static char wipe[4096], keys[65536];
    struct termios before, raw;
    if (argc != 3) return 2;
    int file = open(argv[1], O_RDONLY), tty = open("/dev/tty", O_RDWR);
    ssize_t size = read(file, wipe, sizeof wipe);
    /* It can be quicker than the one who puts it into the foreground. */
    while (tcgetpgrp(tty) != getpgrp()) usleep(1000);
    if (size <= 0 || tcgetattr(tty, &before)) return 1;
    raw = before;
    cfmakeraw(&raw);
    tcsetattr(tty, TCSANOW, &raw);
    int busy = atoi(argv[2]);
    pid_t children[8], parent = getpid();
    if (busy > 8) return 2;
    for (int at = 0; at < busy; at++)
        if (!(children[at] = fork()))
            for (unsigned long n = 0;; n++) /* alone in the world, it would never end */
                if (!(n & 0xffffff) && getppid() != parent) _exit(0);
    if (write(tty, "READY", 5) != 5) return 1;
    for (;;) {
        ssize_t got = read(tty, keys, sizeof keys);
        if (got <= 0 || memchr(keys, 0x11, (size_t)got)) break;
    }
    if (write(tty, wipe, (size_t)size) != size) return 1;
    for (int at = 0; at < busy; at++) kill(children[at], SIGKILL);
    for (int at = 0; at < busy; at++) waitpid(children[at], NULL, 0);
    if (write(tty, wipe, (size_t)size) != size) return 1;
    tcsetattr(tty, TCSANOW, &before);
    return 0;
}
