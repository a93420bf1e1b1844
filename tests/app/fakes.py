"""A guard that answers at once, cheap roots, and a clock that waits for nobody."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from typing import Any

from safeplan.app.app import SafeplanApp
from safeplan.app.link import Drawing, Purpose, Roots
from safeplan.app.listening import Listener
from safeplan.app.outside import MIB, Outside
from safeplan.guard import wire
from safeplan.plan.model import Plan, dumps
from safeplan.vault import format as layout
from safeplan.vault.vault import Vault

WORD = "green umbrella teapot"
CODE = "a code that the guard's own process made"


def root(word: str, salt: bytes) -> bytes:
    """A root that costs nothing; the product derives it with Argon2id in another process."""
    return hashlib.sha256(word.encode() + salt).digest()


def roots(word: str, salts: layout.Salts) -> layout.Roots:
    """Both roots of one word."""
    return layout.Roots(root(word, salts.a), root(word, salts.b))


class FakeLink:
    """The guard, as far as the app sees it.

    Args:
        words: what is typed at the line, one after the other; None is a person who backs out.
    """

    def __init__(self, *words: str | None, fresh: bool = False) -> None:
        self.fresh, self.again = fresh, False
        self.listener: Listener | None = None
        self.presses: list[bytes] = []  # at the guard, when a key is to be recorded; then nothing
        self.backed_out = threading.Event()
        self.record: wire.Settings | None = None
        self.words = list(words)
        self.said: list[str] = []
        self._salts: tuple[bytes, ...] = ()
        self._now: str | None = None
        self._one = threading.Lock()
        self._practised = threading.Event()
        self.practices = 0
        self.practised_from = ""
        self._ended = False
        self._practising = False
        self._hidden = False

    def _next(self) -> str | None:
        return self.words.pop(0) if self.words else None

    def derive(self, salt: bytes) -> bytes:
        if self._now is None:
            self._now = self._next() or ""
        return root(self._now, salt)

    def opened(self) -> None:
        self._now = None
        self.said.append("opened")

    def refused(self) -> None:
        self._now = None
        self.said.append("refused")

    def ask(self, purpose: Purpose, salts: tuple[bytes, ...], lines: int) -> Roots:
        self.said.append(f"ask {purpose.name} {lines}")
        self._salts = salts
        if purpose is Purpose.CODE:
            return tuple(root(CODE, salt) for salt in salts)
        return self._answer()

    def _answer(self) -> Roots:
        word = self._next()
        return None if word is None else tuple(root(word, salt) for salt in self._salts)

    def code_done(self, *, kept: bool) -> None:
        self.said.append("code shown" if kept else "code given up")

    def choose_another(self) -> Roots:
        self.said.append("choose another")
        return self._answer()

    def ask_again(self) -> Roots:
        self.said.append("ask again")
        return self._answer()

    def ask_done(self) -> None:
        self.said.append("ask done")

    def practise_now(self) -> None:
        self.practices += 1
        self.practised_from = threading.current_thread().name
        self._practised.clear()
        self._practising, self._hidden = True, False

    def practise(self) -> bool:
        with self._one:
            if not self._practising:
                self.practise_now()
            if not self._ended:
                self._practised.wait()
            self._practising = False
            return self._hidden

    def end(self) -> None:
        """The test is over: nobody waits any more."""
        self._ended = True
        self.backed_out.set()
        self._practised.set()

    def practise_over(self) -> None:
        # As with the real one, nothing happens where nobody practises.
        if self._practising:
            self._practised.set()

    def hide(self) -> None:
        if self._practising:
            self.said.append("practised")
            self._hidden = True
            self._practised.set()
        else:
            self.said.append("hide")

    def lock(self) -> None:
        self.said.append("lock")

    def quit(self) -> None:
        self.said.append("quit")

    def settings(self, record: wire.Settings) -> None:
        self.record = record
        self.said.append("settings")

    def record_key(self) -> bytes | None:
        self.said.append("record")
        if self.presses:
            return self.presses.pop(0)
        self.backed_out.wait()
        return None

    def rest(self) -> None:
        self.said.append("rest")

    def rest_over(self) -> None:
        self.said.append("rest over")

    def listen(self, listener: Listener) -> None:
        self.listener = listener

    def attach(self, drawing: Drawing) -> None:
        drawing.release()


class Clock:
    """Time that passes when it is told to; ``free`` lets everybody through at once."""

    def __init__(self, *, free: bool = True) -> None:
        self.free = free
        self.asked: list[float] = []
        self._gate = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        self.asked.append(seconds)
        if not self.free:
            await self._gate.wait()
        await asyncio.sleep(0)

    def pass_by(self) -> None:
        gate, self._gate = self._gate, asyncio.Event()
        gate.set()


def make_vault(path: str, plan: Plan, word: str = WORD, first: int = 0) -> None:
    """A file with this plan in it; ideas stand in an order by its salts, the same ones each time.

    ``first`` is the first byte of the salts; another one makes another file.
    """
    salts = layout.Salts(bytes(range(first, first + 32)), bytes(range(first + 32, first + 64)))
    Vault.create(path, size=MIB, salts=salts, plan=(roots(word, salts), dumps(plan)), notebook=None)


def app_for(
    link: FakeLink,
    path: str,
    *,
    fresh: bool = False,
    clock: Clock | None = None,
    **others: Any,
) -> SafeplanApp:
    """The app with nothing real around it but the file; ``others`` are of `Outside`."""
    wait: dict[str, Any] = {"sleep": (clock or Clock()).sleep, "wait": lambda seconds: None}
    disk: dict[str, Any] = {"size": MIB, "free": lambda folder: 1 << 30, "starter": path + ".sh"}
    outside = Outside(**{**wait, **disk, **others})
    return SafeplanApp(link, path, fresh, outside=outside, colours="truecolor")
