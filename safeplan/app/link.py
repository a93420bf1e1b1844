"""The app's end of the pipes to the guard: what it may ask for, and the answers.

Every call here blocks until it is answered, so it is made from a thread worker, never from the
event loop; `hide`, `lock`, `quit`, `settings`, `practise_now`, `practise_over`, `rest` and
`rest_over` answer at once and may be called from anywhere.
"""

from __future__ import annotations

from enum import Enum
from typing import Protocol

from safeplan.app.listening import Listener
from safeplan.guard import wire


class Purpose(Enum):
    """What a person is asked for."""

    OPEN = wire.OPEN
    CONFIRM = wire.CONFIRM
    NEW = wire.NEW
    OTHER_BOX = wire.OTHER_BOX
    WORDS = wire.WORDS  # NEW, after six words were shown
    CODE = wire.CODE  # nothing: a code is made, and its roots come here


class Drawing(Protocol):
    """What can be told to keep off the window; the driver is one."""

    def hold(self) -> None:
        """Draw nothing from now on; when this comes back, nothing is on its way any more."""

    def release(self) -> None:
        """Draw everything again, and go on."""


class GuardGone(Exception):  # noqa: N818
    """The guard has ended, and this process is about to."""


class Link(Protocol):
    """What the screens know of the guard; tests give them another one."""

    fresh: bool
    again: bool

    def derive(self, salt: bytes) -> bytes:
        """The root for ``salt``, from the password at the line (for `Vault.open`).

        The first call of a try answers the root for salt A, and the next one for salt B.
        """

    def opened(self) -> None:
        """The vault is open: comes back when the window is the app's."""

    def refused(self) -> None:
        """Nothing opened: the person is told, and `derive` waits for the next password."""

    def ask(self, purpose: Purpose, salts: tuple[bytes, ...], lines: int) -> Roots:
        """Have a password typed at the guard's line, once or twice; a root for each salt.

        None means that the person backed out, and the window is the app's again. Otherwise the
        window stays the guard's until `ask_done`, or until a None from the two calls below.
        """

    def choose_another(self) -> Roots:
        """That password cannot be taken: ask again, as `ask` did."""

    def ask_again(self) -> Roots:
        """That password does not open it: ask again, as `ask` did."""

    def ask_done(self) -> None:
        """The answer will do: comes back when the window is the app's."""

    def code_done(self, *, kept: bool) -> None:
        """Let a kept code be shown, once, before a lock; comes back only where it was not."""

    def practise_now(self) -> None:
        """Let the next hide be for practice, from before anything more is drawn.

        `practise` has to be called for its answer.
        """

    def practise(self) -> bool:
        """Wait for a hide that is for practice, and ask for it where `practise_now` has not.

        Answers True when the person has hidden, and pressed Enter at the guard's line; False when
        `practise_over` was called first. `hide` practises as well meanwhile.
        """

    def practise_over(self) -> None:
        """Practise no more; `practise` comes back."""

    def hide(self) -> None:
        """Empty the window and end, now."""

    def lock(self) -> None:
        """End this app, and stand at the line again."""

    def quit(self) -> None:
        """End in good order; everything has been saved."""

    def settings(self, record: wire.Settings) -> None:
        """Tell the guard what it must know of the settings."""

    def record_key(self) -> bytes | None:
        """The bytes of the next key that is pressed, to be a key that hides.

        Empty for one that cannot be used; None when the person pressed Escape.
        """

    def rest(self) -> None:
        """A page that shows nothing of the plan is open: the lock may wait for it."""

    def rest_over(self) -> None:
        """That page was left."""

    def attach(self, drawing: Drawing) -> None:
        """Say what draws; it holds until the window is the app's."""

    def listen(self, listener: Listener) -> None:
        """Say who is told what the guard says unasked."""


Roots = tuple[bytes, ...] | None
