/* The least that a program can do: wait for Ctrl-Q or Escape on the terminal, write the wipe, end.
 *
 * floor WIPE-FILE first|after [COMMAND ... [-- COMMAND ...]]: says READY first, or leaves that to
 * the commands, which it starts beside it with the terminal to draw on. It also ends by the four
 * signals that end programs, and when one of the commands does.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#define SILENCE 30 /* ms after which an Escape was the key, and no part of another */

static char wipe[4096], keys[65536];
static ssize_t size;
static int out, count;
static pid_t children[8];
static struct termios before;

/* As the product does: a writer that is blocked is woken, and the whole string sent again. */
static void empty(void) {
    for (int tries = 0; tries < 100; tries++) {
        if (write(out, wipe, (size_t)size) == size) return;
        struct pollfd room = {out, POLLOUT, 0};
        tcflush(out, TCOFLUSH);
        tcflow(out, TCOOFF);
        tcflow(out, TCOON);
        poll(&room, 1, 2);
    }
}

static void leave(int number) {
    (void)number;
    signal(SIGCHLD, SIG_DFL);
    empty();
    for (int at = 0; at < count; at++) kill(children[at], SIGKILL);
    for (int at = 0; at < count; at++) waitpid(children[at], 0, 0);
    empty();
    tcsetattr(out, TCSANOW, &before);
    _exit(0);
}

/* By the system's call for it, as the product does. */
static pid_t start(char **words, char **environ) {
    posix_spawn_file_actions_t files;
    pid_t child = 0;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDWR, 0);
    posix_spawn_file_actions_adddup2(&files, 0, 2);
    return posix_spawn(&child, words[0], &files, 0, words, environ) ? 0 : child;
}

int main(int argc, char **argv, char **environ) {
    static const int ending[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};
    struct termios raw;
    if (argc < 3) return 2;
    int file = open(argv[1], O_RDONLY), tty = open("/dev/tty", O_RDWR);
    out = open("/dev/tty", O_RDWR | O_NONBLOCK);
    size = read(file, wipe, sizeof wipe);
    if (size <= 0 || tcgetattr(tty, &before)) return 1;
    raw = before;
    cfmakeraw(&raw);
    tcsetattr(tty, TCSANOW, &raw);
    for (int at = 0; at < 4; at++) signal(ending[at], leave);
    if (!strcmp(argv[2], "first") && write(tty, "READY", 5) != 5) return 1;
    for (char **words = argv + 3; *words && count < 8;) {
        char **end = words;
        while (*end && strcmp(*end, "--")) end++;
        char **next = *end ? end + 1 : end;
        *end = 0;
        if (!(children[count++] = start(words, environ))) return 1;
        words = next;
    }
    if (count) signal(SIGCHLD, leave);
    for (;;) {
        ssize_t got = read(tty, keys, sizeof keys);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0 || memchr(keys, 0x11, (size_t)got)) break;
        struct pollfd more = {tty, POLLIN, 0};
        if (memchr(keys, 0x1b, (size_t)got) && !poll(&more, 1, SILENCE)) break;
    }
    leave(0);
}
