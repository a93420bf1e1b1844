"""What is made for the person and shown once: six words for a password, or a code for paper.

A process of its own makes them, shows them on the terminal and ends. They pass through no pipe,
and neither the guard nor the app has ever held them.
"""

from __future__ import annotations

from safeplan.guard import keys, wire
from safeplan.guard.asking import Asking
from safeplan.guard.loop import Lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from safeplan.guard.loop import App, Guard, Kdf

_NOTHING = memoryview(b"")
ON, BACK, TURN = b"\r", b"\x1b", b"q"


def show_words(asking: Asking, app: App) -> bool:
    """Show six words until Enter, then begin an empty window; False when the person backs out.

    Args:
        asking: the line at which they will be typed.
        app: whose password they are to be.
    """
    guard = asking.guard
    kdf = guard.start_kdf(app, shows=True)
    asking.remark("words_made")
    kdf.give(wire.job_head(wire.MAKE_WORDS, (), 0), _NOTHING)
    try:
        known = _shown(asking, kdf, "words_known", back=True)
    finally:
        guard.end_kdf()
    guard.window.wipe()
    asking.head()
    return known


class Code(Asking):
    """The app wants a code for paper: it is kept before it is shown, and the lock follows."""

    def __init__(self, guard: Guard, app: App, request: wire.Ask) -> None:
        super().__init__(guard)
        self.app = app
        self.request = request
        self.for_camera = False

    def go(self) -> None:
        """Come back only when it was not shown; the window is the app's again then.

        Raises:
            Lock: It was shown, and is on paper.
        """
        self.guard.window.wipe()
        self.head()
        try:
            shown = self._made()
        finally:
            self.guard.end_kdf()
            self.guard.window.wipe()
        if shown:
            raise Lock
        self.app.tell(wire.BACKED_OUT)

    def _made(self) -> bool:
        kdf = self.guard.start_kdf(self.app, shows=True)
        self.guard.window.say(self.guard.sentences["making"])
        kdf.give(wire.job_head(wire.MAKE_CODE, self.request.salts, 0), _NOTHING)
        if self.hear_verdict() != wire.DERIVED:
            return False
        self.app.tell(wire.ROOTS)
        letter, _ = self.hear_app(wire.ASK_DONE + wire.REFUSED)
        if letter == wire.REFUSED:
            return False
        self.head()
        self.remark("code_made")
        kdf.say(wire.GO)
        return _shown(self, kdf, "code_copied", back=False, turn=self._turn)

    def _turn(self, kdf: Kdf) -> None:
        """Letters to copy, or a picture for a camera: one instead of the other."""
        self.for_camera = not self.for_camera
        self.head()
        self.remark("code_camera" if self.for_camera else "code_made")
        kdf.say(wire.GO)


def _shown(
    asking: Asking,
    kdf: Kdf,
    prompt: str,
    *,
    back: bool,
    turn: Callable[[Kdf], None] | None = None,
) -> bool:
    """Wait until it stands there, and then for Enter; False when it cannot, or for Escape.

    Args:
        asking: whose window it is.
        kdf: what shows it.
        prompt: id of the sentence below it.
        back: whether Escape leads back; where it does not, no key struck by chance loses it.
        turn: has it shown in another way, at the key ``q``.
    """
    guard = asking.guard
    guard.idle.rest()  # copying by hand takes longer than the lock waits
    try:
        while asking.hear_verdict() == wire.SHOWN:
            guard.window.say(guard.sentences[prompt] + b" ")
            key = _pressed(asking)
            while (key == BACK and not back) or (key == TURN and turn is None):
                key = _pressed(asking)
            if turn is None or key != TURN:
                return key == ON
            turn(kdf)
        return False
    finally:
        guard.idle.rest_over()


def _pressed(asking: Asking) -> bytes:
    """Wait for a key that may mean something here: ON, BACK or TURN."""
    guard = asking.guard
    while True:
        heard = guard.wait()
        try:
            if heard.messages:
                raise wire.WireError
            for kind, start, stop, _ in heard.events:
                if kind == keys.ESCAPE:
                    return BACK
                if kind == keys.PLAIN:
                    for typed, key in ((b"\r", ON), (b"q", TURN), (b"Q", TURN)):
                        if guard.buffer.find(typed, start, stop) >= 0:
                            return key
        finally:
            guard.forget_keys()
