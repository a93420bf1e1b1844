"""The other processes: starting them, their pipes, their end.

Each is made with no more than its own ends of its own pipes, by their handles, whose numbers are
its last arguments. Each stands in a job of its own, which ends with the guard, and takes with it
whatever the process had started: the `python.exe` of a virtual environment starts another one.
"""

# ruff: noqa: SIM105 - contextlib takes longer to load than all that is used here
# ruff: noqa: E402, S101 - the type checker reads no further where this is the wrong system

from __future__ import annotations

import sys

assert sys.platform == "win32"

import _winapi
import msvcrt
import os

from safeplan.guard.programs import WAIT_FOR_DEAD, Programs, standard_programs
from safeplan.guard.windows import kernel
from safeplan.guard.windows.command_line import command_line
from safeplan.guard.windows.pipes import Feeder, pipe

__all__ = ["App", "Kdf", "Process", "Programs", "pipe", "standard_programs"]

_USE_HANDLES = 0x0100
_LEAVE = 0xC0000006  # a page of the program could not be read any more
_BY_OTHERS = 1  # the status that we, and the list of tasks, end a process with

_KEPT = frozenset(
    {
        *("COLORTERM", "HOMEDRIVE", "HOMEPATH", "LANG", "LANGUAGE", "NO_COLOR", "PATH", "PATHEXT"),
        *("PYTHONHOME", "SYSTEMDRIVE", "SYSTEMROOT", "TEMP", "TMP", "USERPROFILE", "WINDIR"),
    }
)


def environment() -> dict[str, str]:
    """What the other processes may see of the environment; see `safeplan.guard.procs`."""
    return {name: value for name, value in os.environ.items() if name in _KEPT or name[:3] == "LC_"}


class _Startup:
    """What `CreateProcess` reads."""

    wShowWindow = 0  # noqa: N815

    def __init__(self, stdio: list[int], handles: list[int]) -> None:
        self.dwFlags = _USE_HANDLES
        self.hStdInput, self.hStdOutput, self.hStdError = stdio
        self.lpAttributeList = {"handle_list": handles}


class Process:
    """One process that was started, and the ends of pipes that are kept for it.

    Attributes:
        status: What it ended with; None while it lives.
    """

    def __init__(self) -> None:
        self.status: int | None = None
        self.handle = 0
        self._job = 0
        self._kept: list[int] = []
        self._feeders: list[Feeder] = []

    def keep(self, *fds: int) -> None:
        """Close these with the process."""
        self._kept += fds

    def feed(self, fd: int, most: int = 1 << 16) -> Feeder:
        """A writer to this pipe, which ends with the process."""
        feeder = Feeder(fd, most)
        self._feeders.append(feeder)
        return feeder

    def spawn(
        self, command: tuple[str, ...], inherited: tuple[int, ...], stdio: tuple[int, ...], how: int
    ) -> None:
        """Execute ``command``.

        Args:
            command: Program and arguments; the handles of ``inherited`` are added as arguments.
            inherited: Descriptors whose handles it may use.
            stdio: Descriptors of what is to be its standard input, output and errors.
            how: Flags of `CreateProcess`.
        """
        handles = [msvcrt.get_osfhandle(fd) for fd in inherited]
        standard = [msvcrt.get_osfhandle(fd) for fd in stdio]
        passed = list(dict.fromkeys((*handles, *standard)))
        for handle in passed:
            os.set_handle_inheritable(handle, True)
        try:
            process, thread, _, _ = _winapi.CreateProcess(
                command[0],
                command_line((*command, *(str(handle) for handle in handles))),
                None,
                None,
                True,
                how | kernel.SUSPENDED,
                environment(),
                None,
                _Startup(standard, passed),
            )
        finally:
            for handle in passed:
                os.set_handle_inheritable(handle, False)
        self.handle, self._job = process, kernel.make_job()
        kernel.put_in_job(self._job, process)
        kernel.resume(thread)
        _winapi.CloseHandle(thread)

    def reap(self) -> bool:
        """Whether it has ended; asks the system, and waits for nothing."""
        return self.gone(0.0)

    @property
    def fell_over(self) -> bool:
        """Whether it ended by itself, and was not ended by another."""
        return self.status is not None and self.status != _BY_OTHERS

    @property
    def lost_its_pages(self) -> bool:
        """Whether it ended because its own file could not be read any more: the stick is out."""
        return self.status == _LEAVE

    def kill(self) -> None:
        """End it at once, and what it started."""
        if self.status is None and self.handle:
            kernel.end_job(self._job)
            try:
                _winapi.TerminateProcess(self.handle, _BY_OTHERS)
            except OSError:
                pass

    def gone(self, within: float = WAIT_FOR_DEAD) -> bool:
        """Wait for its end, but no longer than ``within`` seconds."""
        if self.status is None and self.handle and kernel.wait_for_any([self.handle], within):
            self.status = _winapi.GetExitCodeProcess(self.handle)
        return self.status is not None

    def close(self) -> None:
        """Close our ends of its pipes, and let go of it."""
        for feeder in self._feeders:
            feeder.close()
        self._feeders.clear()
        while self._kept:
            try:
                os.close(self._kept.pop())
            except OSError:
                pass
        for handle in (self.handle, self._job):
            if handle:
                _winapi.CloseHandle(handle)
        self.handle = self._job = 0

    def end(self) -> None:
        """Kill it, and let go of all that belongs to it."""
        self.kill()
        self.gone()
        self.close()


class App(Process):
    """The app: it draws on the console, and is typed to through a pipe.

    Attributes:
        said: Read end of its status pipe; whoever listens to it closes it.
        root: Write end of its root pipe, which each process that derives is given.
    """

    MOST_WAITING = 4 << 20  # bytes of typing for an app that does not listen

    def __init__(self, command: tuple[str, ...], arguments: tuple[str, ...], terminal: int) -> None:
        super().__init__()
        keys, typed = pipe()
        self.said, said = pipe()
        control, told = pipe()
        root, self.root = pipe()
        notices, noticed = pipe()
        null = os.open(os.devnull, os.O_RDWR)
        self.keep(self.root)
        self._keys = self.feed(typed, self.MOST_WAITING)
        self._control, self._notices = self.feed(told), self.feed(noticed)
        try:
            pipes = (said, control, root, notices)
            self.spawn((*command, *arguments), pipes, (keys, terminal, null), 0)
        finally:
            for fd in (keys, said, control, root, notices, null):
                os.close(fd)

    def type(self, pieces: list[bytes | memoryview]) -> None:
        """Hand on what was typed, in order; never waits for the app."""
        self._keys.put(pieces)

    def tell(self, message: bytes) -> None:
        """Say something on the control pipe."""
        self._control.put([message])

    def notice(self, letter: bytes) -> None:
        """Say one letter that the app did not ask for."""
        self._notices.put([letter])


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
        job, self.job = pipe()
        self.verdict, verdict = pipe()
        null = os.open(os.devnull, os.O_RDWR)
        self.keep(self.job, self.verdict)
        try:
            asked = ("judge",) if judge else ("derive",)
            shown = null if terminal < 0 else terminal
            # Without a console it hears nothing of Ctrl-C, and can touch nobody's window.
            how = kernel.DETACHED if terminal < 0 else 0
            self.spawn((*command, *asked), (job, verdict, root), (null, shown, null), how)
        finally:
            for fd in (job, verdict, null):
                os.close(fd)

    def hand_over_verdict(self) -> int:
        """The read end of its verdict pipe, for one who listens, and closes it."""
        self._kept.remove(self.verdict)
        return self.verdict

    def give(self, head: bytes, words: memoryview) -> None:
        """Hand over the job and the typed bytes; a dead one is noticed by its verdict pipe."""
        try:
            os.write(self.job, head)
            if words:
                os.write(self.job, words)
        except OSError:
            pass

    def say(self, letter: bytes) -> None:
        """Say one letter on the job pipe."""
        try:
            os.write(self.job, letter)
        except OSError:
            pass

    def hear(self) -> bytes:
        """One letter of the verdict, or nothing when it has ended; waits for it."""
        try:
            return os.read(self.verdict, 1)
        except OSError:
            return b""
