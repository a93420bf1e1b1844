"""The other processes: starting them, their pipes, their end (POSIX).

Three stand beside the guard at most: the app, and one process that derives. Each is executed
afresh, never forked, and gets no more than its own ends of its own pipes.
"""

# ruff: noqa: SIM105 - contextlib takes longer to load than all that is used here
# ruff: noqa: E402, S101 - the type checker reads no further where this is the wrong system

from __future__ import annotations

import sys

assert sys.platform != "win32"  # there it is safeplan.guard.windows.procs

import _signal  # type: ignore[import-not-found]
import os
import select
import time

from safeplan.guard.programs import WAIT_FOR_DEAD, Programs, standard_programs

__all__ = ["App", "Kdf", "Process", "Programs", "pipe", "standard_programs"]

SIGKILL = 9
SIGBUS = _signal.SIGBUS

_KEPT = frozenset(
    {
        *("COLORTERM", "HOME", "LANG", "LANGUAGE", "LD_LIBRARY_PATH", "NO_COLOR", "PATH"),
        *("PYTHONHOME", "TERM", "TERM_PROGRAM", "TZ", "USER", "XDG_RUNTIME_DIR"),
    }
)


pipe = os.pipe


def environment() -> dict[str, str]:
    """What the other processes may see of the environment.

    Size variables would overrule the real size of the window; those of Python and Textual would
    let a stranger change what runs, or write files.
    """
    return {name: value for name, value in os.environ.items() if name in _KEPT or name[:3] == "LC_"}


def spawn(command: tuple[str, ...], inherited: tuple[int, ...], stdio: tuple[int, ...]) -> int:
    """Execute ``command``; answers its process id.

    Args:
        command: Program and arguments; the numbers of ``inherited`` are added as arguments.
        inherited: Descriptors that it may use, under the same numbers.
        stdio: What is to be its descriptors 0, 1 and 2; each a number above 2.
    """
    for fd in inherited:
        os.set_inheritable(fd, True)
    try:
        return os.posix_spawn(
            command[0],
            [*command, *(str(fd) for fd in inherited)],
            environment(),
            file_actions=[(os.POSIX_SPAWN_DUP2, fd, to) for to, fd in enumerate(stdio)],
            # One that was stopped before it is executed would stop us with it.
            setsigmask=(_signal.SIGTSTP,),
        )
    finally:
        for fd in inherited:
            os.set_inheritable(fd, False)


class Process:
    """One process that was started, and the ends of pipes that are kept for it.

    Attributes:
        pid: Its process id.
        status: What wait answered, once it has ended; None while it lives.
    """

    def __init__(self) -> None:
        self.pid = 0
        self.status: int | None = None
        self._kept: list[int] = []

    def keep(self, *fds: int) -> None:
        """Close these with the process."""
        self._kept += fds

    def reap(self) -> bool:
        """Whether it has ended; asks the system, and waits for nothing."""
        if self.status is None and self.pid:
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:
                pid, status = self.pid, 0
            if pid:
                self.status = status
        return self.status is not None

    @property
    def fell_over(self) -> bool:
        """Whether it ended by itself, and not by a signal."""
        return self.status is not None and not os.WIFSIGNALED(self.status)

    @property
    def lost_its_pages(self) -> bool:
        """Whether it ended because its own file could not be read any more: the stick is out."""
        status = self.status
        return status is not None and os.WIFSIGNALED(status) and os.WTERMSIG(status) == SIGBUS

    def kill(self) -> None:
        """End it at once."""
        if self.status is None and self.pid:
            try:
                os.kill(self.pid, SIGKILL)
            except OSError:
                pass

    def gone(self, within: float = WAIT_FOR_DEAD) -> bool:
        """Wait for its end, but no longer than ``within`` seconds."""
        end = time.monotonic() + within
        while not self.reap():
            if time.monotonic() >= end:
                return False
            select.select([], [], [], 0.0005)
        return True

    def close(self) -> None:
        """Close our ends of its pipes; nothing may be written to their numbers any more."""
        while self._kept:
            try:
                os.close(self._kept.pop())
            except OSError:
                pass

    def end(self) -> None:
        """Kill it, take it off the system's list, close its pipes."""
        self.kill()
        self.gone()
        self.close()


class App(Process):
    """The app: it draws on the terminal, and is typed to through a pipe.

    Attributes:
        keys: Write end; never blocks. What does not fit waits in `backlog`.
        said: Read end of its status pipe.
        control: Write end of its control pipe.
        notices: Write end of its pipe for what it did not ask for; never blocks.
        root: Write end of its root pipe, which each process that derives is given.
    """

    MOST_WAITING = 4 << 20  # bytes of typing for an app that does not listen
    MOST_PIECES = 512  # in one call; systems have a limit of 1024

    def __init__(self, command: tuple[str, ...], arguments: tuple[str, ...], terminal: int) -> None:
        super().__init__()
        keys, self.keys = os.pipe()
        self.said, said = os.pipe()
        control, self.control = os.pipe()
        root, self.root = os.pipe()
        notices, self.notices = os.pipe()
        null = os.open(os.devnull, os.O_WRONLY)
        self.keep(self.keys, self.said, self.control, self.root, self.notices)
        for fd in (self.keys, self.control, self.notices):
            os.set_blocking(fd, False)
        self.backlog = bytearray()
        try:
            pipes = (said, control, root, notices)
            self.pid = spawn((*command, *arguments), pipes, (keys, terminal, null))
        finally:
            for fd in (keys, said, control, root, notices, null):
                os.close(fd)

    def close(self) -> None:
        """See `Process`."""
        super().close()
        self.keys = self.said = self.control = self.root = self.notices = -1

    def type(self, pieces: list[bytes | memoryview]) -> None:
        """Hand on what was typed, in order; never waits for the app."""
        for at in range(0, len(pieces), self.MOST_PIECES):
            self._type(pieces[at : at + self.MOST_PIECES])

    def _type(self, pieces: list[bytes | memoryview]) -> None:
        written = 0
        if not self.backlog:
            try:
                written = os.writev(self.keys, pieces)
            except BlockingIOError:
                pass
            except OSError:
                return
        for piece in pieces:
            size = len(piece)
            if written >= size:
                written -= size
                continue
            if len(self.backlog) < self.MOST_WAITING:
                self.backlog += piece[written:]
            written = 0

    def flush(self) -> None:
        """Hand on more of what waits."""
        try:
            with memoryview(self.backlog) as waiting:
                written = os.write(self.keys, waiting)
        except BlockingIOError:
            return
        except OSError:
            written = len(self.backlog)
        del self.backlog[:written]

    def tell(self, message: bytes) -> None:
        """Say something on the control pipe."""
        try:
            os.write(self.control, message)
        except OSError:
            pass

    def notice(self, letter: bytes) -> None:
        """Say one letter that the app did not ask for."""
        try:
            os.write(self.notices, letter)
        except OSError:
            pass


class Kdf(Process):
    """The process that derives; it lives for one password.

    Args:
        command: What is executed.
        root: Write end of the pipe that its roots go to.
        judge: Whether it will be asked what is to be said of a new password.
        terminal: Where it shows what it makes by itself; -1 for nowhere.

    Attributes:
        job: Write end of its job pipe.
        verdict: Read end of its verdict pipe.
    """

    def __init__(
        self, command: tuple[str, ...], root: int, *, judge: bool = False, terminal: int = -1
    ) -> None:
        super().__init__()
        job, self.job = os.pipe()
        self.verdict, verdict = os.pipe()
        null = os.open(os.devnull, os.O_RDWR)
        self.keep(self.job, self.verdict)
        try:
            asked = ("judge",) if judge else ("derive",)
            shown = null if terminal < 0 else terminal
            self.pid = spawn((*command, *asked), (job, verdict, root), (null, shown, null))
        finally:
            for fd in (job, verdict, null):
                os.close(fd)

    def close(self) -> None:
        """See `Process`."""
        super().close()
        self.job = self.verdict = -1

    def give(self, head: bytes, words: memoryview) -> None:
        """Hand over the job and the typed bytes; a dead one is noticed by its verdict pipe."""
        try:
            os.writev(self.job, [head, words])
        except OSError:
            pass

    def say(self, letter: bytes) -> None:
        """Say one letter on the job pipe."""
        try:
            os.write(self.job, letter)
        except OSError:
            pass

    def hear(self) -> bytes:
        """One letter of the verdict, or nothing when it has ended; call when there is one."""
        try:
            return os.read(self.verdict, 1)
        except OSError:
            return b""
