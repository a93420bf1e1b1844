"""The link to a real guard: pipes, one question at a time.

The messages stand in `safeplan.guard.wire`. The window belongs to one of the two at a time. `ask`
and `practise` hold the app's drawing before the guard touches the window, and let it go, with
everything drawn again, when the window is back.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress

from safeplan.app.link import Drawing, GuardGone, Purpose, Roots
from safeplan.app.listening import Listener
from safeplan.guard import wire


class PipeLink:
    """The link to a real guard.

    Args:
        said: Write end of the status pipe.
        control: Read end of the control pipe.
        root: Read end of the root pipe.
        notices: Read end of the pipe for what was not asked for; -1 for none.
        fresh: Whether no password is needed, since there is no file yet.
        again: Whether the line stood again by itself, and the person goes on.
    """

    def __init__(
        self,
        said: int,
        control: int,
        root: int,
        notices: int = -1,
        *,
        fresh: bool = False,
        again: bool = False,
    ) -> None:
        self.fresh, self.again = fresh, again
        self._said = said
        self._control = control
        self._root = root
        self._drawing: Drawing | None = None
        self._one = threading.Lock()  # one question at a time
        self._practice = threading.Lock()
        self._window = threading.Lock()
        self._leaving = False  # the guard has taken the window for good
        self._opened = threading.Event()  # the window was the app's once
        self._practising = False
        self._over = False
        self._announced = False  # `practise_now` came while something else was asked
        self._called_off = False
        self._other_half = False
        self._salts = 0
        self._listener: Listener | None = None
        if notices >= 0:
            hear = threading.Thread(target=self._hear, args=(notices,), daemon=True)
            hear.start()

    def listen(self, listener: Listener) -> None:
        """See `Link`."""
        self._listener = listener

    def _hear(self, notices: int) -> None:
        """Hear what the guard says unasked, until it ends."""
        while letter := os.read(notices, 1):
            listener = self._listener
            if letter == wire.LOCK_NOW:
                self._make_way(listener)
            elif listener is None:
                continue
            elif letter == wire.CLOSING_SOON:
                listener.closing_soon()
            elif letter == wire.STAYS_OPEN:
                listener.stays_open()
            elif letter == wire.PULLED:
                listener.stick_out()
            elif letter == wire.THERE:
                listener.stick_back()

    def _make_way(self, listener: Listener | None) -> None:
        """The guard takes the window, waits for what has to be saved, and ends this process."""
        with self._window:
            self._leaving = True
            self._hold()
        self._say(wire.HELD)
        with suppress(Exception):  # what cannot be saved does not keep the line away
            if listener is not None:
                listener.save_for_lock()
        self._say(wire.LOCK)

    def attach(self, drawing: Drawing) -> None:
        """See `Link`."""
        self._drawing = drawing
        if self.fresh:
            drawing.release()
            self._opened.set()

    def derive(self, salt: bytes) -> bytes:
        """See `Link`."""
        with self._one:
            if self._other_half:
                self._say(wire.OTHER_HALF)
            self._other_half = True
            self._expect(wire.ROOTS)
            return self._read(self._root, wire.ROOT_SIZE)

    def opened(self) -> None:
        """See `Link`."""
        self._other_half = False
        with self._one:
            self._say(wire.OPENED)
            # Where nothing was opened, since nothing can be: a root may be on its way all the same.
            while self._expect(wire.DRAW + wire.ROOTS) == wire.ROOTS:
                self._read(self._root, wire.ROOT_SIZE)
            self._release()
        self._opened.set()

    def refused(self) -> None:
        """See `Link`."""
        self._other_half = False
        self._say(wire.REFUSED)

    def ask(self, purpose: Purpose, salts: tuple[bytes, ...], lines: int) -> Roots:
        """See `Link`."""
        self._hold()
        self._salts = len(salts)
        return self._roots(wire.Ask(purpose.value, lines, salts).pack())

    def choose_another(self) -> Roots:
        """See `Link`."""
        return self._roots(wire.ANOTHER)

    def ask_again(self) -> Roots:
        """See `Link`."""
        return self._roots(wire.REFUSED)

    def ask_done(self) -> None:
        """See `Link`."""
        with self._one:
            self._say(wire.ASK_DONE)
            self._expect(wire.DRAW)
            self._release()

    def code_done(self, *, kept: bool) -> None:
        """See `Link`."""
        with self._one:
            self._say(wire.ASK_DONE if kept else wire.REFUSED)
            self._expect(wire.BACKED_OUT)
            self._release()

    def practise_now(self) -> None:
        """See `Link`."""
        with self._practice:
            self._announced = not self._opened.is_set() or self._one.locked()
            if not self._announced:  # else it is said as soon as the other question is answered
                self._begin_practice()

    def _begin_practice(self) -> None:
        if not self._practising:
            self._practising = True
            self._over = False
            self._say(wire.PRACTISE)

    def practise(self) -> bool:
        """See `Link`."""
        # A question that came before the window is the app's would keep it from ever being so.
        self._opened.wait()
        with self._one:
            with self._practice:
                self._announced, off, self._called_off = False, self._called_off, False
                if off:
                    return False
                self._begin_practice()
            hidden = self._expect(wire.HOLD + wire.PRACTISE_OFF) == wire.HOLD
            early = False
            if hidden:
                self._hold()
                # `practise_over` may be heard while the empty window waits for Enter.
                early = self._expect(wire.PRACTISED + wire.PRACTISE_OFF) == wire.PRACTISE_OFF
                if early:
                    self._expect(wire.PRACTISED)
            with self._practice:
                self._practising = False
                crossed = self._over
            if hidden:
                if (
                    crossed and not early
                ):  # both happened at once: the answer to `practise_over` is on its way
                    self._expect(wire.PRACTISE_OFF)
                self._release()
            return hidden

    def practise_over(self) -> None:
        """See `Link`."""
        with self._practice:
            if self._practising and not self._over:
                self._over = True
                self._say(wire.PRACTISE_OVER)
            elif self._announced:
                self._announced, self._called_off = False, True

    def hide(self) -> None:
        """See `Link`."""
        self._say(wire.HIDE)

    def lock(self) -> None:
        """See `Link`."""
        self._say(wire.LOCK)

    def record_key(self) -> bytes | None:
        """See `Link`."""
        with self._one:
            self._say(wire.RECORD)
            if self._expect(wire.RECORDED + wire.BACKED_OUT) == wire.BACKED_OUT:
                return None
            return wire.unpack_recorded(self._read(self._control, wire.RECORDED_SIZE))

    def rest(self) -> None:
        """See `Link`."""
        self._say(wire.REST)

    def rest_over(self) -> None:
        """See `Link`."""
        self._say(wire.REST_OVER)

    def quit(self) -> None:
        """See `Link`."""
        self._say(wire.QUIT)

    def settings(self, record: wire.Settings) -> None:
        """See `Link`."""
        self._say(record.pack())

    def _roots(self, message: bytes) -> Roots:
        with self._one:
            self._say(message)
            if self._expect(wire.ROOTS + wire.BACKED_OUT) == wire.BACKED_OUT:
                self._release()
                return None
            return tuple(self._read(self._root, wire.ROOT_SIZE) for _ in range(self._salts))

    def _hold(self) -> None:
        if self._drawing is not None:
            self._drawing.hold()

    def _release(self) -> None:
        with self._window:
            if self._drawing is not None and not self._leaving:
                self._drawing.release()

    def _say(self, message: bytes) -> None:
        # Shorter than PIPE_BUF, so it goes in one piece, whoever else is speaking.
        try:
            os.write(self._said, message)
        except OSError as error:
            raise GuardGone from error

    def _expect(self, letters: bytes) -> bytes:
        letter = self._read(self._control, 1)
        if letter not in letters:
            raise wire.WireError
        return letter

    @staticmethod
    def _read(fd: int, size: int) -> bytes:
        data = b""
        while len(data) < size:
            more = os.read(fd, size - len(data))
            if not more:
                raise GuardGone
            data += more
        return data
