"""A small app for the guard's tests: it opens a file by comparing roots, and obeys keys.

Its vault is a file of an allowed size whose salts are random; the passwords that open it are told
by number: ``small_app`` derives nothing itself, so it takes the root of either half for right when
it is the one stored at the place where a vault keeps filler.
"""

import ctypes
import hmac
import os
import sys
import threading
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Static

from safeplan.app.child import start
from safeplan.app.driver import HeldDriver
from safeplan.app.link import Link, Purpose
from safeplan.guard import wire
from safeplan.guard.wire import Settings

CANARY = "Aunt Pumpkin has the spare key"
IN_A_VARIABLE = "the lodger’s invented umbrella"
HELD = 10  # seconds
ROOT_A = 1 << 16  # where a test's vault keeps the root that opens half A
ROOT_B = ROOT_A + 32


class Over(ModalScreen[None]):
    """A question over what is seen."""

    def compose(self) -> ComposeResult:
        yield Static(f"a question {CANARY}")


class SmallApp(App[None]):
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, link: Link, path: str) -> None:
        super().__init__(driver_class=HeldDriver)
        self.link = link
        self.path = path
        self.presses = 0
        link.listen(self)

    # What the guard says unasked

    def closing_soon(self) -> None:
        self.say("closing soon")

    def stays_open(self) -> None:
        Path(self.path + ".stays").touch()

    def stick_out(self) -> None:
        self.say("stick out")

    def stick_back(self) -> None:
        self.say("stick back")

    def save_for_lock(self) -> None:
        if "LC_SAVES_NEVER" in os.environ:
            threading.Event().wait()
        with open(self.path + ".saved", "w", encoding="ascii") as stream:
            stream.write(f"saved {self.presses} again {self.link.again}")

    def compose(self) -> ComposeResult:
        yield Static("", id="head")
        yield Static("\n".join(f"{CANARY} {row}" for row in range(40)), id="body")

    def say(self, text: str) -> None:
        self.call_from_thread(self.query_one("#head", Static).update, text)

    def on_mount(self) -> None:
        if not self.link.fresh:
            self.run_worker(self.open, thread=True)
        else:
            self.query_one("#head", Static).update("fresh")

    def open(self) -> None:
        if "LC_EARLY" in os.environ:
            self.link.opened()
            self.say("cannot be opened")
            return
        data = Path(self.path).read_bytes()
        half = len(data) // 2
        while True:
            if hmac.compare_digest(self.link.derive(data[:32]), data[ROOT_A : ROOT_A + 32]):
                break
            root = self.link.derive(data[half : half + 32])
            if hmac.compare_digest(root, data[ROOT_B : ROOT_B + 32]):
                break
            self.link.refused()
        self.link.opened()
        self.say("open")

    def on_key(self, event) -> None:  # type: ignore[no-untyped-def]
        roads = {
            "a": self.ask, "n": self.new, "p": self.practise, "u": self.link.practise_over,
            "h": self.link.hide, "l": self.link.lock, "q": self.link.quit, "s": self.record,
            "k": self.record_key, "7": self.rest, "8": self.rest_over, "o": self.ask_me,
            "m": lambda: self.new(Purpose.WORDS), "r": self.code,
            "v": lambda: self.code(kept=False), "6": self.practise_and_ask, "5": self.hide_and_end,
        }  # fmt: skip
        if event.key in roads:
            self.run_worker(roads[event.key], thread=True)
        elif event.key == "c":
            os.abort()
        elif event.key == "f12":
            self.query_one("#head", Static).update(f"size {self.size.width} {self.size.height}")
        elif event.key == "t":  # a page that never stands still
            self.set_interval(0.005, self.tick)
        elif event.key == "e":
            in_a_variable = CANARY + " " + IN_A_VARIABLE
            raise RuntimeError(CANARY, len(in_a_variable))
        elif event.key == "g":  # the loop and the interpreter's lock are held by a call into C
            ctypes.PyDLL(None).sleep(HELD)
        elif event.key == "d":  # a paper is being made, again and again
            self.run_worker(self.print, thread=True)
        elif event.key == "w":  # a question over what is seen
            self.push_screen(Over())
        elif event.key == "b":  # the loop is blocked, and the interpreter busy, for good
            while True:
                pass
        elif event.key == "f":  # writes faster than any terminal reads
            while self._driver is not None:
                self._driver.write(CANARY * 100)
        else:
            self.presses += 1
            self.query_one("#head", Static).update(f"key {event.key} {self.presses}")

    def on_paste(self, event) -> None:  # type: ignore[no-untyped-def]
        self.query_one("#head", Static).update(f"pasted {len(event.text)}")

    def tick(self) -> None:
        self.presses += 1
        self.query_one("#head", Static).update(f"tick {self.presses} {CANARY}")

    def print(self) -> None:
        from safeplan.export.booklet import booklet

        while True:
            booklet("Tea", [CANARY] * 8)

    def ask(self) -> None:
        salts = (bytes(range(32)),)
        roots = self.link.ask(Purpose.CONFIRM, salts, 1)
        tries = 1
        while roots is not None and roots[0][0] % 2:  # every other password is wrong
            roots = self.link.ask_again()
            tries += 1
        if roots is None:
            self.say("backed out")
            return
        self.link.ask_done()
        self.say(f"asked {tries} {roots[0].hex()[:8]}")

    def new(self, purpose: Purpose = Purpose.NEW) -> None:
        salts = (bytes(32), bytes(range(32)), b"\x07" * 32)
        roots = self.link.ask(purpose, salts, 2)
        taken = bytes.fromhex(os.environ.get("LC_TAKEN", ""))
        while roots is not None and roots[0] == taken:
            roots = self.link.choose_another()
        if roots is None:
            self.say("backed out")
            return
        self.link.ask_done()
        self.say("new " + " ".join(root.hex()[:8] for root in roots))

    def code(self, *, kept: bool = True) -> None:
        roots = self.link.ask(Purpose.CODE, (bytes(32), bytes(range(32))), 1)
        Path(self.path + ".code").write_text(" ".join(root.hex() for root in roots or ()), "ascii")
        if roots is not None:
            self.link.code_done(kept=kept)
        self.say("no code")

    def practise(self) -> None:
        self.link.practise_now()
        self.say("practising")
        self.say("practised" if self.link.practise() else "not practised")

    def practise_and_ask(self) -> None:
        self.link._say(wire.PRACTISE)  # type: ignore[attr-defined]  # as nothing of ours does
        self.ask()

    def hide_and_end(self) -> None:
        self.link.practise_now()
        self.link._say(wire.HIDE + wire.PRACTISE_OVER)  # type: ignore[attr-defined]

    def record_key(self) -> None:
        key = self.link.record_key()
        self.say("backed out" if key is None else f"key {key.hex()}.")
        if key:
            self.link.settings(Settings(hide_key=key))

    def rest(self) -> None:
        self.link.rest()
        self.say("resting")

    def rest_over(self) -> None:
        self.link.rest_over()
        self.say("rested")

    def ask_me(self) -> None:
        self.link.settings(Settings(ask_when_pulled=True, lock_minutes=1))
        self.say("asks")

    def record(self) -> None:
        self.link.settings(Settings(hide_key=b"\x1b[15~", name="Zoë’s notes".encode()))
        self.say("recorded")


def run(link: Link, path: str, fresh: bool) -> None:
    assert link.fresh == fresh
    app = SmallApp(link, path)
    speak = link._say  # type: ignore[attr-defined]

    def say(message: bytes) -> None:
        speak(message)
        if message == wire.RECORD:  # the guard listens from now on
            app.say("press it")

    link._say = say  # type: ignore[attr-defined]
    app.run()


if __name__ == "__main__":
    start(sys.argv[1:], run)
